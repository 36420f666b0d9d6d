//! News that never was: articles to measure the reading of, as many as asked for.
//!
//! `cargo run --example articles -- COUNT [SEED]` writes JSON Lines, an article on each, for `annals ingest`. The same numbers
//! write the same bytes on every machine.
//!
//! ```text
//! {"id":"a17","published":"2024-03-09","title":"Army attacks …","text":"KHARTOUM, 9 March 2024\n\n…"}
//! ```
//! `article` makes each from its own number, so the first hundred are the same whether a hundred or a million are asked for.

mod article;

use std::io::{self, BufWriter, Write};

#[expect(clippy::print_stderr, reason = "a program of its own")]
fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1).map(|text| text.parse::<u64>());
    let Some(Ok(count)) = arguments.next() else {
        eprintln!("articles COUNT [SEED]");
        return Ok(());
    };
    let seed = arguments.next().and_then(Result::ok).unwrap_or(1);
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..count {
        let article = article::written(number, seed);
        let line = serde_json::json!({
            "id": format!("a{number}"),
            "published": article.published,
            "title": article.title,
            "text": article.text,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
