//! When two places are one, and what country a place lies in.

use crate::ingest::record::Position;

/// The mean radius of the earth in kilometres (IUGG).
const EARTH_RADIUS: f64 = 6371.0;

/// Great-circle distance in kilometres, by the haversine formula.
pub(super) fn kilometres(from: Position, to: Position) -> f64 {
    let (from_latitude, to_latitude) = (from.latitude.to_radians(), to.latitude.to_radians());
    let across = ((to.longitude - from.longitude).to_radians() / 2.0).sin();
    let along = ((to_latitude - from_latitude) / 2.0).sin();
    let half_chord = along * along + from_latitude.cos() * to_latitude.cos() * across * across;
    2.0 * EARTH_RADIUS * half_chord.sqrt().min(1.0).asin()
}

/// How far apart two accounts of one place of this kind may put it, in kilometres: the middle of a large country is a
/// matter of definition, a city's is not.
pub(super) fn tolerance(kind: &str) -> f64 {
    match kind {
        "Country" | "Continent" | "Water" | "Mountain" => 1500.0,
        "Region" | "Island" => 300.0,
        _ => 40.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_globe() {
        let kyiv = Position { latitude: 50.45, longitude: 30.52 };
        let moscow = Position { latitude: 55.76, longitude: 37.62 };
        assert!((kilometres(kyiv, moscow) - 757.0).abs() < 5.0);
        assert!(kilometres(kyiv, kyiv).abs() < f64::EPSILON);
    }
}
