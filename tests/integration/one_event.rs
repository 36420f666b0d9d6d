//! What is one event and what is not: the tables of `tests/one_event`, each case a few texts, read, taken in, and drawn.
//!
//! ```text
//! one: the toll rises                              `one` or `apart`, which is wanted, and what the case is about
//!   2026-03-03 Wire: An {explosion} in Gdynia …    an article: its day, who published it, and its text; `¶` parts paragraphs
//!   2026-03-04 Post: The {blast} killed five …     braces hold a word that tells the event in question
//!     = 1 2026-03-02 Explosion @Gdynia, killed 5   for each word in braces the event of the graph, as it is in the end
//!     = 1
//! ```
//! `one` wants all words in braces to tell one event, `apart` no two of them. A case that comes out otherwise ends with `WRONG`; the head
//! of a table counts those. `UPDATE_GOLDENFILES=1 cargo test one_event` writes what comes out, to be read before it is committed.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::path::PathBuf;

use annals::ingest::news::{News, extract};
use annals::value::Value;
use annals::value::text::plain;
use annals::{Database, Session};

use crate::program::{Place, checkout};

const TABLES: [&str; 2] = ["in_a_document", "across_documents"];

#[test]
fn what_is_one_event_and_what_is_not() {
    for name in TABLES {
        let path = path(name);
        let wanted = std::fs::read_to_string(&path).unwrap();
        let got = drawn(&wanted);
        if std::env::var_os("UPDATE_GOLDENFILES").is_some() {
            std::fs::write(&path, got).unwrap();
        } else {
            let differs = wanted.lines().zip(got.lines()).find(|(wanted, got)| wanted != got);
            assert!(wanted == got, "{}: wanted, got: {differs:#?}", path.display());
        }
    }
}

/// What a graph answers, whatever order and number of runs it was made in.
const ASKED: [&str; 5] = [
    "MATCH (e:Event) RETURN e.title, labels(e), e.start, e.end, e.edtf, e.modality, e.killed, e.injured, e.quantity, e.quote",
    "MATCH (e:Event)-[told:REPORTED_IN]->(s:Sentence)-[:IN_DOCUMENT]->(d:Document) RETURN e.title, d.sha256, s.n, told.killed, \
        told.injured, told.because, told.edtf, told.modality, told.actors, told.recipients, told.places",
    "MATCH (e:Event)-[r]->(x:Entity) RETURN e.title, e.start, type(r), x.name, labels(x), x.aliases",
    "what do sources disagree about?",
    "what happened?",
];

/// All articles of the tables, each text once: whichever of two publishers of one text comes first is kept.
fn all_news(tables: &[String]) -> Vec<News> {
    let mut seen = HashSet::new();
    let articles = tables.iter().flat_map(|table| cases(table)).flat_map(|case| case.articles);
    articles.map(|article| article.news).filter(|news| seen.insert(news.text().to_owned())).collect()
}

fn tables() -> Vec<String> {
    TABLES.iter().map(|name| std::fs::read_to_string(path(name)).unwrap()).collect()
}

fn answers(news: &[News], run: usize) -> Vec<String> {
    let mut database = Database::memory();
    for news in news.chunks(run) {
        database.ingest_news(news).unwrap();
    }
    let answer = |asked: &&str| {
        let answer = database.run(asked, &session()).unwrap();
        let rows = answer
            .rows
            .rows
            .iter()
            .map(|row| row.iter().map(|value| plain(value).to_string() + " | ").collect::<String>());
        let mut rows: Vec<String> = rows.collect();
        if asked.starts_with("MATCH") {
            rows.sort_unstable();
        }
        rows.join("\n")
    };
    ASKED.iter().map(answer).collect()
}

/// The same numbers in an order of their own for each seed.
fn shuffled<T>(mut items: Vec<T>, mut seed: u64) -> Vec<T> {
    for at in (1..items.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        items.swap(at, usize::try_from(seed >> 33).unwrap() % (at + 1));
    }
    items
}

