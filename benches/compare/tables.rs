//! What is in the tables; the same numbers write the same bytes on every machine.
//!
//! ```text
//! entities   18,462; how often each takes part follows Zipf's law, the busiest in 7 % of events
//! types      248, by Zipf's law as well
//! dates      days of 13 years, in no order
//! events     one actor and one target each; half of the targets are among few that the actor meets again and again
//! ```

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

const ENTITIES: usize = 18_462;
const TYPES: usize = 248;
const FIRST_YEAR: i64 = 2005;
const YEARS: i64 = 13;

/// The exponents that give the busiest entity 3.5 % of roles, so 7 % of events, and the commonest type a sixth of events.
const ENTITY_EXPONENT: f64 = 0.815;
const TYPE_EXPONENT: f64 = 1.0;

/// How many others an entity meets again and again.
const PARTNERS: u64 = 24;

const COUNTRIES: &[&str] = &[
    "China",
    "Russia",
    "India",
    "Iran",
    "Iraq",
    "Japan",
    "Turkey",
    "Egypt",
    "Brazil",
    "Mexico",
    "France",
    "Germany",
    "Israel",
    "Syria",
    "Pakistan",
    "Thailand",
    "Ukraine",
    "Nigeria",
    "Kenya",
    "Spain",
    "Italy",
    "Greece",
    "Poland",
    "Sudan",
    "Yemen",
    "Libya",
    "Chile",
    "Peru",
    "Cuba",
    "Canada",
    "Australia",
    "Vietnam",
    "Malaysia",
    "Indonesia",
    "Philippines",
    "Nepal",
    "Somalia",
    "Ethiopia",
    "Uganda",
    "Ghana",
    "Norway",
    "Sweden",
    "Finland",
    "Belgium",
    "Austria",
    "Hungary",
    "Romania",
    "Serbia",
    "Georgia",
    "Armenia",
];

const BODIES: &[&str] = &[
    "Police",
    "Citizen",
    "Military",
    "Government",
    "Protester",
    "Ministry of Defence",
    "Ministry of Trade",
    "Court",
    "Foreign Ministry",
    "Legislature",
    "Opposition",
    "Student",
    "Media Personnel",
    "Business",
    "Labour Union",
    "Armed Rebel",
    "Farm Worker",
    "Medical Personnel",
    "Lawyer",
    "Intelligence Service",
    "Central Bank",
    "Air Force",
    "Navy",
    "Refugee",
];

const GIVEN: &[&str] = &[
    "Ada", "Boris", "Carla", "Dmitri", "Elena", "Farid", "Grace", "Hassan", "Irina", "Jamal", "Karin", "Luis", "Mei",
    "Nadia", "Omar", "Petra", "Quentin", "Rosa", "Samir", "Tomas", "Uma", "Viktor", "Wanda", "Xavier", "Yusuf", "Zoya",
    "Anton", "Bela", "Chen", "Dalia", "Emil", "Fatima",
];

const FAMILY: &[&str] =
    &["Al", "Ber", "Cas", "Dov", "Er", "Fal", "Gor", "Hal", "Iv", "Jor", "Kal", "Lam", "Mar", "Nov", "Or", "Pet"];
const MIDDLE: &[&str] = &["a", "en", "i", "o", "u", "ar", "el", "in"];
const ENDING: &[&str] = &["ov", "sen", "ski", "ez", "ari", "man", "ides", "wala"];

const ACTS: &[&str] = &[
    "Make statement",
    "Consult",
    "Host a visit",
    "Make a visit",
    "Criticize",
    "Accuse",
    "Express intent to meet",
    "Praise",
    "Demonstrate",
    "Arrest",
    "Appeal for aid",
    "Threaten",
    "Use force",
    "Sign agreement",
    "Provide aid",
    "Reject",
    "Demand",
    "Investigate",
    "Impose sanctions",
    "Discuss by telephone",
    "Mobilize",
    "Reduce relations",
    "Yield",
    "Fight",
    "Engage in negotiation",
    "Mediate",
    "Apologize",
    "Return",
    "Expel",
    "Abduct",
    "Bomb",
];

const MANNERS: &[&str] =
    &["", " publicly", " on trade", " on security", " on rights", " jointly", " repeatedly", " in private"];

/// Writes the five tables of so many events into a folder.
pub(crate) fn write(folder: &Path, events: u64, seed: u64) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    write_entities(folder)?;
    write_events(folder, events, seed)
}

fn write_entities(folder: &Path) -> io::Result<()> {
    let mut file = table(folder, "entity.csv", ":ID(Entity),name,country")?;
    (0..ENTITIES).try_for_each(|number| writeln!(file, "{number},{},{}", name(number), country(number)))?;
    file.flush()
}

