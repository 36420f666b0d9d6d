//! What is seen of a sentence to tell its root.
//!
//! ```text
//! Norvia threatened to expel two diplomats.
//! head:threaten  future  chain:threaten expel  object:expel diplomat  verb:expel  trigger:Deportation
//! under:threaten COERCE  word:threaten  pair:threaten to …
//! ```
//! Names are left out: who they are says nothing about the act. What a subordinate clause tells counts apart from what the
//! main clause does.

use std::ops::Range;

use super::super::candidate::Candidate;
use super::super::scene::{Scene, Verb};
use super::super::stance;
use super::class::{noun_class, verb_class};
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::{ChunkKind, Tag, Tense};
use crate::ingest::news::words::verb_forms;

/// Takes a feature: its template and one or two words.
pub(in crate::ingest::news) type Sink<'s> = dyn FnMut(&str, &str, &str) + 's;

/// Gives every feature of a sentence to `sink`.
pub(in crate::ingest::news) fn features(scene: &Scene<'_>, candidates: &[Candidate], sink: &mut Sink<'_>) {
    let head = head(scene);
    let main = main_part(scene);
    words(scene, &main, sink);
    verbs(scene, head, &main, sink);
    classes(scene, head, &main, sink);
    triggers(scene, head, &main, candidates, sink);
}

/// The verb that tells the main act: the first that carries a clause; behind a verb of saying the one that is said; behind
/// "is ready", "are about" the one that is to come.
pub(super) fn head<'s, 'a>(scene: &'s Scene<'a>) -> Option<&'s Verb<'a>> {
    let first = scene.verbs.iter().find(|verb| verb.group.tense.is_finite());
    let bound = first.filter(|verb| verb.group.auxiliary).and_then(|copula| bound_by(scene, copula));
    if bound.is_some() {
        return bound;
    }
    let first = scene.verbs.iter().find(|verb| verb.group.tense.is_finite() && !verb.group.auxiliary);
    let first = first.or_else(|| scene.verbs.iter().find(|verb| !verb.group.auxiliary))?;
    let said = stance::clause_said(scene, first).filter(|_| is_speech(scene.lemma(first)));
    let inner = said.and_then(|tokens| {
        let inside = |verb: &&Verb<'_>| tokens.contains(&verb.group.main) && verb.group.tense.is_finite();
        scene.verbs.iter().find(inside)
    });
    Some(inner.unwrap_or(first))
}

/// The infinitive behind a copula, if no other clause begins before it.
fn bound_by<'s, 'a>(scene: &'s Scene<'a>, copula: &Verb<'_>) -> Option<&'s Verb<'a>> {
    let next = scene.verbs.iter().find(|verb| verb.chunk > copula.chunk)?;
    (next.group.tense == Tense::Infinitive).then_some(next)
}

/// The candidate that tells the main act: at the head verb, as its object, or the first of the main part.
pub(super) fn main_act(scene: &Scene<'_>, candidates: &[Candidate]) -> Option<usize> {
    let head = head(scene)?;
    let object = head.object.clone().unwrap_or_default();
    let main = main_part(scene);
    let at_head = candidates.iter().position(|candidate| candidate.chunk == head.chunk);
    at_head
        .or_else(|| candidates.iter().position(|candidate| object.contains(&candidate.chunk)))
        .or_else(|| candidates.iter().position(|candidate| main.contains(&candidate.trigger.start)))
}

fn is_speech(lemma: &str) -> bool {
    matches!(lemma, "say" | "tell" | "report" | "announce" | "state" | "add" | "confirm" | "indicate" | "note")
}

/// Single words, and pairs of neighbours.
fn words(scene: &Scene<'_>, main: &Range<usize>, sink: &mut Sink<'_>) {
    let tokens = scene.reading.sentences[scene.sentence].tokens();
    let mut before = "^";
    for index in tokens {
        let Some(word) = seen(scene, index) else { continue };
        if !matches!(word, "N" | "#") {
            sink(if main.contains(&index) { "main" } else { "aside" }, word, "");
        }
        if main.contains(&index) {
            sink("pair", before, word);
        }
        before = word;
    }
}