#[test]
fn any_order_and_any_runs_give_the_same_answers() {
    let tables = tables();
    for case in tables.iter().flat_map(|table| cases(table)) {
        let news: Vec<News> = case.articles.iter().map(|article| article.news.clone()).collect();
        let backwards: Vec<News> = news.iter().rev().cloned().collect();
        assert_eq!(answers(&backwards, 1), answers(&news, news.len()), "{}", case.head);
    }
    let news = all_news(&tables);
    let once = answers(&news, news.len());
    for (seed, run) in [(1, news.len()), (2, 1), (3, 7), (4, 40)] {
        let other = answers(&shuffled(news.clone(), seed), run);
        for (asked, (one, other)) in ASKED.iter().zip(once.iter().zip(&other)) {
            let differs = one.lines().zip(other.lines()).find(|(one, other)| one != other);
            assert!(one == other, "{asked}, seed {seed}: {differs:#?}");
        }
    }
}

#[test]
fn any_number_of_threads_and_any_order_give_the_same_bytes() {
    let place = Place::new();
    let line = |(number, news): (usize, &News)| {
        let published = news.published_on().map(|day| day.to_string());
        serde_json::json!({"id": number.to_string(), "text": news.text(), "published": published}).to_string()
    };
    let lines: Vec<String> = all_news(&tables()).iter().enumerate().map(line).collect();
    place.file("news.jsonl", lines.join("\n"));
    let read = |name: &str, threads: &str| place.ok(&["extract", "--json", "--threads", threads, name]);
    let once = read("news.jsonl", "1");
    assert_eq!(once.lines().count(), lines.len());
    for threads in ["2", "3"] {
        assert_eq!(read("news.jsonl", threads), once, "{threads} threads");
    }
    place.file("shuffled.jsonl", shuffled(lines, 5).join("\n"));
    let (other, mut sorted) = (read("shuffled.jsonl", "2"), once.lines().collect::<Vec<_>>());
    let mut other: Vec<&str> = other.lines().collect();
    other.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(other, sorted);
}

fn path(name: &str) -> PathBuf {
    checkout().join("tests/one_event").join(name).with_extension("txt")
}

/// A case: what is wanted, what it is about, and its articles.
struct Case<'t> {
    head: &'t str,
    articles: Vec<Article<'t>>,
}

/// An article, and where in its text the words in question stand.
struct Article<'t> {
    line: &'t str,
    news: News,
    asked: Vec<usize>,
}

fn cases(table: &str) -> Vec<Case<'_>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in table.lines() {
        match line.strip_prefix("  ") {
            None if line.starts_with("one: ") || line.starts_with("apart: ") => {
                cases.push(Case { head: line, articles: Vec::new() });
            }
            Some(told) if !told.starts_with(' ') => {
                cases.last_mut().expect("an article belongs to a case").articles.push(article(told));
            }
            _ => {}
        }
    }
    cases
}

fn article(line: &str) -> Article<'_> {
    let (head, marked) = line.split_once(": ").expect("a day, a publisher, a colon and a text");
    let (day, source) = head.split_once(' ').expect("a day and a publisher");
    let (mut text, mut asked) = (String::new(), Vec::new());
    for (number, part) in marked.replace(" ¶ ", "\n\n").split('{').enumerate() {
        if number > 0 {
            asked.push(text.len());
        }
        text.push_str(&part.replace('}', ""));
    }
    let published = day.parse().expect("a day");
    Article { line, news: News::new(text).source(source).published(published), asked }
}

/// The table as it comes out.
fn drawn(table: &str) -> String {
    let cases = cases(table);
    let outcomes: Vec<(String, bool)> = cases.iter().map(outcome).collect();
    let wrong = outcomes.iter().filter(|(_, right)| !right).count();
    let mut drawn = format!("# {} cases, {wrong} of them wrong\n", cases.len());
    for (case, (outcome, right)) in cases.iter().zip(&outcomes) {
        let articles: String = case.articles.iter().map(|article| format!("  {}\n", article.line)).collect();
        let wrong = if *right { "" } else { "    WRONG\n" };
        write!(drawn, "\n{}\n{articles}{outcome}{wrong}", case.head).unwrap();
    }
    drawn
}

