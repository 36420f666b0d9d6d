//! The words that name events, in every form, found longest first.
//!
//! ```text
//! prisoner exchanges   PrisonerExchange   noun  plural              sure
//! struck               Airstrike          verb  past | participle   weak, near missile, drone, …
//! carried out          light verb         its object names the event
//! ```
//! Words are looked up folded: lower case, without accents.

use std::collections::BTreeMap;
use std::hash::Hasher;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHasher};

use super::inflection::{Form, Forms, Inflections};
use super::word_filter::WordFilter;
use super::word_map::{ShortWord, WordMap};
use super::{Frame, Role};

/// What a word says of an event, in one of its senses.
#[derive(Clone, Debug, PartialEq)]
pub struct Sense {
    /// The type of the event.
    pub event_type: Arc<str>,
    /// The word as a dictionary lists it, such as `carry out`.
    pub lemma: Arc<str>,
    /// What kind of word it is.
    pub class: WordClass,
    /// The forms this spelling may be.
    pub forms: Forms,
    /// How far the word alone is to be trusted.
    pub certainty: Certainty,
    /// Words one of which, in the same sentence, makes a [`Certainty::Weak`] sense likely.
    pub near: NearWords,
    /// Arguments one of which makes the sense sure, however weak the word is: a position of the frame and what fills it,
    /// as in `buy` a company, `raise` rates.
    pub fillers: Fillers,
    /// Which part its neighbours play: the type's frame with what the word changes.
    pub frame: Arc<Frame>,
}

/// Words to be looked for near another, folded.
#[derive(Clone, Debug, PartialEq)]
pub struct NearWords {
    /// Each with its mark, in the order of these.
    words: Arc<[(u64, Arc<str>)]>,
    /// A bit for each of them, by its mark.
    bits: u128,
}

impl NearWords {
    /// Whether a word is one of them.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        self.contains_marked(word, Self::mark(word))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a word with this mark is one of them.
    pub(crate) fn contains_marked(&self, word: &str, mark: u64) -> bool {
        let found = || self.words.binary_search_by(|(other, near)| (*other, &**near).cmp(&(mark, word)));
        self.may_contain(mark) && found().is_ok()
    }

    /// Whether a word with this mark may be one of them; `false` is certain.
    #[inline]
    pub(crate) fn may_contain(&self, mark: u64) -> bool {
        self.bits & Self::bit(mark) != 0
    }

    /// A number that other words seldom have.
    pub(crate) fn mark(word: &str) -> u64 {
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        hasher.finish()
    }

    #[inline]
    const fn bit(mark: u64) -> u128 {
        1 << (mark % 128)
    }
}

impl FromIterator<Arc<str>> for NearWords {
    fn from_iter<I: IntoIterator<Item = Arc<str>>>(words: I) -> Self {
        let mut words: Vec<(u64, Arc<str>)> = words.into_iter().map(|word| (Self::mark(&word), word)).collect();
        words.sort_unstable();
        let bits = words.iter().fold(0, |bits, (mark, _)| bits | Self::bit(*mark));
        Self { words: words.into(), bits }
    }
}

/// Positions of a frame, each with what fills it: `object`, a `Company`.
pub type Fillers = Arc<[(Arc<str>, Filler)]>;

/// What fills a position of a frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Filler {
    /// An entity of this kind; of a `Person` a word for people as well.
    Kind(Arc<str>),
    /// A phrase whose head is one of these words.
    Words(NearWords),
}

/// The kinds of words that name events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WordClass {
    /// It names the event: `attack`.
    Noun,
    /// It tells it: `attacked`.
    Verb,
    /// It names who did it: `attackers`.
    Agent,
}

/// How far a word alone is to be trusted to name an event of its type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It hardly ever means anything else: `airstrike`.
    Sure,
    /// It mostly means this: `attack`.
    Likely,
    /// It means this only with one of the sense's `near` words beside it, or with arguments that fit: `strike`, `hit`.
    Weak,
}

/// A noun's modifier that makes its event a more precise one: `drone` makes an `Attack` an `Airstrike`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modifier {
    /// The type it modifies, or any below it.
    pub base: Arc<str>,
    /// The type it makes of it.
    pub narrowed: Arc<str>,
    /// The PLOVER mode it tells, where it tells one.
    pub mode: Option<Arc<str>>,
}

/// A verb that leaves the naming of the event to its object: `carried out` an attack, `suffered` a defeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LightVerb {
    /// The verb as a dictionary lists it, such as `carry out`.
    pub lemma: Arc<str>,
    /// The forms this spelling may be.
    pub forms: Forms,
    /// The part of its subject in the event.
    pub subject: Role,
}

