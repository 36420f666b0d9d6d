//! The first stage: what the words of a question are. Names the graph knows and quoted texts are found first, longest
//! match, so that no name confuses the grammar; then times, the words of the lexicon, and the words of the grammar.

use crate::diagnostic::Span;
use crate::graph::View;
use crate::ontology::{Gazetteer, Sense};
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

use super::moment::{self, Clock};
use super::token::{Token, TokenKind};
use super::vocabulary::{Vocabulary, is_closed};
use super::word::Word;

/// Finds what every word is.
pub(super) fn find(text: &str, words: Vec<Word>, vocabulary: &Vocabulary<'_>, clock: &mut Clock<'_>) -> Vec<Token> {
    let finder = Finder { text, view: clock.view(), vocabulary };
    let words = finder.without_unknown_hyphens(words);
    let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
    let mut tokens = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let (length, kind) = finder.read(&words, &folded, at, clock);
        let span = words[at].span.to(words[at + length - 1].span);
        tokens.push(Token { span, folded: folded[at..at + length].join(" "), kind });
        at += length;
        if words[at - 1].possessive {
            tokens.extend(finder.possessive(&words[at - 1]));
        }
    }
    tokens
}

struct Finder<'a> {
    text: &'a str,
    view: View<'a>,
    vocabulary: &'a Vocabulary<'a>,
}

