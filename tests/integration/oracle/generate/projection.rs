//! `WITH` and `RETURN`: plain, distinct, grouped; in order, and only some.

use super::{Sort, Writer};

/// A column: its text, its name, its sort.
type Column = (String, String, Sort);

const SORTS: &[Sort] = &[
    Sort::Integer,
    Sort::Text,
    Sort::Any,
    Sort::Node,
    Sort::Truth,
    Sort::List,
    Sort::Float,
    Sort::Relationship,
    Sort::Path,
    Sort::Walk,
    Sort::Bag,
    Sort::Map,
    Sort::Day,
];

impl Writer<'_> {
    /// `WITH … [WHERE …]`; from here on only its columns are known.
    pub(super) fn with(&mut self) -> String {
        let (text, columns) = self.projection("WITH");
        let all =
            std::mem::replace(&mut self.variables, columns.into_iter().map(|(_, name, sort)| (name, sort)).collect());
        drop(all);
        format!("{text}{}", self.filter(18))
    }

    /// `RETURN …`
    pub(super) fn returns(&mut self) -> String {
        let (text, _) = self.projection("RETURN");
        text
    }

    fn projection(&mut self, word: &str) -> (String, Vec<Column>) {
        let form = if self.whole_floats { 0 } else { self.choices.below(10) };
        let distinct = if form == 9 { " DISTINCT" } else { "" };
        let grouped = (6..9).contains(&form);
        if form == 5 && !self.variables.is_empty() && self.choices.chance(50) {
            let columns = self.variables.iter().map(|(name, sort)| (name.clone(), name.clone(), *sort)).collect();
            return (format!("{word} *"), columns);
        }
        let columns = if grouped { self.grouped() } else { self.computed(!distinct.is_empty()) };
        let items: Vec<String> = columns.iter().map(item).collect();
        let sortable: Vec<&Column> =
            columns.iter().filter(|(_, _, sort)| !matches!(sort, Sort::Path | Sort::Bag | Sort::Map)).collect();
        let mut text = format!("{word}{distinct} {}", items.join(", "));
        // Only an order by every column leaves no choice to a LIMIT.
        if sortable.len() == columns.len() && !self.whole_floats && self.choices.chance(25) {
            let mut keys: Vec<String> = sortable.iter().map(|column| self.key(column)).collect();
            let first = self.choices.below(keys.len());
            keys.swap(0, first);
            text += &format!(" ORDER BY {}", keys.join(", "));
            if self.choices.chance(40) {
                text += &format!(" SKIP {}", self.choices.below(3));
            }
            text += &format!(" LIMIT {}", 1 + self.choices.below(5));
        } else if !sortable.is_empty() && self.choices.chance(35) {
            let column = self.choices.pick(&sortable);
            let key = self.key(column);
            let more = if !grouped && distinct.is_empty() && self.choices.chance(40) {
                format!(", {}", self.expression(Sort::Integer, 1))
            } else {
                String::new()
            };
            text += &format!(" ORDER BY {key}{more}");
        }
        (text, columns)
    }

    /// What to order by to have a column in order: its name, or its text again.
    fn key(&mut self, (text, name, _): &Column) -> String {
        let key = if self.choices.chance(35) { text } else { name };
        format!("{key}{}", self.choices.pick(&["", " DESC", " ASC"]))
    }

    fn computed(&mut self, distinct: bool) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for (name, sort) in self.variables.clone() {
            if self.choices.chance(55) && !(distinct && sort == Sort::Bag) {
                columns.push((name.clone(), name, sort));
            }
        }
        let more = self.choices.below(3) + usize::from(columns.is_empty());
        for _ in 0..more {
            columns.push(self.column(!distinct));
        }
        columns
    }

    fn column(&mut self, bags: bool) -> Column {
        let sort = loop {
            let sort = self.choices.pick(SORTS);
            let is_entity = matches!(sort, Sort::Node | Sort::Relationship | Sort::Path | Sort::Walk);
            if !(sort == Sort::Bag && !bags || is_entity && self.of(sort).is_empty()) {
                break sort;
            }
        };
        let text = self.expression(sort, 2);
        (text, self.name("v"), sort)
    }

    fn grouped(&mut self) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        let keys = self.choices.below(3);
        for _ in 0..keys {
            let variable =
                self.one_of(&[Sort::Node, Sort::Integer, Sort::Text, Sort::Any, Sort::Relationship, Sort::Path]);
            columns.push(match variable {
                Some((name, sort))
                    if self.choices.chance(50) && !columns.iter().any(|(_, other, _)| *other == name) =>
                {
                    (name.clone(), name, sort)
                }
                _ => self.column(false),
            });
        }
        for _ in 0..=self.choices.below(2) {
            columns.push(self.aggregate(&columns.clone()));
        }
        columns
    }

    fn aggregate(&mut self, keys: &[Column]) -> Column {
        let distinct = self.choices.pick(&["", "DISTINCT "]);
        let of = self.choices.pick(&[Sort::Integer, Sort::Any, Sort::Text, Sort::Node]);
        let of = if of == Sort::Node && self.of(Sort::Node).is_empty() { Sort::Any } else { of };
        let number = self.choices.pick(&[Sort::Integer, Sort::Float]);
        let (text, sort) = match self.choices.below(10) {
            0 | 1 => ("count(*)".to_owned(), Sort::Integer),
            2 | 3 => (format!("count({distinct}{})", self.expression(of, 1)), Sort::Integer),
            4 => (format!("sum({distinct}{})", self.expression(number, 1)), number),
            5 => (format!("min({})", self.expression(of, 1)), of),
            6 => (format!("max({})", self.expression(of, 1)), of),
            7 => (format!("avg({})", self.expression(number, 1)), Sort::Float),
            8 => {
                self.bags = true;
                (format!("collect({distinct}{})", self.expression(of, 1)), Sort::Bag)
            }
            _ => {
                let key = keys.iter().find(|(text, _, sort)| *sort == Sort::Integer && is_plain(text));
                let more = key.map_or_else(|| self.constant(Sort::Integer), |(text, ..)| text.clone());
                (format!("(count(*) + {more})"), Sort::Integer)
            }
        };
        (text, self.name("v"), sort)
    }
}

fn item((text, name, _): &Column) -> String {
    if text == name { name.clone() } else { format!("{text} AS {name}") }
}

/// Only a variable or a property may stand beside an aggregation.
fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '.')
}
