//! The arguments of a test binary, as far as they mean something here: filters, `--exact`, `--skip`, `--list`, `--ignored`.

/// What `cargo test` was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arguments {
    filters: Vec<String>,
    skipped: Vec<String>,
    exact: bool,
    pub(crate) list: bool,
    /// Only what is marked as ignored; nothing is.
    pub(crate) ignored: bool,
}

impl Arguments {
    pub(crate) fn read(words: impl IntoIterator<Item = String>) -> Self {
        let mut arguments = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--exact" => arguments.exact = true,
                "--list" => arguments.list = true,
                "--ignored" => arguments.ignored = true,
                "--skip" => arguments.skipped.extend(words.next()),
                "--test-threads" | "--format" | "--color" | "--logfile" | "--shuffle-seed" | "-Z" => drop(words.next()),
                flag if flag.starts_with('-') => {}
                filter => arguments.filters.push(filter.to_owned()),
            }
        }
        arguments
    }

    /// Whether a test is asked for.
    pub(crate) fn select(&self, test: &str) -> bool {
        let fits = |pattern: &String| if self.exact { test == pattern } else { test.contains(pattern.as_str()) };
        !self.ignored && (self.filters.is_empty() || self.filters.iter().any(fits)) && !self.skipped.iter().any(fits)
    }
}
