//! What all the mentions of an unknown name say together about its kind.
//!
//! "Harwick" alone tells nothing; "in Harwick", "Harwick said" and "the village of Harwick" do. Every sign is a vote for a
//! kind, and one kind holds for the whole article.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Found;
use super::classify::Evidence;
use super::form::{by_form, is_coined};
use super::name_words::{
    is_common_word, is_given_name, is_speech, is_surname, is_title, is_title_modifier, kind_of_opening,
};
use super::said::Said;
use super::signs::{is_doer, is_land, is_of_place, is_people, is_place, is_sign};
use crate::ingest::news::segment::{Sentence, TokenKind, TokenText, fold};
use crate::ingest::news::words::{Class, closed_class, verb_forms};
use crate::ontology::{Gazetteer, Sign};

/// Votes for a person, a place, a body, and anything else.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Poll([i32; 4]);

pub(super) const PERSON: usize = 0;
pub(super) const PLACE: usize = 1;
pub(super) const BODY: usize = 2;
pub(super) const OTHER: usize = 3;

/// Gives the names nothing is known of the kind most of their mentions speak for; common words without a sign are no names.
pub(in crate::ingest::news) fn settle_kinds(text: &TokenText<'_>, sentences: &[Sentence], found: &mut [Found<'_>]) {
    let said = Said::of(text, found);
    let mut polls: FxHashMap<String, Poll> = FxHashMap::default();
    for finding in found.iter().filter(|finding| is_open(finding)) {
        let poll = polls.entry(fold(&finding.name).into_owned()).or_insert_with(|| {
            let mut poll = by_form(text, finding);
            said.vote(&mut poll, text, finding);
            poll
        });
        poll.add_context(text, finding, &sentences[finding.sentence]);
    }
    let person = |finding: &Found<'_>| finding.evidence == Evidence::Word && finding.kind == "Person";
    for finding in found.iter_mut().filter(|finding| is_open(finding) || person(finding)) {
        if is_office_alone(text, finding) {
            finding.nameless = true;
            continue;
        }
        if person(finding) {
            continue;
        }
        let Some(poll) = polls.get(fold(&finding.name).as_ref()) else { continue };
        match poll.winner() {
            Some(kind) => (finding.kind, finding.evidence) = (kind.into(), Evidence::Context),
            None => finding.nameless = is_mere_word(text, finding),
        }
    }
}

fn is_open(finding: &Found<'_>) -> bool {
    finding.evidence <= Evidence::Context && !finding.nameless && finding.part_of.is_none()
}

/// "Chief Executive Officer", "Governor General": an office, and nobody who holds it.
fn is_office_alone(text: &TokenText<'_>, finding: &Found<'_>) -> bool {
    let tokens = finding.tokens.clone();
    let plain = |index: usize| {
        let word = text.word(index);
        !is_given_name(word) && (is_title(word) || is_title_modifier(word) || is_common_word(word) && !is_surname(word))
    };
    let last = text.word(tokens.end - 1);
    // "the Pope", "the King"
    if tokens.len() == 1 {
        let article = tokens.start > 0 && text.word(tokens.start - 1) == "the";
        return is_title(last)
            && (article || !is_surname(last) && !is_given_name(last))
            && !text.is_upper(tokens.start);
    }
    let ends = is_title(last) && !is_given_name(last) || last == "general" && is_title(text.word(tokens.start));
    ends && tokens.into_iter().all(plain)
}

/// "Welcome", "President": a capital is all that makes a name of it.
fn is_mere_word(text: &TokenText<'_>, finding: &Found<'_>) -> bool {
    let word = text.word(finding.tokens.start);
    let letter = text.raw(finding.tokens.start).chars().count() == 1;
    letter && finding.tokens.len() == 1
        || finding.tokens.len() == 1 && !text.is_upper(finding.tokens.start) && (is_common_word(word) || is_title(word))
}

impl Poll {
    pub(super) fn vote(&mut self, kind: usize, votes: i32) {
        self.0[kind] += votes;
    }

