//! Expressions in, values out.

use super::environment::Memory;
use super::*;
use crate::graph::Graph;
use crate::query::ast::{ClauseKind, ComparisonOperator, Expression, ExpressionKind, Literal};
use crate::query::{Limits, parse};
use crate::time::{Date, DateTime, LocalDateTime, LocalTime};
use crate::value::order;

/// The value of an expression without variables, or the detail of the error.
pub(super) fn evaluate(text: &str) -> Result<Value, String> {
    let statement = parse(&format!("RETURN {text}")).map_err(|error| error.to_string())?;
    let ClauseKind::Return { projection } = &statement.query.first.clauses[0].kind else { panic!("{text}") };
    let graph = Graph::new();
    let local = LocalDateTime { date: Date { days: 20_000 }, time: LocalTime { nanoseconds: 0 } };
    let now = DateTime { local, offset_seconds: 0, zone: None };
    let (limits, memory) = (Limits::default(), Memory::default());
    let environment = Environment::new(graph.view(), &now, &limits, &memory);
    value(&projection.items[0].expression, &environment).map_err(|error| format!("{}: {error}", error.detail))
}

fn value(expression: &Expression, environment: &Environment<'_>) -> Result<Value, QueryError> {
    let each = |list: &[Expression]| list.iter().map(|item| value(item, environment)).collect::<Result<Vec<_>, _>>();
    let optional = |item: &Option<Box<Expression>>| item.as_ref().map(|item| value(item, environment)).transpose();
    match &expression.kind {
        ExpressionKind::Literal(literal) => Ok(self::literal(literal)),
        ExpressionKind::List(items) => Ok(Value::list(each(items)?)),
        ExpressionKind::Map(entries) => {
            let entries = entries.iter().map(|(key, item)| Ok((key.text.clone(), value(item, environment)?)));
            Ok(Value::map(entries.collect::<Result<Vec<_>, _>>()?))
        }
        ExpressionKind::Property(base, key) => operator::property(&value(base, environment)?, &key.text),
        ExpressionKind::Index(base, index) => {
            operator::index(&value(base, environment)?, &value(index, environment)?, environment)
        }
        ExpressionKind::Slice(base, from, to) => {
            operator::slice(&value(base, environment)?, optional(from)?.as_ref(), optional(to)?.as_ref())
        }
        ExpressionKind::Unary(kind, operand) => operator::unary(*kind, &value(operand, environment)?),
        ExpressionKind::Arithmetic(first, rest) => {
            rest.iter().try_fold(value(first, environment)?, |left, (kind, right)| {
                operator::arithmetic(*kind, &left, &value(right, environment)?, environment)
            })
        }
        ExpressionKind::Comparison(first, rest) => {
            let (left, right) = (value(first, environment)?, value(&rest[0].1, environment)?);
            Ok(Value::from(match rest[0].0 {
                ComparisonOperator::Equal => order::equal(&left, &right),
                ComparisonOperator::Less => order::compare(&left, &right).passes(std::cmp::Ordering::is_lt),
                other => panic!("{other:?}"),
            }))
        }
        ExpressionKind::Test(kind, left, right) => {
            operator::test(*kind, &value(left, environment)?, &value(right, environment)?, environment)
        }
        ExpressionKind::Function { name, arguments, .. } => {
            let name = name.iter().map(|part| &*part.text).collect::<Vec<_>>().join(".");
            lookup(&name).unwrap_or_else(|| panic!("no function {name}")).call(&each(arguments)?, environment)
        }
        other => panic!("{other:?}"),
    }
}

fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(truth) => Value::Boolean(*truth),
        Literal::Integer(integer) => Value::Integer(*integer),
        Literal::Float(float) => Value::Float(*float),
        Literal::String(text) => Value::String(text.clone()),
    }
}

/// Each line is an expression, `=>`, and its value or `! detail of the error`.
fn check(table: &str) {
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (expression, expected) = line.split_once("=>").unwrap_or_else(|| panic!("no => in {line}"));
        let found = match evaluate(expression.trim()) {
            Ok(value) => value.to_string(),
            Err(error) => format!("! {}", error.split(':').next().unwrap_or_default()),
        };
        assert_eq!(found, expected.trim(), "{line}");
    }
}

