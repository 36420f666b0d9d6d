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

#[test]
fn damage_in_a_large_store_is_found_by_the_question_that_meets_it() {
    let place = Place::new();
    let long = "so it went on ".repeat(80);
    let notes = format!("UNWIND range(1, 4500) AS n CREATE (:Note {{n: n, text: toString(n) + '{long}'}});");
    place.file("notes.cypher", notes);
    place.ok(&["run", "notes.cypher"]);
    let mut bytes = std::fs::read(place.path("graph.annals")).unwrap();
    assert!(bytes.len() > 4 << 20, "a store this small is looked over when it is opened");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    place.file("graph.annals", bytes);
    let count = "MATCH (n:Note) WHERE n.n > 7 RETURN count(*) AS notes";
    assert!(place.ok(&["query", count]).contains("4493"));
    for question in ["MATCH (n:Note {n: 7}) RETURN n.text", "MATCH (n:Note {n: 7}) SET n.text = n.text + '!'"] {
        let ran = place.run(&["query", question]);
        assert!(ran.refused(7).contains("is damaged at byte") && ran.out.is_empty(), "{question}");
    }
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

/// A folder with a store of two cities.
fn cities() -> Place {
    let place = Place::new();
    let ran = place.run(&["query", "CREATE (:City {name: 'Bergen'})-[:TWIN_OF]->(:City {name: 'Turku'})"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""), "{ran:?}");
    assert!(ran.err.contains("note: new store graph.annals\n") && ran.err.contains("2 nodes created"), "{ran:?}");
    place
}

#[test]
fn an_answer_goes_to_standard_output_alone() {
    let ran = cities().run(&["query", "MATCH (c:City) RETURN c.name AS city ORDER BY city"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(ran.out, " city\n────────\n Bergen\n Turku\n2 rows\n");
}

#[test]
fn every_format_draws_the_same_rows() {
    let place = cities();
    let drawn =
        |format| place.ok(&["query", "-f", format, "MATCH (c:City) RETURN c.name AS city, 1 AS n ORDER BY city"]);
    assert_eq!(drawn("jsonl"), "{\"city\":\"Bergen\",\"n\":1}\n{\"city\":\"Turku\",\"n\":1}\n");
    assert_eq!(drawn("json"), "[\n{\"city\":\"Bergen\",\"n\":1},\n{\"city\":\"Turku\",\"n\":1}\n]\n");
    assert_eq!(drawn("csv"), "city,n\nBergen,1\nTurku,1\n");
    assert_eq!(drawn("tsv"), "city\tn\nBergen\t1\nTurku\t1\n");
    assert_eq!(drawn("markdown"), "| city | n |\n| --- | ---: |\n| Bergen | 1 |\n| Turku | 1 |\n");
    assert!(drawn("dot").starts_with("digraph annals {"));
}

#[test]
fn a_limit_cuts_the_answer_and_says_so() {
    let ran =
        cities().run(&["query", "--limit", "1", "-f", "csv", "MATCH (c:City) RETURN c.name AS city ORDER BY city"]);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("city\nBergen\n", "note: the first 1 of 2 rows\n"));
}

#[test]
fn parameters_are_values_not_text() {
    let place = cities();
    let asked = |value| place.ok(&["query", "-f", "jsonl", "RETURN $x AS x", "--param", value]);
    assert_eq!(asked("x=41"), "{\"x\":41}\n");
    assert_eq!(asked("x=' OR 1=1"), "{\"x\":\"' OR 1=1\"}\n");
}

#[test]
fn a_script_stops_at_its_first_error_and_names_the_place_in_the_file() {
    let place = cities();
    place.file("s.annals", "// first\nRETURN 1 AS a;\n\nRETURN\n  nothing AS b;\nRETURN 3 AS c;\n");
    let ran = place.run(&["run", "s.annals"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), " a\n───\n 1\n1 row\n"));
    assert!(ran.err.contains(" --> s.annals:5:3\n") && ran.err.ends_with("note: 1 statement done\n"), "{ran:?}");

    let ran = place.run(&["run", "--keep-going", "s.annals"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.ends_with(" c\n───\n 3\n1 row\n") && ran.err.ends_with("note: 2 statements done, 1 failed\n"),
        "{ran:?}"
    );
}

#[test]
fn a_script_may_be_piped_and_hold_dot_commands() {
    let place = cities();
    let script = ".format csv\nMATCH (c:City)\nRETURN c.name AS city ORDER BY city;\n.quit\nRETURN 1 AS never;\n";
    for command in [&["repl"][..], &[], &["run", "-"]] {
        let ran = place.run_with_input(command, script);
        assert_eq!((ran.code, ran.out.as_str()), (Some(0), "city\nBergen\nTurku\n"), "{ran:?}");
    }
    assert!(place.run_with_input(&["run", "-"], ".fromat csv\n").refused(1).contains("did you mean '.format'?"));
}

#[test]
fn a_file_that_reads_itself_ends() {
    let place = cities();
    place.file("loop.annals", "RETURN 1 AS one;\n.read loop.annals\n");
    let ran = place.run(&["run", "loop.annals"]);
    assert_eq!(ran.code, Some(6));
    assert!(ran.err.contains("more than 16 deep"), "{ran:?}");
}

#[test]
fn a_read_only_session_changes_nothing() {
    let place = cities();
    let before = place.ok(&["dump"]);
    place.run(&["--read-only", "query", "MATCH (c) DETACH DELETE c"]).refused(1);
    place.run(&["--read-only", "load", "missing.jsonl"]).refused(1);
    assert_eq!(place.ok(&["dump"]), before);
}

#[test]
fn one_writes_and_any_number_read() {
    let place = cities();
    let path = place.path("graph.annals");
    let (database, _) = annals::Database::open(&path, annals::Access::ReadWrite).unwrap();
    assert!(place.run(&["query", "CREATE (:City)"]).refused(4).contains("in use"));
    place.ok(&["query", "MATCH (c:City) RETURN c"]);
    database.close().unwrap();
    place.ok(&["query", "CREATE (:City)"]);
}

#[test]
fn a_limit_on_time_ends_a_query() {
    let started = std::time::Instant::now();
    let endless =
        "UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b WITH a, b WHERE a < 0 RETURN count(*) AS n";
    let ran = cities().run(&["query", "--timeout", "0.2", endless]);
    assert!(ran.refused(6).contains("time"), "{ran:?}");
    assert!(started.elapsed().as_secs() < 10);
}

#[test]
fn nesting_beyond_reason_is_refused_at_once() {
    let place = cities();
    for open in ["(", "[", "NOT ", "{a: ", "-", "CASE WHEN "] {
        let started = std::time::Instant::now();
        let ran = place.run_with_input(&["query", "-"], &format!("RETURN {}", open.repeat(100_000)));
        assert!(ran.refused(1).contains("100"), "{open}: {ran:?}");
        assert!(started.elapsed().as_secs() < 5, "{open}");
    }
}

#[test]
fn what_is_unknown_to_the_graph_is_a_warning() {
    let ran = cities().run(&["query", "MATCH (c:Citty) RETURN c.name AS city"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.err.contains("warning: ") && ran.err.contains("did you mean `City`?"), "{ran:?}");
}

#[test]
fn answers_never_drive_a_terminal_or_a_spreadsheet() {
    let place = cities();
    let evil = "RETURN '\\u001b]0;owned\\u0007' AS title, '=1+1' AS formula, '<script>' AS markup";
    for format in ["table", "json", "jsonl", "csv", "tsv", "markdown", "dot"] {
        let drawn = place.ok(&["query", "-f", format, evil]);
        assert!(
            drawn.chars().all(|character| character == '\n' || character == '\t' || !character.is_control()),
            "{drawn}"
        );
    }
    assert!(place.ok(&["query", "-f", "csv", evil]).contains("'=1+1"));
    assert!(place.ok(&["query", "-f", "csv", "--csv-raw", evil]).contains(",=1+1,"));
    assert!(place.ok(&["query", "-f", "csv", "--raw", evil]).contains('\u{1b}'));
    assert!(!place.ok(&["query", "-f", "markdown", evil]).contains("<script>"));
}

#[test]
fn texts_that_are_no_texts_name_the_byte() {
    let place = cities();
    place.file("latin.annals", b"RETURN 'caf\xe9' AS x;");
    assert!(place.run(&["run", "latin.annals"]).refused(1).contains("not UTF-8 at byte 11"));
    place.file("zero.annals", b"RETURN 1;\0");
    assert!(place.run(&["run", "zero.annals"]).refused(1).contains("byte 9 is zero"));
    place.file("bom.annals", b"\xef\xbb\xbfRETURN 1 AS x;");
    place.ok(&["run", "bom.annals"]);
    assert!(place.run(&["run", "missing.annals"]).refused(5).contains("missing.annals: no such file"));
}

#[test]
fn extract_shows_what_is_read_and_touches_no_store() {
    let place = Place::new();
    place.file("talks.txt", "Talks in Oslo\n\nOn May 5, 2025, Norway and Sweden held talks in Oslo.\n");
    let page = place.ok(&["extract", "talks.txt"]);
    assert!(page.contains("2025-05-05") && page.contains("Negotiation") && page.contains("Oslo"), "{page}");
    let json = place.ok(&["extract", "--json", "talks.txt"]);
    assert_eq!(json.lines().count(), 1);
    assert!(serde_json::from_str::<serde_json::Value>(&json).unwrap()["events"].is_array());
    assert!(!place.path("graph.annals").exists());
}

const ARTICLES: &str = concat!(
    r#"{"id": "a", "text": "On May 5, 2025, Norway and Sweden held talks in Oslo.", "places": []}"#,
    "\n\n",
    r#"{"text": "They met again on Monday – in København.", "dct": "2025-05-14T10:00:00", "title": "Talks go on"}"#,
    "\n"
);

fn objects(lines: &str) -> Vec<serde_json::Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

#[test]
fn extract_reads_an_article_a_line() {
    let place = Place::new();
    place.file("articles.jsonl", ARTICLES);
    let read = objects(&place.ok(&["extract", "--json", "articles.jsonl"]));
    assert_eq!([&read[0]["id"], &read[1]["id"]], ["a", "articles.jsonl:3"]);
    assert_eq!(read[1]["title"], "Talks go on");
    assert_eq!(read[1]["times"][0]["value"], "2025-05-12");
    let text = "They met again on Monday – in København.";
    let span =
        |object: &serde_json::Value, key: &str| usize::try_from(object[key].as_u64().expect("a number")).unwrap();
    let city = &read[1]["places"][0];
    let letters: String = text.chars().take(span(city, "end")).skip(span(city, "start")).collect();
    assert_eq!(letters, "København");
    let bytes = objects(&place.ok(&["extract", "--json", "--bytes", "articles.jsonl"]));
    let city = &bytes[1]["places"][0];
    assert_eq!(&text[span(city, "start")..span(city, "end")], "København");
    for key in ["times", "places", "entities", "events", "mentions"] {
        assert!(read[0][key].is_array(), "{key}");
    }
    let event = &read[0]["events"][0];
    assert_eq!(
        (&event["label"], &event["type"], &event["edtf"]),
        (&"Negotiation".into(), &"CONSULT".into(), &"2025-05-05".into())
    );
    assert_eq!(event["actors"], serde_json::json!(["Norway", "Sweden"]));
    // The same from standard input.
    let piped = place.run_with_input(&["extract", "--json", "--format", "jsonl", "-"], ARTICLES);
    assert_eq!(objects(&piped.out)[0]["events"], read[0]["events"]);
}

#[test]
fn extract_names_bad_lines_and_reads_the_others() {
    let place = Place::new();
    let lines = "{\"id\": \"a\", \"text\": \"Norway and Sweden held talks.\"}\n{\"id\": \"b\", \"tex\": 1}\nno json\n{\"text\": 5}\n{\"id\": \"c\", \"text\": \"They met in Oslo.\"}\n";
    place.file("articles.jsonl", lines);
    let ran = place.run(&["extract", "--json", "articles.jsonl"]);
    assert_eq!(ran.code, Some(1));
    let ids: Vec<_> = objects(&ran.out).iter().map(|object| object["id"].clone()).collect();
    assert_eq!(ids, ["a", "c"]);
    for (place, message) in [
        ("articles.jsonl:2:1", "the field 'text' is missing"),
        ("articles.jsonl:3:2", "not JSON"),
        ("articles.jsonl:4:10", "field 'text': expected a text, found 5"),
    ] {
        assert!(ran.err.contains(place) && ran.err.contains(message), "{place}: {}", ran.err);
    }
}

#[test]
fn the_same_bytes_on_any_number_of_threads() {
    let place = Place::new();
    let article = |number: usize| {
        format!(
            "{{\"text\": \"On May {}, 2025, Norway and Sweden held talks in Oslo. Police arrested {number} people.\"}}\n",
            1 + number % 28
        )
    };
    place.file("articles.jsonl", (0..150).map(article).collect::<String>());
    let one = place.ok(&["extract", "--json", "--threads", "1", "articles.jsonl"]);
    for threads in ["1", "2", "7"] {
        assert_eq!(place.ok(&["extract", "--json", "--threads", threads, "articles.jsonl"]), one);
    }
    let page = |threads| place.ok(&["extract", "--threads", threads, "articles.jsonl"]);
    assert_eq!(page("1"), page("2"));
    // What was read before makes no difference: an article is read the same whatever came in front of it.
    place.file("backwards.jsonl", (0..150).rev().map(article).collect::<String>());
    let backwards = place.ok(&["extract", "--json", "--threads", "2", "backwards.jsonl"]);
    let without_line = |read: &str| {
        let objects = objects(read).into_iter();
        let mut bare: Vec<String> = objects.map(|object| object["events"].to_string()).collect();
        bare.sort();
        bare
    };
    assert_eq!(without_line(&backwards), without_line(&one));
    assert!(place.run(&["extract", "--threads", "0", "articles.jsonl"]).err.contains("--threads"));
    let store = |threads: &'static str| {
        place.ok(&["ingest", "--db", &format!("{threads}.annals"), "--threads", threads, "articles.jsonl"]);
        place.ok(&["dump", "--db", &format!("{threads}.annals")])
    };
    let bare = |dump: String| dump.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(bare(store("1")), bare(store("2")));
}

#[test]
fn timings_name_every_stage() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    let table = place.ok(&["extract", "--timings", "--json", "talks.txt"]);
    let stages: Vec<_> = table.lines().filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(stages.join(" "), "stage clean segment times syntax names entities events merge json all");
}

const WORDS: &str = include_str!("../../examples/words/harbour.tsv");
const GROUNDING: &str = include_str!("../../examples/words/grounding.txt");

#[test]
fn a_users_own_words_are_read_and_asked() {
    let place = Place::new();
    place.file("harbour.tsv", WORDS);
    place.file("grounding.txt", GROUNDING);
    let read = &objects(&place.ok(&["extract", "--json", "--words", "harbour.tsv", "grounding.txt"]))[0];
    assert!(read["events"].as_array().unwrap().iter().any(|event| event["label"] == "Grounding"), "{read}");
    let named = |name: &str| read["entities"].as_array().unwrap().iter().find(|entity| entity["name"] == name).cloned();
    assert_eq!(named("Meridian Salvage").expect("by its alias")["type"], "ORG");
    assert_eq!(named("Halina Borek").expect("by its alias")["type"], "PER");
    let light = read["places"].as_array().unwrap().iter().find(|place| place["name"] == "Harwick Light").cloned();
    assert_eq!(light.expect("by its alias")["lat"], 51.94);

    place.ok(&["ingest", "--words", "harbour.tsv", "grounding.txt"]);
    for question in [
        "groundings in March 2026",
        "strandings after March 1, 2026",
        "groundings in the Light",
        "accidents in March 2026",
    ] {
        assert!(place.ok(&["query", question]).contains("2026-03-08"), "{question}");
    }
    assert!(place.ok(&["query", "events with Captain Halina"]).contains("2026-03-09"));
    // Whoever comes later reads with the same words.
    place.file("later.txt", "Friday, April 3, 2026\n\nA tanker stranded near Harwick Light on April 2, 2026.\n");
    place.ok(&["ingest", "later.txt"]);
    assert!(place.ok(&["query", "groundings in April 2026"]).contains("2026-04-02"));
    assert_eq!(place.ok(&["query", "-f", "csv", "MATCH (w:Words) RETURN count(*) AS tables"]).trim(), "tables\n1");
}

#[test]
fn words_that_make_no_sense_are_named_by_line_and_column() {
    let place = Place::new();
    place.file("words.tsv", "# ours\ntype\tGrounding\tAcident\n");
    place.file("talks.txt", TALKS);
    for command in ["extract", "ingest"] {
        let ran = place.run(&[command, "--words", "words.tsv", "talks.txt"]);
        let refusal = ran.refused(1);
        assert!(
            refusal.contains("words.tsv:2:16") && refusal.contains("no event type is called 'Acident'"),
            "{refusal}"
        );
    }
    assert!(!place.path("graph.annals").exists());
}

/// Documents in any order give the same answers: the same rows, each with the same values, whatever order its lists have.
#[test]
fn the_order_of_documents_changes_no_answer() {
    let place = Place::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    let entries = std::fs::read_dir(folder).expect("the examples");
    let mut articles: Vec<_> = entries.map(|entry| entry.unwrap().path().display().to_string()).collect();
    articles.sort();
    let straight = answers(&place, "straight.annals", &articles);
    for turn in [1, 4, 7] {
        articles.rotate_left(turn);
        assert_eq!(answers(&place, &format!("{turn}.annals"), &articles), straight, "from {}", articles[0]);
    }
    articles.reverse();
    assert_eq!(answers(&place, "reversed.annals", &articles), straight);
}

/// The rows of a few questions after the articles were taken in, each row and all of them sorted.
fn answers(place: &Place, db: &str, articles: &[String]) -> Vec<Vec<Vec<String>>> {
    let files: Vec<&str> = articles.iter().map(String::as_str).collect();
    place.ok(&[&["ingest", "--db", db], &files[..]].concat());
    let values = |row: &str| {
        let mut values: Vec<String> = row
            .split([',', '[', ']', '\'', '"'])
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect();
        values.sort();
        values
    };
    let rows = |question: &&str| {
        let answer = place.ok(&["query", "--db", db, "-f", "csv", "--today", "2026-06-01", question]);
        let mut rows: Vec<_> = answer.lines().map(values).collect();
        rows.sort();
        rows
    };
    ["events after January 1, 2020", "who was killed", "meetings", "events in Gdynia after March 1", "strikes"]
        .iter()
        .map(rows)
        .collect()
}

#[test]
fn a_text_without_text_is_refused() {
    let place = Place::new();
    for empty in ["", "   ", &"\n".repeat(1_000_000), "\u{feff}\u{200b}\n"] {
        place.file("empty.txt", empty);
        assert!(place.run(&["extract", "empty.txt"]).refused(1).contains("no text"));
    }
    place.file("bytes.txt", b"\x80\x81");
    assert!(place.run(&["extract", "bytes.txt"]).refused(1).contains("--encoding"));
    place.file("latin.txt", b"A caf\xe9 burned down in Oslo on May 5, 2025.");
    assert!(place.ok(&["extract", "--encoding", "windows-1252", "latin.txt"]).contains("café"));
}

const TALKS: &str = "Talks in Oslo\n\nOn May 5, 2025, Norway and Sweden held talks in Oslo.\n";

#[test]
fn ingest_names_each_document_and_the_same_text_twice_changes_nothing() {
    let place = Place::new();
    std::fs::create_dir(place.path("news")).unwrap();
    place.file("news/talks.txt", TALKS);
    place.file("news/fire.txt", "A fire in Bergen\n\nOn June 1, 2025, a fire destroyed a warehouse in Bergen.\n");
    assert_eq!(place.ok(&["ingest", "news"]), "ok news/fire.txt\nok news/talks.txt\n");
    let before = place.ok(&["dump"]);
    let ran = place.run(&["ingest", "news/talks.txt"]);
    assert!(ran.code == Some(0) && ran.err.contains("nothing changed"), "{ran:?}");
    assert_eq!(place.ok(&["dump"]), before);
}

#[test]
fn a_dry_run_changes_nothing() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    let ran = place.run(&["ingest", "--dry-run", "talks.txt"]);
    assert!(ran.code == Some(0) && ran.out.is_empty() && ran.err.contains("1 document new"), "{ran:?}");
    assert!(!place.path("graph.annals").exists());
}

