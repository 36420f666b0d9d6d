//! News to events: one article, a hundred, and a hundred into a graph.

use annals::Database;
use annals::ingest::news::{self, News};
use annals::ontology::Ontology;
use annals::time::Date;
use criterion::{BatchSize, Criterion, Throughput};

#[path = "../articles/article/mod.rs"]
mod article;

const ARTICLES: u64 = 100;
const SEED: u64 = 1;

pub(crate) fn bench(criterion: &mut Criterion) {
    let ontology = Ontology::standard();
    let articles: Vec<News> = (0..ARTICLES).map(|number| news_of(article::written(number, SEED))).collect();
    let bytes = |articles: &[News]| articles.iter().map(|news| news.text().len() as u64).sum();
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Bytes(bytes(&articles[..1])));
    group.bench_function("one article", |bencher| bencher.iter(|| news::extract(&articles[0], ontology)));
    group.throughput(Throughput::Bytes(bytes(&articles)));
    group.bench_function("a hundred articles", |bencher| {
        bencher.iter(|| articles.iter().map(|news| news::extract(news, ontology).events.len()).sum::<usize>());
    });
    group.bench_function("a hundred articles into a graph", |bencher| {
        bencher.iter_batched_ref(
            Database::memory,
            |database| database.ingest_news(&articles).expect("it is in memory"),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn news_of(article: article::Article) -> News {
    let published: Date = article.published.parse().expect("a day");
    News::new(article.text).title(article.title).published(published)
}
