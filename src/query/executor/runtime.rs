//! What a running statement holds: the graph, its parameters, what it has used up, and what it has changed.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::rc::Rc;
use std::time::{Duration, Instant};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::chunk::Chunk;
use super::node_set::NodeSet;
use super::parallel::{Share, too_many_bytes, too_many_steps};
use crate::graph::{Symbol, Transaction, View};
use crate::query::function::Environment;
use crate::query::function::environment::Memory;
use crate::query::limits::exceeded;
use crate::query::plan::walk::SlotSet;
use crate::query::plan::{Operator, missing_parameter};
use crate::query::{Context, QueryError, SideEffects};
use crate::value::{NodeId, RelationshipId, Value};

/// The graph, to look at or to change.
pub(super) enum Access<'r, 'g> {
    Read(View<'r>),
    Write(&'r mut Transaction<'g>),
}

/// A running statement.
pub(super) struct Runtime<'r, 'g> {
    pub(super) access: Access<'r, 'g>,
    pub(super) context: &'r Context,
    pub(super) effects: SideEffects,
    /// Where the ids of what the statement itself creates begin.
    pub(super) own: (NodeId, RelationshipId),
    pub(super) deleted: Deleted,
    /// The slots needed after each operator of a pipeline, worked out once.
    pub(super) needs: FxHashMap<usize, Rc<Vec<SlotSet>>>,
    /// What the build sides of joins found, by operator.
    pub(super) built: FxHashMap<usize, Rc<NodeSet>>,
    pub(super) joined: FxHashMap<usize, Rc<Chunk>>,
    profile: Option<HashMap<usize, Measure, FxBuildHasher>>,
    memory: Memory,
    started: Instant,
    steps: u64,
    steps_checked: u64,
    held: u64,
}

/// What an operator did.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    pub(super) rows: u64,
    pub(super) time: Duration,
}

/// What the statement deleted, with what is still asked of it afterwards.
#[derive(Default)]
pub(super) struct Deleted {
    pub(super) nodes: FxHashSet<NodeId>,
    /// The type and the ends of each.
    pub(super) relationships: FxHashMap<RelationshipId, (Rc<str>, NodeId, NodeId)>,
}

/// How often a long loop looks at the clock.
const STEPS_BETWEEN_CHECKS: u64 = 1 << 14;

impl<'r, 'g> Runtime<'r, 'g> {
    pub(super) fn new(access: Access<'r, 'g>, context: &'r Context, profiled: bool) -> Self {
        let view = match &access {
            Access::Read(view) => *view,
            Access::Write(transaction) => transaction.view(),
        };
        let own = (view.next_node_id(), view.next_relationship_id());
        Self {
            access,
            context,
            own,
            effects: SideEffects::default(),
            deleted: Deleted::default(),
            needs: FxHashMap::default(),
            built: FxHashMap::default(),
            joined: FxHashMap::default(),
            profile: profiled.then(HashMap::default),
            memory: Memory::default(),
            started: Instant::now(),
            steps: 0,
            steps_checked: 0,
            held: 0,
        }
    }

