//! The words that say how real something is.

use super::Stance;
use crate::ingest::record::Modality;

/// Adverbs by which a text keeps its distance.
pub(super) fn hedges(word: &str) -> bool {
    matches!(word, "allegedly" | "reportedly" | "purportedly" | "supposedly" | "apparently")
}

/// What a verb makes of an infinitive behind it: "agreed to release", "failed to agree", "began to withdraw".
pub(super) fn of_infinitive(lemma: &str) -> Stance {
    match lemma {
        "fail" | "refuse" | "decline" | "neglect" => Stance::Real(Modality::Failed),
        "plan" | "intend" | "agree" | "vow" | "promise" | "pledge" | "threaten" | "decide" | "order" | "prepare"
        | "expect" | "schedule" | "offer" | "propose" | "set" | "be" | "is" | "are" | "swear" | "commit"
        | "resolve" | "vote" | "mean" | "opt" | "choose" | "authorise" | "authorize" | "announce" => {
            Stance::Real(Modality::Planned)
        }
        "begin" | "start" | "continue" | "manage" | "help" | "force" | "come" | "go" | "rush" | "compel" | "cause"
        | "lead" | "get" | "proceed" => Stance::ASSERTED,
        "report" | "believe" | "think" | "suspect" | "allege" | "say" | "claim" | "appear" | "seem" | "rumour"
        | "presume" => Stance::Real(Modality::Alleged),
        _ => Stance::Unreal,
    }
}

/// What a noun makes of an infinitive behind it: "an agreement to release", "an attempt to flee".
pub(super) fn of_noun_infinitive(word: &str) -> Stance {
    match word {
        "agreement" | "deal" | "decision" | "plan" | "plans" | "order" | "orders" | "promise" | "pledge" | "offer"
        | "threat" | "vow" | "commitment" | "pact" | "accord" => Stance::Real(Modality::Planned),
        _ => Stance::Unreal,
    }
}

/// What a noun makes of what it governs by "of", "for" or "that": "reports of an attack", "fear of war".
pub(super) fn of_noun(word: &str) -> Stance {
    match word {
        "allegation" | "allegations" | "accusation" | "accusations" | "claim" | "claims" | "report" | "reports"
        | "suspicion" | "suspicions" | "charges" | "rumours" | "rumors" | "reporting" => {
            Stance::Real(Modality::Alleged)
        }
        "breakdown" | "collapse" | "failure" | "cancellation" => Stance::Real(Modality::Failed),
        "denial" | "denials" => Stance::Real(Modality::Denied),
        "plan" | "plans" | "announcement" | "preparation" | "preparations" | "schedule" => {
            Stance::Real(Modality::Planned)
        }
        "threat" | "threats" | "risk" | "risks" | "danger" | "possibility" | "chance" | "prospect" | "prospects"
        | "hope" | "hopes" | "fear" | "fears" | "call" | "calls" | "demand" | "demands" | "request" | "requests"
        | "appeal" | "appeals" | "need" | "proposal" | "proposals" | "lack" | "absence" | "warning" | "warnings"
        | "concern" | "concerns" | "idea" | "case" | "possibilities" | "commitment" | "support" | "pressure"
        | "conditions" | "terms" | "prevention" | "potential" | "theory" | "efforts" | "effort" | "attempt"
        | "attempts" | "talk" => Stance::Unreal,
        _ => Stance::ASSERTED,
    }
}

/// What a verb makes of an event it has as its object: "denied the attack", "demanded a ceasefire".
pub(super) fn of_object(lemma: &str) -> Stance {
    match lemma {
        "deny" => Stance::Real(Modality::Denied),
        "cancel" | "foil" | "thwart" | "abort" | "avert" => Stance::Real(Modality::Failed),
        "plan" | "schedule" | "prepare" | "postpone" | "expect" | "await" | "delay" | "promise" => {
            Stance::Real(Modality::Planned)
        }
        "claim" | "allege" | "suspect" => Stance::Real(Modality::Alleged),
        "prevent" | "avoid" | "reject" | "oppose" | "demand" | "seek" | "urge" | "propose" | "want" | "need"
        | "threaten" | "consider" | "discuss" | "debate" | "fear" | "offer" | "advocate" | "call" | "ask"
        | "request" | "favour" | "favor" | "support" | "risk" | "predict" | "rule" | "exclude" | "negotiate"
        | "encourage" | "intensify" | "face" => Stance::Unreal,
        _ => Stance::ASSERTED,
    }
}

/// What an adjective makes of an event noun: "an alleged attack".
pub(super) fn of_adjective(word: &str) -> Stance {
    match word {
        "alleged" | "suspected" | "reported" | "purported" | "claimed" | "apparent" => Stance::Real(Modality::Alleged),
        "planned" | "upcoming" | "scheduled" | "proposed" | "threatened" | "forthcoming" | "expected" | "intended" => {
            Stance::Real(Modality::Planned)
        }
        "failed" | "foiled" | "thwarted" | "attempted" | "unsuccessful" | "abortive" | "cancelled" | "canceled"
        | "aborted" => Stance::Real(Modality::Failed),
        "possible" | "potential" | "hypothetical" | "imminent" | "future" | "feared" | "eventual" | "further" => {
            Stance::Unreal
        }
        _ => Stance::ASSERTED,
    }
}

/// Verbs of saying, and what they make of what is said.
pub(super) fn of_speech(lemma: &str) -> Option<Modality> {
    match lemma {
        "say" | "tell" | "state" | "report" | "add" | "announce" | "confirm" | "explain" | "note" | "write"
        | "reveal" | "admit" | "acknowledge" | "declare" | "inform" | "describe" | "conclude" | "find" | "disclose"
        | "show" | "indicate" | "stress" | "recall" | "learn" => Some(Modality::Asserted),
        "claim" | "allege" | "assert" | "suspect" | "believe" | "maintain" | "contend" | "argue" | "suggest"
        | "accuse" | "charge" | "insist" | "think" | "theorize" | "estimate" | "imply" | "speculate" => {
            Some(Modality::Alleged)
        }
        "deny" => Some(Modality::Denied),
        "hope" | "expect" | "predict" | "promise" | "vow" | "pledge" | "threaten" => Some(Modality::Planned),
        _ => None,
    }
}
