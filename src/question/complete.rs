//! The next word: from the grammar, and the graph's own names.
//!
//! What may come next is never listed here. A candidate is put behind what was typed, and the grammar says whether it goes on with
//! it; names are tried on the reader itself, which knows that nobody happens in a person.
//!
//! ```text
//! events in ▏             places of the graph
//! events in Ky▏           Kyiv
//! events after Ma▏        March, May
//! strikes in "Ky▏         "Kyiv"
//! str▏                    strikes, where the graph has some
//! ```

use std::collections::BTreeSet;

use crate::graph::View;
use crate::ontology::WordClass;
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

use super::phrase::Continuations;
use super::token::{Moment, Token, TokenKind};
use super::vocabulary::{Vocabulary, closed_phrases};
use super::{Context, calendar, read_with, tokens};

/// A way a question may go on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Completion {
    /// The byte of the text before the cursor from which the replacement stands.
    pub start: usize,
    /// What to put there.
    pub replacement: String,
}

/// Names and words offered at once.
const OFFERED: usize = 20;

/// Names tried on the reader; each costs a fraction of a millisecond.
const TRIED: usize = 30;

/// Nouns for events offered where nothing is typed yet.
const NOUNS: usize = 8;

/// Words of a name that may stand before the cursor.
const LONGEST_NAME_WORDS: usize = 4;

/// Ways to go on from the text before the cursor: the words the grammar takes there, times, and names by their beginning.
///
/// A word is offered only where the question so far with that word reads, or may be completed to one that does. Names come first
/// where a capital or a quotation mark begins one.
#[must_use]
pub fn complete(text: &str, view: View<'_>, context: &Context<'_>) -> Vec<Completion> {
    let asker = Asker { view, context, vocabulary: Vocabulary::new(view, context.ontology) };
    if let Some(quote) = open_quote(text) {
        return asker.quoted(text, quote);
    }
    let start = text
        .rfind(char::is_whitespace)
        .map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    // What folds to nothing is hidden, and begins no word.
    if start < text.len() && fold(&text[start..]).is_empty() {
        return Vec::new();
    }
    let words = asker.words(text, start);
    let names = asker.names(text, start);
    if text[start..].starts_with(char::is_uppercase) { [names, words].concat() } else { [words, names].concat() }
}

/// Where a quotation mark stands that is not closed yet.
fn open_quote(text: &str) -> Option<usize> {
    let open = text.matches('"').count() % 2 == 1;
    open.then(|| text.rfind('"')).flatten()
}

struct Asker<'g, 'c> {
    view: View<'g>,
    context: &'c Context<'c>,
    vocabulary: Vocabulary<'c>,
}

impl Asker<'_, '_> {
    /// What the grammar takes after a text, if that is a beginning at all.
    fn after(&self, text: &str) -> Option<Continuations> {
        let tokens = tokens(text, self.view, self.context, &self.vocabulary).ok()?;
        Some(Continuations::after(&tokens))
    }

    /// Words of the grammar, of events and of times that the last word begins.
    fn words(&self, text: &str, start: usize) -> Vec<Completion> {
        let Some(next) = self.after(&text[..start]) else { return Vec::new() };
        let begun = fold(&text[start..]);
        let grammar = closed_phrases().filter(|words| words.starts_with(&begun) && next.take_words(words));
        let mut words: BTreeSet<String> = grammar.map(str::to_owned).collect();
        words.extend(self.event_words(&begun, &next));
        let times = if next.take_time() { self.times(&text[..start], &begun) } else { Vec::new() };
        let words = times.into_iter().chain(words.into_iter().take(OFFERED));
        words.map(|replacement| Completion { start, replacement }).collect()
    }

    /// Times that begin so, of those that questions know: `afternoon` is a time to an article alone.
    fn times(&self, before: &str, begun: &str) -> Vec<String> {
        let is_known = |time: &&str| {
            let tokens = tokens(&format!("{before}{time}"), self.view, self.context, &self.vocabulary);
            tokens.is_ok_and(|tokens| {
                matches!(tokens.last(), Some(Token { kind: TokenKind::Time(Moment::Known { .. }), .. }))
            })
        };
        calendar::times_beginning(begun).filter(is_known).take(OFFERED).map(str::to_owned).collect()
    }

