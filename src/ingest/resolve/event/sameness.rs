//! Whether two accounts tell of one event, and why.
//!
//! Both must agree on what happened (one type is the other or stands above it), on whether it did, on when, and on who
//! or where; where both say who did it, to whom or where, they must not contradict each other. Statements need more,
//! because one speaker says many things in a day: the same title or the same quoted words.

use std::collections::BTreeSet;
use std::fmt;

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
    /// The one thing they do not agree on.
    pub(super) differ: Option<Difference>,
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

/// What comparing two accounts comes to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Verdict {
    /// They tell of one event.
    Same(Sameness),
    /// Nothing forbids it, and not enough speaks for it.
    Unlike,
    /// They cannot be of one event, because of this.
    Contradicted(Difference),
}

/// On what two accounts cannot agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Difference {
    Type,
    Identity,
    Modality,
    Date,
    Who(Role),
    Place,
    Quantity,
}

impl fmt::Display for Difference {
    /// In words that go before "differ".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "the types",
            Self::Identity => "the identities their sources give them",
            Self::Modality => "whether it happened",
            Self::Date => "the dates",
            Self::Who(Role::Actor) => "those who did it",
            Self::Who(Role::Recipient) => "those it was done to",
            Self::Who(Role::Participant) => "those who took part",
            Self::Place => "the places",
            Self::Quantity => "the numbers",
        })
    }
}

/// Whether two accounts are of one event. It does not matter which of them comes first, but for the words of the reason.
pub(super) fn compare(known: &Account, account: &Account, draft: &Draft<'_>, ontology: &Ontology) -> Verdict {
    if known.id.is_some() && known.id == account.id && have_compatible_types(known, account, ontology) {
        return Verdict::Same(identical(known));
    }
    if let Some(difference) = plain_difference(known, account, ontology) {
        return Verdict::Contradicted(difference);
    }
    if met_others(known, account, draft, ontology) {
        return Verdict::Contradicted(Difference::Who(Role::Actor));
    }
    let shared = shared_all(known, account, draft);
    if let Some(difference) = difference(known, account, shared) {
        let claimed = claims_other(known, account, difference, shared).filter(|_| share_an_entity(known, account));
        return claimed.map_or(Verdict::Contradicted(difference), Verdict::Same);
    }
    let agreement = agreement(known, account).filter(|_| !says_other(known, account, ontology));
    let sameness = agreement.and_then(|agreement| sameness(known, account, agreement, shared, ontology));
    sameness.filter(|_| share_an_entity(known, account)).map_or(Verdict::Unlike, Verdict::Same)
}

/// What speaks for two accounts being of one event, one point each.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Point {
    /// The same date, dates that meet, or a date within the other.
    Date(Agreement),
    /// Somebody in the same role.
    Who(Role, NodeId),
    Place(NodeId),
    Killed(i64),
    Injured(i64),
    Quantity(f64),
    Title,
}

/// Everything two accounts share.
pub(super) fn points(known: &Account, account: &Account) -> Vec<Point> {
    let same = |one: Option<i64>, other: Option<i64>| one.filter(|_| one == other);
    let quantity = known.quantity.filter(|_| known.quantity == account.quantity);
    let both = known.participants.intersection(&account.participants).filter(|&&(_, node)| !known.is_anybody(node));
    let who = both.map(|&(role, node)| Point::Who(role, node));
    let dates = known.interval.zip(account.interval).and_then(|_| agreement(known, account)).map(Point::Date);
    dates
        .into_iter()
        .chain(who)
        .chain(known.places.intersection(&account.places).map(|&place| Point::Place(place)))
        .chain(same(known.killed, account.killed).map(Point::Killed))
        .chain(same(known.injured, account.injured).map(Point::Injured))
        .chain(quantity.map(Point::Quantity))
        .chain((fold(&known.title) == fold(&account.title)).then_some(Point::Title))
        .collect()
}

/// What is common to all accounts of one event, so that they can be found by it.
fn share_an_entity(known: &Account, account: &Account) -> bool {
    known.entities().any(|entity| account.entities().any(|other| other == entity))
}

/// What two accounts share: the actors, the recipients, the places.
type SharedAll = [Shared; 3];

fn shared_all(known: &Account, account: &Account, draft: &Draft<'_>) -> SharedAll {
    let [actors, recipients] = [Role::Actor, Role::Recipient].map(|role| shared_roles(known, account, role, draft));
    [actors, recipients, shared_places(known, account, draft)]
}

/// The first thing on which they cannot agree, of what is told at a glance.
fn plain_difference(known: &Account, account: &Account, ontology: &Ontology) -> Option<Difference> {
    let apart = || known.interval.zip(account.interval).is_some_and(|(one, other)| !one.intersects(other));
    if !have_compatible_types(known, account, ontology) {
        Some(Difference::Type)
    } else if known.id.is_some() && account.id.is_some() {
        Some(Difference::Identity)
    } else if !have_compatible_modality(known.modality, account.modality) {
        Some(Difference::Modality)
    } else {
        apart().then_some(Difference::Date).filter(|_| !are_next(known, account))
    }
}

