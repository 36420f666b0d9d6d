#!/usr/bin/env python3
"""Measures annals and writes what it found into docs/performance.md: one command for every table and the plot.

    pip install duckdb ladybug
    python3 benches/compare/compare.py                          everything; an hour or more
    python3 benches/compare/compare.py events --events 30000    one part, at one size
    python3 benches/compare/compare.py tables                   writes the tables anew from what was measured

events    the questions of `questions.cypher`, asked of annals, sqlite, duckdb, ladybug and the floor at each size
articles  `annals ingest` of articles of its own, so many at once
parts     `cargo bench --bench parts`: each part of annals alone
tables    docs/performance.md and docs/performance/growth.svg, from docs/performance/measured.json

What was measured is kept part by part and size by size, so one can be measured again alone. An engine that is not installed is
left out, and one that breaks is named; a question that takes an engine longer than the patience is given up.
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import articles
import events
import parts
import report
from engines import ENGINES
from engines.engine import say

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
STEPS = ["events", "articles", "parts", "tables"]


def main():
    options = arguments()
    steps = options.steps or STEPS
    programs = build(options) if {"events", "articles"} & set(steps) else {}
    if options.scratch:
        options.scratch.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        scratch = pathlib.Path(scratch)
        if "events" in steps:
            for size in options.events:
                keep(options, ["events", str(size)], events.measure(size, scratch / str(size), programs, options))
        if "articles" in steps:
            for count in options.articles:
                keep(options, ["articles", str(count)], articles.measure(count, scratch / "articles", programs, options))
    if "parts" in steps:
        keep(options, ["parts"], parts.measure(ROOT, options.profile))
    if "tables" in steps:
        report.write(measured(options), options.out)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"what to do: {', '.join(STEPS)}; all of it where none is named")
    parser.add_argument("--events", type=int, nargs="+", default=[30_000, 271_000, 3_000_000, 10_000_000], metavar="N")
    parser.add_argument("--articles", type=int, nargs="+", default=[1, 100, 10_000], metavar="N")
    parser.add_argument("--engines", nargs="+", default=list(ENGINES), choices=list(ENGINES))
    parser.add_argument("--patience", type=float, default=20, help="seconds after which a question is given up (20); annals never is")
    parser.add_argument("--repeat", type=int, default=5, help="least number of runs of a question after its first (5)")
    parser.add_argument("--parameters", type=int, default=3, help="sets of parameters of each question (3)")
    parser.add_argument("--seed", type=int, default=1, help="of the data and the parameters (1)")
    parser.add_argument("--scratch", type=pathlib.Path, help="where data and stores go until the end: 4 GB for 10 million events")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "docs" / "performance", help="where measured.json and the plot go")
    parser.add_argument("--profile", default="release", help="the profile annals is built with (release)")
    parser.add_argument("--program", type=pathlib.Path, help="an annals that is built already")
    options = parser.parse_args()
    unknown = set(options.steps) - set(STEPS)
    if unknown:
        parser.error(f"no step is called {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    return options


def build(options):
    """annals, the generators and the floor, as Cargo names them."""
    command = ["cargo", "build", "--quiet", "--profile", options.profile, "--example", "generate", "--example", "floor", "--example", "articles"]
    subprocess.run(command + ([] if options.program else ["--bin", "annals"]), cwd=ROOT, check=True)
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / options.profile
    programs = {name: folder / "examples" / name for name in ("generate", "floor", "articles")}
    return programs | {"annals": (options.program or folder / "annals").resolve()}


def keep(options, path, found):
    """Adds what was found to what is kept, with the machine and its load at the time."""
    kept = measured(options)
    place = kept
    for name in path[:-1]:
        place = place.setdefault(name, {})
    place[path[-1]] = {**found, "machine": machine()}
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "measured.json").write_text(json.dumps(kept, indent=1) + "\n")
    say(f"{' '.join(path)}: kept")


def measured(options):
    saved = options.out / "measured.json"
    return json.loads(saved.read_text()) if saved.exists() else {}


def machine():
    lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines() if os.path.exists("/proc/cpuinfo") else []
    model = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown processor")
    return {"processor": model, "cores": os.cpu_count(), "date": str(datetime.date.today())}


if __name__ == "__main__":
    sys.exit(main())
