//! What an expression is computed from, where that is little enough to remember its values.

use super::Expression;
use super::walk::children;

/// The properties and labels of what slots hold that an expression is computed from; `None` where anything else decides it,
/// or it may be another whenever it is computed.
pub(crate) fn sources(expression: &Expression) -> Option<Vec<&Expression>> {
    let (mut found, mut pending) = (Vec::new(), vec![expression]);
    while let Some(expression) = pending.pop() {
        match expression {
            Expression::Property(base, _) | Expression::HasLabels(base, _) if matches!(**base, Expression::Slot(_)) => {
                found.push(expression);
            }
            Expression::Property(computed, _) => pending.push(computed),
            Expression::Call(callee, ..) if !callee.0.pure => return None,
            Expression::Constant(_)
            | Expression::Parameter(_)
            | Expression::Call(..)
            | Expression::Unary(..)
            | Expression::Logical(..)
            | Expression::Arithmetic(..)
            | Expression::Comparison(..)
            | Expression::Test(..)
            | Expression::IsNull(..)
            | Expression::Case(..)
            | Expression::List(_)
            | Expression::Index(..)
            | Expression::Slice(..) => pending.extend(children(expression)),
            _ => return None,
        }
    }
    Some(found)
}
