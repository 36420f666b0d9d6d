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

const DUMP: &str = r#"{"annals":"dump","version":1}
{"node":0,"labels":["City","Entity","Place"],"properties":{"aliases":["Kiev"],"lat":50.45,"name":"Kyiv"}}
{"node":3,"labels":["Event"],"properties":{"age":{"duration":"P1M2DT3.5S"},"edtf":"2025-05-24","n":-5,"nan":{"float":"NaN"},"start":{"date":"2025-05-24"},"title":"a\u001b[2J\u202e\nb","whole":1.0}}
{"relationship":2,"type":"OCCURRED_IN","start":3,"end":0,"properties":{"at":{"point":{"crs":"wgs-84","x":30.52,"y":50.45}}}}
"#;

#[test]
fn a_dump_that_is_loaded_and_dumped_is_the_same() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP);
    place.ok(&["--db", "copy.annals", "load", "graph.jsonl"]);
    assert_eq!(place.ok(&["--db", "copy.annals", "dump"]), DUMP);
}

#[test]
fn load_fills_no_store_that_holds_something() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP);
    place.ok(&["load", "graph.jsonl"]);
    assert!(place.run(&["load", "graph.jsonl"]).refused(1).contains("holds a graph already"));
    assert_eq!(place.ok(&["dump"]), DUMP);
}

#[test]
fn a_dump_with_a_bad_line_leaves_nothing_behind() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP.replace("\"start\":3", "\"start\":4"));
    assert!(place.run(&["load", "graph.jsonl"]).refused(1).contains(" --> graph.jsonl:4:1\n"));
    assert!(!place.path("graph.annals").exists());
}

#[test]
fn what_is_no_store_is_left_alone() {
    let place = Place::new();
    for (name, bytes) in
        [("empty.annals", &b""[..]), ("picture.annals", b"\xff\xd8\xff\xe0JFIF"), ("text.annals", b"hello\n")]
    {
        let path = place.file(name, bytes);
        for command in [&["stats"][..], &["load", "graph.jsonl"], &["check"]] {
            place.file("graph.jsonl", DUMP);
            place.run(&[&["--db", name], command].concat()).refused(3);
        }
        assert_eq!(std::fs::read(path).unwrap(), bytes);
    }
}

#[test]
fn a_flipped_bit_is_damage() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP);
    place.ok(&["load", "graph.jsonl"]);
    assert!(place.ok(&["check"]).contains("true"));
    let mut bytes = std::fs::read(place.path("graph.annals")).unwrap();
    let middle = bytes.len() * 3 / 4;
    bytes[middle] ^= 1;
    place.file("graph.annals", bytes);
    assert!(place.run(&["dump"]).refused(7).contains("is damaged at byte"));
    assert_eq!(place.run(&["check"]).code, Some(7));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_none() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP);
    place.ok(&["load", "graph.jsonl"]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ran: crate::program::Ran = place.command(&["stats"]).stdout(full).output().unwrap().into();
    assert!(ran.refused(5).contains("standard output"));

    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ran: crate::program::Ran = place.command(&["stats"]).stdout(writer).output().unwrap().into();
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}

#[test]
fn what_comes_from_a_document_never_drives_a_terminal() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP);
    place.ok(&["load", "graph.jsonl"]);
    assert!(!place.ok(&["dump"]).contains('\u{1b}'));
    assert!(!place.ok(&["schema"]).contains('\u{1b}'));
    assert!(
        !place
            .command(&["stats"])
            .env("CLICOLOR_FORCE", "1")
            .env("NO_COLOR", "1")
            .output()
            .unwrap()
            .stdout
            .contains(&0x1b)
    );
}
