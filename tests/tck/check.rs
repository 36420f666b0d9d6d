//! The runner is tested first: on scenarios of our own, in `check.feature`, each of which says in its name what must come
//! of it; and what is known is written and read again.

use std::path::Path;

use super::gherkin;
use super::identity::{Identity, Number};
use super::pool;
use super::ratchet::Known;
use super::report::Record;
use super::verdict::{Failure, Verdict};

/// Runs `check.feature`: a scenario called `passes: …` must pass, one called `wrong answer: …` must fail as that.
pub(crate) fn the_runner_sees_what_is_wrong() -> Result<(), String> {
    let scenarios = gherkin::read("check", include_str!("check.feature"))?;
    let verdicts = pool::run(&scenarios, Path::new(env!("CARGO_MANIFEST_DIR")));
    for (scenario, verdict) in scenarios.iter().zip(verdicts) {
        let wanted = scenario.name.split(": ").next().unwrap_or_default();
        let got = verdict.failure.as_ref().map_or("passes", Failure::name);
        if got != wanted {
            let reason = verdict.failure.as_ref().map_or("", |failure| failure.reason());
            return Err(format!("check.feature, `{}`, example {:?}: {got}: {reason}", scenario.name, scenario.example));
        }
    }
    Ok(())
}

/// What is learnt, written and read again is the same, and every change is seen.
pub(crate) fn the_ratchet_holds() -> Result<(), String> {
    let numbers = [(1, None), (2, None), (3, None), (5, None), (6, Some(1)), (6, Some(2)), (6, Some(4)), (7, Some(5))];
    let records = |fails: fn(usize) -> bool| -> Vec<Record> {
        numbers.iter().map(|(number, example)| record(*number, *example, fails(*number))).collect()
    };
    let (before, after) = (records(|number| number % 3 == 0), records(|number| number % 3 != 0));
    let mut known = Known::default();
    known.learn(&before);
    let text = known.write("# head\n");
    let holds = Known::read(&text)? == known
        && text.contains("\na/B 1-2 5 7#5\n")
        && known.contradictions(&before).is_empty()
        && known.contradictions(&after).len() == numbers.len()
        && Known::default().contradictions(&before).is_empty()
        && Known::default().unknown(&before).len() == numbers.len();
    if holds { Ok(()) } else { Err(format!("the ratchet does not hold: {text}")) }
}

fn record(number: usize, example: Option<usize>, fails: bool) -> Record {
    let identity = Identity { feature: "a/B".to_owned(), number: Number::Number(number), example };
    let failure = fails.then(|| Failure::WrongAnswer("wanted 1, got 2".to_owned()));
    Record { identity, name: String::new(), verdict: Verdict { failure, rungs: None } }
}
