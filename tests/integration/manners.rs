//! Bad inputs, and what a user must see: the tables of `tests/manners`, run through the real program.
//!
//! ```text
//! ## what the case is about
//! file NAME TEXT        a file of the folder the program runs in
//! folder NAME           a folder
//! link NAME TARGET      a symbolic link
//! store STATEMENTS      a store, `graph.annals`, made by these statements
//! given COMMAND         a command that must succeed first
//! env NAME VALUE        a variable of the environment
//! stdin TEXT            standard input; `closed` closes it
//! stdout full           standard output is a full disk
//! $ ARGUMENTS           the program is run; quotes keep words together
//! exit N
//! out TEXT  err TEXT    standard output, standard error contains this; `silent` says that both are empty
//! not TEXT              neither does
//! absent NAME           there is no such file
//! same NAME             the file is as it was
//! ```
//! In texts `\n`, `\t`, `\r`, `\\`, `\x1b` and `\u{202e}` stand for characters, and `⟦1000×TEXT⟧` for a thousand of it.
//!
//! Whatever a case asks for, manners hold in all: the exit code is one of the documented ones, a failure says what is wrong in at most five
//! lines, no control character gets through, and the program ends.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::{self, OpenOptions};
use std::io::{Read, Write};
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::program::{Place, Ran, checkout};

/// No case needs so long, on the slowest machine; what does hangs.
const PATIENCE: Duration = Duration::from_secs(120);

#[test]
fn command_line() {
    table("command_line");
}

#[test]
fn query() {
    table("query");
}

#[test]
fn limits() {
    table("limits");
}

#[test]
fn script() {
    table("script");
}

#[test]
fn article() {
    table("article");
}

#[test]
fn records() {
    table("records");
}

#[test]
fn store() {
    table("store");
}

#[test]
fn output() {
    table("output");
}

/// Runs every case of a table, and tells of all that fail.
fn table(name: &str) {
    let path = checkout().join("tests/manners").join(name).with_extension("txt");
    let text = fs::read_to_string(path).expect("the table is there");
    let cases = text.split("\n## ").skip(1);
    let wrong: Vec<String> = cases.filter_map(|case| failure(case).map(|why| format!("## {case}\n{why}\n"))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(text.contains("\n## "), "a table has cases");
}

/// What is wrong with the outcome of a case, if anything is.
fn failure(case: &str) -> Option<String> {
    let mut world = World::new();
    let mut wrong = String::new();
    for line in case.lines().skip(1).filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
        if let Err(why) = world.step(word, rest) {
            writeln!(wrong, "{line}\n    {why}").expect("a string takes every write");
        }
    }
    (!wrong.is_empty()).then_some(wrong)
}

/// The folder of a case, how the next command is run, and what became of the last.
struct World {
    place: Place,
    environment: Vec<(String, String)>,
    stdin: Option<Vec<u8>>,
    full: bool,
    files: HashMap<String, Vec<u8>>,
    ran: Option<Ran>,
}

impl World {
    fn new() -> Self {
        Self {
            place: Place::new(),
            environment: Vec::new(),
            stdin: Some(Vec::new()),
            full: false,
            files: HashMap::new(),
            ran: None,
        }
    }

    fn step(&mut self, word: &str, rest: &str) -> Result<(), String> {
        match word {
            "file" => self.file(rest),
            "folder" => fs::create_dir(self.place.path(rest)).map_err(|error| error.to_string()),
            "link" => self.link(rest),
            "store" => self.given(&["query".to_owned(), rest.to_owned()]),
            "given" => self.given(&words(rest)),
            "env" => {
                let (name, value) = rest.split_once(' ').unwrap_or((rest, ""));
                self.environment.push((name.to_owned(), value.to_owned()));
                Ok(())
            }
            "stdin" => {
                self.stdin = (rest != "closed").then(|| bytes(rest));
                Ok(())
            }
            "stdout" => {
                self.full = true;
                Ok(())
            }
            "$" => self.run(&words(rest)),
            _ => self.look(word, rest),
        }
    }

