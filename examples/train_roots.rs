//! The weights by which a sentence's PLOVER root is told, from sentences whose root is known:
//! `cargo run --release --example train_roots -- OWN.tsv [ANNOTATED.jsonl …]`
//!
//! A line of the TSV is a root and a sentence; of the JSON Lines an object with `text` and `root`, or `events` with `plover`.
//! Multinomial logistic regression by gradient descent in a fixed order, strongly held back (L2), rounded to whole
//! numbers. Only the four operations of arithmetic and square roots are used, which every machine rounds alike, so that every machine makes the same table.
//!
//! With `--folds N` nothing is written: each set is told by what all others and its own other folds taught.
//! `--without TEMPLATE` leaves features out, to see what they are worth;
//! `--wrong SET` lists the sentences of a set, by its place among the files, that its other folds get wrong.

#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;

use annals::ingest::news::{News, ROOTS, root_features};
use annals::ontology::Ontology;

/// A sentence as features, by number, and the roots that are right.
struct Example {
    features: Vec<usize>,
    roots: Vec<usize>,
    set: usize,
}

/// How many rounds over all sentences.
const ROUNDS: usize = 40;
/// The step of the first round.
const STEP: f64 = 0.3;
/// The length to which the features of a sentence are brought: how fast it is learnt.
const PULL: f64 = 0.3;
/// What a weight of one is in the table, which has whole numbers.
const SCALE: f64 = 256.0;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let folds = option(&mut arguments, "--folds").map(|folds| folds.parse::<usize>()).transpose()?;
    let decay = option(&mut arguments, "--decay").map_or(Ok(0.000_1), |decay| decay.parse::<f64>())?;
    let least = option(&mut arguments, "--least").map_or(Ok(2), |least| least.parse::<usize>())?;
    let without = option(&mut arguments, "--without").unwrap_or_default();
    let wrong = option(&mut arguments, "--wrong").map(|set| set.parse::<usize>()).transpose()?;
    let dump = option(&mut arguments, "--dump");
    let mut sentences = Vec::new();
    for (set, path) in arguments.iter().enumerate() {
        let text = std::fs::read_to_string(path)?;
        sentences.extend(lines(path, &text)?.into_iter().map(|(text, roots)| (text, roots, set)));
    }
    let (features, examples) = numbered(&sentences, least, &without);
    if let Some(path) = dump {
        let line = |(example, (text, _, _)): (&Example, &(String, Vec<String>, usize))| {
            let seen: Vec<&str> = example.features.iter().map(|&feature| features.names[feature].as_str()).collect();
            let roots: Vec<&str> = example.roots.iter().map(|&root| ROOTS[root]).collect();
            format!("{}\t{}\t{}\t{}\n", example.set, roots.join(","), text, seen.join("\u{1}"))
        };
        std::fs::write(path, examples.iter().zip(&sentences).map(line).collect::<String>())?;
    } else if let Some(folds) = folds {
        for (set, path) in arguments.iter().enumerate() {
            let own: Vec<&Example> = examples.iter().filter(|example| example.set != set).collect();
            let weights = train(&own, &features, decay);
            let alone = examples.iter().filter(|example| example.set == set);
            let (right, all) = alone.fold((0, 0), |(right, all), example| {
                (right + usize::from(example.roots.contains(&best(&weights, &example.features))), all + 1)
            });
            let missed = folded(&examples, set, folds, &features, decay);
            println!("{path}: {right} of {all} by the other sets; {} with its own other folds", all - missed.len());
            for (at, root) in missed.into_iter().filter(|_| wrong == Some(set)) {
                let (text, roots, _) = &sentences[at];
                println!("{} told for {}: {text}", ROOTS[root], roots.join("/"));
            }
        }
    } else {
        let all: Vec<&Example> = examples.iter().collect();
        print!("{}", table(&features.names, &train(&all, &features, decay)));
    }
    Ok(())
}

fn option(arguments: &mut Vec<String>, name: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| argument == name)?;
    let value = (at + 1 < arguments.len()).then(|| arguments.remove(at + 1));
    arguments.remove(at);
    value
}

