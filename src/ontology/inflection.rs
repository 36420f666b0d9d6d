//! The forms of English words: plurals, and the five forms of a verb.
//!
//! Rules first (`attack` → `attacked`), then a table of the irregular ones (`strike` → `struck`). A word of several words
//! inflects one of them: a verb its first (`carries out`), a noun the last before a preposition (`exchanges of fire`).

use std::collections::HashMap;
use std::sync::Arc;

/// A form of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// `attack`, of a noun.
    Singular,
    /// `attacks`, of a noun.
    Plural,
    /// `attack`, of a verb.
    Base,
    /// `attacks`, of a verb.
    Third,
    /// `attacked`, `struck`.
    Past,
    /// `attacked`, `driven`: of the perfect and the passive.
    Participle,
    /// `attacking`.
    Gerund,
}

/// A set of forms, because one spelling often stands for several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Forms(u8);

impl Forms {
    /// Whether `form` is one of them.
    #[must_use]
    pub const fn contains(self, form: Form) -> bool {
        self.0 & (1 << form as u8) != 0
    }

    /// These and `form`.
    #[must_use]
    pub const fn with(self, form: Form) -> Self {
        Self(self.0 | 1 << form as u8)
    }

    /// All of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The irregular words.
#[derive(Clone, Debug, Default)]
pub(super) struct Inflections {
    verbs: HashMap<Arc<str>, [Arc<str>; 4]>,
    plurals: HashMap<Arc<str>, Arc<str>>,
}

impl Inflections {
    /// Third person, past, participle and gerund of `base` are these.
    pub(super) fn add_verb(&mut self, base: &str, forms: [&str; 4]) {
        self.verbs.insert(base.into(), forms.map(Arc::from));
    }

    /// The plural of `singular` is this.
    pub(super) fn add_plural(&mut self, singular: &str, plural: &str) {
        self.plurals.insert(singular.into(), plural.into());
    }

    /// Every spelling of a verb, each with the forms it may be. Alternatives are separated by `/` in the table.
    pub(super) fn verb(&self, phrase: &str) -> Vec<(String, Forms)> {
        let (verb, particle) = phrase.split_once(' ').map_or((phrase, None), |(verb, rest)| (verb, Some(rest)));
        let forms = match self.verbs.get(verb) {
            Some(irregular) => irregular.clone().map(|form| form.to_string()),
            None => regular_verb(verb),
        };
        let kinds = [Form::Third, Form::Past, Form::Participle, Form::Gerund];
        let mut spellings = vec![(verb.to_owned(), Forms::default().with(Form::Base))];
        for (form, kind) in forms.iter().zip(kinds) {
            for alternative in form.split('/') {
                merge(&mut spellings, alternative, kind);
            }
        }
        spellings.into_iter().map(|(spelling, forms)| (joined(&spelling, particle), forms)).collect()
    }

    /// Singular and plural of a noun.
    pub(super) fn noun(&self, phrase: &str) -> Vec<(String, Forms)> {
        let mut words: Vec<&str> = phrase.split(' ').collect();
        let head = words.iter().position(|word| PREPOSITIONS.contains(word)).unwrap_or(words.len()).saturating_sub(1);
        let plural = self.plurals.get(words[head]).map_or_else(|| regular_plural(words[head]), ToString::to_string);
        words[head] = &plural;
        let plural = self.plurals.get(phrase).map_or_else(|| words.join(" "), ToString::to_string);
        let mut spellings = vec![(phrase.to_owned(), Forms::default().with(Form::Singular))];
        merge(&mut spellings, &plural, Form::Plural);
        spellings
    }
}

const PREPOSITIONS: [&str; 9] = ["of", "in", "on", "to", "for", "at", "by", "with", "from"];

fn merge(spellings: &mut Vec<(String, Forms)>, spelling: &str, form: Form) {
    match spellings.iter_mut().find(|(known, _)| known == spelling) {
        Some((_, forms)) => *forms = forms.with(form),
        None => spellings.push((spelling.to_owned(), Forms::default().with(form))),
    }
}

fn joined(verb: &str, particle: Option<&str>) -> String {
    particle.map_or_else(|| verb.to_owned(), |particle| format!("{verb} {particle}"))
}

fn regular_verb(base: &str) -> [String; 4] {
    let past = regular_past(base);
    [regular_plural(base), past.clone(), past, regular_gerund(base)]
}

/// Also the third person singular, which follows the same rule.
fn regular_plural(base: &str) -> String {
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|ending| base.ends_with(ending));
    match consonant_y(base) {
        Some(stem) => format!("{stem}ies"),
        None if sibilant => format!("{base}es"),
        None => format!("{base}s"),
    }
}

fn regular_past(base: &str) -> String {
    match consonant_y(base) {
        Some(stem) => format!("{stem}ied"),
        None if base.ends_with('e') => format!("{base}d"),
        None => format!("{}ed", doubled(base)),
    }
}

fn regular_gerund(base: &str) -> String {
    if let Some(stem) = base.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && !base.ends_with("ye") && !base.ends_with("oe") => format!("{stem}ing"),
        _ => format!("{}ing", doubled(base)),
    }
}

fn consonant_y(base: &str) -> Option<&str> {
    base.strip_suffix('y').filter(|stem| !stem.ends_with(is_vowel) && !stem.is_empty())
}

/// `ban` → `bann`: one syllable that ends consonant, vowel, consonant. Longer ones stand in the table.
fn doubled(base: &str) -> String {
    let letters: Vec<char> = base.chars().collect();
    match letters[..] {
        [ref onset @ .., vowel, last]
            if is_vowel(vowel)
                && !is_vowel(last)
                && !"wxy".contains(last)
                && !onset.is_empty()
                && !onset.iter().any(|&letter| is_vowel(letter)) =>
        {
            format!("{base}{last}")
        }
        _ => base.to_owned(),
    }
}

fn is_vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spellings(forms: Vec<(String, Forms)>) -> String {
        forms.into_iter().map(|(spelling, _)| spelling).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn verbs_follow_the_rules() {
        let table = "\
attack attacks attacked attacking
ban bans banned banning
carry carries carried carrying
deploy deploys deployed deploying
die dies died dying
free frees freed freeing
launch launches launched launching
release releases released releasing
raid raids raided raiding
visit visits visited visiting
seize seizes seized seizing
";
        for line in table.lines() {
            let base = line.split(' ').next().unwrap_or_default();
            assert_eq!(spellings(Inflections::default().verb(base)), line);
        }
    }

    #[test]
    fn irregular_verbs_come_from_the_table() {
        let mut inflections = Inflections::default();
        inflections.add_verb("shoot", ["shoots", "shot", "shot", "shooting"]);
        let forms = inflections.verb("shoot down");
        assert_eq!(forms[2], ("shot down".to_owned(), Forms::default().with(Form::Past).with(Form::Participle)));
    }

    #[test]
    fn nouns_inflect_their_head() {
        let table = "\
attack|attacks
air strike|air strikes
prisoner exchange|prisoner exchanges
exchange of prisoners|exchanges of prisoners
casualty|casualties
speech|speeches
";
        for line in table.lines() {
            let singular = line.split('|').next().unwrap_or_default();
            let forms: Vec<_> = Inflections::default().noun(singular).into_iter().map(|(form, _)| form).collect();
            assert_eq!(forms.join("|"), line);
        }
    }
}
