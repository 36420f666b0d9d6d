//! Patterns: paths over new and known variables.

use super::{Sort, Writer, graph};

impl Writer<'_> {
    /// Up to so many paths with up to so many relationships each; their variables are bound from here on.
    pub(super) fn pattern(&mut self, paths: usize, steps: usize) -> String {
        let paths = 1 + if paths > 1 && self.choices.chance(25) { 1 } else { 0 };
        let paths: Vec<String> = (0..paths).map(|_| self.path(steps)).collect();
        paths.join(", ")
    }

    fn path(&mut self, steps: usize) -> String {
        let steps = self.choices.below(steps + 1);
        let mut path = self.node(60);
        for _ in 0..steps {
            path += &self.relationship(steps);
            path += &self.node(15);
        }
        if steps == 0 || !self.choices.chance(12) {
            return path;
        }
        let name = self.name("p");
        self.bind(&name, Sort::Path);
        format!("{name} = {path}")
    }

    /// A node: a known one in so many cases of a hundred.
    fn node(&mut self, known: usize) -> String {
        let variables = self.of(Sort::Node);
        let name = if !variables.is_empty() && self.choices.chance(known) {
            self.choices.pick(&variables)
        } else if self.choices.chance(30) {
            String::new()
        } else {
            let name = self.name("n");
            self.bind(&name, Sort::Node);
            name
        };
        let labels = if self.choices.chance(12) { format!(":{}", self.label_condition()) } else { String::new() };
        let properties = if self.choices.chance(5) { format!(" {{{}}}", self.entry()) } else { String::new() };
        let filter = if !name.is_empty() && self.choices.chance(5) {
            let outer = std::mem::replace(&mut self.in_condition, true);
            let filter = format!(" WHERE {}", self.expression(Sort::Truth, 1));
            self.in_condition = outer;
            filter
        } else {
            String::new()
        };
        format!("({name}{labels}{properties}{filter})")
    }

    fn entry(&mut self) -> String {
        let (key, sort) = self.choices.pick(&[("i", Sort::Integer), ("s", Sort::Text), ("m", Sort::Any)]);
        // A property of what is bound by the same pattern may be told of too.
        let value = if self.choices.chance(75) { self.constant(sort) } else { self.simple(sort) };
        format!("{key}: {value}")
    }

    fn relationship(&mut self, steps: usize) -> String {
        let types = match self.choices.below(6) {
            0..=3 => String::new(),
            4 => format!(":{}", self.choices.pick(graph::TYPES)),
            _ => format!(":{}|{}", self.choices.pick(graph::TYPES), self.choices.pick(graph::TYPES)),
        };
        let length = match self.choices.below(12) {
            0..=8 => "",
            9 => "*1..2",
            10 => self.choices.pick(&["*0..1", "*..2", "*2", "*0..", "*1..3"]),
            _ if steps == 1 => "*",
            _ => "*0..2",
        };
        let reused = length.is_empty() && !self.reusable.is_empty() && self.choices.chance(10);
        let name = if reused {
            let place = self.choices.below(self.reusable.len());
            self.reusable.swap_remove(place)
        } else if self.choices.chance(45) {
            let name = self.name("r");
            self.bind(&name, if length.is_empty() { Sort::Relationship } else { Sort::Walk });
            name
        } else {
            String::new()
        };
        let properties =
            if self.choices.chance(4) { format!(" {{i: {}}}", self.constant(Sort::Integer)) } else { String::new() };
        let inner = format!("{name}{types}{length}{properties}");
        let detail = if inner.is_empty() { inner } else { format!("[{inner}]") };
        match self.choices.below(5) {
            0 | 1 => format!("-{detail}->"),
            2 | 3 => format!("<-{detail}-"),
            _ => format!("-{detail}-"),
        }
    }

    /// A pattern whose variables are all known.
    pub(super) fn pattern_predicate(&mut self) -> String {
        let Some((node, _)) = self.one_of(&[Sort::Node]) else { return self.constant(Sort::Truth) };
        let far = if self.choices.chance(30) { self.simple(Sort::Node) } else { String::new() };
        let labels = if self.choices.chance(30) { format!(":{}", self.label_condition()) } else { String::new() };
        let kind =
            if self.choices.chance(50) { format!("[:{}]", self.choices.pick(graph::TYPES)) } else { String::new() };
        let kind = if self.choices.chance(15) { "[*1..2]".to_owned() } else { kind };
        let (left, right) = self.choices.pick(&[("-", "->"), ("<-", "-"), ("-", "-")]);
        format!("({node}){left}{kind}{right}({far}{labels})")
    }

    /// `[(node)-->(other) WHERE … | …]`
    pub(super) fn pattern_comprehension(&mut self, node: &str, depth: usize) -> String {
        let before = self.variables.len();
        let kind =
            if self.choices.chance(50) { format!("[:{}]", self.choices.pick(graph::TYPES)) } else { String::new() };
        let (left, right) = self.choices.pick(&[("-", "->"), ("<-", "-"), ("-", "-")]);
        let far = self.name("n");
        self.bind(&far, Sort::Node);
        let filter = if self.choices.chance(40) {
            format!(" WHERE {}", self.expression(Sort::Truth, depth.min(1)))
        } else {
            String::new()
        };
        let result = self.simple(Sort::Any);
        self.variables.truncate(before);
        format!("[({node}){left}{kind}{right}({far}){filter} | {result}]")
    }
}
