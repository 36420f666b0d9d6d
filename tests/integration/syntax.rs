//! Texts that are not Cypher, and what is said about them: `tests/syntax/refused.txt`.
//!
//! ```text
//! MATCH (n RETURN n                                   the text; `⏎` is a new line, `\u{202e}` a character
//!          ^^^^^^                                     the place
//! expected `)` to close the node, found `RETURN`      what is wrong, with its detail where it has a special one
//! help: …                                             what to do
//! ```
//! `UPDATE_GOLDENFILES=1 cargo test syntax` writes what comes out; read it before it is committed.

use std::fs;

use annals::query::{QueryError, parse};

use crate::program::checkout;

#[test]
fn refused_texts_say_what_is_wrong_where_and_what_to_do() {
    let path = checkout().join("tests/syntax/refused.txt");
    let wanted = fs::read_to_string(&path).unwrap();
    let got: Vec<String> = wanted.split("\n\n").filter_map(|block| block.lines().next()).map(refused).collect();
    let got = got.join("\n\n") + "\n";
    if got != wanted && std::env::var_os("UPDATE_GOLDENFILES").is_some() {
        fs::write(&path, got).unwrap();
        return;
    }
    for (wanted, got) in wanted.split("\n\n").zip(got.split("\n\n")) {
        assert_eq!(got, wanted);
    }
}

#[test]
fn no_refusal_names_a_rule_of_the_grammar_or_goes_on_too_long() {
    let golden = fs::read_to_string(checkout().join("tests/syntax/refused.txt")).unwrap();
    let grammar = fs::read_to_string(checkout().join("grammar/cypher.pest")).unwrap();
    let rules: Vec<&str> =
        grammar.lines().filter_map(|line| line.split_once(" = ")).map(|(rule, _)| rule.trim()).collect();
    let rules: Vec<&str> = rules.into_iter().filter(|rule| rule.contains('_')).collect();
    assert!(rules.len() > 50 && golden.split("\n\n").count() >= 60);
    for block in golden.split("\n\n") {
        for line in block.lines().skip(2) {
            assert!(line.len() < 300, "{line}");
            assert!(rules.iter().all(|rule| !line.contains(rule)), "{line}");
            assert!(!line.ends_with('.'), "{line}");
        }
    }
}

/// A text and its refusal, as the golden file has them.
fn refused(shown: &str) -> String {
    let text = decode(shown);
    match parse(&text) {
        Ok(statement) => format!("{shown}\nis read as {statement}"),
        Err(error) => format!("{shown}\n{}", draw(&text, &error)),
    }
}

fn draw(text: &str, error: &QueryError) -> String {
    let span = error.diagnostic.span.unwrap_or_default();
    let before = encode(&text[..span.start]).chars().count();
    let width = encode(&text[span.start..span.end]).chars().count().max(1);
    let detail = if error.detail == "UnexpectedSyntax" { String::new() } else { format!(" [{}]", error.detail) };
    let help = error.diagnostic.help.as_ref().map_or(String::new(), |help| format!("\nhelp: {help}"));
    format!("{}{}\n{}{detail}{help}", " ".repeat(before), "^".repeat(width), error.diagnostic.message)
}

/// Characters that do not show, as the golden file writes them.
fn encode(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\n' => "⏎".to_owned(),
            '\u{a0}' | '\u{200b}' | '\u{202e}' | '\u{feff}' => format!("\\u{{{:x}}}", u32::from(character)),
            _ if character.is_control() => format!("\\u{{{:x}}}", u32::from(character)),
            _ => character.to_string(),
        })
        .collect()
}

fn decode(shown: &str) -> String {
    let mut text = String::new();
    let mut rest = shown;
    while let Some((before, after)) = rest.split_once("\\u{") {
        let (code, after) = after.split_once('}').unwrap();
        text.push_str(before);
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        rest = after;
    }
    text.push_str(rest);
    text.replace('⏎', "\n")
}
