//! Golden scripts: text in, text out, a file per topic under `tests/scripts`.
//!
//! ```text
//! fixture harbour                          loads tests/scripts/fixtures/harbour.cypher
//! today 2025-05-01                         what "today" means
//! limit path_steps 100                     what a statement may use
//! [cypher]> events in Vess                 a question or Cypher, up to the end of the line
//! !> events in Vesss                       one that must be refused
//! ---
//! Cypher: MATCH …                          what it stands for
//! ≡ Vess = Vess (City, Estmark)            the echo
//!  start      │ event …                    the rows
//! ```
//! Tags: `cypher` and `plan` show those first; `csv`, `jsonl`, … pick the format; `only` leaves the rows out; `effects` shows
//! what changed. `UPDATE_GOLDENFILES=1 cargo test scripts` writes what comes out; read it before it is committed.

use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use annals::export::{self, Format, Options};
use annals::query::{Rows, SideEffects, ast, split_statements};
use annals::value::text::plain;
use annals::{Database, Prepared, Session};
use goldenscript::{Command, Context, Runner};

use crate::program::checkout;

#[test]
fn every_script_gives_what_it_says() {
    let scripts = scripts(&checkout().join("tests/scripts"));
    assert!(!scripts.is_empty());
    let failures: Vec<_> = scripts.iter().filter_map(|script| check(script).err()).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_script_can_fail() {
    let given = "> RETURN 1 AS one\n---\n two\n";
    let output = goldenscript::generate(&mut Graph::new(), given).unwrap();
    assert_ne!(output, given);
}

fn scripts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("fixtures") {
            found.extend(scripts(&path));
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn check(path: &Path) -> Result<(), String> {
    let wanted = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let got =
        goldenscript::generate(&mut Graph::new(), &wanted).map_err(|error| format!("{}: {error}", path.display()))?;
    if got == wanted {
        return Ok(());
    }
    if std::env::var_os("UPDATE_GOLDENFILES").is_some() {
        return fs::write(path, got).map_err(|error| error.to_string());
    }
    Err(format!("{}:\n{}", path.display(), difference(&wanted, &got)))
}

/// The lines around the first that differs.
fn difference(wanted: &str, got: &str) -> String {
    let same = wanted.lines().zip(got.lines()).take_while(|(wanted, got)| wanted == got).count();
    let from = same.saturating_sub(3);
    let part = |text: &str| text.lines().skip(from).take(12).map(|line| format!("    {line}\n")).collect::<String>();
    format!("line {}, wanted:\n{}  got:\n{}", same + 1, part(wanted), part(got))
}

/// The graph of one script.
struct Graph {
    database: Database,
    session: Session,
}

impl Graph {
    fn new() -> Self {
        Self { database: Database::memory(), session: Session::on("2025-05-01".parse().expect("a day")) }
    }

    fn load(&mut self, fixture: &str) -> Result<(), Box<dyn Error>> {
        let text =
            fs::read_to_string(checkout().join("tests/scripts/fixtures").join(fixture).with_extension("cypher"))?;
        for span in split_statements(&text) {
            self.database.run(span.of(&text), &self.session)?;
        }
        Ok(())
    }

    fn limit(&mut self, name: &str, count: &str) -> Result<(), Box<dyn Error>> {
        if name == "milliseconds" {
            self.session.limits.time = std::time::Duration::from_millis(count.parse()?);
        } else if !self.session.limits.set(name, count.parse()?) {
            return Err(format!("no limit is called '{name}'").into());
        }
        Ok(())
    }

    fn answer(&mut self, text: &str, tags: &Tags<'_>) -> Result<String, Box<dyn Error>> {
        let refused = |error: annals::Error| error.render("script", text).trim_end().to_owned();
        let prepared = self.database.prepare(text, &self.session).map_err(refused)?;
        let mut output = String::new();
        if tags.has("cypher") {
            writeln!(output, "Cypher: {}", prepared.cypher_text())?;
        }
        if tags.has("plan") {
            output += &self.plan(&prepared).map_err(refused)?;
        }
        if tags.has("only") {
            return Ok(output);
        }
        let answer = self.database.execute(&prepared, &self.session).map_err(refused)?;
        if !answer.echo.is_empty() {
            writeln!(output, "≡ {}", answer.echo.join(" · "))?;
        }
        for warning in &answer.rows.warnings {
            writeln!(output, "warning: {warning}")?;
        }
        if tags.has("effects") {
            output += &effects(&answer.rows.side_effects);
        }
        output += &drawn(&answer.rows, tags.format())?;
        for remark in &answer.remarks {
            writeln!(output, "note: {remark}")?;
        }
        Ok(output)
    }

    fn plan(&mut self, prepared: &Prepared) -> Result<String, annals::Error> {
        let explained = self.database.execute(&prepared.clone().with_mode(ast::Mode::Explain), &self.session)?;
        let lines = explained.rows.rows.iter().map(|row| {
            row.iter().map(|value| plain(value).to_string()).collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
        });
        Ok(lines.collect())
    }
}

impl Runner for Graph {
    type Command = Command;

    fn run(&mut self, command: &Command, context: &Context) -> Result<String, Box<dyn Error>> {
        let mut arguments = command.consume_args();
        if let ("limit", Some(name), Some(count)) = (command.name.as_str(), arguments.next_pos(), arguments.next_pos())
        {
            return self.limit(name, count).map(|()| String::new());
        }
        let argument = command.consume_args().next_pos();
        match (command.name.as_str(), argument) {
            ("fixture", Some(name)) => self.load(name).map(|()| String::new()),
            ("today", Some(day)) => {
                self.session.today = day.parse()?;
                Ok(String::new())
            }
            (text, None) => self.answer(text, &Tags(context)),
            (name, Some(_)) => Err(format!("no command is called '{name}'; a statement follows '>'").into()),
        }
    }
}

/// The tags of a line.
struct Tags<'c>(&'c Context);

impl Tags<'_> {
    fn has(&self, tag: &str) -> bool {
        self.0.tags.contains(tag)
    }

    fn format(&self) -> Format {
        Format::ALL.into_iter().find(|format| self.has(format.name())).unwrap_or_default()
    }
}

fn drawn(rows: &Rows, format: Format) -> Result<String, Box<dyn Error>> {
    let mut drawn = Vec::new();
    export::write(rows, format, &Options::default(), &mut drawn)?;
    Ok(String::from_utf8(drawn)?)
}

fn effects(effects: &SideEffects) -> String {
    let SideEffects {
        nodes_created,
        nodes_deleted,
        relationships_created,
        relationships_deleted,
        properties_set,
        properties_removed,
        ..
    } = effects;
    format!(
        "nodes +{nodes_created} -{nodes_deleted}, relationships +{relationships_created} -{relationships_deleted}, \
         properties +{properties_set} -{properties_removed}\n"
    )
}
