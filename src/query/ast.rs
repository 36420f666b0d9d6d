//! The first waist: everything that *asks* becomes one [`Statement`].
//!
//! Cypher text and English questions both end here, and every statement prints as Cypher that reads back as the same
//! tree (`print`). Any well-formed text parses; whether it makes sense is the planner's to say.
//!
//! ```text
//! MATCH (e:Event)-[:OCCURRED_IN]->(p {name: 'Kyiv'}) WHERE e.start > date('2025-05-23') RETURN e.title AS event
//!
//! Statement
//! └─ Query
//!    └─ SingleQuery
//!       ├─ Match  (e:Event)-[:OCCURRED_IN]->(p {name: 'Kyiv'})  where  Comparison e.start > date(…)
//!       └─ Return  e.title AS event
//! ```
//!
//! Chains (`a + b - c`, `a OR b OR c`, `a < b < c`) are flat lists, so that a long one needs no deep recursion anywhere.
//! Spans point into the text the tree was read from; trees compare equal whatever their spans.

use std::sync::Arc;

pub use crate::diagnostic::Span;

/// A whole statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Whether to run it, or to show how it would run or ran.
    pub mode: Mode,
    /// What it asks or writes.
    pub query: Query,
}

impl Statement {
    /// Whether running it may change the graph; what is only explained changes nothing.
    #[must_use]
    pub fn writes(&self) -> bool {
        self.mode != Mode::Explain && self.query.writes()
    }
}

impl Query {
    /// Whether it gives rows: its single queries end in `RETURN`. One that does not is run for what it writes.
    #[must_use]
    pub fn returns(&self) -> bool {
        matches!(self.first.clauses.last().map(|clause| &clause.kind), Some(ClauseKind::Return { .. }))
    }

    fn writes(&self) -> bool {
        let unions = self.unions.iter().map(|union| &union.query);
        std::iter::once(&self.first).chain(unions).flat_map(|query| &query.clauses).any(|clause| clause.kind.writes())
    }
}

impl ClauseKind {
    fn writes(&self) -> bool {
        match self {
            Self::Create { .. } | Self::Merge { .. } | Self::Set { .. } | Self::Remove { .. } | Self::Delete { .. } => {
                true
            }
            Self::Subquery { query } => query.writes(),
            Self::Match { .. } | Self::Unwind { .. } | Self::With { .. } | Self::Return { .. } | Self::Call { .. } => {
                false
            }
        }
    }
}

/// What to do with a statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Run it and return its rows.
    #[default]
    Run,
    /// `EXPLAIN`: return its plan, run nothing.
    Explain,
    /// `PROFILE`: run it and return its plan with the rows and time of every operator.
    Profile,
}

/// Single queries joined by `UNION`.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The first single query.
    pub first: SingleQuery,
    /// The queries united with it, in order.
    pub unions: Vec<Union>,
}

/// One `UNION` and what follows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// `UNION ALL` keeps repeated rows.
    pub all: bool,
    /// The united query.
    pub query: SingleQuery,
    /// The keyword `UNION`.
    pub span: Span,
}

/// Clauses, one after another, each working on the rows of the one before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SingleQuery {
    /// The clauses in the order written. Any order parses; the planner rejects what makes no sense.
    pub clauses: Vec<Clause>,
}

/// A clause and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// What it does.
    pub kind: ClauseKind,
    /// From its first keyword to its end.
    pub span: Span,
}

/// What a clause does.
#[derive(Clone, Debug, PartialEq)]
pub enum ClauseKind {
    /// `[OPTIONAL] MATCH pattern, … [WHERE filter]`
    Match {
        /// Keep a row with nulls where nothing matches.
        optional: bool,
        /// The comma-separated paths.
        pattern: Vec<PathPattern>,
        /// The condition.
        filter: Option<Expression>,
    },
    /// `UNWIND list AS variable`
    Unwind {
        /// The list.
        list: Expression,
        /// The name of one element.
        variable: Name,
    },
    /// `WITH projection [WHERE filter]`
    With {
        /// What is kept.
        projection: Projection,
        /// The condition on the kept rows.
        filter: Option<Expression>,
    },
    /// `RETURN projection`
    Return {
        /// What is returned.
        projection: Projection,
    },
    /// `CREATE pattern, …`
    Create {
        /// The comma-separated paths.
        pattern: Vec<PathPattern>,
    },
    /// `MERGE path [ON CREATE SET …] [ON MATCH SET …]`
    Merge {
        /// The path to find or create.
        path: PathPattern,
        /// The actions, in the order written.
        actions: Vec<MergeAction>,
    },
    /// `SET item, …`
    Set {
        /// The items.
        items: Vec<SetItem>,
    },
    /// `REMOVE item, …`
    Remove {
        /// The items.
        items: Vec<RemoveItem>,
    },
    /// `[DETACH] DELETE expression, …`
    Delete {
        /// Delete the relationships of deleted nodes too.
        detach: bool,
        /// What is deleted.
        expressions: Vec<Expression>,
    },
    /// `CALL procedure(arguments) [YIELD …]`
    Call {
        /// The procedure's name, dots between its parts.
        procedure: Vec<Name>,
        /// The arguments; `None` where the parentheses are left out and parameters of the same names stand for them.
        arguments: Option<Vec<Expression>>,
        /// What is kept of the results; `None` without `YIELD`.
        yields: Option<Yield>,
    },
    /// `CALL { query }`
    Subquery {
        /// The query run for each row.
        query: Query,
    },
}

