//! Whether words that are ordinary words too are times here.
//!
//! A reader knows "may" from "May" by its capital and the "in" before it, and a year from a count by the noun behind
//! it. This is that knowledge, in general form: no list of names, only prepositions, capitals and what is counted.

use crate::time::phrase::expression::{Amount, Expression, Portion, Target, Unit, YearOf};
use crate::time::phrase::parse::{Moment, Parsed, Shape};

/// The parsed phrase, or its first moment, or nothing, as far as the text around it supports.
pub(super) fn supported(parsed: Parsed, text: &str, start: usize) -> Option<Parsed> {
    let end = start + parsed.end;
    let place = Place::new(text, start, start + parsed.first.start, end);
    if !parsed.first.expression.as_ref().is_none_or(|expression| place.supports(expression, &parsed)) {
        return None;
    }
    let Some(second) = &parsed.second else { return Some(parsed) };
    let second_place = Place::new(text, start, start + second.start, end);
    let both = second
        .expression
        .as_ref()
        .is_some_and(|expression| is_date(expression) && second_place.supports(expression, &parsed));
    if both && parsed.first.expression.as_ref().is_some_and(is_date) {
        return Some(parsed);
    }
    Some(Parsed {
        shape: Shape::Plain,
        end: parsed.first.end,
        second: None,
        onward: false,
        first: Moment { ..parsed.first },
    })
}

/// Whether it can be an end of a range.
const fn is_date(expression: &Expression) -> bool {
    !matches!(
        expression,
        Expression::Length { .. } | Expression::Repeated(_) | Expression::Vague(_) | Expression::Lately { .. }
    )
}

/// A moment in its text.
struct Place<'a> {
    text: &'a str,
    start: usize,
    /// The words of the moment.
    words: &'a str,
    /// The word before the phrase, and before its moment: `since`, `in`.
    before: &'a str,
    /// The word after the phrase.
    after: &'a str,
    end: usize,
}

/// What stands before a date.
const PREPOSITIONS: [&str; 24] = [
    "in",
    "since",
    "until",
    "till",
    "by",
    "of",
    "before",
    "after",
    "during",
    "from",
    "through",
    "throughout",
    "between",
    "to",
    "and",
    "around",
    "about",
    "for",
    "on",
    "circa",
    "late",
    "early",
    "or",
    "than",
];

/// What is counted in thousands, so that a number before it is no year.
const COUNTED: [&str; 40] = [
    "people",
    "persons",
    "men",
    "women",
    "children",
    "civilians",
    "soldiers",
    "troops",
    "fighters",
    "prisoners",
    "personnel",
    "casualties",
    "victims",
    "dead",
    "killed",
    "wounded",
    "injured",
    "members",
    "residents",
    "refugees",
    "families",
    "homes",
    "houses",
    "buildings",
    "tanks",
    "ships",
    "aircraft",
    "vehicles",
    "drones",
    "missiles",
    "metres",
    "meters",
    "kilometres",
    "kilometers",
    "miles",
    "feet",
    "tonnes",
    "tons",
    "dollars",
    "percent",
];

impl<'a> Place<'a> {
    fn new(text: &'a str, phrase_start: usize, start: usize, end: usize) -> Self {
        let words = &text[start..end];
        let before = word_before(text, start);
        let before = if start > phrase_start && before.is_empty() { word_before(text, phrase_start) } else { before };
        Self { text, start, words, before, after: word_after(text, end), end }
    }

