//! A short noun phrase or headline for an event, in the text's own words.

use std::ops::Range;

use super::candidate::Candidate;
use super::scene::{Scene, Verb};
use super::stance;
use crate::ingest::news::segment::{TokenKind, fold};
use crate::ingest::news::syntax::{ChunkKind, Complement, Tag, Tense};
use crate::ingest::news::words::{self, Class, closed_class, third_person};
use crate::ingest::record::Role;

/// The longest title, in characters; longer ones lose their last phrases.
const LONGEST: usize = 90;

/// The title of an event: "drone and missile strike on Kyiv", "Norway and Sweden release 30 prisoners".
pub(super) fn title(scene: &Scene<'_>, candidate: &Candidate) -> String {
    match scene.verb_at(candidate.chunk) {
        Some(verb) => with_said(scene, verb, candidate)
            .unwrap_or_else(|| with_quote(scene, whole(headline(scene, verb, candidate)), verb, candidate)),
        None => located(scene, whole(noun_phrase(scene, candidate)), candidate),
    }
}

/// A title without the words at its end that promise more: "decides to".
fn whole(mut title: String) -> String {
    while let Some((rest, last)) = title.rsplit_once(' ') {
        let promises = matches!(
            closed_class(&fold(last)),
            Some(
                Class::Preposition
                    | Class::To
                    | Class::Determiner
                    | Class::Conjunction
                    | Class::PossessivePronoun
                    | Class::Subordinator
                    | Class::RelativePronoun
            )
        ) && !matches!(last, "in" | "out" | "up" | "down" | "off" | "over");
        if !promises {
            break;
        }
        title.truncate(rest.len());
    }
    title
}

/// "fire in Gdynia": a title of one word says where it was.
fn located(scene: &Scene<'_>, title: String, candidate: &Candidate) -> String {
    match candidate.places.first() {
        Some(&place) if !title.is_empty() && !title.contains(' ') => {
            format!("{title} in {}", scene.reading.entities[place].name)
        }
        _ => title,
    }
}

/// "Ada Example says the harbour will open": what is said, where it is a clause without quotation marks.
fn with_said(scene: &Scene<'_>, verb: &Verb<'_>, candidate: &Candidate) -> Option<String> {
    const WORDS: usize = 10;
    let statement = scene.reading.ontology.is_a(&candidate.kind, "Statement");
    // Of a clause that begins outside quotation marks only some words are quoted.
    let plain = |said: &Range<usize>| candidate.quote.is_none() || !scene.reading.text.tokens[said.start].quoted;
    let said = stance::clause_said(scene, verb).filter(|said| statement && plain(said))?;
    let subject = verb.subject.as_ref().filter(|subject| subject.end <= verb.chunk)?;
    let mut title = subject_words(scene, subject, candidate);
    let plural = title.contains(" and ") || is_plural(scene, verb);
    push_word(&mut title, &conjugated(scene, verb, plural));
    let end = (said.start..said.end).take_while(|&index| scene.reading.text.raw(index) != ";").last()? + 1;
    let marks = |from: usize| (from..end).all(|index| scene.reading.text.kind(index) != TokenKind::Word);
    let cut = if marks(end.min(said.start + WORDS)) { end } else { said.start + WORDS };
    let words = scene.reading.text.of(said.start..cut).to_owned();
    push_word(&mut title, words.trim_end_matches(['.', ',', ' ']));
    let title = whole(title);
    Some(if cut < end { format!("{title}…") } else { title })
}

/// "Ada Example says" says nothing without what she says.
fn with_quote(scene: &Scene<'_>, title: String, verb: &Verb<'_>, candidate: &Candidate) -> String {
    match &candidate.quote {
        Some(quote) if verb.object.as_ref().is_none_or(|object| is_quoted(scene, object)) => {
            let words: Vec<&str> = quote.split_whitespace().take(8).collect();
            let rest = if words.len() < quote.split_whitespace().count() { "…" } else { "" };
            format!("{title} “{}{rest}”", words.join(" "))
        }
        _ => title,
    }
}

fn is_quoted(scene: &Scene<'_>, phrases: &Range<usize>) -> bool {
    scene.reading.text.tokens[scene.clause.chunks[phrases.start].tokens.start].quoted
}

fn noun_phrase(scene: &Scene<'_>, candidate: &Candidate) -> String {
    let mut title = if candidate.anchor == candidate.chunk {
        plain(scene, unowned(scene, scene.clause.chunks[candidate.chunk].tokens.clone()))
    } else {
        format!("{} of {}", bare(scene, candidate.anchor), with_article(scene, candidate.chunk))
    };
    append_all(scene, &scene.clause.complements(candidate.chunk + 1), &mut title);
    title
}

