//! Answers that count and sum: in groups, side by side, ranked.

use super::Scene;
use super::build::{self, Answer, Path, column, match_, node, optional_match, pass, property, statement, unwind, with};
use super::condition::{Events, LISTED, Reading};
use super::dispute::claimed_by;
use super::entity::Wanted;
use super::events::{in_place_of_kind, matched};
use super::modality::modality_of;
use super::part::ANY_ROLE;
use super::people::{most_events, participation};
use super::time::{Scope, time_token};
use crate::query::ast::{Clause, ComparisonOperator, Expression, Statement};
use crate::question::Refusal;
use crate::question::meaning::{
    Comparison, Dimension, Filter, FilterKind, Head, Joined, Measure, Names, Ranked, Selection,
};

/// How many rows "top actors" has.
const TOP: u64 = 10;

impl Scene<'_> {
    /// How many events there are, in groups where they are asked for.
    pub(super) fn count(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let Some(group) = selection.group else {
            let events = self.selected(selection, "e", LISTED)?;
            self.note_left_out(selection)?;
            let count = build::call("count", vec![build::variable("e")]);
            return Ok(statement(vec![matched(&events), Answer::of(vec![column(count, "count")]).clause()]));
        };
        let scope = if group.is_time() { Scope::ByStart } else { Scope::Listed };
        let events = self.selected(selection, "e", Reading { scope, any_modality: false })?;
        let (mut clauses, key) = grouped(&events, group);
        let count = match group.is_time() {
            true => build::count_star(),
            false => build::count_distinct(build::variable("e")),
        };
        let answer = Answer::of(vec![column(key, group.column()), column(count, "count")]);
        let answer = match group.is_time() {
            true => answer.by(&[group.column()]),
            false => answer.by_falling("count").by(&[group.column()]),
        };
        clauses.push(answer.clause());
        Ok(statement(clauses))
    }

    /// How many sources reported events.
    pub(super) fn reporting_sources(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", LISTED)?;
        let (mut clauses, _) = grouped(&events, Dimension::Source);
        let count = column(build::count_distinct(build::variable("source")), "count");
        clauses.push(Answer::of(vec![count]).clause());
        Ok(statement(clauses))
    }

    /// The most frequent of something.
    pub(super) fn top(
        &mut self,
        ranked: &Ranked,
        limit: Option<usize>,
        selection: &Selection,
    ) -> Result<Statement, Refusal> {
        let limit = limit.map_or(TOP, |token| self.number(token));
        let scope = match ranked {
            Ranked::Dimension(dimension) if dimension.is_time() => Scope::ByStart,
            _ => Scope::Listed,
        };
        let events = self.selected(selection, "e", Reading { scope, any_modality: false })?;
        let clauses = match ranked {
            Ranked::Kind(token) => {
                let kind = self.kind_label(*token);
                let types = if self.vocabulary.is_a(&kind, "Place") && kind != "Country" { PLACES } else { ANY_ROLE };
                let path = participation(&events, types, "who", Some(&kind));
                vec![match_(vec![path], events.filter()), most_events("who").first(Some(limit)).clause()]
            }
            Ranked::Dimension(Dimension::Actor) => {
                let path = participation(&events, &["ACTOR"], "who", None);
                vec![match_(vec![path], events.filter()), most_events("who").first(Some(limit)).clause()]
            }
            Ranked::Dimension(dimension) => ranked_groups(&events, *dimension, limit),
        };
        Ok(statement(clauses))
    }

    /// A sum or an average over the events wholly inside the time asked for, and how many it leaves out.
    pub(super) fn measure(
        &mut self,
        measure: Measure,
        average: bool,
        selection: &Selection,
    ) -> Result<Statement, Refusal> {
        let aggregate = if average { "avg" } else { "sum" };
        self.total(selection, &[measure.key()], aggregate)
    }

    /// How many of something were counted in events.
    pub(super) fn quantity(&mut self, thing: &[usize], verb: usize, filters: &[Filter]) -> Result<Statement, Refusal> {
        let head = Head::Compound(thing.to_vec(), verb);
        let selection = Selection { head, filters: filters.to_vec(), ..Selection::everything() };
        let words = self.written((thing[0], thing[thing.len() - 1])).to_owned();
        // Who is executed is killed, whether an event counts them as the one or the other.
        if self.event_types(&selection.head)?.labels.iter().any(|label| self.kills(label)) {
            return self.total(&selection, &["killed", "quantity"], "sum");
        }
        self.say(format!("how many {words} = the sum of the events' quantities"));
        self.total(&selection, &["quantity"], "sum")
    }

    /// How many of somebody acted: the sum of what events count, of which they are the subject.
    pub(super) fn acting(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        self.say("how many = the sum of the events' quantities".to_owned());
        self.total(selection, &["quantity"], "sum")
    }

    /// Whether whoever such an event is done to is dead.
    fn kills(&self, label: &str) -> bool {
        ["Killing", "Execution", "Assassination", "Massacre", "Death"]
            .iter()
            .any(|deadly| self.vocabulary.is_a(label, deadly))
    }

    /// How much was given, in each unit the events tell.
    pub(super) fn amount(&mut self, selection: &Selection) -> Result<Statement, Refusal> {
        let events = self.selected(selection, "e", Reading { scope: Scope::Inside, any_modality: false })?;
        let amount = build::coalesce(property("e", "amount"), property("e", "quantity"));
        let mut columns = vec![
            column(build::call("sum", vec![amount.clone()]), "amount"),
            column(build::call("count", vec![amount]), "events"),
        ];
        let mut order = Vec::new();
        if self.view.symbol("unit").is_some() {
            columns.push(column(property("e", "unit"), "unit"));
            order.push("unit");
        }
        self.say("how much = the sum of the events' amounts".to_owned());
        Ok(statement(vec![matched(&events), Answer::of(columns).by(&order).clause()]))
    }

    /// The places of a kind where events happened, most first; of other kinds whoever took part.
    pub(super) fn busiest(&mut self, kind: usize, selection: &Selection) -> Result<Statement, Refusal> {
        let label = self.kind_label(kind);
        let events = self.selected(selection, "e", LISTED)?;
        if !self.vocabulary.is_a(&label, "Place") {
            let path = participation(&events, ANY_ROLE, "who", Some(&label));
            return Ok(statement(vec![match_(vec![path], events.filter()), most_events("who").clause()]));
        }
        // A place of no kind is where it happened; a country is wherever in it.
        let path = match label.as_str() {
            "Place" => Path::from(events.node()).to(PLACES, node("place", &["Place"])),
            kind => in_place_of_kind(&events, kind),
        };
        let clause = match_(vec![path.pattern()], events.filter());
        Ok(statement(vec![clause, most_events("place").clause()]))
    }

    /// A sum or an average of the first of some properties that an event has, and how much of a sum is only alleged.
    fn total(&mut self, selection: &Selection, keys: &[&str], aggregate: &str) -> Result<Statement, Refusal> {
        let selection = &self.released(selection)?;
        let events = self.selected(selection, "e", Reading { scope: Scope::Possible, any_modality: false })?;
        let times: Vec<&Filter> = selection.filters.iter().filter(|filter| is_time(filter)).collect();
        let mut inside = Vec::new();
        for filter in times {
            inside.push(self.condition("e", &events.types, filter, Scope::Inside)?);
        }
        let (key, more) = (keys[0], &keys[1..]);
        let value =
            || more.iter().fold(property("e", key), |value, other| build::coalesce(value, property("e", other)));
        let mut clauses = self.ranked_first(selection.ranking, &events).0;
        if clauses.is_empty() {
            self.note_without_number(&events, value());
            clauses.push(matched(&events));
        }
        let sums = |value: Expression| {
            let alleged = build::equal(build::variable("modality"), build::string("alleged"));
            let alleged = column(build::call("sum", vec![build::when(alleged, value.clone())]), "alleged");
            let total = column(build::call(aggregate, vec![value.clone()]), key);
            let events = column(build::call("count", vec![value]), "events");
            [total, events].into_iter().chain((aggregate == "sum").then_some(alleged)).collect::<Vec<_>>()
        };
        // What one publisher claims is its own number, whatever others say of the same events.
        let publisher = self.asked_publisher(selection);
        let told = publisher.is_some();
        clauses.extend(publisher.iter().flat_map(|publisher| claimed_by(publisher, keys)));
        let value = || if told { build::variable("claimed") } else { value() };
        let passed = || [pass("e")].into_iter().chain(told.then(|| pass("claimed"))).collect::<Vec<_>>();
        let modality = (aggregate == "sum").then(|| column(modality_of("e"), "modality"));
        let Some(inside) = build::all_of(inside) else {
            let told = modality.map(|modality| with(passed().into_iter().chain([modality]).collect(), None));
            let answer = Answer::of(sums(value())).clause();
            clauses.extend(told.into_iter().chain([answer]));
            return Ok(statement(clauses));
        };
        self.say("only events wholly inside are added up; left_out counts those that may reach beyond".to_owned());
        // An open end makes the condition null, and such an event is not wholly inside.
        let inside = column(build::coalesce(inside, build::boolean(false)), "inside");
        let counted = || build::when(build::variable("inside"), value());
        let left_out = build::when(build::not(build::variable("inside")), value());
        let mut columns = sums(counted());
        columns.push(column(build::call("count", vec![left_out]), "left_out"));
        let passed = passed().into_iter().chain([inside]).chain(modality).collect();
        clauses.extend([with(passed, None), Answer::of(columns).clause()]);
        Ok(statement(clauses))
    }

    /// The same count for each of several sides, those with none too.
    pub(super) fn comparison(&mut self, comparison: &Comparison) -> Result<Statement, Refusal> {
        let selection = match comparison {
            Comparison::Within(selection) => selection.clone(),
            Comparison::Names(names, filters) => self.selection_of(names, filters),
        };
        let (sides, common) = self.sides(&selection)?;
        let events = self.selected(&common, "e", LISTED)?;
        let mut names = Vec::new();
        let mut ways = Vec::new();
        for side in sides {
            let (name, condition) = self.side(&side, &events)?;
            let is_side = build::equal(build::variable("name"), build::string(&name));
            ways.extend(build::all_of(vec![is_side, condition]));
            names.push(build::string(&name));
        }
        let mut conditions = events.conditions.clone();
        conditions.extend(build::any_of(ways));
        let columns = vec![pass("name"), column(build::count_distinct(build::variable("e")), "count")];
        Ok(statement(vec![
            unwind(build::list(names), "name"),
            optional_match(vec![Path::from(events.node()).pattern()], build::all_of(conditions)),
            Answer::of(columns).by(&["name"]).clause(),
        ]))
    }

    fn selection_of(&self, names: &Names, filters: &[Filter]) -> Selection {
        let tokens = (names.mentions[0].tokens.0, names.mentions[names.mentions.len() - 1].tokens.1);
        let bare = Filter { kind: FilterKind::Bare(names.clone()), negated: false, tokens };
        let filters = std::iter::once(bare).chain(filters.iter().cloned()).collect();
        Selection { filters, ..Selection::everything() }
    }

    /// Takes the first list of several names or types out of a selection.
    fn sides(&self, selection: &Selection) -> Result<(Vec<Side>, Selection), Refusal> {
        let listed = selection
            .filters
            .iter()
            .position(|filter| filter.kind.names().is_some_and(|names| names.mentions.len() > 1));
        if let Some(index) = listed {
            let mut common = selection.clone();
            let filter = common.filters.remove(index);
            let names = filter.kind.names().map(|names| names.mentions.clone()).unwrap_or_default();
            let one = |mention| {
                let names = Names { mentions: vec![mention], joined: Joined::And };
                Filter { kind: filter.kind.with_names(names), ..filter.clone() }
            };
            return Ok((names.into_iter().map(|name| Side::Name(one(name))).collect(), common));
        }
        if let Some((index, times)) = listed_times(selection) {
            let mut common = selection.clone();
            common.filters.remove(index);
            let sides = (0..times.len()).map(|which| Side::Time(times.clone(), which));
            return Ok((sides.collect(), common));
        }
        match &selection.head {
            Head::Nouns(nouns) if nouns.len() > 1 => {
                let sides = nouns.iter().map(|noun| Side::Type(noun.clone())).collect();
                Ok((sides, Selection { head: Head::Any, ..selection.clone() }))
            }
            _ => Err(self.one_side()),
        }
    }

    fn one_side(&self) -> Refusal {
        let end = self.tokens.len() - 1;
        Refusal::new("incomplete", "expected two or more names to compare, joined with 'and'")
            .at(self.tokens[end].span)
            .help("try: count events by actor")
    }

    fn side(&mut self, side: &Side, events: &Events) -> Result<(String, Expression), Refusal> {
        match side {
            Side::Name(filter) => {
                let names = filter.kind.names().cloned().expect("a side by name has one");
                let wanted =
                    if matches!(filter.kind, FilterKind::ReportedBy(_)) { Wanted::Source } else { Wanted::Entity };
                let name = self.referents(&names, wanted)?.remove(0).name;
                Ok((name, self.condition("e", &events.types, filter, Scope::Listed)?))
            }
            Side::Time(times, which) => {
                let condition = self.each_time("e", &events.types, times, Scope::Listed)?.swap_remove(*which);
                let tokens = time_token(&times[*which]).map_or(times[*which].tokens, |token| (token, token));
                Ok((self.written(tokens).to_owned(), condition))
            }
            Side::Type((words, noun)) => {
                let types = self.event_types(&Head::Nouns(vec![(words.clone(), *noun)]))?;
                let first = words.first().copied().unwrap_or(*noun);
                let name = self.written((first, *noun)).to_lowercase();
                Ok((name, types.membership("e")))
            }
        }
    }
}

