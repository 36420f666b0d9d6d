//! Phases are parts of the whole they are phases of.

use super::Group;
use crate::ingest::news::event::Candidate;
use crate::ingest::news::extraction::Event;
use crate::ingest::news::reading::Reading;
use crate::ingest::record::{EventLink, Modality, Participant, Role};
use crate::time::Edtf;

/// How many events away a whole is looked for.
const NEAR: usize = 256;

/// Links numbered phases to an event of the same type that spans them: the same sides, a date around theirs.
pub(super) fn parts_of_wholes(reading: &Reading<'_>, candidates: &[Candidate], groups: &[Group], events: &mut [Event]) {
    let numbered: Vec<bool> =
        groups.iter().map(|group| group.members.iter().any(|&member| candidates[member].ordinal.is_some())).collect();
    for part in 0..events.len() {
        if !numbered[part] {
            continue;
        }
        let mut near = part.saturating_sub(NEAR)..(part + NEAR).min(events.len());
        let whole =
            near.find(|&whole| whole != part && !numbered[whole] && is_whole(reading, &events[whole], &events[part]));
        if let Some(whole) = whole {
            events[part].record.links.push((EventLink::PartOf, whole));
            take_sides(reading, part, whole, events);
            take_sides(reading, whole, part, events);
        }
    }
}

/// Who takes part in the whole takes part in a phase that names nobody, and the other way round.
fn take_sides(reading: &Reading<'_>, from: usize, to: usize, events: &mut [Event]) {
    if !is_unnamed(reading, &events[to]) {
        return;
    }
    let sides = events[from].record.participants.iter().filter(|participant| participant.role == Role::Actor);
    let sides: Vec<Participant> = sides.copied().collect();
    let participants = &mut events[to].record.participants;
    participants.extend(sides);
    participants.sort_unstable();
    participants.dedup();
}

fn is_unnamed(reading: &Reading<'_>, event: &Event) -> bool {
    let mut actors = event.record.participants.iter().filter(|participant| participant.role == Role::Actor);
    actors.all(|participant| reading.entities[participant.entity].nameless)
}

fn is_whole(reading: &Reading<'_>, whole: &Event, part: &Event) -> bool {
    let kinds = reading.ontology.is_a(&part.record.kind, &whole.record.kind);
    let larger = whole.record.quantity.zip(part.record.quantity).is_none_or(|(whole, part)| whole > part);
    let people = whole.record.participants.iter().any(|participant| part.record.participants.contains(participant));
    let real = matches!(whole.record.modality, Modality::Asserted | Modality::Planned);
    let people = people || is_unnamed(reading, part) || is_unnamed(reading, whole);
    kinds && larger && people && real && encloses(&whole.record.date, &part.record.date)
}

fn encloses(whole: &str, part: &str) -> bool {
    match (Edtf::parse(whole), Edtf::parse(part)) {
        (Ok(whole), Ok(part)) => whole.interval().encloses(part.interval()) && whole != part,
        _ => false,
    }
}
