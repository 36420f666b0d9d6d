//! Phases are parts of the whole they are phases of.

use super::Group;
use crate::ingest::news::event::Candidate;
use crate::ingest::news::extraction::Event;
use crate::ingest::news::reading::Reading;
use crate::ingest::record::{EventLink, Modality};
use crate::time::Edtf;

/// Links numbered phases to an event of the same type that spans them: the same sides, a date around theirs.
pub(super) fn parts_of_wholes(reading: &Reading<'_>, candidates: &[Candidate], groups: &[Group], events: &mut [Event]) {
    let numbered: Vec<bool> =
        groups.iter().map(|group| group.members.iter().any(|&member| candidates[member].ordinal.is_some())).collect();
    for part in 0..events.len() {
        if !numbered[part] {
            continue;
        }
        let whole = (0..events.len())
            .find(|&whole| whole != part && !numbered[whole] && is_whole(reading, &events[whole], &events[part]));
        if let Some(whole) = whole {
            events[part].record.links.push((EventLink::PartOf, whole));
        }
    }
}

fn is_whole(reading: &Reading<'_>, whole: &Event, part: &Event) -> bool {
    let kinds = reading.ontology.is_a(&part.record.kind, &whole.record.kind);
    let larger = whole.record.quantity.zip(part.record.quantity).is_none_or(|(whole, part)| whole > part);
    let people = whole.record.participants.iter().any(|participant| part.record.participants.contains(participant));
    let real = matches!(whole.record.modality, Modality::Asserted | Modality::Planned);
    kinds && larger && people && real && encloses(&whole.record.date, &part.record.date)
}

fn encloses(whole: &str, part: &str) -> bool {
    match (Edtf::parse(whole), Edtf::parse(part)) {
        (Ok(whole), Ok(part)) => whole.interval().encloses(part.interval()) && whole != part,
        _ => false,
    }
}
