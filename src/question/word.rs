//! The words of a question, each with its place: the last step that looks at single characters.

use crate::diagnostic::Span;
use crate::value::fold::{fold, without_possessive};
use crate::value::text::is_direction_mark;

use super::Refusal;

/// A question is a sentence or two, not a book; longer texts are refused unread.
pub(super) const LONGEST_QUESTION_BYTES: usize = 2_000;

/// A run of letters and digits, a mark, or a quoted text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    /// Its place, with its quotation marks but without a possessive `'s`.
    pub(super) span: Span,
    /// Folded: lower case, without accents; of a quoted text what stands between the marks, unfolded.
    pub(super) folded: String,
    /// It stands between quotation marks.
    pub(super) quoted: bool,
    /// An `'s` or `'` of possession follows it.
    pub(super) possessive: bool,
    /// Where it ends with its mark of possession.
    pub(super) end: usize,
}

/// Splits a question into words. What ends the sentence (`?`, `.`, `!`, `;`) is left out.
///
/// # Errors
/// Texts that are too long, characters that hide or turn text around, and quotation marks without a partner.
pub(super) fn split(text: &str) -> Result<Vec<Word>, Refusal> {
    if text.len() > LONGEST_QUESTION_BYTES {
        return Err(too_long(text));
    }
    let end = text.trim_end_matches(|character: char| character.is_whitespace() || "?!.;".contains(character)).len();
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..end].chars().next() {
        at = match first {
            _ if first.is_whitespace() => at + first.len_utf8(),
            _ if first.is_control() || is_direction_mark(first) => return Err(hidden(first, at)),
            '"' | '“' | '„' | '«' | '”' => quoted(text, at, end, &mut words)?,
            '\'' | '‘' if closing_quote(text, at, end).is_some() => quoted(text, at, end, &mut words)?,
            _ if first.is_alphanumeric() => plain(text, at, end, &mut words),
            _ => mark(text, at, first, &mut words),
        };
    }
    Ok(words)
}

fn too_long(text: &str) -> Refusal {
    let first_words: usize = text.char_indices().nth(20).map_or(text.len(), |(index, _)| index);
    Refusal::new("unsupported", format!("a question may be at most {LONGEST_QUESTION_BYTES} bytes long"))
        .at(Span::new(0, first_words))
}

fn hidden(character: char, at: usize) -> Refusal {
    let code = format!("U+{:04X}", u32::from(character));
    Refusal::new("syntax", format!("the invisible character {code} has no place in a question"))
        .at(Span::new(at, at + character.len_utf8()))
}

fn quoted(text: &str, at: usize, end: usize, words: &mut Vec<Word>) -> Result<usize, Refusal> {
    let open = text[at..].chars().next().map_or(1, char::len_utf8);
    let Some((inner_end, after)) = closing_quote(text, at, end) else {
        return Err(Refusal::new("syntax", "this quotation mark has no partner").at(Span::new(at, at + open)));
    };
    let inner = text[at + open..inner_end].trim();
    if let Some((offset, turned)) = text[at..inner_end].char_indices().find(|(_, mark)| is_direction_mark(*mark)) {
        return Err(hidden(turned, at + offset));
    }
    let possessive = possessive_length(&text[after..end]);
    let end = after + possessive.unwrap_or(0);
    let span = Span::new(at, after);
    words.push(Word { span, folded: inner.to_owned(), quoted: true, possessive: possessive.is_some(), end });
    Ok(end)
}

/// Where the text quoted at `at` ends, before and after its closing mark.
fn closing_quote(text: &str, at: usize, end: usize) -> Option<(usize, usize)> {
    let open = text[at..end].chars().next()?;
    let inner = at + open.len_utf8();
    let closes = |character: char| match open {
        '\'' | '‘' => character == '\'' || character == '’',
        '«' => character == '»',
        _ => matches!(character, '"' | '”' | '“'),
    };
    text[inner..end].char_indices().find_map(|(offset, character)| {
        let after = inner + offset + character.len_utf8();
        let ends_word = !text[after..end].starts_with(char::is_alphanumeric);
        let single = matches!(open, '\'' | '‘');
        (closes(character) && (!single || ends_word)).then_some((inner + offset, after))
    })
}

