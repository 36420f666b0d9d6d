//! Words without their endings, as the tables of the models write them.

use super::known::verb_forms;
use super::verb::VerbForms;

/// The base form of a verb; a noun without the mark of its plural.
pub(in crate::ingest::news) fn stem(word: &str) -> &str {
    stem_of_known(word, verb_forms(word))
}

/// The stem of a word that can be these forms of a verb.
pub(in crate::ingest::news) fn stem_of_known(word: &str, forms: Option<VerbForms>) -> &str {
    forms.map_or_else(|| singular(word), |forms| forms.lemma)
}

/// Of "countries" and "country" "countr" is left.
fn singular(word: &str) -> &str {
    let ending = ["ies", "y"].into_iter().find(|ending| word.len() > ending.len() + 3 && word.ends_with(ending));
    match ending {
        Some(ending) => &word[..word.len() - ending.len()],
        None if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") => &word[..word.len() - 1],
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_go() {
        let stems = ["talks", "said", "harbours", "countries", "country", "pass", "gas", ""].map(stem);
        assert_eq!(stems, ["talk", "say", "harbour", "countr", "countr", "pass", "gas", ""]);
    }
}
