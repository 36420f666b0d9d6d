//! Documents in, graphs out: each graph is written as sorted text, without ids.

use super::resolve;
use crate::graph::{Direction, Graph, View};
use crate::ingest::record::{
    Document, Entity, Event, EventLink, Modality, Participant, Position, Relation, Role, Sentence,
};
use crate::ingest::report::Report;
use crate::ontology::Ontology;
use crate::value::{NodeId, Value};

fn entity(kind: &str, name: &str, aliases: &[&str]) -> Entity {
    let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
    Entity { name: name.to_owned(), aliases, kind: kind.to_owned(), ..Entity::default() }
}

fn city(name: &str, latitude: f64, longitude: f64, country: &str) -> Entity {
    let position = Some(Position { latitude, longitude });
    Entity { position, country: Some(country.to_owned()), ..entity("City", name, &[]) }
}

fn event(kind: &str, title: &str, date: &str, parts: &[(Role, usize)], places: &[usize]) -> Event {
    Event {
        kind: kind.to_owned(),
        title: title.to_owned(),
        date: date.to_owned(),
        participants: parts.iter().map(|&(role, entity)| Participant { role, entity }).collect(),
        places: places.to_vec(),
        evidence: vec![0],
        ..Event::default()
    }
}

/// A document of one sentence that mentions everything.
fn document(name: &str, entities: Vec<Entity>, events: Vec<Event>) -> Document {
    let mentions = (0..entities.len()).collect();
    let sentence = Sentence { number: 1, text: format!("As {name} tells it."), mentions, ..Sentence::default() };
    Document {
        title: name.to_owned(),
        source: Some("Example Wire".to_owned()),
        sha256: format!("sha of {name}"),
        sentences: vec![sentence],
        entities,
        events,
        ..Document::default()
    }
}

fn airstrike(name: &str, killed: Option<i64>) -> Document {
    let entities =
        vec![entity("Country", "Russia", &[]), city("Kyiv", 50.45, 30.52, "UA"), entity("Country", "Ukraine", &[])];
    let parts = [(Role::Actor, 0), (Role::Recipient, 2)];
    let strike = Event { killed, ..event("Airstrike", "drone attack on Kyiv", "2025-05-24", &parts, &[1]) };
    document(name, entities, vec![strike])
}

fn ingested(documents: &[Document]) -> (Graph, Vec<Report>) {
    let mut graph = Graph::new();
    let mut reports = Vec::new();
    for document in documents {
        let (batch, report) = resolve(std::slice::from_ref(document), graph.view(), Ontology::standard());
        graph.apply(&batch).expect("the batch fits the graph it was made for");
        reports.push(report);
    }
    (graph, reports)
}

/// The graph as sorted lines, without ids.
fn drawn(graph: &Graph) -> String {
    let view = graph.view();
    let mut lines: Vec<String> = view.nodes().map(|node| described(view, node)).collect();
    for node in view.nodes() {
        for symbol in view.types_in_use().into_iter().map(|(symbol, _)| symbol) {
            for neighbour in view.neighbours(node, Direction::Outgoing, Some(symbol)) {
                let claims = view.relationship_properties(neighbour.relationship);
                let claims: Vec<String> =
                    claims.iter().map(|(key, value)| format!(" {}={}", view.name(*key), value_text(value))).collect();
                let (start, end) = (called(view, node), called(view, neighbour.node));
                lines.push(format!("{start} {}{} {end}", view.name(symbol), claims.concat()));
            }
        }
    }
    lines.sort();
    lines.join("\n")
}

fn described(view: View<'_>, node: NodeId) -> String {
    let mut labels: Vec<&str> = view.labels(node).iter().map(|&label| view.name(label)).collect();
    labels.sort_unstable();
    let properties = view.node_properties(node);
    let properties: Vec<String> =
        properties.iter().map(|(key, value)| format!("{}={}", view.name(*key), value_text(value))).collect();
    format!("({}) {}", labels.join(":"), properties.join(" "))
}

