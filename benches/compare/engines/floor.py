"""The floor: each question by hand over plain arrays, without a language, a store or a transaction (`benches/floor`)."""

import json
import subprocess

from .engine import ENOUGH_S, MOST_RUNS, Engine, plain_rows


class Floor(Engine):
    name = "floor"

    def load(self):
        self.process = subprocess.Popen([self.bench.floor, self.bench.data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        # It says when it is ready.
        self.process.stdout.readline()

    def ask(self, query, values):
        asked = {"question": query, "values": values, "least": self.bench.repeat, "most": MOST_RUNS, "enough_ms": ENOUGH_S * 1000}
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the floor ended with {self.process.wait()}")
        answer = json.loads(line)
        return [answer["first_ms"], answer["median_ms"]], plain_rows(answer["rows"])

    def close(self):
        self.process.stdin.close()
        self.process.wait()
