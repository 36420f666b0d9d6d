//! What sort of event it is: the type of the word, made more precise by the words beside it.

use std::sync::Arc;

use super::candidate::{Candidate, Dated};
use super::scene::{Scene, Verb};
use super::trigger::Trigger;
use crate::ingest::news::syntax::{Tag, Tense};
use crate::ingest::news::words::singular;
use crate::ingest::record::{Modality, Role};
use crate::ontology::Certainty;

/// A candidate with its type, and nothing else yet.
pub(super) fn begin(scene: &Scene<'_>, trigger: &Trigger<'_>) -> Candidate {
    let reading = scene.reading;
    let nominal = scene.verb_at(trigger.chunk).is_none();
    let phrase = scene.clause.chunks[trigger.chunk].tokens.clone();
    let anchor = if nominal { whole(scene, trigger.chunk) } else { trigger.chunk };
    let first = reading.text.word(phrase.start);
    let mut candidate = Candidate {
        kind: trigger.sense.event_type.clone(),
        mode: None,
        root: None,
        sentence: scene.sentence,
        trigger: trigger.tokens.clone(),
        chunk: trigger.chunk,
        anchor,
        happens: nominal && scene.verb_with_subject(anchor).is_some_and(|verb| super::role::happens(scene, verb)),
        done: false,
        nominal,
        told_of: trigger.certainty != Certainty::Weak
            && scene.verb_at(trigger.chunk).is_some_and(|verb| is_told_of_noun(scene, verb)),
        definite: nominal
            && matches!(first, "the" | "this" | "these" | "those" | "that" | "its" | "his" | "her" | "their" | "such"),
        owned: nominal && scene.reading.tags[phrase.start..trigger.tokens.start].contains(&Tag::PossessiveMark),
        anew: is_anew(scene, trigger.chunk),
        plural: nominal && reading.text.word(trigger.tokens.end - 1).ends_with('s'),
        title: String::new(),
        participants: Vec::new(),
        places: Vec::new(),
        date: None,
        dated: Dated::Not,
        modality: Modality::Asserted,
        attributed_to: Vec::new(),
        quantity: None,
        unit: None,
        killed: None,
        injured: None,
        quote: None,
        ordinal: if nominal { ordinal(scene, anchor) } else { None },
        links: Vec::new(),
        same_as: None,
        unreal: false,
        idle: false,
        source: None,
        target: None,
    };
    narrow(scene, trigger, &mut candidate);
    candidate
}

/// Whether a finite verb has a noun as subject or object that means a certain one or so many: "the ferry sank", "ninety
/// houses were closed"; "ferries sink" tells of none.
fn is_told_of_noun(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let certain = |phrases: &std::ops::Range<usize>| {
        let phrase = &scene.clause.chunks[phrases.end - 1];
        let (first, head) = (scene.reading.tags[phrase.tokens.start], scene.reading.tags[phrase.head()]);
        let plural = scene.reading.text.word(phrase.head()).ends_with('s');
        let bare = plural && matches!(first, Tag::Noun | Tag::Adjective);
        matches!(head, Tag::Noun | Tag::Name) && !bare
    };
    let going_on = verb.group.passive || scene.reading.tags[verb.group.main] == Tag::Gerund;
    // "The measures freeze assets" is what holds.
    let finite = verb.group.tense.is_finite() && (verb.group.tense != Tense::Present || going_on);
    finite && [&verb.subject, &verb.object].into_iter().flatten().any(certain)
}

/// "another attack", "a second bomb exploded", "arrested a second man": one more than was told; but "killed another 12 people" is not.
fn is_anew(scene: &Scene<'_>, chunk: usize) -> bool {
    let verb = scene.verb_at(chunk);
    let phrases = verb.map(|verb| verb.subject.iter().chain(&verb.object).map(|phrases| phrases.start));
    let said = |chunk: usize| {
        let tokens = &scene.clause.chunks[chunk].tokens;
        let (first, next) = (scene.reading.text.word(tokens.start), tokens.start + 1);
        let second =
            || matches!(scene.reading.text.word(next), "second" | "third" | "fourth" | "separate" | "different");
        tokens.len() > 1
            && (first == "another" && scene.reading.tags[next] != Tag::Number
                || matches!(first, "a" | "an") && second())
    };
    match phrases {
        Some(mut phrases) => phrases.any(said),
        None => said(chunk),
    }
}

