//! The folding of names and words: what makes `ZELENSKYY`, `Zelenskyy` and `Erdoğan`, `Erdogan` the same.
//!
//! 1. Compatibility decomposition (NFKD): `ﬁ` is `fi`, `é` is `e` with a mark, a no-break space is a space.
//! 2. Marks, invisible characters and case go; letters that do not decompose (`ø`, `ß`, `ı`) become their plain ones.
//! 3. Every kind of apostrophe becomes `'`, of double quote `"`, of dash `-`.
//! 4. Runs of space become one space; none is left at the ends.
//!
//! Transliterations stay apart: `Zelensky` and `Zelenskyy` are two spellings, which is what aliases are for.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::text::is_direction_mark;

/// A text folded for comparison.
///
/// ```
/// use annals::value::fold::fold;
/// assert_eq!(fold("ZELENSKYY"), fold("Zelenskyy"));
/// assert_eq!(fold("Erdoğan"), fold("Erdogan"));
/// assert_eq!(fold("  Côte d’Ivoire "), "cote d'ivoire");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() { fold_ascii(text) } else { Folded::new(text).text }
}

/// What folding leaves of a text without accents, without the detour through Unicode's tables.
fn fold_ascii(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let space_at = folded.len();
        let visible = word.chars().filter(|character| !character.is_ascii_control());
        folded.extend(visible.map(|character| if character == '`' { '\'' } else { character.to_ascii_lowercase() }));
        if space_at > 0 && folded.len() > space_at {
            folded.insert(space_at, ' ');
        }
    }
    folded
}

/// A folded text that knows where each of its bytes came from.
///
/// ```
/// use annals::value::fold::Folded;
/// let folded = Folded::new("président  Erdoğan");
/// let start = folded.text.find("erdogan").expect("it is there");
/// let span = folded.source(start, start + "erdogan".len());
/// assert_eq!(span.of("président  Erdoğan"), "Erdoğan");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For every byte of `text`, the first byte and the end of the source character it came from.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a text and remembers where everything came from.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut folded = Self::default();
        for (start, character) in text.char_indices() {
            let origin = (start, start + character.len_utf8());
            std::iter::once(character).nfkd().for_each(|part| folded.push(part, origin));
        }
        if folded.text.ends_with(' ') {
            folded.text.pop();
            folded.origins.pop();
        }
        folded
    }

    /// The bytes of the source that the bytes `start..end` of the folded text came from.
    ///
    /// Marks and invisible characters that folding dropped belong to the character before them.
    #[must_use]
    pub fn source(&self, start: usize, end: usize) -> crate::diagnostic::Span {
        let Some(slice) = self.origins.get(start..end) else {
            return crate::diagnostic::Span::default();
        };
        let first = slice.first().map_or(0, |origin| origin.0);
        crate::diagnostic::Span::new(first, slice.last().map_or(first, |origin| origin.1))
    }

    fn push(&mut self, part: char, origin: (usize, usize)) {
        if is_combining_mark(part) || is_invisible(part) {
            self.extend_last(origin.1);
        } else if part.is_whitespace() {
            self.push_space(origin);
        } else if let Some(plain) = plain_letters(part) {
            self.push_text(plain, origin);
        } else {
            part.to_lowercase().filter(|lower| !is_combining_mark(*lower)).for_each(|lower| {
                self.push_text(lower.encode_utf8(&mut [0; 4]), origin);
            });
        }
    }

    /// A dropped mark still belongs to the source of the letter it stood on.
    fn extend_last(&mut self, end: usize) {
        let letter = self.text.chars().next_back().filter(|last| *last != ' ');
        let length = letter.map_or(0, char::len_utf8);
        let from = self.origins.len() - length;
        self.origins[from..].iter_mut().for_each(|last| last.1 = last.1.max(end));
    }

    fn push_space(&mut self, origin: (usize, usize)) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.push_text(" ", origin);
        }
    }

    fn push_text(&mut self, text: &str, origin: (usize, usize)) {
        self.text.push_str(text);
        self.origins.resize(self.text.len(), origin);
    }
}

/// Characters that show nothing: controls, joiners, soft hyphens, direction marks, byte order marks.
fn is_invisible(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || is_direction_mark(character)
        || matches!(character, '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// Letters without a decomposition, and punctuation with many shapes, as their plain spelling.
fn plain_letters(character: char) -> Option<&'static str> {
    Some(match character {
        '’' | '‘' | '‛' | 'ʼ' | 'ʻ' | '`' | '´' | 'ʹ' | '′' | '‵' | '＇' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '⁃' => "-",
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ħ' | 'Ħ' => "h",
        'ŧ' | 'Ŧ' => "t",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ŋ' | 'Ŋ' => "n",
        'ə' | 'Ə' => "e",
        'ς' => "σ",
        _ => return None,
    })
}

/// A folded word without its possessive mark: `kyiv's` is `kyiv`, `forces'` is `forces`.
///
/// ```
/// use annals::value::fold::{fold, without_possessive};
/// assert_eq!(without_possessive(&fold("Kyiv’s")), "kyiv");
/// ```
#[must_use]
pub fn without_possessive(folded: &str) -> &str {
    folded
        .strip_suffix("'s")
        .or_else(|| folded.strip_suffix('\'').filter(|word| word.ends_with('s')))
        .filter(|word| !word.is_empty())
        .unwrap_or(folded)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_fold_alike() {
        let pairs = [
            ("ZELENSKYY", "Zelenskyy"),
            ("Erdoğan", "Erdogan"),
            ("İstanbul", "istanbul"),
            ("Côte d’Ivoire", "Cote d'Ivoire"),
            ("Tromsø", "TROMSO"),
            ("Strauß", "strauss"),
            ("New\u{a0}York", " New   York "),
            ("Trump–Putin", "trump-putin"),
            ("Ｋｙｉｖ", "kyiv"),
            ("co\u{ad}operation", "cooperation"),
            ("Σίσυφος", "σισυφοσ"),
            ("Nguye\u{302}\u{303}n", "Nguyễn"),
        ];
        for (left, right) in pairs {
            assert_eq!(fold(left), fold(right), "{left} and {right}");
        }
    }

    #[test]
    fn different_spellings_stay_apart() {
        assert_ne!(fold("Zelensky"), fold("Zelenskyy"));
    }

    #[test]
    fn possessives_are_taken_off_whole_words_only() {
        assert_eq!(without_possessive("kyiv's"), "kyiv");
        assert_eq!(without_possessive("forces'"), "forces");
        assert_eq!(without_possessive("kyiv"), "kyiv");
        assert_eq!(without_possessive("'s"), "'s");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,12}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn the_two_roads_agree(text in "[ -~\t\n\u{0}]{0,12}") {
            prop_assert_eq!(fold_ascii(&text), Folded::new(&text).text);
        }

        #[test]
        fn every_byte_knows_its_source(text in "\\PC{0,12}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.origins.len(), folded.text.len());
            prop_assert!(folded.origins.iter().all(|(start, end)| text.get(*start..*end).is_some()));
        }
    }
}
