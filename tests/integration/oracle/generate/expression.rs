//! Expressions of a wanted sort, in brackets wherever precedence could matter.

use annals::value::Value;

use super::{Sort, Writer, graph};

impl Writer<'_> {
    /// An expression of a sort, nesting at most so deep.
    pub(super) fn expression(&mut self, sort: Sort, depth: usize) -> String {
        if depth == 0 || !self.choices.chance(65) {
            return self.simple(sort);
        }
        match sort {
            Sort::Integer => self.integer(depth - 1),
            Sort::Text => self.text(depth - 1),
            Sort::Truth => self.truth(depth - 1),
            Sort::Float => self.float(depth - 1),
            Sort::List => self.list(depth - 1),
            Sort::Any => self.any(depth - 1),
            Sort::Bag => self.bag(depth - 1),
            Sort::Map => self.map(depth - 1),
            Sort::Day | Sort::Node | Sort::Relationship | Sort::Walk | Sort::Path => self.simple(sort),
        }
    }

    /// A literal, a variable or a property.
    pub(super) fn simple(&mut self, sort: Sort) -> String {
        let key = match sort {
            Sort::Integer => "i",
            Sort::Text => "s",
            Sort::Truth => "b",
            Sort::Float => "f",
            Sort::Day => "d",
            Sort::List => "l",
            Sort::Any => "m",
            Sort::Bag => return self.bag(0),
            Sort::Map => return self.map(0),
            Sort::Node | Sort::Relationship | Sort::Walk | Sort::Path => {
                return self.one_of(&[sort]).map_or_else(|| "null".to_owned(), |(name, _)| name);
            }
        };
        let variables = self.of(sort);
        if !variables.is_empty() && self.choices.chance(50) {
            return self.choices.pick(&variables);
        }
        match self.one_of(&[Sort::Node, Sort::Relationship]) {
            Some((name, _)) if self.choices.chance(65) => format!("{name}.{key}"),
            _ => self.constant(sort),
        }
    }

    pub(super) fn constant(&mut self, sort: Sort) -> String {
        if self.choices.chance(2) {
            return "null".to_owned();
        }
        let value = match sort {
            Sort::Integer => graph::integer(self.choices),
            Sort::Text => graph::text(self.choices),
            Sort::Truth => Value::Boolean(self.choices.chance(60)),
            Sort::Float => graph::float(self.choices, self.whole_floats),
            Sort::Day => graph::day(self.choices),
            Sort::List => graph::list(self.choices),
            _ => graph::any(self.choices, self.whole_floats),
        };
        self.literal(value)
    }

    fn integer(&mut self, depth: usize) -> String {
        match self.choices.below(15) {
            0 | 1 => self.binary(Sort::Integer, &["+", "-"], depth),
            2 => self.case(Sort::Integer, depth),
            3 => format!("size({})", self.expression(Sort::Text, depth)),
            4 => format!("size({})", self.expression(Sort::List, depth)),
            5 => format!("coalesce({}, {})", self.expression(Sort::Integer, depth), self.constant(Sort::Integer)),
            6 => {
                self.may_overflow();
                format!("abs({})", self.expression(Sort::Integer, depth))
            }
            7 => format!("head({})", self.expression(Sort::List, depth)),
            8 => format!("({}[{}])", self.expression(Sort::List, depth), self.choices.below(3)),
            9 => self.reduce(depth),
            10 => format!("({{k: {}}}.k)", self.expression(Sort::Integer, depth)),
            11 => {
                self.may_overflow();
                format!("(-{})", self.simple(Sort::Integer))
            }
            12 if self.may_fail() => self.binary(Sort::Integer, &["/", "%", "*"], depth),
            13 => self.measure(depth),
            _ => self.counted(),
        }
    }

    /// Whether an expression that may fail may stand here: which rows a condition is tested for is open, so that there it
    /// is rare.
    fn may_fail(&mut self) -> bool {
        if self.in_condition {
            let open = self.choices.chance(5);
            self.open_errors |= open;
            return open;
        }
        true
    }

    /// The least integer has no opposite, and the greatest no successor: which rows of a condition meet one is open.
    fn may_overflow(&mut self) {
        self.open_errors |= self.in_condition;
    }

    fn binary(&mut self, sort: Sort, operators: &[&str], depth: usize) -> String {
        self.may_overflow();
        let operator = self.choices.pick(operators);
        let (left, right) = (self.expression(sort, depth), self.expression(sort, depth));
        format!("({left} {operator} {right})")
    }

    fn case(&mut self, sort: Sort, depth: usize) -> String {
        if self.choices.chance(30) {
            let (subject, when) = (self.simple(Sort::Any), self.constant(Sort::Any));
            let (then, other) = (self.expression(sort, depth), self.expression(sort, depth));
            return format!("CASE {subject} WHEN {when} THEN {then} ELSE {other} END");
        }
        let condition = self.expression(Sort::Truth, depth);
        let (then, other) = (self.expression(sort, depth), self.expression(sort, depth));
        format!("CASE WHEN {condition} THEN {then} ELSE {other} END")
    }

    fn reduce(&mut self, depth: usize) -> String {
        let (list, running, element) = (self.expression(Sort::List, depth), self.name("t"), self.name("x"));
        let initial = self.constant(Sort::Integer);
        format!("reduce({running} = {initial}, {element} IN {list} | {running} + {element})")
    }

    /// A number that an entity, a path or a bag has.
    fn measure(&mut self, depth: usize) -> String {
        match self.one_of(&[Sort::Path, Sort::Walk, Sort::Node, Sort::Relationship]) {
            Some((path, Sort::Path)) => format!("length({path})"),
            Some((walk, Sort::Walk)) => format!("size({walk})"),
            Some((entity, _)) if self.choices.chance(50) => format!("id({entity})"),
            _ => format!("size({})", self.expression(Sort::Bag, depth)),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        match self.choices.below(8) {
            0 => self.binary(Sort::Text, &["+"], depth),
            1 => self.case(Sort::Text, depth),
            2 => format!("toUpper({})", self.expression(Sort::Text, depth)),
            3 => format!("toString({})", self.expression(Sort::Integer, depth)),
            4 => format!("left({}, {})", self.expression(Sort::Text, depth), self.choices.below(3)),
            5 => format!("substring({}, {})", self.expression(Sort::Text, depth), self.choices.below(2)),
            6 => format!("coalesce({}, {})", self.expression(Sort::Text, depth), self.constant(Sort::Text)),
            _ => match self.one_of(&[Sort::Relationship]) {
                Some((relationship, _)) => format!("type({relationship})"),
                None => format!("reverse({})", self.expression(Sort::Text, depth)),
            },
        }
    }

    fn float(&mut self, depth: usize) -> String {
        match self.choices.below(4) {
            0 => self.binary(Sort::Float, &["+", "-"], depth),
            1 => self.case(Sort::Float, depth),
            2 => format!("abs({})", self.expression(Sort::Float, depth)),
            _ => format!("coalesce({}, {})", self.expression(Sort::Float, depth), self.constant(Sort::Float)),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        match self.choices.below(8) {
            0 => format!("[{}, {}]", self.expression(Sort::Integer, depth), self.expression(Sort::Integer, depth)),
            1 => format!("range({}, {})", self.choices.below(3), self.choices.below(5)),
            2 => self.comprehension(Sort::List, depth),
            3 => self.binary(Sort::List, &["+"], depth),
            4 => format!("tail({})", self.expression(Sort::List, depth)),
            5 => format!("reverse({})", self.expression(Sort::List, depth)),
            6 => {
                let (from, to) = (self.choices.below(3), self.choices.below(4));
                let list = self.expression(Sort::List, depth);
                self.choices.pick(&[
                    format!("{list}[{from}..{to}]"),
                    format!("{list}[-{to}..]"),
                    format!("{list}[..{to}]"),
                ])
            }
            _ => self.case(Sort::List, depth),
        }
    }

    fn comprehension(&mut self, of: Sort, depth: usize) -> String {
        let (list, element) = (self.expression(of, depth), self.name("x"));
        self.variables.push((element.clone(), if of == Sort::List { Sort::Integer } else { Sort::Any }));
        let filter = if self.choices.chance(60) {
            format!(" WHERE {}", self.expression(Sort::Truth, depth))
        } else {
            String::new()
        };
        let result = if of == Sort::List && self.choices.chance(60) {
            format!(" | {}", self.expression(Sort::Integer, depth))
        } else {
            String::new()
        };
        self.variables.pop();
        format!("[{element} IN {list}{filter}{result}]")
    }

    fn any(&mut self, depth: usize) -> String {
        let sorts = [Sort::Integer, Sort::Text, Sort::Truth, Sort::Float, Sort::List, Sort::Day];
        match self.choices.below(5) {
            0 => self.case(Sort::Any, depth),
            1 => format!("coalesce({}, {})", self.expression(Sort::Any, depth), self.constant(Sort::Any)),
            2 => format!("[{}, {}]", self.expression(Sort::Any, depth), self.expression(Sort::Any, depth)),
            _ => {
                let sort = self.choices.pick(&sorts);
                self.expression(sort, depth)
            }
        }
    }

    /// A list in no order.
    fn bag(&mut self, depth: usize) -> String {
        self.bags = true;
        match self.one_of(&[Sort::Bag, Sort::Node]) {
            Some((bag, Sort::Bag)) => match self.choices.below(2) {
                1 if depth > 0 => self.comprehension(Sort::Bag, depth - 1),
                _ => bag,
            },
            Some((node, _)) => match self.choices.below(4) {
                0 => format!("labels({node})"),
                1 => format!("keys({node})"),
                _ => self.pattern_comprehension(&node, depth),
            },
            None => "[]".to_owned(),
        }
    }

    fn map(&mut self, depth: usize) -> String {
        match self.one_of(&[Sort::Node, Sort::Relationship]) {
            Some((entity, _)) if self.choices.chance(60) => {
                let entry = self.expression(Sort::Integer, depth);
                self.choices.pick(&[
                    format!("{entity} {{.i, .s}}"),
                    format!("{entity} {{.*, k: {entry}}}"),
                    format!("properties({entity})"),
                ])
            }
            _ => format!("{{k: {}, j: {}}}", self.expression(Sort::Integer, depth), self.simple(Sort::Any)),
        }
    }
}
