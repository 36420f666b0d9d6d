#!/usr/bin/env python3
"""evaluate.py ANNALS CORPORA OUT: the figures of docs/extraction.md, over the development parts of annotated corpora.

ANNALS is the program; CORPORA a folder with `score.py` and, for each corpus, `NAME/dev.jsonl`: a document on each line, with its `id`, `text`, perhaps
`title` and `dct`, and its annotations. Read from the repositories the table in docs/extraction.md names, all openly licensed: WikiWars, MEANTIME, GeoVirus,
WikiGold, GUM news, WNUT 17, PLOVER's records, PETRARCH's tests. What annals says of each is written to OUT, with a sum for comparing builds.
"""

import hashlib
import json
import pathlib
import subprocess
import sys

NAMES = ["meantime", "wikiwars", "geovirus", "wikigold", "gum_news", "wnut17", "plover_gsr", "petrarch_unit", "petrarch2_gsr"]
OPTIONS = {"bytes": False, "name_only": False, "typemap": {}}


def extract(annals, corpora, out):
    """What annals reads in each corpus, as a file of the same name."""
    for name in NAMES:
        texts, told = out / f"{name}.texts.jsonl", out / f"{name}.jsonl"
        with texts.open("w") as file:
            for line in (corpora / name / "dev.jsonl").open():
                document = json.loads(line)
                kept = {key: document[key] for key in ("id", "text", "title", "dct") if document.get(key)}
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")
        with told.open("w") as file:
            subprocess.run([annals, "extract", "--json", str(texts)], stdout=file, check=True)


def roles(gold, told):
    """Who does it and to whom, of the triggers found: right where the spans overlap."""
    right = said = wanted = 0
    for document in gold:
        events = {(event["start"], event["end"]): event for event in told.get(document["id"], {}).get("events", [])}
        for mention in document["event_mentions"]:
            event = events.get((mention["start"], mention["end"]))
            if event is None:
                continue
            for role, key in (("arg0", "source"), ("arg1", "target")):
                spans = [part for part in mention.get("participants", []) if role in part["role"].lower()]
                span = event.get(key)
                wanted, said = wanted + bool(spans), said + bool(span)
                overlaps = span and any(min(span[1], part["end"]) > max(span[0], part["start"]) for part in spans)
                right += bool(overlaps)
    return right, said, wanted


def main():
    annals, corpora, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(corpora))
    import score

    def of(name):
        told = {document["id"]: document for document in score.load(out / f"{name}.jsonl")}
        return score.load(corpora / name / "dev.jsonl"), told

    def show(what, figures):
        print(f"{what:32} F1 {figures['F1']:5.1f}   P {figures['P']:5.1f}   R {figures['R']:5.1f}")

    extract(annals, corpora, out)
    for name in ("meantime", "wikiwars"):
        show(f"{name}: values of times", score.s_times(*of(name), OPTIONS)["value"])
    places = score.s_places(*of("geovirus"), OPTIONS)
    show("geovirus: within 161 km", places["end_to_end_f1_161"])
    show("geovirus: spans", places["strict_span"])
    for name in ("wikigold", "gum_news", "wnut17"):
        show(f"{name}: names", score.s_entities(*of(name), OPTIONS)["typed_strict"])
    show("meantime: names", score.s_entities(*of("meantime"), OPTIONS | {"name_only": True})["typed_strict"])
    show("meantime: triggers", score.s_triggers(*of("meantime"), OPTIONS)["strict_span"])
    show("meantime: roles", score.prf(*roles(*of("meantime"))))
    show("meantime: events over documents", score.s_coref(*of("meantime"), OPTIONS)["b3"])
    for name in NAMES:
        print(f"{name:16} {hashlib.sha256((out / f'{name}.jsonl').read_bytes()).hexdigest()[:16]}")


if __name__ == "__main__":
    main()
