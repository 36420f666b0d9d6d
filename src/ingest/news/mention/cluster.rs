//! Which names are names of the same.

use std::borrow::Cow;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::Found;
use super::classify::Evidence;
use super::entity::{Entity, Mention};
use crate::ingest::news::segment::{TokenText, fold};
use crate::ingest::news::span::TextSpan;

/// The entities of an article, in the order of their first mention, and every mention of them.
///
/// Full names come first, whatever their place, because a headline says "Zelenskyy" before the text says who that is; then
/// the single words the gazetteer knows, which may be surnames all the same; then the others.
pub(in crate::ingest::news) fn cluster(text: &TokenText<'_>, found: &[Found<'_>]) -> (Vec<Entity>, Vec<Mention>) {
    let mut clusters = Clusters::for_names(found.len());
    let mut entity_of = vec![usize::MAX; found.len()];
    let pass = |finding: &Found<'_>| match (finding.tokens.len(), finding.evidence) {
        (2.., _) => 0,
        (_, Evidence::Known) => 1,
        _ => 2,
    };
    for now in 0..=2 {
        for (index, finding) in found.iter().enumerate().filter(|(_, finding)| pass(finding) == now) {
            entity_of[index] = clusters.entity(text, finding);
        }
    }
    point_back(text, &clusters, found, &mut entity_of);
    for (index, finding) in found.iter().enumerate() {
        let owner = finding.part_of.map(|owner| entity_of[owner]).filter(|&owner| owner != entity_of[index]);
        clusters.entities[entity_of[index]].part_of = clusters.entities[entity_of[index]].part_of.or(owner);
    }
    in_order(text, clusters.entities, found, &entity_of)
}

/// "the coast guard", where one body of the text is called so: the Croatian coast guard.
fn point_back(text: &TokenText<'_>, clusters: &Clusters, found: &[Found<'_>], entity_of: &mut [usize]) {
    let definite = |finding: &Found<'_>| {
        let before = finding.tokens.start.checked_sub(1).map_or("", |before| text.word(before));
        finding.nameless && matches!(before, "the" | "this" | "their" | "its")
    };
    if !found.iter().any(definite) {
        return;
    }
    let called = clusters.called(found, entity_of);
    for (index, finding) in found.iter().enumerate().filter(|(_, finding)| definite(finding)) {
        if let Some(&Some((entity, first))) = called.get(fold(&finding.name).as_ref())
            && first < finding.tokens.start
        {
            entity_of[index] = entity;
        }
    }
}

#[derive(Default)]
struct Clusters {
    entities: Vec<Entity>,
    evidence: Vec<Evidence>,
    by_name: FxHashMap<String, Known>,
    /// The entities a single word may stand for: a surname, the first word of a body, an acronym.
    by_word: FxHashMap<String, usize>,
    /// The one entity whose name begins with a word, where only one does: "Ada", "the Ministry".
    by_opening: FxHashMap<String, Option<usize>>,
}

/// The entity of a name, and as what kind of thing it has learnt from the name what else it may be called.
struct Known {
    entity: usize,
    learnt_as: Option<Cow<'static, str>>,
}

impl Clusters {
    /// Room for what so many names say.
    fn for_names(count: usize) -> Self {
        Self {
            by_name: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            by_word: FxHashMap::with_capacity_and_hasher(count, FxBuildHasher),
            ..Self::default()
        }
    }