/// Two days, one after the other: sources often differ by one.
fn are_next(known: &Account, account: &Account) -> bool {
    let day = |account: &Account| account.interval.and_then(|interval| interval.start).filter(|_| account.days() == 1);
    day(known).zip(day(account)).is_some_and(|(one, other)| (one.days - other.days).abs() == 1)
}

/// The first thing on which they cannot agree, of who, where and how many.
fn difference(known: &Account, account: &Account, shared: SharedAll) -> Option<Difference> {
    let [actors, recipients, places] = shared;
    let exact = agreement(known, account) == Some(Agreement::Exact) && places == Shared::Some;
    let apart = known.interval.zip(account.interval).is_some_and(|(one, other)| !one.intersects(other));
    let checks = [
        (apart, Difference::Date),
        (actors == Shared::Contradicted, Difference::Who(Role::Actor)),
        (recipients == Shared::Contradicted, Difference::Who(Role::Recipient)),
        (places == Shared::Contradicted, Difference::Place),
        (!same_numbers(known, account) && !exact, Difference::Quantity),
    ];
    checks.into_iter().find(|(differs, _)| *differs).map(|(_, difference)| difference)
}

/// The fewest people a number must tell of to say that two accounts are of one event.
const TELLING: i64 = 3;

/// Whether both give one number of killed or injured, large enough to tell.
fn counts_as_many(known: &Account, account: &Account) -> bool {
    let told = |one: Option<i64>, other: Option<i64>| one == other && one.is_some_and(|number| number >= TELLING);
    told(known.killed, account.killed) || told(known.injured, account.injured)
}

/// One event of which two accounts claim different things: they give the same number of killed or injured and agree on
/// two of day, place, who did it and to whom, and there is one thing they do not agree on.
fn claims_other(known: &Account, account: &Account, difference: Difference, shared: SharedAll) -> Option<Sameness> {
    let is_claim = matches!(difference, Difference::Date | Difference::Who(_) | Difference::Place);
    let number = counts_as_many(known, account);
    let day = known.days() == 1 && known.interval == account.interval;
    // Two crashes of one town, a day apart and with as many dead, are one.
    let in_town = known
        .places
        .intersection(&account.places)
        .any(|place| known.towns.contains(place) || account.towns.contains(place));
    let others = shared.iter().filter(|&&shared| shared == Shared::Some).count() + usize::from(day || in_town);
    let against = shared.iter().filter(|&&shared| shared == Shared::Contradicted).count() + usize::from(!day);
    let (narrow, same) = (known.days() <= NEAR && account.days() <= NEAR, same_numbers(known, account));
    (is_claim && number && narrow && same && others >= 2 && against == 1).then(|| {
        let reason = format!("'{}' is '{}': the same number, though {difference} differ", account.title, known.title);
        Sameness { score: (Agreement::Vague, others), reason, differ: Some(difference) }
    })
}

/// Why they are of one event, where enough speaks for it.
fn sameness(
    known: &Account,
    account: &Account,
    agreement: Agreement,
    shared: SharedAll,
    ontology: &Ontology,
) -> Option<Sameness> {
    let same_title = fold(&known.title) == fold(&account.title);
    let who = shared[..2].iter().filter(|&&shared| shared == Shared::Some).count();
    let alike = shared[..2].iter().filter(|&&shared| shared == Shared::Alike).count();
    let place = usize::from(shared[2] == Shared::Some);
    // Rebels who attack a town, and rebels who attack a school there, are perhaps others.
    let says = |account: &Account, role| account.playing(role).into_iter().any(|one| !account.is_anybody(one));
    let same_roles = ROLES.iter().all(|&role| says(known, role) == says(account, role));
    let is_rare = place > 0 && is_rare(known, account, ontology);
    let enough = match agreement {
        Agreement::Vague => known.participants == account.participants && who > 0 && known.kind() == account.kind(),
        Agreement::Near | Agreement::Exact => {
            who > 0 || (place > 0 && (same_title || alike > 0 && same_roles || has_nobody(known, account) || is_rare))
        }
    };
    let score = (agreement, 2 * who + alike + place + usize::from(same_title));
    enough.then(|| Sameness { score, reason: reason(known, account, agreement, who + alike, place), differ: None })
}

/// What two accounts have in common at one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shared {
    Some,
    /// Both call somebody by one common noun, who may be another all the same.
    Alike,
    /// At least one of them says nothing.
    Unsaid,
    /// Both say something, and nothing of it is the same.
    Contradicted,
}

