//! The artefact of the second stage: what a question asks for, with its words not yet resolved against the graph.
//!
//! ```text
//! attacks by Norway in Bergen after May 23
//!
//! Events
//! └─ attacks
//!    ├─ by Norway
//!    ├─ in Bergen
//!    └─ after May 23
//! ```
//! Words are tokens, by their index; the next stage knows what they mean in this graph.

use crate::time::Relation;

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// The events of a selection, one a row.
    Events(Selection),
    /// The statements of a selection, with what was said.
    Statements(Selection),
    /// The events of a selection with what is claimed and by whom: never a bare yes.
    Claims(Selection),
    /// How many events there are.
    Count(Selection),
    /// The same count side by side for several names, types or places.
    Comparison(Comparison),
    /// A property summed or averaged.
    Measure {
        /// The property.
        property: Measure,
        /// Averaged, not summed.
        average: bool,
        /// Of these events.
        selection: Selection,
    },
    /// How much of something was given, in the units the events tell.
    Amount(Selection),
    /// How many of somebody acted: `how many workers protested`.
    Acting(Selection),
    /// Who was killed or injured, and in what.
    Victims {
        /// What they suffered.
        measure: Measure,
        /// What it is called; a token.
        verb: usize,
        /// The conditions.
        filters: Vec<Filter>,
    },
    /// How many of something there were: `how many prisoners were exchanged`.
    Quantity {
        /// What was counted: the words between "how many" and the verb.
        thing: Vec<usize>,
        /// What happened to them.
        verb: usize,
        /// The conditions.
        filters: Vec<Filter>,
    },
    /// The most frequent actors, places, …
    Top {
        /// What is ranked.
        ranked: Ranked,
        /// How many.
        limit: Option<usize>,
        /// By these events.
        selection: Selection,
    },
    /// Who took part.
    Participants {
        /// In which part.
        part: Part,
        /// What they are called in the answer.
        column: &'static str,
        /// Only such entities; a token.
        kind: Option<usize>,
        /// In these events.
        selection: Selection,
    },
    /// How many took part; participants.
    Number(Box<Form>),
    /// How many sources reported events.
    ReportingSources(Selection),
    /// What documents claim differently of events.
    Disputed(Selection),
    /// Who took part in events of each of two selections.
    InBoth {
        /// In which part.
        part: Part,
        /// Only such entities; a token.
        kind: Option<usize>,
        /// The two selections.
        selections: Box<(Selection, Selection)>,
    },
    /// Who did it to whom.
    Pairs(Selection),
    /// Where it happened.
    Where {
        /// Only such places, whatever is in them; a token.
        kind: Option<usize>,
        /// The events.
        selection: Selection,
    },
    /// Where somebody or something is.
    Location(Mention),
    /// The places of a kind where events happened, most first.
    Busiest {
        /// The kind; a token.
        kind: usize,
        /// The events.
        selection: Selection,
    },
    /// When it happened.
    When(Selection),
    /// The events two entities share, with the part of each.
    Relations {
        /// The two.
        between: Box<(Mention, Mention)>,
        /// The conditions.
        filters: Vec<Filter>,
    },
    /// The shortest path between two entities.
    Connection(Box<(Mention, Mention)>),
    /// The sentences that report events.
    Sources {
        /// The events.
        selection: Selection,
        /// With the day, in order of time: what evidence is asked for.
        dated: bool,
    },
    /// What resulted from events, or what they resulted from.
    Consequences {
        /// The results are asked for, not the causes.
        results: bool,
        /// The events.
        selection: Selection,
    },
    /// What is alleged.
    Allegations {
        /// Against these.
        against: Option<Names>,
        /// The conditions.
        filters: Vec<Filter>,
    },
    /// Who holds an office.
    Holder {
        /// The words of the title; empty is every title.
        title: Vec<usize>,
        /// Of what.
        of: Mention,
    },
    /// Who or what somebody is.
    Description(Mention),
    /// Everything of a sort the graph has.
    Catalogue {
        /// The sort.
        catalogue: Catalogue,
        /// The conditions.
        filters: Vec<Filter>,
    },
}

impl Form {
    /// The conditions on the events a question is about; `None` where it is about one thing that is named.
    pub(super) const fn filters_mut(&mut self) -> Option<&mut Vec<Filter>> {
        match self {
            Self::Events(selection)
            | Self::Statements(selection)
            | Self::Claims(selection)
            | Self::Count(selection)
            | Self::Amount(selection)
            | Self::Acting(selection)
            | Self::Pairs(selection)
            | Self::When(selection)
            | Self::ReportingSources(selection)
            | Self::Comparison(Comparison::Within(selection))
            | Self::Measure { selection, .. }
            | Self::Top { selection, .. }
            | Self::Participants { selection, .. }
            | Self::Where { selection, .. }
            | Self::Busiest { selection, .. }
            | Self::Sources { selection, .. } => Some(&mut selection.filters),
            Self::Comparison(Comparison::Names(_, filters))
            | Self::Victims { filters, .. }
            | Self::Quantity { filters, .. }
            | Self::Relations { filters, .. }
            | Self::Allegations { filters, .. } => Some(filters),
            Self::Number(form) => form.filters_mut(),
            _ => None,
        }
    }
}