    fn supports(&self, expression: &Expression, parsed: &Parsed) -> bool {
        match expression {
            Expression::Calendar(date) if date.month.is_none() => match date.year {
                YearOf::Known(year) => self.is_year(year, parsed),
                _ => self.words.len() > 3 || self.has_preposition(),
            },
            Expression::Calendar(date) if date.day.is_none() && date.year == YearOf::Missing => self.is_month(),
            Expression::Calendar(_) => self.is_capital(),
            Expression::Slashed { .. } => !self.words.contains('.') || self.words.len() > 7,
            Expression::Decade { century_missing: true, .. } => self.is_short_decade(),
            Expression::PartOfYear { code, year: YearOf::Missing } => self.is_part_of_year(*code),
            Expression::Shift { target, .. } => self.is_shift(*target),
            Expression::Weekday { .. } => self.is_weekday(),
            Expression::Weekend => self.has_article(),
            Expression::DayOfMonth { .. } => self.is_day_of_month(),
            Expression::PartOfDay { of: None, .. } => {
                self.has_article() || matches!(self.before, "at" | "by" | "before" | "until")
            }
            Expression::Clock { of: None, zone: None, .. } => self.is_clock(),
            Expression::Portion(portion, inner) => self.is_portion(*portion, inner, parsed),
            Expression::Length { amount: Amount::Vague, .. } => self.is_vague_length(),
            Expression::Vague(_) => !matches!(self.words, "soon" | "Soon" | "ongoing" | "Ongoing"),
            Expression::About(inner) => self.supports(inner, parsed),
            _ => true,
        }
    }

    fn has_preposition(&self) -> bool {
        PREPOSITIONS.iter().any(|word| word.eq_ignore_ascii_case(self.before))
    }

    /// "In fall", but not "to fall" or "and fall".
    fn has_season_preposition(&self) -> bool {
        self.has_preposition() && !matches!(self.before, "to" | "and" | "or" | "for" | "on" | "than" | "about")
    }

