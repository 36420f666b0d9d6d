//! Words beside a name that speak for its kind.

use crate::ontology::{Gazetteer, Sign};

/// Whether a folded word tells this of the name it stands beside.
pub(super) fn is_sign(word: &str, sign: Sign) -> bool {
    Gazetteer::standard().is_sign(word, sign)
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

/// Peoples, religions and teachings, of which the gazetteer knows no country.
pub(super) fn is_people(word: &str) -> bool {
    let ends = ["ism", "ists", "ians", "ianity", "esque"].iter().any(|ending| word.ends_with(ending));
    is_sign(word, Sign::People) || ends && word.len() > 6
}

/// A country or a region, or a word that ends like the names of towns.
pub(super) fn is_of_place(word: &str) -> bool {
    has_ending(word) || is_land(word)
}

/// A country or a division of one.
pub(super) fn is_land(word: &str) -> bool {
    Gazetteer::standard().likeliest_place(word).is_some_and(|place| matches!(place.kind, "Country" | "Region"))
}

/// Whether any place is called so.
pub(super) fn is_place(word: &str) -> bool {
    Gazetteer::standard().is_place(word)
}

/// Whether a word ends like the names of towns.
pub(super) fn has_ending(word: &str) -> bool {
    let endings = [
        "ville", "burg", "stan", "shire", "abad", "pur", "borough", "grad", "polis", "bury", "mouth", "hampton",
        "stadt",
    ];
    word.len() > 6 && endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word ends like the names companies make up.
pub(super) fn has_ending_of_body(word: &str) -> bool {
    let endings =
        ["air", "soft", "corp", "bank", "neft", "media", "tech", "tel", "jet", "gas", "com", "pharma", "motors"];
    word.len() > 5 && endings.iter().any(|ending| word.ends_with(ending))
}
