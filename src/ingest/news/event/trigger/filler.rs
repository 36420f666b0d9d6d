//! What the arguments of a word say of its sense: to buy a company is another thing than to buy a car.

use std::ops::Range;

use crate::ingest::news::reading::Reading;
use crate::ingest::news::syntax::{Chunk, Clause, Tag};
use crate::ontology::Sense;

/// Whether one of the arguments that make `sense` sure is there; `token` is one of the sentence.
pub(super) fn fills(reading: &Reading<'_>, token: usize, (index, chunk): (usize, &Chunk), sense: &Sense) -> bool {
    if sense.fillers.is_empty() {
        return false;
    }
    let clause = reading.clause(reading.sentence_of(token));
    let last = last_chunk(clause, index, sense);
    sense.fillers.iter().any(|(position, kind)| {
        let phrases = match position.as_ref() {
            "object" | "subject" if chunk.verb().is_none() => None,
            "object" if chunk.verb().is_some_and(|group| group.passive) => clause.subject(index),
            "object" => clause.object(last),
            "subject" => clause.subject(index),
            preposition => behind(clause, last, preposition),
        };
        phrases.is_some_and(|phrases| phrases.into_iter().any(|phrase| is_of_kind(reading, clause, phrase, kind)))
    })
}

/// The last chunk of a phrase such as `set up`.
fn last_chunk(clause: Clause<'_>, index: usize, sense: &Sense) -> usize {
    let particles = sense.lemma.split(' ').skip(1);
    let follows = |(at, particle): (usize, &str)| clause.word(index + 1 + at) == particle;
    index + particles.enumerate().take_while(|&particle| follows(particle)).count()
}

/// The phrase behind a preposition right behind the verb.
fn behind(clause: Clause<'_>, verb: usize, preposition: &str) -> Option<Range<usize>> {
    let parts = clause.complements(verb + 1);
    parts.into_iter().find(|part| clause.word(part.preposition) == preposition).map(|part| part.phrases)
}

fn is_of_kind(reading: &Reading<'_>, clause: Clause<'_>, phrase: usize, kind: &str) -> bool {
    let chunk = &clause.chunks[phrase];
    if !chunk.is_noun_phrase() {
        return false;
    }
    let head = chunk.head();
    if reading.tags[head] == Tag::Pronoun {
        return kind == "Person" && matches!(reading.text.word(head), "he" | "she" | "him" | "her" | "who" | "i");
    }
    let mention = reading.entity_at(&chunk.tokens, head);
    mention.is_some_and(|mention| {
        let entity = &reading.entities[mention.entity];
        // What is bought and has a bare name of no known kind is a business: nobody buys "the Louvre".
        let before = chunk.tokens.start..mention.first_token;
        let trade = before.clone().next_back().is_some_and(|index| is_trade(reading.text.word(index)));
        let bare = kind == "Company" && entity.kind == "Entity" && (before.is_empty() || trade);
        !entity.nameless && (bare || reading.ontology.is_a(&entity.kind, kind))
    })
}

/// "its rival Example", "the supplier Example": words for a business in front of its name.
fn is_trade(word: &str) -> bool {
    matches!(
        word,
        "rival"
            | "supplier"
            | "competitor"
            | "company"
            | "firm"
            | "group"
            | "startup"
            | "start-up"
            | "maker"
            | "retailer"
            | "operator"
            | "manufacturer"
            | "developer"
            | "producer"
            | "carmaker"
            | "chipmaker"
            | "drugmaker"
            | "insurer"
            | "lender"
            | "bank"
            | "airline"
            | "publisher"
            | "giant"
            | "chain"
            | "brand"
    )
}
