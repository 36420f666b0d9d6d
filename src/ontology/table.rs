//! Reads the tables of an ontology, built-in and users' own alike.
//!
//! The format is described at [`Ontology::extended`](super::Ontology::extended).

use std::sync::Arc;

use super::inflection::Inflections;
use super::lexicon::{Filler, Fillers, Modifier, NearWords, Sense};
use super::{Certainty, EntityKind, EventType, Frame, Ontology, OwnName, Role, Slot, WordClass};
use crate::diagnostic::{Diagnostic, Span};

/// Adds every row of `text` to `ontology`, in order.
pub(super) fn read(ontology: &mut Ontology, text: &str) -> Result<(), Diagnostic> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let row = line.trim_end();
        if !row.trim_start().is_empty() && !row.starts_with('#') {
            Row::new(row).add_to(ontology).map_err(|wrong| placed(wrong, start, row.len()))?;
        }
        start += line.len();
    }
    Ok(())
}

/// A refusal, pointing into the whole text: at its column, or at its row.
fn placed(wrong: Diagnostic, start: usize, length: usize) -> Diagnostic {
    let span = wrong.span.unwrap_or(Span::new(0, length));
    wrong.at(Span::new(start + span.start, start + span.end))
}

/// The columns of a row; the first says what the row is.
struct Row<'t> {
    row: &'t str,
    columns: Vec<&'t str>,
}

impl<'t> Row<'t> {
    fn new(row: &'t str) -> Self {
        Self { row, columns: row.split('\t').map(str::trim).collect() }
    }

    fn add_to(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        self.ends()?;
        match self.columns[0] {
            "type" => self.add_type(ontology),
            "kind" => self.add_kind(ontology),
            "noun" => self.add_words(ontology, WordClass::Noun),
            "verb" => self.add_words(ontology, WordClass::Verb),
            "agent" => self.add_words(ontology, WordClass::Agent),
            "modifier" => self.add_modifier(ontology),
            "stop" => self.add_stop_phrases(ontology),
            "light" => self.add_light_verbs(ontology),
            "irregular" => self.add_irregular(ontology),
            "plural" => self.add_plural(ontology),
            "name" => self.add_name(ontology),
            "place" => self.add_place(ontology),
            other => Err(self.at(0, wrong(format!("no kind of row is called '{other}'")).help(ROW_KINDS))),
        }
    }

    /// Nothing stands behind the last column its kind of row has: lists are separated by commas.
    fn ends(&self) -> Result<(), Diagnostic> {
        let known = COLUMNS.iter().find(|(kind, _)| *kind == self.columns[0]);
        let Some(&(kind, columns)) = known else { return Ok(()) };
        match (columns..self.columns.len()).find(|&column| !self.columns[column].is_empty()) {
            None => Ok(()),
            Some(column) => {
                let refusal = wrong(format!("a '{kind}' row has no column {}", column + 1));
                Err(self.at(column, refusal.help("separate the words of a list by commas, columns by tabs")))
            }
        }
    }

