//! Towns that stand for their clubs: "he played for Coburg", "a 2-1 win over Coburg", "the Coburg midfielder".

use rustc_hash::FxHashMap;

use super::Found;
use super::classify::Evidence;
use crate::ingest::news::segment::{Sentence, TokenKind, TokenText, fold};

/// Makes a team of each town the article speaks of as one, unless it also speaks of what is there.
pub(in crate::ingest::news) fn settle_sides<'t>(text: &TokenText<'t>, sentences: &[Sentence], found: &mut [Found<'t>]) {
    let mut sides: FxHashMap<String, bool> = FxHashMap::default();
    let mut last = None;
    for finding in found.iter().filter(|finding| is_town(finding)) {
        // "Coburg and North Melbourne"
        let before = finding.tokens.start.checked_sub(1);
        let joint = before.map_or("", |before| text.word(before));
        let listed =
            finding.kind != "Region" && last.is_some() && last == before && matches!(joint, "and" | "or" | ",");
        if listed || is_side(text, finding, &sentences[finding.sentence]) {
            sides.insert(fold(text.of(finding.tokens.clone())).into_owned(), true);
            last = Some(finding.tokens.end);
        }
    }
    if sides.is_empty() {
        return;
    }
    for finding in found.iter().filter(|finding| is_town(finding) && is_located(text, finding)) {
        if let Some(side) = sides.get_mut(fold(text.of(finding.tokens.clone())).as_ref()) {
            *side = false;
        }
    }
    for finding in found.iter_mut().filter(|finding| is_town(finding)) {
        if sides.get(fold(text.of(finding.tokens.clone())).as_ref()) == Some(&true) {
            finding.name = text.of(finding.tokens.clone()).into();
            finding.kind = "Team".into();
            (finding.position, finding.country) = (None, None);
            finding.evidence = Evidence::Word;
        }
    }
}

fn is_town(finding: &Found<'_>) -> bool {
    let known = finding.evidence >= Evidence::Word && !finding.demonym && !finding.own && finding.part_of.is_none();
    known && matches!(finding.kind.as_ref(), "City" | "District" | "Region")
}

/// Whether something is said to be there: "in Coburg", "Coburg, Victoria".
fn is_located(text: &TokenText<'_>, finding: &Found<'_>) -> bool {
    let before = finding.tokens.start.checked_sub(1).map_or("", |before| text.word(before));
    let land = text.raw(finding.tokens.end) == "," && text.is_capitalised(finding.tokens.end + 1);
    land || matches!(before, "in" | "near" | "outside" | "around" | "into" | "across" | "through")
}

fn is_side(text: &TokenText<'_>, finding: &Found<'_>, sentence: &Sentence) -> bool {
    let (start, end) = (finding.tokens.start, finding.tokens.end);
    let inside = |index: usize| index >= sentence.first_token && index < sentence.end_token;
    let word = |index: Option<usize>| index.filter(|&index| inside(index)).map_or("", |index| text.word(index));
    let (before, second) = (word(start.checked_sub(1)), word(start.checked_sub(2)));
    let for_whom = matches!(before, "for" | "with" | "against") && is_play(second);
    let of_whom = before == "of" && matches!(second, "coach" | "captain" | "skipper");
    let whom = matches!(before, "coached" | "captained" | "coaching" | "captaining");
    let winner = is_victory(word(Some(end))) && (end + 1..end + 6).any(|at| is_score(text, at, sentence.end_token));
    let scored = winner || is_score(text, end, sentence.end_token);
    // A region stands for its side where a score says so.
    scored
        || finding.kind != "Region"
            && (for_whom || of_whom || whom || is_player(word(Some(end))) && !text.is_capitalised(end))
}

/// What is done for a side, or against one.
fn is_play(word: &str) -> bool {
    matches!(
        word,
        "played"
            | "plays"
            | "play"
            | "playing"
            | "signed"
            | "signs"
            | "debuted"
            | "debut"
            | "games"
            | "matches"
            | "goals"
            | "appearances"
            | "caps"
            | "scored"
    )
}

fn is_victory(word: &str) -> bool {
    matches!(word, "beat" | "beats" | "defeated" | "thrashed" | "edged" | "hammered" | "drew" | "lost")
}

fn is_player(word: &str) -> bool {
    matches!(
        word,
        "midfielder"
            | "striker"
            | "goalkeeper"
            | "winger"
            | "fullback"
            | "quarterback"
            | "linebacker"
            | "shortstop"
            | "pitcher"
            | "outfielder"
            | "batsman"
            | "bowler"
            | "skipper"
            | "player"
            | "players"
    )
}

/// "losing to Coburg 63-7"
fn is_score(text: &TokenText<'_>, at: usize, limit: usize) -> bool {
    let points = |index: usize| text.kind(index) == TokenKind::Number && text.raw(index).len() <= 3;
    at + 2 < limit && points(at) && text.kind(at + 1) == TokenKind::Hyphen && points(at + 2)
}
