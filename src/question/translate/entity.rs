//! Names as nodes of the graph: which one is meant, how a pattern finds it again, and what to say when none or several
//! could be.

use super::Scene;
use super::build;
use crate::diagnostic::Span;
use crate::graph::{Direction, View};
use crate::query::ast::{Expression, NodePattern};
use crate::question::Refusal;
use crate::question::meaning::{Mention, Names};
use crate::question::suggest;
use crate::question::token::TokenKind;
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

/// What sort of node a name must be where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// Anyone or anything that takes part in events.
    Entity,
    /// Somewhere.
    Place,
    /// A newspaper, an agency, a broadcaster.
    Source,
}

impl Wanted {
    const fn label(self) -> &'static str {
        match self {
            Self::Entity => "Entity",
            Self::Place => "Place",
            Self::Source => "Source",
        }
    }

    const fn noun(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Place => "place",
            Self::Source => "source",
        }
    }

    /// The question that lists what would have been understood.
    const fn catalogue(self) -> &'static str {
        match self {
            Self::Entity => "actors",
            Self::Place => "places",
            Self::Source => "sources",
        }
    }
}

/// A node a name means.
#[derive(Clone, Debug)]
pub(super) struct Referent {
    /// The node.
    pub(super) node: NodeId,
    /// Its full name.
    pub(super) name: String,
    /// Whether it is somewhere events happen.
    pub(super) is_place: bool,
    /// Whether it is a sovereign state.
    pub(super) is_country: bool,
    finders: Finders,
}

/// What finds a node beside its name.
#[derive(Clone, Debug)]
struct Finders {
    /// Labels it has.
    labels: Vec<String>,
    /// Properties that tell it from its namesakes.
    marks: Vec<(String, Expression)>,
}

/// Parts of the world that hold countries, which no graph of annals says.
const REGIONS: [&str; 14] = [
    "africa",
    "antarctica",
    "asia",
    "australasia",
    "central asia",
    "eastern europe",
    "europe",
    "latin america",
    "middle east",
    "north america",
    "oceania",
    "south america",
    "southeast asia",
    "western europe",
];

impl Referent {
    /// `(:Label {name: 'Name'})`
    pub(super) fn pattern(&self) -> NodePattern {
        self.called("")
    }

    /// `(variable:Label {name: 'Name'})`
    pub(super) fn called(&self, variable: &str) -> NodePattern {
        let labels: Vec<&str> = self.finders.labels.iter().map(String::as_str).collect();
        let mut properties = vec![("name", build::string(&self.name))];
        properties.extend(self.finders.marks.iter().map(|(key, value)| (key.as_str(), value.clone())));
        build::node_with(variable, &labels, properties)
    }

    /// The label every part of it has too.
    pub(super) fn part_labels(&self) -> Vec<&str> {
        self.finders
            .labels
            .first()
            .map(|_| "Entity")
            .into_iter()
            .filter(|_| self.finders.labels[0] != "Source")
            .collect()
    }
}

