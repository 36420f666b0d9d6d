#!/usr/bin/env python3
"""annals beside sqlite, duckdb and ladybug: the same data, the same questions, one run.

    pip install duckdb ladybug
    python3 benches/compare/compare.py --events 30000 271000 --out docs/performance

Generates the data, loads it into each engine, checks that the answers agree, and writes `measured.json`, `tables.md` and
`growth.svg` into the folder. Engines that are not installed are left out. Times are medians; every engine may use one
thread while it answers, and as many as it likes while it loads.
"""

import argparse
import datetime
import json
import math
import os
import pathlib
import random
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COMMITS = 200

QUERIES = {
    "Q1": "MATCH (x:Entity {name:$a})<-[:ACTOR|TARGET]-(e:Event) WHERE e.date > date($b) RETURN DISTINCT e.id AS id, e.date AS date, e.type AS type ORDER BY date, id LIMIT 20",
    "Q2": "MATCH (x:Entity {name:$a})<-[:ACTOR|TARGET]-(e:Event) WHERE e.date >= date($b) AND e.date <= date($c) RETURN e.type AS t, count(DISTINCT e.id) AS c ORDER BY c DESC, t",
    "Q3": "MATCH (e:Event) WHERE e.type = $a RETURN date.truncate('month', e.date) AS m, count(*) AS c ORDER BY m",
    "Q4": "MATCH (x:Entity {name:$a})<-[:ACTOR|TARGET]-(e:Event)-[:ACTOR|TARGET]->(y:Entity) WHERE y.name <> $a RETURN y.name AS n, count(*) AS c ORDER BY c DESC, n LIMIT 10",
    "Q5": "MATCH (x:Entity {name:$a})<-[:ACTOR|TARGET]-(e:Event)-[:ACTOR|TARGET]->(y:Entity {name:$b}) WHERE e.date >= date($c) AND e.date <= date($d) RETURN DISTINCT e.id AS id, e.date AS date, e.type AS type ORDER BY date, id",
    "Q6": "MATCH (e:Event)-[:TARGET]->(y:Entity) WHERE e.type = $a AND y.name CONTAINS $b RETURN count(*) AS c",
    "Q7": "MATCH (x:Entity {name:$a})<-[:ACTOR|TARGET]-(e:Event)-[:ACTOR|TARGET]->(y:Entity) WHERE y.name <> $a WITH DISTINCT y MATCH (y)<-[:ACTOR|TARGET]-(f:Event)-[:ACTOR|TARGET]->(z:Entity) WHERE z.name <> $a RETURN count(DISTINCT z) AS c",
    "Q8": "MATCH p = shortestPath((a:Entity {name:$a})-[:REL*1..4]-(b:Entity {name:$b})) RETURN length(p) AS c",
    "Q9": "MATCH (a:Entity)-[r1:REL]->(b:Entity)-[r2:REL]->(c:Entity)-[r3:REL]->(a) WHERE r1.type=$a AND r2.type=$a AND r3.type=$a AND id(a)<id(b) AND id(a)<id(c) RETURN count(*) AS c",
    "Q11": "MATCH (n:Entity) WHERE n.name STARTS WITH $a RETURN n.name AS name ORDER BY name LIMIT 20",
}

# The two roles of an event are two columns: what somebody who knew the questions beforehand would make of the data.
SQL_SCHEMA = """
CREATE TABLE entity (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT);
CREATE TABLE event (id INTEGER PRIMARY KEY, type TEXT NOT NULL, date TEXT NOT NULL, actor INTEGER NOT NULL, target INTEGER NOT NULL);
"""
SQL_INDEXES = """
CREATE INDEX entity_name ON entity(name);
CREATE INDEX event_actor ON event(actor, date, id, type, target);
CREATE INDEX event_target ON event(target, date, id, type, actor);
CREATE INDEX event_type ON event(type, date, target, actor);
CREATE INDEX event_pair ON event(actor, target, date, id, type);
"""

ONE = "(SELECT id FROM entity WHERE name = $a)"
OTHER = "(SELECT id FROM entity WHERE name = $b)"
MET = f"""(SELECT target AS y, id FROM event WHERE actor = {ONE} AND target <> {ONE}
 UNION ALL SELECT actor, id FROM event WHERE target = {ONE} AND actor <> {ONE})"""
