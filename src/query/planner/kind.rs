//! What is known of a value before it is computed: enough to refuse what can never work.

use super::syntax;
use crate::query::QueryError;
use crate::query::ast::{ArithmeticOperator, Span};
use crate::value::Value;

/// The kind of a value, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing is known.
    Any,
    Null,
    Boolean,
    Integer,
    Float,
    String,
    List(Box<Kind>),
    Map,
    Node,
    Relationship,
    Path,
}

impl Kind {
    pub(super) fn list(element: Self) -> Self {
        Self::List(Box::new(element))
    }

    /// The kind of a constant.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Boolean(_) => Self::Boolean,
            Value::Integer(_) => Self::Integer,
            Value::Float(_) => Self::Float,
            Value::String(_) => Self::String,
            Value::List(_) => Self::list(Self::Any),
            Value::Map(_) => Self::Map,
            _ => Self::Any,
        }
    }

    /// The kind of a value that is of one of two kinds.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Null, known) | (known, Self::Null) => known,
            _ => Self::Any,
        }
    }

    /// The kind of an element, where this is a list.
    pub(super) fn element(&self) -> Self {
        match self {
            Self::List(element) => (**element).clone(),
            _ => Self::Any,
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Any => "value",
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Float => "float",
            Self::String => "string",
            Self::List(_) => "list",
            Self::Map => "map",
            Self::Node => "node",
            Self::Relationship => "relationship",
            Self::Path => "path",
        }
    }

    /// The name with its article: `an integer`.
    pub(super) fn one(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Integer => "an integer".to_owned(),
            other => format!("a {}", other.name()),
        }
    }

    /// Whether a value of this kind may be one of `kinds`.
    pub(super) fn may_be(&self, kinds: &[Self]) -> bool {
        matches!(self, Self::Any | Self::Null) || kinds.iter().any(|kind| kind.same_class(self))
    }

    fn same_class(&self, other: &Self) -> bool {
        matches!((self, other), (Self::List(_), Self::List(_))) || self == other
    }
}

/// Refuses what can never be true or false.
pub(super) fn expect_boolean(kind: &Kind, span: Span) -> Result<(), QueryError> {
    expect(kind, &[Kind::Boolean], "a boolean", span)
}

/// Refuses a value that can never be what is expected.
pub(super) fn expect(kind: &Kind, kinds: &[Kind], expected: &str, span: Span) -> Result<(), QueryError> {
    if kind.may_be(kinds) {
        return Ok(());
    }
    Err(syntax("InvalidArgumentType", format!("expected {expected}, found {}", kind.one())).at(span))
}

/// The kind of `left operator right`, or an error where there is no such thing.
pub(super) fn arithmetic(
    operator: ArithmeticOperator,
    left: &Kind,
    right: &Kind,
    span: Span,
) -> Result<Kind, QueryError> {
    let adds = operator == ArithmeticOperator::Add;
    for kind in [left, right] {
        let never = match kind {
            Kind::Boolean | Kind::Node | Kind::Relationship | Kind::Path | Kind::Map => !(adds && is_list(left, right)),
            Kind::String | Kind::List(_) => !adds,
            _ => false,
        };
        if never {
            return Err(syntax("InvalidArgumentType", format!("{} cannot be calculated with", kind.one())).at(span));
        }
    }
    Ok(match (left, right) {
        (Kind::Integer, Kind::Integer) if operator != ArithmeticOperator::Power => Kind::Integer,
        (Kind::Integer | Kind::Float, Kind::Integer | Kind::Float) => Kind::Float,
        (Kind::List(a), Kind::List(b)) => Kind::list((**a).clone().or((**b).clone())),
        (Kind::List(_), _) | (_, Kind::List(_)) if adds => Kind::list(Kind::Any),
        _ => Kind::Any,
    })
}

fn is_list(left: &Kind, right: &Kind) -> bool {
    [left, right].iter().any(|kind| matches!(kind, Kind::List(_) | Kind::Any))
}

/// Refuses arguments a function can never take, and tells the kind of what it returns.
pub(super) fn call(name: &str, arguments: &[(Kind, Span)]) -> Result<Kind, QueryError> {
    if let Some((kinds, expected)) = accepted(name)
        && let Some((kind, span)) = arguments.first()
    {
        expect(kind, &kinds, expected, *span)?;
    }
    let first = || arguments.first().map_or(Kind::Any, |(kind, _)| kind.clone());
    Ok(match name {
        "size" | "length" | "id" | "tointeger" => Kind::Integer,
        "type" | "tolower" | "toupper" | "tostring" | "trim" | "replace" | "substring" => Kind::String,
        "labels" | "keys" | "split" => Kind::list(Kind::String),
        "nodes" => Kind::list(Kind::Node),
        "relationships" => Kind::list(Kind::Relationship),
        "range" => Kind::list(Kind::Integer),
        "startnode" | "endnode" => Kind::Node,
        "properties" => Kind::Map,
        "tofloat" | "rand" => Kind::Float,
        "head" | "last" => first().element(),
        "tail" | "reverse" => first(),
        "exists" | "toboolean" | "isempty" => Kind::Boolean,
        _ => Kind::Any,
    })
}

/// What the first argument of a function must be, where that is strict.
fn accepted(name: &str) -> Option<(Vec<Kind>, &'static str)> {
    Some(match name {
        "labels" => (vec![Kind::Node], "a node"),
        "type" | "startnode" | "endnode" => (vec![Kind::Relationship], "a relationship"),
        "length" => (vec![Kind::Path], "a path"),
        "nodes" | "relationships" => (vec![Kind::Path], "a path"),
        "size" => (vec![Kind::String, Kind::list(Kind::Any), Kind::Map], "a list or a string"),
        "properties" => (vec![Kind::Node, Kind::Relationship, Kind::Map], "a node, a relationship or a map"),
        "id" => (vec![Kind::Node, Kind::Relationship], "a node or a relationship"),
        _ => return None,
    })
}
