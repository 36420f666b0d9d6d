//! The names of the formats.

use std::fmt;
use std::str::FromStr;

/// A format that rows can be written in.
///
/// ```
/// use annals::export::Format;
/// assert_eq!("jsonl".parse(), Ok(Format::JsonLines));
/// assert_eq!("yaml".parse::<Format>().unwrap_err().to_string(), "no format is called 'yaml'");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Columns for people.
    #[default]
    Table,
    /// One JSON array of objects.
    Json,
    /// One JSON object per line.
    JsonLines,
    /// Comma-separated, with a header (RFC 4180).
    Csv,
    /// Tab-separated, with a header.
    Tsv,
    /// A Markdown table.
    Markdown,
    /// The nodes and relationships of the rows, for Graphviz.
    Dot,
}

impl Format {
    /// Every format, in the order help texts list them.
    pub const ALL: [Self; 7] =
        [Self::Table, Self::Json, Self::JsonLines, Self::Csv, Self::Tsv, Self::Markdown, Self::Dot];

    /// The name users write.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Markdown => "markdown",
            Self::Dot => "dot",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// A name that is no format's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no format is called '{0}'")]
pub struct UnknownFormat(pub String);
