"""annals: its own program, a process for each question."""

import json
import os
import statistics
import subprocess
import time

from questions import CYPHER

from .engine import COMMITS, ENOUGH_S, MOST_RUNS, Engine, plain_rows, resident_mib

TABLES = ["--nodes", "Entity=entity", "--nodes", "Event=event", "--relationships", "ACTOR=actor", "--relationships", "TARGET=target", "--relationships", "REL=rel"]
# One thread, as the others have while they answer.
LIMITS = ["--threads", 1, "--limit-rows", 10**9, "--limit-path-steps", 10**15, "--limit-memory-bytes", 10**10, "--timeout", 3600]
WRITE = """MATCH (x:Entity {name: 'China'}), (y:Entity {name: 'Iran'})
CREATE (e:Event {id: $id, type: 'Consult', date: date('2018-01-01')}), (e)-[:ACTOR]->(x), (e)-[:TARGET]->(y);
"""


class Annals(Engine):
    name = "annals"

    def __init__(self, bench):
        super().__init__(bench)
        self.store = bench.work / "annals.annals"

    def call(self, *arguments):
        command = [self.bench.annals, "--db", self.store, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip() or f"annals ended with {done.returncode}")
        return done.stdout

    def load(self):
        self.call("load", *[part.replace("=", f"={self.bench.data}/") + ".csv" if "=" in part else part for part in TABLES])

    def files(self):
        return list(self.store.parent.glob(self.store.name + "*"))

    def ask(self, query, values):
        out, timing = self.timed(CYPHER[query] + ";", 1, bound(values))
        first_ms = timing["first_us"] / 1000
        # The first run reads from the disk, and lays out, what later ones find.
        often = first_ms * MOST_RUNS < ENOUGH_S * 1000 * self.bench.repeat
        out, timing = self.timed(CYPHER[query] + ";", MOST_RUNS if often else self.bench.repeat + 1, bound(values))
        rows = plain_rows(json.loads(line).values() for line in out.splitlines())
        return [first_ms, timing["median_us"] / 1000], rows

    def timed(self, text, repeat, options):
        """What is printed, and the timing of the last statement."""
        script, timings = self.bench.work / "query.cypher", self.bench.work / "timings.jsonl"
        script.write_text(text)
        out = self.call("run", script, "--format", "jsonl", "--repeat", repeat, "--timings", timings, *LIMITS, *options)
        return out, json.loads(timings.read_text().splitlines()[-1])

    def open_ms(self, values):
        """The whole life of a process that answers once."""

        def once():
            started = time.perf_counter()
            self.call("query", CYPHER["Q11"], *bound(values))
            return (time.perf_counter() - started) * 1000

        return statistics.median(once() for _ in range(5))

    def memory(self, asked):
        """Resident after the first question and after all: the program waits at a pipe while it is looked at."""
        pipes, script = [self.bench.work / "after_one", self.bench.work / "after_all"], self.bench.work / "memory.cypher"
        texts = [spelled(query, values) + ";\n" for query, values in asked]
        script.write_text(texts[0] + f".read {pipes[0]}\n" + "".join(texts[1:]) + f".read {pipes[1]}\n")
        # Two, as one could be found still open by the reader before.
        for pipe in pipes:
            os.mkfifo(pipe)
        command = [self.bench.annals, "--db", self.store, "--read-only", "run", script, *map(str, LIMITS)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            return [looked_at(process, pipe) for pipe in pipes]
        finally:
            process.wait()
            for pipe in pipes:
                pipe.unlink()

    def commits(self):
        script, timings = self.bench.work / "commits.cypher", self.bench.work / "timings.jsonl"
        script.write_text(WRITE * (COMMITS + 1))
        self.call("run", script, "--timings", timings, *bound({"id": 10**9}))
        taken = [json.loads(line) for line in timings.read_text().splitlines()][1:]
        return COMMITS / (sum(timing["first_us"] + timing["plan_us"] for timing in taken) / 1e6)


def bound(values):
    return [part for name, value in values.items() for part in ("--param", f"{name}={json.dumps(value)}")]


def spelled(query, values):
    """A question with its values in its text: a script has one value for each name."""
    text = CYPHER[query]
    for name, value in values.items():
        text = text.replace(f"${name}", json.dumps(value))
    return text


def looked_at(process, pipe):
    """What the process holds when it opens the pipe to read."""
    writer = waiting(process, pipe)
    held = resident_mib(process.pid)
    os.close(writer)
    return held


def waiting(process, pipe):
    while True:
        try:
            return os.open(pipe, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # Nobody reads yet.
            if process.poll() is not None:
                raise RuntimeError(f"annals ended with {process.returncode}") from None
            time.sleep(0.01)
