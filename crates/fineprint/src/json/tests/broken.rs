//! Broken texts: all beginnings of dense samples, and all samples with one byte changed.

use serde_json::Value;

use super::{Category, agree, agree_on_all, expected, verdict};

const SAMPLES: &[&str] = &[
    r#"{"a":[1,-2.5e+3,0.1,true,false,null,{}],"b\n":"\u00e9\ud83d\ude00\"","c":{"d":[[]]}}"#,
    "{\n  \"key\" : \"value\",\r\n\t\"list\" : [ 1 , 2 ,\n 3 ]\n}\n",
    r"[-0,-1,10,1e5,1E-5,123456789012345678901234567890,0.000000000000000000001,18446744073709551615]",
    r#"[["",{},[]],"twelve bytes","é€😀 and more than a word",{"é":"€"}]"#,
    "\n\n[\n\n\"\\b\\f\\n\\r\\t\\/\\\\\" ,\n\"\u{7f}\" ]",
];

#[test]
fn beginnings_are_incomplete_in_the_same_place() {
    for sample in SAMPLES {
        for end in (0..sample.len()).filter(|end| sample.is_char_boundary(*end)) {
            agree::<Value>(&sample[..end]);
            agree_on_all(&sample[..end]);
        }
    }
}

#[test]
fn changed_bytes_are_found_in_the_same_place() {
    for sample in SAMPLES {
        for at in 0..sample.len() {
            for byte in 0..0x80 {
                let mut bytes = sample.as_bytes().to_vec();
                bytes[at] = byte;
                // Half a character is refused before there is a reader.
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    agree_on_all(text);
                }
            }
        }
    }
}

#[test]
fn missing_and_doubled_bytes_are_found_in_the_same_place() {
    for sample in SAMPLES {
        for at in
            (0..sample.len()).filter(|at| sample.is_char_boundary(*at) && sample.is_char_boundary(at + 1))
        {
            agree_on_all(&format!("{}{}", &sample[..at], &sample[at + 1..]));
            agree_on_all(&format!("{}{}", &sample[..=at], &sample[at..]));
        }
    }
}

/// Where what is ignored is judged by `serde_json` in another way than what is looked at, and how.
#[test]
fn ignored_values_are_judged_like_others() {
    use serde::de::IgnoredAny;
    let cases = [
        ("[\"\\ud800\"]", Ok(()), Err((Category::Syntax, 1, 9))),
        ("[1e400]", Ok(()), Err((Category::Syntax, 1, 6))),
        ("[1.", Err((Category::Syntax, 1, 3)), Err((Category::Eof, 1, 3))),
        ("[1e", Err((Category::Syntax, 1, 3)), Err((Category::Eof, 1, 3))),
        ("[-", Err((Category::Syntax, 1, 2)), Err((Category::Eof, 1, 2))),
        ("[\"\u{1}\"]", Err((Category::Syntax, 1, 2)), Err((Category::Syntax, 1, 3))),
    ];
    for (text, theirs, ours) in cases {
        assert_eq!(expected::<IgnoredAny>(text).map(drop), theirs, "{text:?}");
        assert_eq!(verdict::<IgnoredAny>(text).map(drop), ours, "{text:?}");
        assert_eq!(expected::<Value>(text).map(drop), ours, "{text:?}");
    }
}

#[test]
fn errors_say_nothing_of_the_payload() {
    let refused = super::read::<u8>("\"secret\"").unwrap_err();
    assert_eq!(refused.to_string(), "not what the type holds, seen after 8 bytes");
    let broken = super::read::<Value>("[\"secret\" 1]").unwrap_err();
    assert_eq!(
        format!("{broken:?}"),
        "Error(expected a comma or the end of what is open, seen after 11 bytes)"
    );
    assert_eq!(size_of::<Result<(), super::Error>>(), 8);
}
