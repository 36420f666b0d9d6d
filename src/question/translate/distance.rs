//! Nearness: the great-circle distance between two places, in plain Cypher.

use super::Scene;
use super::build::{self, Path, compare, node, property};
use super::entity::{Referent, Wanted};
use crate::query::ast::{ComparisonOperator, Expression, Subquery};
use crate::question::Refusal;
use crate::question::meaning::{Names, Radius};

/// `near` without a number: an hour or two by road.
const USUAL_KILOMETRES: f64 = 150.0;
const KILOMETRES_PER_MILE: f64 = 1.609_344;
/// Twice the mean radius of the Earth, 6371 km, as the haversine formula takes it.
const EARTH_DIAMETER_KILOMETRES: f64 = 12_742.0;

impl Scene<'_> {
    /// It happened within a radius of some places.
    pub(super) fn near(&mut self, event: &str, names: &Names, radius: Radius) -> Result<Expression, Refusal> {
        let kilometres = match radius {
            Radius::Usual => USUAL_KILOMETRES,
            Radius::Kilometres(number) => float_of(self.number(number)),
            Radius::Miles(number) => float_of(self.number(number)) * KILOMETRES_PER_MILE,
        };
        self.say(format!("near = within {kilometres} km"));
        self.each(names, Wanted::Place, |name| near(event, name, kilometres))
    }
}

/// The haversine formula over the coordinates of the two places.
fn near(event: &str, name: &Referent, kilometres: f64) -> Expression {
    let place = Path::from(node(event, &[])).to(&["OCCURRED_IN"], node("place", &["Place"]));
    let centre = Path::from(name.called("centre"));
    let distance = compare(great_circle("place", "centre"), ComparisonOperator::LessOrEqual, build::float(kilometres));
    let pattern = vec![place.pattern(), centre.pattern()];
    build::exists(Subquery::Pattern { pattern, filter: Some(distance) })
}

fn great_circle(one: &str, other: &str) -> Expression {
    let radians = |expression| build::call("radians", vec![expression]);
    let difference = |key| radians(build::minus(property(one, key), property(other, key)));
    let haversine = |expression| build::call("haversin", vec![expression]);
    let cosine = |name| build::call("cos", vec![radians(property(name, "lat"))]);
    let across = build::times(vec![cosine(one), cosine(other), haversine(difference("lon"))]);
    let root = build::call("sqrt", vec![build::plus(haversine(difference("lat")), across)]);
    build::times(vec![build::float(EARTH_DIAMETER_KILOMETRES), build::call("asin", vec![root])])
}

#[expect(clippy::cast_precision_loss, reason = "distances on Earth are far below 2^53 km")]
fn float_of(number: u64) -> f64 {
    number as f64
}
