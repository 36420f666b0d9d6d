//! An event as all its tellings say it together.

use super::Group;
use crate::ingest::news::clean::BlockKind;
use crate::ingest::news::event::{Candidate, Dated, written};
use crate::ingest::news::extraction::{Aside, Event, EventMention, Why};
use crate::ingest::news::reading::Reading;
use crate::ingest::news::span::TextSpan;
use crate::ingest::record::{self, Modality, Participant, Toll};
use crate::time::Edtf;

/// The event a group of candidates tells.
pub(super) fn event(reading: &Reading<'_>, candidates: &[Candidate], group: &Group) -> Event {
    let tellings: Vec<&Candidate> = group.members.iter().map(|&member| &candidates[member]).collect();
    let best = tellings.iter().copied().max_by_key(|telling| title_rank(reading, telling)).unwrap_or(tellings[0]);
    // What is only another name of it, as its toll is, does not say what it is.
    let own = tellings.iter().copied().filter(|telling| telling.same_as.is_none());
    let kind = own.max_by_key(|telling| {
        let seen = telling.kind.as_ref() == "Explosion";
        (reading.ontology.depth(&telling.kind), !seen, telling.has_substance())
    });
    let mut evidence: Vec<usize> = tellings.iter().map(|telling| telling.sentence).collect();
    evidence.sort_unstable();
    evidence.dedup();
    let reasons = evidence.iter().map(|&sentence| reason(candidates, group, sentence)).collect();
    let in_sentence = |sentence: usize| tellings.iter().copied().filter(move |telling| telling.sentence == sentence);
    let tolls = evidence.iter().map(|&sentence| toll(in_sentence(sentence))).collect();
    let largest = toll(tellings.iter().copied());
    let record = record::Event {
        id: None,
        kind: kind.map_or_else(String::new, |telling| telling.kind.to_string()),
        title: best.title.clone(),
        date: written(date(&tellings)),
        participants: participants(reading, &tellings),
        places: places(reading, &tellings),
        modality: modality(&tellings),
        attributed_to: union(tellings.iter().map(|telling| telling.attributed_to.as_slice())),
        plover: tellings.iter().find_map(|telling| telling.root.map(str::to_owned)),
        mode: tellings.iter().find_map(|telling| telling.mode.as_ref().map(ToString::to_string)),
        quantity: tellings.iter().find_map(|telling| telling.quantity),
        unit: tellings.iter().filter(|telling| telling.quantity.is_some()).find_map(|telling| telling.unit.clone()),
        killed: largest.killed,
        injured: largest.injured,
        quote: tellings.iter().find_map(|telling| telling.quote.clone()),
        evidence,
        reasons,
        tolls,
        links: Vec::new(),
    };
    Event { record, mentions: tellings.iter().map(|telling| mention(reading, telling)).collect() }
}

/// The largest numbers some tellings give; what each sentence says stays with it.
fn toll<'c>(tellings: impl Iterator<Item = &'c Candidate>) -> Toll {
    tellings.fold(Toll::default(), |toll, telling| Toll {
        killed: toll.killed.max(telling.killed),
        injured: toll.injured.max(telling.injured),
    })
}

/// Why a sentence tells the event; nothing for the one that told it first.
fn reason(candidates: &[Candidate], group: &Group, sentence: usize) -> String {
    let first = group.members.iter().find(|&&member| candidates[member].sentence == sentence);
    let given = first.and_then(|first| group.reasons.iter().find(|(member, _)| member == first));
    given.map(|(_, reason)| reason.clone()).unwrap_or_default()
}

/// The candidates' links, as links between the events they became.
pub(super) fn links(candidates: &[Candidate], groups: &[Group], event_of: &[Option<usize>], events: &mut [Event]) {
    for (number, group) in groups.iter().enumerate() {
        for &(link, target) in group.members.iter().flat_map(|&member| &candidates[member].links) {
            if let Some(target) = event_of[target].filter(|&target| target != number) {
                let links = &mut events[number].record.links;
                let backwards = (link, target);
                if !links.contains(&backwards) {
                    links.push(backwards);
                }
            }
        }
        events[number].record.links.sort_unstable_by_key(|(link, target)| (*target, *link as u8));
    }
}

/// A title says the more the more it names: where, which part, who.
fn title_rank(reading: &Reading<'_>, telling: &Candidate) -> (bool, bool, bool, bool, usize, std::cmp::Reverse<usize>) {
    let headline = reading.blocks[reading.sentences[telling.sentence].block].kind == BlockKind::Headline;
    let fits = telling.title.len() <= 70;
    let part = telling.ordinal.is_some();
    let named = !telling.definite && telling.same_as.is_none();
    let whole = usize::from(!telling.places.is_empty()) + telling.participants.len().min(2);
    (!headline, part, telling.has_substance() && named, fits, whole, std::cmp::Reverse(telling.sentence))
}

