//! The grammar of `grammar/cypher.pest`, and small tools to walk over what it reads.

use std::sync::Arc;

use pest::Parser;

use crate::diagnostic::Span;
use crate::query::ast::Name;

pub(super) use generated::Rule;

pub(super) type Pair<'t> = pest::iterators::Pair<'t, Rule>;
pub(super) type Pairs<'t> = pest::iterators::Pairs<'t, Rule>;

/// pest generates public items without documentation, named after rules that are written like Cypher's keywords.
#[allow(missing_docs, non_camel_case_types, clippy::upper_case_acronyms, unreachable_pub)]
mod generated {
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/cypher.pest"]
    pub struct Grammar;
}

/// Reads a whole statement.
pub(super) fn read(text: &str) -> Result<Pair<'_>, Box<pest::error::Error<Rule>>> {
    generated::Grammar::parse(Rule::statement, text).map(|mut pairs| presume(pairs.next())).map_err(Box::new)
}

/// A pair the grammar always puts there.
pub(super) fn presume(pair: Option<Pair<'_>>) -> Pair<'_> {
    pair.expect("the grammar promises a pair here")
}

/// The only pair inside another, or the first.
pub(super) fn first(pair: Pair<'_>) -> Pair<'_> {
    presume(pair.into_inner().next())
}

/// Where a pair stands, without the space and the comments pest counts to the end of a rule that could have gone on.
pub(super) fn span(pair: &Pair<'_>) -> Span {
    let start = pair.as_span().start();
    let mut last = pair.clone();
    while let Some(inner) = last.clone().into_inner().next_back() {
        last = inner;
    }
    Span::new(start, last.as_span().end())
}

/// A name without its back-ticks.
pub(super) fn name(pair: &Pair<'_>) -> Name {
    let text = pair.as_str();
    let name = match text.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) {
        Some(escaped) => Arc::from(escaped.replace("``", "`")),
        None => Arc::from(text),
    };
    Name { text: name, span: Span::new(pair.as_span().start(), pair.as_span().end()) }
}
