//! Answers that list what the graph has, or what it knows of one entity.

use super::Scene;
use super::build::{
    self, Answer, Path, column, match_, node, optional_match, property, statement, unwind, variable, with,
};
use super::entity::Wanted;
use super::part::ANY_ROLE;
use crate::query::ast::{Clause, ComparisonOperator, Direction, Expression, Statement};
use crate::question::Refusal;
use crate::question::meaning::{Catalogue, Filter, FilterKind, Mention};

impl Scene<'_> {
    /// Everything of a sort, in order of name.
    pub(super) fn catalogue(&mut self, catalogue: Catalogue, filters: &[Filter]) -> Result<Statement, Refusal> {
        match catalogue {
            Catalogue::Types => self.without_filters(filters).map(|()| types()),
            Catalogue::Sources => self.without_filters(filters).map(|()| sources()),
            Catalogue::Documents => self.documents(filters),
            Catalogue::Actors => self.without_filters(filters).map(|()| actors()),
            Catalogue::Places => self.nodes_of("Place", filters),
            Catalogue::Kind(token) => {
                let label = self.kind_label(token);
                self.nodes_of(&label, filters)
            }
        }
    }

    /// The documents, all or those of some sources.
    fn documents(&mut self, filters: &[Filter]) -> Result<Statement, Refusal> {
        let mut conditions = Vec::new();
        for filter in filters {
            let (FilterKind::Preposition(_, names) | FilterKind::ReportedBy(names)) = &filter.kind else {
                return Err(self.not_filtered(filter));
            };
            let published = self.each(names, Wanted::Source, |name| {
                Path::from(node("document", &[])).to(&["PUBLISHED_BY"], name.pattern()).exists()
            })?;
            conditions.push(if filter.negated { build::not(published) } else { published });
        }
        Ok(documents(build::all_of(conditions)))
    }

    /// Where somebody or something is: the places it lies in, or what it is part of, nearest first.
    pub(super) fn location(&mut self, mention: &Mention) -> Result<Statement, Refusal> {
        let referent = self.referent(mention, Wanted::Entity)?;
        let length = crate::query::ast::PathLength { minimum: Some(1), maximum: None };
        let within = Path::from(node("it", &[])).step(
            "",
            &["LOCATED_IN", "PART_OF"],
            Direction::Outgoing,
            Some(length),
            node("around", &["Entity"]),
        );
        let columns = vec![
            column(property("it", "name"), "name"),
            column(within.each(property("around", "name")), "in"),
            column(property("it", "lat"), "lat"),
            column(property("it", "lon"), "lon"),
        ];
        let clause = match_(vec![Path::from(referent.called("it")).pattern()], None);
        Ok(statement(vec![clause, Answer::of(columns).by(&["name"]).clause()]))
    }

    fn without_filters(&self, filters: &[Filter]) -> Result<(), Refusal> {
        match filters.first() {
            None => Ok(()),
            Some(filter) => Err(self.not_filtered(filter)),
        }
    }

    fn not_filtered(&self, filter: &Filter) -> Refusal {
        let span = self.span(filter.tokens);
        let message = format!("this list cannot be narrowed by '{}'; ask for events instead", span.of(self.text));
        Refusal::new("unsupported", message).at(span).help(format!("try: events {}", span.of(self.text)))
    }

    /// Entities of a kind, with the number of events they have a part in; places may be those in a place.
    fn nodes_of(&mut self, label: &str, filters: &[Filter]) -> Result<Statement, Refusal> {
        let mut conditions = Vec::new();
        let is_place = self.vocabulary.is_a(label, "Place");
        for filter in filters {
            match &filter.kind {
                FilterKind::Preposition(preposition, names) if is_place && preposition == "in" => {
                    let within = self.each(names, Wanted::Place, |name| {
                        let path = Path::from(node("who", &[]));
                        let length = crate::query::ast::PathLength { minimum: Some(1), maximum: None };
                        path.step("", &["LOCATED_IN"], Direction::Outgoing, Some(length), name.pattern()).exists()
                    })?;
                    conditions.push(if filter.negated { build::not(within) } else { within });
                }
                _ => return Err(self.not_filtered(filter)),
            }
        }
        let name = if is_place { "place" } else { "name" };
        let roles: Vec<&str> = ANY_ROLE.iter().copied().chain(is_place.then_some("OCCURRED_IN")).collect();
        let events = Path::from(node("who", &[])).back(&roles, node("e", &["Event"])).each(variable("e"));
        let columns = vec![column(property("who", "name"), name), column(build::call("size", vec![events]), "events")];
        let clause = match_(vec![Path::from(node("who", &[label])).pattern()], build::all_of(conditions));
        Ok(statement(vec![clause, Answer::of(columns).by(&[name]).clause()]))
    }

    /// What is known of one entity: its kind, its offices, what it belongs to, and of how many events it was a part.
    pub(super) fn description(&mut self, mention: &Mention) -> Result<Statement, Refusal> {
        let referent = self.referent(mention, Wanted::Entity)?;
        let roles: Vec<&str> = ANY_ROLE.iter().copied().chain(["OCCURRED_IN"]).collect();
        let events = Path::from(node("who", &[])).back(&roles, node("e", &["Event"])).each(variable("e"));
        let belongs = Path::from(node("who", &[])).step(
            "link",
            &["LEADS", "MEMBER_OF", "PART_OF", "LOCATED_IN"],
            Direction::Outgoing,
            None,
            node("of", &[]),
        );
        let columns = vec![
            column(property("who", "name"), "name"),
            column(build::call("labels", vec![variable("who")]), "kind"),
            column(build::call("type", vec![variable("link")]), "relation"),
            column(build::coalesce(property("link", "title"), property("who", "titles")), "title"),
            column(property("of", "name"), "of"),
            column(build::call("size", vec![events]), "events"),
        ];
        let clauses = vec![
            match_(vec![Path::from(referent.called("who")).pattern()], None),
            optional_match(vec![belongs.pattern()], None),
            Answer::of(columns).by(&["relation", "of"]).clause(),
        ];
        Ok(statement(clauses))
    }
}

