//! Tables to a graph in memory, reading and building.

use annals::Database;
use criterion::{BatchSize, Criterion};

use crate::data;

pub(crate) fn bench(criterion: &mut Criterion) {
    let folder = data::folder();
    criterion.bench_function("load/read fifty thousand events", |bencher| {
        bencher.iter_with_large_drop(|| data::read(folder.path()));
    });
    criterion.bench_function("load/build fifty thousand events", |bencher| {
        bencher.iter_batched(
            || (Database::memory(), data::read(folder.path())),
            |(mut database, tables)| {
                database.load(tables).expect("it is empty");
                database
            },
            BatchSize::LargeInput,
        );
    });
}
