//! Questions nobody thought of: written at random by the grammar that reads them, with the names of a graph.
//!
//! ```text
//! grammar      list_form = { request? ~ selection }, selection = { noun_phrase ~ filter* }, …
//! question     show me alleged attacks within 3 days of the protest except in Port Alder
//! mutated      show me alleged attacks within 3 dyas of the protest except Port Alder
//! ```
//! Each is answered, or refused with a place and a suggestion that reads. What it stands for prints as Cypher that is the
//! same statement and answers the same rows.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use annals::query::split_statements;
use annals::value::text::plain;
use annals::{Database, Language, Prepared, Session, query};
use pest_meta::ast::{Expr, RuleType};
use pest_meta::parser::{self, Rule};

use crate::program::checkout;

#[test]
fn generated_questions_are_answered_or_refused() {
    assert_counts(&ask_generated(600, 1), 600);
}

#[test]
#[ignore = "takes minutes; `cargo test -- --ignored generated` asks ten thousand"]
fn ten_thousand_generated_questions_are_answered_or_refused() {
    assert_counts(&ask_generated(10_000, 7), 10_000);
}

fn assert_counts(counts: &BTreeMap<String, usize>, asked: usize) {
    println!("{counts:?}");
    assert!(counts["answered"] > asked / 6, "the generator writes questions that can be answered: {counts:?}");
    assert!(counts.len() > 4, "and some that cannot: {counts:?}");
}

fn ask_generated(count: usize, seed: u64) -> BTreeMap<String, usize> {
    let (database, session) = harbour();
    let generator = Generator::new(&database, &session);
    let mut dice = Dice(seed);
    let mut counts = BTreeMap::new();
    let mut failures = Vec::new();
    for _ in 0..count {
        let question = generator.question(&mut dice);
        let asked = catch_unwind(AssertUnwindSafe(|| ask(&database, &session, &question)))
            .unwrap_or_else(|_| Err("panicked".to_owned()));
        match asked {
            Ok(outcome) => *counts.entry(outcome).or_default() += 1,
            Err(failure) => failures.push(format!("{question}\n    {failure}")),
        }
    }
    assert!(failures.is_empty(), "{} of {count}:\n{}", failures.len(), failures[..failures.len().min(40)].join("\n"));
    counts
}

fn harbour() -> (Database, Session) {
    let fixture = std::fs::read_to_string(checkout().join("tests/scripts/fixtures/harbour.cypher")).expect("a fixture");
    let session = Session::on("2025-05-01".parse().expect("a day"));
    let mut database = Database::memory();
    for span in split_statements(&fixture) {
        database.run(span.of(&fixture), &session).expect("the fixture is Cypher");
    }
    (database, session)
}

/// Asks a question, checks what must hold of any, and says how it went.
fn ask(database: &Database, session: &Session, question: &str) -> Result<String, String> {
    if Language::of(question) == Language::Cypher {
        return Ok("cypher".to_owned());
    }
    match database.prepare(question, session) {
        Ok(prepared) => answered(database, session, &prepared).map(|()| "answered".to_owned()),
        Err(error) => refused(database, session, question, &error).map(|()| error.code().to_owned()),
    }
}

fn answered(database: &Database, session: &Session, prepared: &Prepared) -> Result<(), String> {
    let cypher = prepared.cypher_text();
    let again = query::parse(&cypher).map_err(|error| format!("{cypher}: {error:?}"))?;
    if Some(&again) != prepared.statement() {
        return Err(format!("{cypher} is another statement"));
    }
    let answer = database.query(prepared, session).map_err(|error| format!("{cypher}: {error}"))?;
    let cypher = database.prepare(&cypher, session).map_err(|error| format!("{cypher}: {error}"))?;
    let rows = database.query(&cypher, session).map_err(|error| error.to_string())?.rows.rows;
    if rows == answer.rows.rows { Ok(()) } else { Err("the Cypher answers other rows".to_owned()) }
}

