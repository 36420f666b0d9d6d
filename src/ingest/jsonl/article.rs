//! A line that is a whole article: its text, and what is known about it.

use super::super::row::Fields;
use crate::diagnostic::Diagnostic;
use crate::ingest::news::News;
use crate::time::Date;

/// An article of a file of JSON lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// What its file calls it.
    pub id: Option<String>,
    /// The article, to be read.
    pub news: News,
}

/// Reads a line `{"id", "text", "title", "dct", "source"}`, of which only `text` must be there. What else it holds, such as
/// the annotations of a corpus, is passed over; `published` is another name of `dct`, the day the text was written.
///
/// ```
/// use annals::ingest::jsonl::article;
/// let article = article(r#"{"id": "a1", "dct": "2025-05-24", "text": "Norway and Sweden held talks in Oslo."}"#)?;
/// assert_eq!(article.id.as_deref(), Some("a1"));
/// # Ok::<(), annals::diagnostic::Diagnostic>(())
/// ```
///
/// # Errors
/// What is no JSON, has no text, or has a field of the wrong shape, with its place on the line.
pub fn article(line: &str) -> Result<Article, Diagnostic> {
    of_fields(Fields::parse(line)?)
}

/// Whether a line is an article rather than an event: it has a text, and nothing only events have.
pub(super) fn is_article(fields: &Fields<'_>) -> bool {
    fields.has("text") && !["type", "date", "actors", "place"].into_iter().any(|field| fields.has(field))
}

pub(super) fn of_fields(mut fields: Fields<'_>) -> Result<Article, Diagnostic> {
    let missing = || Diagnostic::new("bad_record", "the field 'text' is missing").help("an article is its text");
    let id = fields.identity("id")?;
    let mut news = News::new(fields.text("text")?.ok_or_else(missing)?);
    if let Some(title) = fields.text("title")? {
        news = news.title(title);
    }
    let day = match fields.parsed("dct", day)? {
        None => fields.parsed("published", day)?,
        day => day,
    };
    if let Some(day) = day {
        news = news.published(day);
    }
    if let Some(source) = fields.text("source")? {
        news = news.source(source);
    }
    Ok(Article { id, news })
}

/// The day of `2025-05-24` or `2025-05-24T10:30:00`.
fn day(text: &str) -> Result<Date, Diagnostic> {
    text.split(['T', ' ']).next().unwrap_or_default().parse()
}
