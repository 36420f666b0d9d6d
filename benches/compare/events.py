"""The same events in each engine, the same questions, and what each took.

Every engine is measured in a process of its own, so that one that falls over leaves the others standing.
"""

import concurrent.futures
import multiprocessing
import os
import random
import resource
import shutil
import statistics
import subprocess
import time

from engines import ENGINES
from engines.engine import Bench, GaveUp, say, typical
from questions import parameters


def measure(size, work, programs, options):
    """Everything about one number of events; the data and the stores are gone when this returns."""
    say(f"-- {size:,} events --")
    data = work / "data"
    subprocess.run([programs["generate"], data, str(size), str(options.seed)], check=True)
    sets = parameters(data, random.Random(options.seed), options.parameters)
    bench = Bench(work, data, programs["annals"], programs["floor"], options.repeat, options.patience)
    load, engines, answers = [os.getloadavg()[0]], {}, {}
    for name in options.engines:
        found = alone(name, bench, sets)
        if found:
            engines[name], answers[name] = found
        load.append(os.getloadavg()[0])
    shutil.rmtree(work)
    return {
        "engines": engines,
        "compared": compared(answers),
        "disagreements": disagreements(answers),
        "load_average": [min(load), max(load)],
        "patience_s": options.patience,
    }


def alone(name, bench, sets):
    """What an engine took and answered, found out in a process of its own; None where it is not there or breaks."""
    context = multiprocessing.get_context("spawn")
    try:
        with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(run, name, bench, sets).result()
    except ImportError as error:
        say(f"{name} is left out: {error}")
    except Exception as error:  # Whatever an engine does wrong is its own, and said.
        say(f"{name} broke: {type(error).__name__}: {error}")
    return None


def run(name, bench, sets):
    """Loads, asks everything, opens, looks at memory, commits, and removes the store."""
    engine = ENGINES[name](bench)
    started, cpu = time.perf_counter(), cpu_seconds()
    engine.load()
    result = {"load_s": time.perf_counter() - started, "load_cpu_s": cpu_seconds() - cpu, "bytes": engine.size()}
    asked, answers = ask(engine, sets)
    result |= asked
    result["noise"] = noise(engine, sets, asked)
    engine.close()
    answered = ["Q11"] + [query for query in asked["ms"] if query not in asked["given_up"] and query != "Q11"]
    for key, what in [
        ("open_ms", lambda: engine.open_ms(sets["Q11"][0])),
        ("memory_mib", lambda: engine.memory([(query, sets[query][0]) for query in answered])),
        ("commits_per_s", engine.commits),
    ]:
        result[key] = attempt(name, key, what)
    engine.discard()
    say(f"{name}: " + "  ".join(f"{query} {ms:.3f}" for query, ms in result["ms"].items()))
    return result, answers


def ask(engine, sets):
    """Medians over sets of parameters, and the answers; a question is left after the first set that fails."""
    result, answers = {"ms": {}, "sets_ms": {}, "first_ms": {}, "given_up": {}}, {}
    for query, chosen in sets.items():
        medians, firsts = [], []
        for number, values in enumerate(chosen):
            try:
                times, answers[query, number] = engine.ask(query, values)
            except Exception as error:  # An engine that cannot answer is shown as one that does not.
                result["given_up"][query] = reason(error)
                say(f"{engine.name} {query}: given up: {reason(error)}")
                break
            medians.append(typical(times))
            firsts.append(times[0])
        if query not in result["given_up"]:
            result["ms"][query], result["sets_ms"][query] = statistics.median(medians), medians
            result["first_ms"][query] = statistics.median(firsts)
    return result, answers


def reason(error):
    return str(error) if isinstance(error, GaveUp) else (str(error).splitlines() or [type(error).__name__])[0][:200]


def noise(engine, sets, asked):
    """How much a question differs when it is asked once more; of the quick ones, as the slow take too long."""
    again = []
    for query, (before, *_) in asked["sets_ms"].items():
        if before < 500:
            now = typical(engine.ask(query, sets[query][0])[0])
            again.append(abs(now - before) / min(now, before))
    return {"median": statistics.median(again), "worst": max(again)} if again else None


def attempt(name, key, what):
    try:
        return what()
    except Exception as error:
        say(f"{name}: no {key}: {reason(error)}")
        return None


def compared(answers):
    """How many answers of annals were held against how many of others."""
    own = answers.get("annals", {})
    return {name: sum(key in own for key in other) for name, other in answers.items() if name != "annals"}


def disagreements(answers):
    """Who does not say what annals says; a path that is not there is no row, or a null."""
    own, found = answers.get("annals", {}), []
    for name, others in answers.items():
        for (query, number), other in others.items():
            expected = own.get((query, number))
            if expected is None or there(expected) == there(other):
                continue
            found.append({"engine": name, "query": query, "parameters": number, "annals": expected[:2], "other": other[:2]})
            say(f"!! {query} of parameters {number}: annals {expected[:2]}, {name} {other[:2]}")
    return found


def there(rows):
    return [row for row in rows if row != [None]]


def cpu_seconds():
    """Of this process and of the children it has waited for."""
    both = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(usage.ru_utime + usage.ru_stime for usage in both)
