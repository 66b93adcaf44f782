//! `decode::<T>` gives what plain `serde_json::from_str::<T>` gives, value or error.
//!
//! What it means to do otherwise:
//!
//! * A key that stands twice, a key that `serde_json` keeps for itself, and more than 100 levels are refused, also where the
//!   type would not mind: no reader after this one need agree with it.
//! * What a type skips is still JSON. Plain `serde_json` skips lone surrogates and numbers beyond all range, and takes
//!   bytes from strings that break the grammar.
//! * Where the contract says integer, `1.0` reaches the type as an integer (`integers_as_the_contract_sees_them`).
//!
//! Mostly a type reads text that is known to be valid. Where it reads along with the check (in strict mode, where the contract may take `1.0` for an
//! integer, where a verdict takes the walk that records everything), two more:
//!
//! * Where a part of the payload had to be read into memory first, integers beyond 64 bits are doubles, so that `i128` and
//!   `u128` refuse them, as they do `-0`, unless `serde_json` keeps numbers as text; and `RawValue` finds no text.
//! * An `f32` is rounded from the double that was judged. For numbers written with 9 and more digits, this may be the neighbour.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Debug;
use std::marker::PhantomData;

use fineprint::check::{Checker, Options, Valid};
use fineprint::contract::{Constraint, Contract, Keyword, TypeSet};
use fineprint::report::Report;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value, json};

use crate::contracts::{anything, anything_whole, contract, first, schema, union, written};
use crate::json::{self, TEXTS};
use crate::types::{
    Adjacent, Between, Borrowing, Closed, DoubleOption, Early, External, Flat, FlatStruct, FloatKey, HINTS,
    Hinted, Key, Newtype, NumberKey, OrDefault, Pair, Pairs, Plain, Recursive, Tagged, Tolerant, Unit,
    Untagged,
};

/// Compares decoding with plain deserialization, over a contract that demands nothing: of what a quick look finds to be valid, and in
/// strict mode, where the type reads along with the walk that records everything.
#[track_caller]
fn same<'t, T: Deserialize<'t> + Debug>(contract: &Contract, text: &'t str) {
    for strict in [false, true] {
        same_to(
            first(contract).with(&Options::new().strict(strict)),
            text,
            std::any::type_name::<T>(),
            |checker| {
                (serde_json::from_str::<T>(text), checker.decode::<T>(text.as_bytes()).map(Valid::into_inner))
            },
        );
    }
}

type Decoded<T> = (serde_json::Result<T>, Result<T, Report>);

#[track_caller]
fn same_to<T: Debug>(
    checker: Checker<'_>,
    text: &str,
    name: &str,
    decode: impl FnOnce(Checker<'_>) -> Decoded<T>,
) {
    match decode(checker) {
        (Ok(plain), Ok(decoded)) => {
            assert_eq!(format!("{plain:?}"), format!("{decoded:?}"), "{name} from {text}");
        }
        (Err(plain), Ok(decoded)) => panic!("{name} from {text}: {decoded:?}, but plainly: {plain}"),
        (plain, Err(report)) => {
            let report_of_check = checker.check_slice(text.as_bytes());
            if !report_of_check.is_valid() {
                assert_eq!(report, report_of_check, "{name} from {text}");
                let meant = |keyword| {
                    matches!(keyword, Keyword::DuplicateKey | Keyword::ReservedKey | Keyword::Depth)
                };
                let all_meant = report.violations().iter().all(|violation| meant(violation.keyword()));
                assert!(plain.is_err() || all_meant || skips(text), "{name} from {text}: {report}");
            } else if let Ok(plain) = plain {
                panic!("{name} from {text}: {report}, but plainly: {plain:?}");
            } else {
                assert_eq!(report.violations().len(), 1, "{name} from {text}: {report}");
                assert_eq!(report.violations()[0].keyword(), Keyword::Model, "{name} from {text}");
            }
        }
    }
}

/// Whether the text has something that plain `serde_json` skips or takes as bytes, and the check does not.
fn skips(text: &str) -> bool {
    text.contains(r"\ud800") || text.contains("1e999") || text.contains('\t')
}

/// Whether it is a number that only a part that was read into memory cannot hold.
fn is_wide(text: &str) -> bool {
    !cfg!(feature = "serde-json-extremes")
        && (text.contains("-0") || text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 18))
}

