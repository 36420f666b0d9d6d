//! Everything the first stages found in an article, side by side, for the stages that read events from it.

use std::ops::Range;

use super::clean::Block;
use super::mention::{Entity, Mention};
use super::segment::{Sentence, TokenText};
use super::syntax::{Chunk, Clause, Tag};
use super::times::{Scopes, TimeMention};
use crate::ontology::Ontology;

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
        let first = self.mentions.partition_point(|mention| mention.first_token < tokens.start);
        self.mentions[first..]
            .iter()
            .take_while(move |mention| mention.first_token < end)
            .filter(move |mention| mention.end_token <= end)
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
