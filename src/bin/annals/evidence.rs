//! Why the graph has an event: the sentences that tell it, why they are taken to tell one event, and where they differ.
//!
//! ```text
//! drone attack on Kyiv: Airstrike, 2025-05-24, asserted, killed 4
//!   1. "A drone attack killed three people in Kyiv." (Example Wire: Attack on the capital, 2025-05-25, sentence 1) killed 3
//!      names Kyiv
//!   2. "The attack was the third in a week." (Example Wire: Attack on the capital, 2025-05-25, sentence 2)
//!      the same event: the same word, it points back
//!   3. "Four people died in Saturday's attack on Kyiv." (Other Wire: Toll rises, 2025-05-26, sentence 1) killed 4
//!      names Kyiv
//!   one event: "Toll rises" shares with "Attack on the capital" the date 2025-05-24, the place Kyiv
//!   they differ: killed 3 (Example Wire) or 4 (Other Wire)
//!   not this event: drone attack on Kharkiv, 2025-05-24: the places differ
//!   not this event: drone attack on Kyiv, 2025-05-24: whether it happened differ
//!      but: "Russia denied that it had attacked Kyiv." (Third Wire: Denial, 2025-05-26, sentence 1)
//! ```
//! Which sentences of one document tell one event is decided, and written down, when the document is read; why documents
//! are joined, and why events much alike are not, is told by [`annals::Database::why`].

use annals::query::Rows;
use annals::value::{NodeId, Value};
use annals::{Database, Error, Session};

const EVENTS: &str = "MATCH (e:Event) WHERE id(e) = $id OR toLower(e.title) = toLower($title) \
    RETURN id(e), e.title, last(labels(e)), e.edtf, e.modality, e.killed, e.injured, e.quantity \
    ORDER BY e.start, e.title, e.edtf, e.modality, e.killed, e.injured, e.quantity, e.quote";

const SENTENCES: &str = "MATCH (e:Event)-[told:REPORTED_IN]->(s:Sentence)-[:IN_DOCUMENT]->(d:Document) WHERE id(e) = $id \
    OPTIONAL MATCH (d)-[:PUBLISHED_BY]->(source:Source) \
    OPTIONAL MATCH (e)-[:ACTOR|RECIPIENT|PARTICIPANT|OCCURRED_IN]->(named:Entity)<-[:MENTIONS]-(s) \
    WITH s, source, d, told, named ORDER BY named.name \
    WITH s, source, d, told, collect(DISTINCT named.name) AS names \
    RETURN s.text, source.name, d.title, d.published, s.n, names, told.because, told.edtf, told.modality, told.actors, \
    told.recipients, told.places, told.killed, told.injured, told.quantity ORDER BY d.published, d.title, d.sha256, s.n";

const NAMED: &str = "MATCH (n) WHERE id(n) = $id RETURN n.title, n.edtf";

/// The names of the numbers a claim may hold, in the order the statements return them.
const CLAIMS: [&str; 3] = ["killed", "injured", "quantity"];
/// What else a claim may hold, in the order before the numbers.
const SAID: [&str; 5] = ["date", "whether it happened", "who did it", "to whom", "where"];

/// The page of the events a text asks for by "event NUMBER" or "event TITLE"; none where it asks for nothing of the kind.
pub(crate) fn page(database: &mut Database, session: &Session, text: &str) -> Result<Option<String>, Error> {
    let Some(name) = text.trim().strip_prefix("event ").map(str::trim) else { return Ok(None) };
    let id = name.parse::<i64>().map_or(Value::Null, Value::Integer);
    let events = database.run(EVENTS, &session.clone().bind("id", id).bind("title", name))?.rows;
    let mut page = String::new();
    for event in &events.rows {
        let told = database.run(SENTENCES, &session.clone().bind("id", event[0].clone()).bind("title", name))?.rows;
        page.push_str(&one(event, &told));
        if let Value::Integer(id) = event[0] {
            page.push_str(&reasons(id, database, session)?);
        }
    }
    Ok((!page.is_empty()).then_some(page))
}

fn one(event: &[Value], told: &Rows) -> String {
    let [_, title, facts @ ..] = event else { return String::new() };
    let (said, numbers) = facts.split_at(facts.len().saturating_sub(CLAIMS.len()));
    let parts: Vec<String> = said.iter().filter_map(shown).chain(claims(numbers)).collect();
    let mut page = format!("{}: {}\n", shown(title).unwrap_or_default(), parts.join(", "));
    for (number, sentence) in told.rows.iter().enumerate() {
        page.push_str(&evidence(number + 1, sentence));
    }
    for line in differences(told) {
        page.push_str(&format!("  they differ: {line}\n"));
    }
    page
}