/// The tokens up to where a subordinate clause of time or reason, a clause about a noun, or "he said" begins.
fn main_part(scene: &Scene<'_>) -> Range<usize> {
    let tokens = scene.reading.sentences[scene.sentence].tokens();
    let aside = (3..scene.clause.chunks.len()).find(|&chunk| opens_aside(scene, chunk) || is_attribution(scene, chunk));
    tokens.start..aside.map_or(tokens.end, |chunk| scene.clause.chunks[chunk].tokens.start)
}

fn opens_aside(scene: &Scene<'_>, chunk: usize) -> bool {
    let word = scene.clause.word(chunk);
    match scene.clause.chunks[chunk].kind {
        ChunkKind::Relative => true,
        ChunkKind::Subordinator => word != "that",
        ChunkKind::Preposition => {
            matches!(word, "after" | "before" | "following" | "since" | "amid" | "because" | "despite" | "during")
        }
        _ => false,
    }
}

/// ", police said Friday": a comma, and then somebody who says what stood before it.
fn is_attribution(scene: &Scene<'_>, chunk: usize) -> bool {
    let says = |verb: &Verb<'_>| {
        let begins = verb.subject.as_ref().is_some_and(|subject| subject.start == chunk + 1);
        begins && is_speech(scene.lemma(verb)) && stance::clause_said(scene, verb).is_none()
    };
    scene.clause.chunks[chunk].kind == ChunkKind::Comma && scene.verbs.iter().any(says)
}

/// A token as the model sees it: its stem, `N` for a name, `#` for a number; nothing for marks and times.
fn seen<'t>(scene: &Scene<'t>, index: usize) -> Option<&'t str> {
    let reading = scene.reading;
    match (reading.text.kind(index), reading.tags[index]) {
        (_, Tag::Time | Tag::Determiner) => None,
        (TokenKind::Number, _) | (_, Tag::Number) => Some("#"),
        (TokenKind::Word, Tag::Name) => Some("N"),
        (TokenKind::Word, _) => {
            let word = reading.text.word(index);
            Some(reading.text.verb_forms(index).map_or_else(|| stem_of_noun(word), |forms| forms.lemma))
        }
        _ => None,
    }
}

/// The base form of a verb; a noun without the mark of its plural.
pub(super) fn stem(word: &str) -> &str {
    verb_forms(word).map_or_else(|| stem_of_noun(word), |forms| forms.lemma)
}

fn stem_of_noun(word: &str) -> &str {
    let ending = ["ies", "y"].into_iter().find(|ending| word.len() > ending.len() + 3 && word.ends_with(ending));
    match ending {
        Some(ending) => &word[..word.len() - ending.len()],
        None if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") => &word[..word.len() - 1],
        None => word,
    }
}

/// The verbs with what they are done to and what they lead to.
fn verbs(scene: &Scene<'_>, head: Option<&Verb<'_>>, main: &Range<usize>, sink: &mut Sink<'_>) {
    for verb in scene.verbs.iter().filter(|verb| main.contains(&verb.group.main)) {
        let lemma = scene.lemma(verb);
        sink("verb", lemma, "");
        if let Some(object) = &verb.object {
            let noun = phrase_head(scene, object);
            sink("object", lemma, noun);
            sink("done_to", noun, "");
        }
        for part in scene.complements(verb).iter().take(2) {
            sink("leads", lemma, scene.clause.word(part.preposition));
        }
    }
    let Some(head) = head else { return };
    let lemma = scene.lemma(head);
    sink("head", lemma, "");
    sink("manner", manner(head), "");
    sink("head_manner", lemma, manner(head));
    if let Some(subject) = &head.subject {
        sink("subject", phrase_head(scene, subject), "");
    }
    if let Some(next) = next(scene, head) {
        sink("chain", lemma, scene.lemma(next));
        sink("next", scene.lemma(next), "");
    }
}

