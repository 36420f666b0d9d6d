"""What was measured, as tables in docs/performance.md and a plot beside it.

The page is prose with places for tables, each between `<!-- measured: NAME -->` and `<!-- end -->`; what stands there is written
anew, and a place nothing was measured for is left as it is.
"""

import math
import re

from engines import PEERS
from plot import growth
from questions import TITLES

MIB = 2**20


def write(measured, folder):
    sizes = {int(size): found for size, found in sorted(measured.get("events", {}).items(), key=lambda item: int(item[0]))}
    articles = {int(count): found for count, found in sorted(measured.get("articles", {}).items(), key=lambda item: int(item[0]))}
    made = {
        "machine": machine(measured) if measured else None,
        "questions": questions(sizes) if sizes else None,
        "stores": stores(sizes) if sizes else None,
        "growth": growing(sizes) if sizes else None,
        "articles": reading(articles) if articles else None,
        "stages": stages(articles[max(articles)]) if articles else None,
        "parts": alone(measured["parts"]) if "parts" in measured else None,
    }
    if sizes:
        (folder / "growth.svg").write_text(growth(own(sizes), TITLES))
    page = folder.parent / "performance.md"
    page.write_text(placed(page.read_text(), made))


def placed(page, made):
    """The page with every table that was made in its place."""

    def table(place):
        lines = made.get(place[1])
        return place[0] if lines is None else f"<!-- measured: {place[1]} -->\n" + "\n".join(lines).strip() + "\n<!-- end -->"

    return re.sub(r"<!-- measured: (\w+) -->\n.*?<!-- end -->", table, page, flags=re.DOTALL)


def machine(measured):
    places = [*measured.get("events", {}).values(), *measured.get("articles", {}).values(), *[measured[key] for key in ["parts"] if key in measured]]
    machines = sorted({(place["machine"]["processor"], place["machine"]["cores"], place["machine"]["date"]) for place in places})
    return [f"Measured on {cores} cores of {processor}, {date}." for processor, cores, date in machines]


def questions(sizes):
    return [line for size, found in sizes.items() for line in [f"### {size:,} events", "", *asked(found), *about(found), ""]]


def asked(found):
    """A row for each question: everybody's median, and how annals stands to the best of them and to the floor."""
    engines = found["engines"]
    peers = [name for name in PEERS if name in engines]
    rows, mean = [], []
    for query in TITLES:
        ours, floor = time_of(engines, "annals", query), time_of(engines, "floor", query)
        best = min((ms for name in peers if (ms := time_of(engines, name, query))), default=None)
        mean += [best / ours] if best and ours else []
        ratio = number(best / ours) if best and ours else beyond(found, peers, query, ours)
        first = engines.get("annals", {}).get("first_ms", {}).get(query)
        cells = [cell(found, name, query) for name in ["annals", *peers]]
        rows.append([query, *cells, ratio, number(floor), number(ours / floor if ours and floor else None), number(first)])
    head = ["ms", "annals", *peers, "best of these / annals", "floor", "annals / floor", "annals, first run"]
    lines = table(head, rows)
    if mean:
        behind = sum(ratio < 1 for ratio in mean)
        lines += ["", f"Geometric mean of best / annals over {len(mean)} questions: {number(geometric(mean))}; slower than the best: {behind}."]
    return lines


def time_of(engines, name, query):
    return engines.get(name, {}).get("ms", {}).get(query)


def cell(found, name, query):
    engine = found["engines"].get(name, {})
    if query in engine.get("given_up", {}):
        gave_up = engine["given_up"][query]
        return f"> {found['patience_s'] * 1000:.0f}" if gave_up.startswith("more than") else "fails"
    return number(engine.get("ms", {}).get(query))


def beyond(found, peers, query, ours):
    """Where every peer was given up, all that is known is what they took at the least."""
    gave_up = [query in found["engines"][name].get("given_up", {}) for name in peers]
    return f"> {number(found['patience_s'] * 1000 / ours)}" if ours and gave_up and all(gave_up) else "–"