/// What is told by the words in question, and whether that is what is wanted.
fn outcome(case: &Case<'_>) -> (String, bool) {
    let mut database = Database::memory();
    let news: Vec<News> = case.articles.iter().map(|article| article.news.clone()).collect();
    database.ingest_news(&news).unwrap();
    let asked = case.articles.iter().flat_map(|article| article.asked.iter().map(move |&at| (article, at)));
    let events: Vec<Option<i64>> = asked.map(|(article, at)| event(&mut database, article, at)).collect();
    let mut numbers: Vec<i64> = Vec::new();
    let mut drawn = String::new();
    for event in &events {
        let Some(event) = event else {
            drawn.push_str("    = none\n");
            continue;
        };
        match numbers.iter().position(|known| known == event) {
            Some(number) => writeln!(drawn, "    = {}", number + 1).unwrap(),
            None => {
                numbers.push(*event);
                writeln!(drawn, "    = {} {}", numbers.len(), described(&mut database, *event)).unwrap();
            }
        }
    }
    let told: HashSet<&Option<i64>> = events.iter().collect();
    let all_told = events.iter().all(Option::is_some);
    let right = match case.head.starts_with("one: ") {
        true => all_told && told.len() == 1,
        // What is no event of the graph at all is certainly not the same.
        false => told.len() == events.len(),
    };
    (drawn, right)
}

/// The event of the graph that is told by the word at a place of an article.
fn event(database: &mut Database, article: &Article<'_>, at: usize) -> Option<i64> {
    let found = extract(&article.news, database.ontology());
    let tells = |(n, event): (usize, &annals::ingest::news::Event)| {
        event.mentions.iter().any(|mention| mention.span.start <= at && at < mention.span.end).then_some(n)
    };
    let n = i64::try_from(found.events.iter().enumerate().find_map(tells)?).ok()?;
    let told = "MATCH (e:Event)-[told:REPORTED_IN {n: $n}]->(:Sentence)-[:IN_DOCUMENT]->(d:Document {sha256: $sha}) RETURN DISTINCT id(e)";
    let session = session().bind("n", n).bind("sha", found.document().sha256);
    match database.run(told, &session).unwrap().rows.rows.first()?[..] {
        [Value::Integer(event)] => Some(event),
        _ => None,
    }
}

fn described(database: &mut Database, event: i64) -> String {
    let asked = "MATCH (e) WHERE id(e) = $id RETURN e.edtf, last(labels(e)), e.modality, \
        [(e)-[:ACTOR]->(x) | x.name], \
        [(e)-[:RECIPIENT]->(x) | x.name], \
        [(e)-[:OCCURRED_IN]->(x) | x.name], \
        e.killed, e.injured, e.quantity";
    let row = database.run(asked, &session().bind("id", event)).unwrap().rows.rows.remove(0);
    let [date, kind, modality, actors, recipients, places, killed, injured, quantity] = &row[..] else {
        return String::new();
    };
    let names = |names: &Value| match names {
        Value::List(names) => {
            let mut names: Vec<String> = names.iter().map(|name| plain(name).to_string()).collect();
            names.sort_unstable();
            names.join("+")
        }
        _ => String::new(),
    };
    let mut line = format!("{} {} {}", plain(date), plain(kind), plain(modality));
    let who = [names(actors), names(recipients)];
    if who.iter().any(|names| !names.is_empty()) {
        write!(line, " {}", who.join(" > ")).unwrap();
    }
    if !names(places).is_empty() {
        write!(line, " @{}", names(places)).unwrap();
    }
    for (name, number) in [("killed", killed), ("injured", injured), ("quantity", quantity)] {
        if *number != Value::Null {
            write!(line, ", {name} {}", plain(number)).unwrap();
        }
    }
    line
}

fn session() -> Session {
    Session::on("2026-06-01".parse().unwrap())
}
