//! How deep a text nests, counted before anything recurses into it.
//!
//! Brackets, `CASE`s and prefix operators nest what follows them; suffixes (`a.b.c`, `a[0][1]`) and tests
//! (`a IN b IN c`) nest what stands before them. Both are counted token by token, generously: a text of an ordinary depth
//! passes, and the tree of a text that passes is never deep enough to exhaust a stack.

use super::Result;
use super::keyword::keyword;
use super::scan::{Kind, Token, Tokens};
use super::syntax::nested_too_deep;

/// A text may be nested so deep.
pub(super) const DEEPEST: usize = 100;

/// How deep the tokens so far go.
pub(super) struct Nesting {
    /// What surrounds the place, outermost first; the first is the statement itself.
    open: Vec<Level>,
    depth: usize,
    /// The prefix operators right before the place.
    prefixes: usize,
    previous: u8,
}

/// What stands in one bracket or `CASE`, up to the place.
#[derive(Default)]
struct Level {
    /// The bracket; `C` for a `CASE`.
    bracket: u8,
    /// Its own level and those of the prefix operators before it.
    depth: usize,
    /// The height of the operand that goes on here: brackets within it and suffixes.
    operand: usize,
    /// The greatest height of an operand of the tests that follow each other here, and how many tests they are.
    operands: usize,
    tests: usize,
    /// The greatest height of what stands beside them.
    beside: usize,
}

impl Level {
    fn height(&self) -> usize {
        self.beside.max(self.operands.max(self.operand) + self.tests)
    }

    /// An operator: the next operand begins.
    fn end_operand(&mut self) {
        self.operands = self.operands.max(std::mem::take(&mut self.operand));
    }

    /// A comma, a keyword or a comparison: what follows stands beside what came before, not on it.
    fn end_tests(&mut self) {
        self.beside = self.height();
        (self.operand, self.operands, self.tests) = (0, 0, 0);
    }
}

impl Default for Nesting {
    fn default() -> Self {
        Self { open: vec![Level::default()], depth: 0, prefixes: 0, previous: 0 }
    }
}

impl Nesting {
    /// Counts one more token; `following` are the tokens after it.
    pub(super) fn enter(&mut self, token: Token, text: &str, following: &Tokens<'_>) -> Result<()> {
        let byte = text.as_bytes()[token.span.start];
        match token.kind {
            Kind::Open => self.push(byte),
            Kind::Close => self.pop(byte),
            Kind::Word => self.word(token, text, following),
            Kind::Symbol(symbol) => self.symbol(symbol, text[token.span.end..].starts_with('~')),
            _ => self.prefixes = 0,
        }
        self.previous = byte;
        if self.depth + self.prefixes > DEEPEST || self.level().height() > DEEPEST {
            return Err(nested_too_deep(token.span));
        }
        Ok(())
    }

    fn level(&mut self) -> &mut Level {
        self.open.last_mut().expect("the statement itself is never closed")
    }

    fn symbol(&mut self, symbol: char, is_pattern_match: bool) {
        match symbol {
            '-' | '+' | '!' => {
                self.prefixes += 1;
                self.level().end_operand();
                return;
            }
            '.' => self.level().operand += 1,
            '~' => self.level().tests += 1,
            '*' | '/' | '%' | '^' => self.level().end_operand(),
            '=' if is_pattern_match => self.level().end_operand(),
            _ => self.level().end_tests(),
        }
        self.prefixes = 0;
    }

    fn word(&mut self, token: Token, text: &str, following: &Tokens<'_>) {
        let is_name = matches!(self.previous, b'.' | b':' | b'$')
            || following.clone().next().is_some_and(|next| next.kind == Kind::Symbol(':'));
        match keyword(token.span.of(text)).filter(|_| !is_name) {
            Some("NOT") => {
                self.prefixes += 1;
                return;
            }
            Some("CASE") => return self.push(b'C'),
            Some("END") => return self.pop(b'C'),
            Some("IN" | "IS" | "STARTS" | "ENDS" | "CONTAINS") => {
                self.level().end_operand();
                self.level().tests += 1;
            }
            // The second words of tests end none.
            Some("WITH" | "NULL" | "TRUE" | "FALSE") | None => {}
            Some(_) => self.level().end_tests(),
        }
        self.prefixes = 0;
    }

    fn push(&mut self, bracket: u8) {
        let depth = 1 + std::mem::take(&mut self.prefixes);
        self.depth += depth;
        self.open.push(Level { bracket, depth, ..Level::default() });
    }

    fn pop(&mut self, bracket: u8) {
        self.prefixes = 0;
        if bracket == b'C' && self.level().bracket != b'C' {
            return;
        }
        // A bracket also closes the `CASE`s that were left open inside it.
        while let Some(level) = self.open.pop_if(|level| level.bracket != 0) {
            self.depth -= level.depth;
            let outer = self.level();
            outer.operand = outer.operand.max(level.height()) + 1;
            if bracket == b'C' || level.bracket != b'C' {
                return;
            }
        }
    }
}
