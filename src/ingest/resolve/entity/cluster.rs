//! Which variants are of one entity.
//!
//! Variants are taken in their order of precedence, and each joins the one entity it is most like. So the outcome
//! depends on which variants there are, and not on which document told them first.

use rustc_hash::FxHashMap;

use super::card::{Card, Likeness};
use super::variant::Variant;
use crate::ontology::Ontology;
use crate::value::fold::fold;

/// An entity: what all its variants say together.
pub(super) struct Cluster {
    pub(super) card: Card,
    /// Its variants, as indexes, in order of precedence.
    pub(super) members: Vec<usize>,
}

/// The entities of all variants, and a warning for each variant that may be one or the other.
pub(super) fn cluster(variants: &[Variant], ontology: &Ontology) -> (Vec<Cluster>, Vec<(usize, String)>) {
    let mut order: Vec<usize> = (0..variants.len()).collect();
    order.sort_by_cached_key(|&at| variants[at].precedence(ontology));
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut called: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    let mut warnings = Vec::new();
    for at in order {
        let variant = &variants[at];
        let joined = match choose(variant, &clusters, &called, ontology) {
            Ok(joined) => joined,
            Err(warning) => {
                warnings.push((at, warning));
                None
            }
        };
        let number = joined.unwrap_or(clusters.len());
        match joined {
            Some(number) => clusters[number].card.merge(&variant.entity, ontology),
            None => clusters.push(Cluster { card: Card::from_record(&variant.entity, ontology), members: Vec::new() }),
        }
        clusters[number].members.push(at);
        for name in variant.names() {
            let known = called.entry(fold(name)).or_default();
            if !known.contains(&number) {
                known.push(number);
            }
        }
    }
    (clusters, warnings)
}

/// The entity a variant is most like; none where there is none, or where several are equally so by alias alone.
fn choose(
    variant: &Variant,
    clusters: &[Cluster],
    called: &FxHashMap<String, Vec<usize>>,
    ontology: &Ontology,
) -> Result<Option<usize>, String> {
    if variant.own {
        return Ok(None);
    }
    let mut candidates: Vec<usize> =
        variant.names().filter_map(|name| called.get(&fold(name))).flatten().copied().collect();
    candidates.sort_unstable();
    candidates.dedup();
    let like = |number: usize| Some((clusters[number].card.likeness(&variant.entity, ontology)?, number));
    let mut alike: Vec<(Likeness, usize)> = candidates.into_iter().filter_map(like).collect();
    alike.sort_by(|(one, first), (other, second)| one.compare(other).then(first.cmp(second)));
    match alike[..] {
        [] => Ok(None),
        [(first, number), ..] if first.by_name => Ok(Some(number)),
        [(_, number)] => Ok(Some(number)),
        [(_, first), (_, second), ..] => {
            let (first, second) = (&clusters[first].card.name, &clusters[second].card.name);
            Err(format!("'{}' may be {first} or {second}: kept apart from both", variant.entity.name))
        }
    }
}
