//! Which part of a sentence tells its main act, and which of its verbs.
//!
//! ```text
//! The envoy, whose aides had been beaten, said on Monday he would visit Norvia after the truce, officials said.
//! main      -------- aside --------------- main ------------------------- -- aside ---------------------------
//! head                                                         visit
//! ```

use super::super::scene::{Scene, Verb};
use super::super::stance;
use crate::ingest::news::syntax::{Chunk, ChunkKind, Tense};
use crate::ingest::news::words::{Saying, says};

/// The part of a sentence that tells its main act: without clauses of time, reason and condition, clauses about a noun,
/// and who said it.
pub(super) struct Part {
    /// The first token of the sentence.
    start: usize,
    /// Of each token from there, whether it is in the part.
    inside: Vec<bool>,
}

impl Part {
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let tokens = scene.reading.sentences[scene.sentence].tokens();
        let mut part = Self { start: tokens.start, inside: vec![true; tokens.len()] };
        let chunks = &scene.clause.chunks;
        let mut told = false;
        let mut at = leading_end(scene);
        part.leave_out(scene, 0..at);
        while at < chunks.len() {
            if told && (opens_aside(scene, at) || is_attribution(scene, at)) {
                part.leave_out(scene, at..chunks.len());
                break;
            }
            let closed = if opens_aside(scene, at) {
                aside_end(scene, at)
            } else {
                apposed_end(scene, at).filter(|_| !told).unwrap_or(at)
            };
            part.leave_out(scene, at..closed);
            told = told || closed == at && scene.verb_at(at).is_some_and(|verb| carries_clause(scene, verb));
            at = closed.max(at + 1);
        }
        part
    }

    pub(super) fn contains(&self, token: usize) -> bool {
        token.checked_sub(self.start).and_then(|at| self.inside.get(at)) == Some(&true)
    }

    fn leave_out(&mut self, scene: &Scene<'_>, chunks: std::ops::Range<usize>) {
        for token in scene.clause.chunks[chunks].iter().flat_map(|chunk| chunk.tokens.clone()) {
            if let Some(inside) = self.inside.get_mut(token - self.start) {
                *inside = false;
            }
        }
    }
}

/// The verb that tells the main act: the first of its part that carries a clause; behind a verb of saying the one that is
/// said; behind "is ready", "are about" the one that is to come.
pub(super) fn head<'s, 'a>(scene: &'s Scene<'a>, part: &Part) -> Option<&'s Verb<'a>> {
    let verbs = || scene.verbs.iter().filter(|verb| part.contains(verb.group.main));
    let first = verbs().find(|verb| verb.group.tense.is_finite());
    let bound = first.filter(|verb| verb.group.auxiliary).and_then(|copula| bound_by(scene, copula));
    if bound.is_some() {
        return bound;
    }
    let first = verbs().find(|verb| verb.group.tense.is_finite() && !verb.group.auxiliary);
    let first = first.or_else(|| scene.verbs.iter().find(|verb| verb.group.tense.is_finite() && !verb.group.auxiliary));
    let first = first.or_else(|| scene.verbs.iter().find(|verb| !verb.group.auxiliary))?;
    Some(said_by(scene, first).unwrap_or(first))
}

/// The first verb of what a verb of saying says.
fn said_by<'s, 'a>(scene: &'s Scene<'a>, verb: &Verb<'a>) -> Option<&'s Verb<'a>> {
    let tokens = stance::clause_said(scene, verb).filter(|_| is_speech(scene.lemma(verb)))?;
    let inside = |verb: &&Verb<'_>| tokens.contains(&verb.group.main) && verb.group.tense.is_finite();
    scene.verbs.iter().find(inside)
}

/// The infinitive behind a copula, if no other clause begins before it.
fn bound_by<'s, 'a>(scene: &'s Scene<'a>, copula: &Verb<'_>) -> Option<&'s Verb<'a>> {
    let next = scene.verbs.iter().find(|verb| verb.chunk > copula.chunk)?;
    (next.group.tense == Tense::Infinitive).then_some(next)
}

pub(super) fn is_speech(lemma: &str) -> bool {
    says(lemma, Saying::PLAIN)
}

/// Whether a verb tells the act, or bears the clause that does.
fn carries_clause(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let says = is_speech(scene.lemma(verb)) && stance::clause_said(scene, verb).is_some();
    verb.group.tense.is_finite() && !says
}

/// One past what stands in front of the main clause with a comma behind it: "After the attack, ", "Citing fears, ".
fn leading_end(scene: &Scene<'_>) -> usize {
    let chunks = &scene.clause.chunks;
    let finite = |at: usize| chunks[at].verb().is_some_and(|group| group.tense.is_finite());
    let comma = |at: &usize| {
        chunks[*at].kind == ChunkKind::Comma && chunks.get(at + 1).is_some_and(|next| next.is_noun_phrase())
    };
    // "Ten days after", "hours after"
    let measured = |first: &&Chunk| (first.is_noun_phrase() || first.is_time()) && chunks.len() > 1;
    let opener = usize::from(chunks.first().filter(measured).is_some_and(|_| opens_aside(scene, 1)));
    let end = match chunks.get(opener).map(|first| &first.kind) {
        Some(ChunkKind::Subordinator) => {
            let own = (0..chunks.len()).find(|&at| finite(at)).unwrap_or(0);
            (own + 1..chunks.len()).find(comma)
        }
        Some(ChunkKind::Verb(group)) if !group.auxiliary => (0..chunks.len()).find(comma),
        Some(ChunkKind::Preposition) => {
            let mut verbs = (0..chunks.len()).filter(|&at| finite(at));
            let first = verbs.next().unwrap_or(0);
            // "In a letter handed over on Monday, Iraq said": the first describes the noun.
            let next = verbs.next().unwrap_or(first);
            (0..first).rev().find(comma).or_else(|| (first..next).find(comma))
        }
        _ => None,
    };
    let clause_follows = end.is_some_and(|end| (end..chunks.len()).any(finite));
    end.filter(|_| clause_follows).map_or(0, |end| end + 1)
}

