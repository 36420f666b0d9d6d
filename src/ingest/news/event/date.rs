//! When one event was, of the several times a sentence may name.

use super::candidate::{Candidate, Dated};
use super::course::{Narrative, day_so_far, is_pluperfect};
use super::role::{befalls, happens};
use super::scene::{Scene, Verb};
use super::setting::meanwhile;
use crate::ingest::news::clean::BlockKind;
use crate::ingest::news::segment::Sentence;
use crate::ingest::news::syntax::{ChunkKind, Tag, Tense};
use crate::ingest::news::times::TimeMention;
use crate::ingest::news::words::{Saying, says};
use crate::time::edtf::Bound;
use crate::time::phrase::{Kind, Precision};
use crate::time::{Date, Edtf};

/// The article's own time: when it was written, and the day the story has come to before this sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    pub(super) published: Option<Date>,
    pub(super) narrative: Option<Narrative>,
}

/// When a deed was that is no event: by its own phrase, else by the label it stands under, else by the story.
pub(super) fn of_deed(scene: &Scene<'_>, story: Story, verb: &Verb<'_>) -> Option<Edtf> {
    let told = of_verb(scene, verb).or_else(|| scope(scene).filter(|_| verb.group.tense.is_finite()));
    let date = told.or_else(|| {
        let near = story.narrative.filter(|near| scene.sentence - near.sentence <= MEMORY);
        let near = near.filter(|near| near.precision <= Precision::Day).map(|near| whole_day(near.date));
        let today = story.published.map(Edtf::day);
        match verb.group.tense {
            _ if is_subordinate(scene, verb.chunk) || verb.group.modal.is_some() => None,
            Tense::Past if verb.group.passive || scene.lemma(verb) != "say" => near,
            Tense::Past | Tense::Perfect | Tense::Present => today,
            _ => None,
        }
    });
    date.filter(|date| !matches!(date, Edtf::Range(Bound::Unknown, Bound::Unknown)))
}

/// When what a noun names was.
pub(super) fn of_noun(scene: &Scene<'_>, chunk: usize) -> Option<Edtf> {
    inside(scene, chunk).or_else(|| behind(scene, chunk)).or_else(|| by_verb_of(scene, chunk))
}

/// How many sentences the story stays at a day it has named.
const MEMORY: usize = 3;

/// Dates `candidate`: by its own phrase, else by the label it stands under, else by the story.
pub(super) fn fill(scene: &Scene<'_>, story: Story, candidate: &mut Candidate) {
    let (date, dated) = own(scene, candidate)
        .filter(|&date| !is_perfect_of_past(scene, story, candidate, date))
        .map(|date| (date, Dated::Own))
        .or_else(|| label(scene, story, candidate).map(|date| (date, Dated::Scope)))
        .or_else(|| narrative(scene, story, candidate).map(|date| (date, Dated::Narrative)))
        .unzip();
    candidate.date = date;
    candidate.dated = dated.unwrap_or(Dated::Not);
}

/// "Police have arrested a man over a murder in 2011": what has happened is of now, and a year long gone is another's.
fn is_perfect_of_past(scene: &Scene<'_>, story: Story, candidate: &Candidate, date: Edtf) -> bool {
    const LONGEST_MONTH: i64 = 31;
    let perfect = |verb: &Verb<'_>| verb.group.tense == Tense::Perfect;
    let over = |end: Date| story.published.is_some_and(|published| published.days - end.days > LONGEST_MONTH);
    !candidate.nominal && scene.verb_at(candidate.chunk).is_some_and(perfect) && date.interval().end.is_some_and(over)
}

/// The date of the label the event stands under. The day of writing is none for a birth, which is told long after.
fn label(scene: &Scene<'_>, story: Story, candidate: &Candidate) -> Option<Edtf> {
    let date = scope(scene).filter(|_| stands_under_label(scene, candidate))?;
    let written = story.published.map(Edtf::day) == Some(date);
    (!written || !is_birth(candidate)).then_some(date)
}

