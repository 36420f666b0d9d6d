//! Reading lines from a person: history, colours, completion, hints, and lines until a statement is complete.

use std::borrow::Cow;
use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper};

use super::{completion, highlight};
use crate::exit::{Exit, Failure};
use crate::script;
use crate::shell::{Next, Shell};
use crate::source::Source;

const PROMPT: &str = "annals> ";
/// The prompt while a transaction is open: what is typed is not kept yet.
const OPEN_PROMPT: &str = "annals*> ";
const HISTORY_LINES: usize = 10_000;

/// Reads and runs lines until the user leaves; gives the shell back.
pub(super) fn edit(shell: Shell<'_>) -> Result<Shell<'_>, Failure> {
    let shell = RefCell::new(shell);
    {
        let mut editor = editor(&shell).map_err(|error| no_terminal(&error))?;
        let history = history_file();
        if let Some(path) = &history {
            // No history yet is no failure.
            let _ = editor.load_history(path);
        }
        lines(&mut editor, &shell, history.as_ref())?;
    }
    Ok(shell.into_inner())
}

type Lines<'s, 'c> = Editor<Assistant<'s, 'c>, FileHistory>;

fn lines(editor: &mut Lines<'_, '_>, shell: &RefCell<Shell<'_>>, history: Option<&PathBuf>) -> Result<(), Failure> {
    loop {
        let prompt = if shell.borrow().database.in_transaction() { OPEN_PROMPT } else { PROMPT };
        match editor.readline(prompt) {
            Ok(line) => {
                remember(editor, &line, history);
                if run(&mut shell.borrow_mut(), line)? == Next::Quit {
                    return Ok(());
                }
            }
            // Ctrl-C empties the line; Ctrl-D on an empty one leaves.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(no_terminal(&error)),
        }
    }
}

/// Runs what was typed. An error is shown and the session goes on; only a lost terminal ends it.
fn run(shell: &mut Shell<'_>, text: String) -> Result<Next, Failure> {
    match shell.run_source(&Source { place: "line".to_owned(), text }, false) {
        Ok(next) => Ok(next),
        Err(failure @ Failure::Output(_)) => Err(failure),
        Err(failure) => {
            shell.console.fail(&failure);
            Ok(Next::Go)
        }
    }
}

/// Kept line by line, so that a killed session loses none.
fn remember(editor: &mut Lines<'_, '_>, line: &str, history: Option<&PathBuf>) {
    if !line.trim().is_empty() && editor.add_history_entry(line).unwrap_or(false) {
        // A history that cannot be written is missed later, but is no reason to stop now.
        let _ = history.map(|path| editor.append_history(path));
    }
}

/// Where the platform keeps what programs remember; rustyline makes the file readable to its owner alone.
fn history_file() -> Option<PathBuf> {
    let strategy = etcetera::choose_base_strategy().ok()?;
    let folder = strategy.state_dir().unwrap_or_else(|| strategy.data_dir()).join("annals");
    fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

fn editor<'s, 'c>(shell: &'s RefCell<Shell<'c>>) -> rustyline::Result<Lines<'s, 'c>> {
    let colour = shell.borrow().console.colour;
    let config = Config::builder()
        .max_history_size(HISTORY_LINES)?
        .history_ignore_dups(true)?
        .history_ignore_space(true)
        .completion_type(CompletionType::List)
        .color_mode(if colour { ColorMode::Enabled } else { ColorMode::Disabled })
        .build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Assistant { shell, history: HistoryHinter::new(), colour }));
    Ok(editor)
}

fn no_terminal(error: &ReadlineError) -> Failure {
    Failure::plain(Exit::Io, "io", &format!("the terminal: {error}"), None)
}

/// What rustyline asks while a line is typed.
struct Assistant<'s, 'c> {
    shell: &'s RefCell<Shell<'c>>,
    history: HistoryHinter,
    colour: bool,
}

impl Helper for Assistant<'_, '_> {}

impl Completer for Assistant<'_, '_> {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        let shell = self.shell.borrow();
        let (start, candidates) = completion::complete(&shell, &line[..position]);
        let pair = |text: String| Pair { display: annals::export::visible(&text).into_owned(), replacement: text };
        Ok((start, candidates.into_iter().map(pair).collect()))
    }
}

impl Hinter for Assistant<'_, '_> {
    type Hint = String;

    /// The rest of an earlier line, or else of the one word that may follow.
    fn hint(&self, line: &str, position: usize, context: &Context<'_>) -> Option<String> {
        if position < line.len() || line.trim().is_empty() {
            return None;
        }
        self.history.hint(line, position, context).or_else(|| completion::hint(&self.shell.borrow(), line))
    }
}

impl Highlighter for Assistant<'_, '_> {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        if self.colour { highlight::line(line) } else { Cow::Borrowed(line) }
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        if self.colour { Cow::Owned(format!("\u{1b}[1m{prompt}\u{1b}[0m")) } else { Cow::Borrowed(prompt) }
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.colour { Cow::Owned(format!("\u{1b}[2m{hint}\u{1b}[0m")) } else { Cow::Borrowed(hint) }
    }

    fn highlight_char(&self, _: &str, _: usize, kind: CmdKind) -> bool {
        kind != CmdKind::MoveCursor
    }
}

impl Validator for Assistant<'_, '_> {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        let complete = script::is_complete(context.input());
        Ok(if complete { ValidationResult::Valid(None) } else { ValidationResult::Incomplete })
    }
}