    /// The label a row defines: one word, so that Cypher and questions can write it.
    fn label(&self) -> Result<&'t str, Diagnostic> {
        let label = self.required(1, "label")?;
        let is_word = label.starts_with(char::is_alphabetic)
            && label.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        let refusal = || wrong(format!("'{label}' is no label")).help("write one word, such as BankRobbery");
        if is_word { Ok(label) } else { Err(self.at(1, refusal())) }
    }

    /// Refuses a parent that stands under what is to stand under it.
    fn check_parent(&self, label: &str, ontology: &Ontology) -> Result<(), Diagnostic> {
        let Some(parent) = self.optional(2).filter(|parent| ontology.labels_of(parent).contains(&label)) else {
            return Ok(());
        };
        let refusal = wrong(format!("'{label}' cannot stand under '{parent}', which is or stands under '{label}'"));
        Err(self.at(2, refusal))
    }

    /// `type LABEL PARENT PLOVER MODE CAMEO SIDES FRAME UNIT GLOSS`
    fn add_type(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        let label = self.label()?;
        self.check_parent(label, ontology)?;
        let parent = self.optional(2).map(|_| self.known_type(ontology, 2).cloned()).transpose()?;
        if parent.is_none() && label != "Event" {
            return Err(wrong(format!("the type '{label}' has no parent")).help("put it under 'Event'"));
        }
        let event_type = EventType {
            label: label.into(),
            plover: self.inherited(3, parent.as_ref().and_then(|parent| parent.plover.as_ref())),
            mode: self.inherited(4, parent.as_ref().and_then(|parent| parent.mode.as_ref())),
            cameo: self.list(5).map(Arc::from).collect(),
            symmetric: self.symmetric(6, parent.as_ref().is_some_and(|parent| parent.symmetric))?,
            frame: parent.as_ref().map(|parent| parent.frame.clone()).unwrap_or_default().overlaid(&self.frame(7)?),
            quantity_unit: self.inherited(8, parent.as_ref().and_then(|parent| parent.quantity_unit.as_ref())),
            gloss: self.optional(9).unwrap_or_default().into(),
            parent: parent.map(|parent| parent.label),
        };
        let name = words_of_label(label);
        let frame = Arc::new(event_type.frame.clone());
        ontology.event_types.insert(label.into(), event_type);
        if label != "Event" {
            let near = NearWords::from_iter([]);
            let certainty = Certainty::Likely;
            let event_type = label.into();
            let lemma = name.into();
            let class = WordClass::Noun;
            let forms = super::Forms::default();
            let fillers = Arc::from([]);
            ontology.lexicon.add_word(&Sense { event_type, lemma, class, forms, certainty, near, fillers, frame });
        }
        Ok(())
    }

    /// `kind LABEL PARENT GLOSS`
    fn add_kind(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        let label = self.label()?;
        self.check_parent(label, ontology)?;
        let parent = self.optional(2);
        if let Some(unknown) = parent.filter(|&parent| ontology.entity_kind(parent).is_none()) {
            let refusal = wrong(format!("no entity kind is called '{unknown}'")).help("define it in a row above");
            return Err(self.at(2, refusal));
        }
        let kind = EntityKind {
            label: label.into(),
            parent: parent.map(Arc::from),
            gloss: self.optional(3).unwrap_or_default().into(),
        };
        ontology.entity_kinds.insert(label.into(), kind);
        Ok(())
    }

    /// `noun|verb|agent TYPE WORDS CERTAINTY NEAR FRAME`
    fn add_words(&self, ontology: &mut Ontology, class: WordClass) -> Result<(), Diagnostic> {
        self.required(1, "type")?;
        let event_type = self.known_type(ontology, 1)?;
        let frame = Arc::new(event_type.frame.overlaid(&self.frame(5)?));
        let near = either_number(&ontology.lexicon.inflections, self.list(4).filter(|word| !word.contains('=')));
        let fillers = self.fillers(ontology)?;
        let (event_type, certainty) = (event_type.label.clone(), self.certainty(3)?);
        self.required(2, "list of words")?;
        for word in self.list(2) {
            let sense = Sense {
                event_type: event_type.clone(),
                lemma: word.into(),
                class,
                forms: super::Forms::default(),
                certainty,
                near: near.clone(),
                fillers: fillers.clone(),
                frame: frame.clone(),
            };
            ontology.lexicon.add_word(&sense);
        }
        Ok(())
    }

    /// `object=Company|Team` and `object=rate|tax` among the words near.
    fn fillers(&self, ontology: &Ontology) -> Result<Fillers, Diagnostic> {
        let mut fillers = Vec::new();
        for (position, filling) in self.list(4).filter_map(|word| word.split_once('=')) {
            let (kinds, words): (Vec<&str>, Vec<&str>) =
                filling.split('|').partition(|word| word.starts_with(char::is_uppercase));
            for kind in kinds {
                let unknown = || self.at(4, wrong(format!("no entity kind is called '{kind}'")));
                ontology.entity_kind(kind).ok_or_else(unknown)?;
                fillers.push((Arc::from(position), Filler::Kind(kind.into())));
            }
            if !words.is_empty() {
                let words = either_number(&ontology.lexicon.inflections, words.into_iter());
                fillers.push((Arc::from(position), Filler::Words(words)));
            }
        }
        Ok(fillers.into())
    }

    /// `modifier WORDS BASE NARROWED MODE`
    fn add_modifier(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        self.required(2, "base type")?;
        self.required(3, "narrowed type")?;
        let modifier = Modifier {
            base: self.known_type(ontology, 2)?.label.clone(),
            narrowed: self.known_type(ontology, 3)?.label.clone(),
            mode: self.optional(4).map(Arc::from),
        };
        self.required(1, "list of words")?;
        self.list(1).for_each(|word| ontology.lexicon.add_modifier(word, modifier.clone()));
        Ok(())
    }

    /// `stop WORDS`
    fn add_stop_phrases(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        self.required(1, "list of words")?;
        self.list(1).for_each(|phrase| ontology.lexicon.add_stop_phrase(phrase));
        Ok(())
    }

    /// `light ROLE WORDS`
    fn add_light_verbs(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        let subject = match self.required(1, "role")? {
            "ACTOR" => Role::Actor,
            "RECIPIENT" => Role::Recipient,
            "PARTICIPANT" => Role::Participant,
            other => return Err(self.at(1, wrong(format!("no role is called '{other}'")).help(ROLES))),
        };
        self.required(2, "list of words")?;
        self.list(2).for_each(|word| ontology.lexicon.add_light_verb(word, subject));
        Ok(())
    }

    /// `irregular BASE THIRD PAST PARTICIPLE GERUND`
    fn add_irregular(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        let form = |column, name| self.required(column, name);
        let forms = [form(2, "third person")?, form(3, "past")?, form(4, "participle")?, form(5, "gerund")?];
        ontology.lexicon.inflections.add_verb(form(1, "base form")?, forms);
        Ok(())
    }

    /// `plural SINGULAR PLURAL`
    fn add_plural(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        ontology.lexicon.inflections.add_plural(self.required(1, "singular")?, self.required(2, "plural")?);
        Ok(())
    }

    /// `name KIND NAME ALIASES`
    fn add_name(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        let kind = self.kind(ontology, 1)?;
        let name = self.required(2, "name")?.into();
        let aliases = self.list(3).map(Arc::from).collect();
        ontology.own_names.add(OwnName { name, kind, aliases, position: None, country: None });
        Ok(())
    }

    /// `place KIND NAME LATITUDE LONGITUDE COUNTRY ALIASES`
    fn add_place(&self, ontology: &mut Ontology) -> Result<(), Diagnostic> {
        let kind = self.kind(ontology, 1)?;
        if !ontology.is_a(&kind, "Place") {
            let refusal = wrong(format!("'{kind}' is no kind of place")).help("a 'name' row takes any kind");
            return Err(self.at(1, refusal));
        }
        let name = self.required(2, "name")?.into();
        let degrees = (self.degrees(3, "latitude", 90.0)?, self.degrees(4, "longitude", 180.0)?);
        if degrees.0.is_some() != degrees.1.is_some() {
            let refusal = wrong("a place has a latitude and a longitude, or neither".to_owned());
            return Err(self.at(if degrees.0.is_some() { 3 } else { 4 }, refusal));
        }
        let position = degrees.0.zip(degrees.1);
        let country = self.country(5)?;
        let aliases = self.list(6).map(Arc::from).collect();
        ontology.own_names.add(OwnName { name, kind, aliases, position, country });
        Ok(())
    }

    fn kind(&self, ontology: &Ontology, column: usize) -> Result<Arc<str>, Diagnostic> {
        let label = self.required(column, "kind")?;
        ontology.entity_kind(label).map(|kind| kind.label.clone()).ok_or_else(|| {
            let refusal = wrong(format!("no entity kind is called '{label}'"));
            let usual =
                if self.columns[0] == "place" { "City, Region, Facility" } else { "Person, Organization, City" };
            self.at(column, refusal.help(format!("define it with a 'kind' row above this one, or take {usual}")))
        })
    }

    fn degrees(&self, column: usize, name: &str, most: f64) -> Result<Option<f64>, Diagnostic> {
        let Some(written) = self.optional(column) else { return Ok(None) };
        let degrees = written.parse().ok().filter(|degrees: &f64| degrees.abs() <= most);
        degrees.map(Some).ok_or_else(|| {
            self.at(column, wrong(format!("expected a {name} from -{most} to {most}, found '{written}'")))
        })
    }

    fn country(&self, column: usize) -> Result<Option<Arc<str>>, Diagnostic> {
        let Some(written) = self.optional(column) else { return Ok(None) };
        let is_code = written.len() == 2 && written.bytes().all(|letter| letter.is_ascii_uppercase());
        let refusal = || wrong(format!("expected a country code such as UA, found '{written}'"));
        if is_code { Ok(Some(written.into())) } else { Err(self.at(column, refusal())) }
    }

    /// The event type a column names.
    fn known_type<'o>(&self, ontology: &'o Ontology, column: usize) -> Result<&'o EventType, Diagnostic> {
        let label = self.columns.get(column).copied().unwrap_or_default();
        ontology.event_type(label).ok_or_else(|| {
            let refusal = wrong(format!("no event type is called '{label}'"));
            self.at(column, refusal.help("define it with a 'type' row above this one"))
        })
    }

    /// A refusal of what stands in a column.
    fn at(&self, column: usize, refusal: Diagnostic) -> Diagnostic {
        let before: usize = self.row.split('\t').take(column).map(|before| before.len() + 1).sum();
        let written = self.row.split('\t').nth(column).unwrap_or_default();
        let start = before + (written.len() - written.trim_start().len());
        refusal.at(Span::new(start, start + written.trim().len()))
    }

    fn required(&self, column: usize, name: &str) -> Result<&'t str, Diagnostic> {
        let missing = || wrong(format!("a '{}' row needs a {name} in column {}", self.columns[0], column + 1));
        self.optional(column).ok_or_else(missing)
    }

    fn optional(&self, column: usize) -> Option<&'t str> {
        self.columns.get(column).copied().filter(|value| !value.is_empty() && *value != "-")
    }

    fn inherited(&self, column: usize, parents: Option<&Arc<str>>) -> Option<Arc<str>> {
        self.optional(column).map(Arc::from).or_else(|| parents.cloned())
    }

    fn list(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t> {
        let words = self.optional(column).unwrap_or_default();
        words.split(',').map(str::trim).filter(|word| !word.is_empty())
    }

    fn symmetric(&self, column: usize, inherited: bool) -> Result<bool, Diagnostic> {
        match self.optional(column) {
            None => Ok(inherited),
            Some("symmetric") => Ok(true),
            Some("directed") => Ok(false),
            Some(other) => Err(self.at(column, wrong(format!("expected 'symmetric' or 'directed', found '{other}'")))),
        }
    }

    fn certainty(&self, column: usize) -> Result<Certainty, Diagnostic> {
        match self.optional(column) {
            None | Some("likely") => Ok(Certainty::Likely),
            Some("sure") => Ok(Certainty::Sure),
            Some("weak") => Ok(Certainty::Weak),
            Some(other) => Err(self.at(column, wrong(format!("expected 'sure', 'likely' or 'weak', found '{other}'")))),
        }
    }

    fn frame(&self, column: usize) -> Result<Frame, Diagnostic> {
        let mut frame = Frame::default();
        for pair in self.optional(column).unwrap_or_default().split_whitespace() {
            let refusal = || self.at(column, no_frame(pair));
            let (position, slot) = pair.split_once('=').ok_or_else(refusal)?;
            frame.set(position, Slot::parse(slot).ok_or_else(refusal)?);
        }
        Ok(frame)
    }
}

