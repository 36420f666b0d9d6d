//! The nodes by `name` and `aliases`, whatever the case, the accents and the apostrophes.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use crate::graph::Graph;
use crate::value::{NodeId, Value};

/// Every name and alias by its folded form.
#[derive(Debug, Default)]
pub(crate) struct Names {
    by_folded: BTreeMap<String, Vec<Named>>,
}

/// A node and the name it has, as it was written.
type Named = (NodeId, Arc<str>);

impl Names {
    pub(crate) fn build(graph: &Graph) -> Self {
        let mut names = Self::default();
        for key in ["name", "aliases"].iter().filter_map(|key| graph.symbols.get(key)) {
            let Some(column) = graph.node_columns.column(key) else { continue };
            for (index, value) in column.iter() {
                names.insert(NodeId(u32::try_from(index).expect("ids are 32 bits wide")), &value);
            }
        }
        names
    }

    fn insert(&mut self, id: NodeId, value: &Value) {
        match value {
            Value::String(text) => {
                let nodes = self.by_folded.entry(fold(text)).or_default();
                if let Err(position) = nodes.binary_search_by_key(&id, |(other, _)| *other) {
                    nodes.insert(position, (id, text.clone()));
                }
            }
            Value::List(texts) => texts.iter().for_each(|text| self.insert(id, text)),
            _ => {}
        }
    }

    /// The nodes of a name, in order of id.
    pub(crate) fn named(&self, name: &str) -> Vec<NodeId> {
        self.by_folded.get(&fold(name)).map_or_else(Vec::new, |nodes| nodes.iter().map(|(id, _)| *id).collect())
    }

    /// Whether a longer name starts with this folded text and a space.
    pub(crate) fn continues(&self, folded: &str) -> bool {
        let start = format!("{folded} ");
        self.starting_with(&start).next().is_some()
    }

    /// Names that start so, shortest first, then in order.
    pub(crate) fn with_prefix(&self, prefix: &str, limit: usize) -> Vec<(&str, NodeId)> {
        let prefix = fold(prefix);
        let mut found: Vec<(&str, NodeId)> =
            self.starting_with(&prefix).flat_map(|(_, nodes)| originals(nodes)).collect();
        found.sort_by_key(|(name, id)| (name.chars().count(), *name, *id));
        found.truncate(limit);
        found
    }

    /// Names nearest to a misspelt one, nearest first.
    pub(crate) fn like(&self, name: &str, limit: usize) -> Vec<(&str, NodeId)> {
        let name = fold(name);
        let reach = name.chars().count().div_ceil(3).max(1);
        let near = self.by_folded.iter().filter_map(|(folded, nodes)| {
            let distance = strsim::osa_distance(&name, folded);
            (distance <= reach).then_some((distance, nodes))
        });
        let mut found: Vec<(usize, &str, NodeId)> =
            near.flat_map(|(distance, nodes)| originals(nodes).map(move |(name, id)| (distance, name, id))).collect();
        found.sort_unstable();
        found.truncate(limit);
        found.into_iter().map(|(_, name, id)| (name, id)).collect()
    }

    fn starting_with<'s, 'p>(&'s self, start: &'p str) -> impl Iterator<Item = (&'s str, &'s [Named])> + use<'s, 'p> {
        let range = (Bound::Included(start), Bound::Unbounded);
        self.by_folded
            .range::<str, _>(range)
            .map(|(folded, nodes)| (&**folded, &**nodes))
            .take_while(move |(folded, _)| folded.starts_with(start))
    }
}

fn originals(nodes: &[Named]) -> impl Iterator<Item = (&str, NodeId)> {
    nodes.iter().map(|(id, name)| (&**name, *id))
}

fn fold(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::is_combining_mark;
    let plain = name.nfkd().filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`'));
    let lower: String = plain.flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}
