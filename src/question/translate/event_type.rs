//! The words that name events as labels of the graph, and the part each neighbour of the word plays.

use std::sync::Arc;

use super::Scene;
use crate::ontology::{Certainty, Form, Frame, Role, Sense, Slot};
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
}

impl EventTypes {
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
        let slot = self.frame.as_ref().and_then(|frame| frame.preposition(preposition));
        slot.unwrap_or(match preposition {
            "by" | "from" => Slot::Role(Role::Actor),
            "in" | "at" | "inside" | "within" | "across" | "over" | "into" => Slot::Place,
            "of" if self.stated || self.symmetric => Slot::Role(Role::Actor),
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
            Head::Unknown(tokens) => Err(self.unknown_event(tokens[0], tokens[tokens.len() - 1])),
            Head::Compound(thing, verb) => self.compound(thing, *verb),
        }
    }

    /// The labels of nouns without words before them.
    pub(super) fn labels_of_nouns(&mut self, tokens: &[usize]) -> Result<Vec<String>, Refusal> {
        let nouns: Vec<_> = tokens.iter().map(|&token| (Vec::new(), token)).collect();
        Ok(self.nouns(&nouns)?.labels)
    }

    fn nouns(&mut self, nouns: &[(Vec<usize>, usize)]) -> Result<EventTypes, Refusal> {
        let mut types = EventTypes::default();
        for (words, noun) in nouns {
            let mut senses = self.word(*noun).nouns.clone();
            for &word in words.iter().rev() {
                senses = self.narrowed(&senses, word)?;
            }
            let found = self.chosen(&senses, (words.first().copied().unwrap_or(*noun), *noun))?;
            types = united(types, found);
        }
        Ok(types)
    }

    fn is_told(&self, token: usize) -> bool {
        self.word(token).verbs.iter().any(|sense| self.vocabulary.is_present(&sense.event_type))
    }

    fn verb(&mut self, token: usize) -> Result<EventTypes, Refusal> {
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

    /// "prisoners were exchanged" is the noun "prisoner exchange" where there is such a word, else the verb alone.
    fn compound(&mut self, thing: &[usize], verb: usize) -> Result<EventTypes, Refusal> {
        let word = self.word(verb);
        let thing: Vec<&str> = thing.iter().map(|&token| self.tokens[token].folded.as_str()).collect();
        let thing = thing.join(" ");
        let singular = thing.strip_suffix('s').unwrap_or(&thing);
        let lexicon = self.vocabulary.ontology().lexicon();
        let phrases = word.verbs.iter().map(|sense| format!("{singular} {}", sense.lemma));
        let nouns: Vec<Sense> =
            phrases.flat_map(|phrase| lexicon.nouns(&phrase).into_iter().cloned().collect::<Vec<_>>()).collect();
        match nouns.is_empty() {
            false => self.chosen(&nouns, (verb, verb)),
            true => self.verb(verb),
        }
    }

    fn word(&self, token: usize) -> EventWord {
        match &self.tokens[token].kind {
            TokenKind::Event(word) => word.clone(),
            _ => EventWord::default(),
        }
    }

    /// The senses a word before a noun leaves: `drone` makes an attack an airstrike.
    fn narrowed(&self, senses: &[Sense], word: usize) -> Result<Vec<Sense>, Refusal> {
        let modifiers = self.vocabulary.ontology().lexicon().modifiers(&self.tokens[word].folded);
        let narrow = |sense: &Sense| {
            let modifier = modifiers.iter().find(|modifier| self.vocabulary.is_a(&sense.event_type, &modifier.base))?;
            let narrower = self.vocabulary.is_a(&modifier.narrowed, &sense.event_type);
            let event_type = if narrower { modifier.narrowed.clone() } else { sense.event_type.clone() };
            Some(Sense { event_type, certainty: Certainty::Likely, ..sense.clone() })
        };
        let narrowed: Vec<Sense> = senses.iter().filter_map(narrow).collect();
        match narrowed.is_empty() {
            false => Ok(narrowed),
            true => Err(self.unknown_event(word, word)),
        }
    }

    /// The surest senses of which the graph has events: one reading, even where the word has several.
    fn chosen(&mut self, senses: &[Sense], tokens: (usize, usize)) -> Result<EventTypes, Refusal> {
        let present: Vec<&Sense> =
            senses.iter().filter(|sense| self.vocabulary.is_present(&sense.event_type)).collect();
        let Some(surest) = present.iter().map(|sense| sense.certainty).min() else {
            return Err(self.unknown_event(tokens.0, tokens.1));
        };
        let chosen: Vec<&Sense> = present.into_iter().filter(|sense| sense.certainty == surest).collect();
        let mut types = EventTypes::default();
        for sense in chosen {
            types = united(types, self.types_of(sense));
        }
        self.drop_covered(&mut types.labels);
        self.say_types(tokens, &types.labels);
        Ok(types)
    }

    fn types_of(&self, sense: &Sense) -> EventTypes {
        EventTypes {
            labels: vec![sense.event_type.to_string()],
            frame: Some(sense.frame.clone()),
            symmetric: self.vocabulary.is_symmetric(&sense.event_type),
            stated: self.vocabulary.is_a(&sense.event_type, "Statement"),
            plural: !sense.may_be(Form::Singular),
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
    fn unknown_event(&self, first: usize, last: usize) -> Refusal {
        let capital = self.written((first, first)).starts_with(char::is_uppercase);
        let known = matches!(self.tokens[first].kind, TokenKind::Event(_));
        if capital && !known && (first > 0 || first < last || self.follows_noun(first)) {
            return self.unknown_mention((first, first));
        }
        suggest::unknown_word(self.text, self.span((first, last)), self.tokens, first, self.vocabulary)
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
