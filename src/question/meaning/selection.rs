//! Which events are meant: their types, and every condition on them.

use super::{Measure, TimeFilter};

/// Events, and every condition on them.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) struct Selection {
    /// The types.
    pub(in crate::question) head: Head,
    /// The conditions.
    pub(in crate::question) filters: Vec<Filter>,
    /// Only some of them, from one end.
    pub(in crate::question) ranking: Option<Ranking>,
    /// Counted in groups.
    pub(in crate::question) group: Option<Dimension>,
    /// With the sentences that prove them.
    pub(in crate::question) evidence: bool,
}

/// What the events are called.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum Head {
    /// Every event.
    Any,
    /// One event, whichever.
    One,
    /// Nouns, each with the words before it that make it more precise; tokens.
    Nouns(Vec<(Vec<usize>, usize)>),
    /// A verb; a token.
    Verb(usize),
    /// A verb that may only say that something was done, such as `declared`; a token.
    Performed(usize),
    /// Words that name no event; tokens.
    Unknown(Vec<usize>),
    /// A thing and what happened to it, as in "prisoners were exchanged"; tokens.
    Compound(Vec<usize>, usize),
}

/// `first 3`, `latest`, `second`, `deadliest`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) struct Ranking {
    /// What comes first.
    pub(in crate::question) order: Order,
    /// How many of them are passed over: one before the second.
    pub(in crate::question) skipped: u64,
    /// The number written; a token.
    pub(in crate::question) limit: Option<usize>,
}

/// What comes first where events are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Order {
    /// The earliest.
    Oldest,
    /// The latest.
    Newest,
    /// The one that killed most.
    Deadliest,
    /// The one of the greatest number: of people, of things, of money.
    Largest,
}

/// A condition on events.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) struct Filter {
    /// What must hold.
    pub(in crate::question) kind: FilterKind,
    /// It must not.
    pub(in crate::question) negated: bool,
    /// Its first and last token.
    pub(in crate::question) tokens: (usize, usize),
}

/// What must hold of an event.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum FilterKind {
    /// Names after a preposition, whose part the event's type tells.
    Preposition(String, Names),
    /// The subject of the verb.
    Subject(Names),
    /// The object of the verb.
    Object(Names),
    /// They took part in any role.
    Involving(Names),
    /// All of them took part.
    Between(Names),
    /// The owner before a noun: "Norway's strikes", "Bergen strikes".
    Owner {
        /// Who or where.
        names: Names,
        /// With an `'s`.
        possessive: bool,
    },
    /// It happened in none of these places, but in a place.
    Outside(Names),
    /// It happened within so many kilometres of them.
    Near(Names, Radius),
    /// It happened at a time.
    Time(TimeFilter),
    /// One of these holds.
    AnyOf(Vec<Filter>),
    /// It is about something.
    About(Topic),
    /// Somebody says so.
    AccordingTo(Names),
    /// A source reports it.
    ReportedBy(Names),
    /// Sources report it, or somebody says so.
    Told(Names),
    /// How certain it is.
    Modality(Modality),
    /// It has not ended.
    Ongoing,
    /// So many were killed or injured; without a number, any.
    Measured(Measure, Option<(Comparator, usize)>),
    /// Somebody was killed or injured.
    Casualties,
    /// So many of whatever the event counts.
    Quantity(Comparator, usize),
    /// It is of one of these types; tokens.
    Types(Vec<usize>),
    /// Names without a preposition: a place, or anyone involved.
    Bare(Names),
    /// The object of the verb where it is a common noun, such as "prisoners of war"; first and last token.
    Things(usize, usize),
}

/// How a number compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Comparator {
    /// `at least`
    AtLeast,
    /// `more than`
    MoreThan,
    /// `at most`
    AtMost,
    /// `fewer than`
    FewerThan,
    /// `exactly`, or nothing
    Exactly,
}

/// A distance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Radius {
    /// `near`
    Usual,
    /// A number of kilometres; a token.
    Kilometres(usize),
    /// A number of miles; a token.
    Miles(usize),
}

/// What a statement or meeting is about.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum Topic {
    /// Other events.
    Events(Box<Selection>),
    /// Somebody or something.
    Names(Names),
    /// Words; tokens.
    Words(usize, usize),
}

/// How certain an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Modality {
    /// Told as a fact.
    Asserted,
    /// Somebody says so.
    Alleged,
    /// To come.
    Planned,
    /// Tried in vain.
    Failed,
    /// Somebody says it is not so.
    Denied,
}

/// The groups events fall into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Dimension {
    /// The day of its start.
    Day,
    /// The week of its start.
    Week,
    /// The month of its start.
    Month,
    /// The quarter of its start.
    Quarter,
    /// The year of its start.
    Year,
    /// The country of its place.
    Country,
    /// Its place.
    Place,
    /// The source that reports it.
    Source,
    /// Its type.
    Type,
    /// Who did it.
    Actor,
    /// Whom it was done to.
    Recipient,
}

/// Names in a list.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) struct Names {
    /// The names.
    pub(in crate::question) mentions: Vec<Mention>,
    /// How they are joined.
    pub(in crate::question) joined: Joined,
}

/// How names in a list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Joined {
    /// `a and b`, `a, b`
    And,
    /// `a or b`
    Or,
    /// `both a and b`
    Both,
}

/// A name in a question.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) struct Mention {
    /// Its tokens, first and last, which are one name or some unknown words.
    pub(in crate::question) tokens: (usize, usize),
    /// What stands in parentheses after it: first and last token.
    pub(in crate::question) qualifier: Option<(usize, usize)>,
}
