//! Tables in, the graph or the refusals out.

use super::*;
use crate::value::text::plain;
use crate::{Database, Session};

fn nodes(label: &str, text: &'static str) -> Table {
    Table { name: format!("{label}.csv"), rows: Rows::Nodes(vec![label.to_owned()]), text: Box::new(text.as_bytes()) }
}

fn relationships(kind: Option<&str>, text: &'static str) -> Table {
    let rows = Rows::Relationships(kind.map(str::to_owned));
    Table { name: "joined.csv".to_owned(), rows, text: Box::new(text.as_bytes()) }
}

fn refusals(tables: Vec<Table>) -> Vec<String> {
    match read(tables, Options::default(), &|_| ()) {
        Err(TableError::Refused(rejects)) => {
            rejects.iter().map(|reject| format!("{}:{}: {}", reject.table, reject.line, reject.message)).collect()
        }
        other => panic!("the tables are refused, not {other:?}"),
    }
}

fn asked(tables: Vec<Table>, options: Options, statement: &str) -> Vec<Vec<String>> {
    let mut database = Database::memory();
    database.load(read(tables, options, &|_| ()).expect("the tables make sense")).expect("there is room");
    let session = Session::on("2025-05-26".parse().expect("a day"));
    let answer = database.run(statement, &session).expect("the statement runs");
    answer.rows.rows.iter().map(|row| row.iter().map(|value| plain(value).to_string()).collect()).collect()
}

const SHIPS: &str = "\u{feff}code:ID(Ship),name,built:date,tons:int,load:float,afloat:boolean,:LABEL,seen:localdatetime,ports:string[],:IGNORE\n\
    a1,\"Aurora, the first\",1911-05-03,900,1.5,true,Old;Steam,1912-01-01T10:00:00,Vess;Alder,x\n\
    a2,Vega,,,,,,,,\n";

#[test]
fn every_type_of_column_is_read() {
    let rows = asked(
        vec![nodes("Ship", SHIPS)],
        Options::default(),
        "MATCH (s:Ship) RETURN s.code, s.name, s.built, s.tons, s.load, s.afloat, labels(s), s.seen, s.ports ORDER BY s.code",
    );
    let first =
        "a1|Aurora, the first|1911-05-03|900|1.5|true|['Old', 'Ship', 'Steam']|1912-01-01T10:00|['Vess', 'Alder']";
    let mut labels: Vec<String> = rows[0].clone();
    labels[6] = "['Old', 'Ship', 'Steam']".to_owned();
    assert_eq!(labels.join("|"), first);
    assert_eq!(rows[0][6].matches('\'').count(), 6, "three labels: {}", rows[0][6]);
    assert_eq!(rows[1].join("|"), "a2|Vega|null|null|null|null|['Ship']|null|null");
}

#[test]
fn relationships_find_their_ends_in_their_space() {
    let tables = || {
        vec![
            nodes("Port", ":ID(Port),name\n1,Vess\n2,Alder\n"),
            relationships(
                None,
                ":START_ID(Ship),:END_ID(Port),:TYPE,on:date\n1,2,CALLED,2025-05-01\n1,1,LEFT,2025-05-02\n",
            ),
            nodes("Ship", ":ID(Ship),name\n1,Aurora\n"),
        ]
    };
    let statement = "MATCH (s:Ship)-[r]->(p:Port) RETURN s.name, type(r), p.name, r.on ORDER BY r.on";
    let rows = asked(tables(), Options::default(), statement);
    let lines: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
    assert_eq!(lines, ["Aurora CALLED Alder 2025-05-01", "Aurora LEFT Vess 2025-05-02"]);
    assert_eq!(rows, asked(tables(), Options { threads: NonZeroUsize::MIN, ..Options::default() }, statement));
}

#[test]
fn rows_that_make_no_sense_are_refused_with_their_line() {
    let ships = "id:ID,built:date,tons:int\n1,1911-05-03,4\n2,1911-02-30,4\n3,,many\n4,\n1,,\n,,\n";
    assert_eq!(
        refusals(vec![nodes("Ship", ships)]),
        [
            "Ship.csv:3: '1911-02-30' in column 'built': expected a day of the calendar, YYYY-MM-DD",
            "Ship.csv:4: 'many' in column 'tons': expected a whole number of 64 bits",
            "Ship.csv:5: expected 3 cells, found 2",
            "Ship.csv:7: the id is missing",
        ]
    );
    assert_eq!(refusals(vec![nodes("Ship", ":ID\n7\n8\n7\n")]), ["Ship.csv:4: the id '7' comes twice"]);
    let ends = vec![nodes("Ship", ":ID\n7\n"), relationships(Some("MET"), ":START_ID,:END_ID\n7,7\n7,07\n9,7\n")];
    assert_eq!(refusals(ends), ["joined.csv:3: no node has the id '07'", "joined.csv:4: no node has the id '9'"]);
}

#[test]
fn headers_that_make_no_sense_are_refused() {
    let header = |text| refusals(vec![nodes("Ship", text)]).remove(0);
    assert_eq!(header(""), "Ship.csv:1: the file is empty; expected a header such as ':ID,name'");
    assert_eq!(header(":ID;name\n1;a\n"), "Ship.csv:1: the header is one cell; is ';' what stands between cells?");
    assert!(header(":ID,at:when\n").starts_with("Ship.csv:1: the column 'at' has the unknown type 'when'; types are"));
    assert_eq!(header("a,a\n"), "Ship.csv:1: the column 'a' comes twice");
    let without = vec![nodes("Ship", ":ID\n7\n"), relationships(None, ":START_ID,:END_ID\n7,7\n")];
    assert_eq!(refusals(without), ["joined.csv:1: relationships have no type: name it, or add a :TYPE column"]);
}

#[test]
fn an_open_quotation_mark_swallows_no_more_than_a_record_may_have() {
    let mut text = "id:ID,name\n1,a\n2,\"open\n".to_owned();
    while text.len() < 6 << 20 {
        text.push_str("3,b\n");
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    assert_eq!(
        refusals(vec![nodes("Ship", text)]),
        ["Ship.csv:3: the record does not end: is a quotation mark left open?"]
    );
}

#[test]
fn bad_rows_are_left_out_on_request() {
    let tables = vec![
        nodes("Ship", "id:ID,tons:int\n1,4\n2,x\n1,5\n3,6\n"),
        relationships(Some("MET"), ":START_ID,:END_ID,w:int\n1,3,1\n1,2,2\n3,1,3\n"),
    ];
    let options = Options { skip_bad: true, ..Options::default() };
    let rows = asked(tables, options, "MATCH (a)-[r:MET]->(b) RETURN a.id, r.w, b.id, a.tons ORDER BY r.w");
    let lines: Vec<String> = rows.iter().map(|row| row.join(" ")).collect();
    assert_eq!(lines, ["1 1 3 4", "3 3 1 6"]);
}
