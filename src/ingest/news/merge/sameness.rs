//! Whether a telling and an event can be one, and how much speaks for it.

use super::Group;
use crate::ingest::news::event::{Candidate, Dated};
use crate::ingest::news::reading::Reading;
use crate::ingest::record::{EventLink, Modality, Role};
use crate::time::Edtf;

/// What comparing a telling with an event's tellings comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They contradict each other, or nothing speaks for it.
    Different,
    /// They are one, and so much speaks for it.
    Same(u32),
}

/// What has to speak for two tellings to be of one event.
const ENOUGH: u32 = 4;
/// The same for a telling that points back, "the attack".
const ENOUGH_FOR_DEFINITE: u32 = 2;

/// Compares a candidate with every member of a group: it must contradict none, and agree with one.
pub(super) fn verdict(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    group: &Group,
    index: usize,
    event_of: &[Option<usize>],
) -> Verdict {
    let candidate = &candidates[index];
    let mut best = None;
    for &member in &group.members {
        match agreement(reading, candidates, member, index, event_of) {
            None => return Verdict::Different,
            Some(score) => best = best.max(Some(score)),
        }
    }
    let backwards = candidate.definite && !candidate.has_substance();
    let enough = if backwards { ENOUGH_FOR_DEFINITE } else { ENOUGH };
    match best {
        Some(score) if score >= enough => Verdict::Same(score),
        _ => Verdict::Different,
    }
}

/// How much two tellings agree; `None` where they contradict each other.
fn agreement(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    left: usize,
    right: usize,
    event_of: &[Option<usize>],
) -> Option<u32> {
    let (a, b) = (&candidates[left], &candidates[right]);
    let parts = [
        kinds(reading, a, b)?,
        realities(a, b)?,
        dates(a, b)?,
        numbers(a, b)?,
        places(reading, a, b)?,
        people(reading, a, b)?,
        statements(reading, candidates, left, right, event_of)?,
    ];
    Some(parts.iter().sum::<u32>() + u32::from(b.definite))
}

/// One type must be the other or stand above it.
fn kinds(reading: &Reading<'_>, a: &Candidate, b: &Candidate) -> Option<u32> {
    let ontology = reading.ontology;
    if a.kind == b.kind {
        return Some(1);
    }
    let related = ontology.is_a(&a.kind, &b.kind) || ontology.is_a(&b.kind, &a.kind);
    (related && a.kind.as_ref() != "Event" && b.kind.as_ref() != "Event").then_some(0)
}

/// What happened is not what is planned or failed; an allegation may be of what others assert.
fn realities(a: &Candidate, b: &Candidate) -> Option<u32> {
    let told =
        |candidate: &Candidate| matches!(candidate.modality, Modality::Asserted | Modality::Alleged | Modality::Denied);
    (a.modality == b.modality || told(a) && told(b)).then_some(0)
}

fn dates(a: &Candidate, b: &Candidate) -> Option<u32> {
    let (Some(left), Some(right)) = (a.date, b.date) else { return Some(0) };
    let guessed = a.dated == Dated::Narrative || b.dated == Dated::Narrative;
    let (one, other) = (left.interval(), right.interval());
    if left == right && !is_open(left) {
        return Some(if guessed { 2 } else { 3 });
    }
    if one.encloses(other) || other.encloses(one) {
        return Some(u32::from(!is_open(left) && !is_open(right)));
    }
    // A day nobody wrote down contradicts nothing that lies close to it.
    let close = |interval: crate::time::Interval| interval.start.map(|date| date.days);
    let near = close(one).zip(close(other)).is_some_and(|(one, other)| (one - other).abs() <= 1);
    (guessed && near).then_some(0)
}

fn is_open(date: Edtf) -> bool {
    let interval = date.interval();
    interval.start.is_none() || interval.end.is_none()
}