fn called(view: View<'_>, node: NodeId) -> String {
    let keys = ["name", "title", "text"].into_iter().filter_map(|key| view.symbol(key));
    let names = keys.map(|key| view.node_property(node, key)).filter(|value| *value != Value::Null);
    names.map(|value| value_text(&value)).next().unwrap_or_default()
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => format!("'{text}'"),
        Value::Date(date) => date.to_string(),
        Value::List(list) => format!("[{}]", list.iter().map(value_text).collect::<Vec<_>>().join(" ")),
        other => format!("{other:?}"),
    }
}

fn events(graph: &Graph) -> usize {
    let view = graph.view();
    view.symbol("Event").map_or(0, |label| view.nodes_with_label(label).len())
}

#[test]
fn a_document_becomes_the_graph_of_the_schema() {
    let (graph, _) = ingested(&[airstrike("the Wire", Some(3))]);
    let expected = "\
'As the Wire tells it.' IN_DOCUMENT 'the Wire'
'As the Wire tells it.' MENTIONS 'Kyiv'
'As the Wire tells it.' MENTIONS 'Russia'
'As the Wire tells it.' MENTIONS 'Ukraine'
'Kyiv' LOCATED_IN 'Ukraine'
'drone attack on Kyiv' ACTOR 'Russia'
'drone attack on Kyiv' OCCURRED_IN 'Kyiv'
'drone attack on Kyiv' RECIPIENT 'Ukraine'
'drone attack on Kyiv' REPORTED_IN killed=Integer(3) 'As the Wire tells it.'
'the Wire' PUBLISHED_BY 'Example Wire'";
    let drawn = drawn(&graph);
    let relationships: Vec<&str> = drawn.lines().filter(|line| line.starts_with('\'')).collect();
    assert_eq!(relationships.join("\n"), expected);
    let strike = "(Airstrike:Attack:Event) edtf='2025-05-24' end=2025-05-24 killed=Integer(3) modality='asserted' \
                  mode='aerial' plover='ASSAULT' start=2025-05-24 title='drone attack on Kyiv'";
    assert!(drawn.contains(strike), "{drawn}");
}

#[test]
fn the_same_text_again_changes_nothing() {
    let (once, _) = ingested(&[airstrike("the Wire", None)]);
    let (twice, reports) = ingested(&[airstrike("the Wire", None), airstrike("the Wire", None)]);
    assert_eq!(drawn(&once), drawn(&twice));
    assert_eq!(reports[1].to_string(), "1 document known already: nothing changed");
    let (batch, report) =
        resolve(&[airstrike("the Wire", None), airstrike("the Wire", None)], Graph::new().view(), Ontology::standard());
    assert_eq!((report.documents_new, report.documents_known), (1, 1));
    assert!(!batch.is_empty());
}

#[test]
fn another_document_gives_a_known_event_evidence() {
    let (graph, reports) = ingested(&[airstrike("the Wire", Some(3)), airstrike("the Times", Some(5))]);
    assert_eq!(events(&graph), 1);
    assert_eq!((reports[1].events_new, reports[1].events_confirmed), (0, 1));
    assert!(reports[1].reasons[0].contains("the same date, a participant in the same role, a place"));
    assert_eq!(reports[1].warnings, ["'drone attack on Kyiv': killed 3 or 5, both kept"]);
    let drawn = drawn(&graph);
    assert!(drawn.contains("REPORTED_IN killed=Integer(3) 'As the Wire"));
    assert!(drawn.contains("REPORTED_IN killed=Integer(5) 'As the Times"));
    assert!(drawn.contains("edtf='2025-05-24' end=2025-05-24 killed=Integer(5)"));
}

/// Two accounts of some of the same things, each knowing something the other does not.
fn accounts() -> [Document; 2] {
    let person = |name: &str, aliases: &[&str]| entity("Person", name, aliases);
    let first = document(
        "the Wire",
        vec![person("Zelensky", &[]), entity("Country", "Turkey", &[]), city("Ankara", 39.93, 32.86, "TR")],
        vec![
            event("Meeting", "talks", "2025-05-15", &[(Role::Actor, 0)], &[2]),
            event("Visit", "visit to Turkey", "2025-05", &[(Role::Actor, 0)], &[1]),
        ],
    );
    let mut second = document(
        "the Times",
        vec![
            person("Volodymyr Zelenskyy", &["Zelensky", "Zelenskyy"]),
            person("Recep Tayyip Erdogan", &["Erdogan"]),
            entity("Place", "Ankara", &[]),
        ],
        vec![event("Summit", "talks in Ankara", "2025-05-15", &[(Role::Actor, 0), (Role::Actor, 1)], &[2])],
    );
    second.events[0].quantity = Some(2.0);
    [first, second]
}