SQL = {
    "Q1": f"""SELECT id, date, type FROM (
 SELECT * FROM (SELECT id, date, type FROM event WHERE actor = {ONE} AND date > $b ORDER BY date, id LIMIT 20)
 UNION SELECT * FROM (SELECT id, date, type FROM event WHERE target = {ONE} AND date > $b ORDER BY date, id LIMIT 20)) AS u
 ORDER BY date, id LIMIT 20""",
    "Q2": f"""SELECT type, count(DISTINCT id) AS c FROM (
 SELECT id, type FROM event WHERE actor = {ONE} AND date BETWEEN $b AND $c
 UNION ALL SELECT id, type FROM event WHERE target = {ONE} AND date BETWEEN $b AND $c) AS u GROUP BY type ORDER BY c DESC, type""",
    "Q3": "SELECT {month}, count(*) FROM event WHERE type = $a GROUP BY 1 ORDER BY 1",
    "Q4": f"SELECT n.name, count(*) AS c FROM {MET} AS m JOIN entity n ON n.id = m.y GROUP BY m.y, n.name ORDER BY c DESC, n.name LIMIT 10",
    "Q5": f"""SELECT id, date, type FROM (
 SELECT id, date, type FROM event WHERE actor = {ONE} AND target = {OTHER} AND date BETWEEN $c AND $d
 UNION SELECT id, date, type FROM event WHERE actor = {OTHER} AND target = {ONE} AND date BETWEEN $c AND $d) AS u ORDER BY date, id""",
    "Q6": "SELECT count(*) FROM event e JOIN entity y ON y.id = e.target WHERE e.type = $a AND {contains}",
    "Q7": f"""WITH near AS (SELECT DISTINCT y FROM {MET} AS m),
 far AS (SELECT target AS z FROM event WHERE actor IN (SELECT y FROM near) UNION SELECT actor FROM event WHERE target IN (SELECT y FROM near))
 SELECT count(*) FROM far WHERE z <> {ONE}""",
    "Q8": f"""WITH RECURSIVE walk(node, depth) AS (SELECT {ONE}, 0 UNION
 SELECT CASE WHEN e.actor = w.node THEN e.target ELSE e.actor END, w.depth + 1
 FROM walk w JOIN {{both}} ON e.actor = w.node WHERE w.depth < 4)
 SELECT min(depth) FROM walk WHERE node = {OTHER} AND depth > 0""",
    "Q9": """SELECT count(*) FROM event r1 JOIN event r2 ON r2.actor = r1.target JOIN event r3 ON r3.actor = r2.target AND r3.target = r1.actor
 WHERE r1.type = $a AND r2.type = $a AND r3.type = $a AND r1.actor < r1.target AND r1.actor < r2.target
 AND r1.id <> r2.id AND r2.id <> r3.id AND r1.id <> r3.id""",
    "Q11": "SELECT name FROM entity WHERE {prefix} ORDER BY name LIMIT 20",
}

# Breadth first, one level a step: the plain way to a shortest path in SQL, whose recursion cannot stop at the goal.
BOTH = "(SELECT DISTINCT actor, target FROM event UNION SELECT DISTINCT target, actor FROM event) AS e"


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    program = build(options)
    measured = {"machine": machine(), "sizes": {}}
    saved = options.out / "measured.json"
    if options.keep and saved.exists():
        measured["sizes"] = json.loads(saved.read_text())["sizes"]
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        for events in options.events:
            work = pathlib.Path(scratch) / str(events)
            measured["sizes"][str(events)] = measure(events, work, program, options)
            saved.write_text(json.dumps(measured, indent=1) + "\n")
            shutil.rmtree(work, ignore_errors=True)
    report(measured, options.out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, nargs="+", default=[30_000, 271_000])
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "docs" / "performance")
    parser.add_argument("--scratch", type=pathlib.Path, help="where data and stores go until the end")
    parser.add_argument("--engines", nargs="+", default=["annals", "sqlite", "duckdb", "ladybug"])
    parser.add_argument("--repeat", type=int, default=5, help="runs of each question and set of parameters")
    parser.add_argument("--parameters", type=int, default=3, help="sets of parameters of each question")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--patience", type=float, default=20, help="seconds after which a question is not repeated")
    parser.add_argument("--profile", default="release", help="the profile annals is built with")
    parser.add_argument("--keep", action="store_true", help="keep what was measured before at other sizes")
    return parser.parse_args()


