//! Tests over all formats: the table, oracles, and the official test suite.

use super::*;
use proptest::prelude::*;

/// Holds a format to strings that it must accept and strings that it must refuse.
#[track_caller]
pub(super) fn check(format: Format, accepted: &[&str], rejected: &[&str]) {
    for text in accepted {
        assert!(format.check_str(text), "{} refuses {text:?}", format.name());
    }
    for text in rejected {
        assert!(!format.check_str(text), "{} accepts {text:?}", format.name());
    }
}

#[test]
fn names_are_unique_and_found_again() {
    assert_eq!(Format::ALL.len(), Format::SfDecimal as usize + 1);
    for &format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(format));
        assert!(!is_annotation(format.name()));
        assert!(format.applies_to_strings() || format.applies_to_numbers());
    }
    for name in ["", "Date", "date ", "regexp", "url", "password"] {
        assert_eq!(Format::from_name(name), None);
    }
}

#[test]
fn each_format_speaks_of_its_own_type() {
    for &format in Format::ALL {
        if !format.applies_to_numbers() {
            assert!(
                format.check_f64(0.5) && format.check_i128(i128::MIN) && format.integer_range().is_none()
            );
        }
        let takes_any = ["", "no number", "("].into_iter().all(|text| format.check_str(text));
        assert_ne!(format.applies_to_strings(), takes_any, "{}", format.name());
    }
}

#[test]
fn descriptions_complete_a_sentence_and_their_examples_are_valid() {
    for &format in Format::ALL {
        let description = format.describe();
        assert!(!description.ends_with('.') && !description.is_empty(), "{description}");
        if let Some((_, example)) = description.split_once(" such as ") {
            let example = example.rsplit_once(" (").map_or(example, |(example, _)| example);
            assert!(format.check_str(example), "{} refuses its own example {example}", format.name());
        }
    }
}

#[test]
fn chars() {
    check(Format::Char, &["a", "é", "\u{1f600}", "\0"], &["", "ab", "e\u{301}"]);
}

#[test]
#[cfg(feature = "patterns")]
fn regular_expressions() {
    let too_long = "a".repeat(100_000);
    check(
        Format::Regex,
        &["", "^a*$", r"\_[\w-.]", "[^]", r"(?<n>a)\k<n>(?<!b+)", r"\p{Lu}"],
        &["(", "[z-a]", r"\a", r"\A", "(?i)a", "(?P<n>a)", r"\p{Alnum}", "a++", &too_long],
    );
    assert_eq!(Format::Regex.match_str("("), Match::No);
    assert_eq!(Format::Regex.match_str(&too_long), Match::GaveUp);
}

#[test]
#[cfg(not(feature = "patterns"))]
fn nobody_knows_regular_expressions() {
    check(Format::Regex, &[], &["", "a", "("]);
    assert_eq!(Format::Regex.match_str("a"), Match::GaveUp);
}

#[test]
fn country_codes_agree_with_rust_iso3166() {
    // The table was drawn from this crate: a slip of the pen or a later version's change shows here, no error
    // of both.
    for_each_code(2, |code| {
        let expected = rust_iso3166::from_alpha2(code).is_some();
        assert_eq!(Format::Iso3166Alpha2.check_str(code), expected, "{code}");
    });
}

#[test]
fn currency_codes_agree_with_iso_currency() {
    // As above. Withdrawn from ISO 4217, and kept by the crate:
    const WITHDRAWN: [&str; 5] = ["BGN", "CUC", "HRK", "SLL", "ZWL"];
    for_each_code(3, |code| {
        let expected = iso_currency::Currency::from_code(code).is_some() && !WITHDRAWN.contains(&code);
        assert_eq!(Format::Iso4217.check_str(code), expected, "{code}");
    });
    for code in WITHDRAWN {
        assert!(
            iso_currency::Currency::from_code(code).is_some(),
            "the crate has dropped {code}: so can this list"
        );
    }
}

/// Calls `visit` with every string of `length` upper-case letters.
fn for_each_code(length: u32, visit: impl Fn(&str)) {
    for number in 0..26_u32.pow(length) {
        let letter = |place| char::from(b'A' + u8::try_from(number / 26_u32.pow(place) % 26).unwrap());
        visit(&(0..length).map(letter).collect::<String>());
    }
}