    /// The kind with the most votes, the first of equals; none without a vote.
    fn winner(&self) -> Option<&'static str> {
        let most = self.0.into_iter().max().filter(|&most| most > 0)?;
        let kinds = ["Person", "Place", "Organization", "Entity"];
        self.0.into_iter().zip(kinds).find(|(votes, _)| *votes == most).map(|(_, kind)| kind)
    }

    /// The words beside one mention.
    fn add_context(&mut self, text: &TokenText<'_>, finding: &Found<'_>, sentence: &Sentence) {
        let (start, end) = (finding.tokens.start, finding.tokens.end);
        let inside = |index: usize| (sentence.first_token..sentence.end_token).contains(&index);
        let word = |index: Option<usize>| index.filter(|&index| inside(index)).map_or("", |index| text.word(index));
        // "said Harwick shares rose" tells nothing of who said it.
        let (before, noun) = (word(start.checked_sub(1)), text.kind(end) == TokenKind::Word && inside(end));
        if !(is_speech(before) && noun) {
            let upper = finding.tokens.len() == 1 && text.is_upper(start);
            self.before(before, word(start.checked_sub(2)), finding.tokens.len(), upper);
        }
        if finding.tokens.len() == 1
            && is_faction(text.word(start))
            && is_of_faction(word(Some(end)), word(Some(end + 1)))
        {
            self.vote(BODY, 5);
        }
        // "in Lincoln", but not "in Lincoln's view"
        if before == "in"
            && word(Some(end)) != "'s"
            && !is_common_word(text.word(start))
            && !is_people(text.word(start))
        {
            self.vote(PLACE, 2);
        }
        // "Sweden's Harwick": persons have both their names there.
        if before == "'s" && finding.tokens.len() == 1 && start > 1 && is_land(text.word(start - 2)) {
            self.vote(BODY, 3);
        }
        let article = matches!(before, "the" | "new" | "its");
        if article && finding.tokens.len() == 1 && is_side(text.word(start)) {
            self.vote(BODY, 6);
        }
        // "the League"
        if article && finding.tokens.len() == 1 && kind_of_opening(text.word(start)).is_some() {
            self.vote(BODY, 2);
        }
        if article && finding.tokens.len() == 1 && is_coined(text, start) {
            self.vote(OTHER, 2);
        }
        let beside = start.checked_sub(2).filter(|&beside| inside(beside));
        if matches!(word(start.checked_sub(1)), "," | "and" | "or")
            && beside.is_some_and(|beside| is_town(text, beside))
        {
            self.vote(PLACE, 2);
        }
        self.after(text, word(Some(end)), word(Some(end + 1)), end);
        if matches!(word(Some(end)), "is" | "was" | "are" | "were" | ",")
            && matches!(word(Some(end + 1)), "a" | "an" | "the" | "one")
        {
            self.definition(text, end + 2..sentence.end_token);
        }
        if start == sentence.first_token {
            self.subject(text, end..sentence.end_token);
        }
        if finding.evidence == Evidence::Context && finding.kind == "Person" {
            self.vote(PERSON, 3);
        }
    }

    fn before(&mut self, before: &str, second: &str, length: usize, upper: bool) {
        match before {
            "in" | "near" | "outside" | "across" | "around" | "throughout" => self.vote(PLACE, 3),
            "at" | "from" | "to" | "into" => self.vote(PLACE, 1),
            "of" if is_sign(second, Sign::Settlement) => self.vote(PLACE, 5),
            "of" if second == "member" || second == "members" => self.vote(BODY, 2),
            "of" if is_of_body(second) => self.vote(BODY, 4),
            "northern" | "southern" | "eastern" | "western" | "central" | "downtown" => self.vote(PLACE, 3),
            "for" | "with" | "joined" | "signed" => self.vote(BODY, 1),
            "the" => self.article(second, length > 1 || upper),
            "a" | "an" => self.vote(OTHER, 2),
            // "Oslo-based Harwick"
            "based" if second == "-" => self.vote(BODY, 4),
            "called" | "named" | "entitled" | "titled" => self.vote(OTHER, 1),
            _ if is_sign(before, Sign::Work) => self.vote(OTHER, 4),
            _ if is_sign(before, Sign::Settlement) => self.vote(PLACE, 3),
            _ if is_title(before) || is_sign(before, Sign::Kin) => self.vote(PERSON, 4),
            _ if is_speech(before) => self.vote(PERSON, 2),
            _ if is_sign(before, Sign::Body) => self.vote(BODY, 4),
            _ => {}
        }
    }

    /// "Harwick lost his way. He": who opens a sentence is most often whom its pronouns mean.
    fn subject(&mut self, text: &TokenText<'_>, rest: Range<usize>) {
        let personal =
            |index: &usize| matches!(text.word(*index), "he" | "she" | "his" | "her" | "him" | "himself" | "herself");
        let next = rest.end;
        if rest.into_iter().any(|index| personal(&index)) {
            self.vote(PERSON, 1);
        }
        if personal(&next) {
            self.vote(PERSON, 2);
        }
    }

    /// "Harwick is a village in Kent": the last noun in front of a preposition says what it is.
    fn definition(&mut self, text: &TokenText<'_>, rest: Range<usize>) {
        let ends = |index: &usize| {
            let closed = text.class(*index);
            text.kind(*index) == TokenKind::Mark
                || closed.is_some_and(|class| class != Class::Adjective && class != Class::Adverb)
        };
        let Some(noun) = rest.take(8).take_while(|index| !ends(index)).last() else { return };
        match text.word(noun) {
            noun if is_title(noun) || is_sign(noun, Sign::Kin) => self.vote(PERSON, 5),
            noun if is_sign(noun, Sign::Settlement) => self.vote(PLACE, 5),
            noun if is_sign(noun, Sign::Work) => self.vote(OTHER, 5),
            noun if is_sign(noun, Sign::Body) => self.vote(BODY, 5),
            noun if is_doer(noun) => self.vote(PERSON, 4),
            _ => {}
        }
    }

    /// "the Harwick": hardly a person; "on the Harwick": a river or a road.
    ///
    /// Longer names and abbreviations with an article are bodies, single words anything.
    fn article(&mut self, before: &str, of_body: bool) {
        self.vote(PERSON, -3);
        if matches!(before, "on" | "along" | "across" | "down" | "up") {
            self.vote(PLACE, 2);
        }
        self.vote(BODY, if of_body { 2 } else { 1 });
        self.vote(OTHER, if of_body { 1 } else { 2 });
    }

    fn after(&mut self, text: &TokenText<'_>, after: &str, second: &str, end: usize) {
        match after {
            "who" | "himself" | "herself" => self.vote(PERSON, 5),
            "jr" | "sr" | "jr." | "sr." => self.vote(PERSON, 5),
            "was" | "is" if matches!(second, "born" | "survived" | "married" | "educated") => self.vote(PERSON, 4),
            "was" | "were" if matches!(second, "founded" | "established" | "acquired" | "launched" | "released") => {
                self.vote(BODY, 3);
            }
            "was" | "is" if matches!(second, "built" | "located" | "situated" | "settled") => self.vote(PLACE, 4),
            "died" | "married" | "resigned" | "retired" | "graduated" => self.vote(PERSON, 3),
            "," | "(" if second == "who" => self.vote(PERSON, 4),
            "," if is_of_place(second) && text.is_capitalised(end + 1) => self.vote(PLACE, 3),
            "," if is_title(second) => self.vote(PERSON, 2),
            "," if text.kind(end + 1) == TokenKind::Number && text.raw(end + 2) == "," && second.len() == 2 => {
                self.vote(PERSON, 4);
            }
            "(" if text.kind(end + 1) == TokenKind::Number && second.len() == 4 => self.vote(PERSON, 1),
            // "Harwick's Ada Hill"
            "'s" if text.is_capitalised(end + 1) && is_given_name(second) => self.vote(BODY, 3),
            "'s" if is_sign(second, Sign::Kin) => self.vote(PERSON, 4),
            "'s" if is_sign(second, Sign::Body) => self.vote(BODY, 2),
            "people" | "tribe" | "tribes" | "tribesmen" | "clan" | "language" | "languages" | "speakers" => {
                self.vote(OTHER, 4)
            }
            _ if is_sort_of_place(after) => self.vote(PLACE, 5),
            "virus" | "fever" | "syndrome" | "disease" | "vaccine" => self.vote(OTHER, 4),
            "," | "and" | "or" if is_town(text, end + 1) && text.kind(end + 2) != TokenKind::Hyphen => {
                self.vote(PLACE, 2)
            }
            _ if is_adjective(text, end) => self.vote(OTHER, 3),
            _ if is_speech(after)
                && (matches!(second, "it" | "its") || text.of(end + 1..end + 4) == "in a statement") =>
            {
                self.vote(BODY, 4);
            }
            _ if is_speech(after) => self.vote(PERSON, 2),
            _ if is_sign(after, Sign::Deed) => self.vote(BODY, 3),
            _ if verb_forms(after).is_some_and(|forms| forms.past) => self.vote(PERSON, 1),
            "captain" | "manager" | "coach" | "striker" | "midfielder" | "goalkeeper" | "winger" | "skipper"
            | "defender" | "boss" => {
                self.vote(BODY, 4);
            }
            _ if is_sign(after, Sign::Settlement) => self.vote(PLACE, 2),
            _ if is_sign(after, Sign::Body) => self.vote(BODY, 3),
            _ => {}
        }
    }
}

