"""duckdb: columns, scanned and joined."""

import os

from sql import SQL

from .within import Within

WORDS = {
    "day_b": "CAST($b AS DATE)",
    "day_c": "CAST($c AS DATE)",
    "day_d": "CAST($d AS DATE)",
    "month": "date_trunc('month', date)",
    "contains": "contains(y.name, $b)",
    "prefix": "starts_with(name, $a)",
    "both": "(SELECT DISTINCT actor, target FROM event UNION SELECT DISTINCT target, actor FROM event) AS e",
}
ENTITY = {"id": "BIGINT", "name": "VARCHAR", "country": "VARCHAR"}
EVENT = {"node": "BIGINT", "id": "BIGINT", "type": "VARCHAR", "date": "DATE"}
ROLE = {"event": "BIGINT", "entity": "BIGINT"}


class Duckdb(Within):
    name = "duckdb"
    file_name = "duck.db"

    def connect(self, threads=1):
        import duckdb

        self.connection = duckdb.connect(str(self.file), config={"threads": threads})

    def load(self):
        self.connect(os.cpu_count())
        self.connection.execute(f"CREATE TABLE entity AS SELECT * FROM {self.table('entity', ENTITY)}")
        self.connection.execute(f"""CREATE TABLE event AS SELECT e.id, e.type, e.date, a.entity AS actor, t.entity AS target
            FROM {self.table('event', EVENT)} e
            JOIN {self.table('actor', ROLE)} a ON a.event = e.node JOIN {self.table('target', ROLE)} t ON t.event = e.node""")
        self.connection.execute("CHECKPOINT")
        self.close()
        self.connect()

    def table(self, name, columns):
        return f"read_csv('{self.bench.data}/{name}.csv', skip=1, header=false, columns={columns})"

    def text(self, query):
        return SQL[query].format(**WORDS)

    def rows(self, text, values):
        return self.connection.execute(text, values).fetchall()

    def commit(self, number):
        text = "INSERT INTO event SELECT $n, 'Consult', DATE '2018-01-01', x.id, y.id FROM entity x, entity y WHERE x.name = 'China' AND y.name = 'Iran'"
        self.connection.execute(text, {"n": number})
