"""The parts of annals alone, as `cargo bench` finds them: medians out of the files Criterion leaves."""

import json
import os
import pathlib
import subprocess
import time

from engines.engine import say


def measure(root, profile):
    started = time.time()
    subprocess.run(["cargo", "bench", "--profile", profile, "--bench", "parts"], cwd=root, check=True)
    folder = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", root / "target")) / "criterion"
    parts = {}
    for estimates in sorted(folder.glob("**/new/estimates.json")):
        if estimates.stat().st_mtime < started:
            continue  # Of a part there is no more.
        found = json.loads(estimates.read_text())
        name = json.loads(estimates.with_name("benchmark.json").read_text())["full_id"]
        median = found["median"]["point_estimate"]
        parts[name] = {"median_ns": median, "spread": found["median_abs_dev"]["point_estimate"] / median}
    say(f"{len(parts)} parts")
    return {"parts": parts, "load_average": os.getloadavg()[0]}
