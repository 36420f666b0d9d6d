//! Everything the first stages found in an article, side by side, for the stages that read events from it.

use std::ops::Range;

use super::clean::{Block, BlockKind};
use super::mention::{Entity, Mention};
use super::segment::{Sentence, TokenText};
use super::syntax::{Chunk, Clause, Tag};
use super::times::{Scopes, TimeMention};
use crate::ontology::Ontology;

/// How many sentences are read together, stage by stage: enough that the code of a stage pays for being fetched, few enough that
/// what they are made of stays at hand.
pub(super) const TOGETHER: usize = 32;

/// Whether a sentence is part of the running text, and no label of it.
pub(super) fn is_prose(blocks: &[Block], sentence: &Sentence) -> bool {
    !matches!(blocks[sentence.block].kind, BlockKind::Heading | BlockKind::Dateline)
}

/// Of each of so many tokens, which mention is the first that begins there or behind it; `mentions` are sorted by place.
pub(super) fn mention_from(tokens: usize, mentions: &[Mention]) -> Vec<u32> {
    let (mut from, mut first) = (Vec::with_capacity(tokens), 0);
    for token in 0..tokens {
        while mentions.get(first as usize).is_some_and(|mention| mention.first_token < token) {
            first += 1;
        }
        from.push(first);
    }
    from
}

/// An article, read as far as names and times.
pub(super) struct Reading<'a> {
    pub(super) text: TokenText<'a>,
    pub(super) blocks: &'a [Block],
    pub(super) sentences: &'a [Sentence],
    pub(super) tags: Vec<Tag>,
    /// The chunks of each sentence.
    pub(super) chunks: Vec<Vec<Chunk>>,
    pub(super) times: &'a [TimeMention],
    pub(super) scopes: Scopes,
    pub(super) entities: &'a [Entity],
    /// Sorted by place.
    pub(super) mentions: &'a [Mention],
    /// Of each token, which mention is the first that begins there or behind it.
    pub(super) mention_from: Vec<u32>,
    pub(super) ontology: &'a Ontology,
}

impl<'a> Reading<'a> {
    /// The clauses of the sentence with index `sentence`.
    pub(super) fn clause(&'a self, sentence: usize) -> Clause<'a> {
        Clause { text: &self.text, chunks: &self.chunks[sentence] }
    }

    /// The index of the sentence a token stands in.
    pub(super) fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end_token <= token)
    }

    /// The mentions inside a range of tokens, in order.
    pub(super) fn mentions_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Mention> + use<'_, 'a> {
        let end = tokens.end;
        self.mentions[self.first_mention(tokens.start)..]
            .iter()
            .take_while(move |mention| mention.first_token < end)
            .filter(move |mention| mention.end_token <= end)
    }

    /// The index of the first mention that begins at a token or behind it.
    pub(super) fn first_mention(&self, token: usize) -> usize {
        self.mention_from.get(token).map_or(self.mentions.len(), |&first| first as usize)
    }

    /// The entity the phrase with head `head` is about: of the mentions that cover the head the longest.
    pub(super) fn entity_at(&self, phrase: &Range<usize>, head: usize) -> Option<&Mention> {
        self.mentions_in(phrase)
            .filter(|mention| mention.first_token <= head && head < mention.end_token)
            .max_by_key(|mention| mention.end_token - mention.first_token)
    }

    /// The time phrases inside a range of tokens.
    pub(super) fn times_in(&self, tokens: &Range<usize>) -> impl Iterator<Item = &TimeMention> + use<'_, 'a> {
        let end = tokens.end;
        let first = self.times.partition_point(|time| time.end_token <= tokens.start);
        self.times[first..].iter().take_while(move |time| time.first_token < end)
    }
}
