//! Which ids of a page have a value.

use super::super::FormatError;
use super::super::header::{u16_at, u64_at};
use crate::graph::{PAGE, Page};

const WORDS: usize = PAGE / 64;

/// From this many runs on, a bit per id is shorter.
const MOST_RUNS: usize = PAGE / 8 / 4;

const NONE: u8 = 0;
const ALL: u8 = 1;
const BITS: u8 = 2;
const RUNS: u8 = 3;

/// The ids of a page that have a value, as they lie in it.
#[derive(Clone, Copy, Debug)]
pub(in crate::storage) enum Ids<'b> {
    None,
    All,
    Bits(&'b [u8]),
    Runs(&'b [u8]),
}

/// Appends which ids of a page have a value.
pub(super) fn encode<T>(page: &Page<T>, bytes: &mut Vec<u8>) {
    let Some(bits) = page.presence() else {
        bytes.push(if page.len() == 0 { NONE } else { ALL });
        return;
    };
    let runs = runs(bits);
    if runs.len() < MOST_RUNS {
        bytes.push(RUNS);
        bytes.extend(u16::try_from(runs.len()).expect("few runs").to_le_bytes());
        runs.iter().for_each(|(skipped, length)| {
            bytes.extend(skipped.to_le_bytes());
            bytes.extend(length.to_le_bytes());
        });
    } else {
        bytes.push(BITS);
        bits.iter().for_each(|word| bytes.extend(word.to_le_bytes()));
    }
}

impl<'b> Ids<'b> {
    /// The ids at the start of some bytes, and the bytes after them.
    pub(super) fn decode(bytes: &'b [u8]) -> Result<(Self, &'b [u8]), FormatError> {
        let short = FormatError::Meaning("a page is shorter than its ids");
        let Some((kind, rest)) = bytes.split_first() else { return Err(short) };
        match *kind {
            NONE => Ok((Self::None, rest)),
            ALL => Ok((Self::All, rest)),
            BITS => rest.split_at_checked(PAGE / 8).map(|(bits, rest)| (Self::Bits(bits), rest)).ok_or(short),
            RUNS => {
                let Some((count, rest)) = rest.split_at_checked(2) else { return Err(short) };
                let Some((runs, rest)) = rest.split_at_checked(usize::from(u16_at(count, 0)) * 4) else {
                    return Err(short);
                };
                let ids = Self::Runs(runs);
                let sound = ids.end() <= PAGE;
                sound.then_some((ids, rest)).ok_or(FormatError::Meaning("a page has more ids than it covers"))
            }
            _ => Err(FormatError::Meaning("a page says in no known way which ids it has")),
        }
    }

    /// How many ids there are.
    pub(super) fn count(self) -> usize {
        match self {
            Self::None => 0,
            Self::All => PAGE,
            Self::Bits(bits) => ones(bits),
            Self::Runs(runs) => each(runs).map(|(_, length)| length).sum(),
        }
    }

    /// One more than the last id; a page of which all ids have a value says nothing about where ids end.
    pub(super) fn end(self) -> usize {
        match self {
            Self::None => 0,
            Self::All => PAGE,
            Self::Bits(bits) => {
                let last = bits.iter().rposition(|byte| *byte != 0);
                last.map_or(0, |last| last * 8 + 8 - bits[last].leading_zeros() as usize)
            }
            Self::Runs(runs) => each(runs).map(|(skipped, length)| skipped + length).sum(),
        }
    }

    /// How many ids with a value are before this one, if it has one.
    #[inline]
    pub(super) fn position(self, index: usize) -> Option<usize> {
        match self {
            Self::None => None,
            Self::All => Some(index),
            Self::Bits(bits) => {
                let there = bits[index / 8] >> (index % 8) & 1 == 1;
                let within = bits[index / 8] & ((1 << (index % 8)) - 1);
                there.then(|| ones(&bits[..index / 8]) + within.count_ones() as usize)
            }
            Self::Runs(runs) => position_in(runs, index),
        }
    }

    /// A bit per id; none where all have a value or none has.
    pub(super) fn bits(self) -> Option<[u64; WORDS]> {
        let mut words = [0; WORDS];
        match self {
            Self::None | Self::All => return None,
            Self::Bits(bits) => words.iter_mut().enumerate().for_each(|(word, out)| *out = u64_at(bits, word * 8)),
            Self::Runs(runs) => {
                let mut next = 0;
                for (skipped, length) in each(runs) {
                    let start = next + skipped;
                    next = start + length;
                    (start..next).for_each(|index| words[index / 64] |= 1 << (index % 64));
                }
            }
        }
        Some(words)
    }
}

/// Runs of ones: how many ids are skipped, how many follow each other.
fn runs(bits: &[u64; WORDS]) -> Vec<(u16, u16)> {
    let (mut runs, mut next): (Vec<(u16, u16)>, u16) = (Vec::new(), 0);
    for (index, id) in (0..PAGE).zip(0u16..) {
        if bits[index / 64] >> (index % 64) & 1 == 1 {
            match runs.last_mut() {
                Some((_, length)) if id == next => *length += 1,
                _ => runs.push((id - next, 1)),
            }
            next = id + 1;
        }
    }
    runs
}

fn each(runs: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    runs.chunks_exact(4).map(|run| (usize::from(u16_at(run, 0)), usize::from(u16_at(run, 2))))
}

fn position_in(runs: &[u8], index: usize) -> Option<usize> {
    let (mut next, mut before) = (0, 0);
    for (skipped, length) in each(runs) {
        let start = next + skipped;
        next = start + length;
        if index < next {
            return (index >= start).then(|| before + index - start);
        }
        before += length;
    }
    None
}

fn ones(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let words: u32 = words.iter().map(|word| u64::from_le_bytes(*word).count_ones()).sum();
    let rest: u32 = rest.iter().map(|byte| byte.count_ones()).sum();
    (words + rest) as usize
}
