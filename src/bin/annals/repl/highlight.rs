//! Colours of a line while it is typed: keywords, strings, comments, numbers, dot commands; an unclosed string in red.
//!
//! Colours add no characters a person sees, so the cursor stays where it is. A line of English has no Cypher keywords:
//! only its quoted names are coloured.

use std::borrow::Cow;

use annals::{Control, Language};

use super::completion::{CONTROLS, KEYWORDS};

const KEYWORD: &str = "1;34";
const STRING: &str = "32";
const UNCLOSED: &str = "31";
const NUMBER: &str = "35";
const COMMENT: &str = "2";
const COMMAND: &str = "1;36";

/// The line with colours.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if text.trim_start().starts_with('.') {
        return Cow::Owned(painted(COMMAND, text));
    }
    let cypher = Language::of(text) == Language::Cypher || Control::leading(text).is_some();
    let mut coloured = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while !rest.is_empty() {
        let (token, colour) = token(rest, cypher);
        coloured.push_str(&colour.map_or_else(|| token.to_owned(), |colour| painted(colour, token)));
        rest = &rest[token.len()..];
    }
    Cow::Owned(coloured)
}

fn painted(colour: &str, text: &str) -> String {
    format!("\u{1b}[{colour}m{text}\u{1b}[0m")
}

/// The first token of a text and its colour; an apostrophe within a word of English opens no string.
fn token(text: &str, cypher: bool) -> (&str, Option<&'static str>) {
    let first = text.chars().next().unwrap_or(' ');
    match first {
        '"' | '`' => string(text, first),
        '\'' if cypher => string(text, first),
        '/' if text.starts_with("//") => (&text[..text.find('\n').unwrap_or(text.len())], Some(COMMENT)),
        _ if first.is_alphanumeric() || first == '_' => word(text, cypher),
        _ => (&text[..first.len_utf8()], None),
    }
}

fn string(text: &str, quote: char) -> (&str, Option<&'static str>) {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            _ if character == quote => return (&text[..=at], Some(STRING)),
            _ => {}
        }
    }
    (text, Some(UNCLOSED))
}

fn word(text: &str, cypher: bool) -> (&str, Option<&'static str>) {
    let inside = |character: char| character.is_alphanumeric() || character == '_' || (!cypher && character == '\'');
    let word = &text[..text.find(|character| !inside(character)).unwrap_or(text.len())];
    let colour = if word.starts_with(|character: char| character.is_ascii_digit()) {
        Some(NUMBER)
    } else {
        let upper = word.to_ascii_uppercase();
        (cypher && KEYWORDS.iter().chain(CONTROLS).any(|keyword| *keyword == upper)).then_some(KEYWORD)
    };
    (word, colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Colours as `<code:text>`.
    fn shown(text: &str) -> String {
        let line = line(text);
        let mut parts = line.split("\u{1b}[");
        let plain = parts.next().unwrap_or_default().to_owned();
        let coloured = parts.map(|part| match part.split_once('m') {
            Some(("0", rest)) => format!(">{rest}"),
            Some((code, rest)) => format!("<{code}:{rest}"),
            None => part.to_owned(),
        });
        plain + &coloured.collect::<String>()
    }

    #[test]
    fn colours_say_what_a_word_is() {
        assert_eq!(shown("RETURN 1 AS x // x"), "<1;34:RETURN> <35:1> <1;34:AS> x <2:// x>");
        assert_eq!(shown("begin; RETURN 1"), "<1;34:begin>; <1;34:RETURN> <35:1>");
        assert_eq!(shown("RETURN 'a;'"), "<1;34:RETURN> <32:'a;'>");
        assert_eq!(shown("RETURN 'a;"), "<1;34:RETURN> <31:'a;>");
        assert_eq!(shown("who hit Kyiv's \"port"), "who hit Kyiv's <31:\"port>");
    }

    #[test]
    fn nothing_is_lost_or_added() {
        for text in ["MATCH (n {name: 'Žižkov'}) RETURN n", "events in `Kyiv` \\ //", "'", "\"\\\"", ".help"] {
            let plain = line(text).split('\u{1b}').enumerate().fold(String::new(), |plain, (number, part)| {
                plain + if number == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) }
            });
            assert_eq!(plain, text);
        }
    }
}
