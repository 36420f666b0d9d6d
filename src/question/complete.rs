//! The next word: from the grammar, and the graph's own names.

use std::collections::BTreeSet;

use crate::graph::View;
use crate::ontology::WordClass;
use crate::value::Value;
use crate::value::fold::fold;

use super::phrase::Continuations;
use super::vocabulary::{Vocabulary, closed_phrases};
use super::{Context, tokens};

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

/// Words of a name that may stand before the cursor.
const LONGEST_NAME_WORDS: usize = 4;

/// Ways to go on from the text before the cursor: the words the grammar takes there, and names by their beginning.
///
/// A word is offered only where the question so far with that word reads, or may be completed to one that does.
#[must_use]
pub fn complete(text: &str, view: View<'_>, context: &Context<'_>) -> Vec<Completion> {
    let start = text.rfind(char::is_whitespace).map_or(0, |space| space + 1);
    let (before, begun) = text.split_at(start);
    let vocabulary = Vocabulary::new(view, context.ontology);
    let Ok(known) = tokens(before, view, context, &vocabulary) else { return Vec::new() };
    let next = Continuations::after(&known);
    let begun = fold(begun);
    let grammar = closed_phrases().filter(|words| words.starts_with(&begun) && next.take_words(words));
    let mut words: BTreeSet<String> = grammar.map(str::to_owned).collect();
    if !begun.is_empty() {
        words.extend(event_words(&vocabulary, &begun, next.take_noun(), next.take_verb()));
    }
    let mut completions: Vec<Completion> =
        words.into_iter().take(OFFERED).map(|replacement| Completion { start, replacement }).collect();
    if !begun.is_empty() {
        completions.extend(names(text, view, context, &vocabulary, start));
    }
    completions
}

fn event_words(vocabulary: &Vocabulary<'_>, begun: &str, noun: bool, verb: bool) -> Vec<String> {
    let wanted = |class| match class {
        WordClass::Noun => noun,
        WordClass::Verb => verb,
        WordClass::Agent => false,
    };
    let words = vocabulary.event_words().filter(|(word, class)| word.starts_with(begun) && wanted(*class));
    words.map(|(word, _)| word.to_owned()).collect()
}

/// Names that begin with the last words of the text, the longest beginning first, where a name may stand.
fn names(
    text: &str,
    view: View<'_>,
    context: &Context<'_>,
    vocabulary: &Vocabulary<'_>,
    last_word: usize,
) -> Vec<Completion> {
    let spaces = text[..last_word].char_indices().filter(|(_, letter)| letter.is_whitespace());
    let mut starts: Vec<usize> = spaces.map(|(at, space)| at + space.len_utf8()).collect();
    starts.insert(0, 0);
    let recent = starts.into_iter().rev().take(LONGEST_NAME_WORDS).collect::<Vec<_>>().into_iter().rev();
    let takes_name = |start: &usize| {
        let before = tokens(&text[..*start], view, context, vocabulary);
        before.is_ok_and(|before| Continuations::after(&before).take_name())
    };
    let found = recent.filter(takes_name).find_map(|start| {
        let names = view.names_with_prefix(&text[start..], OFFERED);
        (!names.is_empty()).then_some((start, names))
    });
    let Some((start, names)) = found else { return Vec::new() };
    let mut offered: Vec<Completion> = Vec::new();
    for (name, node) in names {
        let full = full_name(view, node).filter(|full| fold(full).starts_with(&fold(&text[start..])));
        let replacement = full.unwrap_or_else(|| name.to_owned());
        let completion = Completion { start, replacement };
        if !offered.contains(&completion) {
            offered.push(completion);
        }
    }
    offered
}

fn full_name(view: View<'_>, node: crate::value::NodeId) -> Option<String> {
    match view.node_property(node, view.symbol("name")?) {
        Value::String(name) => Some(name.to_string()),
        _ => None,
    }
}
