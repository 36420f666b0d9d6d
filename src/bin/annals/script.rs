//! A text of many statements, taken apart: Cypher up to its `;`, questions of one line, dot commands.
//!
//! ```text
//! // how the spring went          a comment
//! .format csv                     a dot command: a line of its own, where a statement could begin
//! events in Kyiv after May 23;    a question: its line, with or without `;`
//! BEGIN                           a word that groups statements: up to `;` or the end of the line
//! MATCH (e:Event)                 Cypher: up to `;` outside strings and comments, or the end of the text
//! RETURN count(e);
//! ```
//! A dot command where a statement is still open is not swallowed by it: [`parts`] ends the statement there, and its
//! own error says what is missing.

use std::ops::Range;

use annals::query::{
    self,
    ast::{ClauseKind, Statement},
};
use annals::{Control, Language};

use crate::repl::command;

/// A part of a script, as a range of its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A statement, without its `;`.
    Statement(Range<usize>),
    /// A dot command, from the dot to the end of the line.
    Command(Range<usize>),
}

/// The parts of a script in order; blank statements and comments are left out.
pub(crate) fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut at = skip_blank(text, 0);
    while at < text.len() {
        let rest = &text[at..];
        let (part, end) = if rest.starts_with('.') {
            let end = at + line_length(rest);
            (Part::Command(trimmed(text, at..end)), end)
        } else if rest.starts_with(';') {
            at = skip_blank(text, at + 1);
            continue;
        } else {
            let length = statement_length(rest);
            (Part::Statement(trimmed(text, at..at + length)), at + length)
        };
        parts.push(part);
        at = skip_blank(text, end);
    }
    parts
}

/// Whether a text typed so far is all of what was begun. Dot commands and questions are a line; Cypher ends with its `;`,
/// with an empty line, or where it says what to return or to write.
pub(crate) fn is_complete(text: &str) -> bool {
    let at = skip_blank(text, 0);
    let rest = &text[at..];
    if let Some((_, span)) = Control::leading(rest) {
        let after = rest[span.end..].trim_start();
        return is_complete(after.strip_prefix(';').unwrap_or(after));
    }
    if rest.is_empty() || rest.starts_with('.') || Language::of(rest) == Language::Question {
        return true;
    }
    statement_length(rest) < rest.trim_end().len()
        || rest.ends_with('\n')
        || query::parse(rest).is_ok_and(says_what_to_do)
}

fn says_what_to_do(statement: Statement) -> bool {
    let last = statement.query.unions.last().map_or(&statement.query.first, |union| &union.query).clauses.last();
    !matches!(
        last.map(|clause| &clause.kind),
        None | Some(ClauseKind::Match { .. } | ClauseKind::Unwind { .. } | ClauseKind::With { .. })
    )
}

/// The bytes of the statement that `text` begins with, up to its `;`, a dot command or the end.
fn statement_length(text: &str) -> usize {
    if let Some((_, span)) = Control::leading(text) {
        return span.end;
    }
    match Language::of(text) {
        Language::Question => question_length(text),
        Language::Cypher => cypher_length(text),
    }
}

/// A question is a line; apostrophes are letters in it, so only a `;` at the line's end can be meant as one.
fn question_length(text: &str) -> usize {
    let line = &text[..line_length(text)];
    let without_comment = line.find(" //").map_or(line, |at| &line[..at]);
    without_comment.trim_end().trim_end_matches(';').len()
}

fn cypher_length(text: &str) -> usize {
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        at = match character {
            ';' => return at,
            '\'' | '"' | '`' => after_quoted(text, at, character),
            '/' if text[at..].starts_with("//") || text[at..].starts_with("/*") => after_comment(text, at),
            '\n' if command::is_known(&text[at + 1..]) => return at,
            _ => at + character.len_utf8(),
        };
    }
    text.len()
}

fn after_quoted(text: &str, start: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text[start + 1..].char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            _ if character == quote => return start + 1 + at + 1,
            _ => {}
        }
    }
    text.len()
}

fn after_comment(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let length = if rest.starts_with("//") { rest.find('\n') } else { rest[2..].find("*/").map(|at| at + 4) };
    length.map_or(text.len(), |length| start + length)
}

fn skip_blank(text: &str, mut at: usize) -> usize {
    loop {
        at = text.len() - text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
        let rest = &text[at..];
        if !rest.starts_with("//") && !rest.starts_with("/*") {
            return at;
        }
        at = after_comment(text, at);
    }
}

fn line_length(text: &str) -> usize {
    text.find('\n').unwrap_or(text.len())
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range.clone()].trim_end().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let show = |part| match part {
            Part::Statement(range) => format!("statement {}", &text[range]),
            Part::Command(range) => format!("command {}", &text[range]),
        };
        parts(text).into_iter().map(show).collect()
    }

    #[test]
    fn statements_end_at_semicolons_outside_strings_and_comments() {
        assert_eq!(
            shown("RETURN ';' AS a; // not; here\nRETURN `;` /* ; */ AS b;\n\nRETURN 1"),
            ["statement RETURN ';' AS a", "statement RETURN `;` /* ; */ AS b", "statement RETURN 1"]
        );
    }

    #[test]
    fn blank_statements_are_none() {
        for text in ["", ";;;;", " // only a comment", "/* open", "\u{feff};\n"] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn questions_are_lines_and_apostrophes_letters() {
        assert_eq!(
            shown("what did Ukraine's army do?;\nevents in Kyiv // the capital\nwho attacked Kyiv"),
            ["statement what did Ukraine's army do?", "statement events in Kyiv", "statement who attacked Kyiv"]
        );
    }

    #[test]
    fn a_word_that_groups_statements_is_one_of_its_own() {
        assert_eq!(
            shown("BEGIN\nCREATE (n);\nevents in Kyiv\nCOMMIT // kept"),
            ["statement BEGIN", "statement CREATE (n)", "statement events in Kyiv", "statement COMMIT"]
        );
        assert_eq!(
            shown("begin transaction; CREATE (n); rollback;"),
            ["statement begin transaction", "statement CREATE (n)", "statement rollback"]
        );
    }

    #[test]
    fn an_open_statement_swallows_no_command() {
        assert_eq!(
            shown("MATCH (n)\n.format csv\nRETURN 1;"),
            ["statement MATCH (n)", "command .format csv", "statement RETURN 1"]
        );
        assert_eq!(shown("MATCH (n) RETURN n\n.name;"), ["statement MATCH (n) RETURN n\n.name"]);
    }

    #[test]
    fn a_question_is_a_line_and_cypher_goes_on_until_it_says_what_to_do() {
        for complete in [
            "",
            ".help",
            "BEGIN",
            "BEGIN; CREATE (n); COMMIT",
            "events in Kyiv",
            "MATCH (n);",
            "RETURN 1; // done",
            "RETURN 1",
            "MATCH (n\n\n",
        ] {
            assert!(is_complete(complete), "{complete:?}");
        }
        for open in ["MATCH (n)", "BEGIN; MATCH (n)", "RETURN ';", "RETURN [1,", "MATCH (n)\nWHERE n.name = 'x;'"] {
            assert!(!is_complete(open), "{open:?}");
        }
    }
}
