//! Numbers of 32 bits, each with something: a page of 4096 of them is made when the first of them comes.
//!
//! Ids of one kind of node, days and codes of texts lie near each other, so the pages are few; and what lies in pages can be added
//! up in the order of numbers, whoever counted first.

/// Numbers in a page.
const PAGE: usize = 1 << PAGE_BITS;
const PAGE_BITS: u32 = 12;

/// Something for each number that came.
pub(super) struct Table<E> {
    /// The number of the first page.
    first: usize,
    pages: Vec<Option<Box<[E; PAGE]>>>,
    made: usize,
}

impl<E> Default for Table<E> {
    fn default() -> Self {
        Self { first: 0, pages: Vec::new(), made: 0 }
    }
}

impl<E: Copy + Default> Table<E> {
    /// What there is for a number.
    #[inline]
    pub(super) fn at(&mut self, number: u32) -> &mut E {
        &mut self.page(number >> PAGE_BITS)[number as usize % PAGE]
    }

    #[inline]
    fn page(&mut self, page: u32) -> &mut [E; PAGE] {
        let page = page as usize;
        if !matches!(self.pages.get(page.wrapping_sub(self.first)), Some(Some(_))) {
            self.make(page);
        }
        self.pages[page - self.first].as_mut().expect("it is there or was just made")
    }

    #[cold]
    fn make(&mut self, page: usize) {
        if self.pages.is_empty() {
            self.first = page;
        }
        if page < self.first {
            self.pages.splice(0..0, std::iter::repeat_with(|| None).take(self.first - page));
            self.first = page;
        }
        if page - self.first >= self.pages.len() {
            self.pages.resize_with(page - self.first + 1, || None);
        }
        self.pages[page - self.first] = Some(Box::new([E::default(); PAGE]));
        self.made += 1;
    }

    /// What there is for each number of every page that was made, in order of number.
    pub(super) fn each(&self) -> impl Iterator<Item = (u32, E)> + '_ {
        let pages = self.pages.iter().enumerate().filter_map(|(place, page)| Some((place, page.as_ref()?)));
        pages.flat_map(|(place, page)| {
            let first = (self.first + place) << PAGE_BITS;
            page.iter().enumerate().map(move |(index, one)| (number(first + index), *one))
        })
    }

    /// Adds what another counted after this one.
    pub(super) fn merge(&mut self, other: &Self, add: impl Fn(&mut E, E)) {
        for (place, page) in other.pages.iter().enumerate() {
            let Some(page) = page else { continue };
            let own = self.page(number(other.first + place));
            own.iter_mut().zip(page.iter()).for_each(|(own, more)| add(own, *more));
        }
    }

    pub(super) fn bytes(&self) -> usize {
        self.made * size_of::<[E; PAGE]>() + self.pages.len() * size_of::<usize>()
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a page holds numbers of 32 bits")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_is_a_map(numbers in proptest::collection::vec(prop_oneof![0u32..9, 4090u32..9000, any::<u32>()], 0..60)) {
            let (mut table, mut map) = (Table::<u64>::default(), BTreeMap::<u32, u64>::new());
            for number in numbers {
                *table.at(number) += 1;
                *map.entry(number).or_default() += 1;
            }
            let twice: BTreeMap<u32, u64> = map.iter().map(|(number, count)| (*number, 2 * count)).collect();
            prop_assert!(table.each().filter(|(_, count)| *count > 0).eq(map));
            let mut sum = Table::default();
            (0..2).for_each(|_| sum.merge(&table, |own, more| *own += more));
            prop_assert!(sum.each().filter(|(_, count)| *count > 0).eq(twice));
        }
    }
}
