//! What may follow what was typed: dot commands, keywords, labels, relationship types, properties and the names of
//! entities in the graph.
//!
//! ```text
//! MATCH (e:Ev│            labels                 events in Ky│       names of entities, words of questions
//! MATCH ()-[:OC│          relationship types     .for│               dot commands
//! RETURN e.sta│           properties             RETURN 'Ky│         names of entities
//! ```

use annals::Language;
use annals::graph::View;
use annals::question::{self, Completion};

use super::command::COMMANDS;
use crate::shell::Shell;

/// The words of Cypher that completion offers and colours mark, in order.
pub(super) const KEYWORDS: &[&str] = &[
    "ALL", "AND", "AS", "ASC", "BY", "CALL", "CASE", "CONTAINS", "CREATE", "DELETE", "DESC", "DETACH", "DISTINCT",
    "ELSE", "END", "ENDS", "EXISTS", "EXPLAIN", "FALSE", "IN", "IS", "LIMIT", "MATCH", "MERGE", "NOT", "NULL", "ON",
    "OPTIONAL", "OR", "ORDER", "PROFILE", "REMOVE", "RETURN", "SET", "SKIP", "STARTS", "THEN", "TRUE", "UNION",
    "UNWIND", "WHEN", "WHERE", "WITH", "XOR", "YIELD",
];

/// The words that group statements; each stands alone, so they are offered only at the beginning.
pub(super) const CONTROLS: &[&str] = &["BEGIN", "COMMIT", "ROLLBACK"];

const MOST_NAMES: usize = 50;

/// Where the word under the cursor starts, and what it may become, best first.
pub(super) fn complete(shell: &Shell<'_>, before: &str) -> (usize, Vec<String>) {
    let view = shell.database.view();
    if before.starts_with('.') {
        return dot_command(before);
    }
    if Language::of(before) == Language::Question || !before.contains(char::is_whitespace) {
        return question_or_opening(shell, before);
    }
    cypher(view, before)
}

/// The rest of the first thing that may follow, once two letters of it are there.
pub(super) fn hint(shell: &Shell<'_>, line: &str) -> Option<String> {
    let (start, candidates) = complete(shell, line);
    let typed = &line[start..];
    if typed.chars().count() < 2 {
        return None;
    }
    candidates
        .iter()
        .find_map(|candidate| candidate.strip_prefix(typed))
        .filter(|rest| !rest.is_empty())
        .map(str::to_owned)
}

fn dot_command(before: &str) -> (usize, Vec<String>) {
    match before.split_once(' ') {
        None => (0, starting(COMMANDS.iter().map(|command| command.name), before)),
        Some((".format", name)) => {
            let names = annals::export::Format::ALL.map(annals::export::Format::name);
            (before.len() - name.len(), starting(names, name))
        }
        Some((".help", name)) => (before.len() - name.len(), starting(["questions"], name)),
        Some((".timer" | ".cypher", name)) => (before.len() - name.len(), starting(["on", "off"], name)),
        Some((".open" | ".read" | ".output", path)) => (before.len() - path.len(), files(path)),
        Some(_) => (before.len(), Vec::new()),
    }
}

fn question_or_opening(shell: &Shell<'_>, before: &str) -> (usize, Vec<String>) {
    let context = question::Context { today: shell.session.today, ontology: shell.database.ontology() };
    let completions = question::complete(before, shell.database.view(), &context);
    let word = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let start = completions.iter().map(|completion| completion.start).min().unwrap_or(word);
    // A name may begin some words before the cursor; the editor wants one beginning for all.
    let whole = |completion: Completion| before[start..completion.start].to_owned() + &completion.replacement;
    let mut candidates: Vec<_> = completions.into_iter().map(whole).collect();
    if word == 0 {
        candidates.extend(in_case_of(before, KEYWORDS.iter().chain(CONTROLS)));
    }
    (start, candidates)
}

fn cypher(view: View<'_>, before: &str) -> (usize, Vec<String>) {
    if let Some(start) = open_string(before) {
        return (start, entity_names(view, &before[start..]));
    }
    let start = before
        .rfind(|character: char| !character.is_alphanumeric() && character != '_')
        .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8));
    let word = &before[start..];
    let names = |symbols: Vec<_>| starting(symbols.into_iter().map(|symbol| view.name(symbol)), word);
    let candidates = match before[..start].chars().next_back() {
        Some(':' | '|' | '&' | '!') if in_brackets(before) => {
            names(view.types_in_use().into_iter().map(|(kind, _)| kind).collect())
        }
        Some(':' | '|' | '&' | '!') => names(view.labels_in_use().into_iter().map(|(label, _)| label).collect()),
        Some('.' | '{') => names(view.keys_in_use()),
        _ => keywords(word),
    };
    (start, candidates)
}