/// Words at the start of a run of tokens that name events.
#[derive(Clone, Copy, Debug)]
pub struct Match<'o> {
    /// How many tokens they are.
    pub length: usize,
    /// What they may mean, surest first; empty where the phrase is known to name no event (`fire brigade`).
    pub senses: &'o [Sense],
}

/// The words that name events.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Each word and phrase with its senses.
    phrases: Vec<(Box<str>, Vec<Sense>)>,
    /// Which of `phrases` each is.
    index: WordMap<usize>,
    modifiers: WordMap<Vec<Modifier>>,
    light_verbs: FxHashMap<Box<str>, LightVerb>,
    /// The most words of any phrase that begins with this word.
    longest_phrase: WordMap<usize>,
    /// The first two words of phrases.
    pairs: WordFilter,
    pub(super) inflections: Inflections,
    /// Whether words still to come go before those already there: a user's before the standard ones.
    pub(super) later_words_first: bool,
}

/// About how many different words open a phrase.
const FIRST_WORDS: usize = 1 << 12;

impl Default for Lexicon {
    fn default() -> Self {
        Self {
            phrases: Vec::new(),
            index: WordMap::default(),
            modifiers: WordMap::default(),
            light_verbs: FxHashMap::default(),
            longest_phrase: WordMap::default(),
            pairs: WordFilter::for_words(FIRST_WORDS),
            inflections: Inflections::default(),
            later_words_first: false,
        }
    }
}

impl Lexicon {
    /// What a word or phrase may mean, surest first; empty where it names no event.
    #[must_use]
    pub fn senses(&self, phrase: &str) -> &[Sense] {
        self.known(phrase).map_or(&[], Vec::as_slice)
    }

    /// Whether a word or phrase names an event as a noun.
    #[must_use]
    pub fn is_noun(&self, phrase: &str) -> bool {
        self.senses(phrase).iter().any(|sense| sense.class == WordClass::Noun)
    }

    /// The senses of a word as a noun, singular or plural.
    #[must_use]
    pub fn nouns(&self, phrase: &str) -> Vec<&Sense> {
        self.of_class(phrase, WordClass::Noun)
    }

    /// The senses of a word as a verb, in any of its forms.
    ///
    /// ```
    /// use annals::ontology::{Form, Ontology};
    /// let attacked = Ontology::standard().lexicon().verbs("attacked");
    /// assert!(attacked[0].forms.contains(Form::Participle) && !attacked[0].forms.contains(Form::Base));
    /// ```
    #[must_use]
    pub fn verbs(&self, phrase: &str) -> Vec<&Sense> {
        self.of_class(phrase, WordClass::Verb)
    }

    /// Whether a word begins a phrase that names an event, or a light verb: of others there is nothing to look up.
    #[must_use]
    pub fn opens_phrase(&self, word: &str) -> bool {
        self.longest_phrase.contains(word)
    }

    /// The senses of a word, if it begins a phrase that names an event, or a light verb; `short` is the word as two numbers.
    pub(crate) fn opening(&self, word: &str, short: Option<ShortWord>) -> Option<&[Sense]> {
        self.longest_phrase.get_as(word, short)?;
        Some(self.index.get_as(word, short).map_or(&[], |&index| self.phrases[index].1.as_slice()))
    }

