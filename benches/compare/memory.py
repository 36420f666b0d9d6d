"""The most memory a program held, and the time it took of processors, when it has ended."""

import json
import subprocess
import sys

# A child is charged what its parent held before it became another program, so the parent is one that holds little.
PARENT = """
import json, os, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps({"code": done.returncode, "error": done.stderr.decode(), "maximum": used.ru_maxrss, "cpu_s": used.ru_utime + used.ru_stime}))
"""


def peak_of(command):
    """Runs a command to its end; its peak in MiB and its processor time in seconds."""
    done = subprocess.run([sys.executable, "-S", "-c", PARENT, *map(str, command)], check=True, capture_output=True, text=True)
    seen = json.loads(done.stdout)
    if seen["code"]:
        raise RuntimeError(seen["error"].strip() or f"{command[0]} ended with {seen['code']}")
    # Kilobytes, but on macOS bytes.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return {"peak_mib": seen["maximum"] / unit, "cpu_s": seen["cpu_s"]}
