//! What of a run of capitalised words belongs together.

use std::ops::Range;

use super::known::Known;
use super::model::kind_of_model;
use super::name_words::{
    is_common_word, is_given_name, is_office, is_surname_too, is_title, is_title_modifier, kind_before_of,
    kind_of_keyword, names_occasion, names_storm,
};
use super::run::{look_up, names_newspaper};
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ontology::Gazetteer;

/// A part of a run of capitalised words that names one thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamePart {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What the gazetteer says of it.
    pub(super) known: Option<Known>,
    /// Whether a title stands in front of it: `Prime Minister`.
    pub(super) has_title: bool,
}

/// The things a run names: "Ukrainian President Volodymyr Zelenskyy" is a country, and a person with a title.
pub(super) fn parts(text: &TokenText<'_>, run: Range<usize>) -> Vec<NamePart> {
    if is_quoted_title(text, &run) {
        return vec![NamePart { tokens: run, known: None, has_title: false }];
    }
    let mut parts: Vec<NamePart> = Vec::new();
    let mut at = run.start;
    while at < run.end {
        if let Some(storm) = storm(text, at..run.end) {
            at = storm.end;
            parts.push(NamePart { tokens: storm, known: None, has_title: false });
            continue;
        }
        let known = look_up(text, at, run.end);
        let whole = body(text, at..run.end, known.as_ref())
            .or_else(|| institution(text, at..run.end, known.as_ref()))
            .or_else(|| names_newspaper(text, &(at..run.end)).then_some(at..run.end))
            .or_else(|| kind_of_model(text, &(at..run.end)).map(|_| at..run.end));
        if let Some(whole) = whole.filter(|_| known.as_ref().is_none_or(|known| !known.own)) {
            parts.push(NamePart { tokens: whole.clone(), known: None, has_title: false });
            at = whole.end;
        } else if let Some(known) = known.filter(|known| stands_alone(text, at, known, &run)) {
            let end = at + known.length;
            let end = end + usize::from(end < run.end && text.raw(end) == ".");
            parts.push(NamePart { tokens: at..end, known: Some(known), has_title: false });
            at = end;
        } else {
            let part = titled(text, at..run.end);
            at = part.tokens.end;
            parts.push(part);
        }
        at = (at..run.end)
            .find(|&index| matches!(text.kind(index), TokenKind::Word | TokenKind::Number))
            .unwrap_or(run.end);
    }
    parts
}

/// "Hurricane Helena", "Tropical Storm Alberto"
fn storm(text: &TokenText<'_>, rest: Range<usize>) -> Option<Range<usize>> {
    let sort = rest.start + usize::from(text.word(rest.start) == "tropical");
    let named = sort + 1 < rest.end && text.kind(sort + 1) == TokenKind::Word && names_storm(text.word(sort));
    named.then_some(rest.start..sort + 2)
}

/// A work: "A Beautiful Day" in quotation marks, every word of weight with a capital.
fn is_quoted_title(text: &TokenText<'_>, run: &Range<usize>) -> bool {
    run.len() > 1
        && run.start > 0
        && text.kind(run.start - 1) == TokenKind::OpenQuote
        && text.kind(run.end) == TokenKind::CloseQuote
}

/// The whole rest of a run, if its last word tells a body: "National Cyber Security Centre".
///
/// An abbreviated country in front is the body's country, not a part of its name.
fn body(text: &TokenText<'_>, rest: Range<usize>, known: Option<&Known>) -> Option<Range<usize>> {
    let of = rest.clone().skip(1).find(|&index| matches!(text.word(index), "of" | "for" | "on" | "to"));
    let end = of.unwrap_or(rest.end).checked_sub(1)?;
    let head = if end > rest.start && text.raw(end) == "." { end - 1 } else { end };
    let told = match of {
        Some(_) => kind_before_of(text.word(head)).is_some(),
        None => {
            let numbered = text.kind(rest.start) == TokenKind::Number;
            let person = head > rest.start && is_given_name(text.word(head - 1)) && is_surname_too(text.word(head));
            !person && (kind_of_keyword(text.word(head)).is_some() || names_occasion(text.word(head)) || numbered)
        }
    };
    if !told {
        return None;
    }
    let long = rest.len() >= 2 && head > rest.start;
    let opened = of.is_some() && head == rest.start;
    let abbreviated = known.is_some_and(|known| known.length == 1) && text.is_upper(rest.start) && rest.len() > 2;
    // A quarter named after its university is not meant: "University of Texas".
    let quarter =
        |known: &Known| opened && known.kind == "City" && kind_before_of(text.word(head)) == Some("Organization");
    let whole_known = known.is_some_and(|known| known.length == rest.len() && !quarter(known));
    let named = (long || opened) && !abbreviated && !whole_known && !is_titled(text, &rest);
    named.then(|| rest.start..of.and_then(|of| office_behind(text, of + 2..rest.end)).unwrap_or(rest.end))
}

/// "Bank of Japan Governor Ada Hill": the office of somebody of the body ends its name.
fn office_behind(text: &TokenText<'_>, mut rest: Range<usize>) -> Option<usize> {
    let end = rest.end;
    rest.find(|&index| is_office(text.word(index)) && index + 1 < end && !is_office(text.word(end - 1)))
}

/// Whether a title opens it: of "General Motors Corporation" the first word is none.
fn is_titled(text: &TokenText<'_>, rest: &Range<usize>) -> bool {
    let first = text.word(rest.start);
    let in_company = || kind_of_keyword(text.word(rest.end - 1)) == Some("Company");
    is_title(first) && !(first == "general" && rest.len() > 2 && in_company())
}

