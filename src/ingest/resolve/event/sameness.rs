//! Whether two accounts tell of one event, and why.
//!
//! Both must agree on what happened (one type is the other or stands above it), on whether it did, on when, and on who
//! or where; where both say who did it, to whom or where, they must not contradict each other. Statements need more,
//! because one speaker says many things in a day: the same title or the same quoted words.

use std::collections::BTreeSet;

use super::super::draft::Draft;
use super::account::Account;
use crate::ingest::record::{Modality, Role};
use crate::ontology::Ontology;
use crate::value::NodeId;
use crate::value::fold::fold;

/// Why two accounts are of one event.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sameness {
    /// How sure it is: the date's agreement first, then how much else is shared.
    pub(super) score: (Agreement, usize),
    /// In words, for the report.
    pub(super) reason: String,
}

/// How well two dates agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Agreement {
    /// One allows far more days than the other.
    Vague,
    /// They share days, and neither allows more than a few.
    Near,
    /// They are the same.
    Exact,
}

/// The most days a date may allow and still tell one event from another.
const NEAR: i64 = 3;
/// The most days a date may allow to be taken for a day within it.
const VAGUE: i64 = 31;

/// Whether a known event and an account of an event are the same.
pub(super) fn compare(known: &Account, account: &Account, draft: &Draft<'_>, ontology: &Ontology) -> Option<Sameness> {
    if !have_compatible_types(known, account, ontology) {
        return None;
    }
    if known.id.is_some() && account.id.is_some() {
        return (known.id == account.id).then(|| identical(known));
    }
    if !have_compatible_modality(known.modality, account.modality) || says_other(known, account, ontology) {
        return None;
    }
    let agreement = agreement(known, account)?;
    let roles = [Role::Actor, Role::Recipient];
    let shared: Vec<Shared> = roles.iter().map(|&role| shared_roles(known, account, role, draft)).collect();
    let places = shared_places(known, account, draft);
    if shared.contains(&Shared::Contradicted) || places == Shared::Contradicted {
        return None;
    }
    let same_title = fold(&known.title) == fold(&account.title);
    let who = shared.iter().filter(|&&shared| shared == Shared::Some).count();
    let place = usize::from(places == Shared::Some);
    let enough = match agreement {
        Agreement::Vague => known.participants == account.participants && who > 0 && known.kind() == account.kind(),
        Agreement::Near | Agreement::Exact => who > 0 || (place > 0 && (same_title || has_nobody(known, account))),
    };
    let numbers = same_numbers(known, account) || (agreement == Agreement::Exact && place > 0);
    let score = (agreement, 2 * who + place + usize::from(same_title));
    (enough && numbers).then(|| Sameness { score, reason: reason(known, account, agreement, who, place) })
}

/// What two accounts have in common at one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    Some,
    /// At least one of them says nothing.
    Unsaid,
    /// Both say something, and nothing of it is the same.
    Contradicted,
}

fn identical(known: &Account) -> Sameness {
    Sameness { score: (Agreement::Exact, usize::MAX), reason: format!("'{}' has the same identity", known.title) }
}

fn have_compatible_types(known: &Account, account: &Account, ontology: &Ontology) -> bool {
    ontology.is_a(known.kind(), account.kind()) || ontology.is_a(account.kind(), known.kind())
}

/// An allegation of what happened is another account of it; a plan, a failure or a denial is not.
fn have_compatible_modality(one: Modality, other: Modality) -> bool {
    let claimed = |modality| matches!(modality, Modality::Asserted | Modality::Alleged);
    one == other || (claimed(one) && claimed(other))
}

/// Statements with neither title nor quoted words in common.
fn says_other(known: &Account, account: &Account, ontology: &Ontology) -> bool {
    let quoted = known.quote.is_some() && known.quote == account.quote;
    ontology.is_a(known.kind(), "Statement") && !quoted && fold(&known.title) != fold(&account.title)
}

fn agreement(known: &Account, account: &Account) -> Option<Agreement> {
    let (Some(one), Some(other)) = (known.interval, account.interval) else {
        let undated = known.interval.is_none() && account.interval.is_none();
        return (undated && fold(&known.title) == fold(&account.title)).then_some(Agreement::Exact);
    };
    let (narrow, wide) = (known.days().min(account.days()), known.days().max(account.days()));
    if one == other {
        Some(if wide <= VAGUE || known.title == account.title { Agreement::Exact } else { Agreement::Vague })
    } else if one.intersects(other) && wide <= NEAR {
        Some(Agreement::Near)
    } else {
        let within = one.encloses(other) || other.encloses(one);
        (within && narrow <= NEAR && wide <= VAGUE).then_some(Agreement::Vague)
    }
}

fn shared_roles(known: &Account, account: &Account, role: Role, draft: &Draft<'_>) -> Shared {
    let part_of = |one, other| draft.are_related(one, "PART_OF", other) || draft.are_related(other, "PART_OF", one);
    shared(&known.playing(role), &account.playing(role), part_of)
}

fn shared_places(known: &Account, account: &Account, draft: &Draft<'_>) -> Shared {
    let within =
        |one, other| draft.are_related(one, "LOCATED_IN", other) || draft.are_related(other, "LOCATED_IN", one);
    shared(&known.places, &account.places, within)
}

fn shared(known: &BTreeSet<NodeId>, account: &BTreeSet<NodeId>, belongs: impl Fn(NodeId, NodeId) -> bool) -> Shared {
    if known.is_empty() || account.is_empty() {
        return Shared::Unsaid;
    }
    let meets = |one: NodeId| account.iter().any(|&other| one == other || belongs(one, other));
    if known.iter().any(|&one| meets(one)) { Shared::Some } else { Shared::Contradicted }
}

/// Natural events: neither account names anyone, so the place is all there is to share.
fn has_nobody(known: &Account, account: &Account) -> bool {
    known.participants.is_empty() && account.participants.is_empty()
}

/// A quantity is what tells two exchanges or two deals apart.
fn same_numbers(known: &Account, account: &Account) -> bool {
    known.quantity.is_none() || account.quantity.is_none() || known.quantity == account.quantity
}

fn reason(known: &Account, account: &Account, agreement: Agreement, who: usize, place: usize) -> String {
    let date = match agreement {
        Agreement::Exact => "the same date",
        Agreement::Near => "dates that meet",
        Agreement::Vague => "a date within the other's",
    };
    let mut shared = vec![date];
    shared.extend((who > 0).then_some("a participant in the same role"));
    shared.extend((place > 0).then_some("a place"));
    let kind = known.kind();
    format!("'{}' is '{}' ({kind} {}): {}", account.title, known.title, known.edtf, shared.join(", "))
}
