//! The day an article was written.

use crate::ingest::news::clean::{Block, BlockKind};
use crate::time::Date;
use crate::time::phrase::{Kind, Phrase, Places, Precision, Reference};

/// The day of publication: a dateline before everything else, then what is known from outside, then the latest whole
/// date in the text.
pub(in crate::ingest::news) fn published(text: &str, blocks: &[Block], given: Option<Date>) -> Option<Date> {
    let datelines = blocks.iter().filter(|block| block.kind == BlockKind::Dateline);
    let dateline = datelines.filter_map(|block| whole_dates(block.span.of(text)).last()).next();
    dateline.or(given).or_else(|| {
        let texts = blocks.iter().map(|block| block.span.of(text));
        texts.filter(|text| may_name_year(text)).flat_map(whole_dates).max()
    })
}

/// Whether there is what a year is written in: four figures; two behind an apostrophe or as the end of a date in figures;
/// two beside an era. Most paragraphs hold none and need no reading.
fn may_name_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let pairs = bytes.windows(2).enumerate().filter(|(_, pair)| pair.iter().all(u8::is_ascii_digit));
    let mut pairs = pairs.map(|(at, _)| at).peekable();
    let figures = pairs.peek().is_some();
    let in_full = |at: usize| bytes.get(at + 2..at + 4).is_some_and(|rest| rest.iter().all(u8::is_ascii_digit));
    let marked = |at: usize| {
        let before = &text[..at];
        let era = before.trim_end().len().checked_sub("AD".len()).and_then(|at| before.get(at..at + "AD".len()));
        before.ends_with(['\'', '’', '‘', '/', '.']) || era.is_some_and(|era| era.eq_ignore_ascii_case("AD"))
    };
    pairs.any(|at| in_full(at) || marked(at)) || figures && ERAS.iter().any(|era| text.contains(era))
}

/// The beginnings of `AD`, `A.D.`, `BC`, `BCE`, `CE` and the like.
const ERAS: [&str; 6] = ["AD", "A.D", "BC", "B.C", "CE", "C.E"];

/// The days a text names with their year.
fn whole_dates(text: &str) -> impl Iterator<Item = Date> {
    // Whatever the reference, a whole date is the same: only such phrases count here.
    let reference = Reference::new(Date { days: 0 });
    let is_whole =
        |phrase: &Phrase| phrase.kind == Kind::Date && phrase.precision == Precision::Day && !phrase.year_missing;
    let later = Reference::new(Date { days: 400 });
    let [found, moved] = Places::of(text).find([&reference, &later]);
    found.into_iter().zip(moved).filter(move |(one, other)| is_whole(one) && one.edtf == other.edtf).filter_map(
        |(phrase, _)| {
            let interval = phrase.edtf?.interval();
            interval.start.filter(|_| interval.start == interval.end)
        },
    )
}
