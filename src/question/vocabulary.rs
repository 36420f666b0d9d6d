//! The words a question may use besides names: those of the grammar, of the ontology's lexicon, and of the event types
//! that only this graph has.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use crate::graph::View;
use crate::ontology::{Ontology, WordClass, words_of_label};

use super::token::EventWord;

/// The words that name events and kinds of entities in one graph.
pub(super) struct Vocabulary<'o> {
    ontology: &'o Ontology,
    /// Types of this graph that the ontology does not know, so that a user's own labels can be asked for at once.
    own: Option<Ontology>,
    /// Event labels in use, each with the number of its events.
    present: BTreeMap<String, usize>,
    kinds: BTreeMap<String, String>,
}

impl<'o> Vocabulary<'o> {
    /// The vocabulary for questions about a graph.
    pub(super) fn new(view: View<'_>, ontology: &'o Ontology) -> Self {
        let present = event_labels(view);
        Self { ontology, own: own_types(&present, ontology), present, kinds: kind_words(ontology) }
    }

    /// The longest run of folded words that names an event, an action or a kind of entity, and how many words it has.
    pub(super) fn longest(&self, words: &[&str]) -> Option<(usize, EventWord)> {
        let lexicons = [Some(self.ontology), self.own.as_ref()];
        let found = lexicons.into_iter().flatten().filter_map(|ontology| longest_in(ontology, words));
        let kind =
            self.kind(words).map(|(length, kind)| (length, EventWord { kind: Some(kind), ..EventWord::default() }));
        found.chain(kind).reduce(longer)
    }

    /// Whether events of this type are in the graph.
    pub(super) fn is_present(&self, label: &str) -> bool {
        label == "Event" || self.present.contains_key(label)
    }

    /// Whether `label` is `ancestor` or below it.
    pub(super) fn is_a(&self, label: &str, ancestor: &str) -> bool {
        self.ontology.is_a(label, ancestor)
    }

    /// Whether every side of such an event is an actor.
    pub(super) fn is_symmetric(&self, label: &str) -> bool {
        self.ontology.event_type(label).is_some_and(|event_type| event_type.symmetric)
    }

    /// The ontology.
    pub(super) fn ontology(&self) -> &'o Ontology {
        self.ontology
    }

    /// Words for the events of this graph, for suggestions and completion: the nouns and verbs of types in use, in no
    /// order.
    pub(super) fn event_words(&self) -> impl Iterator<Item = (&str, WordClass)> {
        let lexicons = std::iter::once(self.ontology).chain(self.own.as_ref());
        lexicons.flat_map(|ontology| ontology.lexicon().spellings()).filter_map(|(phrase, senses)| {
            let sense = senses.iter().find(|sense| self.is_present(&sense.event_type))?;
            Some((phrase, sense.class))
        })
    }

    /// The plural noun of a type, as a question would write it.
    pub(super) fn plural_noun(&self, label: &str) -> Option<String> {
        let plural = plural(&words_of_label(label));
        let lexicons = [Some(self.ontology), self.own.as_ref()].into_iter().flatten();
        let mut senses = lexicons.flat_map(|ontology| ontology.lexicon().nouns(&plural));
        senses.any(|sense| sense.event_type.as_ref() == label).then_some(plural)
    }

    /// The plural noun of the type with most events, of those that have one; the first of equals.
    pub(super) fn most_frequent_noun(&self) -> Option<String> {
        self.nouns_by_frequency().next()
    }

    /// The plural nouns of the types in use, those with most events first.
    pub(super) fn nouns_by_frequency(&self) -> impl Iterator<Item = String> {
        let mut types: Vec<(&String, usize)> = self.present.iter().map(|(label, count)| (label, *count)).collect();
        types.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        types.into_iter().filter_map(|(label, _)| self.plural_noun(label))
    }

    fn kind(&self, words: &[&str]) -> Option<(usize, String)> {
        (1..=words.len().min(3)).rev().find_map(|length| {
            let kind = self.kinds.get(&words[..length].join(" "))?;
            Some((length, kind.clone()))
        })
    }
}

/// Whether a folded word belongs to the grammar.
pub(super) fn is_closed(word: &str) -> bool {
    CLOSED.contains(word)
}

/// The words of the grammar, in order.
pub(super) fn closed_words() -> impl Iterator<Item = &'static str> {
    CLOSED.iter().copied()
}

/// The words of the grammar as it lists them, several together where they only stand together.
pub(super) fn closed_phrases() -> impl Iterator<Item = &'static str> {
    literals().filter(|phrase| phrase.starts_with(char::is_alphabetic))
}

