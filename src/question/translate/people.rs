//! Answers that name who took part: with the number of events, most first.

use super::Scene;
use super::build::{self, Answer, Path, column, match_, node, property, statement};
use super::condition::{Events, LISTED};
use super::entity::Wanted;
use super::part::ANY_ROLE;
use crate::ontology::{Role, Slot};
use crate::query::ast::{Clause, ComparisonOperator, Direction, Expression, PathPattern, Statement};
use crate::question::Refusal;
use crate::question::meaning::{FilterKind, Form, Mention, Part, Selection};
use crate::value::Value;
use crate::value::fold::fold;

impl Scene<'_> {
    /// Who took part in the events of a selection.
    pub(super) fn participants(
        &mut self,
        part: Part,
        name: &str,
        kind: Option<usize>,
        selection: &Selection,
    ) -> Result<Statement, Refusal> {
        let (name, mut clauses) = self.taking_part(part, name, kind, selection)?;
        clauses.push(most_events(name).clause());
        Ok(statement(clauses))
    }

    /// How many took part.
    pub(super) fn number_of(&mut self, participants: &Form) -> Result<Statement, Refusal> {
        let Form::Participants { part, column: name, kind, selection } = participants else {
            return self.form(participants);
        };
        let (name, mut clauses) = self.taking_part(*part, name, *kind, selection)?;
        let count = column(build::count_distinct(build::variable(name)), "count");
        clauses.push(Answer::of(vec![count]).clause());
        Ok(statement(clauses))
    }

    /// What those who took part are called, and where they are matched.
    fn taking_part<'n>(
        &mut self,
        part: Part,
        name: &'n str,
        kind: Option<usize>,
        selection: &Selection,
    ) -> Result<(&'n str, Vec<Clause>), Refusal> {
        let events = self.selected(selection, "e", LISTED)?;
        let (mut clauses, events) = self.ranked_first(selection.ranking, &events);
        let kind = kind.map(|token| self.kind_label(token));
        let places = part == Part::Object && kind.as_deref().is_some_and(|kind| self.vocabulary.is_a(kind, "Place"));
        let types = if places { WHERE_OR_TO } else { relationship_types(part, &events) };
        // A city something happened in is a place; a country it was done to is somebody.
        let name = if places && kind.as_deref() != Some("Country") { "place" } else { name };
        let path = participation(&events, types, name, kind.as_deref());
        let mut conditions = events.conditions.clone();
        if part == Part::OtherSide || events.types.symmetric {
            conditions.extend(self.not_those_named(selection, name)?);
        }
        clauses.push(match_(vec![path], build::all_of(conditions)));
        Ok((name, clauses))
    }

    /// Who met somebody is not that somebody.
    fn not_those_named(&mut self, selection: &Selection, variable: &str) -> Result<Vec<Expression>, Refusal> {
        let mut conditions = Vec::new();
        for filter in &selection.filters {
            let (FilterKind::Subject(names) | FilterKind::Object(names) | FilterKind::Involving(names)) = &filter.kind
            else {
                continue;
            };
            for name in self.referents(names, Wanted::Entity)? {
                let same = Path::from(node(variable, &[])).any_number("PART_OF", name.pattern());
                conditions.push(build::not(same.exists()));
            }
        }
        Ok(conditions)
    }

    /// Who took part in events of two sorts.
    pub(super) fn in_both(
        &mut self,
        part: Part,
        kind: Option<usize>,
        selections: &(Selection, Selection),
    ) -> Result<Statement, Refusal> {
        let types = if part == Part::Any { ANY_ROLE } else { ACTIVE_ROLES };
        let label = kind.map_or_else(|| "Entity".to_owned(), |token| self.kind_label(token));
        let mut conditions = Vec::new();
        for selection in [&selections.0, &selections.1] {
            let events = self.selected(selection, "e", LISTED)?;
            let path = Path::from(node("who", &[])).back(types, events.node());
            conditions.push(path.exists_where(events.filter()));
        }
        let clause = match_(vec![Path::from(node("who", &[&label])).pattern()], build::all_of(conditions));
        let answer = Answer::of(vec![column(property("who", "name"), "who")]).by(&["who"]);
        Ok(statement(vec![clause, answer.clause()]))
    }

    /// Who did it to whom.
    pub(super) fn pairs(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", LISTED)?;
        let (mut clauses, mut events) = self.ranked_first(selection.ranking, &events);
        let doers = relationship_types(Part::Subject, &events);
        let others = relationship_types(Part::Object, &events);
        let path = Path::from(node("who", &[])).back(doers, events.node()).to(others, node("whom", &[]));
        if events.types.symmetric {
            // Each pair of sides once, not in both orders.
            let (who, whom) = (property("who", "name"), property("whom", "name"));
            events.conditions.push(build::compare(who, ComparisonOperator::Less, whom));
        }
        let columns = vec![
            column(property("who", "name"), "who"),
            column(property("whom", "name"), "whom"),
            column(build::count_distinct(build::variable("e")), "events"),
        ];
        let answer = Answer::of(columns).by_falling("events").by(&["who", "whom"]);
        clauses.extend([match_(vec![path.pattern()], events.filter()), answer.clause()]);
        Ok(statement(clauses))
    }

    /// Who holds an office.
    pub(super) fn holder(&mut self, title: &[usize], of: &Mention) -> Result<Statement, Refusal> {
        let of = self.referent(of, Wanted::Entity)?;
        let title = title.iter().map(|&token| self.tokens[token].folded.as_str()).collect::<Vec<_>>().join(" ");
        let any_office = ["", "leader", "leaders", "head", "chief", "boss"].contains(&title.as_str());
        if !any_office {
            self.check_title(&title)?;
        }
        let types: &[&str] = if any_office { &["LEADS"] } else { &["LEADS", "MEMBER_OF"] };
        let office =
            Path::from(node("who", &["Person"])).step("office", types, Direction::Outgoing, None, of.pattern());
        let called = build::equal(build::call("toLower", vec![property("office", "title")]), build::string(&title));
        let columns = vec![column(property("who", "name"), "who"), column(property("office", "title"), "title")];
        let answer = Answer::of(columns).distinct().by(&["who"]);
        let clause = match_(vec![office.pattern()], (!any_office).then_some(called));
        Ok(statement(vec![clause, answer.clause()]))
    }

    /// A title nobody holds is more likely misspelt than vacant.
    fn check_title(&self, title: &str) -> Result<(), Refusal> {
        let titles = self.titles();
        if titles.iter().any(|known| known == title) {
            return Ok(());
        }
        let token = self.tokens.iter().position(|token| title.starts_with(&token.folded)).unwrap_or(0);
        let last = token + title.split(' ').count() - 1;
        let span = self.span((token, last.min(self.tokens.len() - 1)));
        let distance = |known: &String| strsim::osa_distance(known, title);
        let nearest = titles.iter().min_by_key(|known| distance(known)).filter(|known| distance(known) <= 3);
        Err(match nearest {
            Some(near) => {
                Refusal::new("unknown_word", format!("nobody is '{title}' in this graph; did you mean '{near}'?"))
                    .at(span)
                    .help(self.rewritten(span, near))
            }
            None => Refusal::new("unknown_word", format!("nobody is '{title}' in this graph"))
                .at(span)
                .help(self.rewritten(span, "leader")),
        })
    }

    /// The titles in the graph, folded, in order.
    fn titles(&self) -> Vec<String> {
        let Some(key) = self.view.symbol("title") else { return Vec::new() };
        let kinds = ["LEADS", "MEMBER_OF"].into_iter().filter_map(|kind| self.view.symbol(kind));
        let offices = kinds.flat_map(|kind| self.view.relationships_of_type(kind).iter());
        let mut titles: Vec<String> = offices
            .filter_map(|&office| match self.view.relationship_property(office, key) {
                Value::String(title) => Some(fold(&title)),
                _ => None,
            })
            .collect();
        titles.sort_unstable();
        titles.dedup();
        titles
    }
}