/// A sentence, and the roots that are right.
type Sentence = (String, Vec<String>);

/// The sentences of a file with their roots.
fn lines(path: &str, text: &str) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    if path.ends_with(".tsv") {
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        return Ok(pairs.map(|(root, sentence)| (sentence.to_owned(), vec![today(root)])).collect());
    }
    let mut all = Vec::new();
    for line in lines {
        let object: serde_json::Value = serde_json::from_str(line)?;
        let text = object["text"].as_str().unwrap_or_default().to_owned();
        let events = object["events"].as_array().into_iter().flatten().filter_map(|event| event["plover"].as_str());
        let roots: Vec<String> = object["root"].as_str().into_iter().chain(events).map(today).collect();
        if !roots.is_empty() {
            all.push((text, roots));
        }
    }
    Ok(all)
}

/// The root of 2021 that an older name stands for.
fn today(root: &str) -> String {
    match root {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "YIELD" => "RETREAT",
        "FIGHT" | "CRIME" => "ASSAULT",
        root => root,
    }
    .to_owned()
}

/// The features of the sentences.
struct Features {
    names: Vec<String>,
    /// The square of what each counts: a rare one says more than one that is everywhere.
    rarity: Vec<f64>,
}

/// The features of every sentence, numbered; of those that occur at least `least` times.
fn numbered(sentences: &[(String, Vec<String>, usize)], least: usize, without: &str) -> (Features, Vec<Example>) {
    let ontology = Ontology::standard();
    let seen: Vec<Vec<String>> = sentences
        .iter()
        .map(|(text, _, _)| {
            let mut features = root_features(&News::new(text), ontology);
            features.retain(|feature| !without.split(',').any(|left| feature.split(':').next() == Some(left)));
            features.sort();
            features.dedup();
            features
        })
        .collect();
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    seen.iter().flatten().for_each(|feature| *count.entry(feature).or_default() += 1);
    let kept: Vec<(&str, usize)> = count.iter().map(|(name, count)| (*name, *count)).collect();
    let kept = kept.into_iter().filter(|(_, count)| *count >= least);
    let bias = std::iter::once(("bias", sentences.len()));
    let (names, rarity): (Vec<String>, Vec<f64>) =
        bias.chain(kept).map(|(name, count)| (name.to_owned(), rarity(count, sentences.len()))).unzip();
    let number: HashMap<&str, usize> = names.iter().enumerate().map(|(number, name)| (name.as_str(), number)).collect();
    let examples = seen.iter().zip(sentences).map(|(features, (_, roots, set))| Example {
        features: std::iter::once(0)
            .chain(features.iter().filter_map(|name| number.get(name.as_str()).copied()))
            .collect(),
        roots: roots.iter().filter_map(|root| ROOTS.iter().position(|known| known == root)).collect(),
        set: *set,
    });
    let examples = examples.collect();
    (Features { names, rarity }, examples)
}

