//! Functions of any value.

use super::{Function, QueryError};
use crate::value::{Value, order};

/// The functions of this module.
pub(super) const FUNCTIONS: &[Function] = &[
    Function::new("coalesce", 1, usize::MAX, |arguments, _| {
        Ok(arguments.iter().find(|argument| !argument.is_null()).cloned().unwrap_or_default())
    })
    .accepting_null(),
    Function::new("nullIf", 2, 2, |arguments, _| null_if(&arguments[0], &arguments[1])).accepting_null(),
    // Of a property: whether there is one. Of a pattern the planner makes a subquery.
    Function::new("exists", 1, 1, |arguments, _| Ok(Value::Boolean(!arguments[0].is_null()))).accepting_null(),
    Function::new("valueType", 1, 1, |arguments, _| Ok(Value::from(value_type(&arguments[0])))).accepting_null(),
];

fn null_if(value: &Value, unwanted: &Value) -> Result<Value, QueryError> {
    Ok(if order::equal(value, unwanted) == Some(true) { Value::Null } else { value.clone() })
}

/// The type of a value, as Cypher's own type names are written.
fn value_type(value: &Value) -> String {
    match value {
        Value::Null => "NULL".to_owned(),
        Value::DateTime(_) => "ZONED DATETIME NOT NULL".to_owned(),
        Value::Time(_) => "ZONED TIME NOT NULL".to_owned(),
        Value::List(list) => format!("LIST<{}> NOT NULL", element_type(list)),
        other => format!("{} NOT NULL", other.type_name().to_uppercase()),
    }
}

/// The types of the elements, each once, in order of name.
fn element_type(list: &[Value]) -> String {
    let types: std::collections::BTreeSet<_> = list.iter().map(value_type).collect();
    if types.is_empty() { "NOTHING".to_owned() } else { types.into_iter().collect::<Vec<_>>().join(" | ") }
}