fn is_birth(candidate: &Candidate) -> bool {
    candidate.kind.as_ref() == "Birth"
}

/// The date of a phrase that belongs to the event.
fn own(scene: &Scene<'_>, candidate: &Candidate) -> Option<Edtf> {
    if candidate.nominal {
        inside(scene, candidate.chunk)
            .or_else(|| behind(scene, candidate.chunk))
            .or_else(|| by_verb_of(scene, candidate.anchor))
    } else {
        scene.verb_at(candidate.chunk).and_then(|verb| of_verb(scene, verb))
    }
}

/// "the 2022 invasion"
fn inside(scene: &Scene<'_>, chunk: usize) -> Option<Edtf> {
    dates(scene, chunk).next()
}

/// "talks on Monday", "talks in Oslo in May"
fn behind(scene: &Scene<'_>, chunk: usize) -> Option<Edtf> {
    let parts = scene.clause.complements(chunk + 1);
    parts.into_iter().find_map(|part| {
        let bare = scene.clause.chunks[part.phrases.start].is_time();
        let begins = scene.clause.word(part.preposition) == "since";
        (bare && !begins).then(|| phrase_date(scene, part.preposition, part.phrases.start)).flatten()
    })
}

/// The times of the verb the event is subject or object of, unless that verb tells of something else.
fn by_verb_of(scene: &Scene<'_>, chunk: usize) -> Option<Edtf> {
    let object_of = scene.verb_with_object(chunk).filter(|verb| verb.group.tense != Tense::Infinitive);
    let subject_of = scene.verbs_with_subject(chunk).filter(|verb| {
        happens(scene, verb) || befalls(scene, verb) || verb.group.passive || scene.lemma(verb) == "kill"
    });
    // "The strike ended on Wednesday" says when it ended, and what is spoken of is known.
    let ends =
        |verb: &&Verb<'_>| matches!(scene.lemma(verb), "end" | "conclude" | "finish" | "stop" | "stall" | "resume");
    let definite = scene.clause.word(chunk) == "the";
    let mut subject_of = subject_of.filter(|verb| !(definite && ends(verb))).take(4);
    let object_of = object_of.and_then(|verb| of_verb(scene, verb));
    object_of.or_else(|| subject_of.find_map(|verb| of_verb(scene, verb)))
}

/// The time phrase that belongs to a verb, or to the verb it shares its subject with.
pub(super) fn of_verb(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    if !scene.tells_time {
        return None;
    }
    let direct = nearest(scene, verb);
    if direct.is_some() || matches!(verb.group.tense, Tense::Participle | Tense::Infinitive) {
        return direct;
    }
    let lent = leading_of_conjunct(scene, verb)
        .or_else(|| of_antecedent(scene, verb))
        .or_else(|| of_moment_told(scene, verb))
        .or_else(|| at_distance(scene, verb))
        .or_else(|| of_cleft(scene, verb))
        .or_else(|| of_same_moment(scene, verb))
        .or_else(|| of_deed_named(scene, verb));
    if lent.is_some() {
        return lent;
    }
    let sharing = scene.verbs.iter().find(|other| {
        let shares = other.chunk < verb.chunk && other.subject.is_some() && other.subject == verb.subject;
        shares && !describes_subject(scene, other)
    });
    let before = sharing.and_then(|sharing| nearest(scene, sharing));
    before.or_else(|| of_next_conjunct(scene, verb)).or_else(|| nearest(scene, meanwhile(scene, verb)?))
}

