//! Answers about what sources claim: on what they do not agree, and what one of them says.

use super::Scene;
use super::build::{
    self, Answer, Path, column, match_, node, optional_match, pass, property, statement, unwind, variable, with,
};
use super::condition::Reading;
use super::entity::{Referent, Wanted};
use super::time::Scope;
use crate::query::ast::{Clause, ComparisonOperator, Direction, Expression, QuantifierKind, Statement, TestOperator};
use crate::question::Refusal;
use crate::question::meaning::{FilterKind, Selection};

/// What a document may claim of an event, by the property of its way to a sentence.
const CLAIMS: [(&str, &str); 5] = [
    ("killed", "killed"),
    ("injured", "injured"),
    ("quantity", "quantity"),
    ("date", "edtf"),
    ("whether it happened", "modality"),
];
/// The same of what a document claims by names, of which there may be several.
const NAMED: [(&str, &str); 3] = [("who did it", "actors"), ("to whom", "recipients"), ("where", "places")];

impl Scene<'_> {
    /// Each claim on which the documents of an event do not agree, and who makes it.
    pub(super) fn disputed(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", Reading { scope: Scope::Listed, any_modality: true })?;
        let path = told(Path::from(events.node()), node("document", &["Document"]));
        let publisher = Path::from(node("document", &[])).to(&["PUBLISHED_BY"], node("source", &["Source"]));
        let names = CLAIMS.iter().chain(&NAMED).map(|(name, _)| build::string(name)).collect();
        let claims = CLAIMS
            .iter()
            .chain(&NAMED)
            .map(|(name, key)| (build::equal(variable("what"), build::string(name)), property("told", key)));
        let claim = build::cases(claims.collect(), build::null());
        let who = build::coalesce(property("source", "name"), property("document", "title"));
        let single = Answer::of(vec![pass("e"), pass("what"), column(claim, "claim"), column(who, "source")]);
        let sources = column(build::call("collect", vec![variable("source")]), "sources");
        let pair = build::list(vec![variable("claim"), variable("sources")]);
        let several = build::call("size", vec![variable("claims")]);
        let several = build::compare(several, ComparisonOperator::Greater, build::integer(1));
        let apart = build::any_of(vec![build::not(is_named()), share_nobody()]);
        let differ = build::all_of([Some(several), apart].into_iter().flatten().collect());
        let said = |function: &str| build::call(function, vec![variable("said")]);
        let columns = vec![
            column(property("e", "start"), "start"),
            column(property("e", "title"), "event"),
            pass("what"),
            column(said("head"), "claim"),
            column(said("last"), "according_to"),
        ];
        Ok(statement(vec![
            match_(vec![path.pattern()], events.filter()),
            optional_match(vec![publisher.pattern()], None),
            unwind(build::list(names), "what"),
            single.distinct().by(&["source"]).with_clause(),
            with(vec![pass("e"), pass("what"), pass("claim"), sources], Some(build::is_not_null(variable("claim")))),
            with(vec![pass("e"), pass("what"), column(build::call("collect", vec![pair]), "claims")], differ),
            unwind(variable("claims"), "said"),
            Answer::of(columns).by(&["start", "event", "what", "claim"]).clause(),
        ]))
    }

    /// The one publisher whose word is asked for, if it is.
    pub(super) fn asked_publisher(&mut self, selection: &Selection) -> Option<Referent> {
        let names = selection.filters.iter().find_map(|filter| match &filter.kind {
            FilterKind::ReportedBy(names) | FilterKind::AccordingTo(names) => Some(names),
            _ => None,
        });
        match names?.mentions.as_slice() {
            [mention] => self.referent(mention, Wanted::Source).ok(),
            _ => None,
        }
    }
}

/// The clauses that take what a publisher claims for the number an event has: `claimed`, beside `e`.
pub(super) fn claimed_by(publisher: &Referent, keys: &[&str]) -> [Clause; 2] {
    let document = told(Path::from(node("e", &[])), node("", &["Document"]));
    let path = document.to(&["PUBLISHED_BY"], publisher.pattern());
    let claim =
        keys[1..].iter().fold(property("told", keys[0]), |value, key| build::coalesce(value, property("told", key)));
    let largest: Expression = build::call("max", vec![claim]);
    [match_(vec![path.pattern()], None), with(vec![pass("e"), column(largest, "claimed")], None)]
}

/// Whether the claim is of names.
fn is_named() -> Expression {
    let named = NAMED.iter().map(|(name, _)| build::string(name)).collect();
    build::test(variable("what"), TestOperator::In, build::list(named))
}

/// Whether two claims have no name in common: who names but more than another contradicts nobody.
fn share_nobody() -> Expression {
    let names = |claim: &str| build::call("head", vec![variable(claim)]);
    let shared = build::test(variable("name"), TestOperator::In, names("other"));
    let none = build::quantified(QuantifierKind::None, "name", names("one"), shared);
    let apart = build::quantified(QuantifierKind::Any, "other", variable("claims"), none);
    build::quantified(QuantifierKind::Any, "one", variable("claims"), apart)
}

/// `…-[told:REPORTED_IN]->(:Sentence)-[:IN_DOCUMENT]->(document)`
fn told(event: Path, document: crate::query::ast::NodePattern) -> Path {
    event
        .step("told", &["REPORTED_IN"], Direction::Outgoing, None, node("", &["Sentence"]))
        .to(&["IN_DOCUMENT"], document)
}
