//! The day a story has come to, sentence by sentence.
//!
//! What a main clause tells as done, and dates, moves it. What is reported, planned, or told by a relative or a subordinate
//! clause has a time of its own and leaves it. A look back ("Police had fired on Sunday", "In 2018 he resigned") holds for
//! its paragraph, or until a sentence in the present: then the story goes on where it was.

use super::date::{before_time, is_aside_of_noun, is_of_noun, owner, tells_day};
use super::scene::{Scene, Verb};
use crate::ingest::news::syntax::{ChunkKind, Tense};
use crate::ingest::news::times::TimeMention;
use crate::ingest::news::words::{Saying, says};
use crate::time::phrase::{Kind, Precision};
use crate::time::{Date, Edtf};

/// The day the story has come to before a sentence, and in which sentence it was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Narrative {
    pub(super) date: Edtf,
    pub(super) precision: Precision,
    pub(super) sentence: usize,
    /// The block it was named in; the story may come back to it later.
    pub(super) block: usize,
}

/// Where the story is, and where it goes on behind a look back.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Course {
    published: Option<Date>,
    now: Option<Narrative>,
    behind: Option<Narrative>,
    looks_back: bool,
    block: usize,
}

impl Course {
    pub(super) fn new(published: Option<Date>) -> Self {
        Self { published, ..Self::default() }
    }

    /// The story's day before `scene`.
    pub(super) fn before(&mut self, scene: &Scene<'_>) -> Option<Narrative> {
        let block = scene.reading.sentences[scene.sentence].block;
        if self.block != block || speaks_of_now(scene) {
            self.leave_look_back(scene.sentence);
        }
        self.block = block;
        self.now
    }

    fn leave_look_back(&mut self, sentence: usize) {
        if std::mem::take(&mut self.looks_back) {
            self.now = self.behind.map(|behind| Narrative { sentence, ..behind });
        }
    }

    /// Goes on to what `scene` dates.
    pub(super) fn pass(&mut self, scene: &Scene<'_>) {
        let end = scene.clause.chunks.len();
        let Some(moment) = main_moment(scene, end).or_else(|| self.said_moment(scene, end)) else { return };
        let back = moment.back || self.is_long_ago(&moment.narrative);
        if back && !self.looks_back {
            self.behind = self.now;
        }
        self.looks_back = back;
        self.now = Some(moment.narrative);
    }

    /// The day of a saying, where nothing else was dated.
    fn said_moment(&self, scene: &Scene<'_>, end: usize) -> Option<Moment> {
        moments(scene, end, true).next().filter(|_| self.now.is_none())
    }

    /// Whether a date is long before the story of a text that has come to days near its writing.
    fn is_long_ago(&self, to: &Narrative) -> bool {
        const NEAR_DAYS: i64 = 31;
        let age = |date: Edtf| Some(self.published?.days - date.interval().end?.days);
        let here = if self.looks_back { self.behind } else { self.now };
        let near = here.and_then(|here| age(here.date)).is_none_or(|age| age <= NEAR_DAYS);
        near && age(to.date).is_some_and(|age| age > NEAR_DAYS)
    }
}

/// What moves the story.
struct Moment {
    narrative: Narrative,
    /// Whether it was before what was told until then: "had".
    back: bool,
}

/// The last day that a main clause in front of the chunk `end` tells of as done.
pub(super) fn day_so_far(scene: &Scene<'_>, end: usize) -> Option<Narrative> {
    let day = main_moment(scene, end).filter(|moment| !moment.back);
    day.map(|moment| moment.narrative).filter(|narrative| narrative.precision <= Precision::Day)
}

fn main_moment(scene: &Scene<'_>, end: usize) -> Option<Moment> {
    moments(scene, end, false).last()
}

fn moments<'s>(scene: &'s Scene<'_>, end: usize, said: bool) -> impl Iterator<Item = Moment> + 's {
    (0..end).filter(|&chunk| tells_day(scene, chunk)).filter_map(move |chunk| moment(scene, chunk, said))
}

