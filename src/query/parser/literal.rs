//! Numbers and strings.

use std::sync::Arc;

use super::Result;
use super::grammar::{Pair, span};
use crate::diagnostic::Span;
use crate::query::ast::Literal;
use crate::query::{ErrorKind, QueryError};

/// A number; `negative` says that a minus sign stands before it, which is part of it, because the smallest integer has
/// no positive counterpart.
pub(super) fn number(pair: &Pair<'_>, negative: bool) -> Result<Literal> {
    let text = pair.as_str();
    match radix(text) {
        Some(radix) => integer(&text[2..], radix, negative, span(pair)).map(Literal::Integer),
        None if text.contains(['.', 'e', 'E']) => float(text, negative, span(pair)).map(Literal::Float),
        None => integer(text, 10, negative, span(pair)).map(Literal::Integer),
    }
}

/// An integer without a sign, as in `*1..3`.
pub(super) fn unsigned_integer(pair: &Pair<'_>) -> Result<u64> {
    match number(pair, false)? {
        Literal::Integer(integer) => Ok(integer.cast_unsigned()),
        _ => unreachable!("the grammar allows only an integer here"),
    }
}

/// The base of a number that begins like `0x` or `0o`.
fn radix(text: &str) -> Option<u32> {
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => Some(16),
        [b'0', b'o' | b'O', ..] => Some(8),
        _ => None,
    }
}

fn integer(digits: &str, radix: u32, negative: bool, span: Span) -> Result<i64> {
    let sign = if negative { "-" } else { "" };
    i64::from_str_radix(&format!("{sign}{digits}"), radix).map_err(|_| {
        QueryError::compile(
            ErrorKind::SyntaxError,
            "IntegerOverflow",
            format!("the integer is outside the range from {} to {}", i64::MIN, i64::MAX),
        )
        .at(span)
        .help("write it as a float (with `.0`) or as a string")
    })
}

fn float(text: &str, negative: bool, span: Span) -> Result<f64> {
    let float: f64 = text.parse().expect("the grammar reads only what Rust reads as a float");
    if float.is_infinite() {
        let message = format!("the number is larger than the largest float, {:E}", f64::MAX);
        return Err(QueryError::compile(ErrorKind::SyntaxError, "FloatingPointOverflow", message).at(span));
    }
    // `-0.0` is zero: the sign of a zero says nothing in Cypher.
    Ok(if negative { 0.0 - float } else { float })
}

/// A string without its quotes, its escapes replaced.
pub(super) fn string(pair: &Pair<'_>) -> Result<Arc<str>> {
    let start = pair.as_span().start() + 1;
    let body = &pair.as_str()[1..pair.as_str().len() - 1];
    if !body.contains('\\') {
        return Ok(Arc::from(body));
    }
    let mut text = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        let place = start + (body.len() - rest.len()) + backslash;
        let (character, length) = escape(&rest[backslash..], place)?;
        text.push(character);
        rest = &rest[backslash + length..];
    }
    text.push_str(rest);
    Ok(Arc::from(text))
}

/// The character an escape at the beginning of `text` stands for, and the escape's length.
fn escape(text: &str, place: usize) -> Result<(char, usize)> {
    let letter = text[1..].chars().next().expect("the grammar has no backslash before the closing quote");
    let character = match letter {
        '\\' | '\'' | '"' | '`' => letter,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode_escape(text, 4, place),
        'U' => return unicode_escape(text, 8, place),
        _ => return Err(unknown_escape(letter, place)),
    };
    Ok((character, 2))
}

/// `\uXXXX` (two of them where they are a surrogate pair) and `\UXXXXXXXX`.
fn unicode_escape(text: &str, digits: usize, place: usize) -> Result<(char, usize)> {
    let length = 2 + digits;
    let code = hexadecimal(text, 2, digits).ok_or_else(|| bad_unicode(digits, Span::new(place, place + 2)))?;
    if let Some(character) = char::from_u32(code) {
        return Ok((character, length));
    }
    let low = text[length..].strip_prefix("\\u").and_then(|_| hexadecimal(text, length + 2, 4));
    surrogate_pair(code, low)
        .map(|character| (character, length + 6))
        .ok_or_else(|| bad_unicode(digits, Span::new(place, place + length)))
}

fn hexadecimal(text: &str, start: usize, digits: usize) -> Option<u32> {
    let digits = text.get(start..start + digits)?;
    digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}

fn surrogate_pair(high: u32, low: Option<u32>) -> Option<char> {
    let units = [u16::try_from(high).ok()?, u16::try_from(low?).ok()?];
    char::decode_utf16(units).next()?.ok()
}

fn bad_unicode(digits: usize, span: Span) -> QueryError {
    let letter = if digits == 4 { 'u' } else { 'U' };
    let message = format!("`\\{letter}` is not followed by the {digits} hexadecimal digits of a character");
    QueryError::compile(ErrorKind::SyntaxError, "InvalidUnicodeLiteral", message)
        .at(span)
        .help(format!("a backslash itself is written `\\\\`, a character by its code `\\{letter}{:0digits$X}`", 0xE9))
}

fn unknown_escape(letter: char, place: usize) -> QueryError {
    let message = format!("`\\{letter}` is no escape of a string");
    QueryError::compile(ErrorKind::SyntaxError, "UnexpectedSyntax", message)
        .at(Span::new(place, place + 1 + letter.len_utf8()))
        .help(r"a backslash itself is written `\\`; the escapes are \' \b \f \n \r \t \uXXXX")
}
