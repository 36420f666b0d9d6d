"""The questions in SQL, as somebody would write them who knew them before the tables were made.

The two roles of an event are two columns of it, and five indexes cover the questions. Words in braces are where the dialects
differ; an engine says its own.
"""

SCHEMA = [
    "CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT)",
    "CREATE TABLE event (id INTEGER PRIMARY KEY, type TEXT NOT NULL, date TEXT NOT NULL, actor INTEGER NOT NULL, target INTEGER NOT NULL)",
]
INDEXES = [
    "CREATE INDEX entity_name ON entity(name)",
    "CREATE INDEX event_actor ON event(actor, date, id, type, target)",
    "CREATE INDEX event_target ON event(target, date, id, type, actor)",
    "CREATE INDEX event_type ON event(type, date, target, actor)",
    "CREATE INDEX event_pair ON event(actor, target, date, id, type)",
]

ONE = "(SELECT id FROM entity WHERE name = $a)"
OTHER = "(SELECT id FROM entity WHERE name = $b)"
MET = f"""(SELECT target AS y, id FROM event WHERE actor = {ONE} AND target <> {ONE}
 UNION ALL SELECT actor, id FROM event WHERE target = {ONE} AND actor <> {ONE})"""

SQL = {
    "Q1": f"""SELECT id, date, type FROM (
 SELECT * FROM (SELECT id, date, type FROM event WHERE actor = {ONE} AND date > {{day_b}} ORDER BY date, id LIMIT 20)
 UNION SELECT * FROM (SELECT id, date, type FROM event WHERE target = {ONE} AND date > {{day_b}} ORDER BY date, id LIMIT 20)) AS u
 ORDER BY date, id LIMIT 20""",
    "Q2": f"""SELECT type, count(DISTINCT id) AS c FROM (
 SELECT id, type FROM event WHERE actor = {ONE} AND date BETWEEN {{day_b}} AND {{day_c}}
 UNION ALL SELECT id, type FROM event WHERE target = {ONE} AND date BETWEEN {{day_b}} AND {{day_c}}) AS u
 GROUP BY type ORDER BY c DESC, type""",
    "Q3": "SELECT {month}, count(*) FROM event WHERE type = $a GROUP BY 1 ORDER BY 1",
    "Q4": f"SELECT n.name, count(*) AS c FROM {MET} AS m JOIN entity n ON n.id = m.y GROUP BY m.y, n.name ORDER BY c DESC, n.name LIMIT 10",
    "Q5": f"""SELECT id, date, type FROM (
 SELECT id, date, type FROM event WHERE actor = {ONE} AND target = {OTHER} AND date BETWEEN {{day_c}} AND {{day_d}}
 UNION SELECT id, date, type FROM event WHERE actor = {OTHER} AND target = {ONE} AND date BETWEEN {{day_c}} AND {{day_d}}) AS u
 ORDER BY date, id""",
    "Q6": "SELECT count(*) FROM event e JOIN entity y ON y.id = e.target WHERE e.type = $a AND {contains}",
    "Q7": f"""WITH near AS (SELECT DISTINCT y FROM {MET} AS m),
 far AS (SELECT target AS z FROM event WHERE actor IN (SELECT y FROM near)
 UNION SELECT actor FROM event WHERE target IN (SELECT y FROM near))
 SELECT count(*) FROM far WHERE z <> {ONE}""",
    # Breadth first, one level a step: the plain way to a shortest path in SQL, whose recursion cannot stop at the goal.
    "Q8": f"""WITH RECURSIVE walk(node, depth) AS (SELECT {ONE}, 0 UNION
 SELECT CASE WHEN e.actor = w.node THEN e.target ELSE e.actor END, w.depth + 1
 FROM walk w JOIN {{both}} ON e.actor = w.node WHERE w.depth < 4)
 SELECT min(depth) FROM walk WHERE node = {OTHER} AND depth > 0""",
    "Q9": """SELECT count(*) FROM event r1 JOIN event r2 ON r2.actor = r1.target
 JOIN event r3 ON r3.actor = r2.target AND r3.target = r1.actor
 WHERE r1.type = $a AND r2.type = $a AND r3.type = $a AND r1.actor < r1.target AND r1.actor < r2.target
 AND r1.id <> r2.id AND r2.id <> r3.id AND r1.id <> r3.id""",
    "Q11": "SELECT name FROM entity WHERE {prefix} ORDER BY name LIMIT 20",
}