/// Why several documents tell one event, and which events are not the same.
fn reasons(id: i64, database: &mut Database, session: &Session) -> Result<String, Error> {
    let Ok(node) = u32::try_from(id) else { return Ok(String::new()) };
    let why = database.why(NodeId(node));
    let mut page = String::new();
    for joined in &why.joined {
        let [one, other] = [joined.document, joined.with].map(|document| named(document, database, session));
        let [one, other] = [quoted(&one?), quoted(&other?)];
        let differ = joined.differ.as_ref().map_or(String::new(), |differ| format!(", though {differ} differ"));
        page.push_str(&format!("  one event: {one} shares with {other} {}{differ}\n", joined.points.join(", ")));
    }
    for miss in &why.near {
        let event: Vec<String> = named(miss.event, database, session)?.into_iter().flatten().collect();
        let shared =
            if miss.points.is_empty() { String::new() } else { format!("; alike in {}", miss.points.join(", ")) };
        page.push_str(&format!("  not this event: {}: {}{shared}\n", event.join(", "), miss.because));
        if miss.disputed {
            page.push_str(&said_otherwise(miss.event, database, session)?);
        }
    }
    Ok(page)
}

fn named(node: NodeId, database: &mut Database, session: &Session) -> Result<Vec<Option<String>>, Error> {
    let rows = database.run(NAMED, &session.clone().bind("id", i64::from(node.0)))?.rows;
    Ok(rows.rows.first().map(|row| row.iter().map(shown).collect()).unwrap_or_default())
}

/// The sentences that deny what an event's own assert, or tell it as planned.
fn said_otherwise(event: NodeId, database: &mut Database, session: &Session) -> Result<String, Error> {
    let told = database.run(SENTENCES, &session.clone().bind("id", i64::from(event.0)))?.rows;
    let told = told.rows.iter().filter_map(|sentence| sentence.first().and_then(shown).zip(Some(whence(sentence))));
    Ok(told.map(|(text, whence)| format!("     but: \"{text}\" ({whence})\n")).collect())
}

fn quoted(title: &[Option<String>]) -> String {
    title.first().cloned().flatten().map_or_else(|| "a document".to_owned(), |title| format!("\"{title}\""))
}

/// A sentence, where it stands, what it claims, and why it is about this event.
fn evidence(number: usize, sentence: &[Value]) -> String {
    let [text, _, _, _, _, names, because, _, _, _, _, _, numbers @ ..] = sentence else {
        return String::new();
    };
    let claims = claims(numbers).collect::<Vec<_>>().join(", ");
    let line = format!("  {number}. \"{}\" ({}) {claims}", shown(text).unwrap_or_default(), whence(sentence));
    let named = Some(listed(names)).filter(|names| !names.is_empty()).map(|names| format!("     names {names}\n"));
    let reason = shown(because).map(|because| format!("     the same event: {because}\n"));
    format!("{}\n{}{}", line.trim_end(), named.unwrap_or_default(), reason.unwrap_or_default())
}

/// Where a sentence stands: publisher, headline, day, number.
fn whence(sentence: &[Value]) -> String {
    let [_, source, title, published, place, ..] = sentence else { return String::new() };
    let headline: Vec<String> = [source, title].into_iter().filter_map(shown).collect();
    let at = shown(place).map(|place| format!("sentence {place}"));
    let parts = [Some(headline.join(": ")), shown(published), at].into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn listed(names: &Value) -> String {
    let Value::List(names) = names else { return String::new() };
    names.iter().filter_map(shown).collect::<Vec<_>>().join(", ")
}

fn claims(numbers: &[Value]) -> impl Iterator<Item = String> {
    CLAIMS.iter().zip(numbers).filter_map(|(name, number)| Some(format!("{name} {}", shown(number)?)))
}

/// What the documents do not agree on, and who says what.
fn differences(told: &Rows) -> Vec<String> {
    let first = told.columns.len().saturating_sub(CLAIMS.len() + SAID.len());
    let named = SAID.iter().chain(&CLAIMS).zip(first..told.columns.len());
    named.filter_map(|(name, column)| difference(name, column, told)).collect()
}

fn difference(name: &str, column: usize, told: &Rows) -> Option<String> {
    let mut claims: Vec<(Value, Vec<String>)> = Vec::new();
    for row in &told.rows {
        let Some(value) = row.get(column).filter(|value| !matches!(value, Value::Null)) else { continue };
        let source = row.get(1).and_then(shown).or_else(|| row.get(2).and_then(shown)).unwrap_or_default();
        match claims.iter_mut().find(|(known, _)| known == value) {
            Some((_, sources)) if sources.contains(&source) => {}
            Some((_, sources)) => sources.push(source),
            None => claims.push((value.clone(), vec![source])),
        }
    }
    let claimed = |(value, sources): &(Value, Vec<String>)| {
        let said = if matches!(value, Value::List(_)) { listed(value) } else { shown(value).unwrap_or_default() };
        format!("{said} ({})", sources.join(", "))
    };
    let differ = (1..claims.len()).any(|at| !is_shared(&claims[at - 1].0, &claims[at].0));
    claims.sort_by_cached_key(|(value, _)| shown(value).map(|shown| (shown.len(), shown)));
    differ.then(|| format!("{name} {}", claims.iter().map(claimed).collect::<Vec<_>>().join(" or ")))
}

/// Whether two claims are the same, or lists with something in common.
fn is_shared(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::List(one), Value::List(other)) => one.iter().any(|name| other.contains(name)),
        (one, other) => one == other,
    }
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
