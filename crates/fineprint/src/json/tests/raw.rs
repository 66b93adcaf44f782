//! The text of a value as it stands, by the protocol of `serde_json`'s `RawValue`.

use serde::Deserialize;
use serde::de::{MapAccess, Visitor};

use super::super::deserializer::RAW_VALUE;
use super::read;

/// Asks as `RawValue` does, whether or not the build has it.
#[derive(Debug, PartialEq)]
struct Raw<'de>(&'de str);

impl<'de> Deserialize<'de> for Raw<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(RAW_VALUE, RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw<'de>;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Raw<'de>, A::Error> {
        assert_eq!(members.next_key::<&str>()?, Some(RAW_VALUE));
        members.next_value().map(Raw)
    }
}

const VALUES: &[&str] = &["1", "-1.50e+2", "null", "\"\\u0041\"", "[ 1,\n2 ]", "{\"a\" : {}}", "[[[]]]"];

#[test]
fn raw_text_is_borrowed_as_it_stands() {
    for value in VALUES {
        assert_eq!(read::<Raw<'_>>(&format!(" \n{value} ")), Ok(Raw(value)));
        let list = format!("[{value} , {value}]");
        assert_eq!(read::<Vec<Raw<'_>>>(&list), Ok(vec![Raw(value), Raw(value)]));
    }
    for broken in ["", "[1,]", "{\"a\"}", "1 2", "\"\\ud800\"", "1e400", "nul", "[", "]"] {
        read::<Raw<'_>>(broken).unwrap_err();
    }
}

#[cfg(feature = "serde-json-extremes")]
#[test]
fn raw_values_read_the_same() {
    use std::collections::BTreeMap;

    use serde_json::value::RawValue;
    for value in VALUES {
        assert_eq!(read::<&RawValue>(value).unwrap().get(), *value);
        assert_eq!(read::<Box<RawValue>>(value).unwrap().get(), *value);
        let object = format!("{{\"key\": {value}}}");
        let members: BTreeMap<&str, &RawValue> = read(&object).unwrap();
        assert_eq!(members["key"].get(), *value);
    }
}
