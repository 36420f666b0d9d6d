//! Names that need no context, or little: what the gazetteer knows.

use crate::ingest::news::segment::{TokenKind, TokenText, fold};
use crate::ingest::record::Position;
use crate::ontology::{Gazetteer, Place};
use std::borrow::Cow;

/// A name the gazetteer knows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    /// How many tokens it is.
    pub(super) length: usize,
    /// The name the gazetteer prefers.
    pub(super) name: Cow<'static, str>,
    /// Its kind, such as `Country`.
    pub(super) kind: Cow<'static, str>,
    pub(super) position: Option<Position>,
    /// The ISO code of a place's country.
    pub(super) country: Option<Cow<'static, str>>,
    /// Whether the words are an adjective or a people: `Russian`, `Russians`.
    pub(super) demonym: bool,
    /// Whether the user gave it: then it is what it is, whatever stands beside it.
    pub(super) own: bool,
}

/// The number of people from which a city is known without a hint that a place is meant: below it, too many are also
/// surnames and common words.
const KNOWN_TO_ALL: u64 = 150;

/// Whether a known name may begin at a token; for most words the answer is no, and nothing more need be asked.
pub(super) fn may_open(text: &TokenText<'_>, at: usize) -> bool {
    let word = text.word(at);
    let may_be_state = || at > 1 && text.raw(at - 1) == "," && code_of_state(text.raw(at)).is_some();
    Gazetteer::standard().may_open_name(word) || is_part(word) || may_be_state() || text.own_names().is_some()
}

/// The longest name the words at `indexes` begin with: a demonym, a place or an organisation.
///
/// An abbreviation (`WHO`, `US`) is one only where the text writes it like one.
pub(super) fn known(text: &TokenText<'_>, indexes: &[usize]) -> Option<Known> {
    let mut words = [""; 8];
    let count = indexes.len().min(words.len());
    for (word, &index) in words.iter_mut().zip(indexes) {
        *word = text.word(index);
    }
    let words = &words[..count];
    let gazetteer = Gazetteer::standard();
    if let Some(half) = half(gazetteer, words) {
        return Some(half);
    }
    if let Some(state) = state_behind(gazetteer, text, indexes) {
        return Some(state);
    }
    let demonym = gazetteer
        .longest_demonym(words)
        .or_else(|| people_of_quarter(gazetteer, words))
        .map(|(length, place)| of_place(length, &place, true));
    let place = gazetteer.longest_place_read(words).and_then(|(length, places)| {
        let place = likeliest(text, &indexes[..length], places)?;
        Some(of_place(length, &place, false))
    });
    let organization = gazetteer.longest_organization(words).filter(|(_, found)| {
        let first = indexes[0];
        !is_upper(found.spelling) || text.is_upper(first) || text.raw(first) == found.spelling
    });
    let organization = organization.map(|(length, found)| Known {
        length,
        name: found.name.into(),
        kind: found.kind.into(),
        position: None,
        country: found.country.map(Cow::Borrowed),
        demonym: false,
        own: false,
    });
    let own = own(text, indexes, words);
    if organization.is_none() && place.is_none() && demonym.is_none() && own.is_none() {
        return quarter(text, indexes);
    }
    // "Toyota" is a town only where something is said to be there.
    let company = organization.as_ref().filter(|body| matches!(&*body.kind, "Company" | "Media"));
    let at = indexes.first().copied().unwrap_or_default();
    let place = place.filter(|place| {
        let same = company
            .is_some_and(|body| body.length == place.length && matches!(&*place.kind, "City" | "Region" | "Water"));
        !same || matches!(text.word(at.wrapping_sub(1)), "in" | "near" | "the" | "across")
    });
    // Of names of one length the last: "American" is a people before it is a village, and a user knows best.
    [organization, place, demonym, own].into_iter().flatten().max_by_key(|known| known.length)
}

