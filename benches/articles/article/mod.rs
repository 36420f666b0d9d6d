//! An article that never was.
//!
//! 1. `world` is where: places that are on any map, people and bodies that are on none.
//! 2. `sentences` are what is said of them, with the numbers and the days left open.
//! 3. An article is a dateline and paragraphs that stay with one country and few people, as reports do.

mod sentences;
mod world;

use world::{Random, Scene};

/// What a reader gets.
pub(crate) struct Article {
    /// The day, as `2024-03-09`.
    pub(crate) published: String,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The article of a number; the same for the same seed.
pub(crate) fn written(number: u64, seed: u64) -> Article {
    let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
    let scene = Scene::new(&mut random);
    let title = scene.told(sentences::HEADLINES, &mut random);
    let paragraphs: Vec<String> = (0..3 + random.below(8)).map(|_| paragraph(&scene, &mut random)).collect();
    let text = format!("{}\n\n{}", scene.dateline(), paragraphs.join("\n\n"));
    Article { published: scene.day(0), title, text }
}

fn paragraph(scene: &Scene, random: &mut Random) -> String {
    let sentences: Vec<String> = (0..1 + random.below(4)).map(|_| scene.told(sentences::SENTENCES, random)).collect();
    sentences.join(" ")
}
