//! Answers that list events, one a row: with their day, place, actors, and how certain they are.

use super::Scene;
use super::build::{self, Answer, Path, column, match_, node, optional_match, property, statement};
use super::condition::{Events, LISTED, Reading};
use super::entity::{Referent, Wanted};
use super::modality::modality_of;
use super::part::took_part;
use super::time::Scope;
use crate::query::ast::{Clause, ComparisonOperator, Direction, Expression, PathLength, ProjectionItem, Statement};
use crate::question::Refusal;
use crate::question::meaning::{Filter, FilterKind, Head, Measure, Mention, Names, Order, Ranking, Selection};
use crate::question::token::TokenKind;

/// How many events "latest events" are.
const A_FEW: u64 = 10;

impl Scene<'_> {
    /// The events of a selection, counted where it is grouped.
    pub(super) fn events(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        if selection.group.is_some() {
            return self.count(selection);
        }
        let events = self.selected(selection, "e", LISTED)?;
        let columns = listing(&events, selection.evidence);
        self.note_left_out(selection)?;
        Ok(self.listed(selection, &events, columns))
    }

    /// What was said.
    pub(super) fn statements(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let mut events = self.selected(selection, "e", LISTED)?;
        self.note_left_out(selection)?;
        events.types.stated = true;
        let columns = listing(&events, selection.evidence);
        Ok(self.listed(selection, &events, columns))
    }

    fn listed(&mut self, selection: &Selection, events: &Events, columns: Vec<ProjectionItem>) -> Statement {
        let (events, answer) = self.ranked(selection.ranking, events, columns);
        statement(vec![matched(&events), answer.clause()])
    }

    /// In order of time, or from one end where that is asked: then with the number they are ranked by, and only events that
    /// tell one.
    fn ranked(
        &mut self,
        ranking: Option<Ranking>,
        events: &Events,
        mut columns: Vec<ProjectionItem>,
    ) -> (Events, Answer) {
        let mut events = events.clone();
        let Some(ranking) = ranking else { return (events, Answer::of(columns).by(&["start", "event"])) };
        if let Some((number, name)) = self.ranked_by(&events.variable, ranking.order) {
            events.conditions.push(build::is_not_null(number.clone()));
            columns.insert(2.min(columns.len()), column(number, name));
        }
        // What has no day is not the latest of all, where missing values come first.
        if ranking.order == Order::Newest {
            events.conditions.push(build::is_not_null(property(&events.variable, "start")));
        }
        let answer = match ranking.order {
            Order::Oldest => Answer::of(columns).by(&["start", "event"]),
            Order::Newest => Answer::of(columns).by_falling("start").by(&["event"]),
            Order::Deadliest => Answer::of(columns).by_falling("killed").by(&["start", "event"]),
            Order::Largest => Answer::of(columns).by_falling("size").by(&["start", "event"]),
        };
        let limit = self.how_many(ranking, &events);
        (events, answer.after(ranking.skipped).first(Some(limit)))
    }

    /// The events of a selection as the clauses that choose them and what is left to match: "the deadliest attack" is
    /// one attack before anyone is asked who was behind it.
    pub(super) fn ranked_first(&mut self, ranking: Option<Ranking>, events: &Events) -> (Vec<Clause>, Events) {
        if ranking.is_none() {
            return (Vec::new(), events.clone());
        }
        let columns = vec![
            build::pass(&events.variable),
            column(property(&events.variable, "start"), "start"),
            column(property(&events.variable, "title"), "event"),
        ];
        let (ranked, answer) = self.ranked(ranking, events, columns);
        let rest = Events { label: "Event".to_owned(), conditions: Vec::new(), ..events.clone() };
        (vec![matched(&ranked), answer.with_clause()], rest)
    }

    /// The number events are ranked by, and what it is called.
    fn ranked_by(&mut self, event: &str, order: Order) -> Option<(Expression, &'static str)> {
        match order {
            Order::Oldest | Order::Newest => None,
            Order::Deadliest => Some((property(event, "killed"), "killed")),
            Order::Largest => {
                self.say("size = how many or how much the event tells, or else how many were killed".to_owned());
                let amount = build::coalesce(property(event, "amount"), property(event, "killed"));
                Some((build::coalesce(property(event, "quantity"), amount), "size"))
            }
        }
    }

    fn how_many(&mut self, ranking: Ranking, events: &Events) -> u64 {
        let several = events.types.plural && ranking.skipped == 0;
        match ranking.limit {
            Some(token) => self.number(token),
            None if several => {
                self.say(format!("no number = {A_FEW} events"));
                A_FEW
            }
            None => 1,
        }
    }

    /// The claims that answer a yes-or-no question: each with how certain it is and who says so.
    ///
    /// A no is a row too, and says no more than that nothing in the graph says so.
    pub(super) fn claims(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let selection = &self.of_anyone(selection);
        let events = self.selected(selection, "e", Reading { scope: Scope::Listed, any_modality: true })?;
        let claimant = Path::from(node("e", &[])).to(&["ATTRIBUTED_TO"], node("claimant", &[]));
        let found = build::is_not_null(build::variable("e"));
        let columns = vec![
            column(claimed("e"), "answer"),
            column(property("e", "start"), "start"),
            column(property("e", "title"), "event"),
            column(build::when(found, modality_of("e")), "modality"),
            column(property("claimant", "name"), "source"),
            column(published_by("e"), "reported_by"),
            column(property("e", "edtf"), "date"),
        ];
        let answer = Answer::of(columns).by(&["start", "event", "source"]);
        let claims = optional_match(vec![Path::from(events.node()).pattern()], events.filter());
        Ok(statement(vec![claims, optional_match(vec![claimant.pattern()], None), answer.clause()]))
    }

    /// A claim about prisoners need not call them so: what is no proper name as an object does not narrow the claims,
    /// because a no for the want of a word would mislead.
    fn of_anyone(&mut self, selection: &Selection) -> Selection {
        let mut selection = selection.clone();
        let (common, filters): (Vec<Filter>, _) =
            selection.filters.into_iter().partition(|filter| self.is_common_object(filter));
        selection.filters = filters;
        // "prisoners of war" are nobody's name, and no more about a war.
        let goes_on = |filter: &Filter| {
            let of = self.tokens[filter.tokens.0].folded == "of";
            of && common.iter().any(|common| common.tokens.1 + 1 == filter.tokens.0)
        };
        selection.filters.retain(|filter| !goes_on(filter));
        for filter in &common {
            let written = self.written(filter.tokens).to_owned();
            self.say(format!("'{written}' is no proper name: claims about anyone are listed"));
        }
        selection
    }

    fn is_common_object(&self, filter: &Filter) -> bool {
        let FilterKind::Object(names) = &filter.kind else { return false };
        let common = |mention: &Mention| {
            let is_name = matches!(self.tokens[mention.tokens.0].kind, TokenKind::Name { quoted: false, .. });
            is_name && self.written(mention.tokens).chars().all(|letter| !letter.is_uppercase())
        };
        names.mentions.iter().all(|mention| common(mention) && !self.is_proper(mention))
    }

    /// Where events happened, one row for each event and place; of a kind of place, whatever places are in it.
    pub(super) fn places_of(&mut self, kind: Option<usize>, selection: &Selection) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", LISTED)?;
        let path = match kind.map(|token| self.kind_label(token)) {
            Some(kind) => in_place_of_kind(&events, &kind),
            None => Path::from(events.node()).to(&["OCCURRED_IN"], node("place", &["Place"])),
        };
        let columns = vec![
            column(property("place", "name"), "place"),
            column(property("e", "start"), "start"),
            column(property("e", "title"), "event"),
            column(property("e", "edtf"), "date"),
        ];
        let (events, answer) = self.ranked(selection.ranking, &events, columns);
        Ok(statement(vec![match_(vec![path.pattern()], events.filter()), answer.by(&["place"]).clause()]))
    }

    /// Who was killed or injured: the events it happened in, with whom it was done to and how many.
    pub(super) fn victims(&mut self, measure: Measure, verb: usize, filters: &[Filter]) -> Result<Statement, Refusal> {
        let selection = Selection { filters: filters.to_vec(), ..Selection::everything() };
        let mut events = self.selected(&selection, "e", LISTED)?;
        let some = build::compare(property("e", measure.key()), ComparisonOperator::Greater, build::integer(0));
        let told = self.present_verbs(verb).into_iter().map(|label| build::has_label("e", &label));
        events.conditions.splice(0..0, build::any_of(std::iter::once(some).chain(told).collect()));
        let whom = Path::from(node("e", &[])).to(&["RECIPIENT"], node("whom", &[])).each(property("whom", "name"));
        let mut columns = vec![column(whom, "who"), column(property("e", measure.key()), measure.key())];
        columns.extend(listing(&events, false));
        Ok(self.listed(&selection, &events, columns))
    }

    /// When events happened.
    pub(super) fn times_of(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", LISTED)?;
        let columns = vec![
            column(property("e", "start"), "start"),
            column(property("e", "end"), "end"),
            column(property("e", "edtf"), "date"),
            column(property("e", "title"), "event"),
        ];
        Ok(self.listed(selection, &events, columns))
    }

    /// The sentences that report events.
    pub(super) fn sources_of(&mut self, selection: &Selection, dated: bool) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", Reading { scope: Scope::Listed, any_modality: true })?;
        let (mut clauses, events) = self.ranked_first(selection.ranking, &events);
        let sentence = Path::from(events.node()).to(&["REPORTED_IN"], node("sentence", &["Sentence"]));
        let path = sentence.to(&["IN_DOCUMENT"], node("document", &["Document"])).pattern();
        let publisher = Path::from(node("document", &[])).to(&["PUBLISHED_BY"], node("source", &["Source"]));
        let mut columns = vec![
            column(property("e", "title"), "event"),
            column(property("source", "name"), "source"),
            column(property("document", "title"), "document"),
            column(property("sentence", "n"), "sentence"),
            column(property("sentence", "text"), "text"),
        ];
        let mut order = vec!["event", "source", "document", "sentence"];
        if dated {
            columns.insert(0, column(property("e", "start"), "start"));
            order.insert(0, "start");
        }
        clauses.extend([
            match_(vec![path], events.filter()),
            optional_match(vec![publisher.pattern()], None),
            Answer::of(columns).by(&order).clause(),
        ]);
        Ok(statement(clauses))
    }

    /// What resulted from events, or what they resulted from, over any number of steps.
    pub(super) fn consequences(&mut self, results: bool, selection: &Selection) -> Result<Statement, Refusal> {
        let named = self.selected(selection, "other", LISTED)?;
        let (mut clauses, named) = self.ranked_first(selection.ranking, &named);
        let everything = Selection { filters: Vec::new(), head: Head::Any, ranking: None, ..selection.clone() };
        let mut events = self.selected(&everything, "e", LISTED)?;
        let (from, to) = match results {
            true => (node("e", &[]), named.node()),
            false => (named.node(), node("e", &[])),
        };
        let length = PathLength { minimum: Some(1), maximum: None };
        let outgoing = Direction::Outgoing;
        let path = Path::from(from).step("", &["RESULT_OF"], outgoing, Some(length), to);
        events.conditions.insert(0, path.exists_where(named.filter()));
        let (events, answer) = self.ranked(None, &events, listing(&events, selection.evidence));
        // What resulted from two of them is one result.
        let answer = if clauses.is_empty() { answer } else { answer.distinct() };
        clauses.extend([matched(&events), answer.clause()]);
        Ok(statement(clauses))
    }

    /// What is alleged: events somebody is named for; an accusation counts by itself where no such event is known.
    pub(super) fn allegations(&mut self, against: Option<&Names>, filters: &[Filter]) -> Result<Statement, Refusal> {
        let selection = Selection { filters: filters.to_vec(), ..Selection::everything() };
        let mut events = self.selected(&selection, "e", LISTED)?;
        let alleged = build::equal(modality_of("e"), build::string("alleged"));
        let condition = match against {
            None => build::any_of(vec![alleged, build::has_label("e", "Accusation")]).expect("there are two"),
            Some(names) => {
                self.say("allegations = alleged events, and accusations where no such event is known".to_owned());
                self.each(names, Wanted::Entity, |name| allegation_against(name, alleged.clone()))?
            }
        };
        events.conditions.insert(0, condition);
        let columns = listing(&events, selection.evidence);
        Ok(self.listed(&selection, &events, columns))
    }
}

