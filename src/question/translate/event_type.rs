//! The words that name events as labels of the graph, and the part each neighbour of the word plays.

use std::sync::Arc;

use super::Scene;
use super::build;
use super::title::{reported, stems, titled};
use crate::ontology::{Form, Frame, Role, Sense, Slot};
use crate::query::ast::Expression;
use crate::question::Refusal;
use crate::question::meaning::Head;
use crate::question::suggest;
use crate::question::token::{EventWord, TokenKind};

/// The events a word names.
#[derive(Clone, Debug, Default)]
pub(super) struct EventTypes {
    /// Their labels, any of which fits; empty for every event.
    pub(super) labels: Vec<String>,
    /// What the word's neighbours are to it.
    frame: Option<Arc<Frame>>,
    /// Every side is an actor.
    pub(super) symmetric: bool,
    /// They are statements, which have a quote.
    pub(super) stated: bool,
    /// The word is a plural.
    pub(super) plural: bool,
    /// Their titles have these words, because no type is called so.
    pub(super) titled: Vec<String>,
    /// A sentence that reports them has these words, because no title has.
    pub(super) reported: Vec<String>,
    /// What is said does not count.
    pub(super) unsaid: bool,
}

impl EventTypes {
    /// What must hold of an event besides its first label.
    pub(super) fn conditions(&self, variable: &str) -> Vec<Expression> {
        let unsaid = self.unsaid.then(|| build::not(build::has_label(variable, "Statement")));
        titled(variable, &self.titled).into_iter().chain(reported(variable, &self.reported)).chain(unsaid).collect()
    }

    /// That an event is one of them.
    pub(super) fn membership(&self, variable: &str) -> Expression {
        let labels = self.labels.iter().map(|label| build::has_label(variable, label)).collect();
        let conditions = build::any_of(labels).into_iter().chain(self.conditions(variable)).collect();
        build::all_of(conditions).unwrap_or_else(|| build::has_label(variable, "Event"))
    }

    /// The part of the subject of the active verb.
    pub(super) fn subject(&self) -> Role {
        match self.frame.as_ref().and_then(|frame| frame.subject()) {
            Some(Slot::Role(role)) => role,
            _ => Role::Actor,
        }
    }

    /// What the object of the active verb is.
    pub(super) fn object(&self) -> Slot {
        let slot = self.frame.as_ref().and_then(|frame| frame.object());
        slot.unwrap_or(Slot::Role(if self.symmetric { Role::Actor } else { Role::Recipient }))
    }

    /// What a name after a preposition is.
    pub(super) fn preposition(&self, preposition: &str) -> Slot {
        // "statements of Berg" are his, whatever such a statement may be "of".
        if preposition == "of" && self.stated {
            return Slot::Role(Role::Actor);
        }
        let slot = self.frame.as_ref().and_then(|frame| frame.preposition(preposition));
        slot.unwrap_or(match preposition {
            "by" | "from" => Slot::Role(Role::Actor),
            "in" | "at" | "inside" | "within" | "across" | "over" | "into" => Slot::Place,
            "of" if self.symmetric => Slot::Role(Role::Actor),
            _ => Slot::Role(Role::Recipient),
        })
    }
}