/// "second phase of the exchange": the phrase that stands for a part of the event.
fn whole(scene: &Scene<'_>, chunk: usize) -> usize {
    let governor = scene.clause.governor(chunk).filter(|&preposition| scene.clause.word(preposition) == "of");
    let part = governor
        .and_then(|preposition| preposition.checked_sub(1))
        .filter(|&part| scene.clause.chunks[part].is_noun_phrase());
    part.filter(|&part| is_part(scene.reading.text.word(scene.clause.chunks[part].head()))).unwrap_or(chunk)
}

fn is_part(word: &str) -> bool {
    matches!(
        word,
        "phase"
            | "phases"
            | "stage"
            | "round"
            | "rounds"
            | "part"
            | "leg"
            | "wave"
            | "series"
            | "day"
            | "session"
            | "half"
    )
}

fn ordinal(scene: &Scene<'_>, chunk: usize) -> Option<u32> {
    let tokens = scene.clause.chunks[chunk].tokens.clone();
    let part = scene.reading.text.word(scene.clause.chunks[chunk].head());
    tokens.filter(|_| is_part(part)).find_map(|index| match scene.reading.text.word(index) {
        "first" | "1st" => Some(1),
        "second" | "2nd" => Some(2),
        "third" | "3rd" => Some(3),
        "fourth" | "4th" => Some(4),
        "fifth" | "5th" => Some(5),
        _ => None,
    })
}

/// "drone" makes an attack an airstrike, before the noun or as what strikes.
fn narrow(scene: &Scene<'_>, trigger: &Trigger<'_>, candidate: &mut Candidate) {
    let reading = scene.reading;
    let lexicon = reading.ontology.lexicon();
    let verb = scene.verb_at(trigger.chunk);
    let phrases = match verb {
        Some(verb) => verb.subject.clone().into_iter().flatten().chain(with_phrases(scene, verb.chunk)).collect(),
        None => vec![trigger.chunk],
    };
    for chunk in phrases {
        for index in scene.clause.chunks[chunk].tokens.clone() {
            let word = reading.text.word(index);
            let singular = singular(word);
            let modifiers = [word, singular]
                .into_iter()
                .map(|word| lexicon.modifiers(word))
                .find(|modifiers| !modifiers.is_empty());
            for modifier in modifiers.unwrap_or_default() {
                let applies = reading.ontology.is_a(&candidate.kind, &modifier.base)
                    && !reading.ontology.is_a(&candidate.kind, &modifier.narrowed);
                let refines = reading.ontology.is_a(&modifier.narrowed, &candidate.kind);
                if applies && refines {
                    candidate.kind = modifier.narrowed.clone();
                }
                if modifier.mode.is_some()
                    && reading.ontology.is_a(&candidate.kind, &modifier.base)
                    && candidate.mode.is_none()
                {
                    candidate.mode.clone_from(&modifier.mode);
                }
            }
        }
    }
}

/// The phrases behind "with" and "using".
fn with_phrases(scene: &Scene<'_>, verb: usize) -> Vec<usize> {
    let from = scene.clause.object(verb).map_or(verb + 1, |object| object.end);
    let parts = scene.clause.complements(from).into_iter().filter(|part| scene.clause.word(part.preposition) == "with");
    parts.flat_map(|part| part.phrases).collect()
}

/// What only the filled frame shows: two sides that each release captives exchange them.
pub(super) fn settle(scene: &Scene<'_>, candidate: &mut Candidate) {
    let actors = candidate.participants.iter().filter(|participant| participant.role == Role::Actor).count();
    if candidate.kind.as_ref() == "Release"
        && actors >= 2
        && scene.reading.ontology.event_type("PrisonerExchange").is_some()
    {
        candidate.kind = Arc::from("PrisonerExchange");
    }
    if scene.reading.ontology.is_a(&candidate.kind, "Statement") {
        candidate.quote = quote(scene);
    }
}

/// The longest words in quotation marks of the sentence.
fn quote(scene: &Scene<'_>) -> Option<String> {
    let reading = scene.reading;
    let tokens = reading.sentences[scene.sentence].tokens();
    let mut longest: Option<std::ops::Range<usize>> = None;
    let mut at = tokens.start;
    while at < tokens.end {
        let end = (at..tokens.end).find(|&index| !reading.text.tokens[index].quoted).unwrap_or(tokens.end);
        if end > at && longest.as_ref().is_none_or(|known| known.len() < end - at) {
            longest = Some(at..end);
        }
        at = end.max(at + 1);
    }
    let words = longest.filter(|range| range.clone().any(|index| reading.tags[index] != Tag::Mark))?;
    Some(reading.text.of(words).trim_end_matches([',', ' ']).to_owned())
}