/// "Springfield, Ill.": how news shortens the states of the United States behind a town.
fn state_behind(gazetteer: &Gazetteer, text: &TokenText<'_>, indexes: &[usize]) -> Option<Known> {
    let &at = indexes.first()?;
    let behind = at > 1 && text.raw(at - 1) == "," && text.is_capitalised(at - 2);
    let code = behind.then(|| code_of_state(text.raw(at))).flatten()?;
    let stopped = text.raw(at).contains('.') || text.raw(at + 1) == "." && text.is_glued(at + 1);
    stopped.then(|| gazetteer.division("US", code)).flatten().map(|state| of_place(1, &state, false))
}

/// The code of a state by what news shortens it to.
fn code_of_state(short: &str) -> Option<&'static str> {
    let code = match short {
        "Ala" => "AL",
        "Ariz" => "AZ",
        "Ark" => "AR",
        "Calif" => "CA",
        "Colo" => "CO",
        "Conn" => "CT",
        "Del" => "DE",
        "Fla" => "FL",
        "Ga" => "GA",
        "Ill" => "IL",
        "Ind" => "IN",
        "Kan" => "KS",
        "Ky" => "KY",
        "La" => "LA",
        "Md" => "MD",
        "Mass" => "MA",
        "Mich" => "MI",
        "Minn" => "MN",
        "Miss" => "MS",
        "Mo" => "MO",
        "Mont" => "MT",
        "Neb" => "NE",
        "Nev" => "NV",
        "N.C." => "NC",
        "N.D." => "ND",
        "N.H." => "NH",
        "N.J." => "NJ",
        "N.M." => "NM",
        "N.Y." => "NY",
        "Okla" => "OK",
        "Ore" => "OR",
        "Pa" => "PA",
        "R.I." => "RI",
        "S.C." => "SC",
        "S.D." => "SD",
        "Tenn" => "TN",
        "Tex" => "TX",
        "Va" => "VA",
        "Vt" => "VT",
        "Wash" => "WA",
        "W.Va." => "WV",
        "Wis" => "WI",
        "Wyo" => "WY",
        _ => return None,
    };
    Some(code)
}

/// A name the user gave; an abbreviation only where the text writes it like one.
fn own(text: &TokenText<'_>, indexes: &[usize], words: &[&str]) -> Option<Known> {
    let (length, spelling, own) = text.own_names()?.longest(words)?;
    let position = own.position.map(|(latitude, longitude)| Position { latitude, longitude });
    let written = !is_upper(spelling) || text.is_upper(indexes[0]);
    written.then(|| Known {
        length,
        name: own.name.to_string().into(),
        kind: own.kind.to_string().into(),
        position,
        country: own.country.as_ref().map(|code| code.to_string().into()),
        demonym: false,
        own: true,
    })
}

/// "Southern California", "East Perth": a part of a place, and where it is.
fn quarter(text: &TokenText<'_>, indexes: &[usize]) -> Option<Known> {
    let (&first, rest) = indexes.split_first().filter(|(_, rest)| !rest.is_empty())?;
    if !is_part(text.word(first)) {
        return None;
    }
    // "South West England"
    let twice = rest.first().is_some_and(|&second| rest.len() > 1 && is_part(text.word(second)));
    let rest = if twice { &rest[1..] } else { rest };
    let words: Vec<&str> = rest.iter().map(|&index| text.word(index)).collect();
    let (length, mut places) = Gazetteer::standard().longest_place_read(&words)?;
    let best = places.next().filter(|place| matches!(place.kind, "Country" | "Region" | "City" | "Continent"))?;
    let name = text.of(first..rest[length - 1] + 1).to_owned();
    Some(Known { name: name.into(), kind: "Region".into(), ..of_place(length + 1 + usize::from(twice), &best, false) })
}

/// "Western Australian": the people of a part of a place.
fn people_of_quarter(gazetteer: &Gazetteer, words: &[&str]) -> Option<(usize, Place)> {
    let (first, rest) = words.split_first()?;
    let (length, place) = is_part(first).then(|| gazetteer.longest_demonym(rest)).flatten()?;
    Some((length + 1, place))
}

