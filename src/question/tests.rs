//! Questions in, Cypher out: golden scripts over a graph written for them, and properties of generated questions.
//!
//! In a script, a line `> question` is read against the graph of `graph.cypher`; below it stands what it was read as
//! (`≡`), or its refusal with the words it points at. `UPDATE_GOLDENFILES=1` writes the files anew.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use goldenscript::{Command, Runner};
use proptest::prelude::*;

use super::{Completion, Context, Refusal, complete, examples, guide, read};
use crate::graph::{Batch, Change, Graph};
use crate::query::ast::{
    ClauseKind, Direction, Expression, ExpressionKind, LabelExpression, Literal, NodePattern, PathPattern,
};
use crate::query::parse;
use crate::time::Date;
use crate::value::{NodeId, RelationshipId, Value};

static GRAPH: LazyLock<Graph> = LazyLock::new(|| graph(include_str!("testscripts/graph.cypher")));

fn context() -> Context<'static> {
    Context::new(Date::new(2031, 9, 20).expect("a day of the calendar"))
}

struct Questions;

impl Runner for Questions {
    type Command = Command;

    fn run(&mut self, command: &Command, _: &goldenscript::Context) -> Result<String, Box<dyn Error>> {
        let question = command.name.as_str();
        Ok(match read(question, GRAPH.view(), &context()) {
            Ok(reading) => {
                let mut out = reading.echo.iter().fold(String::new(), |mut out, line| {
                    writeln!(out, "≡ {line}").expect("a string takes every text");
                    out
                });
                out.push_str(&abridged(&reading.statement.to_string()));
                out
            }
            Err(refusal) => shown(question, &refusal),
        })
    }
}

/// The columns every list of events has, and the modality it leaves out, are written once here, not in every script.
fn abridged(cypher: &str) -> String {
    let modality = "coalesce(e.modality, CASE WHEN (e)-[:ATTRIBUTED_TO]->() THEN 'alleged' ELSE 'asserted' END)";
    let columns = format!(
        "e.edtf AS date, [(e)-[:OCCURRED_IN]->(place) | place.name] AS place, \
         [(e)-[:ACTOR]->(actor) | actor.name] AS actors, {modality} AS modality, \
         [(e)-[:ATTRIBUTED_TO]->(claimant) | claimant.name] AS according_to"
    );
    let happening = "NOT coalesce(e.modality, 'asserted') IN ['planned', 'failed', 'denied']";
    cypher.replace(&columns, "…").replace(modality, "«modality»").replace(happening, "«told as happening»")
}

fn shown(question: &str, refusal: &Refusal) -> String {
    let place = refusal.span.map_or("", |span| span.of(question));
    let help = refusal.help.as_deref().unwrap_or("-");
    format!("{} at [{place}]: {}\nhelp: {help}", refusal.code, refusal.message)
}

#[test]
fn scripts() -> Result<(), Box<dyn Error>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/question/testscripts");
    for script in ["events", "people", "numbers", "times", "names", "refusals"] {
        goldenscript::run(&mut Questions, std::path::Path::new(&format!("{folder}/{script}")))?;
    }
    Ok(())
}

#[test]
fn every_suggestion_reads() {
    let questions = include_str!("testscripts/refusals").lines().filter_map(|line| line.strip_prefix("> "));
    for question in questions {
        let refusal = read(question, GRAPH.view(), &context()).expect_err("a question of the script of refusals");
        let help = refusal.help.unwrap_or_default();
        let suggestion = help.strip_prefix("try: ").unwrap_or_else(|| panic!("{question}: no suggestion in `{help}`"));
        assert!(read(suggestion, GRAPH.view(), &context()).is_ok(), "{question}: {suggestion}");
    }
}

