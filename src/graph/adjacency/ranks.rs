//! Which nodes are among some, and the how manieth each is.

use crate::value::NodeId;

/// Some of all nodes, numbered in order of id.
#[derive(Debug, Default)]
pub(crate) struct Ranks {
    words: Vec<Word>,
}

/// Which of 64 nodes are among them, and how many are before.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    bits: u64,
    rank: u32,
}

impl Ranks {
    /// These nodes, in any order, of so many; a node may come more than once.
    pub(crate) fn of(nodes: impl Iterator<Item = NodeId>, count: usize) -> Self {
        let mut words = vec![Word::default(); count.div_ceil(64)];
        nodes.for_each(|id| words[id.index() / 64].bits |= 1 << (id.index() % 64));
        let mut before = 0;
        for word in &mut words {
            word.rank = before;
            before += word.bits.count_ones();
        }
        Self { words }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.words.last().map_or(0, |word| (word.rank + word.bits.count_ones()) as usize)
    }

    /// How many are before a node that is among them.
    #[inline]
    pub(crate) fn rank(&self, id: NodeId) -> Option<usize> {
        let word = self.words.get(id.index() / 64)?;
        let bit = 1u64 << (id.index() % 64);
        (word.bits & bit != 0).then(|| (word.rank + (word.bits & (bit - 1)).count_ones()) as usize)
    }

    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * size_of::<Word>()
    }
}
