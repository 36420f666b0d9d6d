//! The stages in their order.

use std::time::Duration;

use super::article::News;
use super::clean::{Block, blocks};
use super::extraction::Extraction;
use super::mention::{
    Found, Surnames, add_own_aliases, cluster, groups, names, offices, settle_kinds, settle_places, settle_sides,
};
use super::reading::{Reading, TOGETHER, is_prose, mention_from};
use super::segment::{Folded, Sentence, TokenText, segment};
use super::stages::{Stage, Timings, Watch};
use super::syntax::{Chunk, Names, Tag, chunks, settle_verbs, tags};
use super::times::{TimeMention, published, scopes, time_mentions};
use super::{event, merge};
use crate::ontology::Ontology;

/// Reads an article: who did what to whom, where and when, and which sentence says so.
///
/// ```
/// use annals::ingest::news::{News, extract};
/// use annals::ontology::Ontology;
/// let news = News::new("On May 5, 2025, Norway and Sweden held talks in Oslo.");
/// let extraction = extract(&news, Ontology::standard());
/// let event = &extraction.events[0].record;
/// assert_eq!((event.kind.as_str(), event.date.as_str()), ("Negotiation", "2025-05-05"));
/// ```
#[must_use]
pub fn extract(news: &News, ontology: &Ontology) -> Extraction {
    read(news, ontology, &mut Watch::new(None), None)
}

/// Reads an article as [`extract`] does, and says how long each stage took by `clock`, which counts from any moment.
#[must_use]
pub fn extract_timed(news: &News, ontology: &Ontology, clock: &dyn Fn() -> Duration) -> (Extraction, Timings) {
    let mut watch = Watch::new(Some(clock));
    let extraction = read(news, ontology, &mut watch, None);
    (extraction, watch.timings)
}

/// What the model of roots sees of a text, a feature an item: for whoever trains it.
#[must_use]
pub fn root_features(news: &News, ontology: &Ontology) -> Vec<String> {
    let mut seen = Vec::new();
    let _ = read(news, ontology, &mut Watch::new(None), Some(&mut seen));
    seen
}

fn read(news: &News, ontology: &Ontology, watch: &mut Watch<'_>, seen: Option<&mut Vec<String>>) -> Extraction {
    let text = news.text();
    let (blocks, set_aside) = blocks(text, news.title.as_deref());
    watch.passed(Stage::Clean);
    let (sentences, tokens) = segment(text, &blocks);
    watch.passed(Stage::Segment);
    let published = published(text, &blocks, news.published);
    let times = time_mentions(text, &sentences, &tokens, published);
    watch.passed(Stage::Times);
    let folded = Folded::of(text, &tokens);
    let token_text = TokenText::new(text, &tokens, &folded, ontology);
    let mut syntax = parse(token_text, &blocks, &sentences, &times, watch);
    // What was found is a part of the entities from here on; of a long text it is much.
    let found = std::mem::take(&mut syntax.found);
    let (mut entities, mentions) = cluster(&syntax.text, &found);
    drop(found);
    offices(&syntax.text, &mut entities, &mentions);
    add_own_aliases(ontology.own_names(), &mut entities);
    watch.passed(Stage::Entities);
    let mut reading = Reading {
        scopes: scopes(text, &blocks, &times),
        text: syntax.text,
        blocks: &blocks,
        sentences: &sentences,
        tags: std::mem::take(&mut syntax.tags),
        chunks: std::mem::take(&mut syntax.chunks),
        times: &times,
        entities: &entities,
        mentions: &mentions,
        mention_from: mention_from(tokens.len(), &mentions),
        ontology,
    };
    let told = event::told(&reading, published, seen);
    watch.passed(Stage::Events);
    // Whose subject and object is what is told by now; of a long text it is much.
    (reading.tags, reading.chunks) = Default::default();
    let (events, passed_over) = merge::merge(&reading, &told.candidates);
    let mut asides = told.asides;
    asides.extend(passed_over);
    asides.sort_by_key(|aside| aside.span);
    watch.passed(Stage::Merge);
    drop(reading);
    Extraction {
        news: news.clone(),
        published,
        blocks,
        set_aside,
        sentences,
        tokens,
        times,
        entities,
        mentions,
        events,
        acts: told.acts,
        asides,
    }
}

/// Tags, names and chunks of every sentence.
struct Syntax<'a> {
    text: TokenText<'a>,
    tags: Vec<Tag>,
    chunks: Vec<Vec<Chunk>>,
    found: Vec<Found<'a>>,
}

fn parse<'a>(
    text: TokenText<'a>,
    blocks: &[Block],
    sentences: &[Sentence],
    times: &[TimeMention],
    watch: &mut Watch<'_>,
) -> Syntax<'a> {
    let mut all_tags = tags_of_times(&text, times);
    let known = Names::read(&text, sentences.iter().filter(|sentence| is_prose(blocks, sentence)));
    // About one word in ten begins a name.
    let mut found = Vec::with_capacity(text.tokens.len() / 10);
    let (mut all_chunks, mut parts) = (Vec::with_capacity(sentences.len()), Vec::new());
    let (mut named, mut surnames) = (Vec::new(), Surnames::default());
    for first in (0..sentences.len()).step_by(TOGETHER) {
        let together = first..sentences.len().min(first + TOGETHER);
        for sentence in &sentences[together.clone()] {
            tags(&text, sentence.tokens(), &known, &mut all_tags);
        }
        watch.passed(Stage::Syntax);
        for index in together.clone().filter(|&index| is_prose(blocks, &sentences[index])) {
            names(&text, sentences, index, &mut all_tags, &mut surnames, &mut named);
        }
        watch.passed(Stage::Names);
        for index in together.clone() {
            settle_verbs(&text, sentences[index].tokens(), &mut all_tags);
        }
        let mut named = named.drain(..).peekable();
        for index in together {
            chunks(&text, sentences[index].tokens(), &all_tags, &mut parts);
            let own = found.len();
            found.extend(std::iter::from_fn(|| named.next_if(|finding| finding.sentence == index)));
            groups(&text, &parts, index, &all_tags, own..found.len(), &mut found);
            #[expect(clippy::drain_collect, reason = "each sentence keeps room for its own chunks and no more")]
            all_chunks.push(parts.drain(..).collect());
        }
        watch.passed(Stage::Syntax);
    }
    settle_kinds(&text, sentences, &mut found);
    settle_places(&text, &mut found);
    settle_sides(&text, sentences, &mut found);
    watch.passed(Stage::Names);
    Syntax { text, tags: all_tags, chunks: all_chunks, found }
}

/// A tag for every token, as far as times tell them.
fn tags_of_times(text: &TokenText<'_>, times: &[TimeMention]) -> Vec<Tag> {
    let mut tags = vec![Tag::Mark; text.tokens.len()];
    for time in times {
        // An article in front belongs to the noun behind: "the 2022 invasion".
        let article = usize::from(matches!(text.word(time.first_token), "the" | "a" | "an"));
        tags[time.first_token + article..time.end_token].fill(Tag::Time);
    }
    tags
}
