"""A process that opens a store of one engine, asks, and tells in JSON how long the first answer and how much memory that took.

    python3 worker.py ENGINE FOLDER < [[QUESTION, VALUES], …]

What Python and the package take before the store is opened is not counted.
"""

import json
import pathlib
import sys
import time

from engines import ENGINES
from engines.engine import Bench, resident_mib


def main():
    name, folder, asked = sys.argv[1], pathlib.Path(sys.argv[2]), json.load(sys.stdin)
    engine = ENGINES[name](Bench(folder, folder, None, None, 1, 60))
    if name != "sqlite":
        __import__(name)
    before, started = resident_mib(), time.perf_counter()
    engine.connect()
    rows(engine, *asked[0])
    open_ms = (time.perf_counter() - started) * 1000
    after_one = held(before)
    for query, values in asked[1:]:
        rows(engine, query, values)
    print(json.dumps({"open_ms": open_ms, "after_one_mib": after_one, "after_all_mib": held(before)}))


def rows(engine, query, values):
    return engine.rows(engine.text(query), values)


def held(before):
    now = resident_mib()
    return None if now is None else now - before


if __name__ == "__main__":
    main()
