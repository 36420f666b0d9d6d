// What the engines are compared by. Each question begins with a line that names it; its parameters are $a, $b, $c and $d.

// Q1: first events of somebody after a day
MATCH (x:Entity {name: $a})<-[:ACTOR|TARGET]-(e:Event) WHERE e.date > date($b)
RETURN DISTINCT e.id AS id, e.date AS date, e.type AS type ORDER BY date, id LIMIT 20;

// Q2: what somebody did in a time, by type
MATCH (x:Entity {name: $a})<-[:ACTOR|TARGET]-(e:Event) WHERE e.date >= date($b) AND e.date <= date($c)
RETURN e.type AS t, count(DISTINCT e.id) AS c ORDER BY c DESC, t;

// Q3: events of a type, by month
MATCH (e:Event) WHERE e.type = $a RETURN date.truncate('month', e.date) AS m, count(*) AS c ORDER BY m;

// Q4: whom somebody met most often
MATCH (x:Entity {name: $a})<-[:ACTOR|TARGET]-(e:Event)-[:ACTOR|TARGET]->(y:Entity) WHERE y.name <> $a
RETURN y.name AS n, count(*) AS c ORDER BY c DESC, n LIMIT 10;

// Q5: what two did together in a time
MATCH (x:Entity {name: $a})<-[:ACTOR|TARGET]-(e:Event)-[:ACTOR|TARGET]->(y:Entity {name: $b})
WHERE e.date >= date($c) AND e.date <= date($d)
RETURN DISTINCT e.id AS id, e.date AS date, e.type AS type ORDER BY date, id;

// Q6: events of a type done to a word in a name
MATCH (e:Event)-[:TARGET]->(y:Entity) WHERE e.type = $a AND y.name CONTAINS $b RETURN count(*) AS c;

// Q7: how many are two meetings away
MATCH (x:Entity {name: $a})<-[:ACTOR|TARGET]-(e:Event)-[:ACTOR|TARGET]->(y:Entity) WHERE y.name <> $a
WITH DISTINCT y
MATCH (y)<-[:ACTOR|TARGET]-(f:Event)-[:ACTOR|TARGET]->(z:Entity) WHERE z.name <> $a
RETURN count(DISTINCT z) AS c;

// Q8: how far two are apart
MATCH p = shortestPath((a:Entity {name: $a})-[:REL*1..4]-(b:Entity {name: $b})) RETURN length(p) AS c;

// Q9: triangles of a type
MATCH (a:Entity)-[r1:REL]->(b:Entity)-[r2:REL]->(c:Entity)-[r3:REL]->(a)
WHERE r1.type = $a AND r2.type = $a AND r3.type = $a AND id(a) < id(b) AND id(a) < id(c)
RETURN count(*) AS c;

// Q11: names that begin so
MATCH (n:Entity) WHERE n.name STARTS WITH $a RETURN n.name AS name ORDER BY name LIMIT 20;