impl Scene<'_> {
    /// The nodes some names mean.
    pub(super) fn referents(&mut self, names: &Names, wanted: Wanted) -> Result<Vec<Referent>, Refusal> {
        names.mentions.iter().map(|mention| self.referent(mention, wanted)).collect()
    }

    /// The node a name means.
    pub(super) fn referent(&mut self, mention: &Mention, wanted: Wanted) -> Result<Referent, Refusal> {
        let (name, mut qualifier, candidates) = self.candidates(mention);
        let mut fitting = self.fitting(&name, &candidates, wanted);
        if candidates.is_empty() {
            fitting = self.ending_in(mention, &name, wanted);
        }
        if fitting.is_empty()
            && let Some((short, inner)) = qualified(&name)
        {
            fitting = self.fitting(short, &self.view.named(short), wanted);
            qualifier = Some(inner.to_owned());
        }
        if let Some(qualifier) = qualifier {
            fitting.retain(|&node| self.is_qualified(node, &qualifier));
        }
        match fitting[..] {
            [] => Err(self.unknown_name(mention, &name, &candidates, wanted)),
            [node] => self.resolved(mention, node, wanted),
            _ => Err(self.ambiguous_name(mention, &fitting)),
        }
    }

    fn candidates(&self, mention: &Mention) -> (String, Option<String>, Vec<NodeId>) {
        let qualifier = mention.qualifier.map(|tokens| self.written(tokens).trim_matches(['(', ')']).to_owned());
        let (first, last) = mention.tokens;
        match &self.tokens[first].kind {
            TokenKind::Name { name, candidates, .. } if first == last => (name.clone(), qualifier, candidates.clone()),
            _ => (self.written(mention.tokens).to_owned(), qualifier, Vec::new()),
        }
    }

    /// Who may be called by a part of the name: the union of the Baltic Dockers Union, Alder of Port Alder. A name's last
    /// words are enough, and written as a name its first are too.
    fn ending_in(&self, mention: &Mention, name: &str, wanted: Wanted) -> Vec<NodeId> {
        let capital = self.written(mention.tokens).starts_with(char::is_uppercase);
        let words = fold(name);
        let is_called = |called: &str| {
            let called = fold(called);
            let head = called.split(" of ").next().unwrap_or_default();
            let ends = head.strip_suffix(&words).is_some_and(|before| before.ends_with(' '));
            ends || (capital && called.strip_prefix(&words).is_some_and(|after| after.starts_with(' ')))
        };
        let found = self.view.names_with_word(words.split(' ').next().unwrap_or_default());
        let mut nodes: Vec<NodeId> =
            found.into_iter().filter(|(called, _)| is_called(called)).map(|(_, id)| id).collect();
        nodes.retain(|&node| self.is_wanted(node, wanted));
        nodes.sort_unstable();
        nodes.dedup();
        nodes
    }

    /// Whether a name is a proper one, written with a capital, however the question writes it.
    pub(super) fn is_proper(&self, mention: &Mention) -> bool {
        self.named_by(mention).is_some_and(|node| name_of(self.view, node).starts_with(char::is_uppercase))
    }

    /// The one node that some words call, as a name or a part of one.
    pub(super) fn named_by(&self, mention: &Mention) -> Option<NodeId> {
        let (name, _, candidates) = self.candidates(mention);
        let nodes = match candidates.is_empty() {
            true => self.ending_in(mention, &name, Wanted::Entity),
            false => self.fitting(&name, &candidates, Wanted::Entity),
        };
        nodes.first().copied()
    }

    /// Whether a name is a source's and nobody else's.
    pub(super) fn is_source_only(&self, mention: &Mention) -> bool {
        let (name, _, candidates) = self.candidates(mention);
        self.fitting(&name, &candidates, Wanted::Entity).is_empty()
            && !self.fitting(&name, &candidates, Wanted::Source).is_empty()
    }

    /// The candidates of the wanted sort; those whose full name it is beat those whose alias it is.
    fn fitting(&self, name: &str, candidates: &[NodeId], wanted: Wanted) -> Vec<NodeId> {
        let sort: Vec<NodeId> = candidates.iter().copied().filter(|&node| self.is_wanted(node, wanted)).collect();
        let key = fold(name);
        let named: Vec<NodeId> = sort.iter().copied().filter(|&node| fold(&name_of(self.view, node)) == key).collect();
        if named.is_empty() { sort } else { named }
    }

    fn is_wanted(&self, node: NodeId, wanted: Wanted) -> bool {
        let is = |label| has_label(self.view, node, label);
        match wanted {
            Wanted::Entity => is("Entity") || !["Event", "Sentence", "Document", "Source"].into_iter().any(is),
            _ => is(wanted.label()),
        }
    }

    /// Whether every part of `region, United States` is a kind of the node or somewhere it lies.
    fn is_qualified(&self, node: NodeId, qualifier: &str) -> bool {
        let labels = self.view.labels(node).iter().map(|&label| fold(self.view.name(label)));
        let mut known: Vec<String> = labels.collect();
        known.extend(containers(self.view, node).iter().map(|container| fold(container)));
        qualifier.split(',').all(|part| known.contains(&fold(part)))
    }

    /// Others a common noun may mean where somebody is called by nothing else: `, not Baltic Dockers Union`.
    fn namesakes(&self, mention: &Mention, name: &str, wanted: Wanted) -> String {
        let quoted = matches!(self.tokens[mention.tokens.0].kind, TokenKind::Name { quoted: true, .. });
        if quoted || name.starts_with(char::is_uppercase) {
            return String::new();
        }
        let mut names: Vec<String> =
            self.ending_in(mention, name, wanted).into_iter().map(|node| name_of(self.view, node)).collect();
        names.sort_unstable();
        names.dedup();
        match names.len() {
            0 => String::new(),
            1..=3 => format!(", not {}", names.join(" or ")),
            count => format!(", not {} or {} others", names[0], count - 1),
        }
    }

    fn resolved(&mut self, mention: &Mention, node: NodeId, wanted: Wanted) -> Result<Referent, Refusal> {
        let name = name_of(self.view, node);
        let namesakes = self.namesakes(mention, &name, wanted);
        self.say(format!("{} = {name} ({}){namesakes}", self.written(mention.tokens), self.description_of(node)));
        let finders = self.finders(node, &name, wanted).ok_or_else(|| {
            Refusal::new("ambiguous_name", format!("several nodes are called '{name}' and nothing tells them apart"))
                .at(self.span(mention.tokens))
        })?;
        let is = |label| has_label(self.view, node, label);
        Ok(Referent { node, is_place: is("Place"), is_country: is("Country"), name, finders })
    }

    /// `City, Ukraine`
    fn description_of(&self, node: NodeId) -> String {
        let kind = self.kind_of(node);
        match containers(self.view, node).first() {
            Some(container) => format!("{kind}, {container}"),
            None => kind,
        }
    }

    /// The most precise label: the one with the most labels above it.
    fn kind_of(&self, node: NodeId) -> String {
        let labels = self.view.labels(node).iter().map(|&label| self.view.name(label));
        let depth = |label: &&str| self.vocabulary.ontology().labels_of(label).len();
        labels.max_by_key(|label| (depth(label), std::cmp::Reverse(*label))).unwrap_or("node").to_owned()
    }

    /// Labels and properties that no namesake shares; the fewer the better.
    fn finders(&self, node: NodeId, name: &str, wanted: Wanted) -> Option<Finders> {
        let view = self.view;
        let labels: Vec<&str> = view.labels(node).iter().map(|&label| view.name(label)).collect();
        let base = [wanted.label(), "Entity"].into_iter().find(|label| labels.contains(label));
        let base = base.or(labels.first().copied());
        let is_namesake = |other: &NodeId| {
            *other != node && name_of(view, *other) == name && base.is_none_or(|base| has_label(view, *other, base))
        };
        let namesakes: Vec<NodeId> = view.named(name).into_iter().filter(is_namesake).collect();
        let base: Vec<String> = base.map(str::to_owned).into_iter().collect();
        if namesakes.is_empty() {
            return Some(Finders { labels: base, marks: Vec::new() });
        }
        let shared = |label: &&str| namesakes.iter().any(|&other| has_label(view, other, label));
        if let Some(label) = labels.iter().find(|label| !shared(label)) {
            let labels = base.into_iter().chain([(*label).to_owned()]).collect();
            return Some(Finders { labels, marks: Vec::new() });
        }
        let mark = view.node_properties(node).into_iter().find_map(|(key, value)| {
            let unique = namesakes.iter().all(|&other| view.node_property(other, key) != value);
            Some((view.name(key).to_owned(), scalar(&value).filter(|_| unique)?))
        })?;
        Some(Finders { labels: base, marks: vec![mark] })
    }

    fn unknown_name(&self, mention: &Mention, name: &str, candidates: &[NodeId], wanted: Wanted) -> Refusal {
        let span = self.span(mention.tokens);
        let quoted = matches!(self.tokens[mention.tokens.0].kind, TokenKind::Name { quoted: true, .. });
        if let Some(refusal) = suggest::misspelt_date(self.text, span).filter(|_| candidates.is_empty() && !quoted) {
            return refusal;
        }
        if REGIONS.contains(&fold(name).as_str()) && candidates.is_empty() {
            let message = format!(
                "'{}' is a part of the world; the graph knows which place lies in which country",
                span.of(self.text)
            );
            return Refusal::new("unknown_name", message).at(span).help("try: countries");
        }
        let noun = wanted.noun();
        if let Some(&other) = candidates.first() {
            let written = span.of(self.text);
            let message =
                format!("'{written}' is no {noun} in this graph but a {}", self.kind_of(other).to_lowercase());
            return Refusal::new("unknown_name", message).at(span).help(format!("try: {}", wanted.catalogue()));
        }
        match self.nearest(name, wanted) {
            Some(nearest) => Refusal::new("unknown_name", format!("no {noun} '{name}'; did you mean '{nearest}'?"))
                .at(span)
                .help(self.rewritten(span, &nearest)),
            None => {
                let catalogue = wanted.catalogue();
                let message = format!("no {noun} '{name}' in this graph; list what there is with '{catalogue}'");
                Refusal::new("unknown_name", message).at(span).help(format!("try: {catalogue}"))
            }
        }
    }

    /// The refusal for words that should be a name.
    pub(super) fn unknown_mention(&self, tokens: (usize, usize)) -> Refusal {
        let mention = Mention { tokens, qualifier: None };
        let name = self.written(tokens).to_owned();
        self.unknown_name(&mention, &name, &[], Wanted::Entity)
    }

    /// Whether a name of the graph is so near that words are more likely that name misspelt.
    pub(super) fn is_near_a_name(&self, tokens: (usize, usize)) -> bool {
        self.nearest(self.written(tokens), Wanted::Entity).is_some()
    }

    fn nearest(&self, name: &str, wanted: Wanted) -> Option<String> {
        let near = self.view.names_like(name, 8);
        let close_enough = |candidate: &str| {
            let distance = strsim::osa_distance(&fold(candidate), &fold(name));
            distance <= 1 + name.chars().count() / 4
        };
        let fits = |(candidate, node): &&(&str, NodeId)| self.is_wanted(*node, wanted) && close_enough(candidate);
        near.iter().find(fits).map(|(candidate, _)| (*candidate).to_owned())
    }

    fn ambiguous_name(&self, mention: &Mention, candidates: &[NodeId]) -> Refusal {
        let span = self.span(mention.tokens);
        let written = self.written(mention.tokens).trim_matches('"').to_owned();
        let names: Vec<String> = candidates.iter().map(|&node| name_of(self.view, node)).collect();
        let distinct = names.iter().collect::<std::collections::BTreeSet<_>>().len() == names.len();
        let choices: Vec<String> = match distinct {
            true => names,
            false => candidates.iter().map(|&node| self.told_apart(node, candidates)).collect(),
        };
        let how = if distinct { "write the full name in quotes" } else { "write the one that is meant in quotes" };
        Refusal::new(
            "ambiguous_name",
            format!("'{written}' may be {}; {how}", choices[..choices.len().min(5)].join(" or ")),
        )
        .at(span)
        .help(self.rewritten(self.whole_span(mention), &format!("\"{}\"", choices[0])))
    }

    /// With what stands in parentheses after it.
    fn whole_span(&self, mention: &Mention) -> Span {
        self.span((mention.tokens.0, mention.qualifier.map_or(mention.tokens.1, |(_, last)| last)))
    }

    /// `Georgia (country)`, or `Georgia (region, United States)` where the kind alone is not enough.
    fn told_apart(&self, node: NodeId, candidates: &[NodeId]) -> String {
        let name = name_of(self.view, node);
        let kind = self.kind_of(node).to_lowercase();
        let container = containers(self.view, node).first().cloned();
        let same_kind = candidates.iter().filter(|&&other| self.kind_of(other).to_lowercase() == kind).count();
        match container {
            Some(container) if same_kind > 1 || kind != "country" => format!("{name} ({kind}, {container})"),
            _ => format!("{name} ({kind})"),
        }
    }
}

