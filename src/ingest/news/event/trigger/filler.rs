//! What the arguments of a word say of its sense: to buy a company is another thing than to buy a car.

use std::ops::Range;

use crate::ingest::news::mention::is_human;
use crate::ingest::news::reading::Reading;
use crate::ingest::news::syntax::{Chunk, Clause, Tag};
use crate::ontology::{Filler, Sense};

/// What stands at positions of the frame of one word: its senses ask for the same ones.
#[derive(Default)]
pub(super) struct Positions<'o> {
    known: [Option<Position<'o>>; 4],
}

/// The last chunk of the word, the name of a position, and the phrases there.
type Position<'o> = (usize, &'o str, Option<Range<usize>>);

impl<'o> Positions<'o> {
    /// The phrases at `position` of the word in the chunk at `index`, whose own last chunk is `last`.
    fn at(
        &mut self,
        clause: Clause<'_>,
        place: (usize, &Chunk),
        last: usize,
        position: &'o str,
    ) -> Option<Range<usize>> {
        for slot in &mut self.known {
            match slot {
                Some((known_last, known, phrases)) if *known_last == last && *known == position => {
                    return phrases.clone();
                }
                Some(_) => {}
                None => return slot.insert((last, position, at_position(clause, place, last, position))).2.clone(),
            }
        }
        at_position(clause, place, last, position)
    }
}

/// Whether one of the arguments that make `sense` sure is there, in its sentence.
pub(super) fn fills<'o>(
    reading: &Reading<'_>,
    clause: Clause<'_>,
    place: (usize, &Chunk),
    sense: &'o Sense,
    positions: &mut Positions<'o>,
) -> bool {
    if sense.fillers.is_empty() {
        return false;
    }
    let last = last_chunk(clause, place.0, sense);
    sense.fillers.iter().any(|(position, filler)| {
        let phrases = positions.at(clause, place, last, position);
        phrases.is_some_and(|phrases| phrases.into_iter().any(|phrase| fits(reading, clause, phrase, filler)))
    })
}

/// The phrases at a position of the frame of the word in the chunk at `index`, whose own last chunk is `last`.
fn at_position(
    clause: Clause<'_>,
    (index, chunk): (usize, &Chunk),
    last: usize,
    position: &str,
) -> Option<Range<usize>> {
    let passive = chunk.verb().is_some_and(|group| group.passive);
    match position {
        "object" | "subject" if chunk.verb().is_none() => None,
        "object" if passive => clause.subject(index),
        "object" => clause.object(last),
        "subject" if passive => behind(clause, last, "by"),
        "subject" => clause.subject(index),
        preposition => behind(clause, last, preposition),
    }
}

/// The last chunk of a phrase such as `set up`.
fn last_chunk(clause: Clause<'_>, index: usize, sense: &Sense) -> usize {
    let particles = sense.lemma.split(' ').skip(1);
    let follows = |(at, particle): (usize, &str)| {
        let phrase = clause.chunks.get(index + 1 + at).is_some_and(|chunk| chunk.is_noun_phrase());
        !phrase && clause.word(index + 1 + at) == particle
    };
    index + particles.enumerate().take_while(|&particle| follows(particle)).count()
}

/// The phrase behind a preposition right behind the verb or its object: "put two men to death".
fn behind(clause: Clause<'_>, verb: usize, preposition: &str) -> Option<Range<usize>> {
    let object = clause.object(verb).map_or(verb + 1, |object| object.end);
    // "chosen as leader": a word that opens clauses, too.
    let next = clause.chunks.get(object + 1).filter(|next| next.is_noun_phrase());
    if preposition == "as" {
        return next.filter(|_| clause.word(object) == "as").map(|_| object + 1..object + 2);
    }
    let parts = clause.complements(object);
    parts.into_iter().find(|part| clause.word(part.preposition) == preposition).map(|part| part.phrases)
}

/// Whether a phrase, or what it counts ("two tonnes of grain"), is what a sense asks for.
fn fits(reading: &Reading<'_>, clause: Clause<'_>, phrase: usize, filler: &Filler) -> bool {
    match filler {
        Filler::Kind(kind) => is_of_kind(reading, clause, phrase, kind),
        Filler::Words(words) => {
            let head = |at: usize| {
                let chunk = clause.chunks.get(at).filter(|chunk| chunk.is_noun_phrase());
                chunk.is_some_and(|chunk| {
                    // In front of a name stands what it is the name of: "the ferry Ada".
                    let named = reading.tags[chunk.head()] == Tag::Name;
                    words.contains(reading.text.word(chunk.head()))
                        || named && chunk.tokens.clone().any(|token| words.contains(reading.text.word(token)))
                })
            };
            head(phrase) || clause.word(phrase + 1) == "of" && head(phrase + 2)
        }
    }
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
    if kind == "Person" && is_human(reading.text.word(head)) {
        return true;
    }
    // "beat Norway 3-1"
    let name = chunk
        .tokens
        .clone()
        .rev()
        .find(|&token| reading.tags[token] != Tag::Number && reading.tags[token] != Tag::Hyphen);
    let mention = reading.entity_at(&chunk.tokens, name.unwrap_or(head));
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
