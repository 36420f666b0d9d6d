//! Questions about one entity, or two: a binary search by day, then what lies behind it.

use std::ops::{Range, RangeInclusive};

use crate::answer::Answer;
use crate::layout::Layout;

/// Q1: the first twenty events of an entity after a day.
pub(crate) fn first_after(layout: &Layout, entity: usize, day: u16) -> Answer {
    let events = layout.events.get(entity);
    let first = events.partition_point(|(on, _)| *on <= day);
    Answer::Events(events[first..].iter().take(20).map(|(_, event)| *event).collect())
}

/// Q2: how many events of each type an entity has within days, most first.
pub(crate) fn types_within(layout: &Layout, entity: usize, days: RangeInclusive<u16>) -> Answer {
    let mut counts = vec![0u32; layout.tables.kinds.len()];
    let within = within(layout.events.get(entity), &days);
    for (_, event) in &layout.events.get(entity)[within] {
        counts[usize::from(layout.tables.kind[*event as usize])] += 1;
    }
    let mut types: Vec<_> = counts.into_iter().enumerate().filter(|(_, count)| *count > 0).collect();
    types.sort_unstable_by_key(|(kind, count)| (std::cmp::Reverse(*count), &layout.tables.kinds[*kind]));
    Answer::Types(types)
}

/// Q4: the ten others an entity has most events with.
pub(crate) fn met_most(layout: &Layout, entity: usize) -> Answer {
    let mut counts = vec![0u32; layout.tables.names.len()];
    for other in &layout.others[layout.events.range(entity)] {
        counts[*other as usize] += 1;
    }
    // An entity that is both in an event met nobody in it.
    counts[entity] = 0;
    let mut met: Vec<_> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
    let rank = |(other, count): &(u32, u32)| (std::cmp::Reverse(*count), layout.name(*other).to_owned());
    if met.len() > 10 {
        met.select_nth_unstable_by(9, |one, two| {
            two.1.cmp(&one.1).then_with(|| layout.name(one.0).cmp(layout.name(two.0)))
        });
        met.truncate(10);
    }
    met.sort_by_cached_key(rank);
    Answer::Entities(met)
}

/// Q5: the events of two within days, found among those of the one who has fewer.
pub(crate) fn together(layout: &Layout, one: usize, two: usize, days: RangeInclusive<u16>) -> Answer {
    let ranges = [one, two].map(|entity| (entity, within(layout.events.get(entity), &days)));
    let [(one, of_one), (two, of_two)] = ranges;
    let (entity, other, found) = if of_one.len() <= of_two.len() { (one, two, of_one) } else { (two, one, of_two) };
    let start = layout.events.range(entity).start;
    let places = found.filter(|place| layout.others[start + place] == other as u32);
    Answer::Events(places.map(|place| layout.events.get(entity)[place].1).collect())
}

/// Q11: the first names, in order, that begin so.
pub(crate) fn beginning(layout: &Layout, prefix: &str, most: usize) -> Answer {
    let first = layout.by_name.partition_point(|entity| layout.name(*entity) < prefix);
    let names = layout.by_name[first..].iter().take_while(|entity| layout.name(**entity).starts_with(prefix));
    Answer::Names(names.take(most).copied().collect())
}

/// The places of events on these days among events in the order of days.
fn within(events: &[(u16, u32)], days: &RangeInclusive<u16>) -> Range<usize> {
    let first = events.partition_point(|(day, _)| day < days.start());
    let end = events.partition_point(|(day, _)| day <= days.end());
    first..end.max(first)
}
