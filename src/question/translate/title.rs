//! Words that are neither types nor names, looked for in the titles of events: the last thing tried before a refusal, and
//! always echoed.
//!
//! ```text
//! the fire in Bergen       events, but no statements, with 'fire' in the title
//! what did Berg condemn    statements with 'condemn' in the title, where the graph has no finer type for it
//! attacks on the convoy    attacks with 'convoy' in the title
//! the ferry collision      collisions with 'ferry' in the title, or else in a sentence that reports them
//! ```

use super::Scene;
use super::build::{self, Path, all_of, node, property, test};
use crate::graph::Direction;
use crate::query::ast::{Expression, TestOperator};
use crate::question::token::TokenKind;
use crate::value::{NodeId, Value};

impl Scene<'_> {
    /// The words to look for in titles that some tokens stand for; `None` where they are no common words.
    pub(super) fn common_words(&self, (first, last): (usize, usize)) -> Option<Vec<String>> {
        let spoken = (first..=last).filter(|&token| !matches!(self.tokens[token].kind, TokenKind::Closed));
        let tokens: Vec<usize> =
            spoken.filter(|&token| !matches!(self.tokens[token].kind, TokenKind::Number(_))).collect();
        let plain = |&token: &usize| {
            let kind = &self.tokens[token].kind;
            let written = self.written((token, token));
            let common = matches!(kind, TokenKind::Unknown | TokenKind::Event(_));
            (common && written.starts_with(char::is_lowercase)) || matches!(kind, TokenKind::Name { quoted: false, .. })
        };
        let is_common = tokens.last().is_some_and(|last| self.written((*last, *last)).starts_with(char::is_lowercase));
        if !is_common || !tokens.iter().all(plain) {
            return None;
        }
        Some(tokens.iter().flat_map(|&token| stems(self.written((token, token)))).collect())
    }

    /// Whether an event of a label has a title with these words, and is no statement where those do not count.
    pub(super) fn is_titled(&self, label: &str, words: &[String], statements: bool) -> bool {
        let Some(label) = self.view.symbol(label) else { return false };
        let mut events = self.view.nodes_with_label(label).iter();
        events.any(|&event| self.has_title(event, words) && (statements || !self.is_statement(event)))
    }

    /// Whether the title of an event has these words.
    pub(super) fn has_title(&self, event: NodeId, words: &[String]) -> bool {
        self.has_words(event, "title", words)
    }

    /// Whether a sentence that reports an event has these words.
    pub(super) fn has_report(&self, event: NodeId, words: &[String]) -> bool {
        let Some(reported) = self.view.symbol("REPORTED_IN") else { return false };
        let mut sentences = self.view.neighbours(event, Direction::Outgoing, Some(reported));
        sentences.any(|sentence| self.has_words(sentence.node, "text", words))
    }

    fn has_words(&self, node: NodeId, key: &str, words: &[String]) -> bool {
        let text = self.view.symbol(key).map(|key| self.view.node_property(node, key));
        matches!(text, Some(Value::String(text)) if words.iter().all(|word| has_word(&text, word)))
    }

    /// Whether an event is something said.
    pub(super) fn is_statement(&self, event: NodeId) -> bool {
        self.view.symbol("Statement").is_some_and(|label| self.view.has_label(event, label))
    }
}

/// `(' ' + toLower(e.title)) CONTAINS ' word' AND …`
pub(super) fn titled(event: &str, words: &[String]) -> Option<Expression> {
    has_each(event, "title", words)
}

/// `EXISTS { (e)-[:REPORTED_IN]->(report:Sentence) WHERE (' ' + toLower(report.text)) CONTAINS ' word' AND … }`
pub(super) fn reported(event: &str, words: &[String]) -> Option<Expression> {
    let told = has_each("report", "text", words)?;
    let path = Path::from(node(event, &[])).to(&["REPORTED_IN"], node("report", &["Sentence"]));
    Some(path.exists_where(Some(told)))
}

fn has_each(variable: &str, key: &str, words: &[String]) -> Option<Expression> {
    let text = || build::plus(build::string(" "), build::call("toLower", vec![property(variable, key)]));
    let contains = |word: &String| test(text(), TestOperator::Contains, build::string(&format!(" {word}")));
    all_of(words.iter().map(contains).collect())
}

/// The words of a text without the ending of a plural, so that one is found as well as many.
pub(super) fn stems(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| stem(word).to_owned()).collect()
}

fn stem(word: &str) -> &str {
    let long = word.chars().count() > 3;
    let endings = ["ies", "s"].into_iter().filter(|_| long && !word.ends_with("ss"));
    endings.into_iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

/// Whether a word of the text begins so, whatever its case.
fn has_word(text: &str, word: &str) -> bool {
    // Every title of a graph may be looked at, and most are plain.
    if text.is_ascii() {
        return text.as_bytes().split(|letter| *letter == b' ').any(|other| begins_ascii(other, word.as_bytes()));
    }
    text.split(' ').any(|other| begins(other, word))
}

fn begins_ascii(word: &[u8], beginning: &[u8]) -> bool {
    word.len() >= beginning.len() && word[..beginning.len()].eq_ignore_ascii_case(beginning)
}

fn begins(word: &str, beginning: &str) -> bool {
    let mut letters = word.chars().flat_map(char::to_lowercase);
    beginning.chars().all(|wanted| letters.next() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_stems() {
        assert_eq!(stems("injured Workers"), ["injured", "worker"]);
        assert_eq!(stems("ferries, boss"), ["ferr", "boss"]);
        assert!(has_word("Mayor visits injured workers", "worker"));
        assert!(!has_word("a misfire", "fire"));
        assert!(has_word("Bürgermeister ÜBT Kritik", "übt") && !has_word("Fähre", "fahre"));
    }
}
