//! Where sentences end.

use super::abbreviation::{FullStop, full_stop_after};
use super::token::{Token, TokenKind};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words;

/// A sentence of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its number, from 1.
    pub number: u32,
    /// Where it is.
    pub span: TextSpan,
    /// The block it stands in, as an index.
    pub block: usize,
    /// Its first token, as an index.
    pub first_token: usize,
    /// One past its last token.
    pub end_token: usize,
}

impl Sentence {
    /// The indexes of its tokens.
    #[must_use]
    pub const fn tokens(&self) -> std::ops::Range<usize> {
        self.first_token..self.end_token
    }
}

/// Adds the sentences of one block, whose tokens are those from `first` on.
pub(super) fn sentences(text: &str, block: usize, first: usize, tokens: &[Token], sentences: &mut Vec<Sentence>) {
    let mut start = first;
    let mut at = first;
    while at < tokens.len() {
        at += 1;
        if let Some(end) = end_of_sentence(text, tokens, at - 1).or_else(|| too_long(tokens, start, at)) {
            sentences.push(sentence(block, start, end, tokens, sentences.len()));
            (start, at) = (end, end);
        }
    }
    if start < tokens.len() {
        sentences.push(sentence(block, start, tokens.len(), tokens, sentences.len()));
    }
}

/// Nobody writes longer sentences, in tokens. What is longer is a list, or a page without full stops; who is whose subject is
/// asked of every pair of its verbs.
const LONGEST: usize = 400;
/// Where one is cut even between two words.
const LONGEST_WITHOUT_MARK: usize = 500;

/// Where what began at `start` is cut, if that is at `end`: behind a mark.
fn too_long(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    let marked = tokens[end - 1].kind == TokenKind::Mark && end - start >= LONGEST;
    (marked || end - start >= LONGEST_WITHOUT_MARK).then_some(end)
}

fn sentence(block: usize, first: usize, end: usize, tokens: &[Token], before: usize) -> Sentence {
    let span = tokens[first].span.to(tokens[end - 1].span);
    let number = u32::try_from(before + 1).unwrap_or(u32::MAX);
    Sentence { number, span, block, first_token: first, end_token: end }
}

/// One past the last token of the sentence, if the token at `at` ends one.
fn end_of_sentence(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    // Few tokens may end one: most are passed over by their last byte.
    let last = tokens[at].span.end.checked_sub(1).and_then(|last| text.as_bytes().get(last))?;
    if last.is_ascii() && !matches!(last, b'.' | b'!' | b'?') {
        return None;
    }
    let mark = tokens[at].span.of(text);
    let dotted = tokens[at].kind == TokenKind::Word && mark.ends_with('.');
    if !dotted && !matches!(mark, "." | "!" | "?" | "…") {
        return None;
    }
    let end = after_closing(text, tokens, at + 1);
    let Some(next) = tokens.get(end) else { return Some(end) };
    let spaced = next.span.start > tokens[end - 1].span.end;
    let next_text = next.span.of(text);
    let verdict = match (mark, dotted) {
        (_, true) => full_stop_after(mark.trim_end_matches('.')),
        (".", _) if end == at + 1 => {
            at.checked_sub(1).map_or(FullStop::Ends, |before| full_stop_after(tokens[before].span.of(text)))
        }
        _ => FullStop::Ends,
    };
    let ends = spaced
        && match verdict {
            FullStop::Never => false,
            FullStop::Perhaps => opens_sentence(next, next_text),
            FullStop::Ends => starts_like_sentence(next, next_text) && !goes_on_inside(text, tokens, end),
        };
    ends.then_some(end)
}

/// Quotation marks and brackets that close belong to the sentence they close, even after a stray space.
fn after_closing(text: &str, tokens: &[Token], mut at: usize) -> usize {
    while let Some(token) = tokens.get(at) {
        let closes = token.kind == TokenKind::CloseQuote
            || matches!(token.span.of(text), ")" | "]" | "." | "!" | "?" | "…")
            || token.span.of(text) == "'" && token.span.start == tokens[at - 1].span.end;
        if !closes {
            break;
        }
        at += 1;
    }
    at
}

/// After an abbreviation only a word that opens sentences ends one: "Apple Inc. The", not "Apple Inc. Chairman".
fn opens_sentence(next: &Token, text: &str) -> bool {
    let lower = text.to_lowercase();
    next.kind == TokenKind::OpenQuote
        || text.starts_with(char::is_uppercase) && words::is_closed_class(&lower) && words::month(&lower).is_none()
}

fn starts_like_sentence(next: &Token, text: &str) -> bool {
    match next.kind {
        TokenKind::Word => text.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase()),
        TokenKind::Number | TokenKind::OpenQuote => true,
        _ => matches!(text, "(" | "[" | "‘" | "'" | "•" | "—" | "–"),
    }
}

/// `"Stop!" she said`: a quote that ends in a mark goes on when a small letter follows.
fn goes_on_inside(text: &str, tokens: &[Token], end: usize) -> bool {
    tokens
        .get(end)
        .is_some_and(|next| next.kind == TokenKind::Word && next.span.of(text).starts_with(char::is_lowercase))
}