/// "killed two and destroyed a mill in late May": a date of this year behind the second of two deeds is that of both.
fn of_next_conjunct(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let next = scene.verbs.iter().find(|other| other.chunk > verb.chunk)?;
    let joined = matches!(scene.clause.word(next.chunk - 1), "and" | ",");
    let shares = verb.subject.is_some() && next.subject == verb.subject && next.group.tense == verb.group.tense;
    let year = |token: usize| {
        scene.reading.text.word(token).len() == 4 && scene.reading.text.word(token).bytes().all(|b| b.is_ascii_digit())
    };
    let end = scene.clause.end(next.chunk);
    let dated = (next.chunk..end).filter(|&chunk| scene.clause.chunks[chunk].is_time());
    let mut tokens = dated.flat_map(|chunk| scene.clause.chunks[chunk].tokens.clone());
    (joined && shares && !tokens.any(year)).then(|| nearest(scene, next)).flatten()
}

/// "Ada, who was dismissed in 2022, was found guilty": the clause between has a time of its own.
fn describes_subject(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let behind = verb.subject.as_ref().map_or(verb.chunk, |subject| subject.end);
    (behind..verb.chunk).any(|chunk| scene.clause.chunks[chunk].kind == ChunkKind::Relative)
}

/// "Two were killed on Friday when fans clashed", "shares fell on Monday while others rose": both were at one time.
fn of_same_moment(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let opener = scene.clause.start(verb.chunk).checked_sub(1).filter(|_| verb.group.tense == Tense::Past)?;
    let joins = matches!(scene.clause.word(opener), "when" | "while" | "whereas");
    let main = scene.verbs.iter().rev().find(|other| other.chunk < opener).filter(|_| joins)?;
    (main.group.tense == Tense::Past).then(|| nearest(scene, main)).flatten()
}

/// "Tuesday's fire killed nine", "died in Tuesday's fire", "won Monday's election": what was part of a deed was on its day.
fn of_deed_named(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let tags = &scene.reading.tags[scene.reading.sentences[scene.sentence].tokens()];
    if !tags.windows(2).any(|pair| pair == [Tag::Time, Tag::PossessiveMark]) {
        return None;
    }
    let judged = |chunk: usize| {
        verb.object.as_ref().is_some_and(|object| object.contains(&chunk)) && !is_shared_in(scene.lemma(verb))
    };
    let apart = |chunk: usize| {
        let preposition = scene.clause.word(before_time(scene, chunk));
        matches!(
            preposition,
            "after"
                | "before"
                | "since"
                | "until"
                | "despite"
                | "over"
                | "about"
                | "for"
                | "against"
                | "to"
                | "than"
                | "following"
        )
    };
    let own = (0..scene.clause.chunks.len())
        .filter(|&chunk| is_owned(scene, chunk) && owner(scene, chunk) == Some(verb.chunk))
        .filter(|&chunk| !judged(chunk) && !apart(chunk) && (chunk > verb.chunk || !is_of_noun(scene, chunk)));
    own.min_by_key(|chunk| chunk.abs_diff(verb.chunk)).and_then(|chunk| inside(scene, chunk))
}

/// "Tuesday's fire"
fn is_owned(scene: &Scene<'_>, chunk: usize) -> bool {
    let tags = &scene.reading.tags[scene.clause.chunks[chunk].tokens.clone()];
    tags.windows(2).any(|pair| pair == [Tag::Time, Tag::PossessiveMark])
}

/// Whether a chunk is a time, or tells one with what it owns: "Tuesday's fire".
pub(super) fn tells_day(scene: &Scene<'_>, chunk: usize) -> bool {
    scene.clause.chunks[chunk].is_time() || is_owned(scene, chunk)
}

/// Whether what is done to an object is of its day: "won Monday's election", but not "condemned Monday's attack".
fn is_shared_in(lemma: &str) -> bool {
    let later = matches!(
        lemma,
        "condemn"
            | "criticise"
            | "criticize"
            | "denounce"
            | "praise"
            | "mourn"
            | "investigate"
            | "probe"
            | "recall"
            | "welcome"
            | "blame"
            | "remember"
            | "review"
            | "reject"
            | "discuss"
            | "describe"
            | "call"
            | "follow"
            | "avenge"
    );
    !later && !says(lemma, Saying::DATED)
}

