//! BEGIN, COMMIT, ROLLBACK: the words that group statements. They are recognised here and nowhere else.
//!
//! They stand alone: on a line of their own or before a `;`, in capitals or not, with or without `TRANSACTION`. They are no
//! part of Cypher's grammar, and no question is one such word.

use std::fmt;

use super::language::{Language, first_word, skip_blank};
use crate::diagnostic::{Diagnostic, Span};
use crate::error::Error;

/// A word that groups statements into a transaction.
///
/// ```
/// use annals::Control;
/// let (control, span) = Control::leading("begin transaction; CREATE (:City)").expect("it begins so");
/// assert_eq!((control, span.end), (Control::Begin, 17));
/// assert_eq!(Control::leading("begin with the talks in May"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    /// Opens a transaction.
    Begin,
    /// Makes what it changed durable.
    Commit,
    /// Takes back what it changed.
    Rollback,
}

impl Control {
    const ALL: [Self; 3] = [Self::Begin, Self::Commit, Self::Rollback];

    /// The word that `text` begins with, blanks and comments aside, and where it stands; none where anything but a `;`, a
    /// comment or a new line follows.
    #[must_use]
    pub fn leading(text: &str) -> Option<(Self, Span)> {
        let (control, span) = Self::first(text)?;
        let line = text[span.end..].trim_start_matches([' ', '\t']);
        (line.is_empty() || line.starts_with([';', '\n', '\r', '/'])).then_some((control, span))
    }

    /// The word that is all of `text`.
    ///
    /// # Errors
    /// Cypher after the word, which was not run.
    pub(super) fn alone(text: &str) -> Result<Option<(Self, Span)>, Error> {
        let Some((control, span)) = Self::first(text) else { return Ok(None) };
        let rest = skip_blank(&text[span.end..]);
        let rest = skip_blank(rest.strip_prefix(';').unwrap_or(rest));
        match Language::of(rest) {
            _ if rest.is_empty() => Ok(Some((control, span))),
            Language::Cypher => Err(control.followed(span)),
            Language::Question => Ok(None),
        }
    }

    fn first(text: &str) -> Option<(Self, Span)> {
        let rest = skip_blank(text);
        let start = text.len() - rest.len();
        let (word, rest) = first_word(rest);
        let control = Self::ALL.into_iter().find(|control| word.eq_ignore_ascii_case(&control.to_string()))?;
        let (noun, after) = first_word(skip_blank(rest));
        let rest = if noun.eq_ignore_ascii_case("TRANSACTION") { after } else { rest };
        Some((control, Span::new(start, text.len() - rest.len())))
    }

    fn followed(self, span: Span) -> Error {
        let help = format!("end the word with `;` or a new line: `{self};`");
        Error::Transaction(refusal(format!("{self} is a statement of its own")).at(span).help(help))
    }

    pub(super) fn without_a_plan(self, span: Span) -> Error {
        let help = "only questions and Cypher are planned";
        Error::Transaction(refusal(format!("{self} has no plan")).at(span).help(help))
    }

    /// Why the word does not fit, where a transaction is open or none is.
    pub(super) fn out_of_place(self, span: Span) -> Error {
        Error::Transaction(match self {
            Self::Begin => open_already().at(span),
            Self::Commit | Self::Rollback => none_open().at(span),
        })
    }

    /// Why the word does not end a transaction that a [`super::Group`] holds.
    pub(super) fn held(self, span: Span) -> Error {
        let help = "use the methods of the group: Group::commit, Group::rollback";
        Error::Transaction(refusal("a transaction held by the program is ended by the program").at(span).help(help))
    }
}

impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Begin => "BEGIN",
            Self::Commit => "COMMIT",
            Self::Rollback => "ROLLBACK",
        })
    }
}

pub(super) fn open_already() -> Diagnostic {
    refusal("a transaction is open").help("end it first: COMMIT keeps its changes, ROLLBACK takes them back")
}

fn none_open() -> Diagnostic {
    refusal("no transaction is open").help("BEGIN opens one; a statement outside is kept as soon as it is done")
}

fn refusal(message: impl Into<String>) -> Diagnostic {
    Diagnostic::new("transaction", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_alone_is_a_control() {
        let begin =
            ["BEGIN", "begin", " Begin TRANSACTION ", "/* a */ BEGIN; // b", "BEGIN\nTRANSACTION", "// a\nbegin;"];
        for text in begin {
            let (control, span) = Control::alone(text).expect("nothing follows").expect("it is a control");
            assert_eq!(control, Control::Begin, "{text}");
            assert!(span.of(text).to_uppercase().starts_with("BEGIN"), "{text}");
        }
        for text in ["", "begins", "begin talks in May", "commit", "beginnings of the war"] {
            assert_ne!(
                Control::alone(text).expect("no Cypher follows").map(|(control, _)| control),
                Some(Control::Begin)
            );
        }
    }

    #[test]
    fn cypher_in_the_same_breath_is_refused() {
        for text in ["BEGIN CREATE (n)", "COMMIT; MATCH (n) RETURN n", "ROLLBACK TRANSACTION RETURN 1"] {
            assert_eq!(Control::alone(text).expect_err("a statement follows").code(), "transaction", "{text}");
        }
    }

    #[test]
    fn a_script_may_go_on_after_the_word() {
        for (text, end) in
            [("BEGIN; CREATE (n)", 5), ("BEGIN\nRETURN 1", 5), ("BEGIN // all\n", 5), ("BEGIN TRANSACTION;", 17)]
        {
            assert_eq!(Control::leading(text).map(|(_, span)| span.end), Some(end), "{text}");
        }
        for text in ["BEGIN CREATE (n)", "begin again", "x"] {
            assert_eq!(Control::leading(text), None, "{text}");
        }
    }
}
