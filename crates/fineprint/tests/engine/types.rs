//! The types that the tests decode into: every way in which serde reads JSON.
#![allow(dead_code, reason = "the fields are looked at in their `Debug` form")]

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

#[derive(Debug, Deserialize)]
pub(crate) struct Unit;

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Newtype(String);

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NumberKey(i16);

#[derive(Debug, Deserialize)]
pub(crate) struct Pair(u8, String);

#[derive(Debug, Deserialize)]
pub(crate) struct Plain {
    a: u32,
    #[serde(default)]
    b: Option<String>,
    #[serde(rename = "c", alias = "t", default)]
    renamed: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Closed {
    a: Value,
    b: Option<Value>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Flat {
    a: Option<i64>,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct FlatStruct {
    b: Option<Value>,
    #[serde(flatten)]
    closed: Option<Tagged>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Borrowing<'a> {
    a: &'a str,
    #[serde(borrow, default)]
    b: Cow<'a, str>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct DoubleOption {
    #[serde(default, deserialize_with = "some")]
    #[allow(clippy::option_option, reason = "absent, null and a number differ")]
    a: Option<Option<u8>>,
}

fn some<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
    #[serde(rename = "a")]
    A,
    #[serde(rename = "b")]
    B,
    Unit,
}

#[derive(Debug, Deserialize)]
pub(crate) enum External {
    Unit,
    New(Box<Value>),
    #[serde(rename = "a")]
    Tuple(u8, Value),
    #[serde(rename = "b")]
    Struct {
        a: Value,
    },
    #[serde(rename = "c")]
    Nested(Box<External>),
    #[serde(other)]
    Other,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
pub(crate) enum Tagged {
    A { a: Option<Value> },
    B(BTreeMap<String, Value>),
    Unit,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "t", content = "c")]
pub(crate) enum Adjacent {
    Unit,
    #[serde(rename = "a")]
    A(u64),
    #[serde(rename = "b")]
    B {
        a: Option<Value>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Untagged {
    Small(u8),
    Float(f64),
    Text(String),
    List(Vec<Untagged>),
    Named { a: Box<Untagged> },
    Map(BTreeMap<String, Untagged>),
    Nothing,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Recursive {
    a: Option<Box<Recursive>>,
    #[serde(default)]
    b: Vec<Recursive>,
}

/// A key of that type may be written in several ways.
#[derive(Debug, Deserialize)]
pub(crate) struct FloatKey(f64);

/// The members of a map in the order of the text, so that no key has to be comparable.
#[derive(Debug)]
pub(crate) struct Pairs<K>(Vec<(K, IgnoredAny)>);

impl<'de, K: Deserialize<'de>> Deserialize<'de> for Pairs<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<K>(std::marker::PhantomData<K>);

        impl<'de, K: Deserialize<'de>> Visitor<'de> for PairsVisitor<K> {
            type Value = Pairs<K>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<K>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor(std::marker::PhantomData))
    }
}

/// Takes whatever it gets, but asks for one kind only: the reader decides what that admits.
#[derive(Debug)]
pub(crate) struct Hinted<const HINT: usize>(String);

/// The questions of [`Hinted`], by number.
pub(crate) const HINTS: usize = 14;

impl<'de, const HINT: usize> Deserialize<'de> for Hinted<HINT> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match HINT {
            0 => deserializer.deserialize_bool(Anything),
            1 => deserializer.deserialize_str(Anything),
            2 => deserializer.deserialize_identifier(Anything),
            3 => deserializer.deserialize_unit(Anything),
            4 => deserializer.deserialize_seq(Anything),
            5 => deserializer.deserialize_map(Anything),
            6 => deserializer.deserialize_struct("S", &["a"], Anything),
            7 => deserializer.deserialize_bytes(Anything),
            8 => deserializer.deserialize_i64(Anything),
            9 => deserializer.deserialize_f64(Anything),
            10 => deserializer.deserialize_ignored_any(Anything),
            11 => deserializer.deserialize_u128(Anything),
            12 => deserializer.deserialize_f32(Anything),
            _ => deserializer.deserialize_any(Anything),
        }
        .map(Self)
    }
}

