//! Words inside and beside names that tell what is named.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ontology::{Gazetteer, Sign, TitleKind};

/// The kind of entity a folded word inside a name tells: `Ministry`, `Airport`, `Party`.
pub(super) fn kind_of_keyword(word: &str) -> Option<&'static str> {
    match word {
        // Heads of names everywhere, but far more often something else.
        "order" | "daily" | "people" | "division" | "range" | "hall" | "gas" | "capital" | "press" => None,
        _ => Gazetteer::standard().kind_of_head(word).filter(|kind| *kind != "Group"),
    }
}

/// The kind a folded word at the *start* of a name tells: `Mount`, `Lake`, `University`.
pub(super) fn kind_of_opening(word: &str) -> Option<&'static str> {
    match word {
        "mount" => Some("Mountain"),
        "lake" | "river" => Some("Water"),
        "cape" => Some("Region"),
        "san" | "santa" => Some("City"),
        "air" | "banco" => Some("Company"),
        "radio" => Some("Media"),
        "fc" | "ac" | "inter" => Some("Team"),
        _ => kind_of_keyword(word)
            .filter(|kind| matches!(*kind, "Government" | "Organization" | "Company" | "MilitaryForce")),
    }
}

/// The kind told by a folded word in front of "of" inside a name: `University` of Oslo, `Battle` of Hastings.
pub(super) fn kind_before_of(word: &str) -> Option<&'static str> {
    if names_occasion(word) || matches!(word, "siege" | "order" | "declaration" | "feast" | "book" | "statue") {
        return Some("Entity");
    }
    match word {
        "house" | "railway" => Some("Organization"),
        "republic" | "kingdom" | "duchy" | "dominion" | "principality" | "sultanate" | "emirate" | "province" => {
            Some("Region")
        }
        "island" => Some("Island"),
        "port" | "hall" => Some("Facility"),
        "cape" | "horn" => Some("Region"),
        "gulf" | "bay" | "strait" | "sea" => Some("Water"),
        "isle" | "isles" => Some("Island"),
        _ => kind_of_keyword(word).filter(|kind| {
            matches!(*kind, "Government" | "Organization" | "Company" | "MilitaryForce" | "Facility" | "Party")
        }),
    }
}

/// Last words of the names of wars, prizes, contests, feasts, laws and treaties, folded.
pub(super) fn names_occasion(word: &str) -> bool {
    Gazetteer::standard().is_sign(word, Sign::Occasion)
}

/// Storms that are given a name of their own, folded.
pub(super) fn names_storm(word: &str) -> bool {
    matches!(word, "hurricane" | "typhoon" | "cyclone" | "storm" | "supertyphoon")
}

/// Words that end names of places and are common surnames as well, folded.
pub(super) fn is_surname_too(word: &str) -> bool {
    matches!(
        word,
        "hill"
            | "field"
            | "dock"
            | "pond"
            | "corner"
            | "kingdom"
            | "beach"
            | "brook"
            | "lane"
            | "way"
            | "place"
            | "pass"
            | "wing"
            | "cove"
            | "peak"
            | "day"
            | "bill"
    )
}

/// Offices and forms of address, folded; they stand in front of a person's name.
pub(super) fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    Gazetteer::standard().title(word).or_else(|| Gazetteer::standard().title(bare)).is_some()
}

/// Offices and ranks alone, folded: no form of address, and not what somebody does or is said to have done.
pub(super) fn is_office(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    let title = Gazetteer::standard().title(word).or_else(|| Gazetteer::standard().title(bare));
    title.is_some_and(|title| matches!(title.kind, TitleKind::Office | TitleKind::Rank))
}

/// Words that belong to a title in front of its last word: `Prime` Minister, `Foreign` Minister, `former` President.
pub(super) fn is_title_modifier(word: &str) -> bool {
    matches!(
        word,
        "prime"
            | "foreign"
            | "defence"
            | "defense"
            | "interior"
            | "finance"
            | "health"
            | "justice"
            | "environment"
            | "energy"
            | "vice"
            | "deputy"
            | "former"
            | "acting"
            | "chief"
            | "first"
            | "interim"
            | "general"
            | "attorney"
            | "home"
            | "state"
            | "lieutenant"
            | "executive"
            | "press"
            | "trade"
            | "education"
            | "transport"
            | "agriculture"
            | "economy"
            | "labour"
            | "labor"
            | "current"
            | "incoming"
            | "outgoing"
            | "police"
            | "army"
            | "opposition"
    )
}

/// People without a name: plural nouns, and the bodies that act in the news, folded.
pub(super) fn group_kind(word: &str) -> Option<&'static str> {
    GROUPS.get(word).copied()
}

/// The head of every phrase is asked for, so they are hashed.
static GROUPS: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let kinds = GROUP_NOUNS.iter();
    kinds.flat_map(|(kind, nouns)| nouns.split_whitespace().map(move |noun| (noun, *kind))).collect()
});

