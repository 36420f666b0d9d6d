//! The weights by which a sentence's PLOVER root is told, from sentences whose root is known:
//! `cargo run --release --example train_roots -- OWN.tsv [ANNOTATED.jsonl …]`
//!
//! A line of the TSV is a root and a sentence; of the JSON Lines an object with `text` and `root`, or `events` with `plover`.
//! A linear support vector machine for each root, with the sentences in a fixed order, rounded to whole numbers. Only the four operations of arithmetic and square roots are used, which every machine rounds alike, so that every machine makes the same table.
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
const ROUNDS: usize = 30;
/// What it costs to miss the margin.
const COST: f64 = 3.0;
/// What a weight of one is in the table, which has whole numbers.
const SCALE: f64 = 4.0;
/// How many features are kept.
const KEPT: usize = 23_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let folds = option(&mut arguments, "--folds").map(|folds| folds.parse::<usize>()).transpose()?;
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
            let weights = train(&own, &features);
            let alone = examples.iter().filter(|example| example.set == set);
            let (right, all) = alone.fold((0, 0), |(right, all), example| {
                (right + usize::from(example.roots.contains(&best(&weights, &example.features))), all + 1)
            });
            let missed = folded(&examples, set, folds, &features);
            println!("{path}: {right} of {all} by the other sets; {} with its own other folds", all - missed.len());
            for (at, root) in missed.into_iter().filter(|_| wrong == Some(set)) {
                let (text, roots, _) = &sentences[at];
                println!("{} told for {}: {text}", ROOTS[root], roots.join("/"));
            }
        }
    } else {
        let all: Vec<&Example> = examples.iter().collect();
        print!("{}", table(&features.names, &train(&all, &features)));
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
    /// What each counts: a rare one says more than one that is everywhere.
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

/// 1 + ln(all / count), the weight of a term in a search (Spärck Jones 1972), here by halving.
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
    logarithm
}

fn real(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The examples of a set that the others and its own other folds get wrong, with the root told instead.
fn folded(examples: &[Example], set: usize, folds: usize, features: &Features) -> Vec<(usize, usize)> {
    let mut wrong = Vec::new();
    for fold in 0..folds {
        let held = |at: usize| examples[at].set == set && at % folds == fold;
        let taught: Vec<&Example> = (0..examples.len()).filter(|&at| !held(at)).map(|at| &examples[at]).collect();
        let weights = train(&taught, features);
        let told = (0..examples.len()).filter(|&at| held(at)).map(|at| (at, best(&weights, &examples[at].features)));
        wrong.extend(told.filter(|(at, root)| !examples[*at].roots.contains(root)));
    }
    wrong.sort_unstable();
    wrong
}

type Weights = Vec<[f64; ROOTS.len()]>;

/// Weights that tell each root from all others with a margin of one; of those the shortest, where a margin that is missed
/// costs the square of what is missing, `COST` times.
fn train(examples: &[&Example], features: &Features) -> Weights {
    let mut weights: Weights = vec![[0.0; ROOTS.len()]; features.names.len()];
    let examples: Vec<_> = examples.iter().filter(|example| !example.roots.is_empty()).collect();
    // How much each sentence pulls at each root: nought for one that is told with more than the margin.
    let mut pulls = vec![[0.0; ROOTS.len()]; examples.len()];
    // A step through the sentences that meets every one and mixes the sets; prime, so it divides no number of them.
    let stride = 7919;
    for _ in 0..ROUNDS {
        for turn in 0..examples.len() {
            let at = turn * stride % examples.len();
            learn(&mut weights, examples[at], &mut pulls[at], &features.rarity);
        }
    }
    for (weights, rarity) in weights.iter_mut().zip(&features.rarity) {
        weights.iter_mut().for_each(|weight| *weight = rounded(*weight * rarity));
    }
    leave_small(&mut weights);
    weights
}

/// A whole number that fits a byte.
fn rounded(weight: f64) -> f64 {
    (weight * SCALE).round().clamp(-127.0, 127.0)
}

/// Leaves only the features that say most; always the first, which is in every sentence.
fn leave_small(weights: &mut Weights) {
    let most = |weights: &[f64; ROOTS.len()]| weights.iter().fold(0.0_f64, |most, weight| most.max(weight.abs()));
    let mut sizes: Vec<f64> = weights.iter().map(most).collect();
    sizes.sort_by(f64::total_cmp);
    let least = sizes.len().checked_sub(KEPT).map_or(0.0, |at| sizes[at]);
    for weights in weights.iter_mut().skip(1).filter(|weights| most(weights) <= least) {
        weights.fill(0.0);
    }
}

/// The best pulls of one sentence while those of all others stay (dual coordinate descent, Hsieh and others 2008). The
/// features of a sentence have the length of one together, so that long ones do not pull harder than short ones.
fn learn(weights: &mut Weights, example: &Example, pulls: &mut [f64; ROOTS.len()], rarity: &[f64]) {
    let slack = 1.0 / (2.0 * COST);
    let length = example.features.iter().map(|&feature| rarity[feature] * rarity[feature]).sum::<f64>().sqrt();
    let mut sums = [0.0; ROOTS.len()];
    for &feature in &example.features {
        sums.iter_mut().zip(&weights[feature]).for_each(|(sum, weight)| *sum += weight * rarity[feature] / length);
    }
    let mut changes = [0.0; ROOTS.len()];
    for root in 0..ROOTS.len() {
        let side = if example.roots.contains(&root) { 1.0 } else { -1.0 };
        let missing = 1.0 - side * sums[root] - slack * pulls[root];
        let pull = (pulls[root] + missing / (1.0 + slack)).max(0.0);
        changes[root] = side * (pull - pulls[root]) / length;
        pulls[root] = pull;
    }
    for &feature in &example.features {
        weights[feature].iter_mut().zip(&changes).for_each(|(weight, change)| *weight += change * rarity[feature]);
    }
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

/// The table the program reads: whole numbers, features that say nothing left out.
fn table(names: &[String], weights: &Weights) -> String {
    let mut table = format!("# What speaks for each root; made by examples/train_roots.rs.\n# {}\n", ROOTS.join(" "));
    for (name, weights) in names.iter().zip(weights) {
        if weights.iter().any(|weight| *weight != 0.0) || name == "bias" {
            // Nought may come out negative; the sum does not.
            let numbers: Vec<String> = weights.iter().map(|weight| format!("{:.0}", weight + 0.0)).collect();
            table.push_str(&format!("{name}\t{}\n", numbers.join(" ")));
        }
    }
    table
}
