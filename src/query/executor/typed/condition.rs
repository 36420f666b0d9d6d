//! Texts of many things against one text.

use crate::graph::{self, Packed};
use crate::query::ast::TestOperator;
use crate::query::executor::chunk::Chunk;
use crate::query::executor::column::Column;
use crate::query::executor::runtime::Runtime;
use crate::query::plan::Expression;

/// Whether a property of each row's node or relationship is a text; `None` where that is not so plain a question.
pub(in crate::query::executor) fn equals(
    property: &Expression,
    text: &str,
    chunk: &Chunk,
    runtime: &Runtime<'_, '_>,
) -> Option<Vec<Option<bool>>> {
    let (column, places) = column_of(property, chunk, runtime)?;
    let graph::Column::Text(codes, texts) = column else { return None };
    let code = texts.code(text);
    let mut codes = codes.cursor();
    Some(each(&places, |place| codes.get(place).map(|own| Some(own) == code)))
}

/// Whether a property of each row's node or relationship starts with, ends with or contains a text.
pub(in crate::query::executor) fn test(
    operator: TestOperator,
    property: &Expression,
    text: &str,
    chunk: &Chunk,
    runtime: &Runtime<'_, '_>,
) -> Option<Vec<Option<bool>>> {
    let (column, places) = column_of(property, chunk, runtime)?;
    match operator {
        TestOperator::StartsWith => texts(column, &places, |own| own.starts_with(text)),
        TestOperator::EndsWith => texts(column, &places, |own| own.ends_with(text)),
        TestOperator::Contains => {
            let finder = memchr::memmem::Finder::new(text);
            texts(column, &places, |own| finder.find(own.as_bytes()).is_some())
        }
        TestOperator::In | TestOperator::Matches => None,
    }
}

/// The column of a property and the place of each row's value in it.
fn column_of<'r>(
    property: &Expression,
    chunk: &Chunk,
    runtime: &'r Runtime<'_, '_>,
) -> Option<(&'r graph::Column, Places)> {
    let Expression::Property(base, key) = property else { return None };
    let Expression::Slot(slot) = &**base else { return None };
    if runtime.has_deleted() {
        return None;
    }
    let view = runtime.view();
    let key = view.symbol(&key.text)?;
    let things = chunk.column(slot);
    match &*things {
        Column::Nodes(_) => Some((view.node_column(key)?, Places(things))),
        Column::Relationships(_) => Some((view.relationship_column(key)?, Places(things))),
        _ => None,
    }
}

/// Nodes or relationships, as places in a column of the graph.
struct Places(std::sync::Arc<Column>);

fn each<T>(Places(things): &Places, mut value: impl FnMut(usize) -> T) -> Vec<T> {
    match &**things {
        Column::Nodes(nodes) => nodes.iter().map(|node| value(node.index())).collect(),
        Column::Relationships(relationships) => relationships.iter().map(|one| value(one.index())).collect(),
        _ => Vec::new(),
    }
}

fn texts(column: &graph::Column, places: &Places, test: impl Fn(&str) -> bool) -> Option<Vec<Option<bool>>> {
    match column {
        graph::Column::Text(codes, texts) => {
            let mut codes = codes.cursor();
            let text = |code: u32| texts.texts().get(code as usize).map_or("", |text| &**text);
            Some(each(places, |place| codes.get(place).map(|code| test(text(code)))))
        }
        graph::Column::OwnText(values) => Some(each(places, |place| own_text(values, place, &test))),
        _ => None,
    }
}

fn own_text(values: &Packed<std::sync::Arc<str>>, place: usize, test: impl Fn(&str) -> bool) -> Option<bool> {
    values.look(place, |text| test(text))
}
