//! The values of 4096 ids, or of those of them that have one.

pub(super) const PAGE_BITS: usize = 12;

/// How many ids a page covers. Stores are written in pages of this length, so it cannot change without their format.
pub(crate) const PAGE: usize = 1 << PAGE_BITS;

const WORDS: usize = PAGE / 64;

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
    pub(super) fn end(&self) -> usize {
        let bits = self.bits();
        let last = bits.iter().rposition(|word| *word != 0);
        last.map_or(0, |last| last * 64 + 64 - bits[last].leading_zeros() as usize)
    }

    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        self.position(index).map(|position| &self.values[position])
    }

    /// Where the value of an id lies, if it is there.
    #[inline]
    pub(super) fn position(&self, index: usize) -> Option<usize> {
        match &self.presence {
            Some(presence) => presence.has(index).then(|| presence.rank(index)),
            None => (!self.values.is_empty()).then_some(index),
        }
    }

    pub(super) fn set(&mut self, index: usize, value: T) -> Option<T> {
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
    pub(super) fn extend(&mut self, first: usize, values: impl Iterator<Item = Option<T>>) -> usize {
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

    pub(super) fn remove(&mut self, index: usize) -> Option<T> {
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