/// What `YIELD` keeps.
#[derive(Clone, Debug, PartialEq)]
pub struct Yield {
    /// `YIELD *`
    pub star: bool,
    /// The result fields, each with the variable it is bound to.
    pub items: Vec<YieldItem>,
    /// The condition on the results.
    pub filter: Option<Expression>,
}

/// `field [AS variable]` of a `YIELD`.
#[derive(Clone, Debug, PartialEq)]
pub struct YieldItem {
    /// The field of the procedure's result.
    pub field: Name,
    /// The variable, where it is not called like the field.
    pub alias: Option<Name>,
}

/// One action of a `MERGE`.
#[derive(Clone, Debug, PartialEq)]
pub struct MergeAction {
    /// When it happens.
    pub on: MergeOutcome,
    /// What it sets.
    pub items: Vec<SetItem>,
}

/// Whether `MERGE` found its path or made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// `ON CREATE`
    Create,
    /// `ON MATCH`
    Match,
}

/// One item of a `SET`.
#[derive(Clone, Debug, PartialEq)]
pub enum SetItem {
    /// `target.key = value`; `target` is the whole left side, a [`ExpressionKind::Property`].
    Property {
        /// The property written to.
        target: Expression,
        /// The new value.
        value: Expression,
    },
    /// `variable = map`: exactly these properties.
    Replace {
        /// The node or relationship.
        variable: Name,
        /// A map, node or relationship.
        value: Expression,
    },
    /// `variable += map`: these properties too.
    Merge {
        /// The node or relationship.
        variable: Name,
        /// A map, node or relationship.
        value: Expression,
    },
    /// `variable:Label:…`
    Labels {
        /// The node.
        variable: Name,
        /// The labels added.
        labels: Vec<Name>,
    },
}

/// One item of a `REMOVE`.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoveItem {
    /// `target.key`, a [`ExpressionKind::Property`].
    Property(Expression),
    /// `variable:Label:…`
    Labels {
        /// The node.
        variable: Name,
        /// The labels removed.
        labels: Vec<Name>,
    },
}

/// The body of `WITH` and `RETURN`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projection {
    /// Drop repeated rows.
    pub distinct: bool,
    /// `*`: all variables in scope, before the items.
    pub star: bool,
    /// The items in order.
    pub items: Vec<ProjectionItem>,
    /// `ORDER BY`, most significant first.
    pub order: Vec<SortItem>,
    /// `SKIP`
    pub skip: Option<Expression>,
    /// `LIMIT`
    pub limit: Option<Expression>,
}

/// `expression [AS alias]`
#[derive(Clone, Debug, PartialEq)]
pub struct ProjectionItem {
    /// What is computed.
    pub expression: Expression,
    /// Its name, where one was given. Without one, a `RETURN` column is called like the text of its expression.
    pub alias: Option<Name>,
    /// The expression as it was written, for the column's name; empty in trees not read from text.
    pub text: Arc<str>,
}

/// `expression [ASC | DESC]`
#[derive(Clone, Debug, PartialEq)]
pub struct SortItem {
    /// What is sorted by.
    pub expression: Expression,
    /// From the largest to the smallest.
    pub descending: bool,
}

/// `[variable =] (node)-[relationship]->(node)…`, possibly within `shortestPath(…)`.
#[derive(Clone, Debug, PartialEq)]
pub struct PathPattern {
    /// The name of the path.
    pub variable: Option<Name>,
    /// Which of the matching paths are meant.
    pub selector: PathSelector,
    /// The first node.
    pub start: NodePattern,
    /// The relationships in order, each with the node it leads to.
    pub steps: Vec<(RelationshipPattern, NodePattern)>,
    /// The whole path.
    pub span: Span,
}

