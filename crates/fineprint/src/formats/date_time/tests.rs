//! Dates and times that are of the grammar, and those that are not.

use super::*;
use crate::formats::Format;
use crate::formats::tests::check;

#[test]
fn dates() {
    check(
        Format::Date,
        &["2023-12-25", "0000-01-01", "9999-12-31", "2000-02-29", "2024-02-29", "1582-10-10"],
        &[
            "",
            "2023-02-29",
            "1900-02-29",
            "2023-04-31",
            "2023-13-01",
            "2023-00-10",
            "2023-01-00",
            "2023-1-01",
            "20230101",
            "2023-01-01T",
            "2023-01-01Z",
            "+023-01-01",
            "2023/01/01",
            "２023-01-01",
            "12023-01-01",
            " 2023-01-01",
        ],
    );
}

#[test]
fn times() {
    check(
        Format::Time,
        &[
            "00:00:00Z",
            "23:59:59z",
            "12:00:00.1+05:30",
            "12:00:00.123456789012Z",
            "23:59:60Z",
            "23:59:60.5Z",
            "15:59:60-08:00",
            "01:29:60+01:30",
            "12:00:00-00:00",
        ],
        &[
            "",
            "24:00:00Z",
            "12:60:00Z",
            "12:00:61Z",
            "12:00Z",
            "12:00:00",
            "12:00:00.Z",
            "12:00:00,5Z",
            "12:00:00+24:00",
            "12:00:00+01:60",
            "12:00:00+0100",
            "12:00:00+01",
            "12:00:00 Z",
            "12:00:00ZZ",
            "22:59:60Z",
            "23:58:60Z",
            "23:59:60+01:00",
            "1２:00:00Z",
        ],
    );
}

#[test]
fn date_times() {
    check(
        Format::DateTime,
        &[
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31t23:59:60z",
            "1937-01-01T12:00:27.87+00:20",
            "0000-01-01T00:00:00+23:59",
            "9999-12-31T23:59:59-23:59",
        ],
        &[
            "",
            "1985-04-12",
            "1985-04-12T",
            "1985-04-12 23:20:50Z",
            "1985-04-12T23:20:50",
            "1985-04-12T23:20Z",
            "1985-04-31T23:20:50Z",
            "1985-04-12T24:00:00Z",
            "1985-04-12T23:20:50Z ",
            "1985-04-12T23:20:50.Z",
            "1985-04-12T2３:20:50Z",
        ],
    );
}

#[test]
fn local_times() {
    check(
        Format::DateTimeLocal,
        &["1985-04-12T23:20:50", "1985-04-12t23:20:50.52", "1985-04-12T23:29:60"],
        &[
            "1985-04-12T23:20:50Z",
            "1985-04-12T23:20",
            "1985-04-12",
            "1985-04-12 23:20:50",
            "1985-04-12T23:20:61",
        ],
    );
    check(
        Format::TimeLocal,
        &["23:20:50", "00:00:00.001", "23:59:60"],
        &["23:20:50Z", "23:20", "24:00:00", "23:20:50.", "23:20:50+01:00"],
    );
}

#[test]
fn days_since_epoch_counts_every_day_once() {
    assert_eq!(parse_date("1970-01-01").unwrap().days_since_epoch(), 0);
    let mut expected = parse_date("0000-01-01").unwrap().days_since_epoch();
    assert_eq!(expected, -719_528);
    for year in 0..=9999 {
        for month in 1..=12 {
            for day in 1..=days_in_month(year, month) {
                assert_eq!(Date::new(year, month, day).unwrap().days_since_epoch(), expected);
                expected += 1;
            }
        }
    }
    assert_eq!(expected, 2_932_897);
}

#[test]
fn instants_are_ordered_through_a_leap_second() {
    let instants = [
        "1998-12-31T23:59:59.999Z",
        "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.5-08:00",
        "1999-01-01T00:00:00Z",
        "1999-01-01T01:00:00.000000001+01:00",
    ]
    .map(|text| parse_date_time(text).unwrap());
    assert!(instants.is_sorted_by(|a, b| a < b), "{instants:?}");
    assert_eq!(instants[3], Instant { seconds: 915_148_800, nanos: 0 });
}

#[test]
fn one_instant_in_two_offsets_is_equal() {
    assert_eq!(parse_date_time("2024-02-29T23:30:00-01:00"), parse_date_time("2024-03-01T00:30:00Z"));
    assert_eq!(parse_date_time("1970-01-01T00:00:00.1234567899Z").unwrap().nanos, 123_456_789);
}

/// Bytes that are read eight at once are each held to what they should be.
#[test]
fn every_byte_at_every_place() {
    for pattern in [*b"0000-00-", *b"00:00:00"] {
        let shape = Shape::of(pattern);
        for place in 0..8 {
            for byte in 0..=u8::MAX {
                let mut bytes = pattern.map(|byte| if byte == b'0' { b'1' } else { byte });
                bytes[place] = byte;
                let is_met =
                    if pattern[place] == b'0' { byte.is_ascii_digit() } else { byte == pattern[place] };
                let found = shape.pairs(bytes);
                assert_eq!(found.is_some(), is_met, "{byte} at {place}");
                for (first, second) in [(0, 1), (2, 3), (3, 4), (5, 6), (6, 7)] {
                    if let (Some(pairs), Some(number)) = (found, two_digits(bytes[first], bytes[second])) {
                        assert_eq!(pairs[first], number, "{byte} at {place}");
                    }
                }
            }
        }
    }
}
