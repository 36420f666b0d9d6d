// Starts, seeks and ranges
MATCH (p:Person {name: 'Ann'}) RETURN p.age
MATCH (p:Person) WHERE p.name = 'Ann' OR p.name = 'Bob' RETURN p.name
MATCH (p:Person) WHERE p.age > 30 RETURN p.name
MATCH (p:Person) WHERE p.age >= 30 AND p.age < 50 RETURN p.name
MATCH (p:Person) WHERE 30 < p.age AND p.age <= 50 AND p.age <> 40 RETURN p.name
MATCH (p:Person) WHERE p.age IN [30, 50, 30, null] RETURN p.name
MATCH (p) WHERE p.name STARTS WITH 'A' RETURN p.name
MATCH (e:Event) WHERE e.day > date('2024-04-30') RETURN e.title
MATCH (e:Event) WHERE e.day >= date('2024-05-02') AND e.day <= date('2024-06-03') RETURN e.title
MATCH (p:Person) WHERE p.age = 30.0 RETURN p.name
MATCH (p:Person) WHERE p.age = null RETURN p.name
MATCH (p:Person) WHERE p.age > 'x' RETURN p.name
MATCH (n) WHERE id(n) = 3 RETURN n.name
MATCH (a:Person), (b) WHERE id(b) = id(a) RETURN b.name
MATCH (n:Town&Place) WHERE n.size > 10 RETURN n.name
MATCH (n:Town|Person) RETURN n.name
MATCH (n:!Town&Place) RETURN n.name
UNWIND ['Ann', 'Cid', 'Zoe'] AS name MATCH (p:Person {name: name}) RETURN p.age
// Orders of expansion
MATCH (p:Person)-[:JOINED]->(e:Event)-[:AT]->(t:Town {name: 'Ford'}) RETURN p.name, e.title
MATCH (t:Town)<-[:AT]-(e:Event)<-[:JOINED]-(p {name: 'Ann'}) RETURN t.name, e.title
MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person)-[:KNOWS]->(a) RETURN a.name, b.name, c.name
MATCH (a)-[r1:KNOWS]-(b)-[r2:KNOWS]-(c) RETURN a.name, b.name, c.name
MATCH (a)-[r1]-(b)-[r2]-(a) RETURN a.name, b.name
MATCH (a)-[r]->(a) RETURN a.name, type(r)
MATCH (a:Person)-[r:KNOWS {since: 2002}]->(b) RETURN a.name, b.name
MATCH (a:Person)-[r:KNOWS]->(b) WHERE r.since > 2001 RETURN a.name, b.name, r.since
MATCH (a:Person)-[:KNOWS]->(b), (b)-[:JOINED]->(e) RETURN a.name, b.name, e.title
MATCH (a:Person {name: 'Ann'})-[:JOINED]->(e)<-[:JOINED]-(b) MATCH (b)-[:KNOWS]->(c) RETURN b.name, c.name
MATCH (a:Person)-[r:KNOWS]->(b) MATCH (c)-[r]->(d) RETURN c.name, d.name
MATCH (a:Person)-[r:KNOWS]->(b) MATCH (c)-[r]-(d) RETURN c.name, d.name
// Parts that do not hang together
MATCH (a:Person), (t:Town) RETURN a.name, t.name
MATCH (a:Person), (t:Town)-[:WITHIN]->(l:Land) WHERE l.name = 'Northland' RETURN a.name, t.name
MATCH (a:Person)-[:KNOWS]->(b), (e:Event)-[:AT]->(t) WHERE a.age = t.size * 2 - 10 RETURN a.name, t.name
MATCH (a:Person)-[:KNOWS]->(b), (e:Fair)-[:AT]->(t) WHERE b.age > t.size RETURN a.name, t.name
MATCH (a:Person), (b:Person) WHERE a.age = b.age RETURN a.name, b.name
// Walks of variable length
MATCH (a:Person {name: 'Ann'})-[:KNOWS*]->(b) RETURN b.name
MATCH (a:Person {name: 'Ann'})-[:KNOWS*0..2]->(b) RETURN b.name
MATCH (a:Person)-[rs:KNOWS*2]->(b {name: 'Ann'}) RETURN a.name, [r IN rs | r.since]
MATCH (a:Person)-[rs*1..3]-(b:Town {name: 'Ford'}) RETURN a.name, [r IN rs | type(r)]
MATCH p = (a:Person)-[:KNOWS*1..2]->(b {name: 'Dot'}) RETURN [n IN nodes(p) | n.name]
MATCH (a:Person)-[:KNOWS* {since: 2001}]->(b) RETURN a.name, b.name
MATCH (a {name: 'Ann'})-[:KNOWS*..2]-(b)-[:LIKES*0..1]->(c) RETURN b.name, c.name
MATCH (a:Person)-[:KNOWS*0..]->(b) RETURN DISTINCT a.name, b.name
MATCH (a:Person)-[:KNOWS*]-(b) RETURN DISTINCT a.name, b.name
MATCH (a:Person)-[:KNOWS*]->(b) RETURN a.name, count(DISTINCT b) AS reached
MATCH (t:Town)-[:WITHIN*0..]->(l) RETURN max(l.name)
MATCH p = shortestPath((a:Person {name: 'Bob'})-[:KNOWS*]->(b:Person {name: 'Dot'})) RETURN [n IN nodes(p) | n.name]
MATCH p = allShortestPaths((a:Person {name: 'Ann'})-[*..4]-(b:Land {name: 'Southland'})) RETURN [n IN nodes(p) | coalesce(n.name, n.title)]
// Existence
MATCH (e:Event) WHERE (e)-[:AT]->(:Town)-[:WITHIN*0..]->(:Place {name: 'Northland'}) RETURN e.title
MATCH (e:Event) WHERE (e)-[:AT]->(:Town)-[:WITHIN*0..]->(:Place {name: 'Northland'}) AND e.day > date('2024-04-15') RETURN e.title
MATCH (e:Event) WHERE NOT (e)-[:AT]->(:Town)-[:WITHIN*0..]->(:Place {name: 'Northland'}) RETURN e.title
MATCH (e:Event) WHERE (e)-[:AT]->(:Town {name: 'Ford'}) OR (e)-[:AT]->(:Town {name: 'Quay'}) RETURN e.title
MATCH (p:Person) WHERE (p)-[:JOINED]->(:Fair) AND (p)-[:KNOWS]->(:Person {name: 'Dot'}) RETURN p.name
MATCH (p:Person) WHERE (p)-[:KNOWS*2..3]-(:Person {name: 'Dot'}) RETURN p.name
MATCH (p:Person) WHERE (p)-[:KNOWS*]-(p) RETURN p.name
MATCH (p:Person) WHERE (p)-[:JOINED]->(:Fair) OR (p)-[:KNOWS]->(:Person {name: 'Dot'}) RETURN p.name
MATCH (p:Person) WHERE (p)-[:JOINED]->(:Fair) OR (p)-[:KNOWS]->(:Person {name: 'Dot'}) OR (p)<-[:LIKES]-({name: 'Ann'}) RETURN p.name
MATCH (p:Person) WHERE ((p)-[:JOINED]->(:Fair) OR (p)-[:KNOWS]->(:Person {name: 'Dot'})) AND p.age > 30 RETURN count(*)
MATCH (p:Person)-[:KNOWS]->(q)-[:KNOWS]->(r) WHERE (p)-[:JOINED]->(:Fair) AND (r)-[:LIKES]->() RETURN p.name, r.name
MATCH (e)<-[:JOINED]-(p:Person)-[:KNOWS]->(q) WHERE (q)-[:LIKES]->(:Person {name: 'Ann'}) AND (e)-[:AT]->({name: 'Bergen'}) RETURN p.name, q.name
MATCH (p:Person) WHERE NOT ((p)-[:JOINED]->(:Fair) OR (p)-[:KNOWS]->(:Person {name: 'Dot'})) RETURN p.name
MATCH (p:Person), (q:Person) WHERE (p)-[:JOINED]->(:Fair) OR (q)-[:KNOWS]->(:Person {name: 'Dot'}) RETURN p.name, q.name
MATCH (p:Person)-[:KNOWS]->(q) WHERE (q)-[:JOINED]->(:Fair) OR (q)-[:KNOWS]->(:Person {name: 'Dot'}) RETURN p.name, q.name
MATCH (a:Person), (b:Person) WHERE (a)-[:KNOWS]->(b) RETURN a.name, b.name
MATCH (a:Person) OPTIONAL MATCH (a)-[:KNOWS]->(b) WHERE (b)-[:JOINED]->() RETURN a.name, b.name
MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:KNOWS]->(q) WHERE q.age > p.age } RETURN p.name
MATCH (p:Person) WHERE EXISTS { MATCH (p)-[:JOINED]->(e) WITH p, count(e) AS events WHERE events > 1 RETURN true } RETURN p.name
MATCH (p:Person) WHERE COUNT { (p)-[:KNOWS]->() } > 1 RETURN p.name
MATCH (p:Person) RETURN p.name, [(p)-[:JOINED]->(e) WHERE e.guests > 300 | e.title] AS big
MATCH (p:Person) RETURN p.name, size([(p)-[:KNOWS]->(q) WHERE (q)-[:JOINED]->() | q]) AS joiners
MATCH (p:Person) WHERE any(q IN [(p)-[:KNOWS]->(x) | x] WHERE (q)-[:LIKES]->(p)) RETURN p.name
// Days from a start to an end
MATCH (e:Event) WHERE e.start <= date('2024-05-31') AND coalesce(e.end, date('9999-12-31')) >= date('2024-04-02') RETURN e.title
MATCH (e:Event) WHERE e.start < date('2024-06-04') AND coalesce(e.end, date('9999-12-31')) > date('2024-04-03') RETURN e.title
MATCH (e:Event) WHERE date('2024-06-04') >= e.start AND date('2024-06-04') <= coalesce(e.end, date('9999-12-31')) RETURN e.title
MATCH (e:Event) WHERE e.start <= date('2024-06-30') AND coalesce(e.end, date('2024-06-01')) >= date('2024-06-02') RETURN e.title
MATCH (e:Event) WHERE e.start <= date('2024-12-31') AND coalesce(e.end, e.day) >= date('2024-04-02') RETURN e.title
MATCH (e:Event)-[:AT]->(t) WHERE e.start <= date('2024-12-31') AND coalesce(e.end, date('9999-12-31')) >= date('2024-05-01') RETURN e.title, t.name
// Optional parts
MATCH (p:Person) OPTIONAL MATCH (p)-[:JOINED]->(e:Fair)-[:AT]->(t) RETURN p.name, e.title, t.name
OPTIONAL MATCH (z:Zebra) RETURN z
OPTIONAL MATCH (p:Person {name: 'Ann'})-[:KNOWS]->(q) WHERE q.age > 35 RETURN p.name, q.name
MATCH (p:Person) OPTIONAL MATCH (p)-[:KNOWS]->(q {name: 'Ann'}) OPTIONAL MATCH (q)-[:JOINED]->(e) RETURN p.name, q.name, e.title
MATCH (a:Person {name: 'Dot'}) OPTIONAL MATCH (a)-[:KNOWS]->(b) MATCH (a)-[:LIKES]->(c) RETURN b, c.name
// Projections, groups, orders
MATCH (p:Person)-[:KNOWS]->(q) RETURN p.name AS name, count(*) AS known ORDER BY known DESC, name
MATCH (p:Person)-[:KNOWS]->(q) WITH p, count(q) AS known WHERE known > 1 MATCH (p)-[:JOINED]->(e) RETURN p.name, e.title
MATCH (p:Person) WITH p ORDER BY p.age DESC LIMIT 2 MATCH (p)-[:KNOWS]->(q) RETURN p.name, q.name
MATCH (p:Person) RETURN p.name ORDER BY p.age SKIP 1 LIMIT 2
MATCH (p:Person) RETURN p.name AS name, [(p)-[:KNOWS]->(q) | q.name] AS known ORDER BY name DESC SKIP 1 LIMIT 2
MATCH (p:Person) RETURN p.name AS name, size([(p)-[:KNOWS]->(q) | q]) AS known ORDER BY known DESC, name LIMIT 2
MATCH (p:Person) WITH p.name AS name, [(p)-[:KNOWS]->(q) | q.name] AS known ORDER BY name LIMIT 3 UNWIND known AS other RETURN name, other
MATCH (p:Person) RETURN DISTINCT p.age > 35 AS old ORDER BY old
MATCH (e:Event) RETURN date.truncate('month', e.day) AS month, count(*) AS events ORDER BY month
MATCH (p:Person) RETURN p.age % 20 AS rest, collect(p.name) AS names, avg(p.age) AS mean ORDER BY rest
MATCH (p:Person)-[:JOINED]->(e) RETURN e.title AS title, count(DISTINCT p) AS guests UNION MATCH (e:Flood) RETURN e.title AS title, 0 AS guests
MATCH (p:Person) CALL { WITH p MATCH (p)-[:KNOWS]->(q) RETURN count(q) AS known } RETURN p.name, known
CALL { MATCH (t:Town) RETURN t UNION MATCH (t:Land) RETURN t } RETURN t.name
MATCH (p:Person) CALL { WITH p MATCH (p)-[:JOINED]->(e) RETURN e ORDER BY e.day DESC LIMIT 1 } RETURN p.name, e.title
CALL db.labels() YIELD label RETURN label
