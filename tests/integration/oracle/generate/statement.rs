//! Clauses strung together.

use super::{Sort, Writer};

impl Writer<'_> {
    pub(super) fn statement(&mut self) -> String {
        if self.choices.chance(12) {
            return self.update();
        }
        if !self.whole_floats && self.choices.chance(20) {
            return if self.choices.chance(50) { self.around() } else { self.counting() };
        }
        let first = self.reading();
        if self.whole_floats || !self.choices.chance(8) {
            return format!("{first} {}", self.returns());
        }
        self.united(&first)
    }

    /// Two queries of the same columns.
    fn united(&mut self, first: &str) -> String {
        let sorts: Vec<Sort> =
            (0..=self.choices.below(2)).map(|_| self.choices.pick(&[Sort::Integer, Sort::Any, Sort::Text])).collect();
        let columns = |writer: &mut Self| -> String {
            let items = sorts.iter().enumerate().map(|(i, sort)| format!("{} AS u{i}", writer.expression(*sort, 1)));
            items.collect::<Vec<_>>().join(", ")
        };
        let left = columns(self);
        self.variables.clear();
        let second = self.reading();
        let right = columns(self);
        let all = self.choices.pick(&["", " ALL"]);
        format!("{first} RETURN {left} UNION{all} {second} RETURN {right}")
    }

    /// One to four clauses that only read.
    pub(super) fn reading(&mut self) -> String {
        let mut clauses = vec![self.first()];
        for _ in 0..self.choices.below(4) {
            let next = self.next();
            clauses.push(next);
        }
        clauses.join(" ")
    }

    fn first(&mut self) -> String {
        match self.choices.below(10) {
            0..=7 => self.matching("MATCH"),
            8 => self.matching("OPTIONAL MATCH"),
            _ => self.unwind(),
        }
    }

    fn next(&mut self) -> String {
        match self.choices.below(11) {
            0..=2 => self.with(),
            3..=5 => self.matching("OPTIONAL MATCH"),
            6 | 7 => self.matching("MATCH"),
            8 => self.unwind(),
            _ => self.call(),
        }
    }

    fn matching(&mut self, words: &str) -> String {
        self.reusable = self.of(Sort::Relationship);
        let pattern = self.pattern(2, 2);
        self.reusable.clear();
        format!("{words} {pattern}{}", self.filter(24))
    }

    fn unwind(&mut self) -> String {
        let bags = self.of(Sort::Bag);
        let (list, sort) = match bags.first() {
            Some(bag) if self.choices.chance(50) => (bag.clone(), Sort::Any),
            _ if self.choices.chance(15) => (self.expression(Sort::List, 1), Sort::Integer),
            _ => {
                let parts: Vec<String> = (0..=self.choices.below(3)).map(|_| self.constant(Sort::Any)).collect();
                (format!("[{}]", parts.join(", ")), Sort::Any)
            }
        };
        let name = self.name("u");
        self.bind(&name, sort);
        format!("UNWIND {list} AS {name}")
    }

    /// `CALL { … }` over a node of the row, or over nothing.
    fn call(&mut self) -> String {
        let outer = self.variables.clone();
        let imported = self.one_of(&[Sort::Node, Sort::Integer, Sort::Any]);
        let imports = imported.filter(|_| self.choices.chance(80));
        self.variables = imports.iter().cloned().collect();
        let with = imports.map_or_else(String::new, |(name, _)| format!("WITH {name} "));
        let words = if with.is_empty() { "MATCH" } else { self.choices.pick(&["MATCH", "OPTIONAL MATCH"]) };
        let body = self.matching(words);
        let name = self.name("c");
        let (result, sort) = match self.choices.below(4) {
            0 if !self.whole_floats => ("count(*)".to_owned(), Sort::Integer),
            1 if !self.whole_floats => (format!("DISTINCT {}", self.simple(Sort::Any)), Sort::Any),
            2 if !self.whole_floats => (format!("max({})", self.simple(Sort::Integer)), Sort::Integer),
            _ => (self.simple(Sort::Integer), Sort::Integer),
        };
        let united = if !self.whole_floats && self.choices.chance(15) {
            let value = self.constant(Sort::Integer);
            format!(" UNION {with}RETURN {value} AS {name}")
        } else {
            String::new()
        };
        self.variables = outer;
        self.bind(&name, sort);
        format!("CALL {{ {with}{body} RETURN {result} AS {name}{united} }}")
    }
}