struct Anything;

macro_rules! say {
    ($($method:ident: $ty:ty,)*) => {
        $(fn $method<E: Error>(self, value: $ty) -> Result<String, E> {
            Ok(format!("{} {value:?}", stringify!($method)))
        })*
    };
}

impl<'de> Visitor<'de> for Anything {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("anything")
    }

    say! {
        visit_bool: bool,
        visit_i64: i64,
        visit_i128: i128,
        visit_u64: u64,
        visit_u128: u128,
        visit_f64: f64,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_bytes: &[u8],
        visit_borrowed_bytes: &'de [u8],
    }

    fn visit_unit<E: Error>(self) -> Result<String, E> {
        Ok("visit_unit".to_owned())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<String, A::Error> {
        let mut said = "visit_seq".to_owned();
        while let Some(item) = items.next_element::<Value>()? {
            said = format!("{said} {item}");
        }
        Ok(said)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut said = "visit_map".to_owned();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            said = format!("{said} {key}={value}");
        }
        Ok(said)
    }
}

/// How much of an array or object a type reads that does not read all.
#[derive(Debug)]
pub(crate) struct Early<const READ: usize>(usize);

impl<'de, const READ: usize> Deserialize<'de> for Early<READ> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EarlyVisitor::<READ>)
    }
}

struct EarlyVisitor<const READ: usize>;

impl<'de, const READ: usize> Visitor<'de> for EarlyVisitor<READ> {
    type Value = Early<READ>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array or object")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Early<READ>, A::Error> {
        for _ in 0..READ {
            items.next_element::<IgnoredAny>()?;
        }
        Ok(Early(READ))
    }

    /// One step is a key or a value; the third way to go wrong is to ask for two keys in a row.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Early<READ>, A::Error> {
        match READ {
            0 => {}
            1 => drop(map.next_key::<IgnoredAny>()?),
            2 => drop(map.next_entry::<IgnoredAny, IgnoredAny>()?),
            _ => drop((map.next_key::<IgnoredAny>()?, map.next_key::<IgnoredAny>()?)),
        }
        Ok(Early(READ))
    }
}

/// Fails between a key and its value.
#[derive(Debug)]
pub(crate) struct Between;

impl<'de> Deserialize<'de> for Between {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct BetweenVisitor;

        impl<'de> Visitor<'de> for BetweenVisitor {
            type Value = Between;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object without the key b")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Between, A::Error> {
                while let Some(key) = map.next_key::<Cow<'de, str>>()? {
                    if key == "b" {
                        return Err(A::Error::custom("b"));
                    }
                    map.next_value::<IgnoredAny>()?;
                }
                Ok(Between)
            }
        }
        deserializer.deserialize_map(BetweenVisitor)
    }
}

/// Goes on after an error.
#[derive(Debug)]
pub(crate) struct Tolerant(Vec<Option<u8>>);

impl<'de> Deserialize<'de> for Tolerant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TolerantVisitor;

        impl<'de> Visitor<'de> for TolerantVisitor {
            type Value = Tolerant;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an array")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tolerant, A::Error> {
                let mut tolerated = Vec::new();
                // More would be a loop without end: not every reader goes on behind an error.
                for _ in 0..8 {
                    match items.next_element::<u8>() {
                        Ok(None) => break,
                        Ok(Some(item)) => tolerated.push(Some(item)),
                        Err(_) => tolerated.push(None),
                    }
                }
                Ok(Tolerant(tolerated))
            }
        }
        deserializer.deserialize_seq(TolerantVisitor)
    }
}

/// Takes a default for what it cannot read, as many a `deserialize_with` does.
#[derive(Debug)]
pub(crate) struct OrDefault(u8);

impl<'de> Deserialize<'de> for OrDefault {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(u8::deserialize(deserializer).unwrap_or_default()))
    }
}
