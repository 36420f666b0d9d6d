//! How long each part takes alone: `cargo bench --bench parts`, or one of them, `cargo bench --bench parts -- commit`.
//!
//! `data` makes what they work on, the same for every run. A part is a file:
//!
//! ```text
//! parse      text to statement           load       tables to a graph
//! plan       statement to plan           open       a store on the disk to a first answer
//! expand     along relationships         commit     a statement that writes, durable
//! aggregate  counting and sorting        extract    news to events
//! ```

mod aggregate;
mod commit;
mod data;
mod expand;
mod extract;
mod load;
mod open;
mod parse;
mod plan;

use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};

criterion_main!(parts);

criterion_group! {
    name = parts;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    targets =
        parse::bench,
        plan::bench,
        expand::bench,
        aggregate::bench,
        load::bench,
        open::bench,
        commit::bench,
        extract::bench,
}
