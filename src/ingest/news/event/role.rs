//! Who did what to whom, and where: frames filled from the phrases around a trigger.

use std::ops::Range;

use super::candidate::Candidate;
use super::scene::{Scene, Verb, is_part_of_place};
use super::setting;
use super::trigger::Trigger;
use crate::ingest::news::segment::TokenKind;
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::syntax::{Complement, Tag, Tense};
use crate::ingest::news::words::is_plural;
use crate::ingest::record::{Participant, Role};
use crate::ontology::{self, Slot};

/// Fills the roles and places of `candidate` from the phrases around its trigger.
pub(super) fn fill(scene: &Scene<'_>, trigger: &Trigger<'_>, candidate: &mut Candidate) {
    match scene.verb_at(trigger.chunk) {
        Some(verb) => verbal(scene, trigger, verb, candidate),
        None => nominal(scene, trigger, candidate),
    }
    setting::fill(scene, trigger.chunk, candidate);
}

fn verbal(scene: &Scene<'_>, trigger: &Trigger<'_>, verb: &Verb<'_>, candidate: &mut Candidate) {
    let frame = &trigger.sense.frame;
    let frame_object = frame.object().filter(|_| !is_given(scene, trigger, verb));
    let (subject, object) = if verb.group.passive {
        (frame_object, None)
    } else {
        (frame.subject(), behind_particle(scene, trigger).or(frame_object))
    };
    if let Some(phrases) = &verb.subject {
        put(scene, phrases, subject, candidate);
        if !scene.is_controlled(verb) {
            mark(scene, phrases, subject, candidate);
        }
    }
    let after = scene.clause.chunk_of(trigger.tokens.end - 1).unwrap_or(trigger.chunk);
    let phrases = scene.clause.object(after).filter(|phrases| verb.subject.as_ref() != Some(phrases));
    if let Some(phrases) = &phrases {
        put(scene, phrases, object, candidate);
        mark(scene, phrases, object, candidate);
    }
    // A topic takes no part, but stands where whoever is acted on would.
    let acted_on = if verb.group.passive { &verb.subject } else { &phrases };
    let topic = acted_on.as_ref().filter(|_| frame.object() == Some(Slot::Topic)).map(|phrases| span(scene, phrases));
    let behind = phrases.as_ref().map_or(after + 1, |phrases| phrases.end);
    let first = verb.subject.as_ref().map_or(verb.chunk, |subject| subject.start);
    // "Following the sale of the mill, ...": what hangs on a noun in front plays no part in the deed.
    let leading = scene.clause.leading(first).into_iter().filter(|part| scene.clause.word(part.preposition) != "of");
    for part in scene.clause.complements(behind).into_iter().chain(leading) {
        let by = verb.group.passive && scene.clause.word(part.preposition) == "by";
        let slot = if by { frame.subject() } else { asked_of(scene, candidate, &part, slot(scene, trigger, &part)) };
        if matches!(slot, Some(Slot::Role(_))) && is_of_thing(scene, &part) {
            let noun = scene.clause.chunks[part.preposition - 1].head();
            if is_part_of_place(scene.reading.text.word(noun)) {
                put(scene, &part.phrases, Some(Slot::Place), candidate);
            }
            continue;
        }
        put(scene, &part.phrases, slot, candidate);
        if by {
            mark(scene, &part.phrases, slot, candidate);
        }
    }
    candidate.target = candidate.target.or(topic);
    let measured = acted_on.as_ref().is_none_or(|acted_on| is_measure(scene, acted_on));
    if candidate.target.is_none() && !verb.group.passive && measured && happens_to(scene, verb) {
        candidate.target = candidate.source.take();
    }
}

/// "took to the streets of Oslo": of the noun in front; but "met leaders of the union" is to meet the union.
fn is_of_thing(scene: &Scene<'_>, part: &Complement) -> bool {
    let Some(before) = part.preposition.checked_sub(1).filter(|_| scene.clause.word(part.preposition) == "of") else {
        return false;
    };
    let group = |entity: usize| scene.reading.entities[entity].nameless && scene.reading.entities[entity].can_act();
    scene.clause.chunks[before].is_noun_phrase() && !scene.entities(&(before..before + 1)).into_iter().any(group)
}

/// "apologised to Norway", where the preposition is a part of the verb: whom it leads to.
fn behind_particle(scene: &Scene<'_>, trigger: &Trigger<'_>) -> Option<Slot> {
    let last = scene.reading.text.word(trigger.tokens.end - 1);
    let slot = trigger.sense.frame.preposition(last).filter(|_| trigger.tokens.len() > 1);
    slot.filter(|slot| matches!(slot, Slot::Role(_)))
}

