//! What is seen of a sentence to tell its root.
//!
//! ```text
//! Norvia threatened to expel two diplomats.
//! main:threaten  pair:threaten to                                          its words
//! head_manner:threaten done  chain:threaten expel  object:expel diplomat    its verbs and what they govern
//! verb_class:expel  class_object:expel diplomats  noun_class:diplomats      words that do alike
//! trigger:Deportation  modality:COERCE planned                              what the lexicon knows
//! op_sign:threaten against  core_class:expel                                its spine
//! ```
//! Names are left out: who they are says nothing about the act. What a subordinate clause tells counts apart from what the
//! main clause does.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::candidate::Candidate;
use super::super::scene::{Scene, Verb};
use super::class::{Class, noun_class, verb_class};
use super::part::Part;
use super::spine::{manner, spine};
use super::term::{Template, Term};
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::Tag;

/// Takes a feature: its template and one or two words.
pub(in crate::ingest::news) trait Sink: FnMut(Template, Term<'_>, Term<'_>) {}

impl<F: FnMut(Template, Term<'_>, Term<'_>)> Sink for F {}

const MAIN: Template = Template::new("main");
const ASIDE: Template = Template::new("aside");
const PAIR: Template = Template::new("pair");
const NOUN_CLASS: Template = Template::new("noun_class");
const VERB: Template = Template::new("verb");
const OBJECT: Template = Template::new("object");
const MANNER: Template = Template::new("manner");
const HEAD_MANNER: Template = Template::new("head_manner");
const SUBJECT: Template = Template::new("subject");
const CHAIN: Template = Template::new("chain");
const NEXT: Template = Template::new("next");
const VERB_CLASS: Template = Template::new("verb_class");
const VERB_CLASS_MANNER: Template = Template::new("verb_class_manner");
const CLASS_OBJECT: Template = Template::new("class_object");
const CLASS_LEADS: Template = Template::new("class_leads");
const CLASS_SUBJECT: Template = Template::new("class_subject");
const TRIGGER: Template = Template::new("trigger");
const MODALITY: Template = Template::new("modality");
const HEAD_ROOT: Template = Template::new("head_root");
const NO_TRIGGER: Template = Template::new("no_trigger");

/// Gives every feature of a sentence to `sink`: of its main part, and the verb there that tells the act.
pub(super) fn features(
    scene: &Scene<'_>,
    part: &Part,
    head: Option<&Verb<'_>>,
    candidates: &[Candidate],
    sink: &mut impl Sink,
) {
    words(scene, part, sink);
    verbs(scene, head, part, sink);
    classes(scene, head, part, sink);
    triggers(scene, head, candidates, sink);
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

/// Single words, pairs of neighbours, and what classes words are of.
fn words(scene: &Scene<'_>, part: &Part, sink: &mut impl Sink) {
    let tokens = scene.reading.sentences[scene.sentence].tokens();
    let mut before = Term::new("^");
    for index in tokens {
        let Some(word) = seen(scene, index) else { continue };
        let inside = part.contains(index);
        if !matches!(word.text, "N" | "#") {
            sink(if inside { MAIN } else { ASIDE }, word, Term::NONE);
        }
        if inside {
            sink(PAIR, before, word);
            if let Some(class) = noun_class(word) {
                sink(NOUN_CLASS, class.name, Term::NONE);
            }
        }
        before = word;
    }
}

/// A token as the model sees it: its stem, `N` for a name, `#` for a number; nothing for marks and times.
pub(super) fn seen<'t>(scene: &Scene<'t>, index: usize) -> Option<Term<'t>> {
    let reading = scene.reading;
    match (reading.text.kind(index), reading.tags[index]) {
        (_, Tag::Time | Tag::Determiner) => None,
        (TokenKind::Number, _) | (_, Tag::Number) => Some(*NUMBER),
        (TokenKind::Word, Tag::Name) => Some(*NAME),
        (TokenKind::Word, _) => Some(reading.text.stem(index)),
        _ => None,
    }
}

static NUMBER: LazyLock<Term<'static>> = LazyLock::new(|| Term::new("#"));
static NAME: LazyLock<Term<'static>> = LazyLock::new(|| Term::new("N"));