fn possessive_length(rest: &str) -> Option<usize> {
    ["'s", "’s"].iter().find(|mark| rest.starts_with(**mark)).map(|mark| mark.len())
}

fn plain(text: &str, at: usize, end: usize, words: &mut Vec<Word>) -> usize {
    let stop = at + word_length(&text[at..end]);
    let folded = fold(&text[at..stop]);
    let owner = without_possessive(&folded);
    let possessive = owner.len() < folded.len();
    let owner = owner.to_owned();
    let span = Span::new(at, if possessive { stop - possessive_bytes(&text[at..stop]) } else { stop });
    words.push(Word { span, folded: owner, quoted: false, possessive, end: stop });
    stop
}

fn possessive_bytes(word: &str) -> usize {
    let stem = word.strip_suffix(['s', 'S']).filter(|stem| stem.ends_with(is_apostrophe)).unwrap_or(word);
    word.len() - stem.trim_end_matches(is_apostrophe).len()
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | '`' | '´')
}

/// Letters and digits, and marks between two of them (`Al-Qaeda`, `1,000`, `05/06/2025`); a final apostrophe belongs to a
/// plural's possessive.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let joins = next.is_some_and(char::is_alphanumeric) && joins_words(character, next);
        let plural_possessive = is_apostrophe(character) && text[..offset].ends_with('s');
        if !(character.is_alphanumeric() || joins || plural_possessive || is_mark_of_letter(character)) {
            break;
        }
        length = offset + character.len_utf8();
    }
    length
}

fn joins_words(character: char, next: Option<char>) -> bool {
    is_apostrophe(character)
        || "-‐‑–./&:".contains(character)
        || (character == ',' && next.is_some_and(|digit| digit.is_ascii_digit()))
}

fn is_mark_of_letter(character: char) -> bool {
    unicode_normalization::char::is_combining_mark(character)
}

fn mark(text: &str, at: usize, mark: char, words: &mut Vec<Word>) -> usize {
    let after = at + mark.len_utf8();
    let folded = fold(&text[at..after]);
    words.push(Word { span: Span::new(at, after), folded, quoted: false, possessive: false, end: after });
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let words = split(text).expect("a well-formed question");
        let show = |word: &Word| match (word.quoted, word.possessive) {
            (true, _) => format!("<{}>", word.folded),
            (_, true) => format!("{}+'s", word.folded),
            _ => word.folded.clone(),
        };
        words.iter().map(show).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn splits_at_spaces_and_marks_but_not_inside_words() {
        let cases = [
            ("Events in Łódź, after May 23?", "events | in | lodz | , | after | may | 23"),
            ("Norway's and the workers' strikes", "norway+'s | and | the | workers+'s | strikes"),
            ("Al-Shabaab and 1,000 men on 05/06/2025", "al-shabaab | and | 1,000 | men | on | 05/06/2025"),
            ("by “The Globe” or 'La Nación'", "by | <The Globe> | or | <La Nación>"),
            ("O'Brien\u{a0}spoke ...", "o'brien | spoke"),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn spans_leave_out_the_possessive() {
        let text = "Norway’s ports";
        assert_eq!(split(text).expect("well-formed")[0].span.of(text), "Norway");
    }

    #[test]
    fn refuses_what_hides_or_does_not_end() {
        let codes = |text: &str| split(text).expect_err("refused").message;
        assert!(codes("events\u{202E} in Oslo").contains("U+202E"));
        assert!(codes("events in \"Oslo").contains("partner"));
        assert!(codes(&"a".repeat(100_000)).contains("at most"));
    }
}
