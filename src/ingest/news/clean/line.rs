//! The lines of a text, with lines broken at a fixed width joined again.

use crate::ingest::news::span::TextSpan;

/// The widest line of a text that was broken at a fixed width; wider lines are whole paragraphs.
const WIDEST_WRAP: usize = 110;
/// The narrowest such width: below it, short lines are headings and lists.
const NARROWEST_WRAP: usize = 40;

/// A line of the text, or several that were one before a fixed width broke them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it is, without white space at its ends.
    pub(super) span: TextSpan,
    /// Whether an empty line, or the end of the text, comes before it.
    pub(super) starts_group: bool,
    /// Whether an empty line, or the end of the text, follows it.
    pub(super) ends_group: bool,
}

/// The lines of `text` that are not empty, in order.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let physical = physical(text);
    let width = wrap_width(text, &physical);
    let mut lines: Vec<Line> = Vec::with_capacity(physical.len());
    for line in physical {
        match lines.last_mut() {
            Some(last) if width.is_some_and(|width| continues(text, *last, line, width)) => {
                last.span = last.span.to(line.span);
                last.ends_group = line.ends_group;
            }
            _ => lines.push(line),
        }
    }
    lines
}

fn physical(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut offset = 0;
    let mut after_empty = true;
    while offset < text.len() {
        let end = end_of_line(text, offset);
        let span = TextSpan::new(offset, end).trim(text);
        offset = end;
        if span.start == span.end {
            after_empty = true;
            if let Some(last) = lines.last_mut() {
                last.ends_group = true;
            }
        } else {
            lines.push(Line { span, starts_group: after_empty, ends_group: false });
            after_empty = false;
        }
    }
    if let Some(last) = lines.last_mut() {
        last.ends_group = true;
    }
    lines
}

/// One past the line feed, or the separator of lines or paragraphs of Unicode, that ends the line which begins at `start`.
fn end_of_line(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let first_of_separator = "\u{2028}".as_bytes()[0];
    memchr::memchr2_iter(b'\n', first_of_separator, &bytes[start..])
        .map(|at| start + at)
        .find_map(|at| match &bytes[at..] {
            [b'\n', ..] => Some(at + 1),
            rest => ["\u{2028}", "\u{2029}"]
                .iter()
                .find(|mark| rest.starts_with(mark.as_bytes()))
                .map(|mark| at + mark.len()),
        })
        .unwrap_or(text.len())
}

/// The width at which the text was broken, if it was.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let widest = lines.iter().map(|line| line.span.of(text).chars().count()).max()?;
    (NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest).then_some(widest)
}

/// A line goes on in the next one if the next one's first word would not have fitted any more.
fn continues(text: &str, last: Line, next: Line, width: usize) -> bool {
    if next.starts_group || starts_bullet(next.span.of(text)) {
        return false;
    }
    let last_line = last.span.of(text).rsplit('\n').next().unwrap_or_default();
    let first_word = next.span.of(text).split_whitespace().next().unwrap_or_default();
    last_line.chars().count() + 1 + first_word.chars().count() > width
}

/// Whether a line starts as an item of a list.
pub(super) fn starts_bullet(line: &str) -> bool {
    bullet_length(line).is_some()
}

/// The length of the list mark in front of a line, white space after it included.
pub(super) fn bullet_length(line: &str) -> Option<usize> {
    let mark = line.chars().next()?;
    if !matches!(mark, '•' | '·' | '▪' | '●' | '◦' | '‣' | '*' | '-' | '–' | '—') {
        return None;
    }
    let rest = &line[mark.len_utf8()..];
    let text = rest.trim_start();
    (!text.is_empty() && rest.len() > text.len()).then(|| line.len() - text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        lines(text).into_iter().map(|line| line.span.of(text)).collect()
    }

    #[test]
    fn a_fixed_width_is_undone() {
        let text = "Port closed\n\nThe port of Varna was closed on Monday after a storm\nhad damaged two of its piers, the harbour master\nsaid.\n\nShips waited outside.";
        let lines = texts(text);
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[1].ends_with("said."));
    }

    #[test]
    fn one_sentence_a_line_stays_so() {
        let long = "The minister of the interior of the northern province resigned on Monday after a long debate about the costs of the bridge.";
        let text = format!("Minister resigns\nMonday, May 5, 2025\n{long}\n{long}");
        assert_eq!(texts(&text).len(), 4);
    }

    #[test]
    fn marks_of_lists() {
        assert_eq!(bullet_length("• May 2025: talks"), Some(4));
        assert_eq!(bullet_length("-5 degrees"), None);
        assert_eq!(bullet_length("plain"), None);
    }
}
