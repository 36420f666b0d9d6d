//! A vector with holes: values of one type by id, packed in pages.
//!
//! A page covers 4096 ids. Its values lie side by side; a page with holes also has a bit per id. So a full page is an array,
//! an empty page costs 48 bytes, and a write moves at most a page.
//!
//! ```text
//! page 0  full      [v0 v1 v2 ... v4095]
//! page 1  3 of 4096 [v4100 v4101 v5000]    presence ..110..1..
//! page 2  empty     []
//! page 3  not read yet: its `Source` knows what it holds
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::Source;

const PAGE_BITS: usize = 12;

/// How many ids a page covers. Stores are written in pages of this length, so it cannot change without their format.
pub(crate) const PAGE: usize = 1 << PAGE_BITS;

const WORDS: usize = PAGE / 64;

/// Values by id.
#[derive(Debug)]
pub(crate) struct Packed<T> {
    pages: Vec<OnceLock<Page<T>>>,
    len: usize,
    /// Where pages that are not in memory come from.
    source: Option<Arc<dyn Source<T>>>,
    /// How many values were looked at in pages that were not read.
    asked: AtomicUsize,
}

/// So few values are looked at one by one.
const FEW: usize = 1024;

/// The values of the ids from one multiple of [`PAGE`] to the next.
#[derive(Debug)]
pub(crate) struct Page<T> {
    values: Vec<T>,
    /// Which ids are there; `None` where all or none are.
    presence: Option<Box<Presence>>,
}

/// A bit per id of a page, and per word of bits how many ids are there before it.
#[derive(Clone, Debug)]
struct Presence {
    bits: [u64; WORDS],
    before: [u16; WORDS],
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0, source: None, asked: AtomicUsize::new(0) }
    }
}

impl<T> Packed<T> {
    /// So many values of ids below `next`, in pages that are read when they are needed.
    pub(crate) fn lazy(source: Arc<dyn Source<T>>, next: usize, len: usize) -> Self {
        let mut pages = Vec::new();
        pages.resize_with(next.div_ceil(PAGE), OnceLock::new);
        Self { pages, len, source: Some(source), asked: AtomicUsize::new(0) }
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    /// The value of an id.
    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<T>
    where
        T: Clone,
    {
        match self.pages.get(index >> PAGE_BITS)?.get() {
            Some(page) => page.get(index & (PAGE - 1)).cloned(),
            None => self.unread(index),
        }
    }

    /// The value of an id whose page was not read yet. Few such looks are cheaper without the page, many with it.
    #[cold]
    fn unread(&self, index: usize) -> Option<T>
    where
        T: Clone,
    {
        let source = self.source.as_ref()?;
        let asked = self.asked.fetch_add(1, Ordering::Relaxed);
        if source.prefers_pages() || asked > FEW.max(self.len / 16) {
            return self.page(index >> PAGE_BITS)?.get(index & (PAGE - 1)).cloned();
        }
        source.value(index)
    }

    /// Whether an id has a value.
    #[inline]
    pub(crate) fn has(&self, index: usize) -> bool {
        let Some(page) = self.pages.get(index >> PAGE_BITS) else { return false };
        match page.get() {
            Some(page) => page.position(index & (PAGE - 1)).is_some(),
            None => self.source.as_ref().is_some_and(|source| source.value(index).is_some()),
        }
    }

    /// One more than the last id with a value.
    pub(crate) fn end(&self) -> usize {
        let pages = (0..self.pages.len()).rev().filter_map(|number| Some((number, self.page(number)?.end())));
        pages.filter(|(_, end)| *end > 0).map(|(number, end)| (number << PAGE_BITS) + end).next().unwrap_or(0)
    }

    /// How many pages there are.
    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    /// A page, read where it was not yet: the ids from `number` times [`PAGE`] on.
    #[inline]
    pub(crate) fn page(&self, number: usize) -> Option<&Page<T>> {
        let page = self.pages.get(number)?;
        Some(page.get_or_init(|| self.source.as_ref().map_or_else(Page::default, |source| source.page(number))))
    }

    /// Does something with a page, without keeping it in memory where it was not.
    pub(crate) fn with_page<R>(&self, number: usize, work: impl FnOnce(&Page<T>) -> R) -> R {
        match (self.pages.get(number).and_then(OnceLock::get), &self.source) {
            (Some(page), _) => work(page),
            (None, Some(source)) if number < self.pages.len() => work(&source.page(number)),
            (None, _) => work(&Page::default()),
        }
    }

    /// Puts a value; answers with the one that was there.
    pub(crate) fn set(&mut self, index: usize, value: T) -> Option<T> {
        let number = index >> PAGE_BITS;
        self.reach(number + 1);
        let old = self.page_mut(number)?.set(index & (PAGE - 1), value);
        self.len += usize::from(old.is_none());
        old
    }

    /// Puts values side by side, from an id on that has none, nor has any after it.
    pub(crate) fn extend(&mut self, first: usize, values: impl ExactSizeIterator<Item = Option<T>>) {
        let end = first + values.len();
        self.reach(end.div_ceil(PAGE));
        let mut values = values;
        let mut index = first;
        while index < end {
            let number = index >> PAGE_BITS;
            let stop = end.min((number + 1) << PAGE_BITS);
            let Some(page) = self.page_mut(number) else { return };
            let added = page.extend(index & (PAGE - 1), values.by_ref().take(stop - index));
            self.len += added;
            index = stop;
        }
    }

    /// Takes a value out.
    pub(crate) fn remove(&mut self, index: usize) -> Option<T> {
        let old = self.page_mut(index >> PAGE_BITS)?.remove(index & (PAGE - 1));
        self.len -= usize::from(old.is_some());
        old
    }

    /// Forgets ids at and after `next`.
    pub(crate) fn truncate(&mut self, next: usize) {
        while self.pages.len() > next.div_ceil(PAGE) {
            let last = self.pages.len() - 1;
            self.len -= self.page(last).map_or(0, Page::len);
            self.pages.pop();
        }
        if !next.is_multiple_of(PAGE) {
            let start = next & !(PAGE - 1);
            (next..start + PAGE).for_each(|index| drop(self.remove(index)));
        }
    }

    /// Every value with its id, in order of id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let pages = (0..self.pages.len()).filter_map(|number| Some((number, self.page(number)?)));
        pages.flat_map(|(number, page)| page.iter().map(move |(index, value)| ((number << PAGE_BITS) | index, value)))
    }

