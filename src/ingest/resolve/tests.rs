//! Documents in, graphs out: each graph is written as sorted text, without ids.

use proptest::strategy::{Just, Strategy};

use super::resolve;
use crate::graph::{Direction, Graph, Neighbour, View};
use crate::ingest::record::{
    Document, Entity, Event, EventLink, Modality, Participant, Position, Relation, Role, Sentence,
};
use crate::ingest::report::Report;
use crate::ontology::Ontology;
use crate::value::{NodeId, RelationshipId, Value};

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

/// The graph as sorted lines, without ids. What a node is related to in one way is one line, in the order of a list in an
/// answer.
fn drawn(graph: &Graph) -> String {
    let view = graph.view();
    let mut lines: Vec<String> = view.nodes().map(|node| described(view, node)).collect();
    for node in view.nodes() {
        for symbol in view.types_in_use().into_iter().map(|(symbol, _)| symbol) {
            let around = view.neighbours(node, Direction::Outgoing, Some(symbol));
            let told = |found: Neighbour| format!("{} {}", claims(view, found.relationship), called(view, found.node));
            let list: Vec<String> = around.map(told).collect();
            if !list.is_empty() {
                lines.push(format!("{} {}{}", called(view, node), view.name(symbol), list.join(",")));
            }
        }
    }
    lines.sort();
    lines.join("\n")
}

/// What a relationship says, but for the numbers by which documents tell their words apart.
fn claims(view: View<'_>, relationship: RelationshipId) -> String {
    let claims = view.relationship_properties(relationship).into_iter().map(|(key, value)| (view.name(key), value));
    let shown =
        claims.filter(|(key, _)| !matches!(*key, "n" | "parts" | "links" | "sentences" | "variant" | "relations"));
    shown.map(|(key, value)| format!(" {key}={}", value_text(&value))).collect()
}