    fn file(&mut self, rest: &str) -> Result<(), String> {
        let (name, text) = rest.split_once(' ').unwrap_or((rest, ""));
        self.place.file(name, bytes(text));
        Ok(())
    }

    #[cfg(unix)]
    fn link(&self, rest: &str) -> Result<(), String> {
        let (name, target) = rest.split_once(' ').ok_or("a link has a target")?;
        std::os::unix::fs::symlink(target, self.place.path(name)).map_err(|error| error.to_string())
    }

    #[cfg(not(unix))]
    fn link(&self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn given(&mut self, arguments: &[String]) -> Result<(), String> {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let ran = self.place.run(&arguments);
        if ran.code == Some(0) { Ok(()) } else { Err(format!("{ran:?}")) }
    }

    /// Runs the program and holds it to the manners of every command.
    fn run(&mut self, arguments: &[String]) -> Result<(), String> {
        self.remember();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let mut command = self.place.command(&arguments);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.stdin(if self.stdin.is_some() { Stdio::piped() } else { Stdio::null() });
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        if self.full {
            command.stdout(OpenOptions::new().write(true).open("/dev/full").map_err(|error| error.to_string())?);
        }
        let ran = ended(command.spawn().map_err(|error| error.to_string())?, self.stdin.take().unwrap_or_default())?;
        let manners = manners(&ran);
        self.stdin = Some(Vec::new());
        self.ran = Some(ran);
        manners
    }

    /// What the files are, so that `same` can tell.
    fn remember(&mut self) {
        let folder = fs::read_dir(self.place.path(".")).expect("the folder is there").flatten();
        let files = folder.filter(|entry| entry.path().is_file());
        self.files = files
            .filter_map(|entry| Some((entry.file_name().into_string().ok()?, fs::read(entry.path()).ok()?)))
            .collect();
    }

    fn look(&self, word: &str, rest: &str) -> Result<(), String> {
        let ran = self.ran.as_ref().ok_or("nothing was run")?;
        let wanted = String::from_utf8(bytes(rest)).map_err(|error| error.to_string())?;
        let holds = match word {
            "exit" => ran.code == rest.parse().ok(),
            "out" => ran.out.contains(&wanted),
            "err" => ran.err.contains(&wanted),
            "not" => !ran.out.contains(&wanted) && !ran.err.contains(&wanted),
            "silent" => ran.out.is_empty() && ran.err.is_empty(),
            "absent" => !self.place.path(rest).exists(),
            "same" => fs::read(self.place.path(rest)).ok().as_ref() == self.files.get(rest),
            _ => return Err("no such step".to_owned()),
        };
        if holds { Ok(()) } else { Err(format!("{:?}\n{}\n{}", ran.code, cut(&ran.out), cut(&ran.err))) }
    }
}

/// Feeds a program and waits for its end; one that does not come to an end is ended.
fn ended(mut child: Child, input: Vec<u8>) -> Result<Ran, String> {
    let started = Instant::now();
    let stdin = child.stdin.take();
    let feeder = thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
    let mut streams = [
        child.stdout.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
        child.stderr.take().map(|stream| Box::new(stream) as Box<dyn Read + Send>),
    ]
    .map(|stream| {
        thread::spawn(move || {
            let mut bytes = Vec::new();
            stream.map(|mut stream| stream.read_to_end(&mut bytes));
            bytes
        })
    })
    .into_iter();
    let status = loop {
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) => break status,
            None if started.elapsed() > PATIENCE => {
                child.kill().map_err(|error| error.to_string())?;
                return Err("it hangs".to_owned());
            }
            None => thread::sleep(Duration::from_millis(5)),
        }
    };
    // A program that has seen enough may close its end.
    let _ = feeder.join();
    let mut text = || {
        let bytes = streams.next().and_then(|stream| stream.join().ok()).unwrap_or_default();
        String::from_utf8(bytes).map_err(|_| "output is not UTF-8".to_owned())
    };
    Ok(Ran { code: status.code(), out: text()?, err: text()? })
}