/// `Georgia (country)` → `Georgia` and `country`
fn qualified(name: &str) -> Option<(&str, &str)> {
    let (short, rest) = name.split_once('(')?;
    Some((short.trim(), rest.trim_end().strip_suffix(')')?))
}

fn has_label(view: View<'_>, node: NodeId, label: &str) -> bool {
    view.symbol(label).is_some_and(|label| view.labels(node).contains(&label))
}

fn name_of(view: View<'_>, node: NodeId) -> String {
    match view.symbol("name").map(|key| view.node_property(node, key)) {
        Some(Value::String(name)) => name.to_string(),
        _ => String::new(),
    }
}

/// What a node lies in or is part of, nearest first.
fn containers(view: View<'_>, node: NodeId) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = node;
    for kind in ["LOCATED_IN", "LOCATED_IN", "LOCATED_IN", "PART_OF"] {
        let Some(kind) = view.symbol(kind) else { continue };
        let Some(next) = view.neighbours(at, Direction::Outgoing, Some(kind)).next() else { continue };
        found.push(name_of(view, next.node));
        at = next.node;
    }
    found
}

/// A property as a literal of the statement.
fn scalar(value: &Value) -> Option<Expression> {
    match value {
        Value::String(text) => Some(build::string(text)),
        Value::Integer(number) => Some(build::integer(*number)),
        Value::Float(number) if number.is_finite() => Some(build::float(*number)),
        _ => None,
    }
}
