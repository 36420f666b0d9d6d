//! What is asked for: noun phrases and clauses as [`Selection`]s.

use pest::iterators::Pair;

use super::super::meaning::{
    Dimension, Filter, FilterKind, Head, Joined, Mention, Modality, Names, Order, Ranking, Selection, TimeFilter,
};
use super::super::token::TokenKind;
use super::{Reader, Rule, child, children, has, presume};
use crate::ontology::Role;

impl Selection {
    /// Every event.
    pub(in super::super) fn everything() -> Self {
        Self { head: Head::Any, filters: Vec::new(), ranking: None, group: None, evidence: false }
    }
}

impl Reader<'_> {
    /// Everything the parts of a pair say about events.
    pub(super) fn selection(&self, pair: &Pair<'_, Rule>) -> Selection {
        let mut selection = Selection::everything();
        self.add_all(&mut selection, pair);
        selection
    }

    pub(super) fn add_all(&self, selection: &mut Selection, pair: &Pair<'_, Rule>) {
        for part in pair.clone().into_inner() {
            self.add(selection, &part);
        }
    }

    /// Adds what one part says: a head, a clause or a condition; the words between them say nothing of their own.
    pub(super) fn add(&self, selection: &mut Selection, part: &Pair<'_, Rule>) {
        match part.as_rule() {
            Rule::selection
            | Rule::known_selection
            | Rule::topic_selection
            | Rule::existence
            | Rule::measured_in
            | Rule::inner_filter
            | Rule::clause
            | Rule::action
            | Rule::timeline_names
            | Rule::compared_names => self.add_all(selection, part),
            Rule::noun_phrase | Rule::known_phrase | Rule::one_phrase | Rule::told_phrase | Rule::worded_phrase => {
                self.add_noun_phrase(selection, part);
            }
            Rule::harmed_clause => self.push(selection, part, self.measured(part)),
            Rule::passive_clause => self.add_passive_clause(selection, part),
            Rule::active_clause => self.add_active_clause(selection, part),
            Rule::performed => self.add_performed(selection, part),
            Rule::event_verb => selection.head = self.verb(part),
            Rule::verb => selection.head = Head::Verb(self.token(part)),
            Rule::object => self.push(selection, part, self.object(part)),
            Rule::to_names => self.push(selection, part, FilterKind::Object(self.names(&presume(part, Rule::names)))),
            Rule::group_filter => selection.group = Some(self.group(part)),
            Rule::evidence_filter => selection.evidence = true,
            _ => selection.filters.extend(self.conditions(part)),
        }
    }

    fn object(&self, part: &Pair<'_, Rule>) -> FilterKind {
        match child(part, Rule::names) {
            Some(names) => FilterKind::Object(self.names(&names)),
            None => {
                let (first, last) = self.tokens(part);
                FilterKind::Things(first, last)
            }
        }
    }

    fn push(&self, selection: &mut Selection, part: &Pair<'_, Rule>, kind: FilterKind) {
        selection.filters.push(Filter { kind, negated: false, tokens: self.tokens(part) });
    }

    fn add_noun_phrase(&self, selection: &mut Selection, phrase: &Pair<'_, Rule>) {
        for part in phrase.clone().into_inner() {
            match part.as_rule() {
                Rule::modifier => self.push(selection, &part, modifier(&part)),
                Rule::ranking => selection.ranking = Some(self.ranking(&part)),
                Rule::possessor => self.push(selection, &part, self.owner(&part)),
                Rule::dated => {
                    let time = self.token(&presume(&part, Rule::time));
                    self.push(selection, &part, FilterKind::Time(TimeFilter::bare(time)));
                }
                Rule::known_head | Rule::one_head => selection.head = self.known_head(&part),
                Rule::unknown_head => selection.head = Head::Unknown(self.every_token(&part)),
                _ => {}
            }
        }
    }

    fn ranking(&self, pair: &Pair<'_, Rule>) -> Ranking {
        let limit = child(pair, Rule::number).map(|number| self.token(&number));
        match child(pair, Rule::nth) {
            Some(nth) => Ranking { order: Order::Oldest, skipped: skipped(&nth), limit },
            None => Ranking { order: order(&presume(pair, Rule::rank)), skipped: 0, limit },
        }
    }

    fn owner(&self, pair: &Pair<'_, Rule>) -> FilterKind {
        let mentions: Vec<_> = children(pair, Rule::name).iter().map(|name| self.mention_of(name)).collect();
        let pair_of_sides = mentions.len() > 1;
        let names = Names { mentions, joined: Joined::Both };
        match pair_of_sides {
            true => FilterKind::Between(names),
            false => FilterKind::Owner { names, possessive: has(pair, Rule::possessive) },
        }
    }

    fn mention_of(&self, name: &Pair<'_, Rule>) -> Mention {
        Mention { tokens: self.tokens(name), qualifier: None }
    }

    fn known_head(&self, pair: &Pair<'_, Rule>) -> Head {
        if has(pair, Rule::any_event) {
            return Head::Any;
        }
        if has(pair, Rule::one_event) {
            return Head::One;
        }
        let compounds = children(pair, Rule::compound);
        let compound = |pair: &Pair<'_, Rule>| {
            let words = children(pair, Rule::before_noun).iter().map(|word| self.token(word)).collect();
            (words, self.token(&presume(pair, Rule::noun)))
        };
        Head::Nouns(compounds.iter().map(compound).collect())
    }

    pub(super) fn every_token(&self, pair: &Pair<'_, Rule>) -> Vec<usize> {
        let (first, last) = self.tokens(pair);
        (first..=last).collect()
    }

    fn verb(&self, pair: &Pair<'_, Rule>) -> Head {
        let token = self.token(pair);
        if has(pair, Rule::perform) { Head::Performed(token) } else { Head::Verb(token) }
    }

    fn add_passive_clause(&self, selection: &mut Selection, clause: &Pair<'_, Rule>) {
        selection.head = Head::Verb(self.token(&presume(clause, Rule::verb)));
        // "has anyone been arrested": whoever was.
        if let Some(subject) = child(clause, Rule::names) {
            self.push(selection, &subject, FilterKind::Object(self.names(&subject)));
        }
        self.add_adverb(selection, clause);
    }

    fn add_active_clause(&self, selection: &mut Selection, clause: &Pair<'_, Rule>) {
        let action = presume(clause, Rule::action);
        self.add_adverb(selection, clause);
        // "has anyone attacked Bergen": whoever did.
        if let Some(subject) = child(clause, Rule::names) {
            self.add_subject(selection, &subject, &action);
        }
        self.add_all(selection, &action);
    }

    /// Who suffers an attack is its object, whatever the grammar calls the subject.
    pub(super) fn add_subject(&self, selection: &mut Selection, subject: &Pair<'_, Rule>, action: &Pair<'_, Rule>) {
        let names = self.names(subject);
        let several = names.mentions.len() > 1 && names.joined == Joined::And;
        let together = several && has(action, Rule::each_other);
        let kind = match self.subject_role(action) {
            _ if together => FilterKind::Between(names),
            Role::Recipient => FilterKind::Object(names),
            _ => FilterKind::Subject(names),
        };
        self.push(selection, subject, kind);
    }

    pub(super) fn subject_role(&self, action: &Pair<'_, Rule>) -> Role {
        let performed = child(action, Rule::performed);
        let light = performed.as_ref().and_then(|performed| child(performed, Rule::light));
        match light.map(|light| &self.tokens[self.token(&light)].kind) {
            Some(TokenKind::Event(word)) => word.light.unwrap_or(Role::Actor),
            _ => Role::Actor,
        }
    }

    fn add_adverb(&self, selection: &mut Selection, clause: &Pair<'_, Rule>) {
        let rank = child(clause, Rule::adverb).and_then(|adverb| child(&adverb, Rule::rank));
        if let Some(rank) = rank {
            selection.ranking = Some(Ranking { order: order(&rank), skipped: 0, limit: None });
        }
    }

    /// "signed an agreement" is an agreement; "condemned an attack" is a condemnation, and about an attack.
    fn add_performed(&self, selection: &mut Selection, performed: &Pair<'_, Rule>) {
        match child(performed, Rule::verb) {
            None => self.add_all(selection, performed),
            Some(verb) => {
                selection.head = Head::Verb(self.token(&verb));
                let mut topic = Selection::everything();
                for part in performed.clone().into_inner().filter(|part| part.as_rule() != Rule::verb) {
                    self.add(&mut topic, &part);
                }
                let kind = FilterKind::About(super::super::meaning::Topic::Events(Box::new(topic)));
                self.push(selection, performed, kind);
            }
        }
    }

    fn group(&self, pair: &Pair<'_, Rule>) -> Dimension {
        match child(pair, Rule::dimension) {
            Some(dimension) => self.dimension(&dimension),
            None => periodic(&presume(pair, Rule::periodic)),
        }
    }

    pub(super) fn dimension(&self, pair: &Pair<'_, Rule>) -> Dimension {
        let inner = pair.clone().into_inner().next().expect("a dimension or a unit is one word");
        match inner.as_rule() {
            Rule::day => Dimension::Day,
            Rule::week => Dimension::Week,
            Rule::month => Dimension::Month,
            Rule::quarter => Dimension::Quarter,
            Rule::year => Dimension::Year,
            Rule::country => Dimension::Country,
            Rule::place => Dimension::Place,
            Rule::source => Dimension::Source,
            Rule::type_ => Dimension::Type,
            Rule::recipient => Dimension::Recipient,
            _ => Dimension::Actor,
        }
    }
}

