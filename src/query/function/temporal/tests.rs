//! Expressions of time in, values out: `expressions.txt`.

use crate::query::function::tests::evaluate;
use crate::value::text::plain;

fn shown(expression: &str) -> String {
    evaluate(expression).map_or_else(|error| format!("error {error}"), |value| plain(&value).to_string())
}

#[test]
fn expressions_have_the_values_of_the_table() {
    let mut wrong = Vec::new();
    for line in include_str!("expressions.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (expression, expected) = line.split_once(" => ").expect("an expression and its value");
        let actual = shown(expression);
        if actual != expected {
            wrong.push(format!("{expression} => {actual}   (expected {expected})"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
