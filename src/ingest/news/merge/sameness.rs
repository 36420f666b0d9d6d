//! Whether a telling and an event can be one, and how much speaks for it.

use super::Group;
use super::kinds::are_related;
use super::object;
use crate::ingest::news::event::{Candidate, Dated};
use crate::ingest::news::reading::Reading;
use crate::ingest::news::words::singular;
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
/// How many sentences "the attack" looks back.
const NEAR: usize = 2;

/// Compares a candidate with every member of a group: it must contradict none, and agree with one.
pub(super) fn verdict(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    group: &Group,
    index: usize,
    event_of: &[Option<usize>],
) -> Verdict {
    let mut best = 0;
    let mut backwards = false;
    for member in sample(&group.members) {
        let score = match agreement(reading, candidates, member, index, event_of) {
            None => return Verdict::Different,
            Some(agreement) => agreement.score(),
        };
        best = best.max(score);
        backwards |= points_at(candidates, member, index);
    }
    let enough = if backwards { ENOUGH_FOR_DEFINITE } else { ENOUGH };
    if best >= enough { Verdict::Same(best) } else { Verdict::Different }
}

/// The members compared with: the first and the last ones, so that the work stays bounded however often an event is told.
pub(super) fn sample(members: &[usize]) -> impl Iterator<Item = usize> + '_ {
    const EDGE: usize = 8;
    let last = members.len().saturating_sub(EDGE).max(EDGE.min(members.len()));
    members.iter().take(EDGE).chain(&members[last..]).copied()
}

/// "The attack" points at an attack told just before, or anywhere if nothing else is said of it.
fn points_at(candidates: &[Candidate], one: usize, other: usize) -> bool {
    let (earlier, later) = (&candidates[one.min(other)], &candidates[one.max(other)]);
    let near = later.sentence - earlier.sentence <= NEAR;
    (later.definite || later.owned && !earlier.owned) && (near || !later.has_substance())
}

/// How far two tellings agree, one number for each thing compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) kinds: u32,
    pub(super) dates: u32,
    pub(super) numbers: u32,
    pub(super) places: u32,
    pub(super) people: u32,
    pub(super) statements: u32,
    pub(super) points_back: u32,
    pub(super) cause: u32,
}

impl Agreement {
    pub(super) fn score(self) -> u32 {
        let told = self.kinds + self.dates + self.numbers + self.places + self.people;
        told + self.statements + self.points_back + self.cause
    }
}

/// How far two tellings agree; `None` where they contradict each other.
pub(super) fn agreement(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    left: usize,
    right: usize,
    event_of: &[Option<usize>],
) -> Option<Agreement> {
    let (a, b) = (&candidates[left], &candidates[right]);
    realities(a, b)?;
    occasions(&candidates[left.min(right)], &candidates[left.max(right)])?;
    let agreement = Agreement {
        kinds: kinds(reading, a, b)?,
        dates: dates(a, b)?,
        numbers: numbers(a, b)?,
        places: places(reading, a, b)?,
        people: people(reading, a, b)?,
        statements: statements(reading, candidates, left, right, event_of)?,
        points_back: u32::from(a.definite || b.definite || a.owned != b.owned),
        cause: if shares_cause(a, b, event_of) { 2 } else { 0 },
    };
    // Last, because words are looked up: few pairs come so far.
    object::meet(reading, a, b).then_some(agreement)
}

/// "Another explosion" is none that was told before.
fn occasions(earlier: &Candidate, later: &Candidate) -> Option<()> {
    (!later.anew || earlier.anew || earlier.sentence == later.sentence).then_some(())
}

/// Whether both came of the same event.
fn shares_cause(a: &Candidate, b: &Candidate, event_of: &[Option<usize>]) -> bool {
    linked(a, EventLink::ResultOf, event_of)
        .any(|cause| linked(b, EventLink::ResultOf, event_of).any(|other| other == cause))
}

/// The events a candidate is linked to.
fn linked(candidate: &Candidate, sort: EventLink, event_of: &[Option<usize>]) -> impl Iterator<Item = usize> {
    let links = candidate.links.iter().filter(move |(link, _)| *link == sort);
    links.filter_map(|&(_, target)| event_of[target])
}

/// One type must be the other or stand above it.
fn kinds(reading: &Reading<'_>, a: &Candidate, b: &Candidate) -> Option<u32> {
    if a.kind == b.kind {
        let one_word = singular(reading.text.word(a.trigger.end - 1)) == singular(reading.text.word(b.trigger.end - 1));
        return Some(1 + u32::from(one_word));
    }
    are_related(reading.ontology, &a.kind, &b.kind).then_some(0)
}

