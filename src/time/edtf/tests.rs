//! EDTF texts, the days they allow, and the way back.

use proptest::prelude::*;

use super::*;
use crate::time::temporal::LocalTime;

fn interval(text: &str) -> String {
    Edtf::parse(text).unwrap_or_else(|diagnostic| panic!("{text}: {diagnostic}")).interval().to_string()
}

#[test]
fn every_form_has_its_bounds() {
    for (text, bounds) in [
        ("2025-05-24", "2025-05-24"),
        ("2024-02", "2024-02-01/2024-02-29"),
        ("2025", "2025-01-01/2025-12-31"),
        ("199X", "1990-01-01/1999-12-31"),
        ("18XX", "1800-01-01/1899-12-31"),
        ("2004-XX", "2004-01-01/2004-12-31"),
        ("2004-06-XX", "2004-06-01/2004-06-30"),
        ("2004-XX-XX", "2004-01-01/2004-12-31"),
        ("2025-21", "2025-03-01/2025-05-31"),
        ("2023-24", "2023-12-01/2024-02-29"),
        ("2024-35", "2024-07-01/2024-09-30"),
        ("2024-40", "2024-01-01/2024-06-30"),
        ("2025-05~", "2025-05-01/2025-05-31"),
        ("2025?", "2025-01-01/2025-12-31"),
        ("-0044-03-15", "-0044-03-15"),
        ("Y-17000", "-17000-01-01/-17000-12-31"),
        ("Y170000-02", "+170000-02-01/+170000-02-29"),
        ("2025-05-24T14:30Z", "2025-05-24"),
        ("2025-02/2025-05-24%", "2025-02-01/2025-05-24"),
        ("2022-02-24/..", "2022-02-24/.."),
        ("2022-02-24/", "2022-02-24/.."),
        ("../2025", "../2025-12-31"),
        ("/2025", "../2025-12-31"),
        ("../..", "../.."),
    ] {
        assert_eq!(interval(text), bounds, "{text}");
        assert_eq!(Edtf::parse(text).map(|date| date.to_string()), Ok(text.into()));
    }
}

#[test]
fn refuses_with_the_place() {
    for (text, place) in [
        ("", ""),
        ("/", "/"),
        ("2025-02-29", "2025-02-29"),
        ("2025-05/2025-06-31", "2025-06-31"),
        ("2025-13", "2025-13"),
        ("2025-5", "2025-5"),
        ("May 2025", "May 2025"),
        ("2025-05-24/2025-05-20", "2025-05-24/2025-05-20"),
        ("1XXX", "1XXX"),
        ("199X-05", "199X-05"),
        ("2025-05-24T25:00", "2025-05-24T25:00"),
        ("2025/2026/2027", "2026/2027"),
        ("Y2025", "Y2025"),
        ("é", "é"),
    ] {
        let diagnostic = Edtf::parse(text).expect_err(text);
        assert_eq!(diagnostic.code, "bad_date");
        assert_eq!(diagnostic.span.expect("a place").of(text), place);
    }
}

#[test]
fn says_how_long_the_month_is() {
    let diagnostic = Edtf::parse("2025-02-30").expect_err("no such day");
    assert_eq!(diagnostic.message, "the calendar has no 2025-02-30");
    assert_eq!(diagnostic.help.as_deref(), Some("2025-02 has 28 days"));
}

#[test]
fn bounds_find_their_simplest_text() {
    for text in ["2025-05-24", "2025-05", "2025", "2025-05-24/2025-06-02", "2025-05-24/..", "../2025-05-24"] {
        let date = Edtf::parse(text).expect(text);
        assert_eq!(Edtf::of(date.interval()), date);
    }
}

fn point() -> impl Strategy<Value = Point> {
    let date = (-1_000_000_i64..2_000_000).prop_map(|days| Date { days });
    let qualifier = prop_oneof![
        Just(Qualifier::None),
        Just(Qualifier::Uncertain),
        Just(Qualifier::Approximate),
        Just(Qualifier::Both)
    ];
    let time = (0_u64..86_400_000_000_000).prop_map(|nanoseconds| LocalTime { nanoseconds });
    (date, 0..10, 21_u8..=41, time, proptest::option::of(-64_800..=64_800), qualifier).prop_map(
        |(date, shape, code, time, offset, qualifier)| {
            let part = match shape {
                0 => Part::Whole,
                1 => Part::Month(date.month()),
                2 => Part::Moment(date.month(), date.day(), time, offset),
                3 => Part::Season(code),
                4 => Part::SomeMonth,
                5 => Part::SomeDay(date.month()),
                6 => Part::SomeDayOfYear,
                7 => return Point::decade(date.year().rem_euclid(1000) * 10).expect("a decade"),
                8 => return Point::century(date.year().rem_euclid(100) * 100).expect("a century"),
                _ => Part::Day(date.month(), date.day()),
            };
            Point::new(Year::Known(date.year()), part).qualified(qualifier)
        },
    )
}

proptest! {
    #[test]
    fn print_and_parse_are_inverse(start in point(), end in point(), open in 0..6) {
        let date = match open {
            0 => Edtf::since(start),
            1 => Edtf::until(end),
            2 => Edtf::Range(Bound::Point(start), Bound::Unknown),
            3 => Edtf::range(start, end).unwrap_or(Edtf::Point(start)),
            _ => Edtf::Point(start),
        };
        prop_assert_eq!(Edtf::parse(&date.to_string()), Ok(date));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[0-9XY./?~%T:-]{0,16}|.{0,12}") {
        if let Ok(date) = Edtf::parse(&text) {
            prop_assert!(!date.interval().is_empty());
            prop_assert_eq!(Edtf::parse(&date.to_string()), Ok(date));
        }
    }
}