def build(options):
    subprocess.run(["cargo", "build", "--quiet", "--profile", options.profile, "--bin", "annals", "--example", "generate"], cwd=ROOT, check=True)
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / options.profile
    return {"annals": folder / "annals", "generate": folder / "examples" / "generate"}


def measure(events, work, program, options):
    say(f"-- {events:,} events --")
    data = work / "data"
    subprocess.run([program["generate"], data, str(events), str(options.seed)], check=True)
    sets = parameters(data, random.Random(options.seed), options.parameters)
    engines, answers = {}, {}
    for name in options.engines:
        try:
            engine = ENGINES[name](work, data, program, options)
        except ImportError as error:
            say(f"{name}: left out: {error}")
            continue
        engines[name], answers[name] = run(engine, sets, options)
        say(f"{name}: " + "  ".join(f"{key} {value:.3f}" for key, value in engines[name]["ms"].items()))
    return {"engines": engines, "disagreements": disagreements(answers), "load_average": os.getloadavg()[0]}


def run(engine, sets, options):
    """Loads, asks everything, commits."""
    started, cpu = time.perf_counter(), children_cpu()
    engine.load()
    # In a process of its own the load is that of a child; else it is ours.
    result = {"load_s": time.perf_counter() - started, "load_cpu_s": children_cpu() - cpu, "mib": engine.size() / 2**20, "ms": {}, "first_ms": {}}
    answers = {}
    for query, chosen in sets.items():
        medians, firsts = [], []
        for number, values in enumerate(chosen):
            try:
                times, rows = engine.ask(query, values)
            except Exception as error:  # An engine that cannot answer is shown as one that does not.
                say(f"{engine.name} {query}: {str(error).splitlines()[0][:200]}")
                answers[query, number] = None
                continue
            medians.append(statistics.median(times[1:] or times))
            firsts.append(times[0])
            answers[query, number] = rows
        if medians:
            result["ms"][query] = statistics.median(medians)
            result["first_ms"][query] = statistics.median(firsts)
    engine.close()
    result["open_ms"] = statistics.median(engine.open_and_look(sets["Q11"][0]) for _ in range(5))
    result["noise"] = engine.noise(sets["Q11"][0])
    result["commits_per_s"] = engine.commits()
    return result, answers


def parameters(data, rng, count):
    """Sets of parameters: busy entities and others, as far as the data has them."""
    names = [line.split(",")[1] for line in open(data / "entity.csv").read().splitlines()[1:]]
    kinds = {}
    with open(data / "event.csv") as file:
        next(file)
        for line in file:
            kind = line.split(",", 3)[2]
            kinds[kind] = kinds.get(kind, 0) + 1
    kinds = sorted(kinds, key=lambda kind: (-kinds[kind], kind))

    def entity():
        return names[int(len(names) ** rng.random()) - 1]

    def span():
        first = datetime.date(2005, 1, 1) + datetime.timedelta(days=rng.randrange(4000))
        return str(first), str(first + datetime.timedelta(days=rng.randrange(30, 700)))

    busy = [names[0]] + [entity() for _ in range(count - 1)]
    chosen = {query: [] for query in QUERIES}
    for name in busy:
        (b, c), kind = span(), kinds[rng.randrange(min(20, len(kinds)))]
        partner = rng.choice([other for other in names[:50] if other != name])
        chosen["Q1"].append({"a": name, "b": b})
        chosen["Q2"].append({"a": name, "b": b, "c": c})
        chosen["Q3"].append({"a": kind})
        chosen["Q4"].append({"a": name})
        chosen["Q5"].append({"a": name, "b": partner, "c": b, "d": c})
        chosen["Q6"].append({"a": kind, "b": rng.choice(["Police", "Ministry", "Iran", "Court"])})
        chosen["Q7"].append({"a": name})
        chosen["Q8"].append({"a": name, "b": rng.choice([other for other in names if other != name])})
        chosen["Q9"].append({"a": kinds[rng.randrange(10, min(60, len(kinds)))]})
        chosen["Q11"].append({"a": rng.choice(["Po", "Ministry of", "Ch", "Ada M", "Z"])})
    return chosen


