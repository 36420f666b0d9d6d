//! Plans that are kept: a statement asked again is not planned again, nor is its text read again.
//!
//! A plan says how to find an answer, never what it is, so it stays right whatever is written. It is made again where it
//! might say something else, or be a bad choice by now: where a name came into use or out of use, where the graph doubled or
//! halved, where a procedure was registered, and for another database.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::session::Work;
use super::{Database, Prepared};
use crate::query::outline::{self, Outline};
use crate::query::{Plan, QueryError, ast};

/// What a plan was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    catalogue: u64,
    names: u64,
    nodes: u32,
    relationships: u32,
}

/// The plan of a prepared statement, shared by its copies. Prepared statements are equal whether they were planned or not.
#[derive(Clone, Debug, Default)]
pub(super) struct Planned(Arc<Mutex<Option<Made>>>);

/// A plan and what it was made for.
type Made = (Stamp, Arc<Plan>);

impl PartialEq for Planned {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Which procedures of which database: a number that no other state of any database has.
#[derive(Debug)]
pub(super) struct Catalogue(u64);

impl Catalogue {
    /// A number of its own.
    pub(super) fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// Texts read lately.
#[derive(Debug, Default)]
pub(super) struct Texts(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    /// Statements by their text, or by what is left of it without the literals that were lifted.
    statements: FxHashMap<Box<str>, Prepared>,
    /// Which literals are lifted from texts that have this in common.
    outlines: FxHashMap<Box<str>, Box<[bool]>>,
}

/// So many texts are kept; then one begins anew.
const TEXTS: usize = 256;

/// A longer text is read every time: whoever writes so much seldom repeats it.
const LONGEST: usize = 1 << 13;

impl Texts {
    /// A statement that was read before.
    pub(super) fn get(&self, text: &str) -> Option<Prepared> {
        self.kept().statements.get(text).cloned()
    }

    /// The statement of a text that differs from one read before in literals that can be lifted.
    pub(super) fn like(&self, text: &str) -> Option<Prepared> {
        let outline = Self::outline(text)?;
        let kept = self.kept();
        let lifted = kept.outlines.get(&*outline.without(|_| true))?;
        let prepared = kept.statements.get(&*outline.without(|literal| lifted[literal]))?.clone();
        Some(prepared.with_literals(text, outline::values(outline.literals, lifted)))
    }

    /// Keeps a statement, whose meaning must depend on its text alone.
    pub(super) fn keep(&self, text: &str, prepared: Prepared) -> Prepared {
        if text.len() <= LONGEST {
            let mut kept = self.kept();
            kept.make_room();
            kept.keep_outline(text, &prepared);
            kept.statements.insert(text.into(), prepared.clone());
        }
        prepared
    }

    fn outline(text: &str) -> Option<Outline<'_>> {
        if text.len() <= LONGEST { Outline::of(text) } else { None }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn make_room(&mut self) {
        if self.statements.len() + 1 >= TEXTS {
            self.statements.clear();
        }
        if self.outlines.len() >= TEXTS {
            self.outlines.clear();
        }
    }

    /// Keeps the statement for texts like this one, where literals of it can be lifted.
    fn keep_outline(&mut self, text: &str, prepared: &Prepared) {
        let Some(outline) = Texts::outline(text) else { return };
        let Work::Statement(statement) = &prepared.work else { return };
        let mut statement = ast::Statement::clone(statement);
        let lifted = outline.lift(&mut statement);
        if lifted.contains(&true) {
            self.statements.insert(outline.without(|literal| lifted[literal]).into(), Prepared::cypher(statement));
            self.outlines.insert(outline.without(|_| true).into(), lifted.into());
        }
    }
}

impl Database {
    /// The plan of a prepared statement on the graph as it is now.
    pub(super) fn planned(&self, statement: &ast::Statement, kept: &Planned) -> Result<Arc<Plan>, QueryError> {
        let stamp = self.stamp();
        let mut kept = kept.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((made_for, plan)) = &*kept
            && *made_for == stamp
        {
            return Ok(Arc::clone(plan));
        }
        let plan = Arc::new(self.planned_anew(statement)?);
        *kept = Some((stamp, Arc::clone(&plan)));
        Ok(plan)
    }

