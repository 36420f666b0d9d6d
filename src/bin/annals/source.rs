//! Texts from files and standard input: which bytes are a text, and which are not.

use std::fs::File;
use std::io::{BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::exit::{Exit, Failure};

/// What standard input is called on the command line.
pub(crate) const STANDARD_INPUT: &str = "-";

/// A text and the name errors call it by.
pub(crate) struct Source {
    pub(crate) place: String,
    pub(crate) text: String,
}

/// Reads a text file, or standard input for `-`.
///
/// A byte order mark decides between UTF-8 and UTF-16; else `encoding`, else UTF-8.
pub(crate) fn read(path: &Path, encoding: Option<&'static Encoding>) -> Result<Source, Failure> {
    let place = place(path);
    let text = decode(bytes(path)?, encoding, &place)?;
    Ok(Source { place, text })
}

/// The lines of a file, or of standard input for `-`, read as they are asked for. What is not UTF-8 is read at once.
pub(crate) fn lines(path: &Path, encoding: Option<&'static Encoding>) -> Result<Lines, Failure> {
    let failed = |error| Failure::file(path, &error);
    let mut input: Box<dyn BufRead> = if path.as_os_str() == STANDARD_INPUT {
        Box::new(BufReader::new(std::io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?))
    };
    let (found, mark) = Encoding::for_bom(input.fill_buf().map_err(failed)?).unwrap_or((encoding.unwrap_or(UTF_8), 0));
    if found == UTF_8 {
        input.consume(mark);
    } else {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(failed)?;
        input = Box::new(Cursor::new(decode(bytes, encoding, &place(path))?.into_bytes()));
    }
    Ok(Lines { path: path.to_owned(), input, number: 0, found: false })
}

/// The lines of a text, numbered from 1.
pub(crate) struct Lines {
    path: PathBuf,
    input: Box<dyn BufRead>,
    number: usize,
    /// Whether any line held something.
    found: bool,
}

/// A line with its number, or why it is none.
pub(crate) type Line = (usize, Result<String, Failure>);

impl Lines {
    /// The next line that holds something, with its number, or why it is no text; none at the end. What cannot be read ends
    /// the lines with its failure, and so does a file without any.
    pub(crate) fn next_line(&mut self) -> Result<Option<Line>, Failure> {
        loop {
            let mut bytes = Vec::new();
            if self.input.read_until(b'\n', &mut bytes).map_err(|error| Failure::file(&self.path, &error))? == 0 {
                return if self.found { Ok(None) } else { Err(no_text(&place(&self.path))) };
            }
            self.number += 1;
            if !bytes.trim_ascii().is_empty() {
                self.found = true;
                let line = String::from_utf8(bytes).map_err(|error| self.not_utf8(&error));
                return Ok(Some((self.number, line.map(|line| line.trim_end_matches(['\n', '\r']).to_owned()))));
            }
        }
    }

    fn not_utf8(&self, error: &std::string::FromUtf8Error) -> Failure {
        let before = "\n".repeat(self.number - 1).into_bytes();
        let at = before.len() + error.utf8_error().valid_up_to();
        let help = "name the encoding of the text, such as --encoding windows-1252";
        broken(&[&before, error.as_bytes()].concat(), at, &place(&self.path), "the line is not UTF-8", help)
    }
}

/// The bytes of a file, or of standard input for `-`.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let read = if path.as_os_str() == STANDARD_INPUT {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(path)
    };
    read.map_err(|error| Failure::file(path, &error))
}

/// A file that holds nothing to read.
pub(crate) fn no_text(place: &str) -> Failure {
    let message = format!("{place}: there is no text");
    Failure::plain(Exit::Wrong, "no_text", &message, Some("nothing was stored"))
}

/// The name errors call a file by.
pub(crate) fn place(path: &Path) -> String {
    if path.as_os_str() == STANDARD_INPUT { "standard input".to_owned() } else { path.display().to_string() }
}

/// An encoding by its name on the web, such as `windows-1252`.
pub(crate) fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Encoding::for_label(name.as_bytes())
        .ok_or_else(|| "expected an encoding such as windows-1252, windows-1251 or utf-16le".to_owned())
}

fn decode(bytes: Vec<u8>, encoding: Option<&'static Encoding>, place: &str) -> Result<String, Failure> {
    let (encoding, mark) = Encoding::for_bom(&bytes).unwrap_or((encoding.unwrap_or(UTF_8), 0));
    let text = if encoding == UTF_8 {
        String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to(), place))?
    } else {
        let decoded = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
        decoded.ok_or_else(|| undecodable(encoding, place))?.into_owned()
    };
    let text = if encoding == UTF_8 && mark > 0 { text[mark..].to_owned() } else { text };
    match text.find('\0') {
        Some(at) => Err(zero_byte(text.as_bytes(), at, place)),
        None => Ok(text),
    }
}

fn undecodable(encoding: &'static Encoding, place: &str) -> Failure {
    let wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let message = format!("{place}: the text is not {}", if wide { "UTF-16" } else { encoding.name() });
    Failure::plain(Exit::Wrong, "encoding", &message, Some("check --encoding and the byte order mark"))
}

fn not_utf8(bytes: &[u8], at: usize, place: &str) -> Failure {
    let help = "name the encoding of the text, such as --encoding windows-1252";
    broken(bytes, at, place, &format!("the text is not UTF-8 at byte {at}"), help)
}

fn zero_byte(bytes: &[u8], at: usize, place: &str) -> Failure {
    broken(bytes, at, place, &format!("byte {at} is zero, which no text holds"), "is this a text file?")
}

fn broken(bytes: &[u8], at: usize, place: &str, message: &str, help: &str) -> Failure {
    let before = String::from_utf8_lossy(&bytes[..at]);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    let place = annals::export::visible(place);
    let lines = format!("error[encoding]: {message}\n --> {place}:{line}:{column}\nhelp: {help}\n");
    Failure::Error { lines, exit: Exit::Wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(result: Result<String, Failure>) -> String {
        match result {
            Err(Failure::Error { lines, .. }) => lines,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn byte_order_marks_decide() {
        let text = |bytes: &[u8]| decode(bytes.to_vec(), None, "a.txt").unwrap();
        assert_eq!(text("Київ".as_bytes()), "Київ");
        assert_eq!(text(b"\xef\xbb\xbfKyiv"), "Kyiv");
        assert_eq!(text(b"\xff\xfeK\0y\0"), "Ky");
        assert_eq!(text(b"\xfe\xff\0K\0y"), "Ky");
    }

    #[test]
    fn another_encoding_is_named() {
        let latin = b"Caf\xe9".to_vec();
        assert!(lines(decode(latin.clone(), None, "a.txt")).contains("not UTF-8 at byte 3\n --> a.txt:1:4\n"));
        assert_eq!(decode(latin, Some(encoding("latin1").unwrap()), "a.txt").unwrap(), "Café");
    }

    #[test]
    fn a_zero_byte_is_refused_not_cut_at() {
        assert!(lines(decode(b"one\ntwo\0three".to_vec(), None, "a.txt")).contains("byte 7 is zero"));
    }
}
