//! Text to tree to text, and tree to text to tree.

use std::sync::Arc;

use proptest::prelude::*;

use crate::query::ast::*;
use crate::query::parse;

/// What a text prints as, once read.
fn canonical(text: &str) -> String {
    parse(text).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

#[test]
fn parentheses_stand_only_where_they_must() {
    let cases = [
        ("return ((1 + 2)) * 3", "RETURN (1 + 2) * 3"),
        ("RETURN (1 * 2) + 3", "RETURN 1 * 2 + 3"),
        ("RETURN 1 - (2 - 3)", "RETURN 1 - (2 - 3)"),
        ("RETURN (1 - 2) - 3", "RETURN (1 - 2) - 3"),
        ("RETURN not (a and b) or (c and not d)", "RETURN NOT (a AND b) OR c AND NOT d"),
        ("RETURN -(1), - 1, -(-1), -a ^ 2, (-a).b", "RETURN -(1), -1, --1, -a ^ 2, (-a).b"),
        ("RETURN a = (b = c), (a < b) IS NULL", "RETURN a = (b = c), (a < b) IS NULL"),
        ("RETURN (a IN b) IN c, a IN (b IN c)", "RETURN a IN b IN c, a IN (b IN c)"),
        ("RETURN [(x IN y)], [x IN y], [x IN y, 1]", "RETURN [(x IN y)], [x IN y], [x IN y, 1]"),
        ("RETURN (a) - ([b])", "RETURN a - ([b])"),
        ("RETURN [x IN y WHERE (x:A|B) | x.name]", "RETURN [x IN y WHERE x:(A|B) | x.name]"),
        ("RETURN 1.5e10, .5, 0x1F, 0o17, 1e-5", "RETURN 1.5E10, 0.5, 31, 15, 1.0E-5"),
        ("RETURN exists((a)-->(b)) AND NOT (a)--(b)", "RETURN exists((a)-->(b)) AND NOT (a)--(b)"),
    ];
    for (text, expected) in cases {
        assert_eq!(canonical(text), expected);
        assert_eq!(canonical(expected), expected);
    }
}

#[test]
fn names_stand_in_back_ticks_only_where_they_must() {
    let cases = [
        ("MATCH (`n`:`A B` {`end`: 1, `a``b`: 2})", "MATCH (n:`A B` {end: 1, `a``b`: 2})"),
        ("RETURN `match`, `1a`, $`a b`, $1, `é`", "RETURN `match`, `1a`, $`a b`, $1, é"),
        ("RETURN `any`(x), `count` {.a}, count(x)", "RETURN `any`(x), `count` {.a}, count(x)"),
        ("MATCH (`count` {a: 1}) RETURN `count`", "MATCH (`count` {a: 1}) RETURN count"),
    ];
    for (text, expected) in cases {
        assert_eq!(canonical(text), expected);
        assert_eq!(canonical(expected), expected);
    }
}

#[test]
fn every_clause_prints() {
    let texts = [
        "EXPLAIN MATCH (a), p = (a)-[r:A|B*1..3 {x: 1} WHERE r.y]->(b:C&!D|% WHERE b.x) WHERE a.x RETURN *, a AS b",
        "OPTIONAL MATCH shortestPath((a)<-[*..2]-(b)) WITH DISTINCT a ORDER BY a.x DESC, b SKIP 1 LIMIT $n WHERE a RETURN a",
        "MERGE (a:A)-[:R]->(b) ON CREATE SET a.x = 1, b:L:M ON MATCH SET a += {y: 2}, b = $p, (a[0]).z = 3",
        "MATCH (a) REMOVE a.x, a:L DETACH DELETE a, b",
        "CALL db.labels YIELD * RETURN 1",
        "CALL a.b(1, 'x') YIELD c AS d, e WHERE d > 1 RETURN d",
        "UNWIND [1, 2] AS x CALL { WITH x RETURN x AS y UNION ALL RETURN 2 AS y } RETURN x UNION RETURN 3 AS x",
        "RETURN CASE a WHEN 1 THEN 2 ELSE 3 END, CASE WHEN a THEN b END, n {.*, .a, b: 1, c}",
        "RETURN [p = (a)-->(b) WHERE a.x | b.y], [x IN l WHERE x | y], all(x IN l WHERE x), none(x IN l)",
        "RETURN reduce(a = 0, x IN l | a + x), l[0], l[1..], l[..2], l[1..2], l[..]",
        "RETURN EXISTS { MATCH (a) WHERE a.x RETURN a }, COUNT { (a)-->(b), (c) WHERE a.x }, count(*), sum(DISTINCT a.b)",
        "RETURN a STARTS WITH b, a ENDS WITH b, a CONTAINS b, a =~ b, a IS NOT NULL, a:B, a:B:C, a:!B",
        "RETURN allShortestPaths((a)-[*]-(b)), shortestPath((a)-[*]-(b)).x",
    ];
    for text in texts {
        assert_eq!(canonical(text), text);
    }
}

fn boxed(strategy: impl Strategy<Value = Expression> + 'static) -> BoxedStrategy<Box<Expression>> {
    strategy.prop_map(Box::new).boxed()
}

fn name() -> impl Strategy<Value = Name> {
    let word = prop_oneof![
        4 => "[a-c]".prop_map(|text| text),
        1 => prop::sample::select(vec!["count", "exists", "any", "reduce", "match", "END", "case", "not", "shortestPath", "ü", "a b", "`", "1a", "in", "null", ""])
            .prop_map(str::to_owned),
    ];
    word.prop_map(Name::new)
}

fn literal() -> impl Strategy<Value = Literal> {
    prop_oneof![
        Just(Literal::Null),
        any::<bool>().prop_map(Literal::Boolean),
        any::<i64>().prop_map(Literal::Integer),
        (-3_i64..3).prop_map(Literal::Integer),
        any::<f64>().prop_filter("has a literal", |float| float.is_finite()).prop_map(Literal::Float),
        "\\PC{0,4}|[\u{0}-\u{20}'\"\\\\\u{202e}]{1,3}".prop_map(|text| Literal::String(Arc::from(text))),
    ]
}

fn kind(kind: impl Strategy<Value = ExpressionKind> + 'static) -> BoxedStrategy<Expression> {
    kind.prop_map(Expression::new).boxed()
}

fn expression() -> BoxedStrategy<Expression> {
    let leaf = prop_oneof![
        kind(literal().prop_map(ExpressionKind::Literal)),
        kind(name().prop_map(ExpressionKind::Variable)),
        kind(name().prop_map(ExpressionKind::Parameter)),
        kind(Just(ExpressionKind::CountStar)),
    ];
    leaf.prop_recursive(4, 40, 3, |inner| {
        prop_oneof![operators(inner.clone()), suffixes(inner.clone()), binders(inner.clone()), patterns(inner)].boxed()
    })
    .boxed()
}

fn operators(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Expression> {
    use ArithmeticOperator as A;
    use ComparisonOperator as C;
    let logical = prop::sample::select(vec![LogicalOperator::And, LogicalOperator::Or, LogicalOperator::Xor]);
    let unary = prop::sample::select(vec![UnaryOperator::Not, UnaryOperator::Negate, UnaryOperator::Plus]);
    let level =
        prop::sample::select(vec![vec![A::Add, A::Subtract], vec![A::Multiply, A::Divide, A::Modulo], vec![A::Power]]);
    let comparison =
        prop::sample::select(vec![C::Equal, C::NotEqual, C::Less, C::LessOrEqual, C::Greater, C::GreaterOrEqual]);
    let test = prop::sample::select(vec![
        TestOperator::In,
        TestOperator::StartsWith,
        TestOperator::EndsWith,
        TestOperator::Contains,
        TestOperator::Matches,
    ]);
    let arithmetic = (level, inner.clone(), prop::collection::vec((any::<prop::sample::Index>(), inner.clone()), 1..3))
        .prop_map(|(level, first, rest)| {
            let rest = rest.into_iter().map(|(index, operand)| (*index.get(&level), operand)).collect();
            ExpressionKind::Arithmetic(Box::new(first), rest)
        });
    prop_oneof![
        kind((logical, prop::collection::vec(inner.clone(), 2..4)).prop_map(|(o, e)| ExpressionKind::Logical(o, e))),
        kind((unary, boxed(inner.clone())).prop_map(|(o, e)| ExpressionKind::Unary(o, e))),
        kind(arithmetic),
        kind(
            (boxed(inner.clone()), prop::collection::vec((comparison, inner.clone()), 1..3))
                .prop_map(|(a, r)| ExpressionKind::Comparison(a, r))
        ),
        kind((test, boxed(inner.clone()), boxed(inner.clone())).prop_map(|(o, a, b)| ExpressionKind::Test(o, a, b))),
        kind((boxed(inner), any::<bool>()).prop_map(|(operand, negated)| ExpressionKind::IsNull { operand, negated })),
    ]
    .boxed()
}

fn suffixes(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Expression> {
    let maybe = prop::option::of(boxed(inner.clone()));
    let item = prop_oneof![
        Just(MapProjectionItem::AllProperties),
        name().prop_map(MapProjectionItem::Property),
        name().prop_map(MapProjectionItem::Variable),
        (name(), inner.clone()).prop_map(|(key, value)| MapProjectionItem::Entry(key, value)),
    ];
    let function = (prop::collection::vec(name(), 1..3), any::<bool>(), prop::collection::vec(inner.clone(), 0..3))
        .prop_map(|(name, distinct, arguments)| ExpressionKind::Function {
            name,
            distinct: distinct && !arguments.is_empty(),
            arguments,
        })
        .prop_filter(
            "exists of a path is the path",
            |kind| !matches!(kind, ExpressionKind::Function { name, .. } if &*name[0].text == "exists"),
        );
    prop_oneof![
        kind((boxed(inner.clone()), name()).prop_map(|(a, key)| ExpressionKind::Property(a, key))),
        kind((boxed(inner.clone()), boxed(inner.clone())).prop_map(|(a, b)| ExpressionKind::Index(a, b))),
        kind((boxed(inner.clone()), maybe.clone(), maybe).prop_map(|(a, b, c)| ExpressionKind::Slice(a, b, c))),
        kind((boxed(inner), labels()).prop_map(|(a, labels)| ExpressionKind::HasLabels(a, labels))),
        kind(
            (name(), prop::collection::vec(item, 0..3)).prop_map(|(a, items)| ExpressionKind::MapProjection(a, items))
        ),
        kind(function),
    ]
    .boxed()
}

fn binders(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Expression> {
    let maybe = prop::option::of(boxed(inner.clone()));
    let quantifier = prop::sample::select(vec![
        QuantifierKind::All,
        QuantifierKind::Any,
        QuantifierKind::None,
        QuantifierKind::Single,
    ]);
    prop_oneof![
        kind(prop::collection::vec(inner.clone(), 0..3).prop_map(ExpressionKind::List)),
        kind(prop::collection::vec((name(), inner.clone()), 0..3).prop_map(ExpressionKind::Map)),
        kind(
            (maybe.clone(), prop::collection::vec((inner.clone(), inner.clone()), 1..3), maybe.clone())
                .prop_map(|(subject, alternatives, default)| ExpressionKind::Case { subject, alternatives, default })
        ),
        kind((name(), boxed(inner.clone()), maybe.clone(), maybe.clone()).prop_map(
            |(variable, list, filter, result)| { ExpressionKind::ListComprehension { variable, list, filter, result } }
        )),
        kind((quantifier, name(), boxed(inner.clone()), maybe).prop_map(|(kind, variable, list, filter)| {
            ExpressionKind::Quantifier { kind, variable, list, filter }
        })),
        kind((name(), boxed(inner.clone()), name(), boxed(inner.clone()), boxed(inner)).prop_map(
            |(accumulator, initial, variable, list, step)| ExpressionKind::Reduce {
                accumulator,
                initial,
                variable,
                list,
                step
            }
        )),
    ]
    .boxed()
}

fn patterns(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Expression> {
    let maybe = prop::option::of(boxed(inner.clone()));
    let subquery = prop_oneof![
        (prop::collection::vec(path(inner.clone(), 0), 1..3), prop::option::of(inner.clone()))
            .prop_map(|(pattern, filter)| Subquery::Pattern { pattern, filter }),
        query(inner.clone()).prop_map(Subquery::Query),
    ]
    .prop_map(Box::new)
    .boxed();
    let predicate = path(inner.clone(), 1)
        .prop_map(|path| ExpressionKind::PatternPredicate(Box::new(PathPattern { variable: None, ..path })));
    let comprehension = (path(inner.clone(), 1), maybe, boxed(inner)).prop_map(|(path, filter, result)| {
        let path = Box::new(PathPattern { selector: PathSelector::All, ..path });
        ExpressionKind::PatternComprehension { path, filter, result }
    });
    prop_oneof![
        kind(predicate),
        kind(comprehension),
        kind(subquery.clone().prop_map(ExpressionKind::Exists)),
        kind(subquery.prop_map(ExpressionKind::Count)),
    ]
    .boxed()
}

fn labels() -> BoxedStrategy<LabelExpression> {
    let leaf = prop_oneof![Just(LabelExpression::Any), name().prop_map(LabelExpression::Label)];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|label| LabelExpression::Not(Box::new(label))),
            prop::collection::vec(inner.clone(), 2..4).prop_map(LabelExpression::And),
            prop::collection::vec(inner, 2..4).prop_map(LabelExpression::Or),
        ]
    })
    .boxed()
}

fn properties(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Option<Expression>> {
    prop::option::of(prop_oneof![
        kind(prop::collection::vec((name(), inner), 0..2).prop_map(ExpressionKind::Map)),
        kind(name().prop_map(ExpressionKind::Parameter)),
    ])
    .boxed()
}

fn node(inner: BoxedStrategy<Expression>) -> BoxedStrategy<NodePattern> {
    let parts =
        (prop::option::of(name()), prop::option::of(labels()), properties(inner.clone()), prop::option::of(inner));
    parts
        .prop_map(|(variable, labels, properties, filter)| NodePattern {
            variable,
            labels,
            properties,
            filter,
            span: Span::default(),
        })
        .boxed()
}

/// Whether a condition on types is read as a list of them.
fn is_list(condition: &LabelExpression) -> bool {
    let is_label = |condition: &LabelExpression| matches!(condition, LabelExpression::Label(_));
    match condition {
        LabelExpression::Or(operands) => operands.iter().all(is_label),
        single => is_label(single),
    }
}

fn relationship(inner: BoxedStrategy<Expression>) -> BoxedStrategy<RelationshipPattern> {
    let direction = prop::sample::select(vec![Direction::Outgoing, Direction::Incoming, Direction::Both]);
    let length = (prop::option::of(0_u64..4), prop::option::of(0_u64..4))
        .prop_map(|(minimum, maximum)| PathLength { minimum, maximum });
    let types = prop_oneof![
        3 => prop::collection::vec(name(), 0..3).prop_map(|types| (types, None)),
        1 => labels().prop_filter("no list", |condition| !is_list(condition)).prop_map(|condition| (Vec::new(), Some(condition))),
    ];
    let names = (prop::option::of(name()), types);
    (names, direction, prop::option::of(length), properties(inner.clone()), prop::option::of(inner))
        .prop_map(|((variable, (types, type_condition)), direction, length, properties, filter)| RelationshipPattern {
            variable,
            types,
            type_condition,
            direction,
            length,
            properties,
            filter,
            span: Span::default(),
        })
        .boxed()
}

fn path(inner: BoxedStrategy<Expression>, shortest: usize) -> BoxedStrategy<PathPattern> {
    let selector = prop_oneof![4 => Just(PathSelector::All), 1 => Just(PathSelector::Shortest), 1 => Just(PathSelector::AllShortest)];
    let steps = prop::collection::vec((relationship(inner.clone()), node(inner.clone())), shortest..3);
    (prop::option::of(name()), selector, node(inner), steps)
        .prop_map(|(variable, selector, start, steps)| PathPattern {
            variable,
            selector,
            start,
            steps,
            span: Span::default(),
        })
        .boxed()
}

fn query(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Query> {
    let single = prop::collection::vec(clause(inner), 1..3).prop_map(|clauses| SingleQuery { clauses }).boxed();
    let union = (any::<bool>(), single.clone()).prop_map(|(all, query)| Union { all, query, span: Span::default() });
    (single, prop::collection::vec(union, 0..2)).prop_map(|(first, unions)| Query { first, unions }).boxed()
}

fn projection(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Projection> {
    let item = (inner.clone(), prop::option::of(name())).prop_map(|(expression, alias)| {
        let text = Arc::from(expression.to_string());
        ProjectionItem { expression, alias, text }
    });
    let sort = (inner.clone(), any::<bool>()).prop_map(|(expression, descending)| SortItem { expression, descending });
    let bounds = (prop::option::of(inner.clone()), prop::option::of(inner));
    (any::<bool>(), any::<bool>(), prop::collection::vec(item, 1..3), prop::collection::vec(sort, 0..2), bounds)
        .prop_map(|(distinct, star, items, order, (skip, limit))| Projection {
            distinct,
            star,
            items,
            order,
            skip,
            limit,
        })
        .boxed()
}

fn target(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Expression> {
    kind((boxed(inner), name()).prop_map(|(base, key)| ExpressionKind::Property(base, key)))
}

fn set_items(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Vec<SetItem>> {
    let item = prop_oneof![
        (target(inner.clone()), inner.clone()).prop_map(|(target, value)| SetItem::Property { target, value }),
        (name(), inner.clone()).prop_map(|(variable, value)| SetItem::Replace { variable, value }),
        (name(), inner).prop_map(|(variable, value)| SetItem::Merge { variable, value }),
        (name(), prop::collection::vec(name(), 1..3))
            .prop_map(|(variable, labels)| SetItem::Labels { variable, labels }),
    ];
    prop::collection::vec(item, 1..3).boxed()
}

fn clause(inner: BoxedStrategy<Expression>) -> BoxedStrategy<Clause> {
    let filter = prop::option::of(inner.clone());
    let pattern = prop::collection::vec(path(inner.clone(), 0), 1..3);
    let outcome = prop::sample::select(vec![MergeOutcome::Create, MergeOutcome::Match]);
    let action = (outcome, set_items(inner.clone())).prop_map(|(on, items)| MergeAction { on, items });
    let remove = prop_oneof![
        target(inner.clone()).prop_map(RemoveItem::Property),
        (name(), prop::collection::vec(name(), 1..3))
            .prop_map(|(variable, labels)| RemoveItem::Labels { variable, labels }),
    ];
    let yields = (prop::collection::vec((name(), prop::option::of(name())), 1..3), filter.clone()).prop_map(
        |(items, filter)| Yield {
            star: false,
            items: items.into_iter().map(|(field, alias)| YieldItem { field, alias }).collect(),
            filter,
        },
    );
    let arguments = prop::option::of(prop::collection::vec(inner.clone(), 0..2));
    let kind =
        prop_oneof![
            (any::<bool>(), pattern.clone(), filter.clone())
                .prop_map(|(optional, pattern, filter)| ClauseKind::Match { optional, pattern, filter }),
            (inner.clone(), name()).prop_map(|(list, variable)| ClauseKind::Unwind { list, variable }),
            (projection(inner.clone()), filter)
                .prop_map(|(projection, filter)| ClauseKind::With { projection, filter }),
            projection(inner.clone()).prop_map(|projection| ClauseKind::Return { projection }),
            pattern.prop_map(|pattern| ClauseKind::Create { pattern }),
            (path(inner.clone(), 0), prop::collection::vec(action, 0..2))
                .prop_map(|(path, actions)| ClauseKind::Merge { path, actions }),
            set_items(inner.clone()).prop_map(|items| ClauseKind::Set { items }),
            prop::collection::vec(remove, 1..3).prop_map(|items| ClauseKind::Remove { items }),
            (any::<bool>(), prop::collection::vec(inner, 1..3))
                .prop_map(|(detach, expressions)| ClauseKind::Delete { detach, expressions }),
            (prop::collection::vec(name(), 1..3), arguments, prop::option::of(yields))
                .prop_map(|(procedure, arguments, yields)| ClauseKind::Call { procedure, arguments, yields }),
        ];
    kind.prop_map(|kind| Clause { kind, span: Span::default() }).boxed()
}

fn statement() -> BoxedStrategy<Statement> {
    let mode = prop::sample::select(vec![Mode::Run, Mode::Explain, Mode::Profile]);
    (mode, query(expression())).prop_map(|(mode, query)| Statement { mode, query }).boxed()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 500, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn parse_after_print_is_identity(statement in statement()) {
        let text = statement.to_string();
        match parse(&text) {
            Ok(parsed) => prop_assert!(parsed == statement, "{text}\nis read as\n{parsed}"),
            Err(error) => prop_assert!(false, "{}\n{:?}", text, error),
        }
    }
}
