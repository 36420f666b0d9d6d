//! Closed word classes, by lower-case word.

use rustc_hash::FxHashMap;

use super::known::closed_class;

/// A class of words that no new word joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Class {
    Determiner,
    /// A possessive determiner: `his`, `their`.
    PossessivePronoun,
    Preposition,
    Conjunction,
    /// Opens a dependent clause: `after`, `because`, `while`; several are prepositions too.
    Subordinator,
    Pronoun,
    RelativePronoun,
    /// A form of `be`.
    Be,
    /// A form of `have`.
    Have,
    /// A form of `do`.
    Do,
    Modal,
    To,
    Negation,
    Adverb,
    NumberWord,
    /// A common adjective news puts before event nouns; closed only in the sense of this list.
    Adjective,
}

/// The class of every word of a closed one; a word listed twice is of the first class.
pub(super) fn classes() -> FxHashMap<&'static str, Class> {
    let mut classes = FxHashMap::default();
    for (class, words) in WORDS {
        words.split_whitespace().for_each(|word| _ = classes.entry(word).or_insert(*class));
    }
    classes
}

const WORDS: &[(Class, &str)] = &[
    (
        Class::Determiner,
        "the a an this that these those each every both either neither any some all several many few such \
         another much most other various",
    ),
    (Class::PossessivePronoun, "his her its their our my your whose"),
    (
        Class::Preposition,
        "of in on at by for from with into onto near against between among amid amidst during through \
         throughout over under across along alongside around outside inside within without toward towards via \
         per despite upon aboard about above below beyond behind beside besides concerning regarding \
         following including involving versus vs vs. off up out down like than amongst",
    ),
    (Class::Conjunction, "and or but nor & yet"),
    (
        Class::Subordinator,
        "after before since until till because although though while whereas if unless when whenever once as \
         whether lest where so",
    ),
    (
        Class::Pronoun,
        "he she it they we i you him them us me himself herself itself themselves someone somebody nobody \
         everyone everybody anyone anybody nothing something anything everything there here",
    ),
    (Class::RelativePronoun, "who whom which what"),
    (Class::Be, "be is are was were been being am isn't aren't wasn't weren't"),
    (Class::Have, "have has had having haven't hasn't hadn't"),
    (Class::Do, "do does did don't doesn't didn't"),
    (Class::Modal, "will would can could may might must shall should won't wouldn't can't couldn't cannot shouldn't"),
    (Class::To, "to"),
    (Class::Negation, "not no never none"),
    (
        Class::Adverb,
        "also then now later soon already still again just only even ever very too recently earlier today \
         yesterday tomorrow meanwhile however instead together away back ago currently previously \
         subsequently reportedly allegedly apparently largely nearly almost approximately roughly once-off \
         further more less thus therefore nevertheless moreover abroad overnight twice forward ahead well \
         rather quite meantime somewhat afterwards perhaps always often seldom",
    ),
    (
        Class::NumberWord,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
         seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand \
         million billion trillion dozen dozens hundreds thousands millions billions zero",
    ),
    (
        Class::Adjective,
        "large small big major minor new old recent previous early late former current last next first second \
         third final initial direct full massive deadly fatal heavy severe serious significant ongoing \
         continued possible own high low great good bad long short public private national international \
         local military political economic financial nuclear armed civil foreign federal strong stronger \
         urgent immediate mutual joint special annual historic humanitarian diplomatic peaceful violent \
         lasting broad broader",
    ),
];

/// Whether a lower-case word belongs to a closed class (adjectives do not count).
pub(crate) fn is_closed_class(word: &str) -> bool {
    closed_class(word).is_some_and(|class| class != Class::Adjective)
}

/// The number of a month, by its lower-case name or its usual abbreviation without the full stop.
pub(crate) fn month(word: &str) -> Option<u8> {
    Some(match word {
        "january" | "jan" => 1,
        "february" | "feb" => 2,
        "march" | "mar" => 3,
        "april" | "apr" => 4,
        "may" => 5,
        "june" | "jun" => 6,
        "july" | "jul" => 7,
        "august" | "aug" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

/// Whether a lower-case word names a day of the week.
pub(crate) fn is_weekday(word: &str) -> bool {
    matches!(
        word,
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "mon"
            | "tue"
            | "tues"
            | "wed"
            | "thu"
            | "thur"
            | "thurs"
            | "fri"
            | "sat"
            | "sun"
    )
}
