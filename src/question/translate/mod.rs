//! The third stage: what a question asks for becomes the statement it stands for.
//!
//! 1. `entity` resolves names against the graph, each in the sense its place in the question asks for.
//! 2. `event_type` finds the labels of the words that name events, `compound` those of nouns with words before them.
//! 3. `condition` makes each filter a condition on one event: `part` who took part and where, `about` what it is about,
//!    `modality` how certain it is, `time` when, by one table, `anchor` the events that tell a time, `distance` how near.
//! 4. `answer` and its neighbours choose the columns: `events`, `people`, `numbers`, `listing`, `path`.
//!
//! Filters are existence tests, so rows never multiply; only what an answer shows is matched. A place contains its
//! places, and an actor includes its parts.

mod about;
mod anchor;
mod build;
mod compound;
mod condition;
mod dispute;
mod distance;
mod entity;
mod event_type;
mod events;
mod left_out;
mod listing;
mod modality;
mod numbers;
mod part;
mod path;
mod people;
mod time;
mod title;

use super::meaning::Form;
use super::token::{Token, TokenKind};
use super::vocabulary::Vocabulary;
use super::{LeftOut, Reading, Refusal};
use crate::diagnostic::Span;
use crate::graph::View;
use crate::query::ast::Statement;
use crate::time::Date;

/// Where a question is asked, and what was resolved so far.
pub(super) struct Scene<'a> {
    /// The question.
    pub(super) text: &'a str,
    /// Its tokens.
    pub(super) tokens: &'a [Token],
    /// The graph.
    pub(super) view: View<'a>,
    /// The session's day.
    pub(super) today: Date,
    /// The words for its events.
    pub(super) vocabulary: &'a Vocabulary<'a>,
    /// What was resolved, for the one-line echo.
    pub(super) echo: Vec<String>,
    /// What the answer leaves out.
    pub(super) left_out: Vec<LeftOut>,
}

/// The statement a form of question stands for, and what was resolved on the way.
///
/// # Errors
/// Names, words and times that are not, or not one thing, in this graph.
pub(super) fn translate(form: &Form, mut scene: Scene<'_>) -> Result<Reading, Refusal> {
    let statement = scene.form(form)?;
    Ok(Reading { statement, echo: scene.echo, left_out: scene.left_out })
}

impl Scene<'_> {
    fn form(&mut self, form: &Form) -> Result<Statement, Refusal> {
        match form {
            Form::Events(selection) => self.events(selection),
            Form::Statements(selection) => self.statements(selection),
            Form::Claims(selection) => self.claims(selection),
            Form::Where { kind, selection } => self.places_of(*kind, selection),
            Form::When(selection) => self.times_of(selection),
            Form::Sources { selection, dated } => self.sources_of(selection, *dated),
            Form::Consequences { results, selection } => self.consequences(*results, selection),
            Form::Allegations { against, filters } => self.allegations(against.as_ref(), filters),
            Form::Count(selection) => self.count(selection),
            Form::Comparison(comparison) => self.comparison(comparison),
            Form::Measure { property, average, selection } => self.measure(*property, *average, selection),
            Form::Quantity { thing, verb, filters } => self.quantity(thing, *verb, filters),
            Form::Top { ranked, limit, selection } => self.top(ranked, *limit, selection),
            Form::Participants { part, column, kind, selection } => self.participants(*part, column, *kind, selection),
            Form::Number(participants) => self.number_of(participants),
            Form::Disputed(selection) => self.disputed(selection),
            Form::ReportingSources(selection) => self.reporting_sources(selection),
            Form::InBoth { part, kind, selections } => self.in_both(*part, *kind, selections),
            Form::Amount(selection) => self.amount(selection),
            Form::Acting(selection) => self.acting(selection),
            Form::Victims { measure, verb, filters } => self.victims(*measure, *verb, filters),
            Form::Location(mention) => self.location(mention),
            Form::Busiest { kind, selection } => self.busiest(*kind, selection),
            Form::Pairs(selection) => self.pairs(selection),
            Form::Holder { title, of } => self.holder(title, of),
            Form::Description(mention) => self.description(mention),
            Form::Catalogue { catalogue, filters } => self.catalogue(*catalogue, filters),
            Form::Relations { between, filters } => self.relations(between, filters),
            Form::Connection(between) => self.connection(between),
        }
    }

    /// Adds a line to the echo, once.
    fn say(&mut self, line: String) {
        if !self.echo.contains(&line) {
            self.echo.push(line);
        }
    }

    /// The place of some tokens in the question.
    fn span(&self, (first, last): (usize, usize)) -> Span {
        self.tokens[first].span.to(self.tokens[last].span)
    }

    /// The words of some tokens as written.
    fn written(&self, tokens: (usize, usize)) -> &str {
        self.span(tokens).of(self.text)
    }

    fn number(&self, token: usize) -> u64 {
        match self.tokens[token].kind {
            TokenKind::Number(number) => number,
            _ => unreachable!("the grammar takes only numbers here"),
        }
    }

    /// The label of a kind of entity; the grammar has a word of its own for places.
    fn kind_label(&self, token: usize) -> String {
        match &self.tokens[token].kind {
            TokenKind::Event(word) => word.kind.clone().unwrap_or_else(|| "Entity".to_owned()),
            _ => "Place".to_owned(),
        }
    }

    /// The question with some of its words replaced: how every suggestion is written.
    fn rewritten(&self, span: Span, replacement: &str) -> String {
        format!("try: {}{replacement}{}", &self.text[..span.start], &self.text[span.end..])
    }
}