fn phrase_head<'t>(scene: &Scene<'t>, phrases: &Range<usize>) -> &'t str {
    seen(scene, scene.clause.chunks[phrases.end - 1].head()).unwrap_or("")
}

/// Whether the act is done, to come, hanging on another, or not done.
fn manner(verb: &Verb<'_>) -> &'static str {
    match verb.group {
        group if group.negated => "not",
        group if group.tense == Tense::Infinitive => "bound",
        group if group.tense == Tense::Future || group.modal.is_some() => "future",
        group if group.passive => "passive",
        _ => "done",
    }
}

/// The classes of the verbs and of what stands around them.
fn classes(scene: &Scene<'_>, head: Option<&Verb<'_>>, main: &Range<usize>, sink: &mut Sink<'_>) {
    for verb in scene.verbs.iter().filter(|verb| main.contains(&verb.group.main)) {
        let Some(class) = class_of(scene, verb) else { continue };
        sink("verb_class", class, "");
        sink("verb_class_manner", class, manner(verb));
        let object = verb.object.as_ref().and_then(|object| noun_class(phrase_head(scene, object)));
        sink("class_object", class, object.unwrap_or("-"));
        for part in scene.complements(verb).iter().take(2) {
            if let Some(noun) = noun_class(phrase_head(scene, &part.phrases)) {
                sink("class_leads", class, noun);
            }
        }
    }
    let nouns = main.clone().filter_map(|index| noun_class(seen(scene, index)?));
    nouns.for_each(|class| sink("noun_class", class, ""));
    let Some(head) = head else { return };
    let class = class_of(scene, head).unwrap_or("-");
    sink("head_class", class, manner(head));
    let subject = head.subject.as_ref().and_then(|subject| noun_class(phrase_head(scene, subject)));
    sink("class_subject", class, subject.unwrap_or("-"));
    if let Some(next) = next(scene, head) {
        let next_class = class_of(scene, next).unwrap_or("-");
        sink("class_chain", class, next_class);
        let object = next.object.as_ref().and_then(|object| noun_class(phrase_head(scene, object)));
        sink("class_chain_object", class, object.unwrap_or("-"));
    }
}

fn class_of(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<&'static str> {
    verb_class(scene.lemma(verb), scene.reading.text.word(verb.group.main + 1))
}

/// The first verb behind the main one that hangs on it.
fn next<'s, 'a>(scene: &'s Scene<'a>, head: &Verb<'_>) -> Option<&'s Verb<'a>> {
    scene.verbs.iter().find(|verb| verb.chunk > head.chunk && !verb.group.tense.is_finite())
}

/// The roots the lexicon knows for the triggers, alone and under the head verb.
fn triggers(
    scene: &Scene<'_>,
    head: Option<&Verb<'_>>,
    main: &Range<usize>,
    candidates: &[Candidate],
    sink: &mut Sink<'_>,
) {
    let lemma = head.map_or("", |head| scene.lemma(head));
    let manner = head.map_or("", manner);
    for (number, candidate) in candidates.iter().enumerate() {
        let root = scene.reading.ontology.event_type(&candidate.kind).and_then(|kind| kind.plover.as_deref());
        let root = root.unwrap_or("NONE");
        sink("trigger", &candidate.kind, "");
        sink("root", root, "");
        sink("modality", root, modality(candidate));
        if main.contains(&candidate.trigger.start) {
            sink("main_root", root, "");
        }
        if number == 0 {
            sink("first_root", root, "");
        }
        if head.is_some_and(|head| head.chunk == candidate.chunk) {
            sink("head_root", root, manner);
        } else {
            sink("under", lemma, root);
        }
    }
    if candidates.is_empty() {
        sink("no_trigger", "none", "");
    }
}

const fn modality(candidate: &Candidate) -> &'static str {
    if candidate.unreal { "unreal" } else { candidate.modality.name() }
}