#[test]
fn an_event_is_explained_by_the_sentences_that_tell_it() {
    let place = Place::new();
    place.file(
        "one.txt",
        "A ferry collided with a tanker near Bergen on May 4, 2025, killing 3 people. The collision was investigated.",
    );
    place.file("two.txt", "The collision of a ferry and a tanker near Bergen on May 4, 2025 killed 5 people.");
    place.ok(&["ingest", "one.txt", "two.txt"]);
    let query = "MATCH (e:Accident) RETURN id(e)";
    let id = place.ok(&["query", "-f", "csv", query]).lines().nth(1).unwrap_or_default().to_owned();
    let page = place.ok(&["explain", "event", &id]);
    assert!(
        page.contains("they differ: killed 3 (A ferry collided") && page.contains(") or 5 (The collision"),
        "{page}"
    );
    assert!(page.contains("names Bergen") && page.contains("the same event: the same type, it points back"), "{page}");
    let title = place.ok(&["query", "-f", "csv", &query.replace("id(e)", "e.title")]);
    let title = title.lines().nth(1).unwrap_or_default();
    assert_eq!(place.ok(&["explain", "event", title]), page);
    place.run(&["explain", "event", "of no such title"]).refused(1);
}

#[test]
fn ingest_stops_at_a_bad_file_unless_it_may_skip_it() {
    let place = Place::new();
    place.file("talks.txt", TALKS);
    place.file("bad.txt", b"caf\xe9");
    place.file("empty.txt", "");
    assert!(place.run(&["ingest", "empty.txt"]).refused(1).contains("no text"));
    assert!(!place.path("graph.annals").exists());
    let ran = place.run(&["ingest", "talks.txt", "bad.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), "ok talks.txt\n"));
    assert!(ran.err.contains("bad.txt:1:4"), "{ran:?}");
    let ran = place.run(&["ingest", "--skip-bad", "bad.txt", "empty.txt", "talks.txt"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "ok talks.txt\n"));
    assert!(ran.err.contains("2 bad records left out"), "{ran:?}");
    place.run(&["ingest", "missing.txt"]).refused(5);
    place.run(&["--read-only", "ingest", "talks.txt"]).refused(1);
}

#[test]
fn a_document_is_kept_as_it_is_and_shown_harmless() {
    let place = Place::new();
    place.file(
        "evil.txt",
        "Talks \u{1b}]0;owned\u{7} in Oslo\n\nOn May 5, 2025, Norway and Sweden held \u{9b}2Jtalks in Oslo.\n",
    );
    place.ok(&["ingest", "evil.txt"]);
    let drawn = place.ok(&["query", "MATCH (s:Sentence) RETURN s.text AS text"]);
    assert!(drawn.contains("\\u{9b}2Jtalks") && !drawn.contains('\u{9b}'), "{drawn}");
    assert!(place.ok(&["dump"]).contains("\\u009b2Jtalks"));
}

#[test]
fn records_come_in_whole_or_not_at_all() {
    let place = Place::new();
    let good = "{\"type\": \"Airstrike\", \"date\": \"2025-05-24\", \"actors\": [\"Norvia\"], \"place\": \"Vess\"}\n";
    let bad = "{\"type\": \"Airstrike\", \"kiled\": 3}\n";
    place.file("events.jsonl", format!("{good}{bad}{}", good.replace("05-24", "05-25")));
    let ran = place.run(&["ingest", "events.jsonl"]);
    assert!(ran.refused(1).contains(" --> events.jsonl:2:"), "{ran:?}");
    assert!(!place.path("graph.annals").exists());
    let ran = place.run(&["ingest", "--skip-bad", "events.jsonl"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), "ok events.jsonl\n"));
    assert!(ran.err.contains("1 bad record left out"), "{ran:?}");
    let dates = place.ok(&["query", "-f", "csv", "MATCH (e:Airstrike) RETURN e.edtf AS date ORDER BY date"]);
    assert_eq!(dates, "date\n2025-05-24\n2025-05-25\n");
}

#[test]
fn json_beyond_reason_is_refused_at_its_line() {
    let place = Place::new();
    for bad in [&"[".repeat(100_000), "{\"type\": NaN}", "{\"type\": \"Attack\", \"killed\": 1e400}", "7"] {
        place.file("events.jsonl", format!("\n{bad}\n"));
        assert!(place.run(&["ingest", "events.jsonl"]).refused(1).contains(" --> events.jsonl:2:"));
    }
}

#[test]
fn the_example_questions_are_answered() {
    let place = Place::new();
    let examples = crate::program::checkout().join("examples");
    place.ok(&["ingest", &examples.join("articles").display().to_string()]);
    let ran = place.run(&["run", &examples.join("questions.annals").display().to_string()]);
    assert!(ran.code == Some(0) && ran.err.ends_with("note: 8 statements done\n"), "{ran:?}");
    assert!(!ran.out.contains("\n0 rows\n"), "{ran:?}");
}

#[test]
fn the_demonstration_answers_with_evidence() {
    let ran = Place::new().run(&["demo"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for part in
        ["annals> events in Gdynia after March 1", "talks in Stockholm", "Sweden and Poland signed an agreement"]
    {
        assert!(ran.out.contains(part), "{part}: {ran:?}");
    }
    assert!(!ran.out.contains("\n0 rows\n"), "{ran:?}");
}

/// A script's answer, with what went to standard error.
fn script(place: &Place, text: &str) -> (Option<i32>, String) {
    let ran = place.run_with_input(&["run", "-"], text);
    (ran.code, ran.err)
}

#[test]
fn what_is_rolled_back_leaves_the_dump_as_it_was() {
    let place = Place::new();
    place.file("graph.jsonl", DUMP);
    place.ok(&["load", "graph.jsonl"]);
    let work =
        "MATCH (c:City) SET c.lat = 1, c:Moved; CREATE (:New {key: 1})-[:TO]->(); MATCH (e:Event) DETACH DELETE e;";
    let (code, error) = script(&place, &format!("BEGIN;\n{work}\nROLLBACK;\n"));
    assert_eq!(code, Some(0), "{error}");
    assert_eq!(place.ok(&["dump"]), DUMP);
    assert_eq!(script(&place, &format!("BEGIN\n{work}\nCOMMIT\n")).0, Some(0));
    assert_ne!(place.ok(&["dump"]), DUMP);
}

#[test]
fn a_script_that_fails_within_a_transaction_is_rolled_back() {
    let place = Place::new();
    let text = "CREATE (:Kept);\nBEGIN\nCREATE (:Lost);\nRETURN 1 / 0;\nCREATE (:Never);\nCOMMIT\n";
    let (code, error) = script(&place, text);
    assert_eq!(code, Some(1), "{error}");
    assert!(error.contains("standard input:4") && error.contains("the open transaction is rolled back"), "{error}");
    assert_eq!(place.ok(&["query", "-f", "csv", "MATCH (n) RETURN labels(n)[0] AS label"]), "label\nKept\n");
}

#[test]
fn a_script_that_goes_on_keeps_what_did_not_fail() {
    let place = Place::new();
    place.file("some.annals", "BEGIN\nCREATE (:Kept);\nCREATE (:Lost {n: 1 / 0});\nCREATE (:Kept);\nCOMMIT\n");
    assert_eq!(place.run(&["run", "--keep-going", "some.annals"]).code, Some(1));
    assert_eq!(place.ok(&["query", "-f", "csv", "MATCH (n) RETURN count(n) AS n"]), "n\n2\n");
}

#[test]
fn a_script_that_leaves_a_transaction_open_says_so() {
    let place = Place::new();
    place.ok(&["query", "CREATE (:Kept)"]);
    place.file("open.annals", "begin transaction\nCREATE (:Lost);\n.quit\n");
    place.file("next.annals", "COMMIT;");
    let ran = place.run(&["run", "open.annals"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("open.annals ends within a transaction, which is rolled back"), "{ran:?}");
    // The next file does not go on with what the one before it left.
    let ran = place.run(&["run", "--keep-going", "open.annals", "next.annals"]);
    assert!(ran.err.contains("no transaction is open\n --> next.annals:1:1"), "{ran:?}");
    assert_eq!(place.ok(&["query", "-f", "csv", "MATCH (n) RETURN count(n) AS n"]), "n\n1\n");
}

#[test]
fn a_file_read_within_a_transaction_is_part_of_it() {
    let place = Place::new();
    place.file("part.annals", "CREATE (:Part);\n");
    place.file("own.annals", "BEGIN; CREATE (:Own);\n");
    assert_eq!(script(&place, "BEGIN\n.read part.annals\nCOMMIT\n").0, Some(0));
    let (code, error) = script(&place, ".read own.annals\nCREATE (:Never);\n");
    assert!(code == Some(1) && error.contains("own.annals ends within a transaction"), "{error}");
    let (_, error) = script(&place, "BEGIN\nCREATE (:Lost);\n.open other.annals\n");
    assert!(error.contains("a transaction is open in this store"), "{error}");
    assert_eq!(place.ok(&["query", "-f", "csv", "MATCH (n) RETURN labels(n)[0] AS label"]), "label\nPart\n");
}

#[test]
fn a_transaction_makes_the_store_it_needs_and_one_line_holds_it_all() {
    let place = Place::new();
    place.ok(&["query", "BEGIN; CREATE (:A); CREATE (:B); COMMIT"]);
    assert_eq!(place.ok(&["query", "-f", "csv", "MATCH (n) RETURN count(n) AS n"]), "n\n2\n");
    let ran = place.run(&["--read-only", "query", "BEGIN; CREATE (:C); COMMIT"]);
    assert!(ran.refused(1).contains("read_only"));
    place.run(&["explain", "COMMIT"]).refused(1);
}

#[test]
fn tables_are_loaded_whole_or_not_at_all() {
    let place = Place::new();
    place.file("city.csv", ":ID,name\n1,Vess\n2,Lund\n");
    place.file("road.csv", ":START_ID,:END_ID,opened:date\n1,2,1999-05-01\n1,7,\n");
    let tables = ["load", "--relationships", "ROAD=road.csv", "--nodes", "City=city.csv"];
    let ran = place.run(&tables);
    let error = ran.refused(1);
    assert!(error.contains("error[table]: no node has the id '7'\n --> road.csv:3:1\n"), "{error}");
    assert!(!place.path("graph.annals").exists());

    let ran = place.run(&[&tables[..], &["--skip-bad"]].concat());
    assert!(
        ran.code == Some(0) && ran.err.contains("2 nodes, 1 relationship") && ran.err.contains("1 row left out"),
        "{ran:?}"
    );
    let query = "MATCH (a:City)-[r:ROAD]->(b:City) RETURN a.name, r.opened, b.name";
    assert_eq!(place.ok(&["query", "--format", "csv", query]), "a.name,r.opened,b.name\nVess,1999-05-01,Lund\n");

    assert!(place.run(&[&tables[..], &["--skip-bad"]].concat()).refused(1).contains("holds a graph already"));
    place.ok(&["check"]);
}

#[test]
fn timings_are_a_line_for_each_statement() {
    let place = Place::new();
    place.file("q.cypher", "CREATE (:N {a: 1}); MATCH (n:N) RETURN n.a AS a;");
    place.ok(&["run", "q.cypher", "--repeat", "3", "--timings", "out.jsonl"]);
    let lines = std::fs::read_to_string(place.path("out.jsonl")).unwrap();
    let lines: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((&lines[0]["rows"], &lines[0]["runs"]), (&0.into(), &1.into()), "what writes runs once");
    assert_eq!((&lines[1]["rows"], &lines[1]["runs"]), (&1.into(), &3.into()));
    let times = ["plan_us", "first_us", "median_us"];
    assert!(times.iter().all(|time| lines[1][time].as_f64().is_some_and(|time| time >= 0.0)));
}
