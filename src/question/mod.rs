//! ENGLISH TO AST: a person's question becomes the statement it stands for, in one reading or a helpful refusal.
//!
//! 1. `word` splits the text; `names` finds what the words are: names the graph knows and quoted texts first, longest
//!    match, so that no name confuses the grammar; then times (`moment`) and the words of event types (`vocabulary`).
//! 2. `phrase` reads the small closed-class skeleton over them (`grammar/question.pest`); out comes a `meaning`.
//! 3. `translate` makes an [`ast::Statement`] of it; names and types are resolved against the graph, and echoed.
//! 4. `suggest` finds the nearest thing that would have been understood; `complete` the next word, `calendar` those of
//!    times; `example` questions that this graph answers.
//!
//! ```text
//! events in Bergen after May 23
//! events in <a:2:bergen> after <t:4:may_23>
//! Events, in Bergen, after May 23
//! MATCH (e:Event) WHERE (e)-[:OCCURRED_IN]->(:Place)-[:LOCATED_IN*0..]->(:Place {name: 'Bergen'}) AND …
//! ```
//!
//! Questions only read. They are never ranked and guessed: what has two readings is refused with both.

mod calendar;
mod complete;
mod example;
mod meaning;
mod moment;
mod names;
mod phrase;
mod suggest;
mod token;
mod translate;
mod vocabulary;
mod word;

use crate::diagnostic::Diagnostic;
use crate::graph::View;
use crate::ontology::Ontology;
use crate::query::ast;
use crate::time::Date;

pub use complete::{Completion, complete};
pub use example::{examples, guide};

use moment::Clock;
use token::Token;
use translate::Scene;
use vocabulary::Vocabulary;

/// What a reading may know besides the graph.
#[derive(Clone, Copy, Debug)]
pub struct Context<'o> {
    /// What "today" means; a setting of the session, so that scripts replay.
    pub today: Date,
    /// The words for what happens.
    pub ontology: &'o Ontology,
}

impl Context<'static> {
    /// A context with the ontology annals comes with.
    #[must_use]
    pub fn new(today: Date) -> Self {
        Self { today, ontology: Ontology::standard() }
    }
}

/// A question understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The statement it stands for; prints as Cypher.
    pub statement: ast::Statement,
    /// What was resolved on the way, for the one-line echo: `Kyiv = Kyiv (City, Ukraine)`, `after May 23 = after 2025-05-23`.
    pub echo: Vec<String>,
    /// What the answer leaves out, to be counted and told beside it.
    pub left_out: Vec<LeftOut>,
}

/// Events an answer leaves out although somebody might look for them there.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// A statement of one row and one column: how many.
    pub count: ast::Statement,
    /// Why, and how to see them; goes on after the number: `planned, failed or denied events`.
    pub reason: &'static str,
}

/// A question refused. The diagnostic's code is one of `unknown_word`, `unknown_name`, `ambiguous_name`, `bad_date`,
/// `ambiguous_date`, `empty_range`, `incomplete`, `unsupported`, `read_only`, `syntax`. A help that begins with `try: `
/// goes on with a question that reads.
pub type Refusal = Diagnostic;

/// Reads a question as the one statement it stands for.
///
/// # Errors
/// A [`Refusal`] that says what was not understood, where, and what would be.
pub fn read(text: &str, view: View<'_>, context: &Context<'_>) -> Result<Reading, Refusal> {
    let vocabulary = Vocabulary::new(view, context.ontology);
    let read_once = |text: &str| read_with(text, view, context, &vocabulary);
    read_once(text).map_err(|refusal| suggest::checked(refusal, |suggestion| read_once(suggestion).is_ok()))
}

fn read_with(
    text: &str,
    view: View<'_>,
    context: &Context<'_>,
    vocabulary: &Vocabulary<'_>,
) -> Result<Reading, Refusal> {
    let tokens = tokens(text, view, context, vocabulary)?;
    suggest::opening(text, &tokens, vocabulary)?;
    let form = phrase::read(text, &tokens, vocabulary)?;
    let scene =
        Scene { text, tokens: &tokens, view, today: context.today, vocabulary, echo: Vec::new(), left_out: Vec::new() };
    translate::translate(&form, scene)
}

fn tokens(
    text: &str,
    view: View<'_>,
    context: &Context<'_>,
    vocabulary: &Vocabulary<'_>,
) -> Result<Vec<Token>, Refusal> {
    let words = word::split(text)?;
    let mut clock = Clock::new(view, context.today);
    Ok(names::find(text, words, vocabulary, &mut clock))
}

#[cfg(test)]
mod tests;
