//! Where a run of capitalised words ends: which marks and small words belong to a name.

use std::ops::Range;

use super::model::{is_model_hyphen, model_end};
use super::name_words::{
    is_bound_article, is_common_word, is_given_name, is_particle, is_title, kind_before_of, kind_of_keyword,
    names_occasion,
};
use super::run::look_up;
use super::signs::is_land;
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::syntax::Tag;

/// One past the last token of the run that starts at `start`; `tags` learns which small words are parts of it.
pub(super) fn run_end(text: &TokenText<'_>, start: usize, limit: usize, tags: &mut [Tag]) -> usize {
    let mut end = start + 1;
    while end < limit {
        let joined = match tags[end] {
            Tag::Name => end + 1,
            Tag::Hyphen if is_model_hyphen(text, end, limit) => end + 2,
            Tag::Hyphen if end + 1 < limit && is_joined_word(text, end, tags) => end + 2,
            _ if end + 2 < limit && binds_name(text, end, tags) => end + 3,
            _ if let Some(name) = name_behind_particles(text, end, limit, tags) => name + 1,
            Tag::Preposition if takes_name(text, start..end, end, limit, tags) => end + 1,
            // "Committee to Protect Journalists"
            Tag::To if end + 1 < limit && tags[end + 1] == Tag::Name && is_of_field(text, end - 1) => end + 2,
            Tag::Determiner
                if tags[end - 1] == Tag::Name
                    && matches!(text.word(end - 1), "of" | "for" | "on")
                    && tags.get(end + 1) == Some(&Tag::Name) =>
            {
                end + 1
            }
            Tag::OpenQuote if let Some(name) = name_behind_nickname(text, start, end, limit, tags) => name + 1,
            Tag::Comma if end + 1 < limit && tags[end + 1] == Tag::Name && is_legal_form(text.word(end + 1)) => end + 2,
            Tag::Number if let Some(model) = model_end(text, start..end, end, limit) => model,
            Tag::Mark if is_closing_stop(text, end, limit) => end + 1,
            Tag::Determiner if text.raw(end) == "A" && is_initial(text, end, limit, tags) => end + 3,
            Tag::Conjunction if joins_field(text, start..end, end, limit, tags) => end + 2,
            Tag::Mark if is_inner_mark(text, end, limit, tags) => end + 2,
            Tag::Pronoun if text.raw(end) == "I" && takes_numeral(text.word(end - 1)) => end + 1,
            // "People's Republic", "Sheriff's Office": a possessive inside a name of a body.
            Tag::PossessiveMark if continues_body(text, start, end + 1, limit, tags) => end + 1,
            Tag::PossessiveMark if is_of_name(text, start..end, end, limit, tags) => return mark_end(tags, end),
            _ => break,
        };
        tags[end..joined].fill(Tag::Name);
        end = joined;
    }
    end
}

/// "Bashar al-Assad"
pub(super) fn binds_name(text: &TokenText<'_>, article: usize, tags: &[Tag]) -> bool {
    is_bound_article(text.word(article))
        && text.raw(article + 1) == "-"
        && tags.get(article + 2) == Some(&Tag::Name)
        && text.is_glued(article + 2)
}

/// The name behind "van", "de la".
fn name_behind_particles(text: &TokenText<'_>, at: usize, limit: usize, tags: &[Tag]) -> Option<usize> {
    let name = (at..limit.min(at + 3)).find(|&index| !is_particle(text.word(index)))?;
    (name > at && tags[name] == Tag::Name).then_some(name)
}

/// The surname behind a nickname: "William \"Cowboy\" Cowley".
fn name_behind_nickname(text: &TokenText<'_>, start: usize, open: usize, limit: usize, tags: &[Tag]) -> Option<usize> {
    let close = (open + 2..limit.min(open + 5)).find(|&index| text.kind(index) == TokenKind::CloseQuote)?;
    let nickname = (open + 1..close).all(|index| text.is_capitalised(index));
    let surname = close + 1 < limit && tags[close + 1] == Tag::Name && text.kind(close + 1) == TokenKind::Word;
    let given = || is_given_name(text.word(start)) || open == start + 1 && look_up(text, start, open).is_none();
    (nickname && surname && given()).then_some(close + 1)
}

