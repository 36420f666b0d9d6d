//! Why tellings are of one event, and why others, much alike, are of another.

use super::super::draft::Draft;
use super::super::told::Documents;
use super::pool::Pool;
use super::sameness::{Agreement, Difference, Point, Verdict, compare, points};
use super::telling::Telling;
use crate::graph::View;
use crate::ingest::record::Role;
use crate::ontology::Ontology;
use crate::value::NodeId;

/// Why an event of a graph is one, and what it is not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Why {
    /// For each document that tells it after the first, in their order: what its account shares with one before it.
    pub joined: Vec<Joined>,
    /// Events much like it that are others, the likest first.
    pub near: Vec<NearMiss>,
}

/// What a document's account of an event shares with another document's.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Joined {
    /// The document.
    pub document: NodeId,
    /// The document before it that it agrees with most.
    pub with: NodeId,
    /// The points on which they agree, in words.
    pub points: Vec<String>,
    /// On what they do not agree although it is one event, in words.
    pub differ: Option<String>,
}

/// An event that is much like another and not the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NearMiss {
    /// The event.
    pub event: NodeId,
    /// Why it is another, in words.
    pub because: String,
    /// Whether it tells the same with another stance: what the one says happened the other denies, plans or says failed.
    pub disputed: bool,
    /// What they share, in words.
    pub points: Vec<String>,
}

/// How many near misses are told.
const TOLD: usize = 5;

/// Why an event of a graph is one event, and why those much like it are others.
#[must_use]
pub fn why(event: NodeId, view: View<'_>, ontology: &Ontology) -> Why {
    let (draft, mut documents, mut pool) = (Draft::new(view), Documents::default(), Pool::default());
    pool.take_up(event, &mut documents, &draft, ontology);
    let mut own: Vec<usize> = pool.of_event.get(&event).cloned().unwrap_or_default();
    own.sort_by(|&one, &other| pool.order(one).cmp(&pool.order(other)));
    let joined = (1..own.len()).filter_map(|at| joined(&own[..at], own[at], &pool, &draft, ontology)).collect();
    let mut near: Vec<(usize, NearMiss)> = Vec::new();
    for &at in &own {
        for other in pool.alike(at, &mut documents, &draft, ontology) {
            near.extend(near_miss(at, other, &pool, &draft, ontology));
        }
    }
    // The likest first; of each event only its likest telling.
    near.sort_by(|(one, first), (other, second)| {
        other.cmp(one).then_with(|| titled(first, &draft).cmp(&titled(second, &draft)))
    });
    let mut told: Vec<NearMiss> = Vec::new();
    for (_, miss) in near {
        if told.len() < TOLD && told.iter().all(|known| known.event != miss.event) {
            told.push(miss);
        }
    }
    Why { joined, near: told }
}

fn titled(miss: &NearMiss, draft: &Draft<'_>) -> [Option<String>; 2] {
    ["edtf", "title"].map(|key| draft.text(miss.event, key))
}

fn joined(before: &[usize], at: usize, pool: &Pool, draft: &Draft<'_>, ontology: &Ontology) -> Option<Joined> {
    let telling = &pool.tellings[at];
    let others = before.iter().map(|&other| &pool.tellings[other]).filter(|other| other.document != telling.document);
    let same = others.filter_map(|other| match compare(&other.account, &telling.account, draft, ontology) {
        Verdict::Same(sameness) => Some((sameness, other)),
        _ => None,
    });
    // Of equals the first: the last of `max_by_key` would hide who told it first.
    let (sameness, with) = same.reduce(|best, next| if next.0.score > best.0.score { next } else { best })?;
    Some(Joined {
        document: telling.document,
        with: with.document,
        points: in_words(with, telling, draft),
        differ: sameness.differ.map(|difference| difference.to_string()),
    })
}

/// An event of the same sort that shares much and is another.
fn near_miss(
    at: usize,
    other: usize,
    pool: &Pool,
    draft: &Draft<'_>,
    ontology: &Ontology,
) -> Option<(usize, NearMiss)> {
    let (telling, other) = (&pool.tellings[at], &pool.tellings[other]);
    let event = other.before.filter(|event| Some(*event) != telling.before)?;
    let related = |one: &Telling, two: &Telling| ontology.is_a(one.account.kind(), two.account.kind());
    if !related(telling, other) && !related(other, telling) {
        return None;
    }
    let verdict = compare(&telling.account, &other.account, draft, ontology);
    let disputed = verdict == Verdict::Contradicted(Difference::Modality);
    let because = match verdict {
        Verdict::Contradicted(difference) => format!("{difference} differ"),
        Verdict::Unlike => "too little speaks for it".to_owned(),
        Verdict::Same(_) if telling.document == other.document => "its document tells them apart".to_owned(),
        Verdict::Same(_) => "it contradicts another account of the one or the other".to_owned(),
    };
    let points = in_words(telling, other, draft);
    Some((points.len(), NearMiss { event, because, disputed, points }))
}

fn in_words(one: &Telling, other: &Telling, draft: &Draft<'_>) -> Vec<String> {
    let name = |node| draft.text(node, "name").unwrap_or_default();
    let date = &one.account.edtf;
    let words = |point: Point| match point {
        Point::Date(Agreement::Exact) => format!("the date {date}"),
        Point::Date(Agreement::Near) => "dates that meet".to_owned(),
        Point::Date(Agreement::Vague) => "a date within the other".to_owned(),
        Point::Who(Role::Actor, node) => format!("{} did it", name(node)),
        Point::Who(Role::Recipient, node) => format!("it was done to {}", name(node)),
        Point::Who(Role::Participant, node) => format!("{} took part", name(node)),
        Point::Place(node) => format!("the place {}", name(node)),
        Point::Killed(number) => format!("killed {number}"),
        Point::Injured(number) => format!("injured {number}"),
        Point::Quantity(number) => format!("quantity {number}"),
        Point::Title => "the title".to_owned(),
    };
    let mut told: Vec<String> = points(&one.account, &other.account).into_iter().map(words).collect();
    told.dedup();
    told
}