/// Words in singular and plural.
fn either_number<'t>(inflections: &Inflections, words: impl Iterator<Item = &'t str>) -> NearWords {
    words.flat_map(|word| inflections.noun(word)).map(|(spelling, _)| spelling.into()).collect()
}

/// How many columns each kind of row has.
const COLUMNS: [(&str, usize); 12] = [
    ("type", 10),
    ("kind", 4),
    ("noun", 6),
    ("verb", 6),
    ("agent", 6),
    ("modifier", 5),
    ("stop", 2),
    ("light", 3),
    ("irregular", 6),
    ("plural", 3),
    ("name", 4),
    ("place", 7),
];
const ROW_KINDS: &str =
    "the first column is one of type, kind, noun, verb, agent, modifier, stop, light, irregular, plural, name, place";
const ROLES: &str = "the roles are ACTOR, RECIPIENT and PARTICIPANT";

fn wrong(message: String) -> Diagnostic {
    Diagnostic::new("bad_table", message)
}

fn no_frame(pair: &str) -> Diagnostic {
    wrong(format!("'{pair}' is no part of a frame"))
        .help("write position=SLOT, such as on=RECIPIENT; slots are ACTOR, RECIPIENT, PARTICIPANT, PLACE, TOPIC, NONE")
}

/// `PrisonerExchange` → `prisoner exchange`.
pub(crate) fn words_of_label(label: &str) -> String {
    let mut words = String::new();
    for letter in label.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_make_no_sense_are_refused_with_their_place() {
        let table = [
            ("type\tHeist\tAttak", "no event type is called 'Attak'", "Attak"),
            ("type\tHeist", "the type 'Heist' has no parent", "type\tHeist"),
            ("verb\tAttack", "a 'verb' row needs a list of words in column 3", "verb\tAttack"),
            ("verb\tAttack\trob\tsurely", "expected 'sure', 'likely' or 'weak', found 'surely'", "surely"),
            ("verb\tAttack\trob\tsure\t\ton=VICTIM", "'on=VICTIM' is no part of a frame", "on=VICTIM"),
            ("nuon\tAttack\trobbery", "no kind of row is called 'nuon'", "nuon"),
            ("light\tDOER\twreak", "no role is called 'DOER'", "DOER"),
            ("kind\tRobot\tMachine", "no entity kind is called 'Machine'", "Machine"),
            ("name\tRobot\tAda", "no entity kind is called 'Robot'", "Robot"),
            ("place\tPerson\tAda", "'Person' is no kind of place", "Person"),
            ("place\tCity\tHarwick\t 91 \t0", "expected a latitude from -90 to 90, found '91'", "91"),
            ("place\tCity\tHarwick\t51\t\tGB", "a place has a latitude and a longitude, or neither", "51"),
            ("place\tCity\tHarwick\t\t\tGB\tthe Light\tOld Light", "a 'place' row has no column 8", "Old Light"),
            ("type\tBank heist\tAttack", "'Bank heist' is no label", "Bank heist"),
            (
                "type\tAttack\tAirstrike",
                "'Attack' cannot stand under 'Airstrike', which is or stands under 'Attack'",
                "Airstrike",
            ),
            ("kind\tCity\tCity", "'City' cannot stand under 'City', which is or stands under 'City'", "City"),
            ("place\tCity\tHarwick\t51\t0\tgb", "expected a country code such as UA, found 'gb'", "gb"),
        ];
        for (row, message, place) in table {
            let text = format!("# words of our own\n{row}\n");
            let refusal = Ontology::standard().extended(&text).expect_err(row);
            assert_eq!(refusal.message, message);
            assert_eq!(refusal.span.map(|span| span.of(&text).to_owned()), Some(place.to_owned()));
        }
    }

    #[test]
    fn a_users_row_corrects_the_standard_one() {
        let ontology = Ontology::standard().extended("noun\tFire\tfire\tsure\n").expect("well-formed");
        assert_eq!(ontology.lexicon().nouns("fires")[0].certainty, Certainty::Sure);
    }

    #[test]
    fn types_inherit_what_they_leave_out() {
        let ontology = Ontology::standard();
        let shelling = ontology.event_type("Shelling").expect("a standard type");
        assert_eq!(shelling.plover.as_deref(), Some("ASSAULT"));
        assert_eq!(shelling.frame.preposition("on"), Some(Slot::Role(Role::Recipient)));
        assert!(ontology.event_type("Negotiation").is_some_and(|negotiation| negotiation.symmetric));
    }

    #[test]
    fn every_label_of_the_schema_is_there() {
        let labels = "Attack Airstrike Invasion Execution Meeting Negotiation Agreement Ceasefire PrisonerExchange \
                      Statement Accusation Warning Demand Sanction Aid Protest Occurrence Earthquake";
        for label in labels.split_whitespace() {
            assert_eq!(Ontology::standard().labels_of(label).last(), Some(&"Event"), "{label}");
        }
        for label in ["Person", "Organization", "Group", "Country", "Region", "City"] {
            assert_eq!(Ontology::standard().labels_of(label).last(), Some(&"Entity"), "{label}");
        }
    }
}
