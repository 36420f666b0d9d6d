//! Answers about how two entities stand to each other.

use super::Scene;
use super::build::{self, Answer, Path, column, for_each, match_, node, property, statement};
use super::condition::LISTED;
use super::entity::{Referent, Wanted};
use super::part::ANY_ROLE;
use crate::query::ast::{Direction, Expression, PathLength, Statement};
use crate::question::Refusal;
use crate::question::meaning::{Filter, Mention, Selection};

/// Longer chains connect anything with anything.
const LONGEST_CONNECTION: u64 = 6;

impl Scene<'_> {
    /// The events two entities share, with the part of each.
    pub(super) fn relations(&mut self, between: &(Mention, Mention), filters: &[Filter]) -> Result<Statement, Refusal> {
        let one = self.referent(&between.0, Wanted::Entity)?;
        let other = self.referent(&between.1, Wanted::Entity)?;
        let selection = Selection { filters: filters.to_vec(), ..Selection::everything() };
        let events = self.selected(&selection, "e", LISTED)?;
        let path = Path::from(node("one", &[])).step("a", ANY_ROLE, Direction::Incoming, None, events.node()).step(
            "b",
            ANY_ROLE,
            Direction::Outgoing,
            None,
            node("other", &[]),
        );
        let mut conditions = vec![is_part("one", &one), is_part("other", &other)];
        conditions.extend(events.conditions.clone());
        let columns = vec![
            column(property("e", "start"), "start"),
            column(build::call("type", vec![build::variable("a")]), "left"),
            column(property("e", "title"), "event"),
            column(build::call("type", vec![build::variable("b")]), "right"),
            column(property("e", "edtf"), "date"),
        ];
        // Two parts of one side would repeat the row.
        let answer = Answer::of(columns).distinct().by(&["start", "event", "left", "right"]);
        Ok(statement(vec![match_(vec![path.pattern()], build::all_of(conditions)), answer.clause()]))
    }

    /// One of the shortest paths between two entities.
    pub(super) fn connection(&mut self, between: &(Mention, Mention)) -> Result<Statement, Refusal> {
        let one = self.referent(&between.0, Wanted::Entity)?;
        let other = self.referent(&between.1, Wanted::Entity)?;
        let length = PathLength { minimum: None, maximum: Some(LONGEST_CONNECTION) };
        let kinds = self.connecting();
        let kinds: Vec<&str> = kinds.iter().map(String::as_str).collect();
        let path =
            Path::from(one.pattern()).step("", &kinds, Direction::Both, Some(length), other.pattern()).shortest("p");
        let on_path = |function| build::call(function, vec![build::variable("p")]);
        let called =
            build::call("coalesce", vec![property("x", "name"), property("x", "title"), property("x", "text")]);
        let columns = vec![
            column(for_each("x", on_path("nodes"), called), "path"),
            column(for_each("r", on_path("relationships"), build::call("type", vec![build::variable("r")])), "links"),
        ];
        Ok(statement(vec![match_(vec![path], None), Answer::of(columns).clause()]))
    }
}

impl Scene<'_> {
    /// The types of relationships a connection may go by: all of them where this is empty. That one document names two
    /// entities is no connection; that one sentence does is.
    fn connecting(&self) -> Vec<String> {
        const NAMES: &str = "NAMES";
        let used = self.view.types_in_use().into_iter().map(|(kind, _)| self.view.name(kind).to_owned());
        let mut used: Vec<String> = used.collect();
        used.sort_unstable();
        let others = used.iter().filter(|kind| *kind != NAMES).cloned().collect();
        if used.iter().any(|kind| kind == NAMES) { others } else { Vec::new() }
    }
}

/// `(variable)-[:PART_OF*0..]->(:Entity {name: 'Name'})`
fn is_part(variable: &str, name: &Referent) -> Expression {
    Path::from(node(variable, &name.part_labels())).any_number("PART_OF", name.pattern()).exists()
}
