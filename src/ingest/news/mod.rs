//! News text to events, each with the sentences that prove it.
//!
//! 1. `clean`: the text falls into blocks; navigation, adverts, captions and links are set aside with a reason.
//! 2. `segment`: blocks fall into sentences and tokens, each a span of bytes of the text as given.

mod article;
mod clean;
mod segment;
mod span;
mod words;

pub use article::News;
pub use clean::{Block, BlockKind, Reason, SetAside};
pub use segment::{Sentence, Token, TokenKind};
pub use span::TextSpan;