#[test]
fn names_are_only_ever_text() {
    for name in HOSTILE {
        let mut batch = Batch::default();
        batch.changes.push(Change::CreateNode {
            id: NodeId(0),
            labels: vec!["Entity".into(), "Place".into(), "City".into()],
            properties: vec![("name".into(), Value::String(name.into()))],
        });
        let mut graph = Graph::new();
        graph.apply(&batch).expect("one node");
        for question in [format!("events in “{name}”"), format!("timeline of “{name}” with evidence")] {
            let reading = read(&question, graph.view(), &context());
            let reading = reading.unwrap_or_else(|refusal| panic!("{question}: {refusal:?}"));
            assert!(!reading.statement.writes(), "{question}");
            assert_eq!(parse(&reading.statement.to_string()).expect("Cypher"), reading.statement, "{question}");
        }
    }
}

/// Names and texts that would be something else if they were ever more than text.
const HOSTILE: [&str; 14] = [
    "') DETACH DELETE (n",
    "{name: 'x'}",
    "\\",
    "\\' OR true //",
    "Ostrava'; MATCH (n) DELETE n; '",
    "`a`",
    "<a:0:x>",
    "<n:0:attack> in <a:1:",
    "MATCH (n) DETACH DELETE n",
    "x'}) RETURN 1 UNION MATCH (n) RETURN n //",
    "RETURN",
    "events in Oslo after May 23",
    "two\nlines",
    "$parameter",
];

#[test]
fn quoted_words_are_only_ever_text() {
    let graph = graph("CREATE (:Event {title: 'a dull day'})");
    for words in HOSTILE {
        let question = format!("events about “{words}”");
        let reading =
            read(&question, graph.view(), &context()).unwrap_or_else(|refusal| panic!("{words}: {refusal:?}"));
        assert!(!reading.statement.writes(), "{words}");
        assert_eq!(parse(&reading.statement.to_string()).expect("Cypher"), reading.statement, "{words}");
    }
}

#[test]
fn texts_turned_around_are_refused() {
    for question in
        ["events in \u{202E}olsO", "events in “Oslo\u{202E}”", "events in “\u{2066}Oslo”", "events\u{0} in Oslo"]
    {
        let refusal = read(question, GRAPH.view(), &context()).expect_err(question);
        assert_eq!(refusal.code, "syntax", "{question:?}");
    }
}

#[test]
fn a_users_own_types_can_be_asked_for() {
    let graph = graph("CREATE (:Event:Regatta {title: 'autumn regatta'}), (:Event:BakeSale {title: 'a bake sale'})");
    for question in ["regattas", "how many bake sales?", "types"] {
        read(question, graph.view(), &context()).unwrap_or_else(|refusal| panic!("{question}: {refusal:?}"));
    }
}

#[test]
fn an_empty_graph_answers_what_has_no_names() {
    let graph = Graph::new();
    assert!(read("what happened yesterday?", graph.view(), &context()).is_ok());
    assert_eq!(read("events in Ostrava", graph.view(), &context()).expect_err("no such place").code, "unknown_name");
}

#[test]
fn long_texts_are_refused_unread() {
    for text in ["a".repeat(100_000), "events in ".repeat(10_000), "(".repeat(100_000)] {
        assert!(read(&text, GRAPH.view(), &context()).is_err());
    }
}

#[test]
fn completes_from_the_grammar_and_the_graph() {
    let offered = |text: &str| -> Vec<String> {
        let completions = complete(text, GRAPH.view(), &context());
        completions.into_iter().map(|Completion { replacement, .. }| replacement).collect()
    };
    assert!(offered("strikes in Bel").contains(&"Belcastro".to_owned()));
    assert!(offered("strikes aft").contains(&"after".to_owned()));
    assert!(offered("ev").contains(&"events".to_owned()));
    assert!(offered("meetings between Mara V").contains(&"Mara Voss".to_owned()));
}

/// What may come next, best first; the cursor stands at the end of the text.
fn next_words(text: &str) -> Vec<String> {
    complete(text, GRAPH.view(), &context()).into_iter().map(|completion| completion.replacement).collect()
}

