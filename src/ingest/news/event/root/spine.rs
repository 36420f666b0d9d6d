//! The spine of a sentence: what is done with the deed, and the deed itself.
//!
//! ```text
//! Norvia threatened to lift the ban.     threaten + lift ban      what is done with it, and the deed
//! The rebels have begun to pull out.     done + pull              "begin", "be seen to" leave it as it is
//! The envoy said he would meet them.     future + meet
//! Norvia rejected the release of aid.    refuse + release aid     a noun can name the deed
//! ```

use std::ops::Range;

use super::super::scene::{Scene, Verb};
use super::super::stance;
use super::class::{Class, Sign, deed, noun_class, verb_class};
use super::feature::{Sink, class_of, phrase_head, seen};
use super::part::Part;
use super::term::{Template, Term};
use crate::ingest::news::syntax::{ChunkKind, Tense};

/// What is done with the deed, and the deed.
struct Spine<'t> {
    /// What is done with it: the class of the verb it hangs on, or only whether it is done, to come or not done.
    operator: &'t str,
    /// The class of the deed.
    class: Option<Class>,
    /// Whom or what it is done to; none where the sentence does not say.
    undergoer: Term<'t>,
}

const CORE_CLASS: Template = Template::new("core_class");
const OP_SIGN: Template = Template::new("op_sign");
const CORE_NOUN: Template = Template::new("core_noun");

/// Gives the features of the spine that begins at `head`.
pub(super) fn spine(scene: &Scene<'_>, head: &Verb<'_>, part: &Part, sink: &mut impl Sink) {
    let spine = find(scene, head, part);
    let sign = sign(spine.class, spine.undergoer).name();
    sink(CORE_CLASS, spine.class.map_or(Term::new(Class::NONE), |class| class.name), Term::NONE);
    sink(OP_SIGN, Term::new(spine.operator), Term::new(sign));
    sink(CORE_NOUN, spine.undergoer, Term::NONE);
}

fn find<'t>(scene: &Scene<'t>, head: &Verb<'t>, part: &Part) -> Spine<'t> {
    let opened = governed(scene, head, part).filter(|_| leaves_open(scene, head));
    let main = opened.unwrap_or(head);
    let operator =
        if main.group.negated { "not" } else { class_of(scene, main).map_or("other", |class| class.name.text) };
    if let Some(deed) = governed(scene, main, part) {
        return of_verb(scene, deed, operator);
    }
    if let Some(named) = named(scene, main).filter(|_| !acts_on_deeds(operator)) {
        return Spine { operator: if is_light(operator) { manner(head) } else { operator }, ..named };
    }
    // "are ready to send": the word in front of the infinitive.
    let before = scene.clause.chunks[main.chunk].tokens.start.saturating_sub(1);
    let bound = opened.is_none() && main.group.tense == Tense::Infinitive;
    of_verb(scene, main, if bound { scene.reading.text.word(before) } else { manner(head) })
}

fn of_verb<'t>(scene: &Scene<'t>, verb: &Verb<'_>, operator: &'t str) -> Spine<'t> {
    Spine { operator, class: class_of(scene, verb), undergoer: undergoer(scene, verb).unwrap_or(Term::NONE) }
}

/// The deed that the object of a verb names, or what it leads to: "announced *the suspension of aid*", "called for *talks*".
/// Of a verb without an object, its subject: "*the evacuation of the town* began".
fn named<'t>(scene: &Scene<'t>, verb: &Verb<'_>) -> Option<Spine<'t>> {
    let object = if verb.group.passive { &verb.subject } else { &verb.object };
    let parts = scene.complements(verb);
    let phrases = object.clone().or_else(|| Some(parts.first()?.phrases.clone())).or_else(|| verb.subject.clone())?;
    let deed = deed(phrase_head(scene, &phrases))?;
    let undergoer = behind(scene, &phrases).or_else(|| in_front(scene, &phrases)).unwrap_or(Term::NONE);
    Some(Spine { operator: "", class: verb_class(deed, ""), undergoer })
}

/// "the suspension *of aid*", "an attack *on the town*"
fn behind<'t>(scene: &Scene<'t>, phrases: &Range<usize>) -> Option<Term<'t>> {
    let parts = scene.clause.complements(phrases.end);
    let part = parts.into_iter().find(|part| part.preposition == phrases.end)?;
    let of = matches!(scene.clause.word(part.preposition), "of" | "on" | "to" | "against" | "for" | "over" | "in");
    of.then(|| phrase_head(scene, &part.phrases))
}

