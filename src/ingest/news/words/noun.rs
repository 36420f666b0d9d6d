//! Nouns: whether one stands for several, and what it is for one.

/// Whether a noun is a plural: "strikes", "gunmen", "police"; not "press", "virus" or "crisis".
pub(crate) fn is_plural(noun: &str) -> bool {
    match noun.as_bytes() {
        [.., b's' | b'u' | b'i', b's'] => false,
        [.., b's'] => true,
        [.., b'm', b'e', b'n'] => is_of_men(noun),
        _ => matches!(noun, "people" | "police" | "children"),
    }
}

/// "gunmen", but not "Yemen" or "specimen".
fn is_of_men(noun: &str) -> bool {
    const COMPOUNDS: [&str; 12] = [
        "women",
        "gunmen",
        "cemen",
        "smen",
        "hermen",
        "firemen",
        "militiamen",
        "lawmen",
        "workmen",
        "airmen",
        "seamen",
        "foremen",
    ];
    noun == "men" || COMPOUNDS.iter().any(|compound| noun.ends_with(compound))
}

/// The singular of a regular plural: "strike" of "strikes"; any other word as it is.
pub(crate) fn singular(noun: &str) -> &str {
    let bare = noun.strip_suffix('s').filter(|bare| !bare.ends_with(['s', 'u', 'i']));
    bare.unwrap_or(noun)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_are_told_from_what_only_ends_like_them() {
        assert!(["strikes", "gunmen", "policemen", "women", "men", "police", "children"].into_iter().all(is_plural));
        let single = ["press", "virus", "crisis", "yemen", "specimen", "carmen", "strike", ""];
        assert!(!single.into_iter().any(is_plural));
    }

    #[test]
    fn a_regular_plural_has_its_singular() {
        let singulars = ["strikes", "press", "virus", "crisis", "gunmen", "strike", "s"].map(singular);
        assert_eq!(singulars, ["strike", "press", "virus", "crisis", "gunmen", "strike", ""]);
    }
}
