//! Reading fixed-width digits off the front of an ISO 8601 text.

/// The rest of a text being read.
#[derive(Clone, Copy)]
pub(crate) struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    pub(crate) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(crate) const fn rest(&self) -> &'a str {
        self.rest
    }

    pub(crate) const fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// Takes `expected` off the front, if it is there.
    pub(crate) fn take(&mut self, expected: char) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes a sign off the front: `+` is 1, `-` is −1.
    pub(crate) fn sign(&mut self) -> Option<i64> {
        if self.take('+') {
            Some(1)
        } else if self.take('-') {
            Some(-1)
        } else {
            None
        }
    }

    /// Takes exactly `count` digits, at most 18.
    pub(crate) fn digits(&mut self, count: usize) -> Option<i64> {
        if self.leading_digits() < count {
            return None;
        }
        let (digits, rest) = self.rest.split_at(count);
        self.rest = rest;
        digits.parse().ok()
    }

    /// Takes two digits.
    pub(crate) fn two(&mut self) -> Option<u8> {
        self.digits(2).and_then(|number| u8::try_from(number).ok())
    }

    /// How many digits come next.
    pub(crate) fn leading_digits(&self) -> usize {
        self.rest.bytes().take_while(u8::is_ascii_digit).count()
    }

    /// Takes a fraction (`.142` or `,142`) of at most nine digits, in billionths; nothing there is zero.
    pub(crate) fn fraction(&mut self) -> Option<u32> {
        if !self.take('.') && !self.take(',') {
            return Some(0);
        }
        let count = self.leading_digits();
        if count == 0 || count > 9 {
            return None;
        }
        let digits = u32::try_from(self.digits(count)?).ok()?;
        Some(digits * 10_u32.pow(9 - u32::try_from(count).ok()?))
    }
}

/// Writes billionths as `.142`, without trailing zeros; nothing for zero.
pub(crate) fn write_fraction(f: &mut std::fmt::Formatter<'_>, nanoseconds: u32) -> std::fmt::Result {
    if nanoseconds == 0 {
        return Ok(());
    }
    let digits = format!("{nanoseconds:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}