/// What a place is, behind its name: "Harwick district".
fn is_sort_of_place(word: &str) -> bool {
    matches!(
        word,
        "district"
            | "province"
            | "region"
            | "county"
            | "municipality"
            | "village"
            | "town"
            | "township"
            | "river"
            | "lake"
            | "island"
            | "islands"
            | "valley"
            | "peninsula"
            | "parish"
            | "prefecture"
            | "governorate"
            | "oblast"
            | "airport"
            | "station"
            | "bridge"
            | "stadium"
            | "prison"
            | "dam"
            | "beach"
            | "airbase"
            | "suburb"
            | "mountains"
    )
}

/// What only bodies have, in front of "of": "shares of Harwick".
fn is_of_body(word: &str) -> bool {
    matches!(
        word,
        "shares"
            | "stock"
            | "employees"
            | "customers"
            | "shareholders"
            | "subsidiary"
            | "unit"
            | "chairman"
            | "executive"
    )
}

/// "the Jets": one of the clubs that are called by what they are many of.
fn is_side(word: &str) -> bool {
    word.ends_with('s') && Gazetteer::standard().kind_of_head(word) == Some("Team")
}

/// Words that name a party where somebody of it follows: "Labor senators".
fn is_faction(word: &str) -> bool {
    matches!(word, "labor" | "labour" | "liberal" | "conservative" | "green" | "socialist" | "communist" | "tory")
}

