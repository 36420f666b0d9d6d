//! Whose subject and object is what.

use std::ops::Range;

use smallvec::SmallVec;

use super::chunk::{Chunk, ChunkKind, Tense};
use super::infinitive::Before;
use crate::ingest::news::segment::{TokenKind, TokenText};
use crate::ingest::news::words::{Saying, says};

/// The chunks of one sentence, and how they hang together.
#[derive(Clone, Copy, Debug)]
pub(in crate::ingest::news) struct Clause<'a> {
    pub(in crate::ingest::news) text: &'a TokenText<'a>,
    pub(in crate::ingest::news) chunks: &'a [Chunk],
}

/// The prepositional phrases behind or in front of a phrase.
pub(in crate::ingest::news) type Complements = SmallVec<[Complement; 4]>;

/// A prepositional phrase: "on Kyiv and Odesa".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::ingest::news) struct Complement {
    /// The chunk of the preposition.
    pub(in crate::ingest::news) preposition: usize,
    /// The chunks of its coordinated noun phrases, and what joins them.
    pub(in crate::ingest::news) phrases: Range<usize>,
}

/// How many verbs a subject is looked for behind: "did A, did B, ... and did Z".
const LONGEST_CHAIN: usize = 8;

impl Clause<'_> {
    /// The coordinated noun phrases that are the subject of the verb group at `verb`.
    pub(in crate::ingest::news) fn subject(&self, verb: usize) -> Option<Range<usize>> {
        let subject = self.subject_within(verb, LONGEST_CHAIN).or_else(|| self.subject_behind(verb))?;
        let made =
            self.chunks[verb].verb().is_some_and(|group| group.tense == Tense::Participle) && self.makes_event(verb);
        let event = self.event_behind(subject.end - 1).filter(|&event| made && event < subject.start);
        Some(event.map_or(subject, |event| event..event + 1))
    }

    /// "Before resigning, Ada Example apologised", "Accused of theft, she resigned": what opens a sentence without a subject
    /// of its own has that of the main clause.
    fn subject_behind(&self, verb: usize) -> Option<Range<usize>> {
        let bound = matches!(self.chunks[verb].verb()?.tense, Tense::Gerund | Tense::Participle);
        let opens = || {
            (0..verb).all(|at| {
                let kind = &self.chunks[at].kind;
                matches!(kind, ChunkKind::Subordinator | ChunkKind::Preposition | ChunkKind::OpenQuote)
                    || self.is_filler(at)
            })
        };
        if !bound || !opens() {
            return None;
        }
        let commas = (verb + 1..self.chunks.len()).filter(|&at| self.chunks[at].kind == ChunkKind::Comma).take(3);
        let mut subjects = commas.filter(|&comma| self.is_phrase(comma + 1)).map(|comma| {
            let end = self.coordination_end(comma + 1);
            (comma + 1..end, self.is_finite(self.behind_modifiers(end)))
        });
        subjects.find(|(_, acts)| *acts).map(|(subject, _)| subject)
    }

    /// The coordinated noun phrases right behind the verb group at `verb`.
    pub(in crate::ingest::news) fn object(&self, verb: usize) -> Option<Range<usize>> {
        let first = (verb + 1..self.chunks.len()).find(|&at| !self.is_filler(at))?;
        let phrase = self.chunks[first].is_noun_phrase();
        phrase.then(|| first..self.coordination_end(first))
    }

    /// The prepositional phrases behind the chunk before `from`, up to the next verb or clause.
    pub(in crate::ingest::news) fn complements(&self, from: usize) -> Complements {
        let mut found = Complements::new();
        let mut at = self.behind_gap(self.behind_particle(from));
        while at < self.chunks.len() {
            match &self.chunks[at].kind {
                ChunkKind::Time => at += 1,
                ChunkKind::Preposition if self.kind(at + 1) == Some(&ChunkKind::Time) => {
                    found.push(Complement { preposition: at, phrases: at + 1..at + 2 });
                    at += 2;
                }
                ChunkKind::Preposition if self.is_phrase(at + 1) => {
                    let end = self.coordination_end(at + 1);
                    found.push(Complement { preposition: at, phrases: at + 1..end });
                    at = end;
                }
                ChunkKind::Subordinator if self.kind(at + 1) == Some(&ChunkKind::Time) => {
                    found.push(Complement { preposition: at, phrases: at + 1..at + 2 });
                    at += 2;
                }
                ChunkKind::Subordinator if self.is_phrase(at + 1) && !self.opens_clause(at) => {
                    at = self.coordination_end(at + 1);
                }
                ChunkKind::Comma if self.kind(at + 1) == Some(&ChunkKind::Preposition) => at += 1,
                ChunkKind::OpenQuote | ChunkKind::CloseQuote => at += 1,
                ChunkKind::Other if self.is_filler(at) => at += 1,
                _ => break,
            }
        }
        found
    }

    /// "broke out | in Oslo": the particle of a verb that is none of the lexicon's.
    fn behind_particle(&self, from: usize) -> usize {
        let particle = matches!(self.word(from), "out" | "up" | "down" | "off" | "away" | "over");
        let place =
            || matches!(self.word(from + 1), "in" | "on" | "at" | "near" | "outside" | "inside" | "across" | "around");
        if particle && place() { from + 1 } else { from }
    }

    /// "were killed | and five injured | in a fire": the second of two participles has no auxiliary of its own.
    fn behind_gap(&self, from: usize) -> usize {
        let joins = matches!(self.word(from), "and" | ",");
        let from_number = joins && self.is_phrase(from + 1);
        let hurt = matches!(self.word(from + 2), "injured" | "wounded" | "hurt" | "killed" | "missing" | "rescued");
        let ends = self.chunks.get(from + 2).is_some_and(|chunk| chunk.tokens.len() == 1);
        if from_number && hurt && ends { from + 3 } else { from }
    }

    /// The first chunk of the clause that `at` stands in.
    pub(in crate::ingest::news) fn start(&self, at: usize) -> usize {
        (0..at).rev().find(|&before| self.is_border(before)).map_or(0, |border| border + 1)
    }

    /// One past the last chunk of the clause that `at` stands in.
    pub(in crate::ingest::news) fn end(&self, at: usize) -> usize {
        (at + 1..self.chunks.len()).find(|&after| self.is_border(after)).unwrap_or(self.chunks.len())
    }

    /// The prepositional phrases in front of the subject: "In Oslo, on Monday, ministers met".
    pub(in crate::ingest::news) fn leading(&self, subject: usize) -> Complements {
        // "Officials in Harwick said they would meet": the phrase belongs to the officials.
        let behind = (0..subject).rev().find(|&at| self.chunks[at].verb().is_some_and(|group| group.tense.is_finite()));
        let start = self.start(subject).max(behind.map_or(0, |verb| verb + 1));
        (start..subject)
            .filter(|&at| self.chunks[at].kind == ChunkKind::Preposition && self.is_phrase(at + 1))
            .map(|at| Complement { preposition: at, phrases: at + 1..self.coordination_end(at + 1).min(subject) })
            .collect()
    }

    /// The preposition that governs the noun phrase at `phrase`, coordination minded.
    pub(in crate::ingest::news) fn governor(&self, phrase: usize) -> Option<usize> {
        let first = self.coordination_start(phrase);
        first.checked_sub(1).filter(|&before| self.chunks[before].kind == ChunkKind::Preposition)
    }

    /// The word of the first token of a chunk, folded.
    pub(in crate::ingest::news) fn word(&self, chunk: usize) -> &str {
        self.chunks.get(chunk).map_or("", |chunk| self.text.word(chunk.tokens.start))
    }

    /// The chunk a token stands in.
    pub(in crate::ingest::news) fn chunk_of(&self, token: usize) -> Option<usize> {
        let at = self.chunks.partition_point(|chunk| chunk.tokens.end <= token);
        (at < self.chunks.len() && self.chunks[at].tokens.contains(&token)).then_some(at)
    }

    fn subject_within(&self, verb: usize, chain: usize) -> Option<Range<usize>> {
        let chain = chain.checked_sub(1)?;
        let tense = self.chunks[verb].verb().map(|group| group.tense);
        let mut at = verb;
        // What a participle stands right behind; an "of" phrase between is a part of it.
        let mut reach = verb;
        while at > 0 {
            at -= 1;
            match &self.chunks[at].kind {
                ChunkKind::NounPhrase => {
                    let first = self.coordination_start(at);
                    if let Some(opener) = self.modifier_before(first).filter(|_| tense.is_some_and(Tense::is_finite)) {
                        at = opener;
                        continue;
                    }
                    if tense == Some(Tense::Infinitive) {
                        match self.before_infinitive(first, at, verb) {
                            Before::Subject => return Some(first..at + 1),
                            Before::Nobody => return None,
                            Before::ObjectOf(governor) => return self.subject_within(governor, chain),
                            Before::Else => {}
                        }
                    }
                    if !self.is_governed(first) || self.is_subject_of_gerund(first, at, reach, tense) {
                        return Some(first..at + 1);
                    }
                    at = first - 1;
                    if self.word(at) == "of" {
                        reach = at;
                    }
                }
                ChunkKind::Relative => return self.antecedent(at, verb),
                ChunkKind::Conjunction if self.is_adjacent(at, verb) => return self.shared_subject(at, verb, chain),
                ChunkKind::Comma if self.is_adjacent(at, verb) => match self.opening_comma(at) {
                    // "They won, the agency said, ending the drought": who said so is not who ended it.
                    Some(opening) if !tense.is_some_and(Tense::is_finite) && self.tells_between(opening, at) => {
                        return self.shared_subject(opening, verb, chain);
                    }
                    // "Trains collided in Harwick, Norway, on Monday, killing two"
                    Some(opening)
                        if tense == Some(Tense::Gerund) && (0..opening).any(|before| self.is_finite(before)) =>
                    {
                        return self.shared_subject(opening, verb, chain);
                    }
                    Some(opening) => at = opening,
                    None => return self.shared_subject(at, verb, chain).or_else(|| self.described(at, tense)),
                },
                ChunkKind::Verb(group) if group.tense == Tense::Participle => {}
                // "Villagers living near the mine are preparing": the gerund describes who does it.
                ChunkKind::Verb(group)
                    if group.tense == Tense::Gerund
                        && at > 0
                        && self.is_phrase(at - 1)
                        && tense.is_some_and(Tense::is_finite) => {}
                // "the fire that broke out killed two": the clause between describes the fire.
                ChunkKind::Verb(group)
                    if group.tense.is_finite()
                        && tense.is_some_and(Tense::is_finite)
                        && self.relative_of(at).is_some() =>
                {
                    at = self.relative_of(at).unwrap_or(at);
                }
                ChunkKind::Verb(group) => {
                    let shares = !tense.is_some_and(Tense::is_finite) || group.auxiliary;
                    return shares.then(|| self.subject_within(at, chain)).flatten();
                }
                // "resigned after losing the vote", "left before being arrested"
                ChunkKind::Subordinator if tense == Some(Tense::Gerund) && self.is_adjacent(at, verb) && at > 0 => {
                    return self.shared_subject(at, verb, chain);
                }
                ChunkKind::Subordinator if self.opens_clause(at) => return None,
                ChunkKind::Other if self.is_stop(at) => return None,
                _ => {}
            }
        }
        None
    }

    /// The subject of the verb before `at`, which the one at `verb` behind `at` shares: "fired shots to scare them and left"
    /// goes on from "fired".
    fn shared_subject(&self, at: usize, verb: usize, chain: usize) -> Option<Range<usize>> {
        let inside = || (0..at).rev().take_while(|&before| !self.is_stop(before));
        let verbs = || inside().filter(|&before| self.chunks[before].verb().is_some());
        let finite = || verbs().find(|&before| self.is_finite(before)).filter(|_| self.is_inflected(verb));
        self.subject_within(finite().or_else(|| verbs().next())?, chain)
    }

    /// Whether the form of a verb shows that it is finite: "left", not "leave", which may go on from "to".
    fn is_inflected(&self, verb: usize) -> bool {
        let base = |main: usize| self.text.verb_forms(main).is_some_and(|forms| forms.base);
        self.chunks[verb].verb().is_some_and(|group| match group.tense {
            Tense::Past | Tense::Perfect | Tense::Future => true,
            Tense::Present => !base(group.main),
            _ => false,
        })
    }

    fn tells_between(&self, first: usize, last: usize) -> bool {
        (first + 1..last).any(|at| self.is_finite(at))
    }

    /// "Ada Example, born in Oslo, ...": a participle behind a comma, with no verb before, describes the phrase there.
    fn described(&self, comma: usize, tense: Option<Tense>) -> Option<Range<usize>> {
        let phrase = comma.checked_sub(1).filter(|&at| tense == Some(Tense::Participle) && self.is_phrase(at))?;
        Some(self.coordination_start(phrase)..comma)
    }

    /// Where what describes a noun in front begins, the phrase at `phrase` being the object in it: "the plan to cut jobs",
    /// "talks on ending the war", "a man carrying a bomb", "the blaze that hit the mill".
    fn modifier_before(&self, phrase: usize) -> Option<usize> {
        let verb = phrase.checked_sub(1)?;
        let before = verb.checked_sub(1)?;
        let group = self.chunks[verb].verb()?;
        match group.tense {
            Tense::Infinitive => self.is_phrase(before).then_some(verb),
            Tense::Gerund if self.chunks[before].kind == ChunkKind::Preposition => Some(before),
            Tense::Gerund => self.is_phrase(before).then_some(verb),
            tense if tense.is_finite() => self.relative_of(verb),
            _ => None,
        }
    }

    /// The relative pronoun that opens the clause of the verb at `verb`, with a noun in front that it describes: right in
    /// front of the verb, or in front of its subject.
    fn relative_of(&self, verb: usize) -> Option<usize> {
        let mut at = verb.checked_sub(1)?;
        while self.is_filler(at) {
            at = at.checked_sub(1)?;
        }
        if self.is_phrase(at) {
            at = at.checked_sub(1)?;
        }
        let described = at > 0 && (self.is_phrase(at - 1) || self.chunks[at - 1].is_time());
        (self.chunks[at].kind == ChunkKind::Relative && described).then_some(at)
    }

    /// The noun phrase a relative pronoun stands for: the one before it. "The strike by nurses in Harwick, which began":
    /// what begins or kills is the event.
    fn antecedent(&self, relative: usize, verb: usize) -> Option<Range<usize>> {
        let times = |&at: &usize| {
            self.chunks[at].is_time() || self.chunks[at].kind == ChunkKind::Preposition && self.chunks[at + 1].is_time()
        };
        // "a blast in Harwick on Sunday that injured two"
        let front = (0..relative).rev().skip_while(times);
        let phrase = front.take(2).find(|&at| self.is_phrase(at))?;
        let event = self.event_behind(phrase).filter(|_| self.is_of_event(verb));
        let phrase = event.unwrap_or(phrase);
        Some(phrase..phrase + 1)
    }

    /// The event noun that prepositional phrases up to the one at `phrase` hang on.
    fn event_behind(&self, mut phrase: usize) -> Option<usize> {
        let names_event = |phrase: usize| self.text.names_event(self.chunks[phrase].head());
        while !names_event(phrase) {
            let preposition = phrase.checked_sub(1).filter(|&at| self.chunks[at].kind == ChunkKind::Preposition)?;
            phrase = preposition.checked_sub(1).filter(|&at| self.is_phrase(at))?;
        }
        Some(phrase)
    }

    /// "the raid on the mill, carried out by rebels": what is carried out is the raid.
    fn makes_event(&self, verb: usize) -> bool {
        let lemma = self.chunks[verb].verb().and_then(|group| self.text.verb_forms(group.main));
        let lemma = lemma.map_or("", |forms| forms.lemma);
        matches!(
            lemma,
            "carry"
                | "launch"
                | "stage"
                | "conduct"
                | "organise"
                | "organize"
                | "call"
                | "claim"
                | "blame"
                | "announce"
                | "broker"
        )
    }

    /// Whether events rather than people and places do what the verb says.
    fn is_of_event(&self, verb: usize) -> bool {
        let lemma = self.chunks[verb].verb().and_then(|group| self.text.verb_forms(group.main));
        let lemma = lemma.map_or("", |forms| forms.lemma);
        matches!(lemma, "begin" | "start" | "end" | "last" | "kill" | "injure" | "wound" | "erupt" | "happen" | "occur")
    }

    /// "cases of soldiers executing captives": the gerund's subject stands right before it, although "of" governs it.
    fn is_subject_of_gerund(&self, first: usize, last: usize, verb: usize, tense: Option<Tense>) -> bool {
        let governed_by = first.checked_sub(1).map_or("", |at| self.word(at));
        let adjacent = last + 1 == verb;
        match tense {
            Some(Tense::Gerund) => {
                adjacent && matches!(governed_by, "of" | "with" | "about" | "for" | "to" | "from" | "by")
            }
            // A participle describes the phrase right before it, unless that is only a word behind "of": "prisoners of war
            // released in Kyiv".
            Some(Tense::Participle) => adjacent && !(governed_by == "of" && first == last && self.is_bare_word(last)),
            _ => false,
        }
    }

    fn is_bare_word(&self, phrase: usize) -> bool {
        let chunk = &self.chunks[phrase];
        chunk.tokens.len() == 1 && !self.text.is_capitalised(chunk.tokens.start)
    }

    /// The comma that opens the insertion which the comma at `closing` ends: "Kyiv, the capital, was hit".
    fn opening_comma(&self, closing: usize) -> Option<usize> {
        let opening = (0..closing).rev().find(|&at| self.chunks[at].kind == ChunkKind::Comma || self.is_stop(at))?;
        let inserted = self.chunks[opening].kind == ChunkKind::Comma && opening > 0 && self.is_phrase(opening - 1);
        // "Ada Example, 19, a student, was hit": an age is an insertion of its own.
        let before_age = || self.opening_comma(opening).filter(|_| self.is_age(opening - 1));
        inserted.then(|| before_age().unwrap_or(opening))
    }

    fn is_age(&self, phrase: usize) -> bool {
        let chunk = &self.chunks[phrase];
        chunk.tokens.len() == 1 && self.word(phrase).len() <= 3 && self.word(phrase).bytes().all(|b| b.is_ascii_digit())
    }

    /// Whether nothing but adverbs and quotation marks stands between `at` and `verb`.
    fn is_adjacent(&self, at: usize, verb: usize) -> bool {
        (at + 1..verb).all(|between| self.is_filler(between))
    }

    fn is_governed(&self, phrase: usize) -> bool {
        phrase.checked_sub(1).is_some_and(|before| self.chunks[before].kind == ChunkKind::Preposition)
    }

    /// "A, B and C": the first of the noun phrases that end with `last`.
    fn coordination_start(&self, last: usize) -> usize {
        let Some(mut first) = self.coordinated_before(last, |kind| *kind == ChunkKind::Conjunction) else {
            return last;
        };
        while let Some(before) = self.coordinated_before(first, |kind| *kind == ChunkKind::Comma) {
            first = before;
        }
        first
    }

    fn coordinated_before(&self, phrase: usize, joins: impl Fn(&ChunkKind) -> bool) -> Option<usize> {
        let join = phrase.checked_sub(1)?;
        let serial = |at: usize| at > 0 && self.chunks[at].kind == ChunkKind::Comma;
        if !joins(&self.chunks[join].kind) || self.word(join) == "but" {
            return None;
        }
        let before = join.checked_sub(1)?;
        let before = if serial(before) { before - 1 } else { before };
        // A subject of its own behind a verb in front is no coordination: "hit Kyiv and Moscow denied it".
        let starts_clause = self.is_finite(phrase + 1) && (self.is_pronoun(phrase) || self.tells_before(before));
        (self.is_phrase(before) && !starts_clause).then_some(before)
    }

    /// Whether a finite verb that is not one of saying stands in front, in the same clause.
    fn tells_before(&self, phrase: usize) -> bool {
        let clause = (0..phrase).rev().take_while(|&at| {
            !matches!(self.chunks[at].kind, ChunkKind::Comma | ChunkKind::Subordinator | ChunkKind::Relative)
                && !self.is_stop(at)
        });
        let mut verbs = clause.filter_map(|at| self.chunks[at].verb());
        verbs.next().is_some_and(|group| group.tense.is_finite() && !is_speech(self.text.word(group.main)))
    }

    fn is_pronoun(&self, phrase: usize) -> bool {
        self.chunks[phrase].tokens.len() == 1 && matches!(self.word(phrase), "he" | "she" | "it" | "they" | "we")
    }

    /// One past the last of the noun phrases coordinated with the one at `first`.
    fn coordination_end(&self, first: usize) -> usize {
        // Behind a verb or preposition the last phrase may be the subject of the next verb: "hit Kyiv and Moscow denied it".
        let governor = first.checked_sub(1).and_then(|before| self.kind(before));
        let has_governor = matches!(governor, Some(ChunkKind::Verb(_) | ChunkKind::Preposition));
        let mut end = first + 1;
        loop {
            let joined = match self.kind(end) {
                Some(ChunkKind::Conjunction) if self.word(end) != "but" => end + 1,
                Some(ChunkKind::Comma) if self.kind(end + 1) == Some(&ChunkKind::Conjunction) => end + 2,
                Some(ChunkKind::Comma) if self.is_list(end) => end + 1,
                _ => return end,
            };
            if !self.is_phrase(joined) || has_governor && self.acts_behind(joined) {
                return end;
            }
            end = joined + 1;
        }
    }

    /// Whether the phrase at `first`, alone or as the first of two, is the subject of a verb right behind: "... and Chile and
    /// Peru offered help".
    fn acts_behind(&self, first: usize) -> bool {
        let two = self.kind(first + 1) == Some(&ChunkKind::Conjunction) && self.is_phrase(first + 2);
        self.is_finite(first + 1) || two && self.is_finite(first + 3)
    }

    /// Whether the comma at `at` is one of a list that ends in "and": "Kyiv, Odesa and Lviv".
    fn is_list(&self, mut at: usize) -> bool {
        while self.kind(at) == Some(&ChunkKind::Comma) && self.is_phrase(at + 1) {
            at += 2;
        }
        self.kind(at) == Some(&ChunkKind::Conjunction) && self.is_phrase(at + 1)
            || self.kind(at) == Some(&ChunkKind::Comma)
                && self.kind(at + 1) == Some(&ChunkKind::Conjunction)
                && self.is_phrase(at + 2)
    }

    fn is_phrase(&self, at: usize) -> bool {
        self.chunks.get(at).is_some_and(Chunk::is_noun_phrase)
    }

    fn is_finite(&self, at: usize) -> bool {
        self.chunks.get(at).and_then(Chunk::verb).is_some_and(|group| group.tense.is_finite())
    }

    fn kind(&self, at: usize) -> Option<&ChunkKind> {
        self.chunks.get(at).map(|chunk| &chunk.kind)
    }

    /// A word that changes nothing about what hangs on what.
    fn is_filler(&self, at: usize) -> bool {
        match self.chunks[at].kind {
            ChunkKind::OpenQuote | ChunkKind::CloseQuote | ChunkKind::Time => true,
            ChunkKind::Other => self.word(at).starts_with(|first: char| first.is_alphabetic() || first == '%'),
            _ => false,
        }
    }

    /// "after troops withdrew", not "after the talks" or "since 2022".
    fn opens_clause(&self, at: usize) -> bool {
        match self.kind(at + 1) {
            Some(ChunkKind::Time) => false,
            Some(ChunkKind::NounPhrase) => self.is_finite(self.behind_modifiers(self.coordination_end(at + 1))),
            _ => true,
        }
    }

    /// One past the prepositional phrases that begin at `at`: "supporters of both parties | clashed".
    fn behind_modifiers(&self, mut at: usize) -> usize {
        while self.kind(at) == Some(&ChunkKind::Preposition) && self.is_phrase(at + 1) {
            at = self.coordination_end(at + 1);
        }
        at
    }

    fn is_stop(&self, at: usize) -> bool {
        let dash = || self.word(at) == "-" && self.text.kind(self.chunks[at].tokens.start) == TokenKind::Mark;
        self.kind(at) == Some(&ChunkKind::Other)
            && (matches!(self.word(at), ";" | ":" | "." | "—" | "–" | "?" | "!") || dash())
    }

    fn is_border(&self, at: usize) -> bool {
        match self.chunks[at].kind {
            ChunkKind::Subordinator => self.opens_clause(at),
            ChunkKind::Relative => true,
            ChunkKind::Conjunction => {
                self.kind(at + 1).is_some_and(|kind| matches!(kind, ChunkKind::Verb(_))) || self.starts_clause(at)
            }
            ChunkKind::Comma => matches!(self.kind(at + 1), Some(ChunkKind::Verb(_))) || self.starts_clause(at),
            _ => self.is_stop(at),
        }
    }

    /// Whether a noun phrase with its own finite verb follows, after a verb that came before; phrases of time and place may
    /// stand in front of it: ", and in 1984 the first one was sold".
    fn starts_clause(&self, at: usize) -> bool {
        let mut subject = at + 1;
        while self.kind(subject) == Some(&ChunkKind::Preposition)
            || matches!(self.kind(subject), Some(ChunkKind::Time | ChunkKind::Conjunction))
        {
            let prepositional = self.kind(subject) == Some(&ChunkKind::Preposition);
            subject = if prepositional { self.coordination_end(subject + 1) } else { subject + 1 };
        }
        let told = || self.chunks[..at].iter().rev().filter_map(Chunk::verb).any(|group| group.tense.is_finite());
        self.is_phrase(subject) && self.is_finite(self.behind_modifiers(self.coordination_end(subject))) && told()
    }
}

fn is_speech(word: &str) -> bool {
    says(word, Saying::OPENS_CLAUSE)
}
