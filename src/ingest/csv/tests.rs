//! Tables in, documents and refusals out.

use super::*;
use crate::ingest::jsonl;

/// The messages of what is refused, each after its line and column.
fn refusals(text: &str) -> Vec<String> {
    let refused = read(text, ',', None, Ontology::standard()).refused;
    let shown = refused.iter().map(|refusal| {
        let before = &text[..refusal.span.expect("a refusal has its place").start];
        let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
        format!("{}:{column}: {}", before.matches('\n').count() + 1, refusal.message)
    });
    shown.collect()
}

#[test]
fn a_table_says_what_json_lines_say() {
    let table = "type,date,actors,place,country,latitude,longitude,killed,quantity,text,document\r\n\
                 Airstrike,2025-05-24,Freedonia|Sylvania,Port Gamma,UA,46.48,30.73,3,2.5,\"They said \"\"no\"\", \n twice.\",Port attacked\r\n";
    let lines = r#"{"type": "Airstrike", "date": "2025-05-24", "actors": ["Freedonia", "Sylvania"], "place": {"name": "Port Gamma", "country": "UA", "latitude": 46.48, "longitude": 30.73}, "killed": 3, "quantity": 2.5, "text": "They said \"no\", \n twice.", "document": "Port attacked"}"#;
    let without_hash = |reading: Reading| {
        assert_eq!(reading.refused, []);
        let mut document = reading.documents.into_iter().next().expect("a document");
        document.sha256.clear();
        document
    };
    let ontology = Ontology::standard();
    assert_eq!(without_hash(read(table, ',', None, ontology)), without_hash(jsonl::read(lines, None, ontology)));
    let semicolons = table.replace(',', ";").replace("\"no\"\";", "\"no\"\",");
    assert_eq!(without_hash(read(&semicolons, ';', None, ontology)), without_hash(jsonl::read(lines, None, ontology)));
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    let table = [
        ("", vec!["1:1: the table is empty"]),
        ("type,kiled\n", vec!["1:6: no column is called 'kiled'"]),
        ("type;date\n", vec!["1:1: no column is called 'type;date'"]),
        ("Airstrike,2025-05-24\n", vec!["1:1: no column is called 'Airstrike'"]),
        ("date\n2025\n", vec!["1:1: no column is called 'type'"]),
        ("type,date,type\n", vec!["1:11: two columns are called 'type'"]),
        (
            "type,date\nAttack\nAttack,2025,x\n",
            vec!["2:1: expected 2 cells, found 1", "3:1: expected 2 cells, found 3"],
        ),
        ("type,title\nAttack,\"a\nAttack,b\n", vec!["2:8: the quote that opens here is not closed"]),
        ("type,title\nAttack,\"a\"b\nAttack,c\n", vec!["2:11: a closing quote ends its cell"]),
        ("type,date\n,2025\n", vec!["2:1: the field 'type' is missing"]),
        ("type,killed\nAttack,3.5\n", vec!["2:8: field 'killed': expected a whole number, 0 or more, found '3.5'"]),
        ("type,quantity\nAttack,NaN\n", vec!["2:8: field 'quantity': expected a number, found 'NaN'"]),
        ("type,place,latitude\nAttack,A|B,1\n", vec!["2:1: the column 'latitude' says more of one place"]),
        (
            "type,place,latitude\nAttack,A,91\n",
            vec!["2:8: field 'place': 'A' lies beyond 90 degrees north or 180 east"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(refusals(text), expected, "{text:?}");
    }
}

#[test]
fn another_separator_is_named() {
    let refused = read("type;date\nAttack;2025\n", ',', None, Ontology::standard()).refused;
    assert_eq!(refused[0].help.as_deref(), Some("another character separates the columns: --separator ';'"));
}

#[test]
fn rows_after_a_bad_one_are_read() {
    let text = "\u{feff}TYPE, date\n\nAttack,\"x\"y\n\r\nAttack,2025\nAttack,2026";
    let reading = read(text, ',', None, Ontology::standard());
    assert_eq!((reading.refused.len(), reading.documents[0].events.len()), (1, 2));
}