fn is_of_faction(word: &str, next: &str) -> bool {
    matches!(word, "and" | "or") && is_faction(next)
        || matches!(
            word,
            "mp" | "mps"
                | "member"
                | "members"
                | "candidate"
                | "candidates"
                | "senator"
                | "senators"
                | "leader"
                | "party"
                | "parties"
                | "government"
                | "lawmaker"
                | "lawmakers"
                | "peer"
                | "councillor"
                | "councillors"
        )
}

/// "the Goan countryside": a word that ends like an adjective, in front of a common noun.
fn is_adjective(text: &TokenText<'_>, end: usize) -> bool {
    let (word, noun) = (text.word(end - 1), text.word(end));
    let ends = ["an", "ese", "ish", "ist", "ic"].iter().any(|ending| word.ends_with(ending));
    let verb = verb_forms(noun).is_some() || closed_class(noun).is_some() || is_speech(noun) || is_title(noun);
    ends && word.len() > 3
        && !is_given_name(word)
        && text.kind(end) == TokenKind::Word
        && !text.is_capitalised(end)
        && !verb
}

/// A word only places are called: in a list they stand together.
fn is_town(text: &TokenText<'_>, index: usize) -> bool {
    let word = text.word(index);
    text.is_capitalised(index) && !is_given_name(word) && !is_surname(word) && is_place(word)
}
