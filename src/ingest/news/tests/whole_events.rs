//! Whole events of agency sentences: type, time, place and who, through the constructions news is written in.

use super::{read, who_and_when};

/// Whether one of the events of `text`, below a headline, is drawn as a line with `part` in it.
fn tells(text: &str, part: &str) {
    who_and_when::tells(&format!("News in brief\n\n{text}"), part);
}

/// Whether none of them is.
fn tells_no(text: &str, part: &str) {
    who_and_when::tells_no(&format!("News in brief\n\n{text}"), part);
}

#[test]
fn a_relative_clause_leaves_the_sentence_its_verb() {
    let text = "A blaze that broke out on May 5, 2025 at a mill killed nine workers and injured 20 others.";
    tells(text, "2025-05-05 Fire Asserted");
    let text = "Rebels who seized the mill on May 4, 2025 attacked Bergen on May 5, 2025.";
    tells(text, "2025-05-05 Attack Asserted rebels> @Bergen");
}

#[test]
fn what_describes_a_noun_is_not_the_subject() {
    let text = "Talks on ending the strike will be held in Oslo on May 5, 2025.";
    tells(text, "2025-05-05 Negotiation Planned");
    tells("A man carrying a flag attacked Norway on May 5, 2025.", "2025-05-05 Attack Asserted man>Norway");
}

#[test]
fn one_clause_has_one_verb() {
    let text = "Hundreds of farmers blocked roads near Bergen on May 5, 2025 to protest against cheap grain imports from Sweden.";
    tells(text, "2025-05-05 Obstruction Asserted farmers> @Bergen");
    tells("Norway has arrested two men convicted of fraud on May 5, 2025.", "Arrest Asserted Norway>men");
}

#[test]
fn numbers_that_stand_for_people_act() {
    tells("Thousands protested in Oslo on May 5, 2025.", "2025-05-05 Protest Asserted");
}

#[test]
fn a_participle_joined_to_a_passive_is_one() {
    tells("Ada Example was tried in Oslo and jailed on May 5, 2025.", "Arrest Asserted >Ada Example");
    tells_no("Ada Example was tried in Oslo and attacked a guard on May 5, 2025.", "Attack Asserted >Ada Example");
}

#[test]
fn where_those_are_who_arrest_the_arrest_was() {
    tells("Police in Bergen arrested two protesters on May 5, 2025.", "Arrest Asserted police>protesters @Bergen");
    tells_no("Officials in Bergen condemned Sweden on May 5, 2025.", "@Bergen");
}

#[test]
fn a_place_in_front_of_a_building_is_where_it_is() {
    tells("Rebels attacked guards outside a Bergen market on May 5, 2025.", "Attack Asserted rebels>guards @Bergen");
    tells("Two men were stabbed to death in Oslo's central district on May 5, 2025.", "Stabbing Asserted >men @Oslo");
}

#[test]
fn whose_ship_it_is_says_not_where() {
    tells_no("Pirates attacked a Norwegian ship on May 5, 2025.", "@Norway");
}

#[test]
fn off_the_coast_is_at_the_country() {
    tells("Rebels attacked a ferry off the coast of Norway on May 5, 2025.", "Attack Asserted rebels> @Norway");
    tells_no("Residents took to the streets of Oslo on May 5, 2025.", "+Oslo");
}

#[test]
fn what_is_carried_out_by_somebody_is_theirs() {
    let text = "The airstrike on the port, carried out by Norway on May 5, 2025, killed 14 sailors.";
    tells(text, "2025-05-05 Airstrike Asserted Norway>");
    tells(
        "A bomb planted by separatists killed four people in Bergen on May 5, 2025.",
        "Bombing Asserted separatists>",
    );
}

#[test]
fn a_storm_with_a_name_is_an_event() {
    let text = "Typhoon Ada, which hit Norway on May 5, 2025, killed two people.";
    tells(text, "2025-05-05 Storm Asserted");
    tells_no(text, "Asserted Ada>");
}

