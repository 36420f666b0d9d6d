//! What is asked for: one form for each sort of answer.

use super::{Dimension, Filter, Mention, Names, Selection};

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum Form {
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
    pub(in crate::question) const fn filters_mut(&mut self) -> Option<&mut Vec<Filter>> {
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
pub(in crate::question) enum Comparison {
    /// The names or types listed in the selection.
    Within(Selection),
    /// These, whatever their part.
    Names(Names, Vec<Filter>),
}

/// A number an event has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Measure {
    /// How many were killed.
    Killed,
    /// How many were injured.
    Injured,
}

/// What can be ranked by the number of events.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::question) enum Ranked {
    /// One of the groups events fall into.
    Dimension(Dimension),
    /// Entities of a kind; a token.
    Kind(usize),
}

/// A part in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::question) enum Part {
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
pub(in crate::question) enum Catalogue {
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
