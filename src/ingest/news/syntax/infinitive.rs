//! Who does what an infinitive says, where a phrase stands in front of it.
//!
//! ```text
//! told the guards to leave          the guards leave
//! left the guards to tell others    whoever left tells them
//! calls on Norway to leave          nobody here
//! ```

use super::chunk::ChunkKind;
use super::clause::Clause;

/// What a phrase in front of an infinitive is to it.
pub(super) enum Before {
    /// Who does it.
    Subject,
    /// Somebody whose part is unclear: "calls on Norway to leave".
    Nobody,
    /// What the verb there acts on, to some purpose: its own subject is who does it.
    ObjectOf(usize),
    /// Something else.
    Else,
}

impl Clause<'_> {
    /// What the phrases from `first` to `last` in front of an infinitive are to it.
    pub(super) fn before_infinitive(&self, first: usize, last: usize, verb: usize) -> Before {
        let Some(before) = first.checked_sub(1) else { return Before::Else };
        match &self.chunks[before].kind {
            ChunkKind::Preposition if last + 1 == verb => match self.word(before) {
                "by" => Before::Subject,
                "in" | "at" | "near" | "outside" | "of" => Before::Else,
                _ => Before::Nobody,
            },
            // "told the guards to leave", but "left the guards to tell the others"
            ChunkKind::Verb(group) if !group.passive && !group.auxiliary && !self.commands(group.main) => {
                Before::ObjectOf(before)
            }
            _ => Before::Else,
        }
    }

    /// Whether the object of a verb is who does what the infinitive behind it says.
    fn commands(&self, main: usize) -> bool {
        let lemma = self.text.verb_forms(main).map_or("", |forms| forms.lemma);
        COMMANDING.contains(&lemma)
    }
}

/// Verbs whose object does what the infinitive behind it says.
const COMMANDING: [&str; 46] = [
    "ask",
    "tell",
    "order",
    "urge",
    "force",
    "allow",
    "want",
    "help",
    "persuade",
    "invite",
    "encourage",
    "expect",
    "permit",
    "enable",
    "cause",
    "get",
    "lead",
    "compel",
    "press",
    "pressure",
    "push",
    "request",
    "require",
    "teach",
    "warn",
    "convince",
    "instruct",
    "direct",
    "authorize",
    "authorise",
    "command",
    "beg",
    "implore",
    "forbid",
    "oblige",
    "prompt",
    "appoint",
    "elect",
    "choose",
    "hire",
    "send",
    "deploy",
    "dispatch",
    "assign",
    "task",
    "like",
];
