//! Conditions: each filter phrase as a [`Filter`].

use pest::iterators::Pair;

use super::super::meaning::{
    Bound, Comparator, Dimension, Filter, FilterKind, Joined, Length, Measure, Mention, Modality, Names, Period,
    Radius, RelationWord, TimeFilter, Topic,
};
use super::{Reader, Rule, child, children, has, presume};
use crate::time::Relation;

impl TimeFilter {
    /// A time without a word before it.
    pub(super) fn bare(time: usize) -> Self {
        Self { possibly: false, relation: None, period: Period::At(time) }
    }
}

impl Reader<'_> {
    /// The conditions a part of a question sets.
    pub(super) fn conditions(&self, part: &Pair<'_, Rule>) -> Vec<Filter> {
        if part.as_rule() != Rule::reported_except {
            return self.filter(part).into_iter().collect();
        }
        // "reported by the Herald but not by the Gazette"
        let others = FilterKind::ReportedBy(self.names(&presume(part, Rule::names)));
        let others = Filter { kind: others, negated: true, tokens: self.tokens(part) };
        self.filter(&presume(part, Rule::reported_filter)).into_iter().chain([others]).collect()
    }

    /// The condition a part of a question sets; `None` for parts that set none.
    pub(super) fn filter(&self, part: &Pair<'_, Rule>) -> Option<Filter> {
        if part.as_rule() == Rule::except_filter {
            return self.exception(part);
        }
        let names = || self.names(&presume(part, Rule::names));
        let kind = match part.as_rule() {
            Rule::time_list => {
                FilterKind::AnyOf(part.clone().into_inner().filter_map(|time| self.filter(&time)).collect())
            }
            Rule::time_filter | Rule::listed_time => FilterKind::Time(self.time_filter(part)),
            Rule::measure_filter => self.measured(part),
            Rule::quantity_filter => self.quantity(part),
            Rule::ongoing_filter => FilterKind::Ongoing,
            Rule::near_filter => FilterKind::Near(names(), self.radius(part)),
            Rule::according_filter => FilterKind::AccordingTo(names()),
            Rule::reported_filter => FilterKind::ReportedBy(names()),
            Rule::between_filter => FilterKind::Between(names()),
            Rule::about_filter => FilterKind::About(self.topic(&presume(part, Rule::topic))),
            Rule::involving_filter | Rule::joining_filter => FilterKind::Involving(names()),
            Rule::allegedly_filter => FilterKind::Modality(Modality::Alleged),
            Rule::role_filter => self.role_filter(part),
            Rule::about_name => FilterKind::About(Topic::Names(names())),
            Rule::except_names => FilterKind::Bare(names()),
            Rule::except_nouns => {
                FilterKind::Types(children(part, Rule::noun).iter().map(|noun| self.token(noun)).collect())
            }
            _ => return None,
        };
        Some(Filter { kind, negated: false, tokens: self.tokens(part) })
    }

    fn exception(&self, part: &Pair<'_, Rule>) -> Option<Filter> {
        let filter = match child(part, Rule::outside_filter) {
            Some(outside) => {
                let names = self.names(&presume(&outside, Rule::names));
                Some(Filter { kind: FilterKind::Outside(names), negated: true, tokens: self.tokens(&outside) })
            }
            None => part.clone().into_inner().find_map(|inner| self.filter(&inner)),
        };
        filter.map(|filter| Filter { negated: true, ..filter })
    }

    fn role_filter(&self, part: &Pair<'_, Rule>) -> FilterKind {
        if let Some(topic) = child(part, Rule::topic_selection) {
            return FilterKind::About(Topic::Events(Box::new(self.selection(&topic))));
        }
        if let Some(list) = child(part, Rule::role_list) {
            let preposition = self.tokens[self.token(&list)].folded.clone();
            return FilterKind::Preposition(preposition, self.joined_names(&list));
        }
        let preposition = match child(part, Rule::preposition) {
            Some(preposition) => preposition.as_str().trim().to_owned(),
            None => "against".to_owned(),
        };
        FilterKind::Preposition(preposition, self.names(&presume(part, Rule::names)))
    }

    fn radius(&self, part: &Pair<'_, Rule>) -> Radius {
        let Some(number) = child(part, Rule::number) else { return Radius::Usual };
        match has(&presume(part, Rule::distance), Rule::miles) {
            true => Radius::Miles(self.token(&number)),
            false => Radius::Kilometres(self.token(&number)),
        }
    }

    pub(super) fn measured(&self, part: &Pair<'_, Rule>) -> FilterKind {
        if has(part, Rule::casualties) {
            return FilterKind::Casualties;
        }
        let measure = if has(part, Rule::injure) { Measure::Injured } else { Measure::Killed };
        let comparator = child(part, Rule::comparison).map_or(Comparator::Exactly, |pair| comparator(&pair));
        let number = child(part, Rule::number).map(|number| (comparator, self.token(&number)));
        FilterKind::Measured(measure, number)
    }

    fn quantity(&self, part: &Pair<'_, Rule>) -> FilterKind {
        let comparison = presume(part, Rule::comparison);
        FilterKind::Quantity(comparator(&comparison), self.token(&presume(part, Rule::number)))
    }

    fn topic(&self, topic: &Pair<'_, Rule>) -> Topic {
        let inner = topic.clone().into_inner().next().expect("a topic is one thing");
        match inner.as_rule() {
            Rule::topic_selection => Topic::Events(Box::new(self.selection(&inner))),
            Rule::names => Topic::Names(self.names(&inner)),
            _ => {
                let (first, last) = self.tokens(&inner);
                Topic::Words(first, last)
            }
        }
    }

    fn time_filter(&self, part: &Pair<'_, Rule>) -> TimeFilter {
        let (relation, period) = self.period(part);
        TimeFilter { possibly: has(part, Rule::possibly), relation, period }
    }

    fn period(&self, part: &Pair<'_, Rule>) -> (Option<RelationWord>, Period) {
        if let Some(range) = child(part, Rule::time_range) {
            let bounds = children(&range, Rule::range_bound);
            let period = match &bounds[..] {
                [range] => self.one_bound(range),
                bounds => Period::Between(self.bound(&bounds[0]), self.bound(&bounds[1])),
            };
            return (Some(RelationWord::Is(Relation::Within)), period);
        }
        if let Some(within) = child(part, Rule::within_time) {
            return (Some(RelationWord::Is(Relation::Within)), self.around(&within));
        }
        if let Some(portion) = child(part, Rule::part_time) {
            return (None, self.part_of_time(&portion));
        }
        if let Some(beside) = child(part, Rule::beside_time) {
            return (None, self.beside(&beside));
        }
        let relation = child(part, Rule::relation_word).map(|word| relation(&word));
        if let Some(anchor) = child(part, Rule::anchor).or_else(|| child(part, Rule::worded_anchor)) {
            return (relation, Period::Event(Box::new(self.selection(&anchor))));
        }
        let holder = child(part, Rule::bare_time).unwrap_or_else(|| part.clone());
        (relation, Period::At(self.token(&presume(&holder, Rule::time))))
    }

    /// "between May 2 and 9" is one time that is a range by itself.
    fn one_bound(&self, range: &Pair<'_, Rule>) -> Period {
        match self.bound(range) {
            Bound::Time(token) => Period::At(token),
            Bound::Event(selection, _) => Period::Event(selection),
        }
    }

    /// The time or the event at the end of a phrase.
    fn bound(&self, part: &Pair<'_, Rule>) -> Bound {
        match child(part, Rule::anchor).or_else(|| child(part, Rule::worded_anchor)) {
            Some(anchor) => Bound::Event(Box::new(self.selection(&anchor)), self.tokens(&anchor)),
            None => Bound::Time(self.tokens(part).1),
        }
    }

    fn length(&self, part: &Pair<'_, Rule>) -> Length {
        let number = child(part, Rule::number).map(|number| self.token(&number));
        Length { number, unit: self.dimension(&presume(part, Rule::unit)) }
    }

    fn around(&self, within: &Pair<'_, Rule>) -> Period {
        let (after, before) = (has(within, Rule::after), has(within, Rule::before));
        Period::Around { time: self.bound(within), length: self.length(within), sides: (!after, !before) }
    }

    fn part_of_time(&self, part: &Pair<'_, Rule>) -> Period {
        let ordinal = presume(part, Rule::ordinal);
        let ordinal = match child(&ordinal, Rule::rank).map(|rank| has(&rank, Rule::newest)) {
            Some(true) => None,
            Some(false) => Some(1),
            None if has(&ordinal, Rule::second) => Some(2),
            None if has(&ordinal, Rule::third) => Some(3),
            None => Some(4),
        };
        // A quarter is no unit of lengths, and stands beside them in the grammar.
        let holder = child(part, Rule::unit).unwrap_or_else(|| part.clone());
        let is_quarter = has(part, Rule::quarter);
        let unit = if is_quarter { Dimension::Quarter } else { self.dimension(&holder) };
        Period::Part { time: self.token(&presume(part, Rule::time)), ordinal, unit }
    }

    fn beside(&self, beside: &Pair<'_, Rule>) -> Period {
        let side = match (has(beside, Rule::after), has(beside, Rule::before)) {
            (true, _) => Some(Relation::After),
            (_, true) => Some(Relation::Before),
            _ => None,
        };
        Period::Beside { time: self.bound(beside), length: self.length(beside), side }
    }

    /// A list of names.
    pub(super) fn names(&self, pair: &Pair<'_, Rule>) -> Names {
        let mentions = children(pair, Rule::name_item).iter().map(|item| self.mention(item)).collect();
        let any_or = children(pair, Rule::separator).iter().any(|separator| has(separator, Rule::or));
        let joined = match (has(pair, Rule::both), any_or) {
            (true, _) => Joined::Both,
            (_, true) => Joined::Or,
            _ => Joined::And,
        };
        Names { mentions, joined }
    }

    /// Several lists of names, each after the same preposition, as one.
    fn joined_names(&self, list: &Pair<'_, Rule>) -> Names {
        let mentions = children(list, Rule::names).iter().flat_map(|names| self.names(names).mentions).collect();
        let any_or = children(list, Rule::separator).iter().any(|separator| has(separator, Rule::or));
        Names { mentions, joined: if any_or { Joined::Or } else { Joined::And } }
    }

    /// One name, without its article.
    pub(super) fn mention(&self, item: &Pair<'_, Rule>) -> Mention {
        let parts: Vec<_> = item.clone().into_inner().filter(|part| part.as_rule() != Rule::the).collect();
        // "Norwegian forces" are Norway's: a country's name stands for its parts.
        let spoken = || parts.iter().filter(|part| matches!(part.as_rule(), Rule::name | Rule::word));
        let first = spoken().next().map_or_else(|| self.token(item), |part| self.token(part));
        let last = spoken().next_back().map_or(first, |part| self.token(part));
        let qualifier = child(item, Rule::qualifier).map(|pair| self.tokens(&pair));
        Mention { tokens: (first, last), qualifier }
    }
}

fn relation(word: &Pair<'_, Rule>) -> RelationWord {
    match word.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::after) => RelationWord::Is(Relation::After),
        Some(Rule::before) => RelationWord::Is(Relation::Before),
        Some(Rule::since) => RelationWord::Is(Relation::Since),
        Some(Rule::until) => RelationWord::Is(Relation::Until),
        Some(Rule::on) => RelationWord::On,
        _ => RelationWord::Is(Relation::During),
    }
}

fn comparator(pair: &Pair<'_, Rule>) -> Comparator {
    match pair.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::at_least) => Comparator::AtLeast,
        Some(Rule::more_than) => Comparator::MoreThan,
        Some(Rule::at_most) => Comparator::AtMost,
        Some(Rule::fewer_than) => Comparator::FewerThan,
        _ => Comparator::Exactly,
    }
}