fn is_part(word: &str) -> bool {
    matches!(
        word,
        "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "central"
            | "upper"
            | "lower"
            | "greater"
            | "southwest"
            | "southeast"
            | "northwest"
            | "northeast"
            | "old"
            | "downtown"
    )
}

/// "North and South Korea" names North Korea too.
fn half(gazetteer: &Gazetteer, words: &[&str]) -> Option<Known> {
    let [direction @ ("north" | "south" | "east" | "west"), "and", "north" | "south" | "east" | "west", name, ..] =
        words
    else {
        return None;
    };
    let whole = format!("{direction} {name}");
    gazetteer.likeliest_place(&whole).map(|place| of_place(1, &place, false))
}

fn of_place(length: usize, place: &Place, demonym: bool) -> Known {
    Known {
        length,
        name: place.name.into(),
        kind: place.kind.into(),
        position: Some(Position { latitude: place.latitude, longitude: place.longitude }),
        country: place.country.map(Cow::Borrowed),
        demonym,
        own: false,
    }
}

/// Which of the places of one name is meant: the one the words beside it tell, else the best known; none where a small
/// town's name stands without any sign that a place is meant.
fn likeliest(text: &TokenText<'_>, name: &[usize], mut places: impl Iterator<Item = Place>) -> Option<Place> {
    let (first, last) = (*name.first()?, *name.last()?);
    let best = places.next()?;
    let after = text.word(last + 1);
    let told_region = matches!(after, "region" | "province" | "oblast" | "state" | "county" | "governorate");
    if told_region && let Some(region) = std::iter::once(best).chain(places).find(|place| place.kind == "Region") {
        return Some(region);
    }
    // "People's Republic of China" is another China.
    if best.kind == "Country"
        && text.word(first) == "republic"
        && first > 0
        && text.kind(first - 1) == TokenKind::Possessive
    {
        return None;
    }
    // "US" and "LA" are written in capitals; "Gao" is a name like any other.
    let abbreviated = name.len() == 1 && text.word(first).len() <= 3 && fold(best.name) != text.word(first);
    if abbreviated && !text.is_upper(first) && !text.word(first).contains('.') {
        return None;
    }
    // "UN" is no town called Un.
    let acronym = name.len() == 1 && text.word(first).len() <= 3 && fold(best.name) == text.word(first);
    if acronym && text.is_upper(first) && best.kind == "City" && !is_upper(best.name) {
        return None;
    }
    let direction = matches!(
        text.word(first),
        "north"
            | "south"
            | "east"
            | "west"
            | "western"
            | "eastern"
            | "northern"
            | "southern"
            | "central"
            | "upper"
            | "lower"
    ) && name.len() == 1;
    if best.kind == "City" && name.len() == 1 && is_article_alone(text, first) {
        return None;
    }
    let small = best.kind == "City" && best.population < KNOWN_TO_ALL && name.len() == 1;
    (!direction && (!small || is_located(text, first, last))).then_some(best)
}

/// "the Azna fled": no town takes an article, unless it describes what stands behind it.
fn is_article_alone(text: &TokenText<'_>, name: usize) -> bool {
    let article = name > 0 && text.word(name - 1) == "the";
    let next = name + 1;
    // "The Bridgeton and Salem lines"
    let listed = matches!(text.word(next), "and" | "or");
    article
        && !listed
        && (text.kind(next) == TokenKind::Mark
            || text.class(next).is_some()
            || text.verb_forms(next).is_some_and(|forms| forms.past))
}

/// A preposition of place in front, or another name behind a comma.
fn is_located(text: &TokenText<'_>, first: usize, last: usize) -> bool {
    let before = if first > 0 { text.word(first - 1) } else { "" };
    let after = text.raw(last + 1) == "," && text.is_capitalised(last + 2);
    matches!(
        before,
        "in" | "at"
            | "near"
            | "from"
            | "outside"
            | "around"
            | "to"
            | "into"
            | "across"
            | "of"
            | "on"
            | "between"
            | "through"
            | "city"
            | "town"
            | "village"
    ) || after
}

fn is_upper(word: &str) -> bool {
    word.chars().all(|c| !c.is_lowercase())
}
