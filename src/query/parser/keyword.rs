//! The words of Cypher, and which of them somebody may have meant.

/// Keywords that name nothing but labels, types, properties and parameters.
#[rustfmt::skip]
const RESERVED: &[&str] = &[
    "ALL", "AND", "AS", "ASC", "ASCENDING", "BY", "CASE", "CONTAINS", "CREATE", "DELETE", "DESC", "DESCENDING",
    "DETACH", "DISTINCT", "ELSE", "END", "ENDS", "FALSE", "IN", "IS", "LIMIT", "MATCH", "MERGE", "NOT", "NULL", "ON",
    "OPTIONAL", "OR", "ORDER", "REMOVE", "RETURN", "SET", "SKIP", "STARTS", "THEN", "TRUE", "UNION", "UNWIND", "WHEN",
    "WHERE", "WITH", "XOR",
];

/// Keywords that may also name a variable.
const FREE: &[&str] = &["CALL", "COUNT", "EXISTS", "EXPLAIN", "PROFILE", "YIELD"];

/// The keyword a word is, in capitals.
pub(super) fn keyword(word: &str) -> Option<&'static str> {
    RESERVED.iter().chain(FREE).find(|keyword| keyword.eq_ignore_ascii_case(word)).copied()
}

/// Whether a word cannot be the name of a variable without back-ticks.
pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| reserved.eq_ignore_ascii_case(word))
}

/// The one of `candidates` that is nearest to `word`, where one is near enough to be meant.
///
/// Near enough is a distance of two edits, where a swap of neighbours is one; of one edit for words of up to
/// four letters; of words of two letters only a swap, because they are near to too many.
pub(super) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_uppercase();
    let allowed = match word.chars().count() {
        0 | 1 => 0,
        // Of two letters, only a swap.
        2 => return candidates.into_iter().find(|candidate| candidate.chars().rev().eq(word.chars())),
        3 | 4 => 1,
        _ => 2,
    };
    candidates
        .into_iter()
        .map(|candidate| (strsim::osa_distance(&word, candidate), candidate))
        .filter(|(distance, _)| (1..=allowed).contains(distance))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Words that begin clauses of other dialects, with what to do instead.
pub(super) fn foreign_clause(word: &str) -> Option<&'static str> {
    Some(match word.to_ascii_uppercase().as_str() {
        "FOREACH" => "UNWIND the list and write the updating clauses after it",
        "LOAD" => "`annals load` reads files; a list of maps can be passed as a parameter and unwound",
        "USE" => "a store holds one graph, named by the path it is opened at",
        "SHOW" => "CALL db.labels(), db.relationshipTypes() or db.propertyKeys()",
        "DROP" | "ALTER" | "GRANT" | "REVOKE" | "DENY" => {
            "indexes are made by themselves; there are no constraints and no users"
        }
        "UPDATE" => "write MATCH … SET …",
        "FOR" => "write UNWIND list AS name",
        "INSERT" => "write CREATE",
        "SELECT" => "write MATCH … RETURN …",
        "FILTER" => "write WITH * WHERE …",
        "LET" => "write WITH *, value AS name",
        "FINISH" => "leave it out",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_is_near() {
        assert_eq!(nearest("retrun", RESERVED.iter().copied()), Some("RETURN"));
        assert_eq!(nearest("MTACH", RESERVED.iter().copied()), Some("MATCH"));
        assert_eq!(nearest("kyiv", RESERVED.iter().copied()), None);
    }

    #[test]
    fn reserved_words_are_those_of_the_grammar() {
        let grammar = include_str!("../../../grammar/cypher.pest");
        let (_, rule) = grammar.split_once("reserved_word = @{").expect("the grammar has reserved words");
        let rule = rule.split_once('}').expect("the rule ends").0;
        let mut words: Vec<_> = rule.split('"').skip(1).step_by(2).map(str::to_uppercase).collect();
        words.sort_unstable();
        assert_eq!(words, RESERVED);
    }
}