#[test]
fn a_day_of_the_week_at_the_end_is_when_the_news_was() {
    let text = "BERGEN, May 8, 2025 - Norway accused Sweden of ramming a ship on Monday.";
    tells(text, "2025-05-05 Accusation Asserted Norway>Sweden");
}

#[test]
fn two_deeds_share_the_date_behind_them() {
    let text = "BERGEN, June 8, 2025 - Ada Example resigned and left for Oslo on May 5.";
    tells(text, "2025-05-05 Resignation Asserted Ada Example>");
}

#[test]
fn what_was_said_on_a_day_stands_behind_that() {
    let text = "BERGEN, May 8, 2025 - Ada Example told reporters on Monday that the bank would help Norway.";
    tells(text, "2025-05-05 Statement Asserted Ada Example>");
}

#[test]
fn a_verb_may_have_its_object_in_its_name() {
    tells("Norway declared independence from Sweden on May 5, 2025.", "2025-05-05 Independence Asserted Norway>");
    tells("Norway opened an investigation into fraud on May 5, 2025.", "2025-05-05 Investigation Asserted Norway>");
}

#[test]
fn those_who_end_a_strike_were_on_strike() {
    tells("Nurses ended a strike in Oslo on May 5, 2025.", "2025-05-05 Strike Asserted nurses>");
}

#[test]
fn its_jets_are_those_of_whom_the_sentence_is_about() {
    let text = "Norway denied on May 6, 2025 that its jets had bombed Bergen on May 5, 2025.";
    tells(text, "Bombing Denied Norway>");
}

#[test]
fn a_contest_takes_no_part_in_itself() {
    tells_no("Norway won the World Cup final on May 5, 2025.", ">World Cup");
}

#[test]
fn a_bomb_that_explodes_is_one_event() {
    let text = "A car bomb exploded in Bergen on May 5, 2025, killing six people.";
    tells(text, "2025-05-05 Bombing Asserted >people @Bergen");
    tells_no(text, "Explosion");
}

#[test]
fn a_gerund_behind_a_comma_is_done_by_the_subject() {
    tells_no("Guards clashed in Bergen, Norway, on May 5, 2025, killing two people.", "Norway>");
}

#[test]
fn what_somebody_is_to_do_is_planned() {
    tells("Ada Example is to visit Norway on May 5, 2025.", "2025-05-05 Visit Planned Ada Example> @Norway");
}

#[test]
fn who_announces_a_death_has_no_part_in_it() {
    tells_no("Norway announced the death of Ada Example on May 5, 2025.", "Death Asserted Norway>");
}

#[test]
fn a_capital_is_accused_as_its_government() {
    tells("Norway accused Stockholm of lying on May 5, 2025.", "Accusation Asserted Norway>Stockholm");
}

#[test]
fn its_border_is_nobody_a_deed_is_done_to() {
    tells_no("Norway closed its border in May 2025.", ">Norway");
}

#[test]
fn police_of_a_town_say_what_they_say_on_no_other_day() {
    let text = "BERGEN, June 8, 2025 - Rebels attacked Oslo on May 5, police in Bergen said.";
    tells(text, "2025-05-05 Attack Asserted Rebels> @Oslo");
}

#[test]
fn a_day_before_a_reason_is_that_of_the_deed() {
    let text = "BERGEN, May 8, 2025 - Norway condemned Sweden on Monday for ending talks.";
    tells(text, "2025-05-05 Condemnation Asserted Norway>Sweden");
}

#[test]
fn who_talks_on_the_telephone_calls() {
    let text = "In a phone call on May 5, 2025, Ada Example and Bo Example spoke of Norway.";
    tells(text, "2025-05-05 PhoneCall Asserted Ada Example+Bo Example>");
}

#[test]
fn men_accused_of_fraud_may_be_acquitted_all_the_same() {
    tells("Two men accused of fraud were acquitted in Oslo on May 5, 2025.", "Acquittal Asserted >men @Oslo");
}

