//! Blocks to sentences to tokens.
//!
//! 1. `token`: each block falls into words, numbers and marks; `'s` is a token of its own.
//! 2. `sentence`: tokens fall into sentences, minding abbreviations, initials and quotes; quotes may span sentences.

mod abbreviation;
mod sentence;
mod text;
mod token;

pub use sentence::Sentence;
pub use token::{Token, TokenKind};

pub(super) use text::{Folded, TokenText, fold};

use super::clean::Block;
use sentence::sentences;
use token::tokens;

/// The sentences of all blocks and the tokens they are made of, both in the order of the text.
pub(super) fn segment(text: &str, blocks: &[Block]) -> (Vec<Sentence>, Vec<Token>) {
    let mut all_sentences = Vec::new();
    let mut all_tokens = Vec::with_capacity(text.len() / 5);
    for (index, block) in blocks.iter().enumerate() {
        let first = all_tokens.len();
        tokens(text, block.span, &mut all_tokens);
        sentences(text, index, first, &all_tokens, &mut all_sentences);
    }
    (all_sentences, all_tokens)
}

#[cfg(test)]
mod tests;
