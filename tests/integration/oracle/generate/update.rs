//! Statements that write, such that the graph they leave does not depend on the order of rows.

use super::{Sort, Writer, graph};

impl Writer<'_> {
    pub(super) fn update(&mut self) -> String {
        let node = self.name("n");
        let pattern = format!("({node}{})", self.labels());
        self.bind(&node, Sort::Node);
        let read = format!("MATCH {pattern}{}", self.filter(40));
        match self.choices.below(9) {
            0 => format!("{read} SET {node}.k = {} {}", self.own(&node), self.counted_rows()),
            1 => format!("{read} MATCH ({node})--() SET {node}.k = coalesce({node}.k, 0) + 1 {}", self.counted_rows()),
            2 => format!(
                "{read} SET {node} += {{k: {}, s: {}}}",
                self.constant(Sort::Integer),
                self.constant(Sort::Text)
            ),
            3 => format!(
                "{read} SET {node} = {{i: {}}}, {node}:New:{}",
                self.constant(Sort::Integer),
                self.choices.pick(graph::LABELS)
            ),
            4 => format!(
                "{read} REMOVE {node}.{}, {node}:{}",
                self.choices.pick(&["i", "m", "k"]),
                self.choices.pick(graph::LABELS)
            ),
            5 => self.delete(&read, &node),
            6 => self.create(&read, &node),
            7 => self.merge(&read, &node),
            _ => format!("{read} SET {node}.i = {}, {node}.k = {node}.i", self.constant(Sort::Integer)),
        }
    }

    fn labels(&mut self) -> String {
        if self.choices.chance(50) { format!(":{}", self.label_condition()) } else { String::new() }
    }

    fn counted_rows(&mut self) -> String {
        if self.choices.chance(50) { "RETURN count(*) AS rows".to_owned() } else { String::new() }
    }

    /// A value that only depends on the node it is given to, and not on `k`.
    fn own(&mut self, node: &str) -> String {
        match self.choices.below(4) {
            0 => self.constant(Sort::Any),
            1 => format!("{node}.i + 1"),
            2 => format!("size(labels({node}))"),
            _ => format!("COUNT {{ ({node})--() }}"),
        }
    }

    fn delete(&mut self, read: &str, node: &str) -> String {
        match self.choices.below(4) {
            0 => format!("{read} DETACH DELETE {node} {}", self.counted_rows()),
            1 => format!("{read} MATCH ({node})-[r]-() DELETE r {}", self.counted_rows()),
            2 => format!("{read} OPTIONAL MATCH ({node})-[r]-() DELETE r, {node}"),
            _ => format!("{read} DELETE {node}"),
        }
    }

    fn create(&mut self, read: &str, node: &str) -> String {
        let value = self.own(node);
        match self.choices.below(4) {
            0 => format!("{read} CREATE (:New {{k: {value}}})"),
            1 => format!("{read} CREATE ({node})-[:R {{i: {}}}]->(m:New:A)", self.constant(Sort::Integer)),
            2 => format!("{read} CREATE ({node})<-[r:N]-(m {{s: {node}.s}}) SET m.k = {value} RETURN count(r) AS rows"),
            _ => format!("{read} CREATE (m:New {{k: {node}.i}}) WITH m MATCH (o:New) RETURN count(*) AS rows"),
        }
    }

    fn merge(&mut self, read: &str, node: &str) -> String {
        let actions = self.choices.pick(&[
            "",
            " ON CREATE SET m.k = 1",
            " ON MATCH SET m.k = coalesce(m.k, 0) + 1",
            " ON CREATE SET m.k = 0 ON MATCH SET m.k = m.k + 1",
        ]);
        let value = self.constant(Sort::Integer);
        match self.choices.below(5) {
            0 => format!("{read} MERGE (m:New {{i: {node}.i}}){actions} {}", self.counted_rows()),
            1 => format!("{read} MERGE ({node})-[:N]->(m:New {{i: {value}}}){actions} {}", self.counted_rows()),
            2 => format!("{read} MERGE (m:A {{i: {value}}}){actions} {}", self.counted_rows()),
            3 => format!("{read} MATCH (m) MERGE ({node})-[:R]->(m) RETURN count(*) AS rows"),
            _ => format!("{read} MERGE ({node})<-[:S]-(m:B){actions}"),
        }
    }
}