/// "the prize was awarded to Norway": what is given is no receiver.
fn is_given(scene: &Scene<'_>, trigger: &Trigger<'_>, verb: &Verb<'_>) -> bool {
    let award = trigger.sense.event_type.as_ref() == "Award";
    award && scene.complements(verb).iter().any(|part| scene.clause.word(part.preposition) == "to")
}

/// "fell 5 percent", "lost 30 points": how much, not what.
pub(super) fn is_measure(scene: &Scene<'_>, phrases: &Range<usize>) -> bool {
    let phrase = &scene.clause.chunks[phrases.end - 1];
    let head = scene.reading.text.word(phrase.head());
    let counts = phrase.tokens.clone().any(|token| scene.reading.tags[token] == Tag::Number);
    counts
        && (scene.reading.tags[phrase.head()] == Tag::Number
            || matches!(head, "percent" | "points" | "point" | "cents"))
}

/// "a request from Norway" is Norway's; but who "seeks help from Norway" asks it, and "said in a speech from Oslo" is nobody's
/// but the speaker's.
fn asked_of(scene: &Scene<'_>, candidate: &Candidate, part: &Complement, slot: Option<Slot>) -> Option<Slot> {
    if scene.clause.word(part.preposition) != "from" || slot != Some(Slot::Role(ontology::Role::Actor)) {
        return slot;
    }
    let asks = scene.reading.ontology.is_a(&candidate.kind, "Demand");
    asks.then_some(Slot::Role(ontology::Role::Recipient))
}

/// Whether the subject of a verb without an object does nothing: "the price rose", but "Ada Example began to speak".
pub(super) fn happens_to(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    match scene.lemma(verb) {
        "begin" | "start" | "stop" | "end" | "continue" | "keep" | "open" | "close" | "change" | "come" | "recover"
        | "result" | "appear" | "emerge" | "become" | "stay" | "last" => {
            let subject = verb.subject.as_ref().map(|subject| scene.entities(subject)).unwrap_or_default();
            !subject.iter().any(|&entity| scene.reading.entities[entity].can_act())
        }
        lemma => matches!(
            lemma,
            "rise"
                | "fall"
                | "drop"
                | "grow"
                | "occur"
                | "happen"
                | "increase"
                | "decrease"
                | "decline"
                | "improve"
                | "break"
                | "burn"
                | "suffer"
                | "cost"
                | "weigh"
                | "sink"
                | "shrink"
                | "expand"
                | "date"
                | "belong"
                | "stand"
                | "lie"
                | "plunge"
                | "plummet"
                | "tumble"
                | "slump"
                | "surge"
                | "soar"
                | "slip"
                | "climb"
                | "rebound"
                | "stabilise"
                | "stabilize"
                | "die"
                | "collapse"
                | "crash"
                | "explode"
                | "vanish"
                | "disappear"
                | "weaken"
                | "strengthen"
                | "worsen"
                | "ease"
        ),
    }
}

fn nominal(scene: &Scene<'_>, trigger: &Trigger<'_>, candidate: &mut Candidate) {
    modifiers(scene, trigger, candidate);
    for part in scene.clause.complements(trigger.chunk + 1) {
        // "the purchase of 22 jets": a topic takes no part, but stands where whoever is acted on would.
        let topic =
            scene.clause.word(part.preposition) == "of" && trigger.sense.frame.preposition("of") == Some(Slot::Topic);
        let slot = slot(scene, trigger, &part);
        put(scene, &part.phrases, slot, candidate);
        mark(scene, &part.phrases, slot, candidate);
        candidate.target = candidate.target.or_else(|| topic.then(|| span(scene, &part.phrases)));
    }
    if let Some(verb) = scene.verb_with_object(candidate.anchor) {
        as_object(scene, verb, candidate);
    }
    if candidate.participants.iter().all(|participant| participant.role != Role::Actor) {
        on_occasion(scene, trigger, candidate);
    }
    let told = scene.verbs_with_subject(candidate.anchor).filter(|verb| happens(scene, verb) || befalls(scene, verb));
    // A sentence that goes on and on says nothing new.
    for verb in told.take(4) {
        as_subject(scene, trigger, verb, candidate);
    }
}

