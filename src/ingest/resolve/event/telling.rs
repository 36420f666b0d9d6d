//! One document's account of one event, and how it stands in the graph.
//!
//! ```text
//! (:Event)-[:REPORTED_IN {n: 0, parts: "ACTOR 3 OCCURRED_IN 5", killed: 3,
//!                         title: "attack on Kyiv", edtf: "2025-05-24", actors: ["Russia"], …}]->(:Sentence)
//! ```
//! The second line, what this document says as against others, stands there where several documents tell the event; an
//! event of one document says it itself.

use super::super::draft::{Draft, Properties, number_value, optional_integer, optional_text, text_value, texts_value};
use super::super::told::{Documents, Rank, index, index_value};
use super::account::{Account, integer};
use crate::graph::Neighbour;
use crate::ingest::record::{Document, Event, EventLink, Role, Toll};
use crate::ontology::Ontology;
use crate::value::{NodeId, Value};

/// One document's account of one event.
#[derive(Clone, Debug)]
pub(super) struct Telling {
    /// The document; the event itself where it was told by hand.
    pub(super) document: NodeId,
    /// Its number in the document; none where it was told by hand.
    pub(super) n: Option<usize>,
    pub(super) rank: Rank,
    /// Who and what it names, by relationship type and number in the document.
    pub(super) parts: Vec<(&'static str, usize)>,
    pub(super) links: Vec<(&'static str, usize)>,
    /// The sentences that tell it.
    pub(super) evidence: Vec<Evidence>,
    pub(super) account: Account,
    /// The same with the entities its words were taken for before, where they are others now.
    pub(super) earlier: Option<Account>,
    /// Whether some of its words are taken for others than before.
    pub(super) has_moved: bool,
    pub(super) before: Option<NodeId>,
    pub(super) now: Option<NodeId>,
}

/// A sentence that tells an event, why it does, and how many it says came to harm.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub(super) sentence: NodeId,
    because: Option<String>,
    toll: Toll,
}

/// What an event may be related to besides its evidence.
pub(super) const PARTS: [&str; 5] = ["ACTOR", "RECIPIENT", "PARTICIPANT", "OCCURRED_IN", "ATTRIBUTED_TO"];
/// How an event may stand to others.
pub(super) const LINKS: [&str; 3] = ["PART_OF", "RESULT_OF", "ABOUT"];

impl Telling {
    /// What a document of the run tells, and a warning where its date cannot be read.
    pub(super) fn new(
        (document, node): (&Document, NodeId),
        n: usize,
        sentences: &[NodeId],
        (documents, draft): (&mut Documents, &Draft<'_>),
        ontology: &Ontology,
    ) -> (Self, Option<String>) {
        let event = &document.events[n];
        let told = documents.get(node, draft);
        let mut evidence: Vec<Evidence> = Vec::new();
        for (at, &number) in event.evidence.iter().enumerate() {
            let fresh = |sentence: &&NodeId| evidence.iter().all(|known| known.sentence != **sentence);
            let Some(&sentence) = sentences.get(number).filter(fresh) else { continue };
            let because = event.reasons.get(at).cloned().filter(|reason| !reason.is_empty());
            let counted = Toll { killed: event.killed, injured: event.injured };
            evidence.push(Evidence { sentence, because, toll: event.tolls.get(at).copied().unwrap_or(counted) });
        }
        let (mut account, warning) = Account::from_record(event, ontology);
        let parts = parts_of(event);
        account.take_part(parts.iter().filter_map(|&(kind, n)| Some((kind, told.entity(n, true)?, told.word(n)))));
        let links = event.links.iter().map(|&(link, other)| (link_type(link), other)).collect();
        let rank = told.rank.clone();
        let (earlier, has_moved, before, now) = (None, false, None, None);
        (
            Self { document: node, n: Some(n), rank, parts, links, evidence, account, earlier, has_moved, before, now },
            warning,
        )
    }

    /// What documents of the graph tell of an event; what it says itself, where no document does.
    pub(super) fn of_event(
        event: NodeId,
        documents: &mut Documents,
        draft: &Draft<'_>,
        ontology: &Ontology,
    ) -> Vec<Self> {
        let mut tellings: Vec<Self> = Vec::new();
        let own = Account::of(event, draft, ontology);
        for Neighbour { relationship, node: sentence } in draft.outgoing(event, "REPORTED_IN").collect::<Vec<_>>() {
            let Some(n) = index(&draft.claim(relationship, "n")) else { continue };
            let Some(document) = draft.outgoing(sentence, "IN_DOCUMENT").next().map(|found| found.node) else {
                continue;
            };
            let because = draft.claim_text(relationship, "because");
            let count = |key| integer(&draft.claim(relationship, key));
            let toll = Toll { killed: count("killed"), injured: count("injured") };
            if let Some(known) =
                tellings.iter_mut().find(|telling| (telling.document, telling.n) == (document, Some(n)))
            {
                known.evidence.push(Evidence { sentence, because, toll });
                [Some(&mut known.account), known.earlier.as_mut()].into_iter().flatten().for_each(|account| {
                    account.killed = account.killed.max(toll.killed);
                    account.injured = account.injured.max(toll.injured);
                });
                continue;
            }
            let text = |key| draft.claim_text(relationship, key).unwrap_or_default();
            let (parts, links) = (numbered(&text("parts"), &PARTS), numbered(&text("links"), &LINKS));
            let told = documents.get(document, draft);
            let stated = Account::of_claims(relationship, draft, ontology).unwrap_or_else(|| own.clone());
            let at = |now| {
                let mut account = stated.clone();
                account
                    .take_part(parts.iter().filter_map(|&(kind, n)| Some((kind, told.entity(n, now)?, told.word(n)))));
                account
            };
            let (earlier, account) = (at(false), at(true));
            let earlier = (earlier != account).then_some(earlier);
            let has_moved = parts.iter().any(|&(_, n)| told.entity(n, false) != told.entity(n, true));
            let evidence = vec![Evidence { sentence, because, toll }];
            let (rank, before) = (told.rank.clone(), Some(event));
            let now = before;
            tellings.push(Self {
                document,
                n: Some(n),
                rank,
                parts,
                links,
                evidence,
                account,
                earlier,
                has_moved,
                before,
                now,
            });
        }
        if tellings.is_empty() {
            tellings.push(Self::by_hand(event, own));
        }
        tellings
    }

    fn by_hand(event: NodeId, account: Account) -> Self {
        let (parts, links, evidence) = (Vec::new(), Vec::new(), Vec::new());
        let (before, now, rank) = (Some(event), Some(event), Rank::first());
        Self {
            document: event,
            n: None,
            rank,
            parts,
            links,
            evidence,
            account,
            earlier: None,
            has_moved: false,
            before,
            now,
        }
    }

    /// The account with the entities its words were taken for, or are.
    pub(super) fn told(&self, now: bool) -> &Account {
        self.earlier.as_ref().filter(|_| !now).unwrap_or(&self.account)
    }

    /// The entities it names in one part, in the order the document does.
    pub(super) fn named(&self, kind: &str, now: bool, documents: &mut Documents, draft: &Draft<'_>) -> Vec<NodeId> {
        let told = documents.get(self.document, draft);
        self.parts.iter().filter(|(part, _)| *part == kind).filter_map(|&(_, n)| told.entity(n, now)).collect()
    }

    /// What stands on the relationship to a sentence: the sentence's numbers and reason always, the rest where several documents
    /// tell it.
    pub(super) fn claims(
        &self,
        evidence: &Evidence,
        several: bool,
        documents: &mut Documents,
        draft: &Draft<'_>,
    ) -> Properties {
        let Account { id, labels, title, edtf, modality, plover, mode, unit, quote, .. } = &self.account;
        let told = documents.get(self.document, draft);
        let said = |value: Value| if several { value } else { Value::Null };
        let names = |kind: &str| {
            let named = self.parts.iter().filter(|(part, _)| *part == kind).filter_map(|&(_, n)| told.name(n));
            said(texts_value(&named.collect::<Vec<_>>()))
        };
        vec![
            ("n", self.n.map_or(Value::Null, index_value)),
            ("parts", text_value(&written(&self.parts))),
            ("links", text_value(&written(&self.links))),
            ("quantity", number_value(self.account.quantity)),
            ("killed", optional_integer(evidence.toll.killed)),
            ("injured", optional_integer(evidence.toll.injured)),
            ("because", optional_text(evidence.because.as_deref())),
            ("type", said(optional_text(labels.last().map(String::as_str)))),
            ("id", said(optional_text(id.as_deref()))),
            ("title", said(text_value(title))),
            ("edtf", said(text_value(edtf))),
            ("modality", said(text_value(modality.name()))),
            ("plover", said(optional_text(plover.as_deref()))),
            ("mode", said(optional_text(mode.as_deref()))),
            ("unit", said(optional_text(unit.as_deref()))),
            ("quote", said(optional_text(quote.as_deref()))),
            ("actors", names("ACTOR")),
            ("recipients", names("RECIPIENT")),
            ("participants", names("PARTICIPANT")),
            ("places", names("OCCURRED_IN")),
            ("attributed_to", names("ATTRIBUTED_TO")),
        ]
    }
}

fn parts_of(event: &Event) -> Vec<(&'static str, usize)> {
    let played = event.participants.iter().map(|part| (part.role.relationship_type(), part.entity));
    let places = event.places.iter().map(|&place| ("OCCURRED_IN", place));
    let sources = event.attributed_to.iter().map(|&source| ("ATTRIBUTED_TO", source));
    played.chain(places).chain(sources).collect()
}

fn link_type(link: EventLink) -> &'static str {
    match link {
        EventLink::PartOf => "PART_OF",
        EventLink::ResultOf => "RESULT_OF",
        EventLink::About => "ABOUT",
    }
}

/// The role a relationship type stands for.
pub(super) fn role_of(kind: &str) -> Option<Role> {
    [Role::Actor, Role::Recipient, Role::Participant].into_iter().find(|role| role.relationship_type() == kind)
}

fn written(numbered: &[(&'static str, usize)]) -> String {
    numbered.iter().map(|(kind, n)| format!("{kind} {n}")).collect::<Vec<_>>().join(" ")
}

fn numbered<const N: usize>(text: &str, kinds: &[&'static str; N]) -> Vec<(&'static str, usize)> {
    let words: Vec<&str> = text.split(' ').collect();
    let pair = |pair: &[&str]| Some((kinds.iter().copied().find(|kind| *kind == pair[0])?, pair.get(1)?.parse().ok()?));
    words.chunks(2).filter_map(pair).collect()
}
