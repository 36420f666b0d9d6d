//! How certain an event is, as a condition and as a column.

use super::build::{self, Path, coalesce, equal, node, not, property, test};
use crate::query::ast::{Expression, TestOperator};
use crate::question::meaning::{Filter, FilterKind, Modality};

/// What an event is: as stated, else alleged where somebody is named for it, else asserted.
pub(super) fn modality_of(event: &str) -> Expression {
    let attributed = Path::from(node(event, &[])).to(&["ATTRIBUTED_TO"], node("", &[])).exists();
    let default = build::choice(attributed, build::string("alleged"), build::string("asserted"));
    coalesce(property(event, "modality"), default)
}

/// Whether an event is told as one that takes or took place.
pub(super) fn told_as_happening(event: &str) -> Expression {
    let stated = coalesce(property(event, "modality"), build::string("asserted"));
    let others = ["planned", "failed", "denied"].map(build::string).to_vec();
    not(test(stated, TestOperator::In, build::list(others)))
}

pub(super) fn of_modality(event: &str, modality: Modality) -> Expression {
    let word = match modality {
        Modality::Asserted => "asserted",
        Modality::Alleged => "alleged",
        Modality::Planned => "planned",
        Modality::Failed => "failed",
        Modality::Denied => "denied",
    };
    equal(modality_of(event), build::string(word))
}

/// Whether a condition says how certain events are.
pub(super) fn sets_modality(filter: &Filter) -> bool {
    matches!(filter.kind, FilterKind::Modality(_))
}
