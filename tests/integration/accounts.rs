//! What sources tell differently: the golden scripts of `tests/accounts`, run through the real program on a store of their own.
//!
//! ```text
//! told 2026-03-03 Wire "An explosion …"     an article: its day, who published it, and its text; `¶` parts paragraphs
//! told 2026-03-03 Wire "…" title="…"        the same, under a headline
//! [explain]> explosion in Gdynia            `annals explain event …`
//! > what do sources disagree about?         a question or Cypher, up to the end of the line, with `today` at 2026-06-01
//! ---
//! what comes out
//! ```
//! `UPDATE_GOLDENFILES=1 cargo test accounts` writes what comes out; read it before it is committed.

use std::error::Error;
use std::path::PathBuf;

use goldenscript::{Command, Context, Runner};

use crate::program::{Place, checkout};

#[test]
fn accounts_that_differ_stand_side_by_side() {
    let mut failures = Vec::new();
    for path in scripts() {
        let wanted = std::fs::read_to_string(&path).unwrap();
        let got = goldenscript::generate(&mut Store::new(), &wanted).unwrap();
        if std::env::var_os("UPDATE_GOLDENFILES").is_some() {
            std::fs::write(&path, got).unwrap();
        } else if got != wanted {
            let differs = wanted.lines().zip(got.lines()).find(|(wanted, got)| wanted != got);
            failures.push(format!("{}: wanted, got: {differs:#?}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn scripts() -> Vec<PathBuf> {
    let folder = std::fs::read_dir(checkout().join("tests/accounts")).unwrap();
    let mut found: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The store of one script, in a folder of its own.
struct Store {
    place: Place,
    articles: usize,
}

impl Store {
    fn new() -> Self {
        Self { place: Place::new(), articles: 0 }
    }

    fn tell(&mut self, day: &str, source: &str, text: &str, title: Option<&str>) -> Result<(), Box<dyn Error>> {
        self.articles += 1;
        let text = text.replace(" ¶ ", "\n\n");
        let article = serde_json::json!({"text": text, "published": day, "source": source, "title": title});
        let name = format!("article-{}.jsonl", self.articles);
        self.place.file(&name, article.to_string());
        Store::run(self, &["ingest", &name]).map(|_| ())
    }

    fn run(&self, arguments: &[&str]) -> Result<String, Box<dyn Error>> {
        let ran = self.place.run(&[&["--today", "2026-06-01"], arguments].concat());
        if ran.code == Some(0) { Ok(ran.out) } else { Err(ran.err.into()) }
    }
}

impl Runner for Store {
    type Command = Command;

    fn run(&mut self, command: &Command, context: &Context) -> Result<String, Box<dyn Error>> {
        if command.name != "told" {
            let name = command.name.as_str();
            let event = format!("event {name}");
            return match context.tags.contains("explain") {
                true => Store::run(self, &["explain", &event]),
                false => Store::run(self, &["query", name]),
            };
        }
        let mut arguments = command.consume_args();
        let mut next = || arguments.next_pos().ok_or("a day, a publisher and a text");
        let (day, source, text) = (next()?.to_owned(), next()?.to_owned(), next()?.to_owned());
        let title = arguments.take_key("title").map(str::to_owned);
        self.tell(&day, &source, &text, title.as_deref()).map(|()| String::new())
    }
}
