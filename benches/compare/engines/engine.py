"""What every engine is asked to do, and the clock around it."""

import dataclasses
import datetime
import pathlib
import statistics
import sys
import threading
import time

COMMITS = 200
# A question is asked until so much time is spent on it, but not more often than this.
ENOUGH_S = 1.0
MOST_RUNS = 50


class GaveUp(Exception):
    """A question took longer than the patience there is."""


@dataclasses.dataclass
class Bench:
    """What engines are measured with."""

    work: pathlib.Path
    data: pathlib.Path
    annals: pathlib.Path
    floor: pathlib.Path
    repeat: int
    patience: float


class Engine:
    """A store made of the tables.

    `load`, `ask`, `open_ms` and `commits` are timed from outside or say what they took; `memory` is that of a process that
    does nothing else. What an engine does not have is None.
    """

    name = "?"

    def __init__(self, bench):
        self.bench = bench

    def load(self):
        raise NotImplementedError

    def ask(self, query, values):
        """The times of runs in ms, the first of them first, and the rows."""
        raise NotImplementedError

    def close(self):
        """Ends what `load` began; what is on the disk stays."""

    def files(self):
        return []

    def size(self):
        return sum(path.stat().st_size for path in self.files()) or None

    def open_ms(self, values):
        return None

    def memory(self, asked):
        return None

    def commits(self):
        return None

    def discard(self):
        for path in self.files():
            path.unlink()


def repeated(run, bench, interrupt):
    """Runs until enough is known, and gives up in the first run that takes too long."""
    times, rows = [], None
    while len(times) <= bench.repeat or (sum(times) < ENOUGH_S * 1000 and len(times) < MOST_RUNS):
        started = time.perf_counter()
        rows = patiently(run, bench.patience, interrupt)
        times.append((time.perf_counter() - started) * 1000)
        if sum(times) > bench.patience * 1000:
            break
    return times, plain_rows(rows)


def patiently(run, seconds, interrupt):
    """Runs, and interrupts what takes too long: of the processor, so that a busy machine does not make an engine look slow."""
    done, late = threading.Event(), threading.Event()
    cpu, wall = time.process_time(), time.perf_counter()

    def left():
        return min(cpu + seconds - time.process_time(), wall + seconds * 5 - time.perf_counter())

    def watch():
        while not done.wait(max(left(), 0.05)):
            if left() <= 0:
                late.set()
                interrupt()
                return

    threading.Thread(target=watch, daemon=True).start()
    try:
        return run()
    except Exception as error:
        # An interruption is an error of the engine's own kind.
        raise GaveUp(f"more than {seconds:g} s") if late.is_set() else error
    finally:
        done.set()


def typical(times):
    """The median of runs that find in memory what the first one had to fetch."""
    return statistics.median(times[1:] or times)


def plain_rows(rows):
    return [[plain(cell) for cell in row] for row in rows]


def plain(cell):
    """A cell as every engine means it: a day is its text."""
    return str(cell)[:10] if isinstance(cell, datetime.date) else cell


def resident_mib(process="self", key="VmRSS"):
    """What a process holds in memory; None where the system does not tell."""
    try:
        status = pathlib.Path(f"/proc/{process}/status").read_text()
    except OSError:
        return None
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(key + ":"))


def say(text):
    print(text, file=sys.stderr, flush=True)
