//! What a page carries beside its article, line by line.

use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

use super::line::Line;
use crate::ingest::news::span::TextSpan;
use crate::ingest::news::words;

/// A part of the text that is no part of the article, and why it was taken for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is.
    pub span: TextSpan,
    /// Why it was set aside.
    pub reason: Reason,
}

/// Why a part of the text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// A menu, a section name, a control of the page.
    Navigation,
    /// The headline, once more.
    RepeatedHeadline,
    /// A paragraph the text has had already.
    Repeated,
    /// A link to another article.
    RelatedLink,
    /// Something is sold.
    Advert,
    /// The words under a picture.
    Caption,
    /// Who wrote it.
    Byline,
    /// Cookies, rights, terms, subscriptions.
    Notice,
}

impl Reason {
    /// The reason as a short phrase: `related link`.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Navigation => "navigation",
            Self::RepeatedHeadline => "repeated headline",
            Self::Repeated => "repeated text",
            Self::RelatedLink => "related link",
            Self::Advert => "advert",
            Self::Caption => "caption",
            Self::Byline => "byline",
            Self::Notice => "notice",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.phrase())
    }
}

/// Why a line is no part of the article, judged by its own words.
pub(super) fn reason(text: &str, line: Line) -> Option<Reason> {
    let line = line.span.of(text);
    // Long lines are prose: what they say of cookies or cameras is news.
    if line.len() > 400 {
        return None;
    }
    let lower = line.to_lowercase();
    if is_related(&lower) {
        Some(Reason::RelatedLink)
    } else if is_notice(&lower) {
        Some(Reason::Notice)
    } else if is_control(&lower) {
        Some(Reason::Navigation)
    } else if is_caption(line, &lower) {
        Some(Reason::Caption)
    } else if is_byline(line, &lower) {
        Some(Reason::Byline)
    } else if is_advert(line, &lower) {
        Some(Reason::Advert)
    } else {
        None
    }
}

/// "Related: ...", "Read more: ...": a link phrase, alone or before a colon.
fn is_related(lower: &str) -> bool {
    const LINKS: [&str; 19] = [
        "related",
        "related articles",
        "related stories",
        "related news",
        "related coverage",
        "read more",
        "read also",
        "read next",
        "also read",
        "see also",
        "more on this",
        "more on this story",
        "watch",
        "listen",
        "recommended",
        "you may also like",
        "more from",
        "more stories",
        "up next",
    ];
    let ends = |rest: &str| rest.is_empty() || rest.starts_with([':', '|', '»']);
    let line = lower.trim_start();
    LINKS.iter().any(|link| line.strip_prefix(link).is_some_and(|rest| ends(rest.trim_start())))
}

/// What finds any of these texts in one pass over a line.
fn one_of(texts: &[&str]) -> Regex {
    let escaped: Vec<String> = texts.iter().map(|text| regex::escape(text)).collect();
    Regex::new(&escaped.join("|")).expect("escaped texts are a pattern")
}

fn is_notice(lower: &str) -> bool {
    static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| {
        one_of(&[
            "we use cookies",
            "uses cookies",
            "accept all cookies",
            "cookie settings",
            "cookie policy",
            "privacy policy",
            "terms of service",
            "terms of use",
            "all rights reserved",
            "sign up for our",
            "subscribe to our",
            "our newsletter",
            "enable javascript",
            "may not be reproduced",
            "support our journalism",
            "view our privacy",
        ])
    });
    ANYWHERE.is_match(lower) && lower.split_whitespace().nth(39).is_none() || lower.starts_with('©')
}

/// A control of the page: the whole line is one of a few words.
fn is_control(lower: &str) -> bool {
    const CONTROLS: [&str; 33] = [
        "home",
        "menu",
        "search",
        "share",
        "share this",
        "share this article",
        "tweet",
        "print",
        "email",
        "comments",
        "leave a comment",
        "skip to content",
        "skip to main content",
        "log in",
        "login",
        "sign in",
        "sign up",
        "subscribe",
        "subscribe now",
        "back to top",
        "top stories",
        "latest news",
        "breaking news",
        "most read",
        "most popular",
        "follow us",
        "contact us",
        "about us",
        "load more",
        "show more",
        "read full article",
        "next article",
        "previous article",
    ];
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    CONTROLS.contains(&bare)
        || lower.starts_with("tags:")
        || lower.starts_with("filed under")
        || lower.starts_with("share on ")
}