impl Scene<'_> {
    /// The events a head names.
    pub(super) fn event_types(&mut self, head: &Head) -> Result<EventTypes, Refusal> {
        match head {
            Head::Any => Ok(EventTypes { plural: true, ..EventTypes::default() }),
            Head::One => Ok(EventTypes::default()),
            Head::Nouns(nouns) => self.nouns(nouns),
            Head::Verb(token) => self.verb(*token),
            // "what did Norway announce" is any event, unless the graph has announcements.
            Head::Performed(token) => match self.is_told(*token) {
                true => self.verb(*token),
                false => Ok(EventTypes { plural: true, ..EventTypes::default() }),
            },
            Head::Unknown(tokens) => {
                let tokens = (tokens[0], tokens[tokens.len() - 1]);
                self.by_title(&[], tokens).ok_or_else(|| self.unknown_event(tokens.0, tokens.1))
            }
            Head::Compound(thing, verb) => self.compound(thing, *verb),
        }
    }

    /// The events of nouns without words before them.
    pub(super) fn types_of_nouns(&mut self, tokens: &[usize]) -> Result<EventTypes, Refusal> {
        let nouns: Vec<_> = tokens.iter().map(|&token| (Vec::new(), token)).collect();
        self.nouns(&nouns)
    }

    fn nouns(&mut self, nouns: &[(Vec<usize>, usize)]) -> Result<EventTypes, Refusal> {
        let mut types = EventTypes::default();
        for (words, noun) in nouns {
            let found = self.compound_noun(words, *noun)?;
            if nouns.len() > 1 && !(found.titled.is_empty() && found.reported.is_empty()) {
                return Err(self.unknown_event(words.first().copied().unwrap_or(*noun), *noun));
            }
            types = united(types, found);
        }
        Ok(types)
    }

    /// The types of this graph that a word tells as a verb.
    pub(super) fn present_verbs(&self, token: usize) -> Vec<String> {
        let verbs = self.word(token).verbs;
        let labels = verbs.iter().map(|sense| sense.event_type.to_string());
        let mut present: Vec<String> = labels.filter(|label| self.vocabulary.is_present(label)).collect();
        self.drop_covered(&mut present);
        present
    }

    fn is_told(&self, token: usize) -> bool {
        self.word(token).verbs.iter().any(|sense| self.vocabulary.is_present(&sense.event_type))
    }

    pub(super) fn verb(&mut self, token: usize) -> Result<EventTypes, Refusal> {
        let word = self.word(token);
        if word.verbs.is_empty() && word.light.is_some() {
            return Ok(EventTypes { plural: true, ..EventTypes::default() });
        }
        let senses = word.verbs.clone();
        if senses.is_empty() {
            return Err(self.unknown_event(token, token));
        }
        self.chosen(&senses, (token, token))
    }

    pub(super) fn word(&self, token: usize) -> EventWord {
        match &self.tokens[token].kind {
            TokenKind::Event(word) => word.clone(),
            _ => EventWord::default(),
        }
    }

    /// The surest senses of which the graph has events: one reading, even where the word has several.
    pub(super) fn chosen(&mut self, senses: &[Sense], tokens: (usize, usize)) -> Result<EventTypes, Refusal> {
        let present: Vec<&Sense> =
            senses.iter().filter(|sense| self.vocabulary.is_present(&sense.event_type)).collect();
        let Some(surest) = present.iter().map(|sense| sense.certainty).min() else {
            return self.by_title(senses, tokens).ok_or_else(|| self.unknown_event(tokens.0, tokens.1));
        };
        let mut chosen: Vec<&Sense> = present.into_iter().filter(|sense| sense.certainty == surest).collect();
        // A type that is called by the very word is meant before those the word may stand for.
        if chosen.iter().any(|sense| is_label(sense)) {
            chosen.retain(|sense| is_label(sense));
        }
        let mut types = EventTypes::default();
        for sense in chosen {
            types = united(types, self.types_of(sense));
        }
        self.drop_covered(&mut types.labels);
        self.say_types(tokens, &types.labels);
        Ok(types)
    }

    /// Events that are not of such a type, but whose titles have the word: of the nearest type above that the graph has.
    fn by_title(&mut self, senses: &[Sense], tokens: (usize, usize)) -> Option<EventTypes> {
        let words = match senses {
            [] => self.common_words(tokens)?,
            [sense, ..] => stems(&sense.lemma),
        };
        let above = |sense: &Sense| self.present_above(&sense.event_type);
        let mut labels: Vec<String> = senses.iter().map(above).collect();
        labels.dedup();
        let label = if labels.len() == 1 { labels.remove(0) } else { "Event".to_owned() };
        let said = senses.iter().any(|sense| self.vocabulary.is_a(&sense.event_type, "Statement"));
        if words.is_empty() || !self.is_titled(&label, &words, said) {
            return None;
        }
        let written = self.written(tokens).to_owned();
        self.say(format!("{written} = {} with '{}' in the title", noun_of(&label, said), words.join("' and '")));
        let known = senses.first().map(|sense| self.types_of(sense)).unwrap_or_default();
        let plural = known.plural || (senses.is_empty() && written.ends_with('s'));
        let labels = if label == "Event" { Vec::new() } else { vec![label] };
        Some(EventTypes { labels, titled: words, unsaid: !said, plural, ..known })
    }

    /// The nearest type above one, or it itself, of which the graph has events.
    fn present_above(&self, label: &str) -> String {
        let mut above = self.vocabulary.ontology().labels_of(label).into_iter();
        above.find(|label| self.vocabulary.is_present(label)).unwrap_or("Event").to_owned()
    }

    fn types_of(&self, sense: &Sense) -> EventTypes {
        EventTypes {
            labels: vec![sense.event_type.to_string()],
            frame: Some(sense.frame.clone()),
            symmetric: self.vocabulary.is_symmetric(&sense.event_type),
            stated: self.vocabulary.is_a(&sense.event_type, "Statement"),
            plural: !sense.may_be(Form::Singular),
            ..EventTypes::default()
        }
    }

    /// A label below another one adds nothing.
    fn drop_covered(&self, labels: &mut Vec<String>) {
        let all = labels.clone();
        labels.retain(|label| !all.iter().any(|other| other != label && self.vocabulary.is_a(label, other)));
        labels.dedup();
    }

    fn follows_noun(&self, first: usize) -> bool {
        self.tokens.get(first + 1).is_some_and(|next| matches!(next.kind, TokenKind::Event(_)))
    }

    fn say_types(&mut self, tokens: (usize, usize), labels: &[String]) {
        let written = self.written(tokens).to_owned();
        let plain = |label: &String| {
            let spaced = label.to_lowercase();
            written.to_lowercase().replace([' ', '-'], "").starts_with(&spaced)
        };
        if labels.len() > 1 || !labels.iter().all(plain) {
            self.say(format!("{written} = {}", labels.join(" or ")));
        }
    }

    /// Words that name no event; a capital in the middle of a question makes them a name nobody has.
    pub(super) fn unknown_event(&self, first: usize, last: usize) -> Refusal {
        let capital = self.written((first, first)).starts_with(char::is_uppercase);
        let known = matches!(self.tokens[first].kind, TokenKind::Event(_));
        if capital && !known && (first > 0 || first < last || self.follows_noun(first)) {
            return self.unknown_mention((first, first));
        }
        suggest::unknown_word(self.text, self.span((first, last)), self.tokens, first, self.vocabulary)
    }
}

fn is_label(sense: &Sense) -> bool {
    sense.event_type.to_lowercase() == sense.lemma.replace([' ', '-'], "")
}

fn noun_of(label: &str, said: bool) -> String {
    match label {
        "Event" if said => "events".to_owned(),
        "Event" => "events, but no statements,".to_owned(),
        _ => label.to_owned(),
    }
}

fn united(mut one: EventTypes, two: EventTypes) -> EventTypes {
    if one.labels.is_empty() {
        return two;
    }
    let new = two.labels.into_iter().filter(|label| !one.labels.contains(label)).collect::<Vec<_>>();
    one.labels.extend(new);
    EventTypes {
        symmetric: one.symmetric && two.symmetric,
        stated: one.stated && two.stated,
        plural: one.plural || two.plural,
        ..one
    }
}