fn every_type(contract: &Contract, text: &str, whole: bool) {
    macro_rules! all {
        ($($ty:ty,)*) => { $(same::<$ty>(contract, text);)* };
    }
    all! {
        bool, char, (), Unit, u8, u16, u32, u64, i8, i16, i32, i64, f32, f64,
        String, Box<str>, &str, Cow<'_, str>, Option<u8>, Option<Option<Value>>, DoubleOption,
        Vec<u64>, Vec<Value>, Vec<&str>, (u8, Value), [Value; 2], Newtype, Pair, PhantomData<u8>,
        Plain, Closed, Flat, FlatStruct, Borrowing<'_>, Recursive, Vec<Recursive>,
        BTreeMap<String, Value>, BTreeMap<u32, Value>, BTreeMap<i64, Value>, BTreeMap<bool, Value>,
        BTreeMap<char, Value>, BTreeMap<Key, Value>, BTreeMap<Newtype, Value>, BTreeMap<NumberKey, Value>,
        BTreeMap<Option<u8>, Value>, BTreeMap<&str, Value>, BTreeMap<u128, Value>, BTreeMap<(), Value>,
        Pairs<FloatKey>, Pairs<f32>, Pairs<External>, Pairs<serde_bytes::ByteBuf>,
        External, Vec<External>, Tagged, Vec<Tagged>, Adjacent, Vec<Adjacent>, Untagged, Key, Option<Key>, Value,
        Map<String, Value>, IgnoredAny,
        chrono::NaiveDate, chrono::DateTime<chrono::Utc>, uuid::Uuid, Vec<uuid::Uuid>,
        serde_bytes::ByteBuf, &serde_bytes::Bytes, Vec<serde_bytes::ByteBuf>,
        Early<0>, Early<1>, Early<2>, Early<3>, Vec<Early<0>>, Vec<Early<1>>, Vec<Early<2>>, Vec<Early<3>>,
        BTreeMap<String, Early<1>>, Between, Vec<Between>,
    }
    all_hints::<0>(contract, text, whole);
    if !(whole && is_wide(text)) {
        all! { i128, u128, Vec<i128>, Vec<u128>, }
    }
}

/// Every question that a type can ask, here and within an array, with a visitor that takes any answer.
fn all_hints<const UNUSED: usize>(contract: &Contract, text: &str, whole: bool) {
    macro_rules! each {
        ($($hint:literal)*) => {
            $(if !(whole && $hint == 11 && is_wide(text)) {
                same::<Hinted<$hint>>(contract, text);
                same::<Vec<Hinted<$hint>>>(contract, text);
                same::<BTreeMap<String, Hinted<$hint>>>(contract, text);
                same::<Pairs<Hinted<$hint>>>(contract, text);
            })*
        };
    }
    const { assert!(HINTS == 14) };
    each! { 0 1 2 3 4 5 6 7 8 9 10 11 12 13 }
}

#[test]
fn every_type_from_every_text() {
    let (anything, whole) = (anything(), anything_whole());
    for text in TEXTS {
        every_type(&anything, text, false);
        every_type(&whole, text, true);
    }
}

