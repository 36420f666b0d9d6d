//! Counting: rows of a scan in groups, rows between conditions at both ends of a relationship, triangles.

use super::{Sort, Writer, graph};

impl Writer<'_> {
    /// A whole statement that counts, or that asks for the first in order.
    pub(super) fn counting(&mut self) -> String {
        match self.choices.below(5) {
            0 | 1 => self.triangles(),
            2 => self.between(),
            3 => self.groups(),
            _ => self.first_in_order(),
        }
    }

    fn node_of(&mut self, name: &str) -> String {
        if self.choices.chance(12) { format!("({name}:{})", self.label_condition()) } else { format!("({name})") }
    }

    fn triangles(&mut self) -> String {
        let nodes = ["a", "b", "c"].map(|name| self.node_of(name));
        let sides = ["r1", "r2", "r3"].map(|name| self.side(name));
        let apart = if self.choices.chance(20) { " MATCH (c)" } else { "" };
        let [a, b, c] = nodes;
        let [first, second, third] = sides;
        let mut conditions = Vec::new();
        for condition in ["id(a) < id(b)", "id(a) < id(c)", "id(c) > id(b)", "b.i < c.i", "a.s = b.s"] {
            if self.choices.chance(10) {
                conditions.push(condition.to_owned());
            }
        }
        for name in ["r1", "r2", "r3", "b", "c"] {
            if self.choices.chance(12) {
                conditions.push(self.plain_condition(name));
            }
        }
        let ending = self.choices.pick(&[
            "RETURN count(*) AS n",
            "RETURN count(*) AS n",
            "RETURN count(*) AS n, count(DISTINCT b.s) AS d, max(c.i) AS m",
            "RETURN a.s AS k, count(*) AS n, count(b) AS o",
            "RETURN b.i AS k, count(*) AS n",
            "RETURN r2.i AS k, count(*) AS n",
            "WITH a, b.s AS s WHERE s IS NOT NULL RETURN s, count(*) AS n",
        ]);
        format!("MATCH {a}{first}{b}{second}{c}{apart}{third}(a){} {ending}", all(&conditions))
    }

    fn side(&mut self, name: &str) -> String {
        let types = match self.choices.below(3) {
            0 => String::new(),
            1 => format!(":{}", self.choices.pick(graph::TYPES)),
            _ => ":R|S".to_owned(),
        };
        let (left, right) = self.choices.pick(&[("<-", "-"), ("-", "->"), ("-", "->"), ("-", "-")]);
        format!("{left}[{name}{types}]{right}")
    }

    /// A condition on one variable that no value makes fail.
    fn plain_condition(&mut self, name: &str) -> String {
        match self.choices.below(5) {
            0 => format!("{name}.s = {}", self.constant(Sort::Text)),
            1 => format!("{name}.s <> {}", self.constant(Sort::Text)),
            2 => format!("{name}.i >= {}", self.constant(Sort::Integer)),
            3 => format!("{name}.s CONTAINS {}", self.constant(Sort::Text)),
            _ => format!("NOT {name}.m = {}", self.constant(Sort::Any)),
        }
    }

    /// Conditions at both ends of a relationship.
    fn between(&mut self) -> String {
        let (near, side, far) = (self.node_of("a"), self.side("r"), self.node_of("b"));
        let conditions: Vec<String> = ["a", "b", "r"].iter().map(|name| self.plain_condition(name)).collect();
        let some = &conditions[..1 + self.choices.below(2)];
        let ending = self.choices.pick(&[
            "count(*) AS n",
            "count(*) AS n",
            "a.s AS k, count(*) AS n",
            "b.d AS k, count(*) AS n",
        ]);
        format!("MATCH {near}{side}{far}{} RETURN {ending}", all(some))
    }

    fn groups(&mut self) -> String {
        let node = self.node_of("a");
        let condition = if self.choices.chance(25) { vec![self.plain_condition("a")] } else { Vec::new() };
        let key = self.choices.pick(&[
            "a.s",
            "a.d",
            "a.i",
            "a.m",
            "size(a.s)",
            "coalesce(a.s, 'none')",
            "a.i > 1",
            "a.s IS NULL",
            "a.s + a.s",
        ]);
        let counted = self.choices.pick(&["count(*)", "count(a.i)", "count(DISTINCT a.i)", "min(a.s)", "count(a.m)"]);
        format!("MATCH {node}{} RETURN {key} AS k, {counted} AS n, count(*) AS o", all(&condition))
    }

    fn first_in_order(&mut self) -> String {
        let node = self.node_of("a");
        let (key, condition) = match self.choices.below(4) {
            0 => ("a.s", format!("a.s STARTS WITH {}", self.constant(Sort::Text))),
            1 => ("a.s", format!("a.s >= {}", self.constant(Sort::Text))),
            2 => ("a.i", format!("a.i > {}", self.constant(Sort::Integer))),
            _ => ("a.m", format!("a.m <= {}", self.constant(Sort::Any))),
        };
        let more = if self.choices.chance(10) { format!(" AND {}", self.plain_condition("a")) } else { String::new() };
        let way = self.choices.pick(&["", "", " DESC"]);
        let limit = 1 + self.choices.below(4);
        format!("MATCH {node} WHERE {condition}{more} RETURN {key} AS k ORDER BY k{way} LIMIT {limit}")
    }
}

fn all(conditions: &[String]) -> String {
    if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) }
}