/// "the American Scientific Affiliation": behind an article a people, a common word and more are one name, unless somebody is
/// titled in it.
fn institution(text: &TokenText<'_>, rest: Range<usize>, known: Option<&Known>) -> Option<Range<usize>> {
    let people = known.filter(|known| known.demonym)?;
    let next = rest.start + people.length;
    let titled = |index: usize| {
        is_title(text.word(index)) || is_title_modifier(text.word(index)) || is_given_name(text.word(index))
    };
    let plain = rest.clone().all(|index| text.kind(index) == TokenKind::Word);
    let article = rest.start > 0 && text.word(rest.start - 1) == "the";
    let named =
        article && plain && rest.end - next >= 2 && is_common_word(text.word(next)) && !(next..rest.end).any(titled);
    (named && look_up(text, rest.end - 1, rest.end).is_none()).then_some(rest)
}

/// Whether a known name is not merely the first word of a longer one: "Paris" in "Paris Hilton".
fn stands_alone(text: &TokenText<'_>, at: usize, known: &Known, run: &Range<usize>) -> bool {
    let end = at + known.length;
    let given = is_given_name(text.word(at)) && known.length == 1 && !known.demonym;
    let country = known.demonym || known.kind == "Country" && !given;
    let next = text.word(end);
    known.own
        || country
        || end >= run.end
        // "Ada Player", but "Victoria Premier Ada Hill"
        || is_title(next) && !(given && end + 1 == run.end)
        || is_title_modifier(next)
        || !matches!(text.kind(end), TokenKind::Word)
        || known.kind == "Company" && look_up(text, end, run.end).is_some_and(|next| next.kind == "Company")
}

/// A title and the name behind it, up to the next known country.
fn titled(text: &TokenText<'_>, rest: Range<usize>) -> NamePart {
    if let Some(name) = name_behind_office(text, &rest) {
        return NamePart { tokens: name..rest.end, known: None, has_title: true };
    }
    let mut name = rest.start;
    while name < rest.end
        && (is_title(text.word(name)) || is_title_modifier(text.word(name)) || is_title_joint(text, name, rest.start))
    {
        name += 1;
    }
    if name == rest.start
        && let Some(part) = title_inside(text, &rest)
    {
        return part;
    }
    // "Fisheries Minister": an unknown word may say of what.
    if name == rest.start && rest.len() > 2 && is_title(text.word(name + 1)) && !is_given_name(text.word(name)) {
        name += 2;
    }
    // "King County": the last word tells a place, so that the first is no title.
    let place = rest.len() - (name - rest.start) == 1 && kind_of_keyword(text.word(rest.end - 1)).is_some();
    let has_title = !place && (rest.start..name).any(|index| is_title(text.word(index)));
    let name = if has_title && name < rest.end { name } else { rest.start };
    // The person the user knows, behind a title: "President Ada Example".
    let own = look_up(text, name, rest.end).filter(|known| known.own);
    if let Some(own) = own {
        return NamePart { tokens: name..name + own.length, known: Some(own), has_title: name > rest.start };
    }
    let end = (name + 1..rest.end)
        .find(|&index| {
            text.kind(index) == TokenKind::Possessive && index + 1 < rest.end
                || look_up(text, index, rest.end)
                    .is_some_and(|known| known.own || known.demonym || known.kind == "Country" && index + 1 < rest.end)
        })
        .unwrap_or(rest.end);
    NamePart { tokens: name..end, known: None, has_title: name > rest.start }
}

/// "Secretary of State Ada Hill": a title of several words, of which the run has the last ones.
fn name_behind_office(text: &TokenText<'_>, rest: &Range<usize>) -> Option<usize> {
    let first =
        rest.start.checked_sub(2).filter(|&first| text.word(first + 1) == "of" && is_office(text.word(first)))?;
    let words: [&str; LONGEST_TITLE] = std::array::from_fn(|at| text.word(first + at));
    let (length, _) = Gazetteer::standard().longest_title(&words)?;
    let name = first + length;
    (length > 2 && name < rest.end && text.kind(name) == TokenKind::Word).then_some(name)
}

/// The most words of a title.
const LONGEST_TITLE: usize = 5;

/// "Motor Company CEO Alan Hill" is a body in front of a title; of "Advisory Director Eric Hill" only the person counts.
fn title_inside(text: &TokenText<'_>, rest: &Range<usize>) -> Option<NamePart> {
    let title =
        (rest.start + 1..rest.end).find(|&index| is_title(text.word(index)) || is_title_modifier(text.word(index)))?;
    let name = (title..rest.end).find(|&index| {
        !is_title(text.word(index)) && !is_title_modifier(text.word(index)) && !is_title_joint(text, index, rest.start)
    })?;
    let worded = is_title(text.word(name - 1)) && !matches!(text.word(name), "jr" | "sr" | "jr." | "sr.");
    let person = text.kind(name) == TokenKind::Word && worded && !is_given_name(text.word(rest.start));
    if !person {
        return None;
    }
    if kind_of_keyword(text.word(title - 1)).is_some() {
        return Some(NamePart { tokens: rest.start..title, known: None, has_title: false });
    }
    Some(NamePart { tokens: name..rest.end, known: None, has_title: true })
}

/// The hyphen in "vice-president".
fn is_title_joint(text: &TokenText<'_>, at: usize, start: usize) -> bool {
    at > start && (text.kind(at) == TokenKind::Hyphen || text.raw(at) == ".")
}
