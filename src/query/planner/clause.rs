//! Clauses, in order: rows flow from one to the next, and some may not follow others.

use super::kind::Kind;
use super::procedure::Call;
use super::scope::Scope;
use super::{Planner, import, syntax};
use crate::query::QueryError;
use crate::query::ast::{Clause, ClauseKind, Expression, PathPattern, Query, SingleQuery};
use crate::query::plan::{self, Operator, Pipeline, Slot, Subplan};

/// The columns of a query: their names, where they stand and what is known of them.
pub(super) type Columns = Vec<(String, Slot, Kind)>;

/// Where a query stands, which decides how it may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the whole statement.
    Statement,
    /// In `CALL { … }`.
    Call,
    /// In `EXISTS { … }` or `COUNT { … }`: it reads, and need not return.
    Braces,
}

/// What has gone by.
#[derive(Default)]
struct Progress {
    /// A write that no `WITH` has closed yet.
    written: bool,
    /// A write at all.
    ever_written: bool,
    /// Something looked at the graph since rows were last held back.
    reading: bool,
    /// Something was written since rows were last held back.
    writing: bool,
}

impl Planner<'_> {
    /// Plans a whole query after what is in `pipeline`.
    pub(super) fn query(
        &mut self,
        query: &Query,
        scope: &Scope,
        pipeline: &mut Pipeline,
        place: Place,
    ) -> Result<Columns, QueryError> {
        if query.unions.is_empty() {
            return self.single(&query.first, scope, pipeline, place);
        }
        self.union(query, scope, pipeline, place)
    }

    fn union(
        &mut self,
        query: &Query,
        scope: &Scope,
        pipeline: &mut Pipeline,
        place: Place,
    ) -> Result<Columns, QueryError> {
        let all = query.unions.iter().all(|union| union.all);
        if let Some(mixed) = query.unions.iter().find(|union| union.all != query.unions[0].all) {
            return Err(syntax("InvalidClauseComposition", "UNION and UNION ALL cannot be mixed").at(mixed.span));
        }
        let mut branches = Vec::with_capacity(query.unions.len() + 1);
        let mut first: Option<Columns> = None;
        let parts = std::iter::once((&query.first, None)).chain(query.unions.iter().map(|u| (&u.query, Some(u.span))));
        for (single, span) in parts {
            let mut branch = Pipeline::default();
            let columns = self.single(single, scope, &mut branch, place)?;
            let slots = match &first {
                Some(first) => aligned(first, &columns).ok_or_else(|| {
                    syntax("DifferentColumnsInUnion", "both sides of a UNION must return the same columns")
                        .at(span.unwrap_or_default())
                })?,
                None => columns.iter().map(|(_, slot, _)| slot.clone()).collect(),
            };
            first.get_or_insert(columns);
            branches.push((branch, slots));
        }
        let columns: Columns = first
            .unwrap_or_default()
            .into_iter()
            .map(|(name, _, _)| (name.clone(), self.slot(name), Kind::Any))
            .collect();
        let outputs: Vec<Slot> = columns.iter().map(|(_, slot, _)| slot.clone()).collect();
        pipeline.operators.push(Operator::Union { branches, outputs: outputs.clone() });
        if !all {
            pipeline.operators.push(Operator::Distinct { slots: outputs });
        }
        Ok(columns)
    }

    fn single(
        &mut self,
        query: &SingleQuery,
        scope: &Scope,
        pipeline: &mut Pipeline,
        place: Place,
    ) -> Result<Columns, QueryError> {
        check_order(&query.clauses, place)?;
        let outer = scope;
        let mut scope = scope.clone();
        let mut imports = 0;
        if place == Place::Call {
            (scope, imports) = import::imported(query, outer)?;
        }
        let mut progress = Progress::default();
        let mut columns = Columns::new();
        let (mut counted, mut size) = (pipeline.operators.len(), 0);
        for (index, clause) in query.clauses.iter().enumerate().skip(imports) {
            if let Some(returned) = self.clause(clause, &mut scope, pipeline, &mut progress, (query, index, place))? {
                columns = returned;
            }
            size += plan::size(&pipeline.operators[counted..]);
            counted = pipeline.operators.len();
            super::check_size(size)?;
            if place == Place::Braces && matches!(clause.kind, ClauseKind::With { .. }) {
                for binding in outer.bindings() {
                    if scope.get(&binding.name).is_none() {
                        scope.bind(binding.name.clone(), binding.slot.clone(), binding.kind.clone());
                    }
                }
            }
        }
        Ok(columns)
    }

    fn clause(
        &mut self,
        clause: &Clause,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
        progress: &mut Progress,
        (query, index, place): (&SingleQuery, usize, Place),
    ) -> Result<Option<Columns>, QueryError> {
        match &clause.kind {
            ClauseKind::Match { optional, pattern, filter } => {
                self.before_reading(pipeline, progress);
                self.matching(*optional, pattern, filter.as_ref(), scope, pipeline)?;
            }
            ClauseKind::Unwind { list, variable } => self.unwind(list, variable, scope, pipeline)?,
            ClauseKind::With { projection, filter } => {
                self.before_projecting(pipeline, progress);
                self.with(projection, filter.as_ref(), scope, pipeline)?;
                progress.written = false;
            }
            ClauseKind::Return { projection } => {
                self.before_projecting(pipeline, progress);
                return self.returning(projection, clause.span, scope, pipeline).map(Some);
            }
            ClauseKind::Create { pattern } => {
                self.before_creating(pipeline, progress);
                self.create(pattern, scope, pipeline)?;
            }
            ClauseKind::Merge { path, actions } => {
                self.before_writing(pipeline, progress);
                self.merge(path, actions, scope, pipeline)?;
            }
            ClauseKind::Set { items } => {
                self.before_writing(pipeline, progress);
                let actions = self.set_items(items, scope)?;
                pipeline.operators.push(Operator::Set { actions });
            }
            ClauseKind::Remove { items } => {
                self.before_writing(pipeline, progress);
                self.remove(items, scope, pipeline)?;
            }
            ClauseKind::Delete { detach, expressions } => {
                self.before_writing(pipeline, progress);
                self.delete(*detach, expressions, scope, pipeline)?;
            }
            ClauseKind::Call { procedure, arguments, yields } => {
                let standalone = query.clauses.len() == 1 && place == Place::Statement;
                let call =
                    Call { name: procedure, arguments: arguments.as_deref(), yields: yields.as_ref(), standalone };
                let columns = self.procedure_call(&call, scope, pipeline)?;
                return Ok((standalone && index == 0).then_some(columns));
            }
            ClauseKind::Subquery { query } => self.call_subquery(query, clause, scope, pipeline, progress)?,
        }
        Ok(None)
    }

    fn unwind(
        &mut self,
        list: &Expression,
        variable: &crate::query::ast::Name,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        let (list, kind) = self.expression(list, scope)?;
        if scope.get(&variable.text).is_some() {
            return Err(super::already_bound(variable));
        }
        let slot = self.slot(variable.text.clone());
        scope.bind(variable.text.clone(), slot.clone(), kind.element());
        pipeline.operators.push(Operator::Unwind { list, variable: slot });
        Ok(())
    }

    fn matching(
        &mut self,
        optional: bool,
        pattern: &[PathPattern],
        filter: Option<&Expression>,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<(), QueryError> {
        if !optional {
            return self.pattern(pattern, filter, scope, pipeline).map(drop);
        }
        let mut inner = Pipeline::default();
        self.pattern(pattern, filter, scope, &mut inner)?;
        let ordinal = self.slot("row");
        let introduced = inner.operators.iter().flat_map(plan::walk::fills).collect();
        pipeline.operators.push(Operator::Optional { inner: Subplan { pipeline: inner, ordinal }, introduced });
        Ok(())
    }

    fn call_subquery(
        &mut self,
        query: &Query,
        clause: &Clause,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
        progress: &mut Progress,
    ) -> Result<(), QueryError> {
        let mut inner = Pipeline::default();
        let columns = self.query(query, scope, &mut inner, Place::Call)?;
        if inner.writes() {
            self.before_writing(pipeline, progress);
        } else {
            self.before_reading(pipeline, progress);
        }
        if !query.returns() {
            // Whatever it made of a row, one comes of it, with nothing added: a group of all rows is always one.
            inner.operators.push(Operator::Aggregate { keys: Vec::new(), aggregates: Vec::new() });
        }
        let ordinal = self.slot("row");
        let outputs = columns.iter().map(|(_, slot, _)| slot.clone()).collect();
        pipeline.operators.push(Operator::Apply { inner: Subplan { pipeline: inner, ordinal }, outputs });
        for (name, slot, kind) in columns {
            if scope.get(&name).is_some() {
                let message = format!("variable `{name}` is bound already outside the CALL");
                return Err(syntax("VariableAlreadyBound", message)
                    .at(clause.span)
                    .help("return it under another name, with AS"));
            }
            scope.bind(name, slot, kind);
        }
        Ok(())
    }

    /// A write must happen for all rows before anything reads the graph again.
    fn before_reading(&mut self, pipeline: &mut Pipeline, progress: &mut Progress) {
        if progress.ever_written && last_is_not_eager(pipeline) {
            pipeline.operators.push(Operator::Eager);
        }
        progress.reading = true;
        progress.writing = false;
    }

    /// Reads must be over before anything they might see is written, and one write before the next: what it writes for
    /// the first rows is not to be read, or undone, by the one before for later rows.
    fn before_writing(&mut self, pipeline: &mut Pipeline, progress: &mut Progress) {
        if (progress.reading || progress.writing) && last_is_not_eager(pipeline) {
            pipeline.operators.push(Operator::Eager);
        }
        self.before_creating(pipeline, progress);
    }

    /// What is created is new to all rows: of neighbouring `CREATE`s none waits for the other.
    fn before_creating(&mut self, pipeline: &mut Pipeline, progress: &mut Progress) {
        let follows_create = matches!(pipeline.operators.last(), Some(Operator::Create { .. }));
        if (progress.reading || progress.writing && !follows_create) && last_is_not_eager(pipeline) {
            pipeline.operators.push(Operator::Eager);
        }
        progress.reading = false;
        progress.writing = true;
        progress.written = true;
        progress.ever_written = true;
    }

    /// A `LIMIT` must not cut writes short, and expressions of a projection must see all of them.
    fn before_projecting(&mut self, pipeline: &mut Pipeline, progress: &mut Progress) {
        if progress.written && last_is_not_eager(pipeline) {
            pipeline.operators.push(Operator::Eager);
        }
    }
}

