//! What an ingest did, for the person who asked for it.
//!
//! ```text
//! 1 document new; 24 events: 22 new, 2 confirmed; 17 entities: 12 new, 5 known
//! ```

use std::fmt;

/// What an ingest did. Prints itself in a line, and a line for each document that was known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Documents that were added.
    pub documents_new: usize,
    /// Documents whose very text the graph had: nothing of them changed it.
    pub documents_known: usize,
    /// Events that were added.
    pub events_new: usize,
    /// Events the graph had, which gained evidence.
    pub events_confirmed: usize,
    /// Entities that were added.
    pub entities_new: usize,
    /// Entities the graph had.
    pub entities_known: usize,
    /// Why each confirmed event was taken for one the graph had.
    pub reasons: Vec<String>,
    /// What was noticed and left out, or kept side by side.
    pub warnings: Vec<String>,
}

impl Report {
    /// This report and another, as one.
    pub fn add(&mut self, other: Self) {
        self.documents_new += other.documents_new;
        self.documents_known += other.documents_known;
        self.events_new += other.events_new;
        self.events_confirmed += other.events_confirmed;
        self.entities_new += other.entities_new;
        self.entities_known += other.entities_known;
        self.reasons.extend(other.reasons);
        self.warnings.extend(other.warnings);
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = counted(self.documents_known, "document");
        if self.documents_new == 0 {
            return write!(f, "{known} known already: nothing changed");
        }
        write!(f, "{} new", counted(self.documents_new, "document"))?;
        if self.documents_known > 0 {
            write!(f, ", {} known already", self.documents_known)?;
        }
        let events = counted(self.events_new + self.events_confirmed, "event");
        write!(f, "; {events}: {} new, {} confirmed", self.events_new, self.events_confirmed)?;
        let entities = counted(self.entities_new + self.entities_known, "entity");
        write!(f, "; {entities}: {} new, {} known", self.entities_new, self.entities_known)
    }
}

fn counted(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{count} {stem}ies"),
        _ => format!("{count} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_prints_in_a_line() {
        let first =
            Report { documents_new: 1, events_new: 22, events_confirmed: 2, entities_new: 1, ..Report::default() };
        let line = "1 document new; 24 events: 22 new, 2 confirmed; 1 entity: 1 new, 0 known";
        assert_eq!(first.to_string(), line);
        let again = Report { documents_known: 1, ..Report::default() };
        assert_eq!(again.to_string(), "1 document known already: nothing changed");
    }
}