/// Different numbers of the same thing, or different ordinals, are different events; so are the whole and its part.
fn numbers(a: &Candidate, b: &Candidate) -> Option<u32> {
    let clash = |left: Option<f64>, right: Option<f64>| {
        left.zip(right).is_some_and(|(left, right)| (left - right).abs() > f64::EPSILON)
    };
    let same = |left: Option<f64>, right: Option<f64>| left.is_some() && left == right;
    let ordinals = a.ordinal.zip(b.ordinal);
    if clash(a.quantity, b.quantity) && a.unit == b.unit
        || clash(a.quantity, b.quantity) && (a.unit.is_none() || b.unit.is_none() || related_units(a, b))
    {
        return None;
    }
    if ordinals.is_some_and(|(left, right)| left != right) {
        return None;
    }
    let toll = |left: Option<i64>, right: Option<i64>| left.is_some() && left == right;
    let mut score = 0;
    score += if same(a.quantity, b.quantity) { 4 } else { 0 };
    score += if ordinals.is_some() { 3 } else { 0 };
    score += if toll(a.killed, b.killed) { 3 } else { 0 };
    score += if toll(a.injured, b.injured) { 3 } else { 0 };
    Some(score)
}

/// "prisoners" and "POWs" are counted alike: units of one kind of event are comparable unless one is money.
fn related_units(a: &Candidate, b: &Candidate) -> bool {
    let money = |unit: &Option<String>| {
        unit.as_deref().is_some_and(|unit| unit.len() == 3 && unit.chars().all(char::is_uppercase))
    };
    money(&a.unit) == money(&b.unit)
}

/// Places must meet: the same, or one inside the other.
fn places(reading: &Reading<'_>, a: &Candidate, b: &Candidate) -> Option<u32> {
    if a.places.is_empty() || b.places.is_empty() {
        return Some(0);
    }
    if a.places.iter().any(|place| b.places.contains(place)) {
        return Some(3);
    }
    let inside = a
        .places
        .iter()
        .any(|&one| b.places.iter().any(|&other| is_inside(reading, one, other) || is_inside(reading, other, one)));
    inside.then_some(1)
}

fn is_inside(reading: &Reading<'_>, inner: usize, outer: usize) -> bool {
    let (inner, outer) = (&reading.entities[inner], &reading.entities[outer]);
    outer.kind == "Country" && inner.country.is_some() && inner.country == outer.country
}

/// Who did it, and to whom, must meet where both say so.
fn people(reading: &Reading<'_>, a: &Candidate, b: &Candidate) -> Option<u32> {
    let mut score = 0;
    for (role, weight) in [(Role::Actor, 2), (Role::Recipient, 1)] {
        let (left, right) = (with_role(a, role), with_role(b, role));
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let meeting = left.iter().filter(|&&one| right.iter().any(|&other| is_same_side(reading, one, other))).count();
        if meeting == 0 {
            return None;
        }
        score += weight * u32::try_from(meeting.min(2)).unwrap_or(2);
    }
    Some(score)
}

fn with_role(candidate: &Candidate, role: Role) -> Vec<usize> {
    candidate
        .participants
        .iter()
        .filter(|participant| participant.role == role)
        .map(|participant| participant.entity)
        .collect()
}

/// The same, or one a part of the other: Russian forces and Russia.
fn is_same_side(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    one == other || reading.entities[one].part_of == Some(other) || reading.entities[other].part_of == Some(one)
}

/// Two statements are one only if they say the same of the same: one speaker, one verb or one quotation, one matter.
fn statements(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    left: usize,
    right: usize,
    event_of: &[Option<usize>],
) -> Option<u32> {
    let (a, b) = (&candidates[left], &candidates[right]);
    if !reading.ontology.is_a(&a.kind, "Statement") {
        return Some(0);
    }
    let speakers = (with_role(a, Role::Actor), with_role(b, Role::Actor));
    let one_speaker = speakers.0.iter().any(|&one| speakers.1.iter().any(|&other| is_same_side(reading, one, other)));
    let about = |candidate: &Candidate| -> Vec<usize> {
        let targets = candidate.links.iter().filter(|(link, _)| *link == EventLink::About);
        targets.filter_map(|&(_, target)| event_of[target]).collect()
    };
    let one_matter = about(a).iter().any(|event| about(b).contains(event));
    let one_quote = a.quote.is_some() && a.quote == b.quote;
    let one_word =
        reading.text.word(a.trigger.start) == reading.text.word(b.trigger.start) && shares_words(&a.title, &b.title);
    (one_speaker && (one_matter || one_quote || one_word)).then_some(2)
}

/// Whether two titles have most of their longer words in common.
fn shares_words(left: &str, right: &str) -> bool {
    let words = |title: &str| title.split(' ').filter(|word| word.len() > 4).map(str::to_lowercase).collect::<Vec<_>>();
    let (left, right) = (words(left), words(right));
    let shared = left.iter().filter(|word| right.contains(word)).count();
    shared * 2 > left.len().min(right.len())
}
