//! WHAT AN EVENT IS: event types in one hierarchy, roles, entity kinds, and the words for them.
//!
//! - [`EventType`]: the tree of types under `Event`, each with its PLOVER type and mode and its CAMEO codes.
//! - [`EntityKind`]: the tree of kinds under `Entity`.
//! - [`Frame`]: which part subject, object and prepositions of a word play in the event it names.
//! - [`Lexicon`]: the words that name events, in every inflected form, found longest first.
//! - [`Gazetteer`]: the names of the world: places, demonyms, titles, given names, organisations. [`OwnNames`]: a user's.
//!
//! The standard ontology is read from the tables in `data/`, which are written in the very format a user adds words in
//! (the format is described at [`Ontology::extended`]). Questions and extraction look words up in the same lexicon, so
//! what can be read from the news can be asked for.

mod entity_kind;
mod event_type;
mod frame;
mod gazetteer;
mod inflection;
mod lexicon;
mod own_names;
mod table;
mod word_filter;
mod word_map;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

pub use entity_kind::EntityKind;
pub use event_type::EventType;
pub use frame::{Frame, Role, Slot};
pub use gazetteer::{Gazetteer, Organization, Place, Sign, Title, TitleKind};
pub use inflection::{Form, Forms};
pub use lexicon::{Certainty, Filler, Fillers, Lexicon, LightVerb, Match, Modifier, NearWords, Sense, WordClass};

pub use own_names::{OwnName, OwnNames};
pub(crate) use table::words_of_label;
pub(crate) use word_map::{ShortWord, WordMap};

use crate::diagnostic::Diagnostic;

/// Event types, entity kinds and the words for them.
#[derive(Clone, Debug, Default)]
pub struct Ontology {
    event_types: BTreeMap<Arc<str>, EventType>,
    entity_kinds: BTreeMap<Arc<str>, EntityKind>,
    lexicon: Lexicon,
    own_names: OwnNames,
    /// Every label with what stands above it, nearest first: derived from the types and kinds, for [`Ontology::is_a`].
    above: WordMap<Vec<Arc<str>>>,
}