#[test]
fn what_may_come_next_depends_on_what_stands_before() {
    let first = |text: &str| next_words(text).into_iter().next().unwrap_or_default();
    assert_eq!(next_words("strikes in Bel"), ["Belmark", "Belcastro"]);
    assert_eq!(first("strikes in \"Belc"), "\"Belcastro\"");
    assert_eq!(first("events after Mar"), "March");
    assert_eq!(first("events since yes"), "yesterday");
    let places = next_words("events in ");
    assert!(places.contains(&"Belcastro".to_owned()) && !places.contains(&"Mara Voss".to_owned()), "{places:?}");
    let actors = next_words("events by ");
    assert!(actors.contains(&"Mara Voss".to_owned()), "{actors:?}");
    assert!(next_words("ev").contains(&"events".to_owned()) && next_words("").len() > 5);
    assert!(next_words("events events ").is_empty(), "{:?}", next_words("events events "));
    assert!(next_words("\u{202e}").is_empty());
}

/// Every word offered goes on with the question: it reads, or lacks no more than its end.
#[test]
fn what_is_offered_goes_on() {
    for text in
        ["", "events ", "events in ", "who ", "how many ", "strikes af", "events between ", "top 3 ", "compare Mara V"]
    {
        for Completion { start, replacement } in complete(text, GRAPH.view(), &context()) {
            let longer = format!("{}{replacement}", &text[..start]);
            let refused = read(&longer, GRAPH.view(), &context()).err();
            let goes_on =
                |code| matches!(code, "incomplete" | "syntax" | "unknown_name" | "ambiguous_name" | "bad_date");
            assert!(refused.as_ref().is_none_or(|refusal| goes_on(refusal.code)), "{longer:?}: {refused:?}");
        }
    }
}

#[test]
fn a_guide_asks_this_graph() {
    let questions = guide(GRAPH.view(), &context());
    assert!(questions.len() >= 20, "{questions:?}");
    assert!(questions.iter().all(|question| read(question, GRAPH.view(), &context()).is_ok()));
    assert!(questions.iter().any(|question| question.starts_with("how is \"")));
    let empty = Graph::new();
    assert!(guide(empty.view(), &context()).iter().all(|question| !question.contains(char::is_uppercase)));
}

#[test]
fn examples_read() {
    let questions = examples(GRAPH.view());
    assert_eq!(questions.len(), 3);
    for question in questions {
        assert!(read(&question, GRAPH.view(), &context()).is_ok(), "{question}");
    }
}

