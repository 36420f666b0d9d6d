//! Words inside and beside names that tell what is named.

use crate::ontology::Gazetteer;

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
        "lake" => Some("Water"),
        _ => kind_of_keyword(word)
            .filter(|kind| matches!(*kind, "Government" | "Organization" | "Company" | "MilitaryForce")),
    }
}

/// Offices and forms of address, folded; they stand in front of a person's name.
pub(super) fn is_title(word: &str) -> bool {
    let bare = word.trim_end_matches('.');
    Gazetteer::standard().title(word).or_else(|| Gazetteer::standard().title(bare)).is_some()
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
    Some(match word {
        "forces" | "troops" | "army" | "military" | "navy" | "soldiers" | "fighters" | "commanders" | "militants"
        | "marines" | "paratroopers" | "commandos" | "guards" | "gunmen" | "insurgents" | "rebels" | "separatists"
        | "militias" | "militia" => "MilitaryForce",
        "government" | "ministry" | "parliament" | "authorities" | "embassy" | "cabinet" | "regime" | "presidency" => {
            "Government"
        }
        "police" | "guard" | "union" | "hospital" | "council" | "agency" | "intelligence" | "court" | "courts"
        | "prosecutors" | "coastguard" | "media" => "Organization",
        "officials" | "leaders" | "ministers" | "diplomats" | "negotiators" | "lawmakers" | "senators" | "mps"
        | "legislators" | "judges" | "envoys" | "delegates" | "officers" | "investigators" | "firefighters"
        | "rescuers" | "medics" | "doctors" | "nurses" | "teachers" | "students" | "pupils" | "workers" | "miners"
        | "farmers" | "drivers" | "pilots" | "sailors" | "crew" | "staff" | "employees" | "journalists"
        | "reporters" | "protesters" | "protestors" | "demonstrators" | "activists" | "residents" | "villagers"
        | "townspeople" | "locals" | "citizens" | "nationals" | "civilians" | "people" | "families" | "relatives"
        | "prisoners" | "pows" | "meps" | "captives" | "hostages" | "detainees" | "inmates" | "refugees"
        | "migrants" | "victims" | "survivors" | "patients" | "passengers" | "tourists" | "voters" | "supporters"
        | "opponents" | "fans" | "members" | "militiamen" | "hackers" | "attackers" | "suspects" | "gangs"
        | "lawyers" | "scientists" | "researchers" | "experts" | "analysts" | "economists" | "investors"
        | "shareholders" | "customers" | "users" | "critics" | "defectors" | "allies" | "executives" | "managers"
        | "companies" | "banks" | "airlines" | "unions" | "children" | "women" | "men" | "peacekeepers"
        | "inspectors" | "monitors" | "observers" | "plaintiffs" | "operators" | "owners" | "organizations"
        | "organisations" | "dissidents" | "monks" | "crowds" | "crowd" => "Group",
        _ => return None,
    })
}

/// Whether a folded word is a given name somewhere.
pub(super) fn is_given_name(word: &str) -> bool {
    Gazetteer::standard().is_given_name(word)
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
