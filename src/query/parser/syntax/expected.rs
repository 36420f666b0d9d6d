//! What could have stood at a place, in words.

use super::super::grammar::Rule;
use super::super::keyword::{keyword, nearest};
use super::super::scan::Kind;
use super::advice::{begins_clause, invalid_relationship};
use super::{Refusal, habits, shorten};
use crate::query::QueryError;

/// At most so many things are listed as expected; a longer list helps nobody.
const LONGEST_LIST: usize = 4;

/// The error for a place nothing more particular is known about.
pub(super) fn describe(refusal: &Refusal<'_>) -> QueryError {
    let error = match bracket_to_close(refusal) {
        Some(expected) => refusal.error(&expected),
        None => refusal.error(&either(&in_words(refusal))),
    };
    let error = match help(refusal) {
        Some(help) => error.help(help),
        None => error,
    };
    if refusal.is_in_relationship() { invalid_relationship(error) } else { error }
}

/// Where only the end of a bracket makes sense of what follows: that bracket.
fn bracket_to_close(refusal: &Refusal<'_>) -> Option<String> {
    let ends_here = refusal.found.is_none_or(|found| found.kind == Kind::Close || found.kind == Kind::Symbol(';'))
        || refusal.found_word().is_some_and(begins_clause)
        || refusal.found_text().starts_with(['-', '<']);
    let (close, what) = if refusal.tried(Rule::close_parenthesis) {
        (
            "`)`",
            if refusal.tried(Rule::properties) {
                "the node"
            } else if refusal.tried(Rule::comma) {
                "the arguments"
            } else {
                "the parentheses"
            },
        )
    } else if refusal.tried(Rule::close_bracket) {
        (
            "`]`",
            if refusal.tried(Rule::properties) {
                "the relationship"
            } else if refusal.tried(Rule::comma) {
                "the list"
            } else {
                "the brackets"
            },
        )
    } else if refusal.tried(Rule::close_brace) {
        ("`}`", if refusal.wants_clause() { "the subquery" } else { "the map" })
    } else {
        return None;
    };
    (ends_here && !refusal.wants_expression()).then(|| format!("{close} to close {what}"))
}

/// Everything the grammar tried, in words, what is most likely meant first.
fn in_words(refusal: &Refusal<'_>) -> Vec<String> {
    let previous = shorten(refusal.previous_text());
    let after = if previous.is_empty() { String::new() } else { format!(" after `{previous}`") };
    if refusal.tried_any(&[Rule::statement, Rule::query, Rule::single_query]) {
        return vec!["a statement".to_owned()];
    }
    if refusal.tried(Rule::subquery) {
        return vec!["a path or a query between the braces".to_owned()];
    }
    if refusal.wants_expression() {
        return match refusal.tried(Rule::close_parenthesis) {
            true => vec!["`)`".to_owned(), "an expression".to_owned()],
            false => vec![format!("an expression{after}")],
        };
    }
    let words = refusal.rules.iter().filter_map(|rule| word(*rule, refusal));
    let mut words: Vec<(u8, &str)> = words.collect();
    words.sort_unstable();
    words.dedup();
    let mut words: Vec<String> = words.into_iter().map(|(_, word)| word.to_owned()).collect();
    if words.len() == 1 && !after.is_empty() {
        words[0].push_str(&after);
    }
    words
}

/// A rule in words, and its place among what is expected; rules that something else stands for have none.
fn word(rule: Rule, refusal: &Refusal<'_>) -> Option<(u8, &'static str)> {
    let after_expression = refusal.wants_operator();
    Some(match rule {
        Rule::close_parenthesis => (0, "`)`"),
        Rule::close_bracket => (0, "`]`"),
        Rule::close_brace => (0, "`}`"),
        Rule::comma => (1, "`,`"),
        Rule::colon => (1, "`:`"),
        Rule::equals_sign => (1, "`=`"),
        Rule::bar => (1, "`|`"),
        Rule::BY => (2, "BY"),
        Rule::AS => (2, "AS"),
        Rule::WHEN => (2, "WHEN"),
        Rule::THEN => (2, "THEN"),
        Rule::END => (2, "END"),
        Rule::NULL => (2, "NULL"),
        Rule::NOT => (2, "NOT"),
        Rule::IN if !after_expression => (2, "IN"),
        Rule::MATCH if !refusal.wants_clause() => (2, "MATCH"),
        Rule::CREATE if !refusal.wants_clause() => (2, "CREATE"),
        Rule::WITH if !refusal.wants_clause() => (2, "WITH"),
        Rule::WHERE => (4, "WHERE"),
        Rule::DELETE if !refusal.wants_clause() => (2, "DELETE"),
        Rule::SET | Rule::set_clause if !refusal.wants_clause() => (2, "SET"),
        Rule::dash => (1, "`-`"),
        Rule::assignment_target | Rule::set_item | Rule::remove_item => {
            (3, "a variable or a property such as `n.name`")
        }
        Rule::symbolic_name | Rule::variable | Rule::alias => (3, "a name"),
        Rule::schema_name if refusal.previous_text().eq_ignore_ascii_case("as") => (3, "a name"),
        Rule::schema_name if refusal.is_in_relationship() => (3, "a relationship type"),
        Rule::schema_name if matches!(refusal.previous_text(), ":" | "|" | "&" | "!") => (3, "a label"),
        Rule::schema_name => (3, "a key"),
        Rule::parameter_name => (3, "the name of a parameter"),
        Rule::label_term | Rule::label_name => (3, "a label"),
        Rule::relationship_type | Rule::type_term => (3, "a relationship type"),
        Rule::integer_literal => (3, "an integer"),
        Rule::pattern_part | Rule::node_pattern => (3, "a node such as `(n)`"),
        Rule::relationship_pattern => (3, "a relationship"),
        Rule::label_predicate if !after_expression => (5, "a label"),
        Rule::properties => (5, "properties"),
        Rule::set_property | Rule::merge_properties => (1, "`=`"),
        Rule::comparison_operator => (6, "an operator"),
        Rule::match_clause => (7, "the next clause"),
        Rule::procedure_call => (3, "the name of a procedure"),
        _ => return None,
    })
}

