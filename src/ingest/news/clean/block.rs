//! The parts of an article: headline, dateline, headings, paragraphs, bullets.

use std::collections::hash_map::Entry;

use rustc_hash::{FxHashMap, FxHashSet};

use super::boilerplate::{self, Reason, SetAside};
use super::line::{Line, bullet_length, lines};
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words;

/// A part of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it is, without the mark of a list.
    pub span: TextSpan,
    /// What it is.
    pub kind: BlockKind,
    /// Its label: "May 2025" in a bullet or paragraph that starts "May 2025: ...".
    pub label: Option<TextSpan>,
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// A line with nothing but the day (and perhaps the place) of publication.
    Dateline,
    /// The title of a section.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list.
    Bullet,
}

/// What is no longer may be the words under a picture, in words.
const MOST_COUNTED: usize = 26;
/// The longest heading, in words.
const LONGEST_HEADING: usize = 12;
/// The longest label in front of a colon, in words.
const LONGEST_LABEL: usize = 6;
/// The shortest headline, in words.
const SHORTEST_HEADLINE: usize = 4;

/// The parts of the article in `text`, and what was set aside.
pub(in crate::ingest::news) fn blocks(text: &str, title: Option<&str>) -> (Vec<Block>, Vec<SetAside>) {
    let lines = lines(text);
    let headline = headline(text, &lines, title);
    let mut seen = Seen::default();
    let (mut blocks, mut aside) = (Vec::new(), Vec::new());
    for (index, &line) in lines.iter().enumerate() {
        match judge(text, line, index, headline, &mut seen) {
            Ok(kind) => blocks.push(block(text, line, kind)),
            Err(reason) => aside.push(SetAside { span: line.span, reason }),
        }
    }
    match (&mut blocks[..], &aside[..]) {
        // A title of nothing is a sentence whose full stop was left out.
        ([only], _) if only.kind == BlockKind::Heading => only.kind = BlockKind::Paragraph,
        // So are words under a picture that is not there.
        ([], &[only]) if only.reason == Reason::Caption && shape(text, lines[0]) == Err(Reason::Caption) => {
            aside.clear();
            blocks.push(block(text, lines[0], BlockKind::Paragraph));
        }
        _ => {}
    }
    (blocks, aside)
}

/// What a line is: a part of the article, or a reason why not.
fn judge<'a>(
    text: &'a str,
    line: Line,
    index: usize,
    headline: Option<(usize, &str)>,
    seen: &mut Seen<'a>,
) -> Result<BlockKind, Reason> {
    let words = line.span.of(text);
    if let Some((at, headline)) = headline {
        if index == at {
            seen.is_new(words);
            return Ok(BlockKind::Headline);
        }
        if is_same(words, headline) {
            return Err(Reason::RepeatedHeadline);
        }
    }
    if is_dateline(words) {
        return Ok(BlockKind::Dateline);
    }
    if let Some(reason) = boilerplate::reason(text, line) {
        return Err(reason);
    }
    if !ends_sentence(words) && headline.is_some_and(|(at, _)| index < at) {
        return Err(Reason::Navigation);
    }
    if words.len() > 40 && !seen.is_new(words) {
        return Err(Reason::Repeated);
    }
    shape(text, line)
}

/// What a line of the body is, by its shape.
fn shape(text: &str, line: Line) -> Result<BlockKind, Reason> {
    let words = line.span.of(text);
    if bullet_length(words).is_some() {
        return Ok(BlockKind::Bullet);
    }
    // Nobody asks how many more than this.
    let count = words.split_whitespace().take(MOST_COUNTED).count();
    if !ends_sentence(words) && count <= LONGEST_HEADING {
        return Ok(BlockKind::Heading);
    }
    if is_fragment(words, count) { Err(Reason::Caption) } else { Ok(BlockKind::Paragraph) }
}

/// One short piece without any verb that could carry a sentence: the words under a picture.
fn is_fragment(line: &str, count: usize) -> bool {
    (4..MOST_COUNTED).contains(&count)
        && !line.starts_with(['"', '“', '\'', '‘'])
        && line.matches(['.', '!', '?']).count() <= 2
        && !line.contains(':')
        && !words::has_finite_verb(line)
        && !has_pronoun_subject(line)
}

