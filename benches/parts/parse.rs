//! Text to statement: the questions of the comparison, all of them and the longest.

use annals::query;
use criterion::Criterion;

use crate::data;

pub(crate) fn bench(criterion: &mut Criterion) {
    let questions = data::questions();
    criterion.bench_function("parse/ten questions", |bencher| {
        bencher.iter(|| questions.iter().filter(|(_, text)| query::parse(text).is_ok()).count());
    });
    let list = format!("RETURN [{}] AS numbers", vec!["1"; 10_000].join(", "));
    criterion.bench_function("parse/a list of ten thousand", |bencher| bencher.iter(|| query::parse(&list).is_ok()));
}
