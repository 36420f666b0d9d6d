//! Words beside a name that speak for its kind.

use crate::ontology::Gazetteer;

/// Words of family: their owner is a person, and so is who they name.
pub(super) fn is_kin(word: &str) -> bool {
    matches!(
        word,
        "wife"
            | "husband"
            | "son"
            | "daughter"
            | "father"
            | "mother"
            | "brother"
            | "sister"
            | "uncle"
            | "aunt"
            | "cousin"
            | "nephew"
            | "niece"
            | "grandfather"
            | "grandmother"
            | "grandson"
            | "granddaughter"
            | "widow"
            | "friend"
            | "girlfriend"
            | "boyfriend"
            | "fiancee"
            | "partner"
            | "colleague"
            | "career"
            | "life"
            | "death"
            | "body"
            | "lawyer"
            | "house"
            | "family"
            | "parents"
            | "children"
            | "assistant"
            | "student"
            | "predecessor"
            | "successor"
            | "rival"
            | "drummer"
            | "guitarist"
            | "bassist"
            | "vocalist"
            | "frontman"
            | "teammate"
    )
}

/// Sorts of places, in front of "of" and a name, or beside the name.
pub(super) fn is_settlement(word: &str) -> bool {
    matches!(
        word,
        "village"
            | "villages"
            | "town"
            | "towns"
            | "city"
            | "cities"
            | "suburb"
            | "suburbs"
            | "district"
            | "districts"
            | "province"
            | "county"
            | "municipality"
            | "island"
            | "islands"
            | "region"
            | "port"
            | "hamlet"
            | "neighbourhood"
            | "neighborhood"
            | "outskirts"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "parish"
            | "peninsula"
            | "valley"
            | "coast"
            | "area"
            | "northwards"
            | "state"
            | "community"
            | "township"
            | "mayor"
            | "river"
            | "capital"
            | "plains"
            | "territory"
    )
}

/// Sorts of works and things that have names, in front of the name.
pub(super) fn is_work(word: &str) -> bool {
    matches!(
        word,
        "film"
            | "movie"
            | "album"
            | "song"
            | "single"
            | "novel"
            | "book"
            | "play"
            | "opera"
            | "musical"
            | "series"
            | "show"
            | "sitcom"
            | "game"
            | "poem"
            | "hit"
            | "track"
            | "documentary"
            | "ship"
            | "vessel"
            | "ferry"
            | "yacht"
            | "operation"
            | "hurricane"
            | "cyclone"
            | "typhoon"
            | "storm"
            | "spacecraft"
            | "satellite"
            | "virus"
            | "rocket"
            | "drug"
            | "language"
            | "aircraft"
            | "missile"
            | "painting"
            | "titled"
            | "soundtrack"
            | "sequel"
            | "word"
    )
}

/// What bodies have, and sorts of bodies beside their names.
pub(super) fn is_bodily(word: &str) -> bool {
    matches!(
        word,
        "company"
            | "companies"
            | "firm"
            | "band"
            | "group"
            | "team"
            | "club"
            | "newspaper"
            | "magazine"
            | "broadcaster"
            | "network"
            | "label"
            | "airline"
            | "bank"
            | "party"
            | "organisation"
            | "organization"
            | "agency"
            | "charity"
            | "headquarters"
            | "ceo"
            | "shares"
            | "stock"
            | "employees"
            | "executives"
            | "board"
            | "chairman"
            | "coach"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "chief"
            | "fans"
            | "players"
            | "founder"
            | "subsidiary"
            | "website"
            | "customers"
            | "roster"
            | "manufacturer"
            | "maker"
            | "retailer"
            | "station"
            | "league"
            | "giant"
            | "squad"
            | "unit"
            | "staff"
            | "officials"
            | "members"
            | "plc"
            | "store"
            | "stores"
    )
}

/// Ends of the words for what people are: `painter`, `violinist`, `physician`.
pub(super) fn is_doer(word: &str) -> bool {
    let ends = ["er", "or", "ist", "ian", "man", "woman"].iter().any(|ending| word.ends_with(ending));
    ends && word.len() > 4
        && !matches!(
            word,
            "member"
                | "computer"
                | "number"
                | "quarter"
                | "order"
                | "tower"
                | "water"
                | "paper"
                | "chapter"
                | "border"
                | "winter"
                | "center"
                | "monster"
                | "theater"
                | "matter"
                | "power"
                | "letter"
                | "sister"
                | "poster"
                | "thriller"
                | "factor"
                | "sector"
                | "minor"
                | "major"
                | "former"
                | "other"
                | "cluster"
                | "frontier"
                | "color"
                | "harbor"
                | "corridor"
                | "motor"
                | "reactor"
                | "chamber"
                | "barrier"
                | "carrier"
                | "dialect"
                | "larger"
                | "smaller"
        )
}

/// Words for what companies and other bodies do, behind their names.
pub(super) fn is_deed_of_body(word: &str) -> bool {
    matches!(
        word,
        "announced"
            | "announces"
            | "plans"
            | "bought"
            | "buys"
            | "sold"
            | "sells"
            | "acquired"
            | "launched"
            | "launches"
            | "unveiled"
            | "unveils"
            | "recalled"
            | "recalls"
            | "operates"
            | "owns"
            | "ordered"
            | "sues"
            | "merged"
            | "expects"
            | "employs"
            | "manufactures"
            | "manufactured"
            | "produces"
            | "reported"
            | "releases"
            | "released"
            | "agreed"
            | "filed"
            | "posted"
            | "posts"
            | "cuts"
            | "signed"
            | "delivered"
            | "introduced"
            | "opened"
    )
}

/// Peoples, religions and teachings, of which the gazetteer knows no country.
pub(super) fn is_people(word: &str) -> bool {
    let listed = matches!(
        word,
        "jew"
            | "jews"
            | "jewish"
            | "muslim"
            | "muslims"
            | "islamic"
            | "islam"
            | "christian"
            | "christians"
            | "catholic"
            | "catholics"
            | "protestant"
            | "protestants"
            | "hindu"
            | "hindus"
            | "buddhist"
            | "buddhists"
            | "sikh"
            | "sikhs"
            | "arab"
            | "arabs"
            | "sunni"
            | "shia"
            | "shiite"
            | "slavic"
            | "latino"
            | "hispanic"
            | "nazi"
            | "nazis"
            | "republican"
            | "republicans"
            | "democrat"
            | "democrats"
            | "democratic"
            | "anglican"
            | "orthodox"
            | "marxist"
            | "latin"
            | "greek"
            | "roman"
            | "romans"
            | "victorian"
            | "gothic"
            | "baptist"
            | "mormon"
            | "mormons"
            | "olympic"
    );
    let ends = ["ism", "ists", "ians", "ianity", "esque", "icism"].iter().any(|ending| word.ends_with(ending));
    listed || ends && word.len() > 6
}

/// A country or a region, or a word that ends like the names of towns.
pub(super) fn is_of_place(word: &str) -> bool {
    has_ending(word) || is_land(word)
}

/// A country or a division of one.
pub(super) fn is_land(word: &str) -> bool {
    Gazetteer::standard().places(word).first().is_some_and(|place| matches!(place.kind, "Country" | "Region"))
}

/// Whether a word ends like the names of towns.
pub(super) fn has_ending(word: &str) -> bool {
    let endings = [
        "ville", "burg", "stan", "shire", "abad", "pur", "borough", "grad", "polis", "bury", "mouth", "hampton",
        "stadt",
    ];
    word.len() > 6 && endings.iter().any(|ending| word.ends_with(ending))
}
