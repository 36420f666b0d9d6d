//! How the program ends: what went wrong, and the number the shell sees.

use std::io;
use std::ops::Range;
use std::path::Path;

use annals::diagnostic::{Diagnostic, Span};

/// The exit codes, the same for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Done = 0,
    /// The query or the data is wrong.
    Wrong = 1,
    /// The command line is wrong.
    Usage = 2,
    /// There is no store, or something else, or one of a newer version.
    NotAStore = 3,
    /// Another process is writing to the store.
    Locked = 4,
    /// The operating system refused to read or write.
    Io = 5,
    /// A limit stopped the query.
    Limit = 6,
    /// The store is damaged.
    Damaged = 7,
    /// Stopped by Ctrl-C, as shells number it.
    Interrupted = 130,
}

impl Exit {
    /// The code of an error of the library.
    pub(crate) fn of(error: &annals::Error) -> Self {
        match error {
            error if error.is_limit() => Self::Limit,
            error if error.is_cancelled() => Self::Interrupted,
            error if error.is_damaged() => Self::Damaged,
            error if error.is_locked() => Self::Locked,
            error if error.is_not_a_store() => Self::NotAStore,
            error if error.is_io() => Self::Io,
            _ => Self::Wrong,
        }
    }
}

/// Why a command did not finish.
#[derive(Debug)]
pub(crate) enum Failure {
    /// To be shown: the lines of an error, and the code to leave with.
    Error {
        /// `error[code]: …` and what follows, each line ended by a line feed.
        lines: String,
        /// The code to leave with.
        exit: Exit,
    },
    /// Standard output is closed or full.
    Output(io::Error),
    /// Already shown; only the code is left to give.
    Shown(Exit),
}

impl Failure {
    /// An error of the library about a text, which `place` names.
    pub(crate) fn of(error: &annals::Error, place: &str, text: &str) -> Self {
        Self::Error { lines: error.render(place, text), exit: Exit::of(error) }
    }

    /// An error about a statement at `range` of a longer text: its place is counted from the beginning of that text.
    pub(crate) fn within(mut error: annals::Error, place: &str, text: &str, range: Range<usize>) -> Self {
        if let Some(diagnostic) = diagnostic_of(&mut error) {
            let span = diagnostic.span.unwrap_or(Span::new(0, 0));
            diagnostic.span = Some(Span::new(span.start + range.start, span.end + range.start));
        }
        Self::of(&error, place, text)
    }

    /// An error without a place in a text.
    pub(crate) fn plain(exit: Exit, code: &str, message: &str, help: Option<&str>) -> Self {
        let help = help.map(|help| format!("help: {}\n", line(help))).unwrap_or_default();
        Self::Error { lines: format!("error[{code}]: {}\n{help}", line(message)), exit }
    }

    /// A command line that makes no sense.
    pub(crate) fn usage(message: &str, help: &str) -> Self {
        Self::plain(Exit::Usage, "usage", message, Some(help))
    }

    /// A file that the operating system does not let us read or write.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        Self::plain(Exit::Io, "io", &format!("{}: {}", path.display(), reason(error)), None)
    }

    /// The code to leave with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Error { exit, .. } | Self::Shown(exit) => *exit,
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Io,
        }
    }
}

impl From<annals::Error> for Failure {
    fn from(error: annals::Error) -> Self {
        Self::of(&error, "", "")
    }
}

/// Writing fails nowhere but on standard output: files are opened and written through [`Failure::file`].
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// What the operating system says, without its number.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(reason, _)| reason).to_lowercase()
}

fn diagnostic_of(error: &mut annals::Error) -> Option<&mut Diagnostic> {
    match error {
        annals::Error::Query(error) => Some(&mut error.diagnostic),
        annals::Error::Question(diagnostic)
        | annals::Error::Source(diagnostic)
        | annals::Error::Transaction(diagnostic) => Some(diagnostic),
        _ => None,
    }
}

/// A line stays short whatever it speaks of, so that message and help stay below two kilobytes.
fn line(text: &str) -> String {
    annals::export::visible_within(text, 800)
}