/// "he resides": only a clause has a subject like that, whatever its verb.
fn has_pronoun_subject(line: &str) -> bool {
    let words = line.split(' ').take_while(|word| !word.is_empty());
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let goes_on = words.peek().is_some_and(|next| next.starts_with(char::is_lowercase));
        if goes_on && matches!(word, "he" | "she" | "they" | "we" | "He" | "She" | "It" | "They" | "We") {
            return true;
        }
    }
    false
}

fn block(text: &str, line: Line, kind: BlockKind) -> Block {
    let mark = if kind == BlockKind::Bullet { bullet_length(line.span.of(text)).unwrap_or(0) } else { 0 };
    let span = TextSpan::new(line.span.start + mark, line.span.end);
    let labelled = matches!(kind, BlockKind::Bullet | BlockKind::Paragraph);
    Block { span, kind, label: if labelled { label(text, span) } else { None } }
}

/// "May 23, 2025" of "May 23, 2025: the first phase ..."; also before a spaced dash in a list.
fn label(text: &str, span: TextSpan) -> Option<TextSpan> {
    let line = span.of(text);
    let colon = line.match_indices(':').map(|(at, _)| at).find(|&at| line[at..].starts_with(": "));
    let dash = || if line.is_ascii() { None } else { line.find(" – ").or_else(|| line.find(" — ")) };
    let end = colon.or_else(dash)?;
    let head = &line[..end];
    let short = head.split_whitespace().nth(LONGEST_LABEL).is_none() && !head.contains(['"', '“', '.']);
    short.then(|| TextSpan::new(span.start, span.start + end))
}

/// The line that is the headline, and its text: the known title, a line that is there more than once, or a first line
/// that is not a whole sentence.
fn headline<'a>(text: &'a str, lines: &[Line], title: Option<&'a str>) -> Option<(usize, &'a str)> {
    let head = lines.iter().take(20).map(|line| line.span.of(text)).enumerate();
    let shown = title.and_then(|title| head.clone().find(|(_, line)| is_same(line, title)));
    if shown.is_some() {
        return shown;
    }
    let opening: Vec<(usize, &str)> = head.take_while(|(_, line)| !ends_sentence(line)).collect();
    let candidates = || {
        opening.iter().copied().filter(|(index, line)| {
            !is_dateline(line)
                && line.split_whitespace().count() >= SHORTEST_HEADLINE
                && boilerplate::reason(text, lines[*index]).is_none()
                && bullet_length(line).is_none()
        })
    };
    let repeated =
        candidates().find(|(index, line)| opening.iter().any(|(other, again)| other > index && is_same(again, line)));
    repeated.or_else(|| candidates().find(|_| lines.len() > 1))
}

/// Lines are the same when their letters and digits are.
fn is_same(one: &str, other: &str) -> bool {
    letters(one).eq(letters(other))
}

/// The lines a text had so far.
#[derive(Default)]
struct Seen<'a> {
    /// The first line that begins so; hardly two begin alike.
    openings: FxHashMap<Opening, &'a str>,
    /// The keys of all lines with an opening that several have.
    keys: FxHashSet<Vec<u8>>,
}

/// The first letters and digits of a line.
type Opening = [u8; 32];

impl<'a> Seen<'a> {
    /// Whether no line before was the same; from now on, `line` is one.
    fn is_new(&mut self, line: &'a str) -> bool {
        match self.openings.entry(opening(line)) {
            Entry::Vacant(vacant) => {
                vacant.insert(line);
                true
            }
            Entry::Occupied(first) => {
                self.keys.insert(key(first.get()));
                self.keys.insert(key(line))
            }
        }
    }
}

/// The beginning of the key of a line.
fn opening(line: &str) -> Opening {
    let mut opening = Opening::default();
    if line.is_ascii() {
        opening.iter_mut().zip(key_of_plain(line)).for_each(|(at, letter)| *at = letter);
    } else {
        opening.iter_mut().zip(key(line)).for_each(|(at, letter)| *at = letter);
    }
    opening
}

fn key_of_plain(line: &str) -> impl Iterator<Item = u8> {
    line.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

/// The same for lines that are the same, and for no others.
fn key(line: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(line.len());
    if line.is_ascii() {
        key.extend(key_of_plain(line));
        return key;
    }
    for character in line.chars() {
        match u8::try_from(character).ok().filter(u8::is_ascii) {
            Some(letter) if letter.is_ascii_alphanumeric() => key.push(letter.to_ascii_lowercase()),
            Some(_) => {}
            None if character.is_alphanumeric() => {
                character.to_lowercase().for_each(|lower| key.extend(lower.encode_utf8(&mut [0; 4]).bytes()));
            }
            None => {}
        }
    }
    key
}

/// The letters and digits of a line, in small letters.
fn letters(line: &str) -> impl Iterator<Item = char> + '_ {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')', ']', ' ']).ends_with(['.', '!', '?', '…', ':', ';', ','])
}

