//! A batch, as it lies in a record of the journal.
//!
//! ```text
//! names     ["City", "name"]
//! changes   [CreateNode(7, [0], [(1, Scalar(String("Kyiv")))])]
//! ```
//!
//! A batch speaks in names; here each name comes once and is meant by its place in the list.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::value::StoredValue;
use super::{FormatError, decode, encode};
use crate::graph::{Batch, Change, Name};
use crate::value::{NodeId, RelationshipId, Value};

/// A name by its place in the batch's list of names.
type Place = u32;

#[derive(Debug, Serialize, Deserialize)]
struct StoredBatch<'b> {
    #[serde(borrow)]
    names: Vec<&'b str>,
    changes: Vec<StoredChange<'b>>,
}

#[derive(Debug, Serialize, Deserialize)]
enum StoredChange<'b> {
    /// Id, labels, properties.
    CreateNode(u32, Vec<Place>, #[serde(borrow)] Vec<(Place, StoredValue<'b>)>),
    /// Id, type, start, end, properties.
    CreateRelationship(u32, Place, u32, u32, Vec<(Place, StoredValue<'b>)>),
    SetNodeProperty(u32, Place, StoredValue<'b>),
    SetRelationshipProperty(u32, Place, StoredValue<'b>),
    AddLabel(u32, Place),
    RemoveLabel(u32, Place),
    DeleteNode(u32),
    DeleteRelationship(u32),
}

/// The bytes of changes.
pub(in crate::storage) fn encode_changes(changes: &[Change]) -> Vec<u8> {
    let mut names = Names::default();
    let changes = changes.iter().map(|change| store(change, &mut names)).collect();
    encode(&StoredBatch { names: names.list, changes })
}

/// The batch that exactly these bytes are.
pub(in crate::storage) fn decode_batch(bytes: &[u8]) -> Result<Batch, FormatError> {
    let stored: StoredBatch<'_> = decode(bytes)?;
    let names: Vec<Name> = stored.names.into_iter().map(Name::from).collect();
    let changes: Result<Vec<Change>, FormatError> =
        stored.changes.iter().map(|change| restore(change, &names)).collect();
    Ok(Batch { changes: changes? })
}

#[derive(Default)]
struct Names<'b> {
    list: Vec<&'b str>,
    places: FxHashMap<&'b str, Place>,
}

impl<'b> Names<'b> {
    fn place(&mut self, name: &'b str) -> Place {
        *self.places.entry(name).or_insert_with(|| {
            self.list.push(name);
            u32::try_from(self.list.len() - 1).expect("fewer names than a record has bytes")
        })
    }

    fn properties(&mut self, properties: &'b [(Name, Value)]) -> Vec<(Place, StoredValue<'b>)> {
        properties.iter().map(|(key, value)| (self.place(key), StoredValue::new(value))).collect()
    }
}

fn store<'b>(change: &'b Change, names: &mut Names<'b>) -> StoredChange<'b> {
    match change {
        Change::CreateNode { id, labels, properties } => {
            let labels = labels.iter().map(|label| names.place(label)).collect();
            StoredChange::CreateNode(id.0, labels, names.properties(properties))
        }
        Change::CreateRelationship { id, kind, start, end, properties } => {
            let kind = names.place(kind);
            StoredChange::CreateRelationship(id.0, kind, start.0, end.0, names.properties(properties))
        }
        Change::SetNodeProperty { id, key, value } => {
            StoredChange::SetNodeProperty(id.0, names.place(key), StoredValue::new(value))
        }
        Change::SetRelationshipProperty { id, key, value } => {
            StoredChange::SetRelationshipProperty(id.0, names.place(key), StoredValue::new(value))
        }
        Change::AddLabel { id, label } => StoredChange::AddLabel(id.0, names.place(label)),
        Change::RemoveLabel { id, label } => StoredChange::RemoveLabel(id.0, names.place(label)),
        Change::DeleteNode { id } => StoredChange::DeleteNode(id.0),
        Change::DeleteRelationship { id } => StoredChange::DeleteRelationship(id.0),
    }
}

fn restore(stored: &StoredChange<'_>, names: &[Name]) -> Result<Change, FormatError> {
    let name = |place: &Place| {
        names.get(*place as usize).cloned().ok_or(FormatError::Meaning("a change means a name that is not listed"))
    };
    let properties = |stored: &[(Place, StoredValue<'_>)]| -> Result<Vec<(Name, Value)>, FormatError> {
        stored.iter().map(|(key, value)| Ok((name(key)?, value.restore()?))).collect()
    };
    Ok(match stored {
        StoredChange::CreateNode(id, labels, stored) => {
            let labels: Result<Vec<Name>, FormatError> = labels.iter().map(name).collect();
            Change::CreateNode { id: NodeId(*id), labels: labels?, properties: properties(stored)? }
        }
        StoredChange::CreateRelationship(id, kind, start, end, stored) => Change::CreateRelationship {
            id: RelationshipId(*id),
            kind: name(kind)?,
            start: NodeId(*start),
            end: NodeId(*end),
            properties: properties(stored)?,
        },
        StoredChange::SetNodeProperty(id, key, value) => {
            Change::SetNodeProperty { id: NodeId(*id), key: name(key)?, value: value.restore()? }
        }
        StoredChange::SetRelationshipProperty(id, key, value) => {
            Change::SetRelationshipProperty { id: RelationshipId(*id), key: name(key)?, value: value.restore()? }
        }
        StoredChange::AddLabel(id, label) => Change::AddLabel { id: NodeId(*id), label: name(label)? },
        StoredChange::RemoveLabel(id, label) => Change::RemoveLabel { id: NodeId(*id), label: name(label)? },
        StoredChange::DeleteNode(id) => Change::DeleteNode { id: NodeId(*id) },
        StoredChange::DeleteRelationship(id) => Change::DeleteRelationship { id: RelationshipId(*id) },
    })
}
