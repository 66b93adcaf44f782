//! Whole documents, in the ways that they may be written.

use proptest::prelude::*;
use serde_json::Value;

use super::{agree, agree_on_all, config, expected, read};

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        "[ -~\\n\"\\\\]{0,40}".prop_map(Value::from),
    ];
    scalar.prop_recursive(4, 48, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::vec((".{0,12}", inner), 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

/// Puts `spaces` around the tokens of a text that has none, and writes every other character of its strings as an escape.
fn spread(compact: &str, spaces: &[&str]) -> String {
    let mut spread = String::new();
    let mut space = spaces.iter().copied().cycle();
    let mut characters = compact.chars();
    let mut in_string = false;
    while let Some(character) = characters.next() {
        match character {
            '"' => in_string = !in_string,
            '\\' => {
                spread.push(character);
                let escape = characters.next().unwrap();
                spread.push(escape);
                spread.extend(characters.by_ref().take(if escape == 'u' { 4 } else { 0 }));
                continue;
            }
            _ if in_string && spread.len().is_multiple_of(2) => {
                let units = character.encode_utf16(&mut [0; 2]).to_vec();
                spread.extend(units.iter().map(|unit| format!("\\u{unit:04X}")));
                continue;
            }
            '[' | ']' | '{' | '}' | ',' | ':' if !in_string => {
                spread.extend(space.next());
                spread.push(character);
                spread.extend(space.next());
                continue;
            }
            _ => {}
        }
        spread.push(character);
    }
    spread
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn documents_read_the_same(value in value(), spaces in prop::collection::vec("[ \\t\\r\\n]{0,20}", 1..9)) {
        let compact = value.to_string();
        prop_assert_eq!(&read::<Value>(&compact).unwrap(), &value);
        let spaces: Vec<&str> = spaces.iter().map(String::as_str).collect();
        let texts = [&compact, &serde_json::to_string_pretty(&value).unwrap(), &spread(&compact, &spaces)];
        for text in texts {
            prop_assert_eq!(&expected::<Value>(text).unwrap(), &value);
            agree::<Value>(text);
            agree_on_all(text);
        }
    }

    #[test]
    fn texts_of_json_characters_read_the_same(text in "([\\[\\]{},:\" \\n0-9.eE+\\-tfn]|true|false|null|\"a\"|\\\\u[dD][89c]00|\\\\){0,16}") {
        agree_on_all(&text);
    }
}

#[test]
fn whitespace_is_what_json_says() {
    for space in [" ", "\n", "\t", "\r", "\r\n", "\n        ", "\n         \n ", "  \t  "] {
        for text in [
            format!("{space}1{space}"),
            format!("[{space}1{space},{space}2{space}]{space}"),
            space.to_owned(),
        ] {
            agree_on_all(&text);
        }
    }
    for other in
        ["\u{b}", "\u{c}", "\u{0}", "\u{1f}", "\u{a0}", "\u{feff}", "\u{2028}", "\u{85}", "/", "/**/"]
    {
        for text in [format!("{other}1"), format!("1{other}"), format!("[1{other}]"), format!("[{other}]")] {
            assert!(read::<Value>(&text).is_err(), "{text:?}");
            agree_on_all(&text);
        }
    }
}

#[test]
fn depth_is_limited_where_calls_nest() {
    for depth in [1, 64, 65, 127, 128, 129, 200] {
        for (open, close) in [("[", "]"), ("{\"\":", "}"), ("[{\"a\":", "}]")] {
            let text = format!("{}1{}", open.repeat(depth), close.repeat(depth));
            agree_on_all(&text);
            agree_on_all(text.trim_end_matches(close));
            assert_eq!(read::<Value>(&text).is_ok(), depth * open.matches(['[', '{']).count() < 128);
        }
    }
}

#[test]
fn what_is_ignored_may_be_as_deep_as_it_likes() {
    const DEPTH: usize = 200_000;
    for (open, close) in [("[", "]"), ("{\"\":", "}")] {
        let text = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
        read::<serde::de::IgnoredAny>(&text).unwrap();
        read::<serde::de::IgnoredAny>(&text[..text.len() - 1]).unwrap_err();
    }
    read::<serde::de::IgnoredAny>("[{]}").unwrap_err();
}