/// "World War I", "Charles I": nothing else stands in front of a numeral that is a pronoun elsewhere.
fn takes_numeral(word: &str) -> bool {
    names_occasion(word) || is_given_name(word)
}

/// The middle initial in "Richard A. Green", which is an article elsewhere.
fn is_initial(text: &TokenText<'_>, at: usize, limit: usize, tags: &[Tag]) -> bool {
    at + 2 < limit && text.raw(at + 1) == "." && text.is_glued(at + 1) && tags[at + 2] == Tag::Name
}

/// "Apple Inc. said": the full stop of an abbreviation at the end of a name, where the sentence goes on.
fn is_closing_stop(text: &TokenText<'_>, mark: usize, limit: usize) -> bool {
    let short = matches!(text.raw(mark - 1), "Inc" | "Corp" | "Co" | "Ltd" | "Bros" | "Jr" | "Sr");
    short && text.raw(mark) == "." && text.is_glued(mark) && mark + 1 < limit
}

/// "Department of Physics and Astronomy", "Food and Drug Administration": "and" between two fields of one body, or
/// between the two ends of one line.
fn joins_field(text: &TokenText<'_>, run: Range<usize>, and: usize, limit: usize, tags: &[Tag]) -> bool {
    let next = and + 1;
    if text.word(and) != "and" || next >= limit || tags[next] != Tag::Name {
        return false;
    }
    let end = (next..limit).find(|&index| tags[index] != Tag::Name).unwrap_or(limit);
    let plain = |index: usize| is_common_word(text.word(index)) && kind_of_keyword(text.word(index)).is_none();
    let before_head = end > next + 1 && kind_of_keyword(text.word(end - 1)).is_some();
    let behind_of = run
        .clone()
        .skip(1)
        .any(|index| matches!(text.word(index), "of" | "for" | "on") && has_fields(text.word(index - 1)));
    let line =
        matches!(text.word(end - 1), "railway" | "railroad") && run.start > 0 && text.word(run.start - 1) == "the";
    let unknown = || !is_given_name(text.word(next)) && look_up(text, next, end).is_none();
    line && end > next + 1
        || before_head && plain(run.end - 1) && plain(next)
        || behind_of && end == next + 1 && unknown()
}

/// Bodies that are named after what they deal with.
fn has_fields(word: &str) -> bool {
    matches!(
        word,
        "department"
            | "ministry"
            | "faculty"
            | "school"
            | "college"
            | "institute"
            | "office"
            | "bureau"
            | "committee"
            | "academy"
            | "museum"
            | "center"
            | "centre"
            | "council"
            | "division"
    )
}

/// A mark inside a name: `James W. Hoyt`, `Lt. Gen. Early`, `AT&T`.
fn is_inner_mark(text: &TokenText<'_>, mark: usize, limit: usize, tags: &[Tag]) -> bool {
    let named = mark + 1 < limit && tags[mark + 1] == Tag::Name && text.kind(mark + 1) == TokenKind::Word;
    let abbreviated = || {
        let before = text.raw(mark - 1);
        let shortened =
            matches!(before, "St" | "Ste" | "Ft" | "Mt" | "Jr") || before.len() <= 5 && is_title(text.word(mark - 1));
        text.is_glued(mark) && (before.chars().count() == 1 || shortened)
    };
    // "Ada Hill & Tom Penn" are two, "Hill & Penn" is a firm.
    let firm = text.raw(mark) == "&" && !is_given_name(text.word(mark + 1));
    named && (firm || text.raw(mark) == "." && abbreviated())
}

/// `Jong-un`, `Baden-Württemberg`: a hyphen before a small letter or another capital of the same word.
fn is_joined_word(text: &TokenText<'_>, hyphen: usize, tags: &[Tag]) -> bool {
    let small = !text.is_capitalised(hyphen + 1);
    let name = tags[hyphen + 1] == Tag::Name && !text.is_upper(hyphen + 1) && !text.is_upper(hyphen - 1);
    text.raw(hyphen) == "-" && (name || small && text.raw(hyphen + 1).len() <= 4 && tags[hyphen + 1] == Tag::Noun)
}