/// Bytes that the grammars give a meaning to.
const GRAMMAR_LIKE: &str = r#"[-a-fTZPx0-9:/?#@%.+~{}\[\]"\\=;,* é\u{fffe}\u{e000}]{0,40}"#;

const URI_LIKE: &str = concat!(
    r"[a-c1:/?#@%.+\[\]\\vé\u{e000}~]{0,16}",
    r"|(https?|a)://([a-c:]{0,4}@)?([a-c.]{0,5}|\[[0-9a-f:.]{0,8}\])(:[0-9]{0,3})?",
    r"(/[a-cé%0-9]{0,4}){0,2}(\?[a/?é\u{e000}]{0,3})?(#[a#é]{0,3})?",
);

const UUID_LIKE: &str = "[0-9a-fA-F]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-g-]{36}";

const DATE_TIME_LIKE: &str = concat!(
    r"(19|20|00)[0-9][0-9]-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-5][0-9]:[0-5][0-9]",
    r"(\.[0-9]{0,9})?([Zz]|[+-][01][0-9]:[0-5][0-9])",
);

proptest! {
    #[test]
    fn no_string_makes_a_check_panic(text in any::<String>()) {
        for format in Format::ALL {
            format.check_str(&text);
        }
    }

    #[test]
    fn no_string_of_the_grammars_makes_a_check_panic(text in GRAMMAR_LIKE) {
        for format in Format::ALL {
            format.check_str(&text);
        }
    }

    #[test]
    fn no_number_makes_a_check_panic(double in any::<f64>(), integer in any::<i128>()) {
        for format in Format::ALL {
            format.check_f64(double);
            format.check_i128(integer);
        }
    }

    #[test]
    fn uris_agree_with_fluent_uri(text in URI_LIKE) {
        prop_assert_eq!(Format::Uri.check_str(&text), fluent_uri::Uri::parse(&*text).is_ok());
        prop_assert_eq!(Format::UriReference.check_str(&text), fluent_uri::UriRef::parse(&*text).is_ok());
        prop_assert_eq!(Format::Iri.check_str(&text), fluent_uri::Iri::parse(&*text).is_ok());
        prop_assert_eq!(Format::IriReference.check_str(&text), fluent_uri::IriRef::parse(&*text).is_ok());
    }

    #[test]
    fn uuids_agree_with_the_crate(text in UUID_LIKE) {
        // The crate also takes forms that have another length.
        prop_assert_eq!(Format::Uuid.check_str(&text), ::uuid::Uuid::try_parse(&text).is_ok());
    }

    #[test]
    fn date_times_agree_with_chrono(text in DATE_TIME_LIKE) {
        // chrono takes a space for the `T`.
        let expected = chrono::DateTime::parse_from_rfc3339(&text).ok().filter(|_| !text.contains(' '));
        let expected = expected.map(|time| {
            date_time::Instant { seconds: time.timestamp(), nanos: time.timestamp_subsec_nanos() }
        });
        prop_assert_eq!(date_time::parse_date_time(&text), expected);
        prop_assert_eq!(Format::DateTime.check_str(&text), expected.is_some());
    }
}

/// The cases of the JSON Schema Test Suite, if `FINEPRINT_CORPUS` says where they are. All are met.
#[test]
fn official_test_suite() {
    let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") else {
        println!("skipped: FINEPRINT_CORPUS does not say where the JSON Schema Test Suite is");
        return;
    };
    let folder = std::path::Path::new(&corpus).join("jsts/tests/draft2020-12/optional/format");
    let mut misses = Vec::new();
    let mut count = 0;
    for &format in Format::ALL {
        if format.match_str("") == Match::GaveUp {
            continue;
        }
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{}.json", format.name()))) else {
            continue;
        };
        let groups: serde_json::Value = serde_json::from_str(&text).unwrap();
        for test in groups.as_array().unwrap().iter().flat_map(|group| group["tests"].as_array().unwrap()) {
            // The suite also states that formats of strings say nothing about other types.
            let Some(text) = test["data"].as_str() else { continue };
            count += 1;
            if format.check_str(text) != test["valid"] {
                misses.push(format!("{}: {text:?}, {}", format.name(), test["description"]));
            }
        }
    }
    println!("{} of {count} cases met", count - misses.len());
    assert!(count > 0, "no test suite at {}", folder.display());
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}
