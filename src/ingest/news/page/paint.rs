//! Colours of a page, or none.

/// Whether a page is drawn in colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// As plain text: what a pipe or a file gets.
    #[default]
    Plain,
    /// With the escape sequences of a terminal.
    Colour,
}

/// What is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    None,
    Time,
    Place,
    Name,
    Event,
    /// What was seen and is no event.
    Aside,
}

impl Ink {
    const fn code(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Time => Some("32"),
            Self::Place => Some("36"),
            Self::Name => Some("34"),
            Self::Event => Some("1;35"),
            Self::Aside => Some("35"),
        }
    }
}

impl Paint {
    /// Words of the text.
    pub(super) fn words(self, ink: Ink, words: &str) -> String {
        match ink.code().filter(|_| self == Self::Colour && !words.is_empty()) {
            Some(code) => format!("\u{1b}[{code}m{words}\u{1b}[0m"),
            None => words.to_owned(),
        }
    }

    /// What the page says of them.
    pub(super) fn quiet(self, words: &str) -> String {
        if self == Self::Colour { format!("\u{1b}[2m{words}\u{1b}[0m") } else { words.to_owned() }
    }

    /// The name of a part of the page.
    pub(super) fn heading(self, words: &str) -> String {
        if self == Self::Colour { format!("\u{1b}[1m{words}\u{1b}[0m") } else { words.to_owned() }
    }
}
