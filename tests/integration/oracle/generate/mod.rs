//! SMALL GRAPHS AND VALID STATEMENTS, from choices.
//!
//! 1. `graph` makes a graph of a few nodes whose properties come from few values, so that conditions often hold.
//! 2. `statement` strings clauses together; `pattern` and `projection` write them, and keep in the [`Writer`] which
//!    variables there are and of what sort, so that a statement makes sense. `update` writes statements that write.
//! 3. `around` and `counting` write statements of families that the engine has operators of its own for: around a node;
//!    scans in groups, triangles, the first in order.
//! 4. `expression` writes an expression of a wanted sort.
//!
//! Where openCypher leaves the order of rows open, a statement here does not depend on it: a `LIMIT` follows an order by
//! every column, lists in no order ([`Sort::Bag`]) are only counted and searched, and a `SET` gives every row's node the
//! same. Literals stand in the text as marks, to be written out or given as parameters.

mod around;
mod counting;
mod expression;
pub(super) mod graph;
mod pattern;
mod predicate;
mod projection;
mod statement;
mod update;

use annals::query::Parameters;
use annals::value::Value;

use super::choices::Choices;

/// What an expression is known to be; any of them may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Integer,
    Text,
    Truth,
    Float,
    Day,
    Any,
    List,
    Node,
    Relationship,
    Walk,
    Path,
    Map,
    /// A list whose order is open.
    Bag,
}

/// A statement with marks for its literals.
#[derive(Clone, Debug)]
pub(super) struct Generated {
    text: String,
    literals: Vec<Value>,
    /// Whether lists may come out in any order.
    pub(super) bags: bool,
    /// Whether a condition may fail, which rows it is tested for being open.
    pub(super) open_errors: bool,
}

/// What a statement is written with.
struct Writer<'c> {
    choices: &'c mut Choices,
    variables: Vec<(String, Sort)>,
    /// Relationships known before the clause at hand and not in it yet: none may stand twice in one.
    reusable: Vec<String>,
    names: usize,
    literals: Vec<Value>,
    bags: bool,
    /// Whether the graph or the statement may have a float that is a whole number: then `1` and `1.0` may stand for each
    /// other wherever rows are made distinct, so they are not.
    whole_floats: bool,
    /// Whether what is being written is a condition.
    in_condition: bool,
    open_errors: bool,
}

/// A statement to run on a graph made with the same `whole_floats`.
pub(super) fn statement(choices: &mut Choices, whole_floats: bool) -> Generated {
    let mut writer = Writer {
        choices,
        variables: Vec::new(),
        reusable: Vec::new(),
        names: 0,
        literals: Vec::new(),
        bags: false,
        whole_floats,
        in_condition: false,
        open_errors: false,
    };
    let text = writer.statement();
    Generated { text, literals: writer.literals, bags: writer.bags, open_errors: writer.open_errors }
}

const MARK: char = '\u{1}';

impl Generated {
    /// The statement with its literals written out.
    pub(super) fn text(&self) -> String {
        self.written(|literal| match &self.literals[literal] {
            Value::Float(float) if float.is_nan() => "(0.0 / 0.0)".to_owned(),
            Value::Date(day) => format!("date('{day}')"),
            value => plain_literal(value),
        })
    }

    /// The statement with a parameter for each literal.
    pub(super) fn with_parameters(&self) -> (String, Parameters) {
        let parameters = self.literals.iter().enumerate().map(|(i, value)| (format!("p{i}"), value.clone()));
        (self.written(|literal| format!("$p{literal}")), parameters.collect())
    }

    fn written(&self, write: impl Fn(usize) -> String) -> String {
        let parts = self.text.split(MARK).enumerate();
        parts.map(|(i, part)| if i % 2 == 0 { part.to_owned() } else { write(part.parse().unwrap()) }).collect()
    }
}

fn plain_literal(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(plain_literal).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Integer(integer) if *integer < 0 => format!("({integer})"),
        other => other.to_string(),
    }
}

impl Writer<'_> {
    /// The mark of a literal.
    fn literal(&mut self, value: Value) -> String {
        self.literals.push(value);
        format!("{MARK}{}{MARK}", self.literals.len() - 1)
    }

    /// A name no variable has.
    fn name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}{}", self.names)
    }

    fn bind(&mut self, name: &str, sort: Sort) {
        self.variables.push((name.to_owned(), sort));
    }

    /// The variables of a sort.
    fn of(&self, sort: Sort) -> Vec<String> {
        self.variables.iter().filter(|(_, other)| *other == sort).map(|(name, _)| name.clone()).collect()
    }

    /// One of the variables of some sorts, where there is one.
    fn one_of(&mut self, sorts: &[Sort]) -> Option<(String, Sort)> {
        let fitting: Vec<_> = self.variables.iter().filter(|(_, sort)| sorts.contains(sort)).cloned().collect();
        (!fitting.is_empty()).then(|| self.choices.pick(&fitting))
    }
}
