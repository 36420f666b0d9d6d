//! The second stage: the closed-class skeleton of a question (`grammar/question.pest`) read over placeholders.
//!
//! 1. The grammar finds the form and its phrases.
//! 2. `form` makes a [`Form`] of them; `selection` what is asked for, `filter` each condition on it.
//! 3. `mistake` says what was expected where no form fits.

mod filter;
mod form;
mod mistake;
mod selection;

use pest::Parser as _;
use pest::iterators::Pair;

use super::Refusal;
use super::meaning::Form;
use super::token::{Placeholders, Token};
use super::vocabulary::Vocabulary;

/// The generated parser, in a module of its own because what pest generates has no documentation.
mod grammar {
    #![allow(missing_docs, unreachable_pub, reason = "generated from the grammar")]

    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/question.pest"]
    pub(super) struct QuestionParser;
}

use grammar::{QuestionParser, Rule};

/// Reads the skeleton of a question.
///
/// # Errors
/// What was expected at the place where no form of question goes on.
pub(super) fn read(text: &str, tokens: &[Token], vocabulary: &Vocabulary<'_>) -> Result<Form, Refusal> {
    let placeholders = Placeholders::write(tokens);
    let reader = Reader { tokens, placeholders: &placeholders };
    let mut pairs = QuestionParser::parse(Rule::question, &placeholders.text)
        .map_err(|error| mistake::refusal(text, tokens, vocabulary, &placeholders, &error))?;
    let question = pairs.next().expect("the grammar's entry rule is one pair");
    let fronted = child(&question, Rule::fronted);
    let mut forms = question.into_inner().filter(|part| !matches!(part.as_rule(), Rule::fronted | Rule::EOI));
    let mut form = reader.form(forms.next().expect("the grammar has a form before the end"));
    if let Some(fronted) = fronted {
        let (first, last) = reader.tokens(&fronted);
        let Some(filters) = form.filters_mut() else {
            let span = tokens[first].span.to(tokens[last].span);
            return Err(Refusal::new("syntax", "a condition does not fit before this question").at(span));
        };
        filters.extend(fronted.into_inner().find_map(|filter| reader.filter(&filter)));
    }
    Ok(form)
}

/// What may stand after some tokens.
pub(super) struct Continuations {
    placeholders: Placeholders,
}

impl Continuations {
    /// Of these tokens.
    pub(super) fn after(tokens: &[Token]) -> Self {
        Self { placeholders: Placeholders::write(tokens) }
    }

    /// Whether words of the grammar may.
    pub(super) fn take_words(&self, words: &str) -> bool {
        mistake::goes_on(&self.placeholders, words)
    }

    /// Whether a noun for events may.
    pub(super) fn take_noun(&self) -> bool {
        mistake::goes_on(&self.placeholders, "<n:0:>")
    }

    /// Whether a verb for events may.
    pub(super) fn take_verb(&self) -> bool {
        mistake::goes_on(&self.placeholders, "<v:0:>")
    }

    /// Whether a time may.
    pub(super) fn take_time(&self) -> bool {
        mistake::goes_on(&self.placeholders, "<t:0:>")
    }

    /// Whether a name may.
    pub(super) fn take_name(&self) -> bool {
        mistake::goes_on(&self.placeholders, "<a:0:>")
    }
}

/// Makes meanings of what the grammar found.
struct Reader<'t> {
    tokens: &'t [Token],
    placeholders: &'t Placeholders,
}

impl Reader<'_> {
    /// The token a pair begins with.
    fn token(&self, pair: &Pair<'_, Rule>) -> usize {
        self.placeholders.token_at(pair.as_span().start())
    }

    /// The first and the last token of a pair.
    fn tokens(&self, pair: &Pair<'_, Rule>) -> (usize, usize) {
        (self.token(pair), self.placeholders.token_at(pair.as_span().end().saturating_sub(1)))
    }
}

/// The first part of a pair that is of a rule.
fn child<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> Option<Pair<'p, Rule>> {
    pair.clone().into_inner().find(|inner| inner.as_rule() == rule)
}

fn children<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> Vec<Pair<'p, Rule>> {
    pair.clone().into_inner().filter(|inner| inner.as_rule() == rule).collect()
}

fn has(pair: &Pair<'_, Rule>, rule: Rule) -> bool {
    child(pair, rule).is_some()
}

/// A part the grammar always puts there.
fn presume<'p>(pair: &Pair<'p, Rule>, rule: Rule) -> Pair<'p, Rule> {
    child(pair, rule).unwrap_or_else(|| unreachable!("the grammar puts {rule:?} into {:?}", pair.as_rule()))
}
