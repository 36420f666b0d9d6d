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

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use super::Source;
use super::page::{PAGE, PAGE_BITS, Page};

/// Values by id.
#[derive(Debug)]
pub(crate) struct Packed<T> {
    pages: Vec<OnceLock<Page<T>>>,
    len: usize,
    /// Where pages that are not in memory come from.
    source: Option<Arc<dyn Source<T>>>,
    /// How many values were looked at in each page of the source that was not read.
    asked: Vec<AtomicU8>,
}

/// So few values of a page are looked at one by one: as many take about as long as the page.
const FEW: u8 = 64;

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0, source: None, asked: Vec::new() }
    }
}

impl<T> Packed<T> {
    /// So many values of ids below `next`, in pages that are read when they are needed.
    pub(crate) fn lazy(source: Arc<dyn Source<T>>, next: usize, len: usize) -> Self {
        let (mut pages, mut asked) = (Vec::new(), Vec::new());
        pages.resize_with(next.div_ceil(PAGE), OnceLock::new);
        asked.resize_with(pages.len(), AtomicU8::default);
        Self { pages, len, source: Some(source), asked }
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

    /// Looks at the value of an id where it lies.
    #[inline]
    pub(crate) fn look<R>(&self, index: usize, look: impl FnOnce(&T) -> R) -> Option<R>
    where
        T: Clone,
    {
        match self.pages.get(index >> PAGE_BITS)?.get() {
            Some(page) => page.get(index & (PAGE - 1)).map(look),
            None => self.unread(index).as_ref().map(look),
        }
    }

    /// For looking at many values whose ids mostly follow each other.
    pub(crate) fn cursor(&self) -> Cursor<'_, T> {
        Cursor { packed: self, number: usize::MAX, whole: None }
    }

    /// The value of an id whose page was not read yet. Few such looks are cheaper without the page, many with it.
    #[cold]
    fn unread(&self, index: usize) -> Option<T>
    where
        T: Clone,
    {
        let source = self.source.as_ref()?;
        let number = index >> PAGE_BITS;
        let asked = self.asked.get(number).map_or(FEW, |asked| asked.fetch_add(1, Ordering::Relaxed));
        if source.prefers_pages() || asked >= FEW {
            return self.page(number)?.get(index & (PAGE - 1)).cloned();
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

    /// The first value of a page that was not read, where it is plain that every id of the page has one of the same sort.
    pub(crate) fn alike(&self, number: usize) -> Option<T> {
        match self.pages.get(number)?.get() {
            Some(_) => None,
            None => self.source.as_ref()?.alike(number),
        }
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

    /// The same, but for values of no wanted sort on pages whose values are all of one sort: those are not read.
    pub(crate) fn iter_where(&self, is_wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = (usize, &T)> {
        let wanted = move |number: &usize| self.alike(*number).is_none_or(|value| is_wanted(&value));
        let pages = (0..self.pages.len()).filter(wanted).filter_map(|number| Some((number, self.page(number)?)));
        pages.flat_map(|(number, page)| page.iter().map(move |(index, value)| ((number << PAGE_BITS) | index, value)))
    }

    /// Every id with a value, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        self.iter().map(|(index, _)| id(index))
    }

    /// Every id whose value is of a wanted sort, in order; pages whose values are all of one sort are not read for it.
    pub(crate) fn ids_where(&self, is_wanted: impl Fn(&T) -> bool) -> impl Iterator<Item = u32> {
        let found = move |number: usize| {
            let first = number << PAGE_BITS;
            let mut ids = Vec::new();
            match self.alike(number) {
                Some(value) if is_wanted(&value) => ids.extend((first..first + PAGE).map(id)),
                Some(_) => {}
                None => {
                    let page = self.page(number).into_iter().flat_map(Page::iter);
                    ids.extend(page.filter(|(_, value)| is_wanted(value)).map(|(index, _)| id(first | index)));
                }
            }
            ids
        };
        (0..self.pages.len()).flat_map(found)
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

fn id(index: usize) -> u32 {
    u32::try_from(index).expect("ids are 32 bits wide")
}

/// Looks at values of ids that mostly follow each other: the page they lie in is found once.
pub(crate) struct Cursor<'p, T> {
    packed: &'p Packed<T>,
    number: usize,
    /// The values of the page, where all of its ids have one.
    whole: Option<&'p [T]>,
}

impl<T: Clone> Cursor<'_, T> {
    /// The value of an id.
    #[inline(always)]
    pub(crate) fn get(&mut self, index: usize) -> Option<T> {
        if index >> PAGE_BITS != self.number {
            self.turn(index >> PAGE_BITS);
        }
        match self.whole {
            Some(values) => values.get(index & (PAGE - 1)).cloned(),
            None => self.in_part(index),
        }
    }

    /// The value of an id of a page with holes, or of one that was not read.
    #[inline(never)]
    fn in_part(&self, index: usize) -> Option<T> {
        self.packed.get(index)
    }

    fn turn(&mut self, number: usize) {
        self.number = number;
        let page = self.packed.pages.get(number).and_then(OnceLock::get);
        self.whole = page.filter(|page| page.len() == PAGE).map(Page::values);
    }
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
            let mut cursor = packed.cursor();
            for index in (0..3 * PAGE).step_by(61).chain([PAGE - 1, PAGE, 0]) {
                prop_assert_eq!(cursor.get(index), map.get(&index).copied());
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