    /// Every id with a value, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        self.iter().map(|(index, _)| u32::try_from(index).expect("ids are 32 bits wide"))
    }

    fn reach(&mut self, pages: usize) {
        if pages > self.pages.len() {
            self.pages.resize_with(pages, || OnceLock::from(Page::default()));
        }
    }

    fn page_mut(&mut self, number: usize) -> Option<&mut Page<T>> {
        self.page(number)?;
        self.pages[number].get_mut()
    }
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { values: Vec::new(), presence: None }
    }
}

impl<T> Page<T> {
    /// A page of values and a bit for each id that has one; none where those are not as many.
    pub(crate) fn new(values: Vec<T>, bits: Option<[u64; WORDS]>) -> Option<Self> {
        let Some(bits) = bits else {
            return matches!(values.len(), 0 | PAGE).then_some(Self { values, presence: None });
        };
        let presence = Presence::new(bits);
        if presence.len() != values.len() {
            return None;
        }
        let whole = matches!(values.len(), 0 | PAGE);
        Some(Self { values, presence: (!whole).then(|| Box::new(presence)) })
    }

    /// A page of values of its first ids.
    pub(crate) fn of(values: impl Iterator<Item = T>) -> Self {
        let mut page = Self::default();
        page.extend(0, values.map(Some));
        page
    }

    /// The values that are there, in order of id.
    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    /// The values that are there, in order of id.
    pub(crate) fn into_values(self) -> Vec<T> {
        self.values
    }

    /// A page of other values of the same ids.
    pub(crate) fn map<U>(&self, value: impl FnMut(&T) -> U) -> Page<U> {
        Page { values: self.values.iter().map(value).collect(), presence: self.presence.clone() }
    }

    /// A bit for each id that has a value; none where all or none have.
    pub(crate) fn presence(&self) -> Option<&[u64; WORDS]> {
        self.presence.as_ref().map(|presence| &presence.bits)
    }

    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.values.len()
    }

    /// One more than the last index with a value.
    fn end(&self) -> usize {
        let bits = self.bits();
        let last = bits.iter().rposition(|word| *word != 0);
        last.map_or(0, |last| last * 64 + 64 - bits[last].leading_zeros() as usize)
    }

    #[inline]
    fn get(&self, index: usize) -> Option<&T> {
        self.position(index).map(|position| &self.values[position])
    }

    /// Where the value of an id lies, if it is there.
    #[inline]
    fn position(&self, index: usize) -> Option<usize> {
        match &self.presence {
            Some(presence) => presence.has(index).then(|| presence.rank(index)),
            None => (!self.values.is_empty()).then_some(index),
        }
    }

    fn set(&mut self, index: usize, value: T) -> Option<T> {
        if let Some(position) = self.position(index) {
            return Some(std::mem::replace(&mut self.values[position], value));
        }
        let presence = self.presence.get_or_insert_with(|| Box::new(Presence::new([0; WORDS])));
        self.values.insert(presence.rank(index), value);
        presence.put(index);
        self.settle();
        None
    }

    /// Puts values from an index on that none is after; answers with how many there were.
    fn extend(&mut self, first: usize, values: impl Iterator<Item = Option<T>>) -> usize {
        let before = self.values.len();
        let mut bits = self.bits();
        for (index, value) in (first..).zip(values) {
            if let Some(value) = value {
                bits[index / 64] |= 1 << (index % 64);
                self.values.push(value);
            }
        }
        self.presence = Some(Box::new(Presence::new(bits)));
        self.settle();
        self.values.len() - before
    }

    fn remove(&mut self, index: usize) -> Option<T> {
        let position = self.position(index)?;
        let presence = self.presence.get_or_insert_with(|| Box::new(Presence::new([u64::MAX; WORDS])));
        presence.take(index);
        let old = self.values.remove(position);
        self.settle();
        Some(old)
    }

    /// A page that is full or empty keeps no bits.
    fn settle(&mut self) {
        if matches!(self.values.len(), 0 | PAGE) {
            self.presence = None;
        }
    }

    fn bits(&self) -> [u64; WORDS] {
        match &self.presence {
            Some(presence) => presence.bits,
            None if self.values.is_empty() => [0; WORDS],
            None => [u64::MAX; WORDS],
        }
    }

    /// Every value with its place in the page.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        let words = self.bits().into_iter().zip(0..).filter(|(word, _)| *word != 0);
        words.flat_map(|(word, number)| Ones(word).map(move |bit| number * 64 + bit)).zip(&self.values)
    }
}