    /// The longest phrase at the start of `tokens` that names an event.
    ///
    /// ```
    /// use annals::ontology::Ontology;
    /// let lexicon = Ontology::standard().lexicon();
    /// let found = lexicon.longest(&["prisoner", "exchange", "in", "may"]).expect("names an event");
    /// assert_eq!(found.length, 2);
    /// ```
    #[must_use]
    pub fn longest<T: AsRef<str>>(&self, tokens: &[T]) -> Option<Match<'_>> {
        self.longest_with(tokens, |phrase| self.known(phrase))
            .map(|(length, senses)| Match { length, senses: senses.as_slice() })
    }

    /// The longest light verb at the start of `tokens`, with the number of its tokens.
    #[must_use]
    pub fn light_verb<T: AsRef<str>>(&self, tokens: &[T]) -> Option<(usize, &LightVerb)> {
        self.longest_with(tokens, |phrase| self.light_verbs.get(phrase))
    }

    /// What a word before a noun makes of the noun's event.
    #[must_use]
    pub fn modifiers(&self, word: &str) -> &[Modifier] {
        self.modifiers.get(word).map_or(&[], Vec::as_slice)
    }

    /// The forms of every word that names an event, in no order.
    pub(crate) fn spellings(&self) -> impl Iterator<Item = (&str, &[Sense])> {
        self.phrases.iter().map(|(phrase, senses)| (phrase.as_ref(), senses.as_slice()))
    }

    /// The forms of every word that names an event, in order: what "did you mean" and completion choose from.
    pub fn phrases(&self) -> impl Iterator<Item = (&str, &[Sense])> {
        let sorted: BTreeMap<&str, &[Sense]> = self.spellings().collect();
        sorted.into_iter()
    }

    /// Adds a word with all its inflected forms.
    pub(super) fn add_word(&mut self, word: &Sense) {
        let spellings = match word.class {
            WordClass::Verb => self.inflections.verb(&word.lemma),
            WordClass::Noun | WordClass::Agent => self.inflections.noun(&word.lemma),
        };
        for (spelling, forms) in spellings {
            if word.class != WordClass::Verb && spelling.contains(' ') {
                self.add_spelling(spelling.replace(' ', "-"), word, forms);
            }
            // The words of a text are looked up without their hyphens.
            if spelling.contains('-') {
                self.add_spelling(spelling.replace('-', " "), word, forms);
            }
            self.add_spelling(spelling, word, forms);
        }
    }

    /// Adds a phrase, singular and plural, that names no event, so that none of its words does either.
    pub(super) fn add_stop_phrase(&mut self, phrase: &str) {
        for (spelling, _) in self.inflections.noun(phrase) {
            self.note_length(&spelling);
            self.known_or_added(&spelling);
        }
    }

    pub(super) fn add_modifier(&mut self, word: &str, modifier: Modifier) {
        self.modifiers.entry(word).push(modifier);
    }

    pub(super) fn add_light_verb(&mut self, lemma: &str, subject: Role) {
        for (spelling, forms) in self.inflections.verb(lemma) {
            self.note_length(&spelling);
            self.light_verbs.insert(spelling.into(), LightVerb { lemma: lemma.into(), forms, subject });
        }
    }

    /// A second row for the same word and type replaces the first, so that a user can correct the standard tables. In those,
    /// what fills the frame of a word stands beside what else is known of it.
    fn add_spelling(&mut self, spelling: String, word: &Sense, forms: Forms) {
        self.note_length(&spelling);
        let later = self.later_words_first;
        let senses = self.known_or_added(&spelling);
        senses.retain(|known| {
            let same = (&known.event_type, &known.lemma, known.class) == (&word.event_type, &word.lemma, word.class);
            let alike = known.fillers.is_empty() && word.fillers.is_empty();
            let label = || known.class == WordClass::Noun && *known.lemma == super::words_of_label(&known.event_type);
            !(same && (later || alike || label()))
        });
        let index = if later { 0 } else { senses.len() };
        senses.insert(index, Sense { forms, ..word.clone() });
        senses.sort_by_key(|sense| sense.certainty);
    }

    fn known(&self, phrase: &str) -> Option<&Vec<Sense>> {
        self.index.get(phrase).map(|&index| &self.phrases[index].1)
    }

    fn known_or_added(&mut self, phrase: &str) -> &mut Vec<Sense> {
        let index = match self.index.get(phrase) {
            Some(&index) => index,
            None => {
                self.phrases.push((phrase.into(), Vec::new()));
                *self.index.entry(phrase) = self.phrases.len() - 1;
                self.phrases.len() - 1
            }
        };
        &mut self.phrases[index].1
    }

    fn note_length(&mut self, phrase: &str) {
        let mut words = phrase.split(' ');
        let first = words.next().unwrap_or_default();
        let longest = self.longest_phrase.entry(first);
        *longest = (*longest).max(1 + words.clone().count());
        if let Some(second) = words.next() {
            self.pairs.insert_pair(first, second);
        }
    }

    fn of_class(&self, phrase: &str, class: WordClass) -> Vec<&Sense> {
        self.senses(phrase).iter().filter(|sense| sense.class == class).collect()
    }

    fn longest_with<'o, T: AsRef<str>, F>(
        &'o self,
        tokens: &[T],
        find: impl Fn(&str) -> Option<&'o F>,
    ) -> Option<(usize, &'o F)> {
        let first = tokens.first()?.as_ref();
        let longest = (*self.longest_phrase.get(first)?).min(tokens.len());
        if longest < 2 || !self.pairs.may_have_pair(first, tokens[1].as_ref()) {
            return find(first).map(|found| (1, found));
        }
        let phrases = Openings::of(&tokens[..longest]);
        (2..=longest)
            .rev()
            .find_map(|length| find(phrases.words(length)).map(|found| (length, found)))
            .or_else(|| find(first).map(|found| (1, found)))
    }
}

