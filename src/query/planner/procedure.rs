//! `CALL procedure(…) YIELD …`: the procedure is found, its arguments are checked, what it yields is bound.

use std::sync::Arc;

use super::clause::Columns;
use super::kind::Kind;
use super::scope::Scope;
use super::{Planner, already_bound, syntax};
use crate::query::ast::{self, Name, Span, Yield};
use crate::query::plan::{Expression, Operator, Pipeline};
use crate::query::procedure::{Class, Field, Procedure, Procedures, Signature, Type};
use crate::query::{ErrorKind, QueryError};

/// A call as it is written.
pub(super) struct Call<'a> {
    pub(super) name: &'a [Name],
    /// None where there are no parentheses.
    pub(super) arguments: Option<&'a [ast::Expression]>,
    pub(super) yields: Option<&'a Yield>,
    /// Whether it is the whole statement.
    pub(super) standalone: bool,
}

impl Planner<'_> {
    /// Plans a call and binds what it yields; the columns are what a call that stands alone returns.
    pub(super) fn procedure_call(
        &mut self,
        call: &Call<'_>,
        scope: &mut Scope,
        pipeline: &mut Pipeline,
    ) -> Result<Columns, QueryError> {
        let span = call.name.iter().map(|part| part.span).reduce(Span::to).unwrap_or_default();
        let procedure = find(call.name, self.procedures).map_err(|error| error.at(span))?;
        let arguments = self.arguments(call, procedure.signature(), span, scope)?;
        let mut columns = Columns::new();
        let mut outputs = Vec::new();
        for (index, variable) in yielded(call, procedure.signature())? {
            if scope.get(&variable.text).is_some() {
                return Err(already_bound(&variable));
            }
            let slot = self.slot(variable.text.clone());
            let kind = kind_of(&procedure.signature().results[index].of);
            scope.bind(variable.text.clone(), slot.clone(), kind.clone());
            columns.push((variable.text.to_string(), slot.clone(), kind));
            outputs.push((index, slot));
        }
        pipeline.operators.push(Operator::ProcedureCall { procedure, arguments, outputs, span });
        if let Some(filter) = call.yields.and_then(|yields| yields.filter.as_ref()) {
            let condition = self.condition(filter, scope)?;
            pipeline.operators.push(Operator::Filter { condition });
        }
        Ok(columns)
    }

    fn arguments(
        &mut self,
        call: &Call<'_>,
        signature: &Signature,
        span: Span,
        scope: &Scope,
    ) -> Result<Vec<Expression>, QueryError> {
        match call.arguments {
            Some(arguments) => self.explicit(arguments, signature, span, scope),
            None if call.standalone => Ok(self.implicit(signature, span)),
            None => {
                Err(syntax("InvalidArgumentPassingMode", "a procedure within a query is called with its arguments")
                    .at(span)
                    .help(format!("write {}({})", signature.name, names(&signature.parameters))))
            }
        }
    }

    fn explicit(
        &mut self,
        arguments: &[ast::Expression],
        signature: &Signature,
        span: Span,
        scope: &Scope,
    ) -> Result<Vec<Expression>, QueryError> {
        let parameters = &signature.parameters;
        if arguments.len() != parameters.len() {
            return Err(wrong_number(signature, arguments.len()).at(span));
        }
        let lowered = arguments.iter().zip(parameters).map(|(argument, parameter)| {
            let (lowered, kind) = self.expression(argument, scope)?;
            if fits(&kind, &parameter.of) {
                return Ok(lowered);
            }
            let (name, of) = (&parameter.name, &parameter.of);
            let message = format!("{}() takes {of} as `{name}`, found {}", signature.name, kind.one());
            Err(syntax("InvalidArgumentType", message).at(argument.span).help(format!("it is {signature}")))
        });
        lowered.collect()
    }

    /// A call that stands alone without parentheses takes its arguments from the parameters of the same names.
    fn implicit(&mut self, signature: &Signature, span: Span) -> Vec<Expression> {
        let parameters = signature.parameters.iter();
        parameters.map(|parameter| self.parameter(&Name { text: parameter.name.as_str().into(), span })).collect()
    }
}