/// `a, b or c`
fn either(words: &[String]) -> String {
    match words {
        [] => "something else".to_owned(),
        [only] => only.clone(),
        many => {
            let shown = &many[..many.len().min(LONGEST_LIST)];
            let (last, first) = shown.split_last().expect("there are several");
            format!("{} or {last}", first.join(", "))
        }
    }
}

fn help(refusal: &Refusal<'_>) -> Option<String> {
    if let Some(meant) = misspelt_keyword(refusal) {
        return Some(format!("did you mean {}?", if meant == "ORDER" { "ORDER BY" } else { meant }));
    }
    still_open(refusal).or_else(|| habits::help(refusal)).or_else(|| {
        let help = "a statement begins with MATCH, CREATE, MERGE, UNWIND, WITH, CALL or RETURN";
        refusal.tried(Rule::statement).then(|| help.to_owned())
    })
}

/// The keyword the found word was meant to be.
fn misspelt_keyword(refusal: &Refusal<'_>) -> Option<&'static str> {
    let word = refusal.found_word().filter(|word| keyword(word).is_none());
    let Some(word) = word else { return misspelt_before(refusal) };
    let clauses = [
        "MATCH", "OPTIONAL", "RETURN", "WITH", "UNWIND", "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH",
        "CALL", "EXPLAIN", "PROFILE", "UNION",
    ];
    let tried = refusal.rules.iter().filter_map(|rule| rule_keyword(*rule));
    nearest(word, tried.chain(clauses.into_iter().filter(|_| refusal.wants_clause())))
        .or_else(|| misspelt_before(refusal))
}

/// The keyword the word before was meant to be, which was read as a variable.
fn misspelt_before(refusal: &Refusal<'_>) -> Option<&'static str> {
    let previous = refusal.before.last().filter(|token| token.kind == Kind::Word && refusal.wants_operator())?;
    let is_operand = refusal.found.is_some_and(|found| !matches!(found.kind, Kind::Close | Kind::Symbol(_)));
    nearest(
        previous.span.of(refusal.text),
        ["DISTINCT", "CASE", "WHEN", "EXISTS", "COUNT"].into_iter().filter(|_| is_operand),
    )
}

/// The keyword a rule is.
fn rule_keyword(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::AND => "AND",
        Rule::AS => "AS",
        Rule::BY => "BY",
        Rule::CONTAINS => "CONTAINS",
        Rule::CREATE => "CREATE",
        Rule::DELETE => "DELETE",
        Rule::DISTINCT => "DISTINCT",
        Rule::ELSE => "ELSE",
        Rule::END => "END",
        Rule::ENDS => "ENDS",
        Rule::IN => "IN",
        Rule::IS => "IS",
        Rule::LIMIT => "LIMIT",
        Rule::MATCH => "MATCH",
        Rule::NOT => "NOT",
        Rule::NULL => "NULL",
        Rule::OR => "OR",
        Rule::ON => "ON",
        Rule::ORDER => "ORDER",
        Rule::SET => "SET",
        Rule::SKIP => "SKIP",
        Rule::STARTS => "STARTS",
        Rule::THEN => "THEN",
        Rule::WHEN => "WHEN",
        Rule::WHERE => "WHERE",
        Rule::WITH => "WITH",
        Rule::XOR => "XOR",
        Rule::YIELD => "YIELD",
        Rule::sort_descending => "DESC",
        Rule::sort_ascending => "ASC",
        _ => return None,
    })
}

/// The bracket that is still open where the text ends.
fn still_open(refusal: &Refusal<'_>) -> Option<String> {
    let open = refusal.open_bracket().filter(|_| refusal.found.is_none())?;
    let (line, column) = line_and_column(refusal.text, open.span.start);
    Some(format!("the `{}` at line {line}, column {column} is still open", open.span.of(refusal.text)))
}

fn line_and_column(text: &str, place: usize) -> (usize, usize) {
    let before = &text[..place];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}
