//! The dot commands: what steers the shell and is no statement.

use std::ops::Range;
use std::path::Path;

use annals::Access;
use annals::diagnostic::{Diagnostic, Span};
use annals::export::Format;
use annals::question::Context;

use crate::command::{schema, stats};
use crate::exit::{Exit, Failure};
use crate::options;
use crate::shell::{Next, Shell};
use crate::source::{self, Source};
use crate::store;

/// A dot command as `.help` lists it.
pub(crate) struct Command {
    /// Its name with the dot.
    pub(crate) name: &'static str,
    /// What may follow it.
    arguments: &'static str,
    help: &'static str,
    run: fn(&mut Shell<'_>, &str) -> Result<Next, Failure>,
}

/// Every dot command, in the order `.help` lists them.
pub(crate) const COMMANDS: &[Command] = &[
    Command { name: ".help", arguments: "[questions]", help: "this list, or questions this graph answers", run: help },
    Command { name: ".open", arguments: "PATH", help: "go over to another store", run: open },
    Command {
        name: ".format",
        arguments: "FORMAT",
        help: "table, json, jsonl, csv, tsv, markdown or dot",
        run: format,
    },
    Command { name: ".output", arguments: "[FILE]", help: "send results to a file, or back here", run: output },
    Command { name: ".cypher", arguments: "[on|off]", help: "the Cypher of the last question, or of all", run: cypher },
    Command { name: ".explain", arguments: "[TEXT]", help: "the plan of a statement, or of the last", run: explain },
    Command { name: ".schema", arguments: "", help: "labels, relationship types, properties", run: schema },
    Command { name: ".stats", arguments: "", help: "how much is in the store", run: stats },
    Command { name: ".read", arguments: "FILE", help: "run a query file", run: read },
    Command {
        name: ".limits",
        arguments: "[NAME NUMBER]",
        help: "how much a statement may use, or so much from now on",
        run: limits,
    },
    Command { name: ".timer", arguments: "on|off", help: "show how long every statement took", run: timer },
    Command { name: ".quit", arguments: "", help: "leave; so does Ctrl-D", run: quit },
];

/// Whether a text begins with a dot command by name.
pub(crate) fn is_known(text: &str) -> bool {
    find(word(text)).is_some()
}

/// Runs the command at `range` of a source.
pub(crate) fn run(shell: &mut Shell<'_>, source: &Source, range: Range<usize>) -> Result<Next, Failure> {
    let text = source.text[range.clone()].trim_end_matches(';').trim_end();
    let name = word(text);
    match find(name) {
        Some(command) => (command.run)(shell, text[name.len()..].trim()),
        None => Err(unknown(name, source, range)),
    }
}

fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

fn word(text: &str) -> &str {
    let end = text.find(|character: char| character.is_whitespace() || character == ';').unwrap_or(text.len());
    &text[..end]
}

fn unknown(name: &str, source: &Source, range: Range<usize>) -> Failure {
    let distance = |command: &&Command| strsim::damerau_levenshtein(command.name, name);
    let nearest = COMMANDS.iter().min_by_key(distance).filter(|command| distance(command) <= 2);
    let help = match nearest {
        Some(command) => format!("did you mean '{}'?", command.name),
        None => ".help lists the commands".to_owned(),
    };
    let message = format!("no command is called '{name}'");
    let diagnostic = Diagnostic::new("unknown_command", message).at(Span::new(0, name.len())).help(help);
    Failure::within(annals::Error::Source(diagnostic), &source.place, &source.text, range)
}

fn help(shell: &mut Shell<'_>, topic: &str) -> Result<Next, Failure> {
    match topic {
        "" => commands(shell),
        "questions" => questions(shell),
        other => {
            Err(wrong(&format!("no help on '{other}'"), ".help lists the commands, .help questions what can be asked"))
        }
    }
}

fn questions(shell: &mut Shell<'_>) -> Result<Next, Failure> {
    let context = Context { today: shell.session.today, ontology: shell.database.ontology() };
    let mut text = String::from("Questions this graph answers, one of every sort:\n");
    for question in annals::question::guide(shell.database.view(), &context) {
        text += &format!("  {question}\n");
    }
    text += "Conditions follow in any order: in, near, by, against, with, about, after, since, between, except, reported by.\n";
    shell.show_text(&text)?;
    Ok(Next::Go)
}

fn commands(shell: &mut Shell<'_>) -> Result<Next, Failure> {
    let width = COMMANDS.iter().map(|command| command.name.len() + command.arguments.len() + 1).max().unwrap_or(0);
    let mut text = String::from(
        "A question is a line of English; Cypher ends with `;`.\n\
         What is between BEGIN and COMMIT is kept together; ROLLBACK takes it back.\n",
    );
    for Command { name, arguments, help, .. } in COMMANDS {
        text += &format!("{:width$}  {help}\n", format!("{name} {arguments}"));
    }
    text += "Questions this graph answers:\n";
    for question in annals::question::examples(shell.database.view()) {
        text += &format!("  {question}\n");
    }
    shell.show_text(&text)?;
    Ok(Next::Go)
}

fn open(shell: &mut Shell<'_>, path: &str) -> Result<Next, Failure> {
    let path = Path::new(required(path, ".open needs the path of a store")?);
    if shell.database.in_transaction() {
        return Err(wrong("a transaction is open in this store", "end it first: COMMIT or ROLLBACK"));
    }
    let access = if shell.session.read_only { Access::ReadOnly } else { Access::ReadWrite };
    // Opened before the other is let go, so that a mistyped path loses nothing.
    let database = store::open(path, access, shell.console)?;
    shell.pending = None;
    std::mem::replace(&mut shell.database, database).close()?;
    Ok(Next::Go)
}

fn format(shell: &mut Shell<'_>, name: &str) -> Result<Next, Failure> {
    shell.settings.format = name.parse().map_err(|_| {
        let names = Format::ALL.map(Format::name).join(", ");
        wrong(&format!("no format is called '{name}'"), &format!("one of {names}"))
    })?;
    Ok(Next::Go)
}

fn output(shell: &mut Shell<'_>, path: &str) -> Result<Next, Failure> {
    shell.redirect((!path.is_empty()).then_some(Path::new(path)))?;
    Ok(Next::Go)
}

fn cypher(shell: &mut Shell<'_>, argument: &str) -> Result<Next, Failure> {
    match (argument, shell.last.clone()) {
        ("", Some(last)) => {
            let refused = |error| Failure::of(&error, "the last statement", &last);
            let prepared = shell.database.prepare(&last, &shell.session).map_err(refused)?;
            shell.show_text(&prepared.cypher_text())?;
        }
        ("", None) => return Err(nothing_yet()),
        _ => shell.settings.cypher = switch(argument, ".cypher")?,
    }
    Ok(Next::Go)
}

fn explain(shell: &mut Shell<'_>, text: &str) -> Result<Next, Failure> {
    let text = if text.is_empty() { shell.last.clone().ok_or_else(nothing_yet)? } else { text.to_owned() };
    shell.explain(&Source { place: ".explain".to_owned(), text }, false)?;
    Ok(Next::Go)
}

fn schema(shell: &mut Shell<'_>, _: &str) -> Result<Next, Failure> {
    let rows = schema::rows(shell.database.view());
    shell.database.check_reads()?;
    shell.show_rows(&rows)?;
    Ok(Next::Go)
}

fn limits(shell: &mut Shell<'_>, argument: &str) -> Result<Next, Failure> {
    let limits = &mut shell.session.limits;
    let Some((name, number)) = argument.split_once(char::is_whitespace) else {
        let mut text = format!("time {}\n", limits.time.as_secs_f64());
        for (name, count) in limits.counts() {
            text += &format!("{name} {count}\n");
        }
        if !argument.is_empty() {
            return Err(wrong("a limit is set to a number", "as in `.limits rows 1000`; `time` in seconds"));
        }
        shell.show_text(&text)?;
        return Ok(Next::Go);
    };
    let refused =
        |message: String| wrong(&format!("the limit '{name}' cannot be set: {message}"), "as in `.limits rows 1000`");
    if name == "time" {
        limits.time = options::seconds(number.trim()).map_err(refused)?;
    } else {
        let count = options::count(number.trim()).map_err(refused)?;
        if !limits.set(name, count) {
            let names = limits.counts().map(|(name, _)| name).join(", ");
            return Err(wrong(&format!("no limit is called '{name}'"), &format!("one of time, {names}")));
        }
    }
    Ok(Next::Go)
}

fn stats(shell: &mut Shell<'_>, _: &str) -> Result<Next, Failure> {
    let rows = stats::rows(shell.database.view());
    shell.show_rows(&rows)?;
    Ok(Next::Go)
}

fn read(shell: &mut Shell<'_>, path: &str) -> Result<Next, Failure> {
    let path = Path::new(required(path, ".read needs the path of a query file")?);
    let source = source::read(path, None)?;
    shell.read(&source)
}

fn timer(shell: &mut Shell<'_>, argument: &str) -> Result<Next, Failure> {
    shell.settings.timer = switch(argument, ".timer")?;
    Ok(Next::Go)
}

fn quit(_: &mut Shell<'_>, _: &str) -> Result<Next, Failure> {
    Ok(Next::Quit)
}

fn switch(argument: &str, name: &str) -> Result<bool, Failure> {
    match argument {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(wrong(&format!("{name} is switched on or off"), &format!("{name} on"))),
    }
}

fn required<'t>(argument: &'t str, message: &str) -> Result<&'t str, Failure> {
    if argument.is_empty() { Err(wrong(message, ".help lists the commands")) } else { Ok(argument) }
}

fn nothing_yet() -> Failure {
    wrong("no statement was run yet", "ask something first")
}

fn wrong(message: &str, help: &str) -> Failure {
    Failure::plain(Exit::Wrong, "command", message, Some(help))
}
