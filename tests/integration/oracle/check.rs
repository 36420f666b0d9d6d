//! One graph and one statement, answered by every road there is.

use annals::graph::Graph;
use annals::query::ast::Statement;
use annals::query::{Parameters, Phase, QueryError, parse};

use super::answer::{Engine, Told, Words, ask, made};
use super::choices::Choices;
use super::generate::{self, Generated};
use super::lifting::{Twice, twice};
use super::naive::world::World;
use super::naive::{self, Answer, Failure};
use super::rewriting::{partitioned, reversed};

/// What was seen of a case where all roads agree.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Seen {
    /// The plain evaluator would have taken too long, so there was nothing to compare.
    pub(super) discarded: bool,
    pub(super) rows: usize,
    pub(super) is_error: bool,
    /// One road failed and another did not, where the order of evaluation is open.
    pub(super) allowed: bool,
    pub(super) seeks: bool,
    pub(super) partitioned: bool,
    pub(super) writes: bool,
    /// It has literals that were lifted.
    pub(super) lifted: bool,
}

/// Two roads that do not agree.
#[derive(Clone, Debug)]
pub(super) struct Difference {
    pub(super) between: &'static str,
    pub(super) text: String,
    pub(super) graph: String,
    pub(super) details: String,
}

type Checked<T> = Result<T, Box<Difference>>;

/// A case in the making.
struct Case {
    graph: Graph,
    before: World,
    generated: Generated,
    text: String,
    statement: Statement,
}

/// Makes a case of choices and compares its answers.
pub(super) fn check(choices: &mut Choices) -> Checked<Seen> {
    let mut case = Case::make(choices)?;
    let mut seen = Seen { writes: case.statement.writes(), ..Seen::default() };
    let none = Parameters::new();
    let plain = match naive::run(&case.statement, case.before.clone(), &none) {
        Err(Failure::TooMuch) => return Ok(Seen { discarded: true, ..seen }),
        plain => plain,
    };
    if let Ok((answer, _)) = &plain {
        seen.rows = answer.ties.iter().map(Vec::len).sum();
    }
    seen.is_error = plain.is_err();
    let statement = case.statement.clone();
    case.agrees("plain evaluation and the plan as written", &plain, (&statement, false), &none, &mut seen)?;
    case.agrees("plain evaluation and the optimized plan", &plain, (&statement, true), &none, &mut seen)?;
    // Each statement goes one half of the other roads, so that there is time for twice as many statements.
    if case.text.len() % 2 == 0 {
        let (text, parameters) = case.generated.with_parameters();
        let with_parameters = case.parsed(&text)?;
        case.agrees("literals and parameters", &plain, (&with_parameters, true), &parameters, &mut seen)?;
    } else {
        let turned = reversed(&statement);
        if turned != statement {
            case.agrees("a pattern and its reverse", &plain, (&turned, true), &none, &mut seen)?;
        }
        case.partitions(&mut seen)?;
    }
    case.reprints()?;
    if seen.writes {
        seen.lifted = case.lifts()?;
    }
    Ok(seen)
}

impl Case {
    fn make(choices: &mut Choices) -> Checked<Self> {
        let whole_floats = choices.chance(20);
        let graph = generate::graph::graph(choices, whole_floats);
        let before = World::of(graph.view());
        let generated = generate::statement(choices, whole_floats);
        let text = generated.text();
        let statement = parse(&text).map_err(|error| {
            let details = format!("{error:?}");
            Box::new(Difference {
                between: "a valid text and the parser",
                text: text.clone(),
                graph: String::new(),
                details,
            })
        })?;
        Ok(Self { graph, before, generated, text, statement })
    }

    fn parsed(&self, text: &str) -> Checked<Statement> {
        parse(text).map_err(|error| self.differ("a valid text and the parser", format!("{text}\n{error:?}")))
    }

    fn differ(&self, between: &'static str, details: String) -> Box<Difference> {
        Box::new(Difference { between, text: self.text.clone(), graph: made(&self.before), details })
    }