const NOTHING_SAYS_SO: &str = "no: nothing in the graph says so";

/// What is claimed of an event, never a bare yes.
fn claimed(event: &str) -> Expression {
    let words = [
        ("alleged", "alleged"),
        ("planned", "planned, not reported as done"),
        ("failed", "tried, and failed"),
        ("denied", "denied"),
    ];
    let alternatives = words
        .map(|(modality, answer)| (build::equal(modality_of(event), build::string(modality)), build::string(answer)));
    let none = (build::is_null(build::variable(event)), build::string(NOTHING_SAYS_SO));
    build::cases(std::iter::once(none).chain(alternatives).collect(), build::string("reported as a fact"))
}

/// `(e:Label)-[:OCCURRED_IN]->(:Place)-[:LOCATED_IN*0..]->(place:Kind)`
pub(super) fn in_place_of_kind(events: &Events, kind: &str) -> Path {
    let place = Path::from(events.node()).to(&["OCCURRED_IN"], node("", &["Place"]));
    place.any_number("LOCATED_IN", node("place", &[kind]))
}

fn allegation_against(name: &Referent, alleged: Expression) -> Expression {
    let deed = took_part("e", &["ACTOR"], name);
    let accused = took_part("e", &["RECIPIENT"], name);
    let known = Path::from(node("e", &[])).to(&["ABOUT"], node("deed", &["Event"]));
    let known = known.exists_where(Some(took_part("deed", &["ACTOR"], name)));
    let event = build::all_of(vec![alleged, deed]).expect("there are two");
    let accusation = build::all_of(vec![build::has_label("e", "Accusation"), accused, build::not(known)]);
    build::any_of(vec![event, accusation.expect("there are three")]).expect("there are two")
}

