//! Texts come from documents, and documents come from strangers: characters that drive a terminal or hide are shown.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with every control or invisible character spelt out: `\u{1b}`, and `\n`, `\r`, `\t` by their short names.
///
/// ```
/// use annals::export::visible;
/// assert_eq!(visible("plain"), "plain");
/// assert_eq!(visible("\u{1b}[2J\u{202e}\n"), r"\u{1b}[2J\u{202e}\n");
/// ```
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    spell_out(text, |_| false)
}

/// As [`visible`], cut off after so many bytes, with an ellipsis where something is missing: for messages, which stay short
/// whatever they speak of.
///
/// ```
/// use annals::export::visible_within;
/// assert_eq!(visible_within("plain", 8), "plain");
/// assert_eq!(visible_within("Žižkov\u{7}", 8), "Žižkov…");
/// ```
#[must_use]
pub fn visible_within(text: &str, bytes: usize) -> String {
    // No character is shown in fewer bytes than it has.
    let cut = &text[..text.floor_char_boundary(bytes + 1)];
    let shown = visible(cut);
    if cut.len() == text.len() && shown.len() <= bytes {
        return shown.into_owned();
    }
    format!("{}…", &shown[..shown.floor_char_boundary(bytes)])
}

/// As [`visible`], with line breaks and tabs left as they are: for fields that quote them.
pub(super) fn visible_lines(text: &str) -> Cow<'_, str> {
    spell_out(text, |character| matches!(character, '\n' | '\t'))
}

fn spell_out(text: &str, allowed: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hidden = |character| is_invisible(character) && !allowed(character);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            _ if !hidden(character) => shown.push(character),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            _ => write!(shown, "\\u{{{:x}}}", u32::from(character)).expect("a string takes every write"),
        }
    }
    Cow::Owned(shown)
}

/// Whether a character moves a cursor, turns a line around or takes no room: C0, C1, DEL, the bidirectional controls,
/// zero-width characters, line separators and tags (Unicode 16, categories Cc, Cf, Zl and Zp, without the signs some
/// scripts write visibly).
#[must_use]
pub fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dangerous_class_is_shown() {
        for hidden in ['\0', '\u{7}', '\u{1b}', '\u{7f}', '\u{9b}', '\u{200d}', '\u{202e}', '\u{2066}', '\u{feff}'] {
            let shown = visible(&format!("a{hidden}b")).into_owned();
            assert!(!shown.chars().any(is_invisible), "{shown:?}");
            assert_eq!(shown, format!("a\\u{{{:x}}}b", u32::from(hidden)));
        }
    }

    #[test]
    fn letters_of_every_script_stay() {
        for text in ["Київ", "İstanbul", "القدس", "北京", "é", "naïve – “quoted”", "👋🏽"] {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn quoted_fields_keep_their_lines() {
        assert_eq!(visible_lines("a\n\tb\u{1b}"), "a\n\tb\\u{1b}");
    }
}
