//! Text to blocks: what is article, what is not.
//!
//! 1. `line`: the text falls into lines; lines that a fixed width broke are joined again.
//! 2. `boilerplate`: navigation, repeated headlines, links to other articles, adverts, captions, notices and bylines are
//!    set aside, each with its [`Reason`]. They stay in the text, so every span stays true, but no later stage reads them.
//! 3. `block`: the rest is a headline, a dateline, headings, paragraphs and bullets; "May 2025: ..." has a label.

mod block;
mod boilerplate;
mod line;

pub use block::{Block, BlockKind};
pub use boilerplate::{Reason, SetAside};

pub(super) use block::blocks;