fn last_is_not_eager(pipeline: &Pipeline) -> bool {
    !matches!(pipeline.operators.last(), None | Some(Operator::Eager))
}

/// The slots of `columns` in the order of `first`, where both have the same names.
fn aligned(first: &Columns, columns: &Columns) -> Option<Vec<Slot>> {
    if first.len() != columns.len() {
        return None;
    }
    let slot = |name: &str| columns.iter().find(|(other, ..)| other == name).map(|(_, slot, _)| slot.clone());
    first.iter().map(|(name, ..)| slot(name)).collect()
}

/// Refuses clauses where they may not stand.
fn check_order(clauses: &[Clause], place: Place) -> Result<(), QueryError> {
    let mut written = false;
    for (index, clause) in clauses.iter().enumerate() {
        let last = index + 1 == clauses.len();
        match &clause.kind {
            ClauseKind::Return { .. } if !last => {
                return Err(misplaced(&clauses[index + 1], "nothing may follow RETURN"));
            }
            ClauseKind::With { .. } => written = false,
            kind if is_write(kind) && place == Place::Braces => {
                return Err(misplaced(clause, "a query in EXISTS or COUNT cannot write"));
            }
            kind if is_write(kind) => written = true,
            kind if is_read(kind) && written => {
                return Err(misplaced(clause, "a WITH is needed between a clause that writes and one that reads"));
            }
            _ => {}
        }
    }
    match clauses.last() {
        None => Err(syntax("UnexpectedSyntax", "the query is empty")),
        Some(last) if may_end(&last.kind, clauses.len(), place) => Ok(()),
        Some(last) => Err(misplaced(last, "the query ends without a RETURN").help("add RETURN and what to return")),
    }
}

fn misplaced(clause: &Clause, message: &str) -> QueryError {
    syntax("InvalidClauseComposition", message).at(clause.span)
}

fn is_write(kind: &ClauseKind) -> bool {
    matches!(
        kind,
        ClauseKind::Create { .. }
            | ClauseKind::Merge { .. }
            | ClauseKind::Set { .. }
            | ClauseKind::Remove { .. }
            | ClauseKind::Delete { .. }
    )
}

fn is_read(kind: &ClauseKind) -> bool {
    matches!(kind, ClauseKind::Match { .. } | ClauseKind::Unwind { .. } | ClauseKind::Call { .. })
}

fn may_end(kind: &ClauseKind, count: usize, place: Place) -> bool {
    match kind {
        ClauseKind::Return { .. } => true,
        ClauseKind::Call { yields, .. } => count == 1 || yields.is_none(),
        ClauseKind::Subquery { query } => place == Place::Braces || !query.returns(),
        ClauseKind::Match { .. } | ClauseKind::Unwind { .. } => place == Place::Braces,
        ClauseKind::With { .. } => false,
        kind => is_write(kind),
    }
}