/// Whether the cursor stands within `[…`, where types are written.
fn in_brackets(before: &str) -> bool {
    before.rfind('[') > before.rfind(['(', ']'])
}

/// Where the text of an unclosed string starts.
fn open_string(before: &str) -> Option<usize> {
    let mut open = None;
    for (at, character) in before.char_indices() {
        open = match (open, character) {
            (None, '\'' | '"') => Some((character, at + 1)),
            (Some((quote, _)), _) if quote == character => None,
            (still, _) => still,
        };
    }
    open.map(|(_, start)| start)
}

fn entity_names(view: View<'_>, prefix: &str) -> Vec<String> {
    let mut names: Vec<_> =
        view.names_with_prefix(prefix, MOST_NAMES).into_iter().map(|(name, _)| name.to_owned()).collect();
    names.dedup();
    names
}

fn keywords(word: &str) -> Vec<String> {
    in_case_of(word, KEYWORDS)
}

/// The words that a text begins, in the case that it is in.
fn in_case_of<'w>(begun: &str, words: impl IntoIterator<Item = &'w &'w str>) -> Vec<String> {
    if begun.is_empty() {
        return Vec::new();
    }
    let lower = begun.chars().all(|character| !character.is_uppercase());
    let found = words.into_iter().filter(|word| word.starts_with(&begun.to_ascii_uppercase()));
    found.map(|word| if lower { word.to_ascii_lowercase() } else { (*word).to_owned() }).collect()
}

fn starting<'t>(candidates: impl IntoIterator<Item = &'t str>, prefix: &str) -> Vec<String> {
    candidates.into_iter().filter(|candidate| candidate.starts_with(prefix)).map(str::to_owned).collect()
}

/// Files and folders whose path starts so.
fn files(path: &str) -> Vec<String> {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    let Ok(entries) = std::fs::read_dir(if folder.is_empty() { "." } else { folder }) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .map(|entry| {
            let slash = if entry.path().is_dir() { "/" } else { "" };
            format!("{folder}{}{slash}", entry.file_name().to_string_lossy())
        })
        .filter(|candidate| candidate.starts_with(path))
        .collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use annals::Database;
    use annals::graph::{Batch, Change};
    use annals::value::{NodeId, RelationshipId, Value};

    use super::*;

    fn database() -> Database {
        let node = |id, label: &str, name: &str| Change::CreateNode {
            id: NodeId(id),
            labels: vec![label.into()],
            properties: vec![("name".into(), Value::from(name))],
        };
        let (id, kind) = (RelationshipId(0), "LOCATED_IN".into());
        let located = Change::CreateRelationship { id, kind, start: NodeId(0), end: NodeId(1), properties: vec![] };
        let changes = vec![node(0, "City", "Port Alder"), node(1, "Country", "Norvia"), located];
        let mut database = Database::memory();
        database.apply(&Batch { changes }).unwrap();
        database
    }

    #[test]
    fn cypher_completes_by_what_stands_before() {
        let database = database();
        let completed = |before: &str| {
            let (start, candidates) = cypher(database.view(), before);
            (before[start..].to_owned(), candidates.join(" "))
        };
        assert_eq!(completed("MATCH (c:Ci"), ("Ci".into(), "City".into()));
        assert_eq!(completed("MATCH (c)-[:LO"), ("LO".into(), "LOCATED_IN".into()));
        assert_eq!(completed("MATCH (c) RETURN c.na"), ("na".into(), "name".into()));
        assert_eq!(completed("MATCH (c {name: 'port a"), ("port a".into(), "Port Alder".into()));
        assert_eq!(completed("MATCH (c) RET"), ("RET".into(), "RETURN".into()));
    }

    #[test]
    fn an_open_string_is_found() {
        assert_eq!(open_string("RETURN 'Ky"), Some(8));
        assert_eq!(open_string("RETURN 'Kyiv', "), None);
        assert_eq!(open_string("RETURN \"it's "), Some(8));
    }

    #[test]
    fn types_are_written_in_brackets() {
        assert!(in_brackets("MATCH (a)-[:"));
        assert!(!in_brackets("MATCH (a)-[:T]->(:"));
        assert!(!in_brackets("MATCH (:"));
    }

    #[test]
    fn keywords_keep_their_case() {
        assert_eq!(keywords("opt"), ["optional"]);
        assert_eq!(keywords("OPT"), ["OPTIONAL"]);
        assert_eq!(in_case_of("ro", CONTROLS), ["rollback"]);
    }
}
