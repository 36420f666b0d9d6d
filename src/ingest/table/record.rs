//! A text of comma-separated values, record by record, in bounded memory.
//!
//! `csv_core` knows the quotation marks. It is asked directly, because a record must be refused once it grows beyond all
//! reason: a quotation mark that is never closed would otherwise swallow the rest of the file.

use std::io::{self, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

const CHUNK: usize = 1 << 20;

/// A longer record is taken for a quotation mark that is not closed.
const LONGEST_RECORD: usize = 4 << 20;

/// More cells than this are no table.
const MOST_CELLS: usize = 1 << 16;

/// The records of a text.
pub(super) struct Records<'p> {
    text: Box<dyn Read + Send>,
    core: Reader,
    chunk: Vec<u8>,
    /// What of the chunk was not looked at yet.
    rest: std::ops::Range<usize>,
    cells: Vec<u8>,
    ends: Vec<usize>,
    progress: &'p (dyn Fn(u64) + Sync),
}

/// A record: its cells, and the line it begins on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record<'r> {
    cells: &'r [u8],
    ends: &'r [usize],
    pub(super) line: u64,
}

/// What comes next.
pub(super) enum Next<'r> {
    Record(Record<'r>),
    /// A record that begins on this line and does not end within reason.
    Endless(u64),
    End,
}

impl<'p> Records<'p> {
    pub(super) fn new(text: Box<dyn Read + Send>, delimiter: u8, progress: &'p (dyn Fn(u64) + Sync)) -> Self {
        let core = ReaderBuilder::new().delimiter(delimiter).build();
        let (cells, ends) = (vec![0; 1 << 12], vec![0; 1 << 6]);
        Self { text, core, chunk: vec![0; CHUNK], rest: 0..0, cells, ends, progress }
    }

    /// The next record.
    pub(super) fn next(&mut self) -> io::Result<Next<'_>> {
        let line = self.core.line();
        let (mut written, mut ended) = (0, 0);
        loop {
            if self.rest.is_empty() {
                self.refill()?;
            }
            let input = &self.chunk[self.rest.clone()];
            let (result, read, bytes, cells) =
                self.core.read_record(input, &mut self.cells[written..], &mut self.ends[ended..]);
            self.rest.start += read;
            written += bytes;
            ended += cells;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if written < LONGEST_RECORD => self.cells.resize(written * 2, 0),
                ReadRecordResult::OutputEndsFull if ended < MOST_CELLS => self.ends.resize(ended * 2, 0),
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => return Ok(Next::Endless(line)),
                ReadRecordResult::Record => {
                    return Ok(Next::Record(Record { cells: &self.cells[..written], ends: &self.ends[..ended], line }));
                }
                ReadRecordResult::End => return Ok(Next::End),
            }
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = loop {
            match self.text.read(&mut self.chunk) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        (self.progress)(read as u64);
        self.rest = 0..read;
        Ok(())
    }
}

impl<'r> Record<'r> {
    /// How many cells there are.
    pub(super) fn len(self) -> usize {
        self.ends.len()
    }

    /// Every cell.
    pub(super) fn cells(self) -> impl Iterator<Item = &'r [u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(self.ends).map(move |(start, end)| &self.cells[start..*end])
    }
}
