//! Texts of a size.

/// Something that repeats: `before`, then the unit as often as wanted with the separator between, then `after`.
/// In a unit `#` stands for the number of the repetition.
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    before: &'static str,
    unit: &'static str,
    separator: &'static str,
    middle: &'static str,
    close: &'static str,
    after: &'static str,
}

const PLAIN: Shape = Shape { name: "", before: "", unit: "", separator: "", middle: "", close: "", after: "" };

impl Shape {
    /// The text with so many units.
    pub(crate) fn text(&self, count: usize) -> String {
        let units: Vec<String> = (0..count).map(|index| self.unit.replace('#', &index.to_string())).collect();
        let close = self.close.repeat(count);
        format!("{}{}{}{close}{}", self.before, units.join(self.separator), self.middle, self.after)
    }
}

/// What may be long: a list of things side by side, so it is answered at any length, where memory allows.
pub(crate) const LONG: &[Shape] = &[
    Shape { name: "OR", before: "RETURN ", unit: "false", separator: " OR ", after: " AS x", ..PLAIN },
    Shape { name: "AND", before: "RETURN ", unit: "true", separator: " AND ", after: " AS x", ..PLAIN },
    Shape { name: "XOR", before: "RETURN ", unit: "true", separator: " XOR ", after: " AS x", ..PLAIN },
    Shape {
        name: "OR of AND",
        before: "RETURN ",
        unit: "true AND NOT 1 = #",
        separator: " OR ",
        after: " AS x",
        ..PLAIN
    },
    Shape { name: "+", before: "RETURN ", unit: "1", separator: " + ", after: " AS x", ..PLAIN },
    Shape { name: "+ of strings", before: "RETURN ", unit: "'a'", separator: " + ", after: " AS x", ..PLAIN },
    Shape { name: "*", before: "RETURN ", unit: "1", separator: " * ", after: " AS x", ..PLAIN },
    Shape { name: "^", before: "RETURN ", unit: "1", separator: " ^ ", after: " AS x", ..PLAIN },
    Shape { name: "<", before: "RETURN ", unit: "#", separator: " < ", after: " AS x", ..PLAIN },
    Shape { name: "=", before: "MATCH (n) WHERE ", unit: "n.a", separator: " = ", after: " RETURN n", ..PLAIN },
    Shape {
        name: "conjuncts",
        before: "MATCH (n) WHERE ",
        unit: "n.a# > #",
        separator: " AND ",
        after: " RETURN n",
        ..PLAIN
    },
    Shape {
        name: "disjuncts",
        before: "MATCH (n) WHERE ",
        unit: "n.a = #",
        separator: " OR ",
        after: " RETURN n",
        ..PLAIN
    },
    Shape { name: "list", before: "RETURN size([", unit: "#", separator: ", ", after: "]) AS x", ..PLAIN },
    Shape {
        name: "list of variables",
        before: "WITH 1 AS y RETURN size([",
        unit: "y",
        separator: ", ",
        after: "]) AS x",
        ..PLAIN
    },
    Shape { name: "map", before: "RETURN size(keys({", unit: "k#: #", separator: ", ", after: "})) AS x", ..PLAIN },
    Shape { name: "map with one key", before: "RETURN {", unit: "k: #", separator: ", ", after: "}.k AS x", ..PLAIN },
    Shape {
        name: "map projection",
        before: "MATCH (n) RETURN n {",
        unit: ".k#",
        separator: ", ",
        after: "} AS x",
        ..PLAIN
    },
    Shape {
        name: "CASE alternatives",
        before: "RETURN CASE -1 ",
        unit: "WHEN # THEN #",
        separator: " ",
        after: " END AS x",
        ..PLAIN
    },
    Shape { name: "coalesce", before: "RETURN coalesce(", unit: "null", separator: ", ", after: ", 1) AS x", ..PLAIN },
    Shape { name: "columns", before: "RETURN ", unit: "# AS c#", separator: ", ", ..PLAIN },
    Shape {
        name: "columns handed on",
        before: "WITH ",
        unit: "# AS c#",
        separator: ", ",
        after: " RETURN c0",
        ..PLAIN
    },
    Shape {
        name: "columns to order by",
        before: "UNWIND [1, 2] AS x RETURN x ORDER BY ",
        unit: "x",
        separator: ", ",
        ..PLAIN
    },
    Shape { name: "grouped columns", before: "RETURN count(*) AS n, ", unit: "# AS c#", separator: ", ", ..PLAIN },
    Shape {
        name: "aggregations",
        before: "UNWIND [1] AS x RETURN ",
        unit: "sum(x + #) AS c#",
        separator: ", ",
        ..PLAIN
    },
    Shape {
        name: "one sum of aggregations",
        before: "UNWIND [1] AS x RETURN ",
        unit: "sum(x)",
        separator: " + ",
        after: " AS s",
        ..PLAIN
    },
    Shape { name: "CREATE clauses", unit: "CREATE (:A {i: #})", separator: " ", ..PLAIN },
    Shape { name: "CREATE clauses with names", unit: "CREATE (a#:A {i: #})", separator: " ", ..PLAIN },
    Shape { name: "CREATE a chain", before: "CREATE (a0) ", unit: "CREATE (a#)-[:R]->(b#)", separator: " ", ..PLAIN },
    Shape { name: "CREATE paths", before: "CREATE ", unit: "(a#:A {i: #})", separator: ", ", ..PLAIN },
    Shape { name: "CREATE steps", before: "CREATE (a)", unit: "-[:R]->(:B {i: #})", ..PLAIN },
    Shape { name: "CREATE named steps", before: "CREATE p = (a)", unit: "-[r#:R]->(b#:B)", ..PLAIN },
    Shape { name: "CREATE properties", before: "CREATE (n {", unit: "k#: #", separator: ", ", after: "})", ..PLAIN },
    Shape { name: "CREATE labels", before: "CREATE (n", unit: ":L#", after: ")", ..PLAIN },
    Shape { name: "MERGE clauses", unit: "MERGE (:A {i: #})", separator: " ", ..PLAIN },
    Shape { name: "MERGE clauses with names", unit: "MERGE (a#:A {i: #})", separator: " ", ..PLAIN },
    Shape { name: "CREATE and SET", unit: "CREATE (a#) SET a#.x = #", separator: " ", ..PLAIN },
    Shape { name: "SET clauses", before: "CREATE (n) ", unit: "SET n.x = #", separator: " ", ..PLAIN },
    Shape { name: "SET items", before: "CREATE (n) SET ", unit: "n.x# = #", separator: ", ", ..PLAIN },
    Shape { name: "REMOVE clauses", before: "CREATE (n) ", unit: "REMOVE n.x#", separator: " ", ..PLAIN },
    Shape { name: "REMOVE items", before: "CREATE (n) REMOVE ", unit: "n.x#", separator: ", ", ..PLAIN },
    Shape { name: "DELETE clauses", before: "CREATE (n) ", unit: "DELETE n", separator: " ", ..PLAIN },
    Shape { name: "DELETE items", before: "CREATE (n) DELETE ", unit: "n", separator: ", ", ..PLAIN },
    Shape { name: "ON CREATE", before: "MERGE (n:A) ", unit: "ON CREATE SET n.x = #", separator: " ", ..PLAIN },
    Shape { name: "WITH clauses", before: "WITH 1 AS x ", unit: "WITH x", separator: " ", after: " RETURN x", ..PLAIN },
    Shape {
        name: "WITH that computes",
        before: "WITH 1 AS x ",
        unit: "WITH x + 1 AS x",
        separator: " ",
        after: " RETURN x",
        ..PLAIN
    },
    Shape { name: "WITH *", before: "WITH 1 AS x ", unit: "WITH *", separator: " ", after: " RETURN x", ..PLAIN },
    Shape {
        name: "WITH more each time",
        before: "WITH 1 AS x ",
        unit: "WITH *, # AS y#",
        separator: " ",
        after: " RETURN x",
        ..PLAIN
    },
    Shape { name: "UNWIND clauses", unit: "UNWIND [#] AS x#", separator: " ", after: " RETURN 1 AS x", ..PLAIN },
    Shape { name: "MATCH clauses", unit: "MATCH (a# {x: #})", separator: " ", after: " RETURN count(*) AS x", ..PLAIN },
    Shape {
        name: "OPTIONAL MATCH clauses",
        unit: "OPTIONAL MATCH (a#:No)",
        separator: " ",
        after: " RETURN count(*) AS x",
        ..PLAIN
    },
    Shape {
        name: "MATCH parts",
        before: "MATCH ",
        unit: "(a#:No)",
        separator: ", ",
        after: " RETURN count(*) AS x",
        ..PLAIN
    },
    Shape { name: "MATCH steps", before: "MATCH (a)", unit: "-[:No]->()", after: " RETURN count(*) AS x", ..PLAIN },
    Shape { name: "MATCH labels", before: "MATCH (a", unit: ":L#", after: ") RETURN a", ..PLAIN },
    Shape { name: "MATCH labels |", before: "MATCH (a:", unit: "L#", separator: "|", after: ") RETURN a", ..PLAIN },
    Shape { name: "MATCH labels &", before: "MATCH (a:", unit: "L#", separator: "&", after: ") RETURN a", ..PLAIN },
    Shape { name: "MATCH types", before: "MATCH ()-[r:", unit: "T#", separator: "|", after: "]->() RETURN r", ..PLAIN },
    Shape {
        name: "MATCH properties",
        before: "MATCH (a {",
        unit: "k#: #",
        separator: ", ",
        after: "}) RETURN a",
        ..PLAIN
    },
    Shape { name: "UNION", unit: "RETURN # AS x", separator: " UNION ", ..PLAIN },
    Shape { name: "UNION ALL", unit: "RETURN # AS x", separator: " UNION ALL ", ..PLAIN },
    Shape {
        name: "CALL {} clauses",
        unit: "CALL { RETURN # AS x# }",
        separator: " ",
        after: " RETURN 1 AS x",
        ..PLAIN
    },
    Shape {
        name: "procedure calls",
        unit: "CALL db.labels() YIELD label AS x#",
        separator: " ",
        after: " RETURN 1 AS x",
        ..PLAIN
    },
    Shape {
        name: "EXISTS side by side",
        before: "RETURN ",
        unit: "EXISTS { (:A#) }",
        separator: " OR ",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "pattern predicates",
        before: "MATCH (n) WHERE ",
        unit: "(n)-[:R#]->()",
        separator: " OR ",
        after: " RETURN n",
        ..PLAIN
    },
    Shape {
        name: "comprehensions side by side",
        before: "RETURN size([",
        unit: "[x IN [#] | x]",
        separator: ", ",
        after: "]) AS x",
        ..PLAIN
    },
    Shape { name: "parameters", before: "RETURN [", unit: "$p", separator: ", ", after: "] AS x", ..PLAIN },
    Shape { name: "calls side by side", before: "RETURN ", unit: "abs(-#)", separator: " + ", after: " AS x", ..PLAIN },
    Shape { name: "a long string", before: "RETURN '", unit: "abcdefgh", after: "' AS x", ..PLAIN },
    Shape { name: "a long string of escapes", before: "RETURN '", unit: "\\n\\u00e9", after: "' AS x", ..PLAIN },
    Shape { name: "a long name", before: "RETURN 1 AS ", unit: "abcdefgh", ..PLAIN },
    Shape { name: "a long number", before: "RETURN 0.", unit: "12345678", after: " AS x", ..PLAIN },
    Shape { name: "a long comment", before: "RETURN 1 AS x /*", unit: " comment", after: "*/", ..PLAIN },
    Shape { name: "many comments", before: "RETURN 1 AS x ", unit: "/* c */ // d\n", ..PLAIN },
    Shape { name: "spaces", before: "RETURN", unit: " \n", after: " 1 AS x", ..PLAIN },
    Shape { name: "semicolons", before: "RETURN 1 AS x", unit: ";", ..PLAIN },
    Shape { name: "statements", unit: "RETURN # AS x", separator: ";\n", ..PLAIN },
];

