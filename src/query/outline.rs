//! What texts have in common that differ in literals alone, so that they can be read and planned as one.
//!
//! ```text
//! CREATE (:Event {id: 7, type: 'Consult'})      read once, with literals lifted
//! CREATE (:Event {id: ␁i, type: ␁s})            what it has in common with others: the outline
//! CREATE (:Event {id: $␁0, type: $␁1})          the statement, which is given 7 and 'Consult'
//! ```
//! A literal is seen where it is the whole value of an entry of a map, and lifted where that map is what `CREATE` gives to a
//! node or a relationship: there it decides nothing but what is written. One that is looked for may decide the plan, one in a
//! result names its column; those stay part of the outline. What is lifted are integers, floats and texts as most are
//! written; any other way of writing one stays as well.

use std::sync::Arc;

use super::ast::{
    Clause, ClauseKind, Expression, ExpressionKind, Literal, Mode, Name, NodePattern, PathPattern, Query, Statement,
};
use super::parser::scan::{Kind, Token, Tokens};
use crate::diagnostic::Span;
use crate::value::Value;

/// A text, and the literals in it that may be lifted.
#[derive(Clone, Debug)]
pub(crate) struct Outline<'t> {
    text: &'t str,
    pub(crate) literals: Vec<(Span, Value)>,
}

/// What no text that is Cypher has outside a string: it stands for a literal, and before the name of what stands for one.
const MARK: char = '\u{1}';

/// A text with more literals than that is not like another.
const MOST: usize = 64;

impl<'t> Outline<'t> {
    /// The outline of a text; `None` where there is nothing to lift.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        if text.contains(MARK) {
            return None;
        }
        let mut tokens = Tokens::new(text).peekable();
        let mut before = None;
        let mut literals = Vec::new();
        while let Some(token) = tokens.next() {
            if before == Some(Kind::Symbol(':')) && tokens.peek().is_some_and(|next| ends_entry(*next, text)) {
                literals.extend(literal(token, text).map(|value| (token.span, value)));
            }
            before = Some(token.kind);
        }
        (1..=MOST).contains(&literals.len()).then_some(Self { text, literals })
    }

    /// The text with a mark for each literal of these, which says of what type it is.
    pub(crate) fn without(&self, lifted: impl Fn(usize) -> bool) -> String {
        let mut outline = String::with_capacity(self.text.len());
        let mut written = 0;
        for (_, (span, value)) in self.literals.iter().enumerate().filter(|(index, _)| lifted(*index)) {
            let kind = match value {
                Value::Integer(_) => 'i',
                Value::Float(_) => 'f',
                _ => 's',
            };
            outline.push_str(&self.text[written..span.start]);
            outline.extend([MARK, kind]);
            written = span.end;
        }
        outline.push_str(&self.text[written..]);
        outline
    }

    /// Puts parameters in the place of literals that `CREATE` writes, and says which of them.
    pub(crate) fn lift(&self, statement: &mut Statement) -> Vec<bool> {
        let mut lifted = vec![false; self.literals.len()];
        if statement.mode == Mode::Run {
            each_written(&mut statement.query, &mut |value| {
                let place = self.literals.binary_search_by_key(&value.span.start, |(span, _)| span.start);
                if let (Ok(index), ExpressionKind::Literal(literal)) = (place, &value.kind)
                    && is(literal, &self.literals[index].1)
                {
                    lifted[index] = true;
                    value.kind = ExpressionKind::Parameter(Name { text: name(index).into(), span: value.span });
                }
            });
        }
        lifted
    }
}

/// The name of the parameter that stands for a literal.
pub(crate) fn name(index: usize) -> String {
    format!("{MARK}{index}")
}

/// Whether an entry of a map ends before a token.
fn ends_entry(token: Token, text: &str) -> bool {
    matches!(token.kind, Kind::Symbol(',')) || (token.kind == Kind::Close && token.span.of(text) == "}")
}

/// The value of a token that is a literal as most are written.
fn literal(token: Token, text: &str) -> Option<Value> {
    let written = token.span.of(text);
    match token.kind {
        Kind::String if !written.contains('\\') => Some(Value::from(&written[1..written.len() - 1])),
        Kind::Number => match written.split_once('.') {
            None if is_plain(written) => written.parse().ok().map(Value::Integer),
            Some((whole, fraction)) if is_plain(whole) && fraction.bytes().all(|byte| byte.is_ascii_digit()) => {
                written.parse().ok().filter(|float: &f64| float.is_finite()).map(Value::Float)
            }
            _ => None,
        },
        _ => None,
    }
}

/// Whether digits are those of a whole number that is not written in another base.
fn is_plain(digits: &str) -> bool {
    digits.bytes().all(|byte| byte.is_ascii_digit()) && (digits == "0" || !digits.starts_with('0'))
}

fn is(literal: &Literal, value: &Value) -> bool {
    match (literal, value) {
        (Literal::Integer(a), Value::Integer(b)) => a == b,
        (Literal::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Literal::String(a), Value::String(b)) => a == b,
        _ => false,
    }
}

/// Does something with every value that `CREATE` gives to a property.
fn each_written(query: &mut Query, work: &mut impl FnMut(&mut Expression)) {
    let unions = query.unions.iter_mut().map(|union| &mut union.query);
    let clauses = std::iter::once(&mut query.first).chain(unions).flat_map(|single| &mut single.clauses);
    for Clause { kind, .. } in clauses {
        if let ClauseKind::Create { pattern } = kind {
            pattern.iter_mut().flat_map(properties).for_each(&mut *work);
        }
    }
}

/// The values of the properties in a path.
fn properties(path: &mut PathPattern) -> impl Iterator<Item = &mut Expression> {
    let PathPattern { start, steps, .. } = path;
    let of_steps =
        steps.iter_mut().flat_map(|(step, NodePattern { properties, .. })| [&mut step.properties, properties]);
    let maps = std::iter::once(&mut start.properties).chain(of_steps).flatten();
    maps.flat_map(|map| match &mut map.kind {
        ExpressionKind::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
        _ => Vec::new(),
    })
}

/// The values of the literals that were lifted, by the names of the parameters that stand for them.
pub(crate) fn values(literals: Vec<(Span, Value)>, lifted: &[bool]) -> Arc<[(String, Value)]> {
    let numbered = literals.into_iter().enumerate().zip(lifted);
    numbered.filter(|(_, lifted)| **lifted).map(|((index, (_, value)), _)| (name(index), value)).collect()
}
