//! Tokens: words, numbers and marks.

use crate::ingest::news::span::TextSpan;

/// The smallest part of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is.
    pub span: TextSpan,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it stands inside quotation marks.
    pub quoted: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits, apostrophes or inner full stops: `Kyiv`, `don't`, `U.S.`
    Word,
    /// Starts with a digit: `307`, `1,000`, `3.5`, `19th`.
    Number,
    /// The mark of a possessive: `'s`, or the `'` of `the ministers'`.
    Possessive,
    /// A hyphen or dash without spaces around it: `full-scale`, `Russia–Ukraine`.
    Hyphen,
    /// An opening quotation mark.
    OpenQuote,
    /// A closing quotation mark.
    CloseQuote,
    /// Any other mark.
    Mark,
}

/// Adds the tokens of `block` to `tokens`.
pub(super) fn tokens(text: &str, block: TextSpan, tokens: &mut Vec<Token>) {
    let mut scanner = Scanner { text, end: block.end, at: block.start, quoted: false };
    while let Some(token) = scanner.next_token() {
        tokens.push(token);
    }
}

struct Scanner<'a> {
    text: &'a str,
    end: usize,
    at: usize,
    quoted: bool,
}

impl Scanner<'_> {
    fn next_token(&mut self) -> Option<Token> {
        let rest = self.rest();
        self.at += match rest.as_bytes() {
            [b' ', next, ..] if next.is_ascii_graphic() => 1,
            [first, ..] if first.is_ascii_graphic() => 0,
            _ => rest.len() - rest.trim_start().len(),
        };
        let first = self.rest().chars().next()?;
        let (length, kind) = match first {
            _ if first.is_numeric() => (number_length(self.rest()), TokenKind::Number),
            _ if first.is_alphanumeric() => (word_length(self.rest()), TokenKind::Word),
            '`' | '\'' if let Some(kind) = self.quote_of_two(first) => (2, kind),
            '\'' | '’' if self.is_possessive() => (self.possessive_length(), TokenKind::Possessive),
            '-' | '–' | '—' | '‑' if self.is_tight(first) => (first.len_utf8(), TokenKind::Hyphen),
            '"' | '“' | '”' | '«' | '»' => (first.len_utf8(), self.quote(first)),
            _ => (first.len_utf8(), TokenKind::Mark),
        };
        // The quotation marks themselves belong to neither side.
        let quoted = self.quoted && !matches!(kind, TokenKind::OpenQuote | TokenKind::CloseQuote);
        let span = TextSpan::new(self.at, self.at + length);
        self.at = span.end;
        Some(Token { span, kind, quoted })
    }

    fn rest(&self) -> &str {
        &self.text[self.at..self.end]
    }

    fn before(&self) -> Option<char> {
        self.text[..self.at].chars().next_back()
    }

    fn after(&self, length: usize) -> Option<char> {
        self.rest()[length..].chars().next()
    }

    fn is_possessive(&self) -> bool {
        self.before().is_some_and(char::is_alphanumeric) && {
            let rest = &self.rest()[self.rest().chars().next().map_or(0, char::len_utf8)..];
            let mut letters = rest.chars();
            match letters.next() {
                Some('s' | 'S') => !letters.next().is_some_and(char::is_alphanumeric),
                Some(next) => !next.is_alphanumeric() && self.before() == Some('s'),
                None => self.before() == Some('s'),
            }
        }
    }

    fn possessive_length(&self) -> usize {
        let mark = self.rest().chars().next().map_or(0, char::len_utf8);
        mark + usize::from(self.rest()[mark..].starts_with(['s', 'S']))
    }

    fn is_tight(&self, mark: char) -> bool {
        let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        joined(self.before()) && joined(self.after(mark.len_utf8()))
    }

    /// Quotation marks as typesetters wrote them on keyboards without any: ``so''.
    fn quote_of_two(&mut self, first: char) -> Option<TokenKind> {
        let opens = first == '`';
        let two = self.rest().starts_with(if opens { "``" } else { "''" });
        if !two || !opens && !self.quoted {
            return None;
        }
        self.quoted = opens;
        Some(if opens { TokenKind::OpenQuote } else { TokenKind::CloseQuote })
    }

    /// A straight mark opens before a word and closes after one; where its place tells nothing, it does what is due.
    fn quote(&mut self, mark: char) -> TokenKind {
        let opens = match mark {
            '“' | '«' => true,
            '”' | '»' => false,
            _ => {
                let space_before =
                    self.before().is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
                let space_after =
                    self.after(mark.len_utf8()).is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '[' | '.' | '\''));
                // A comma never follows what a mark opens, even after a stray space: `... posts ", said KCNA`.
                let closes = matches!(self.after(mark.len_utf8()), Some(',' | ';'));
                if closes {
                    false
                } else if space_before == space_after {
                    !self.quoted
                } else {
                    space_before
                }
            }
        };
        self.quoted = opens;
        if opens { TokenKind::OpenQuote } else { TokenKind::CloseQuote }
    }
}

/// The length of the word `rest` starts with: `don't`, `U.S.`, `Gawker.com`, `O'Brien`.
fn word_length(rest: &str) -> usize {
    let mut length = 0;
    loop {
        length += run(&rest[length..]);
        if !may_go_on(rest.as_bytes().get(length)) {
            return length;
        }
        match joint(&rest[..length], &rest[length..]) {
            Some(joint) => length += joint,
            None => return length + closing_stop(&rest[..length], &rest[length..]),
        }
    }
}

/// Whether a word may go on behind its letters at this byte; most words end at a blank.
fn may_go_on(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| matches!(byte, b'.' | b'\'') || !byte.is_ascii())
}

fn run(rest: &str) -> usize {
    let plain = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    if rest.as_bytes().get(plain).is_none_or(u8::is_ascii) {
        return plain;
    }
    rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || is_combining(c))).unwrap_or(rest.len())
}

/// Accents written as characters of their own belong to the letter before them.
const fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// The length of a mark inside a word, if the word goes on after it.
fn joint(word: &str, rest: &str) -> Option<usize> {
    let mut letters = rest.chars();
    let (mark, next) = (letters.next()?, letters.next()?);
    let goes_on = match mark {
        // Not before `s`: that is a possessive or a short `is`.
        '\'' | '’' => {
            let possessive = matches!(next, 's' | 'S') && letters.next().is_none_or(|c| !c.is_alphanumeric());
            next.is_alphabetic() && !possessive
        }
        '.' => next.is_alphanumeric() && (next.is_lowercase() && !word.ends_with('.') || last_part_is_letter(word)),
        _ => false,
    };
    goes_on.then(|| mark.len_utf8())
}

fn last_part_is_letter(word: &str) -> bool {
    word.rsplit('.').next().is_some_and(|part| part.chars().count() == 1)
}

/// `U.S` takes its last full stop along.
fn closing_stop(word: &str, rest: &str) -> usize {
    usize::from(
        rest.starts_with('.')
            && word.contains('.')
            && last_part_is_letter(word)
            && word.split('.').all(|part| part.len() <= 2),
    )
}

/// The length of the number `rest` starts with: `1,000`, `3.5`, `15:11`, `19th`, `2010s`.
fn number_length(rest: &str) -> usize {
    let mut length = 0;
    loop {
        length += rest[length..].find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len() - length);
        let mut letters = rest[length..].chars();
        match (letters.next(), letters.next()) {
            (Some(mark @ (',' | '.' | ':')), Some(next)) if next.is_ascii_digit() => length += mark.len_utf8(),
            _ => return length,
        }
    }
}
