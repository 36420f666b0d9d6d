//! The values of a page, by type.
//!
//! ```text
//! numbers        a frame                    booleans, integers, dates, codes of texts, numbers of label sets, node and relationship ids
//! floats         8 bytes each
//! relationships  three frames: types, starts, ends
//! texts          a frame of where each ends, then their bytes
//! anything       bincode of a list of values
//! ```

use std::sync::Arc;

use super::super::value::StoredValue;
use super::super::{FormatError, decode, encode};
use super::frame::{self, Frame};
use crate::graph::{Endpoints, LabelSet, Symbol};
use crate::value::{NodeId, Value};

/// What values must stay below to mean something.
#[derive(Clone, Copy, Debug)]
pub(in crate::storage) struct Bounds {
    /// How many ids of the page were ever given out.
    pub(in crate::storage) ids: usize,
    /// The number of things that a value may name: texts, label sets, nodes, relationships.
    pub(in crate::storage) named: usize,
    /// The number of symbols.
    pub(in crate::storage) symbols: usize,
}

/// A value that lies in pages.
pub(in crate::storage) trait Stored: std::fmt::Debug + Sized {
    /// The values of a page as they lie in it.
    type Laid<'b>;

    /// Whether one value is as dear as all of its page.
    const BY_PAGE: bool = false;

    /// Appends values.
    fn encode(values: &[Self], bytes: &mut Vec<u8>);
    /// As many values as exactly these bytes hold, none looked at.
    fn lay(bytes: &[u8], count: usize) -> Result<Self::Laid<'_>, FormatError>;
    /// The value at a position below the count.
    fn at(laid: &Self::Laid<'_>, position: usize, bounds: &Bounds) -> Result<Self, FormatError>;

    /// Whether it is plain without a look at them that all values are of one sort: numbers that are equal, relationships of
    /// one type.
    fn are_alike(_: &Self::Laid<'_>) -> bool {
        false
    }
}

/// A value that lies in pages as a number.
trait Number: std::fmt::Debug + Copy {
    fn number(self) -> i64;
    /// The value a number stands for, if it stands for any.
    fn of(number: i64, bounds: &Bounds) -> Option<Self>;
}

impl Number for bool {
    fn number(self) -> i64 {
        i64::from(self)
    }

    fn of(number: i64, _: &Bounds) -> Option<Self> {
        matches!(number, 0 | 1).then_some(number == 1)
    }
}

impl Number for i64 {
    fn number(self) -> i64 {
        self
    }

    fn of(number: i64, _: &Bounds) -> Option<Self> {
        Some(number)
    }
}

/// A date: days since 1970-01-01. Every one of these days is within the calendar.
impl Number for i32 {
    fn number(self) -> i64 {
        i64::from(self)
    }

    fn of(number: i64, _: &Bounds) -> Option<Self> {
        Self::try_from(number).ok()
    }
}

/// The number of something.
impl Number for u32 {
    fn number(self) -> i64 {
        i64::from(self)
    }

    fn of(number: i64, bounds: &Bounds) -> Option<Self> {
        Self::try_from(number).ok().filter(|number| (*number as usize) < bounds.named)
    }
}

impl Number for LabelSet {
    fn number(self) -> i64 {
        i64::from(self.0)
    }

    fn of(number: i64, bounds: &Bounds) -> Option<Self> {
        u32::of(number, bounds).map(Self)
    }
}

const UNKNOWN: FormatError = FormatError::Meaning("a value stands for nothing there is");
const LEFT_OVER: FormatError = FormatError::Meaning("a page is longer than its values");

impl<T: Number> Stored for T {
    type Laid<'b> = Frame<'b>;

    fn encode(values: &[Self], bytes: &mut Vec<u8>) {
        let numbers: Vec<i64> = values.iter().map(|value| value.number()).collect();
        frame::encode(&numbers, bytes);
    }

    fn lay(bytes: &[u8], count: usize) -> Result<Frame<'_>, FormatError> {
        let (frame, rest) = Frame::decode(bytes, count)?;
        if rest.is_empty() { Ok(frame) } else { Err(LEFT_OVER) }
    }

    #[inline]
    fn at(frame: &Frame<'_>, position: usize, bounds: &Bounds) -> Result<Self, FormatError> {
        Self::of(frame.get(position), bounds).ok_or(UNKNOWN)
    }

    fn are_alike(frame: &Frame<'_>) -> bool {
        frame.is_level()
    }
}

impl Stored for f64 {
    type Laid<'b> = &'b [[u8; 8]];

    fn encode(values: &[Self], bytes: &mut Vec<u8>) {
        values.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
    }

