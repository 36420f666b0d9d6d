//! Who leads and who belongs to what.

use super::entity::{Entity, Mention, Office};
use super::name_words::{is_office, is_title, is_title_modifier};
use crate::ingest::news::segment::TokenText;

/// Notes the offices the text gives persons: "Mexican president Felipe Calderon", "Thomas Abrahams, a spokesman for the WHO".
pub(in crate::ingest::news) fn offices(text: &TokenText<'_>, entities: &mut [Entity], mentions: &[Mention]) {
    for (index, mention) in mentions.iter().enumerate() {
        if entities[mention.entity].kind != "Person" {
            continue;
        }
        let title = title_in_front(text, mention.first_token);
        let titles = &mut entities[mention.entity].titles;
        titles.extend(title.filter(|title| !titles.contains(title)).into_iter().collect::<Vec<_>>());
        let office = in_front(text, mentions, index, entities).or_else(|| behind(text, mentions, index, entities));
        if let Some(office) = office.filter(|office| office.of != mention.entity) {
            let offices = &mut entities[mention.entity].offices;
            if !offices.iter().any(|known| known.of == office.of) {
                offices.push(office);
            }
        }
    }
}

/// The office or rank in front of a name, unless it was held before: "Foreign Minister Lena Ekdahl".
fn title_in_front(text: &TokenText<'_>, name: usize) -> Option<String> {
    let start = title_start(text, name);
    let head = text.word(name.checked_sub(1).filter(|head| *head >= start)?);
    let held = is_office(head) && !(start..name).any(|at| is_past(text.word(at)));
    held.then(|| text.of(start..name).to_lowercase())
}

/// `OWNER TITLE NAME`, such as "Mexican president Felipe Calderon".
fn in_front(text: &TokenText<'_>, mentions: &[Mention], index: usize, entities: &[Entity]) -> Option<Office> {
    let name = &mentions[index];
    let mut start = title_start(text, name.first_token);
    let of_what = start < name.first_token && start > 0 && text.is_capitalised(start - 1);
    if of_what && mentions[..index].last().is_none_or(|before| before.end_token < start) {
        start -= 1;
    }
    let owner = mentions[..index].iter().rev().take(2).find(|owner| {
        let gap = owner.end_token..start;
        owner.sentence == name.sentence && gap.clone().all(|at| text.word(at) == "'s") && gap.len() <= 1
    })?;
    let owned = start < name.first_token && entities[owner.entity].kind != "Person";
    owned.then(|| office(text, start..name.first_token, owner.entity)).flatten()
}

fn is_past(word: &str) -> bool {
    matches!(word, "former" | "ex")
}

fn title_start(text: &TokenText<'_>, name: usize) -> usize {
    let is_part = |at: usize| is_title(text.word(at)) || is_title_modifier(text.word(at)) || text.raw(at) == "-";
    let start = (0..name).rev().take(4).take_while(|&at| is_part(at)).last().unwrap_or(name);
    // "co-founder", whose first part is no title by itself
    if text.raw(start) == "-" { start.saturating_sub(1) } else { start }
}

/// `NAME, [a] TITLE of|for [the] OWNER`.
fn behind(text: &TokenText<'_>, mentions: &[Mention], index: usize, entities: &[Entity]) -> Option<Office> {
    let name = &mentions[index];
    if text.raw(name.end_token) != "," {
        return None;
    }
    let start = name.end_token + 1 + usize::from(matches!(text.word(name.end_token + 1), "a" | "an" | "the"));
    let end = (start..start + 5).find(|&at| matches!(text.word(at), "of" | "for"))?;
    let owner =
        mentions[index + 1..].iter().take(3).find(|owner| owner.first_token > end && owner.first_token <= end + 2)?;
    (entities[owner.entity].kind != "Person").then(|| office(text, start..end, owner.entity)).flatten()
}

fn office(text: &TokenText<'_>, title: std::ops::Range<usize>, of: usize) -> Option<Office> {
    let words = text.of(title.clone());
    let head = text.word(title.end.checked_sub(1)?);
    let former = title.clone().any(|at| is_past(text.word(at)));
    let leads = matches!(
        head,
        "president"
            | "premier"
            | "minister"
            | "chancellor"
            | "king"
            | "queen"
            | "pope"
            | "leader"
            | "ceo"
            | "mayor"
            | "governor"
            | "chairman"
            | "chief"
            | "director"
            | "chairwoman"
            | "emir"
            | "sultan"
    );
    let leads = leads
        && !title.clone().any(|at| {
            matches!(
                text.word(at),
                "vice" | "deputy" | "foreign" | "defence" | "defense" | "interior" | "finance" | "health"
            )
        });
    (is_title(head) && !former).then(|| Office { title: words.to_owned(), of, leads })
}