/// Adds prepositional phrases, but not "of the union" behind "by members", which was left out.
fn append_all(scene: &Scene<'_>, parts: &[Complement], title: &mut String) {
    let mut added = true;
    for part in parts {
        if added || scene.clause.word(part.preposition) != "of" {
            let before = title.len();
            append(scene, part, title);
            let time = scene.clause.chunks[part.phrases.start].is_time();
            added = title.len() > before || time && added;
        }
    }
}

/// Adds a prepositional phrase, unless it is a time or makes the title too long.
fn append(scene: &Scene<'_>, part: &Complement, title: &mut String) {
    let preposition = scene.clause.word(part.preposition);
    let phrase = tokens(scene, &part.phrases);
    let time = scene.clause.chunks[part.phrases.clone()].iter().any(crate::ingest::news::syntax::Chunk::is_time);
    let vague = matches!(
        scene.reading.text.word(scene.clause.chunks[part.phrases.end - 1].head()),
        "side" | "sides" | "party" | "parties" | "it" | "them" | "him" | "her"
    );
    let wanted = !vague
        && matches!(
            preposition,
            "on" | "of"
                | "against"
                | "between"
                | "with"
                | "in"
                | "at"
                | "near"
                | "to"
                | "for"
                | "from"
                | "into"
                | "over"
        );
    let words = plain(scene, phrase);
    if wanted && !time && !words.is_empty() && title.len() + words.len() < LONGEST {
        title.push(' ');
        title.push_str(preposition);
        title.push(' ');
        title.push_str(&words);
    }
}

/// Actors, the verb in the present, the object: as headlines tell.
fn headline(scene: &Scene<'_>, verb: &Verb<'_>, candidate: &Candidate) -> String {
    let reading = scene.reading;
    let after = scene.clause.chunk_of(candidate.trigger.end - 1).unwrap_or(candidate.chunk);
    let object = scene
        .clause
        .object(after)
        .filter(|phrases| verb.subject.as_ref() != Some(phrases) && !is_quoted(scene, phrases));
    let mut title = String::with_capacity(LONGEST);
    if let Some(subject) = &verb.subject {
        title.push_str(&subject_words(scene, subject, candidate));
    }
    // "agreed to work": the trigger ends in the middle of a verb group.
    let group = if after > candidate.chunk { scene.clause.chunks[after].tokens.end } else { candidate.trigger.end };
    let rest = reading.text.of(verb.group.main + 1..candidate.trigger.end.max(group));
    let spoken = if verb.group.passive {
        reading.text.word(verb.group.main).to_owned()
    } else {
        conjugated(scene, verb, title.is_empty() || title.contains(" and ") || is_plural(scene, verb))
    };
    push_word(&mut title, &spoken);
    push_word(&mut title, rest);
    if let Some(object) = &object {
        push_word(&mut title, &plain(scene, tokens(scene, object)));
    }
    let behind = object.map_or(after + 1, |object| object.end);
    // What follows "after the quarrel" hangs on the quarrel.
    let parts = scene.clause.complements(behind);
    let direct = parts.iter().take_while(|part| {
        (behind..part.preposition).all(|chunk| scene.clause.chunks[chunk].kind != ChunkKind::Subordinator)
    });
    append_all(scene, &parts[..direct.count()], &mut title);
    if let Some(deed) =
        scene.verb_at(behind).filter(|deed| deed.group.tense == Tense::Gerund && after > candidate.chunk)
    {
        // "charged with stealing a boat"
        let end = deed.object.as_ref().map_or(deed.chunk + 1, |object| object.end);
        push_word(&mut title, &plain(scene, tokens(scene, &(behind..end))));
    }
    let end = parts.last().map_or(behind, |part| part.phrases.end);
    append_deed(scene, end, &mut title);
    title
}

/// "the importance of returning all captives": a preposition, or "to", with a verb and its object.
fn append_deed(scene: &Scene<'_>, from: usize, title: &mut String) {
    let preposition = (scene.clause.word(from) == "of" || scene.clause.word(from) == "for").then_some(from);
    let at = preposition.map_or(from, |from| from + 1);
    let Some(verb) = scene.verb_at(at).filter(|verb| matches!(verb.group.tense, Tense::Gerund | Tense::Infinitive))
    else {
        return;
    };
    if preposition.is_none() && verb.group.tense == Tense::Gerund {
        return;
    }
    let end = verb.object.as_ref().map_or(at + 1, |object| object.end);
    let tokens = scene.clause.chunks[from].tokens.start..scene.clause.chunks[end - 1].tokens.end;
    let words = plain(scene, tokens);
    if title.len() + words.len() < LONGEST {
        push_word(title, &words);
    }
}

fn push_word(title: &mut String, word: &str) {
    if !word.is_empty() {
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(word);
    }
}

