//! Sentences and the word classes, phrases and verb groups they are read as.

use super::*;
use crate::ingest::news::clean::blocks;
use crate::ingest::news::segment::{Folded, TokenText, segment};
use crate::ontology::Ontology;

/// The chunks of a text, drawn: [noun phrases], <verb groups with tense and voice>, words between.
fn drawn(source: &str) -> String {
    with_clauses(source, |clause| {
        clause
            .chunks
            .iter()
            .map(|chunk| {
                let words = clause.text.of(chunk.tokens.clone());
                match chunk.verb() {
                    Some(group) => {
                        format!("<{words} {:?}{}>", group.tense, if group.passive { " passive" } else { "" })
                    }
                    None if chunk.is_noun_phrase() => format!("[{words}]"),
                    None => words.to_owned(),
                }
            })
            .collect::<Vec<_>>()
            .join(" ")
    })
}

/// Each verb of a text with its subject, object and prepositional phrases.
fn roles(source: &str) -> Vec<String> {
    let lines = with_clauses(source, |clause| {
        let text = |range: std::ops::Range<usize>| {
            let tokens = clause.chunks[range.start].tokens.start..clause.chunks[range.end - 1].tokens.end;
            clause.text.of(tokens).to_owned()
        };
        let mut lines = Vec::new();
        for (at, group) in
            clause.chunks.iter().enumerate().filter_map(|(at, chunk)| chunk.verb().map(|group| (at, group)))
        {
            let subject = clause.subject(at).map_or("-".into(), text);
            let object = clause.object(at).map_or("-".into(), text);
            let from = clause.object(at).map_or(at + 1, |object| object.end);
            let rest: Vec<String> = clause
                .complements(from)
                .into_iter()
                .map(|part| format!(" {}({})", clause.word(part.preposition), text(part.phrases)))
                .collect();
            lines.push(format!("{}: {subject} | {object}{}", clause.text.word(group.main), rest.concat()));
        }
        lines.join("\n")
    });
    lines.lines().map(str::to_owned).collect()
}

fn with_clauses(source: &str, draw: impl Fn(Clause<'_>) -> String) -> String {
    let (blocks, _) = blocks(source, None);
    let (sentences, tokens) = segment(source, &blocks);
    let folded = Folded::of(source, &tokens);
    let text = TokenText::new(source, &tokens, &folded, Ontology::standard());
    let names = Names::read(&text, sentences.iter());
    let mut all_tags = vec![Tag::Mark; tokens.len()];
    let mut lines = Vec::new();
    for sentence in &sentences {
        tags(&text, sentence.tokens(), &names, &mut all_tags);
        settle_verbs(&text, sentence.tokens(), &mut all_tags);
        let mut found = Vec::new();
        chunks(&text, sentence.tokens(), &all_tags, &mut found);
        lines.push(draw(Clause { text: &text, chunks: &found }));
    }
    lines.join("\n")
}

#[test]
fn chunks_of_plain_sentences() {
    assert_eq!(
        drawn("On Monday the captured soldiers were released by Norway after long talks."),
        "On [Monday] [the captured soldiers] <were released Past passive> by [Norway] after [long talks] ."
    );
    assert_eq!(
        drawn("Rebel drone and missile attacks have not stopped, ministers said."),
        "[Rebel drone and missile attacks] <have not stopped Perfect> , [ministers] <said Past> ."
    );
}

#[test]
fn words_that_round_a_number_belong_to_its_phrase() {
    assert_eq!(
        drawn("The fire killed at least 40 people and injured more than 300 as it spread."),
        "[The fire] <killed Past> [at least 40 people] and <injured Past> [more than 300] as [it] <spread Past> ."
    );
    assert_eq!(drawn("As many as 12 ships sank."), "[As many as 12 ships] <sank Past> .");
    assert_eq!(drawn("They waited at least until dawn."), "[They] <waited Past> at [least] until [dawn] .");
}

#[test]
fn subjects_and_objects() {
    assert_eq!(
        roles("Norway and Sweden released 30 prisoners in Oslo."),
        ["released: Norway and Sweden | 30 prisoners in(Oslo)"]
    );
    assert_eq!(
        roles("The talks held in Oslo failed to secure a truce."),
        ["held: The talks | - in(Oslo)", "failed: The talks | -", "secure: The talks | a truce"]
    );
    assert_eq!(
        roles("The mayor, who was elected in May, opened the bridge and praised the workers."),
        ["elected: The mayor | - in(May)", "opened: The mayor | the bridge", "praised: The mayor | the workers"]
    );
    assert_eq!(
        roles("The report came after Norway and Sweden exchanged fire."),
        ["came: The report | -", "exchanged: Norway and Sweden | fire"]
    );
    assert_eq!(roles("Rebels hit Oslo and Bergen denied it."), ["hit: Rebels | Oslo", "denied: Bergen | it"]);
    assert_eq!(
        roles("Officers accused Norway of executing 12 captives."),
        ["accused: Officers | Norway of(executing)", "executing: Norway | 12 captives"]
            .map(|line| line.replace(" of(executing)", ""))
    );
}

#[test]
fn a_purpose_is_that_of_the_subject() {
    assert_eq!(
        roles("Police fired tear gas to disperse the crowd and imposed a curfew."),
        ["fired: Police | tear gas", "disperse: Police | the crowd", "imposed: Police | a curfew"]
    );
    assert_eq!(
        roles("The court ordered the firm to pay the fine and freed the owner."),
        ["ordered: The court | the firm", "pay: the firm | the fine", "freed: The court | the owner"]
    );
    assert_eq!(
        roles("Norway asked Sweden to free the men and to leave the town."),
        ["asked: Norway | Sweden", "free: Sweden | the men", "leave: Sweden | the town"]
    );
}

#[test]
fn clauses_begin_behind_and_with_subjects_of_several_words() {
    assert_eq!(
        roles("The army sent soldiers to the area, and Chile and Peru offered help."),
        ["sent: The army | soldiers to(the area)", "offered: Chile and Peru | help"]
    );
    assert_eq!(
        roles("Two men were killed when supporters of both parties clashed in Oslo."),
        ["killed: Two men | -", "clashed: supporters | - in(Oslo)"]
    );
    assert_eq!(
        roles("The union won the vote by a wide margin, the court announced, ending the dispute."),
        ["won: The union | the vote by(a wide margin)", "announced: the court | -", "ending: The union | the dispute"]
    );
}

#[test]
fn a_dash_ends_a_dateline_and_a_hyphen_does_not() {
    assert_eq!(
        roles("Oslo - A storm struck the coast, killing two sailors."),
        ["struck: A storm | the coast", "killing: A storm | two sailors"]
    );
    assert_eq!(roles("The ill-fated ship sank."), ["sank: The ill-fated ship | -"]);
}