const ACTIVE_ROLES: &[&str] = &["ACTOR", "PARTICIPANT"];
const ACTOR: &[&str] = &["ACTOR"];
const RECIPIENT: &[&str] = &["RECIPIENT"];
const PARTICIPANT: &[&str] = &["PARTICIPANT"];
/// A city is attacked where the attack occurs in it.
const WHERE_OR_TO: &[&str] = &["OCCURRED_IN", "RECIPIENT"];
const OCCURRED_IN: &[&str] = &["OCCURRED_IN"];

/// The relationships by which somebody plays a part.
fn relationship_types(part: Part, events: &Events) -> &'static [&'static str] {
    match part {
        Part::Any | Part::OtherSide => ANY_ROLE,
        Part::Active => ACTIVE_ROLES,
        Part::Subject => types_of(events.types.subject()),
        Part::Object => match events.types.object() {
            Slot::Role(Role::Actor) => ANY_ROLE,
            Slot::Role(role) => types_of(role),
            Slot::Place => OCCURRED_IN,
            Slot::Topic => RECIPIENT,
        },
    }
}

fn types_of(role: Role) -> &'static [&'static str] {
    match role {
        Role::Actor => ACTOR,
        Role::Recipient => RECIPIENT,
        Role::Participant => PARTICIPANT,
    }
}

/// `(e:Label)-[:ROLE]->(who:Kind)`
pub(super) fn participation(events: &Events, types: &[&str], name: &str, kind: Option<&str>) -> PathPattern {
    let labels: Vec<&str> = kind.into_iter().collect();
    Path::from(events.node()).to(types, node(name, &labels)).pattern()
}

/// `RETURN who.name AS who, count(DISTINCT e) AS events ORDER BY events DESC, who`
pub(super) fn most_events(name: &str) -> Answer {
    let columns =
        vec![column(property(name, "name"), name), column(build::count_distinct(build::variable("e")), "events")];
    Answer::of(columns).by_falling("events").by(&[name])
}