#[test]
fn deep_texts() {
    let (anything, whole) = (anything(), anything_whole());
    for levels in [99, 100, 101, 126, 127, 128, 200] {
        let text = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let objects = format!("{}null{}", r#"{"a":"#.repeat(levels), "}".repeat(levels));
        for (contract, is_whole) in [(&anything, false), (&whole, true)] {
            every_type(contract, &text, is_whole);
            every_type(contract, &objects, is_whole);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_type_from_random_texts(text in json::text(true), cut in 0_usize..400) {
        // One in four is cut, in the middle or at the end.
        let text = text.get(..cut * text.len().max(1) / 100).unwrap_or(&text);
        every_type(&anything(), text, false);
        every_type(&anything_whole(), text, true);
    }
}

#[test]
fn strings_are_borrowed_where_they_can_be() {
    for contract in [anything(), anything_whole()] {
        let text = r#"{"a":"x","b":"y"}"#;
        let value = first(&contract).decode::<BTreeMap<&str, &str>>(text.as_bytes()).unwrap();
        assert_eq!(value["a"], "x");
        assert!(text.as_bytes().as_ptr_range().contains(&value["a"].as_ptr()));
    }
}

/// `1.0` is an integer where the contract says so, for the type too; elsewhere the type decides.
#[test]
fn integers_as_the_contract_sees_them() {
    let integer = || schema("#/integer", vec![Constraint::Type(TypeSet::INTEGER)]);
    let list = || schema("#/list", vec![Constraint::Items(integer().into())]);
    let nothing = || schema("#/nothing", Vec::new());
    let streamed = contract(vec![list()]);
    let whole = contract(vec![schema("#/whole", vec![Constraint::AnyOf(union(vec![list(), nothing()]))])]);
    let unique = contract(vec![schema(
        "#/unique",
        vec![Constraint::UniqueItems, Constraint::Items(integer().into())],
    )]);
    let null = schema("#/null", vec![Constraint::Type(TypeSet::NULL)]);
    let optional = schema("#/optional", vec![Constraint::AnyOf(union(vec![integer(), null]))]);
    let within = contract(vec![schema("#/within", vec![Constraint::Items(optional.into())])]);
    for contract in [streamed, whole, unique, within] {
        let checker = first(&contract);
        assert_eq!(checker.decode::<Vec<u64>>(b"[1.0,-0,2e3]").unwrap().into_inner(), [1, 0, 2000]);
        assert_eq!(checker.decode::<Vec<i8>>(b"[-1.0]").unwrap().into_inner(), [-1]);
        assert_eq!(checker.decode::<Vec<f64>>(b"[1.0]").unwrap().into_inner(), [1.0]);
        assert!(checker.decode::<Vec<u8>>(b"[256.0]").is_err());
        // A type that takes both gets the integer. (With the feature, it gets what was written.)
        if cfg!(not(feature = "serde-json-extremes")) {
            assert_eq!(*checker.decode::<Value>(b"[1.0,2e3]").unwrap(), json!([1, 2000]));
        }
    }
    for contract in [anything(), anything_whole()] {
        assert!(first(&contract).decode::<Vec<u64>>(b"[1.0]").is_err());
    }
}

/// A type that goes on after an error hides from the check what it failed on.
#[test]
fn a_type_that_goes_on_after_an_error() {
    let text = schema("#/text", vec![Constraint::MinLength(5)]);
    let list = contract(vec![schema("#/list", vec![Constraint::Items(text.into())])]);
    for json in [r#"["abc"]"#, r#"[1,"abc"]"#, r#"["abcdef"]"#, r"[1,2]"] {
        let decoded = first(&list).decode::<Tolerant>(json.as_bytes());
        let checked = first(&list).check_slice(json.as_bytes());
        assert_eq!(
            decoded.is_ok(),
            checked.is_valid() && serde_json::from_str::<Tolerant>(json).is_ok(),
            "{json}"
        );
        if !checked.is_valid() {
            assert_eq!(decoded.unwrap_err(), checked, "{json}");
        }
    }
}

/// The same, where it is the type of a single value that goes on.
#[test]
fn a_type_that_takes_a_default_for_an_error() {
    let text = || schema("#/text", vec![Constraint::MinLength(5)]);
    let one = contract(vec![text()]);
    let list = contract(vec![schema("#/list", vec![Constraint::Items(text().into())])]);
    for (json, valid) in [("\"abc\"", false), ("\"abcdef\"", true), ("1", true), ("[]", true)] {
        let decoded = first(&one).decode::<OrDefault>(json.as_bytes());
        assert_eq!(decoded.is_ok(), valid && serde_json::from_str::<OrDefault>(json).is_ok(), "{json}");
        let json = format!("[7,{json}]");
        let decoded = first(&list).decode::<Vec<OrDefault>>(json.as_bytes());
        let plain = serde_json::from_str::<Vec<OrDefault>>(&json);
        assert_eq!(decoded.is_ok(), valid && plain.is_ok(), "{json}");
    }
}

/// `serde_json` 1.0.154 reads a key for a boolean from its second byte on, also where that is within a character: it panics,
/// or hands out a text that is none. Neither does our own reader, nor the engine, which asks for keys as texts only.
#[test]
fn keys_that_are_no_booleans() {
    for contract in [anything(), anything_whole()] {
        let report = first(&contract).decode::<BTreeMap<bool, Value>>(r#"{"é":0}"#.as_bytes()).unwrap_err();
        assert_eq!(report.violations()[0].keyword(), Keyword::Model);
    }
}

/// A key that a type reads as a number is judged as it is written.
#[test]
fn keys_are_judged_as_they_are_written() {
    let contract = contract(vec![schema("#/map", vec![Constraint::MinProperties(3)])]);
    let report = first(&contract).decode::<Pairs<f64>>(br#"{"1.0":0,"1e0":0}"#).unwrap_err();
    assert_eq!(report.violations().len(), 1, "{report}");
    assert_eq!(report.violations()[0].keyword(), Keyword::MinProperties);
}

#[cfg(feature = "serde-json-extremes")]
mod extremes {
    use serde_json::json;
    use serde_json::value::RawValue;

    use super::*;
    use crate::contracts::written;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "the fields are looked at in their `Debug` form")]
    struct Raw<'a> {
        #[serde(borrow)]
        a: &'a RawValue,
        #[serde(borrow, default)]
        b: Option<&'a RawValue>,
    }

    #[test]
    fn raw_text_is_handed_on() {
        let anything = anything();
        for text in TEXTS {
            same::<Box<RawValue>>(&anything, text);
            same::<&RawValue>(&anything, text);
            same::<Vec<Box<RawValue>>>(&anything, text);
            same::<BTreeMap<String, &RawValue>>(&anything, text);
            same::<Raw<'_>>(&anything, text);
        }
    }

    #[test]
    fn raw_text_is_judged() {
        let contract = written(&[json!({
            "properties": {"a": {"type": "string", "maxLength": 2}}, "additionalProperties": false,
        })]);
        let checker = first(&contract);
        assert_eq!(checker.decode::<Raw<'_>>(br#"{"a": "xy" }"#).unwrap().a.get(), r#""xy""#);
        for text in [r#"{"a":"xyz"}"#, r#"{"a":{"b":1,"b":2}}"#, r#"{"a":"\ud800"}"#, r#"{"a":1.50,"x":0}"#] {
            let report = checker.decode::<Raw<'_>>(text.as_bytes()).unwrap_err();
            assert_eq!(report, checker.check_slice(text.as_bytes()));
            assert!(!report.is_valid());
        }
    }

    /// Exact numbers keep their digits, also through memory.
    #[test]
    fn numbers_keep_their_digits() {
        for contract in [anything(), anything_whole()] {
            let text = r#"{"a":0.10000000000000000000000001,"b":[123456789012345678901234567890,1.00]}"#;
            let value = first(&contract).decode::<Value>(text.as_bytes()).unwrap();
            assert_eq!(value.to_string(), text);
        }
    }
}

/// What one branch calls an integer is one for the type, whichever branch is tried first.
#[test]
fn integers_of_any_branch() {
    let either = written(&[json!({"anyOf": [{"type": "number"}, {"type": "integer"}]})]);
    let inner = written(&[json!({"anyOf": [
        {"additionalProperties": {"type": "number"}},
        {"additionalProperties": {"type": "integer"}},
    ]})]);
    for strict in [false, true] {
        let options = Options::new().strict(strict);
        assert_eq!(*first(&either).with(&options).decode::<i64>(b"1.0").unwrap(), 1);
        let decoded = first(&inner).with(&options).decode::<BTreeMap<String, i64>>(br#"{"n":1.0}"#).unwrap();
        assert_eq!(decoded["n"], 1);
    }
}