    fn lay(bytes: &[u8], count: usize) -> Result<&[[u8; 8]], FormatError> {
        let (floats, rest) = bytes.as_chunks();
        if floats.len() == count && rest.is_empty() { Ok(floats) } else { Err(LEFT_OVER) }
    }

    fn at(floats: &&[[u8; 8]], position: usize, _: &Bounds) -> Result<Self, FormatError> {
        floats.get(position).map(|bytes| Self::from_le_bytes(*bytes)).ok_or(UNKNOWN)
    }
}

/// Types, starts and ends.
impl Stored for Endpoints {
    type Laid<'b> = [Frame<'b>; 3];

    fn encode(values: &[Self], bytes: &mut Vec<u8>) {
        let parts: [fn(&Self) -> u32; 3] = [|ends| ends.kind.0, |ends| ends.start.0, |ends| ends.end.0];
        for part in parts {
            let numbers: Vec<i64> = values.iter().map(|ends| i64::from(part(ends))).collect();
            frame::encode(&numbers, bytes);
        }
    }

    fn lay(bytes: &[u8], count: usize) -> Result<[Frame<'_>; 3], FormatError> {
        let (kinds, rest) = Frame::decode(bytes, count)?;
        let (starts, rest) = Frame::decode(rest, count)?;
        let (ends, rest) = Frame::decode(rest, count)?;
        if rest.is_empty() { Ok([kinds, starts, ends]) } else { Err(LEFT_OVER) }
    }

    #[inline]
    fn at([kinds, starts, ends]: &[Frame<'_>; 3], position: usize, bounds: &Bounds) -> Result<Self, FormatError> {
        let kind = u32::of(kinds.get(position), &Bounds { named: bounds.symbols, ..*bounds });
        let nodes = u32::of(starts.get(position), bounds).zip(u32::of(ends.get(position), bounds));
        let (kind, (start, end)) = kind.zip(nodes).ok_or(UNKNOWN)?;
        Ok(Self { kind: Symbol(kind), start: NodeId(start), end: NodeId(end) })
    }

    fn are_alike([kinds, ..]: &[Frame<'_>; 3]) -> bool {
        kinds.is_level()
    }
}

impl Stored for Arc<str> {
    type Laid<'b> = (Frame<'b>, &'b [u8]);

    fn encode(values: &[Self], bytes: &mut Vec<u8>) {
        let ends: Vec<i64> = values
            .iter()
            .scan(0, |end, text| {
                *end += i64::try_from(text.len()).expect("a text fits in memory");
                Some(*end)
            })
            .collect();
        frame::encode(&ends, bytes);
        values.iter().for_each(|text| bytes.extend(text.as_bytes()));
    }

    fn lay(bytes: &[u8], count: usize) -> Result<(Frame<'_>, &[u8]), FormatError> {
        let (ends, bytes) = Frame::decode(bytes, count)?;
        let end = count.checked_sub(1).map_or(0, |last| ends.get(last));
        if usize::try_from(end) == Ok(bytes.len()) { Ok((ends, bytes)) } else { Err(LEFT_OVER) }
    }

    /// From where the text before ends to where it ends.
    fn at((ends, bytes): &(Frame<'_>, &[u8]), position: usize, _: &Bounds) -> Result<Self, FormatError> {
        let start = position.checked_sub(1).map_or(0, |before| ends.get(before));
        let (start, end) = (usize::try_from(start).ok(), usize::try_from(ends.get(position)).ok());
        let text = start.zip(end).and_then(|(start, end)| bytes.get(start..end)).ok_or(UNKNOWN)?;
        std::str::from_utf8(text).map(Self::from).map_err(|_| FormatError::Meaning("a text is not UTF-8"))
    }
}

impl Stored for Value {
    type Laid<'b> = Vec<StoredValue<'b>>;

    const BY_PAGE: bool = true;

    fn encode(values: &[Self], bytes: &mut Vec<u8>) {
        bytes.extend(encode(&values.iter().map(StoredValue::new).collect::<Vec<_>>()));
    }

    fn lay(bytes: &[u8], count: usize) -> Result<Vec<StoredValue<'_>>, FormatError> {
        let values: Vec<StoredValue<'_>> = decode(bytes)?;
        if values.len() != count || values.contains(&StoredValue::Null) {
            return Err(FormatError::Meaning("a column holds a null, or not as many values as ids"));
        }
        Ok(values)
    }

    fn at(values: &Vec<StoredValue<'_>>, position: usize, _: &Bounds) -> Result<Self, FormatError> {
        values.get(position).ok_or(UNKNOWN)?.restore()
    }
}