/// One side of a comparison.
enum Side {
    /// The events a filter with one name lets through.
    Name(Filter),
    /// The events at one of several times, by its place among them.
    Time(Vec<Filter>, usize),
    /// The events of a type.
    Type((Vec<usize>, usize)),
}

const PLACES: &[&str] = &["OCCURRED_IN"];

/// Where a selection lists times, and which.
fn listed_times(selection: &Selection) -> Option<(usize, Vec<Filter>)> {
    selection.filters.iter().enumerate().find_map(|(index, filter)| match &filter.kind {
        FilterKind::AnyOf(times) => Some((index, times.clone())),
        _ => None,
    })
}

fn is_time(filter: &Filter) -> bool {
    matches!(filter.kind, FilterKind::Time(_) | FilterKind::AnyOf(_))
}

/// Matches events with what they are grouped by, and the key of their group.
fn grouped(events: &Events, group: Dimension) -> (Vec<Clause>, Expression) {
    let from = || Path::from(events.node());
    let named = |path: Path, end: &str| (vec![match_(vec![path.pattern()], events.filter())], property(end, "name"));
    match group {
        Dimension::Place => named(from().to(PLACES, node("place", &["Place"])), "place"),
        Dimension::Country => {
            let place = from().to(PLACES, node("", &["Place"]));
            named(place.any_number("LOCATED_IN", node("country", &["Country"])), "country")
        }
        Dimension::Source => {
            let sentence = from().to(&["REPORTED_IN"], node("", &["Sentence"]));
            let document = sentence.to(&["IN_DOCUMENT"], node("", &["Document"]));
            named(document.to(&["PUBLISHED_BY"], node("source", &["Source"])), "source")
        }
        Dimension::Actor => named(from().to(&["ACTOR"], node("actor", &[])), "actor"),
        Dimension::Recipient => named(from().to(&["RECIPIENT"], node("recipient", &[])), "recipient"),
        Dimension::Type => (by_type(events), build::variable("type")),
        _ => {
            let mut conditions = events.conditions.clone();
            conditions.push(build::is_not_null(property("e", "start")));
            let unit = build::string(group.column());
            let bucket = build::call("date.truncate", vec![unit, property("e", "start")]);
            (vec![match_(vec![from().pattern()], build::all_of(conditions))], bucket)
        }
    }
}

