//! What is said. Words in braces are filled in by `world`:
//!
//! ```text
//! {place} {country} {neighbour}   where                {number} {many}     how many, up to twenty and up to thousands
//! {leader} {speaker}              people by name        {day} {earlier}     days: of this week, and before
//! {army} {rebels} {ministry}      bodies by name        {company} {union}   more of them
//! ```

/// One stands above each article.
pub(crate) const HEADLINES: &[&str] = &[
    "{rebels} attack {place}, {number} killed",
    "{country} and {neighbour} sign agreement on grain",
    "Earthquake strikes near {place}",
    "Thousands protest in {place}",
    "{leader} visits {neighbour}",
    "Strike closes port of {place}",
    "Court in {place} sentences {speaker}",
    "{neighbour} sends aid to {country}",
];

/// Any may follow any.
pub(crate) const SENTENCES: &[&str] = &[
    "{rebels} attacked a convoy near {place} on {day}, killing {number} people and wounding {many} others.",
    "At least {number} people were killed when a shell hit a market in {place}, the {ministry} said on {day}.",
    "{leader} condemned the attack and promised an investigation.",
    "The government of {country} accused {neighbour} of arming {rebels}.",
    "{neighbour} denied the accusation on {day}.",
    "{leader} met {speaker} in {place} on {earlier} to discuss the border.",
    "{country} and {neighbour} signed an agreement on {earlier} to exchange {many} prisoners.",
    "Police arrested {number} people in {place} after a protest against the price of bread.",
    "More than {many} people demonstrated in {place}, according to {union}.",
    "An earthquake of magnitude 6 struck {country} on {earlier} and destroyed {many} houses.",
    "{neighbour} sent {number} lorries of food and medicine to {place}.",
    "Workers of {company} went on strike on {day}, and {union} called for talks.",
    "{speaker}, a spokesman of the {ministry}, said that the road to {place} was closed.",
    "{army} said its soldiers had retaken {place} from {rebels} after {number} days of fighting.",
    "A court in {place} sentenced {speaker} to {number} years in prison on {day}.",
    "{leader} will visit {neighbour} next week, the {ministry} announced.",
    "The harvest has been poor in most of {country} since the spring.",
    "\u{201c}Nobody has told us when the water will be back,\u{201d} said {speaker}, who lives in {place}.",
    "{company} agreed to buy {number} ships from {neighbour} for {many} million dollars.",
    "The parliament of {country} rejected the proposal of {leader} on {earlier}.",
    "{neighbour} imposed sanctions on {company} in response.",
    "{rebels} released {number} hostages whom they had abducted near {place} on {earlier}.",
    "Floods in {country} have forced {many} people to leave their homes, the {ministry} said.",
    "{army} shot down {number} drones over {place} during the night, it said.",
    "The {ministry} did not answer questions about the delay.",
    "{speaker} was elected chairman of {union} on {earlier}.",
    "{leader} dismissed the head of the {ministry} after the protests in {place}.",
    "Negotiators of {country} and {rebels} are to meet in {neighbour} in two weeks.",
    "The ceasefire of {earlier} still holds, although both sides reported violations.",
    "A fire at a warehouse of {company} in {place} injured {number} workers.",
];
