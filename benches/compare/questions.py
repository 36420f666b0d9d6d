"""What is asked: the questions in Cypher, and parameters for them that the data has."""

import datetime
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent
WORDS = ["Police", "Ministry", "Iran", "Court"]
PREFIXES = ["Po", "Ministry of", "Ch", "Ada M", "Z"]


def questions():
    """Names, titles and statements of `questions.cypher`."""
    text = (HERE / "questions.cypher").read_text()
    return re.findall(r"^// (Q\d+): ([^\n]*)\n(.*?);$", text, re.MULTILINE | re.DOTALL)


TITLES = {name: title for name, title, _ in questions()}
CYPHER = {name: " ".join(statement.split()) for name, _, statement in questions()}


def parameters(data, rng, count):
    """So many sets for each question: the busiest entity, then others, busy ones rather than idle ones."""
    names, kinds = names_of(data), kinds_of(data)

    def entity():
        return names[int(len(names) ** rng.random()) - 1]

    def someone_but(name, among):
        return rng.choice([other for other in among if other != name])

    chosen = {query: [] for query in CYPHER}
    for name in [names[0]] + [entity() for _ in range(count - 1)]:
        (first, last), kind = span(rng), kinds[rng.randrange(min(20, len(kinds)))]
        partner = someone_but(name, names[:50])
        rarer = kinds[min(rng.randrange(10, 60), len(kinds) - 1)]
        values = {
            "Q1": {"a": name, "b": first},
            "Q2": {"a": name, "b": first, "c": last},
            "Q3": {"a": kind},
            "Q4": {"a": name},
            "Q5": {"a": name, "b": partner, "c": first, "d": last},
            "Q6": {"a": kind, "b": rng.choice(WORDS)},
            "Q7": {"a": name},
            "Q8": {"a": name, "b": someone_but(name, names)},
            "Q9": {"a": rarer},
            "Q11": {"a": rng.choice(PREFIXES)},
        }
        for query in chosen:
            chosen[query].append(values[query])
    return chosen


def names_of(data):
    with open(data / "entity.csv") as file:
        next(file)
        return [line.split(",")[1] for line in file]


def kinds_of(data):
    """Types of events, the commonest first."""
    counts = {}
    with open(data / "event.csv") as file:
        next(file)
        for line in file:
            kind = line.split(",", 3)[2]
            counts[kind] = counts.get(kind, 0) + 1
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def span(rng):
    """A month to two years within the days of the data."""
    first = datetime.date(2005, 1, 1) + datetime.timedelta(days=rng.randrange(4000))
    return str(first), str(first + datetime.timedelta(days=rng.randrange(30, 700)))
