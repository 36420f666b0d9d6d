//! What is said of the entities of a run: by its documents, and by the graph of everything that is called the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::draft::{Draft, texts_of};
use super::super::told::Documents;
use super::card::Card;
use super::variant::Variant;
use crate::ontology::Ontology;
use crate::value::NodeId;
use crate::value::fold::fold;

/// Variants, and the nodes they had and have.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) variants: Vec<Variant>,
    /// The node of each variant the graph has.
    pub(super) before: Vec<Option<NodeId>>,
    /// The node of each variant now.
    pub(super) now: Vec<Option<NodeId>>,
    /// The variants of each node the graph has, in their order there.
    pub(super) had: FxHashMap<NodeId, Vec<usize>>,
    by_text: FxHashMap<String, usize>,
}

impl Pool {
    /// The variants of the run, and all of the graph that share a name with them, or with one of those that do.
    pub(super) fn of(documents: &mut Documents, draft: &Draft<'_>, ontology: &Ontology) -> Self {
        let mut pool = Self::default();
        for document in documents.new.clone() {
            for naming in documents.get(document, draft).namings.values() {
                if !pool.by_text.contains_key(&naming.variant) {
                    Variant::read(&naming.variant).into_iter().for_each(|variant| pool.add(variant, None));
                }
            }
        }
        let mut asked: FxHashSet<String> = FxHashSet::default();
        let mut next = 0;
        while next < pool.variants.len() {
            let names: Vec<String> = pool.variants[next].names().map(|name| fold(name)).collect();
            for name in names {
                if asked.insert(name.clone()) {
                    draft.view.named(&name).into_iter().for_each(|node| pool.take_up(node, draft, ontology));
                }
            }
            next += 1;
        }
        pool
    }

    fn take_up(&mut self, node: NodeId, draft: &Draft<'_>, ontology: &Ontology) {
        if self.had.contains_key(&node) || !draft.has_label(node, "Entity") {
            return;
        }
        self.had.insert(node, Vec::new());
        let told = texts_of(&draft.property(node, "variants"));
        let told: Vec<Variant> = match told.is_empty() {
            true => Card::of(node, draft, ontology).own_variant().into_iter().collect(),
            false => told.iter().filter_map(|text| Variant::read(text)).collect(),
        };
        for variant in told {
            let at = self.by_text.get(&variant.text()).copied().filter(|_| !variant.own);
            let at = at.unwrap_or_else(|| {
                self.add(variant, None);
                self.variants.len() - 1
            });
            self.before[at] = self.before[at].or(Some(node));
            self.had.entry(node).or_default().push(at);
        }
    }

    fn add(&mut self, variant: Variant, before: Option<NodeId>) {
        if !variant.own {
            self.by_text.insert(variant.text(), self.variants.len());
        }
        self.variants.push(variant);
        self.before.push(before);
        self.now.push(None);
    }

    /// The node a variant of a document has now.
    pub(super) fn node(&self, variant: &str) -> Option<NodeId> {
        self.by_text.get(variant).and_then(|&at| self.now[at])
    }

    /// Variants as texts, in the order of the alphabet.
    pub(super) fn texts(&self, members: &[usize]) -> Vec<String> {
        let mut texts: Vec<String> = members.iter().map(|&at| self.variants[at].text()).collect();
        texts.sort_unstable();
        texts
    }

    /// The variants that are of another node now: from which, to which.
    pub(super) fn moves(&self) -> Vec<(usize, NodeId, NodeId)> {
        let moved = |at: usize| Some((at, self.before[at]?, self.now[at]?));
        (0..self.variants.len()).filter_map(moved).filter(|(_, from, to)| from != to).collect()
    }

    /// The nodes that are new.
    pub(super) fn fresh(&self) -> FxHashSet<NodeId> {
        self.now.iter().flatten().copied().filter(|node| !self.had.contains_key(node)).collect()
    }

    /// The nodes of the graph that have no variant any more, each with the node that has its first one.
    pub(super) fn left(&self) -> Vec<(NodeId, Option<NodeId>)> {
        let kept: FxHashSet<NodeId> = self.now.iter().flatten().copied().collect();
        let left = self.had.iter().filter(|(node, _)| !kept.contains(node));
        let mut left: Vec<_> = left.map(|(&node, had)| (node, had.first().and_then(|&at| self.now[at]))).collect();
        left.sort_unstable();
        left
    }
}
