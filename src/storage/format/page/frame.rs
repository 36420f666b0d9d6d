//! Numbers in as few bits as their distance from a line takes.
//!
//! ```text
//! base 8 · step 8 · width 1 · numbers, `width` bits each, the first in the lowest bits
//!
//! number i  =  base + step × i + bits i        wrapping
//!
//! 7 7 7 7          base 7    step 0   width 0
//! 10 11 12 13      base 10   step 1   width 0
//! 3 0 2 1          base 0    step 0   width 2  (11 00 10 01)
//! ```
//!
//! So equal numbers, and numbers that count up, take no room at all, dates of thirteen years take 13 bits each, and any number
//! is found without those before it.

use super::super::FormatError;
use super::super::header::u64_at;

/// The length of what comes before the bits.
const PREFIX: usize = 17;

/// Bits are read with one load of eight bytes, which may begin seven bits early. What needs more takes whole words.
const WIDEST: u32 = 57;

/// Numbers as they lie in a page.
#[derive(Clone, Copy, Debug)]
pub(in crate::storage) struct Frame<'b> {
    base: u64,
    step: u64,
    width: usize,
    bits: &'b [u8],
}

/// Appends numbers.
pub(super) fn encode(numbers: &[i64], bytes: &mut Vec<u8>) {
    let Line { base, step, width } = Line::through(numbers);
    bytes.extend(base.to_le_bytes());
    bytes.extend(step.to_le_bytes());
    bytes.push(u8::try_from(width).expect("a width is at most 64"));
    let rest = (0u64..).zip(numbers).map(|(index, number)| off(*number, base, step, index));
    if width == 64 {
        rest.for_each(|rest| bytes.extend(rest.to_le_bytes()));
    } else {
        pack(rest, width, bytes);
    }
}

impl<'b> Frame<'b> {
    /// So many numbers at the start of some bytes, and the bytes after them.
    pub(super) fn decode(bytes: &'b [u8], count: usize) -> Result<(Self, &'b [u8]), FormatError> {
        let short = FormatError::Meaning("a page is shorter than its numbers");
        let Some((prefix, rest)) = bytes.split_at_checked(PREFIX) else { return Err(short) };
        let width = usize::from(prefix[16]);
        if width > WIDEST as usize && width != 64 {
            return Err(FormatError::Meaning("numbers are of a width that there is not"));
        }
        let Some((bits, rest)) = rest.split_at_checked((count * width).div_ceil(8)) else { return Err(short) };
        Ok((Self { base: u64_at(prefix, 0), step: u64_at(prefix, 8), width, bits }, rest))
    }

    /// The number at an index below the count.
    #[inline]
    pub(super) fn get(&self, index: usize) -> i64 {
        let line = self.base.wrapping_add(self.step.wrapping_mul(index as u64));
        line.wrapping_add(self.rest(index)).cast_signed()
    }

    /// Whether all numbers are the same.
    pub(super) fn is_level(&self) -> bool {
        self.width == 0 && self.step == 0
    }

    /// How far the number at an index is above the line.
    #[inline]
    fn rest(&self, index: usize) -> u64 {
        if self.width == 0 {
            return 0;
        }
        let bit = index * self.width;
        let word = match self.bits.get(bit / 8..bit / 8 + 8) {
            Some(word) => u64::from_le_bytes(word.try_into().expect("eight bytes")),
            None => last_word(self.bits, bit / 8),
        };
        if self.width == 64 { word } else { word >> (bit % 8) & ((1 << self.width) - 1) }
    }
}