/// The square of 1 + ln(all / count), the weight of a term in a search (Spärck Jones 1972), here by halving.
fn rarity(count: usize, all: usize) -> f64 {
    const LN_2: f64 = std::f64::consts::LN_2;
    let (mut count, mut logarithm) = (real(count), 1.0);
    let all = real(all);
    while count * 2.0 <= all {
        count *= 2.0;
        logarithm += LN_2;
    }
    // Of what is left, between one and two, the first terms: ln(1 + x) = 2 (z + z³/3 + …), z = x / (2 + x).
    let z = (all - count) / (all + count);
    logarithm += 2.0 * (z + z * z * z / 3.0);
    logarithm * logarithm
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The examples of a set that the others and its own other folds get wrong, with the root told instead.
fn folded(examples: &[Example], set: usize, folds: usize, features: &Features, decay: f64) -> Vec<(usize, usize)> {
    let mut wrong = Vec::new();
    for fold in 0..folds {
        let held = |at: usize| examples[at].set == set && at % folds == fold;
        let taught: Vec<&Example> = (0..examples.len()).filter(|&at| !held(at)).map(|at| &examples[at]).collect();
        let weights = train(&taught, features, decay);
        let told = (0..examples.len()).filter(|&at| held(at)).map(|at| (at, best(&weights, &examples[at].features)));
        wrong.extend(told.filter(|(at, root)| !examples[*at].roots.contains(root)));
    }
    wrong.sort_unstable();
    wrong
}

type Weights = Vec<[f64; ROOTS.len()]>;

/// Weights that make the right roots of the sentences likely, each sentence seen once a round.
fn train(examples: &[&Example], features: &Features, decay: f64) -> Weights {
    let mut weights: Weights = vec![[0.0; ROOTS.len()]; features.names.len()];
    let examples: Vec<_> = examples.iter().filter(|example| !example.roots.is_empty()).collect();
    // A step through the sentences that meets every one and mixes the sets; prime, so it divides no number of them.
    let stride = 7919;
    for round in 0..ROUNDS {
        let step = STEP / (1.0 + real(round) * 0.2);
        for turn in 0..examples.len() {
            let example = examples[turn * stride % examples.len()];
            learn(&mut weights, example, &features.rarity, step);
        }
        let keep = 1.0 - (decay * step * real(examples.len())).min(0.9);
        weights.iter_mut().flatten().for_each(|weight| *weight *= keep);
    }
    weights
}

/// One step towards the right roots of one sentence. Long sentences do not pull harder than short ones.
fn learn(weights: &mut Weights, example: &Example, rarity: &[f64], step: f64) {
    let likely = likelihoods(weights, &example.features);
    let share = 1.0 / real(example.roots.len());
    let length = example.features.iter().map(|&feature| rarity[feature]).sum::<f64>().sqrt();
    for (root, likely) in likely.iter().enumerate() {
        let right = if example.roots.contains(&root) { share } else { 0.0 };
        let change = step * (right - likely) * PULL / length;
        example.features.iter().for_each(|&feature| weights[feature][root] += change * rarity[feature]);
    }
}

fn likelihoods(weights: &Weights, features: &[usize]) -> [f64; ROOTS.len()] {
    let mut sums = sums(weights, features);
    let most = sums.iter().copied().fold(f64::MIN, f64::max);
    sums.iter_mut().for_each(|sum| *sum = exponential(*sum - most));
    let all: f64 = sums.iter().sum();
    sums.map(|sum| sum / all)
}

fn sums(weights: &Weights, features: &[usize]) -> [f64; ROOTS.len()] {
    let mut sums = [0.0; ROOTS.len()];
    for &feature in features {
        sums.iter_mut().zip(&weights[feature]).for_each(|(sum, weight)| *sum += weight);
    }
    sums
}

fn best(weights: &Weights, features: &[usize]) -> usize {
    let sums = sums(weights, features);
    (0..sums.len()).fold(0, |best, root| if sums[root] > sums[best] { root } else { best })
}

/// e to the power of a number that is not positive: (1 + x/1024)^1024. The library's own differs between machines.
fn exponential(power: f64) -> f64 {
    let mut value = (1.0 + power.max(-1000.0) / 1024.0).max(0.0);
    for _ in 0..10 {
        value *= value;
    }
    value
}

/// The table the program reads: whole numbers, features that say nothing left out.
fn table(names: &[String], weights: &Weights) -> String {
    let mut table = format!("# What speaks for each root; made by examples/train_roots.rs.\n# {}\n", ROOTS.join(" "));
    for (name, weights) in names.iter().zip(weights) {
        let rounded: Vec<i64> = weights.iter().map(|weight| rounded(*weight)).collect();
        if rounded.iter().any(|weight| weight.abs() > 2) || name == "bias" {
            let numbers: Vec<String> = rounded.iter().map(ToString::to_string).collect();
            table.push_str(&format!("{name}\t{}\n", numbers.join(" ")));
        }
    }
    table
}

#[expect(clippy::cast_possible_truncation, reason = "weights are held near nought")]
fn rounded(weight: f64) -> i64 {
    (weight * SCALE).round() as i64
}
