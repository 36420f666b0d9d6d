//! Filters as conditions on one event. Every one is an existence test, so that no row is ever repeated.

use super::Scene;
use super::build::{self, Path, all_of, any_of, compare, has_label, node, not, property};
use super::entity::{Referent, Wanted};
use super::event_type::EventTypes;
use super::modality::{of_modality, sets_modality, told_as_happening};
use super::part::took_part;
use super::time::Scope;
use super::title::titled;
use crate::query::ast::{ComparisonOperator, Expression};
use crate::question::Refusal;
use crate::question::meaning::{Comparator, Filter, FilterKind, Measure, Mention, Names, Selection};

/// The events of a selection: their types, and the conditions on the variable that stands for one of them.
#[derive(Clone, Debug)]
pub(super) struct Events {
    /// What they are.
    pub(super) types: EventTypes,
    /// The variable.
    pub(super) variable: String,
    /// The label of their pattern; several labels are a condition.
    pub(super) label: String,
    /// What must hold of each.
    pub(super) conditions: Vec<Expression>,
}

impl Events {
    /// `(e:Label)`
    pub(super) fn node(&self) -> crate::query::ast::NodePattern {
        node(&self.variable, &[&self.label])
    }

    /// All conditions as one.
    pub(super) fn filter(&self) -> Option<Expression> {
        all_of(self.conditions.clone())
    }
}

/// How a selection is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// What times let through.
    pub(super) scope: Scope,
    /// Planned, failed and denied events count too.
    pub(super) any_modality: bool,
}

/// How answers list events.
pub(super) const LISTED: Reading = Reading { scope: Scope::Listed, any_modality: false };