/// What holds for every command, whatever it was given.
fn manners(ran: &Ran) -> Result<(), String> {
    let code = ran.code.ok_or("a signal ended it")?;
    let errors = ran.err.matches("error[").count();
    let about_errors: Vec<&str> = ran
        .err
        .lines()
        .filter(|line| !["note: ", "warning: ", "≡ "].iter().any(|mark| line.starts_with(mark)))
        .collect();
    let rules = [
        (matches!(code, 0..=7 | 130), "the exit code is one of the documented ones"),
        (code != 0 || errors == 0 || ran.err.contains(" left out\n"), "success tells of no error"),
        (code == 0 || errors > 0, "a failure says what is wrong"),
        (about_errors.len() <= 5 * errors.max(1), "an error is at most five lines"),
        (ran.err.lines().all(|line| line.len() < 2_048), "lines are short"),
        (ran.err.len() <= 2_048 * (1 + errors), "an error is at most two kilobytes"),
        (plain(&ran.err) && plain(&ran.out), "no control character gets through"),
        (!ran.err.contains("panicked") && !ran.err.contains("RUST_BACKTRACE"), "no panic"),
        (!ran.err.contains("_clause") && !ran.err.contains("_phrase"), "no names of the grammar"),
    ];
    match rules.iter().find(|(holds, _)| !holds) {
        Some((_, rule)) => Err(format!("{rule}: {code}\n{}\n{}", cut(&ran.out), cut(&ran.err))),
        None => Ok(()),
    }
}

fn plain(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '\n' | '\t') || !annals::export::is_invisible(character))
}

fn cut(text: &str) -> String {
    text.chars().take(2_000).collect()
}

/// The bytes a text of a table stands for.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let (piece, after) = match character {
            '⟦' => repeated(rest),
            '\\' => escaped(rest),
            _ => (rest.as_bytes()[..character.len_utf8()].to_vec(), &rest[character.len_utf8()..]),
        };
        bytes.extend(piece);
        rest = after;
    }
    bytes
}

/// `⟦1000×TEXT⟧`
fn repeated(text: &str) -> (Vec<u8>, &str) {
    let (inner, after) = text['⟦'.len_utf8()..].split_once('⟧').expect("a repetition is closed");
    let (times, piece) = inner.split_once('×').expect("a repetition has a number and a text");
    (bytes(piece).repeat(times.parse().expect("a number of times")), after)
}

/// A backslash and what follows it.
fn escaped(text: &str) -> (Vec<u8>, &str) {
    let after = |length: usize| &text[length..];
    match text.as_bytes().get(1) {
        Some(b'n') => (vec![b'\n'], after(2)),
        Some(b't') => (vec![b'\t'], after(2)),
        Some(b'r') => (vec![b'\r'], after(2)),
        Some(b'x') => (vec![u8::from_str_radix(&text[2..4], 16).expect("two digits")], after(4)),
        Some(b'u') => {
            let (digits, rest) = text[3..].split_once('}').expect("braces are closed");
            let code = u32::from_str_radix(digits, 16).expect("hexadecimal digits");
            (char::from_u32(code).expect("a character").to_string().into_bytes(), rest)
        }
        _ => (vec![b'\\'], after(2.min(text.len()))),
    }
}

/// Words separated by spaces; single or double quotes keep what they hold together.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut quote = None;
    let mut within = false;
    for character in text.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (None, '\'' | '"') => (quote, within) = (Some(character), extend(&mut words, within, "")),
            (None, ' ') => within = false,
            _ => within = extend(&mut words, within, character.encode_utf8(&mut [0; 4])),
        }
    }
    words.iter().map(|word| String::from_utf8(bytes(word)).expect("arguments are UTF-8")).collect()
}

/// Adds to the last word, or begins one.
fn extend(words: &mut Vec<String>, within: bool, piece: &str) -> bool {
    match words.last_mut().filter(|_| within) {
        Some(word) => word.push_str(piece),
        None => words.push(piece.to_owned()),
    }
    true
}