    fn has_article(&self) -> bool {
        self.words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("the "))
    }

    /// Names of months and weekdays have a capital, even where they are abbreviated.
    fn is_capital(&self) -> bool {
        let is_name = |word: &&str| crate::time::phrase::words::is_calendar_name(word);
        let mut names =
            self.words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).filter(is_name);
        names.all(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
    }

    fn is_year(&self, year: i64, parsed: &Parsed) -> bool {
        if year <= 0 || self.words.len() < 4 || self.words.contains(['C', 'D']) {
            return true;
        }
        let bytes = self.text.as_bytes();
        let previous = self.start.checked_sub(1).map(|index| bytes[index]);
        let joined = matches!(previous, Some(b'$' | b'#' | b'/' | b'.' | b'_'))
            || self.text[..self.start].ends_with(['€', '£', '-', '\u{2013}']);
        // "Flight 2025-B"
        let is_code = matches!(bytes.get(self.end..self.end + 2), Some([b'-', letter]) if letter.is_ascii_uppercase());
        if is_code {
            return false;
        }
        if (joined && parsed.second.is_none()) || COUNTED.contains(&self.after) {
            return false;
        }
        let is_modern = (1900..=2100).contains(&year);
        let in_brackets = matches!(previous, Some(b'(')) || bytes.get(self.end) == Some(&b')');
        let is_old =
            (1000..1900).contains(&year) && (in_brackets || self.has_preposition() && !self.is_before_plural());
        is_modern || is_old
    }

    fn is_before_plural(&self) -> bool {
        self.after.len() > 3 && self.after.ends_with('s') && self.after.starts_with(|c: char| c.is_ascii_lowercase())
    }

    /// `May` and `March` are words, `Dec` is a beginning; other names of months are nothing else.
    fn is_month(&self) -> bool {
        let name = self.words.split_whitespace().last().unwrap_or_default();
        let is_word = name.len() <= 4 || name.eq_ignore_ascii_case("march");
        let is_dependent = self.has_preposition() && !matches!(self.before, "to" | "for");
        let is_planned = self.before == "for" && self.is_behind_plan();
        self.is_capital() && (!is_word || is_dependent || is_planned || matches!(self.before, "every" | "each"))
    }

    /// "planned for May", not "voted for May".
    fn is_behind_plan(&self) -> bool {
        let governor = self.text[..self.start].trim_end().strip_suffix("for").unwrap_or_default().trim_end();
        ["planned", "scheduled", "set", "expected", "slated", "due", "booked", "postponed"]
            .iter()
            .any(|plan| governor.ends_with(plan))
    }

    /// `the 80s` and `'90s`, not "in her 30s".
    fn is_short_decade(&self) -> bool {
        let has_digits = self.words.contains(|c: char| c.is_ascii_digit());
        let is_age = matches!(self.before, "his" | "her" | "their" | "my" | "your" | "our");
        let is_marked = self.has_article() || self.words.starts_with(['\'', '’', '‘']);
        !is_age && (is_marked || (has_digits && matches!(self.before, "and" | "or" | "since")))
    }

    fn is_part_of_year(&self, code: u8) -> bool {
        match code {
            // "The fall of the city", "the spring of a clock", "the second half of the match".
            21 | 23 => self.after != "of" && (self.has_article() || self.has_season_preposition()),
            22 | 24 => {
                self.has_article() || self.has_season_preposition() || matches!(self.before, "harsh" | "cold" | "hot")
            }
            33..=36 => self.after != "of" && !self.words.starts_with("last"),
            _ => false,
        }
    }

    fn is_shift(&self, target: Target) -> bool {
        match target {
            // "That may be", "last minute", "a split second".
            Target::Month(_) | Target::Weekday(_) => self.is_capital(),
            Target::Unit(unit) => !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour),
            _ => true,
        }
    }

    /// "Sun" and "sat" are words; "Bloody Sunday" is one Sunday and no other.
    fn is_weekday(&self) -> bool {
        if matches!(self.before, "Black" | "Bloody" | "Super" | "Ash" | "Palm" | "Cyber" | "Maundy") {
            return false;
        }
        let name = self.words.split_whitespace().next().unwrap_or_default();
        self.is_capital() && (name.len() > 5 || self.before == "on")
    }

    /// "On the 13th," and not "the 13th floor".
    fn is_day_of_month(&self) -> bool {
        let rest = self.text[self.end..].trim_start();
        let ends_here = rest.is_empty() || rest.starts_with([',', '.', ';', ')']) || self.words.contains(" of ");
        ends_here && (self.has_article() || self.before == "the")
    }

    /// "At 14:30", not a result of 14:30.
    fn is_clock(&self) -> bool {
        let is_marked = self.words.contains(|c: char| c.is_ascii_alphabetic());
        is_marked || self.has_preposition() || matches!(self.before, "at" | "At")
    }

    /// "Late May", but not "mid" before a word of any other kind.
    fn is_portion(&self, portion: Portion, inner: &Expression, parsed: &Parsed) -> bool {
        match inner {
            Expression::PartOfDay { of: None, .. } => false,
            Expression::Calendar(date) if date.month.is_some() => self.is_capital(),
            Expression::Shift { target: Target::Unit(unit), .. } if portion == Portion::Late => *unit > Unit::Hour,
            Expression::Calendar(date) if matches!(date.year, YearOf::Known(_)) => !COUNTED.contains(&self.after),
            Expression::Weekday { .. } => self.is_capital(),
            _ => parsed.end > 0,
        }
    }

    /// "For days", "weeks later", but not "the days".
    fn is_vague_length(&self) -> bool {
        let is_bare = !self.words.contains(' ') && !self.words.contains('-');
        !is_bare
            || matches!(
                self.before,
                "for"
                    | "after"
                    | "within"
                    | "over"
                    | "in"
                    | "lasted"
                    | "took"
                    | "throughout"
                    | "For"
                    | "After"
                    | "Within"
            )
    }
}

fn word_before(text: &str, end: usize) -> &str {
    let before = text[..end].trim_end_matches(|c: char| c.is_ascii_whitespace() || c == '"' || c == '(');
    let start = before.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |index| index + 1);
    before.get(start..).unwrap_or_default()
}

fn word_after(text: &str, start: usize) -> &str {
    let after = text[start..].trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '-');
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    &after[..end]
}