def about(found):
    """What a reader must know beside the table."""
    engines = found["engines"]
    lines = ["", "Load of the machine " + " to ".join(f"{load:.1f}" for load in found["load_average"]) + ". Asked once more, a question differs by (median, worst): " + ", ".join(f"{name} {engine['noise']['median']:.0%}, {engine['noise']['worst']:.0%}" for name, engine in engines.items() if engine.get("noise")) + "."]
    held = ", ".join(f"{count} of {name}" for name, count in found["compared"].items())
    lines += ["", f"Answers held against those of annals: {held}. " + differing(found["disagreements"])]
    return lines


def differing(disagreements):
    if not disagreements:
        return "All are the same."
    names = sorted({(one["query"], one["engine"]) for one in disagreements})
    shown = []
    for query, engine in names:
        one = next(one for one in disagreements if (one["query"], one["engine"]) == (query, engine))
        shown.append(f"{query} of {engine} ({one['other']} where annals says {one['annals']})")
    return "All are the same but " + ", ".join(shown) + "."


STORES = [
    ("load s", lambda engine: engine.get("load_s")),
    ("load s of CPU", lambda engine: engine.get("load_cpu_s")),
    ("size MiB", lambda engine: engine["bytes"] / MIB if engine.get("bytes") else None),
    ("open and first answer ms", lambda engine: engine.get("open_ms")),
    ("MiB after a lookup", lambda engine: (engine.get("memory_mib") or [None, None])[0]),
    ("MiB after all questions", lambda engine: (engine.get("memory_mib") or [None, None])[1]),
    ("durable commits/s", lambda engine: engine.get("commits_per_s")),
]


def stores(sizes):
    lines = []
    for size, found in sizes.items():
        names = [name for name in ["annals", *PEERS] if name in found["engines"]]
        rows = [[name, *[number(value(found["engines"][name])) for _, value in STORES]] for name in names]
        lines += [*table([f"{size:,} events", *[title for title, _ in STORES]], rows), ""]
    return lines


def growing(sizes):
    ours = own(sizes)
    rows = [[f"{query} {title}", *[number(ours[size].get(query)) for size in sizes]] for query, title in TITLES.items()]
    return table(["annals, ms", *[f"{size:,}" for size in sizes]], rows)


def own(sizes):
    return {size: found["engines"].get("annals", {}).get("ms", {}) for size, found in sizes.items()}


def reading(articles):
    rows = [
        [f"{count:,}", number(found["text_bytes"] / 1e6), number(found["events"]), number(found["wall_s"]), number(found["cpu_s"]), number(found["text_bytes"] / 1e6 / found["cpu_s"]), number(found["store_bytes"] / MIB), number(found["peak_mib"])]
        for count, found in articles.items()
    ]
    return table(["articles", "MB", "events", "s", "s of CPU", "MB per s of CPU", "store MiB", "peak memory MiB"], rows)


def stages(found):
    return table(["stage", "share"], [[name, f"{share:.0%}"] for name, share in found["stages"].items()])


def alone(parts):
    rows = [[name, duration(part["median_ns"]), f"{part['spread']:.0%}"] for name, part in sorted(parts["parts"].items())]
    return table(["part", "median", "± of samples"], rows)


def duration(nanoseconds):
    for unit, size in [("s", 1e9), ("ms", 1e6), ("µs", 1e3)]:
        if nanoseconds >= size:
            return f"{number(nanoseconds / size)} {unit}"
    return f"{number(nanoseconds)} ns"


def table(head, rows):
    """Words to the left, numbers to the right."""
    line = lambda cells: "| " + " | ".join(cells) + " |"
    return [line(head), "|---|" + "---:|" * (len(head) - 1), *[line(row) for row in rows]]


def number(value):
    """Three digits, as many as can be relied on at best."""
    if value is None:
        return "–"
    if value >= 100 or value == 0:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}"


def geometric(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))
