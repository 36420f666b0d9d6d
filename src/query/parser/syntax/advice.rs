//! Mistakes with a name, each with what to do about it.

use super::super::grammar::Rule;
use super::super::keyword::{foreign_clause, is_reserved, keyword};
use super::super::scan::Kind;
use super::{Refusal, shorten, unexpected};
use crate::diagnostic::Span;
use crate::query::{ErrorKind, QueryError};
use crate::value::text::name;

/// The error for a mistake that is recognised.
pub(super) fn named_mistake(refusal: &Refusal<'_>) -> Option<QueryError> {
    foreign_character(refusal)
        .or_else(|| foreign_operator(refusal))
        .or_else(|| bad_number(refusal))
        .or_else(|| foreign_statement(refusal))
        .or_else(|| second_statement(refusal))
        .or_else(|| stray_bracket(refusal))
        .or_else(|| reserved_name(refusal))
        .or_else(|| quoted_key(refusal))
        .or_else(|| node_without_parentheses(refusal))
        .or_else(|| half_an_arrow(refusal))
}

/// Dashes, quotes and operators as word processors write them, and any other character Cypher has no use for.
fn foreign_character(refusal: &Refusal<'_>) -> Option<QueryError> {
    let Kind::Symbol(character) = refusal.found?.kind else { return None };
    if character.is_ascii() {
        return None;
    }
    let message = format!("`{}` has no meaning in Cypher", shorten(&character.to_string()));
    let error = QueryError::compile(ErrorKind::SyntaxError, "InvalidUnicodeCharacter", message).at(refusal.place());
    Some(match look_alike(character) {
        Some(meant) => error.help(format!("write {meant}")),
        None => error,
    })
}

/// What a character was probably meant to be.
fn look_alike(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => "-",
        '\u{2018}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' => "' or \" around a text",
        '×' | '∗' => "*",
        '÷' | '∕' => "/",
        '≠' => "<>",
        '≤' => "<=",
        '≥' => ">=",
        '…' => "..",
        '∧' => "AND",
        '∨' => "OR",
        '¬' => "NOT",
        '→' => "-->",
        '←' => "<--",
        _ => return None,
    })
}

/// Operators of other languages.
fn foreign_operator(refusal: &Refusal<'_>) -> Option<QueryError> {
    let place = refusal.place();
    let before = &refusal.text[..place.start];
    let (wrong, right, start) = match refusal.rest() {
        rest if rest.starts_with('=') && before.ends_with('=') => ("==", "=", place.start - 1),
        rest if rest.starts_with('>') && before.ends_with('=') => ("=>", ">=", place.start - 1),
        rest if rest.starts_with('<') && before.ends_with('=') => ("=<", "<=", place.start - 1),
        rest if rest.starts_with('<') && before.ends_with('>') && refusal.wants_expression() => {
            ("><", "<>", place.start - 1)
        }
        rest if rest.starts_with('=') && before.ends_with(':') => (":=", "=", place.start - 1),
        rest if rest.starts_with("!=") => ("!=", "<>", place.start),
        rest if rest.starts_with("&&") => ("&&", "AND", place.start),
        rest if rest.starts_with("||") && refusal.wants_operator() => ("||", "OR, or + to join strings", place.start),
        rest if rest.starts_with("**") => ("**", "^", place.start),
        rest if rest.starts_with('*') && before.ends_with('*') && refusal.wants_expression() => {
            ("**", "^", place.start - 1)
        }
        rest if rest.starts_with('!') && refusal.wants_expression() => ("!", "NOT", place.start),
        _ => return None,
    };
    let span = Span::new(start, start + wrong.len());
    Some(unexpected(span, format!("`{wrong}` is not an operator of Cypher")).help(format!("write {right}")))
}

/// A number that cannot be read.
fn bad_number(refusal: &Refusal<'_>) -> Option<QueryError> {
    let found = refusal.found.filter(|found| found.kind == Kind::Number)?;
    if !refusal.wants_expression() && !refusal.tried(Rule::integer_literal) {
        return None;
    }
    let text = found.span.of(refusal.text);
    let lower = text.to_ascii_lowercase();
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let follows_comma = text.len() == 3 && all_digits && refusal.previous_text() == ",";
    let help = if lower.starts_with("0x") {
        "a hexadecimal integer is written with the digits 0-9 and a-f, as in 0x1F"
    } else if lower.starts_with("0o") {
        "an octal integer is written with the digits 0-7, as in 0o17"
    } else if lower.starts_with("0b") {
        "integers are decimal, hexadecimal (0x1F) or octal (0o17)"
    } else if follows_comma || text.contains('_') {
        "digits are not grouped: write 1000000"
    } else if text.starts_with('0') && all_digits {
        "integers have no leading zeros; an octal integer begins with 0o"
    } else {
        "a name that begins with a digit stands in back-ticks, a text in quotes"
    };
    let message = format!("`{}` is not a number", shorten(text));
    Some(QueryError::compile(ErrorKind::SyntaxError, "InvalidNumberLiteral", message).at(found.span).help(help))
}

