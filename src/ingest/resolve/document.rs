//! Documents, their publishers and their sentences.

use super::draft::{Draft, optional_text, text_value};
use super::told::Told;
use crate::graph::PropertyRange;
use crate::ingest::record::{Document, Sentence};
use crate::ontology::Ontology;
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

/// Adds the document with its publisher and sentences: its node, those of its sentences, and what it tells.
pub(super) fn add(document: &Document, draft: &mut Draft<'_>, ontology: &Ontology) -> (NodeId, Vec<NodeId>, Told) {
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
    let mut told = Told::new(document, ontology);
    let sentences: Vec<NodeId> =
        document.sentences.iter().map(|sentence| add_sentence(sentence, node, draft)).collect();
    told.sentences =
        document.sentences.iter().map(|sentence| sentence.number.into()).zip(sentences.iter().copied()).collect();
    (node, sentences, told)
}

fn add_sentence(sentence: &Sentence, document: NodeId, draft: &mut Draft<'_>) -> NodeId {
    let offset = |bytes: usize| i64::try_from(bytes).map_or(Value::Null, Value::Integer);
    let properties = vec![
        ("n", Value::Integer(sentence.number.into())),
        ("text", text_value(&sentence.text)),
        ("start", offset(sentence.start)),
        ("end", offset(sentence.end)),
    ];
    let node = draft.create_node(&["Sentence"], properties);
    draft.relate(node, "IN_DOCUMENT", document);
    node
}

fn publisher(name: &str, draft: &mut Draft<'_>) -> NodeId {
    let known = draft.view.named(name).into_iter().find(|&node| draft.has_label(node, "Source"));
    draft.source(fold(name), |draft| {
        known.unwrap_or_else(|| draft.create_node(&["Source"], vec![("name", text_value(name))]))
    })
}