/// What may not be deep: beyond some depth it is refused.
pub(crate) const DEEP: &[Shape] = &[
    Shape { name: "(", before: "RETURN ", unit: "(", middle: "1", close: ")", after: " AS x", ..PLAIN },
    Shape { name: "[", before: "RETURN ", unit: "[", middle: "1", close: "]", after: " AS x", ..PLAIN },
    Shape { name: "{k: ", before: "RETURN ", unit: "{k: ", middle: "1", close: "}", after: " AS x", ..PLAIN },
    Shape { name: "NOT ", before: "RETURN ", unit: "NOT ", middle: "true", after: " AS x", ..PLAIN },
    Shape { name: "- ", before: "RETURN ", unit: "- ", middle: "1", after: " AS x", ..PLAIN },
    Shape { name: "+ ", before: "RETURN ", unit: "+ ", middle: "1", after: " AS x", ..PLAIN },
    Shape { name: "-(", before: "RETURN ", unit: "-(", middle: "1", close: ")", after: " AS x", ..PLAIN },
    Shape {
        name: "CASE WHEN",
        before: "RETURN ",
        unit: "CASE WHEN true THEN ",
        middle: "1",
        close: " END",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "CASE subject",
        before: "RETURN ",
        unit: "CASE ",
        middle: "1",
        close: " WHEN 1 THEN 1 END",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "EXISTS pattern",
        before: "RETURN ",
        unit: "EXISTS { (a) WHERE ",
        middle: "true",
        close: " }",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "EXISTS query",
        before: "RETURN ",
        unit: "EXISTS { MATCH (a) WHERE ",
        middle: "true",
        close: " }",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "COUNT query",
        before: "RETURN ",
        unit: "COUNT { MATCH (a) WHERE 1 = ",
        middle: "1",
        close: " }",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "CALL {",
        unit: "CALL { ",
        middle: "RETURN 1 AS x",
        close: " RETURN 1 AS x }",
        after: " RETURN 1 AS x",
        ..PLAIN
    },
    Shape { name: "[x IN", before: "RETURN ", unit: "[x IN ", middle: "[1]", close: " | x]", after: " AS x", ..PLAIN },
    Shape {
        name: "[x IN y | …",
        before: "RETURN ",
        unit: "[x IN [1] | ",
        middle: "1",
        close: "]",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "reduce",
        before: "RETURN ",
        unit: "reduce(a = 0, x IN [1] | ",
        middle: "1",
        close: ")",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "all",
        before: "RETURN ",
        unit: "all(x IN [1] WHERE ",
        middle: "true",
        close: ")",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "pattern comprehension",
        before: "RETURN ",
        unit: "[(a)-->(b) | ",
        middle: "1",
        close: "]",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "pattern comprehension in a property",
        before: "RETURN ",
        unit: "[(a {b: ",
        middle: "1",
        close: "})-->() | 1]",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "map projection",
        before: "WITH {} AS n RETURN ",
        unit: "n {a: ",
        middle: "1",
        close: "}",
        after: " AS x",
        ..PLAIN
    },
    Shape { name: "function calls", before: "RETURN ", unit: "abs(", middle: "1", close: ")", after: " AS x", ..PLAIN },
    Shape {
        name: "namespaced calls",
        before: "RETURN ",
        unit: "a.b.c(",
        middle: "1",
        close: ")",
        after: " AS x",
        ..PLAIN
    },
    Shape { name: "label !", before: "MATCH (n:", unit: "!", middle: "A", after: ") RETURN n", ..PLAIN },
    Shape { name: "label (", before: "MATCH (n:", unit: "(", middle: "A", close: ")", after: ") RETURN n", ..PLAIN },
    Shape {
        name: "label !(",
        before: "MATCH (n:",
        unit: "!(A|",
        middle: "A",
        close: ")",
        after: ") RETURN n",
        ..PLAIN
    },
    Shape { name: "path (", before: "MATCH ", unit: "(", middle: "(n)", close: ")", after: " RETURN n", ..PLAIN },
    Shape { name: "x.y.y", before: "MATCH (n) RETURN n", unit: ".y", after: " AS x", ..PLAIN },
    Shape { name: "x[0][0]", before: "MATCH (n) RETURN n", unit: "[0]", after: " AS x", ..PLAIN },
    Shape { name: "x[..1]", before: "MATCH (n) RETURN n", unit: "[..1]", after: " AS x", ..PLAIN },
    Shape { name: "x[x[", before: "MATCH (n) RETURN ", unit: "n[", middle: "0", close: "]", after: " AS x", ..PLAIN },
    Shape { name: "n:A:A", before: "MATCH (n) RETURN n", unit: ":A", after: " AS x", ..PLAIN },
    Shape { name: "(n):A", before: "MATCH (n) RETURN ", unit: "(", middle: "n", close: ":A)", after: " AS x", ..PLAIN },
    Shape { name: "IN", before: "RETURN 1", unit: " IN [1]", after: " AS x", ..PLAIN },
    Shape { name: "IS NULL", before: "RETURN 1", unit: " IS NULL", after: " AS x", ..PLAIN },
    Shape { name: "CONTAINS", before: "RETURN ''", unit: " CONTAINS ''", after: " AS x", ..PLAIN },
    Shape { name: "= NOT", before: "RETURN true", unit: " = (NOT true", close: ")", after: " AS x", ..PLAIN },
    Shape {
        name: "AND NOT OR",
        before: "RETURN ",
        unit: "(true AND NOT false OR ",
        middle: "true",
        close: ")",
        after: " AS x",
        ..PLAIN
    },
    Shape {
        name: "properties in properties",
        before: "MATCH ",
        unit: "(a {b: [(c)-->",
        middle: "(d)",
        close: " | 1]})",
        after: " RETURN 1",
        ..PLAIN
    },
    Shape {
        name: "relationship properties",
        before: "RETURN ",
        unit: "(a)-[{k: ",
        middle: "1",
        close: "}]->(b)",
        after: " AS x",
        ..PLAIN
    },
    Shape { name: "(a)-[", before: "MATCH ", unit: "(a)-[", close: "]->(b)", after: " RETURN 1", ..PLAIN },
    Shape {
        name: "shortestPath(",
        before: "RETURN ",
        unit: "shortestPath((a {b: ",
        middle: "1",
        close: "})-->(b))",
        after: " AS x",
        ..PLAIN
    },
];