fn opens_aside(scene: &Scene<'_>, chunk: usize) -> bool {
    let word = || scene.clause.word(chunk);
    match scene.clause.chunks[chunk].kind {
        ChunkKind::Relative => true,
        ChunkKind::NounPhrase => word() == "whose",
        ChunkKind::Subordinator => word() != "that",
        ChunkKind::Preposition => {
            matches!(word(), "after" | "before" | "following" | "since" | "amid" | "because" | "despite" | "during")
        }
        _ => false,
    }
}

/// One past what opens at `at`, in front of the main verb: "whose aides had been beaten,"; "during the war".
fn aside_end(scene: &Scene<'_>, at: usize) -> usize {
    let chunks = &scene.clause.chunks;
    let finite = |at: &usize| chunks[*at].verb().is_some_and(|group| group.tense.is_finite());
    if chunks[at].kind == ChunkKind::Preposition {
        return (at + 2).min(chunks.len());
    }
    let Some(own) = (at..chunks.len()).find(finite) else { return chunks.len() };
    let Some(next) = (own + 1..chunks.len()).find(finite) else { return chunks.len() };
    let behind_comma = at > 0 && chunks[at - 1].kind == ChunkKind::Comma;
    // ", which shelled the port and burnt a village, freed": the comma with a finite verb for the subject in front.
    let closes = |comma: &usize| {
        let behind = |at: &usize| chunks[*at].verb().is_some();
        let carries = (comma + 1..chunks.len()).find(behind).is_some_and(|verb| finite(&verb));
        chunks[*comma].kind == ChunkKind::Comma && carries && !chunks[comma + 1].is_noun_phrase()
    };
    let comma = (own + 1..chunks.len()).filter(|_| behind_comma).find(closes);
    comma.map_or(next, |comma| comma + 1)
}

/// One past ", accused of theft by a rival," behind the subject: a comma, a verb, and a comma with a finite verb behind.
fn apposed_end(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let chunks = &scene.clause.chunks;
    let opens = chunks[at].kind == ChunkKind::Comma
        && chunks.get(at + 1).and_then(Chunk::verb).is_some_and(|group| group.modal.is_none());
    let comma = (at + 2..chunks.len()).filter(|_| opens).find(|&end| chunks[end].kind == ChunkKind::Comma)?;
    let carries = chunks.get(comma + 1).and_then(Chunk::verb).is_some_and(|group| group.tense.is_finite());
    carries.then_some(comma + 1)
}

/// ", police said Friday": a comma, and then somebody who says what stood before it.
fn is_attribution(scene: &Scene<'_>, chunk: usize) -> bool {
    let says = |verb: &Verb<'_>| {
        let begins = verb.subject.as_ref().is_some_and(|subject| subject.start == chunk + 1);
        begins && is_speech(scene.lemma(verb)) && stance::clause_said(scene, verb).is_none()
    };
    scene.clause.chunks[chunk].kind == ChunkKind::Comma && scene.verbs.iter().any(says)
}

#[cfg(test)]
mod tests {
    use crate::ingest::news::{News, root_features};
    use crate::ontology::Ontology;

    /// The verbs of the main part of a sentence, and its words outside of it.
    fn parts(sentence: &str) -> (Vec<String>, Vec<String>) {
        let features = root_features(&News::new(sentence), Ontology::standard());
        let of = |template: &str| {
            features.iter().filter_map(|feature| feature.strip_prefix(template)).map(ToOwned::to_owned).collect()
        };
        (of("verb:"), of("aside:"))
    }

    #[test]
    fn a_clause_about_the_subject_tells_no_main_act() {
        let (verbs, aside) = parts("The envoy, whose aides were beaten in May, visited Norvia.");
        assert_eq!(verbs, ["visit"]);
        assert!(aside.contains(&"beat".to_owned()), "{aside:?}");
        let (verbs, _) = parts("Norvia, which shelled the port and burnt a village, on Monday freed two pilots.");
        assert_eq!(verbs, ["free"]);
    }

    #[test]
    fn what_leads_to_the_main_clause_tells_no_main_act() {
        let (verbs, _) = parts("Days after troops shelled the port, Norvia lifted the siege.");
        assert_eq!(verbs, ["lift"]);
        let (verbs, _) = parts("In a letter handed over on Monday, Norvia asked for help.");
        assert_eq!(verbs, ["ask"]);
        let (verbs, _) = parts("Faced with strikes, the president resigned.");
        assert_eq!(verbs, ["resign"]);
    }

    #[test]
    fn what_is_said_of_the_subject_between_commas_tells_no_main_act() {
        let (verbs, _) = parts("The rebels, accused of theft by Norvia, freed two pilots.");
        assert_eq!(verbs, ["free"]);
    }
}
