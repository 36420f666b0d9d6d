//! Conditions: comparisons across types, tests, labels, quantifiers, patterns, queries in braces.

use super::{Sort, Writer, graph};

const COMPARISONS: &[&str] = &["=", "<>", "<", "<=", ">", ">="];

impl Writer<'_> {
    /// ` WHERE condition`, or nothing.
    pub(super) fn filter(&mut self, percent: usize) -> String {
        if !self.choices.chance(percent) {
            return String::new();
        }
        format!(" WHERE {}", self.condition())
    }

    pub(super) fn condition(&mut self) -> String {
        let outer = std::mem::replace(&mut self.in_condition, true);
        let sought = self.choices.chance(50).then(|| self.sought()).flatten();
        let condition = match sought {
            _ if self.choices.chance(12) && !self.of(Sort::Node).is_empty() => {
                let (not, pattern) = (self.choices.pick(&["", "NOT "]), self.pattern_predicate());
                let operator = self.choices.pick(&["AND", "OR", "XOR"]);
                format!("{not}{pattern} {operator} {}", self.expression(Sort::Truth, 1))
            }
            Some(sought) if self.choices.chance(60) => sought,
            Some(sought) if self.choices.chance(50) => format!("({sought} OR {})", self.expression(Sort::Truth, 2)),
            Some(sought) => format!("{sought} AND {}", self.expression(Sort::Truth, 2)),
            None => self.expression(Sort::Truth, 2),
        };
        self.in_condition = outer;
        condition
    }

    /// A condition that an index may answer.
    fn sought(&mut self) -> Option<String> {
        let (node, _) = self.one_of(&[Sort::Node])?;
        let sort = self.choices.pick(&[Sort::Integer, Sort::Text, Sort::Any, Sort::Float, Sort::Day, Sort::Truth]);
        let key = match sort {
            Sort::Integer => "i",
            Sort::Text => "s",
            Sort::Float => "f",
            Sort::Day => "d",
            Sort::Truth => "b",
            _ => "m",
        };
        let value = if self.choices.chance(75) { self.constant(sort) } else { self.simple(sort) };
        let other = if self.choices.chance(70) { sort } else { Sort::Any };
        let other = self.constant(other);
        Some(match self.choices.below(11) {
            0 => format!("{node}.{key} = {value}"),
            2 => format!("{value} = {node}.{key}"),
            1 | 3 => format!("{node}.{key} {} {value}", self.choices.pick(&COMPARISONS[2..])),
            4 => format!("{value} {} {node}.{key}", self.choices.pick(&COMPARISONS[2..])),
            5 => format!("{node}.{key} >= {value} AND {node}.{key} < {other}"),
            6 => format!("{node}.{key} IN [{value}, {other}]"),
            7 => format!("{node}.s STARTS WITH {}", self.constant(Sort::Text)),
            8 => format!("id({node}) = {}", self.choices.below(8)),
            _ => format!("{node}.i >= {}", self.constant(Sort::Integer)),
        })
    }

    pub(super) fn truth(&mut self, depth: usize) -> String {
        match self.choices.below(16) {
            0 | 1 => self.comparison(depth),
            2 => format!("NOT ({})", self.expression(Sort::Truth, depth)),
            3 | 4 => {
                let operator = self.choices.pick(&["AND", "OR", "XOR"]);
                let (left, right) = (self.expression(Sort::Truth, depth), self.expression(Sort::Truth, depth));
                format!("({left} {operator} {right})")
            }
            5 => {
                let sort = self.choices.pick(&[Sort::Any, Sort::Integer, Sort::Text, Sort::Truth, Sort::Node]);
                let negated = self.choices.pick(&["IS NULL", "IS NOT NULL"]);
                format!("({} {negated})", self.expression(sort, depth))
            }
            6 => {
                let operator = self.choices.pick(&["STARTS WITH", "CONTAINS", "ENDS WITH"]);
                format!("({} {operator} {})", self.expression(Sort::Text, depth), self.expression(Sort::Text, depth))
            }
            7 => format!("({} IN {})", self.expression(Sort::Integer, depth), self.expression(Sort::List, depth)),
            8 => {
                let (value, one, other) = (self.simple(Sort::Any), self.constant(Sort::Any), self.simple(Sort::Any));
                format!("({value} IN [{one}, {other}])")
            }
            9 => self.quantifier(depth),
            10 => self.labelled(),
            11 | 12 => self.has_pattern(),
            13 => self.exists(depth),
            14 => self.case_truth(depth),
            _ => {
                let (low, value, high) =
                    (self.expression(Sort::Integer, depth), self.simple(Sort::Integer), self.simple(Sort::Integer));
                format!("({low} <= {value} < {high})")
            }
        }
    }

    fn case_truth(&mut self, depth: usize) -> String {
        let (when, then) = (self.expression(Sort::Truth, depth), self.expression(Sort::Truth, depth));
        format!("CASE WHEN {when} THEN {then} END")
    }

    fn comparison(&mut self, depth: usize) -> String {
        let sorts = [Sort::Integer, Sort::Text, Sort::Any, Sort::Float, Sort::Day, Sort::List, Sort::Node, Sort::Map];
        let left = self.choices.pick(&sorts);
        let right = if self.choices.chance(80) { left } else { Sort::Any };
        let operator = self.choices.pick(COMPARISONS);
        format!("({} {operator} {})", self.expression(left, depth), self.expression(right, depth))
    }

    fn quantifier(&mut self, depth: usize) -> String {
        let quantifier = self.choices.pick(&["any", "all", "none", "single"]);
        let (list, element) = (self.expression(Sort::List, depth), self.name("x"));
        self.variables.push((element.clone(), Sort::Integer));
        let condition = self.expression(Sort::Truth, depth);
        self.variables.pop();
        format!("{quantifier}({element} IN {list} WHERE {condition})")
    }

    fn labelled(&mut self) -> String {
        match self.one_of(&[Sort::Node, Sort::Relationship]) {
            Some((node, Sort::Node)) => format!("({node}:{})", self.label_condition()),
            Some((relationship, _)) => format!("({relationship}:{})", self.choices.pick(graph::TYPES)),
            None => self.constant(Sort::Truth),
        }
    }

    /// What stands after the colon of a node.
    pub(super) fn label_condition(&mut self) -> String {
        let (one, other) = (self.choices.pick(graph::LABELS), self.choices.pick(graph::LABELS));
        match self.choices.below(10) {
            0..=4 => one.to_owned(),
            5 => format!("{one}|{other}"),
            6 => format!("{one}&{other}"),
            7 => format!("!{one}"),
            8 => format!("{one}&!{other}"),
            _ => "%".to_owned(),
        }
    }

    /// A pattern stands bare only in a condition; elsewhere it is a question.
    fn has_pattern(&mut self) -> String {
        if self.of(Sort::Node).is_empty() {
            self.constant(Sort::Truth)
        } else {
            format!("exists({})", self.pattern_predicate())
        }
    }

    /// `EXISTS { … }`
    fn exists(&mut self, depth: usize) -> String {
        let (body, _) = self.braces(depth);
        format!("EXISTS {{ {body} }}")
    }

    /// `COUNT { … }`
    pub(super) fn counted(&mut self) -> String {
        let (body, _) = self.braces(0);
        format!("COUNT {{ {body} }}")
    }

    /// What stands in braces: a pattern or a query.
    fn braces(&mut self, depth: usize) -> (String, usize) {
        let before = self.variables.len();
        let pattern = self.pattern(1, 2);
        let filter =
            if depth > 0 { format!(" WHERE {}", self.expression(Sort::Truth, depth - 1)) } else { String::new() };
        let body = match self.choices.below(4) {
            0 | 1 => format!("{pattern}{filter}"),
            2 => format!("MATCH {pattern}{filter} RETURN 1 AS one"),
            _ if self.whole_floats => format!("{pattern}{filter}"),
            _ => format!("MATCH {pattern}{filter} RETURN DISTINCT {} AS one", self.simple(Sort::Integer)),
        };
        let bound = self.variables.len() - before;
        self.variables.truncate(before);
        (body, bound)
    }
}