/// "said on a visit to Oslo", "in a phone call they discussed": who does what the clause tells does so there.
fn on_occasion(scene: &Scene<'_>, trigger: &Trigger<'_>, candidate: &mut Candidate) {
    let occasion =
        ["Visit", "PhoneCall", "Negotiation"].iter().any(|kind| scene.reading.ontology.is_a(&candidate.kind, kind));
    let governor = scene.clause.governor(candidate.anchor).map_or("", |preposition| scene.clause.word(preposition));
    let one = matches!(scene.clause.word(candidate.anchor), "a" | "an" | "talks");
    if !occasion || !one || !matches!(governor, "in" | "during" | "on") {
        return;
    }
    let (start, end) = (scene.clause.start(candidate.anchor), scene.clause.end(candidate.anchor));
    let main = scene.verbs.iter().find(|verb| {
        let own = verb.subject.as_ref().is_some_and(|subject| subject.start >= start);
        verb.group.tense.is_finite() && !verb.group.passive && verb.chunk < end && own
    });
    if let Some(subject) = main.and_then(|verb| verb.subject.as_ref()) {
        put(scene, subject, trigger.sense.frame.subject(), candidate);
    }
}

/// What disasters and attacks do to places and people, and what is done to make them: "the quake struck Norway", "a strike
/// called by unions".
pub(super) fn befalls(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let lemma = scene.lemma(verb);
    let made =
        matches!(lemma, "carry" | "plant" | "call" | "stage" | "organise" | "organize" | "lead" | "launch" | "claim");
    made && verb.group.passive
        || !verb.group.passive
            && matches!(
                lemma,
                "strike"
                    | "hit"
                    | "rock"
                    | "shake"
                    | "devastate"
                    | "kill"
                    | "injure"
                    | "wound"
                    | "destroy"
                    | "damage"
                    | "ravage"
                    | "sweep"
                    | "engulf"
                    | "rip"
                    | "burn"
                    | "rage"
                    | "spread"
                    | "tear"
                    | "batter"
                    | "explode"
                    | "detonate"
                    | "bury"
                    | "flatten"
                    | "inundate"
                    | "submerge"
                    | "halt"
                    | "disrupt"
                    | "paralyse"
                    | "paralyze"
                    | "cripple"
                    | "leave"
                    | "cause"
            )
}

/// "Russian strike", "Istanbul talks", "Russia–Ukraine war", "Norway's invasion".
fn modifiers(scene: &Scene<'_>, trigger: &Trigger<'_>, candidate: &mut Candidate) {
    let reading = scene.reading;
    let phrase = &scene.clause.chunks[trigger.chunk];
    let front = phrase.tokens.start..trigger.tokens.start;
    let kind = reading.ontology.event_type(&trigger.sense.event_type);
    let symmetric = kind.is_some_and(|kind| kind.symmetric);
    for mention in reading.mentions_in(&front).filter(|mention| !scene.is_for_or_against(mention)) {
        let entity = &reading.entities[mention.entity];
        let possessive = reading.text.kind(mention.end_token) == TokenKind::Possessive;
        let slot = if possessive && is_suffered(scene, trigger, mention.entity) {
            Some(Slot::Role(ontology::Role::Recipient))
        } else if entity.is_place() && entity.kind != "Country" {
            Some(Slot::Place)
        } else if symmetric
            || mention.demonym
            || possessive
            || !entity.is_place()
            || reading.text.is_upper(mention.first_token)
        {
            trigger.sense.frame.subject()
        } else {
            Some(Slot::Role(ontology::Role::Recipient))
        };
        give(scene, mention.entity, slot, candidate);
        note(mention.span, slot, candidate);
    }
    // "its sales": whose they are does it, whoever that is.
    let owner = phrase.tokens.start;
    if reading.tags[owner] == Tag::Owner && owner < trigger.tokens.start {
        note(reading.text.tokens[owner].span, trigger.sense.frame.subject(), candidate);
    }
}

/// "Ada's arrest", "Ada's killing": what is done to a person is theirs; but "Ada's arrest of a rival" she makes.
fn is_suffered(scene: &Scene<'_>, trigger: &Trigger<'_>, owner: usize) -> bool {
    const DONE_TO_PEOPLE: [&str; 14] = [
        "Arrest",
        "Killing",
        "Abduction",
        "Expulsion",
        "Conviction",
        "Sentencing",
        "Acquittal",
        "Dismissal",
        "Release",
        "Appointment",
        "Extradition",
        "Deportation",
        "Indictment",
        "Capture",
    ];
    let (reading, entity) = (scene.reading, &scene.reading.entities[owner]);
    // "the suspect's arrest", but whose release "the rebels' release" is, nobody can tell.
    let somebody = entity.nameless && entity.kind == "Group" && !is_plural(&entity.name);
    let person = reading.ontology.is_a(&entity.kind, "Person") || somebody;
    let kind = &trigger.sense.event_type;
    let acts_on =
        || scene.clause.word(scene.clause.chunk_of(trigger.tokens.end - 1).unwrap_or(trigger.chunk) + 1) == "of";
    person && DONE_TO_PEOPLE.iter().any(|done| reading.ontology.is_a(kind, done)) && !acts_on()
}

