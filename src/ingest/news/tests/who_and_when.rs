//! Sentences, and who did what to whom, and when, in them: in both directions, where a rule says so and where it must not.

use super::events;

/// Whether one of the events of `text` is drawn as a line with `part` in it.
pub(super) fn tells(text: &str, part: &str) {
    let found = events(text);
    assert!(found.iter().any(|line| line.contains(part)), "{text}: no `{part}` in {found:?}");
}

/// Whether none of them is.
pub(super) fn tells_no(text: &str, part: &str) {
    let found = events(text);
    assert!(!found.iter().any(|line| line.contains(part)), "{text}: `{part}` in {found:?}");
}

#[test]
fn a_body_is_it_and_several_are_they() {
    let text = "Harwick Shipping Ltd lost money in 2024. It sued Norway on May 5, 2025.";
    tells(text, "2025-05-05 Lawsuit Asserted Harwick Shipping Ltd>Norway");
    let text = "Rebels took two villages near Oslo in 2024. They attacked Bergen on May 5, 2025.";
    tells(text, "2025-05-05 Attack Asserted rebels");
    // Nobody knows who "they" are where one person was spoken of, nor "it" where a person was.
    tells_no("Ada Example spoke in Oslo. They attacked Bergen on May 5, 2025.", "Ada Example>");
    tells_no("Ada Example spoke in Oslo. It sued Norway on May 5, 2025.", "Lawsuit Asserted Ada Example");
    tells_no("Norway has a port. It was announced that rebels attacked Bergen on May 5, 2025.", "Norway>");
}

#[test]
fn who_is_named_between_commas_acts() {
    let text = "His deputy, Ada Example, was arrested in Oslo on May 5, 2025.";
    tells(text, "2025-05-05 Arrest Asserted >Ada Example @Oslo");
    let text = "Norway's chairman, Bo Example, resigned on May 5, 2025.";
    tells(text, "2025-05-05 Resignation Asserted Bo Example>");
    // A list is no apposition.
    tells_no("A guard, Ada Example, and Bo Example were arrested on May 5, 2025.", "Arrest Asserted >Ada Example @");
}

#[test]
fn a_title_alone_is_whom_the_text_called_so() {
    let text =
        "Former energy minister Ada Example was sentenced in Oslo. The former minister was arrested on May 5, 2025.";
    tells(text, "2025-05-05 Arrest Asserted >Ada Example");
    let text = "Ada Example, a lawyer, met Bo Example in Oslo. The lawyer resigned on May 5, 2025.";
    tells(text, "2025-05-05 Resignation Asserted Ada Example");
    tells_no("Ada Example lives in Oslo. The minister resigned on May 5, 2025.", "Resignation Asserted Ada Example");
}

#[test]
fn the_two_ministers_are_those_of_the_sentence_before() {
    let text = "Foreign minister Ada Holm and her colleague from Sweden, Erik Lindqvist, opened a bridge. The two ministers met \
                in Oslo on May 5, 2025.";
    tells(text, "2025-05-05 Meeting Asserted Ada Holm+Erik Lindqvist> @Oslo");
    let text =
        "Ada Holm, Erik Lindqvist and Maria Berg opened a bridge. The three ministers met in Oslo on May 5, 2025.";
    tells(text, "2025-05-05 Meeting Asserted ministers> @Oslo");
}

#[test]
fn nobody_helps_himself_by_him() {
    let text = "On May 5, 2025, Bo Example met Ada Muster in Oslo. Ada Muster attacked him on May 6, 2025.";
    tells(text, "2025-05-06 Attack Asserted Ada Muster>Bo Example");
}

#[test]
fn what_is_sought_from_somebody_is_not_sought_by_them() {
    tells(
        "On May 5, 2025, Harwick Shipping Ltd requested a loan from Norway.",
        "Request Asserted Harwick Shipping Ltd>",
    );
    tells_no("On May 5, 2025, Harwick Shipping Ltd requested a loan from Norway.", "Harwick Shipping Ltd+Norway>");
    tells("Sweden received a request from Norway on May 5, 2025.", "Request Asserted Norway>");
}

#[test]
fn who_is_for_a_place_is_not_from_it() {
    tells_no("The pro-Norway protest in Bergen began on May 5, 2025.", "Protest Asserted Norway>");
    tells("The Norwegian protest in Bergen began on May 5, 2025.", "Protest Asserted Norway>");
}

