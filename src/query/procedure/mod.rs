//! WHAT `CALL` CAN CALL: procedures, those of annals and those of the program that embeds it.
//!
//! - A [`Signature`] says what a procedure is called, takes and gives; it reads and prints as text.
//! - A [`Type`] says which values a field takes, and makes floats of integers where floats are meant.
//! - A [`Procedure`] is a signature and a Rust closure. [`Procedures`] finds one by name, whatever the case.
//! - `builtin` holds the ones there always are; `schema` is the longest of them.
//!
//! A statement is checked against signatures when it is planned; the closure is called for every row.

mod builtin;
mod schema;
mod signature;
mod types;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

pub use signature::{Field, Signature, SignatureError};
pub use types::{Class, Type};

use super::function::one;
use super::{ErrorKind, QueryError};
use crate::graph::View;
use crate::value::Value;

/// What a procedure answers: rows, each with a value for every field of its results; or why it could not.
pub type Results = Result<Vec<Vec<Value>>, Box<dyn std::error::Error + Send + Sync>>;

type Body = dyn Fn(&[Value], View<'_>) -> Results + Send + Sync;

/// Something `CALL` can call.
///
/// ```
/// use annals::query::procedure::Procedure;
/// use annals::{Database, Session, time::Date, value::Value};
///
/// let words = Procedure::new("text.words(text :: STRING) :: (word :: STRING)".parse()?, |arguments, _graph| {
///     let text = arguments[0].as_text().unwrap_or_default();
///     Ok(text.split_whitespace().map(|word| vec![Value::from(word)]).collect())
/// });
/// let mut database = Database::memory();
/// database.register(words);
///
/// let session = Session::on(Date::new(2025, 5, 26).expect("a day"));
/// let answer = database.run("CALL text.words('a ship sails') YIELD word RETURN count(*) AS words", &session)?;
/// assert_eq!(answer.rows.rows[0][0], 3.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Procedure {
    signature: Signature,
    body: Box<Body>,
}

impl Procedure {
    /// A procedure with a signature. Its body is given one value for each parameter, of the declared type, and the graph as
    /// it is when the procedure is called; it gives one value for each result in every row. Without results it is called for
    /// what it does elsewhere, and the rows it returns do not matter.
    pub fn new(signature: Signature, body: impl Fn(&[Value], View<'_>) -> Results + Send + Sync + 'static) -> Self {
        Self { signature, body: Box::new(body) }
    }

    /// What it is called, takes and gives.
    #[must_use]
    pub fn signature(&self) -> &Signature {
        &self.signature
    }

    /// The rows for these arguments.
    pub(crate) fn call(&self, arguments: &[Value], view: View<'_>) -> Result<Vec<Vec<Value>>, QueryError> {
        let arguments = self.admitted(arguments)?;
        let rows = (self.body)(&arguments, view).map_err(|error| self.broken(&error.to_string()))?;
        rows.into_iter().map(|row| self.checked(row)).collect()
    }

    /// The arguments as the body wants them.
    fn admitted(&self, arguments: &[Value]) -> Result<Vec<Value>, QueryError> {
        let parameters = self.signature.parameters.iter().zip(arguments);
        let admitted = parameters.map(|(parameter, value)| {
            parameter.of.admit(value).ok_or_else(|| {
                let (procedure, name, of) = (&self.signature.name, &parameter.name, &parameter.of);
                let message = format!("{procedure}() takes {of} as `{name}`, found {}", one(value));
                QueryError::runtime(ErrorKind::TypeError, "InvalidArgumentValue", message)
            })
        });
        admitted.collect()
    }

    /// A row of results, if it is what the signature promises.
    fn checked(&self, row: Vec<Value>) -> Result<Vec<Value>, QueryError> {
        let results = &self.signature.results;
        if results.is_empty() {
            return Ok(Vec::new());
        }
        if row.len() != results.len() {
            return Err(self.broken(&format!("it gave {} values for {} results", row.len(), results.len())));
        }
        let checked = results.iter().zip(&row).map(|(result, value)| {
            let wrong = || self.broken(&format!("`{}` is {}, not {}", result.name, one(value), result.of));
            result.of.admit(value).ok_or_else(wrong)
        });
        checked.collect()
    }

    fn broken(&self, reason: &str) -> QueryError {
        let message = format!("{}() failed: {reason}", self.signature.name);
        QueryError::runtime(ErrorKind::ProcedureError, "ProcedureCallFailed", message)
    }
}

impl fmt::Debug for Procedure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Procedure({})", self.signature)
    }
}

/// Two procedures are the same where they are called the same.
impl PartialEq for Procedure {
    fn eq(&self, other: &Self) -> bool {
        self.signature == other.signature
    }
}

/// The procedures a statement may call, by name. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Procedures {
    /// By name in lower case.
    by_name: Arc<BTreeMap<String, Arc<Procedure>>>,
}

impl Procedures {
    /// Adds a procedure. One of the same name gives way to it.
    pub fn register(&mut self, procedure: Procedure) {
        let name = procedure.signature.name.to_lowercase();
        Arc::make_mut(&mut self.by_name).insert(name, Arc::new(procedure));
    }

    /// The procedure of this name, dots between its parts; case does not matter.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Procedure>> {
        self.by_name.get(&name.to_lowercase())
    }

    /// What there is, in order of name.
    pub fn signatures(&self) -> impl Iterator<Item = &Signature> {
        self.by_name.values().map(|procedure| &procedure.signature)
    }
}

/// The procedures there always are.
impl Default for Procedures {
    fn default() -> Self {
        let mut procedures = Self { by_name: Arc::default() };
        builtin::all().into_iter().for_each(|procedure| procedures.register(procedure));
        procedures
    }
}
