//! A text whose literals are lifted, because one much like it was read before, does what it does when it is the first.

use annals::time::Date;
use annals::{Database, Session};

use super::answer::made;
use super::naive::world::World;

/// What a statement does both ways, and whether anything was lifted; the graphs, rows or the error in full.
pub(super) struct Twice {
    pub(super) alone: String,
    pub(super) after: String,
    pub(super) lifted: bool,
}

/// Runs a statement on a graph, and runs it where others of its kind were read before; `None` where no literal makes the graph, as
/// those floats that are no numbers.
pub(super) fn twice(before: &World, text: &str) -> Option<Twice> {
    let session = Session::on(Date { days: 20_000 });
    let filled = || {
        let mut database = Database::memory();
        if !before.nodes.is_empty() {
            database.run(&made(before), &session).ok()?;
        }
        Some(database)
    };
    let (mut alone, mut after) = (filled()?, filled()?);
    // Whether it makes sense does not matter: it is only read.
    drop(after.prepare(&varied(text), &session));
    let prepared = |database: &Database| database.prepare(text, &session).ok();
    let lifted = prepared(&after) != prepared(&alone);
    Some(Twice { alone: told(&mut alone, text, &session), after: told(&mut after, text, &session), lifted })
}

fn told(database: &mut Database, text: &str, session: &Session) -> String {
    let answer = match database.run(text, session) {
        Ok(answer) => format!("{:?} {:?}", answer.rows.columns, answer.rows.rows),
        Err(error) => format!("{error:?}"),
    };
    format!("{answer}\n{:#?}", World::of(database.view()))
}

/// The text with other literals behind colons: digits and letters of them are turned into others.
fn varied(text: &str) -> String {
    let mut varied = String::with_capacity(text.len());
    let (mut quote, mut after_colon) = (None, false);
    for letter in text.chars() {
        let other = match (quote, letter) {
            (Some(_), 'a'..='y') if after_colon => char::from(letter as u8 + 1),
            (None, '1'..='8') if after_colon => char::from(letter as u8 + 1),
            (None, '9') if after_colon => '1',
            _ => letter,
        };
        varied.push(other);
        match (quote, letter) {
            (None, '\'' | '"' | '`') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            (None, ':') => after_colon = true,
            (None, '0'..='9' | '.' | ' ') | (Some(_), _) => {}
            (None, _) => after_colon = false,
        }
    }
    varied
}

#[test]
fn other_literals_make_another_text_of_the_same_kind() {
    assert_eq!(
        varied("CREATE (:A {i: 19, s: 'ab', f: 2.5})-[r:T]->()"),
        "CREATE (:A {i: 21, s: 'bc', f: 3.6})-[r:T]->()"
    );
}