fn order(rank: &Pair<'_, Rule>) -> Order {
    match rank.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::newest) => Order::Newest,
        Some(Rule::deadliest) => Order::Deadliest,
        Some(Rule::largest) => Order::Largest,
        _ => Order::Oldest,
    }
}

/// How many come before "the second".
fn skipped(nth: &Pair<'_, Rule>) -> u64 {
    match nth.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::second) => 1,
        Some(Rule::third) => 2,
        _ => 3,
    }
}

fn periodic(pair: &Pair<'_, Rule>) -> Dimension {
    match pair.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::daily) => Dimension::Day,
        Some(Rule::weekly) => Dimension::Week,
        Some(Rule::monthly) => Dimension::Month,
        _ => Dimension::Year,
    }
}

fn modifier(pair: &Pair<'_, Rule>) -> FilterKind {
    match pair.clone().into_inner().next().map(|inner| inner.as_rule()) {
        Some(Rule::alleged) => FilterKind::Modality(Modality::Alleged),
        Some(Rule::planned) => FilterKind::Modality(Modality::Planned),
        Some(Rule::failed) => FilterKind::Modality(Modality::Failed),
        Some(Rule::denied) => FilterKind::Modality(Modality::Denied),
        Some(Rule::ongoing) => FilterKind::Ongoing,
        _ => FilterKind::Modality(Modality::Asserted),
    }
}
