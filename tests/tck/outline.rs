//! Outlines: one scenario for each row of the examples, its `<names>` filled in.

use super::gherkin::{Scenario, Step};
use super::table::Table;

/// The scenarios of an outline, numbered from 1 through all its tables of examples.
pub(crate) fn expand(outline: &Scenario, examples: &[Table]) -> Vec<Scenario> {
    let rows = examples.iter().flat_map(|table| {
        let (names, rows) = table.split();
        rows.iter().map(move |row| names.iter().map(|name| format!("<{name}>")).zip(row).collect::<Vec<_>>())
    });
    rows.enumerate().map(|(index, values)| filled(outline, index + 1, &values)).collect()
}

fn filled(outline: &Scenario, example: usize, values: &[(String, &String)]) -> Scenario {
    let fill = |text: &String| fill(text, values);
    let steps = outline.steps.iter().map(|step| Step {
        line: step.line,
        text: fill(&step.text),
        document: step.document.as_ref().map(fill),
        table: Table { rows: step.table.rows.iter().map(|row| row.iter().map(fill).collect()).collect() },
    });
    Scenario {
        example: Some(example),
        steps: steps.collect(),
        name: outline.name.clone(),
        feature: outline.feature.clone(),
    }
}

/// What is filled in is not looked at again: a value may look like a name.
fn fill(text: &str, values: &[(String, &String)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        filled.push_str(&rest[..at]);
        rest = &rest[at..];
        match values.iter().find(|(name, _)| rest.starts_with(name.as_str())) {
            Some((name, value)) => {
                filled.push_str(value);
                rest = &rest[name.len()..];
            }
            None => {
                filled.push('<');
                rest = &rest[1..];
            }
        }
    }
    filled + rest
}