/// A line with a day of a year and nothing else but a weekday, a place, a time of day.
fn is_dateline(line: &str) -> bool {
    // Most short lines hold no year, whatever their words are.
    if line.len() > 60 || line.bytes().filter(u8::is_ascii_digit).count() < 4 {
        return false;
    }
    let mut tokens = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut year, mut month, mut other) = (false, false, 0);
    tokens.by_ref().for_each(|word| match word {
        _ if word.len() == 4 && word.starts_with(['1', '2']) && word.bytes().all(|b| b.is_ascii_digit()) => year = true,
        _ if words::month(&word.to_lowercase()).is_some() => month = true,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) || words::is_weekday(&word.to_lowercase()) => {}
        _ => other += 1,
    });
    let numeric = line.len() == 10 && line.bytes().filter(|b| b.is_ascii_digit()).count() == 8;
    (year && month && other <= 3 && !words::has_finite_verb(line)) || numeric
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str) -> String {
        let (blocks, aside) = blocks(text, None);
        let mut parts: Vec<(usize, String)> = blocks
            .iter()
            .map(|block| (block.span.start, format!("{:?} {}", block.kind, block.span.of(text))))
            .chain(aside.iter().map(|part| (part.span.start, format!("({}) {}", part.reason, part.span.of(text)))))
            .collect();
        parts.sort();
        parts.into_iter().map(|(_, line)| line + "\n").collect()
    }

    #[test]
    fn a_page_falls_into_its_parts() {
        let page = "News Europe\n\nHarbour Reopens After Spring Storm\n\nHarbour Reopens After Spring Storm\n\n\
            By Ada Example\n\nFriday, March 6, 2026\n\nThe harbour of Gdynia reopened on Thursday.\n\nTimeline\n\n\
            • March 2, 2026: The storm closed the harbour.\n\nRelated: Storms in the Baltic\n\n\
            Rain Coats / Boots – Stay dry all winter — shop our coats.\n\nWe use cookies to improve this site.";
        assert_eq!(
            drawn(page),
            "(navigation) News Europe\nHeadline Harbour Reopens After Spring Storm\n\
            (repeated headline) Harbour Reopens After Spring Storm\n(byline) By Ada Example\n\
            Dateline Friday, March 6, 2026\nParagraph The harbour of Gdynia reopened on Thursday.\nHeading Timeline\n\
            Bullet March 2, 2026: The storm closed the harbour.\n(related link) Related: Storms in the Baltic\n\
            (advert) Rain Coats / Boots – Stay dry all winter — shop our coats.\n\
            (notice) We use cookies to improve this site.\n"
        );
    }

    #[test]
    fn lines_that_only_begin_alike_are_not_the_same() {
        let same = "The harbour of Gdynia reopened on Thursday after a storm.";
        let other = "The harbour of Gdynia reopened on Thursday after a strike.";
        let mut seen = Seen::default();
        let lines = [same, other, "Elsewhere nothing happened.", &same.to_uppercase(), other];
        assert_eq!(lines.map(|line| seen.is_new(line)), [true, true, true, false, false]);
    }

    #[test]
    fn captions_have_no_finite_verb() {
        let page = "The old lighthouse of Varna at dusk.\nThe lighthouse was closed on Monday.";
        assert_eq!(
            drawn(page),
            "(caption) The old lighthouse of Varna at dusk.\nParagraph The lighthouse was closed on Monday.\n"
        );
    }

    #[test]
    fn reported_prices_are_no_advert() {
        let page = "Example Motors – the carmaker – offered 20% off on Monday, and your dealer agreed to it.";
        assert!(drawn(page).starts_with("Paragraph"), "{}", drawn(page));
    }

    #[test]
    fn labels_of_bullets() {
        let text = "• May 23, 2025: The exchange began.\n• It began at 10:30.";
        let (blocks, _) = blocks(text, None);
        assert_eq!(blocks[0].label.map(|span| span.of(text)), Some("May 23, 2025"));
        assert_eq!(blocks[1].label, None);
    }
}