#[test]
fn the_order_of_documents_does_not_matter() {
    let [first, second] = accounts();
    let (forward, _) = ingested(&[first.clone(), second.clone()]);
    let (backward, _) = ingested(&[second.clone(), first.clone()]);
    assert_eq!(drawn(&forward), drawn(&backward));
    let mut together = Graph::new();
    let (batch, report) = resolve(&[first, second], together.view(), Ontology::standard());
    together.apply(&batch).expect("the batch fits");
    assert_eq!(drawn(&together), drawn(&forward));
    assert_eq!((report.events_new, report.events_confirmed), (2, 1));
    assert!(drawn(&forward).contains("(Entity:Person) aliases=['Zelensky' 'Zelenskyy'] name='Volodymyr Zelenskyy'"));
    assert!(drawn(&forward).contains("(Event:Meeting:Summit) edtf='2025-05-15'"));
}

#[test]
fn who_only_shares_an_alias_stays_apart() {
    let first = document("a", vec![entity("Person", "Sergei Ivanov", &["Ivanov"])], vec![]);
    let second = document("b", vec![entity("Person", "Igor Ivanov", &["Ivanov"])], vec![]);
    let third = document("c", vec![entity("Person", "Ivanov", &[])], vec![]);
    let (graph, reports) = ingested(&[first, second, third]);
    let people = graph.view().symbol("Person").map_or(0, |label| graph.view().nodes_with_label(label).len());
    assert_eq!(people, 3);
    assert_eq!(reports[2].warnings, ["'Ivanov' may be Sergei Ivanov or Igor Ivanov: kept apart from both"]);
}

#[test]
fn places_of_one_name_are_told_apart_by_where_they_are() {
    let odesa = city("Odessa", 46.48, 30.73, "UA");
    let texan = city("Odessa", 31.85, -102.37, "US");
    let (graph, _) = ingested(&[document("a", vec![odesa], vec![]), document("b", vec![texan], vec![])]);
    let drawn = drawn(&graph);
    assert!(drawn.contains("'Odessa' LOCATED_IN 'Ukraine'") && drawn.contains("'Odessa' LOCATED_IN 'United States'"));
}

#[test]
fn what_differs_is_not_made_one() {
    let sides = || vec![entity("Country", "Russia", &[]), entity("Country", "Ukraine", &[])];
    let both = [(Role::Actor, 0), (Role::Actor, 1)];
    let exchange = |quantity: f64, date: &str| Event {
        quantity: Some(quantity),
        ..event("PrisonerExchange", "prisoner exchange", date, &both, &[])
    };
    let said = |title: &str| event("Statement", title, "2025-05-24", &[(Role::Actor, 0)], &[]);
    let planned = Event { modality: Modality::Planned, ..exchange(307.0, "2025-05-24") };
    let pairs = [
        (exchange(390.0, "2025-05-23"), exchange(307.0, "2025-05-24"), 2),
        (exchange(307.0, "2025-05-24"), exchange(307.0, "2025-05-24"), 1),
        (exchange(307.0, "2025-05-24"), exchange(307.0, "2025-05"), 1),
        (exchange(307.0, "2025-05-24"), exchange(307.0, "2025"), 2),
        (exchange(307.0, "2025-05-24"), planned, 2),
        (said("Russia rejects the plan"), said("Russia praises the pope"), 2),
        (said("Russia rejects the plan"), said("Russia rejects the plan"), 1),
    ];
    for (first, second, count) in pairs {
        let titles = format!("{first:?}\n{second:?}");
        let documents = [document("a", sides(), vec![first]), document("b", sides(), vec![second])];
        assert_eq!(events(&ingested(&documents).0), count, "{titles}");
    }
}

#[test]
fn events_of_one_document_stay_apart_and_keep_their_links() {
    let parts = [(Role::Actor, 0)];
    let mut second = event("Attack", "attack", "2025-05-24", &parts, &[]);
    second.links.push((EventLink::ResultOf, 0));
    let attacks = vec![event("Attack", "attack", "2025-05-24", &parts, &[]), second];
    let (graph, _) = ingested(&[document("a", vec![entity("Country", "Russia", &[])], attacks)]);
    assert_eq!(events(&graph), 2);
    assert!(drawn(&graph).contains("'attack' RESULT_OF 'attack'"));
}

