//! Remarks on names the graph does not know, and the name that was perhaps meant.

use super::Planner;
use crate::query::ast::{LabelExpression, Name};
pub(super) use crate::query::error::nearest;

impl Planner<'_> {
    /// Remarks on labels the graph does not know.
    pub(super) fn know_labels(&mut self, labels: &LabelExpression) {
        match labels {
            LabelExpression::Label(name) => self.know_label(name),
            LabelExpression::Any => {}
            LabelExpression::Not(inner) => self.know_labels(inner),
            LabelExpression::And(operands) | LabelExpression::Or(operands) => {
                operands.iter().for_each(|operand| self.know_labels(operand));
            }
        }
    }

    fn know_label(&mut self, name: &Name) {
        let known = self.view.labels_in_use();
        self.know("label", name, known.into_iter().map(|(label, _)| label));
    }

    /// Remarks on types of a condition the graph does not know.
    pub(super) fn know_types(&mut self, condition: &LabelExpression) {
        match condition {
            LabelExpression::Label(name) => self.know_type(name),
            LabelExpression::Any => {}
            LabelExpression::Not(inner) => self.know_types(inner),
            LabelExpression::And(operands) | LabelExpression::Or(operands) => {
                operands.iter().for_each(|operand| self.know_types(operand));
            }
        }
    }

    /// Remarks on a relationship type the graph does not know.
    pub(super) fn know_type(&mut self, name: &Name) {
        let known = self.view.types_in_use();
        self.know("relationship type", name, known.into_iter().map(|(kind, _)| kind));
    }

    /// Remarks on a property key the graph does not know.
    pub(super) fn know_key(&mut self, name: &Name) {
        if self.view.symbol(&name.text).is_none() {
            let known = self.view.keys_in_use();
            self.know("property", name, known);
        }
    }

    fn know(&mut self, what: &str, name: &Name, known: impl IntoIterator<Item = crate::graph::Symbol>) {
        let known: Vec<&str> = known.into_iter().map(|symbol| self.view.name(symbol)).collect();
        // An empty graph knows nothing; to remark on every name would only be noise.
        if known.is_empty() || known.contains(&&*name.text) {
            return;
        }
        let mut warning = format!("no {what} `{}` in the graph", name.text);
        if let Some(near) = nearest(&name.text, known) {
            warning.push_str(&format!("; did you mean `{near}`?"));
        }
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }
}
