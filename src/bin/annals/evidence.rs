//! Why the graph has an event: the sentences that tell it, why they are taken to tell one event, and where they differ.
//!
//! ```text
//! 17 drone attack on Kyiv: Airstrike, 2025-05-24, asserted, killed 4
//!   1. "A drone attack killed three people in Kyiv." (Example Wire: Attack on the capital, 2025-05-25, sentence 1) killed 3
//!      names Kyiv
//!   2. "The attack was the third in a week." (Example Wire: Attack on the capital, 2025-05-25, sentence 2) killed 3
//!      the same event: the same word, it points back
//!   3. "Four people died in Saturday's attack on Kyiv." (Other Wire: Toll rises, 2025-05-26, sentence 1) killed 4
//!      names Kyiv
//!   they differ: killed 3 or 4
//! ```
//! Which sentences of one document tell one event is decided, and written down, when the document is read; documents are
//! joined by type, date and the participants and places their sentences name.

use annals::query::Rows;
use annals::value::Value;
use annals::{Database, Error, Session};

const EVENTS: &str = "MATCH (e:Event) WHERE id(e) = $id OR toLower(e.title) = toLower($title) \
    RETURN id(e), e.title, last(labels(e)), e.edtf, e.modality, e.killed, e.injured, e.quantity ORDER BY id(e)";

const SENTENCES: &str = "MATCH (e:Event)-[told:REPORTED_IN]->(s:Sentence)-[:IN_DOCUMENT]->(d:Document) WHERE id(e) = $id \
    OPTIONAL MATCH (d)-[:PUBLISHED_BY]->(source:Source) \
    OPTIONAL MATCH (e)-[:ACTOR|RECIPIENT|PARTICIPANT|OCCURRED_IN]->(named:Entity)<-[:MENTIONS]-(s) \
    WITH s, source, d, told, named ORDER BY named.name \
    WITH s, source, d, told, collect(DISTINCT named.name) AS names \
    RETURN s.text, source.name, d.title, d.published, s.n, names, told.because, told.killed, told.injured, told.quantity \
    ORDER BY d.published, d.title, s.n";

/// The names of the numbers a claim may hold, in the order the statements return them.
const CLAIMS: [&str; 3] = ["killed", "injured", "quantity"];

/// The page of the events a text asks for by "event NUMBER" or "event TITLE"; none where it asks for nothing of the kind.
pub(crate) fn page(database: &mut Database, session: &Session, text: &str) -> Result<Option<String>, Error> {
    let Some(name) = text.trim().strip_prefix("event ").map(str::trim) else { return Ok(None) };
    let id = name.parse::<i64>().map_or(Value::Null, Value::Integer);
    let events = database.run(EVENTS, &session.clone().bind("id", id).bind("title", name))?.rows;
    let mut page = String::new();
    for event in &events.rows {
        let told = database.run(SENTENCES, &session.clone().bind("id", event[0].clone()).bind("title", name))?.rows;
        page.push_str(&one(event, &told));
    }
    Ok((!page.is_empty()).then_some(page))
}

fn one(event: &[Value], told: &Rows) -> String {
    let [id, title, facts @ ..] = event else { return String::new() };
    let (said, numbers) = facts.split_at(facts.len().saturating_sub(CLAIMS.len()));
    let parts: Vec<String> = said.iter().filter_map(shown).chain(claims(numbers)).collect();
    let mut page =
        format!("{} {}: {}\n", shown(id).unwrap_or_default(), shown(title).unwrap_or_default(), parts.join(", "));
    for (number, sentence) in told.rows.iter().enumerate() {
        page.push_str(&evidence(number + 1, sentence));
    }
    for line in differences(told) {
        page.push_str(&format!("  they differ: {line}\n"));
    }
    page
}

/// A sentence, where it stands, what it claims, and why it is about this event.
fn evidence(number: usize, sentence: &[Value]) -> String {
    let [text, source, title, published, place, names, because, numbers @ ..] = sentence else { return String::new() };
    let headline: Vec<String> = [source, title].into_iter().filter_map(shown).collect();
    let at = shown(place).map(|place| format!("sentence {place}"));
    let whence: Vec<String> = [Some(headline.join(": ")), shown(published), at]
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    let claims = claims(numbers).collect::<Vec<_>>().join(", ");
    let line = format!("  {number}. \"{}\" ({}) {claims}", shown(text).unwrap_or_default(), whence.join(", "));
    let named = Some(listed(names)).filter(|names| !names.is_empty()).map(|names| format!("     names {names}\n"));
    let reason = shown(because).map(|because| format!("     the same event: {because}\n"));
    format!("{}\n{}{}", line.trim_end(), named.unwrap_or_default(), reason.unwrap_or_default())
}

fn listed(names: &Value) -> String {
    let Value::List(names) = names else { return String::new() };
    names.iter().filter_map(shown).collect::<Vec<_>>().join(", ")
}

fn claims(numbers: &[Value]) -> impl Iterator<Item = String> {
    CLAIMS.iter().zip(numbers).filter_map(|(name, number)| Some(format!("{name} {}", shown(number)?)))
}

/// The numbers on which the sentences do not agree.
fn differences(told: &Rows) -> Vec<String> {
    let columns = told.columns.len().saturating_sub(CLAIMS.len())..told.columns.len();
    let named = CLAIMS.iter().zip(columns).map(|(name, column)| {
        let mut values: Vec<String> = told.rows.iter().filter_map(|row| shown(row.get(column)?)).collect();
        values.sort_by(|one, other| one.len().cmp(&other.len()).then(one.cmp(other)));
        values.dedup();
        (name, values)
    });
    named
        .filter(|(_, values)| values.len() > 1)
        .map(|(name, values)| format!("{name} {}", values.join(" or ")))
        .collect()
}

/// A value as text; nothing where there is none.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.to_string()).filter(|text| !text.is_empty()),
        Value::Date(day) => Some(day.to_string()),
        other => Some(other.to_string()),
    }
}
