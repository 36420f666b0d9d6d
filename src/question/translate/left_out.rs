//! What an answer leaves out, and why: events whose dates do not settle it, and those that did not come to pass.

use super::Scene;
use super::build::{self, Answer, Path, column, node, not, statement};
use super::condition::{Events, LISTED, Reading};
use super::events::matched;
use super::modality::{sets_modality, told_as_happening};
use super::time::Scope;
use crate::ontology::Slot;
use crate::query::ast::Expression;
use crate::question::meaning::{Filter, FilterKind, Selection};
use crate::question::{LeftOut, Refusal};

const UNSETTLED: &str = "may fit: dates that are not precise enough to tell; 'possibly' before the time lists them too";
const NOT_HAPPENED: &str =
    "left out: planned, failed or denied; ask for 'planned events', 'failed events' or 'denied events'";
const PLACELESS: &str =
    "left out: they involve that place and do not tell where they happened; 'events involving' it lists them";
const NO_NUMBER: &str = "such events tell no number and are not in the sum";

impl Scene<'_> {
    /// Notes what a list of these events leaves out.
    pub(super) fn note_left_out(&mut self, selection: &Selection) -> Result<(), Refusal> {
        // "the latest 3" leaves out by itself.
        if selection.ranking.is_some() {
            return Ok(());
        }
        let selection = &self.released(selection)?;
        self.unsettled(selection)?;
        self.placeless(selection)?;
        if !selection.filters.iter().any(sets_modality) {
            self.not_happened(selection)?;
        }
        Ok(())
    }

    /// Events the time asked for may hold, and for all that is known may not.
    fn unsettled(&mut self, selection: &Selection) -> Result<(), Refusal> {
        let times: Vec<&Filter> = selection.filters.iter().filter(|filter| is_settled_by_dates(filter)).collect();
        if times.is_empty() {
            return Ok(());
        }
        let mut possible = self.selected(selection, "e", Reading { scope: Scope::Possible, any_modality: false })?;
        let mut certain = Vec::new();
        for filter in times {
            certain.push(self.condition("e", &possible.types, filter, Scope::Listed)?);
        }
        // An open end makes the condition null, and such an event is not listed.
        let certain = build::coalesce(build::all_of(certain).expect("there is a time"), build::boolean(false));
        possible.conditions.push(not(certain));
        self.leave_out(&possible, UNSETTLED);
        Ok(())
    }

    /// Events of the place that is asked for which tell no place: North Korea's statements are looked for in North Korea.
    fn placeless(&mut self, selection: &Selection) -> Result<(), Refusal> {
        let types = self.event_types(&selection.head)?;
        let is_place = |filter: &Filter| match &filter.kind {
            FilterKind::Preposition(preposition, _) => !filter.negated && types.preposition(preposition) == Slot::Place,
            _ => false,
        };
        let Some(at) = selection.filters.iter().position(is_place) else { return Ok(()) };
        let mut wider = selection.clone();
        let FilterKind::Preposition(_, names) = &selection.filters[at].kind else { return Ok(()) };
        wider.filters[at].kind = FilterKind::Involving(names.clone());
        let mut placeless = self.selected(&wider, "e", LISTED)?;
        let somewhere = Path::from(node("e", &[])).to(&["OCCURRED_IN"], node("", &["Place"]));
        placeless.conditions.push(not(somewhere.exists()));
        self.leave_out(&placeless, PLACELESS);
        Ok(())
    }

    fn not_happened(&mut self, selection: &Selection) -> Result<(), Refusal> {
        let mut others = self.selected(selection, "e", Reading { scope: Scope::Listed, any_modality: true })?;
        others.conditions.push(not(told_as_happening("e")));
        self.leave_out(&others, NOT_HAPPENED);
        Ok(())
    }

    /// Events that tell no number are in no sum, which is then the least there was.
    pub(super) fn note_without_number(&mut self, events: &Events, number: Expression) {
        let mut silent = events.clone();
        silent.conditions.push(build::is_null(number));
        // Of every event there is, most have nothing to count.
        if !silent.types.labels.is_empty() {
            self.leave_out(&silent, NO_NUMBER);
        }
    }

    fn leave_out(&mut self, events: &Events, reason: &'static str) {
        let count = build::call("count", vec![build::variable("e")]);
        let count = statement(vec![matched(events), Answer::of(vec![column(count, "count")]).clause()]);
        self.left_out.push(LeftOut { count, reason });
    }
}

/// Whether a time lists fewer events than the dates allow.
fn is_settled_by_dates(filter: &Filter) -> bool {
    match &filter.kind {
        FilterKind::Time(time) => !time.possibly && !filter.negated,
        FilterKind::AnyOf(filters) => !filter.negated && filters.iter().all(is_settled_by_dates),
        _ => false,
    }
}
