//! Trees to text: every tree prints as canonical Cypher, on one line, that reads back as the same tree.
//!
//! ```text
//! match (e : Event {id:1}) where ((e.start)) < 3 return e   is printed as
//! MATCH (e:Event {id: 1}) WHERE e.start < 3 RETURN e
//! ```
//! Parentheses stand only where the tree would otherwise be another one; names stand in back-ticks only where they must.
//! - `clause`: statements and clauses; `pattern`: paths and labels; `expression`: expressions; `precedence`: where
//!   parentheses must stand; `name`: names.

mod clause;
mod expression;
mod name;
mod pattern;
mod precedence;

use std::fmt;

/// Writes items with commas between them.
fn write_list<T>(
    f: &mut fmt::Formatter<'_>,
    items: &[T],
    mut write: impl FnMut(&mut fmt::Formatter<'_>, &T) -> fmt::Result,
) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write(f, item)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
