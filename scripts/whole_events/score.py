#!/usr/bin/env python3
"""score.py BIN [ids…] [--show ID] [--gold FILE] [--texts FILE|FOLDER]: gold.jsonl against BIN extract --json texts.jsonl (both beside this script unless told).

A gold whose texts may not be copied has `at` as code point offsets `[start, end]` into a file of the FOLDER: `file` (its name), `dct`, and `skip`,
the code points of its head (headline, date line) that are no text; the head's first line is the title.

Right: the type is acceptable and date, place, actors and recipients all agree. Modality is counted apart and not needed.
Gold marked "optional" counts on neither side. A told event of the bare type Statement ("X said …") that is aligned with no gold event is
not counted among the told, but printed (speech). `actors_ok`, `recipients_ok`, `place_ok`: may be told, need not be."""

import json, os, re, subprocess, sys, tempfile, unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
load = lambda n: {o["id"]: o for o in map(json.loads, open(n, encoding="utf8"))}


def fold(s):
    """small letters without marks: Gdańsk is Gdansk"""
    return "".join(c for c in unicodedata.normalize("NFD", s.lower()) if not unicodedata.combining(c))


def words(s):
    out = set()
    for w in re.findall(r"\w+", fold(s)):
        out.add(w)
        if len(w) > 3 and w.endswith("s"):
            out.add(w[:-1])
    return out


def has(name, head):
    """the told name holds the head word (plural or not)"""
    n, h = words(name), re.findall(r"\w+", fold(head))
    return all(w in n or w.rstrip("s") in n for w in h)


def stem_eq(a, b):
    a, b = a.lower(), b.lower()
    if a == b:
        return True
    k = max(4, min(len(a), len(b)) - 3)
    return min(len(a), len(b)) >= 4 and a[:k] == b[:k] and abs(len(a) - len(b)) <= 4


def edtf(d):
    if not d:
        return None
    d = re.sub(r"[~?%]", "", d)
    d = re.sub(r"T[\d:Z+-]+", "", d)
    p = d.split("/")
    return p[0] if len(p) == 2 and p[0] == p[1] else d


def sentences(t):
    ends, pos = [], 0
    for m in re.finditer(r'\n+|(?<=[.!?"”])\s+(?=[A-Z"“])|(?<=in Bangkok:)\s', t):
        if re.search(r"\b(Ms|Mr|Dr|Inc)\.$", t[: m.start()]):
            continue
        ends.append((pos, m.start()))
        pos = m.end()
    ends.append((pos, len(t)))
    return ends


def sent_of(S, i):
    for k, (a, b) in enumerate(S):
        if a <= i < b:
            return k
    return -1


def told_events(o, text, S):
    E = {}
    for e in o["events"]:
        if e.get("aside") or e.get("event") is None:
            continue
        x = E.setdefault(
            e["event"],
            dict(
                n=e["event"],
                types=[],
                title=e.get("title") or "",
                date=None,
                mod=None,
                tell=[],
                actors=[],
                recipients=[],
                participants=[],
                places=[],
            ),
        )
        x["tell"].append((sent_of(S, e["start"]), text[e["start"] : e["end"]]))
        if e.get("label") and e["label"] not in x["types"]:
            x["types"].append(e["label"])
        x["date"] = x["date"] or e.get("edtf")
        x["mod"] = x["mod"] or e.get("modality")
        for k in ("actors", "recipients", "participants", "places"):
            x[k] += [v for v in e.get(k) or [] if v not in x[k]]
    return list(E.values())


def people(gold, ok, told):
    missing = [g for g in gold if not any(has(t, h) for t in told for h in g)]
    extra = [t for t in told if not any(has(t, h) for g in gold + [ok] for h in g)]
    return not missing and not extra


def place(g, told):
    P = [p for p in g["place"] if p]
    ok = g.get("place_ok", [])
    if not told:
        return not P or None in g["place"]
    if not all(any(has(t, p) for p in P + ok) for t in told):
        return False
    return not P or None in g["place"] or any(has(t, p) for t in told for p in P)


def compare(g, x):
    return dict(
        type=x["types"][:1] != [] and x["types"][0] in g["types"],
        date=edtf(x["date"]) in [edtf(d) for d in g["date"]],
        place=place(g, x["places"]),
        actors=people(g["actors"], g.get("actors_ok", []), x["actors"]),
        recipients=people(g["recipients"], g.get("recipients_ok", []), x["recipients"]),
        modality=x["mod"] in g["modality"],
    )


def rank(g, x, c, gs):
    in_s = any(s in gs for s, _ in x["tell"])
    W = lambda s: re.findall(r"\w+", s)
    trig = any(s in gs and any(stem_eq(w, t) for w in W(span) for t in g["trigger"]) for s, span in x["tell"])
    if not trig and in_s:
        trig = any(stem_eq(w, t) for w in W(x["title"])[:4] for t in g["trigger"]) and c["type"]
    heads = [h for k in ("actors", "recipients") for p in g[k] for h in p]
    shared = any(has(t, h) for t in x["actors"] + x["recipients"] + x["participants"] for h in heads)
    at = any(p and has(t, p) for t in x["places"] for p in g["place"])
    on = bool(x["date"]) and c["date"]
    if not (trig or (c["type"] and (shared or at or on))):
        return 0
    if not trig and not in_s and not (shared and on):
        return 0
    return 5 * trig + 3 * c["type"] + 2 * in_s + shared + sum(c[k] for k in ("date", "place", "actors", "recipients"))