/// The first words of a run of tokens as phrases: all of them in one text, cut where each word ends.
pub(super) struct Openings<'t, T> {
    tokens: &'t [T],
    text: String,
}

impl<'t, T: AsRef<str>> Openings<'t, T> {
    pub(super) fn of(tokens: &'t [T]) -> Self {
        let mut text = String::with_capacity(64);
        for (index, token) in tokens.iter().enumerate() {
            if index > 0 {
                text.push(' ');
            }
            text.push_str(token.as_ref());
        }
        Self { tokens, text }
    }

    /// The first `length` words.
    pub(super) fn words(&self, length: usize) -> &str {
        let letters: usize = self.tokens[..length].iter().map(|token| token.as_ref().len()).sum();
        &self.text[..letters + length - 1]
    }
}

impl Sense {
    /// Whether this spelling may be `form` of the word.
    #[must_use]
    pub fn may_be(&self, form: Form) -> bool {
        self.forms.contains(form)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Ontology;

    /// The first words of a line are looked up; what they mean follows, surest first.
    #[test]
    fn words_name_event_types() {
        let table = "\
airstrikes in Kyiv -> 1 Airstrike
prisoner exchanges between -> 2 PrisonerExchange
prisoner-exchange -> 1 PrisonerExchange
were attacked -> none
attacked Kyiv -> 1 Attack Condemnation Cyberattack
shot down a drone -> 2 Airstrike
shot at police -> 2 Shooting
carried out an attack -> none
negotiations -> 1 Negotiation
peace talks in Istanbul -> 2 Negotiation
calls for sanctions -> 2 Demand
strikes -> 1 Strike Attack Airstrike Strike Crash
struck -> 1 Strike Attack Airstrike Strike Crash
fire brigade -> 2
fire -> 1 WeaponTest Airstrike Shelling Shooting Repression WeaponTest Dismissal Fire
was born in -> 2 Birth
went on hunger strike -> 4 HungerStrike
earthquakes -> 1 Earthquake
invasions -> 1 Invasion
ceasefire -> 1 Ceasefire
states of emergency -> 3 StateOfEmergency
met with -> 2 Meeting
";
        let found: Vec<String> =
            table.lines().map(|line| looked_up(line.split(" -> ").next().unwrap_or_default())).collect();
        assert_eq!(found.join("\n"), table.trim_end());
    }

    fn looked_up(words: &str) -> String {
        let tokens: Vec<&str> = words.split(' ').collect();
        let Some(found) = Ontology::standard().lexicon().longest(&tokens) else {
            return format!("{words} -> none");
        };
        let mut types: Vec<&str> = found.senses.iter().map(|sense| sense.event_type.as_ref()).collect();
        types.dedup();
        format!("{words} -> {} {}", found.length, types.join(" ")).trim_end().to_owned()
    }

    #[test]
    fn light_verbs_are_found_in_every_form() {
        let lexicon = Ontology::standard().lexicon();
        let (length, verb) = lexicon.light_verb(&["carried", "out", "an", "attack"]).expect("a light verb");
        assert_eq!((length, verb.lemma.as_ref()), (2, "carry out"));
    }

    /// What subject and object are, and what a preposition leads to.
    #[test]
    fn words_say_who_plays_which_part() {
        let table = "\
attacked | subject Actor, object Recipient, against Recipient
died | subject Recipient
met | subject Actor, object Actor, with Actor
visited | subject Actor, object Place
told | subject Actor, object Recipient
called for | subject Actor, object Topic
captured | subject Actor, object Place, from Recipient
lost to | subject Recipient, by Actor
";
        for line in table.lines() {
            let (verb, parts) = line.split_once(" | ").expect("the table's own shape");
            let sense = Ontology::standard().lexicon().verbs(verb)[0];
            let slots = parts.split(", ").map(|part| part.split_once(' ').expect("a position and a slot"));
            for (position, slot) in slots {
                let found = match position {
                    "subject" => sense.frame.subject(),
                    "object" => sense.frame.object(),
                    preposition => sense.frame.preposition(preposition),
                };
                let found = format!("{:?}", found.expect("the position is used"));
                assert!(found.contains(slot), "{verb}: {position} is {found}");
            }
        }
    }

    #[test]
    fn modifiers_narrow_a_type() {
        let modifiers = Ontology::standard().lexicon().modifiers("drone");
        assert_eq!(modifiers[0].narrowed.as_ref(), "Airstrike");
        assert_eq!(modifiers[0].mode.as_deref(), Some("drone"));
    }
}