/// A light verb's subject acts in the event its object names: "Norway carried out an attack".
fn as_object(scene: &Scene<'_>, verb: &Verb<'_>, candidate: &mut Candidate) {
    let (Some(light), Some(subject)) = (verb.light, &verb.subject) else { return };
    let is_a = |kind: &str| scene.reading.ontology.is_a(&candidate.kind, kind);
    let acts = match scene.lemma(verb) {
        // "announced the death of a king": who says so did nothing to him.
        "announce" | "declare" => trigger_acts(scene, candidate),
        // "paid a visit", not "paid a fine".
        "pay" => is_a("Visit"),
        // "ended their strike", not "ended the siege".
        "end" => is_a("Strike"),
        _ => true,
    };
    if !acts {
        return;
    }
    let slot = Some(Slot::Role(if verb.group.passive { ontology::Role::Participant } else { light.subject }));
    put(scene, subject, slot, candidate);
    mark(scene, subject, slot, candidate);
    // "returned to work, ending a strike"
    let ends = verb.group.tense == Tense::Gerund && scene.lemma(verb) == "end";
    let acts = slot == Some(Slot::Role(ontology::Role::Actor)) && (verb.group.tense.is_finite() || ends);
    candidate.done |= acts && !candidate.participants.is_empty();
    for part in scene.clause.leading(subject.start) {
        put(scene, &part.phrases, place_slot(scene.clause.word(part.preposition)), candidate);
    }
}

/// Whether somebody does what the event is: nobody does a death or a flood.
fn trigger_acts(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let happens = ["Death", "Accident", "Disaster", "Birth", "Illness"];
    !happens.iter().any(|kind| scene.reading.ontology.is_a(&candidate.kind, kind))
}

/// What stands around a verb of happening belongs to the event: "The attack took place in Oslo", "Talks were held by Norway".
fn as_subject(scene: &Scene<'_>, trigger: &Trigger<'_>, verb: &Verb<'_>, candidate: &mut Candidate) {
    let first = verb.subject.as_ref().map_or(verb.chunk, |subject| subject.start);
    // "struck northern Norway"
    if let Some(object) = verb.object.as_ref().filter(|_| !verb.group.passive && befalls(scene, verb)) {
        put(scene, object, Some(Slot::Place), candidate);
    }
    for part in scene.complements(verb).into_iter().chain(scene.clause.leading(first)) {
        let by = scene.clause.word(part.preposition) == "by";
        let slot = if by { trigger.sense.frame.subject() } else { slot(scene, trigger, &part) };
        put(scene, &part.phrases, slot, candidate);
    }
}

/// Verbs that say no more than that an event was: "took place", "began", "were held".
pub(super) fn happens(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let light = verb.light.is_some() && verb.group.passive;
    light
        || matches!(
            scene.lemma(verb),
            "take"
                | "occur"
                | "happen"
                | "begin"
                | "commence"
                | "convene"
                | "start"
                | "open"
                | "end"
                | "continue"
                | "resume"
                | "break"
                | "erupt"
                | "come"
                | "follow"
                | "hit"
                | "conclude"
                | "fail"
                | "collapse"
                | "be"
                | "target"
                | "last"
                | "hold"
                | "persist"
        )
}

fn slot(scene: &Scene<'_>, trigger: &Trigger<'_>, part: &Complement) -> Option<Slot> {
    let preposition = scene.clause.word(part.preposition);
    // "with 390 prisoners swapped": a clause of its own, no companion.
    if preposition == "with"
        && scene
            .verbs
            .iter()
            .any(|verb| verb.group.tense == Tense::Participle && verb.subject.as_ref() == Some(&part.phrases))
    {
        return None;
    }
    // "took to the streets of Oslo"
    let last = &scene.clause.chunks[part.phrases.end - 1];
    if is_part_of_place(scene.reading.text.word(last.head())) && scene.clause.word(part.phrases.end) == "of" {
        return Some(Slot::Place);
    }
    if is_crossed(scene, trigger, preposition) {
        return Some(Slot::Place);
    }
    // "won the final in Oslo": a place behind "in" is where it was, whatever else the frame looks for there.
    let slot = trigger.sense.frame.preposition(preposition).filter(|slot| *slot != Slot::Topic);
    slot.or_else(|| place_slot(preposition))
}

