//! The shape of the house is a test: who may import whom, where doors are, and what the library never does.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest floor first. A room imports only rooms of lower floors; rooms of one floor do not know each other.
/// Within the ground floor, `value` stands on `time`, and both on `diagnostic`.
const FLOORS: &[&[&str]] = &[
    &["diagnostic"],
    &["time"],
    &["value"],
    &["graph", "ontology"],
    &["storage", "query"],
    &["ingest", "question", "export"],
    &["error"],
    &["database"],
    &["lib"],
];

#[test]
fn rooms_import_only_lower_floors() {
    let violations: Vec<_> = library().iter().flat_map(|(path, text)| upward_imports(path, text)).collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn every_file_has_a_door() {
    for folder in ["src", "tests", "examples", "benches"] {
        for path in rust_files(Path::new(folder)) {
            let text = fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("//! "), "{}: a file begins with `//!` and what happens inside", path.display());
        }
    }
}

#[test]
fn the_library_never_prints_reads_the_clock_or_the_environment() {
    let violations: Vec<_> = library().iter().flat_map(|(path, text)| outside_world(path, text)).collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn every_room_has_a_floor() {
    let floors = floors();
    for path in library().keys() {
        assert!(floors.contains_key(room(path).as_str()), "{}: add its room to FLOORS", path.display());
    }
}

#[test]
fn the_tests_of_the_house_can_fail() {
    let graph = Path::new("src/graph/view.rs");
    assert_eq!(upward_imports(graph, "use crate::query::Rows;\n").len(), 1);
    assert_eq!(upward_imports(graph, "use crate::{ontology::Ontology, value::Value};\n").len(), 1);
    assert_eq!(upward_imports(graph, "use crate::value::Value;\n/// See [`crate::query`].\n"), Vec::<String>::new());
    assert_eq!(upward_imports(graph, "fn f() { crate::storage::open() }\n").len(), 1);
    assert_eq!(outside_world(graph, "let now = SystemTime::now();\nprintln!();\nstd::env::var(\"X\");\n").len(), 3);
}

/// Every file of the library and its text, but for files of tests, which may look at any room and at the world.
fn library() -> BTreeMap<PathBuf, String> {
    rust_files(Path::new("src"))
        .into_iter()
        .filter(|path| !path.starts_with("src/bin") && !path.ends_with("tests.rs"))
        .filter(|path| !path.components().any(|part| part.as_os_str() == "tests"))
        .map(|path| (path.clone(), fs::read_to_string(&path).unwrap()))
        .collect()
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn floors() -> BTreeMap<&'static str, usize> {
    FLOORS.iter().enumerate().flat_map(|(floor, rooms)| rooms.iter().map(move |room| (*room, floor))).collect()
}

/// `src/graph/view.rs` and `src/graph.rs` belong to the room `graph`.
fn room(path: &Path) -> String {
    let inside = path.strip_prefix("src").unwrap().components().next().unwrap();
    Path::new(inside.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned()
}

fn upward_imports(path: &Path, text: &str) -> Vec<String> {
    let floors = floors();
    let here = room(path);
    imported_rooms(&code(text))
        .into_iter()
        .filter(|there| *there != here)
        .filter(|there| floors.get(there.as_str()).is_some_and(|floor| *floor >= floors[here.as_str()]))
        .map(|there| format!("{}: `{here}` does not stand on `{there}`", path.display()))
        .collect()
}

/// The text without comments and without tests, which may look at any room.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// The rooms named after `crate::`, alone or in braces.
fn imported_rooms(code: &str) -> Vec<String> {
    let word =
        |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with("$"))
        .flat_map(|(at, _)| {
            let rest = &code[at + "crate::".len()..];
            match rest.strip_prefix('{') {
                None => vec![word(rest)],
                Some(list) => top_level(list).iter().map(|item| word(item.trim_start())).collect(),
            }
        })
        .filter(|name| !name.is_empty())
        .collect()
}

/// The items of a `{…}` list whose opening brace is already read, split at its own commas.
fn top_level(list: &str) -> Vec<&str> {
    let (mut depth, mut start, mut items) = (1, 0, Vec::new());
    for (at, character) in list.char_indices() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && character == ',') {
            items.push(&list[start..at]);
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    items
}

fn outside_world(path: &Path, text: &str) -> Vec<String> {
    const FORBIDDEN: &[&str] =
        &["println!", "print!(", "eprint!(", "SystemTime", "Zoned::now", "Timestamp::now", "std::env", "env::var"];
    let code = code(text);
    let lines = code.lines().filter_map(|line| FORBIDDEN.iter().find(|word| line.contains(**word)));
    lines.map(|word| format!("{}: the library does not use `{word}`", path.display())).collect()
}