/// Eight bytes from a place less than that before the end.
#[cold]
fn last_word(bits: &[u8], start: usize) -> u64 {
    let mut word = [0; 8];
    let rest = bits.get(start..).unwrap_or_default();
    word[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(word)
}

/// A line that numbers lie on or above.
#[derive(Clone, Copy)]
struct Line {
    base: u64,
    step: u64,
    width: u32,
}

impl Line {
    /// The level line, or the one from the first number to the last, whichever is nearer to all of them.
    fn through(numbers: &[i64]) -> Self {
        let level = Self::of_step(numbers, 0);
        let (Some(first), Some(last)) = (numbers.first(), numbers.last()) else { return level };
        let steps = i128::try_from(numbers.len() - 1).expect("few numbers");
        let rise = (i128::from(*last) - i128::from(*first)).checked_div(steps).unwrap_or(0);
        match i64::try_from(rise) {
            Ok(step) if step != 0 => {
                let sloped = Self::of_step(numbers, step);
                if sloped.width < level.width { sloped } else { level }
            }
            _ => level,
        }
    }

    fn of_step(numbers: &[i64], step: i64) -> Self {
        let whole = Self { base: 0, step: 0, width: 64 };
        let Some((low, high)) = range(numbers, step) else { return Self { base: 0, step: 0, width: 0 } };
        let (Ok(base), Ok(spread)) = (i64::try_from(low), u64::try_from(high - low)) else { return whole };
        let width = u64::BITS - spread.leading_zeros();
        if width > WIDEST { whole } else { Self { base: base.cast_unsigned(), step: step.cast_unsigned(), width } }
    }
}

/// The lowest and the highest distance of numbers from a line through nothing; none where there are no numbers.
fn range(numbers: &[i64], step: i64) -> Option<(i128, i128)> {
    // Most numbers are ids, days and codes: far from where a difference or a product overflows.
    let near = |number: i64| number.unsigned_abs() < 1 << 40;
    if numbers.iter().all(|number| near(*number)) && near(step) && numbers.len() < 1 << 20 {
        let offs = || (0i64..).zip(numbers).map(|(index, number)| number - step * index);
        return Some((i128::from(offs().min()?), i128::from(offs().max()?)));
    }
    let offs = || (0i128..).zip(numbers).map(|(index, number)| i128::from(*number) - i128::from(step) * index);
    Some((offs().min()?, offs().max()?))
}

fn off(number: i64, base: u64, step: u64, index: u64) -> u64 {
    number.cast_unsigned().wrapping_sub(base).wrapping_sub(step.wrapping_mul(index))
}

/// Appends the lowest `width` bits of each number, at most [`WIDEST`].
fn pack(numbers: impl Iterator<Item = u64>, width: u32, bytes: &mut Vec<u8>) {
    let (mut word, mut filled) = (0u128, 0);
    for number in numbers {
        word |= u128::from(number) << filled;
        filled += width;
        if filled >= 64 {
            bytes.extend(&word.to_le_bytes()[..8]);
            word >>= 64;
            filled -= 64;
        }
    }
    bytes.extend(&word.to_le_bytes()[..filled.div_ceil(8) as usize]);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn round_trip(numbers: &[i64]) -> (Vec<i64>, usize) {
        let mut bytes = Vec::new();
        encode(numbers, &mut bytes);
        let length = bytes.len() - PREFIX;
        bytes.extend(b"rest");
        let (frame, rest) = Frame::decode(&bytes, numbers.len()).expect("what was encoded is understood");
        assert_eq!(rest, b"rest");
        ((0..numbers.len()).map(|index| frame.get(index)).collect(), length)
    }

    fn number() -> impl Strategy<Value = i64> {
        prop_oneof![0i64..3, -1000i64..1000, any::<i32>().prop_map(i64::from), any::<i64>()]
    }

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in prop_oneof![
                proptest::collection::vec(0i64..9, 0..80),
                proptest::collection::vec(-1000i64..1000, 0..80),
                proptest::collection::vec(number(), 0..80),
            ],
            slope in prop_oneof![Just(0), -9i64..9, any::<i64>()],
        ) {
            let sloped: Vec<i64> =
                (0i64..).zip(&numbers).map(|(index, number)| number.wrapping_add(slope.wrapping_mul(index))).collect();
            prop_assert_eq!(&round_trip(&sloped).0, &sloped);
        }

        #[test]
        fn any_bytes_are_numbers_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..64), count in 0usize..40) {
            if let Ok((frame, _)) = Frame::decode(&bytes, count) {
                let sum = (0..count).fold(0i64, |sum, index| sum.wrapping_add(frame.get(index)));
                std::hint::black_box(sum);
            }
        }
    }

    #[test]
    fn numbers_take_as_few_bits_as_their_distance_from_a_line() {
        let length = |numbers: &mut dyn Iterator<Item = i64>| round_trip(&numbers.collect::<Vec<_>>()).1;
        assert_eq!(length(&mut std::iter::repeat_n(7, 4096)), 0);
        assert_eq!(length(&mut (1_000_000_007..1_000_004_103)), 0);
        assert_eq!(length(&mut (0..4096).map(|day| 15_000 + day * 7919 % 4748)), 4096 * 13 / 8);
        assert_eq!(length(&mut (0..4096).map(|n| if n % 2 == 0 { i64::MIN } else { i64::MAX })), 4096 * 8);
    }
}
