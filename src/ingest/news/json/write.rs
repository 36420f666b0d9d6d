//! JSON written as it is found out, without a copy of it in between.
//!
//! Half of what is written are the same few keys, none of which needs escaping; values are written by `serde_json`.

use std::io;

use serde::Serialize;

/// A key as it stands behind a comma; it needs no escaping.
macro_rules! key {
    ($name:literal) => {
        concat!(",\"", $name, "\":")
    };
}

pub(super) use key;

/// Writes objects and lists, each member as soon as it is known.
pub(super) struct Writer<W> {
    out: W,
    /// Whether nothing stands yet in the object or list that is open.
    first: bool,
}

impl<W: io::Write> Writer<W> {
    pub(super) const fn new(out: W) -> Self {
        Self { out, first: true }
    }

    /// An object as the next element of a list, or as all there is.
    pub(super) fn object(&mut self, fields: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        self.comma()?;
        self.enclosed(b"{", b"}", fields)
    }

    /// A field; its key is made by [`key!`].
    pub(super) fn field(&mut self, key: &'static str, value: &(impl Serialize + ?Sized)) -> io::Result<()> {
        self.key(key)?;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    /// A field whose text is `prefix`, which needs no escaping or is escaped, and a number behind it.
    pub(super) fn numbered(&mut self, key: &'static str, prefix: &str, number: usize) -> io::Result<()> {
        self.key(key)?;
        self.out.write_all(b"\"")?;
        self.out.write_all(prefix.as_bytes())?;
        serde_json::to_writer(&mut self.out, &number)?;
        self.out.write_all(b"\"")
    }

    /// A field that is left out where nothing is known.
    pub(super) fn known(&mut self, key: &'static str, value: Option<&(impl Serialize + ?Sized)>) -> io::Result<()> {
        value.map_or(Ok(()), |value| self.field(key, value))
    }

    /// A field that holds a list of what `each` writes.
    pub(super) fn list<T>(
        &mut self,
        key: &'static str,
        items: impl IntoIterator<Item = T>,
        mut each: impl FnMut(&mut Self, T) -> io::Result<()>,
    ) -> io::Result<()> {
        self.key(key)?;
        self.enclosed(b"[", b"]", |list| items.into_iter().try_for_each(|item| each(list, item)))
    }

    /// A field that holds a list of texts.
    pub(super) fn texts<'t>(&mut self, key: &'static str, texts: impl Iterator<Item = &'t str>) -> io::Result<()> {
        self.list(key, texts, |list, text| {
            list.comma()?;
            Ok(serde_json::to_writer(&mut list.out, text)?)
        })
    }

    fn key(&mut self, key: &'static str) -> io::Result<()> {
        let written = if std::mem::take(&mut self.first) { &key[",".len()..] } else { key };
        self.out.write_all(written.as_bytes())
    }

    fn comma(&mut self) -> io::Result<()> {
        if std::mem::take(&mut self.first) { Ok(()) } else { self.out.write_all(b",") }
    }

    fn enclosed(
        &mut self,
        open: &[u8],
        close: &[u8],
        inside: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.out.write_all(open)?;
        self.first = true;
        inside(self)?;
        self.first = false;
        self.out.write_all(close)
    }
}