#[test]
fn identities_of_the_source_decide() {
    let with_id = |id: &str, date: &str| Event {
        id: Some(id.to_owned()),
        ..event("Attack", "attack", date, &[(Role::Actor, 0)], &[])
    };
    let russia = || vec![entity("Country", "Russia", &[])];
    let same = [
        document("a", russia(), vec![with_id("x1", "2025-05-24")]),
        document("b", russia(), vec![with_id("x1", "2025-05-25")]),
    ];
    assert_eq!(events(&ingested(&same).0), 1);
    let other = [
        document("a", russia(), vec![with_id("x1", "2025-05-24")]),
        document("b", russia(), vec![with_id("x2", "2025-05-24")]),
    ];
    assert_eq!(events(&ingested(&other).0), 2);
}

#[test]
fn a_date_that_cannot_be_read_is_kept_as_text() {
    let quake = event("Earthquake", "quake", "2025-02-30", &[], &[0]);
    let (graph, reports) = ingested(&[document("a", vec![entity("Country", "Chile", &[])], vec![quake])]);
    assert!(drawn(&graph).contains("(Disaster:Earthquake:Event) edtf='2025-02-30' modality"));
    assert_eq!(reports[0].warnings.len(), 1);
}

#[test]
fn offices_are_kept_once() {
    let office = Relation { kind: "LEADS".to_owned(), from: 0, to: 1, title: Some("President".to_owned()) };
    let leader = |name: &str| {
        let entities = vec![entity("Person", "Jo Example", &[]), entity("Country", "Freedonia", &[])];
        Document { relations: vec![office.clone()], ..document(name, entities, vec![]) }
    };
    let (graph, _) = ingested(&[leader("a"), leader("b")]);
    assert_eq!(drawn(&graph).matches("'Jo Example' LEADS title='President' 'Freedonia'").count(), 1);
}

/// Documents over a small world, so that they often speak of the same things.
fn documents() -> impl proptest::strategy::Strategy<Value = Vec<Document>> {
    use proptest::prelude::*;
    let kinds = prop::sample::select(vec!["Attack", "Airstrike", "Meeting", "Statement", "PrisonerExchange"]);
    let dates = prop::sample::select(vec!["2025-05-24", "2025-05-23", "2025-05", "2025", "", "2025-05-24/..", "soon"]);
    let parts = prop::collection::vec((prop::sample::select(vec![Role::Actor, Role::Recipient]), 0..4_usize), 0..3);
    let events = (kinds, dates, parts, prop::option::of(3..5_usize), prop::option::of(0..3_i64));
    let told = events.prop_map(|(kind, date, parts, place, killed)| {
        let places: Vec<usize> = place.into_iter().collect();
        Event { killed, ..event(kind, &kind.to_lowercase(), date, &parts, &places) }
    });
    prop::collection::vec(prop::collection::vec(told, 0..4), 1..4).prop_map(|documents| {
        let world = || {
            let person = entity("Person", "Jo Example", &["Example"]);
            let other = entity("Person", "Example", &[]);
            let country = entity("Country", "Ukraine", &[]);
            vec![country, person, other, entity("Place", "Kyiv", &[]), city("Kyiv", 50.45, 30.52, "UA")]
        };
        let numbered = documents.into_iter().enumerate();
        numbered.map(|(number, events)| document(&format!("d{number}"), world(), events)).collect()
    })
}

proptest::proptest! {
    #[test]
    fn documents_twice_are_documents_once(documents in documents()) {
        let (once, _) = ingested(&documents);
        let again: Vec<Document> = documents.iter().chain(&documents).cloned().collect();
        let (twice, _) = ingested(&again);
        proptest::prop_assert_eq!(drawn(&once), drawn(&twice));
        let mut together = Graph::new();
        let (batch, _) = resolve(&again, together.view(), Ontology::standard());
        together.apply(&batch).expect("the batch fits");
        proptest::prop_assert_eq!(drawn(&together), drawn(&once));
    }
}
