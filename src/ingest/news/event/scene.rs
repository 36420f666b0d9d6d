//! One sentence as events are read from it: what is whose subject and object, and who the phrases mean.

use std::ops::Range;

use crate::ingest::news::clean::BlockKind;
use crate::ingest::news::mention::Mention;
use crate::ingest::news::reading::Reading;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::syntax::{Clause, Complement, Tag, Tense, VerbGroup};
use crate::ontology::{Form, LightVerb};

/// How many pronouns in a row are followed back to a name.
const LONGEST_CHAIN: usize = 8;

/// A sentence with its clauses worked out.
pub(super) struct Scene<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) sentence: usize,
    pub(super) clause: Clause<'a>,
    /// The verb groups, in order.
    pub(super) verbs: Vec<Verb<'a>>,
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
        let verbs = (0..clause.chunks.len()).filter_map(|chunk| verb(reading, clause, chunk)).collect();
        Self { reading, sentence, clause, verbs }
    }

    /// The verb whose object the phrase at `chunk` is.
    pub(super) fn verb_with_object(&self, chunk: usize) -> Option<&Verb<'a>> {
        self.verbs.iter().find(|verb| verb.object.as_ref().is_some_and(|object| object.contains(&chunk)))
    }

    /// The verb whose subject the phrase at `chunk` is: the first one behind it.
    pub(super) fn verb_with_subject(&self, chunk: usize) -> Option<&Verb<'a>> {
        self.verbs
            .iter()
            .find(|verb| verb.chunk > chunk && verb.subject.as_ref().is_some_and(|subject| subject.contains(&chunk)))
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

    /// The prepositional phrases behind a verb and its object.
    pub(super) fn complements(&self, verb: &Verb<'_>) -> Vec<Complement> {
        let from = verb.object.as_ref().map_or(verb.last + 1, |object| object.end);
        self.clause.complements(from)
    }

    /// The entities a range of coordinated phrases means.
    pub(super) fn entities(&self, phrases: &Range<usize>) -> Vec<usize> {
        let mut entities = Vec::new();
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
            self.reading.entity_at(&phrase.tokens, at)
        });
        named.map(|mention| mention.entity).filter(|&entity| self.reading.entities[entity].is_place()).collect()
    }

    /// "in the towns of Harwick and Split": the phrases behind "of" that name what the noun is of the sort of.
    fn places_of(&self, phrases: &Range<usize>) -> Option<Range<usize>> {
        let last = &self.clause.chunks[phrases.end.checked_sub(1)?];
        let sort = self.reading.text.word(last.head());
        let sort = match sort.strip_suffix("ies") {
            Some(_) => matches!(sort, "cities" | "communities" | "counties" | "municipalities" | "territories"),
            None => is_region_noun(sort) || sort.strip_suffix('s').is_some_and(is_region_noun),
        };
        if !sort || self.clause.word(phrases.end) != "of" || self.reading.entity_at(&last.tokens, last.head()).is_some()
        {
            return None;
        }
        let parts = self.clause.complements(phrases.end);
        parts.into_iter().next().map(|part| part.phrases)
    }

    /// The entity or entities one phrase means: what its head names; else who or what it belongs to.
    fn entities_of(&self, chunk: usize) -> Vec<usize> {
        let phrase = &self.clause.chunks[chunk];
        let head = phrase.head();
        if self.reading.tags[head] == Tag::Pronoun {
            return self.antecedent(head).into_iter().collect();
        }
        if let Some(mention) = self.reading.entity_at(&phrase.tokens, head) {
            return self.with_coordinated_owner(chunk, mention.entity);
        }
        let several = self.pair_before(chunk);
        if !several.is_empty() {
            return several;
        }
        // "thousands of residents": the people are who is counted.
        if let Some(counted) = self.counted(chunk) {
            return self.entities_of(counted);
        }
        // An event does nothing: "Russian attacks killed" has no actor among its words.
        if self.reading.text.names_event(head) {
            return Vec::new();
        }
        if let Some(entity) = self.called_by_sort(chunk) {
            return vec![entity];
        }
        // "a company worker" is not the company, nor is "company-owned land", and "a Danish company" is not Denmark.
        if is_single_person(self.reading.text.word(head)) {
            return Vec::new();
        }
        let hyphened = |mention: &&Mention| self.reading.text.kind(mention.end_token) == TokenKind::Hyphen;
        let owners = self.reading.mentions_in(&phrase.tokens).filter(|mention| mention.end_token <= head);
        let owner = owners.filter(|mention| !hyphened(mention)).last();
        owner.map(|mention| mention.entity).or_else(|| self.owner_behind(chunk)).into_iter().collect()
    }

    /// "European and US officials" are two: the adjective in front of "and" stands for officials as well.
    fn with_coordinated_owner(&self, chunk: usize, entity: usize) -> Vec<usize> {
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
    fn pair_before(&self, chunk: usize) -> Vec<usize> {
        let phrase = &self.clause.chunks[chunk];
        let sort = match self.reading.text.word(phrase.head()) {
            "countries" | "nations" | "states" | "governments" | "neighbours" | "neighbors" | "sides" | "parties" => {
                "Country"
            }
            "companies" | "firms" | "airlines" | "carmakers" | "automakers" | "banks" => "Organization",
            _ => return Vec::new(),
        };
        let two = phrase.tokens.clone().any(|token| matches!(self.reading.text.word(token), "two" | "both"));
        if !two {
            return Vec::new();
        }
        let first = phrase.tokens.start;
        let end = self.reading.mentions.partition_point(|mention| mention.first_token < first);
        let of_sort = |mention: &&Mention| {
            let entity = &self.reading.entities[mention.entity];
            !entity.nameless && !mention.demonym && self.reading.ontology.is_a(&entity.kind, sort)
        };
        let near = self.reading.mentions[..end].iter().rev().take_while(|mention| mention.sentence + 4 > self.sentence);
        let named: Vec<&Mention> = near.filter(of_sort).collect();
        let pair = named.windows(2).find(|pair| {
            pair[0].entity != pair[1].entity && pair[0].first_token - pair[1].end_token.min(pair[0].first_token) <= 2
        });
        pair.map_or_else(Vec::new, |pair| vec![pair[1].entity, pair[0].entity])
    }

    /// "the company", "the country": the last one named, here or in the sentences just before.
    fn called_by_sort(&self, chunk: usize) -> Option<usize> {
        let phrase = &self.clause.chunks[chunk];
        let sorts: &[&str] = match self.reading.text.word(phrase.head()) {
            "company" | "firm" | "carmaker" | "automaker" | "airline" | "bank" | "retailer" | "manufacturer"
            | "planemaker" => &["Company", "Organization"],
            "club" | "team" => &["Team"],
            "party" => &["Party"],
            "newspaper" | "broadcaster" | "magazine" => &["Media"],
            "organization" | "organisation" | "church" | "agency" => &["Organization"],
            "country" => &["Country"],
            _ => return None,
        };
        let definite =
            phrase.tokens.len() == 2 && matches!(self.reading.text.word(phrase.tokens.start), "the" | "this");
        let end = self.reading.mentions.partition_point(|mention| mention.first_token < phrase.tokens.start);
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

    /// "leaders of Norway": who a common noun belongs to.
    fn owner_behind(&self, chunk: usize) -> Option<usize> {
        let next =
            self.clause.chunks.get(chunk + 2).filter(|_| matches!(self.clause.word(chunk + 1), "of" | "from"))?;
        let mention = next.is_noun_phrase().then(|| self.reading.entity_at(&next.tokens, next.head())).flatten()?;
        (!self.reading.entities[mention.entity].nameless).then_some(mention.entity)
    }

    /// "Norway said it would": who speaks, speaks of itself.
    fn speaker_of(&self, pronoun: usize) -> Option<usize> {
        let chunk = self.clause.chunk_of(pronoun)?;
        let before = chunk.checked_sub(1)?;
        let before = if self.clause.word(before) == "that" { before.checked_sub(1)? } else { before };
        let group = self.clause.chunks[before].verb()?;
        let speaks = matches!(
            self.reading.text.word(group.main),
            "said"
                | "says"
                | "stated"
                | "announced"
                | "claimed"
                | "added"
                | "reported"
                | "denied"
                | "warned"
                | "insisted"
                | "confirmed"
        );
        let subject = self.clause.subject(before).filter(|_| speaks)?;
        self.entities(&subject).first().copied()
    }

    /// Whom "he" or "she" means: the last person named before, in this sentence or the ones just before.
    fn antecedent(&self, pronoun: usize) -> Option<usize> {
        self.antecedent_within(pronoun, LONGEST_CHAIN)
    }

    fn antecedent_within(&self, pronoun: usize, chain: usize) -> Option<usize> {
        let chain = chain.checked_sub(1)?;
        let word = self.reading.text.word(pronoun);
        if matches!(word, "it" | "they") {
            return self.speaker_of(pronoun);
        }
        if !matches!(word, "he" | "she" | "him" | "her" | "himself" | "herself") {
            return None;
        }
        let mentions = &self.reading.mentions;
        let sentence = self.reading.sentence_of(pronoun);
        let end = mentions.partition_point(|mention| mention.first_token < pronoun);
        let start = mentions.partition_point(|mention| mention.sentence + 3 < sentence);
        let person = |mention: &&Mention| self.reading.entities[mention.entity].kind == "Person";
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
    )
}

/// Whether a verb of saying stands behind what is said.
fn is_inverted(reading: &Reading<'_>, clause: Clause<'_>, chunk: usize) -> bool {
    let says = matches!(clause.word(chunk), "said" | "says" | "added" | "wrote" | "asked" | "warned" | "explained");
    let before = chunk.checked_sub(1).map_or(0, |before| clause.chunks[before].tokens.start);
    says && chunk > 0
        && (reading.text.kind(before) == TokenKind::CloseQuote
            || reading.text.raw(before) == "," && reading.text.tokens[before].quoted)
}

/// "Minister arrested after talks": headlines leave the auxiliary out. What people do to people has nobody it is done to
/// behind it, so the subject is who it was done to.
fn is_headline_passive(reading: &Reading<'_>, clause: Clause<'_>, chunk: usize, group: &VerbGroup) -> bool {
    let bare = group.tense == Tense::Past && clause.chunks[chunk].tokens.len() == 1 && clause.object(chunk).is_none();
    let done_to = |sense: &&crate::ontology::Sense| {
        ["Coercion", "LegalProceeding", "Attack", "Release", "Killing"]
            .iter()
            .any(|kind| reading.ontology.is_a(&sense.event_type, kind))
    };
    let headline = || {
        let sentence = &reading.sentences[reading.sentence_of(clause.chunks[chunk].tokens.start)];
        reading.blocks[sentence.block].kind == BlockKind::Headline
    };
    let verbs = || reading.ontology.lexicon().verbs(reading.text.word(group.main));
    bare && headline() && verbs().iter().any(|sense| sense.may_be(Form::Participle) && done_to(sense))
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
