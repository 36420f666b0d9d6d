//! Questions with the exact rows they must answer, kept outside the checkout.
//!
//! The folder is named by `ANNALS_ACCEPTANCE`, or is `../shared/acceptance` beside the checkout. It holds `questions.json` and the
//! fixture it names; CONTRIBUTING says how to make one. Where there is none, the test says so and passes, except where
//! `CI` is set.
//!
//! `tests/integration/acceptance_failures.txt` lists what is known to fail, an id a line. It only shrinks: a listed id
//! that passes fails the test too.

use std::collections::BTreeSet;
use std::path::Path;

use annals::export::{self, Format, Options};
use annals::query::split_statements;
use annals::{Database, Session};
use serde_json::{Map, Value as Json};

use crate::outside;

const KNOWN_FAILURES: &str = include_str!("acceptance_failures.txt");

#[test]
fn questions_answer_what_they_must() {
    let Some(folder) = outside::folder("ANNALS_ACCEPTANCE", "../shared/acceptance", "questions.json") else { return };
    let asked = Asked::read(&folder);
    let failures = asked.failures();
    let failed: BTreeSet<_> = failures.iter().map(|failure| failure.id.as_str()).collect();
    let known: BTreeSet<_> = KNOWN_FAILURES.lines().filter(|line| !line.starts_with('#')).map(str::trim).collect();
    for failure in &failures {
        println!("{} {}\n    {}", failure.id, failure.question, failure.reason);
    }
    println!("{} of {} questions right", asked.count() - failed.len(), asked.count());
    let new: Vec<_> = failed.difference(&known).collect();
    assert!(new.is_empty(), "these questions fail: {new:?}");
    let passed: Vec<_> = known.iter().filter(|id| asked.has(id) && !failed.contains(*id)).collect();
    assert!(passed.is_empty(), "these questions pass; take them off acceptance_failures.txt: {passed:?}");
}

/// The questions of a folder, and a graph to ask them of.
struct Asked {
    questions: Json,
    database: Database,
    session: Session,
}

struct Failure {
    id: String,
    question: String,
    reason: String,
}

impl Asked {
    fn read(folder: &Path) -> Self {
        let text = |name: &str| std::fs::read_to_string(folder.join(name)).expect("the folder is readable");
        let questions: Json = serde_json::from_str(&text("questions.json")).expect("questions.json is JSON");
        let today = questions["today"].as_str().expect("a day").parse().expect("a day");
        let mut asked = Self { database: Database::memory(), session: Session::on(today), questions };
        let fixture = text(asked.questions["fixture"].as_str().expect("a file name"));
        for span in split_statements(&fixture) {
            asked.database.run(span.of(&fixture), &asked.session).expect("the fixture is Cypher");
        }
        asked
    }

    fn items(&self, kind: &str) -> impl Iterator<Item = &Json> {
        self.questions[kind].as_array().into_iter().flatten()
    }

    fn all(&self) -> impl Iterator<Item = &Json> {
        self.items("answers").chain(self.items("refusals"))
    }

    fn count(&self) -> usize {
        self.all().count()
    }

    fn has(&self, id: &str) -> bool {
        self.all().any(|item| item["id"] == id)
    }

    fn failures(&self) -> Vec<Failure> {
        let answers = self.items("answers").map(|item| (item, self.check_answer(item)));
        let refusals = self.items("refusals").map(|item| (item, self.check_refusal(item)));
        let failure = |(item, reason): (&Json, Result<(), String>)| {
            let text = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
            reason.err().map(|reason| Failure { id: text("id"), question: text("question"), reason })
        };
        answers.chain(refusals).filter_map(failure).collect()
    }

    fn ask(&self, item: &Json) -> Result<Vec<Map<String, Json>>, annals::Error> {
        let prepared = self.database.prepare(item["question"].as_str().unwrap_or_default(), &self.session)?;
        let answer = self.database.query(&prepared, &self.session)?;
        let mut lines = Vec::new();
        export::write(&answer.rows, Format::JsonLines, &Options::default(), &mut lines)
            .expect("a vector takes every write");
        Ok(serde_json::Deserializer::from_slice(&lines).into_iter().map(|row| row.expect("a line is JSON")).collect())
    }

    /// Rows are compared on the columns the expected rows name, in order.
    fn check_answer(&self, item: &Json) -> Result<(), String> {
        let wanted = item["expect"].as_array().expect("expected rows");
        let rows = self.ask(item).map_err(|error| format!("refused: {error}"))?;
        let columns: Vec<_> = wanted.first().and_then(Json::as_object).into_iter().flat_map(Map::keys).collect();
        let named = |row: &Map<String, Json>| -> Json {
            columns.iter().map(|key| ((*key).clone(), row.get(*key).cloned().unwrap_or_default())).collect()
        };
        let got: Vec<_> = rows.iter().map(named).collect();
        if got == *wanted {
            Ok(())
        } else {
            Err(format!("wanted {}\n    got    {}", Json::from(wanted.clone()), Json::from(got)))
        }
    }

    fn check_refusal(&self, item: &Json) -> Result<(), String> {
        let wanted = item["refuse"].as_str().expect("a code");
        match self.ask(item) {
            Err(error) if error.code() == wanted => Ok(()),
            Err(error) => Err(format!("wanted {wanted}, got {}: {error}", error.code())),
            Ok(rows) => Err(format!("wanted {wanted}, got {} rows", rows.len())),
        }
    }
}