    /// The graph as it is now.
    pub(super) fn view(&self) -> View<'_> {
        match &self.access {
            Access::Read(view) => *view,
            Access::Write(transaction) => transaction.view(),
        }
    }

    /// The graph, where it stays as it is while the statement runs.
    pub(super) fn unchanging(&self) -> Option<View<'r>> {
        match &self.access {
            Access::Read(view) => Some(*view),
            Access::Write(_) => None,
        }
    }

    /// Whether the statement may change the graph.
    pub(super) fn writes(&self) -> bool {
        matches!(self.access, Access::Write(_))
    }

    /// Whether the statement deleted anything, whose properties nobody may ask for.
    pub(super) fn has_deleted(&self) -> bool {
        !self.deleted.nodes.is_empty() || !self.deleted.relationships.is_empty()
    }

    /// How many threads it may use.
    pub(super) fn threads(&self) -> NonZeroUsize {
        self.context.limits.threads
    }

    /// What functions may look at.
    pub(super) fn environment(&self) -> Environment<'_> {
        Environment::new(self.view(), &self.context.now, &self.context.limits, &self.memory)
    }

    /// The symbols of names the graph knows.
    pub(super) fn symbols<'n>(&self, names: impl IntoIterator<Item = &'n crate::query::ast::Name>) -> Vec<Symbol> {
        let view = self.view();
        names.into_iter().filter_map(|name| view.symbol(&name.text)).collect()
    }

    pub(super) fn parameter(&self, name: &crate::query::ast::Name) -> Result<Value, QueryError> {
        let given = &self.context.parameters;
        given.get(&*name.text).cloned().ok_or_else(|| missing_parameter(name, given))
    }

    /// Stops a statement that was cancelled or took too long.
    pub(super) fn check(&self) -> Result<(), QueryError> {
        self.share().check()
    }

    /// What each thread may use that works on a part of something large.
    pub(super) fn share(&self) -> Share<'r> {
        let limits = &self.context.limits;
        Share {
            context: self.context,
            started: self.started,
            steps: limits.path_steps.saturating_sub(self.steps),
            bytes: limits.memory_bytes.saturating_sub(self.held) / limits.threads.get() as u64,
        }
    }

    /// Counts relationships looked at.
    pub(super) fn step(&mut self, steps: usize) -> Result<(), QueryError> {
        self.steps += steps as u64;
        let limit = self.context.limits.path_steps;
        if self.steps > limit {
            return Err(too_many_steps(limit));
        }
        if self.steps - self.steps_checked > STEPS_BETWEEN_CHECKS {
            self.steps_checked = self.steps;
            self.check()?;
        }
        Ok(())
    }

    /// Counts bytes an operator holds on to.
    pub(super) fn hold(&mut self, bytes: usize) -> Result<(), QueryError> {
        self.held += bytes as u64;
        self.check_room(0)
    }

    /// Refuses what an expression makes where there is no room for it beside what is held.
    pub(super) fn check_room(&self, bytes: usize) -> Result<(), QueryError> {
        let limit = self.context.limits.memory_bytes;
        if self.held.saturating_add(bytes as u64) > limit {
            return Err(too_many_bytes(limit));
        }
        Ok(())
    }

    /// Gives back what [`Runtime::hold`] counted.
    pub(super) fn release(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes as u64);
    }

    /// Refuses a list that grew too long.
    pub(super) fn check_list(&self, length: usize) -> Result<(), QueryError> {
        let limit = self.context.limits.list_length;
        if length as u64 > limit {
            return Err(exceeded(format!("a list has more than {limit} elements"), "list_length"));
        }
        Ok(())
    }

    /// Refuses more rows than may be returned.
    pub(super) fn check_rows(&self, rows: usize) -> Result<(), QueryError> {
        let limit = self.context.limits.rows;
        if rows as u64 > limit {
            return Err(exceeded(format!("the statement returns more than {limit} rows"), "rows"));
        }
        Ok(())
    }

    /// Notes what an operator did, where the statement is profiled.
    pub(super) fn measure(&mut self, operator: &Operator, rows: usize, time: Duration) {
        if let Some(profile) = &mut self.profile {
            let measure = profile.entry(std::ptr::from_ref(operator).addr()).or_default();
            measure.rows += rows as u64;
            measure.time += time;
        }
    }

    pub(super) fn is_profiled(&self) -> bool {
        self.profile.is_some()
    }

    /// What an operator did in all.
    pub(super) fn measured(&self, operator: &Operator) -> Measure {
        let profile = self.profile.as_ref();
        profile.and_then(|profile| profile.get(&std::ptr::from_ref(operator).addr())).copied().unwrap_or_default()
    }

    /// A key for what is kept per stretch of operators while the statement runs; plans do not move meanwhile.
    pub(super) fn key(operators: &[Operator]) -> usize {
        operators.as_ptr().addr()
    }
}