fn find(name: &[Name], procedures: &Procedures) -> Result<Arc<Procedure>, QueryError> {
    let full = name.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".");
    if let Some(procedure) = procedures.get(&full) {
        return Ok(Arc::clone(procedure));
    }
    let message = format!("no procedure is called `{full}`");
    let error = QueryError::compile(ErrorKind::ProcedureError, "ProcedureNotFound", message);
    let names = procedures.signatures().map(|signature| signature.name.as_str());
    Err(match super::remark::nearest(&full, names) {
        Some(near) => error.help(format!("did you mean {near}()?")),
        None => error,
    })
}

fn wrong_number(signature: &Signature, given: usize) -> QueryError {
    let expected = match signature.parameters.len() {
        0 => "no arguments".to_owned(),
        1 => "1 argument".to_owned(),
        count => format!("{count} arguments"),
    };
    syntax("InvalidNumberOfArguments", format!("{}() takes {expected}, not {given}", signature.name))
        .help(format!("it is {signature}"))
}

/// The fields that are kept, each with its variable.
fn yielded(call: &Call<'_>, signature: &Signature) -> Result<Vec<(usize, Name)>, QueryError> {
    let fields = &signature.results;
    let all = || fields.iter().enumerate().map(|(index, field)| (index, Name::new(field.name.as_str()))).collect();
    match call.yields {
        None if call.standalone => Ok(all()),
        None => Ok(Vec::new()),
        Some(yields) if yields.star && call.standalone => Ok(all()),
        Some(yields) if yields.star => Err(syntax("UnexpectedSyntax", "YIELD * is for a CALL that stands alone")
            .at(call.name.last().map(|part| part.span).unwrap_or_default())
            .help(format!("write YIELD {}", names(fields)))),
        Some(yields) => yields.items.iter().map(|item| yielded_item(item, signature)).collect(),
    }
}

fn yielded_item(item: &ast::YieldItem, signature: &Signature) -> Result<(usize, Name), QueryError> {
    let fields = &signature.results;
    let index = fields.iter().position(|field| *field.name == *item.field.text).ok_or_else(|| {
        let message = format!("{}() yields no `{}`", signature.name, item.field.text);
        let help =
            if fields.is_empty() { "it yields nothing".to_owned() } else { format!("it yields {}", names(fields)) };
        syntax("UndefinedVariable", message).at(item.field.span).help(help)
    })?;
    Ok((index, item.alias.clone().unwrap_or_else(|| item.field.clone())))
}

fn names(fields: &[Field]) -> String {
    fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// Whether a value of this kind may be an argument of this type.
fn fits(kind: &Kind, of: &Type) -> bool {
    match (kind, &of.class) {
        (Kind::Null, _) => of.nullable,
        (Kind::Any, _) | (_, Class::Any) => true,
        (Kind::Integer, class) => matches!(class, Class::Integer | Class::Float | Class::Number),
        (Kind::Float, class) => matches!(class, Class::Float | Class::Number),
        (Kind::List(element), Class::List(of)) => **element == Kind::Null || fits(element, of),
        (kind, _) => *kind == kind_of(of),
    }
}

/// What is known of a value of a type before there is one.
fn kind_of(of: &Type) -> Kind {
    match &of.class {
        Class::Boolean => Kind::Boolean,
        Class::Integer => Kind::Integer,
        Class::Float => Kind::Float,
        Class::String => Kind::String,
        Class::List(element) => Kind::list(kind_of(element)),
        Class::Map => Kind::Map,
        Class::Node => Kind::Node,
        Class::Relationship => Kind::Relationship,
        Class::Path => Kind::Path,
        _ => Kind::Any,
    }
}