    fn stamp(&self) -> Stamp {
        let (view, Catalogue(catalogue)) = (self.view(), &self.catalogue);
        let (nodes, relationships) = (view.node_count(), view.relationship_count());
        Stamp {
            catalogue: *catalogue,
            names: view.names_epoch(),
            nodes: nodes.checked_ilog2().map_or(0, |magnitude| magnitude + 1),
            relationships: relationships.checked_ilog2().map_or(0, |magnitude| magnitude + 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::session::{Session, Work};
    use super::*;
    use crate::time::Date;
    use crate::value::Value;

    fn session() -> Session {
        Session::on(Date::new(2025, 5, 26).expect("a day"))
    }

    /// The plan that a text is answered by now.
    fn plan(database: &Database, text: &str, session: &Session) -> Arc<Plan> {
        let prepared = database.prepare(text, session).expect("it is well formed");
        let Work::Statement(statement) = &prepared.work else { unreachable!("it is a statement") };
        database.planned(statement, &prepared.planned).expect("it makes sense")
    }

    #[test]
    fn a_text_is_planned_once_for_all_parameters() {
        let mut database = Database::memory();
        database.run("CREATE (:City {name: 'Kyiv'}), (:City {name: 'Lviv'})", &session()).expect("it writes");
        let text = "MATCH (c:City {name: $name}) RETURN c.name AS name";
        let (kyiv, lviv) = (session().bind("name", "Kyiv"), session().bind("name", "Lviv"));
        assert!(Arc::ptr_eq(&plan(&database, text, &kyiv), &plan(&database, text, &lviv)));
        let answer = |database: &mut Database, session| database.run(text, session).expect("it reads").rows.rows;
        assert_eq!(answer(&mut database, &kyiv), [[Value::from("Kyiv")]]);
        assert_eq!(answer(&mut database, &lviv), [[Value::from("Lviv")]]);
        // A parameter that is missing is missed, whether the text was read before or not.
        assert!(database.prepare(text, &session()).is_err());
    }

    #[test]
    fn a_plan_is_made_again_where_it_might_say_something_else() {
        let mut database = Database::memory();
        database.run("CREATE (:Country)", &session()).expect("it writes");
        let text = "MATCH (c:City) RETURN c.name AS name";
        let warnings = |database: &mut Database| database.run(text, &session()).expect("it reads").rows.warnings.len();
        assert_eq!(warnings(&mut database), 1);
        database.run("CREATE (:City {name: 'Kyiv'})", &session()).expect("it writes");
        assert_eq!(warnings(&mut database), 0);
        database.run("UNWIND range(1, 99) AS n CREATE (:City {name: toString(n)})", &session()).expect("it writes");
        let small = plan(&database, text, &session());
        database.run("CREATE (:City {name: 'Lviv'})", &session()).expect("it writes");
        assert!(Arc::ptr_eq(&small, &plan(&database, text, &session())));
        database.run("UNWIND range(1, 100) AS n CREATE (:City)", &session()).expect("it writes");
        assert!(!Arc::ptr_eq(&small, &plan(&database, text, &session())));
    }

    #[test]
    fn texts_that_differ_in_what_they_create_share_a_plan() {
        let mut database = Database::memory();
        database.run("CREATE (:City {name: 'Kyiv'})", &session()).expect("it writes");
        let text = |city: &str, id: &str| {
            format!("MATCH (c:City {{name: '{city}'}}) CREATE (:Event {{id: {id}}})-[:OCCURRED_IN]->(c)")
        };
        database.run(&text("Kyiv", "1"), &session()).expect("it writes");
        let plan = |text: &str| plan(&database, text, &session());
        assert!(Arc::ptr_eq(&plan(&text("Kyiv", "2")), &plan(&text("Kyiv", "30"))));
        // What is looked for may decide the plan, and so may the type of what is written.
        assert!(!Arc::ptr_eq(&plan(&text("Kyiv", "2")), &plan(&text("Lviv", "2"))));
        assert!(!Arc::ptr_eq(&plan(&text("Kyiv", "2")), &plan(&text("Kyiv", "2.5"))));
        assert!(!Arc::ptr_eq(&plan(&text("Kyiv", "2")), &plan(&format!("EXPLAIN {}", text("Kyiv", "2")))));
        let explained = database.prepare(&text("Kyiv", "4"), &session()).expect("it is well formed");
        let explained = database.query(&explained.with_mode(ast::Mode::Explain), &session());
        assert!(explained.is_err() || format!("{explained:?}").contains("id: 4"));
    }

    #[test]
    fn a_plan_belongs_to_its_database() {
        let (one, other) = (Database::memory(), Database::memory());
        let prepared = one.prepare("RETURN 1 AS one", &session()).expect("it is well formed");
        let Work::Statement(statement) = &prepared.work else { unreachable!("it is a statement") };
        let planned = |database: &Database| database.planned(statement, &prepared.planned).expect("it makes sense");
        assert!(!Arc::ptr_eq(&planned(&one), &planned(&other)));
    }
}
