//! Statement to plan, and what finds a text again that was planned before; English goes the same way.

use annals::query::{self, Procedures};
use criterion::Criterion;

use crate::data;

pub(crate) fn bench(criterion: &mut Criterion) {
    let (database, session) = (data::database(), data::session());
    let questions = data::questions();
    let statements: Vec<_> = questions.iter().map(|(_, text)| query::parse(text).expect("it is Cypher")).collect();
    let procedures = Procedures::default();
    criterion.bench_function("plan/ten questions", |bencher| {
        let plan = |statement| query::plan(statement, database.view(), &procedures).expect("it makes sense");
        bencher
            .iter(|| statements.iter().for_each(|statement| drop(query::optimize(plan(statement), database.view()))));
    });
    criterion.bench_function("plan/ten texts known already", |bencher| {
        bencher.iter(|| questions.iter().filter(|(_, text)| database.prepare(text, &session).is_ok()).count());
    });
    criterion.bench_function("plan/an English question", |bencher| {
        bencher.iter(|| database.prepare("events in China after May 2012", &session).is_ok());
    });
}