/// Sides to compare.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Comparison {
    /// The names or types listed in the selection.
    Within(Selection),
    /// These, whatever their part.
    Names(Names, Vec<Filter>),
}

/// A number an event has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// How many were killed.
    Killed,
    /// How many were injured.
    Injured,
}

/// What can be ranked by the number of events.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ranked {
    /// One of the groups events fall into.
    Dimension(Dimension),
    /// Entities of a kind; a token.
    Kind(usize),
}

/// A part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The subject of the active verb.
    Subject,
    /// Its object.
    Object,
    /// Another side than those named.
    OtherSide,
    /// Who took part actively.
    Active,
    /// Any part.
    Any,
}

/// Lists of what the graph has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Catalogue {
    /// Event types.
    Types,
    /// Places.
    Places,
    /// Sources.
    Sources,
    /// Everyone and everything that took part.
    Actors,
    /// Documents.
    Documents,
    /// Entities of a kind; a token.
    Kind(usize),
}

/// Events, and every condition on them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Selection {
    /// The types.
    pub(super) head: Head,
    /// The conditions.
    pub(super) filters: Vec<Filter>,
    /// Only some of them, from one end.
    pub(super) ranking: Option<Ranking>,
    /// Counted in groups.
    pub(super) group: Option<Dimension>,
    /// With the sentences that prove them.
    pub(super) evidence: bool,
}

/// What the events are called.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Head {
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
pub(super) struct Ranking {
    /// What comes first.
    pub(super) order: Order,
    /// How many of them are passed over: one before the second.
    pub(super) skipped: u64,
    /// The number written; a token.
    pub(super) limit: Option<usize>,
}

/// What comes first where events are ranked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
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
pub(super) struct Filter {
    /// What must hold.
    pub(super) kind: FilterKind,
    /// It must not.
    pub(super) negated: bool,
    /// Its first and last token.
    pub(super) tokens: (usize, usize),
}

/// What must hold of an event.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FilterKind {
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
pub(super) enum Comparator {
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
pub(super) enum Radius {
    /// `near`
    Usual,
    /// A number of kilometres; a token.
    Kilometres(usize),
    /// A number of miles; a token.
    Miles(usize),
}

/// When it happened.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TimeFilter {
    /// The bounds need only allow it.
    pub(super) possibly: bool,
    /// The word; `None` for a bare time.
    pub(super) relation: Option<RelationWord>,
    /// The period.
    pub(super) period: Period,
}

/// A word before a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RelationWord {
    /// One with a row of its own in the table of relations.
    Is(Relation),
    /// `on` a day is within it; in a longer period, `on` is `in`.
    On,
}

/// A reference period.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Period {
    /// A time; a token.
    At(usize),
    /// From a time to another.
    Between(Bound, Bound),
    /// When the one event of a type happened.
    Event(Box<Selection>),
    /// A day, week, month or quarter of a time, counted from its start or, with none, the last one.
    Part {
        /// The time; a token.
        time: usize,
        /// Which one, from 1.
        ordinal: Option<i64>,
        /// What is counted.
        unit: Dimension,
    },
    /// So many days, weeks, months or years around a time.
    Around {
        /// The time.
        time: Bound,
        /// How many.
        length: Length,
        /// Before it, after it, or both.
        sides: (bool, bool),
    },
    /// The day, week, month or year beside a time: "the day after the agreement", "two weeks before May 3".
    Beside {
        /// The time.
        time: Bound,
        /// How far.
        length: Length,
        /// On which side; `None` is the time's own day, week, month or year.
        side: Option<Relation>,
    },
}

/// A time, or an event that tells one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Bound {
    /// A token.
    Time(usize),
    /// When the one event of a type happened; with its first and last token.
    Event(Box<Selection>, (usize, usize)),
}

/// So many days, weeks, months or years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Length {
    /// The number; a token, or none for one.
    pub(super) number: Option<usize>,
    /// What is counted.
    pub(super) unit: Dimension,
}

/// What a statement or meeting is about.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Topic {
    /// Other events.
    Events(Box<Selection>),
    /// Somebody or something.
    Names(Names),
    /// Words; tokens.
    Words(usize, usize),
}

/// How certain an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modality {
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
pub(super) enum Dimension {
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
pub(super) struct Names {
    /// The names.
    pub(super) mentions: Vec<Mention>,
    /// How they are joined.
    pub(super) joined: Joined,
}

/// How names in a list are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joined {
    /// `a and b`, `a, b`
    And,
    /// `a or b`
    Or,
    /// `both a and b`
    Both,
}

/// A name in a question.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mention {
    /// Its tokens, first and last, which are one name or some unknown words.
    pub(super) tokens: (usize, usize),
    /// What stands in parentheses after it: first and last token.
    pub(super) qualifier: Option<(usize, usize)>,
}
