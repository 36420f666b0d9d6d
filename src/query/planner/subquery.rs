//! Patterns and queries within expressions: each becomes a pipeline of its own that starts from the row at hand.

use super::clause::Place;
use super::kind::Kind;
use super::scope::Scope;
use super::{Planner, syntax};
use crate::query::QueryError;
use crate::query::ast::{self, Name, PathPattern, Span};
use crate::query::plan::{Expression, Operator, Pipeline, Subplan, Subquery, SubqueryKind};

impl Planner<'_> {
    /// A pattern as a condition: all of its variables are known already.
    pub(super) fn pattern_predicate(&mut self, path: &PathPattern, scope: &Scope) -> Result<Expression, QueryError> {
        for variable in variables(path) {
            scope.resolve(variable)?;
        }
        let mut pipeline = Pipeline::default();
        self.pattern(std::slice::from_ref(path), None, &mut inner(scope), &mut pipeline)?;
        Ok(self.subquery(SubqueryKind::Exists, pipeline))
    }

    /// `[path WHERE filter | result]`
    pub(super) fn pattern_comprehension(
        &mut self,
        path: &PathPattern,
        filter: Option<&ast::Expression>,
        result: &ast::Expression,
        scope: &Scope,
    ) -> Result<(Expression, Kind), QueryError> {
        let mut scope = inner(scope);
        let mut pipeline = Pipeline::default();
        self.pattern(std::slice::from_ref(path), filter, &mut scope, &mut pipeline)?;
        let (result, kind) = self.expression(result, &scope)?;
        let slot = self.slot("result");
        pipeline.operators.push(Operator::Project { items: vec![(slot.clone(), result)] });
        Ok((self.subquery(SubqueryKind::Collect(slot), pipeline), Kind::list(kind)))
    }

    /// The paths that match, as a list; `path` names them.
    pub(super) fn paths(&mut self, pattern: &PathPattern, path: &Name, scope: &Scope) -> Result<Subquery, QueryError> {
        let mut scope = inner(scope);
        let mut pipeline = Pipeline::default();
        self.pattern(std::slice::from_ref(pattern), None, &mut scope, &mut pipeline)?;
        let slot = scope.resolve(path)?.slot.clone();
        Ok(Subquery { kind: SubqueryKind::Collect(slot), plan: Subplan { pipeline, ordinal: self.slot("row") } })
    }

    pub(super) fn exists(
        &mut self,
        subquery: &ast::Subquery,
        span: Span,
        scope: &Scope,
    ) -> Result<(Expression, Kind), QueryError> {
        let pipeline = self.braces(subquery, span, scope)?;
        Ok((self.subquery(SubqueryKind::Exists, pipeline), Kind::Boolean))
    }

    pub(super) fn count(
        &mut self,
        subquery: &ast::Subquery,
        span: Span,
        scope: &Scope,
    ) -> Result<(Expression, Kind), QueryError> {
        let pipeline = self.braces(subquery, span, scope)?;
        Ok((self.subquery(SubqueryKind::Count, pipeline), Kind::Integer))
    }

    fn braces(&mut self, subquery: &ast::Subquery, span: Span, scope: &Scope) -> Result<Pipeline, QueryError> {
        let mut scope = inner(scope);
        let mut pipeline = Pipeline::default();
        match subquery {
            ast::Subquery::Pattern { pattern, filter } => {
                self.pattern(pattern, filter.as_ref(), &mut scope, &mut pipeline)?;
            }
            ast::Subquery::Query(query) => {
                self.query(query, &scope, &mut pipeline, Place::Braces)?;
                if pipeline.writes() {
                    return Err(syntax("InvalidClauseComposition", "a query in EXISTS or COUNT cannot write").at(span));
                }
            }
        }
        Ok(pipeline)
    }

    fn subquery(&mut self, kind: SubqueryKind, pipeline: Pipeline) -> Expression {
        let plan = Subplan { pipeline, ordinal: self.slot("row") };
        Expression::Subquery(Box::new(Subquery { kind, plan }))
    }
}

/// The scope within: the same variables; what is known by its text may mean another thing there.
fn inner(scope: &Scope) -> Scope {
    let mut inner = scope.clone();
    inner.known.clear();
    inner
}

fn variables(path: &PathPattern) -> impl Iterator<Item = &Name> {
    let steps = path.steps.iter().flat_map(|(relationship, node)| [&relationship.variable, &node.variable]);
    [&path.variable, &path.start.variable].into_iter().chain(steps).flatten()
}
