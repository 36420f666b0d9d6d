//! Scenarios of our own, in `check.feature`: each says in its name what the runner must make of it.

use std::path::Path;

use super::gherkin;
use super::pool;
use super::verdict::Failure;

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
