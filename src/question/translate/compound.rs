//! Nouns with words before them, and verbs with the thing they are done to.
//!
//! ```text
//! drone attacks               airstrikes: the word makes the type more precise
//! the ferry collision         collisions with 'ferry' in the title, or else in a sentence that reports them
//! prisoners were exchanged    prisoner exchanges
//! ```

use super::Scene;
use super::event_type::EventTypes;
use crate::ontology::{Certainty, Sense};
use crate::question::Refusal;
use crate::question::suggest;
use crate::value::NodeId;

impl Scene<'_> {
    /// "the drone attack" is an airstrike; "the ferry collision" a collision that is told with such a word.
    pub(super) fn compound_noun(&mut self, words: &[usize], noun: usize) -> Result<EventTypes, Refusal> {
        let mut senses = self.word(noun).nouns.clone();
        let mut spoken = Vec::new();
        for &word in words.iter().rev() {
            match self.narrowed(&senses, word) {
                Some(narrowed) => senses = narrowed,
                None => spoken.push(word),
            }
        }
        let first = words.iter().find(|word| !spoken.contains(word)).copied().unwrap_or(noun);
        let types = self.chosen(&senses, (first, noun))?;
        spoken.reverse();
        self.told_with(types, &spoken, noun)
    }

    /// The events of some types that are told with words: in their titles or, where none is, in a sentence that reports
    /// them.
    fn told_with(&mut self, mut types: EventTypes, words: &[usize], noun: usize) -> Result<EventTypes, Refusal> {
        let Some(&first) = words.first() else { return Ok(types) };
        let common = self.each_common(words)?;
        let every = ["Event".to_owned()];
        let labels = if types.labels.is_empty() { &every[..] } else { &types.labels };
        let symbols = labels.iter().filter_map(|label| self.view.symbol(label));
        let events: Vec<NodeId> = symbols.flat_map(|label| self.view.nodes_with_label(label).to_vec()).collect();
        let titles = [types.titled.clone(), common.clone()].concat();
        let written = self.written((first, noun)).to_owned();
        let listed = common.join("' and '");
        if events.iter().any(|&event| self.has_title(event, &titles)) {
            self.say(format!("{written} = events with '{listed}' in the title"));
            types.titled = titles;
            return Ok(types);
        }
        if events.iter().any(|&event| self.has_title(event, &types.titled) && self.has_report(event, &common)) {
            self.say(format!("{written} = events with '{listed}' in a sentence that reports them"));
            types.reported = common;
            return Ok(types);
        }
        Err(self.untold(words, noun))
    }

    /// The words, each a common one.
    fn each_common(&self, words: &[usize]) -> Result<Vec<String>, Refusal> {
        let common = |&word: &usize| self.common_words((word, word)).ok_or_else(|| self.unknown_event(word, word));
        Ok(words.iter().map(common).collect::<Result<Vec<_>, _>>()?.concat())
    }

    /// No such event is told with words.
    fn untold(&self, words: &[usize], noun: usize) -> Refusal {
        let (first, last) = (words[0], words[words.len() - 1]);
        if let Some(refusal) =
            suggest::near_word(self.text, self.span((first, last)), self.tokens, first, self.vocabulary)
        {
            return refusal;
        }
        let (written, noun) = (self.written((first, last)), self.written((noun, noun)));
        let message =
            format!("no event called '{noun}' is told with '{written}', in its title or a sentence that reports it");
        Refusal::new("unknown_word", message).at(self.span((first, last))).help(format!("try: {noun}"))
    }

    /// The senses a word before a noun leaves: `drone` makes an attack an airstrike. `None` where it says nothing of them.
    fn narrowed(&self, senses: &[Sense], word: usize) -> Option<Vec<Sense>> {
        let modifiers = self.vocabulary.ontology().lexicon().modifiers(&self.tokens[word].folded);
        let narrow = |sense: &Sense| {
            let modifier = modifiers.iter().find(|modifier| self.vocabulary.is_a(&sense.event_type, &modifier.base))?;
            let narrower = self.vocabulary.is_a(&modifier.narrowed, &sense.event_type);
            let event_type = if narrower { modifier.narrowed.clone() } else { sense.event_type.clone() };
            Some(Sense { event_type, certainty: Certainty::Likely, ..sense.clone() })
        };
        let narrowed: Vec<Sense> = senses.iter().filter_map(narrow).collect();
        (!narrowed.is_empty()).then_some(narrowed)
    }

    /// "prisoners were exchanged" is the noun "prisoner exchange" where there is such a word, else the verb alone.
    pub(super) fn compound(&mut self, thing: &[usize], verb: usize) -> Result<EventTypes, Refusal> {
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
}