/// An event counts for each of its types: an airstrike is an attack too, as in every other question.
fn by_type(events: &Events) -> Vec<Clause> {
    let labels = build::call("labels", vec![build::variable("e")]);
    let not_all = build::compare(build::variable("type"), ComparisonOperator::NotEqual, build::string("Event"));
    vec![matched(events), unwind(labels, "type"), with(vec![pass("e"), pass("type")], Some(not_all))]
}

fn ranked_groups(events: &Events, dimension: Dimension, limit: u64) -> Vec<Clause> {
    let (mut clauses, key) = grouped(events, dimension);
    let name = if dimension == Dimension::Recipient { "whom" } else { dimension.column() };
    let columns = vec![column(key, name), column(build::count_distinct(build::variable("e")), "events")];
    clauses.push(Answer::of(columns).by_falling("events").by(&[name]).first(Some(limit)).clause());
    clauses
}

impl Dimension {
    /// What its column is called; of a time also the unit it is cut to.
    const fn column(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
            Self::Country => "country",
            Self::Place => "place",
            Self::Source => "source",
            Self::Type => "type",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
        }
    }
}

impl FilterKind {
    /// The names it speaks of.
    fn names(&self) -> Option<&Names> {
        match self {
            Self::Preposition(_, names)
            | Self::Subject(names)
            | Self::Object(names)
            | Self::Involving(names)
            | Self::Between(names)
            | Self::AccordingTo(names)
            | Self::ReportedBy(names)
            | Self::Near(names, _)
            | Self::Bare(names) => Some(names),
            _ => None,
        }
    }

    /// The same condition on other names.
    fn with_names(&self, names: Names) -> Self {
        match self {
            Self::Preposition(preposition, _) => Self::Preposition(preposition.clone(), names),
            Self::Subject(_) => Self::Subject(names),
            Self::Object(_) => Self::Object(names),
            Self::AccordingTo(_) => Self::AccordingTo(names),
            Self::ReportedBy(_) => Self::ReportedBy(names),
            Self::Near(_, radius) => Self::Near(names, *radius),
            Self::Bare(_) => Self::Bare(names),
            _ => Self::Involving(names),
        }
    }
}
