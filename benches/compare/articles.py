"""`annals ingest` of articles that a generator of the project writes: how time, store and memory grow with their number."""

import statistics
import subprocess
import time

from engines.engine import say
from memory import peak_of

# Short ones are repeated, for the median.
MOST_RUNS = 5
ENOUGH_S = 10


def measure(count, work, programs, options):
    work.mkdir(parents=True, exist_ok=True)
    file = work / f"{count}.jsonl"
    with open(file, "w") as out:
        subprocess.run([programs["articles"], str(count), str(options.seed)], stdout=out, check=True)
    runs = []
    while not runs or (len(runs) < MOST_RUNS and sum(run["wall_s"] for run in runs) < ENOUGH_S):
        runs.append(ingest(file, work / "store.annals", programs["annals"]))
    found = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    found["text_bytes"] = file.stat().st_size
    found["events"] = events(work / "store.annals", programs["annals"])
    found["stages"] = stages(file, programs["annals"])
    file.unlink()
    say(f"{count:,} articles: {found}")
    return found


def ingest(file, store, program):
    """One ingest into a store that is not there yet."""
    discard(store)
    started = time.perf_counter()
    seen = peak_of([program, "--db", store, "ingest", file])
    wall = time.perf_counter() - started
    return {"wall_s": wall, "cpu_s": seen["cpu_s"], "peak_mib": seen["peak_mib"], "store_bytes": size(store)}


def events(store, program):
    """How many events the articles made; the store goes."""
    asked = [program, "--db", store, "query", "MATCH (e:Event) RETURN count(e) AS events", "--format", "csv"]
    out = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    discard(store)
    return int(out.split()[-1])


def stages(file, program):
    """The share of each stage of reading, of one."""
    out = subprocess.run([program, "extract", "--timings", file], check=True, capture_output=True, text=True).stdout
    rows = [line.split() for line in out.splitlines()[1:]]
    return {name: float(share.rstrip("%")) / 100 for name, _, share, *_ in rows if name != "all"}


def size(store):
    return sum(path.stat().st_size for path in store.parent.glob(store.name + "*"))


def discard(store):
    for path in store.parent.glob(store.name + "*"):
        path.unlink()
