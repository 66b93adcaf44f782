//! Types that ask for what they want.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_bytes::ByteBuf;

use super::agree;

#[derive(Debug, Deserialize, PartialEq)]
struct Named {
    number: u8,
    text: Option<String>,
    #[serde(default)]
    list: Vec<f32>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Closed {
    a: Wrapped,
    b: (bool, char),
}

#[derive(Debug, Deserialize, PartialEq)]
struct Wrapped(i16);

#[derive(Debug, Deserialize, PartialEq)]
struct Nothing;

#[derive(Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
enum Choice {
    Unit,
    Newtype(u8),
    Tuple(u8, String),
    Struct { a: u8, b: Option<bool> },
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(untagged)]
enum Any {
    Number(i32),
    Text(String),
    Closed(Closed),
    List(Vec<Any>),
}

#[derive(Debug, Deserialize, PartialEq)]
struct Flat {
    #[serde(flatten)]
    rest: BTreeMap<String, serde_json::Value>,
}

/// Every text is read as every type: most of the time they do not fit.
const TEXTS: &[&str] = &[
    "",
    " ",
    "null",
    "nul",
    "true",
    "false",
    "truth",
    "0",
    "-1",
    "7",
    "300",
    "-0",
    "1.5",
    "1e400",
    "\"\"",
    "\"a\"",
    "\"é\"",
    "\"ab\"",
    "\"true\"",
    "\"\\u00e9\"",
    "\"\\ud800\"",
    "\"\u{1}\"",
    "\"open",
    "[",
    "[]",
    "[ ]",
    "[null]",
    "[1]",
    "[1,]",
    "[1 2]",
    "[1,2",
    "[1,2,3]",
    "[1,\"x\"]",
    "[1,\"x\",[1.5]]",
    "[1,\"x\",[],4]",
    "[1,\"x\",[],]",
    "[true,\"c\"]",
    "[true, \"c\" , 1]",
    "[true,\"c\"",
    "{",
    "{}",
    "{ }",
    "{\"number\":1}",
    "{\"number\":1,\"text\":null}",
    "{\"number\":1,\"text\":\"x\",\"list\":[1,2.5],\"more\":{\"deep\":[1e5]}}",
    "{\"number\":1,\"number\":2}",
    "{\"number\":\n\"1\"}",
    "{\"number\":300 }",
    "{\"more\":\"\\ud83d\\ude00\",\"number\":5}",
    "{\"number\":1,}",
    "{\"number\" 1}",
    "{number:1}",
    "{\"number\":1 \"text\":2}",
    "{\"text\":\"x\"}",
    "{\"a\":1,\"b\":[true,\"c\"]}",
    "{\"a\":1,\"b\":[true,\"c\"],\"d\":1}",
    "{\"a\":1,\"b\":[true,\"cd\"]}",
    "{\"a\":1,\"b\":[true]}",
    "[1,[true,\"c\"]]",
    "\"Unit\"",
    "\"Newtype\"",
    "\"Tuple\"",
    "\"Struct\"",
    "\"Un\\u0069t\"",
    "\"Other\"",
    "{\"Unit\":null}",
    "{\"Unit\":1}",
    "{\"Newtype\":5}",
    "{\"Newtype\":500}",
    "{\"Newtype\" : 5 }",
    "{\"Tuple\":[1,\"x\"]}",
    "{\"Tuple\":[1]}",
    "{\"Tuple\":[1,\"x\",2]}",
    "{\"Struct\":{\"a\":1}}",
    "{\"Struct\":{\"a\":1,\"b\":true}}",
    "{\"Struct\":[1,null]}",
    "{\"Struct\":{}}",
    "{\"Newtype\":5,\"Unit\":null}",
    "{\"Newtype\":5",
    "{\"Newtype\":",
    "{\"Newtype\"",
    "{\"Newtype\" 5}",
    "{Newtype:5}",
    "{1:5}",
    "{\"Other\":1}",
    "{\"1\":true}",
    "{\"1\":true,\"-5\":false}",
    "{\"300\":true}",
    "{\"01\":true}",
    "{\" 1\":true}",
    "{\"1 \":true}",
    "{\"1.5\":true}",
    "{\"1e2\":true}",
    "{\"x\":true}",
    "{\"1",
    "{\"-\":true}",
    "{\"true\":true}",
    "{\"false\" :true}",
    "{\"tru\":true}",
    "{\"trues\":1}",
    "{\"truth\":1}",
    "{\"null\":true}",
    "{\"Unit\":true}",
    "{\"\\u0031\":true}",
    "{\"18446744073709551616\":true}",
    "{\"340282366920938463463374607431768211456\":true}",
    "[{\"a\":1,\"b\":[true,\"c\"]}, 5, \"x\", [[]]]",
    "{\"a\":{\"b\":[1,2,{}]}} x",
    "[[1,2],[3]]",
    "[\"Unit\",{\"Newtype\":1}]",
    "{\"a\":\n\n  [1, x]}",
    "1 1",
    "[]]",
    "{}}",
    "null null",
];

macro_rules! agree_as {
    ($($ty:ty),* $(,)?) => {
        for text in TEXTS {
            $(agree::<$ty>(text);)*
            let in_list = format!("[{text} , {text}\n]");
            $(agree::<Vec<$ty>>(&in_list);)*
            let in_object = format!("{{\"key\": {text},\n\"more\":{text}}}");
            $(agree::<BTreeMap<String, $ty>>(&in_object);)*
        }
    };
}

#[test]
fn scalars_and_lists_read_the_same() {
    agree_as!(
        (),
        Nothing,
        bool,
        u8,
        i16,
        u32,
        i64,
        f32,
        f64,
        i128,
        u128,
        char,
        String,
        ByteBuf,
        Wrapped,
        Option<u8>,
        Option<Option<String>>,
        Vec<u8>,
        Vec<()>,
        (u8, String),
        (bool, char),
        [u8; 3],
    );
}

#[test]
fn structs_and_enums_read_the_same() {
    agree_as!(Named, Closed, Choice, Option<Choice>, Vec<Choice>, Any, Flat);
}

#[test]
fn keys_read_the_same_as_other_types() {
    agree_as!(
        BTreeMap<String, bool>, BTreeMap<u8, bool>, BTreeMap<i64, bool>, BTreeMap<i128, bool>, BTreeMap<u128, bool>,
        BTreeMap<bool, bool>, BTreeMap<char, bool>, BTreeMap<Choice, bool>, BTreeMap<Option<u8>, bool>, BTreeMap<ByteBuf, bool>,
        BTreeMap<(), bool>, BTreeMap<Box<str>, Vec<u8>>,
    );
    for text in TEXTS {
        agree::<Pairs<f32>>(text);
        agree::<Pairs<f64>>(text);
    }
}

/// Where a boolean is wanted, `serde_json` takes the first byte of a key away before it reads the rest as text, be it the
/// closing quote or a part of a character. (Of the latter it makes a `str` that is none, so it cannot be asked.)
#[test]
fn keys_that_are_no_booleans_are_read_to_their_end() {
    use super::{Category, expected, verdict};
    for (text, column) in
        [("{\"\":true}", 3), ("{\"\":\"x\"}", 3), ("{\"é\":true}", 5), ("{\"\\u0074rue\":1}", 12)]
    {
        assert_eq!(
            verdict::<BTreeMap<bool, serde_json::Value>>(text).map(drop),
            Err((Category::Data, 1, column))
        );
        agree::<BTreeMap<u8, serde_json::Value>>(text);
        agree::<BTreeMap<char, serde_json::Value>>(text);
        agree::<BTreeMap<String, serde_json::Value>>(text);
    }
    let theirs = expected::<BTreeMap<bool, serde_json::Value>>("{\"\":\"x\"}").map(drop);
    assert_eq!(theirs, Err((Category::Data, 1, 5)));
}

/// The members of an object with keys that have no order.
#[derive(Debug, PartialEq)]
struct Pairs<K>(Vec<(K, bool)>);

impl<'de, K: Deserialize<'de>> Deserialize<'de> for Pairs<K> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<K>(std::marker::PhantomData<K>);
        impl<'de, K: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<K> {
            type Value = Pairs<K>;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<Pairs<K>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = members.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor(std::marker::PhantomData))
    }
}

/// A type that leaves items behind, which are then refused.
#[test]
fn what_is_left_over_is_refused() {
    struct First;
    impl<'de> Deserialize<'de> for First {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            deserializer.deserialize_any(FirstVisitor)
        }
    }
    struct FirstVisitor;
    impl<'de> serde::de::Visitor<'de> for FirstVisitor {
        type Value = First;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str("an array or an object")
        }

        fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<First, A::Error> {
            items.next_element::<IgnoredAny>().map(|_| First)
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<First, A::Error> {
            members.next_entry::<IgnoredAny, IgnoredAny>().map(|_| First)
        }
    }
    for text in [
        "[]",
        "[1]",
        "[1,]",
        "[1, ]",
        "[1,2]",
        "[1,",
        "[1",
        "[1 2]",
        "{}",
        "{\"a\":1}",
        "{\"a\":1,}",
        "{\"a\":1,\"b\":2}",
        "{\"a\":1",
        "{\"a\":1 2}",
    ] {
        assert_eq!(
            super::verdict::<First>(text).map(drop),
            super::expected::<First>(text).map(drop),
            "{text:?}"
        );
    }
}