def from_folder(folder, gold):
    """the texts of a gold that names files"""
    out = {}
    for i, g in gold.items():
        t = open(os.path.join(folder, g["file"]), encoding="utf8").read()
        k = g.get("skip", 0)
        out[i] = dict(id=i, dct=g["dct"], text=t[k:])
        if t[:k].strip():
            out[i]["title"] = t[:k].strip().split("\n")[0]
    return out


def starts(g, text, skip):
    """where the pieces of its sentences begin: offsets into the file, or words"""
    return [s[0] - skip if isinstance(s, list) else text.index(s) for s in g["at"] if isinstance(s, list) or s in text]


WIDE = 10
KEYS = ("type", "date", "place", "actors", "recipients", "modality")


def main():
    a = sys.argv[1:]
    opts = {"--show": None, "--gold": os.path.join(HERE, "gold.jsonl"), "--texts": os.path.join(HERE, "texts.jsonl")}
    for o in opts:
        if o in a:
            i = a.index(o)
            opts[o] = a[i + 1]
            del a[i : i + 2]
    show, source = opts["--show"], opts["--texts"]
    gold = load(opts["--gold"])
    texts = from_folder(source, gold) if os.path.isdir(source) else load(source)
    ids = a[1:] or ([show] if show else sorted(gold))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as f:
        f.writelines(json.dumps(t, ensure_ascii=False) + "\n" for t in texts.values())
        f.flush()
        out = subprocess.run([a[0], "extract", "--json", f.name], capture_output=True, text=True)
    if out.stderr:
        sys.stderr.write(out.stderr)
    told = {o["id"]: o for o in map(json.loads, out.stdout.splitlines())}
    sums = None
    print(f"{'id':{WIDE}}  gold  found(right)  told  right/told  aligned | " + " ".join(f"{k:>10}" for k in KEYS) + "  speech")
    for i in ids:
        t, S = texts[i]["text"], sentences(texts[i]["text"])
        G, X = gold[i]["events"], told_events(told[i], t, S)
        gss = [{sent_of(S, s) for s in starts(g, t, gold[i].get("skip", 0))} for g in G]
        pairs = []
        for gi, g in enumerate(G):
            for xi, x in enumerate(X):
                c = compare(g, x)
                r = rank(g, x, c, gss[gi])
                if r:
                    pairs.append((-r, gi, xi, c))
        mg, mx = {}, {}
        for r, gi, xi, c in sorted(pairs, key=lambda p: p[:3]):
            if gi in mg or xi in mx:
                continue
            mg[gi] = (xi, c)
            mx[xi] = gi
        req = [gi for gi, g in enumerate(G) if not g.get("optional")]
        speech = [xi for xi, x in enumerate(X) if xi not in mx and x["types"] == ["Statement"]]
        n_told = len(X) - len(speech) - sum(1 for xi, gi in mx.items() if G[gi].get("optional"))
        al = [mg[gi][1] for gi in req if gi in mg]
        full = lambda c: all(c[k] for k in KEYS[:5])
        row = [len(req), sum(map(full, al)), n_told, len(al)] + [sum(c[k] for c in al) for k in KEYS] + [len(speech)]
        sums = row if sums is None else [p + q for p, q in zip(sums, row)]
        line(i, row)
        if show == i:
            for gi, g in enumerate(G):
                print(
                    f"\n{'(optional) ' if g.get('optional') else ''}GOLD {'/'.join(g['trigger'])}  {'|'.join(g['types'])}  {g['date']}  {g['place']}+{g.get('place_ok', [])}"
                    f"\n     A {g['actors']}+{g.get('actors_ok', [])}  R {g['recipients']}+{g.get('recipients_ok', [])}  {g['modality']}"
                )
                if gi in mg:
                    x, c = X[mg[gi][0]], mg[gi][1]
                    print(
                        f"  {'RIGHT' if full(c) else 'wrong: ' + ', '.join(k for k in KEYS[:5] if not c[k])}\n  told {fmt(x)}"
                    )
                else:
                    print("  MISSED")
            print("\nTOLD and not in the gold:")
            for xi, x in enumerate(X):
                if xi not in mx:
                    print("  " + ("(speech) " if xi in speech else "") + fmt(x))
    if len(ids) > 1:
        line("sum", sums)


def fmt(x):
    return f"{x['n']} {x['title']!r} {'|'.join(x['types'])} {x['date']} {x['places']} A {x['actors']} R {x['recipients']} P {x['participants']} {x['mod']} {[s for _, s in x['tell']]}"


def line(i, r):
    print(
        f"{i:{WIDE}} {r[0]:5} {r[1]:13} {r[2]:5} {r[1]:5}/{r[2]:<5} {r[3]:8} | "
        + " ".join(f"{v:>10}" for v in r[4:10])
        + f"  {r[10]:6}"
    )


main()
