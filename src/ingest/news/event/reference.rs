//! Who the phrases of a sentence mean: names, pronouns, "the company", "the two ministers", "his deputy, Ada Example".

use std::ops::Range;

use smallvec::smallvec;

use super::scene::{Entities, Scene};
use super::trigger::is_storm;
use crate::ingest::news::mention::Mention;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::{ChunkKind, Tag};
use crate::ontology::{Gazetteer, TitleKind};

impl Scene<'_> {
    /// The entity or entities one phrase means: what its head names; else who or what it belongs to.
    pub(super) fn entities_of(&self, chunk: usize) -> Entities {
        let phrase = &self.clause.chunks[chunk];
        let head = phrase.head();
        if self.reading.tags[head] == Tag::Pronoun {
            return self.meant_by(head);
        }
        // "Hurricane Ada killed two" as a storm does, not as somebody.
        if head > phrase.tokens.start && is_storm(self.reading.text.word(head - 1)) {
            return Entities::new();
        }
        let several = self.pair_before(chunk);
        if !several.is_empty() {
            return several;
        }
        if let Some(mention) = self.reading.entity_at(&phrase.tokens, head) {
            return self.with_coordinated_owner(chunk, mention.entity);
        }
        if let Some(entity) = self.apposed(chunk) {
            return smallvec![entity];
        }
        // "thousands of residents": the people are who is counted.
        if let Some(counted) = self.counted(chunk) {
            return self.entities_of(counted);
        }
        // An event does nothing: "Russian attacks killed" has no actor among its words.
        if self.reading.text.names_event(head) {
            return Entities::new();
        }
        if let Some(entity) = self.called_by_sort(chunk).or_else(|| self.called_by_title(chunk)) {
            return smallvec![entity];
        }
        // "a company worker" is not the company, nor is "company-owned land", and "a Danish company" is not Denmark.
        if is_single_person(self.reading.text.word(head)) {
            return Entities::new();
        }
        let hyphened = |mention: &&Mention| {
            self.reading.text.kind(mention.end_token) == TokenKind::Hyphen || self.is_for_or_against(mention)
        };
        let owners = self.reading.mentions_in(&phrase.tokens).filter(|mention| mention.end_token <= head);
        let owner = owners.filter(|mention| !hyphened(mention)).last();
        let owner = owner.map(|mention| mention.entity).or_else(|| self.owner_behind(chunk));
        owner.map_or_else(|| self.owner_meant(chunk), |owner| smallvec![owner])
    }

    /// "European and US officials" are two: the adjective in front of "and" stands for officials as well.
    fn with_coordinated_owner(&self, chunk: usize, entity: usize) -> Entities {
        let before = chunk.checked_sub(2).map(|before| &self.clause.chunks[before]);
        let is_joined = chunk > 0
            && matches!(self.clause.word(chunk - 1), "and" | "or")
            && self.reading.entities[entity].part_of.is_some();
        let other = before.filter(|_| is_joined).and_then(|phrase| {
            let groups = self.reading.mentions_in(&phrase.tokens).filter(|mention| {
                mention.first_token == phrase.tokens.start
                    && self.reading.entities[mention.entity].part_of.is_some()
                    && !mention.demonym
            });
            groups.last().map(|mention| mention.entity)
        });
        other.into_iter().chain(std::iter::once(entity)).collect()
    }

    /// "the two countries", "both sides": the two last named together, here or in the sentences just before.
    fn pair_before(&self, chunk: usize) -> Entities {
        let phrase = &self.clause.chunks[chunk];
        let sort = match self.reading.text.word(phrase.head()) {
            "countries" | "nations" | "states" | "governments" | "neighbours" | "neighbors" | "sides" | "parties" => {
                "Country"
            }
            "ministers" | "leaders" | "presidents" | "premiers" | "men" | "women" | "politicians" | "candidates"
            | "rivals" | "diplomats" | "negotiators" | "suspects" | "brothers" | "sisters" => "Person",
            "companies" | "firms" | "airlines" | "carmakers" | "automakers" | "banks" => "Organization",
            _ => return Entities::new(),
        };
        let two = phrase.tokens.clone().any(|token| matches!(self.reading.text.word(token), "two" | "both"));
        if !two {
            return Entities::new();
        }
        let first = phrase.tokens.start;
        let end = self.reading.first_mention(first);
        let of_sort = |mention: &&Mention| {
            let entity = &self.reading.entities[mention.entity];
            !entity.nameless && !mention.demonym && self.reading.ontology.is_a(&entity.kind, sort)
        };
        let near = self.reading.mentions[..end].iter().rev().take_while(|mention| mention.sentence + 4 > self.sentence);
        let named: Vec<&Mention> = near.filter(of_sort).collect();
        let pair = named.windows(2).find(|pair| {
            pair[0].entity != pair[1].entity && pair[0].first_token - pair[1].end_token.min(pair[0].first_token) <= 2
        });
        // "Ada met her colleague from Sudova, Bo": the only two of a sentence, if none stand side by side.
        let sentences = named.chunk_by(|one, other| one.sentence == other.sentence);
        let two_of_sentence = || sentences.filter_map(only_two).next();
        pair.map(|pair| (pair[1].entity, pair[0].entity))
            .or_else(two_of_sentence)
            .map_or_else(Entities::new, |(one, other)| smallvec![one, other])
    }

    /// "his deputy, Ada Example, was acquitted", "one of them, the builder Example Ltd, agreed": the name between commas.
    fn apposed(&self, chunk: usize) -> Option<usize> {
        let mut comma = chunk + 1;
        while self.clause.word(comma) == "of" && self.is_phrase(comma + 1) {
            comma += 2;
        }
        let name = self.clause.chunks.get(comma + 1).filter(|name| name.is_noun_phrase())?;
        let opens = self.clause.word(comma) == ",";
        let ends = self.clause.word(comma + 2) == "." && comma + 3 == self.clause.chunks.len();
        let closes = ends
            || self.clause.word(comma + 2) == ","
                && self
                    .clause
                    .chunks
                    .get(comma + 3)
                    .is_none_or(|next| next.kind != ChunkKind::Conjunction && !self.names_somebody(&next.tokens));
        let mention = self.reading.entity_at(&name.tokens, name.head())?;
        let entity = &self.reading.entities[mention.entity];
        let several = self.reading.text.word(self.clause.chunks[chunk].head()).ends_with('s');
        let somebody = !entity.nameless && !mention.demonym && !entity.is_place();
        (opens && closes && somebody && !several).then_some(mention.entity)
    }

    fn is_phrase(&self, chunk: usize) -> bool {
        self.clause.chunks.get(chunk).is_some_and(|chunk| chunk.is_noun_phrase())
    }

    fn names_somebody(&self, tokens: &Range<usize>) -> bool {
        self.reading.mentions_in(tokens).any(|mention| !self.reading.entities[mention.entity].nameless)
    }

    /// "the former minister": the last person the text calls so, in front of the name or between commas behind it.
    fn called_by_title(&self, chunk: usize) -> Option<usize> {
        let phrase = &self.clause.chunks[chunk];
        let text = &self.reading.text;
        let title = text.word(phrase.head());
        let definite = matches!(text.word(phrase.tokens.start), "the" | "this") && phrase.tokens.len() <= 4;
        if !definite || !is_title(title) || self.reading.mentions_in(&phrase.tokens).next().is_some() {
            return None;
        }
        let end = self.reading.first_mention(phrase.tokens.start);
        let before = self.reading.mentions[..end].iter().rev().take(FARTHEST);
        let called = |mention: &&Mention| {
            let sentence = &self.reading.sentences[mention.sentence];
            let front = mention.first_token.saturating_sub(4).max(sentence.first_token)..mention.first_token + 1;
            let behind = mention.end_token + 1..(mention.end_token + 6).min(sentence.end_token);
            let apposed = text.raw(mention.end_token) == ",";
            front.rev().take_while(|&at| text.raw(at) != ",").any(|at| text.word(at) == title)
                || apposed && behind.take_while(|&at| text.raw(at) != ",").any(|at| text.word(at) == title)
        };
        let person = |mention: &&Mention| self.reading.entities[mention.entity].kind == "Person";
        before.filter(person).find(called).map(|mention| mention.entity)
    }

    /// "pro-Norvian", "anti-Oslo": no word of whom the phrase means.
    pub(super) fn is_for_or_against(&self, mention: &Mention) -> bool {
        let text = &self.reading.text;
        let before = |back: usize| mention.first_token.checked_sub(back);
        before(1).is_some_and(|hyphen| text.kind(hyphen) == TokenKind::Hyphen)
            && before(2).is_some_and(|word| matches!(text.word(word), "pro" | "anti" | "non"))
    }

    /// "the company", "the country": the last one named, here or in the sentences just before.
    fn called_by_sort(&self, chunk: usize) -> Option<usize> {
        let phrase = &self.clause.chunks[chunk];
        let sorts: &[&str] = match self.reading.text.word(phrase.head()) {
            "company" | "firm" | "carmaker" | "automaker" | "airline" | "bank" | "retailer" | "manufacturer"
            | "planemaker" => &["Company", "Organization"],
            "club" | "team" => &["Team"],
            "party" => &["Party"],
            "group" | "movement" => &["Party", "Organization"],
            "newspaper" | "broadcaster" | "magazine" => &["Media"],
            "organization" | "organisation" | "church" | "agency" => &["Organization"],
            "country" => &["Country"],
            _ => return None,
        };
        let definite =
            phrase.tokens.len() == 2 && matches!(self.reading.text.word(phrase.tokens.start), "the" | "this");
        let end = self.reading.first_mention(phrase.tokens.start);
        let near =
            || self.reading.mentions[..end].iter().rev().take_while(|mention| mention.sentence + 3 > self.sentence);
        let named = |mention: &&Mention, sort: &str| {
            let entity = &self.reading.entities[mention.entity];
            !entity.nameless && !mention.demonym && self.reading.ontology.is_a(&entity.kind, sort)
        };
        let last = || sorts.iter().find_map(|sort| near().find(|mention| named(mention, sort)));
        definite.then(last).flatten().map(|mention| mention.entity)
    }

    /// The phrase behind "of" that a word of number or crowd counts.
    fn counted(&self, chunk: usize) -> Option<usize> {
        let word = self.reading.text.word(self.clause.chunks[chunk].head());
        let counts = matches!(
            word,
            "thousands"
                | "hundreds"
                | "dozens"
                | "scores"
                | "tens"
                | "millions"
                | "number"
                | "majority"
                | "crowd"
                | "crowds"
                | "group"
                | "groups"
                | "some"
                | "many"
                | "most"
                | "several"
                | "all"
                | "both"
                | "one"
                | "two"
                | "three"
        );
        let next = self.clause.chunks.get(chunk + 2).filter(|next| next.is_noun_phrase());
        (counts && self.clause.word(chunk + 1) == "of" && next.is_some()).then_some(chunk + 2)
    }

    /// Whether what stands behind a noun may say whose it is: "leaders of Norway", "shares in Example Ltd".
    fn belongs_behind(&self, chunk: usize) -> bool {
        let held = || {
            matches!(
                self.reading.text.word(self.clause.chunks[chunk].head()),
                "shares" | "stock" | "stake" | "investors"
            )
        };
        match self.clause.word(chunk + 1) {
            "of" | "from" => true,
            "in" => held(),
            // "a spokesman for Norway"
            "for" => speaks(self.reading.text.word(self.clause.chunks[chunk].head())),
            _ => false,
        }
    }

    /// "leaders of Norway": who a common noun belongs to.
    fn owner_behind(&self, chunk: usize) -> Option<usize> {
        let next = self.clause.chunks.get(chunk + 2).filter(|_| self.belongs_behind(chunk))?;
        let mention = next.is_noun_phrase().then(|| self.reading.entity_at(&next.tokens, next.head())).flatten()?;
        (!self.reading.entities[mention.entity].nameless).then_some(mention.entity)
    }
}

