//! Signatures: `geo.near(city :: STRING, km :: FLOAT?) :: (name :: STRING)`, read and printed.

use std::fmt;
use std::str::FromStr;

use super::types::{Class, Type, WORDS};
use crate::value::text;

/// What a procedure is called, takes and gives.
///
/// Types are `ANY`, `BOOLEAN`, `INTEGER`, `FLOAT`, `NUMBER`, `STRING`, `MAP`, `NODE`, `RELATIONSHIP`, `PATH`, `POINT`, the
/// temporal types, and `LIST OF` another. A type takes null where a `?` follows it (`LIST? OF INTEGER`). Without results a
/// procedure ends in `:: ()`, or in `:: VOID`.
///
/// ```
/// use annals::query::procedure::Signature;
/// let signature: Signature = "geo.near(city :: STRING, km :: float?) :: (name :: STRING)".parse()?;
/// assert_eq!(signature.name, "geo.near");
/// assert_eq!(signature.to_string(), "geo.near(city :: STRING, km :: FLOAT?) :: (name :: STRING)");
/// # Ok::<(), annals::query::procedure::SignatureError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Its name, dots between the parts.
    pub name: String,
    /// What it takes, in order.
    pub parameters: Vec<Field>,
    /// What it gives in every row; nothing, and it is called only for what it does.
    pub results: Vec<Field>,
}

/// A parameter or a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// The values it takes.
    pub of: Type,
}

/// A text that is no signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{signature}` is no signature: expected {expected} at `{rest}`")]
pub struct SignatureError {
    signature: String,
    expected: String,
    rest: String,
}

impl FromStr for Signature {
    type Err = SignatureError;

    fn from_str(text: &str) -> Result<Self, SignatureError> {
        let mut reader = Reader { rest: text.trim() };
        reader.signature().map_err(|expected| SignatureError {
            signature: text.trim().to_owned(),
            expected,
            rest: reader.rest.to_owned(),
        })
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.name.split('.').map(|part| text::name(part).to_string()).collect();
        write!(f, "{}({}) :: ({})", parts.join("."), comma(&self.parameters), comma(&self.results))
    }
}

fn comma(fields: &[Field]) -> String {
    fields.iter().map(Field::to_string).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} :: {}", text::name(&self.name), self.of)
    }
}

/// What is left to read. A reading that fails says what it expected.
struct Reader<'t> {
    rest: &'t str,
}

type Read<T> = Result<T, String>;

impl Reader<'_> {
    fn signature(&mut self) -> Read<Signature> {
        let mut name = self.name()?;
        while self.take(".") {
            name = format!("{name}.{}", self.name()?);
        }
        let parameters = self.fields()?;
        self.expect("::")?;
        let results = if self.take_word("VOID") { Vec::new() } else { self.fields()? };
        let end = if self.rest.is_empty() { Ok(()) } else { Err("the end".to_owned()) };
        end.map(|()| Signature { name, parameters, results })
    }

    fn fields(&mut self) -> Read<Vec<Field>> {
        self.expect("(")?;
        let mut fields: Vec<Field> = Vec::new();
        while !self.take(")") {
            if !fields.is_empty() {
                self.expect(",")?;
            }
            let name = self.name()?;
            if fields.iter().any(|field| field.name == name) {
                return Err(format!("another name than `{name}`"));
            }
            self.expect("::")?;
            fields.push(Field { name, of: self.type_of_field(0)? });
        }
        Ok(fields)
    }

    fn type_of_field(&mut self, depth: usize) -> Read<Type> {
        if depth > 16 {
            return Err("fewer lists in lists".to_owned());
        }
        if self.take_word("LIST") {
            let nullable = self.take("?");
            let element = if self.take_word("OF") {
                self.type_of_field(depth + 1)?
            } else {
                Type { class: Class::Any, nullable: true }
            };
            return Ok(Type { class: Class::List(Box::new(element)), nullable });
        }
        let class = WORDS.iter().find(|(word, _)| self.take_word(word)).map(|(_, class)| class.clone());
        let class = class.ok_or_else(|| "a type".to_owned())?;
        Ok(Type { class, nullable: self.take("?") })
    }

    /// Takes a sign and the white space after it, where it comes next.
    fn take(&mut self, sign: &str) -> bool {
        let Some(rest) = self.rest.strip_prefix(sign) else { return false };
        self.rest = rest.trim_start();
        true
    }

    fn expect(&mut self, sign: &str) -> Read<()> {
        if self.take(sign) { Ok(()) } else { Err(format!("`{sign}`")) }
    }

    /// The length of the plain name that comes next.
    fn plain(&self) -> usize {
        let belongs = |character: char| character.is_alphanumeric() || character == '_';
        self.rest.find(|character| !belongs(character)).unwrap_or(self.rest.len())
    }

    fn take_word(&mut self, word: &str) -> bool {
        let (next, rest) = self.rest.split_at(self.plain());
        let found = next.eq_ignore_ascii_case(word);
        if found {
            self.rest = rest.trim_start();
        }
        found
    }

    fn name(&mut self) -> Read<String> {
        let (name, rest) = match self.rest.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
            Some(quoted) => quoted,
            None => self.rest.split_at(self.plain()),
        };
        if name.is_empty() {
            return Err("a name".to_owned());
        }
        self.rest = rest.trim_start();
        Ok(name.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Signature;

    #[test]
    fn what_is_read_prints_the_same() {
        let texts = [
            "nothing() :: ()",
            "db.labels() :: (label :: STRING)",
            "a.b.c(x :: INTEGER?, in :: ANY?) :: (out :: NUMBER, more :: LIST? OF LIST OF FLOAT?)",
            "`two words`.x(`odd name` :: MAP) :: (when :: LOCALDATETIME)",
        ];
        for text in texts {
            assert_eq!(text.parse::<Signature>().expect(text).to_string(), text);
        }
        let loose: Signature = " a.b ( x::integer ? ) :: void ".parse().expect("white space and case are free");
        assert_eq!(loose.to_string(), "a.b(x :: INTEGER?) :: ()");
        let list: Signature = "a(x :: LIST?) :: VOID".parse().expect("a list of anything");
        assert_eq!(list.to_string(), "a(x :: LIST? OF ANY?) :: ()");
    }

    #[test]
    fn what_is_no_signature_says_what_is_missing() {
        let texts = [
            ("", "a name at ``"),
            ("a", "`(` at ``"),
            ("a()", "`::` at ``"),
            ("a(x) :: ()", "`::` at `) :: ()`"),
            ("a(x :: TEXT) :: ()", "a type at `TEXT) :: ()`"),
            ("a(x :: MAP, x :: MAP) :: ()", "another name than `x` at `:: MAP) :: ()`"),
            ("a(x :: MAP y) :: ()", "`,` at `y) :: ()`"),
            ("a() :: () b", "the end at `b`"),
        ];
        for (text, expected) in texts {
            let error = text.parse::<Signature>().expect_err(text).to_string();
            assert!(error.ends_with(&format!("expected {expected}")), "{text}: {error}");
        }
    }
}
