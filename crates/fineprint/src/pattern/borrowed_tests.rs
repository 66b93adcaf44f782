//! What ECMA-262 lacks: that it means what other engines make of it, that it is told, and what is refused all the same.

use proptest::prelude::*;

use super::{
    Match, Pattern, backtrack, is_ecma_262, parser, program,
    tests::{check, config, patterns},
};

#[test]
fn borrowed_notations_mean_what_other_engines_say() {
    check(&[
        (r"\Aab\z", &["ab"], &["ab\n", "xab", "abx", ""]),
        (r"\Aab\Z", &["ab"], &["ab\n", "xab"]),
        (r"a|\Ab", &["xa", "b"], &["xb"]),
        (r"\A(?!x)\w+(?<!y)\z", &["ab"], &["xb", "ay"]),
        (r"^\p{Alnum}+$", &["aZ09"], &["é", "_", ""]),
        (r"^\P{Alnum}+$", &["é_"], &["a"]),
        (r"^[\p{Alnum}_:.\-]+$", &["a_-"], &["a b", "é"]),
        (r"^[^\p{Print}]$", &["\n", "é", "\x7F"], &[" ", "~"]),
        (r"^\p{Graph}$", &["!", "~"], &[" ", "é", "\x7F"]),
        (r"^\p{Punct}$", &["!", "/", ":", "@", "[", "`", "{", "~", "$", "+"], &["a", "0", " ", "«"]),
        (r"^\p{Cntrl}$", &["\0", "\x1F", "\x7F"], &[" ", "\u{80}"]),
        (r"^\p{Blank}$", &[" ", "\t"], &["\n", "\u{A0}"]),
        (r"^\p{Space}$", &[" ", "\t", "\n", "\x0B", "\r"], &["\u{A0}", "\u{2028}", "x"]),
        (r"^\p{XDigit}+$", &["09afAF"], &["g", "٣"]),
        (r"^\p{all}$", &["\n", "é"], &[""]),
        (r"^\p{Digit}+$", &["09"], &["٣", "a"]),
        // These ECMA-262 has, and they are those of Unicode, also beside borrowed ones.
        (r"^[\p{Alpha}\p{Digit}]+$", &["é1"], &["-"]),
        (r"^\p{Upper}\p{Lower}\p{Digit}$", &["Éé1"], &["éé1"]),
        (r"^\p{digit}$", &["٣"], &["a"]),
        (r"^\p{letter}\p{Greek}$", &["éα"], &["éa"]),
        (r"^[\p{Print}&&[^|:/]]+$", &["a b", "a]", "&"], &["a:b", "é"]),
        (r"^[\p{L}&&[^\p{Lu}]&&[a-z]]$", &["a"], &["A", "é", "&"]),
        (r"^(?i)[a-z&&[^AEIOU]]$", &["b", "B"], &["a", "E"]),
        (r"(?s)^a.b$", &["a\nb", "a\u{2028}b"], &["ab"]),
        (r"(?s:.)(?-s:.)", &["\na"], &["a\n"]),
        (r"(?i)^[\w-.]+$", &["a-B."], &["é"]),
    ]);
}

#[test]
fn the_flag_for_case_goes_as_far_as_its_group() {
    check(&[
        ("(?i)^(all|none)$", &["ALL", "None"], &["al"]),
        (r"([^\s]+(\.(?i)(jpeg|pdf))$)", &["a.PDF", "A.jpeg"], &["a.PD"]),
        ("^a(?i)b$", &["ab", "aB"], &["Ab"]),
        ("(?i)^a|b$", &["A", "B"], &["c"]),
        ("^(a(?i)b)c$", &["aBc"], &["ABc", "abC"]),
        ("^(?i:a)b$", &["Ab"], &["aB"]),
        ("^(?i)a(?-i:b)c$", &["AbC"], &["aBc"]),
        ("^(?i-s:a.)(?-i)b$", &["Axb"], &["A\nb", "AxB"]),
        ("(?i)^[a-c]$", &["B"], &["d", "D"]),
        ("(?i)^[^a-c]$", &["D"], &["b", "B"]),
        (r"(?i)^\x41\u0042$", &["aB"], &["ac"]),
        (r"(?i)^\p{Lu}$", &["a"], &["1"]),
        ("(?i)^éσß$", &["Éςẞ"], &["eσß", "éσss"]),
        ("(?i)^ſk$", &["Sk", "s\u{212A}"], &["xk"]),
        // Letters only: these classes are those of ASCII, with the flag or without.
        (r"(?i)^\w$", &["k", "S"], &["\u{212A}", "ſ"]),
        (r"(?i)^\W$", &["\u{212A}", "-"], &["k", "S"]),
        (r"(?i)^(a+)-\1$", &["aA-Aa", "a-A"], &["aa-A", "a-b"]),
        (r"(?i)^(k)\1$", &["\u{212A}k", "K\u{212A}"], &["k"]),
        (r"^(k)(?i:\1)\1$", &["kKk"], &["kkK"]),
        (r"(?i)(?<=\1(k))x", &["K\u{212A}x", "\u{212A}kx"], &["akx", "kx"]),
        ("(?i)", &["", "a"], &[]),
        ("(?i)()(?=B)", &["ab"], &["a"]),
    ]);
}

