use super::*;

#[test]
fn it_parses() {
    for text in ["RETURN 1", "MATCH (n) RETURN n"] {
        parse(text).expect("this is Cypher");
    }
}