/// The verbs with what they are done to and what they lead to.
fn verbs(scene: &Scene<'_>, head: Option<&Verb<'_>>, part: &Part, sink: &mut impl Sink) {
    for verb in scene.verbs.iter().filter(|verb| part.contains(verb.group.main)) {
        let lemma = lemma(scene, verb);
        sink(VERB, lemma, Term::NONE);
        if let Some(object) = &verb.object {
            let noun = phrase_head(scene, object);
            sink(OBJECT, lemma, noun);
        }
    }
    let Some(head) = head else { return };
    let (verb, manner) = (lemma(scene, head), Term::new(manner(head)));
    sink(MANNER, manner, Term::NONE);
    sink(HEAD_MANNER, verb, manner);
    if let Some(subject) = &head.subject {
        sink(SUBJECT, phrase_head(scene, subject), Term::NONE);
    }
    if let Some(next) = next(scene, head) {
        let next = lemma(scene, next);
        sink(CHAIN, verb, next);
        sink(NEXT, next, Term::NONE);
    }
}

pub(super) fn lemma<'t>(scene: &Scene<'t>, verb: &Verb<'_>) -> Term<'t> {
    Term::new(scene.lemma(verb))
}

pub(super) fn phrase_head<'t>(scene: &Scene<'t>, phrases: &Range<usize>) -> Term<'t> {
    seen(scene, scene.clause.chunks[phrases.end - 1].head()).unwrap_or(Term::NONE)
}

/// The classes of the verbs and of what stands around them.
fn classes(scene: &Scene<'_>, head: Option<&Verb<'_>>, part: &Part, sink: &mut impl Sink) {
    let unknown = Term::new(Class::NONE);
    let class_of_phrase = |phrases: &Range<usize>| noun_class(phrase_head(scene, phrases)).map(|class| class.name);
    for verb in scene.verbs.iter().filter(|verb| part.contains(verb.group.main)) {
        let Some(Class { name: class, .. }) = class_of(scene, verb) else { continue };
        sink(VERB_CLASS, class, Term::NONE);
        sink(VERB_CLASS_MANNER, class, Term::new(manner(verb)));
        sink(CLASS_OBJECT, class, verb.object.as_ref().and_then(class_of_phrase).unwrap_or(unknown));
        for part in scene.complements(verb).iter().take(2) {
            if let Some(noun) = class_of_phrase(&part.phrases) {
                sink(CLASS_LEADS, class, noun);
            }
        }
    }
    let Some(head) = head else { return };
    let class = class_of(scene, head).map_or(unknown, |class| class.name);
    sink(CLASS_SUBJECT, class, head.subject.as_ref().and_then(class_of_phrase).unwrap_or(unknown));
}

pub(super) fn class_of(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Class> {
    verb_class(lemma(scene, verb), scene.reading.text.word(verb.group.main + 1))
}

/// The first verb behind the main one that hangs on it.
fn next<'s, 'a>(scene: &'s Scene<'a>, head: &Verb<'_>) -> Option<&'s Verb<'a>> {
    scene.verbs.iter().find(|verb| verb.chunk > head.chunk && !verb.group.tense.is_finite())
}

/// The roots the lexicon knows for the triggers, and how the head verb tells them.
fn triggers(scene: &Scene<'_>, head: Option<&Verb<'_>>, candidates: &[Candidate], sink: &mut impl Sink) {
    let manner = Term::new(head.map_or("", manner));
    for candidate in candidates {
        let root = scene.reading.ontology.event_type(&candidate.kind).and_then(|kind| kind.plover.as_deref());
        let root = Term::new(root.unwrap_or("NONE"));
        sink(TRIGGER, Term::new(&candidate.kind), Term::NONE);
        sink(MODALITY, root, Term::new(modality(candidate)));
        if head.is_some_and(|head| head.chunk == candidate.chunk) {
            sink(HEAD_ROOT, root, manner);
        }
    }
    if candidates.is_empty() {
        sink(NO_TRIGGER, Term::new("none"), Term::NONE);
    }
}

const fn modality(candidate: &Candidate) -> &'static str {
    if candidate.unreal { "unreal" } else { candidate.modality.name() }
}