/// `MATCH (e:Label) WHERE …`
pub(super) fn matched(events: &Events) -> Clause {
    match_(vec![Path::from(events.node()).pattern()], events.filter())
}

/// The columns of a list of events: its day and title first, then what helps to tell it from others.
fn listing(events: &Events, evidence: bool) -> Vec<ProjectionItem> {
    let name =
        |kind: &str, end: &str| Path::from(node("e", &[])).to(&[kind], node(end, &[])).each(property(end, "name"));
    let mut columns = vec![
        column(property("e", "start"), "start"),
        column(property("e", "title"), "event"),
        column(property("e", "edtf"), "date"),
        column(name("OCCURRED_IN", "place"), "place"),
        column(name("ACTOR", "actor"), "actors"),
        column(modality_of("e"), "modality"),
        column(name("ATTRIBUTED_TO", "claimant"), "according_to"),
    ];
    if events.types.stated {
        columns.insert(2, column(property("e", "quote"), "quote"));
    }
    if evidence {
        let sentence = Path::from(node("e", &[])).to(&["REPORTED_IN"], node("sentence", &["Sentence"]));
        columns.push(column(sentence.each(property("sentence", "text")), "evidence"));
    }
    columns
}

fn published_by(event: &str) -> Expression {
    let sentence = Path::from(node(event, &[])).to(&["REPORTED_IN"], node("", &["Sentence"]));
    let document = sentence.to(&["IN_DOCUMENT"], node("", &["Document"]));
    document.to(&["PUBLISHED_BY"], node("source", &["Source"])).each(property("source", "name"))
}
