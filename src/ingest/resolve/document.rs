//! Documents, their publishers and their sentences.

use super::draft::{Draft, optional_text, text_value};
use crate::graph::PropertyRange;
use crate::ingest::record::{Document, Sentence};
use crate::value::fold::fold;
use crate::value::{NodeId, Value};

/// Whether the graph, or a document before it, has this very text.
pub(super) fn is_known(document: &Document, draft: &Draft<'_>) -> bool {
    if document.sha256.is_empty() {
        return false;
    }
    let stored = draft.view.symbol("Document").zip(draft.view.symbol("sha256")).is_some_and(|(label, key)| {
        let same = PropertyRange::Equal(text_value(&document.sha256));
        !draft.view.seek(Some(label), key, &same).is_empty()
    });
    stored || draft.has_document(&document.sha256)
}

/// Adds the document with its publisher and sentences; the nodes of the sentences, in order.
pub(super) fn add(document: &Document, entities: &[NodeId], draft: &mut Draft<'_>) -> Vec<NodeId> {
    draft.note_document(&document.sha256);
    let properties = vec![
        ("title", text_value(&document.title)),
        ("published", document.published.map_or(Value::Null, Value::Date)),
        ("sha256", text_value(&document.sha256)),
        ("path", optional_text(document.path.as_deref())),
    ];
    let node = draft.create_node(&["Document"], properties);
    if let Some(source) = document.source.as_deref().filter(|source| !source.is_empty()) {
        let source = publisher(source, draft);
        draft.relate(node, "PUBLISHED_BY", source);
    }
    document.sentences.iter().map(|sentence| add_sentence(sentence, node, entities, draft)).collect()
}

fn add_sentence(sentence: &Sentence, document: NodeId, entities: &[NodeId], draft: &mut Draft<'_>) -> NodeId {
    let offset = |bytes: usize| i64::try_from(bytes).map_or(Value::Null, Value::Integer);
    let properties = vec![
        ("n", Value::Integer(sentence.number.into())),
        ("text", text_value(&sentence.text)),
        ("start", offset(sentence.start)),
        ("end", offset(sentence.end)),
    ];
    let node = draft.create_node(&["Sentence"], properties);
    draft.relate(node, "IN_DOCUMENT", document);
    for entity in sentence.mentions.iter().filter_map(|&mention| entities.get(mention)) {
        draft.relate(node, "MENTIONS", *entity);
    }
    node
}

fn publisher(name: &str, draft: &mut Draft<'_>) -> NodeId {
    let known = draft.view.named(name).into_iter().find(|&node| draft.has_label(node, "Source"));
    draft.source(fold(name), |draft| {
        known.unwrap_or_else(|| draft.create_node(&["Source"], vec![("name", text_value(name))]))
    })
}
