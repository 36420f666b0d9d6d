//! Dates as precise as the text that gave them, and no more: `cargo run --example imprecise_dates`

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use annals::diagnostic::Diagnostic;
use annals::time::{Edtf, Relation};

fn main() -> Result<(), Diagnostic> {
    // "In May", "on May 24", "since February 2022": each stands for the days it allows.
    for text in ["2025-05", "2025-05-24", "2022-02/.."] {
        println!("{text:<12} {}", Edtf::parse(text)?.interval());
    }

    // What is known only to the month may have happened before the 24th, or after it.
    let talks = Edtf::parse("2025-05")?.interval();
    let day = Edtf::parse("2025-05-24")?.interval();
    println!("talks in May, before May 24?  {:?}", Relation::Before.verdict(talks, day));
    println!("talks in May, after May 2025? {:?}", Relation::After.verdict(talks, talks));

    // A day that the calendar does not have is refused, never moved to the next.
    println!("{}", Edtf::parse("2025-02-30").expect_err("February has 28 days in 2025"));
    Ok(())
}

#[test]
fn runs() {
    main().unwrap();
}
