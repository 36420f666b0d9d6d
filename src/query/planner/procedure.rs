//! `CALL procedure(…) YIELD …`.

use super::clause::Columns;
use super::kind::Kind;
use super::scope::Scope;
use super::{Planner, already_bound, syntax};
use crate::query::ast::{self, Name, Yield};
use crate::query::plan::{Operator, Pipeline};
use crate::query::{ErrorKind, QueryError};

/// A procedure: its name and the fields of its results.
pub(crate) struct Procedure {
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [&'static str],
}

/// The procedures there are; none takes arguments.
const PROCEDURES: &[Procedure] = &[
    Procedure { name: "db.labels", fields: &["label"] },
    Procedure { name: "db.propertyKeys", fields: &["propertyKey"] },
    Procedure { name: "db.relationshipTypes", fields: &["relationshipType"] },
];

impl Planner<'_> {
    /// Plans a call and binds what it yields; the columns are what a call that stands alone returns.
    pub(super) fn procedure_call(
        &mut self,
        name: &[Name],
        arguments: Option<&[ast::Expression]>,
        yields: Option<&Yield>,
        standalone: bool,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Columns, QueryError> {
        let full = name.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".");
        let span = name.iter().map(|part| part.span).reduce(ast::Span::to).unwrap_or_default();
        let procedure = PROCEDURES
            .iter()
            .find(|procedure| procedure.name.eq_ignore_ascii_case(&full))
            .ok_or_else(|| unknown(&full).at(span))?;
        if arguments.is_none() && !standalone {
            let message = "a procedure within a query is called with its arguments";
            return Err(syntax("InvalidArgumentPassingMode", message).at(span).help("add parentheses"));
        }
        if arguments.is_some_and(|arguments| !arguments.is_empty()) {
            return Err(syntax("InvalidNumberOfArguments", format!("{}() takes no arguments", procedure.name)).at(span));
        }
        let mut columns = Columns::new();
        let mut outputs = Vec::new();
        for (index, variable) in yielded(procedure, yields, standalone)? {
            if scope.get(&variable.text).is_some() {
                return Err(already_bound(&variable));
            }
            let slot = self.slot(variable.text.clone());
            scope.bind(variable.text.clone(), slot.clone(), Kind::Any);
            columns.push((variable.text.to_string(), slot.clone(), Kind::Any));
            outputs.push((index, slot));
        }
        let name = procedure.name.to_owned();
        pipeline.operators.push(Operator::ProcedureCall { name, arguments: Vec::new(), outputs, standalone });
        if let Some(filter) = yields.and_then(|yields| yields.filter.as_ref()) {
            let condition = self.condition(filter, scope)?;
            pipeline.operators.push(Operator::Filter { condition });
        }
        Ok(columns)
    }
}

/// The fields that are kept, each with its variable.
fn yielded(procedure: &Procedure, yields: Option<&Yield>, standalone: bool) -> Result<Vec<(usize, Name)>, QueryError> {
    let all = || procedure.fields.iter().enumerate().map(|(index, field)| (index, Name::new(*field))).collect();
    match yields {
        None if standalone => Ok(all()),
        None => Ok(Vec::new()),
        Some(yields) if yields.star => Ok(all()),
        Some(yields) => yields
            .items
            .iter()
            .map(|item| {
                let index = procedure.fields.iter().position(|field| **field == *item.field.text).ok_or_else(|| {
                    let message = format!("{}() yields no `{}`", procedure.name, item.field.text);
                    let help = format!("it yields {}", procedure.fields.join(", "));
                    syntax("UndefinedVariable", message).at(item.field.span).help(help)
                })?;
                Ok((index, item.alias.clone().unwrap_or_else(|| item.field.clone())))
            })
            .collect(),
    }
}

fn unknown(name: &str) -> QueryError {
    let message = format!("no procedure is called `{name}`");
    let error = QueryError::compile(ErrorKind::ProcedureError, "ProcedureNotFound", message);
    match super::remark::nearest(name, PROCEDURES.iter().map(|procedure| procedure.name)) {
        Some(near) => error.help(format!("did you mean {near}()?")),
        None => error,
    }
}
