"""sqlite: rows and indexes in pages, in the library that comes with Python."""

import sqlite3

from sql import INDEXES, SCHEMA, SQL

from .within import Within

WORDS = {
    "day_b": "$b",
    "day_c": "$c",
    "day_d": "$d",
    "month": "strftime('%Y-%m-01', date)",
    "contains": "instr(y.name, $b) > 0",
    "prefix": "name >= $a AND name < $a || char(1114111)",
    "both": "(SELECT actor, target FROM event UNION SELECT target, actor FROM event) AS e",
}


class Sqlite(Within):
    name = "sqlite"
    file_name = "sqlite.db"

    def connect(self, threads=1):
        # The one that interrupts is another thread.
        self.connection = sqlite3.connect(self.file, isolation_level=None, check_same_thread=False)
        self.connection.execute("PRAGMA mmap_size = 4294967296")
        self.connection.execute("PRAGMA cache_size = -262144")

    def load(self):
        self.connect()
        for text in ["PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", *SCHEMA, "BEGIN"]:
            self.connection.execute(text)
        self.connection.executemany("INSERT INTO entity VALUES (?, ?, ?)", self.cells("entity"))
        roles = zip(self.cells("event"), self.cells("actor"), self.cells("target"))
        rows = ((int(event[1]), event[2], event[3], int(actor[1]), int(target[1])) for event, actor, target in roles)
        self.connection.executemany("INSERT INTO event VALUES (?, ?, ?, ?, ?)", rows)
        for text in [*INDEXES, "COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"]:
            self.connection.execute(text)

    def cells(self, table):
        with open(self.bench.data / f"{table}.csv") as file:
            next(file)
            for line in file:
                yield line.rstrip("\n").split(",")

    def text(self, query):
        return SQL[query].format(**WORDS)

    def rows(self, text, values):
        return self.connection.execute(text, values).fetchall()

    def begin_commits(self):
        self.connection.execute("PRAGMA synchronous = FULL")

    def commit(self, number):
        text = "INSERT INTO event SELECT ?, 'Consult', '2018-01-01', x.id, y.id FROM entity x, entity y WHERE x.name = 'China' AND y.name = 'Iran'"
        self.connection.execute(text, (number,))
