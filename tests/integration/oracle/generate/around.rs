//! Neighbourhoods: what lies around a node, over one relationship or two, within a range of days, in order, counted or once.

use super::{Sort, Writer, graph};

impl Writer<'_> {
    /// A whole statement about the nodes around a node.
    pub(super) fn around(&mut self) -> String {
        let start = self.end("a");
        let first = self.leg();
        let middle = self.middle();
        let onward = self.choices.chance(60).then(|| format!("{}{}", self.leg(), self.end("b")));
        let two = onward.is_some();
        let apart = if two && self.choices.chance(15) { " MATCH (m)" } else { "" };
        let onward = onward.unwrap_or_default();
        let conditions = self.conditions(two);
        format!("MATCH {start}{first}{middle}{apart}{onward}{conditions} {}", self.ending(two))
    }

    fn end(&mut self, name: &str) -> String {
        let label = if self.choices.chance(20) { format!(":{}", self.label_condition()) } else { String::new() };
        let value =
            if self.choices.chance(40) { format!(" {{s: {}}}", self.constant(Sort::Text)) } else { String::new() };
        format!("({name}{label}{value})")
    }

    fn middle(&mut self) -> String {
        if self.choices.chance(25) { format!("(m:{})", self.label_condition()) } else { "(m)".to_owned() }
    }

    fn leg(&mut self) -> String {
        let types = match self.choices.below(4) {
            0 => String::new(),
            1 => format!("[:{}]", self.choices.pick(graph::TYPES)),
            _ => "[:R|S]".to_owned(),
        };
        let (left, right) = self.choices.pick(&[("<-", "-"), ("-", "->"), ("-", "-")]);
        format!("{left}{types}{right}")
    }

    fn conditions(&mut self, two: bool) -> String {
        let mut conditions = Vec::new();
        if self.choices.chance(50) {
            let (low, high) = (self.constant(Sort::Day), self.constant(Sort::Day));
            conditions.push(match self.choices.below(5) {
                0 => format!("m.d >= {low}"),
                1 => format!("m.d > {low}"),
                2 => format!("{high} > m.d"),
                3 => format!("m.d = {low}"),
                _ => format!("m.d >= {low} AND m.d <= {high}"),
            });
        }
        if two && self.choices.chance(45) {
            let operator = self.choices.pick(&["<>", "=", ">", "STARTS WITH"]);
            conditions.push(format!("b.s {operator} {}", self.constant(Sort::Text)));
        }
        if self.choices.chance(10) {
            conditions.push(format!("m.i > {}", self.constant(Sort::Integer)));
        }
        if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
    }

    fn ending(&mut self, two: bool) -> String {
        let order = self.choices.pick(&["", " DESC"]);
        let limit = 1 + self.choices.below(4);
        let middle = self.choices.pick(&["m.s", "m.i", "m", "m.d"]);
        let counted = self.choices.pick(&["*", "m", "DISTINCT m", "DISTINCT m.i", "DISTINCT m.s"]);
        match self.choices.below(if two { 10 } else { 5 }) {
            0 => format!("RETURN DISTINCT m.d AS d, m.i AS i, m.s AS s ORDER BY d{order}, i, s LIMIT {limit}"),
            1 => format!("RETURN m.d AS d, m.i AS i, m.b AS b ORDER BY d{order}, i, b SKIP 1 LIMIT {limit}"),
            2 => format!("RETURN {middle} AS k, count({counted}) AS c, count(*) AS n"),
            3 => format!("RETURN count({counted}) AS c"),
            4 => "RETURN DISTINCT m.d AS d, m.i AS i ORDER BY d, i".to_owned(),
            5 => format!("RETURN b.s AS k, count(*) AS c ORDER BY c DESC, k LIMIT {limit}"),
            6 => format!("RETURN {} AS k, count(*) AS c", self.choices.pick(&["b", "b.i", "b.s"])),
            7 => format!("RETURN DISTINCT {} AS k", self.choices.pick(&["b", "b.i", "b.s"])),
            8 => format!("RETURN count(DISTINCT b) AS c, count({counted}) AS n"),
            _ => {
                let (first, second, far) = (self.leg(), self.leg(), self.constant(Sort::Text));
                format!(
                    "WITH DISTINCT b MATCH (b){first}(f){second}(z) WHERE z.s <> {far} RETURN count(DISTINCT z) AS c"
                )
            }
        }
    }
}
