//! Which of the places of one name the article means: the one in the land it names beside it, else one in a land it speaks of.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Found;
use super::classify::Evidence;
use crate::ingest::news::segment::{TokenText, fold};
use crate::ingest::record::Position;
use crate::ontology::{Gazetteer, Place};

/// Moves each known place whose name others share to where the article speaks of.
pub(in crate::ingest::news) fn settle_places<'t>(text: &TokenText<'t>, found: &mut [Found<'t>]) {
    let lands = lands(found);
    let mut seen: FxHashMap<String, Option<Place>> = FxHashMap::default();
    let mut unlocated: FxHashSet<String> = FxHashSet::default();
    for index in 0..found.len() {
        // Where a user's place lies is known.
        if !is_place(&found[index]) || found[index].own {
            continue;
        }
        let key = fold(text.of(found[index].tokens.clone())).into_owned();
        let land = beside(text, found, index);
        let beside = land.and_then(|land| within(&key, land));
        if let Some(land) = land.filter(|land| beside.is_none() && lies_elsewhere(&found[index], land)) {
            // The text says where it lies, and no table knows it there.
            let country = land.country.clone();
            (found[index].position, found[index].country) = (None, country);
            found[index].name = text.of(found[index].tokens.clone()).into();
            unlocated.insert(key);
            continue;
        }
        if unlocated.contains(&key) && land.is_none() {
            found[index].position = None;
            found[index].name = text.of(found[index].tokens.clone()).into();
            continue;
        }
        let chosen = match (beside, seen.get(&key)) {
            (Some(place), _) => Some(place),
            (None, Some(&known)) => known,
            (None, None) => spoken_of(&key, &lands),
        };
        if chosen.is_some() || !seen.contains_key(&key) {
            seen.insert(key, chosen);
        }
        if let Some(place) = chosen {
            settle(&mut found[index], &place);
        }
    }
}

fn is_place(finding: &Found<'_>) -> bool {
    finding.evidence == Evidence::Known && finding.position.is_some() && !finding.demonym && finding.part_of.is_none()
}

fn settle(finding: &mut Found<'_>, place: &Place) {
    (finding.name, finding.kind) = (place.name.into(), place.kind.into());
    finding.position = Some(Position { latitude: place.latitude, longitude: place.longitude });
    finding.country = place.country.map(Cow::Borrowed);
}

/// How often the article names each country or something in it, of lands and of towns whose name means one only.
fn lands(found: &[Found<'_>]) -> FxHashMap<String, usize> {
    let mut names: FxHashMap<&str, &Found<'_>> = FxHashMap::default();
    for finding in found.iter().filter(|finding| finding.evidence == Evidence::Known && finding.position.is_some()) {
        names.entry(&finding.name).or_insert(finding);
    }
    let mut lands: FxHashMap<String, usize> = FxHashMap::default();
    for finding in names.into_values() {
        let sure = matches!(finding.kind.as_ref(), "Country" | "Region") || countries(&fold(&finding.name)) == 1;
        if let Some(country) = finding.country.clone().filter(|_| sure) {
            *lands.entry(country.into_owned()).or_default() += 1;
        }
    }
    lands
}

fn countries(name: &str) -> usize {
    let mut countries: Vec<_> = Gazetteer::standard().places(name).iter().filter_map(|place| place.country).collect();
    countries.sort_unstable();
    countries.dedup();
    countries.len()
}

/// The land named right behind a comma: Illinois, of "Springfield, Illinois".
fn beside<'f>(text: &TokenText<'_>, found: &'f [Found<'_>], index: usize) -> Option<&'f Found<'f>> {
    let next = found.get(index + 1)?;
    let joined = text.raw(found[index].tokens.end) == "," && next.tokens.start == found[index].tokens.end + 1;
    (joined && is_place(next) && matches!(next.kind.as_ref(), "Country" | "Region")).then_some(next)
}

/// Whether a town is taken for one of another country than the land named behind it.
fn lies_elsewhere(finding: &Found<'_>, land: &Found<'_>) -> bool {
    let sure = countries(&fold(&land.name)) == 1;
    sure && matches!(finding.kind.as_ref(), "City" | "Region")
        && land.country.is_some()
        && finding.country != land.country
}

/// The place of this name that lies in a land.
fn within(name: &str, land: &Found<'_>) -> Option<Place> {
    let country = land.country.as_deref()?;
    let gazetteer = Gazetteer::standard();
    let region = gazetteer
        .places(&fold(&land.name))
        .into_iter()
        .find(|place| place.kind == "Region" && place.country == Some(country));
    let division = region.filter(|_| land.kind == "Region").and_then(|region| region.division);
    let mut inside =
        gazetteer.places(name).into_iter().filter(|place| place.country == Some(country) && place.kind != "Country");
    inside.find(|place| division.is_none() || place.division == division)
}

/// The place of this name in the country the article speaks of most, if the likeliest one lies in a country it never names.
fn spoken_of(name: &str, lands: &FxHashMap<String, usize>) -> Option<Place> {
    let places = Gazetteer::standard().places(name);
    let votes = |place: &Place| {
        let named = place.country.and_then(|country| lands.get(country)).copied().unwrap_or_default();
        named - usize::from(place.kind == "Country" && named > 0)
    };
    let (first, others) = places.split_first()?;
    if votes(first) > 0 {
        return None;
    }
    // The likelier of two with as many votes stands first.
    let best = others.iter().rev().max_by_key(|place| votes(place))?;
    // A country yields only to a division that bears the very name: Georgia.
    let yields = first.kind != "Country" || best.kind == "Region" && fold(best.name) == name && votes(best) > 2;
    (votes(best) >= 2 && yields).then_some(*best)
}