#[test]
fn the_first_borrowed_notation_is_told() {
    let rows: &[(&str, Option<&str>)] = &[
        ("^[a-z]+$", None),
        (r"^\_[\w-.]\p{L}$", None),
        (r"\p{Alpha}\p{digit}\p{ASCII}\p{sc=Grek}", None),
        (r"[a&&[b]", None),
        (r"[a&&b\_]", None),
        (r"\d\A", Some(r"\A")),
        (r"a\z\A", Some(r"\z")),
        (r"\Z", Some(r"\Z")),
        (r"é[\p{Alnum}\P{Digit}]", Some(r"\p{Alnum}")),
        (r"\P{letter}", Some(r"\P{letter}")),
        (r"\p{Greek}", Some(r"\p{Greek}")),
        ("(?i)a", Some("(?i)")),
        ("a(?s-i:b)", Some("(?s-i:")),
        (r"[\p{Print}&&[b]]", Some(r"\p{Print}")),
    ];
    // What Annex B would make of it, no author means; and still it is no mistake to say so.
    assert_eq!(Pattern::new("[a&&[b]]").unwrap().borrowed(), Some("&&"));
    assert_eq!(is_ecma_262("[a&&[b]]"), Match::GaveUp);
    for (source, expected) in rows {
        assert_eq!(Pattern::new(source).unwrap().borrowed(), *expected, "{source}");
        let frozen = Pattern::frozen(source);
        assert_eq!(frozen.borrowed(), *expected, "{source}");
        assert_eq!(is_ecma_262(source), if expected.is_none() { Match::Yes } else { Match::No }, "{source}");
    }
    assert_eq!(Pattern::frozen("(").borrowed(), None);
}

#[test]
fn what_engines_do_not_agree_on_is_refused() {
    let sources = [
        "(?m)^a$",
        "(?x)a b",
        "(?im)a",
        "(?u)a",
        "(?i--s)a",
        "a(?i)b|c",
        "^(?i)a|b$",
        "(?i)*",
        "(?i",
        "(?i)(",
        r"\A*",
        r"[\A]",
        r"\h",
        r"\R",
        r"\G",
        r"\Qa\E",
        "a++",
        "a*+",
        "(?>a)",
        "(?R)",
        "(?1)",
        "(a)?(?(1)b|c)",
        "[_-.]",
        r"\p{alnum}",
        r"\p{Alnum",
        r"\p{javaLowerCase}",
        r"\p{^Alnum}",
        r"[\p{Alnum}&&\P{Digit}]",
        r"[\p{Alnum}&&]",
        r"[\p{Alnum}&&[b]c]",
        r"[^\p{Alnum}&&[b]]",
        r"[\p{Alnum}&&[b]",
        "(?P<n>a)",
        "(?<n>a)(?i)(?P=n)",
    ];
    let accepted: Vec<_> = sources.into_iter().filter(|source| Pattern::new(source).is_ok()).collect();
    assert_eq!(accepted, [""; 0]);
    assert!(sources.into_iter().all(|source| is_ecma_262(source) == Match::No));
}

#[test]
fn of_what_is_beyond_the_limits_nobody_knows_whether_it_is_ecma_262() {
    let too_deep = "(".repeat(100) + &")".repeat(100);
    for text in [&*"a".repeat(20_000), &too_deep, r"\p{Script=Zzzz}"] {
        assert_eq!(is_ecma_262(text), Match::GaveUp);
        assert!(Pattern::new(text).is_err());
    }
}

#[test]
fn the_characters_that_have_cases_are_those_that_fold() {
    for c in '\0'..=char::MAX {
        let mut folded = super::class::literal(c.into());
        folded.case_fold_simple();
        assert_eq!(super::class::both_cases(super::class::literal(c.into())), folded, "{c:?}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn without_case_agrees_with_regress(source in patterns(), texts in prop::collection::vec("[abABéÉ \n]{0,7}", 8)) {
        let oracle = regress::Regex::with_flags(&source, "iu").unwrap();
        let pattern = Pattern::new(&format!("(?i){source}")).unwrap();
        for text in &texts {
            let expected = if oracle.find(text).is_some() { Match::Yes } else { Match::No };
            prop_assert_eq!(pattern.find_in(text), expected, "{} on {:?}", source, text);
        }
    }

    /// Both engines, and where Unicode's case is not as simple as ASCII's.
    #[test]
    fn folding_agrees_with_regex_and_regress(
        source in r"(\[\^?[kſsKßẞσςΣİıiIµμǅÅ]{1,3}(a-[g-z]|K-[k-p])?\]|[kſsKßẞσςΣİıiIµμǅÅ]|\.|\|){1,3}",
        texts in prop::collection::vec("[kKKſsSßẞσςΣİıiIµμΜǅǆǄÅåÅx]{0,3}", 8),
    ) {
        let regress = regress::Regex::with_flags(&source, "iu").unwrap();
        let regex = regex::RegexBuilder::new(&source).case_insensitive(true).build().unwrap();
        let source = format!("(?i){source}");
        let pattern = Pattern::new(&source).unwrap();
        let program = program::compile(&parser::parse(&source).unwrap().node);
        for text in &texts {
            let found = pattern.find_in(text) == Match::Yes;
            prop_assert_eq!(found, regress.find(text).is_some(), "regress: {} on {:?}", source, text);
            prop_assert_eq!(found, regex.is_match(text), "regex: {} on {:?}", source, text);
            prop_assert_eq!(found, backtrack::find_in(&program, text) == Match::Yes, "{} on {:?}", source, text);
        }
    }
}