    /// What the last words of names say of what they name: of "Croatian coast guard" both "guard" and "coast guard"; with
    /// where it is named first, or nothing where several are called so.
    fn called(&self, found: &[Found<'_>], entity_of: &[usize]) -> FxHashMap<String, Option<(usize, usize)>> {
        let mut called: FxHashMap<String, Option<(usize, usize)>> = FxHashMap::default();
        for (finding, &entity) in found.iter().zip(entity_of).filter(|(finding, _)| {
            !finding.demonym && (!finding.nameless || finding.name.contains(' ')) && finding.kind != "Person"
        }) {
            let name = fold(&finding.name).into_owned();
            for (space, _) in name.match_indices(' ') {
                let known = called.entry(name[space + 1..].to_owned()).or_insert(Some((entity, finding.tokens.start)));
                *known = known.filter(|known| known.0 == entity);
            }
        }
        called
    }

    fn entity(&mut self, text: &TokenText<'_>, finding: &Found<'_>) -> usize {
        let key = &*fold(&finding.name);
        let written = text.of(finding.tokens.clone());
        if let Some(person) = self.surname(text, finding, key) {
            self.add_alias(person, written, written);
            return person;
        }
        let known = self.by_name.get(key).map(|known| known.entity);
        let entity = match known.or_else(|| self.alias(key, finding)) {
            Some(entity) => entity,
            None => self.add(finding),
        };
        let teaches = !finding.nameless && finding.part_of.is_none() && !finding.demonym;
        if known.is_none() {
            self.by_name.insert(key.to_owned(), Known { entity, learnt_as: None });
        }
        if teaches {
            self.learn(text, finding, key, entity);
        }
        self.strengthen(finding, entity);
        if !finding.demonym && finding.part_of.is_none() {
            self.add_alias(entity, written, &finding.name);
        }
        entity
    }

    /// The person whose surname is also a town's name: "Ada London ... London said", but not "in London".
    fn surname(&self, text: &TokenText<'_>, finding: &Found<'_>, key: &str) -> Option<usize> {
        let town = matches!(finding.kind.as_ref(), "City" | "Region" | "Place");
        if finding.tokens.len() > 1 || finding.evidence != Evidence::Known || finding.demonym || !town {
            return None;
        }
        let person = *self.by_word.get(&*sound(key))?;
        let sure = self.entities[person].kind == "Person" && self.evidence[person] > Evidence::Shape;
        (sure && !is_located(text, &finding.tokens)).then_some(person)
    }

    /// The entity an unknown name is another name of.
    fn alias(&self, key: &str, finding: &Found<'_>) -> Option<usize> {
        if finding.evidence == Evidence::Known || finding.part_of.is_some() || finding.nameless {
            return None;
        }
        if matches!(key, "north" | "south" | "east" | "west") {
            return self.half(key);
        }
        let by_surname = || {
            let surname = key.rsplit(' ').next().filter(|_| finding.kind == "Person" && key.contains(' '))?;
            self.by_word.get(&*sound(surname)).filter(|&&entity| self.is_same_person(entity, key)).copied()
        };
        let bare = key.strip_prefix("al-").or_else(|| key.strip_prefix("el-"));
        let by_bare = || self.by_word.get(&*sound(bare?)).copied();
        let by_opening = || self.by_opening.get(key).copied().flatten();
        self.by_word.get(&*sound(key)).copied().or_else(by_surname).or_else(by_bare).or_else(by_opening)
    }

    /// "the South": the one country of the text whose name begins so.
    fn half(&self, direction: &str) -> Option<usize> {
        let mut halves = self.entities.iter().enumerate().filter(|(_, entity)| {
            entity.kind == "Country"
                && entity.name.to_lowercase().strip_prefix(direction).is_some_and(|rest| rest.starts_with(' '))
        });
        let only = halves.next()?.0;
        halves.next().is_none().then_some(only)
    }

    /// Two full names with one surname are one person unless their first names differ.
    fn is_same_person(&self, entity: usize, key: &str) -> bool {
        let known = fold(&self.entities[entity].name).into_owned();
        let first = |name: &str| name.split(' ').next().unwrap_or_default().trim_end_matches('.').to_owned();
        let (left, right) = (first(&known), first(key));
        self.entities[entity].kind == "Person"
            && known.contains(' ')
            && (left.starts_with(&right) || right.starts_with(&left))
    }

    fn add(&mut self, finding: &Found<'_>) -> usize {
        self.entities.push(Entity {
            name: finding.name.clone().into_owned(),
            kind: finding.kind.clone().into_owned(),
            position: finding.position,
            country: finding.country.clone().map(Cow::into_owned),
            nameless: finding.nameless,
            ..Entity::default()
        });
        self.evidence.push(finding.evidence);
        self.entities.len() - 1
    }

    /// What else the entity may be called further on.
    fn learn(&mut self, text: &TokenText<'_>, finding: &Found<'_>, key: &str, entity: usize) {
        self.learn_acronym(text, finding, key, entity);
        let known = self.by_name.get_mut(key).filter(|known| known.learnt_as.as_ref() != Some(&finding.kind));
        let Some(known) = known else { return };
        known.learnt_as = Some(finding.kind.clone());
        let words: Vec<&str> = key.split([' ', '-']).collect();
        let word = match finding.kind.as_ref() {
            "Person" => words.last(),
            "Organization" | "Company" | "Government" | "Media" | "Party" | "Team" => short_name(&words),
            _ => None,
        };
        if let Some(word) = word.filter(|word| words.len() > 1 && word.len() > 2) {
            self.by_word.entry(sound(word).into_owned()).or_insert(entity);
        }
        if let Some(opening) = opening(&finding.kind, &words) {
            let known = self.by_opening.entry(opening.to_owned()).or_insert(Some(entity));
            *known = known.filter(|&known| known == entity);
        }
    }

    /// "Example Trade Union (ETU)"
    fn learn_acronym(&mut self, text: &TokenText<'_>, finding: &Found<'_>, key: &str, entity: usize) {
        let acronym = acronym_behind(text, finding.tokens.end);
        if let Some(acronym) = acronym.filter(|acronym| key.starts_with(|first| fold(acronym).starts_with(first))) {
            self.by_word.entry(sound(&fold(acronym)).into_owned()).or_insert(entity);
        }
    }

    /// Surer evidence of the kind wins.
    fn strengthen(&mut self, finding: &Found<'_>, entity: usize) {
        if finding.evidence > self.evidence[entity] {
            self.evidence[entity] = finding.evidence;
            finding.kind.as_ref().clone_into(&mut self.entities[entity].kind);
        }
    }

    /// The longest name is the name; the others are aliases.
    fn add_alias(&mut self, entity: usize, written: &str, name: &str) {
        let entity = &mut self.entities[entity];
        for alias in [written, name] {
            if alias != entity.name && !entity.aliases.iter().any(|known| known == alias) {
                entity.aliases.push(alias.to_owned());
            }
        }
    }
}

/// The first word, where it can stand for the whole: a first name, the sort of body in front of "of".
fn opening<'w>(kind: &str, words: &[&'w str]) -> Option<&'w str> {
    match words {
        [first, "of" | "for", _, ..] => super::name_words::kind_of_opening(first).map(|_| *first),
        [first, _, ..] if kind == "Person" && first.len() > 2 => Some(first),
        _ => None,
    }
}