impl Finder<'_> {
    fn read(&self, words: &[Word], folded: &[&str], at: usize, clock: &mut Clock<'_>) -> (usize, TokenKind) {
        let word = &words[at];
        if word.quoted {
            return (1, self.quoted(word));
        }
        let name = self.name(words, at);
        let moment = moment::read(self.text, words, at, clock);
        let event = self.event(words, folded, at);
        let name_length = name.as_ref().map_or(0, |(length, _)| *length);
        let event_length = event.as_ref().map_or(0, |(length, _)| *length);
        let closed = is_closed(&word.folded);
        if let Some((length, moment)) = moment
            && (length > name_length || (length == name_length && moment::is_asked(words, at)))
            && length >= event_length
        {
            return (length, TokenKind::Time(moment));
        }
        // A word that is a name and also one for events counts as a name where the graph has no such events.
        let tells = event.as_ref().is_some_and(|(_, kind)| self.tells(kind));
        let wanted = name_length >= event_length && !(name_length == 1 && (closed || (event_length == 1 && tells)));
        match (name, event) {
            (Some((length, kind)), _) if wanted || (length == 1 && self.is_spelt_as_name(word, at, &kind, closed)) => {
                (length, kind)
            }
            _ if closed => self.abbreviation(word, folded, at).unwrap_or((1, TokenKind::Closed)),
            (_, Some(found)) => found,
            _ => match number(&word.folded) {
                Some(number) => (1, TokenKind::Number(number)),
                None => self.elsewhere(folded, at).unwrap_or((1, TokenKind::Unknown)),
            },
        }
    }

    fn quoted(&self, word: &Word) -> TokenKind {
        TokenKind::Name { name: word.folded.clone(), candidates: self.view.named(&word.folded), quoted: true }
    }

    /// The longest name that begins at a word.
    fn name(&self, words: &[Word], at: usize) -> Option<(usize, TokenKind)> {
        let mut longest = None;
        for (offset, word) in words[at..].iter().enumerate() {
            if word.quoted {
                break;
            }
            let key = fold(self.text.get(words[at].span.start..word.span.end)?);
            if let Some(found) = self.known(&key) {
                longest = Some((offset + 1, found));
            }
            let possessive = word.possessive && self.view.name_continues(&format!("{key}'s"));
            if !possessive && !self.view.name_continues(&key) {
                break;
            }
        }
        longest
    }

    fn known(&self, key: &str) -> Option<TokenKind> {
        // A final full stop belongs to some names and was read as the end of the sentence.
        let candidates = [key.to_owned(), format!("{key}.")].map(|key| self.view.named(&key));
        let candidates = candidates.into_iter().find(|candidates| !candidates.is_empty())?;
        Some(TokenKind::Name { name: key.to_owned(), candidates, quoted: false })
    }

    /// A name the world has for a place of the graph: `Kiev`, `UK`, `Norwegian`.
    fn elsewhere(&self, folded: &[&str], at: usize) -> Option<(usize, TokenKind)> {
        let gazetteer = Gazetteer::standard();
        let demonym = gazetteer.longest_demonym(&folded[at..]).map(|(length, place)| (length, vec![place]));
        let (length, places) =
            demonym.into_iter().chain(gazetteer.longest_place(&folded[at..])).max_by_key(|(length, _)| *length)?;
        let mut candidates: Vec<NodeId> = places.iter().flat_map(|place| self.view.named(place.name)).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let name = folded[at..at + length].join(" ");
        (!candidates.is_empty()).then_some((length, TokenKind::Name { name, candidates, quoted: false }))
    }

    fn event(&self, words: &[Word], folded: &[&str], at: usize) -> Option<(usize, TokenKind)> {
        // Quoted words and owners end a phrase: "workers' strikes" is no phrase of the lexicon.
        let run = words[at..].iter().take_while(|word| !word.quoted).count();
        let owner = words[at..at + run].iter().position(|word| word.possessive);
        let run = owner.map_or(run, |owner| owner + 1);
        let (length, word) = self.vocabulary.longest(&folded[at..at + run])?;
        Some((length, TokenKind::Event(word)))
    }

    /// Whether a word names events of this graph, or does so with its object, or names a kind.
    fn tells(&self, kind: &TokenKind) -> bool {
        let TokenKind::Event(word) = kind else { return false };
        let present = |sense: &Sense| self.vocabulary.is_present(&sense.event_type);
        word.light.is_some() || word.kind.is_some() || word.nouns.iter().chain(&word.verbs).any(present)
    }

    /// A name that is also a word of the language counts where it is written as a name: `WHO`, not `who`.
    fn is_spelt_as_name(&self, word: &Word, at: usize, kind: &TokenKind, closed: bool) -> bool {
        let written = word.span.of(self.text);
        let TokenKind::Name { candidates, .. } = kind else { return false };
        let capitals = written.chars().count() > 1 && !written.chars().any(char::is_lowercase);
        let capital = at > 0 && written.starts_with(char::is_uppercase);
        (capitals || (capital && !closed)) && candidates.iter().any(|&node| self.is_called(node, written))
    }

    /// A place that capitals tell from a word of the grammar: `US`, not `us`; in a question all in capitals they tell nothing.
    fn abbreviation(&self, word: &Word, folded: &[&str], at: usize) -> Option<(usize, TokenKind)> {
        let is_capital = |text: &str| text.chars().count() > 1 && !text.chars().any(char::is_lowercase);
        let told = is_capital(word.span.of(self.text)) && !is_capital(self.text);
        told.then(|| self.elsewhere(&folded[..=at], at)).flatten()
    }

    fn is_called(&self, node: NodeId, written: &str) -> bool {
        let property = |key| self.view.symbol(key).map(|key| self.view.node_property(node, key));
        let is_name = matches!(property("name"), Some(Value::String(name)) if name.as_ref() == written);
        let is_alias = |alias: &Value| matches!(alias, Value::String(alias) if alias.as_ref() == written);
        is_name || matches!(property("aliases"), Some(Value::List(aliases)) if aliases.iter().any(is_alias))
    }

    /// The mark after an owner; what is left of `who's` is a verb.
    fn possessive(&self, word: &Word) -> Option<Token> {
        let span = Span::new(word.span.end, word.end);
        let folded = if is_closed(&word.folded) { "is" } else { "'s" };
        Some(Token { span, folded: folded.to_owned(), kind: TokenKind::Closed })
    }

    /// `Norway-Sweden` is two names and a dash, unless the whole is known.
    fn without_unknown_hyphens(&self, words: Vec<Word>) -> Vec<Word> {
        words.into_iter().flat_map(|word| if self.splits(&word) { self.parts(&word) } else { vec![word] }).collect()
    }

    fn splits(&self, word: &Word) -> bool {
        let Some((first, _)) = word.folded.split_once('-') else { return false };
        !word.quoted
            && !self.view.named(first).is_empty()
            && self.view.named(&word.folded).is_empty()
            && !self.view.name_continues(&word.folded)
            && self.vocabulary.longest(&[&word.folded]).is_none()
    }

    fn parts(&self, word: &Word) -> Vec<Word> {
        let mut parts = Vec::new();
        let mut start = word.span.start;
        let written = word.span.of(self.text);
        for (offset, dash) in written.char_indices().filter(|(_, mark)| "-‐‑–".contains(*mark)) {
            let at = word.span.start + offset;
            parts.push(part(self.text, start, at));
            parts.push(part(self.text, at, at + dash.len_utf8()));
            start = at + dash.len_utf8();
        }
        parts.push(Word { possessive: word.possessive, end: word.end, ..part(self.text, start, word.span.end) });
        parts
    }
}

fn part(text: &str, start: usize, end: usize) -> Word {
    let span = Span::new(start, end);
    Word { span, folded: fold(span.of(text)), quoted: false, possessive: false, end }
}

/// The number a word writes.
pub(super) fn number(folded: &str) -> Option<u64> {
    let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let written = words.iter().zip(2..).find(|(word, _)| **word == folded).map(|(_, number)| number);
    written.or_else(|| folded.replace(',', "").parse().ok())
}
