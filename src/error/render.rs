//! Drawing an error: its sentence, the line it points into, a caret, and help.
//!
//! ```text
//! error[unknown_name]: no place is called 'Kyvi'
//!  --> query:1:11
//!   | events in Kyvi after May 23
//!   |           ^^^^
//! help: did you mean 'Kyiv'?
//! ```

use unicode_width::UnicodeWidthChar;

use crate::diagnostic::Span;
use crate::export::{visible, visible_within};

/// Columns shown of a long line, around the place.
const LINE_COLUMNS: usize = 100;
/// Bytes shown of a sentence, and of the name of a place; with the line and the caret an error stays below two kilobytes.
const SENTENCE_BYTES: usize = 420;
const PLACE_BYTES: usize = 200;

/// The lines of an error, each ended by a line feed.
pub(super) fn render(code: &str, message: &str, source: Option<(&str, &str, Span)>, help: Option<&str>) -> String {
    let mut lines = format!("error[{code}]: {}\n", sentence(message));
    if let Some((place, text, span)) = source {
        lines.push_str(&point(place, text, span));
    }
    if let Some(help) = help {
        lines.push_str(&format!("help: {}\n", sentence(help)));
    }
    lines
}

fn sentence(text: &str) -> String {
    visible_within(text, SENTENCE_BYTES)
}

fn shorten(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn point(place: &str, text: &str, span: Span) -> String {
    let start = floor_boundary(text, span.start);
    let end = floor_boundary(text, span.end.max(start));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let line_number = text[..line_start].matches('\n').count() + 1;
    let column = text[line_start..start].chars().count() + 1;
    let window = window(&text[line_start..line_end], start - line_start, end.min(line_end) - line_start);
    format!(
        " --> {}:{line_number}:{column}\n  | {}\n  | {}\n",
        visible_within(place, PLACE_BYTES),
        window.line,
        window.caret
    )
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Window {
    line: String,
    caret: String,
}

/// The part of `line` around `start..end`, and the caret line under it.
fn window(line: &str, start: usize, end: usize) -> Window {
    let before: Vec<char> = line[..start].chars().collect();
    let from = before.len().saturating_sub(LINE_COLUMNS / 2);
    let prefix = show(before[from..].iter().copied());
    // A character may be shown as several.
    let cut = prefix.char_indices().nth_back(LINE_COLUMNS / 2 - 1).map_or(0, |(at, _)| at);
    let ellipsis = if from > 0 || cut > 0 { "…" } else { "" };
    let prefix = &prefix[cut..];
    let marked = shorten(&show(line[start..end].chars().take(LINE_COLUMNS + 1)), LINE_COLUMNS / 2);
    // What follows a place that is not shown to its end would look like its end.
    let is_whole = marked == show(line[start..end].chars());
    let rest = if is_whole { show(line[end..].chars().take(LINE_COLUMNS + 1)) } else { String::new() };
    let rest = shorten(&rest, LINE_COLUMNS / 2);
    let indent = width(prefix) + ellipsis.chars().count();
    Window {
        line: format!("{ellipsis}{prefix}{marked}{rest}"),
        caret: format!("{}{}", " ".repeat(indent), "^".repeat(width(&marked).max(1))),
    }
}

fn show(characters: impl Iterator<Item = char>) -> String {
    let text: String = characters.map(|character| if character == '\t' { ' ' } else { character }).collect();
    visible(text.trim_end_matches('\r')).into_owned()
}

fn width(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_at_the_place() {
        let text = "events in Kyvi after May 23";
        let shown = render("unknown_name", "no place is called 'Kyvi'", Some(("query", text, Span::new(10, 14))), None);
        assert_eq!(
            shown,
            "error[unknown_name]: no place is called 'Kyvi'\n --> query:1:11\n  | events in Kyvi after May 23\n  |           ^^^^\n"
        );
    }

    #[test]
    fn counts_lines_and_characters() {
        let text = "MATCH (a)\nRETURN 'Žižkov' + ";
        let shown = render(
            "syntax",
            "expected an expression",
            Some(("a.cypher", text, Span::new(text.len(), text.len()))),
            None,
        );
        assert!(shown.contains(" --> a.cypher:2:19\n"), "{shown}");
    }

    #[test]
    fn stays_short_whatever_the_text() {
        let text = "(".repeat(100_000);
        let shown = render("syntax", &text, Some(("query", &text, Span::new(50_000, 100_000))), Some(&text));
        assert!(shown.len() < 2048, "{} bytes", shown.len());
        assert_eq!(shown.lines().count(), 5);
    }

    #[test]
    fn stays_short_whatever_the_characters() {
        for character in ["\u{1b}", "\u{e0001}", "𝒳", "語"] {
            let text = character.repeat(1_000);
            let middle = character.len() * 500;
            let span = Span::new(middle, text.len());
            let shown = render("syntax", &text, Some((&text, &text, span)), Some(&text));
            assert!(shown.len() <= 2048, "{character:?}: {} bytes", shown.len());
            assert_eq!(shown.lines().count(), 5);
        }
    }

    #[test]
    fn a_long_place_is_cut_off_not_joined_to_what_follows() {
        let text = format!("RETURN f('{}') AS x", "a".repeat(80));
        let shown = render("type", "wrong", Some(("query", &text, Span::new(7, text.len() - 5))), None);
        assert!(shown.contains("aaa…\n") && !shown.contains("AS x"), "{shown}");
    }

    #[test]
    fn never_lets_control_characters_through() {
        let text = "events in \u{1b}[2JKyiv\u{202e}";
        let shown = render("syntax", text, Some(("q\u{7}", text, Span::new(10, 12))), None);
        assert!(shown.chars().all(|character| character == '\n' || !character.is_control()), "{shown:?}");
    }

    #[test]
    fn survives_spans_that_do_not_fit() {
        let shown = render("syntax", "x", Some(("q", "é", Span::new(1, 99))), None);
        assert!(shown.contains("q:1:1"), "{shown}");
    }
}
