//! Filters as conditions on one event. Every one is an existence test, so that no row is ever repeated.

use super::Scene;
use super::build::{self, Path, all_of, any_of, coalesce, compare, equal, has_label, node, not, property, test};
use super::entity::{Referent, Wanted};
use super::event_type::EventTypes;
use super::time::Scope;
use super::title::{stems, titled};
use crate::ontology::{Role, Slot};
use crate::query::ast::{ComparisonOperator, Expression, TestOperator};
use crate::question::Refusal;
use crate::question::meaning::{
    Comparator, Filter, FilterKind, Head, Joined, Measure, Mention, Modality, Names, Selection, Topic,
};
use crate::question::token::TokenKind;

/// Every relationship type by which an entity takes part in an event.
pub(super) const ANY_ROLE: &[&str] = &["ACTOR", "RECIPIENT", "PARTICIPANT"];

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

    /// Common nouns as an object are names, or words of titles. A claim is listed whatever else they stand for, and the
    /// echo says so; other answers need one of the two.
    fn things(
        &mut self,
        event: &str,
        types: &EventTypes,
        tokens: (usize, usize),
        reading: Reading,
    ) -> Result<Option<Expression>, Refusal> {
        let mention = Mention { tokens, qualifier: None };
        if self.named_by(&mention).is_some() {
            let names = Names { mentions: vec![mention], joined: Joined::And };
            return self.object(event, types, &names).map(Some);
        }
        let words = self.common_words(tokens).filter(|_| !self.is_near_a_name(tokens));
        let Some(words) = words else { return Err(self.unknown_mention(tokens)) };
        let label = types.labels.first().map_or("Event", String::as_str);
        let written = self.written(tokens).to_owned();
        if self.is_titled(label, &words, true) {
            self.say_titled(&written, &words);
            return Ok(titled(event, &words));
        }
        if !reading.any_modality {
            return Err(self.unknown_mention(tokens));
        }
        self.say(format!("'{written}' is no name in this graph: claims about anyone are listed"));
        Ok(None)
    }

    fn say_titled(&mut self, written: &str, words: &[String]) {
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

    /// The name after a preposition plays the part the word's frame gives it.
    fn after_preposition(
        &mut self,
        event: &str,
        types: &EventTypes,
        preposition: &str,
        names: &Names,
    ) -> Result<Expression, Refusal> {
        match types.preposition(preposition) {
            // "news from Bergen"
            _ if preposition == "from" && types.labels.is_empty() => self.bare(event, names),
            Slot::Role(Role::Recipient) => self.target(event, names, preposition == "against"),
            slot => self.in_slot(event, slot, names),
        }
    }

    /// Sides of a meeting met each other; attackers each count by themselves.
    fn subject(&mut self, event: &str, types: &EventTypes, names: &Names) -> Result<Expression, Refusal> {
        let together = types.symmetric && names.joined == Joined::And;
        let names = if together { Names { joined: Joined::Both, ..names.clone() } } else { names.clone() };
        self.in_slot(event, Slot::Role(types.subject()), &names)
    }

    fn object(&mut self, event: &str, types: &EventTypes, names: &Names) -> Result<Expression, Refusal> {
        match types.object() {
            Slot::Role(Role::Recipient) => self.target(event, names, false),
            Slot::Role(Role::Actor) => self.each_or_titled(event, names, |name| took_part(event, ANY_ROLE, name)),
            slot => self.in_slot(event, slot, names),
        }
    }

    fn in_slot(&mut self, event: &str, slot: Slot, names: &Names) -> Result<Expression, Refusal> {
        match slot {
            Slot::Role(role) => {
                let kind = role.relationship_type();
                self.each_or_titled(event, names, |name| took_part(event, &[kind], name))
            }
            Slot::Place => self.each(names, Wanted::Place, |name| happened_in(event, name)),
            Slot::Topic => self.about(event, &Topic::Names(names.clone()), false),
        }
    }

    /// Whom something was done to; a place was attacked also where an attack occurred in it.
    fn target(&mut self, event: &str, names: &Names, strictly: bool) -> Result<Expression, Refusal> {
        self.each_or_titled(event, names, |name| {
            let mut ways = vec![took_part(event, &["RECIPIENT"], name)];
            if name.is_place && !(strictly && name.is_country) {
                ways.push(happened_in(event, name));
            }
            any_of(ways).expect("there is one way at least")
        })
    }

    fn involved(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        let names = match names.joined {
            Joined::And => Names { joined: Joined::Both, ..names.clone() },
            _ => names.clone(),
        };
        self.each_or_titled(event, &names, |name| took_part(event, ANY_ROLE, name))
    }

    /// "Norway's strikes" are strikes by Norway; "Bergen strikes" are strikes in Bergen.
    fn owned(
        &mut self,
        event: &str,
        types: &EventTypes,
        names: &Names,
        possessive: bool,
    ) -> Result<Expression, Refusal> {
        let role = types.subject().relationship_type();
        self.each(names, Wanted::Entity, |name| match name.is_place && !name.is_country && !possessive {
            true => happened_in(event, name),
            false if types.labels.is_empty() => bare(event, name),
            false => took_part(event, &[role], name),
        })
    }

    /// Names without a preposition; what only publishes is meant as a source: "but not the Gazette".
    fn bare(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        match names.mentions.iter().all(|mention| self.is_source_only(mention)) {
            true => self.reported_by(event, names),
            false => self.each_or_titled(event, names, |name| bare(event, name)),
        }
    }

    /// It happened somewhere else; what happened at no place that is told did not happen outside another.
    fn outside(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        let inside = self.each(names, Wanted::Place, |name| happened_in(event, name))?;
        let placeless = not(Path::from(node(event, &[])).to(&["OCCURRED_IN"], node("", &["Place"])).exists());
        Ok(any_of(vec![inside, placeless]).expect("there are two ways"))
    }

    /// "events about Norway" are also those Norway took part in; "the phase of the talks" may have both words in its title.
    fn about_or_of(&mut self, event: &str, types: &EventTypes, topic: &Topic) -> Result<Expression, Refusal> {
        let about = self.about(event, topic, types.stated || !types.titled.is_empty())?;
        match topic {
            Topic::Names(names)
                if types.labels.is_empty() && types.titled.is_empty() && self.quotation(names).is_none() =>
            {
                let Ok(involved) = self.each(names, Wanted::Entity, |name| took_part(event, ANY_ROLE, name)) else {
                    return Ok(about);
                };
                Ok(any_of(vec![about, involved]).expect("there are two ways"))
            }
            _ => Ok(about),
        }
    }

    /// That an event is about something; what is only said may tell its topic in its title alone.
    fn about(&mut self, event: &str, topic: &Topic, stated: bool) -> Result<Expression, Refusal> {
        match topic {
            Topic::Events(selection) => {
                let variable = format!("{event}_topic");
                let reading = Reading { scope: Scope::Listed, any_modality: true };
                let topic = match (self.selected(selection, &variable, reading), word_alone(selection)) {
                    (Err(refusal), Some((first, last))) if refusal.code == "unknown_word" => {
                        return self.about(event, &Topic::Words(first, last), stated);
                    }
                    (topic, _) => topic?,
                };
                let linked = related(event, &["ABOUT"], &topic);
                // What no type is called is written of in words, whether or not a link says so.
                let written = topic.types.titled.iter().map(|word| about_words(event, word));
                let in_title = if stated { self.topic_in_title(event, selection) } else { None };
                let ways = std::iter::once(linked).chain(written).chain(in_title).collect();
                Ok(any_of(ways).expect("there is one way at least"))
            }
            Topic::Names(names) => match self.quotation(names) {
                Some(words) => {
                    self.say(format!("about '{words}' = these words in its title, its quote or its sentences"));
                    Ok(about_words(event, &words.to_lowercase()))
                }
                None => self.about_names(event, names),
            },
            Topic::Words(first, last) => {
                let words = self.written((*first, *last)).to_lowercase();
                self.say(format!("about {words} = these words in its title, its quote or its sentences"));
                Ok(about_words(event, &words))
            }
        }
    }

    /// "calls for sanctions" is about sanctions, whether or not the graph has such sanctions.
    fn topic_in_title(&self, event: &str, topic: &Selection) -> Option<Expression> {
        match &topic.head {
            Head::Nouns(nouns) if topic.filters.is_empty() => {
                let words = nouns.iter().filter(|(before, _)| before.is_empty());
                let titles = words.filter_map(|(_, noun)| titled(event, &stems(self.written((*noun, *noun)))));
                any_of(titles.collect())
            }
            _ => None,
        }
    }

    /// The words of a noun phrase, as titles have them.
    pub(super) fn head_words(&self, head: &Head) -> Vec<String> {
        let Head::Nouns(nouns) = head else { return Vec::new() };
        let tokens = nouns.iter().flat_map(|(before, noun)| before.iter().chain([noun]));
        tokens.flat_map(|&token| stems(self.written((token, token)))).collect()
    }

    /// Names, or common words that are none.
    fn about_names(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
        let about = self.each(names, Wanted::Entity, |name| about_name(event, name));
        let [mention] = &names.mentions[..] else { return about };
        match about {
            Err(refusal) if self.common_words(mention.tokens).is_some() && !self.is_near_a_name(mention.tokens) => {
                drop(refusal);
                self.about(event, &Topic::Words(mention.tokens.0, mention.tokens.1), false)
            }
            about => about,
        }
    }

    /// A quoted text that is no name stands for its words.
    fn quotation(&self, names: &Names) -> Option<String> {
        let [mention] = &names.mentions[..] else { return None };
        match &self.tokens[mention.tokens.0].kind {
            TokenKind::Name { name, candidates, quoted: true } if candidates.is_empty() => Some(name.clone()),
            _ => None,
        }
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

    fn reported_by(&mut self, event: &str, names: &Names) -> Result<Expression, Refusal> {
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
    fn each_or_titled(
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

/// `(e)-[:ROLE]->(:Entity)-[:PART_OF*0..]->(:Entity {name: 'Name'})`: an actor includes its parts.
pub(super) fn took_part(event: &str, types: &[&str], name: &Referent) -> Expression {
    let part = node("", &name.part_labels());
    Path::from(node(event, &[])).to(types, part).any_number("PART_OF", name.pattern()).exists()
}

/// `(e)-[:OCCURRED_IN]->(:Place)-[:LOCATED_IN*0..]->(:Place {name: 'Name'})`: a place contains its places.
pub(super) fn happened_in(event: &str, name: &Referent) -> Expression {
    let path = Path::from(node(event, &[])).to(&["OCCURRED_IN"], node("", &["Place"]));
    path.any_number("LOCATED_IN", name.pattern()).exists()
}

/// Some other events lie at the other end: a plain pattern where nothing more is said of them.
pub(super) fn related(event: &str, types: &[&str], other: &Events) -> Expression {
    let path = |end| Path::from(node(event, &[])).to(types, end);
    match other.filter() {
        None => path(node("", &[&other.label])).exists(),
        filter => path(other.node()).exists_where(filter),
    }
}

/// The one noun a selection is, where nothing more is said of it; its first and last token.
fn word_alone(selection: &Selection) -> Option<(usize, usize)> {
    match &selection.head {
        Head::Nouns(nouns) if selection.filters.is_empty() => match &nouns[..] {
            [(words, noun)] => Some((words.first().copied().unwrap_or(*noun), *noun)),
            _ => None,
        },
        _ => None,
    }
}

fn bare(event: &str, name: &Referent) -> Expression {
    let mut ways = vec![took_part(event, ANY_ROLE, name)];
    if name.is_place {
        ways.push(happened_in(event, name));
    }
    any_of(ways).expect("there is one way at least")
}

fn about_name(event: &str, name: &Referent) -> Expression {
    let about = || Path::from(node(event, &[])).to(&["ABOUT"], node("", &["Event"]));
    let mut ways = vec![
        about().to(ANY_ROLE, node("", &name.part_labels())).any_number("PART_OF", name.pattern()).exists(),
        took_part(event, &["RECIPIENT"], name),
        Path::from(node(event, &[]))
            .to(&["REPORTED_IN"], node("", &["Sentence"]))
            .to(&["MENTIONS"], name.pattern())
            .exists(),
    ];
    if name.is_place {
        let place = about().to(&["OCCURRED_IN"], node("", &["Place"]));
        ways.insert(1, place.any_number("LOCATED_IN", name.pattern()).exists());
    }
    any_of(ways).expect("there are three ways at least")
}

fn about_words(event: &str, words: &str) -> Expression {
    let contains =
        |text: Expression| test(build::call("toLower", vec![text]), TestOperator::Contains, build::string(words));
    let sentence = Path::from(node(event, &[])).to(&["REPORTED_IN"], node("sentence", &["Sentence"]));
    any_of(vec![
        contains(property(event, "title")),
        contains(property(event, "quote")),
        sentence.exists_where(Some(contains(property("sentence", "text")))),
    ])
    .expect("there are three conditions")
}

/// What an event is: as stated, else alleged where somebody is named for it, else asserted.
pub(super) fn modality_of(event: &str) -> Expression {
    let attributed = Path::from(node(event, &[])).to(&["ATTRIBUTED_TO"], node("", &[])).exists();
    let default = build::choice(attributed, build::string("alleged"), build::string("asserted"));
    coalesce(property(event, "modality"), default)
}

pub(super) fn told_as_happening(event: &str) -> Expression {
    let stated = coalesce(property(event, "modality"), build::string("asserted"));
    let others = ["planned", "failed", "denied"].map(build::string).to_vec();
    not(test(stated, TestOperator::In, build::list(others)))
}

fn of_modality(event: &str, modality: Modality) -> Expression {
    let word = match modality {
        Modality::Asserted => "asserted",
        Modality::Alleged => "alleged",
        Modality::Planned => "planned",
        Modality::Failed => "failed",
        Modality::Denied => "denied",
    };
    equal(modality_of(event), build::string(word))
}

pub(super) fn sets_modality(filter: &Filter) -> bool {
    matches!(filter.kind, FilterKind::Modality(_))
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