/// The names of who the subject means, so that no title says "he".
fn subject_words(scene: &Scene<'_>, subject: &Range<usize>, candidate: &Candidate) -> String {
    let entities = scene.entities(subject);
    let roles = [Role::Actor, Role::Recipient, Role::Participant];
    let takes_part = |entity: &&usize| {
        candidate
            .participants
            .iter()
            .any(|participant| participant.entity == **entity && roles.contains(&participant.role))
    };
    let names: Vec<&str> =
        entities.iter().filter(takes_part).map(|&entity| scene.reading.entities[entity].name.as_str()).collect();
    let head = scene.clause.chunks[subject.end - 1].head();
    let named = scene.reading.tags[head] == Tag::Pronoun
        || scene.reading.entity_at(&scene.clause.chunks[subject.end - 1].tokens, head).is_some();
    match names.as_slice() {
        [] => plain(scene, unowned(scene, tokens(scene, subject))),
        _ if !named => plain(scene, unowned(scene, tokens(scene, subject))),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn is_plural(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let Some(subject) = &verb.subject else { return false };
    let head = scene.clause.chunks[subject.end - 1].head();
    let meant = scene.entities(subject).first().map(|&entity| &scene.reading.entities[entity]);
    let group = meant.filter(|entity| entity.part_of.is_some() || entity.nameless);
    let noun = scene.reading.tags[head] == Tag::Noun && words::is_plural(scene.reading.text.word(head));
    let counts = matches!(
        scene.reading.text.word(scene.clause.chunks[subject.start].head()),
        "thousands" | "hundreds" | "dozens"
    );
    noun || counts || group.is_some_and(|entity| words::is_plural(&entity.name))
}

fn conjugated(scene: &Scene<'_>, verb: &Verb<'_>, plural: bool) -> String {
    let lemma = scene.lemma(verb);
    if plural { lemma.to_owned() } else { third_person(lemma) }
}

fn tokens(scene: &Scene<'_>, phrases: &Range<usize>) -> Range<usize> {
    scene.clause.chunks[phrases.start].tokens.start..scene.clause.chunks[phrases.end - 1].tokens.end
}

/// A phrase without determiners and times.
fn bare(scene: &Scene<'_>, chunk: usize) -> String {
    plain(scene, scene.clause.chunks[chunk].tokens.clone())
}

fn with_article(scene: &Scene<'_>, chunk: usize) -> String {
    let words = bare(scene, chunk);
    if words::is_plural(&words) { words } else { format!("the {words}") }
}

/// A phrase a title begins with: "his ship" is a ship, of nobody the title names.
fn unowned(scene: &Scene<'_>, tokens: Range<usize>) -> Range<usize> {
    let owned = closed_class(scene.reading.text.word(tokens.start)) == Some(Class::PossessivePronoun);
    if owned && tokens.len() > 1 { tokens.start + 1..tokens.end } else { tokens }
}

/// The words of a range of tokens, without the determiner in front, times, and words that only judge.
fn plain(scene: &Scene<'_>, tokens: Range<usize>) -> String {
    let reading = scene.reading;
    let start = tokens
        .clone()
        .find(|&index| {
            !matches!(reading.tags[index], Tag::Determiner | Tag::Negation | Tag::Adverb | Tag::OpenQuote)
                || is_capital_article(scene, index)
        })
        .unwrap_or(tokens.end);
    let mut title = String::with_capacity(reading.text.of(start..tokens.end).len());
    for index in start..tokens.end {
        let whose = reading.tags[index] == Tag::PossessiveMark && index > 0 && reading.tags[index - 1] == Tag::Time;
        let quiet = whose
            || matches!(reading.tags[index], Tag::OpenQuote | Tag::CloseQuote | Tag::Time)
            || judges(reading.text.word(index));
        if quiet {
            continue;
        }
        let glued = reading.text.tokens[index].span.start == reading.text.tokens[index.saturating_sub(1)].span.end;
        if !glued && !title.is_empty() {
            title.push(' ');
        }
        title.push_str(reading.text.raw(index));
    }
    let is_mark = |c: char| !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | ')' | '(');
    title.truncate(title.trim_end_matches(is_mark).len());
    title.drain(..title.len() - title.trim_start_matches(is_mark).len());
    title
}

/// "The Hague"
fn is_capital_article(scene: &Scene<'_>, index: usize) -> bool {
    scene.reading.tags[index] == Tag::Determiner
        && scene.reading.text.is_capitalised(index)
        && index > scene.reading.sentences[scene.sentence].first_token
        && scene.reading.tags.get(index + 1) == Some(&Tag::Name)
}

/// Adjectives that tell how the writer feels, not what happened.
fn judges(word: &str) -> bool {
    matches!(word, "significant" | "major" | "dramatic" | "critical" | "landmark" | "so-called" | "latest" | "recent")
}