#[test]
fn what_is_told_by_the_way_has_its_date_too() {
    let found = read("News in brief\n\nWorkers polished the statue on May 5, 2025.");
    let polished = found.asides.iter().find(|aside| aside.span.of(found.news.text()) == "polished");
    let date = polished.and_then(|polished| polished.date).map(|date| date.to_string());
    assert_eq!(date.as_deref(), Some("2025-05-05"));
}

#[test]
fn what_falls_by_a_measure_is_what_it_happens_to() {
    let found = read("News in brief\n\nShares fell 5 percent on May 5, 2025.");
    let fell = found.events.iter().flat_map(|event| &event.mentions).find(|mention| mention.target.is_some());
    let words = fell.and_then(|fell| fell.target).map(|target| target.of(found.news.text()));
    assert_eq!(words, Some("Shares"));
}

#[test]
fn a_gerund_has_the_subject_of_the_clause_it_hangs_on() {
    let text = "After losing the election in Norway, Ada Example resigned on May 5, 2025.";
    tells(text, "Defeat Asserted >Ada Example");
    tells("Rebels freed two hostages on May 5, 2025 before fleeing to Sweden.", "Escape Asserted rebels> @Sweden");
    tells("Accused of fraud, Ada Example resigned on May 5, 2025.", "Resignation Asserted Ada Example>");
    tells_no("After the talks in Oslo, Ada Example resigned on May 5, 2025.", "Negotiation Asserted Ada Example");
}

#[test]
fn what_a_verb_tells_of_an_unnamed_thing_is_told() {
    tells("An overloaded ferry capsized on May 5, 2025.", "2025-05-05 Sinking Asserted");
    tells("The ferry capsized. Nobody was hurt.", " Sinking Asserted");
    tells_no("Ferries capsize. Nobody was hurt.", " Sinking");
    tells_no("Nobody was killed in Oslo on May 5, 2025.", "Killing");
}

#[test]
fn one_person_without_a_name_is_somebody() {
    tells("Officers beat a crane driver in Oslo on May 5, 2025.", "Beating Asserted officers>crane driver @Oslo");
    tells_no("Officers met Ada Example, a driver, in Oslo on May 5, 2025.", "+driver");
    tells_no("Ada Example resigned as a driver in Oslo on May 5, 2025.", "driver>");
}

#[test]
fn what_is_halted_or_banned_did_not_happen() {
    tells_no("Norway halted copper shipments in Oslo on May 5, 2025.", " Delivery ");
    tells("Norway halted copper shipments in Oslo on May 5, 2025.", " Suspension Asserted Norway>");
    tells_no("Norway banned a march in Oslo on May 5, 2025.", " Demonstration ");
    tells("Norway suspended talks with Sweden in Oslo on May 5, 2025.", " Negotiation ");
}

#[test]
fn who_ends_a_strike_had_struck() {
    tells("Dockers returned to work in Bergen on May 5, 2025, ending a three-week strike.", "Strike Asserted dockers>");
    tells_no("Norway ended the siege of Bergen on May 5, 2025.", "HostageTaking Asserted Norway");
}

#[test]
fn who_speaks_for_somebody_is_them() {
    tells("A spokesman for Norway denied the report on May 5, 2025.", "Denial Asserted Norway>");
}

#[test]
fn a_particle_behind_a_hyphen_ends_a_noun() {
    tells("Students staged a sit-in in Oslo on May 5, 2025.", "Demonstration Asserted students> @Oslo");
    tells("A run-off was held in Norway on May 5, 2025.", "2025-05-05 Election");
}

#[test]
fn there_behind_a_noun_is_where_it_is() {
    tells("Workers there threatened to strike on May 5, 2025.", "Threat Asserted workers>");
    tells("Norway has since sold the mill in Oslo, the ministry said on May 5, 2025.", "Sale Asserted Norway>");
}
