//! Texts that repeat, each kept once and named by a number.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Texts by code. A text nobody uses any more is forgotten and its code given to the next.
#[derive(Debug, Default)]
pub(crate) struct Dictionary {
    texts: Vec<Arc<str>>,
    uses: Vec<u32>,
    lookup: FxHashMap<Arc<str>, u32>,
    free: Vec<u32>,
}

impl Dictionary {
    /// A dictionary of these texts and how often each is used; none where a text comes twice or is not used.
    pub(crate) fn new(texts: Vec<Arc<str>>, uses: Vec<u32>) -> Option<Self> {
        let lookup: FxHashMap<Arc<str>, u32> = texts.iter().cloned().zip(0..).collect();
        let sound = lookup.len() == texts.len() && uses.len() == texts.len() && !uses.contains(&0);
        sound.then_some(Self { texts, uses, lookup, free: Vec::new() })
    }

    /// How many different texts are in use.
    pub(crate) fn len(&self) -> usize {
        self.lookup.len()
    }

    pub(crate) fn text(&self, code: u32) -> &Arc<str> {
        &self.texts[code as usize]
    }

    /// The code of a text, used once more.
    pub(crate) fn acquire(&mut self, text: &Arc<str>) -> u32 {
        if let Some(code) = self.lookup.get(text) {
            self.uses[*code as usize] += 1;
            return *code;
        }
        let code = self.place(text.clone());
        self.lookup.insert(text.clone(), code);
        code
    }

    /// Gives a use of a code back, with its text.
    pub(crate) fn release(&mut self, code: u32) -> Arc<str> {
        let text = self.texts[code as usize].clone();
        self.uses[code as usize] -= 1;
        if self.uses[code as usize] == 0 {
            self.lookup.remove(&text);
            self.texts[code as usize] = Arc::from("");
            self.free.push(code);
        }
        text
    }

    fn place(&mut self, text: Arc<str>) -> u32 {
        if let Some(code) = self.free.pop() {
            self.texts[code as usize] = text;
            self.uses[code as usize] = 1;
            return code;
        }
        self.texts.push(text);
        self.uses.push(1);
        u32::try_from(self.texts.len() - 1).expect("fewer texts than ids, which are 32 bits wide")
    }
}
