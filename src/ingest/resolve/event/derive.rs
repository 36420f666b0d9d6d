//! An event as its tellings make it: what they say together, and in which order it stands.

use super::super::draft::{Draft, Properties, number_value, optional_integer, optional_text, text_value};
use super::super::told::Documents;
use super::account::Account;
use super::telling::{PARTS, Telling};
use crate::ontology::Ontology;
use crate::time::{Edtf, Interval};
use crate::value::{NodeId, Value};

/// An event made of tellings.
#[derive(Debug, Default)]
pub(super) struct Derived {
    pub(super) labels: Vec<String>,
    pub(super) properties: Properties,
    /// Whom and what it is related to, for each of [`PARTS`].
    pub(super) parts: Vec<Vec<NodeId>>,
    /// The sentences that tell it, with what their document says.
    pub(super) evidence: Vec<(NodeId, Properties)>,
}

/// The event of some tellings, as it was or as it is; one told by hand says nothing that would have to be derived.
pub(super) fn derive(
    tellings: &[&Telling],
    now: bool,
    documents: &mut Documents,
    draft: &Draft<'_>,
    ontology: &Ontology,
) -> Derived {
    let told: Vec<&&Telling> = tellings.iter().filter(|telling| telling.n.is_some()).collect();
    let Some(account) = together(&told, now, ontology) else { return Derived::default() };
    let several = told.iter().any(|telling| telling.document != told[0].document);
    let mut parts = vec![Vec::new(); PARTS.len()];
    for (list, kind) in parts.iter_mut().zip(PARTS) {
        for node in told.iter().flat_map(|telling| telling.named(kind, now, documents, draft)) {
            if !list.contains(&node) {
                list.push(node);
            }
        }
    }
    let mut evidence: Vec<(NodeId, Properties)> = Vec::new();
    for telling in told {
        for told in &telling.evidence {
            if evidence.iter().all(|(known, _)| *known != told.sentence) {
                evidence.push((told.sentence, telling.claims(told, several, documents, draft)));
            }
        }
    }
    Derived { properties: properties(&account, ontology), labels: account.labels, parts, evidence }
}

fn together(told: &[&&Telling], now: bool, ontology: &Ontology) -> Option<Account> {
    let mut accounts = told.iter().map(|telling| telling.told(now));
    let first = accounts.next()?.clone();
    let mut account = accounts.fold(first, |account, other| account.merged(other, ontology));
    if let Some(disputed) = disputed_days(told, now, account.interval) {
        (account.edtf, account.interval) = (Edtf::of(disputed).to_string(), Some(disputed));
    }
    Some(account)
}

/// All the days there are claims for, where some contradict the most precise one: none of the claimed days is less possible
/// than the others.
fn disputed_days(told: &[&&Telling], now: bool, precise: Option<Interval>) -> Option<Interval> {
    let precise = precise?;
    let others =
        told.iter().filter_map(|telling| telling.told(now).interval).filter(|other| !precise.intersects(*other));
    let mut others = others.peekable();
    others.peek()?;
    Some(others.fold(precise, |all, other| {
        let start = all.start.zip(other.start).map(|(one, other)| one.min(other));
        Interval::new(start, all.end.zip(other.end).map(|(one, other)| one.max(other)))
    }))
}

/// Every property of an event, null where it has none.
fn properties(account: &Account, ontology: &Ontology) -> Properties {
    let event_type = ontology.event_type(account.kind());
    let day = |day: Option<crate::time::Date>| day.map_or(Value::Null, Value::Date);
    let type_plover = event_type.and_then(|event_type| event_type.plover.as_deref());
    let type_mode = event_type.and_then(|event_type| event_type.mode.as_deref());
    vec![
        ("id", optional_text(account.id.as_deref())),
        ("title", text_value(&account.title)),
        ("start", day(account.interval.and_then(|interval| interval.start))),
        ("end", day(account.interval.and_then(|interval| interval.end))),
        ("edtf", text_value(&account.edtf)),
        ("modality", text_value(account.modality.name())),
        ("plover", optional_text(account.plover.as_deref().or(type_plover))),
        ("mode", optional_text(account.mode.as_deref().or(type_mode))),
        ("quantity", number_value(account.quantity)),
        ("unit", optional_text(account.unit.as_deref())),
        ("killed", optional_integer(account.killed)),
        ("injured", optional_integer(account.injured)),
        ("quote", optional_text(account.quote.as_deref())),
    ]
}
