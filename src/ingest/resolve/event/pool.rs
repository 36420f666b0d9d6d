//! What is told of events: by the documents of the run, and by the graph of everything that may be one with it.
//!
//! Tellings of one event agree pair by pair, so what a new telling may change is found by going from each telling to
//! those that agree with it, and on from there: the neighbourhood. What lies outside of it stays as it is.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::draft::{Draft, text_value};
use super::super::told::Documents;
use super::account::Account;
use super::cluster::order;
use super::sameness::{Verdict, compare};
use super::telling::{PARTS, Telling};
use crate::graph::PropertyRange;
use crate::ontology::Ontology;
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

/// The tellings met so far.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) tellings: Vec<Telling>,
    /// Those of each event of the graph that was looked at.
    pub(super) of_event: FxHashMap<NodeId, Vec<usize>>,
    by_key: FxHashMap<Key, Vec<usize>>,
    by_number: FxHashMap<(NodeId, usize), usize>,
    asked: FxHashSet<Key>,
}

/// What two accounts of one event have in common, to be looked up by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Identity(String),
    /// Somebody or some place, and when.
    Entity(NodeId, When),
}

/// Two dates of one event share a month, are the same, or are both missing under the same title.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum When {
    Month(i64),
    Days(Option<i64>, Option<i64>),
    Never(String),
}

/// The longest date that is taken for a day within it; see `sameness`.
const SHORT: i64 = 31;
/// Days of a step of [`When::Month`].
const STEP: i64 = 31;

impl Pool {
    pub(super) fn add(&mut self, telling: Telling) -> usize {
        let at = self.tellings.len();
        let mut keys: Vec<Key> = [true, false].into_iter().flat_map(|now| keys(telling.told(now))).collect();
        keys.sort_unstable_by_key(|key| format!("{key:?}"));
        keys.dedup();
        for key in keys {
            self.by_key.entry(key).or_default().push(at);
        }
        if let Some(event) = telling.before {
            self.of_event.entry(event).or_default().push(at);
        }
        if let Some(n) = telling.n {
            self.by_number.insert((telling.document, n), at);
        }
        self.tellings.push(telling);
        at
    }

    /// What the graph tells of an event, taken up once.
    pub(super) fn take_up(&mut self, event: NodeId, documents: &mut Documents, draft: &Draft<'_>, ontology: &Ontology) {
        if self.of_event.contains_key(&event) || !draft.has_label(event, "Event") {
            return;
        }
        Telling::of_event(event, documents, draft, ontology).into_iter().for_each(|telling| {
            self.add(telling);
        });
    }

    /// The neighbourhoods of some tellings: in each, what agrees with each other by whatever way.
    pub(super) fn neighbourhoods(
        &mut self,
        start: Vec<usize>,
        documents: &mut Documents,
        draft: &Draft<'_>,
        ontology: &Ontology,
    ) -> Vec<Vec<usize>> {
        let mut seen: FxHashSet<usize> = FxHashSet::default();
        let mut neighbourhoods = Vec::new();
        for first in start {
            if !seen.insert(first) {
                continue;
            }
            let mut found = vec![first];
            let mut next = 0;
            while next < found.len() {
                for near in self.near(found[next], documents, draft, ontology) {
                    if seen.insert(near) {
                        found.push(near);
                    }
                }
                next += 1;
            }
            neighbourhoods.push(found);
        }
        neighbourhoods
    }