fn identical(known: &Account) -> Sameness {
    Sameness {
        score: (Agreement::Exact, usize::MAX),
        reason: format!("'{}' has the same identity", known.title),
        differ: None,
    }
}

fn have_compatible_types(known: &Account, account: &Account, ontology: &Ontology) -> bool {
    let (one, other) = (known.kind(), account.kind());
    ontology.may_be_told_as(one, other) || ontology.may_be_told_as(other, one)
}

/// An allegation of what happened is another account of it; a plan, a failure or a denial is not.
fn have_compatible_modality(one: Modality, other: Modality) -> bool {
    let claimed = |modality| matches!(modality, Modality::Asserted | Modality::Alleged);
    one == other || (claimed(one) && claimed(other))
}

/// Statements with neither title nor quoted words in common, but for what their speaker is called.
fn says_other(known: &Account, account: &Account, ontology: &Ontology) -> bool {
    let quoted = known.quote.is_some() && known.quote == account.quote;
    ontology.is_a(known.kind(), "Statement") && !quoted && said(known) != said(account)
}

/// The title of a statement without the name of who makes it.
fn said(account: &Account) -> String {
    let speakers = account.playing(Role::Actor);
    let names = speakers.iter().filter_map(|speaker| account.called.get(speaker));
    let rest = names.filter_map(|name| account.title.strip_prefix(name.as_str())).next();
    fold(rest.unwrap_or(&account.title)).trim().to_owned()
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
    let (ours, theirs) = (known.playing(role), account.playing(role));
    if ours.is_empty() || theirs.is_empty() {
        return Shared::Unsaid;
    }
    let pairs = || ours.iter().flat_map(|&one| theirs.iter().map(move |&other| (one, other)));
    let named = |(one, other): (NodeId, NodeId)| !known.is_common(one) && !account.is_common(other);
    if pairs().any(|pair| named(pair) && are_one_side(pair.0, pair.1, draft)) {
        Shared::Some
    } else if pairs().any(|(one, other)| known.calls_alike(one, (account, other)) && !known.is_anybody(one)) {
        Shared::Alike
    } else if ours.iter().all(|&one| known.is_anybody(one)) || theirs.iter().all(|&other| account.is_anybody(other)) {
        Shared::Unsaid
    } else {
        Shared::Contradicted
    }
}

/// The same, or one a part of the other.
fn are_one_side(one: NodeId, other: NodeId, draft: &Draft<'_>) -> bool {
    one == other || draft.are_related(one, "PART_OF", other) || draft.are_related(other, "PART_OF", one)
}

/// Two meetings of two with names each, of whom only one was at both: he met two others. More may have come to a summit than are
/// named.
fn met_others(known: &Account, account: &Account, draft: &Draft<'_>, ontology: &Ontology) -> bool {
    let is_a = |kind: &str| ontology.is_a(known.kind(), kind) || ontology.is_a(account.kind(), kind);
    if !(is_a("Meeting") || is_a("PhoneCall")) || is_a("Summit") || is_a("Conference") {
        return false;
    }
    let named = |account: &Account| -> Vec<NodeId> {
        account.playing(Role::Actor).into_iter().filter(|&actor| !account.is_common(actor)).collect()
    };
    let (ours, theirs) = (named(known), named(account));
    let both = ours.iter().filter(|&&one| theirs.iter().any(|&other| are_one_side(one, other, draft))).count();
    (ours.len(), theirs.len(), both) == (2, 2, 1)
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

/// Roles that two accounts of one event both speak of or both leave out, where they have but common nouns for those who play
/// them.
const ROLES: [Role; 2] = [Role::Actor, Role::Recipient];

/// What a place has but one of in a day: an election; and, where one account names nobody, bloodshed in a town, or an accident there
/// with as many dead or injured.
fn is_rare(known: &Account, account: &Account, ontology: &Ontology) -> bool {
    let is_a = |kinds: &[&str]| {
        kinds.iter().any(|kind| ontology.is_a(known.kind(), kind) && ontology.is_a(account.kind(), kind))
    };
    let is_town = |place: &NodeId| known.towns.contains(place) || account.towns.contains(place);
    let in_town = || known.places.intersection(&account.places).any(is_town);
    let nobody = |account: &Account| account.participants.iter().all(|&(_, one)| account.is_anybody(one));
    let unnamed = || (nobody(known) || nobody(account)) && in_town();
    is_a(&["Election", "Referendum"])
        || is_a(&["Attack"]) && unnamed()
        || is_a(&["Accident", "Disaster"]) && counts_as_many(known, account) && unnamed()
}

/// Natural events: neither account says who anyone was, so the place is all there is to share.
fn has_nobody(known: &Account, account: &Account) -> bool {
    [known, account].iter().all(|told| told.participants.iter().all(|&(_, somebody)| told.is_anybody(somebody)))
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
