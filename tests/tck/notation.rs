//! The notation of values in the TCK's tables, and reading it.
//!
//! ```text
//! null  true  1  1.0  NaN  'text'  [1, 2]  {key: 1}
//! (:Label {key: 1})  [:TYPE {key: 1}]  <(:A)-[:T]->(:B)<-[:U]-()>
//! ```

use std::collections::BTreeMap;

/// A value as the TCK writes it. Nodes and relationships are what they look like; which ones they are does not matter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Notation {
    Null,
    Boolean(bool),
    Integer(i64),
    Float(f64),
    /// A text, or a moment or duration as it prints.
    String(String),
    List(Vec<Notation>),
    Map(Entries),
    Node(Node),
    Relationship(Relationship),
    Path(Node, Vec<Hop>),
}

pub(crate) type Entries = BTreeMap<String, Notation>;

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    /// In order of name.
    pub(crate) labels: Vec<String>,
    pub(crate) properties: Entries,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Relationship {
    pub(crate) kind: String,
    pub(crate) properties: Entries,
}

/// One relationship of a path, and the node it leads to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Hop {
    pub(crate) relationship: Relationship,
    pub(crate) forward: bool,
    pub(crate) node: Node,
}

/// Reads a cell.
pub(crate) fn read(cell: &str) -> Result<Notation, String> {
    let mut reader = Reader { rest: cell.trim() };
    reader
        .value()
        .and_then(|value| if reader.rest.is_empty() { Ok(value) } else { Err("more follows".to_owned()) })
        .map_err(|error| format!("`{cell}` is no value: {error} at `{}`", reader.rest))
}

struct Reader<'c> {
    rest: &'c str,
}

type Read<T> = Result<T, String>;

impl<'c> Reader<'c> {
    fn value(&mut self) -> Read<Notation> {
        match self.peek() {
            Some('\'') => self.string().map(Notation::String),
            Some('[') if self.rest[1..].trim_start().starts_with(':') => {
                self.relationship().map(Notation::Relationship)
            }
            Some('[') => self.list().map(Notation::List),
            Some('{') => self.entries().map(Notation::Map),
            Some('(') => self.node().map(Notation::Node),
            Some('<') => self.path(),
            _ => self.word(),
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    /// Takes a sign and the white space after it, where it comes next.
    fn take(&mut self, sign: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest.trim_start();
        true
    }

    fn expect(&mut self, sign: &str) -> Read<()> {
        if self.take(sign) { Ok(()) } else { Err(format!("expected `{sign}`")) }
    }

    fn span(&mut self, belongs: impl Fn(char) -> bool) -> &'c str {
        let end = self.rest.find(|character| !belongs(character)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        word
    }

    fn word(&mut self) -> Read<Notation> {
        match self.span(|character| character.is_alphanumeric() || "+-._".contains(character)) {
            "null" => Ok(Notation::Null),
            "true" => Ok(Notation::Boolean(true)),
            "false" => Ok(Notation::Boolean(false)),
            "NaN" => Ok(Notation::Float(f64::NAN)),
            "Inf" | "Infinity" => Ok(Notation::Float(f64::INFINITY)),
            "-Inf" | "-Infinity" => Ok(Notation::Float(f64::NEG_INFINITY)),
            word => number(word).ok_or_else(|| format!("`{word}` is no number")),
        }
    }

    fn string(&mut self) -> Read<String> {
        let mut text = String::new();
        let mut characters = self.rest[1..].char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '\'' => {
                    self.rest = self.rest[at + 2..].trim_start();
                    return Ok(text);
                }
                '\\' => text.push(characters.next().map_or('\\', |(_, next)| escaped(next))),
                _ => text.push(character),
            }
        }
        Err("a text has no end".to_owned())
    }

    fn list(&mut self) -> Read<Vec<Notation>> {
        self.expect("[")?;
        let mut items = Vec::new();
        while !self.take("]") {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.value()?);
        }
        Ok(items)
    }

    fn entries(&mut self) -> Read<Entries> {
        self.expect("{")?;
        let mut entries = Entries::new();
        while !self.take("}") {
            if !entries.is_empty() {
                self.expect(",")?;
            }
            let key = self.name()?;
            self.expect(":")?;
            entries.insert(key, self.value()?);
        }
        Ok(entries)
    }

    fn entries_if_any(&mut self) -> Read<Entries> {
        if self.peek() == Some('{') { self.entries() } else { Ok(Entries::new()) }
    }

    fn name(&mut self) -> Read<String> {
        if self.take("`") {
            let name = self.span(|character| character != '`').to_owned();
            return self.expect("`").map(|()| name);
        }
        match self.span(|character| character.is_alphanumeric() || "_$@#".contains(character)) {
            "" => Err("expected a name".to_owned()),
            name => Ok(name.to_owned()),
        }
    }

    fn node(&mut self) -> Read<Node> {
        self.expect("(")?;
        let mut labels = Vec::new();
        while self.take(":") {
            labels.push(self.name()?);
        }
        labels.sort_unstable();
        let properties = self.entries_if_any()?;
        self.expect(")").map(|()| Node { labels, properties })
    }

    fn relationship(&mut self) -> Read<Relationship> {
        self.expect("[")?;
        self.expect(":")?;
        let kind = self.name()?;
        let properties = self.entries_if_any()?;
        self.expect("]").map(|()| Relationship { kind, properties })
    }

    fn path(&mut self) -> Read<Notation> {
        self.expect("<")?;
        let start = self.node()?;
        let mut hops = Vec::new();
        while !self.take(">") {
            let forward = !self.take("<-");
            if forward {
                self.expect("-")?;
            }
            let relationship = self.relationship()?;
            self.expect(if forward { "->" } else { "-" })?;
            hops.push(Hop { relationship, forward, node: self.node()? });
        }
        Ok(Notation::Path(start, hops))
    }
}

/// A number with a point or an exponent is a float; `1` and `1.0` differ.
fn number(word: &str) -> Option<Notation> {
    if let Ok(integer) = word.parse() {
        return Some(Notation::Integer(integer));
    }
    word.parse().ok().map(Notation::Float)
}

fn escaped(character: char) -> char {
    match character {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        other => other,
    }
}
