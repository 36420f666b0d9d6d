//! What each column of a table is, from its first line.
//!
//! ```text
//! code:ID(Entity)      the id of a node, unique among the ids of Entity; also its property `code`
//! :LABEL               more labels of a node, with ; between them
//! :START_ID(Event)     the node a relationship leaves      :END_ID  the one it enters      :TYPE  its type
//! date:date            a property and the type of its values; without a type they are texts
//! :IGNORE              nothing
//! ```

use super::cell::Kind;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// What it is.
    pub(super) role: FieldRole,
    /// The property that holds it, if one does.
    pub(super) property: Option<(String, Kind)>,
}

/// What a column is besides a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FieldRole {
    /// Nothing more.
    Property,
    /// The id of a node, within a space of ids.
    Id(String),
    /// The node a relationship leaves.
    Start(String),
    /// The node a relationship enters.
    End(String),
    /// More labels.
    Label,
    /// The type of a relationship.
    Type,
    /// Left out.
    Ignore,
}

/// The columns a header names.
///
/// # Errors
/// Why it makes no sense.
pub(super) fn read<'c>(cells: impl Iterator<Item = &'c str>, nodes: bool) -> Result<Vec<Field>, String> {
    let fields = cells.map(field).collect::<Result<Vec<_>, _>>()?;
    let count = |wanted: fn(&FieldRole) -> bool| fields.iter().filter(|field| wanted(&field.role)).count();
    let (ids, starts, ends) = (
        count(|role| matches!(role, FieldRole::Id(_))),
        count(|role| matches!(role, FieldRole::Start(_))),
        count(|role| matches!(role, FieldRole::End(_))),
    );
    match (nodes, ids, starts, ends) {
        (true, 0 | 1, 0, 0) | (false, 0, 1, 1) => {}
        (true, ..) => return Err("a table of nodes has one :ID column at most, and no :START_ID or :END_ID".to_owned()),
        (false, ..) => return Err("a table of relationships has one :START_ID and one :END_ID column".to_owned()),
    }
    let misplaced = |field: &&Field| match field.role {
        FieldRole::Label => !nodes,
        FieldRole::Type => nodes,
        _ => false,
    };
    if fields.iter().any(|field| misplaced(&field)) {
        return Err("a :LABEL column is for nodes, and a :TYPE column for relationships".to_owned());
    }
    let mut names: Vec<&str> = fields.iter().filter_map(|field| Some(field.property.as_ref()?.0.as_str())).collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("the column '{}' comes twice", pair[0])),
        None => Ok(fields),
    }
}

fn field(cell: &str) -> Result<Field, String> {
    let cell = cell.trim();
    let (name, kind) = cell.rsplit_once(':').unwrap_or((cell, ""));
    let (kind, space) = match kind.strip_suffix(')').and_then(|kind| kind.split_once('(')) {
        Some((kind, space)) => (kind, space),
        None => (kind, ""),
    };
    let role = match kind.to_ascii_uppercase().as_str() {
        "ID" => FieldRole::Id(space.to_owned()),
        "START_ID" => FieldRole::Start(space.to_owned()),
        "END_ID" => FieldRole::End(space.to_owned()),
        "LABEL" => FieldRole::Label,
        "TYPE" => FieldRole::Type,
        "IGNORE" => FieldRole::Ignore,
        _ => FieldRole::Property,
    };
    let property = match role {
        FieldRole::Property if name.is_empty() => {
            return Err(format!(
                "'{cell}' names no column; expected a name, as in 'name' or 'date:date', or one of :ID, :START_ID, :END_ID, :LABEL, :TYPE, :IGNORE"
            ));
        }
        FieldRole::Property => Some((name.to_owned(), Kind::named(kind).ok_or_else(|| unknown_kind(kind, name))?)),
        FieldRole::Id(_) if !name.is_empty() => Some((name.to_owned(), Kind::Text)),
        _ => None,
    };
    Ok(Field { role, property })
}

fn unknown_kind(kind: &str, name: &str) -> String {
    format!("the column '{name}' has the unknown type '{kind}'; types are {}", Kind::names())
}
