//! One sentence as events are read from it: what is whose subject and object, and which entities and places those are.

use std::cell::OnceCell;
use std::ops::Range;

use smallvec::SmallVec;

use crate::ingest::news::clean::BlockKind;
use crate::ingest::news::mention::Mention;
use crate::ingest::news::reading::Reading;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::{ChunkKind, Clause, Complements, Tag, Tense, VerbGroup};
use crate::ingest::news::words::{Saying, says};
use crate::ontology::{Form, LightVerb};

/// A few entities, by index.
pub(super) type Entities = SmallVec<[usize; 4]>;

/// A sentence with its clauses worked out.
pub(super) struct Scene<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) sentence: usize,
    pub(super) clause: Clause<'a>,
    /// The verb groups, in order.
    pub(super) verbs: Vec<Verb<'a>>,
    /// Whether any time phrase stands in it: of most it is known at once that none of their verbs has one.
    pub(super) tells_time: bool,
    /// The chunk of the verb that each time phrase belongs to, by the chunk of the phrase; worked out when it is first asked for.
    pub(super) owners: OnceCell<Vec<Option<usize>>>,
}

/// A verb group with its arguments, as ranges of chunks.
#[derive(Clone, Debug)]
pub(super) struct Verb<'a> {
    pub(super) chunk: usize,
    /// Its last chunk: the particle of "carried out".
    pub(super) last: usize,
    pub(super) group: VerbGroup,
    pub(super) subject: Option<Range<usize>>,
    pub(super) object: Option<Range<usize>>,
    /// What it is as a light verb: `carried out`.
    pub(super) light: Option<&'a LightVerb>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, sentence: usize) -> Self {
        let clause = reading.clause(sentence);
        let mut verbs: Vec<Verb<'a>> =
            (0..clause.chunks.len()).filter_map(|chunk| verb(reading, clause, chunk)).collect();
        for second in 1..verbs.len() {
            verbs[second].group.passive |= shares_auxiliary(reading, clause, &verbs[second - 1], &verbs[second]);
        }
        Self { reading, sentence, clause, verbs, tells_time: tells_time(reading, sentence), owners: OnceCell::new() }
    }

    /// Another sentence, to see who its phrases mean; its verbs are not worked out.
    pub(super) fn looking_at(&self, sentence: usize) -> Self {
        Self {
            reading: self.reading,
            sentence,
            clause: self.reading.clause(sentence),
            verbs: Vec::new(),
            tells_time: tells_time(self.reading, sentence),
            owners: OnceCell::new(),
        }
    }

    /// The verb whose object the phrase at `chunk` is.
    pub(super) fn verb_with_object(&self, chunk: usize) -> Option<&Verb<'a>> {
        self.verbs.iter().find(|verb| verb.object.as_ref().is_some_and(|object| object.contains(&chunk)))
    }

    /// The verb whose subject the phrase at `chunk` is: the first one behind it.
    pub(super) fn verb_with_subject(&self, chunk: usize) -> Option<&Verb<'a>> {
        self.verbs_with_subject(chunk).next()
    }

    /// The verbs whose subject the phrase at `chunk` is, in order; "talks on ending the war" end nothing.
    pub(super) fn verbs_with_subject(&self, chunk: usize) -> impl Iterator<Item = &Verb<'a>> {
        let governed = |verb: &&Verb<'_>| {
            let before = verb.chunk.checked_sub(1).map(|before| &self.clause.chunks[before].kind);
            verb.group.tense == Tense::Gerund && before == Some(&ChunkKind::Preposition)
        };
        let subject = move |verb: &&Verb<'_>| verb.subject.as_ref().is_some_and(|subject| subject.contains(&chunk));
        self.verbs.iter().filter(move |verb| verb.chunk > chunk && subject(verb)).filter(move |verb| !governed(verb))
    }

    /// The verb at `chunk`.
    pub(super) fn verb_at(&self, chunk: usize) -> Option<&Verb<'a>> {
        self.verbs.iter().find(|verb| verb.chunk == chunk)
    }

    /// The verb that governs the preposition at `preposition`: right before it, or with only its object between.
    pub(super) fn verb_before(&self, preposition: usize) -> Option<&Verb<'a>> {
        let before = preposition.checked_sub(1)?;
        self.verb_at(before).or_else(|| self.verb_with_object(before))
    }

    /// The tokens of the clause that `chunk` stands in.
    pub(super) fn clause_tokens(&self, chunk: usize) -> Range<usize> {
        let (start, end) = (self.clause.start(chunk), self.clause.end(chunk));
        self.clause.chunks[start].tokens.start..self.clause.chunks[end - 1].tokens.end
    }

    /// One past the last chunk that depends on the one at `chunk`: to the end of the sentence, or to a verb it is
    /// coordinated with.
    pub(super) fn clause_end(&self, chunk: usize) -> usize {
        let coordinated = self.verbs.iter().filter(|verb| verb.chunk > chunk).find(|verb| {
            let before = verb.chunk.checked_sub(1).map_or("", |before| self.clause.word(before));
            matches!(before, "and" | "but" | ",") && verb.group.tense.is_finite()
        });
        coordinated.map_or(self.clause.chunks.len(), |verb| verb.chunk)
    }

    /// The word of a verb, folded.
    pub(super) fn verb_word(&self, verb: &Verb<'_>) -> &'a str {
        self.reading.text.word(verb.group.main)
    }

    /// The base form of a verb.
    pub(super) fn lemma(&self, verb: &Verb<'_>) -> &'a str {
        let forms = self.reading.text.verb_forms(verb.group.main);
        forms.map_or_else(|| self.verb_word(verb), |forms| forms.lemma)
    }

    /// Whether the subject of a verb is that of another verb, in front or behind: "after losing the vote, she resigned". Who
    /// annotates texts leaves it out.
    pub(super) fn is_controlled(&self, verb: &Verb<'_>) -> bool {
        let opener = verb.chunk.checked_sub(1).map(|before| &self.clause.chunks[before].kind);
        let behind = || verb.subject.as_ref().is_some_and(|subject| subject.start > verb.chunk);
        verb.group.tense == Tense::Gerund && opener == Some(&ChunkKind::Subordinator)
            || !verb.group.tense.is_finite() && behind()
    }

    /// The prepositional phrases behind a verb and its object.
    pub(super) fn complements(&self, verb: &Verb<'_>) -> Complements {
        let from = verb.object.as_ref().map_or(verb.last + 1, |object| object.end);
        self.clause.complements(from)
    }

    /// The entities a range of coordinated phrases means.
    pub(super) fn entities(&self, phrases: &Range<usize>) -> Entities {
        let mut entities = Entities::new();
        for chunk in phrases.clone().filter(|&chunk| self.clause.chunks[chunk].is_noun_phrase()) {
            for entity in self.entities_of(chunk) {
                if !entities.contains(&entity) {
                    entities.push(entity);
                }
            }
        }
        entities
    }

    /// The places a range of coordinated phrases names: not the country of some other thing in them.
    pub(super) fn places(&self, phrases: &Range<usize>) -> Vec<usize> {
        if let Some(named) = self.places_of(phrases) {
            return self.places(&named);
        }
        let named = phrases.clone().filter(|&chunk| self.clause.chunks[chunk].is_noun_phrase()).filter_map(|chunk| {
            let phrase = &self.clause.chunks[chunk];
            let head = phrase.head();
            let of_region = phrase.tokens.len() > 1 && is_region_noun(self.reading.text.word(head));
            let at = if of_region { head - 1 } else { head };
            let named = self.reading.entity_at(&phrase.tokens, at).or_else(|| self.place_called(chunk));
            named
                .filter(|named| self.reading.entities[named.entity].is_place())
                .or_else(|| self.place_of_building(chunk))
        });
        named.map(|mention| mention.entity).filter(|&entity| self.reading.entities[entity].is_place()).collect()
    }

    /// "in London's Hackney district", "at a Dallas hospital": the place in front says where the other is.
    fn place_of_building(&self, chunk: usize) -> Option<&Mention> {
        let phrase = &self.clause.chunks[chunk];
        let front = phrase.tokens.start..phrase.head();
        let mut named =
            self.reading.mentions_in(&front).filter(|mention| !mention.demonym && mention.end_token <= front.end);
        named.find(|mention| {
            let owns = self.reading.text.kind(mention.end_token) == TokenKind::Possessive;
            let city = matches!(self.reading.entities[mention.entity].kind.as_str(), "City" | "Town" | "Village");
            let common = self.reading.tags[phrase.head()] == Tag::Noun;
            let building = is_building(self.reading.text.word(phrase.head()));
            self.reading.entities[mention.entity].is_place() && (owns || city && common) && building
        })
    }

    /// "the city", "the country": the last one named, here or in the sentences just before.
    fn place_called(&self, chunk: usize) -> Option<&Mention> {
        let phrase = &self.clause.chunks[chunk].tokens;
        let sort = match self.reading.text.word(self.clause.chunks[chunk].head()) {
            "city" | "town" | "village" | "capital" => "City",
            "country" | "nation" => "Country",
            "region" | "province" | "state" => "Region",
            "island" => "Island",
            _ => return None,
        };
        let definite = phrase.len() == 2 && matches!(self.reading.text.word(phrase.start), "the" | "this");
        let end = self.reading.first_mention(phrase.start);
        let mut near =
            self.reading.mentions[..end].iter().rev().take_while(|mention| mention.sentence + 3 > self.sentence);
        near.find(|mention| definite && !mention.demonym && self.reading.entities[mention.entity].kind == sort)
    }

    /// "in the towns of Harwick and Split": the phrases behind "of" that name what the noun is of the sort of.
    fn places_of(&self, phrases: &Range<usize>) -> Option<Range<usize>> {
        let last = &self.clause.chunks[phrases.end.checked_sub(1)?];
        let sort = self.reading.text.word(last.head());
        let sort = match sort.strip_suffix("ies") {
            Some(_) => matches!(sort, "cities" | "communities" | "counties" | "municipalities" | "territories"),
            None => {
                is_region_noun(sort) || sort.strip_suffix('s').is_some_and(is_region_noun) || is_part_of_place(sort)
            }
        };
        if !sort || self.clause.word(phrases.end) != "of" || self.reading.entity_at(&last.tokens, last.head()).is_some()
        {
            return None;
        }
        let parts = self.clause.complements(phrases.end);
        parts.into_iter().next().map(|part| part.phrases)
    }
}

fn tells_time(reading: &Reading<'_>, sentence: usize) -> bool {
    reading.times_in(&reading.sentences[sentence].tokens()).next().is_some()
}

/// Nouns for what stands somewhere: "Norway's main airport", "a Bergen market".
fn is_building(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    is_region_noun(one)
        || matches!(
            one,
            "hospital"
                | "prison"
                | "jail"
                | "court"
                | "courthouse"
                | "embassy"
                | "consulate"
                | "headquarter"
                | "base"
                | "school"
                | "church"
                | "mosque"
                | "synagogue"
                | "temple"
                | "market"
                | "stadium"
                | "university"
                | "station"
                | "square"
                | "street"
                | "park"
                | "parliament"
                | "palace"
                | "museum"
                | "hotel"
                | "factory"
                | "plant"
                | "refinery"
                | "mine"
                | "capital"
                | "mall"
                | "restaurant"
                | "nightclub"
                | "cafe"
                | "theatre"
                | "theater"
                | "zoo"
                | "cemetery"
                | "bridge"
                | "neighbourhood"
                | "neighborhood"
                | "home"
                | "house"
                | "office"
                | "depot"
                | "dockyard"
                | "shipyard"
                | "warehouse"
                | "camp"
                | "farm"
                | "zone"
                | "garage"
                | "barn"
                | "mill"
                | "shop"
                | "store"
                | "pub"
                | "bar"
                | "club"
                | "library"
                | "clinic"
                | "dam"
                | "tunnel"
                | "quarry"
                | "apartment"
                | "flat"
                | "shelter"
                | "laboratory"
                | "barracks"
                | "checkpoint"
                | "terminal"
                | "north"
                | "south"
                | "east"
                | "west"
        )
}

/// "off the coast of Norway", "in the streets of Oslo"
pub(super) fn is_part_of_place(word: &str) -> bool {
    matches!(
        word,
        "coast"
            | "outskirts"
            | "streets"
            | "suburbs"
            | "centre"
            | "center"
            | "north"
            | "south"
            | "east"
            | "west"
            | "part"
            | "parts"
            | "half"
            | "heart"
            | "shore"
            | "shores"
            | "waters"
            | "borough"
            | "neighbourhood"
            | "neighborhood"
    )
}

/// "the Chernihiv region", "Gdynia harbour": a place with the word for what sort of place it is.
fn is_region_noun(word: &str) -> bool {
    matches!(
        word,
        "region"
            | "province"
            | "oblast"
            | "state"
            | "county"
            | "district"
            | "city"
            | "town"
            | "village"
            | "area"
            | "airport"
            | "border"
            | "port"
            | "harbour"
            | "harbor"
            | "suburb"
            | "prefecture"
            | "governorate"
            | "community"
            | "municipality"
            | "island"
            | "valley"
            | "resort"
            | "settlement"
            | "peninsula"
            | "enclave"
            | "hamlet"
            | "township"
    )
}

/// Whether a verb of saying stands behind what is said.
fn is_inverted(reading: &Reading<'_>, clause: Clause<'_>, chunk: usize) -> bool {
    let says = says(clause.word(chunk), Saying::INVERTED);
    let before = chunk.checked_sub(1).map_or(0, |before| clause.chunks[before].tokens.start);
    says && chunk > 0
        && (reading.text.kind(before) == TokenKind::CloseQuote
            || reading.text.raw(before) == "," && reading.text.tokens[before].quoted)
}

/// "was found guilty and jailed", "was shot and wounded": what is done to people, joined to a passive and without an object,
/// is one too.
fn shares_auxiliary(reading: &Reading<'_>, clause: Clause<'_>, first: &Verb<'_>, second: &Verb<'_>) -> bool {
    let joined = second.chunk > 0 && matches!(clause.word(second.chunk - 1), "and" | "or" | ",");
    let bare = second.group.tense == Tense::Past && clause.chunks[second.chunk].tokens.len() == 1;
    let shares = first.group.passive && second.subject.is_some() && first.subject == second.subject;
    joined && bare && shares && second.object.is_none() && is_done_to_people(reading, &second.group)
}

/// "Minister arrested after talks": headlines leave the auxiliary out. What people do to people has nobody it is done to
/// behind it, so the subject is who it was done to.
fn is_headline_passive(reading: &Reading<'_>, clause: Clause<'_>, chunk: usize, group: &VerbGroup) -> bool {
    let bare = group.tense == Tense::Past && clause.chunks[chunk].tokens.len() == 1 && clause.object(chunk).is_none();
    let headline = || {
        let sentence = &reading.sentences[reading.sentence_of(clause.chunks[chunk].tokens.start)];
        reading.blocks[sentence.block].kind == BlockKind::Headline
    };
    bare && headline() && is_done_to_people(reading, group)
}

/// Whether a verb tells what people do to people.
fn is_done_to_people(reading: &Reading<'_>, group: &VerbGroup) -> bool {
    let done_to = |sense: &crate::ontology::Sense| {
        ["Coercion", "LegalProceeding", "Attack", "Release", "Killing", "Injury"]
            .iter()
            .any(|kind| reading.ontology.is_a(&sense.event_type, kind))
    };
    let verbs = reading.ontology.lexicon().verbs(reading.text.word(group.main));
    verbs.iter().any(|sense| sense.may_be(Form::Participle) && done_to(sense))
}

fn verb<'a>(reading: &'a Reading<'a>, clause: Clause<'a>, chunk: usize) -> Option<Verb<'a>> {
    let mut group = *clause.chunks[chunk].verb()?;
    group.passive |= is_headline_passive(reading, clause, chunk, &group);
    let words = [group.main, group.main + 1, group.main + 2].map(|index| reading.text.word(index));
    let opens = reading.text.opens_phrase(group.main);
    let light = opens.then(|| reading.ontology.lexicon().light_verb(&words)).flatten();
    let last = light.map_or(1, |(length, _)| length) + group.main - 1;
    let object_from = clause.chunk_of(last).unwrap_or(chunk);
    let (mut subject, mut object) = (clause.subject(chunk), clause.object(object_from));
    // "...", said the minister.
    if is_inverted(reading, clause, chunk) && object.is_some() {
        (subject, object) = (object, None);
    }
    Some(Verb { chunk, last: object_from, group, subject, object, light: light.map(|(_, light)| light) })
}