/// "Photo: ...", "Image: ...", "(AP Photo/...)", "... / Getty Images".
fn is_caption(line: &str, lower: &str) -> bool {
    const HEADS: [&str; 10] = [
        "photo",
        "image",
        "picture",
        "file photo",
        "file image",
        "photo by",
        "photo credit",
        "image credit",
        "video",
        "credit",
    ];
    const TAILS: [&str; 6] = ["getty images", "ap photo", "photo by ", "file photo", "via reuters", "courtesy photo"];
    const LONGEST_HEAD: usize = 64;
    let head = line.split_once(':').filter(|(head, _)| head.len() <= LONGEST_HEAD);
    let head = head.map(|(head, _)| head.trim().to_lowercase());
    let parenthesis = lower.rsplit('(').next().unwrap_or_default();
    head.is_some_and(|head| HEADS.contains(&head.as_str()))
        || TAILS.iter().any(|tail| lower.ends_with(tail.trim_end()) || parenthesis.starts_with(tail))
}

/// "By Jane Doe", "Reporting by ...; editing by ...", "Jane Doe | Staff Writer".
fn is_byline(line: &str, lower: &str) -> bool {
    const HEADS: [&str; 8] = [
        "reporting by",
        "additional reporting by",
        "edited by",
        "editing by",
        "written by",
        "story by",
        "posted by",
        "published by",
    ];
    const TIMES: [&str; 5] = ["updated:", "last updated", "last modified", "published:", "published on"];
    if line.len() >= 120 {
        return false;
    }
    let named = lower.strip_prefix("by ").is_some_and(|_| line[3..].split_whitespace().all(is_name_part));
    named && !line.ends_with('.') || HEADS.iter().chain(&TIMES).any(|head| lower.starts_with(head))
}

fn is_name_part(word: &str) -> bool {
    matches!(word, "and" | "de" | "van" | "von" | "der" | "in" | "for" | "|" | "-" | "–" | "&")
        || word.starts_with(char::is_uppercase)
}

/// A product and a promise: "Name of Product – Verb ...", or the words of a shop.
///
/// A report says what somebody did; an advert says what the reader should do. So a line sells when it calls the reader
/// (an imperative after a dash, "your", "buy") and reports nothing.
fn is_advert(line: &str, lower: &str) -> bool {
    static SHOP: LazyLock<Regex> = LazyLock::new(|| {
        one_of(&[
            "free shipping",
            "limited time",
            "buy now",
            "shop now",
            "order now",
            "% off",
            "use code",
            "promo code",
            "discount code",
            "best price",
            "add to cart",
            "affiliate",
            "click here",
            "learn more",
            "sponsored",
            "download our app",
            "advertisement",
        ])
    });
    if line.len() >= 260 {
        return false;
    }
    let sells = SHOP.is_match(lower);
    let pitch = product_pitch(line);
    let calls = pitch.is_some_and(is_imperative) && !tells(lower);
    let addresses = pitch.is_some_and(|pitch| pitch.split_whitespace().any(is_second_person));
    calls || (sells || addresses) && !reports(lower)
}

/// What follows a name and a spaced dash.
fn product_pitch(line: &str) -> Option<&str> {
    let dash = if line.is_ascii() { None } else { line.split_once(" – ").or_else(|| line.split_once(" — ")) };
    let (name, pitch) = dash.or_else(|| line.split_once(" - "))?;
    let titled = name.split_whitespace().filter(|word| word.starts_with(char::is_alphabetic));
    let is_name = name.split_whitespace().count() <= 8
        && titled
            .clone()
            .all(|word| word.starts_with(char::is_uppercase) || words::is_closed_class(&word.to_lowercase()));
    is_name.then_some(pitch)
}

fn is_imperative(pitch: &str) -> bool {
    let first = pitch.split_whitespace().next().unwrap_or_default();
    first.starts_with(char::is_uppercase) && words::is_base_verb(&first.to_lowercase())
}

fn is_second_person(word: &str) -> bool {
    matches!(word, "you" | "your" | "yours" | "You" | "Your")
}

/// Whether a line has a word that only reports have: a participle can stand in an advert too.
fn tells(lower: &str) -> bool {
    lower.split_whitespace().any(|word| {
        matches!(
            word.trim_matches(','),
            "said" | "told" | "was" | "were" | "had" | "has" | "announced" | "according" | "reported"
        )
    })
}

/// Whether a line tells something that happened.
fn reports(lower: &str) -> bool {
    lower.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).any(words::is_past_finite)
}
