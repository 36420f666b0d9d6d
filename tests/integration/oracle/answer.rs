//! Answers side by side: the engine's rows and graph in the same words as the plain ones.

use annals::graph::{Graph, Transaction};
use annals::query::{self, Cancellation, Context, Limits, Parameters, Procedures, QueryError, ast};
use annals::time::{Date, DateTime, LocalDateTime, LocalTime};
use annals::value::Value;

use super::naive::world::{Properties, World};

/// An answer in words; rows whose order is open are sorted, tie by tie.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<String>,
    pub(super) graph: Vec<String>,
}

/// The engine's answer to a statement and the graph it would leave behind.
pub(super) struct Engine {
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) world: World,
    pub(super) plan: String,
}

pub(super) fn context(parameters: Parameters) -> Context {
    let midnight = LocalDateTime { date: Date { days: 20_000 }, time: LocalTime { nanoseconds: 0 } };
    let now = DateTime { local: midnight, offset_seconds: 0, zone: None };
    Context { parameters, now, limits: Limits::default(), cancellation: Cancellation::default() }
}

/// Asks the engine, planned well or as written; the graph stays as it is.
pub(super) fn ask(
    graph: &mut Graph,
    statement: &ast::Statement,
    optimized: bool,
    parameters: &Parameters,
) -> Result<Engine, QueryError> {
    let mut plan = query::plan(statement, graph.view(), &Procedures::default())?;
    if optimized {
        plan = query::optimize(plan, graph.view());
    }
    let context = context(parameters.clone());
    let (rows, world) = if plan.writes() {
        let mut transaction = Transaction::begin(graph);
        let rows = query::write(&plan, &mut transaction, &context)?;
        let world = World::of(transaction.view());
        transaction.rollback();
        (rows, world)
    } else {
        (query::read(&plan, graph.view(), &context)?, World::default())
    };
    Ok(Engine { columns: rows.columns, rows: rows.rows, world, plan: plan.to_string() })
}

/// The words for values: new nodes are told by what they are, because their ids depend on the order of rows.
pub(super) struct Words {
    /// Lists may come in any order.
    pub(super) bags: bool,
}

impl Words {
    /// Rows in words, those that tie sorted; `ties` says how many rows tie.
    pub(super) fn rows(&self, rows: &[Vec<Value>], ties: impl IntoIterator<Item = usize>) -> Vec<String> {
        let mut told: Vec<String> = rows.iter().map(|row| self.row(row)).collect();
        let mut from = 0;
        for tie in ties {
            let to = told.len().min(from + tie);
            told[from..to].sort();
            from = to;
        }
        told[from..].sort();
        told
    }

    fn row(&self, row: &[Value]) -> String {
        row.iter().map(|value| self.value(value)).collect::<Vec<_>>().join(" | ")
    }

    pub(super) fn value(&self, value: &Value) -> String {
        match value {
            // Sums of floats depend on their order in the last digits.
            Value::Float(float) => format!("{float:.9e}"),
            Value::List(items) => {
                let mut items: Vec<String> = items.iter().map(|item| self.value(item)).collect();
                if self.bags {
                    items.sort();
                }
                format!("[{}]", items.join(", "))
            }
            Value::Map(entries) => format!("{{{}}}", self.properties(entries)),
            Value::Node(id) => format!("node {id}"),
            Value::Relationship(id) => format!("relationship {id}"),
            Value::Path(path) => format!("path {:?} {:?}", path.nodes, path.relationships),
            other => annals::value::text::plain(other).to_string(),
        }
    }

    fn properties(&self, properties: &Properties) -> String {
        let entries: Vec<String> =
            properties.iter().map(|(key, value)| format!("{key}: {}", self.value(value))).collect();
        entries.join(", ")
    }

    /// A graph in words; what was not in `before` goes without its id.
    pub(super) fn graph(&self, world: &World, before: &World) -> Vec<String> {
        let node = |id| {
            let node = &world.nodes[id];
            let name = if before.nodes.contains_key(id) { id.to_string() } else { String::new() };
            let labels: Vec<&str> = node.labels.iter().map(|label| &**label).collect();
            format!("({name}:{} {{{}}})", labels.join(":"), self.properties(&node.properties))
        };
        let mut told: Vec<String> = world.nodes.keys().map(node).collect();
        for (id, relationship) in &world.relationships {
            let name = if before.relationships.contains_key(id) { id.to_string() } else { String::new() };
            let (start, end) = (node(&relationship.start), node(&relationship.end));
            let properties = self.properties(&relationship.properties);
            told.push(format!("{start}-[{name}:{} {{{properties}}}]->{end}", relationship.kind));
        }
        told.sort();
        told
    }
}

/// A graph as a statement that makes it, but for its ids.
pub(super) fn made(world: &World) -> String {
    let literals = |properties: &Properties| {
        let entries: Vec<String> = properties.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        entries.join(", ")
    };
    let nodes = world.nodes.iter().map(|(id, node)| {
        let labels: String = node.labels.iter().map(|label| format!(":{label}")).collect();
        format!("(n{id}{labels} {{{}}})", literals(&node.properties))
    });
    let relationships = world.relationships.values().map(|relationship| {
        let (start, end) = (relationship.start, relationship.end);
        format!("(n{start})-[:{} {{{}}}]->(n{end})", relationship.kind, literals(&relationship.properties))
    });
    format!("CREATE {}", nodes.chain(relationships).collect::<Vec<_>>().join(", "))
}
