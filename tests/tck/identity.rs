//! What a scenario is called: `clauses/call/Call5[4]#2`.

use std::fmt;

use super::gherkin::Scenario;

/// The feature, the number in the scenario's name, and which example of an outline.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Identity {
    pub(crate) feature: String,
    pub(crate) number: Number,
    pub(crate) example: Option<usize>,
}

/// A scenario's number; its name, where it has none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Number {
    Number(usize),
    Name(String),
}

impl Identity {
    pub(crate) fn of(scenario: &Scenario) -> Self {
        let bracketed = scenario.name.strip_prefix('[').and_then(|rest| rest.split_once(']'));
        let number = bracketed.and_then(|(number, _)| number.parse().ok());
        let number = number.map_or_else(|| Number::Name(scenario.name.clone()), Number::Number);
        Self { feature: scenario.feature.clone(), number, example: scenario.example }
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.feature)?;
        match &self.number {
            Number::Number(number) => write!(f, "[{number}]")?,
            Number::Name(name) => write!(f, "[{name}]")?,
        }
        self.example.map_or(Ok(()), |example| write!(f, "#{example}"))
    }
}