/// The countries themselves, then their bodies, then people; the busiest first.
fn name(number: usize) -> String {
    let country = country(number);
    if number < COUNTRIES.len() {
        return country.to_owned();
    }
    let number = number - COUNTRIES.len();
    let body = number / COUNTRIES.len();
    if body < BODIES.len() {
        return format!("{} ({country})", BODIES[body]);
    }
    let mut rest = number - BODIES.len() * COUNTRIES.len();
    let mut pick = |words: &[&'static str]| {
        let word = words[rest % words.len()];
        rest /= words.len();
        word
    };
    let (given, family, middle, ending) = (pick(GIVEN), pick(FAMILY), pick(MIDDLE), pick(ENDING));
    format!("{given} {family}{middle}{ending}")
}

fn country(number: usize) -> &'static str {
    COUNTRIES[number % COUNTRIES.len()]
}

fn write_events(folder: &Path, events: u64, seed: u64) -> io::Result<()> {
    let mut event = table(folder, "event.csv", ":ID(Event),id:long,type,date:date")?;
    let mut actor = table(folder, "actor.csv", ":START_ID(Event),:END_ID(Entity)")?;
    let mut target = table(folder, "target.csv", ":START_ID(Event),:END_ID(Entity)")?;
    let mut relationship = table(folder, "rel.csv", ":START_ID(Entity),:END_ID(Entity),id:long,type,date:date")?;
    let (entities, types) = (Zipf::new(ENTITIES, ENTITY_EXPONENT), Zipf::new(TYPES, TYPE_EXPONENT));
    let (days, names) = (days(), (0..TYPES).map(kind).collect::<Vec<_>>());
    let mut random = Random(seed);
    for id in 0..events {
        let from = entities.draw(&mut random);
        let to = other(from, seed, &entities, &mut random);
        let (kind, day) = (&names[types.draw(&mut random)], &days[random.below(days.len() as u64) as usize]);
        writeln!(event, "{id},{id},{kind},{day}")?;
        writeln!(actor, "{id},{from}")?;
        writeln!(target, "{id},{to}")?;
        writeln!(relationship, "{from},{to},{id},{kind},{day}")?;
    }
    [event, actor, target, relationship].iter_mut().try_for_each(Write::flush)
}

/// Whom an entity meets: one of few it always meets, or anybody else.
fn other(from: usize, seed: u64, entities: &Zipf, random: &mut Random) -> usize {
    if random.below(2) == 0 {
        let partner = random.below(PARTNERS).min(random.below(PARTNERS));
        let mut fixed = Random(seed ^ (from as u64 * PARTNERS + partner).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let to = entities.draw(&mut fixed);
        if to != from {
            return to;
        }
    }
    loop {
        let to = entities.draw(random);
        if to != from {
            return to;
        }
    }
}

fn kind(number: usize) -> String {
    format!("{}{}", ACTS[number % ACTS.len()], MANNERS[number / ACTS.len()])
}

/// Every day, as it is written.
fn days() -> Vec<String> {
    let leap = |year: i64| year % 4 == 0;
    let lengths = |year| [31, if leap(year) { 29 } else { 28 }, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let months =
        (FIRST_YEAR..FIRST_YEAR + YEARS).flat_map(|year| (1..).zip(lengths(year)).map(move |month| (year, month)));
    months
        .flat_map(|(year, (month, length))| (1..=length).map(move |day| format!("{year}-{month:02}-{day:02}")))
        .collect()
}

fn table(folder: &Path, name: &str, header: &str) -> io::Result<BufWriter<File>> {
    let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join(name))?);
    writeln!(file, "{header}")?;
    Ok(file)
}

/// Zipf's law: the n-th is drawn in proportion to 1 / n^exponent.
struct Zipf {
    /// The chance of each and all before it, of 2^53.
    upto: Vec<u64>,
}

impl Zipf {
    fn new(count: usize, exponent: f64) -> Self {
        let weights: Vec<f64> = (1..=count).map(|rank| (rank as f64).powf(-exponent)).collect();
        let total: f64 = weights.iter().sum();
        let mut sum = 0.0;
        let upto = weights.iter().map(|weight| {
            sum += weight / total;
            (sum * (1u64 << 53) as f64) as u64
        });
        Self { upto: upto.collect() }
    }

    fn draw(&self, random: &mut Random) -> usize {
        let chance = random.next() >> 11;
        self.upto.partition_point(|upto| *upto <= chance).min(self.upto.len() - 1)
    }
}

/// SplitMix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u64
    }
}
