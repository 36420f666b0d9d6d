//! Whom pronouns mean: the person named before, who speaks, or whom the sentence before was about.

use smallvec::smallvec;

use super::scene::{Entities, Scene};
use crate::ingest::news::mention::Mention;
use crate::ingest::news::syntax::{Tag, Tense};
use crate::ingest::news::words::{Saying, says};

/// How many pronouns in a row are followed back to a name.
const LONGEST_CHAIN: usize = 8;
/// How many sentences back "it" and "they" look.
const NEAR: usize = 2;

impl Scene<'_> {
    /// Whom the pronoun at a token means.
    pub(super) fn meant_by(&self, pronoun: usize) -> Entities {
        let word = self.reading.text.word(pronoun);
        match word {
            "it" | "they" => match self.speaker_of(pronoun) {
                Some(speaker) => smallvec![speaker],
                None => self.spoken_of(pronoun),
            },
            _ => self.antecedent_within(pronoun, LONGEST_CHAIN).into_iter().collect(),
        }
    }

    /// "It" and "they" as subjects: whom the verb before in the sentence, else the sentence before, was about.
    fn spoken_of(&self, pronoun: usize) -> Entities {
        let Some(chunk) = self.clause.chunk_of(pronoun).filter(|&chunk| self.acts(chunk)) else {
            return Entities::new();
        };
        let word = self.reading.text.word(pronoun);
        let here =
            (0..chunk).rev().find(|&at| self.clause.chunks[at].verb().is_some_and(|group| group.tense.is_finite()));
        let here = here.and_then(|verb| self.clause.subject(verb)).filter(|subject| subject.end <= chunk);
        if let Some(subject) = here.filter(|subject| !self.is_pronoun(subject.start)) {
            return self.of_number(self.entities(&subject), word);
        }
        let before =
            (self.sentence.saturating_sub(NEAR)..self.sentence).rev().map(|sentence| self.looking_at(sentence));
        for scene in before {
            let Some(subject) = scene.first_subject() else { return Entities::new() };
            if !scene.is_pronoun(subject.start) {
                return self.of_number(scene.entities(&subject), word);
            }
            if scene.clause.word(subject.start) != word {
                return Entities::new();
            }
        }
        Entities::new()
    }

    /// "Norway denied that its jets had bombed": whose the phrase is, where that is whom the verb in front is about.
    pub(super) fn owner_meant(&self, chunk: usize) -> Entities {
        let word = match self.clause.word(chunk) {
            "its" if self.acts(chunk) => "it",
            "their" if self.acts(chunk) => "they",
            _ => return Entities::new(),
        };
        let verb =
            (0..chunk).rev().find(|&at| self.clause.chunks[at].verb().is_some_and(|group| group.tense.is_finite()));
        let subject = verb.and_then(|verb| self.clause.subject(verb)).filter(|subject| subject.end <= chunk);
        let named = subject.filter(|subject| !self.is_pronoun(subject.start) && !self.owns(subject.start));
        named.map_or_else(Entities::new, |subject| self.of_number(self.entities(&subject), word))
    }

    fn owns(&self, chunk: usize) -> bool {
        self.reading.tags[self.clause.chunks[chunk].tokens.start] == Tag::Owner
    }

    /// Whether the phrase at `chunk` is the subject of a verb that does more than hold, or be said: not "it is known that".
    fn acts(&self, chunk: usize) -> bool {
        let verb = (chunk + 1..self.clause.chunks.len().min(chunk + 3))
            .find_map(|at| self.clause.chunks[at].verb().map(|group| (at, group)));
        verb.is_some_and(|(at, group)| {
            group.tense.is_finite() && !group.auxiliary && !(group.passive && self.clause.word(at + 1) == "that")
        })
    }

    fn is_pronoun(&self, chunk: usize) -> bool {
        let phrase = &self.clause.chunks[chunk].tokens;
        phrase.len() == 1 && self.reading.tags[phrase.start] == Tag::Pronoun
    }

    /// The subject of the first verb that tells something.
    fn first_subject(&self) -> Option<std::ops::Range<usize>> {
        let finite = |&chunk: &usize| {
            self.clause.chunks[chunk]
                .verb()
                .is_some_and(|group| group.tense.is_finite() && group.tense != Tense::Participle)
        };
        (0..self.clause.chunks.len()).filter(finite).find_map(|chunk| self.clause.subject(chunk))
    }

    /// Those of `entities` that the word can mean: one body or country is "it", several or a people are "they".
    fn of_number(&self, entities: Entities, word: &str) -> Entities {
        let entity = |entity: &usize| &self.reading.entities[*entity];
        let acting = entities.iter().all(|one| entity(one).can_act());
        let fits = match &entities[..] {
            [] => false,
            [one] => {
                let kind = entity(one).kind.as_str();
                let people = matches!(kind, "Group" | "MilitaryForce");
                match word {
                    "it" => kind != "Person" && kind != "Entity" && !people,
                    _ => people || matches!(kind, "Organization" | "Team" | "Party" | "Government"),
                }
            }
            _ => word == "they",
        };
        if fits && acting { entities } else { Entities::new() }
    }

    /// "Norway said it would": who speaks, speaks of itself.
    fn speaker_of(&self, pronoun: usize) -> Option<usize> {
        let chunk = self.clause.chunk_of(pronoun)?;
        let before = chunk.checked_sub(1)?;
        let before = if self.clause.word(before) == "that" { before.checked_sub(1)? } else { before };
        let group = self.clause.chunks[before].verb()?;
        let speaks = says(self.reading.text.word(group.main), Saying::OF_ITSELF);
        let subject = self.clause.subject(before).filter(|_| speaks)?;
        self.entities(&subject).first().copied()
    }

    /// Whom "he" or "she" means: the last person named before, in this sentence or the ones just before; not whom the verb in
    /// front is about, if it acts on somebody else: "Ada told Bo she would help him".
    fn antecedent_within(&self, pronoun: usize, chain: usize) -> Option<usize> {
        let chain = chain.checked_sub(1)?;
        let word = self.reading.text.word(pronoun);
        if !matches!(word, "he" | "she" | "him" | "her" | "himself" | "herself") {
            return None;
        }
        let mentions = &self.reading.mentions;
        let sentence = self.reading.sentence_of(pronoun);
        let end = mentions.partition_point(|mention| mention.first_token < pronoun);
        let start = mentions.partition_point(|mention| mention.sentence + 3 < sentence);
        let actors = self.actors_on(pronoun);
        let person = |mention: &&Mention| {
            self.reading.entities[mention.entity].kind == "Person" && !actors.contains(&mention.entity)
        };
        let before = &mentions[start.min(end)..end];
        // The subject of a sentence, its first person, is likelier meant by the next one than its object.
        let last = before.iter().rev().find(person);
        let first_of_sentence =
            last.and_then(|last| before.iter().find(|mention| mention.sentence == last.sentence && person(mention)));
        // "She moved to Ada's town. Later she left": both are the same, whoever is named between.
        let named = first_of_sentence.map(|mention| (mention.first_token, mention.entity));
        let again = self.opening_pronoun(word, sentence, named.map_or(0, |(token, _)| token));
        let same = again.and_then(|again| self.antecedent_within(again, chain));
        same.or(named.map(|(_, entity)| entity))
    }

    /// Who acts on the person "him" or "her" means.
    fn actors_on(&self, pronoun: usize) -> Entities {
        let object = matches!(self.reading.text.word(pronoun), "him" | "her");
        let verb = self.clause.chunk_of(pronoun).filter(|_| object).and_then(|chunk| chunk.checked_sub(1));
        let verb = verb.filter(|&verb| self.clause.chunks[verb].verb().is_some_and(|group| !group.passive));
        let subject = verb.and_then(|verb| self.clause.subject(verb));
        subject.map_or_else(Entities::new, |subject| self.entities(&subject))
    }

    /// The same pronoun as the first word of one of the sentences just before, behind the token `after` or in the sentence
    /// of `after` in front of it.
    fn opening_pronoun(&self, word: &str, sentence: usize, after: usize) -> Option<usize> {
        let sentences = &self.reading.sentences[sentence.saturating_sub(2)..sentence];
        let opening = sentences.iter().rev().map(|sentence| (sentence.first_token, sentence.end_token));
        let subject = matches!(word, "he" | "she");
        let same = opening.filter(|&(first, end)| subject && end > after && self.reading.text.word(first) == word);
        same.map(|(first, _)| first).next()
    }
}