#[test]
fn a_clause_about_the_subject_has_its_own_time() {
    let text = "Ada Example, who was dismissed in 2022, was convicted of fraud in Oslo.";
    tells(text, "2022 Dismissal");
    tells_no(text, "2022 Conviction");
    tells("In 2022 Ada Example was dismissed and convicted of fraud.", "2022 Conviction");
}

#[test]
fn when_and_while_tell_of_one_moment() {
    let text = "Ada Example was arrested on May 5, 2025 when supporters of both parties clashed in Oslo.";
    tells(text, "2025-05-05 Arrest Asserted >Ada Example");
    tells(text, "2025-05-05 Battle Asserted supporters> @Oslo");
    tells_no("Norway was founded on May 5, 2025 after rebels clashed with troops in Oslo.", "2025-05-05 Battle");
}

#[test]
fn what_had_been_since_then_began_then() {
    tells(
        "Written on May 5, 2025. Harwick Shipping Ltd had been suspended since July 24, 2023.",
        "2023-07-24/.. Suspension",
    );
}

#[test]
fn a_time_may_stand_between_a_promise_and_what_is_promised() {
    tells("Norway agreed on May 5, 2025 to release 30 prisoners in Oslo.", "Release Planned Norway>");
    tells_no("Norway hoped on May 5, 2025 to release 30 prisoners in Oslo.", "Release");
}

#[test]
fn what_somebody_imposes_is_their_deed() {
    let text = "Police fired tear gas to scare the crowd and imposed a curfew in Oslo.";
    tells(text, "Curfew Asserted police>");
    tells("The president declared a state of emergency in Norway on May 5, 2025.", "StateOfEmergency Asserted");
    tells_no("The president declared a state of emergency in Norway on May 5, 2025.", "Announcement");
    tells_no("The state of the economy worried Norway on May 5, 2025.", "StateOfEmergency");
}

#[test]
fn a_clause_with_where_is_about_the_place_before() {
    let text = "On May 5, 2025, Ada Example and Bo Muster travelled to Oslo, where they signed an agreement.";
    tells(text, "Agreement Asserted Ada Example+Bo Muster> @Oslo");
    tells_no(
        "On May 5, 2025, Norway left Oslo because Sweden signed an agreement.",
        "Agreement Asserted Sweden> @Oslo",
    );
}

#[test]
fn a_toll_is_of_the_event_behind_it() {
    let text = "Twelve people were killed on May 5, 2025 when a bus crashed near Oslo.";
    tells(text, "2025-05-05 Crash");
    tells_no(text, "Killing");
    tells_no("Twelve people died in an explosion in Oslo on May 5, 2025.", " Death ");
    // What a toll was answered by is another event.
    tells(
        "Ada Example was killed in Oslo on May 5, 2025, and rebels attacked Bergen on May 6, 2025.",
        "2025-05-05 Killing",
    );
}

#[test]
fn the_city_is_the_one_named_last() {
    let text = "Rebels attacked Bergen on May 5, 2025. On May 6, 2025 police imposed a curfew in the city.";
    tells(text, "2025-05-06 Curfew Asserted police> @Bergen");
    tells_no("Rebels attacked Norway on May 5, 2025. On May 6, 2025 police imposed a curfew in the city.", "@Norway+");
    tells_no(
        "Rebels attacked Norway on May 5, 2025. On May 6, 2025 police imposed a curfew in the city.",
        "Curfew Asserted police> @Norway",
    );
}

#[test]
fn the_hour_of_one_event_is_not_that_of_the_next() {
    let text = "Written on May 5, 2025.\n\nThe quake hit Oslo at 3:12 a.m. on Monday. Rescuers saved eleven people.";
    tells(text, "2025-05-05T03:12 Earthquake");
    tells(text, "2025-05-05 Rescue Asserted rescuers>people");
}

#[test]
fn the_group_is_the_one_named_last() {
    let text =
        "On May 5, 2025, Norway accused the Harwick Sailors Union of an attack. The group denied it on May 6, 2025.";
    tells(text, "2025-05-06 Denial Asserted Harwick Sailors Union>");
    tells_no(
        "On May 5, 2025, Norway spoke of an attack. The group denied it on May 6, 2025.",
        "Denial Asserted Norway>",
    );
}
