"""How each question grows with the data, both axes by powers of ten, as an SVG that is at home on light and dark pages."""

import math

WIDTH, HEIGHT = 900, 470
LEFT, RIGHT, TOP, BOTTOM = 70, 560, 40, 410
# Told apart by those who see colours otherwise, on white and on black; every second line is broken as well.
COLOURS = ["#2080c8", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#6fb4e0", "#8a8a8a", "#999933", "#c0506a", "#2f9c8c"]
STYLE = """text { font: 13px sans-serif; fill: #24292f } .grid { stroke: #d0d7de } .leader { stroke: #8c959f; stroke-width: 0.7 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .grid { stroke: #3d444d } }"""


def growth(sizes, titles):
    """A line for each question through its times at each number of events."""
    events = sorted(sizes)
    times = [ms for found in sizes.values() for ms in found.values()]
    x = axis(min(events), max(events), LEFT, RIGHT)
    low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
    y = axis(10.0**low, 10.0**high, BOTTOM, TOP)
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">']
    parts += ["<title>Median time of each question by the number of events</title>", f"<style>{STYLE}</style>"]
    parts += grid(x, y, events, range(low, high + 1))
    lines = {query: [(x(size), y(sizes[size][query])) for size in events if query in sizes[size]] for query in titles}
    colours = dict(zip(titles, COLOURS))
    lines = {query: points for query, points in lines.items() if points}
    for index, (query, points) in enumerate(lines.items()):
        parts += line(points, colours[query], broken=index % 2 == 1)
    parts += legend(lines, titles, colours)
    return "\n".join(parts + ["</svg>"]) + "\n"


def axis(low, high, start, end):
    """From a value to a place, by its logarithm."""
    length = max(math.log10(high) - math.log10(low), 1e-9)
    return lambda value: start + (end - start) * (math.log10(value) - math.log10(low)) / length


def grid(x, y, events, powers):
    parts = [f'<text x="{LEFT}" y="20">median ms of annals, by the number of events; both axes are logarithmic</text>']
    for power in powers:
        height = y(10.0**power)
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{RIGHT}" y1="{height:.1f}" y2="{height:.1f}"/>')
        parts.append(f'<text x="{LEFT - 8}" y="{height + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for size in events:
        parts.append(f'<line class="grid" x1="{x(size):.1f}" x2="{x(size):.1f}" y1="{TOP}" y2="{BOTTOM}"/>')
        parts.append(f'<text x="{x(size):.1f}" y="{BOTTOM + 22}" text-anchor="middle">{short(size)}</text>')
    return parts


def short(size):
    for unit, letter in [(10**6, " million"), (1000, " thousand")]:
        if size >= unit:
            return f"{size / unit:g}{letter}"
    return str(size)


def line(points, colour, broken):
    path = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    dashes = ' stroke-dasharray="7 4"' if broken else ""
    dots = [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="{colour}"/>' for px, py in points]
    return [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashes}/>', *dots]


def legend(lines, titles, colours):
    """At the end of each line its name; moved apart where lines end together."""
    ends = sorted((points[-1], query) for query, points in lines.items())
    ends.sort(key=lambda end: end[0][1])
    heights = apart([py for (_, py), _ in ends], 18)
    parts = []
    for ((px, py), query), height in zip(ends, heights):
        parts.append(f'<line class="leader" x1="{px + 4:.1f}" y1="{py:.1f}" x2="{RIGHT + 24}" y2="{height:.1f}"/>')
        parts.append(f'<circle cx="{RIGHT + 30}" cy="{height:.1f}" r="5" fill="{colours[query]}"/>')
        parts.append(f'<text x="{RIGHT + 40}" y="{height + 4:.1f}">{query} {titles[query]}</text>')
    return parts


def apart(heights, least):
    """The same heights in order, no two nearer than this, and none below the axis."""
    placed = []
    for height in heights:
        placed.append(max(height, placed[-1] + least) if placed else height)
    limit = BOTTOM
    for index in reversed(range(len(placed))):
        placed[index] = min(placed[index], limit)
        limit = placed[index] - least
    return placed
