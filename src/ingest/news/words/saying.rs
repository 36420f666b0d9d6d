//! Verbs of saying, in one table: which form does what in its sentence.
//!
//! What they make of what is said (that it is so, that it is alleged, that it is not) is told where stances are.

use std::ops::BitOr;

/// What verbs of saying do; a form may do several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Saying(u16);

impl Saying {
    /// As a lemma: it is no act beside the one it tells of: "said it would attack".
    pub(crate) const PLAIN: Self = Self(1);
    /// As a lemma: without what is said it tells nothing: "she explained".
    pub(crate) const EMPTY: Self = Self(1 << 1);
    /// As a lemma: its date is that of the saying: "said on Monday the mill had burnt".
    pub(crate) const DATED: Self = Self(1 << 2);
    /// A clause may begin right behind it: "said rebels attacked".
    pub(crate) const OPENS_CLAUSE: Self = Self(1 << 3);
    /// Who speaks, speaks of itself: "Norway said it would".
    pub(crate) const OF_ITSELF: Self = Self(1 << 4);
    /// It stands in front of its speaker, behind what is quoted: "…,\" said Ada".
    pub(crate) const INVERTED: Self = Self(1 << 5);
    /// What stands right behind it is no object, and it is no participle: "said Norway would".
    pub(crate) const CLAUSAL: Self = Self(1 << 6);
    /// It carries what a comma leaves over: ", the minister said".
    pub(crate) const CLOSES: Self = Self(1 << 7);
    /// Behind a nationality it is the verb, and no noun: "the French says".
    pub(crate) const FINITE: Self = Self(1 << 8);
    const NONE: Self = Self(0);
}

impl BitOr for Saying {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Whether a word is a verb of saying that does this.
pub(crate) fn says(word: &str, how: Saying) -> bool {
    uses(word).0 & how.0 != 0
}

fn uses(word: &str) -> Saying {
    use Saying as S;
    match word {
        "say" => S::PLAIN | S::EMPTY | S::DATED | S::OPENS_CLAUSE,
        "says" => S::OPENS_CLAUSE | S::OF_ITSELF | S::INVERTED | S::CLAUSAL | S::CLOSES | S::FINITE,
        "said" => S::OPENS_CLAUSE | S::OF_ITSELF | S::INVERTED | S::CLAUSAL | S::CLOSES,
        "tell" => S::PLAIN | S::EMPTY | S::DATED,
        "tells" | "warns" | "reports" | "adds" => S::FINITE,
        "told" => S::CLAUSAL,
        "state" | "add" => S::PLAIN | S::EMPTY | S::DATED,
        "stated" | "announced" | "claimed" => S::OPENS_CLAUSE | S::OF_ITSELF | S::CLAUSAL,
        "added" => S::OPENS_CLAUSE | S::OF_ITSELF | S::INVERTED | S::CLAUSAL,
        "report" | "announce" | "confirm" => S::PLAIN | S::DATED,
        "reported" => S::OPENS_CLAUSE | S::OF_ITSELF | S::CLAUSAL | S::CLOSES,
        "confirmed" => S::OPENS_CLAUSE | S::OF_ITSELF,
        "note" => S::PLAIN | S::EMPTY | S::DATED,
        "indicate" => S::PLAIN,
        "write" | "explain" => S::EMPTY | S::DATED,
        "ask" | "describe" => S::EMPTY,
        "wrote" | "asked" | "explained" => S::INVERTED,
        "warned" => S::OF_ITSELF | S::INVERTED,
        "denied" | "insisted" => S::OF_ITSELF,
        "believes" => S::OPENS_CLAUSE,
        "claim" | "warn" | "allege" | "deny" | "estimate" | "believe" | "reveal" | "insist" | "argue" => S::DATED,
        _ => S::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_does_what_its_row_says() {
        assert!(says("say", Saying::PLAIN) && says("say", Saying::DATED) && !says("say", Saying::INVERTED));
        assert!(says("said", Saying::INVERTED) && !says("said", Saying::PLAIN));
        assert!(says("deny", Saying::DATED) && !says("deny", Saying::PLAIN));
        assert!(!says("attacked", Saying::OPENS_CLAUSE | Saying::CLAUSAL));
    }
}