/// What happened is not what is planned or failed; an allegation may be of what others assert.
fn realities(a: &Candidate, b: &Candidate) -> Option<()> {
    let told =
        |candidate: &Candidate| matches!(candidate.modality, Modality::Asserted | Modality::Alleged | Modality::Denied);
    (a.modality == b.modality || told(a) && told(b)).then_some(())
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
    if ordinals.is_some_and(|(left, right)| left != right) || is_whole(a, b) || is_whole(b, a) {
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

/// A numbered phase is no telling of what lasted longer.
fn is_whole(whole: &Candidate, phase: &Candidate) -> bool {
    let (Some(outer), Some(inner)) = (whole.date, phase.date) else { return false };
    phase.ordinal.is_some() && whole.ordinal.is_none() && outer != inner && outer.interval().encloses(inner.interval())
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
    inside.then_some(2)
}

fn is_inside(reading: &Reading<'_>, inner: usize, outer: usize) -> bool {
    let (inner, outer) = (&reading.entities[inner], &reading.entities[outer]);
    outer.kind == "Country" && inner.country.is_some() && inner.country == outer.country
}

/// Who did it, and to whom, must meet where both say so.
fn people(reading: &Reading<'_>, a: &Candidate, b: &Candidate) -> Option<u32> {
    let mut score = 0;
    for (role, weight) in [(Role::Actor, 2), (Role::Recipient, 1)] {
        let (left, right) = (|| with_role(a, role), || with_role(b, role));
        if left().next().is_none() || right().next().is_none() {
            continue;
        }
        let meeting = left().filter(|&one| right().any(|other| is_same_side(reading, one, other))).count();
        let (one, other) = (are_vague(reading, left()), are_vague(reading, right()));
        if meeting == 0 && one && other && object::are_others(reading, (a, left()), (b, right()), role) {
            return None;
        }
        // "leaders" may be anybody's.
        if meeting == 0 && (one || other) {
            continue;
        }
        if meeting == 0 || meeting == 1 && !one && !other && is_of_two(reading, a, left().count(), right().count()) {
            return None;
        }
        score += weight * u32::try_from(meeting.min(2)).unwrap_or(2);
    }
    Some(score)
}

/// Of two meetings of two each only one took part in both; at a summit there may be more than are named.
fn is_of_two(reading: &Reading<'_>, a: &Candidate, left: usize, right: usize) -> bool {
    let is_a = |kind| reading.ontology.is_a(&a.kind, kind);
    (left, right) == (2, 2) && (is_a("Meeting") || is_a("PhoneCall")) && !is_a("Summit") && !is_a("Conference")
}

fn with_role(candidate: &Candidate, role: Role) -> impl Iterator<Item = usize> {
    let participants = candidate.participants.iter().filter(move |participant| participant.role == role);
    participants.map(|participant| participant.entity)
}

/// Whether none of a side has a name.
fn are_vague(reading: &Reading<'_>, mut side: impl Iterator<Item = usize>) -> bool {
    side.all(|entity| reading.entities[entity].nameless)
}

/// The same, or one a part of the other: Russian forces and Russia.
fn is_same_side(reading: &Reading<'_>, one: usize, other: usize) -> bool {
    let (left, right) = (reading.entities[one].part_of, reading.entities[other].part_of);
    one == other || left == Some(other) || right == Some(one) || left.is_some() && left == right
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
    let speakers = |candidate| with_role(candidate, Role::Actor);
    let one_speaker = are_vague(reading, speakers(a))
        || are_vague(reading, speakers(b))
        || speakers(a).any(|one| speakers(b).any(|other| is_same_side(reading, one, other)));
    let about = |candidate| linked(candidate, EventLink::About, event_of);
    let one_matter = || about(a).any(|event| about(b).any(|other| other == event));
    let one_quote = a.quote.is_some() && a.quote == b.quote;
    (one_speaker && (one_quote || one_matter() || shares_words(&a.title, &b.title))).then_some(2)
}

/// Whether two titles have most of their longer words in common.
fn shares_words(left: &str, right: &str) -> bool {
    let words = |title| longer_words(title).count();
    let shared = longer_words(left).filter(|word| longer_words(right).any(|other| is_same_word(word, other))).count();
    shared * 2 > words(left).min(words(right))
}

fn longer_words(title: &str) -> impl Iterator<Item = &str> {
    title.split(' ').filter(|word| word.len() > 4)
}

/// Whether two words are the same but for capitals.
fn is_same_word(one: &str, other: &str) -> bool {
    match (one.is_ascii(), other.is_ascii()) {
        (true, true) => one.eq_ignore_ascii_case(other),
        (false, false) => one.to_lowercase() == other.to_lowercase(),
        _ => false,
    }
}