/// The surest date; of equally sure ones the most precise.
fn date(tellings: &[&Candidate]) -> Option<Edtf> {
    let length = |date: Edtf| {
        let interval = date.interval();
        interval.start.zip(interval.end).map_or(i64::MAX, |(start, end)| end.days - start.days)
    };
    let sure = |telling: &&&Candidate| if telling.dated == Dated::Narrative { 0 } else { 1 };
    let dated = tellings.iter().filter(|telling| telling.date.is_some());
    let best = dated
        .max_by_key(|telling| (sure(telling), telling.date.map(|date| std::cmp::Reverse(length(date))), telling.dated));
    best.and_then(|telling| telling.date)
}

/// Everybody any telling names; of Russian forces and Russia in one role only the more precise.
fn participants(reading: &Reading<'_>, tellings: &[&Candidate]) -> Vec<Participant> {
    let mut all: Vec<Participant> = Vec::new();
    for participant in tellings.iter().flat_map(|telling| &telling.participants) {
        if !all.contains(participant) {
            all.push(*participant);
        }
    }
    let owners: Vec<Participant> = all
        .iter()
        .filter_map(|participant| {
            reading.entities[participant.entity].part_of.map(|owner| Participant { entity: owner, ..*participant })
        })
        .collect();
    all.retain(|participant| !owners.contains(participant));
    let vague = all.clone();
    all.retain(|participant| !vague.iter().any(|other| is_vaguer(reading, *participant, *other)));
    all.sort_unstable();
    all
}

/// "workers" beside "dock workers".
fn is_vaguer(reading: &Reading<'_>, one: Participant, other: Participant) -> bool {
    let (vague, precise) = (&reading.entities[one.entity], &reading.entities[other.entity]);
    one.role == other.role
        && vague.nameless
        && vague.name.len() < precise.name.len()
        && precise.name.ends_with(&vague.name)
}

/// The most precise places: a city, not the country around it.
fn places(reading: &Reading<'_>, tellings: &[&Candidate]) -> Vec<usize> {
    let mut all = union(tellings.iter().map(|telling| telling.places.as_slice()));
    let countries: Vec<Option<String>> = all
        .iter()
        .map(|&place| &reading.entities[place])
        .filter(|place| place.kind != "Country")
        .map(|place| place.country.clone())
        .collect();
    all.retain(|&place| {
        reading.entities[place].kind != "Country"
            || reading.entities[place].country.is_none()
            || !countries.contains(&reading.entities[place].country)
    });
    all
}

/// What any telling with substance asserts is asserted; else the first stance taken.
fn modality(tellings: &[&Candidate]) -> Modality {
    let strong: Vec<Modality> =
        tellings.iter().filter(|telling| telling.has_substance()).map(|telling| telling.modality).collect();
    let all = if strong.is_empty() { tellings.iter().map(|telling| telling.modality).collect() } else { strong };
    let alleged = all.iter().filter(|modality| **modality != Modality::Asserted).count();
    if alleged * 2 >= all.len().max(1) {
        all.iter().copied().find(|modality| *modality != Modality::Asserted).unwrap_or_default()
    } else {
        Modality::Asserted
    }
}

fn union<'a>(lists: impl Iterator<Item = &'a [usize]>) -> Vec<usize> {
    let mut all = Vec::new();
    for &item in lists.flatten() {
        if !all.contains(&item) {
            all.push(item);
        }
    }
    all
}

/// What a candidate is that belongs to no event.
pub(super) fn aside(reading: &Reading<'_>, telling: &Candidate) -> Aside {
    Aside {
        span: span(reading, telling),
        sentence: telling.sentence,
        kind: Some(telling.kind.to_string()),
        source: telling.source,
        target: telling.target,
        date: telling.date,
        why: if telling.unreal { Why::Unreal } else { Why::Bare },
    }
}

fn span(reading: &Reading<'_>, telling: &Candidate) -> TextSpan {
    let tokens = &reading.text.tokens[telling.trigger.clone()];
    tokens.iter().map(|token| token.span).reduce(TextSpan::to).unwrap_or_default()
}

fn mention(reading: &Reading<'_>, telling: &Candidate) -> EventMention {
    EventMention {
        span: span(reading, telling),
        sentence: telling.sentence,
        kind: telling.kind.to_string(),
        source: telling.source,
        target: telling.target,
    }
}