/// "shot down over the sea", "marched through Oslo"
fn is_crossed(scene: &Scene<'_>, trigger: &Trigger<'_>, preposition: &str) -> bool {
    let kind = match preposition {
        "over" | "along" => "Attack",
        "through" => "Protest",
        _ => return false,
    };
    scene.reading.ontology.is_a(&trigger.sense.event_type, kind)
}

fn place_slot(preposition: &str) -> Option<Slot> {
    matches!(preposition, "in" | "at" | "near" | "off" | "outside" | "inside" | "across" | "throughout" | "around")
        .then_some(Slot::Place)
}

fn put(scene: &Scene<'_>, phrases: &Range<usize>, slot: Option<Slot>, candidate: &mut Candidate) {
    if slot == Some(Slot::Place) {
        scene.places(phrases).into_iter().for_each(|place| candidate.happened_at(place));
        return;
    }
    for entity in scene.entities(phrases).into_iter().filter(|&entity| !is_contest(scene, entity)) {
        let before = candidate.places.len();
        give(scene, entity, slot, candidate);
        // "attacked a Norwegian ship": not in Norway.
        if !is_named(scene, phrases, entity) && !scene.places(phrases).contains(&entity) {
            candidate.places.truncate(before);
        }
    }
}

/// "won the World Cup": a contest takes no part in itself.
fn is_contest(scene: &Scene<'_>, entity: usize) -> bool {
    let last = scene.reading.entities[entity].name.rsplit(' ').next().unwrap_or_default();
    matches!(
        last,
        "Cup" | "Open" | "Championship" | "Championships" | "Prix" | "Games" | "Olympics" | "Trophy" | "Marathon"
    )
}

/// Whether one of the phrases is the name of the entity, not only of what belongs to it.
fn is_named(scene: &Scene<'_>, phrases: &Range<usize>, entity: usize) -> bool {
    let heads = phrases.clone().map(|chunk| &scene.clause.chunks[chunk]).filter(|chunk| chunk.is_noun_phrase());
    heads
        .filter_map(|chunk| scene.reading.entity_at(&chunk.tokens, chunk.head()))
        .any(|mention| mention.entity == entity)
}

/// Gives an entity its part. A place is not hit as a person is: an attack on a city happened there; one on a country
/// happened there and to it.
fn give(scene: &Scene<'_>, entity: usize, slot: Option<Slot>, candidate: &mut Candidate) {
    let is_place = scene.reading.entities[entity].is_place();
    let is_country = scene.reading.entities[entity].kind == "Country";
    let attack = scene.reading.ontology.is_a(&candidate.kind, "Attack");
    match slot {
        Some(Slot::Place) if is_place => candidate.happened_at(entity),
        // "accused Oslo of ...": a seat of government stands for the government.
        Some(Slot::Role(ontology::Role::Recipient)) if is_place && !is_country && !is_statement(scene, candidate) => {
            candidate.happened_at(entity);
        }
        Some(Slot::Role(role)) => {
            if attack && is_country && role == ontology::Role::Recipient {
                candidate.happened_at(entity);
            }
            candidate.adds(Participant { role: record_role(role), entity });
        }
        _ => {}
    }
}

fn is_statement(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    scene.reading.ontology.is_a(&candidate.kind, "Statement") && !candidate.nominal
}

/// Notes the words of the source and the target of the act, for whoever compares with annotated texts.
fn mark(scene: &Scene<'_>, phrases: &Range<usize>, slot: Option<Slot>, candidate: &mut Candidate) {
    note(span(scene, phrases), slot, candidate);
}

/// From the first word of the phrases to the last.
pub(super) fn span(scene: &Scene<'_>, phrases: &Range<usize>) -> TextSpan {
    let tokens = &scene.reading.text.tokens;
    let first = scene.clause.chunks[phrases.start].tokens.start;
    let last = scene.clause.chunks[phrases.end - 1].tokens.end - 1;
    tokens[first].span.to(tokens[last].span)
}

fn note(span: TextSpan, slot: Option<Slot>, candidate: &mut Candidate) {
    match slot {
        Some(Slot::Role(ontology::Role::Actor)) if candidate.source.is_none() => candidate.source = Some(span),
        // Of a symmetric act the other side is its target.
        Some(Slot::Role(ontology::Role::Actor)) if candidate.target.is_none() => candidate.target = Some(span),
        Some(Slot::Role(ontology::Role::Recipient)) if candidate.target.is_none() => candidate.target = Some(span),
        _ => {}
    }
}

const fn record_role(role: ontology::Role) -> Role {
    match role {
        ontology::Role::Actor => Role::Actor,
        ontology::Role::Recipient => Role::Recipient,
        ontology::Role::Participant => Role::Participant,
    }
}
