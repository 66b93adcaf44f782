//! Payloads that are no JSON, or no text: in what way they are not, where that is told, and in what words.

use fineprint::report::{JsonFault, Kind, Violation};

use crate::contracts::{anything, first};
use crate::hostile::{harmless, report};

#[test]
fn texts_that_are_no_json() {
    use JsonFault::{
        ByteOrderMark, Colon, Comma, Comment, ControlCharacter, Escape, Incomplete, Key, Keyword, NotUtf8,
        Number, OutOfRange, Surrogate, TrailingCharacters, TrailingComma, Value,
    };
    let cases: &[(&[u8], JsonFault, usize, usize)] = &[
        (b"", Incomplete, 1, 1),
        (b"  \n", Incomplete, 1, 3),
        (b"{\"a\":1", Incomplete, 1, 6),
        (b"[1,\n", Incomplete, 1, 4),
        (b"\"abc", Incomplete, 1, 4),
        (b"\xEF\xBB\xBF{}", ByteOrderMark, 1, 1),
        (b"\0", Value, 1, 1),
        (b"[NaN]", Value, 1, 2),
        (b"['a']", Value, 1, 2),
        (b"[1 // one\n]", Comment, 1, 4),
        (b"{\n# one\n}", Comment, 2, 1),
        (b"/* one */ 1", Comment, 1, 1),
        (b"1 // one", Comment, 1, 3),
        ("[\"\u{e9}\u{20ac}\u{1f600}\" 1]".as_bytes(), Comma, 1, 8),
        (b"{\"a\":}", Value, 1, 6),
        (b"[True]", Value, 1, 2),
        (b"[nil]", Keyword, 1, 3),
        (b"[trux]", Keyword, 1, 5),
        (b"{'a':1}", Key, 1, 2),
        (b"{a:1}", Key, 1, 2),
        (b"{1:1}", Key, 1, 2),
        (b"{\"a\" 1}", Colon, 1, 6),
        (b"{\n\"a\"=1}", Colon, 2, 4),
        (b"{\"a\":1 \"b\":2}", Comma, 1, 8),
        (b"[1\n2]", Comma, 2, 1),
        (b"[1}", Comma, 1, 3),
        (b"[1,]", TrailingComma, 1, 3),
        (b"{\"a\":1,\n}", TrailingComma, 1, 7),
        (b"{} {}", TrailingCharacters, 1, 4),
        (b"{}\n\n]", TrailingCharacters, 3, 1),
        (b"{}\0", TrailingCharacters, 1, 3),
        (b"[01]", Number, 1, 3),
        (b"[+1]", Number, 1, 2),
        (b"[.5]", Number, 1, 2),
        (b"[-]", Number, 1, 3),
        (b"[-Infinity]", Number, 1, 3),
        (b"[-x]", Number, 1, 3),
        (b"[1.]", Number, 1, 4),
        (b"[1e+]", Number, 1, 5),
        (b"[1e999]", OutOfRange, 1, 6),
        (b"\"a\0b\"", ControlCharacter, 1, 3),
        (b"\"a\nb\"", ControlCharacter, 1, 3),
        (b"[\n\"a\tb\"]", ControlCharacter, 2, 3),
        (b"\"\\x41\"", Escape, 1, 2),
        (b"\"\\u00g0\"", Escape, 1, 2),
        (b"\"\\u12\"", Escape, 1, 2),
        (b"\"\\u\"\n,1", Escape, 1, 2),
        (b"{\"a\":\"\\u1\"}", Escape, 1, 7),
        (b"\"\\u\xC3\xA9", Escape, 1, 2),
        (b"\"\\u12", Incomplete, 1, 5),
        (b"\"\\\\u1z", Incomplete, 1, 6),
        (b"{\"x\":\"\\ud800\"}", Surrogate, 1, 7),
        (b"{\"\\udc00\":1}", Surrogate, 1, 3),
        (b"\xff", NotUtf8, 1, 1),
        (b"{\"a\":\n \"x\xC3\"}", NotUtf8, 2, 4),
        (b"[\"\xED\xA0\x80\"]", NotUtf8, 1, 3),
        (b"[\"\xF0\x9F\x98\"]", NotUtf8, 1, 3),
        (b"[\"\xC0\x80\"]", NotUtf8, 1, 3),
    ];
    for contract in harmless() {
        for (payload, expected, at_line, at_column) in cases {
            let report = report(first(&contract), payload);
            assert_eq!(report.violations().len(), 1, "{report}");
            let Kind::Json { fault, line, column } = report.violations()[0].kind() else {
                panic!("{report}")
            };
            let text = String::from_utf8_lossy(payload);
            assert_eq!((fault, line), (expected, at_line), "{text}");
            // A number that is kept as text is refused where it ends.
            assert!(column.abs_diff(*at_column) <= usize::from(text.contains("1e999")), "{text}: {column}");
        }
    }
}

/// Each way of being no JSON, in words.
#[test]
fn what_is_no_json_is_told_in_words() {
    let contract = anything();
    let texts: [&[u8]; 17] = [
        b"\"\xFF\"",
        b"\xEF\xBB\xBF{}",
        b"[1,",
        b"{\"a\":}",
        b"[nul]",
        b"{a:1}",
        b"{\"a\" \"b\"}",
        b"[1 2]",
        b"[1,]",
        b"{} {}",
        b"[01]",
        b"[1e999]",
        b"{\"a\": \"b,\n\"c\": 1}",
        b"\"\\x41\"",
        b"\"\\ud800\"",
        b"[.5]",
        b"[1, // one\n2]",
    ];
    let told = texts.map(|text| {
        let report = report(first(&contract), text);
        format!("{}\n    {}", text.escape_ascii(), report.violations()[0])
    });
    insta::assert_snapshot!(told.join("\n"));
}

/// Long text is checked for UTF-8 in blocks: wherever in them it is broken, the place is that of the first broken character.
#[test]
fn broken_characters_in_long_texts() {
    let text = serde_json::to_string(&["é€😀a".repeat(20), "ascii ".repeat(20)]).unwrap();
    let contract = anything();
    let checker = first(&contract);
    assert!(report(checker, text.as_bytes()).is_valid());
    for at in 0..text.len() {
        for broken in [0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xFF] {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = broken;
            let Err(error) = std::str::from_utf8(&bytes) else { continue };
            let report = report(checker, &bytes);
            let [Kind::Json { fault: JsonFault::NotUtf8, line: 1, column }] =
                report.violations().iter().map(Violation::kind).collect::<Vec<_>>()[..]
            else {
                panic!("{broken} at {at}: {report}")
            };
            let before = String::from_utf8_lossy(&bytes[..error.valid_up_to()]).chars().count();
            assert_eq!(*column, before + 1, "{broken} at {at}");
        }
    }
}