#[test]
fn arithmetic_never_wraps() {
    check(
        "1 + 2 => 3
        7 / 2 => 3
        -7 / 2 => -3
        -7 % 3 => -1
        7.0 / 2 => 3.5
        2 ^ 3 => 8.0
        1 / 0 => ! DivisionByZero
        1 % 0 => ! DivisionByZero
        1.0 / 0 => Infinity
        0.0 / 0 => NaN
        9223372036854775807 + 1 => ! NumberOverflow
        -9223372036854775808 - 1 => ! NumberOverflow
        9223372036854775807 * 2 => ! NumberOverflow
        -9223372036854775808 / -1 => ! NumberOverflow
        -9223372036854775808 % -1 => 0
        -(-9223372036854775808) => ! NumberOverflow
        abs(-9223372036854775808) => ! NumberOverflow
        1 + null => null
        'a' + 1 => 'a1'
        1.5 + 'a' => '1.5a'
        'a' + 'b' => 'ab'
        true + 1 => ! InvalidArgumentType
        {} + 1 => ! InvalidArgumentType
        [1] + [2] => [1, 2]
        [1] + 2 => [1, 2]
        1 + [2] => [1, 2]
        [1] + null => null
        NOT null => null
        NOT 1 => ! InvalidArgumentType",
    );
}

#[test]
fn tests_are_three_valued() {
    check(
        "1 IN [1, null] => true
        2 IN [1, null] => null
        null IN [] => false
        1 IN null => null
        1 IN 1 => ! InvalidArgumentType
        [1] IN [[1]] => true
        'Kyiv' STARTS WITH 'Ky' => true
        'Kyiv' ENDS WITH 'Ky' => false
        'Kyiv' CONTAINS null => null
        1 STARTS WITH 'a' => null
        'Kyiv' =~ 'K.*' => true
        'Kyiv' =~ 'y' => false
        'a' =~ 'a|bc' => true
        'Kyiv' =~ '(' => ! InvalidRegularExpression
        'Kyiv' =~ null => null
        'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' =~ '(a+)+$' => false",
    );
}

#[test]
fn lists_and_maps_are_accessed_by_place_and_key() {
    check(
        "[1, 2, 3][0] => 1
        [1, 2, 3][-1] => 3
        [1, 2, 3][3] => null
        [1, 2, 3][-4] => null
        [1, 2, 3][null] => null
        [1, 2, 3]['a'] => ! InvalidArgumentType
        {a: 1}['a'] => 1
        {a: 1}[1] => ! MapElementAccessByNonString
        {a: 1}.b => null
        {a: {b: 2}}.a.b => 2
        1[0] => ! InvalidArgumentType
        [1, 2, 3][1..] => [2, 3]
        [1, 2, 3][-3..-1] => [1, 2]
        [1, 2, 3][-5..5] => [1, 2, 3]
        [1, 2, 3][3..1] => []
        [1, 2, 3][..null] => null
        (1).a => ! InvalidArgumentType",
    );
}

#[test]
fn functions_of_lists() {
    check(
        "range(0, 3) => [0, 1, 2, 3]
        range(3, 0) => []
        range(10, -10, -7) => [10, 3, -4]
        range(2, 8, 0) => ! NumberOutOfRange
        range(0, 1.0) => ! InvalidArgumentType
        range(-9223372036854775808, 9223372036854775807, 9223372036854775807) => [-9223372036854775808, -1, 9223372036854775806]
        head([]) => null
        head([1, 2]) => 1
        last([1, 2]) => 2
        tail([1, 2]) => [2]
        tail([]) => []
        reverse([1, 2]) => [2, 1]
        reverse('Kyïv') => 'vïyK'
        size('Kyïv') => 4
        size([1, null]) => 2
        size(null) => null
        isEmpty('') => true
        isEmpty({a: 1}) => false
        keys({b: 1, a: 2}) => ['a', 'b']
        coalesce(null, 1) => 1
        nullIf(1, 1.0) => null
        valueType([1, 'a']) => 'LIST<INTEGER NOT NULL | STRING NOT NULL> NOT NULL'",
    );
    let refused = evaluate("range(0, 9223372036854775807)").expect_err("too long");
    assert!(refused.contains("more than 10000000 elements"), "{refused}");
}

#[test]
fn functions_of_texts() {
    check(
        "substring('0123456789', 1) => '123456789'
        substring('0123456789', 1, 2) => '12'
        substring('abc', 5) => ''
        substring('abc', -1) => ! NumberOutOfRange
        left('Kyïv', 3) => 'Kyï'
        right('Kyïv', 2) => 'ïv'
        split('one1two', '1') => ['one', 'two']
        split('a,b;c', [',', ';']) => ['a', 'b', 'c']
        split('abc', '') => ['a', 'b', 'c']
        split('', ',') => ['']
        replace('hello', 'l', 'w') => 'hewwo'
        toUpper('straße') => 'STRASSE'
        toLower('ÅB') => 'åb'
        lTrim('  a ') => 'a '
        rTrim('  a ') => '  a'
        trim('  a ') => 'a'
        toLower(1) => ! InvalidArgumentValue
        similar('Erdoğan', 'ERDOGAN') => 1.0",
    );
}

