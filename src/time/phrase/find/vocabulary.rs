//! The words time phrases are made of, for passing quickly over all others.
//!
//! A word too many costs a look; a word too few would hide phrases, so a test looks for every phrase of the table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word can be in a phrase.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Nothing: no phrase goes across it.
    Other,
    /// A part of phrases that opens none: `of`, `to`.
    Inside,
    /// A part of phrases: `the`, `two`, `last`.
    Part,
    /// What makes a phrase one of time: `May`, `week`, `2025`.
    Head,
}

/// Where a phrase may begin: the words of every run that may open one, as far as a head stands at or behind them.
pub(in crate::time::phrase) fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    // How many of them are up to the last head.
    let mut kept = 0;
    for (start, end) in words(text) {
        match class(text, start, end) {
            Class::Other => starts.truncate(kept),
            Class::Inside => {}
            Class::Part => starts.push(with_apostrophe(text, start, end)),
            Class::Head => {
                starts.push(with_apostrophe(text, start, end));
                kept = starts.len();
            }
        }
    }
    starts.truncate(kept);
    starts
}

/// Where a word begins, the apostrophe of `'07` and `'90s` included.
fn with_apostrophe(text: &str, start: usize, end: usize) -> usize {
    let is_short = is_short_year(&text.as_bytes()[start..end]);
    let apostrophe = text[..start].chars().next_back().filter(|c| is_short && APOSTROPHES.contains(c));
    apostrophe.map_or(start, |apostrophe| start - apostrophe.len_utf8())
}

const APOSTROPHES: [char; 3] = ['\'', '’', '‘'];

/// Two figures, alone or before an `s`.
const fn is_short_year(word: &[u8]) -> bool {
    matches!(word, [b'0'..=b'9', b'0'..=b'9'] | [b'0'..=b'9', b'0'..=b'9', b's' | b'S'])
}

/// The bytes of every word: letters, digits and everything beyond ASCII.
fn words(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let bytes = text.as_bytes();
    let (mut position, mut end, mut plain) = (0, 0, true);
    std::iter::from_fn(move || {
        let start = position + bytes[position..].iter().position(|byte| is_word_byte(*byte))?;
        // What was cut off a word goes on to the same end, which is looked for once: a page of quotation marks is one word.
        if start >= end {
            let mut every = 0;
            let length =
                bytes[start..].iter().take_while(|byte| is_word_byte(**byte)).map(|byte| every |= byte).count();
            (end, plain) = (start + length, every < 0x80);
        }
        position = end;
        // A dash or an apostrophe beyond ASCII ends a word, too.
        Some(if plain { (start, end) } else { split_at_punctuation(text, start, end, &mut position) })
    })
}