impl Scene<'_> {
    /// The events of a selection.
    pub(super) fn selected(
        &mut self,
        selection: &Selection,
        variable: &str,
        reading: Reading,
    ) -> Result<Events, Refusal> {
        let selection = &self.released(selection)?;
        let types = self.event_types(&selection.head)?;
        let mut conditions = Vec::new();
        let label = match &types.labels[..] {
            [] => "Event".to_owned(),
            [label] => label.clone(),
            labels => {
                conditions.extend(any_of(labels.iter().map(|label| has_label(variable, label)).collect()));
                "Event".to_owned()
            }
        };
        conditions.extend(types.conditions(variable));
        for filter in &selection.filters {
            match &filter.kind {
                FilterKind::Things(first, last) => {
                    conditions.extend(self.things(variable, &types, (*first, *last), reading)?);
                }
                _ => conditions.push(self.condition(variable, &types, filter, reading.scope)?),
            }
        }
        if !reading.any_modality && !selection.filters.iter().any(sets_modality) {
            conditions.push(told_as_happening(variable));
        }
        Ok(Events { types, variable: variable.to_owned(), label, conditions })
    }

    pub(super) fn say_titled(&mut self, written: &str, words: &[String]) {
        self.say(format!(
            "'{written}' is no name in this graph = events with '{}' in the title",
            words.join("' and '")
        ));
    }

    /// One filter as a condition.
    pub(super) fn condition(
        &mut self,
        event: &str,
        types: &EventTypes,
        filter: &Filter,
        scope: Scope,
    ) -> Result<Expression, Refusal> {
        let condition = match &filter.kind {
            FilterKind::Time(time) => self.time_condition(event, time, filter.tokens, scope)?,
            FilterKind::AnyOf(times) => {
                any_of(self.each_time(event, types, times, scope)?).expect("a list has two items at least")
            }
            FilterKind::Preposition(preposition, names) => self.after_preposition(event, types, preposition, names)?,
            FilterKind::Subject(names) => self.subject(event, types, names)?,
            FilterKind::Things(first, last) => return Err(self.unknown_mention((*first, *last))),
            FilterKind::Object(names) => self.object(event, types, names)?,
            FilterKind::Involving(names) | FilterKind::Between(names) => self.involved(event, names)?,
            FilterKind::Owner { names, possessive } => self.owned(event, types, names, *possessive)?,
            FilterKind::Bare(names) => self.bare(event, names)?,
            FilterKind::Outside(names) => self.outside(event, names)?,
            FilterKind::Near(names, radius) => self.near(event, names, *radius)?,
            FilterKind::About(topic) => self.about_or_of(event, types, topic)?,
            FilterKind::AccordingTo(names) => self.said_by(event, names)?,
            FilterKind::ReportedBy(names) => self.reported_by(event, names)?,
            FilterKind::Told(names) => match names.mentions.iter().all(|mention| self.is_source_only(mention)) {
                true => self.reported_by(event, names)?,
                false => self.said_by(event, names)?,
            },
            FilterKind::Modality(modality) => of_modality(event, *modality),
            FilterKind::Ongoing => {
                let bounds = vec![build::is_not_null(property(event, "start")), build::is_null(property(event, "end"))];
                all_of(bounds).expect("there are two conditions")
            }
            FilterKind::Measured(measure, number) => self.measured(event, *measure, *number),
            FilterKind::Quantity(comparator, number) => {
                let bound = build::integer(i64::try_from(self.number(*number)).unwrap_or(i64::MAX));
                compare(property(event, "quantity"), operator(*comparator), bound)
            }
            FilterKind::Casualties => {
                let some = |measure| compare(property(event, measure), ComparisonOperator::Greater, build::integer(0));
                any_of(vec![some("killed"), some("injured")]).expect("there are two conditions")
            }
            FilterKind::Types(tokens) => self.types_of_nouns(tokens)?.membership(event),
        };
        Ok(if filter.negated { not(condition) } else { condition })
    }

    /// Whoever an event is attributed to, or who published it.
    fn said_by(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        let is_published = names.mentions.iter().all(|mention| self.referent(mention, Wanted::Source).is_ok());
        let said = self.each(names, Wanted::Entity, |name| took_part(event, &["ATTRIBUTED_TO"], name));
        match (said, is_published) {
            (Err(_), true) => self.reported_by(event, names),
            (Ok(said), true) => {
                let published = self.reported_by(event, names)?;
                Ok(build::any_of(vec![said.clone(), published]).unwrap_or(said))
            }
            (said, false) => said,
        }
    }

    pub(super) fn reported_by(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        self.each(names, Wanted::Source, |name| {
            let sentence = Path::from(node(event, &[])).to(&["REPORTED_IN"], node("", &["Sentence"]));
            let document = sentence.to(&["IN_DOCUMENT"], node("", &["Document"]));
            document.to(&["PUBLISHED_BY"], name.pattern()).exists()
        })
    }

    fn measured(&self, event: &str, measure: Measure, number: Option<(Comparator, usize)>) -> Expression {
        let (operator, bound) = match number {
            None => (ComparisonOperator::Greater, 0),
            Some((comparator, token)) => (operator(comparator), self.number(token)),
        };
        let bound = build::integer(i64::try_from(bound).unwrap_or(i64::MAX));
        compare(property(event, measure.key()), operator, bound)
    }

    /// As [`Scene::each`], for whoever takes part; common words that name nobody are looked for in titles.
    pub(super) fn each_or_titled(
        &mut self,
        event: &str,
        names: &Names,
        condition: impl Fn(&Referent) -> Expression,
    ) -> Result<Expression, Refusal> {
        let mut conditions = Vec::new();
        for mention in &names.mentions {
            conditions.push(match self.referent(mention, Wanted::Entity) {
                Ok(name) => condition(&name),
                Err(refusal) => self.named_in_title(event, mention).ok_or(refusal)?,
            });
        }
        let joined = if names.are_alternatives() { any_of(conditions) } else { all_of(conditions) };
        Ok(joined.expect("a list of names has one at least"))
    }

    fn named_in_title(&mut self, event: &str, mention: &Mention) -> Option<Expression> {
        let words = self.common_words(mention.tokens).filter(|_| mention.qualifier.is_none())?;
        if !self.is_titled("Event", &words, true) || self.is_near_a_name(mention.tokens) {
            return None;
        }
        let written = self.written(mention.tokens).to_owned();
        self.say_titled(&written, &words);
        titled(event, &words)
    }

    /// A condition for each of some names, joined as the names are.
    pub(super) fn each(
        &mut self,
        names: &Names,
        wanted: Wanted,
        condition: impl Fn(&Referent) -> Expression,
    ) -> Result<Expression, Refusal> {
        let referents = self.referents(names, wanted)?;
        let conditions = referents.iter().map(condition).collect();
        let joined = if names.are_alternatives() { any_of(conditions) } else { all_of(conditions) };
        Ok(joined.expect("a list of names has one at least"))
    }
}

impl Measure {
    /// The property that holds it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Injured => "injured",
        }
    }
}

/// Some other events lie at the other end: a plain pattern where nothing more is said of them.
pub(super) fn related(event: &str, types: &[&str], other: &Events) -> Expression {
    let path = |end| Path::from(node(event, &[])).to(types, end);
    match other.filter() {
        None => path(node("", &[&other.label])).exists(),
        filter => path(other.node()).exists_where(filter),
    }
}

fn operator(comparator: Comparator) -> ComparisonOperator {
    match comparator {
        Comparator::AtLeast => ComparisonOperator::GreaterOrEqual,
        Comparator::MoreThan => ComparisonOperator::Greater,
        Comparator::AtMost => ComparisonOperator::LessOrEqual,
        Comparator::FewerThan => ComparisonOperator::Less,
        Comparator::Exactly => ComparisonOperator::Equal,
    }
}