fn types() -> Statement {
    let labels = build::call("labels", vec![variable("e")]);
    let not_all = build::compare(variable("type"), ComparisonOperator::NotEqual, build::string("Event"));
    let columns = vec![column(variable("type"), "type"), column(count("e"), "events")];
    statement(vec![
        match_(vec![Path::from(node("e", &["Event"])).pattern()], None),
        unwind(labels, "type"),
        with(vec![build::pass("e"), build::pass("type")], Some(not_all)),
        Answer::of(columns).by(&["type"]).clause(),
    ])
}

fn sources() -> Statement {
    let published = Path::from(node("source", &[])).back(&["PUBLISHED_BY"], node("document", &["Document"]));
    let columns = vec![column(property("source", "name"), "source"), column(count("document"), "documents")];
    statement(vec![
        all("source", "Source"),
        optional_match(vec![published.pattern()], None),
        Answer::of(columns).by(&["source"]).clause(),
    ])
}

fn documents(filter: Option<Expression>) -> Statement {
    let published = Path::from(node("document", &[])).to(&["PUBLISHED_BY"], node("source", &["Source"]));
    let columns = vec![
        column(property("document", "published"), "published"),
        column(property("document", "title"), "document"),
        column(property("source", "name"), "source"),
    ];
    statement(vec![
        match_(vec![Path::from(node("document", &["Document"])).pattern()], filter),
        optional_match(vec![published.pattern()], None),
        Answer::of(columns).by(&["published", "document", "source"]).clause(),
    ])
}

fn actors() -> Statement {
    let path = Path::from(node("e", &["Event"])).to(&["ACTOR"], node("who", &["Entity"]));
    let columns = vec![column(property("who", "name"), "who"), column(build::count_distinct(variable("e")), "events")];
    statement(vec![match_(vec![path.pattern()], None), Answer::of(columns).by(&["who"]).clause()])
}

fn all(name: &str, label: &str) -> Clause {
    match_(vec![Path::from(node(name, &[label])).pattern()], None)
}

fn count(name: &str) -> Expression {
    build::call("count", vec![variable(name)])
}
