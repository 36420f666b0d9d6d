//! WHERE a text is wrong: spans of the texts users write, and what to tell them about a place in one.
//!
//! Every room that reads text (time phrases, Cypher, questions, records) reports what it refuses as a [`Diagnostic`];
//! only the rim (`error`) turns one into lines with a caret. So the words are written once, and the drawing once.

use std::fmt;

/// A range of bytes in a text, `start` inclusive, `end` exclusive.
///
/// All spans are equal to each other. *Where* a thing was written is no part of *what* it says, so two syntax trees
/// compare equal when they mean the same, wherever their texts put the spaces.
///
/// ```
/// use annals::diagnostic::Span;
/// let span = Span::new(10, 14);
/// assert_eq!(span.of("events in Kyiv"), "Kyiv");
/// ```
#[derive(Clone, Copy, Default, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span from byte `start` up to, not including, byte `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The part of `text` this span covers; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl PartialEq for Span {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl std::hash::Hash for Span {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// What is wrong with a text: a stable code, one sentence, the place, and what to do.
///
/// The sentence is in lower case, without a full stop and without "you": `no entity is called 'Kyyiv'`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable name of the kind of mistake, such as `unknown_name`; scripts and tests match on it.
    pub code: &'static str,
    /// One sentence that says what is wrong.
    pub message: String,
    /// The place in the text, where there is one.
    pub span: Option<Span>,
    /// What to do about it, where there is something to suggest.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic without a place and without help.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), span: None, help: None }
    }

    /// The same diagnostic, pointing at `span`.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// The same diagnostic, with a suggestion.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Diagnostic {}