static CLOSED: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| literals().flat_map(|literal| literal.split(' ')).filter(|word| !word.is_empty()).collect());

/// The grammar is where its words are listed; rules that look into placeholders (`<`, `spelt`) hold words of the lexicon.
fn literals() -> impl Iterator<Item = &'static str> {
    let rules = include_str!("../../grammar/question.pest").lines();
    let own = rules.filter(|line| !line.starts_with("//") && !line.contains("\"<") && !line.contains("spelt"));
    own.flat_map(|line| line.split('"').skip(1).step_by(2))
}

fn longer(one: (usize, EventWord), two: (usize, EventWord)) -> (usize, EventWord) {
    match one.0.cmp(&two.0) {
        std::cmp::Ordering::Greater => one,
        std::cmp::Ordering::Less => two,
        std::cmp::Ordering::Equal => (one.0, merged(one.1, two.1)),
    }
}

fn merged(mut one: EventWord, two: EventWord) -> EventWord {
    one.nouns.extend(two.nouns);
    one.verbs.extend(two.verbs);
    EventWord { light: one.light.or(two.light), kind: one.kind.or(two.kind), ..one }
}

fn longest_in(ontology: &Ontology, words: &[&str]) -> Option<(usize, EventWord)> {
    let lexicon = ontology.lexicon();
    let sensible = lexicon.longest(words).map(|found| {
        let of_class = |class| found.senses.iter().filter(|sense| sense.class == class).cloned().collect();
        let word =
            EventWord { nouns: of_class(WordClass::Noun), verbs: of_class(WordClass::Verb), ..EventWord::default() };
        (found.length, word)
    });
    let light = lexicon
        .light_verb(words)
        .map(|(length, verb)| (length, EventWord { light: Some(verb.subject), ..EventWord::default() }));
    let found = sensible.into_iter().chain(light).reduce(longer)?;
    let means_something = !found.1.nouns.is_empty() || !found.1.verbs.is_empty() || found.1.light.is_some();
    means_something.then_some(found)
}

fn event_labels(view: View<'_>) -> BTreeMap<String, usize> {
    let Some(event) = view.symbol("Event") else { return BTreeMap::new() };
    let is_event_label = |symbol| {
        let first = view.nodes_with_label(symbol).first();
        first.is_some_and(|&node| view.labels(node).contains(&event))
    };
    let labels = view.labels_in_use().into_iter().filter(|(symbol, _)| *symbol != event && is_event_label(*symbol));
    labels.map(|(symbol, count)| (view.name(symbol).to_owned(), count)).collect()
}

fn own_types(present: &BTreeMap<String, usize>, ontology: &Ontology) -> Option<Ontology> {
    let mut table = String::from("type\tEvent\n");
    let unknown = |label: &&String| ontology.event_type(label).is_none() && is_plain_label(label);
    for label in present.keys().filter(unknown) {
        writeln!(table, "type\t{label}\tEvent").expect("a string takes every text");
    }
    // A label whose words cannot be told (`T34`) can still be asked for in Cypher.
    (table.lines().count() > 1).then(|| Ontology::default().extended(&table).ok()).flatten()
}

fn is_plain_label(label: &str) -> bool {
    label.chars().all(char::is_alphanumeric) && label.starts_with(char::is_alphabetic)
}

fn kind_words(ontology: &Ontology) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for kind in ontology.entity_kinds() {
        let singular = words_of_label(&kind.label);
        words.insert(plural(&singular), kind.label.to_string());
        words.insert(singular, kind.label.to_string());
    }
    // Two words are no regular plurals of their labels, and one is spelt in two ways.
    for (word, label) in [("people", "Person"), ("organisation", "Organization"), ("organisations", "Organization")] {
        words.insert(word.to_owned(), label.to_owned());
    }
    words
}

fn plural(singular: &str) -> String {
    match singular.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{singular}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_lists_its_own_words() {
        assert!(["events", "in", "whom", "'s", "according", "km"].iter().all(|word| is_closed(word)));
        assert!(["attacked", "killed", "oslo", "people", "<t"].iter().all(|word| !is_closed(word)));
    }

    #[test]
    fn kinds_have_plurals() {
        let words = kind_words(Ontology::standard());
        assert_eq!(words["countries"], "Country");
        assert_eq!(words["military forces"], "MilitaryForce");
        assert_eq!(words["people"], "Person");
    }
}