const GROUP_NOUNS: &[(&str, &str)] = &[
    (
        "MilitaryForce",
        "forces troops army military navy soldiers fighters commanders militants marines paratroopers \
         commandos guards gunmen insurgents rebels separatists militias militia",
    ),
    ("Government", "government ministry parliament authorities embassy cabinet regime presidency"),
    (
        "Organization",
        "police guard union hospital council agency authority intelligence court courts prosecutors \
         coastguard media",
    ),
    (
        "Group",
        "officials leaders ministers diplomats negotiators lawmakers senators mps legislators judges \
         envoys delegates officers investigators firefighters rescuers medics doctors nurses teachers \
         students pupils workers miners farmers drivers pilots sailors crew staff employees journalists \
         reporters protesters protestors demonstrators activists residents villagers townspeople locals \
         citizens nationals civilians people families relatives prisoners pows meps captives hostages \
         detainees inmates refugees migrants victims survivors patients passengers tourists voters \
         supporters opponents fans members militiamen hackers attackers suspects gangs lawyers scientists \
         researchers experts analysts economists investors shareholders customers users critics defectors \
         allies executives managers companies banks airlines unions children women men peacekeepers \
         inspectors monitors observers plaintiffs operators owners organizations organisations dissidents \
         monks crowds crowd inhabitants islanders fishermen dockers parents creditors policemen troopers agents \
         schoolgirls schoolboys schoolchildren girls boys presidents premiers bankers traders truckers singers artists \
         writers authors athletes players climbers hikers divers worshippers pilgrims shoppers commuters motorists \
         cyclists pensioners teenagers youths adults infants smugglers traffickers dealers thieves robbers bandits \
         pirates hijackers kidnappers mercenaries jihadists extremists terrorists assailants settlers tribesmen \
         herders loggers poachers rangers builders engineers technicians cleaners professors academics scholars \
         clerics priests bishops imams rabbis nuns politicians councillors mayors governors ambassadors attorneys \
         jurors detectives wardens controllers dockworkers strikers rioters looters marchers exiles opposition deputies pickets volunteers \
         homeowners tenants paramedics mourners bystanders pedestrians onlookers passersby neighbours neighbors lifeguards \
         servicemen recruits reservists conscripts veterans herdsmen vigilantes gangsters arsonists vandals youngsters \
         toddlers newborns brothers sisters sons daughters staffers aides advisers advisors trainees apprentices \
         surgeons physicians midwives caregivers counsellors coaches referees parishioners subscribers \
         depositors taxpayers consumers borrowers retirees swimmers surfers skiers snowboarders mountaineers campers",
    ),
];

/// Whether a folded word is one for people: of one or several, by what they do, are or hold.
pub(in crate::ingest::news) fn is_human(word: &str) -> bool {
    HUMANS.contains(word) || is_office(word)
}

static HUMANS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let groups = GROUP_NOUNS.iter().filter(|(kind, _)| matches!(*kind, "Group" | "MilitaryForce"));
    let several = groups.flat_map(|(_, nouns)| nouns.split_whitespace()).filter(|noun| !is_body(noun));
    several
        .flat_map(|noun| [Some(noun.to_owned()), one_of(noun)])
        .flatten()
        .chain(OTHERS.iter().copied().map(str::to_owned))
        .collect()
});

fn is_body(noun: &str) -> bool {
    matches!(noun, "companies" | "banks" | "airlines" | "unions" | "organizations" | "organisations" | "opposition")
}

fn one_of(noun: &str) -> Option<String> {
    let ending = |ending: &str, one: &str| noun.strip_suffix(ending).map(|stem| format!("{stem}{one}"));
    ending("men", "man").or_else(|| ending("ies", "y")).or_else(|| ending("s", ""))
}

/// Words for people that are in no group.
const OTHERS: [&str; 40] = [
    "child",
    "woman",
    "person",
    "boy",
    "boys",
    "son",
    "sons",
    "daughter",
    "daughters",
    "wife",
    "husband",
    "father",
    "mother",
    "brother",
    "brothers",
    "sister",
    "sisters",
    "police",
    "girlfriend",
    "boyfriend",
    "neighbour",
    "neighbor",
    "prisoner",
    "clerk",
    "clerks",
    "spy",
    "spies",
    "guard",
    "guards",
    "hiker",
    "referee",
    "shopkeeper",
    "shopkeepers",
    "baby",
    "babies",
    "gunman",
    "suspect",
    "fugitive",
    "fugitives",
    "bodyguard",
];

/// Whether a folded word is a given name somewhere.
pub(super) fn is_given_name(word: &str) -> bool {
    Gazetteer::standard().is_given_name(word)
}

/// Verbs only people are the subject of, mostly: of speaking and thinking.
pub(super) fn is_speech(word: &str) -> bool {
    Gazetteer::standard().is_sign(word, Sign::Speech)
}

/// Whether a folded word is a frequent surname.
pub(super) fn is_surname(word: &str) -> bool {
    Gazetteer::standard().is_surname(word)
}

/// Whether a folded word is one every text may have, so that a capital alone makes no name of it.
pub(super) fn is_common_word(word: &str) -> bool {
    let gazetteer = Gazetteer::standard();
    group_kind(word).is_some()
        || gazetteer.is_common_word(word)
        || word.strip_suffix('s').is_some_and(|one| gazetteer.is_common_word(one))
}

/// Words inside a name that do not start with a capital: `Ludwig van Beethoven`, `Bank of England`.
pub(super) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "da"
            | "do"
            | "dos"
            | "del"
            | "della"
            | "di"
            | "du"
            | "la"
            | "las"
            | "los"
            | "le"
            | "van"
            | "von"
            | "der"
            | "den"
            | "ter"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "y"
    )
}

/// The Arabic article, folded: a hyphen binds it to the name behind it.
pub(super) fn is_bound_article(word: &str) -> bool {
    matches!(word, "al" | "el" | "ul" | "as" | "an" | "ar" | "ad" | "at" | "ash")
}
