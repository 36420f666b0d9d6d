//! What the form of a name says of its kind, whatever stands beside it.

use super::Found;
use super::name_words::{is_bound_article, is_common_word, is_given_name, is_particle, is_surname};
use super::poll::{BODY, OTHER, PERSON, PLACE, Poll};
use super::signs::{has_ending, has_ending_of_body, is_land, is_of_place, is_people};
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::words::is_plural;

/// The votes of the name itself.
pub(super) fn by_form(text: &TokenText<'_>, finding: &Found<'_>) -> Poll {
    let mut poll = Poll::default();
    if is_bound(text, finding) {
        let last = text.word(finding.tokens.end - 1);
        poll.vote(PERSON, if is_surname(last) || is_given_name(last) { 3 } else { 1 });
    } else if finding.tokens.len() == 1 {
        single(&mut poll, text, finding)
    } else {
        several(&mut poll, text, finding)
    }
    poll
}

/// "al-Assad": one word with its article.
pub(super) fn is_bound(text: &TokenText<'_>, finding: &Found<'_>) -> bool {
    let start = finding.tokens.start;
    finding.tokens.len() == 3 && is_bound_article(text.word(start)) && text.raw(start + 1) == "-"
}

fn single(poll: &mut Poll, text: &TokenText<'_>, finding: &Found<'_>) {
    let (index, word) = (finding.tokens.start, text.word(finding.tokens.start));
    if text.raw(index).contains(|c: char| c.is_numeric()) {
        return poll.vote(OTHER, 4);
    }
    if is_people(word) || is_feast(word) {
        return poll.vote(OTHER, 6);
    }
    if text.is_upper(index) {
        return poll.vote(BODY, 4);
    }
    // "Halvard.com"
    if text.raw(index).contains('.') && text.raw(index).len() > 5 {
        return poll.vote(OTHER, 3);
    }
    if is_coined(text, index) {
        poll.vote(PERSON, -2);
    }
    if text.raw(index).chars().skip(1).any(char::is_uppercase) {
        poll.vote(BODY, 1);
        poll.vote(OTHER, 1);
    }
    if is_common_word(word) {
        poll.vote(PERSON, -2);
        poll.vote(PLACE, -3);
        poll.vote(OTHER, -2);
        return poll.vote(BODY, -1);
    }
    if is_given_name(word) {
        poll.vote(PERSON, 3);
    }
    if is_surname(word) {
        poll.vote(PERSON, 2);
    }
    if is_of_place(word) {
        poll.vote(PLACE, 2);
    }
    if has_ending_of_body(word) {
        poll.vote(BODY, 3);
    }
}

fn several(poll: &mut Poll, text: &TokenText<'_>, finding: &Found<'_>) {
    let tokens = finding.tokens.clone();
    let (first, last) = (text.word(tokens.start), text.word(tokens.end - 1));
    if text.kind(tokens.end - 1) == TokenKind::Possessive {
        return poll.vote(BODY, 5);
    }
    let common = tokens.clone().any(|index| is_common_word(text.word(index)) && !is_surname(text.word(index)));
    let plain = tokens.clone().all(|index| !text.is_upper(index) && text.kind(index) != TokenKind::Number);
    if plain {
        let of_particles = tokens.clone().any(|index| is_particle(text.word(index)) && !text.is_capitalised(index));
        several_plain(poll, (first, last), common, tokens.len(), of_particles);
    } else {
        poll.vote(BODY, 2);
    }
    match text.raw(tokens.start) {
        // "A Rush of Rain", "The Rainmakers": no person opens with an article.
        "A" | "An" => {
            poll.vote(PERSON, -4);
            poll.vote(OTHER, 3);
        }
        "The" => poll.vote(PERSON, -4),
        _ => {}
    }
    // "Roman Catholic", "Sunni Muslims"
    if tokens.clone().all(|index| is_people(text.word(index))) {
        poll.vote(OTHER, 6);
    }
    // "MacBook Air": companies seldom keep a capital inside when more follows.
    if is_coined(text, tokens.start) && !is_surname(last) {
        poll.vote(PERSON, -2);
        poll.vote(OTHER, 3);
    }
    if common {
        poll.vote(BODY, 1);
        poll.vote(OTHER, 1);
    }
    let model =
        |index: usize| text.kind(index) == TokenKind::Word && text.raw(index).contains(|c: char| c.is_numeric());
    if tokens.clone().any(model) {
        poll.vote(OTHER, 3);
    }
    if has_ending(last) && !is_surname(last) {
        poll.vote(PLACE, 2);
    }
    // "Ford Australia": what a body calls its house there.
    if is_land(last) {
        poll.vote(BODY, 3);
    }
}

/// Words without digits and in small letters: a person's name, unless its words are common or several.
fn several_plain(poll: &mut Poll, (first, last): (&str, &str), common: bool, length: usize, of_particles: bool) {
    let surname = is_surname(last);
    if !common && length <= if of_particles && (surname || is_given_name(first)) { 6 } else { 4 } {
        poll.vote(PERSON, if surname { 4 } else { 2 });
    }
    if is_given_name(first) {
        poll.vote(PERSON, if common && !surname { 2 } else { 3 });
    } else if is_plural(last) && !surname {
        // "Cascade Timberlands"
        poll.vote(PERSON, -2);
        poll.vote(BODY, 2);
    }
}

/// Feasts and prizes called by one word.
fn is_feast(word: &str) -> bool {
    matches!(
        word,
        "holocaust"
            | "thanksgiving"
            | "christmas"
            | "easter"
            | "ramadan"
            | "hanukkah"
            | "passover"
            | "diwali"
            | "brexit"
            | "oscar"
            | "oscars"
            | "grammy"
            | "grammys"
            | "emmy"
            | "emmys"
            | "nobel"
            | "olympics"
            | "paralympics"
    )
}

/// "MacBook", "PlayStation", but not "McDonald".
pub(super) fn is_coined(text: &TokenText<'_>, index: usize) -> bool {
    let raw = text.raw(index);
    let inner = raw.chars().skip(1).any(char::is_uppercase) && raw.chars().any(char::is_lowercase);
    let of_person = ["Mc", "Mac", "Le", "La", "De", "Di", "Van"].iter().any(|start| raw.starts_with(start));
    inner
        && (!of_person || raw.starts_with("Mac") && !is_given_name(text.word(index)) && !is_surname(text.word(index)))
        && !raw.contains(['\'', '’', '.'])
}