/// "the fire in Harwick on March 2, which injured two": what the clause tells of has its date.
fn of_antecedent(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let relative = scene.clause.start(verb.chunk).checked_sub(1)?;
    if scene.clause.chunks[relative].kind != ChunkKind::Relative || verb.group.tense != Tense::Past {
        return None;
    }
    let before = relative.checked_sub(1)?;
    let comma = scene.clause.chunks[before].kind == ChunkKind::Comma;
    let time = if comma { before.checked_sub(1)? } else { before };
    scene.clause.chunks[time].is_time().then(|| phrase_date(scene, time.saturating_sub(1), time)).flatten()
}

/// "since 2018, when a ferry sank and 200 people drowned": the clause tells what was at the time in front of it.
fn of_moment_told(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let opener = scene.clause.start(verb.chunk).checked_sub(1).filter(|_| verb.group.tense == Tense::Past)?;
    match scene.clause.word(opener) {
        "when" => {
            let comma = opener.checked_sub(1).is_some_and(|at| scene.clause.chunks[at].kind == ChunkKind::Comma);
            let time = opener.checked_sub(if comma { 2 } else { 1 })?;
            scene.clause.chunks[time].is_time().then(|| dates(scene, time).next()).flatten()
        }
        "and" => {
            let before = scene.verbs.iter().rev().find(|other| other.chunk < opener)?;
            of_moment_told(scene, before)
        }
        _ => None,
    }
}

/// "a day after rebels killed nine": so long before or after what the main verb tells.
fn at_distance(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let opener = scene.clause.start(verb.chunk).checked_sub(1).filter(|_| verb.group.tense == Tense::Past)?;
    let sign = match scene.clause.word(opener) {
        "after" => -1,
        "before" => 1,
        _ => return None,
    };
    let length = opener.checked_sub(1).filter(|&chunk| scene.clause.chunks[chunk].is_time())?;
    let days = scene.reading.times_in(&scene.clause.chunks[length].tokens).find_map(|time| days_of(&time.value))?;
    let main = scene.verbs.iter().rev().find(|other| other.chunk < opener)?;
    let day = nearest(scene, main)?.interval();
    let day = day.start.filter(|_| day.start == day.end)?;
    day.plus_days(sign * days).map(Edtf::day)
}

/// The days of a duration of TIMEX3: of `P2D`, or of `P1W`.
fn days_of(value: &str) -> Option<i64> {
    let (number, unit) = value.strip_prefix('P')?.split_at_checked(value.len().checked_sub(2)?)?;
    let count: i64 = number.parse().ok().filter(|count| *count < 100)?;
    match unit {
        "D" => Some(count),
        "W" => Some(count * 7),
        _ => None,
    }
}

/// "In 2022 it was Ada Example who resigned": the time in front is that of what she did.
fn of_cleft(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let relative = scene.clause.start(verb.chunk).checked_sub(1)?;
    let in_clause = scene.clause.chunks[relative].kind == ChunkKind::Relative;
    let main = scene.verbs.iter().rev().find(|other| other.chunk < relative).filter(|_| in_clause)?;
    let subject = main.subject.as_ref()?;
    let cleft = matches!(scene.lemma(main), "be" | "was" | "is")
        && subject.len() == 1
        && scene.clause.word(subject.start) == "it";
    cleft.then(|| nearest(scene, main)).flatten()
}

/// "In 1990 she left the firm and her brother took over": what stands in front of both clauses dates both.
fn leading_of_conjunct(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let subject = verb.subject.as_ref().filter(|_| verb.group.tense.is_finite())?;
    let joined = subject.start.checked_sub(1).is_some_and(|before| scene.clause.word(before) == "and");
    let before = scene.verbs.iter().rev().find(|other| other.chunk < subject.start).filter(|_| joined)?;
    let first = before.subject.as_ref().map_or(before.chunk, |subject| subject.start);
    let leads = (0..first).any(|chunk| {
        scene.clause.chunks[chunk].is_time() && owner(scene, chunk) == Some(before.chunk) && !is_of_noun(scene, chunk)
    });
    leads.then(|| nearest(scene, before)).flatten()
}

