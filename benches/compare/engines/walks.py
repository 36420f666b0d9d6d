"""ladybug: a property graph that speaks Cypher."""

import os

from questions import CYPHER

from .within import Within

SCHEMA = [
    "CREATE NODE TABLE Entity(node INT64, name STRING, country STRING, PRIMARY KEY(node))",
    "CREATE NODE TABLE Event(node INT64, id INT64, type STRING, date DATE, PRIMARY KEY(node))",
    "CREATE REL TABLE ACTOR(FROM Event TO Entity)",
    "CREATE REL TABLE TARGET(FROM Event TO Entity)",
    "CREATE REL TABLE REL(FROM Entity TO Entity, id INT64, type STRING, date DATE)",
]
TABLES = {"Entity": "entity", "Event": "event", "ACTOR": "actor", "TARGET": "target", "REL": "rel"}
SHORTEST = "MATCH p = (a:Entity {name: $a})-[:REL* SHORTEST 1..4]-(b:Entity {name: $b}) RETURN length(p) AS c"


class Ladybug(Within):
    name = "ladybug"
    file_name = "ladybug.lbug"

    def connect(self, threads=1):
        import ladybug

        self.database = ladybug.Database(str(self.file))
        self.connection = ladybug.Connection(self.database, num_threads=threads)
        self.prepared = {}

    def load(self):
        self.connect(os.cpu_count())
        for text in SCHEMA:
            self.connection.execute(text)
        for table, file in TABLES.items():
            self.connection.execute(f"COPY {table} FROM '{self.bench.data}/{file}.csv' (HEADER=true)")
        self.connection.execute("CHECKPOINT")
        self.close()
        self.connect()

    def text(self, query):
        """Its own words for the same: the month of a day, the numbers of nodes, a walk of shortest length."""
        if query == "Q8":
            return SHORTEST
        text = CYPHER[query].replace("date.truncate(", "date_trunc(")
        for variable in "abc":
            text = text.replace(f"id({variable})", f"offset(id({variable}))")
        return text

    def rows(self, text, values):
        if text not in self.prepared:
            self.prepared[text] = self.connection.prepare(text)
        return self.connection.execute(self.prepared[text], values).get_all()

    def commit(self, number):
        text = """MATCH (x:Entity {name: 'China'}), (y:Entity {name: 'Iran'})
            CREATE (e:Event {node: $n, id: $n, type: 'Consult', date: date('2018-01-01')}), (e)-[:ACTOR]->(x), (e)-[:TARGET]->(y)"""
        self.rows(text, {"n": number})

    def close(self):
        # What is prepared keeps the store open, and another process out.
        self.prepared.clear()
        self.connection.close()
        self.database.close()
