//! The procedures there always are: what the graph is made of.

use super::{Field, Procedure, Signature, Type};
use crate::graph::View;
use crate::value::Value;

/// All of them.
pub(super) fn all() -> Vec<Procedure> {
    vec![
        names("db.labels", "label", |view| name_all(view, view.labels_in_use().into_iter().map(|(label, _)| label))),
        names("db.propertyKeys", "propertyKey", |view| name_all(view, view.keys_in_use())),
        names("db.relationshipTypes", "relationshipType", |view| {
            name_all(view, view.types_in_use().into_iter().map(|(kind, _)| kind))
        }),
        super::schema::procedure(),
    ]
}

/// A procedure that takes nothing and gives names.
fn names(name: &str, result: &str, list: fn(View<'_>) -> Vec<Value>) -> Procedure {
    let results = vec![Field { name: result.to_owned(), of: Type::string() }];
    let signature = Signature { name: name.to_owned(), parameters: Vec::new(), results };
    Procedure::new(signature, move |_, view| Ok(list(view).into_iter().map(|name| vec![name]).collect()))
}

fn name_all(view: View<'_>, symbols: impl IntoIterator<Item = crate::graph::Symbol>) -> Vec<Value> {
    symbols.into_iter().map(|symbol| Value::from(view.name(symbol))).collect()
}