/// Clauses and commands of other dialects.
fn foreign_statement(refusal: &Refusal<'_>) -> Option<QueryError> {
    if let Some(instead) = refusal.found_word().filter(|_| refusal.wants_clause()).and_then(foreign_clause) {
        return Some(unsupported(refusal.found_text(), refusal.place(), instead));
    }
    // `CREATE INDEX …` is read as the beginning of a path until the word after it.
    let [.., create, what] = refusal.before.as_slice() else { return None };
    let what_text = what.span.of(refusal.text);
    let is_schema =
        ["index", "constraint", "database", "user", "role", "fulltext", "range", "point", "unique", "table", "view"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(what_text));
    if !is_schema || !create.span.of(refusal.text).eq_ignore_ascii_case("create") || !refusal.tried(Rule::equals_sign) {
        return None;
    }
    let command = format!("CREATE {}", what_text.to_uppercase());
    Some(unsupported(
        &command,
        create.span.to(what.span),
        "indexes are made by themselves; there are no constraints and no users",
    ))
}

fn unsupported(what: &str, span: Span, instead: &str) -> QueryError {
    let message = format!("`{what}` is not a statement that annals reads");
    QueryError::compile(ErrorKind::Unsupported, "UnexpectedSyntax", message).at(span).help(instead)
}

fn second_statement(refusal: &Refusal<'_>) -> Option<QueryError> {
    let is_second = refusal.found.is_some() && refusal.previous_text() == ";";
    let help = match refusal.found_text() {
        "--" | "#" => "a comment begins with `//`",
        _ => "run statements one by one, or as a script",
    };
    is_second.then(|| refusal.error("one statement").help(help))
}

fn stray_bracket(refusal: &Refusal<'_>) -> Option<QueryError> {
    let found = refusal.found.filter(|found| found.kind == Kind::Close)?;
    let closes_nothing = refusal.open_bracket().is_none();
    let message = || format!("`{}` closes nothing", found.span.of(refusal.text));
    closes_nothing.then(|| unexpected(found.span, message()).help("remove it, or open the bracket before it"))
}

/// A keyword where only a name can stand.
fn reserved_name(refusal: &Refusal<'_>) -> Option<QueryError> {
    let word = refusal.found_word().filter(|word| is_reserved(word))?;
    let is_meant_as_name = !begins_clause(word) || is_closed_after(refusal);
    if !refusal.tried_any(&[Rule::symbolic_name, Rule::variable]) || refusal.wants_expression() || !is_meant_as_name {
        return None;
    }
    let message = format!("expected a name, found the reserved word `{word}`");
    Some(unexpected(refusal.place(), message).help(format!("as a name it stands in back-ticks: `{word}`")))
}

/// Whether something closes right after the found word, so that it begins no clause.
pub(super) fn is_closed_after(refusal: &Refusal<'_>) -> bool {
    let next = super::Tokens::from(refusal.text, refusal.place().end).next();
    next.is_none_or(|next| matches!(next.kind, Kind::Close | Kind::Symbol(':' | ',' | ';')))
}

/// Whether a word begins a clause.
pub(super) fn begins_clause(word: &str) -> bool {
    const CLAUSES: [&str; 13] = [
        "CALL", "CREATE", "DELETE", "DETACH", "MATCH", "MERGE", "OPTIONAL", "REMOVE", "RETURN", "SET", "UNION",
        "UNWIND", "WITH",
    ];
    keyword(word).is_some_and(|keyword| CLAUSES.contains(&keyword))
}

/// `{'name': 1}`, `{1: 2}`
fn quoted_key(refusal: &Refusal<'_>) -> Option<QueryError> {
    let found = refusal.found.filter(|_| refusal.tried(Rule::schema_name) && refusal.tried(Rule::close_brace))?;
    let text = found.span.of(refusal.text);
    match found.kind {
        Kind::String => {
            let help = format!("keys stand without quotes: {{{}: …}}", name(&shorten(&text[1..text.len() - 1])));
            Some(refusal.error("a key").help(help))
        }
        Kind::Number => {
            Some(refusal.error("a key").help("a key is a name; one that begins with a digit stands in back-ticks"))
        }
        _ => None,
    }
}

/// `MATCH n`
fn node_without_parentheses(refusal: &Refusal<'_>) -> Option<QueryError> {
    let [.., clause, found] = refusal.before.as_slice() else { return None };
    let follows_clause =
        ["match", "create", "merge"].iter().any(|word| word.eq_ignore_ascii_case(clause.span.of(refusal.text)));
    if refusal.rules != [Rule::equals_sign] || !follows_clause {
        return None;
    }
    let name_text = shorten(found.span.of(refusal.text));
    let message = format!("expected a node in parentheses, found `{name_text}`");
    Some(unexpected(found.span, message).help(format!("write ({name_text}), or `{name_text} = (…)` to name a path")))
}

/// `(a)->(b)`, `(a)-(b)`
fn half_an_arrow(refusal: &Refusal<'_>) -> Option<QueryError> {
    if !refusal.tried(Rule::relationship_detail) {
        return None;
    }
    let help = "a relationship is written `-->`, `<--`, `--` or `-[…]->`";
    Some(invalid_relationship(refusal.error("the rest of the relationship")).help(help))
}

/// The same error, with the name the TCK has for mistakes between nodes.
pub(super) fn invalid_relationship(error: QueryError) -> QueryError {
    QueryError { detail: "InvalidRelationshipPattern", ..error }
}
