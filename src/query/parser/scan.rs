//! One walk over the text, before the grammar: where its tokens are, and what is wrong with their characters.
//!
//! The grammar would find an unclosed string too, but at the end of the text and in its own words. And nothing may
//! recurse into brackets before it is known how deep they go.

use super::Result;
use super::nesting::Nesting;
use super::syntax::unexpected;
use crate::diagnostic::Span;
use crate::value::text::is_direction_mark;

/// A piece of the text that is not space and not a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) struct Token {
    pub(in crate::query) kind: Kind,
    pub(in crate::query) span: Span,
}

/// What a token is, as far as its characters tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::query) enum Kind {
    /// A keyword or a plain name.
    Word,
    /// A name between back-ticks.
    EscapedName,
    String,
    Number,
    Open,
    Close,
    /// Any other character, alone.
    Symbol(char),
    /// A string, a name or a comment that never ends; the character it began with (`*` for a comment).
    Unclosed(char),
}

/// The tokens of a text from a place on.
#[derive(Clone)]
pub(in crate::query) struct Tokens<'t> {
    text: &'t str,
    place: usize,
}

impl<'t> Tokens<'t> {
    pub(in crate::query) fn new(text: &'t str) -> Self {
        Self::from(text, 0)
    }

    pub(super) fn from(text: &'t str, place: usize) -> Self {
        Self { text, place }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.place..]
    }

    /// Goes past spaces and comments; a comment that never ends is left standing.
    fn skip_trivia(&mut self) {
        loop {
            let rest = self.rest();
            self.place += rest.len() - rest.trim_start_matches(is_space).len();
            let rest = self.rest();
            if rest.starts_with("//") {
                self.place += rest.find(['\n', '\r']).unwrap_or(rest.len());
            } else if let Some(end) = rest.strip_prefix("/*").and_then(|comment| comment.find("*/")) {
                self.place += end + 4;
            } else {
                return;
            }
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        self.skip_trivia();
        let rest = self.rest();
        let first = rest.chars().next()?;
        let (kind, length) = match first {
            '\'' | '"' => quoted(rest, first, Kind::String),
            '`' => quoted(rest, first, Kind::EscapedName),
            '/' if rest.starts_with("/*") => (Kind::Unclosed('*'), rest.len()),
            '(' | '[' | '{' => (Kind::Open, 1),
            ')' | ']' | '}' => (Kind::Close, 1),
            _ if first.is_ascii_digit() => (Kind::Number, number_length(rest)),
            _ if is_name_part(first) => (Kind::Word, word_length(rest)),
            _ => (Kind::Symbol(first), first.len_utf8()),
        };
        let span = Span::new(self.place, self.place + length);
        self.place = span.end;
        Some(Token { kind, span })
    }
}

fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{FEFF}' | '\u{180E}')
}

fn is_name_part(character: char) -> bool {
    character.is_alphanumeric()
        || character == '_'
        || (!character.is_ascii() && unicode_normalization::char::is_combining_mark(character))
}

fn word_length(rest: &str) -> usize {
    rest.find(|character| !is_name_part(character)).unwrap_or(rest.len())
}

/// Digits and letters, with a decimal point between digits.
fn number_length(rest: &str) -> usize {
    let whole = word_length(rest);
    match rest[whole..].strip_prefix('.') {
        Some(fraction) if fraction.starts_with(|first: char| first.is_ascii_digit()) => {
            whole + 1 + word_length(fraction)
        }
        _ => whole,
    }
}

/// A string or an escaped name: to the closing quote that no backslash (in a name: no second back-tick) takes away.
fn quoted(rest: &str, quote: char, kind: Kind) -> (Kind, usize) {
    let mut characters = rest.char_indices().skip(1).peekable();
    while let Some((index, character)) = characters.next() {
        if character == '\\' && quote != '`' {
            characters.next();
        } else if character == quote {
            if quote == '`' && characters.next_if(|(_, next)| *next == quote).is_some() {
                continue;
            }
            return (kind, index + 1);
        }
    }
    (Kind::Unclosed(quote), rest.len())
}

/// Refuses what the grammar cannot name or must not see.
pub(super) fn check(text: &str) -> Result<()> {
    let mut nesting = Nesting::default();
    let mut tokens = Tokens::new(text);
    while let Some(token) = tokens.next() {
        match token.kind {
            Kind::Unclosed(quote) => return Err(unclosed(quote, token.span)),
            Kind::Symbol(character) => check_character(character, token.span)?,
            _ => {}
        }
        nesting.enter(token, text, &tokens)?;
    }
    Ok(())
}

fn unclosed(quote: char, span: Span) -> crate::query::QueryError {
    let (what, end) = match quote {
        '*' => ("comment", "*/"),
        '`' => ("name in back-ticks", "`"),
        '\'' => ("string", "'"),
        _ => ("string", "\""),
    };
    let opening = Span::new(span.start, span.start + if quote == '*' { 2 } else { 1 });
    unexpected(opening, format!("the {what} that begins here is never closed")).help(close_help(end))
}

fn close_help(end: &str) -> String {
    match end {
        "'" | "\"" => format!("close it with {end}; inside a string, {end} is written \\{end}"),
        "`" => "close it with a back-tick; inside a name, a back-tick is written twice".to_owned(),
        _ => format!("close it with {end}"),
    }
}

/// Names characters that look like Cypher and are not, or that do not show at all.
fn check_character(character: char, span: Span) -> Result<()> {
    let code = format!("U+{:04X}", u32::from(character));
    if is_direction_mark(character) {
        let message = format!("the invisible character {code} changes the direction of the text");
        return Err(foreign(span, message).help("remove it; inside a string it is allowed"));
    }
    if character.is_control() || matches!(character, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}') {
        let message = format!("the invisible character {code} is not part of Cypher");
        return Err(foreign(span, message).help("remove it; inside a string it is allowed"));
    }
    match character {
        '‘' | '’' | '‚' | '“' | '”' | '„' | '«' | '»' | '´' | '′' | '″' => {
            Err(foreign(span, format!("`{character}` ({code}) does not quote a string"))
                .help("strings stand between straight quotes: 'text' or \"text\""))
        }
        '，' | '；' | '：' | '（' | '）' | '｛' | '｝' | '［' | '］' | '＝' => {
            let plain = char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(' ');
            Err(foreign(span, format!("`{character}` ({code}) is not the plain `{plain}`"))
                .help(format!("write `{plain}`")))
        }
        _ => Ok(()),
    }
}

fn foreign(span: Span, message: String) -> crate::query::QueryError {
    crate::query::QueryError { detail: "InvalidUnicodeCharacter", ..unexpected(span, message) }
}

/// The statements of a text.
pub(super) fn split(text: &str) -> Vec<Span> {
    let mut statements = Vec::new();
    let mut current: Option<Span> = None;
    for token in Tokens::new(text) {
        if token.kind == Kind::Symbol(';') {
            statements.extend(current.take());
        } else {
            current = Some(current.map_or(token.span, |span| span.to(token.span)));
        }
    }
    statements.extend(current);
    statements
}

/// Whether a text stops in the middle of something.
pub(super) fn is_incomplete(text: &str) -> bool {
    let mut open = 0_i64;
    for token in Tokens::new(text) {
        match token.kind {
            Kind::Unclosed(_) => return true,
            Kind::Open => open += 1,
            Kind::Close => open -= 1,
            _ => {}
        }
    }
    open > 0
}