/// "a *prisoner* exchange"
fn in_front<'t>(scene: &Scene<'t>, phrases: &Range<usize>) -> Option<Term<'t>> {
    let chunk = &scene.clause.chunks[phrases.end - 1];
    let before = chunk.head().checked_sub(1).filter(|before| chunk.tokens.contains(before))?;
    seen(scene, before)
}

/// Whether verbs of a class only carry the deed that their object names: "announced a ban", "carried out an attack".
fn is_light(class: &str) -> bool {
    let carriers =
        ["other", "start", "get", "say", "give", "meet", "visit", "impose", "protest", "attack", "seize", "share"];
    carriers.contains(&class)
}

/// Whether verbs of a class are deeds done to other deeds: "halted the attack", "eased the ban".
fn acts_on_deeds(class: &str) -> bool {
    matches!(class, "stop" | "ease" | "let" | "free" | "yield" | "retreat" | "recognise")
}

/// The verb that hangs on another: "threatened *to expel*", "urged Norvia *to release*", "accused him of *lying*", "hinted
/// that they *might leave*".
fn governed<'s, 'a>(scene: &'s Scene<'a>, verb: &Verb<'a>, part: &Part) -> Option<&'s Verb<'a>> {
    let next = scene.verbs.iter().find(|next| next.chunk > verb.chunk)?;
    let between = scene.clause.chunks.get(verb.last + 1..next.chunk)?;
    let hangs = matches!(next.group.tense, Tense::Infinitive | Tense::Gerund);
    let bare = between.iter().all(|chunk| !matches!(chunk.kind, ChunkKind::Comma | ChunkKind::Relative));
    let told = || stance::clause_said(scene, verb).is_some_and(|said| said.contains(&next.group.main));
    let found = hangs && bare || next.group.tense.is_finite() && told();
    (found && part.contains(next.group.main)).then_some(next)
}

/// Whether a verb says nothing of its own about the one that hangs on it.
fn leaves_open(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    match scene.lemma(verb) {
        "begin" | "start" | "continue" | "keep" | "manage" | "proceed" | "go" | "come" | "get" | "move" => true,
        "say" | "report" | "see" | "hear" | "know" | "believe" | "think" | "allege" | "understand" | "rumour"
        | "watch" | "find" | "make" | "reckon" | "hold" | "note" => verb.group.passive,
        _ => false,
    }
}

/// What it is done to, else what it leads to: "lifted *the ban*", "*the ban* was lifted", "called for *a ban*".
fn undergoer<'t>(scene: &Scene<'t>, verb: &Verb<'_>) -> Option<Term<'t>> {
    let object = if verb.group.passive { verb.subject.as_ref() } else { verb.object.as_ref() };
    if let Some(object) = object {
        return Some(phrase_head(scene, object));
    }
    let parts = scene.complements(verb);
    let part = parts.iter().find(|part| seen(scene, scene.clause.chunks[part.phrases.end - 1].head()).is_some())?;
    Some(phrase_head(scene, &part.phrases))
}

/// Whether the deed is for or against those it is done to: to lift a ban is for them, to cut aid is against.
fn sign(class: Option<Class>, undergoer: Term<'_>) -> Sign {
    let of = |class: Option<Class>| class.map_or(Sign::Open, |class| class.sign);
    of(class).of(of(noun_class(undergoer)))
}

/// Whether the act is done, to come, hanging on another, or not done.
pub(super) fn manner(verb: &Verb<'_>) -> &'static str {
    match verb.group {
        group if group.negated => "not",
        group if group.tense == Tense::Infinitive => "bound",
        group if group.tense == Tense::Future || group.modal.is_some() => "future",
        group if group.passive => "passive",
        _ => "done",
    }
}

#[cfg(test)]
mod tests {
    use crate::ingest::news::{News, root_features};
    use crate::ontology::Ontology;

    fn has(sentence: &str, feature: &str) {
        let features = root_features(&News::new(sentence), Ontology::standard());
        assert!(features.iter().any(|seen| seen == feature), "{sentence} {features:?}");
    }

    #[test]
    fn what_is_done_with_a_deed_stands_apart_from_the_deed() {
        has("Norvia threatened to lift the ban.", "op_sign:threaten for");
        has("Norvia threatened to lift the ban.", "core_class:ease");
        has("Norvia threatened to lift the ban.", "core_noun:ban");
        has("Norvia will cut the aid.", "op_sign:future against");
        has("The rebels have begun to free captives.", "op_sign:done for");
    }

    #[test]
    fn a_noun_can_name_the_deed() {
        has("Norvia rejected the release of prisoners.", "core_class:free");
        has("Norvia rejected the release of prisoners.", "op_sign:refuse for");
    }
}