fn refused(database: &Database, session: &Session, question: &str, error: &annals::Error) -> Result<(), String> {
    let shown = error.render("question", question);
    if !CODES.contains(&error.code()) || !shown.contains("question:1:") {
        return Err(shown);
    }
    let suggestion = shown.lines().find_map(|line| line.split_once("try: ")).map(|(_, suggestion)| suggestion);
    match suggestion.map(|suggestion| database.prepare(suggestion, session)) {
        Some(Ok(_)) => Ok(()),
        _ => Err(format!("no suggestion that reads: {shown}")),
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

/// Writes questions by the rules of the grammar.
struct Generator {
    rules: BTreeMap<String, (bool, Expr)>,
    /// What stands for the placeholders of the grammar.
    words: BTreeMap<&'static str, Vec<String>>,
}

impl Generator {
    fn new(database: &Database, session: &Session) -> Self {
        let grammar = include_str!("../../grammar/question.pest");
        let pairs = parser::parse(Rule::grammar_rules, grammar).expect("the grammar is one");
        let rules = parser::consume_rules(pairs).expect("the grammar makes sense");
        let rules = rules.into_iter().map(|rule| {
            let is_token = matches!(rule.ty, RuleType::Atomic | RuleType::CompoundAtomic);
            (rule.name, (is_token, rule.expr))
        });
        let found = database.prepare("MATCH (n) WHERE n.name IS NOT NULL RETURN n.name", session).expect("Cypher");
        let rows = database.query(&found, session).expect("names").rows.rows;
        let mut names: Vec<String> = rows.iter().map(|row| plain(&row[0]).to_string()).collect();
        names.extend(["\"Port Alder\"", "Brandt's", "Brandt", "\"nobody's \\\\ name\"", "Vesss"].map(str::to_owned));
        let words = |list: &str| list.split(", ").map(str::to_owned).collect::<Vec<_>>();
        let nouns =
            words("attacks, attack, protest, talks, sanctions, agreement, accusations, meetings, fire, statements");
        let verbs = words("attacked, attack, met, meet, accused, sanctioned, protested, condemn, killed, said");
        let times = words(
            "May 2025, March 9, 2025-03-09, last week, yesterday, 2025, the 1990s, spring 2025, Q1 2025, March, Sunday, \
             early March, 3 days ago, in the past 90 days, March 8 to March 10, February 30, 05/06/2025, this month",
        );
        let words = BTreeMap::from([
            ("name", names),
            ("noun", nouns.clone()),
            ("verb", verbs.clone()),
            ("time", times),
            ("number", words("2, 1, 10, three, 5000, 999999999999")),
            ("word", words("harbour, workers, arson, storm, ships, wharehouse")),
            ("light", words("held, made, carried out, suffered, signed")),
            ("kind", words("people, countries, country, city, cities, organizations, persons")),
            ("open", [nouns, verbs].concat()),
        ]);
        Self { rules: rules.collect(), words }
    }

    /// A question by the grammar; one in four with a mistake in it.
    fn question(&self, dice: &mut Dice) -> String {
        let mut text = String::new();
        self.rule("question", dice, &mut text);
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let words = if dice.roll(4) == 0 { mutated(words, dice) } else { words };
        words.join(" ").replace(" 's", "'s")
    }

    fn rule(&self, name: &str, dice: &mut Dice, text: &mut String) {
        if let Some(words) = self.words.get(name) {
            text.push_str(&words[dice.roll(words.len())]);
        } else if let Some((is_token, expression)) = self.rules.get(name).filter(|_| !["spelt", "end"].contains(&name))
        {
            self.expression(expression, if *is_token { "" } else { " " }, dice, text);
        }
    }

    fn expression(&self, expression: &Expr, gap: &str, dice: &mut Dice, text: &mut String) {
        match expression {
            Expr::Str(literal) => text.push_str(&literal.replace('>', "").replace('_', " ")),
            Expr::Ident(name) => self.rule(name, dice, text),
            Expr::Seq(one, other) => {
                self.expression(one, gap, dice, text);
                text.push_str(gap);
                self.expression(other, gap, dice, text);
            }
            Expr::Choice(..) => {
                let choices = choices(expression);
                let mut chosen = choices[dice.roll(choices.len())];
                // Words nobody knows are refused; most questions should get further.
                if is_unknown(chosen) && dice.roll(6) > 0 {
                    chosen = choices[0];
                }
                self.expression(chosen, gap, dice, text);
            }
            Expr::Opt(inner) if dice.roll(4) == 0 => self.expression(inner, gap, dice, text),
            Expr::Rep(inner) => self.repeated(inner, [0, 0, 0, 1, 1, 2][dice.roll(6)], gap, dice, text),
            Expr::RepOnce(inner) => self.repeated(inner, 1 + dice.roll(2), gap, dice, text),
            _ => {}
        }
    }

    fn repeated(&self, expression: &Expr, times: usize, gap: &str, dice: &mut Dice, text: &mut String) {
        for _ in 0..times {
            self.expression(expression, gap, dice, text);
            text.push_str(gap);
        }
    }
}

/// Whether an alternative needs a word that is none of the grammar's and none of the graph's.
fn is_unknown(expression: &Expr) -> bool {
    match expression {
        Expr::Ident(name) => ["word", "unknown_head", "thing_named", "topic_words", "open"].contains(&name.as_str()),
        Expr::RepOnce(inner) => is_unknown(inner),
        Expr::Seq(one, other) => is_unknown(one) || is_unknown(other),
        _ => false,
    }
}

fn choices(expression: &Expr) -> Vec<&Expr> {
    match expression {
        Expr::Choice(one, other) => [choices(one), choices(other)].concat(),
        other => vec![other],
    }
}

/// A word left out, said twice, changed with its neighbour, or misspelt.
fn mutated(mut words: Vec<String>, dice: &mut Dice) -> Vec<String> {
    if words.len() < 2 {
        return words;
    }
    let at = dice.roll(words.len() - 1);
    match dice.roll(4) {
        0 => drop(words.remove(at)),
        1 => words.insert(at, words[at].clone()),
        2 => words.swap(at, at + 1),
        _ => words[at] = words[at].chars().rev().collect(),
    }
    words
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        // Knuth's constants for a linear congruence; its upper bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }
}