class Annals:
    name = "annals"

    def __init__(self, work, data, program, options):
        self.program, self.data, self.store, self.options, self.work = program["annals"], data, work / "annals.annals", options, work

    def call(self, *arguments):
        return subprocess.run([self.program, "--db", self.store, *map(str, arguments)], check=True, capture_output=True, text=True).stdout

    def load(self):
        tables = [("--nodes", "Entity=entity.csv"), ("--nodes", "Event=event.csv")] + [("--relationships", f"{kind}={file}.csv") for kind, file in [("ACTOR", "actor"), ("TARGET", "target"), ("REL", "rel")]]
        self.call("load", *[part for option, table in tables for part in (option, table.replace("=", f"={self.data}/"))])

    def size(self):
        return sum(path.stat().st_size for path in self.store.parent.glob(self.store.name + "*"))

    def ask(self, query, values):
        script, timings = self.work / "query.cypher", self.work / "timings.jsonl"
        script.write_text(QUERIES[query] + ";\n")
        bound = [part for name, value in values.items() for part in ("--param", f"{name}={json.dumps(value)}")]

        def once(repeat):
            out = self.call("run", script, "--format", "jsonl", "--repeat", repeat, "--timings", timings, "--limit-rows", 1_000_000_000, "--limit-path-steps", 10**15, "--limit-memory-bytes", 10**10, *bound)
            return out, json.loads(timings.read_text().splitlines()[-1])

        out, timing = once(1)
        first = timing["first_us"] / 1000
        if first < self.options.patience * 1000:
            # The first run of several reads what the others find in memory; it is not one of those compared.
            out, timing = once(self.options.repeat + 1)
        median = timing["median_us"] / 1000
        rows = [[plain(cell) for cell in json.loads(line).values()] for line in out.splitlines()]
        return [first] + [median] * (timing["runs"] > 1), rows

    def close(self):
        pass

    def open_and_look(self, values):
        started = time.perf_counter()
        self.call("query", QUERIES["Q11"], "--param", f"a={json.dumps(values['a'])}")
        return (time.perf_counter() - started) * 1000

    def noise(self, values):
        return spread([self.ask("Q11", values)[0][-1] for _ in range(5)])

    def commits(self):
        script, timings = self.work / "commits.cypher", self.work / "timings.jsonl"
        write = "MATCH (x:Entity {{name:'China'}}), (y:Entity {{name:'Iran'}}) CREATE (e:Event {{id:{id}, type:'Consult', date:date('2018-01-01')}}), (e)-[:ACTOR]->(x), (e)-[:TARGET]->(y);\n"
        script.write_text("".join(write.format(id=10**9 + number) for number in range(COMMITS + 1)))
        self.call("run", script, "--timings", timings)
        taken = [json.loads(line) for line in timings.read_text().splitlines()][1:]
        return COMMITS / (sum(timing["first_us"] + timing["plan_us"] for timing in taken) / 1e6)


class Sql:
    """What sqlite and duckdb share."""

    def ask(self, query, values):
        return timed(lambda: self.rows(self.text(query), values), self.options)

    def text(self, query):
        return SQL[query].format(**self.words) if query in ("Q3", "Q6", "Q8", "Q11") else SQL[query]

    def open_and_look(self, values):
        code = f"import sys; sys.path.insert(0, {str(HERE)!r}); import compare; compare.look({self.name!r}, {str(self.file)!r}, {values!r})"
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        whole = (time.perf_counter() - started) * 1000
        # What starting Python and importing the engine takes is not the engine's.
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code.replace("compare.look", "compare.nothing")], check=True)
        return max(0.0, whole - (time.perf_counter() - started) * 1000)

    def noise(self, values):
        self.connect()
        found = spread([statistics.median(self.ask("Q11", values)[0]) for _ in range(5)])
        self.close()
        return found

    def commits(self):
        self.connect()
        self.begin_commits()
        started = time.perf_counter()
        for number in range(COMMITS):
            self.commit(10**9 + number)
        rate = COMMITS / (time.perf_counter() - started)
        self.close()
        return rate


