//! An extraction as a page for people.
//!
//! ```text
//! Harbour reopens after storm                                   2026-03-06
//!
//!    1  On Thursday the port of Gdynia reopened.
//!       when Thursday = 2026-03-05 · who/where Gdynia (City)
//!
//! events
//!  ▸ port of Gdynia reopens                      Opening  2026-03-05
//!    in Gdynia · says 1
//! ```

use std::fmt::{self, Write as _};

use super::extraction::{Event, Extraction};
use crate::ingest::record::{EventLink, Modality, Role};

impl fmt::Display for Extraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        self.sentences_with_findings(f)?;
        self.events_with_evidence(f)?;
        self.entities_with_names(f)?;
        self.what_was_set_aside(f)
    }
}

impl Extraction {
    fn head(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", visible(self.title()))?;
        match self.published {
            Some(date) => writeln!(f, "written {date}"),
            None => writeln!(f, "written on a day the text does not tell"),
        }
    }

    fn sentences_with_findings(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nsentences")?;
        for (index, sentence) in self.sentences.iter().enumerate() {
            let span = sentence.span;
            writeln!(f, "{:>4}  {}", sentence.number, visible(span.of(self.news.text())))?;
            let mut notes = vec![format!("bytes {}..{}", span.start, span.end)];
            notes.extend(self.times_of(index));
            notes.extend(self.names_of(index));
            writeln!(f, "      {}", notes.join(" · "))?;
        }
        Ok(())
    }

    fn times_of(&self, sentence: usize) -> impl Iterator<Item = String> + '_ {
        let first = self.times.partition_point(|time| time.sentence < sentence);
        let here = self.times[first..].iter().take_while(move |time| time.sentence == sentence);
        here.map(|time| format!("{} = {}", visible(time.span.of(self.news.text())), time.value))
    }

    fn names_of(&self, sentence: usize) -> impl Iterator<Item = String> + '_ {
        let first = self.mentions.partition_point(|mention| mention.sentence < sentence);
        let here = self.mentions[first..].iter().take_while(move |mention| mention.sentence == sentence);
        here.map(|mention| {
            let (written, entity) = (mention.span.of(self.news.text()), &self.entities[mention.entity]);
            if written == entity.name {
                format!("{} ({})", visible(written), entity.kind)
            } else {
                format!("{} = {} ({})", visible(written), visible(&entity.name), entity.kind)
            }
        })
    }

    fn events_with_evidence(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nevents")?;
        for (index, event) in self.events.iter().enumerate() {
            let record = &event.record;
            let date = if record.date.is_empty() { "no date" } else { &record.date };
            writeln!(f, "{:>4}  {date}  {}: {}", index + 1, record.kind, visible(&record.title))?;
            for line in self.details(event) {
                writeln!(f, "      {line}")?;
            }
        }
        Ok(())
    }

    fn details(&self, event: &Event) -> Vec<String> {
        let record = &event.record;
        let names = |entities: &mut dyn Iterator<Item = usize>| {
            entities.map(|entity| visible(&self.entities[entity].name)).collect::<Vec<_>>().join(", ")
        };
        let with = |role: Role| {
            names(&mut record.participants.iter().filter(|part| part.role == role).map(|part| part.entity))
        };
        let mut parts = Vec::new();
        let mut add = |label: &str, value: String| {
            if !value.is_empty() {
                parts.push(format!("{label} {value}"));
            }
        };
        add("by", with(Role::Actor));
        add("to", with(Role::Recipient));
        add("with", with(Role::Participant));
        add("in", names(&mut record.places.iter().copied()));
        add("", counts(event));
        if record.modality != Modality::Asserted {
            add("", modality(record.modality).to_owned());
        }
        add("says", names(&mut record.attributed_to.iter().copied()));
        add("quote", record.quote.as_deref().map(visible).unwrap_or_default());
        for (link, target) in &record.links {
            add(link_words(*link), (target + 1).to_string());
        }
        let evidence: Vec<String> =
            record.evidence.iter().map(|&sentence| self.sentences[sentence].number.to_string()).collect();
        let proof = format!("sentence{} {}", if evidence.len() == 1 { "" } else { "s" }, evidence.join(", "));
        parts.iter_mut().for_each(|part| *part = part.trim_start().to_owned());
        if parts.is_empty() { vec![proof] } else { vec![parts.join(" · "), proof] }
    }

    fn entities_with_names(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "\nentities")?;
        for (index, entity) in self.entities.iter().enumerate().filter(|(_, entity)| !entity.nameless) {
            write!(f, "{:>4}  {} ({})", index + 1, visible(&entity.name), entity.kind)?;
            if !entity.aliases.is_empty() {
                write!(
                    f,
                    " also {}",
                    entity.aliases.iter().map(|alias| visible(alias)).collect::<Vec<_>>().join(", ")
                )?;
            }
            if let Some(owner) = entity.part_of {
                write!(f, " part of {}", visible(&self.entities[owner].name))?;
            }
            for office in &entity.offices {
                write!(f, " {} of {}", visible(&office.title), visible(&self.entities[office.of].name))?;
            }
            if let Some(position) = entity.position {
                write!(f, " {:.2} {:.2}", position.latitude, position.longitude)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }

    fn what_was_set_aside(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.set_aside.is_empty() {
            return Ok(());
        }
        writeln!(f, "\nset aside")?;
        for part in &self.set_aside {
            writeln!(f, "      {}: {}", part.reason, visible(part.span.of(self.news.text())))?;
        }
        Ok(())
    }
}

fn counts(event: &Event) -> String {
    let record = &event.record;
    let quantity = record.quantity.map(|number| {
        format!("{number} {}", record.unit.as_deref().map(visible).unwrap_or_default()).trim_end().to_owned()
    });
    let killed = record.killed.map(|killed| format!("{killed} killed"));
    let injured = record.injured.map(|injured| format!("{injured} injured"));
    [quantity, killed, injured].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// The modality in a word, as the graph writes it.
pub(super) const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "asserted",
        Modality::Alleged => "alleged",
        Modality::Planned => "planned",
        Modality::Failed => "failed",
        Modality::Denied => "denied",
    }
}

const fn link_words(link: EventLink) -> &'static str {
    match link {
        EventLink::PartOf => "part of event",
        EventLink::ResultOf => "result of event",
        EventLink::About => "about event",
    }
}

/// A text on one line, without what would move a terminal's cursor.
fn visible(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() || c.is_whitespace() => line.push(' '),
            // Marks that turn the direction of writing can hide what is written.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                let _ = write!(line, "\\u{{{:x}}}", c as u32);
            }
            c => line.push(c),
        }
    }
    line
}
