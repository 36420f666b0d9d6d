//! What an event is about: other events, somebody, or words.

use super::Scene;
use super::build::{self, Path, any_of, node, property, test};
use super::condition::{Reading, related};
use super::entity::{Referent, Wanted};
use super::event_type::EventTypes;
use super::part::{ANY_ROLE, took_part};
use super::time::Scope;
use super::title::{stems, titled};
use crate::query::ast::{Expression, TestOperator};
use crate::question::Refusal;
use crate::question::meaning::{Head, Names, Selection, Topic};
use crate::question::token::TokenKind;

impl Scene<'_> {
    /// "events about Norway" are also those Norway took part in; "the phase of the talks" may have both words in its title.
    pub(super) fn about_or_of(
        &mut self,
        event: &str,
        types: &EventTypes,
        topic: &Topic,
    ) -> Result<Expression, Refusal> {
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
    pub(super) fn about(&mut self, event: &str, topic: &Topic, stated: bool) -> Result<Expression, Refusal> {
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

    /// The words of a noun phrase, as titles have them.
    pub(super) fn head_words(&self, head: &Head) -> Vec<String> {
        let Head::Nouns(nouns) = head else { return Vec::new() };
        let tokens = nouns.iter().flat_map(|(before, noun)| before.iter().chain([noun]));
        tokens.flat_map(|&token| stems(self.written((token, token)))).collect()
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
