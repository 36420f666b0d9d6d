//! When: the day the article was written, the time phrases in it, and how far each reaches.
//!
//! 1. `dateline`: the day of publication, from the article itself where it says so.
//! 2. `phrases`: the time phrases of every sentence, against that day and against the time the story has come to.
//! 3. `scope`: the date of a heading or of a bullet's label holds for what stands under it.

mod dateline;
mod phrases;
mod scope;

pub(super) use dateline::published;
pub(super) use phrases::time_mentions;
pub(super) use scope::{Scopes, scopes};

use super::span::TextSpan;
use crate::time::Edtf;
use crate::time::phrase::{Kind, Modifier, Precision};

/// A time phrase in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeMention {
    /// Where it is, without the preposition before it.
    pub span: TextSpan,
    /// In which sentence, as an index.
    pub sentence: usize,
    /// Its first token, as an index.
    pub first_token: usize,
    /// One past its last token.
    pub end_token: usize,
    /// What sort of time it is.
    pub kind: Kind,
    /// The value of TIMEX3.
    pub value: String,
    /// The days it stands for, where it stands for any.
    pub edtf: Option<Edtf>,
    /// The unit it is precise to.
    pub precision: Precision,
    /// What it says beside its value.
    pub modifier: Option<Modifier>,
    /// The two dates of a range, each a time of its own; empty for everything else.
    pub ends: Vec<TimeEnd>,
}

/// One of the two dates of a range: TIMEX3 marks each, never the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeEnd {
    /// Where it is.
    pub span: TextSpan,
    /// What sort of time it is.
    pub kind: Kind,
    /// The value of TIMEX3.
    pub value: String,
    /// The days it stands for, where it stands for any.
    pub edtf: Option<Edtf>,
}
