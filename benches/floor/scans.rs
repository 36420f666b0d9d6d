//! Questions about a type: all its events, one after another.

use crate::answer::Answer;
use crate::layout::Layout;

/// Q3: how many events of a type are in each month.
pub(crate) fn months(layout: &Layout, kind: usize) -> Answer {
    let days = &layout.days[layout.of_kind.range(kind)];
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Answer::Months(Vec::new()) };
    let mut counts = vec![0u32; usize::from(last / 32 - first / 32) + 1];
    days.iter().for_each(|day| counts[usize::from(day / 32 - first / 32)] += 1);
    let months = (first / 32..).map(|month| month * 32 + 1).zip(counts);
    Answer::Months(months.filter(|(_, count)| *count > 0).collect())
}

/// Q6: how many events of a type were done to those with these words in their name.
pub(crate) fn done_to(layout: &Layout, kind: usize, words: &str) -> u64 {
    let finder = memchr::memmem::Finder::new(words);
    // Each name is looked at once, and only where something was done to its bearer.
    let mut named: Vec<Option<bool>> = vec![None; layout.tables.names.len()];
    let targets = layout.targets[layout.of_kind.range(kind)].iter();
    let found = targets.map(|target| {
        *named[*target as usize].get_or_insert_with(|| finder.find(layout.name(*target).as_bytes()).is_some())
    });
    found.map(u64::from).sum()
}