/// The places of the ones in a word, in order.
struct Ones(u64);

impl Iterator for Ones {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let place = (self.0 != 0).then(|| self.0.trailing_zeros() as usize)?;
        self.0 &= self.0 - 1;
        Some(place)
    }
}

impl Presence {
    fn new(bits: [u64; WORDS]) -> Self {
        let mut before = [0; WORDS];
        let mut count = 0;
        for (before, word) in before.iter_mut().zip(&bits) {
            *before = count;
            count += ones(*word);
        }
        Self { bits, before }
    }

    fn len(&self) -> usize {
        usize::from(self.before[WORDS - 1] + ones(self.bits[WORDS - 1]))
    }

    #[inline]
    fn has(&self, index: usize) -> bool {
        self.bits[index / 64] >> (index % 64) & 1 == 1
    }

    /// How many ids before this one are there.
    #[inline]
    fn rank(&self, index: usize) -> usize {
        let within = self.bits[index / 64] & ((1 << (index % 64)) - 1);
        usize::from(self.before[index / 64] + ones(within))
    }

    fn put(&mut self, index: usize) {
        self.bits[index / 64] |= 1 << (index % 64);
        self.before[index / 64 + 1..].iter_mut().for_each(|before| *before += 1);
    }

    fn take(&mut self, index: usize) {
        self.bits[index / 64] &= !(1 << (index % 64));
        self.before[index / 64 + 1..].iter_mut().for_each(|before| *before -= 1);
    }
}

#[inline]
#[expect(clippy::cast_possible_truncation, reason = "a word has at most 64 ones")]
fn ones(word: u64) -> u16 {
    word.count_ones() as u16
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    /// Ids of three pages, most of them near each other and near the ends of pages.
    fn index() -> impl Strategy<Value = usize> {
        prop_oneof![0usize..200, PAGE - 70..PAGE + 70, 0..3 * PAGE]
    }

    proptest! {
        #[test]
        fn behaves_as_a_map(
            steps in proptest::collection::vec((index(), proptest::option::of(0u8..9)), 0..400),
            more in proptest::collection::vec(proptest::option::of(0u8..9), 0..200),
            last in index(),
        ) {
            let (mut packed, mut map) = (Packed::default(), BTreeMap::new());
            for (index, value) in steps {
                let (old, expected) = match value {
                    Some(value) => (packed.set(index, value), map.insert(index, value)),
                    None => (packed.remove(index), map.remove(&index)),
                };
                prop_assert_eq!(old, expected);
                prop_assert_eq!(packed.get(index), map.get(&index).copied());
                prop_assert_eq!(packed.has(index), map.contains_key(&index));
            }
            let end = map.keys().last().map_or(0, |last| last + 1);
            packed.extend(end, more.iter().copied());
            map.extend((end..).zip(&more).filter_map(|(index, value)| Some((index, (*value)?))));
            prop_assert_eq!(packed.len(), map.len());
            prop_assert!(packed.iter().eq(map.iter().map(|(index, value)| (*index, value))));
            packed.truncate(last);
            map.retain(|index, _| *index < last);
            prop_assert_eq!(packed.len(), map.len());
            prop_assert!(packed.iter().eq(map.iter().map(|(index, value)| (*index, value))));
        }
    }

    #[test]
    fn a_full_page_keeps_no_presence() {
        let mut packed = Packed::default();
        (0..PAGE).rev().for_each(|index| {
            packed.set(index, index);
        });
        let presence = |packed: &Packed<usize>| packed.page(0).expect("there is a page").presence().copied();
        assert!(presence(&packed).is_none());
        assert_eq!(packed.remove(7), Some(7));
        assert_eq!((packed.get(7), packed.get(8)), (None, Some(8)));
        assert_eq!(presence(&packed).map(|bits| bits[0]), Some(!(1 << 7)));
    }
}
