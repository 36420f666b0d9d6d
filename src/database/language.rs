//! Which of the two languages a text speaks.
//!
//! The first two words decide, once: there is no second try after a failure, so an error always comes from the language
//! the text was meant in. English and Cypher share opening words (`with whom did …`, `delete events in Kyiv`,
//! `match (n)`), so a shared word needs what Cypher puts after it.

/// One of the two languages of annals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// openCypher.
    Cypher,
    /// A question in English.
    Question,
}

impl Language {
    /// The language of a text; blank texts are Cypher, whose parser says what is missing.
    ///
    /// ```
    /// use annals::Language;
    /// assert_eq!(Language::of("match (n) return n"), Language::Cypher);
    /// assert_eq!(Language::of("match results in May"), Language::Question);
    /// ```
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text = skip_blank(text);
        let (word, rest) = first_word(text);
        let rest = skip_blank(rest);
        if opens_cypher(&word.to_ascii_uppercase(), rest) { Self::Cypher } else { Self::Question }
    }
}

fn opens_cypher(word: &str, rest: &str) -> bool {
    match word {
        "RETURN" | "UNWIND" | "MERGE" | "EXPLAIN" | "PROFILE" | "OPTIONAL" | "DETACH" | "CALL" => true,
        "MATCH" | "CREATE" => rest.is_empty() || opens_pattern(rest),
        "WITH" => !next_is(rest, &["WHOM", "WHO", "WHAT", "WHICH"]),
        "SET" | "REMOVE" | "DELETE" => rest.is_empty() || opens_item(rest),
        // Cypher with a misspelt first word, such as `MACTH (n)`; no question opens so. A blank text too.
        _ => rest.starts_with('(') || (word.is_empty() && rest.is_empty()),
    }
}

/// `(n…`, `p = (…`, `shortestPath((…`
fn opens_pattern(rest: &str) -> bool {
    let (_, after) = first_word(rest);
    rest.starts_with('(') || matches!(skip_blank(after).chars().next(), Some('=' | '('))
}

/// `n`, `n, m`, `n.key = …`, `n:Label`: what follows a writing keyword, but no second word of English.
fn opens_item(rest: &str) -> bool {
    let (_, after) = first_word(rest);
    !skip_blank(after).starts_with(|character: char| character.is_alphanumeric())
}

fn next_is(rest: &str, words: &[&str]) -> bool {
    let (word, _) = first_word(rest);
    words.iter().any(|candidate| word.eq_ignore_ascii_case(candidate))
}

pub(super) fn first_word(text: &str) -> (&str, &str) {
    let end = text.find(|character: char| !character.is_alphanumeric() && character != '_').unwrap_or(text.len());
    text.split_at(end)
}

/// Skips white space and `//` and `/* */` comments.
pub(super) fn skip_blank(mut text: &str) -> &str {
    loop {
        text = text.trim_start();
        let comment_end = if text.starts_with("//") {
            text.find('\n')
        } else if text.starts_with("/*") {
            text.find("*/").map(|at| at + 2)
        } else {
            return text;
        };
        text = &text[comment_end.unwrap_or(text.len())..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_opening_decides() {
        let cypher = [
            "MATCH (n) RETURN n",
            "match p = (a)--(b) return p",
            "MATCH shortestPath((a)--(b)) RETURN 1",
            "MATCH (n RETURN n",
            "// all\nRETURN 1",
            "/* all */ with 1 AS x RETURN x",
            "DELETE n",
            "SET n.name = 'x'",
            "MACTH (n) RETURN n",
            "",
        ];
        let questions = [
            "events in Kyiv after May 23",
            "with whom did Russia meet?",
            "delete events in Kyiv",
            "match results in May",
            "who attacked Kyiv?",
            "'Bank of England' events",
        ];
        for text in cypher {
            assert_eq!(Language::of(text), Language::Cypher, "{text}");
        }
        for text in questions {
            assert_eq!(Language::of(text), Language::Question, "{text}");
        }
    }
}
