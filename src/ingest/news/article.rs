//! A news article as it comes in.

use crate::time::Date;

/// The text of one article and what is known about it from outside.
///
/// ```
/// use annals::ingest::news::News;
/// let news = News::new("Storm reaches the coast\n\nA storm reached the coast of Portugal on Monday.").source("Example Wire");
/// assert_eq!(news.text().lines().next(), Some("Storm reaches the coast"));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct News {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) published: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) path: Option<String>,
}

impl News {
    /// An article of which only the text is known.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Its headline, where the text itself does not show it.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The day it was published; a dateline in the text comes before it.
    #[must_use]
    pub fn published(mut self, date: Date) -> Self {
        self.published = Some(date);
        self
    }

    /// Who published it.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>) -> Self {
        self.source = Some(name.into());
        self
    }

    /// Where it came from: a path or an address.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The day it was published, where that is known from outside.
    #[must_use]
    pub fn published_on(&self) -> Option<Date> {
        self.published
    }

    /// Who published it, where that is known.
    #[must_use]
    pub fn publisher(&self) -> Option<&str> {
        self.source.as_deref()
    }

    /// The text, as given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