/// Questions that are mostly well-formed: a subject and filters in any order.
fn question() -> impl Strategy<Value = String> {
    let subject = prop::sample::select(vec![
        "events",
        "protests",
        "what happened",
        "how many meetings",
        "count strikes",
        "latest 3 events",
        "who met Voss",
        "alleged attacks",
        "top 2 actors",
        "where did Mara Voss meet Tomas Berg",
        "when was the last meeting",
        "timeline of Ardenia",
        "statements about strikes",
        "sources for protests",
        "did Ardenia attack Belmark",
        "how many people were killed",
        "compare Ardenia and Belmark",
        "Ardenian",
        "list the",
        "who was",
    ]);
    let filter = prop::sample::select(vec![
        "in Quillon",
        "in Belmark or Port Alder",
        "by Ardenia",
        "against Belmark",
        "since May 2031",
        "after June 3",
        "between Ardenia and Belmark",
        "near Quillon",
        "within 30 km of Port Alder",
        "about strikes",
        "except in Quillon",
        "according to Harbour Union",
        "reported by Tidal Post",
        "possibly before 2031",
        "in 2031",
        "yesterday",
        "with evidence",
        "by month",
        "ongoing",
        "but not Ardenia",
        "involving Mara Voss",
        "in Nowhere",
        "on 05/06/2031",
        "within 3 days of May 2",
        "from May 2 to May 9",
        "\"a quoted text\"",
        "and",
        "the",
        "killed",
        "of",
        "?",
    ]);
    (subject, prop::collection::vec(filter, 0..5))
        .prop_map(|(subject, filters)| format!("{subject} {}", filters.join(" ")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_question_reads_and_round_trips_or_is_refused(question in question()) {
        match read(&question, GRAPH.view(), &context()) {
            Ok(reading) => {
                let cypher = reading.statement.to_string();
                prop_assert_eq!(parse(&cypher).map_err(|error| TestCaseError::fail(format!("{cypher}: {error:?}")))?, reading.statement);
            }
            Err(refusal) => {
                prop_assert!(CODES.contains(&refusal.code), "{}: {}", question, refusal.code);
                prop_assert!(refusal.span.is_some_and(|span| question.get(span.start..span.end).is_some()), "{}", question);
                prop_assert!(refusal.help.is_some_and(|help| help.starts_with("try: ")), "{}", question);
            }
        }
    }

    #[test]
    fn any_text_reads_or_is_refused(text in "\\PC{0,80}") {
        if let Err(refusal) = read(&text, GRAPH.view(), &context()) {
            prop_assert!(CODES.contains(&refusal.code), "{}", refusal.code);
        }
    }
}

const CODES: [&str; 10] = [
    "unknown_word",
    "unknown_name",
    "ambiguous_name",
    "bad_date",
    "ambiguous_date",
    "empty_range",
    "incomplete",
    "unsupported",
    "read_only",
    "syntax",
];

/// The graph a `CREATE` statement of literals makes. Questions are read without running anything, so their tests do too.
fn graph(cypher: &str) -> Graph {
    let statement = parse(cypher).expect("the graph of the tests is well-formed");
    let mut maker = Maker::default();
    for clause in &statement.query.first.clauses {
        let ClauseKind::Create { pattern } = &clause.kind else { panic!("only CREATE makes a graph") };
        pattern.iter().for_each(|path| maker.path(path));
    }
    let mut graph = Graph::new();
    graph.apply(&maker.batch).expect("the graph of the tests makes sense");
    graph
}

#[derive(Default)]
struct Maker {
    batch: Batch,
    named: HashMap<Arc<str>, NodeId>,
    nodes: u32,
    relationships: u32,
}

impl Maker {
    fn path(&mut self, path: &PathPattern) {
        let mut at = self.node(&path.start);
        for (relationship, node) in &path.steps {
            let next = self.node(node);
            let (start, end) = if relationship.direction == Direction::Incoming { (next, at) } else { (at, next) };
            self.batch.changes.push(Change::CreateRelationship {
                id: RelationshipId(self.relationships),
                kind: relationship.types[0].text.clone(),
                start,
                end,
                properties: properties(relationship.properties.as_ref()),
            });
            self.relationships += 1;
            at = next;
        }
    }

    fn node(&mut self, pattern: &NodePattern) -> NodeId {
        let name = pattern.variable.as_ref().map(|name| name.text.clone());
        if let Some(&known) = name.as_ref().and_then(|name| self.named.get(name)) {
            return known;
        }
        let id = NodeId(self.nodes);
        self.nodes += 1;
        self.named.extend(name.map(|name| (name, id)));
        let labels = labels(pattern.labels.as_ref());
        let properties = properties(pattern.properties.as_ref());
        self.batch.changes.push(Change::CreateNode { id, labels, properties });
        id
    }
}

fn labels(expression: Option<&LabelExpression>) -> Vec<Arc<str>> {
    match expression {
        Some(LabelExpression::Label(name)) => vec![name.text.clone()],
        Some(LabelExpression::And(all)) => all.iter().flat_map(|label| labels(Some(label))).collect(),
        _ => Vec::new(),
    }
}

fn properties(map: Option<&Expression>) -> Vec<(Arc<str>, Value)> {
    match map.map(|map| &map.kind) {
        Some(ExpressionKind::Map(entries)) => {
            entries.iter().map(|(key, entry)| (key.text.clone(), value(entry))).collect()
        }
        _ => Vec::new(),
    }
}

fn value(expression: &Expression) -> Value {
    match &expression.kind {
        ExpressionKind::Literal(Literal::String(text)) => Value::String(text.clone()),
        ExpressionKind::Literal(Literal::Integer(number)) => Value::Integer(*number),
        ExpressionKind::Literal(Literal::Float(number)) => Value::Float(*number),
        ExpressionKind::List(elements) => Value::List(Arc::new(elements.iter().map(value).collect())),
        ExpressionKind::Function { arguments, .. } => match value(&arguments[0]) {
            Value::String(text) => Value::Date(text.parse().expect("a date")),
            other => other,
        },
        other => panic!("not a literal: {other:?}"),
    }
}
