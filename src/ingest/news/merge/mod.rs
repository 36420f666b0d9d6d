//! Tellings to events: what tells the same is one event, with every sentence that tells it.
//!
//! 1. `kinds`: which types can be one event at all. `sameness`: whether a telling and an event can be one, and how much speaks
//!    for it; `object`: what their words for whom and what it was done to say; `reason` says it in words.
//! 2. [`merge`]: tellings that say when, where or who with whom first; then those that point back ("the attack"), which
//!    only add evidence. What points nowhere, or is not real, is no event.
//! 3. `gather`: the event as all its tellings say it together.
//! 4. `whole`: phases are parts of the whole they are phases of.

mod gather;
mod kinds;
mod object;
mod reason;
mod sameness;
mod whole;

use super::event::{Candidate, Dated};
use super::extraction::{Aside, Event};
use super::reading::Reading;
use crate::time::Edtf;
use kinds::Kinds;
use sameness::{Verdict, verdict};

/// Tellings of one event, as indexes of candidates; the first one began it.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) members: Vec<usize>,
    /// Why each member is one with the others, with the member; none for the first.
    pub(super) reasons: Vec<(usize, String)>,
    /// The last day any member may have been on; long ago where none says.
    latest_day: i64,
}

impl Group {
    fn of(index: usize, candidates: &[Candidate]) -> Self {
        Self { members: vec![index], reasons: Vec::new(), latest_day: last_day(&candidates[index]) }
    }

    fn join(&mut self, index: usize, reason: String, candidates: &[Candidate]) {
        self.latest_day = self.latest_day.max(last_day(&candidates[index]));
        self.members.push(index);
        self.reasons.push((index, reason));
    }
}

/// The events of an article, and the candidates that are none.
pub(super) fn merge(reading: &Reading<'_>, candidates: &[Candidate]) -> (Vec<Event>, Vec<Aside>) {
    let mut groups: Vec<Group> = Vec::new();
    let mut kinds = Kinds::of(candidates, reading.ontology);
    let mut event_of: Vec<Option<usize>> = vec![None; candidates.len()];
    for round in [Round::Dated, Round::Substance, Round::Evidence] {
        for index in 0..candidates.len() {
            if event_of[index].is_none() && Round::of(candidates, index) == Some(round) {
                event_of[index] = place(reading, candidates, index, round, (&mut groups, &mut kinds), &event_of);
            }
        }
    }
    identify(candidates, &mut groups, &mut event_of);
    in_order(candidates, &mut groups, &mut event_of);
    let mut events: Vec<_> = groups.iter().map(|group| gather::event(reading, candidates, group)).collect();
    gather::links(candidates, &groups, &event_of, &mut events);
    whole::parts_of_wholes(reading, candidates, &groups, &mut events);
    let none = (0..candidates.len()).filter(|&index| event_of[index].is_none());
    let asides = none.map(|index| gather::aside(reading, &candidates[index])).collect();
    (events, asides)
}

/// How many events back a telling is compared.
const WINDOW: usize = 256;

/// The rounds of placing candidates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    /// What says itself when it was.
    Dated,
    /// What is an event by itself.
    Substance,
    /// What can only prove one.
    Evidence,
}

impl Round {
    /// The round of a candidate; none for what is unreal or only another name of another candidate.
    fn of(candidates: &[Candidate], index: usize) -> Option<Self> {
        let candidate = &candidates[index];
        match candidate {
            Candidate { unreal: true, .. } | Candidate { idle: true, .. } | Candidate { same_as: Some(_), .. } => None,
            _ if candidate.has_substance() && candidate.dated >= Dated::Scope => Some(Self::Dated),
            _ if candidate.has_substance() => Some(Self::Substance),
            _ => Some(Self::Evidence),
        }
    }
}

/// The group a candidate belongs to: the one that most speaks for; else a new one, if it has substance.
fn place(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    index: usize,
    round: Round,
    (groups, kinds): (&mut Vec<Group>, &mut Kinds<'_>),
    event_of: &[Option<usize>],
) -> Option<usize> {
    let mut best: Option<((u32, i64), usize)> = None;
    // Far back in a long text nothing is looked for: the work stays in proportion to the text.
    for (number, group) in groups.iter().enumerate().rev().take(WINDOW) {
        if !kinds.may_be_one(group.members[0], index) {
            continue;
        }
        if let Verdict::Same(score) = verdict(reading, candidates, group, index, event_of) {
            // Of equals the later one: news speaks of the latest.
            let rank = (score, group.latest_day);
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, number));
            }
        }
    }
    match best {
        Some((_, number)) => {
            let reason = reason::reason(reading, candidates, &groups[number], index, event_of);
            groups[number].join(index, reason, candidates);
            Some(number)
        }
        None if round != Round::Evidence => {
            groups.push(Group::of(index, candidates));
            Some(groups.len() - 1)
        }
        None => None,
    }
}

/// The last day a telling may be of; long ago where it does not say.
fn last_day(candidate: &Candidate) -> i64 {
    let interval = candidate.date.map(Edtf::interval);
    interval.and_then(|interval| interval.end.or(interval.start)).map_or(i64::MIN, |date| date.days)
}

/// A candidate that is another name of another one goes where that one went.
fn identify(candidates: &[Candidate], groups: &mut [Group], event_of: &mut [Option<usize>]) {
    for index in 0..candidates.len() {
        if let Some(group) = candidates[index].same_as.and_then(|same| event_of[same]) {
            groups[group].join(index, "the sentence calls it by this name as well".to_owned(), candidates);
            event_of[index] = Some(group);
        }
    }
}

/// Groups in the order of their first telling; members too.
fn in_order(candidates: &[Candidate], groups: &mut Vec<Group>, event_of: &mut [Option<usize>]) {
    for group in groups.iter_mut() {
        group.members.sort_unstable();
    }
    groups.retain(|group| !group.members.is_empty());
    groups.sort_by_key(|group| group.members[0]);
    for (number, group) in groups.iter().enumerate() {
        for &member in &group.members {
            event_of[member] = Some(number);
        }
    }
    debug_assert_eq!(candidates.len(), event_of.len(), "every candidate has a place");
}