/// "After the collapse of talks on January 20, ...": the date is that of the collapse, not of what came after.
pub(super) fn is_of_noun(scene: &Scene<'_>, time: usize) -> bool {
    let start = scene.clause.start(time);
    let opener =
        (start.saturating_sub(1)..time).rev().take_while(|&chunk| scene.clause.chunks[chunk].kind != ChunkKind::Comma);
    let mut noun = false;
    for chunk in opener {
        noun |= scene.clause.chunks[chunk].is_noun_phrase();
        if scene.clause.chunks[chunk].verb().is_some_and(|group| scene.reading.text.word(group.main) != "following") {
            return false;
        }
        if matches!(scene.clause.word(chunk), "after" | "before" | "since" | "until" | "following" | "despite" | "amid")
        {
            return noun;
        }
    }
    false
}

fn nearest(scene: &Scene<'_>, verb: &Verb<'_>) -> Option<Edtf> {
    let times = (0..scene.clause.chunks.len()).filter(|&chunk| scene.clause.chunks[chunk].is_time());
    let owned = times.filter(|&chunk| owner(scene, chunk) == Some(verb.chunk));
    // "since 2004" dates only what goes on.
    let goes_on =
        matches!(verb.group.tense, Tense::Perfect | Tense::Present | Tense::Gerund) || had_gone_on(scene, verb);
    let dating = owned.filter(|&chunk| goes_on || scene.clause.word(before_time(scene, chunk)) != "since");
    let own =
        dating.filter(|&chunk| !is_aside_of_noun(scene, chunk) && (chunk > verb.chunk || !is_of_noun(scene, chunk)));
    let nearest = own.filter_map(|chunk| {
        phrase_date(scene, before_time(scene, chunk), chunk).map(|date| (chunk.abs_diff(verb.chunk), date))
    });
    nearest.min_by_key(|(distance, _)| *distance).map(|(_, date)| date)
}

/// "the floods of 1997": the date belongs to the noun, and to no verb.
pub(super) fn is_aside_of_noun(scene: &Scene<'_>, time: usize) -> bool {
    let preposition = before_time(scene, time);
    let noun = preposition.checked_sub(1).is_some_and(|before| scene.clause.chunks[before].is_noun_phrase());
    scene.clause.word(preposition) == "of" && noun
}

/// The chunk in front of a time, over its article: "in the first quarter".
pub(super) fn before_time(scene: &Scene<'_>, time: usize) -> usize {
    let before = time.saturating_sub(1);
    let article =
        matches!(scene.clause.word(before), "the" | "a" | "an") && !scene.clause.chunks[before].is_noun_phrase();
    if article { before.saturating_sub(1) } else { before }
}

/// "had been suspended since 2004"
fn had_gone_on(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    scene.clause.chunks[verb.chunk].tokens.clone().any(|token| scene.reading.text.word(token) == "had")
}

/// The verb a time phrase belongs to: the last one whose part of the sentence has begun.
pub(super) fn owner(scene: &Scene<'_>, time: usize) -> Option<usize> {
    // Every event of the sentence asks for those of all times.
    scene.owners.get_or_init(|| owners(scene)).get(time).copied().flatten()
}

fn owners(scene: &Scene<'_>) -> Vec<Option<usize>> {
    let starts: Vec<usize> = scene.verbs.iter().map(|verb| part_start(scene, verb)).collect();
    let owner = |time: usize| {
        let begun = scene.verbs.iter().zip(&starts).filter(|(_, start)| **start <= time);
        // Of verbs whose parts begin together the first rules.
        let (ruling, _) = begun.max_by_key(|(verb, start)| (**start, std::cmp::Reverse(verb.chunk)))?;
        Some(told_as_news(scene, ruling, time).unwrap_or(ruling).chunk)
    };
    (0..scene.clause.chunks.len()).map(|chunk| if tells_day(scene, chunk) { owner(chunk) } else { None }).collect()
}

