"""The engines, each a page of its own: how it loads the tables, asks, and commits."""

from .annals import Annals
from .columns import Duckdb
from .floor import Floor
from .pages import Sqlite
from .walks import Ladybug

# In the order of the columns of tables.
ENGINES = {engine.name: engine for engine in (Annals, Sqlite, Duckdb, Ladybug, Floor)}
PEERS = ["sqlite", "duckdb", "ladybug"]
