//! What the argument parser refuses, told in the shape of every other error.

use annals::export::visible;
use clap::CommandFactory;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::args::Cli;
use crate::console::Console;
use crate::exit::Failure;

/// Help and version are results; everything else is a usage error.
pub(crate) fn end(error: &clap::Error, console: &mut Console) -> Result<(), Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = error.render();
            if console.colour {
                write!(console.out(), "{}", text.ansi())?
            } else {
                write!(console.out(), "{text}")?
            }
            Ok(())
        }
        ErrorKind::InvalidSubcommand => Err(unknown_command(error)),
        ErrorKind::MissingRequiredArgument => Err(missing_argument(error)),
        ErrorKind::InvalidValue => Err(invalid_value(error)),
        _ => Err(Failure::usage(&sentence(error), &hint(error))),
    }
}

fn unknown_command(error: &clap::Error) -> Failure {
    let written = context(error, ContextKind::InvalidSubcommand);
    let nearest = context(error, ContextKind::SuggestedSubcommand);
    let suggestion = if nearest.is_empty() { String::new() } else { format!("did you mean '{nearest}'? ") };
    Failure::usage(
        &format!("no command is called '{written}'"),
        &format!("{suggestion}the commands are {}", command_names().join(", ")),
    )
}

fn command_names() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

fn missing_argument(error: &clap::Error) -> Failure {
    let missing = context(error, ContextKind::InvalidArg);
    Failure::usage(&format!("{missing} is missing"), &example(error))
}

/// An example of the command that was tried, from its own help.
fn example(error: &clap::Error) -> String {
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    let commands = Cli::command();
    let tried =
        commands.get_subcommands().find(|command| usage.split_whitespace().any(|word| word == command.get_name()));
    match tried.and_then(|command| command.get_after_help()) {
        Some(example) => example.to_string().lines().last().unwrap_or_default().trim().to_owned(),
        None => usage.trim().to_lowercase(),
    }
}

fn invalid_value(error: &clap::Error) -> Failure {
    let (argument, value) = (context(error, ContextKind::InvalidArg), context(error, ContextKind::InvalidValue));
    let message = match value.as_str() {
        "" => format!("{argument} needs a value"),
        value => format!("'{value}' is no value of {argument}"),
    };
    match context(error, ContextKind::ValidValue).as_str() {
        "" => Failure::usage(&message, &hint(error)),
        offered => Failure::usage(&message, &format!("one of {offered}")),
    }
}

/// The parser's own sentence, without its label and usage lines.
fn sentence(error: &clap::Error) -> String {
    let text = error.to_string();
    let first = text.lines().next().unwrap_or_default();
    visible(first.strip_prefix("error: ").unwrap_or(first)).into_owned()
}

fn hint(error: &clap::Error) -> String {
    match context(error, ContextKind::SuggestedArg) {
        nearest if nearest.is_empty() => "annals --help lists commands and options".to_owned(),
        nearest => format!("did you mean '{nearest}'?"),
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