    fn event_words(&self, begun: &str, next: &Continuations) -> Vec<String> {
        let (noun, verb) = (next.take_noun(), next.take_verb());
        if begun.is_empty() {
            return if noun { self.vocabulary.nouns_by_frequency().take(NOUNS).collect() } else { Vec::new() };
        }
        let wanted = |class| match class {
            WordClass::Noun => noun,
            WordClass::Verb => verb,
            WordClass::Agent => false,
        };
        let words = self.vocabulary.event_words();
        let words = words.filter(|(word, class)| word.starts_with(begun) && wanted(*class));
        words.map(|(word, _)| word.to_owned()).collect()
    }

    /// Names that begin with the last words of the text, the longest beginning first, where a name may stand.
    fn names(&self, text: &str, last_word: usize) -> Vec<Completion> {
        let spaces = text[..last_word].char_indices().filter(|(_, letter)| letter.is_whitespace());
        let mut starts: Vec<usize> = spaces.map(|(at, space)| at + space.len_utf8()).collect();
        starts.insert(0, 0);
        let first = starts.len().saturating_sub(LONGEST_NAME_WORDS);
        let found = starts[first..].iter().find_map(|&start| {
            let names = self.fitting(text, start, &text[start..], |name| name.to_owned());
            (!names.is_empty()).then_some((start, names))
        });
        let Some((start, names)) = found else { return Vec::new() };
        names.into_iter().map(|replacement| Completion { start, replacement }).collect()
    }

    /// Names within a quotation mark that is still open.
    fn quoted(&self, text: &str, quote: usize) -> Vec<Completion> {
        let names = self.fitting(text, quote, &text[quote + 1..], |name| format!("\"{}\"", name.replace('"', "")));
        names.into_iter().map(|replacement| Completion { start: quote, replacement }).collect()
    }

    /// The names that begin so and may stand at `start`, as they are written there: those first that make the text a question.
    /// Where all kinds of names do, as after `by`, those first that are no places.
    fn fitting(&self, text: &str, start: usize, begun: &str, write: impl Fn(&str) -> String) -> Vec<String> {
        if !self.after(&text[..start]).is_some_and(|next| next.take_name()) {
            return Vec::new();
        }
        let mut names: Vec<(bool, bool, String)> = Vec::new();
        for (name, node) in self.beginning(begun) {
            let written = write(&name);
            if !names.iter().any(|(_, _, known)| *known == written) {
                names.push((self.reads(&format!("{}{written}", &text[..start])), self.is_place(node), written));
            }
        }
        let any_reads = names.iter().any(|(reads, ..)| *reads);
        names.retain(|(reads, ..)| *reads || !any_reads);
        names.sort_by_key(|(_, is_place, _)| *is_place);
        names.into_iter().take(OFFERED).map(|(_, _, name)| name).collect()
    }

    /// Names of the graph that begin so, by their full name where that does, too. Where nothing is typed, places and actors.
    fn beginning(&self, begun: &str) -> Vec<(String, NodeId)> {
        if begun.trim().is_empty() {
            let labels = ["Person", "Organization", "Group", "Country", "City"];
            let symbols = labels.into_iter().filter_map(|label| self.view.symbol(label));
            let some = symbols.flat_map(|label| self.view.nodes_with_label(label).iter().take(TRIED / labels.len()));
            return some.filter_map(|&node| Some((self.full_name(node)?, node))).collect();
        }
        let folded = fold(begun);
        let names = self.view.names_with_prefix(begun, TRIED).into_iter();
        let full = |(name, node): (&str, NodeId)| {
            let full = self.full_name(node).filter(|full| fold(full).starts_with(&folded));
            (full.unwrap_or_else(|| name.to_owned()), node)
        };
        names.map(full).collect()
    }

    fn reads(&self, question: &str) -> bool {
        read_with(question, self.view, self.context, &self.vocabulary).is_ok()
    }

    fn is_place(&self, node: NodeId) -> bool {
        self.view.symbol("Place").is_some_and(|place| self.view.labels(node).contains(&place))
    }

    fn full_name(&self, node: NodeId) -> Option<String> {
        match self.view.node_property(node, self.view.symbol("name")?) {
            Value::String(name) => Some(name.to_string()),
            _ => None,
        }
    }
}
