//! Habits of other languages, and slips of the hand: what is meant where the grammar stops, as far as that can be told.

use super::super::grammar::Rule;
use super::super::keyword::is_reserved;
use super::super::scan::Kind;
use super::Refusal;
use super::advice::{begins_clause, is_closed_after};

const ARROWS: &str = "a relationship is written `-->`, `<--`, `--` or `-[…]->`";
const LENGTHS: &str = "a length is written with a star: `[:TYPE*2]`, `[:TYPE*1..3]`, `[:TYPE*..3]`";

/// What to do, where something particular is meant.
pub(super) fn help(refusal: &Refusal<'_>) -> Option<String> {
    comment(refusal)
        .or_else(|| word(refusal))
        .or_else(|| relationship(refusal))
        .or_else(|| node(refusal))
        .or_else(|| value(refusal))
        .map(str::to_owned)
        .or_else(|| reserved_value(refusal))
}

/// `-- comment`, `# comment`
fn comment(refusal: &Refusal<'_>) -> Option<&'static str> {
    let found = refusal.found?;
    let dashes = match refusal.before.as_slice() {
        [.., first, second] => {
            [first, second].iter().all(|token| token.kind == Kind::Symbol('-')) && first.span.end == second.span.start
        }
        _ => false,
    };
    let is_comment = match found.kind {
        Kind::Symbol('#') => true,
        Kind::Word => dashes && refusal.wants_expression(),
        _ => refusal.found_text() == "--" && !refusal.is_in_relationship() && !refusal.tried(Rule::dash),
    };
    is_comment.then_some("a comment begins with `//`")
}

/// Words of SQL and other dialects, and keywords where they cannot stand.
fn word(refusal: &Refusal<'_>) -> Option<&'static str> {
    let found = refusal.found_word().unwrap_or_default().to_ascii_uppercase();
    let previous = refusal.previous_text().to_ascii_uppercase();
    Some(match (previous.as_str(), found.as_str()) {
        ("IS" | "NOT", _) if refusal.tried(Rule::NULL) && !refusal.wants_expression() => {
            "IS tests for NULL only; other values are compared by `=` and `<>`"
        }
        ("FROM", _) if refusal.wants_operator() => "write MATCH … DELETE n",
        (_, "LIKE" | "ILIKE" | "RLIKE") => "write CONTAINS, STARTS WITH, ENDS WITH, or =~ with a regular expression",
        (_, "NOT") if refusal.wants_operator() => {
            "NOT stands before the whole condition: `NOT n.x IN […]`; what has a value is `IS NOT NULL`"
        }
        (_, "HAVING") => "filter groups with WITH … WHERE …",
        (_, "GROUP") => "rows are grouped by the columns that are not aggregated",
        (_, "DISTINCT") if refusal.wants_clause() => "DISTINCT follows RETURN or WITH",
        (_, "INTERSECT" | "EXCEPT" | "MINUS") => "queries are joined by UNION and UNION ALL only",
        (_, "BETWEEN") => "write a <= b <= c",
        (_, "FROM") => "write MATCH … RETURN …",
        (_, "WHERE") if refusal.wants_clause() => "WHERE follows MATCH or WITH",
        (_, "ORDER" | "SKIP" | "LIMIT")
            if refusal.wants_operator() && matches!(refusal.clause(), Some("RETURN" | "WITH")) =>
        {
            "what follows the columns stands in the order ORDER BY … SKIP … LIMIT …"
        }
        (_, "ORDER" | "SKIP" | "LIMIT") if refusal.wants_clause() => "these follow the columns of RETURN or WITH",
        _ => return None,
    })
}

/// What goes wrong between two nodes.
fn relationship(refusal: &Refusal<'_>) -> Option<&'static str> {
    let kind = refusal.found?.kind;
    if refusal.is_in_relationship() {
        return Some(match kind {
            Kind::Symbol(',' | ':') if refusal.tried(Rule::range_literal) => "several types are separated by `|`",
            Kind::Symbol('.') | Kind::Number => LENGTHS,
            Kind::Symbol('-') if refusal.previous_text() == "*" || refusal.tried(Rule::range_operator) => LENGTHS,
            _ => return None,
        });
    }
    let is_after_arrow = matches!(refusal.previous_text(), "-" | ">") && refusal.tried(Rule::node_pattern);
    Some(match kind {
        Kind::Symbol(',') if refusal.clause() == Some("MERGE") => {
            "MERGE takes one path; write MERGE again for the next"
        }
        Kind::Word if is_after_arrow => "a node stands in parentheses: `(n)`",
        Kind::Open if is_after_arrow && refusal.found_text() == "{" => LENGTHS,
        _ if is_after_arrow || refusal.tried(Rule::dash) => ARROWS,
        Kind::Symbol('=') if refusal.tried(Rule::relationship_pattern) => ARROWS,
        Kind::Open if refusal.tried(Rule::relationship_pattern) => match refusal.found_text() {
            "(" => "nodes are joined by a relationship such as `-->`, paths separated by commas",
            "[" => "a relationship begins with a dash: `-[:TYPE]->`",
            _ => return None,
        },
        _ => return None,
    })
}

/// What goes wrong in a node's parentheses.
fn node(refusal: &Refusal<'_>) -> Option<&'static str> {
    let kind = refusal.found?.kind;
    if !refusal.tried(Rule::close_parenthesis) || !refusal.tried(Rule::properties) {
        return None;
    }
    Some(match kind {
        Kind::Symbol(',') => "each node has parentheses of its own: `(a), (b)`",
        Kind::Word if !begins_clause(refusal.found_text()) => "a label follows a colon: `(n:Label)`",
        Kind::String | Kind::Number => "what a node has stands in braces: `(n {key: value})`",
        _ => return None,
    })
}

/// What goes wrong in an expression.
fn value(refusal: &Refusal<'_>) -> Option<&'static str> {
    let kind = refusal.found?.kind;
    let found = refusal.found_text();
    let previous = refusal.previous_text();
    let in_map = refusal.open_bracket().is_some_and(|open| open.span.of(refusal.text) == "{");
    let after_word = refusal.before.last().is_some_and(|token| token.kind == Kind::Word);
    let after_number = refusal.before.last().is_some_and(|token| token.kind == Kind::Number);
    Some(match kind {
        Kind::String if refusal.wants_operator() => "strings are joined by `+`",
        Kind::String if previous.eq_ignore_ascii_case("as") => "a name stands without quotes, or in back-ticks",
        Kind::Number if after_number && refusal.wants_operator() => "digits are not grouped: write 1000000",
        Kind::Word if in_map && after_word && refusal.wants_operator() => "a text stands in quotes: 'two words'",
        Kind::Word if refusal.tried(Rule::parameter_name) => "no space stands after the `$`",
        Kind::Symbol('?' | '@' | '%' | ':') if refusal.wants_expression() => "a parameter is written `$name`",
        Kind::Symbol('|') if refusal.tried(Rule::where_clause) => "the condition on each element follows WHERE",
        Kind::Symbol('>') if previous == "-" => {
            "a property is reached by a dot, and the nodes of a path stand in parentheses"
        }
        Kind::Open if found == "{" && refusal.tried(Rule::set_property) => {
            "write `n = {…}`, or `n += {…}` to keep the rest"
        }
        Kind::Close if refusal.tried(Rule::colon) => "an entry is written `key: value`, a parameter `$name`",
        Kind::Symbol('=') if refusal.tried(Rule::colon) => "an entry is written `key: value`",
        Kind::Symbol('.') if found == ".." => "a property is reached by one dot",
        _ if previous == ":" && refusal.is_in_subscript() => "a range is written `[from..to]`",
        Kind::Word if refusal.tried(Rule::AS) && refusal.tried(Rule::comma) => "a column's name follows AS",
        _ => return None,
    })
}

/// A keyword that is used as a variable.
fn reserved_value(refusal: &Refusal<'_>) -> Option<String> {
    let word = refusal.found_word().filter(|word| is_reserved(word) && refusal.wants_expression())?;
    let is_meant = is_closed_after(refusal) && !begins_clause(word) && !joins_operands(word);
    is_meant.then(|| format!("as a name it stands in back-ticks: `{word}`"))
}

fn joins_operands(word: &str) -> bool {
    ["AND", "OR", "XOR", "IN", "IS", "CONTAINS", "STARTS", "ENDS", "WHEN", "THEN", "ELSE", "END", "AS", "BY"]
        .iter()
        .any(|other| other.eq_ignore_ascii_case(word))
}