/// Words for who speaks in the name of others.
fn speaks(word: &str) -> bool {
    matches!(word, "spokesman" | "spokeswoman" | "spokesperson" | "lawyer" | "lawyers" | "attorney" | "attorneys")
}

/// How many mentions back somebody is still called by title alone.
const FARTHEST: usize = 48;

/// The only two entities the mentions of a sentence are of, in their order; the mentions come last first.
fn only_two(mentions: &[&Mention]) -> Option<(usize, usize)> {
    let last = mentions.first()?.entity;
    let other = mentions.iter().map(|mention| mention.entity).find(|&entity| entity != last)?;
    let two = mentions.iter().all(|mention| mention.entity == last || mention.entity == other);
    two.then_some((other, last))
}

/// Words one person of a text is called by without a name: offices, ranks and what somebody does.
fn is_title(word: &str) -> bool {
    Gazetteer::standard().title(word).is_some_and(|title| title.kind != TitleKind::Honorific)
}

/// Words for one person or business that does not act for whom it belongs to, as a minister does.
fn is_single_person(word: &str) -> bool {
    matches!(
        word,
        "man"
            | "woman"
            | "boy"
            | "girl"
            | "teenager"
            | "member"
            | "defector"
            | "worker"
            | "employee"
            | "student"
            | "teacher"
            | "citizen"
            | "activist"
            | "journalist"
            | "critic"
            | "resident"
            | "patient"
            | "tourist"
            | "singer"
            | "actor"
            | "actress"
            | "author"
            | "writer"
            | "player"
            | "scientist"
            | "businessman"
            | "businesswoman"
            | "driver"
            | "pilot"
            | "nurse"
            | "doctor"
            | "suspect"
            | "company"
            | "firm"
            | "airline"
            | "carmaker"
            | "automaker"
            | "manufacturer"
            | "bank"
            | "retailer"
            | "newspaper"
            | "magazine"
            | "university"
    )
}