/// "accused Norway of ramming a ship on Monday", "freed miners trapped in a shaft last week": a time without its year at the end is
/// when the news was, whatever verb without tense of its own stands in front of it.
fn told_as_news<'s, 'a>(scene: &'s Scene<'a>, ruling: &Verb<'_>, time: usize) -> Option<&'s Verb<'a>> {
    let bound = matches!(ruling.group.tense, Tense::Gerund | Tense::Participle) && time > ruling.chunk;
    if !bound || ruling.chunk == 0 || !is_of_news(scene, time) {
        return None;
    }
    let meanwhile = ruling.subject.is_none() && matches!(scene.clause.word(ruling.chunk - 1), "while" | "when");
    let start = scene.clause.start(if meanwhile { ruling.chunk - 1 } else { ruling.chunk });
    let before = scene.verbs.iter().rev().filter(|verb| verb.chunk < ruling.chunk && verb.chunk >= start);
    let main = before.into_iter().find(|verb| verb.group.tense.is_finite() && !verb.group.auxiliary)?;
    let dated = (main.chunk..time).any(|chunk| scene.clause.chunks[chunk].is_time());
    let past = matches!(main.group.tense, Tense::Past | Tense::Perfect);
    (past && !dated).then_some(main)
}

/// Whether a time is told as news tells it, without its year.
fn is_of_news(scene: &Scene<'_>, time: usize) -> bool {
    let year = |token: usize| {
        let word = scene.reading.text.word(token);
        word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut tokens = scene.clause.chunks[time].tokens.clone();
    dates(scene, time).next().is_some() && !tokens.any(year)
}

/// Where the part of the sentence a verb rules begins: with its subject and what stands in front of that, unless it only
/// shares another verb's subject.
fn part_start(scene: &Scene<'_>, verb: &Verb<'_>) -> usize {
    // "teachers were freed on Monday for a hacker jailed in Oslo": what stands in front of a participle is the main verb's.
    let Some(subject) = verb.subject.as_ref().filter(|_| verb.group.tense.is_finite()) else { return verb.chunk };
    let shared = scene.verbs.iter().any(|other| other.chunk >= subject.start && other.chunk < verb.chunk);
    let relative = (subject.end..verb.chunk).any(|chunk| scene.clause.chunks[chunk].kind == ChunkKind::Relative);
    let before = scene.verbs.iter().rev().find(|other| other.chunk < subject.start);
    let behind = before.map_or(0, |other| other.chunk + 1);
    // "Born in Oslo in 1937, she left": the clause in front has its own time.
    let described = before.is_some_and(|other| other.group.tense == Tense::Participle);
    let comma = || (behind..subject.start).rev().find(|&chunk| scene.clause.chunks[chunk].kind == ChunkKind::Comma);
    let behind = if described { comma().map_or(behind, |comma| comma + 1) } else { behind };
    if shared || relative {
        behind_conjunction(scene, verb.chunk)
    } else {
        scene.clause.start(subject.start).max(behind)
    }
}

/// "built it in 1954 and last fall sold it": what stands between a conjunction and its verb belongs to the verb.
fn behind_conjunction(scene: &Scene<'_>, verb: usize) -> usize {
    let leads = |chunk: usize| {
        let kind = &scene.clause.chunks[chunk].kind;
        let article = matches!(scene.clause.word(chunk), "the" | "a" | "an") && *kind == ChunkKind::Other;
        let opens = *kind == ChunkKind::Preposition && (chunk + 1..verb).any(|at| scene.clause.chunks[at].is_time());
        scene.clause.chunks[chunk].is_time() || article || opens
    };
    let start = (0..verb).rev().take_while(|&chunk| leads(chunk)).last().unwrap_or(verb);
    let joined = start.checked_sub(1).is_some_and(|at| scene.clause.chunks[at].kind == ChunkKind::Conjunction);
    if joined { start } else { verb }
}

/// The dates among the tokens of a chunk that name days, months or years.
fn dates<'s>(scene: &'s Scene<'_>, chunk: usize) -> impl Iterator<Item = Edtf> + 's {
    let tokens = scene.clause.chunks[chunk].tokens.clone();
    scene.reading.times_in(&tokens).filter(|time| is_when(time)).filter_map(|time| time.edtf).map(named_point)
}

/// Phrases with "since" and "until" stand for open ranges; the date they name is the bound.
fn named_point(date: Edtf) -> Edtf {
    match date {
        Edtf::Range(Bound::Point(point), Bound::Open | Bound::Unknown)
        | Edtf::Range(Bound::Open | Bound::Unknown, Bound::Point(point)) => Edtf::Point(point),
        other => other,
    }
}

fn is_when(time: &TimeMention) -> bool {
    matches!(time.kind, Kind::Date | Kind::Time)
}

/// "since 2004" began then and goes on; "until May" is no date of an event.
fn phrase_date(scene: &Scene<'_>, preposition: usize, time: usize) -> Option<Edtf> {
    let date = dates(scene, time).next()?;
    match scene.clause.word(preposition) {
        "since" => Some(match date {
            Edtf::Point(point) => Edtf::Range(Bound::Point(point), Bound::Open),
            other => Edtf::of(crate::time::Interval::new(other.interval().start, None)),
        }),
        // "backdated to January", "up 9% from a year earlier": no time of what is done.
        "until" | "till" | "by" | "to" | "than" | "before" | "after" => None,
        "from" if is_compared(scene, time) => None,
        _ => Some(date),
    }
}

fn is_compared(scene: &Scene<'_>, time: usize) -> bool {
    let mut words = scene.clause.chunks[time].tokens.clone().map(|token| scene.reading.text.word(token));
    words.any(|word| matches!(word, "earlier" | "ago" | "before" | "last" | "previous"))
}

/// The date of the label or heading, unless the sentence says it speaks of later.
fn scope(scene: &Scene<'_>) -> Option<Edtf> {
    let sentence = &scene.reading.sentences[scene.sentence];
    let label = scene.reading.scopes.of(sentence.block)?;
    let breaks = |index: usize| {
        matches!(
            scene.reading.text.word(index),
            "subsequent" | "subsequently" | "later" | "afterwards" | "afterward" | "thereafter" | "follow-up"
        )
    };
    (!sentence.tokens().any(breaks)).then_some(label)
}

/// A label dates what its sentence tells: its verbs, their subjects and objects; not what these mention by the way.
fn stands_under_label(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    let told =
        |verb: &Verb<'_>| verb.group.tense.is_finite() || verb.group.tense == Tense::Participle || verb.light.is_some();
    !candidate.nominal
        || scene.verb_with_object(candidate.anchor).is_some_and(told)
        || scene.verb_with_subject(candidate.anchor).is_some_and(told)
        || scene
            .clause
            .governor(candidate.anchor)
            .and_then(|preposition| scene.verb_before(preposition))
            .is_some_and(|verb| scene.lemma(verb) == "result")
        || scene.verbs.is_empty()
}

/// What is told without a time happened when the story is, if it is told as a deed of its own.
fn narrative(scene: &Scene<'_>, story: Story, candidate: &Candidate) -> Option<Edtf> {
    if is_birth(candidate) {
        return None;
    }
    let verb = scene
        .verb_at(candidate.chunk)
        .or_else(|| scene.verb_with_object(candidate.anchor))
        .or_else(|| scene.verb_with_subject(candidate.anchor).filter(|verb| happens(scene, verb)))?;
    let told = matches!(verb.group.tense, Tense::Past | Tense::Perfect | Tense::Present | Tense::Gerund);
    let happens = scene.verb_with_subject(candidate.anchor).is_some_and(|verb| happens(scene, verb));
    if !told || (candidate.nominal && !happens && (candidate.definite || candidate.plural)) {
        return None;
    }
    // "only some weeks later": it has a time of its own that nobody can tell.
    if is_subordinate(scene, candidate.chunk) || has_time(scene, verb) {
        return None;
    }
    let here = day_so_far(scene, candidate.chunk).or(story.narrative);
    let recent = here.filter(|narrative| scene.sentence - narrative.sentence <= MEMORY);
    let near = recent.filter(|narrative| narrative.precision <= Precision::Day);
    let block = scene.reading.sentences[scene.sentence].block;
    let here = recent.filter(|narrative| narrative.block == block);
    let today = story.published.map(Edtf::day);
    let lead = story.narrative.is_none() && is_lead(scene) && verb.group.modal.is_none() && !is_pluperfect(scene, verb);
    match (near, verb.group.tense) {
        // What is said is news of the day it is printed, unless its paragraph speaks of another time.
        (_, Tense::Past) if is_statement(scene, candidate) => here.map(|here| whole_day(here.date)).or(today),
        // The day goes on; the hour was another event's.
        (Some(near), Tense::Past | Tense::Gerund) => Some(whole_day(near.date)),
        (_, Tense::Perfect | Tense::Present) => today,
        // News begins with the news.
        (None, Tense::Past) if lead && here.is_none() && !has_opener(scene, verb) => today,
        _ => None,
    }
}

/// "Hours before the attack, soldiers ...": a time of its own, told by another event.
fn has_opener(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    (0..verb.chunk).any(|chunk| {
        matches!(scene.clause.word(chunk), "before" | "after" | "since" | "during" | "following" | "ahead" | "until")
    })
}

/// A headline and lines of service stand in front of a lead at most.
const FIRST_SENTENCES: usize = 8;

/// Whether the sentence is one of the first two that tell anything.
fn is_lead(scene: &Scene<'_>) -> bool {
    let prose = |sentence: &&Sentence| scene.reading.blocks[sentence.block].kind == BlockKind::Paragraph;
    scene.sentence < FIRST_SENTENCES && scene.reading.sentences[..scene.sentence].iter().filter(prose).nth(1).is_none()
}

/// Whether a time phrase belongs to the verb that stands for no day, or for one of another kind than "until Friday".
fn has_time(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let unknown = |chunk: usize| {
        let mut times = scene.reading.times_in(&scene.clause.chunks[chunk].tokens);
        times.any(|time| {
            is_when(time) && time.edtf.is_none() && matches!(time.value.as_str(), "PAST_REF" | "FUTURE_REF")
        })
    };
    (0..scene.clause.chunks.len())
        .any(|chunk| scene.clause.chunks[chunk].is_time() && owner(scene, chunk) == Some(verb.chunk) && unknown(chunk))
}

/// The day of an hour of it; what is not of one day stays as it is.
fn whole_day(date: Edtf) -> Edtf {
    let interval = date.interval();
    interval.start.filter(|_| interval.start == interval.end).map_or(date, Edtf::day)
}

/// "a day after his ship collided": the other clause has the time.
fn is_subordinate(scene: &Scene<'_>, chunk: usize) -> bool {
    let start = scene.clause.start(chunk);
    // "\"...before it opens,\" she said": what is said has its own clauses.
    let closes = |at: usize| scene.clause.chunks[at].kind == ChunkKind::CloseQuote;
    let opener = start.checked_sub(1).filter(|_| !(start..chunk).any(closes));
    let opener = opener.map_or("", |before| scene.clause.word(before));
    matches!(opener, "after" | "before" | "since" | "until" | "because" | "when" | "as" | "once")
}

fn is_statement(scene: &Scene<'_>, candidate: &Candidate) -> bool {
    scene.reading.ontology.is_a(&candidate.kind, "Statement")
}

/// The date as the graph writes it; nothing for a date nobody knows.
pub(in crate::ingest::news) fn written(date: Option<Edtf>) -> String {
    match date {
        Some(Edtf::Range(Bound::Unknown, Bound::Unknown)) | None => String::new(),
        Some(date) => date.to_string(),
    }
}