/// "Ministry of Defence", "Bank of the West": a body, then "of" or "for" and a name.
fn takes_name(text: &TokenText<'_>, run: Range<usize>, preposition: usize, limit: usize, tags: &[Tag]) -> bool {
    let head = if text.raw(run.end - 1) == "." && run.len() > 1 { run.end - 2 } else { run.end - 1 };
    let body = kind_before_of(text.word(head)).is_some();
    let name = |at: usize| at < limit && tags[at] == Tag::Name;
    let article = preposition + 2 < limit && text.word(preposition + 1) == "the" && name(preposition + 2);
    let field = || {
        name(preposition + 1)
            && is_common_word(text.word(preposition + 1))
            && kind_before_of(text.word(head)).is_some_and(|kind| matches!(kind, "Organization" | "Government"))
    };
    match text.word(preposition) {
        "of" => (body || is_nested(text, run.start..head)) && (name(preposition + 1) || article),
        "for" | "on" => {
            field() || article && is_common_word(text.word(preposition + 2)) && body && is_of_field(text, head)
        }
        _ => false,
    }
}

/// "Institute for the Study of War": what it is for may have an object of its own.
fn is_nested(text: &TokenText<'_>, run: Range<usize>) -> bool {
    let fields = |index: usize| matches!(text.word(index), "for" | "on") && is_of_field(text, index - 1);
    run.skip(1).any(fields)
}

/// Bodies that are for what they deal with: "Institute for the Study of War".
fn is_of_field(text: &TokenText<'_>, head: usize) -> bool {
    has_fields(text.word(head)) || matches!(text.word(head), "society" | "association" | "foundation" | "commission")
}

fn continues_body(text: &TokenText<'_>, start: usize, at: usize, limit: usize, tags: &[Tag]) -> bool {
    let end = (at..limit).find(|&index| tags[index] != Tag::Name).unwrap_or(limit);
    if end == at || end - at > 3 || text.word(at) == "government" {
        return false;
    }
    let owner = at.checked_sub(2).map_or("", |owner| text.word(owner));
    let Some(kind) = kind_of_keyword(text.word(end - 1)) else { return false };
    let saint = matches!(text.word(start), "st" | "saint");
    saint && matches!(kind, "Organization" | "Facility")
        || is_sort_of_people(owner) && kind != "City"
        || kind == "Government" && !is_land(owner)
        || is_legal_form(text.word(at))
}

/// "at Harwick's in town": nothing that could be owned follows, so that the mark belongs to the name of a shop.
fn is_of_name(text: &TokenText<'_>, run: Range<usize>, mark: usize, limit: usize, tags: &[Tag]) -> bool {
    let before = run.start.checked_sub(1).map_or("", |before| text.word(before));
    let after = if mark + 1 < limit { tags[mark + 1] } else { Tag::Mark };
    let ends = matches!(after, Tag::Mark | Tag::Comma | Tag::Conjunction | Tag::Preposition | Tag::Past | Tag::Modal);
    let place = matches!(before, "at" | "from" | "to" | "by" | "purchased" | "bought" | "," | "and" | "or");
    run.len() <= 2
        && text.raw(mark).len() > 1
        && place
        && ends
        && text.raw(mark + 1) != "("
        && look_up(text, run.start, run.end).is_none_or(|known| !known.demonym && known.position.is_none())
}

fn mark_end(tags: &mut [Tag], mark: usize) -> usize {
    tags[mark] = Tag::Name;
    mark + 1
}

/// Whose hospitals, colleges and unions are named after all of them: "Children's Hospital", "King's College".
fn is_sort_of_people(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "children"
            | "women"
            | "men"
            | "king"
            | "queen"
            | "workers"
            | "teachers"
            | "farmers"
            | "veterans"
            | "writers"
            | "students"
            | "girls"
            | "boys"
            | "ladies"
    )
}

/// "Harwick's Limited"
fn is_legal_form(word: &str) -> bool {
    matches!(word, "limited" | "ltd" | "inc" | "llc" | "llp" | "plc" | "corporation" | "corp")
}
