//! The words time phrases are made of, for passing quickly over all others.
//!
//! A word too many costs a look; a word too few would hide phrases, so a test looks for every phrase of the table.

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
    let (mut position, mut end) = (0, 0);
    std::iter::from_fn(move || {
        let start = position + bytes[position..].iter().position(|byte| is_word_byte(*byte))?;
        // What was cut off a word goes on to the same end, which is looked for once: a page of quotation marks is one word.
        if start >= end {
            let length = bytes[start..].iter().position(|byte| !is_word_byte(*byte));
            end = length.map_or(bytes.len(), |length| start + length);
        }
        position = end;
        // A dash or an apostrophe beyond ASCII ends a word, too.
        Some(split_at_punctuation(text, start, end, &mut position))
    })
}

const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// Cuts a word that holds typographic punctuation (`2–9`, `year’s`) before it, and goes on behind it.
fn split_at_punctuation(text: &str, start: usize, end: usize, position: &mut usize) -> (usize, usize) {
    let word = &text[start..end];
    if word.is_ascii() {
        return (start, end);
    }
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

fn class(text: &str, start: usize, end: usize) -> Class {
    const LONGEST_WORD: usize = 16;
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
    if word.len() > LONGEST_WORD {
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

fn class_of_word(word: &[u8]) -> Class {
    match word {
        b"jan" | b"january" | b"feb" | b"february" | b"mar" | b"march" | b"apr" | b"april" | b"may" | b"jun"
        | b"june" | b"jul" | b"july" | b"aug" | b"august" | b"sep" | b"sept" | b"september" | b"oct" | b"october"
        | b"nov" | b"november" | b"dec" | b"december" => Class::Head,
        b"mon" | b"monday" | b"mondays" | b"tue" | b"tues" | b"tuesday" | b"tuesdays" | b"wed" | b"wednesday"
        | b"wednesdays" | b"thu" | b"thur" | b"thurs" | b"thursday" | b"thursdays" | b"fri" | b"friday"
        | b"fridays" | b"sat" | b"saturday" | b"saturdays" | b"sun" | b"sunday" | b"sundays" => Class::Head,
        b"second" | b"seconds" | b"minute" | b"minutes" | b"hour" | b"hours" | b"day" | b"days" | b"night"
        | b"nights" | b"week" | b"weeks" | b"weekend" | b"weekends" | b"fortnight" | b"fortnights" | b"month"
        | b"months" | b"quarter" | b"quarters" | b"half" | b"year" | b"years" | b"decade" | b"decades" | b"century"
        | b"centuries" => Class::Head,
        b"spring" | b"summer" | b"autumn" | b"fall" | b"winter" | b"springs" | b"summers" | b"winters" => Class::Head,
        b"today" | b"yesterday" | b"tomorrow" | b"tonight" | b"morning" | b"mornings" | b"afternoon" | b"evening"
        | b"overnight" | b"nighttime" | b"daytime" | b"dawn" | b"dusk" | b"noon" | b"midday" | b"midnight" => {
            Class::Head
        }
        b"christmas" | b"eve" | b"boxing" | b"halloween" | b"valentine" | b"easter" => Class::Head,
        b"hourly" | b"daily" | b"everyday" | b"nightly" | b"weekly" | b"monthly" | b"quarterly" | b"annually"
        | b"annual" | b"yearly" => Class::Head,
        b"now" | b"nowadays" | b"currently" | b"current" | b"present" | b"presently" | b"recently" | b"recent"
        | b"formerly" | b"former" | b"past" | b"future" | b"soon" | b"term" | b"ongoing" | b"time" => Class::Head,
        b"twenties" | b"thirties" | b"forties" | b"fifties" | b"sixties" | b"seventies" | b"eighties" | b"nineties"
        | b"bc" | b"ad" | b"bce" | b"ce" | b"b" | b"pm" | b"am" | b"p" | b"m" | b"q1" | b"q2" | b"q3" | b"q4"
        | b"h1" | b"h2" => Class::Head,
        _ => class_of_small_word(word),
    }
}

fn class_of_small_word(word: &[u8]) -> Class {
    match word {
        b"of" | b"in" | b"on" | b"and" | b"to" | b"through" | b"onward" | b"onwards" | b"before" | b"after"
        | b"than" => Class::Inside,
        b"a" | b"an" | b"the" | b"from" | b"between" | b"since" | b"until" | b"till" | b"up" | b"ever" | b"prior"
        | b"at" => Class::Part,
        b"this" | b"that" | b"these" | b"those" | b"last" | b"next" | b"previous" | b"preceding" | b"following"
        | b"coming" | b"upcoming" | b"same" | b"very" | b"every" | b"each" | b"other" | b"per" | b"once" | b"twice"
        | b"times" => Class::Part,
        b"early" | b"earlier" | b"mid" | b"middle" | b"late" | b"later" | b"latter" | b"final" | b"beginning"
        | b"start" | b"end" => Class::Part,
        b"about" | b"around" | b"nearly" | b"almost" | b"roughly" | b"approximately" | b"circa" | b"c" | b"some"
        | b"over" | b"more" | b"less" | b"under" | b"least" | b"most" | b"just" | b"only" => Class::Part,
        b"one" | b"two" | b"three" | b"four" | b"five" | b"six" | b"seven" | b"eight" | b"nine" | b"ten"
        | b"eleven" | b"twelve" | b"thirteen" | b"fourteen" | b"fifteen" | b"sixteen" | b"seventeen" | b"eighteen"
        | b"nineteen" | b"twenty" | b"thirty" | b"forty" | b"fifty" | b"sixty" | b"seventy" | b"eighty" | b"ninety"
        | b"hundred" | b"dozen" | b"couple" | b"several" | b"few" | b"many" | b"number" | b"numerous" => Class::Part,
        b"first" | b"third" | b"fourth" | b"fifth" | b"sixth" | b"seventh" | b"eighth" | b"ninth" | b"tenth"
        | b"eleventh" | b"twelfth" | b"thirteenth" | b"fourteenth" | b"fifteenth" | b"sixteenth" | b"seventeenth"
        | b"eighteenth" | b"nineteenth" | b"twentieth" | b"thirtieth" => Class::Part,
        b"ago" | b"hence" | b"previously" | b"afterward" | b"afterwards" | b"trading" | b"consecutive"
        | b"straight" | b"full" | b"whole" | b"calendar" | b"new" | b"good" | b"s" | b"near" | b"long" | b"being"
        | b"d" | b"e" => Class::Part,
        _ => Class::Other,
    }
}
