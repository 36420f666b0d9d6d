//! Feature files to scenarios: the part of Gherkin that the TCK is written in.
//!
//! A line is blank, a comment, a tag, a heading (`Scenario: …`), a step (`Given …`), a row of a table (`| a | b |`) or the
//! fence of a text (`"""`). Anything else is refused, but for the prose under `Feature:`.

use super::outline;
use super::table::{self, Table};

/// A scenario, ready to run: the background's steps come first, and an outline's example is filled in.
#[derive(Clone, Debug)]
pub(crate) struct Scenario {
    /// The feature's path without `.feature`, such as `clauses/call/Call1`.
    pub(crate) feature: String,
    pub(crate) name: String,
    /// Which example of an outline, from 1.
    pub(crate) example: Option<usize>,
    pub(crate) steps: Vec<Step>,
}

/// A step, with what stands below it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Step {
    pub(crate) line: usize,
    /// What follows `Given`, `When`, `Then`, `And` or `But`.
    pub(crate) text: String,
    pub(crate) document: Option<String>,
    pub(crate) table: Table,
}

/// Reads a feature file.
pub(crate) fn read(feature: &str, text: &str) -> Result<Vec<Scenario>, String> {
    let mut reader = Reader { feature, ..Reader::default() };
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        let fence = line.trim_start();
        if fence.starts_with("\"\"\"") {
            let indent = line.len() - fence.len();
            reader.document(text_until_fence(&mut lines, indent)?, index + 1)?;
        } else {
            reader.line(line.trim(), index + 1)?;
        }
    }
    reader.finish();
    Ok(reader.scenarios)
}

/// The lines up to the closing fence, without the opening one's indentation.
fn text_until_fence<'t>(lines: &mut impl Iterator<Item = (usize, &'t str)>, indent: usize) -> Result<String, String> {
    let mut text = Vec::new();
    for (_, line) in lines {
        if line.trim() == "\"\"\"" {
            return Ok(text.join("\n"));
        }
        let blank = line.len() - line.trim_start().len();
        text.push(line.get(blank.min(indent)..).unwrap_or_default());
    }
    Err("a text has no closing fence".to_owned())
}

/// What the next line belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Section {
    #[default]
    Prose,
    Background,
    Scenario,
    Examples,
}

#[derive(Default)]
struct Reader<'f> {
    feature: &'f str,
    section: Section,
    background: Vec<Step>,
    name: String,
    outlined: bool,
    steps: Vec<Step>,
    examples: Vec<Table>,
    scenarios: Vec<Scenario>,
}

impl Reader<'_> {
    fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
        if line.is_empty() || line.starts_with('#') || line.starts_with('@') {
            return Ok(());
        }
        if line.starts_with('|') {
            return self.row(table::cells(line), number);
        }
        if let Some((heading, rest)) = heading(line) {
            return self.heading(heading, rest.trim(), number);
        }
        match step(line) {
            Some(text) if matches!(self.section, Section::Background | Section::Scenario) => {
                self.open_steps().push(Step { line: number, text: text.trim().to_owned(), ..Step::default() });
                Ok(())
            }
            _ if self.section == Section::Prose => Ok(()),
            _ => Err(format!("line {number} is no step: {line}")),
        }
    }

    fn heading(&mut self, heading: &str, rest: &str, number: usize) -> Result<(), String> {
        match heading {
            "Feature" => self.section = Section::Prose,
            "Background" => self.section = Section::Background,
            "Examples" | "Scenarios" => {
                self.section = Section::Examples;
                self.examples.push(Table::default());
            }
            "Scenario" | "Example" | "Scenario Outline" | "Scenario Template" => {
                self.finish();
                self.section = Section::Scenario;
                self.name = rest.to_owned();
                self.outlined = heading.contains(' ');
            }
            other => return Err(format!("line {number}: `{other}:` is not read")),
        }
        Ok(())
    }

    fn open_steps(&mut self) -> &mut Vec<Step> {
        if self.section == Section::Background { &mut self.background } else { &mut self.steps }
    }

    fn row(&mut self, cells: Vec<String>, number: usize) -> Result<(), String> {
        let table = match self.section {
            Section::Examples => self.examples.last_mut(),
            _ => self.open_steps().last_mut().map(|step| &mut step.table),
        };
        table.ok_or_else(|| format!("line {number}: a table without a step"))?.rows.push(cells);
        Ok(())
    }

    fn document(&mut self, text: String, number: usize) -> Result<(), String> {
        let step = self.open_steps().last_mut().ok_or_else(|| format!("line {number}: a text without a step"))?;
        step.document = Some(text);
        Ok(())
    }

    /// Ends the scenario that was open.
    fn finish(&mut self) {
        let name = std::mem::take(&mut self.name);
        let steps = [self.background.clone(), std::mem::take(&mut self.steps)].concat();
        let examples = std::mem::take(&mut self.examples);
        if name.is_empty() {
            return;
        }
        let scenario = Scenario { feature: self.feature.to_owned(), name, example: None, steps };
        if self.outlined {
            self.scenarios.extend(outline::expand(&scenario, &examples));
        } else {
            self.scenarios.push(scenario);
        }
    }
}

/// `Scenario: a name` as `Scenario` and what follows.
fn heading(line: &str) -> Option<(&str, &str)> {
    const HEADINGS: &[&str] = &[
        "Feature",
        "Rule",
        "Background",
        "Scenario Outline",
        "Scenario Template",
        "Scenario",
        "Examples",
        "Scenarios",
        "Example",
    ];
    let (before, after) = line.split_once(':')?;
    HEADINGS.contains(&before).then_some((before, after))
}

fn step(line: &str) -> Option<&str> {
    ["Given ", "When ", "Then ", "And ", "But ", "* "].into_iter().find_map(|keyword| line.strip_prefix(keyword))
}
