//! The artefact of the first stage: what every word of a question is, and the text of placeholders the grammar reads.
//!
//! ```text
//! Norwegian workers' strikes in Bergen after May 23
//! <w:0:norwegian> <w:1:workers> 's <n:3:strikes> in <a:5:> after <t:7:>
//! ```

use std::fmt::Write as _;

use crate::diagnostic::Span;
use crate::ontology::{Role, Sense};
use crate::time::Interval;
use crate::value::NodeId;

use super::Refusal;

/// One or more words that the grammar sees as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// Its place in the question.
    pub(super) span: Span,
    /// Its words, folded.
    pub(super) folded: String,
    /// What they are.
    pub(super) kind: TokenKind,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// A word or mark of the grammar.
    Closed,
    /// A name; `candidates` is empty for a quoted text the graph does not know.
    Name {
        /// The name, without its quotation marks.
        name: String,
        /// The nodes it may be.
        candidates: Vec<NodeId>,
        /// It was quoted.
        quoted: bool,
    },
    /// A word that says what happened, does so with its object, or names a kind of entity.
    Event(EventWord),
    /// A time.
    Time(Moment),
    /// A number.
    Number(u64),
    /// A word that is none of these.
    Unknown,
}

/// What a word of the lexicon may mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct EventWord {
    /// As a noun: `attacks`.
    pub(super) nouns: Vec<Sense>,
    /// As a verb: `attacked`.
    pub(super) verbs: Vec<Sense>,
    /// As a verb whose object names the event: `carried out`; the part of its subject.
    pub(super) light: Option<Role>,
    /// As a kind of entity: `organizations`.
    pub(super) kind: Option<String>,
}

/// A time as a question gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Moment {
    /// These days.
    Known {
        /// Its outer bounds.
        interval: Interval,
        /// The year was not written.
        yearless: bool,
        /// It is a range of two dates.
        range: bool,
    },
    /// No day, or not one day.
    Wrong(Refusal),
}

/// The text the grammar reads, and where each token begins in it.
#[derive(Debug)]
pub(super) struct Placeholders {
    /// The text.
    pub(super) text: String,
    starts: Vec<usize>,
}

impl Placeholders {
    /// Writes every token as the grammar sees it.
    pub(super) fn write(tokens: &[Token]) -> Self {
        let mut text = String::new();
        let mut starts = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            starts.push(text.len());
            write_token(&mut text, index, token);
        }
        Self { text, starts }
    }

    /// The token that covers a place of the text.
    pub(super) fn token_at(&self, offset: usize) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

fn write_token(text: &mut String, index: usize, token: &Token) {
    match class(&token.kind) {
        None => text.push_str(&token.folded),
        Some(class) => {
            write!(text, "<{class}:{index}:{}>", spelling(&token.folded)).expect("a string takes every text");
        }
    }
}

fn class(kind: &TokenKind) -> Option<String> {
    Some(match kind {
        TokenKind::Closed => return None,
        TokenKind::Name { .. } => "a".to_owned(),
        TokenKind::Time(_) => "t".to_owned(),
        TokenKind::Number(_) => "d".to_owned(),
        TokenKind::Unknown => "w".to_owned(),
        TokenKind::Event(word) => word.classes(),
    })
}

/// Only letters and digits: nothing a user writes can close a placeholder or pass for a word of the grammar.
fn spelling(folded: &str) -> String {
    folded
        .chars()
        .filter_map(|letter| match letter {
            ' ' => Some('_'),
            _ if letter.is_ascii_alphanumeric() => Some(letter),
            _ => None,
        })
        .collect()
}

impl EventWord {
    fn classes(&self) -> String {
        let classes = [
            ('n', !self.nouns.is_empty()),
            ('v', !self.verbs.is_empty()),
            ('l', self.light.is_some()),
            ('k', self.kind.is_some()),
        ];
        classes.iter().filter(|(_, holds)| *holds).map(|(letter, _)| *letter).collect()
    }
}
