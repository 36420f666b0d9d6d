//! The day an article was written.

use crate::ingest::news::clean::{Block, BlockKind};
use crate::time::Date;
use crate::time::phrase::{Kind, Phrase, Precision, Reference, find_against};

/// The day of publication: a dateline before everything else, then what is known from outside, then the latest whole
/// date in the text.
pub(in crate::ingest::news) fn published(text: &str, blocks: &[Block], given: Option<Date>) -> Option<Date> {
    let datelines = blocks.iter().filter(|block| block.kind == BlockKind::Dateline);
    let dateline = datelines.filter_map(|block| whole_dates(block.span.of(text)).last()).next();
    dateline.or(given).or_else(|| {
        let texts = blocks.iter().map(|block| block.span.of(text));
        // A year is written in figures, two of them at least; most paragraphs hold none and need no reading.
        texts.filter(|text| has_figures(text)).flat_map(whole_dates).max()
    })
}

fn has_figures(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_digit))
}

/// The days a text names with their year.
fn whole_dates(text: &str) -> impl Iterator<Item = Date> {
    // Whatever the reference, a whole date is the same: only such phrases count here.
    let reference = Reference::new(Date { days: 0 });
    let is_whole =
        |phrase: &Phrase| phrase.kind == Kind::Date && phrase.precision == Precision::Day && !phrase.year_missing;
    let later = Reference::new(Date { days: 400 });
    let [found, moved] = find_against(text, [&reference, &later]);
    found.into_iter().zip(moved).filter(move |(one, other)| is_whole(one) && one.edtf == other.edtf).filter_map(
        |(phrase, _)| {
            let interval = phrase.edtf?.interval();
            interval.start.filter(|_| interval.start == interval.end)
        },
    )
}