class Sqlite(Sql):
    name = "sqlite"
    words = {"month": "strftime('%Y-%m-01', date)", "contains": "instr(y.name, $b) > 0", "prefix": "name >= $a AND name < $a || char(1114111)", "both": "(SELECT actor, target FROM event UNION SELECT target, actor FROM event) AS e"}

    def __init__(self, work, data, program, options):
        self.file, self.data, self.options = work / "sqlite.db", data, options

    def connect(self):
        self.connection = sqlite3.connect(self.file, isolation_level=None)
        self.connection.execute("PRAGMA mmap_size = 4294967296")
        self.connection.execute("PRAGMA cache_size = -262144")

    def load(self):
        self.connect()
        self.connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + SQL_SCHEMA)
        self.connection.execute("BEGIN")
        self.connection.executemany("INSERT INTO entity VALUES (?, ?, ?)", cells(self.data / "entity.csv"))
        roles = zip(cells(self.data / "event.csv"), cells(self.data / "actor.csv"), cells(self.data / "target.csv"))
        rows = ((int(event[1]), event[2], event[3], int(actor[1]), int(target[1])) for event, actor, target in roles)
        self.connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", rows)
        # A script would commit first, and make each index a transaction.
        for text in [*SQL_INDEXES.strip().split("\n"), "COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"]:
            self.connection.execute(text)

    def size(self):
        return self.file.stat().st_size

    def rows(self, text, values):
        return self.connection.execute(text, values).fetchall()

    def begin_commits(self):
        self.connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")

    def commit(self, number):
        self.connection.execute("INSERT INTO event SELECT ?, 'Consult', '2018-01-01', x.id, y.id FROM entity x, entity y WHERE x.name = 'China' AND y.name = 'Iran'", (number,))

    def close(self):
        self.connection.close()


class Duckdb(Sql):
    name = "duckdb"
    words = {"month": "date_trunc('month', date)", "contains": "contains(y.name, $b)", "prefix": "starts_with(name, $a)", "both": BOTH}

    def __init__(self, work, data, program, options):
        import duckdb

        self.duckdb, self.file, self.data, self.options = duckdb, work / "duck.db", data, options

    def connect(self, threads=1):
        self.connection = self.duckdb.connect(str(self.file), config={"threads": threads})

    def load(self):
        self.connect(os.cpu_count())
        read = lambda name, columns: f"read_csv('{self.data}/{name}.csv', skip=1, header=false, columns={columns})"
        self.connection.execute(f"CREATE TABLE entity AS SELECT * FROM {read('entity', {'id': 'BIGINT', 'name': 'VARCHAR', 'country': 'VARCHAR'})}")
        role = {"event": "BIGINT", "entity": "BIGINT"}
        self.connection.execute(f"""CREATE TABLE event AS SELECT e.id, e.type, e.date, a.entity AS actor, t.entity AS target
            FROM {read('event', {'node': 'BIGINT', 'id': 'BIGINT', 'type': 'VARCHAR', 'date': 'DATE'})} e
            JOIN {read('actor', role)} a ON a.event = e.node JOIN {read('target', role)} t ON t.event = e.node""")
        self.connection.execute("CHECKPOINT")
        self.close()
        self.connect()

    def size(self):
        return self.file.stat().st_size

    def rows(self, text, values):
        used = {name: value for name, value in values.items() if f"${name}" in text}
        return self.connection.execute(text, used).fetchall()

    def begin_commits(self):
        pass

    def commit(self, number):
        self.connection.execute("INSERT INTO event SELECT $n, 'Consult', DATE '2018-01-01', x.id, y.id FROM entity x, entity y WHERE x.name = 'China' AND y.name = 'Iran'", {"n": number})

    def close(self):
        self.connection.close()