fn moment(scene: &Scene<'_>, chunk: usize, said: bool) -> Option<Moment> {
    let time = scene.reading.times_in(&scene.clause.chunks[chunk].tokens).find(|time| is_moment(time))?;
    let preposition = scene.clause.word(before_time(scene, chunk));
    if matches!(preposition, "since" | "until" | "till" | "by" | "before" | "after" | "to" | "for" | "than")
        || is_aside_of_noun(scene, chunk)
    {
        return None;
    }
    let verb = owner(scene, chunk).and_then(|verb| scene.verb_at(verb));
    if verb.is_some_and(|verb| chunk < verb.chunk && is_of_noun(scene, chunk)) {
        return None;
    }
    let back = verb.is_some_and(|verb| is_pluperfect(scene, verb));
    // "had left two hours earlier": counted from the story, which stays.
    let counted = back && is_counted(scene, time);
    let moves = verb.is_none_or(|verb| is_speech(scene.lemma(verb)) == said && is_told(scene, verb));
    let date = time.edtf.filter(|_| moves && !counted)?;
    let block = scene.reading.sentences[scene.sentence].block;
    Some(Moment { narrative: Narrative { date, precision: time.precision, sentence: scene.sentence, block }, back })
}

fn is_moment(time: &TimeMention) -> bool {
    matches!(time.kind, Kind::Date | Kind::Time) && time.precision <= Precision::Year
}

fn is_counted(scene: &Scene<'_>, time: &TimeMention) -> bool {
    (time.first_token..time.end_token)
        .any(|token| matches!(scene.reading.text.word(token), "earlier" | "before" | "previous" | "preceding"))
}

/// Told as done, by a clause that depends on nothing.
fn is_told(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    verb.group.tense == Tense::Past
        && verb.group.modal.is_none()
        && !scene.reading.text.tokens[verb.group.main].quoted
        && !is_dependent(scene, verb)
        && !is_inserted(scene, verb)
        && !is_reported(scene, verb)
}

/// Whether a relative pronoun or a subordinator opens the clause.
pub(super) fn is_dependent(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let relative = verb.subject.as_ref().is_some_and(|subject| {
        (subject.end..verb.chunk).any(|chunk| scene.clause.chunks[chunk].kind == ChunkKind::Relative)
            && !(subject.end..verb.chunk).any(|chunk| scene.clause.chunks[chunk].verb().is_some())
    });
    let start = scene.clause.start(verb.chunk);
    let opener = start.checked_sub(1).map(|before| &scene.clause.chunks[before].kind);
    relative || matches!(opener, Some(ChunkKind::Relative | ChunkKind::Subordinator))
}

/// "The curfew, imposed on Saturday, will stay": a participle between commas.
fn is_inserted(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let comma =
        |chunk: usize| chunk.checked_sub(1).is_some_and(|before| scene.clause.chunks[before].kind == ChunkKind::Comma);
    let main = |other: &Verb<'_>| other.group.tense.is_finite() && other.subject == verb.subject && comma(other.chunk);
    comma(verb.chunk)
        && (verb.subject.is_none() || scene.verbs.iter().any(|other| other.chunk > verb.chunk && main(other)))
}

/// "said on Monday it had halted shipments": a verb of saying in front, of somebody else's or another clause.
pub(super) fn is_reported(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let in_front = scene.verbs.iter().rev().filter(|other| other.chunk < verb.chunk);
    let sentence = in_front
        .take_while(|other| !(other.chunk..verb.chunk).any(|chunk| matches!(scene.clause.word(chunk), ";" | "but")));
    sentence.into_iter().any(|other| {
        let says = is_speech(scene.lemma(other)) && other.group.tense.is_finite();
        says && other.subject != verb.subject && verb.subject.as_ref().is_some_and(|own| own.start > other.chunk)
    })
}

pub(super) fn is_pluperfect(scene: &Scene<'_>, verb: &Verb<'_>) -> bool {
    let mut words = scene.clause.chunks[verb.chunk].tokens.clone().map(|token| scene.reading.text.word(token));
    !verb.group.auxiliary && words.any(|word| matches!(word, "had" | "hadn't"))
}

/// Whether the first clause tells of the present, or of what is to come.
fn speaks_of_now(scene: &Scene<'_>) -> bool {
    let main = scene.verbs.iter().find(|verb| verb.group.tense.is_finite() && !is_dependent(scene, verb));
    main.is_some_and(|verb| {
        let present = matches!(verb.group.tense, Tense::Present | Tense::Perfect | Tense::Future);
        present
            && !scene.reading.text.tokens[verb.group.main].quoted
            && scene.lemma(verb) != "would"
            && verb.group.modal.is_none_or(|modal| scene.reading.text.word(modal) == "will")
    })
}

/// Verbs whose date is that of the saying.
fn is_speech(lemma: &str) -> bool {
    says(lemma, Saying::DATED)
}