    /// Compares the plain answer with the engine's.
    fn agrees(
        &mut self,
        between: &'static str,
        plain: &Result<(Answer, World), Failure>,
        (statement, optimized): (&Statement, bool),
        parameters: &Parameters,
        seen: &mut Seen,
    ) -> Checked<()> {
        let engine = ask(&mut self.graph, statement, optimized, parameters);
        let (expected, found) = match (plain, engine) {
            (Err(Failure::Error(kind, _)), Err(error)) if *kind == error.kind && error.phase == Phase::Runtime => {
                return Ok(());
            }
            (Ok((answer, world)), Ok(engine)) => {
                seen.seeks |= engine.plan.contains("Seek");
                self.told(answer, world, &engine, statement.writes())
            }
            // openCypher leaves open in which order conditions are tested, and so for which rows.
            (_, Err(QueryError { phase: Phase::Runtime, .. })) | (Err(_), Ok(_)) if self.generated.open_errors => {
                seen.allowed = true;
                return Ok(());
            }
            (plain, Err(error)) => {
                let plain = plain.as_ref().map(|(answer, _)| answer);
                return Err(self.differ(between, format!("plain: {plain:?}\nengine: {error:?}")));
            }
            (Err(failure), Ok(engine)) => {
                return Err(
                    self.differ(between, format!("plain: {failure:?}\nengine: {:?}\n{}", engine.rows, engine.plan))
                );
            }
        };
        if expected.0 == expected.1 {
            return Ok(());
        }
        let (plain, engine) = expected;
        Err(self.differ(between, format!("plain: {plain:#?}\nengine: {engine:#?}\n{found}")))
    }

    /// Both answers in words, and the plan.
    fn told(&self, answer: &Answer, world: &World, engine: &Engine, writes: bool) -> ((Told, Told), String) {
        let words = Words { bags: self.generated.bags };
        let mut columns: Vec<String> = answer.columns.iter().map(ToString::to_string).collect();
        if answer.ties.is_empty() && self.text.contains('*') {
            // The plain evaluator finds what `*` stands for in its rows.
            columns.clone_from(&engine.columns);
        }
        let rows = if columns.is_empty() { Vec::new() } else { answer.ties.concat() };
        let ties = || answer.ties.iter().map(Vec::len);
        let graph = |world| if writes { words.graph(world, &self.before) } else { Vec::new() };
        let plain = Told { columns, rows: words.rows(&rows, ties()), graph: graph(world) };
        let engine_told = Told {
            columns: engine.columns.clone(),
            rows: words.rows(&engine.rows, ties()),
            graph: graph(&engine.world),
        };
        ((plain, engine_told), engine.plan.clone())
    }

    /// What a statement prints as reads back as the same statement.
    fn reprints(&self) -> Checked<()> {
        let printed = self.statement.to_string();
        let again = self.parsed(&printed)?;
        if !same(&again, &self.statement) {
            return Err(self.differ("a statement and what it prints as", printed));
        }
        Ok(())
    }

    /// A text much like one that was read before does what it does when it is the first: the statement, and the one that makes
    /// the graph, which is full of literals.
    fn lifts(&self) -> Checked<bool> {
        let statements = [(self.before.clone(), self.text.clone()), (World::default(), made(&self.before))];
        let mut lifted = false;
        for both in statements.iter().filter_map(|(before, text)| twice(before, text)) {
            if both.alone != both.after {
                let Twice { alone, after, .. } = both;
                let details = format!("alone: {alone}\nafter: {after}");
                return Err(self.differ("a text alone and after one like it", details));
            }
            lifted |= both.lifted;
        }
        Ok(lifted)
    }

    fn partitions(&mut self, seen: &mut Seen) -> Checked<()> {
        let Some(parts) = partitioned(&self.statement) else { return Ok(()) };
        let words = Words { bags: self.generated.bags };
        let mut rows = Vec::new();
        for part in &parts {
            // Without variables there is no `*`; a condition may fail.
            let Ok(engine) = ask(&mut self.graph, part, true, &Parameters::new()) else { return Ok(()) };
            rows.push(words.rows(&engine.rows, []));
        }
        seen.partitioned = true;
        let mut together = rows.split_off(1).concat();
        together.sort();
        if rows[0] != together {
            let details = format!("all: {:#?}\ntogether: {together:#?}", rows[0]);
            return Err(self.differ("all rows and the parts by a condition", details));
        }
        Ok(())
    }
}

/// Whether two statements are the same but for how the text of their columns was written.
fn same(left: &Statement, right: &Statement) -> bool {
    left == right || left.to_string() == right.to_string()
}