/// Whether a name stands behind a preposition of place, or in front of the land it lies in.
fn is_located(text: &TokenText<'_>, name: &std::ops::Range<usize>) -> bool {
    let before = name.start.checked_sub(1).map_or("", |before| text.word(before));
    let land = text.raw(name.end) == "," && text.is_capitalised(name.end + 1);
    land || matches!(before, "in" | "at" | "near" | "outside" | "around" | "into" | "across" | "through")
}

/// "Church of Scientology" is "Scientology", "Newmont Mining Company" is "Newmont".
fn short_name<'w>(words: &'w [&'w str]) -> Option<&'w &'w str> {
    match words {
        [_, "of", last] => Some(last),
        [_, "of", ..] | [] => None,
        [first, ..] => {
            Some(first).filter(|first| !super::name_words::is_title_modifier(first) && !is_common_opening(first))
        }
    }
}

/// First words too many bodies share.
fn is_common_opening(word: &str) -> bool {
    matches!(
        word,
        "national"
            | "international"
            | "united"
            | "european"
            | "american"
            | "british"
            | "federal"
            | "central"
            | "world"
            | "new"
            | "royal"
            | "state"
            | "supreme"
            | "north"
            | "south"
            | "east"
            | "west"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
            | "global"
            | "the"
    ) || super::name_words::kind_of_keyword(word).is_some()
}

/// "Korean Central News Agency (KCNA)": the acronym in brackets behind a name.
fn acronym_behind<'t>(text: &TokenText<'t>, end: usize) -> Option<&'t str> {
    let bracketed = matches!(text.raw(end), "(" | "[") && matches!(text.raw(end + 2), ")" | "]");
    (bracketed && text.is_upper(end + 1)).then(|| text.raw(end + 1))
}

/// A key under which spellings of one name from another script meet: `zelenskyy`, `zelensky`, `zelenskiy`.
fn sound(word: &str) -> Cow<'_, str> {
    let stem = word.trim_end_matches(['y', 'i', 'j']);
    if stem.len() + 1 >= word.len() && !word.ends_with(['y', 'i', 'j']) || stem.len() < 4 {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(stem.to_owned() + "y")
    }
}

/// Entities numbered by their first mention, and the mentions by their place.
fn in_order(
    text: &TokenText<'_>,
    mut entities: Vec<Entity>,
    found: &[Found<'_>],
    entity_of: &[usize],
) -> (Vec<Entity>, Vec<Mention>) {
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&index| (found[index].tokens.start, found[index].tokens.end));
    let mut number = vec![usize::MAX; entities.len()];
    let mut sorted = Vec::with_capacity(entities.len());
    for &index in &order {
        let entity = entity_of[index];
        if number[entity] == usize::MAX {
            number[entity] = sorted.len();
            sorted.push(std::mem::take(&mut entities[entity]));
        }
    }
    for entity in &mut sorted {
        entity.part_of = entity.part_of.map(|owner| number[owner]);
        fullest_name(entity);
    }
    let mentions = order.iter().map(|&index| mention(text, &found[index], number[entity_of[index]])).collect();
    (sorted, mentions)
}

/// A person's or a body's longest name is its name.
fn fullest_name(entity: &mut Entity) {
    if entity.position.is_some() || entity.kind != "Person" {
        return;
    }
    let longest = entity.aliases.iter().position(|alias| alias.split(' ').count() > entity.name.split(' ').count());
    if let Some(longest) = longest {
        std::mem::swap(&mut entity.aliases[longest], &mut entity.name);
    }
}

fn mention(text: &TokenText<'_>, finding: &Found<'_>, entity: usize) -> Mention {
    let span = |index: usize| text.tokens.get(index).map_or(TextSpan::default(), |token| token.span);
    Mention {
        span: span(finding.tokens.start).to(span(finding.tokens.end - 1)),
        sentence: finding.sentence,
        entity,
        demonym: finding.demonym,
        first_token: finding.tokens.start,
        end_token: finding.tokens.end,
    }
}