/// Which of the paths between two nodes are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PathSelector {
    /// Every path that matches.
    #[default]
    All,
    /// `shortestPath(…)`: one of the shortest.
    Shortest,
    /// `allShortestPaths(…)`: all of the shortest.
    AllShortest,
}

/// `(variable:Labels {properties} WHERE filter)`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodePattern {
    /// The node's variable.
    pub variable: Option<Name>,
    /// The condition on its labels.
    pub labels: Option<LabelExpression>,
    /// A map or a parameter: properties it must have.
    pub properties: Option<Expression>,
    /// A condition written inside the parentheses.
    pub filter: Option<Expression>,
    /// With the parentheses.
    pub span: Span,
}

/// `-[variable:TYPE|!TYPE *1..3 {properties} WHERE filter]->`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RelationshipPattern {
    /// The relationship's variable; a list of relationships where there is a length.
    pub variable: Option<Name>,
    /// Any of these types; empty means every type.
    pub types: Vec<Name>,
    /// `:!A`, `:A|!B&%`: a condition on the type that no list of types says. Then `types` is empty.
    pub type_condition: Option<LabelExpression>,
    /// Seen from the node on the left.
    pub direction: Direction,
    /// `*`, `*2`, `*1..3`: as many relationships in a row.
    pub length: Option<PathLength>,
    /// A map or a parameter: properties it must have.
    pub properties: Option<Expression>,
    /// A condition written inside the brackets.
    pub filter: Option<Expression>,
    /// With the dashes and arrows.
    pub span: Span,
}

/// The direction of a relationship, seen from the node on the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// `-->`
    Outgoing,
    /// `<--`
    Incoming,
    /// `--` or `<-->`
    #[default]
    Both,
}

/// How many relationships a variable-length pattern may walk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathLength {
    /// At least so many; `None` means one.
    pub minimum: Option<u64>,
    /// At most so many; `None` means no bound.
    pub maximum: Option<u64>,
}

/// A condition on the labels of a node or the type of a relationship: `A`, `A:B`, `A|B`, `A&!B`, `%`.
#[derive(Clone, Debug, PartialEq)]
pub enum LabelExpression {
    /// The node has this label.
    Label(Name),
    /// `%`: the node has any label.
    Any,
    /// `!A`
    Not(Box<LabelExpression>),
    /// `A&B`, also written `A:B`; two or more.
    And(Vec<LabelExpression>),
    /// `A|B`; two or more.
    Or(Vec<LabelExpression>),
}

/// A name in a query: of a variable, a label, a type, a property, a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name, without back-ticks.
    pub text: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

impl Name {
    /// A name that was not read from a text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self { text: text.into(), span: Span::default() }
    }
}

/// An expression and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it computes.
    pub kind: ExpressionKind,
    /// The whole expression.
    pub span: Span,
}

impl Expression {
    /// An expression that was not read from a text.
    #[must_use]
    pub fn new(kind: ExpressionKind) -> Self {
        Self { kind, span: Span::default() }
    }
}

