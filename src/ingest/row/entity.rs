//! What kind of entity a bare name is, as far as the gazetteer knows.

use super::fields::Named;
use crate::ingest::record::{Entity, Position};
use crate::ontology::{Gazetteer, Place};
use crate::value::fold::fold;

/// Anyone who takes part.
pub(super) fn of(named: Named) -> Entity {
    if named.kind.is_some() {
        return from_fields(named, None);
    }
    let folded = fold(&named.name);
    let gazetteer = Gazetteer::standard();
    if let Some(country) = gazetteer.places(&folded).into_iter().find(|place| place.kind == "Country") {
        return from_fields(named, Some(country));
    }
    let kind = gazetteer
        .organization(&folded)
        .map(|organization| organization.kind)
        .or_else(|| folded.rsplit(' ').next().and_then(|head| gazetteer.kind_of_head(head)))
        .or_else(|| is_personal_name(&folded).then_some("Person"));
    from_fields(Named { kind: Some(kind.unwrap_or("Entity").to_owned()), ..named }, None)
}

/// Somewhere: the likeliest place of that name, in the country or near the position the line gives.
pub(super) fn place(named: Named) -> Entity {
    let mut places = Gazetteer::standard().places(&fold(&named.name));
    places.retain(|place| named.country.as_deref().is_none_or(|country| place.country == Some(country)));
    places.retain(|place| named.kind.as_deref().is_none_or(|kind| place.kind == kind));
    places.retain(|place| is_near(place, &named));
    let known = places.first().copied();
    let kind = named.kind.clone().unwrap_or_else(|| "Place".to_owned());
    from_fields(Named { kind: Some(known.map_or(kind, |place| place.kind.to_owned())), ..named }, known)
}

/// What the line says goes before what the gazetteer knows.
fn from_fields(named: Named, known: Option<Place>) -> Entity {
    let position = named.latitude.zip(named.longitude).or(known.map(|place| (place.latitude, place.longitude)));
    Entity {
        kind: named.kind.or(known.map(|place| place.kind.to_owned())).unwrap_or_else(|| "Entity".to_owned()),
        position: position.map(|(latitude, longitude)| Position { latitude, longitude }),
        country: named.country.or(known.and_then(|place| place.country.map(str::to_owned))),
        aliases: named.aliases,
        name: named.name,
        titles: Vec::new(),
    }
}

/// Within a degree or so, where the line gives a position.
fn is_near(place: &Place, named: &Named) -> bool {
    let differs = |own: f64, given: Option<f64>| given.is_some_and(|given| (own - given).abs() > 1.0);
    place.kind == "Country" || !(differs(place.latitude, named.latitude) || differs(place.longitude, named.longitude))
}

/// Two or more words, the first a given name.
fn is_personal_name(folded: &str) -> bool {
    folded.split_once(' ').is_some_and(|(first, _)| Gazetteer::standard().is_given_name(first))
}
