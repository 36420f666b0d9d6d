//! What is seen of a sentence to tell its root.
//!
//! ```text
//! Norvia threatened to expel two diplomats.
//! main:threaten  pair:threaten to  near:threaten diplomat  begin:thre      its words
//! head_manner:threaten done  chain:threaten expel  object:expel diplomat    its verbs and what they govern
//! verb_class:expel  class_object:expel diplomats  noun_class:diplomats      words that do alike
//! trigger:Deportation  modality:COERCE planned                              what the lexicon knows
//! op_sign:threaten against  core_class:expel                                its spine
//! ```
//! Names are left out: who they are says nothing about the act. What a subordinate clause tells counts apart from what the
//! main clause does.

use std::ops::Range;

use super::super::candidate::Candidate;
use super::super::scene::{Scene, Verb};
use super::class::{noun_class, verb_class};
use super::part::Part;
use super::spine::{manner, spine};
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::Tag;
use crate::ingest::news::words::verb_forms;

/// Takes a feature: its template and one or two words.
pub(in crate::ingest::news) type Sink<'s> = dyn FnMut(&str, &str, &str) + 's;

/// Gives every feature of a sentence to `sink`: of its main part, and the verb there that tells the act.
pub(super) fn features(
    scene: &Scene<'_>,
    part: &Part,
    head: Option<&Verb<'_>>,
    candidates: &[Candidate],
    sink: &mut Sink<'_>,
) {
    words(scene, part, sink);
    verbs(scene, head, part, sink);
    classes(scene, head, part, sink);
    triggers(scene, head, part, candidates, sink);
    if let Some(head) = head {
        spine(scene, head, part, sink);
    }
}

/// The candidate that tells the main act: at the head verb, as its object, or the first of the main part.
pub(super) fn main_act(part: &Part, head: &Verb<'_>, candidates: &[Candidate]) -> Option<usize> {
    let object = head.object.clone().unwrap_or_default();
    let at_head = candidates.iter().position(|candidate| candidate.chunk == head.chunk);
    at_head
        .or_else(|| candidates.iter().position(|candidate| object.contains(&candidate.chunk)))
        .or_else(|| candidates.iter().position(|candidate| part.contains(candidate.trigger.start)))
}

/// Single words, and pairs of neighbours; pairs of words that mean something and stand near each other; how words begin,
/// since "refuse" and "refusal" do alike.
fn words(scene: &Scene<'_>, part: &Part, sink: &mut Sink<'_>) {
    let tokens = scene.reading.sentences[scene.sentence].tokens();
    let mut before = "^";
    let mut near = [""; NEAR];
    for index in tokens {
        let Some(word) = seen(scene, index) else { continue };
        let inside = part.contains(index);
        if !matches!(word, "N" | "#") {
            sink(if inside { "main" } else { "aside" }, word, "");
        }
        if inside {
            sink("pair", before, word);
        }
        if inside && means(scene.reading.tags[index]) {
            let apart = near.iter().filter(|other| !other.is_empty() && **other != before);
            apart.for_each(|other| sink("near", other, word));
            near.rotate_right(1);
            near[0] = word;
            if let Some(beginning) = word.get(..4).filter(|_| word.len() > 4) {
                sink("begin", beginning, "");
            }
        }
        before = word;
    }
}

/// How many words that mean something stand near each other.
const NEAR: usize = 3;

/// Whether a word of this class means something of its own.
const fn means(tag: Tag) -> bool {
    matches!(tag, Tag::Noun | Tag::Adjective) || tag.is_verb()
}

/// A token as the model sees it: its stem, `N` for a name, `#` for a number; nothing for marks and times.
pub(super) fn seen<'t>(scene: &Scene<'t>, index: usize) -> Option<&'t str> {
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
fn verbs(scene: &Scene<'_>, head: Option<&Verb<'_>>, part: &Part, sink: &mut Sink<'_>) {
    for verb in scene.verbs.iter().filter(|verb| part.contains(verb.group.main)) {
        let lemma = scene.lemma(verb);
        sink("verb", lemma, "");
        if let Some(object) = &verb.object {
            let noun = phrase_head(scene, object);
            sink("object", lemma, noun);
        }
    }
    let Some(head) = head else { return };
    let lemma = scene.lemma(head);
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

pub(super) fn phrase_head<'t>(scene: &Scene<'t>, phrases: &Range<usize>) -> &'t str {
    seen(scene, scene.clause.chunks[phrases.end - 1].head()).unwrap_or("")
}

/// The classes of the verbs and of what stands around them.
fn classes(scene: &Scene<'_>, head: Option<&Verb<'_>>, part: &Part, sink: &mut Sink<'_>) {
    for verb in scene.verbs.iter().filter(|verb| part.contains(verb.group.main)) {
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
    let tokens = scene.reading.sentences[scene.sentence].tokens();
    let nouns = tokens.filter(|&index| part.contains(index)).filter_map(|index| noun_class(seen(scene, index)?));
    nouns.for_each(|class| sink("noun_class", class, ""));
    let Some(head) = head else { return };
    let class = class_of(scene, head).unwrap_or("-");
    let subject = head.subject.as_ref().and_then(|subject| noun_class(phrase_head(scene, subject)));
    sink("class_subject", class, subject.unwrap_or("-"));
}

fn class_of(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<&'static str> {
    verb_class(scene.lemma(verb), scene.reading.text.word(verb.group.main + 1))
}

/// The first verb behind the main one that hangs on it.
fn next<'s, 'a>(scene: &'s Scene<'a>, head: &Verb<'_>) -> Option<&'s Verb<'a>> {
    scene.verbs.iter().find(|verb| verb.chunk > head.chunk && !verb.group.tense.is_finite())
}

/// The roots the lexicon knows for the triggers, and how the head verb tells them.
fn triggers(scene: &Scene<'_>, head: Option<&Verb<'_>>, part: &Part, candidates: &[Candidate], sink: &mut Sink<'_>) {
    let manner = head.map_or("", manner);
    for candidate in candidates {
        let root = scene.reading.ontology.event_type(&candidate.kind).and_then(|kind| kind.plover.as_deref());
        let root = root.unwrap_or("NONE");
        sink("trigger", &candidate.kind, "");
        sink("root", root, "");
        sink("modality", root, modality(candidate));
        if part.contains(candidate.trigger.start) {
            sink("main_root", root, "");
        }
        if head.is_some_and(|head| head.chunk == candidate.chunk) {
            sink("head_root", root, manner);
        }
    }
    if candidates.is_empty() {
        sink("no_trigger", "none", "");
    }
}

const fn modality(candidate: &Candidate) -> &'static str {
    if candidate.unreal { "unreal" } else { candidate.modality.name() }
}