class Ladybug(Sql):
    name = "ladybug"
    SCHEMA = [
        "CREATE NODE TABLE Entity(node INT64, name STRING, country STRING, PRIMARY KEY(node))",
        "CREATE NODE TABLE Event(node INT64, id INT64, type STRING, date DATE, PRIMARY KEY(node))",
        "CREATE REL TABLE ACTOR(FROM Event TO Entity)",
        "CREATE REL TABLE TARGET(FROM Event TO Entity)",
        "CREATE REL TABLE REL(FROM Entity TO Entity, id INT64, type STRING, date DATE)",
    ]

    def __init__(self, work, data, program, options):
        import ladybug

        self.ladybug, self.file, self.data, self.options = ladybug, work / "ladybug.lbug", data, options

    def connect(self, threads=1):
        self.database = self.ladybug.Database(str(self.file))
        self.connection = self.ladybug.Connection(self.database, num_threads=threads)

    def load(self):
        self.connect(os.cpu_count())
        for text in self.SCHEMA:
            self.connection.execute(text)
        for table, file in [("Entity", "entity"), ("Event", "event"), ("ACTOR", "actor"), ("TARGET", "target"), ("REL", "rel")]:
            self.connection.execute(f"COPY {table} FROM '{self.data}/{file}.csv' (HEADER=true)")
        self.connection.execute("CHECKPOINT")
        self.close()
        self.connect()

    def size(self):
        return sum(path.stat().st_size for path in self.file.parent.glob(self.file.name + "*"))

    def text(self, query):
        # Its own words for the same: the month of a day, the numbers of nodes, a walk of shortest length.
        text = QUERIES[query].replace("date.truncate('month', e.date)", "date_trunc('month', e.date)").replace("id(", "offset(id(").replace("offset(id(a)", "offset(id(a))").replace("offset(id(b)", "offset(id(b))").replace("offset(id(c)", "offset(id(c))")
        if query == "Q8":
            text = "MATCH p = (a:Entity {name:$a})-[:REL* SHORTEST 1..4]-(b:Entity {name:$b}) RETURN length(p) AS c"
        return text

    def rows(self, text, values):
        return self.connection.execute(text, values).get_all()

    def begin_commits(self):
        pass

    def commit(self, number):
        self.connection.execute("MATCH (x:Entity {name:'China'}), (y:Entity {name:'Iran'}) CREATE (e:Event {node:$n, id:$n, type:'Consult', date:date('2018-01-01')}), (e)-[:ACTOR]->(x), (e)-[:TARGET]->(y)", {"n": number})

    def close(self):
        self.connection.close()
        self.database.close()


ENGINES = {"annals": Annals, "sqlite": Sqlite, "duckdb": Duckdb, "ladybug": Ladybug}


def look(name, file, values):
    """Opens a store and asks one question: what `open_and_look` times."""
    engine = nothing(name, file, values)
    engine.connect()
    engine.rows(engine.text("Q11"), values)


def nothing(name, file, values):
    return ENGINES[name](pathlib.Path(file).parent, None, None, None)


def timed(ask, options):
    times, rows = [], None
    while len(times) <= options.repeat:
        started = time.perf_counter()
        rows = ask()
        times.append((time.perf_counter() - started) * 1000)
        if sum(times) > options.patience * 1000:
            break
    return times, [[plain(cell) for cell in row] for row in rows]


def plain(cell):
    """A cell as every engine means it."""
    if isinstance(cell, datetime.datetime):
        cell = cell.date()
    if isinstance(cell, dict):
        cell = next(iter(cell.values()))
    return str(cell)[:10] if isinstance(cell, datetime.date) else cell


def disagreements(answers):
    """Which engines do not say what annals says; a path that is not there is no row or a null."""
    found = []
    for (query, number), expected in sorted(answers.get("annals", {}).items()):
        for name, own in answers.items():
            other = own.get((query, number))
            if expected is None or other is None or name == "annals":
                continue
            strip = lambda rows: [row for row in rows if row != [None]]
            if strip(expected) != strip(other):
                found.append({"query": query, "parameters": number, "engine": name, "annals": expected[:2], "other": other[:2]})
                say(f"!! {query} of parameters {number}: annals {expected[:2]}, {name} {other[:2]}")
    return found


def cells(path):
    with open(path) as file:
        next(file)
        for line in file:
            yield line.rstrip("\n").split(",")


def spread(times):
    return (max(times) - min(times)) / statistics.median(times)


def children_cpu():
    both = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "unknown")
    return {"processor": model, "cores": os.cpu_count(), "date": str(datetime.date.today())}


def say(text):
    print(text, file=sys.stderr, flush=True)