fn described(view: View<'_>, node: NodeId) -> String {
    let mut labels: Vec<&str> = view.labels(node).iter().map(|&label| view.name(label)).collect();
    labels.sort_unstable();
    let properties = view.node_properties(node);
    let shown = properties.iter().filter(|(key, _)| view.name(*key) != "variants");
    let properties: Vec<String> =
        shown.map(|(key, value)| format!("{}={}", view.name(*key), value_text(value))).collect();
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
'As the Wire tells it.' MENTIONS 'Russia', 'Kyiv', 'Ukraine'
'Kyiv' LOCATED_IN 'Ukraine'
'drone attack on Kyiv' ACTOR 'Russia'
'drone attack on Kyiv' OCCURRED_IN 'Kyiv'
'drone attack on Kyiv' RECIPIENT 'Ukraine'
'drone attack on Kyiv' REPORTED_IN killed=Integer(3) 'As the Wire tells it.'
'the Wire' NAMES 'Russia', 'Kyiv', 'Ukraine', 'Ukraine'
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
    for (killed, sentence) in [(3, "As the Wire"), (5, "As the Times")] {
        let claim = format!("edtf='2025-05-24' killed=Integer({killed}) modality='asserted'");
        let said = drawn.split(',').find(|said| said.contains(&claim) && said.contains(sentence));
        assert!(
            said.is_some_and(|said| said.contains("actors=['Russia']") && said.contains("places=['Kyiv']")),
            "{drawn}"
        );
    }
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

/// Documents over a small world, so that they often speak of the same things, each in its own words.
fn documents() -> impl proptest::strategy::Strategy<Value = Vec<Document>> {
    use proptest::prelude::*;
    let kinds = prop::sample::select(vec!["Attack", "Airstrike", "Meeting", "Statement", "PrisonerExchange"]);
    let dates = prop::sample::select(vec!["2025-05-24", "2025-05-23", "2025-05", "2025", "", "2025-05-24/..", "soon"]);
    let roles = prop::sample::select(vec![Role::Actor, Role::Recipient, Role::Participant]);
    let parts = prop::collection::vec((roles, 0..5_usize), 0..3);
    let places = prop::collection::vec(5..8_usize, 0..2);
    let said = (prop::option::of(0..3_i64), prop::option::of(1..3_u8), prop::option::of(0..5_usize), 0..3_usize);
    let told = (kinds, dates, parts, places, said).prop_map(|(kind, date, parts, places, said)| {
        let (killed, quantity, source, back) = said;
        let title = format!("{}{}", kind.to_lowercase(), "!".repeat(back));
        let attributed_to = source.into_iter().collect();
        let links = [(EventLink::About, 0)].into_iter().filter(|_| back == 1).collect();
        let quantity = quantity.map(f64::from);
        Event { killed, quantity, attributed_to, links, ..event(kind, &title, date, &parts, &places) }
    });
    let content = (prop::collection::vec(told, 0..4), prop::collection::vec(0..3_usize, 8), 0..3_i64);
    prop::collection::vec(content, 1..6).prop_map(|documents| {
        let numbered = documents.into_iter().enumerate();
        let named = |(number, (events, words, day)): (usize, (Vec<Event>, Vec<usize>, i64))| {
            let entities = words.into_iter().zip(world()).map(|(word, words)| words[word].clone()).collect();
            let relations = [("PART_OF", 0, 3), ("LEADS", 1, 3)].into_iter().skip(number % 3).take(1);
            let relation = |(kind, from, to): (&str, usize, usize)| Relation {
                kind: kind.to_owned(),
                from,
                to,
                title: (day > 0).then(|| format!("chief {day}")),
            };
            let published = crate::time::Date::new(2025, 5, 24 + u8::try_from(day).unwrap_or_default());
            let relations = relations.map(relation).collect();
            Document { published, relations, ..document(&format!("d{number}"), entities, events) }
        };
        numbered.map(named).collect()
    })
}

/// What each document may call each of eight things.
fn world() -> [[Entity; 3]; 8] {
    let person = |name: &str, aliases: &[&str]| entity("Person", name, aliases);
    [
        [person("Jo Example", &["Example"]), person("Example", &[]), person("Jo Example", &[])],
        [person("Al Example", &["Example"]), entity("Entity", "Example", &[]), person("Al Example", &["Al"])],
        [person("Ed Sample", &["Sample"]), person("Sample", &["Ed"]), entity("Group", "Example", &[])],
        [
            entity("Country", "Ukraine", &[]),
            entity("Country", "Ukraine", &["Ukraina"]),
            entity("Place", "Ukraina", &[]),
        ],
        [
            entity("Group", "Ukrainian forces", &["forces"]),
            entity("Organization", "Forces", &[]),
            entity("Group", "forces", &[]),
        ],
        [entity("Place", "Kyiv", &[]), city("Kyiv", 50.45, 30.52, "UA"), city("Kiev", 50.4, 30.5, "UA")],
        [city("Odessa", 46.48, 30.73, "UA"), entity("Place", "Odessa", &[]), city("Odessa", 31.85, -102.37, "US")],
        [entity("Place", "Odesa", &["Odessa"]), entity("City", "Kyiv", &["Kiev"]), entity("Entity", "ODESA", &[])],
    ]
}

/// Fails with the lines only one of two graphs has.
fn are_alike(one: &Graph, other: &Graph) -> Result<(), proptest::test_runner::TestCaseError> {
    let (one, other) = (drawn(one), drawn(other));
    let only = |one: &str, other: &str| {
        let lines: Vec<String> =
            one.lines().filter(|line| !other.lines().any(|known| known == *line)).map(str::to_owned).collect();
        lines.join("\n")
    };
    proptest::prop_assert!(
        one == other,
        "only in one:\n{}\nonly in the other:\n{}",
        only(&one, &other),
        only(&other, &one)
    );
    Ok(())
}

proptest::proptest! {
    #[test]
    fn documents_twice_are_documents_once(documents in documents()) {
        let (once, _) = ingested(&documents);
        let again: Vec<Document> = documents.iter().chain(&documents).cloned().collect();
        let (twice, _) = ingested(&again);
        are_alike(&once, &twice)?;
        let mut together = Graph::new();
        let (batch, _) = resolve(&again, together.view(), Ontology::standard());
        together.apply(&batch).expect("the batch fits");
        are_alike(&once, &together)?;
    }

    #[test]
    fn documents_in_any_order_and_any_runs_are_one_graph(
        (documents, shuffled) in documents().prop_flat_map(|documents| {
            (Just(documents.clone()), Just(documents).prop_shuffle())
        }),
        run in 1..4_usize,
    ) {
        let (once, _) = ingested(&documents);
        let mut graph = Graph::new();
        for documents in shuffled.chunks(run) {
            let (batch, _) = resolve(documents, graph.view(), Ontology::standard());
            graph.apply(&batch).expect("the batch fits");
        }
        are_alike(&once, &graph)?;
    }
}