impl Ontology {
    /// The ontology annals comes with.
    ///
    /// ```
    /// use annals::ontology::Ontology;
    /// let ontology = Ontology::standard();
    /// assert_eq!(ontology.labels_of("Airstrike"), ["Airstrike", "Attack", "Event"]);
    /// assert_eq!(ontology.lexicon().nouns("prisoner exchanges")[0].event_type.as_ref(), "PrisonerExchange");
    /// ```
    ///
    /// # Panics
    /// Never: a test reads the same tables.
    #[must_use]
    pub fn standard() -> &'static Self {
        static STANDARD: LazyLock<Ontology> = LazyLock::new(|| {
            let mut ontology = Ontology::default();
            for text in STANDARD_TABLES {
                table::read(&mut ontology, text).expect("the built-in tables are well-formed");
            }
            ontology.note_what_stands_above();
            ontology
        });
        &STANDARD
    }

    /// This ontology with the types and words of a table a user wrote.
    ///
    /// One row a line, columns separated by tabs, lists by commas; empty columns inherit or are left out; `#` starts a
    /// comment. The first column says what the row is:
    ///
    /// ```text
    /// type      LABEL  PARENT  PLOVER  MODE  CAMEO,CAMEO  symmetric|directed  FRAME  UNIT  GLOSS
    /// kind      LABEL  PARENT  GLOSS
    /// noun      TYPE   WORD, WORD WORD   sure|likely|weak   NEAR, NEAR   FRAME
    /// verb      TYPE   WORD, WORD PARTICLE   sure|likely|weak   NEAR, NEAR   FRAME
    /// agent     TYPE   WORD, WORD
    /// modifier  WORD, WORD   BASE TYPE   NARROWED TYPE   MODE
    /// stop      WORD WORD, WORD WORD
    /// light     ACTOR|RECIPIENT   WORD, WORD
    /// irregular BASE  THIRD  PAST  PARTICIPLE  GERUND
    /// plural    SINGULAR  PLURAL
    /// name      KIND   NAME   ALIAS, ALIAS
    /// place     KIND   NAME   LATITUDE  LONGITUDE  COUNTRY CODE   ALIAS, ALIAS
    /// ```
    /// Between senses equally sure, those of the table go first; a word given again for the same type replaces the old row.
    /// A `stop` phrase names no event, though one of its words does: "fire brigade". `near` words are meant in singular
    /// and plural. Among them may stand arguments that make a weak word sure: `object=Company|Team` (in the passive the
    /// subject), `to=Place`, `object=rate|tax`: a position of the frame with the kinds of entities that fill it, or the words.
    ///
    /// Words are written in their base form and inflected by rule, or by the `irregular` and `plural` rows above them.
    /// A frame is a list of `subject=ACTOR object=RECIPIENT on=RECIPIENT in=PLACE about=TOPIC`; what it leaves out it
    /// takes from its type, and a type from its parent. Every type is named by the words of its label: `BankRobbery` by
    /// "bank robbery" and "bank robberies".
    ///
    /// ```
    /// use annals::ontology::Ontology;
    /// let ontology = Ontology::standard().extended("type\tHeist\tAttack\nverb\tHeist\trob\n")?;
    /// assert_eq!(ontology.labels_of("Heist"), ["Heist", "Attack", "Event"]);
    /// assert_eq!(ontology.lexicon().verbs("robbed")[0].event_type.as_ref(), "Heist");
    /// # Ok::<(), annals::diagnostic::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    /// The first row that makes no sense, with the place of its column in `text`.
    pub fn extended(&self, text: &str) -> Result<Self, Diagnostic> {
        let mut ontology = self.clone();
        ontology.lexicon.later_words_first = true;
        table::read(&mut ontology, text)?;
        ontology.note_what_stands_above();
        Ok(ontology)
    }

    /// The event type with this label.
    #[must_use]
    pub fn event_type(&self, label: &str) -> Option<&EventType> {
        self.event_types.get(label)
    }

    /// Every event type, in order of label.
    pub fn event_types(&self) -> impl Iterator<Item = &EventType> {
        self.event_types.values()
    }

    /// The entity kind with this label.
    #[must_use]
    pub fn entity_kind(&self, label: &str) -> Option<&EntityKind> {
        self.entity_kinds.get(label)
    }

    /// Every entity kind, in order of label.
    pub fn entity_kinds(&self) -> impl Iterator<Item = &EntityKind> {
        self.entity_kinds.values()
    }

    /// A type or kind and everything above it, most precise first: what labels its node carries.
    ///
    /// A label the ontology does not know stands for itself alone; `resolve` adds `Event` or `Entity`.
    #[must_use]
    pub fn labels_of<'o>(&'o self, label: &'o str) -> Vec<&'o str> {
        std::iter::successors(Some(label), |&label| self.parent_of(label)).collect()
    }

    /// Whether `label` is `ancestor` or stands below it.
    ///
    /// ```
    /// use annals::ontology::Ontology;
    /// assert!(Ontology::standard().is_a("Airstrike", "Attack"));
    /// assert!(!Ontology::standard().is_a("Attack", "Airstrike"));
    /// ```
    #[must_use]
    pub fn is_a(&self, label: &str, ancestor: &str) -> bool {
        label == ancestor || self.above.get(label).is_some_and(|above| above.iter().any(|above| **above == *ancestor))
    }

    /// Whether what is told as `precise` may be told as `plain` as well, a type that stands above it or says only what was seen of
    /// it: of a bombing, an explosion.
    pub(crate) fn may_be_told_as(&self, precise: &str, plain: &str) -> bool {
        self.is_a(precise, plain) || plain == "Explosion" && self.is_a(precise, "Bombing")
    }

    /// The labels above a label, nearest first.
    pub(crate) fn above(&self, label: &str) -> &[Arc<str>] {
        self.above.get(label).map_or(&[], |above| above)
    }

    /// How many labels stand above a label.
    pub(crate) fn depth(&self, label: &str) -> usize {
        self.above(label).len()
    }

    /// The words that name events.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Asked of every pair of tellings, the tree is too slow to climb each time.
    fn note_what_stands_above(&mut self) {
        let mut lines: WordMap<Vec<Arc<str>>> = WordMap::default();
        for label in self.event_types.keys().chain(self.entity_kinds.keys()) {
            *lines.entry(label) = self.labels_of(label).into_iter().skip(1).map(Arc::from).collect();
        }
        self.above = lines;
    }

    /// The names a user gave.
    #[must_use]
    pub fn own_names(&self) -> &OwnNames {
        &self.own_names
    }

    fn parent_of(&self, label: &str) -> Option<&str> {
        let event_parent = self.event_types.get(label).and_then(|event_type| event_type.parent.as_deref());
        event_parent.or_else(|| self.entity_kinds.get(label).and_then(|kind| kind.parent.as_deref()))
    }
}

/// Inflections come first, because words are inflected as their rows are read; types before the words for them.
const STANDARD_TABLES: &[&str] = &[
    include_str!("data/inflections.tsv"),
    include_str!("data/entity_kinds.tsv"),
    include_str!("data/event_types.tsv"),
    include_str!("data/triggers.tsv"),
];
