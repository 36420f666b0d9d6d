//! Questions that go from one to the next: everybody is one bit, or one number.

use crate::answer::Answer;
use crate::layout::Layout;

/// Q7: how many had an event with somebody the entity had an event with.
pub(crate) fn within_two(layout: &Layout, entity: usize) -> Answer {
    let mut reached = vec![false; layout.tables.names.len()];
    for near in layout.met.get(entity).iter().filter(|near| **near as usize != entity) {
        for far in layout.met.get(*near as usize) {
            reached[*far as usize] = true;
        }
    }
    reached[entity] = false;
    Answer::Number(Some(reached.into_iter().map(u64::from).sum()))
}

/// Q8: over how few relationships two are apart, looked for from both ends, the smaller front first.
pub(crate) fn apart(layout: &Layout, from: usize, to: usize, most: u64) -> Answer {
    let mut sides = [vec![false; layout.tables.names.len()], vec![false; layout.tables.names.len()]];
    let mut fronts = [vec![from as u32], vec![to as u32]];
    sides[0][from] = true;
    sides[1][to] = true;
    for length in 1..=most {
        let side = usize::from(fronts[1].len() < fronts[0].len());
        let mut next = Vec::new();
        for near in fronts[side].iter().flat_map(|entity| layout.near.get(*entity as usize)) {
            if sides[1 - side][*near as usize] {
                return Answer::Number(Some(length));
            }
            if !std::mem::replace(&mut sides[side][*near as usize], true) {
                next.push(*near);
            }
        }
        fronts[side] = next;
    }
    Answer::Number(None)
}

/// Q9: how many ways lead over three relationships of a type back to where they began, the first the lowest of three.
pub(crate) fn triangles(layout: &Layout, kind: usize) -> u64 {
    let entities = layout.tables.names.len();
    let slot = |entity: u32| kind * entities + entity as usize;
    let mut home = vec![0u64; entities];
    let mut count = 0;
    for first in 0..entities as u32 {
        let (out, back) = (layout.out.get(slot(first)), layout.back.get(slot(first)));
        if out.is_empty() || back.is_empty() {
            continue;
        }
        back.iter().for_each(|third| home[*third as usize] += u64::from(*third > first));
        for second in out.iter().filter(|second| **second > first) {
            count += layout.out.get(slot(*second)).iter().map(|third| home[*third as usize]).sum::<u64>();
        }
        back.iter().for_each(|third| home[*third as usize] = 0);
    }
    count
}