    /// The place of a telling in the order of all.
    pub(super) fn order(&self, at: usize) -> impl Ord + '_ {
        order(&self.tellings[at])
    }

    /// The event a telling was of, or is of.
    pub(super) fn node(&self, at: usize, now: bool) -> Option<NodeId> {
        if now { self.tellings[at].now } else { self.tellings[at].before }
    }

    /// The event of a number in a document, as it was or is.
    pub(super) fn event(&self, document: NodeId, n: usize, now: bool) -> Option<NodeId> {
        self.by_number.get(&(document, n)).and_then(|&at| self.node(at, now))
    }

    /// The tellings that have something in common with one, by which they might be of one event.
    pub(super) fn alike(
        &mut self,
        at: usize,
        documents: &mut Documents,
        draft: &Draft<'_>,
        ontology: &Ontology,
    ) -> Vec<usize> {
        let account = self.tellings[at].account.clone();
        self.look_up(&account, documents, draft, ontology);
        let mut others: Vec<usize> =
            keys(&account).filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// The tellings that agree with one, and those it is of one event with.
    fn near(&mut self, at: usize, documents: &mut Documents, draft: &Draft<'_>, ontology: &Ontology) -> Vec<usize> {
        let mut found = Vec::new();
        let accounts: Vec<Account> = [Some(&self.tellings[at].account), self.tellings[at].earlier.as_ref()]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        for account in &accounts {
            self.look_up(account, documents, draft, ontology);
            let mut others: Vec<usize> =
                keys(account).filter_map(|key| self.by_key.get(&key)).flatten().copied().collect();
            others.sort_unstable();
            others.dedup();
            let same = |other: &Account| matches!(compare(account, other, draft, ontology), Verdict::Same(_));
            let agrees = |other: usize| {
                let other = &self.tellings[other];
                same(&other.account) || other.earlier.as_ref().is_some_and(same)
            };
            found.extend(others.into_iter().filter(|&other| other != at && agrees(other)));
        }
        let mates = self.tellings[at].before.and_then(|event| self.of_event.get(&event));
        found.extend(mates.into_iter().flatten());
        found
    }

    /// Takes up the events of the graph that an account may tell of: a glance at the days of everything an entity takes part
    /// in, once for each time asked for, because an entity of a large graph has far more events than are worth reading.
    fn look_up(&mut self, account: &Account, documents: &mut Documents, draft: &Draft<'_>, ontology: &Ontology) {
        let mut events: Vec<NodeId> = Vec::new();
        for key in keys(account).filter(|key| !self.asked.contains(key)).collect::<Vec<_>>() {
            match &key {
                Key::Identity(id) => events.extend(stored_with_id(id, draft)),
                Key::Entity(entity, when) => {
                    let near = PARTS[..4].iter().flat_map(|kind| draft.incoming(*entity, kind)).map(|found| found.node);
                    events.extend(near.filter(|&event| is_at(event, when, draft)));
                }
            }
            self.asked.insert(key);
        }
        events.sort_unstable();
        events.dedup();
        events.into_iter().for_each(|event| self.take_up(event, documents, draft, ontology));
    }
}

fn keys(account: &Account) -> impl Iterator<Item = Key> {
    let identity = account.id.clone().map(Key::Identity);
    let moments = moments(account);
    let mut entities: Vec<NodeId> = account.entities().collect();
    entities.sort_unstable();
    entities.dedup();
    let dated = entities
        .into_iter()
        .flat_map(move |entity| moments.clone().into_iter().map(move |when| Key::Entity(entity, when)));
    identity.into_iter().chain(dated)
}

fn moments(account: &Account) -> Vec<When> {
    let Some(interval) = account.interval else { return vec![When::Never(fold(&account.title))] };
    match interval.start.zip(interval.end).filter(|_| account.days() <= SHORT) {
        // Claims of one event may be a day apart.
        Some((start, end)) => {
            ((start.days - 1).div_euclid(STEP)..=(end.days + 1).div_euclid(STEP)).map(When::Month).collect()
        }
        None => vec![When::Days(interval.start.map(|day| day.days), interval.end.map(|day| day.days))],
    }
}

/// Whether an event of the graph is of a time.
fn is_at(event: NodeId, when: &When, draft: &Draft<'_>) -> bool {
    let day = |key| match draft.property(event, key) {
        Value::Date(day) => Some(day.days),
        _ => None,
    };
    let (start, end) = (day("start"), day("end"));
    match when {
        When::Month(month) => {
            let (first, last) = (month * STEP, month * STEP + STEP - 1);
            start.is_some_and(|start| start <= last) && end.is_some_and(|end| first <= end)
        }
        When::Days(first, last) => (start, end) == (*first, *last),
        When::Never(title) => {
            (start, end) == (None, None) && draft.text(event, "title").is_some_and(|known| fold(&known) == *title)
        }
    }
}

fn stored_with_id(id: &str, draft: &Draft<'_>) -> Vec<NodeId> {
    let (Some(label), Some(key)) = (draft.view.symbol("Event"), draft.view.symbol("id")) else { return Vec::new() };
    draft.view.seek(Some(label), key, &PropertyRange::Equal(text_value(id)))
}
