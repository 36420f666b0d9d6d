//! What words tell that tell no event: somebody's deeds, with who and to whom.
//!
//! Verbs tell them, and nouns that are made of verbs: "the replacement of the bridge".
//!
//! A graph of events would drown in "said", "wants" and "moved". Whoever compares annals with annotated texts, or looks for
//! what was passed over, wants to see that the verb was read, and what was taken for its two sides.

use std::sync::LazyLock;

use super::date::{self, Story};
use super::role::{happens_to, is_measure, span};
use super::scene::{Scene, Verb};
use super::trigger::Trigger;
use crate::ingest::news::extraction::{Aside, Why};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::syntax::{ChunkKind, Tag, Tense};
use crate::ingest::news::words::is_base_verb;
use crate::ontology::WordMap;

/// The deeds of a sentence whose verbs are none of the triggers `told`, in order.
pub(super) fn deeds(scene: &Scene<'_>, story: Story, told: &[Trigger<'_>], into: &mut Vec<Aside>) {
    let is_told = |verb: &Verb<'_>| told.iter().any(|trigger| trigger.chunk == verb.chunk);
    let deeds = scene.verbs.iter().filter(|verb| !is_told(verb) && is_deed(scene, verb));
    into.extend(deeds.map(|verb| aside(scene, story, verb)));
    let nouns = (0..scene.clause.chunks.len()).filter(|&chunk| is_nominal(scene, chunk));
    let untold = nouns.filter(|&chunk| told.iter().all(|trigger| trigger.chunk != chunk));
    into.extend(untold.map(|chunk| nominal(scene, chunk)));
}

/// Not what only holds ("is", "has"), nor a word that stands alone as a heading does.
fn is_deed(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let holds = matches!(scene.lemma(verb), "be" | "have" | "do" | "seem" | "remain" | "include" | "contain" | "mean");
    let told = verb.subject.is_some() || verb.object.is_some() || verb.group.tense.is_finite();
    !verb.group.auxiliary && !holds && told && !describes(scene, verb)
}

/// "following the talks", "based in Oslo": no deed, but words that join.
fn describes(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let word = scene.verb_word(verb);
    matches!(
        word,
        "following" | "including" | "regarding" | "concerning" | "according" | "based" | "given" | "compared"
    ) && !verb.group.tense.is_finite()
}

/// Whether the head of a phrase is a noun made of a verb, and no name.
fn is_nominal(scene: &Scene<'_>, chunk: usize) -> bool {
    let phrase = &scene.clause.chunks[chunk];
    let head = phrase.head();
    phrase.is_noun_phrase()
        && scene.reading.tags[head] == Tag::Noun
        && (is_happening(scene.reading.text.word(head)) || is_made_of_verb(scene.reading.text.word(head)))
        && scene.reading.entity_at(&phrase.tokens, head).is_none()
}

/// Nouns of what happens, of no type of their own.
fn is_happening(noun: &str) -> bool {
    HAPPENINGS.contains(noun) || noun.strip_suffix('s').is_some_and(|one| HAPPENINGS.contains(one))
}

/// The head of every phrase is asked for, so they are hashed.
static HAPPENINGS: LazyLock<WordMap<()>> = LazyLock::new(|| {
    let mut happenings = WordMap::default();
    "event incident crisis crises dispute row feud standoff scandal controversy debate loss losses gain cut drop rise \
     fall slide slip surge boost boom slump rally hike downturn recession growth increase decrease decline sell-off \
     rebound order bid production project work move plan effort attempt action task change shift delay failure success \
     breakthrough setback glitch breakdown problem fear worry worries concern hope demand shortage tension pressure \
     struggle fight clash search review talk trip tour use flow spread rescue"
        .split_whitespace()
        .for_each(|noun| *happenings.entry(noun) = ());
    happenings
});

/// "replacement", "extensions", "arrival": the word without its ending is a verb.
fn is_made_of_verb(noun: &str) -> bool {
    const BODIES: [&str; 8] = [
        "government",
        "department",
        "apartment",
        "institution",
        "organization",
        "organisation",
        "equipment",
        "document",
    ];
    let noun = noun.strip_suffix('s').unwrap_or(noun);
    let endings =
        [("ment", ["", "e"]), ("ation", ["ate", "e"]), ("ion", ["", "e"]), ("al", ["", "e"]), ("ance", ["", "e"])];
    let stem = endings.into_iter().find_map(|(ending, rests)| Some((noun.strip_suffix(ending)?, rests)));
    stem.is_some_and(|(stem, rests)| {
        stem.len() > 3 && !BODIES.contains(&noun) && rests.iter().any(|rest| is_base_verb(&format!("{stem}{rest}")))
    })
}

/// "its losses", "Example's losses": whose they are.
fn owner(scene: &Scene<'_>, chunk: usize) -> Option<TextSpan> {
    let phrase = &scene.clause.chunks[chunk].tokens;
    let first = scene.reading.text.tokens[phrase.start].span;
    if scene.reading.tags[phrase.start] == Tag::Owner {
        return Some(first);
    }
    let mark = phrase.clone().find(|&token| scene.reading.tags[token] == Tag::PossessiveMark)?;
    (mark > phrase.start).then(|| first.to(scene.reading.text.tokens[mark - 1].span))
}

fn nominal(scene: &Scene<'_>, chunk: usize) -> Aside {
    let parts = scene.clause.complements(chunk + 1);
    let behind = |word: &str| {
        let part = parts.iter().find(|part| scene.clause.word(part.preposition) == word);
        part.filter(|part| !scene.clause.chunks[part.phrases.start].is_time()).map(|part| span(scene, &part.phrases))
    };
    Aside {
        span: scene.reading.text.tokens[scene.clause.chunks[chunk].head()].span,
        sentence: scene.sentence,
        kind: None,
        source: behind("by").or_else(|| owner(scene, chunk)),
        target: behind("of"),
        date: date::of_noun(scene, chunk),
        why: Why::Untyped,
    }
}

fn aside(scene: &Scene<'_>, story: Story, verb: &Verb<'_>) -> Aside {
    let by = || {
        let parts = scene.complements(verb).into_iter();
        parts.into_iter().find(|part| scene.clause.word(part.preposition) == "by").map(|part| part.phrases)
    };
    let passive = verb.group.passive || verb.group.tense == Tense::Participle;
    let subject = verb.subject.clone().filter(|_| !scene.is_controlled(verb));
    let (source, target) = match &verb.object {
        _ if passive => (by(), subject),
        None if happens_to(scene, verb) => (None, subject),
        Some(object) if is_measure(scene, object) && happens_to(scene, verb) => (None, subject),
        object => (subject, object.clone()),
    };
    let words = |phrases: &std::ops::Range<usize>| {
        let noun = scene.clause.chunks[phrases.clone()].iter().any(|chunk| chunk.kind == ChunkKind::NounPhrase);
        noun.then(|| span(scene, phrases))
    };
    Aside {
        span: scene.reading.text.tokens[verb.group.main].span,
        sentence: scene.sentence,
        kind: None,
        source: source.as_ref().and_then(words),
        target: target.as_ref().and_then(words),
        date: date::of_deed(scene, story, verb),
        why: Why::Untyped,
    }
}
