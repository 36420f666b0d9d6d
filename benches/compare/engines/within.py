"""What engines share that answer within this process, through a Python package."""

import json
import pathlib
import statistics
import subprocess
import sys
import time

from .engine import COMMITS, Engine, repeated

WORKER = pathlib.Path(__file__).resolve().parent.parent / "worker.py"


class Within(Engine):
    """An engine that is a connection; `text` is a question in its language, `rows` what comes back."""

    file_name = "?"

    def __init__(self, bench):
        super().__init__(bench)
        self.file = bench.work / self.file_name

    def connect(self, threads=1):
        raise NotImplementedError

    def files(self):
        return list(self.file.parent.glob(self.file.name + "*"))

    def ask(self, query, values):
        text = self.text(query)
        return repeated(lambda: self.rows(text, values), self.bench, self.interrupt)

    def interrupt(self):
        self.connection.interrupt()

    def open_ms(self, values):
        return statistics.median(self.worker([["Q11", values]])["open_ms"] for _ in range(5))

    def memory(self, asked):
        seen = self.worker(asked)
        return [seen["after_one_mib"], seen["after_all_mib"]]

    def worker(self, asked):
        """A process of its own that opens the store, asks, and tells what that took."""
        command = [sys.executable, WORKER, self.name, self.file.parent]
        done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(done.stderr.strip().splitlines()[-1])
        return json.loads(done.stdout)

    def commits(self):
        self.connect()
        self.begin_commits()
        started = time.perf_counter()
        for number in range(COMMITS):
            self.commit(10**9 + number)
        rate = COMMITS / (time.perf_counter() - started)
        self.close()
        return rate

    def begin_commits(self):
        """Each commit is to outlive a power cut; engines that see to that anyway do nothing here."""

    def close(self):
        self.connection.close()
