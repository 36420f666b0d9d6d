//! News text to events, each with the sentences that prove it.
//!
//! 1. `clean`: the text falls into blocks; navigation, adverts, captions and links are set aside with a reason.
//! 2. `segment`: blocks fall into sentences and tokens, each a span of bytes of the text as given.
//! 3. `times`: the day of publication, and the time phrases against it and against the story so far.
//! 4. `syntax`: tokens get word classes; classes form noun phrases and verb groups. `words` knows the closed classes.
//! 5. `mention`: names, peoples without a name, and the entities they are names of.
//! 6. `event`: trigger words become candidates with roles, places, dates, numbers, a stance and who says so.
//! 7. `merge`: candidates that tell the same become one event with all its evidence.
//!
//! `reading` is what the first five stages know, side by side; [`Extraction`] is the artefact of them all, drawn as a page
//! by `page` and as JSON by `json`; `stages` measures them. Every step is one pass over the text; nothing depends on anything outside it.

mod article;
mod clean;
mod event;
mod extraction;
mod json;
mod mention;
mod merge;
mod page;
mod pipeline;
mod reading;
mod segment;
mod span;
mod stages;
mod syntax;
mod times;
mod words;

pub use article::News;
pub use clean::{Block, BlockKind, Reason, SetAside};
pub use event::ROOTS;
pub use extraction::{Act, Aside, Event, EventMention, Extraction, Why};
pub use json::Offsets;
pub use mention::{Entity, Mention, Office};
pub use page::Paint;
pub use pipeline::{extract, extract_timed, root_features};
pub use segment::{Sentence, Token, TokenKind};
pub use span::TextSpan;
pub use stages::{Stage, Timings};
pub use times::{TimeEnd, TimeMention};

#[cfg(test)]
mod tests;
