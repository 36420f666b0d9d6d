//! The one way out: results to standard output, buffered and checked; everything else to standard error.
//!
//! Whether a stream is a terminal is asked once, here. Colours obey `NO_COLOR`, `CLICOLOR_FORCE` and `TERM=dumb`, and never
//! go into a pipe unasked.

use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use annals::export::{visible, visible_within};
use anstream::{AutoStream, ColorChoice};

use crate::exit::Failure;

/// Bytes of a warning that are shown.
const LONGEST_WARNING: usize = 800;

/// Standard output and standard error.
pub(crate) struct Console {
    out: BufWriter<Stdout>,
    /// Whether results go to a terminal.
    pub(crate) is_terminal: bool,
    /// Whether results may carry colours.
    pub(crate) colour: bool,
    error_colour: bool,
}

impl Console {
    pub(crate) fn new() -> Self {
        Self {
            out: BufWriter::with_capacity(1 << 16, io::stdout()),
            is_terminal: io::stdout().is_terminal(),
            colour: AutoStream::choice(&io::stdout()) != ColorChoice::Never,
            error_colour: AutoStream::choice(&io::stderr()) != ColorChoice::Never,
        }
    }

    /// Where results are written. Nothing is there for sure before [`Console::flush`].
    pub(crate) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    /// Makes sure that what was written arrived.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// The columns of the terminal, where results go to one.
    pub(crate) fn width(&self) -> Option<usize> {
        let (width, _) = terminal_size::terminal_size_of(io::stdout()).filter(|_| self.is_terminal)?;
        Some(usize::from(width.0))
    }

    /// What a question was read as.
    pub(crate) fn echo(&mut self, text: &str) {
        self.tell("36", "≡", text);
    }

    /// Something the user should know.
    pub(crate) fn note(&mut self, text: &str) {
        self.tell("2", "note:", text);
    }

    /// Something that is probably not meant so; short, whatever it speaks of.
    pub(crate) fn warn(&mut self, text: &str) {
        self.tell("33", "warning:", &visible_within(text, LONGEST_WARNING));
    }

    /// Shows a failure, unless it was shown or nobody is there to see it.
    pub(crate) fn fail(&mut self, failure: &Failure) {
        match failure {
            Failure::Error { lines, .. } => self.error(lines),
            Failure::Output(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.error(&format!("error[io]: standard output: {}\n", crate::exit::reason(error)));
            }
            Failure::Output(_) | Failure::Shown(_) => {}
        }
    }

    /// The lines of an error. They were made visible where they were drawn.
    fn error(&mut self, lines: &str) {
        let lines =
            lines.strip_prefix("error").map_or_else(|| lines.to_owned(), |rest| self.paint("31;1", "error") + rest);
        self.put(&lines);
    }

    fn tell(&mut self, colour: &str, mark: &str, text: &str) {
        let line = format!("{} {}\n", self.paint(colour, mark), visible(text));
        self.put(&line);
    }

    fn paint(&self, colour: &str, text: &str) -> String {
        if self.error_colour { format!("\u{1b}[{colour}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Results first, so that both streams read in order on one terminal. Where standard error is closed there is
    /// nobody left to tell, so its own failures are let go; those of standard output come up at the next flush.
    fn put(&mut self, text: &str) {
        let _ = self.out.flush();
        let _ = io::stderr().write_all(text.as_bytes());
    }
}
