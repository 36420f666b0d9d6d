//! An extraction as a page for people: the text with what was read in it marked, then the graph it would become.
//!
//! ```text
//! Harbour reopens after storm
//! written 2026-03-06
//!
//! text
//!    1  On [Thursday = 2026-03-05] the port of [Gdynia: City] {reopened: Opening 1}.
//!
//! events of the graph
//!    1  2026-03-05  Opening: port of Gdynia reopens
//!       in Gdynia
//!       sentence 1
//!
//! entities of the graph
//!    1  Gdynia (City) 54.52 18.53
//! ```
//!
//! `marked` draws a sentence, `paint` knows the colours.

mod marked;
mod paint;

use std::fmt::{self, Write as _};

pub use paint::Paint;

use super::extraction::{Event, Extraction};
use crate::ingest::record::{EventLink, Modality, Role};
use marked::{marked, tellings};

impl fmt::Display for Extraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draw(f, Paint::Plain)
    }
}

impl Extraction {
    /// The page a person checks the reading by.
    #[must_use]
    pub fn page(&self, paint: Paint) -> String {
        let mut page = String::with_capacity(4 * self.news.text().len());
        // A string takes every write.
        let _ = self.draw(&mut page, paint);
        page
    }

    fn draw(&self, f: &mut dyn fmt::Write, paint: Paint) -> fmt::Result {
        self.head(f, paint)?;
        self.text_with_marks(f, paint)?;
        self.events_with_evidence(f, paint)?;
        self.entities_with_names(f, paint)?;
        self.what_was_set_aside(f, paint)
    }

    fn head(&self, f: &mut dyn fmt::Write, paint: Paint) -> fmt::Result {
        writeln!(f, "{}", paint.heading(&visible(self.title())))?;
        match self.published {
            Some(date) => writeln!(f, "written {date}"),
            None => writeln!(f, "written on a day the text does not tell"),
        }
    }

    fn text_with_marks(&self, f: &mut dyn fmt::Write, paint: Paint) -> fmt::Result {
        writeln!(f, "\n{}", paint.heading("text"))?;
        let tellings = tellings(self);
        for (index, sentence) in self.sentences.iter().enumerate() {
            writeln!(f, "{:>4}  {}", sentence.number, marked(self, index, &tellings, paint))?;
        }
        Ok(())
    }

    fn events_with_evidence(&self, f: &mut dyn fmt::Write, paint: Paint) -> fmt::Result {
        writeln!(f, "\n{}", paint.heading("events of the graph"))?;
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
            add("", record.modality.name().to_owned());
        }
        add("according to", names(&mut record.attributed_to.iter().copied()));
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

    fn entities_with_names(&self, f: &mut dyn fmt::Write, paint: Paint) -> fmt::Result {
        writeln!(f, "\n{}", paint.heading("entities of the graph"))?;
        for (number, entity) in self.used_entities().into_iter().enumerate() {
            let entity = &self.entities[entity];
            write!(f, "{:>4}  {} ({})", number + 1, visible(&entity.name), entity.kind)?;
            if !entity.aliases.is_empty() {
                write!(
                    f,
                    " also {}",
                    entity.aliases.iter().map(|alias| visible(alias)).collect::<Vec<_>>().join(", ")
                )?;
            }
            for title in entity.bare_titles() {
                write!(f, " {}", visible(title))?;
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

    fn what_was_set_aside(&self, f: &mut dyn fmt::Write, paint: Paint) -> fmt::Result {
        if self.set_aside.is_empty() {
            return Ok(());
        }
        writeln!(f, "\n{}", paint.heading("set aside"))?;
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
