//! A vector with holes: values of one type by id, packed in pages.
//!
//! A page covers 1024 ids. Its values lie side by side; a page with holes also has a bit per id. So a full page is an array,
//! an empty page costs 32 bytes, and a write moves at most a page.
//!
//! ```text
//! page 0  full      [v0 v1 v2 ... v1023]
//! page 1  3 of 1024 [v1030 v1031 v1500]   presence ..110..1..
//! page 2  empty     []
//! ```

const PAGE_BITS: usize = if cfg!(test) { 7 } else { 10 };
const PAGE: usize = 1 << PAGE_BITS;
const WORDS: usize = PAGE / 64;

/// Values by id.
#[derive(Debug)]
pub(crate) struct Packed<T> {
    pages: Vec<Page<T>>,
    len: usize,
}

#[derive(Debug)]
struct Page<T> {
    values: Vec<T>,
    /// Which ids are there; `None` where all or none are.
    presence: Option<Box<[u64; WORDS]>>,
}

impl<T> Default for Packed<T> {
    fn default() -> Self {
        Self { pages: Vec::new(), len: 0 }
    }
}

impl<T> Packed<T> {
    /// How many values there are.
    pub(crate) fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        let page = self.pages.get(index >> PAGE_BITS)?;
        page.position(index & (PAGE - 1)).map(|position| &page.values[position])
    }

    /// Puts a value; answers with the one that was there.
    pub(crate) fn set(&mut self, index: usize, value: T) -> Option<T> {
        let number = index >> PAGE_BITS;
        if number >= self.pages.len() {
            self.pages.resize_with(number + 1, || Page { values: Vec::new(), presence: None });
        }
        let old = self.pages[number].set(index & (PAGE - 1), value);
        self.len += usize::from(old.is_none());
        old
    }

    /// Takes a value out.
    pub(crate) fn remove(&mut self, index: usize) -> Option<T> {
        let old = self.pages.get_mut(index >> PAGE_BITS)?.remove(index & (PAGE - 1));
        self.len -= usize::from(old.is_some());
        old
    }

    /// Every value with its id, in order of id.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.pages.iter().enumerate().flat_map(|(number, page)| {
            page.indexes().zip(&page.values).map(move |(index, value)| ((number << PAGE_BITS) | index, value))
        })
    }

    /// Every id with a value, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u32> {
        self.iter().map(|(index, _)| u32::try_from(index).expect("ids are 32 bits wide"))
    }
}

impl<T> Page<T> {
    /// Where the value of an id lies, if it is there.
    #[inline]
    fn position(&self, index: usize) -> Option<usize> {
        match &self.presence {
            Some(bits) if bits[index / 64] >> (index % 64) & 1 == 1 => Some(rank(bits, index)),
            Some(_) => None,
            None => (!self.values.is_empty()).then_some(index),
        }
    }

    fn set(&mut self, index: usize, value: T) -> Option<T> {
        if let Some(position) = self.position(index) {
            return Some(std::mem::replace(&mut self.values[position], value));
        }
        let bits = self.presence.get_or_insert_default();
        let position = rank(bits, index);
        bits[index / 64] |= 1 << (index % 64);
        self.values.insert(position, value);
        if self.values.len() == PAGE {
            self.presence = None;
        }
        None
    }

    fn remove(&mut self, index: usize) -> Option<T> {
        let position = self.position(index)?;
        let bits = self.presence.get_or_insert_with(|| Box::new([u64::MAX; WORDS]));
        bits[index / 64] &= !(1 << (index % 64));
        let old = self.values.remove(position);
        if self.values.is_empty() {
            *self = Self { values: Vec::new(), presence: None };
        }
        Some(old)
    }

    fn indexes(&self) -> impl Iterator<Item = usize> + use<T> {
        let bits = match &self.presence {
            Some(bits) => **bits,
            None if self.values.is_empty() => [0; WORDS],
            None => [u64::MAX; WORDS],
        };
        (0..PAGE).filter(move |index| bits[index / 64] >> (index % 64) & 1 == 1)
    }
}

/// How many ids before this one are there.
#[inline]
fn rank(bits: &[u64; WORDS], index: usize) -> usize {
    let before: u32 = bits[..index / 64].iter().map(|word| word.count_ones()).sum();
    let within = bits[index / 64] & ((1u64 << (index % 64)) - 1);
    (before + within.count_ones()) as usize
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn behaves_as_a_map(steps in proptest::collection::vec((0usize..500, proptest::option::of(0u8..9)), 0..400)) {
            let (mut packed, mut map) = (Packed::default(), BTreeMap::new());
            for (index, value) in steps {
                let (old, expected) = match value {
                    Some(value) => (packed.set(index, value), map.insert(index, value)),
                    None => (packed.remove(index), map.remove(&index)),
                };
                prop_assert_eq!(old, expected);
                prop_assert_eq!(packed.get(index), map.get(&index));
            }
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
        assert!(packed.pages[0].presence.is_none());
        assert_eq!(packed.remove(7), Some(7));
        assert_eq!((packed.get(7), packed.get(8)), (None, Some(&8)));
    }
}