#[test]
fn functions_between_types() {
    check(
        "toInteger('1.7') => 1
        toInteger(' 42 ') => 42
        toInteger('foo') => null
        toInteger(2.9) => 2
        toInteger(-2.9) => -2
        toInteger(1e30) => null
        toInteger('') => null
        toInteger([]) => ! InvalidArgumentValue
        toIntegerOrNull([]) => null
        toFloat('5') => 5.0
        toFloat('inf') => null
        toFloat('1e3') => 1000.0
        toFloat({}) => ! InvalidArgumentValue
        toBoolean('tRue') => true
        toBoolean(' tru ') => null
        toBoolean(1.0) => ! InvalidArgumentValue
        toString(1.0) => '1.0'
        toString(true) => 'true'
        toString([]) => ! InvalidArgumentValue
        toIntegerList(['1', true, 'x']) => [1, 1, null]",
    );
}

#[test]
fn functions_of_numbers() {
    check(
        "abs(-1) => 1
        abs(-1.5) => 1.5
        sign(-2.5) => -1
        ceil(1.2) => 2.0
        floor(-1.2) => -2.0
        round(1.5) => 2.0
        round(-1.5) => -1.0
        round(0.49999999999999994) => 0.0
        round(1.005, 2) => 1.01
        round(-1.55, 1) => -1.6
        round(2.5, 0, 'HALF_EVEN') => 2.0
        round(1.25, 1, 'HALF_DOWN') => 1.2
        round(1.249, 1, 'UP') => 1.3
        round(1.5, 0, 'SOMEHOW') => ! NumberOutOfRange
        sqrt(-1) => NaN
        log(e()) => 1.0
        log10(1000) => 3.0
        degrees(pi()) => 180.0
        haversin(pi()) => 1.0
        atan2(0, 1) => 0.0
        isNaN(0.0 / 0.0) => true
        sqrt('a') => ! InvalidArgumentType
        size(randomUUID()) => 36
        toString(null) => null",
    );
}

#[test]
fn points_and_distances() {
    check(
        "point({x: 3, y: 4}) => point({x: 3.0, y: 4.0})
        point({x: 3, y: null}) => null
        point({x: 3}) => ! InvalidArgumentValue
        point({longitude: 181, latitude: 0}) => ! InvalidArgumentValue
        point({x: 1, y: 2, crs: 'wgs-84'}).latitude => 2.0
        point({x: 1, y: 2}).crs => 'cartesian'
        point({longitude: 1, latitude: 2, height: 3}).srid => 4979
        point.distance(point({x: 0, y: 0}), point({x: 3, y: 4})) => 5.0
        point.distance(point({x: 0, y: 0}), point({longitude: 3, latitude: 4})) => null
        round(distance_km({lat: 50.45, lon: 30.52}, {lat: 55.76, lon: 37.62})) => 756.0
        distance_km({lat: 50.45}, {lat: 55.76, lon: 37.62}) => null
        point.withinBBox(point({longitude: 179, latitude: 0}), point({longitude: 170, latitude: -1}), point({longitude: -170, latitude: 1})) => true",
    );
}

#[test]
fn chance_repeats_at_the_same_moment() {
    assert_eq!(evaluate("[rand(), rand()]"), evaluate("[rand(), rand()]"));
    assert_eq!(evaluate("rand() = rand()"), Ok(Value::Boolean(false)));
}

#[test]
fn wrong_numbers_of_arguments_are_named() {
    assert_eq!(evaluate("size()").unwrap_err(), "InvalidNumberOfArguments: size() takes 1 argument, not 0");
    assert_eq!(
        evaluate("substring('a', 1, 2, 3)").unwrap_err(),
        "InvalidNumberOfArguments: substring() takes 2 to 3 arguments, not 4"
    );
}

#[test]
fn names_are_found_in_any_case_and_only_once() {
    assert_eq!(lookup("TOUPPER").map(|function| function.name), Some("toUpper"));
    assert_eq!(aggregation("percentilecont"), Some("percentileCont"));
    let names = names();
    assert!(names.windows(2).all(|pair| !pair[0].eq_ignore_ascii_case(pair[1])), "{names:?}");
}
