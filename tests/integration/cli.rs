//! The manners of the program: where results go, what a mistake looks like, and the number it ends with.

use crate::program::Place;

#[test]
fn an_unknown_command_gets_the_nearest_name_and_the_list() {
    let place = Place::new();
    let ran = place.run(&["qurey"]);
    let error = ran.refused(2);
    assert!(
        error.contains("'qurey'") && error.contains("did you mean 'query'?") && error.contains("schema"),
        "{error}"
    );
    assert!(place.run(&["frobnicate"]).refused(2).contains("the commands are"));
}

#[test]
fn a_missing_argument_is_named_with_an_example() {
    let ran = Place::new().run(&["query"]);
    let error = ran.refused(2);
    assert!(error.contains("TEXT") && error.contains("annals query \"events in Kyiv after May 23\""), "{error}");
}

#[test]
fn reading_makes_no_store() {
    let place = Place::new();
    let ran = place.run(&["--db", "missing.annals", "query", "RETURN 1 AS one"]);
    assert!(ran.refused(3).contains("no store at missing.annals"));
    assert!(!place.path("missing.annals").exists());
}

#[test]
fn an_unknown_format_lists_the_formats() {
    let ran = Place::new().run(&["query", "--format", "yaml", "RETURN 1"]);
    assert!(ran.refused(2).contains("jsonl"));
}

#[test]
fn numbers_out_of_range_name_the_range() {
    for arguments in [["--limit", "-1"], ["--limit", "1e9"], ["--timeout", "0"], ["--timeout", "-3"]] {
        let ran = Place::new().run(&["query", "RETURN 1", arguments[0], arguments[1]]);
        assert!(ran.refused(2).contains("expected"), "{ran:?}");
    }
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new();
    assert!(place.ok(&["--help"]).contains("annals ingest article.txt"));
    assert_eq!(place.ok(&["--version"]), format!("annals {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn nothing_to_run_is_nothing_to_say() {
    let place = Place::new();
    for text in ["", ";;;;", "// only a comment", " \n\t"] {
        let ran = place.run(&["query", text]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""), "{text:?}");
    }
}

#[test]
fn a_closed_standard_input_ends_the_session_quietly() {
    let ran = Place::new().run(&["repl"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (Some(0), "", ""));
}
