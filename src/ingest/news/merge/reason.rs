//! Why a telling is one with an event, in words for the person who doubts it.

use super::Group;
use super::sameness::{Agreement, agreement, sample};
use crate::ingest::news::event::Candidate;
use crate::ingest::news::reading::Reading;

/// What the telling shares with the member of the group it agrees with most.
pub(super) fn reason(
    reading: &Reading<'_>,
    candidates: &[Candidate],
    group: &Group,
    index: usize,
    event_of: &[Option<usize>],
) -> String {
    let agreements =
        sample(&group.members).filter_map(|member| agreement(reading, candidates, member, index, event_of));
    agreements.max_by_key(|agreement| agreement.score()).map_or_else(String::new, in_words)
}

fn in_words(agreement: Agreement) -> String {
    let parts = [
        (agreement.kinds > 1, "the same word"),
        (agreement.kinds == 1, "the same type"),
        (agreement.kinds == 0, "a type above or below"),
        (agreement.dates >= 2, "the same date"),
        (agreement.dates == 1, "a date within the other"),
        (agreement.places >= 3, "the same place"),
        (agreement.places == 2, "a place within the other"),
        (agreement.people > 0, "a participant in the same role"),
        (agreement.numbers > 0, "the same number"),
        (agreement.statements > 0, "the same said by the same"),
        (agreement.points_back > 0, "it points back"),
        (agreement.cause > 0, "the same cause"),
    ];
    parts.into_iter().filter_map(|(holds, words)| holds.then_some(words)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::ingest::news::{News, extract};
    use crate::ontology::Ontology;

    #[test]
    fn what_two_sentences_share_is_said() {
        let text = "Norway and Sweden held talks in Oslo on May 5, 2025. The talks lasted three hours.";
        let found = extract(&News::new(text), Ontology::standard());
        let told: Vec<_> = found.events.iter().filter(|event| event.record.evidence.len() == 2).collect();
        assert_eq!(told.len(), 1, "{:?}", found.events);
        assert_eq!(told[0].record.reasons, ["", "the same word, the same date, it points back"]);
    }
}
