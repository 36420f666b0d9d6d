//! Statements from text to rows, planned as written and planned well.

mod budget;
mod cancellation;
mod columns;
mod equivalence;
mod language;
mod procedure;
mod refusal;
mod semantics;
mod shortest;
mod tally;
mod triangle;
mod writing;

use super::{
    Cancellation, Context, Limits, Parameters, Plan, Procedures, QueryError, Rows, optimize, parse, plan, read, write,
};
use crate::graph::{Graph, Transaction};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime};
use crate::value::text::plain;

/// A small world: three towns in two lands, people who know each other, and a few events.
const WORLD: &str = "
    CREATE (north:Place:Land {name: 'Northland'}), (south:Place:Land {name: 'Southland'}),
           (ford:Place:Town {name: 'Ford', size: 10})-[:WITHIN]->(north),
           (mill:Place:Town {name: 'Mill', size: 20})-[:WITHIN]->(north),
           (quay:Place:Town {name: 'Quay', size: 30})-[:WITHIN]->(south),
           (ann:Person {name: 'Ann', age: 30}), (bob:Person {name: 'Bob', age: 40}),
           (cid:Person {name: 'Cid', age: 50}), (dot:Person {name: 'Dot'}),
           (ann)-[:KNOWS {since: 2001}]->(bob), (bob)-[:KNOWS {since: 2002}]->(cid), (cid)-[:KNOWS {since: 2003}]->(ann),
           (ann)-[:KNOWS {since: 2004}]->(dot), (dot)-[:LIKES]->(ann), (dot)-[:LIKES]->(dot),
           (fair:Event:Fair {title: 'spring fair', day: date('2024-04-01'), start: date('2024-04-01'), end: date('2024-04-03'), guests: 500})-[:AT]->(ford),
           (flood:Event:Flood {title: 'flood', day: date('2024-05-02'), start: date('2024-05-02')})-[:AT]->(mill),
           (feast:Event:Fair {title: 'harbour feast', day: date('2024-06-03'), start: 'in June', end: date('2024-06-30'), guests: 200})-[:AT]->(quay),
           (vote:Event {title: 'vote', day: date('2024-06-04'), start: date('2024-06-04'), end: date('2024-06-04')}),
           (ann)-[:JOINED]->(fair), (bob)-[:JOINED]->(fair), (cid)-[:JOINED]->(feast), (ann)-[:JOINED]->(feast)";

fn context() -> Context {
    let midnight = LocalDateTime { date: Date { days: 20_000 }, time: LocalTime { nanoseconds: 0 } };
    Context {
        parameters: Parameters::new(),
        now: DateTime { local: midnight, offset_seconds: 0, zone: None },
        limits: Limits::default(),
        cancellation: Cancellation::default(),
    }
}

fn world() -> Graph {
    let mut graph = Graph::new();
    run(&mut graph, WORLD, &context()).expect("the world can be made");
    graph
}

fn planned(graph: &Graph, text: &str, optimized: bool) -> Result<Plan, QueryError> {
    let plan = plan(&parse(text)?, graph.view(), &Procedures::default())?;
    Ok(if optimized { optimize(plan, graph.view()) } else { plan })
}

/// Runs a statement as the database does: what fails leaves nothing behind.
fn run(graph: &mut Graph, text: &str, context: &Context) -> Result<Rows, QueryError> {
    let plan = planned(graph, text, true)?;
    if !plan.writes() {
        return read(&plan, graph.view(), context);
    }
    let mut transaction = Transaction::begin(graph);
    let rows = write(&plan, &mut transaction, context)?;
    transaction.commit();
    Ok(rows)
}

/// Rows as text: a line for each, the columns between bars.
fn drawn(rows: &Rows) -> Vec<String> {
    let line = |row: &Vec<crate::value::Value>| {
        row.iter().map(|value| plain(value).to_string()).collect::<Vec<_>>().join(" | ")
    };
    rows.rows.iter().map(line).collect()
}

/// The rows of a statement over the world, in order.
fn ask(text: &str) -> Vec<String> {
    let rows = run(&mut world(), text, &context()).unwrap_or_else(|error| panic!("{text}\n{error:?}"));
    drawn(&rows)
}