/// Every byte of a text is asked for: a table answers faster than comparisons do.
static WORD_BYTES: [bool; 256] = {
    let mut bytes = [false; 256];
    let mut byte = 0;
    while byte < bytes.len() {
        bytes[byte] = byte >= 0x80 || (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    bytes
};

fn is_word_byte(byte: u8) -> bool {
    WORD_BYTES[usize::from(byte)]
}

/// Cuts a word that holds typographic punctuation (`2–9`, `year’s`) before it, and goes on behind it.
fn split_at_punctuation(text: &str, start: usize, end: usize, position: &mut usize) -> (usize, usize) {
    let word = &text[start..end];
    match word.char_indices().find(|(_, c)| !c.is_alphanumeric()) {
        Some((0, c)) => {
            *position = start + c.len_utf8();
            (start, start + c.len_utf8())
        }
        Some((index, _)) => {
            *position = start + index;
            (start, start + index)
        }
        None => (start, end),
    }
}

const LONGEST_WORD: usize = 16;

fn class(text: &str, start: usize, end: usize) -> Class {
    let word = &text.as_bytes()[start..end];
    if word[0].is_ascii_digit() {
        if with_apostrophe(text, start, end) < start {
            return Class::Head;
        }
        return class_of_figures(word, text.as_bytes().get(end).copied());
    }
    if !word[0].is_ascii() {
        return class_of_punctuation(&text[start..end]);
    }
    if !may_be_known(word) {
        return Class::Other;
    }
    let mut lower = [0; LONGEST_WORD];
    lower[..word.len()].copy_from_slice(word);
    lower[..word.len()].make_ascii_lowercase();
    class_of_word(&lower[..word.len()])
}

/// A year, a decade, an ordinal, a time; other figures are heads only before `/`, `:` or `-`.
fn class_of_figures(word: &[u8], next: Option<u8>) -> Class {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match (digits, word.len() - digits) {
        (4, 0) => Class::Head,
        (1..=2, 0) if matches!(next, Some(b'/' | b':')) => Class::Head,
        (1..=9, 0) => Class::Part,
        (_, 1..=3) => Class::Head,
        _ => Class::Other,
    }
}

/// Dashes and apostrophes stand inside phrases, other letters beyond ASCII do not.
fn class_of_punctuation(word: &str) -> Class {
    if word.starts_with(['–', '’', '‘', '\u{A0}']) { Class::Part } else { Class::Other }
}

/// Whether a word of this length with this first and last letter is in the table; most words need no more than that.
fn may_be_known(word: &[u8]) -> bool {
    /// A bit for each length and each pair of letters, whose last five bits tell them apart in capitals and small.
    static SHAPES: LazyLock<[u64; 256]> = LazyLock::new(|| {
        let mut shapes = [0; 256];
        for word in CLASSES.keys() {
            let (index, bit) = shape(word);
            shapes[index] |= bit;
        }
        shapes
    });
    let (index, bit) = shape(word);
    word.len() <= LONGEST_WORD && SHAPES[index] & bit != 0
}

/// The place of a word's shape among the bits.
fn shape(word: &[u8]) -> (usize, u64) {
    let letter = |byte: u8| usize::from(byte & 31);
    let shape = (letter(word[0]) << 9) | (letter(word[word.len() - 1]) << 4) | ((word.len() - 1) % LONGEST_WORD);
    (shape / 64, 1 << (shape % 64))
}

fn class_of_word(word: &[u8]) -> Class {
    CLASSES.get(word).copied().unwrap_or(Class::Other)
}

/// Every word of a text is asked for, so they are hashed, not compared one by one.
static CLASSES: LazyLock<FxHashMap<&'static [u8], Class>> = LazyLock::new(|| {
    let classes =
        WORDS.iter().flat_map(|(class, words)| words.split_whitespace().map(|word| (word.as_bytes(), *class)));
    classes.collect()
});

const WORDS: &[(Class, &str)] = &[
    (
        Class::Head,
        "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct \
         october nov november dec december",
    ),
    (
        Class::Head,
        "mon monday mondays tue tues tuesday tuesdays wed wednesday wednesdays thu thur thurs thursday \
         thursdays fri friday fridays sat saturday saturdays sun sunday sundays",
    ),
    (
        Class::Head,
        "second seconds minute minutes hour hours day days night nights week weeks weekend weekends fortnight \
         fortnights month months quarter quarters half year years decade decades century centuries",
    ),
    (Class::Head, "spring summer autumn fall winter springs summers winters"),
    (
        Class::Head,
        "today yesterday tomorrow tonight morning mornings afternoon evening overnight nighttime daytime dawn \
         dusk noon midday midnight",
    ),
    (Class::Head, "christmas eve boxing halloween valentine easter"),
    (Class::Head, "hourly daily everyday nightly weekly monthly quarterly annually annual yearly"),
    (
        Class::Head,
        "now nowadays currently current present presently recently recent formerly former past future soon \
         term ongoing time",
    ),
    (
        Class::Head,
        "twenties thirties forties fifties sixties seventies eighties nineties bc ad bce ce b pm am p m q1 q2 \
         q3 q4 h1 h2",
    ),
    (Class::Inside, "of in on and to through onward onwards before after than"),
    (Class::Part, "a an the from between since until till up ever prior at"),
    (
        Class::Part,
        "this that these those last next previous preceding following coming upcoming same very every each \
         other per once twice times",
    ),
    (Class::Part, "early earlier mid middle late later latter final beginning start end"),
    (
        Class::Part,
        "about around nearly almost roughly approximately circa c some over more less under least most just \
         only",
    ),
    (
        Class::Part,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
         seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen \
         couple several few many number numerous",
    ),
    (
        Class::Part,
        "first third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth \
         fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth",
    ),
    (
        Class::Part,
        "ago hence previously afterward afterwards trading consecutive straight full whole calendar new good \
         s near long being d e",
    ),
];