def report(measured, folder):
    """Tables and a plot of what was measured."""
    lines = [f"Measured on {measured['machine']['cores']} cores ({measured['machine']['processor']}), {measured['machine']['date']}.", ""]
    for events, size in sorted(measured["sizes"].items(), key=lambda item: int(item[0])):
        lines += tables(int(events), size)
    (folder / "tables.md").write_text("\n".join(lines))
    (folder / "growth.svg").write_text(plot(measured["sizes"]))
    print("\n".join(lines))


def tables(events, size):
    engines = size["engines"]
    names = list(engines)
    peers = [name for name in names if name != "annals"]
    lines = [f"## {events:,} events", "", f"Load of the machine while measuring: {size['load_average']:.1f}. The same question again and again differs by " + ", ".join(f"{engines[name]['noise']:.0%} ({name})" for name in names) + ".", ""]
    lines += ["| ms | " + " | ".join(names) + " | best peer / annals | annals, first run |", "|---|" + "---:|" * (len(names) + 2)]
    ratios = []
    for query in QUERIES:
        row = [engines[name]["ms"].get(query) for name in names]
        best = min((engines[name]["ms"][query] for name in peers if query in engines[name]["ms"]), default=None)
        own = engines.get("annals", {}).get("ms", {}).get(query)
        ratio = best / own if best and own else None
        ratios += [ratio] if ratio else []
        first = engines.get("annals", {}).get("first_ms", {}).get(query)
        lines.append(f"| {query} | " + " | ".join(map(number, row)) + f" | {number(ratio)} | {number(first)} |")
    if ratios:
        mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
        lines += ["", f"Geometric mean of the ratios: {mean:.2f}. Slower than the best peer: {sum(ratio < 1 for ratio in ratios)} of {len(ratios)}."]
    lines += ["", "| | " + " | ".join(names) + " |", "|---|" + "---:|" * len(names)]
    for title, key in [("load, s", "load_s"), ("load, s of CPU", "load_cpu_s"), ("on disk, MiB", "mib"), ("open and first answer, ms", "open_ms"), ("durable commits per second", "commits_per_s")]:
        lines.append(f"| {title} | " + " | ".join(number(engines[name].get(key)) for name in names) + " |")
    wrong = size["disagreements"]
    lines += ["", "Every answer is the same." if not wrong else "Answers that differ from those of annals: " + ", ".join(sorted({f"{one['query']} of {one['engine']} ({one['other']}, annals {one['annals']})" for one in wrong})) + ".", ""]
    return lines


def number(value):
    if value is None:
        return "–"
    return f"{value:.3g}" if value < 1000 else f"{value:.0f}"


def plot(sizes):
    """How each question grows with the data: both axes by powers of ten."""
    sizes = {int(events): size["engines"].get("annals", {}).get("ms", {}) for events, size in sizes.items()}
    events = sorted(sizes)
    values = [value for size in sizes.values() for value in size.values()] or [1]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    left, right = math.log10(events[0]), math.log10(max(events[-1], events[0] + 1))
    x = lambda count: 60 + 560 * (math.log10(count) - left) / max(right - left, 1e-9)
    y = lambda value: 380 - 350 * (math.log10(value) - low) / max(high - low, 1)
    colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#999933", "#882255", "#44aa99"]
    parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 430" font-family="sans-serif" font-size="12">', '<rect width="700" height="430" fill="white"/>', '<text x="60" y="18">median ms of annals by number of events</text>']
    for power in range(low, high + 1):
        parts.append(f'<line x1="60" x2="620" y1="{y(10**power):.1f}" y2="{y(10**power):.1f}" stroke="#dddddd"/><text x="54" y="{y(10**power) + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for count in events:
        parts.append(f'<text x="{x(count):.1f}" y="400" text-anchor="middle">{count:,}</text>')
    ends = []
    for query, colour in zip(QUERIES, colours):
        points = [(x(count), y(sizes[count][query])) for count in events if query in sizes[count]]
        if not points:
            continue
        path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>' + "".join(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in points))
        ends.append((points[-1][1], query, colour))
    last = -math.inf
    for height, query, colour in sorted(ends):
        last = max(height, last + 13)
        parts.append(f'<text x="628" y="{last + 4:.1f}" fill="{colour}">{query}</text>')
    return "\n".join(parts + ["</svg>"]) + "\n"


if __name__ == "__main__":
    main()
