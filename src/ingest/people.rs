//! What is called by a common noun: "rebels" of one article need not be the "rebels" of another, and "people" may be anybody.

/// Whether a name is none, but the common noun a text has for somebody: "dock workers".
pub(in crate::ingest) fn is_common(name: &str) -> bool {
    name.chars().any(char::is_lowercase) && !name.chars().any(char::is_uppercase)
}

/// Whether the words say of people nothing of who they are.
pub(in crate::ingest) fn is_anybody(name: &str) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    matches!(
        last,
        "people"
            | "person"
            | "persons"
            | "man"
            | "men"
            | "woman"
            | "women"
            | "others"
            | "victim"
            | "victims"
            | "civilian"
            | "civilians"
            | "suspect"
            | "suspects"
            | "resident"
            | "residents"
            | "individuals"
            | "attacker"
            | "attackers"
            | "assailants"
            | "protesters"
            | "protestors"
            | "demonstrators"
            | "leaders"
            | "members"
            | "authorities"
            | "officials"
            | "forces"
    )
}

/// Whether two common nouns, or one and a name, may stand for the same: "workers" and "dock workers", "rebels" and "M23 rebels".
pub(in crate::ingest) fn may_be_called(one: &str, other: &str) -> bool {
    let ends =
        |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '));
    ends(one, other) || ends(other, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_capital_somewhere_or_a_script_without() {
        assert!(["rebels", "dock workers"].into_iter().all(is_common));
        assert!(["M23 rebels", "al-Qaeda", "eBay", "北京"].into_iter().all(|name| !is_common(name)));
    }

    #[test]
    fn a_shorter_word_may_be_a_longer_one_at_a_space() {
        assert!(may_be_called("workers", "dock workers") && may_be_called("M23 rebels", "rebels"));
        assert!(!may_be_called("men", "gunmen") && !may_be_called("teachers", "workers"));
    }
}
