//! Events that tell a time: "since the invasion", "within two days of the attack on Bergen".
//!
//! Such an event is named by its type, its day and whoever took part. "events since the invasion in Norway" has two
//! readings, the invasion in Norway and the events in Norway; the one that finds an event is meant.

use rustc_hash::FxHashSet;

use super::Scene;
use super::entity::Wanted;
use crate::diagnostic::Span;
use crate::graph::{Direction, View};
use crate::question::Refusal;
use crate::question::meaning::{Filter, FilterKind, Order, Period, Ranking, Selection, TimeFilter, Topic};
use crate::time::Interval;
use crate::value::{NodeId, Value};

impl Scene<'_> {
    /// The selection, with conditions behind an event that tells a time given back where no such event fulfils them.
    pub(super) fn released(&mut self, selection: &Selection) -> Result<Selection, Refusal> {
        let mut released = selection.clone();
        let mut freed = Vec::new();
        for filter in &mut released.filters {
            let tokens = filter.tokens;
            let FilterKind::Time(TimeFilter { period: Period::Event(anchor), .. }) = &mut filter.kind else { continue };
            let loose = self.loose_conditions(anchor)?;
            let Some(first) = loose.first() else { continue };
            anchor.filters.truncate(anchor.filters.len() - loose.len());
            filter.tokens = (tokens.0, first.tokens.0 - 1);
            freed.extend(loose);
        }
        released.filters.extend(freed);
        Ok(released)
    }

    /// The last conditions on an event without which there is one; none where there is one with them, or none at all.
    fn loose_conditions(&mut self, anchor: &Selection) -> Result<Vec<Filter>, Refusal> {
        let count = anchor.filters.len();
        for kept in (0..=count).rev() {
            let filters = anchor.filters[..kept].to_vec();
            if !self.told_events(&Selection { filters, ..anchor.clone() })?.is_empty() {
                return Ok(anchor.filters[kept..].to_vec());
            }
        }
        Ok(Vec::new())
    }

    /// When the one event of a type happened: "since the invasion".
    pub(super) fn anchor(&mut self, selection: &Selection, tokens: (usize, usize)) -> Result<Interval, Refusal> {
        let events = self.anchor_events(selection)?;
        let event = match (&events[..], selection.ranking) {
            ([.., last], Some(Ranking { order: Order::Newest, .. })) => *last,
            ([_, ..], Some(Ranking { order: Order::Oldest, skipped, .. })) if (skipped as usize) < events.len() => {
                events[skipped as usize]
            }
            ([event], None) => *event,
            _ => return Err(self.no_anchor(tokens, &events)),
        };
        let interval = days_of(self.view, event);
        self.say(format!("{} = {interval}", self.title_of(event)));
        Ok(interval)
    }

    /// The events a selection may mean, in order of time.
    fn anchor_events(&mut self, selection: &Selection) -> Result<Vec<NodeId>, Refusal> {
        let mut events = self.told_events(selection)?;
        events.sort_by_cached_key(|&event| (days_of(self.view, event).start, event));
        events.dedup();
        Ok(events)
    }

    /// The events a selection may mean, in any order.
    fn told_events(&mut self, selection: &Selection) -> Result<Vec<NodeId>, Refusal> {
        let types = self.event_types(&selection.head)?;
        let any = if types.titled.is_empty() { &[][..] } else { &["Event".to_owned()][..] };
        let labels = if types.labels.is_empty() { any } else { &types.labels };
        let mut events: Vec<NodeId> = labels.iter().flat_map(|label| labelled(self.view, label)).collect();
        if !types.titled.is_empty() {
            events.retain(|&event| self.has_title(event, &types.titled));
        }
        if !types.reported.is_empty() {
            events.retain(|&event| self.has_report(event, &types.reported));
        }
        events.retain(|&event| !(types.unsaid && self.is_statement(event)));
        for filter in &selection.filters {
            self.keep(&mut events, filter)?;
        }
        Ok(events)
    }

    /// Keeps the events a condition lets through; in whichever part they name somebody, since an event that is told
    /// by its participants is told whatever their parts are.
    fn keep(&mut self, events: &mut Vec<NodeId>, filter: &Filter) -> Result<(), Refusal> {
        match &filter.kind {
            FilterKind::Time(time) => {
                let period = self.period(&time.period, filter.tokens)?;
                events.retain(|&event| days_of(self.view, event).intersects(period));
            }
            FilterKind::Preposition(_, names)
            | FilterKind::Involving(names)
            | FilterKind::Between(names)
            | FilterKind::Owner { names, .. } => {
                for name in self.referents(names, Wanted::Entity)? {
                    keep_concerned(self.view, events, name.node);
                }
            }
            // "the phase of the talks": both words of its title.
            FilterKind::About(Topic::Events(topic)) if topic.filters.is_empty() => {
                let words = self.head_words(&topic.head);
                events.retain(|&event| self.has_title(event, &words));
            }
            _ => {
                let message = "an event that tells a time is named by its type, its day and its participants";
                return Err(Refusal::new("unsupported", message).at(self.span(filter.tokens)));
            }
        }
        Ok(())
    }

    fn no_anchor(&self, tokens: (usize, usize), events: &[NodeId]) -> Refusal {
        let span = self.span(tokens);
        let days = events.first().and_then(|&event| days_of(self.view, event).start);
        let message = match events.len() {
            0 => "the graph holds no such event; write the date that is meant".to_owned(),
            count => format!("the graph holds {count} such events; write the date that is meant"),
        };
        // "what followed the attack on May 2": a day may stand behind the event, unless a word for time stands before it.
        let alone = matches!(self.tokens[tokens.0].folded.as_str(), "the" | "a" | "an");
        let dated = |day| match alone {
            true => self.rewritten(Span::new(span.end, span.end), &format!(" on {day}")),
            false => format!("try: events since {day}"),
        };
        let help = days.map_or("try: types".to_owned(), dated);
        Refusal::new("ambiguous_date", message).at(span).help(help)
    }

    fn title_of(&self, event: NodeId) -> String {
        match self.view.symbol("title").map(|key| self.view.node_property(event, key)) {
            Some(Value::String(title)) => title.to_string(),
            _ => "the event".to_owned(),
        }
    }
}

