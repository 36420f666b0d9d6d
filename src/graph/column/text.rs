//! Texts that repeat, each kept once and named by a number.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::{Packed, Texts};

/// Texts by code. A text nobody uses any more is forgotten and its code given to the next.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    texts: OnceLock<Vec<Arc<str>>>,
    /// Where texts that are not in memory yet come from, and how many those are.
    source: Option<(Arc<dyn Texts>, usize)>,
    /// The code of each text; made when first asked for.
    lookup: OnceLock<FxHashMap<Arc<str>, u32>>,
    /// How often each text is used; counted before the first write, and then kept.
    uses: Option<Vec<u32>>,
    free: Vec<u32>,
}

impl Dictionary {
    /// A dictionary of these texts; none of them comes twice.
    pub(crate) fn new(texts: Vec<Arc<str>>) -> Self {
        Self { texts: OnceLock::from(texts), ..Self::default() }
    }

    /// A dictionary of so many texts that are read when they are needed.
    pub(crate) fn lazy(source: Arc<dyn Texts>, count: usize) -> Self {
        Self { source: Some((source, count)), ..Self::default() }
    }

    /// How many different texts are in use.
    pub(crate) fn len(&self) -> usize {
        let unread = self.source.as_ref().map_or(0, |(_, count)| *count);
        self.texts.get().map_or(unread, Vec::len) - self.free.len()
    }

    /// Every text by its code; codes nobody uses mean an empty text.
    pub(crate) fn texts(&self) -> &[Arc<str>] {
        self.texts.get_or_init(|| self.source.as_ref().map_or_else(Vec::new, |(source, _)| source.texts()))
    }

    pub(crate) fn text(&self, code: u32) -> Arc<str> {
        self.texts().get(code as usize).cloned().unwrap_or_default()
    }

    /// The code of a text, where anyone uses it.
    pub(crate) fn code(&self, text: &str) -> Option<u32> {
        self.lookup().get(text).copied()
    }

    /// The code of a text, used once more; `codes` are those in use.
    pub(crate) fn acquire(&mut self, text: &Arc<str>, codes: &Packed<u32>) -> u32 {
        self.count(codes);
        let code = self.code(text).unwrap_or_else(|| self.place(text.clone()));
        self.use_of(code, |uses| uses + 1);
        code
    }

    /// Gives a use of a code back, with its text; `codes` are those still in use.
    pub(crate) fn release(&mut self, code: u32, codes: &Packed<u32>) -> Arc<str> {
        let text = self.text(code);
        if self.uses.is_none() {
            // The count finds one use less than there was, as it should.
            self.count(codes);
        } else {
            self.use_of(code, |uses| uses.saturating_sub(1));
        }
        if self.use_of(code, |uses| uses) == Some(0) {
            self.forget(code, &text);
        }
        text
    }

    fn lookup(&self) -> &FxHashMap<Arc<str>, u32> {
        self.lookup.get_or_init(|| self.texts().iter().cloned().zip(0..).collect())
    }

    /// Changes how often a code is used; answers with how often it now is, where there is such a code.
    fn use_of(&mut self, code: u32, change: impl FnOnce(u32) -> u32) -> Option<u32> {
        let uses = self.uses.as_mut()?.get_mut(code as usize)?;
        *uses = change(*uses);
        Some(*uses)
    }

    fn count(&mut self, codes: &Packed<u32>) {
        if self.uses.is_some() {
            return;
        }
        let mut uses = vec![0; self.texts().len()];
        for (_, code) in codes.iter() {
            uses.get_mut(*code as usize).into_iter().for_each(|uses: &mut u32| *uses += 1);
        }
        self.uses = Some(uses);
    }

    fn forget(&mut self, code: u32, text: &Arc<str>) {
        self.lookup();
        if let (Some(lookup), Some(texts)) = (self.lookup.get_mut(), self.texts.get_mut()) {
            lookup.remove(text);
            texts[code as usize] = Arc::from("");
            self.free.push(code);
        }
    }

    fn place(&mut self, text: Arc<str>) -> u32 {
        let (free, count) = (self.free.pop(), self.texts().len());
        let code = free.unwrap_or_else(|| u32::try_from(count).expect("fewer texts than ids, which are 32 bits wide"));
        let (Some(texts), Some(lookup)) = (self.texts.get_mut(), self.lookup.get_mut()) else {
            unreachable!("a text is looked up before it is placed")
        };
        texts.resize(texts.len().max(code as usize + 1), Arc::from(""));
        texts[code as usize] = text.clone();
        lookup.insert(text, code);
        let uses = self.uses.get_or_insert_default();
        uses.resize(uses.len().max(code as usize + 1), 0);
        code
    }
}