/// What an expression computes.
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// `null`, `true`, `1`, `1.5`, `'text'`
    Literal(Literal),
    /// `$name`
    Parameter(Name),
    /// `name`
    Variable(Name),
    /// `[a, b]`
    List(Vec<Expression>),
    /// `{key: value}`
    Map(Vec<(Name, Expression)>),
    /// `a.key`
    Property(Box<Expression>, Name),
    /// `a[i]`
    Index(Box<Expression>, Box<Expression>),
    /// `a[from..to]`
    Slice(Box<Expression>, Option<Box<Expression>>, Option<Box<Expression>>),
    /// `a {.key, .*, key: value, variable}`
    MapProjection(Name, Vec<MapProjectionItem>),
    /// `NOT a`, `-a`, `+a`
    Unary(UnaryOperator, Box<Expression>),
    /// `a AND b AND …`, and so for `OR` and `XOR`; two or more operands of one operator.
    Logical(LogicalOperator, Vec<Expression>),
    /// `a + b - …`: operators of one precedence, from left to right.
    Arithmetic(Box<Expression>, Vec<(ArithmeticOperator, Expression)>),
    /// `a < b <= …`: each operator between its neighbours, all to be true.
    Comparison(Box<Expression>, Vec<(ComparisonOperator, Expression)>),
    /// `a STARTS WITH b`, `a IN b`, `a =~ b`
    Test(TestOperator, Box<Expression>, Box<Expression>),
    /// `a IS NULL`, `a IS NOT NULL`
    IsNull {
        /// What is tested.
        operand: Box<Expression>,
        /// `IS NOT NULL`
        negated: bool,
    },
    /// `a:Label` of a node, `a:TYPE` of a relationship
    HasLabels(Box<Expression>, LabelExpression),
    /// `count(*)`
    CountStar,
    /// `namespace.function(DISTINCT a, b)`
    Function {
        /// The parts of its name.
        name: Vec<Name>,
        /// `DISTINCT` before the arguments.
        distinct: bool,
        /// The arguments.
        arguments: Vec<Expression>,
    },
    /// `CASE subject WHEN a THEN b … ELSE c END`
    Case {
        /// What the alternatives are compared with; without it each is a condition.
        subject: Option<Box<Expression>>,
        /// The alternatives, `WHEN` and `THEN`.
        alternatives: Vec<(Expression, Expression)>,
        /// `ELSE`
        default: Option<Box<Expression>>,
    },
    /// `[variable IN list WHERE filter | result]`
    ListComprehension {
        /// The name of one element.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// Which elements are kept.
        filter: Option<Box<Expression>>,
        /// What is made of each; the element itself where left out.
        result: Option<Box<Expression>>,
    },
    /// `[path WHERE filter | result]`
    PatternComprehension {
        /// The path.
        path: Box<PathPattern>,
        /// Which matches are kept.
        filter: Option<Box<Expression>>,
        /// What is made of each.
        result: Box<Expression>,
    },
    /// `all(variable IN list WHERE filter)`
    Quantifier {
        /// How many elements must pass.
        kind: QuantifierKind,
        /// The name of one element.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// The condition; absent is a condition that always holds.
        filter: Option<Box<Expression>>,
    },
    /// `reduce(accumulator = initial, variable IN list | step)`
    Reduce {
        /// The name of the running result.
        accumulator: Name,
        /// Its first value.
        initial: Box<Expression>,
        /// The name of one element.
        variable: Name,
        /// The list.
        list: Box<Expression>,
        /// The next value.
        step: Box<Expression>,
    },
    /// `(a)-[:TYPE]->(b)` as a condition: such a path exists.
    PatternPredicate(Box<PathPattern>),
    /// `EXISTS { … }`
    Exists(Box<Subquery>),
    /// `COUNT { … }`
    Count(Box<Subquery>),
}

/// What stands between the braces of `EXISTS { … }` and `COUNT { … }`.
#[derive(Clone, Debug, PartialEq)]
pub enum Subquery {
    /// A pattern with an optional condition.
    Pattern {
        /// The comma-separated paths.
        pattern: Vec<PathPattern>,
        /// The condition.
        filter: Option<Expression>,
    },
    /// A whole query.
    Query(Query),
}

/// A literal value.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Boolean(bool),
    /// `1`, `0x1F`, `0o17`. A sign is part of it, so that the smallest integer can be written.
    Integer(i64),
    /// `1.5`, `1e9`
    Float(f64),
    /// `'text'`, `"text"`
    String(Arc<str>),
}

/// One item of a map projection.
#[derive(Clone, Debug, PartialEq)]
pub enum MapProjectionItem {
    /// `.key`
    Property(Name),
    /// `.*`
    AllProperties,
    /// `key: value`
    Entry(Name, Expression),
    /// `variable`
    Variable(Name),
}

/// Operators of one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `NOT`
    Not,
    /// `-`
    Negate,
    /// `+`
    Plus,
}

/// Operators of truth values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogicalOperator {
    /// `AND`
    And,
    /// `OR`
    Or,
    /// `XOR`
    Xor,
}

impl LogicalOperator {
    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::And => "AND",
            Self::Or => "OR",
            Self::Xor => "XOR",
        }
    }
}

/// Operators of numbers (`+` also of texts, lists and moments).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `^`
    Power,
}

impl ArithmeticOperator {
    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Modulo => "%",
            Self::Power => "^",
        }
    }
}

/// Comparisons that chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ComparisonOperator {
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl ComparisonOperator {
    /// The operator that says the same with its sides exchanged: `1 < a` is `a > 1`.
    pub(crate) const fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }

    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "<>",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }
}

/// Tests between two operands that do not chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestOperator {
    /// `IN`
    In,
    /// `STARTS WITH`
    StartsWith,
    /// `ENDS WITH`
    EndsWith,
    /// `CONTAINS`
    Contains,
    /// `=~`
    Matches,
}

impl TestOperator {
    /// The operator as it is written.
    #[must_use]
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::In => "IN",
            Self::StartsWith => "STARTS WITH",
            Self::EndsWith => "ENDS WITH",
            Self::Contains => "CONTAINS",
            Self::Matches => "=~",
        }
    }
}

/// How many elements must pass a quantifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantifierKind {
    /// Every one.
    All,
    /// At least one.
    Any,
    /// Not one.
    None,
    /// Exactly one.
    Single,
}