fn labelled(view: View<'_>, label: &str) -> Vec<NodeId> {
    view.symbol(label).map_or_else(Vec::new, |label| view.nodes_with_label(label).to_vec())
}

fn days_of(view: View<'_>, event: NodeId) -> Interval {
    let day = |key| match view.symbol(key).map(|key| view.node_property(event, key)) {
        Some(Value::Date(date)) => Some(date),
        _ => None,
    };
    Interval::new(day("start"), day("end"))
}

/// From where on it is quicker to ask the name for its events than each event for its names.
const MANY_EVENTS: usize = 1000;

/// Keeps the events that concern somebody or some place.
fn keep_concerned(view: View<'_>, events: &mut Vec<NodeId>, name: NodeId) {
    if events.len() < MANY_EVENTS {
        return events.retain(|&event| concerns(view, event, name));
    }
    let concerned = concerned(view, name);
    events.retain(|event| concerned.contains(event));
}

const INVOLVED: [&str; 4] = ["ACTOR", "RECIPIENT", "PARTICIPANT", "OCCURRED_IN"];
const WITHIN: [&str; 2] = ["PART_OF", "LOCATED_IN"];

/// The events somebody took part in or that happened in a place; in parts and places within count.
fn concerned(view: View<'_>, name: NodeId) -> FxHashSet<NodeId> {
    let mut within = FxHashSet::from_iter([name]);
    let mut reached = vec![name];
    while let Some(node) = reached.pop() {
        let parts = neighbours(view, node, Direction::Incoming, &WITHIN);
        reached.extend(parts.into_iter().filter(|part| within.insert(*part)));
    }
    within.iter().flat_map(|&node| neighbours(view, node, Direction::Incoming, &INVOLVED)).collect()
}

/// Whether somebody took part in an event, or it happened there; parts and places within count.
fn concerns(view: View<'_>, event: NodeId, name: NodeId) -> bool {
    let mut reached = neighbours(view, event, Direction::Outgoing, &INVOLVED);
    let mut seen = reached.clone();
    while let Some(node) = reached.pop() {
        if node == name {
            return true;
        }
        for next in neighbours(view, node, Direction::Outgoing, &WITHIN) {
            if !seen.contains(&next) {
                seen.push(next);
                reached.push(next);
            }
        }
    }
    false
}

fn neighbours(view: View<'_>, node: NodeId, direction: Direction, kinds: &[&str]) -> Vec<NodeId> {
    let kinds = kinds.iter().filter_map(|kind| view.symbol(kind));
    kinds.flat_map(|kind| view.neighbours(node, direction, Some(kind))).map(|found| found.node).collect()
}
