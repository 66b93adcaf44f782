//! One row a trap: where ECMA-262 differs from other dialects, what it refuses, and what must end in bounded
//! time.

use std::time::{Duration, Instant};

use proptest::{prelude::*, test_runner::RngSeed};

use super::{Match, Pattern, enabled::Engine};

/// A pattern, texts that it accepts, texts that it rejects.
type Row = (&'static str, &'static [&'static str], &'static [&'static str]);

#[track_caller]
pub(super) fn check(rows: &[Row]) {
    for (source, accepts, rejects) in rows {
        let pattern = Pattern::new(source).unwrap_or_else(|error| panic!("{source:?}: {error}"));
        let verdicts =
            |texts: &[&'static str]| texts.iter().map(|t| (*t, pattern.find_in(t))).collect::<Vec<_>>();
        let expected =
            |texts: &[&'static str], verdict| texts.iter().map(|t| (*t, verdict)).collect::<Vec<_>>();
        assert_eq!(verdicts(accepts), expected(accepts, Match::Yes), "{source:?} accepts");
        assert_eq!(verdicts(rejects), expected(rejects, Match::No), "{source:?} rejects");
    }
}

#[test]
fn classes_mean_what_ecma_262_says() {
    check(&[
        (r"^\d$", &["0", "9"], &["\u{7C0}", "a", ""]),
        (r"^\D$", &["\u{7C0}", "a"], &["0"]),
        (r"^\w$", &["a", "Z", "0", "_"], &["é", "-", "\u{17F}", "\u{212A}"]),
        (r"^\W$", &["é", "-", "😀"], &["a", "_"]),
        (
            r"^\s$",
            &[" ", "\t", "\u{B}", "\u{FEFF}", "\u{A0}", "\u{2028}", "\u{3000}"],
            &["\u{85}", "\u{200B}"],
        ),
        (r"^\S$", &["\u{85}", "x"], &["\u{FEFF}", "\n"]),
        (r"^[^\S\n]$", &[" "], &["\n", "x"]),
        (r"^.$", &["a", "😀", "\u{85}", "\u{B}"], &["\n", "\r", "\u{2028}", "\u{2029}", ""]),
        (r"^[]$", &[], &["", "a"]),
        (r"a[]|b", &["b"], &["a"]),
        (r"^[^]$", &["a", "\n", "😀"], &["", "ab"]),
        (r"^[[a]$", &["[", "a"], &["]", "b"]),
        (r"^[a&&b]$", &["a", "&", "b"], &["c"]),
        (r"^[!--]$", &["!", "-", "+"], &["."]),
        (r"^[a~~b]$", &["~"], &["c"]),
        (r"^[a^]$", &["a", "^"], &["b"]),
        (r"^[a-]$", &["a", "-"], &["b"]),
        (r"^[-a]$", &["a", "-"], &["b"]),
        (r"^[\b]$", &["\u{8}"], &["b"]),
        (r"^[#\-x y]$", &["#", "-", "x", " "], &["!", "y "]),
        (r"^[:alpha:]$", &["a", ":"], &["b"]),
        (r"^\w{1,255}$", &["abc"], &["é", ""]),
        (r"^#  x$", &["#  x"], &["#x", ""]),
    ]);
}

#[test]
fn assertions_mean_what_ecma_262_says() {
    check(&[
        ("^abc$", &["abc"], &["abc\n", "\nabc", "abc\r\n"]),
        ("b", &["abc"], &["ac"]),
        (r"\bx\b", &["x", "a x b", "éxé"], &["ax", "x_"]),
        (r"^é\Bé$", &["éé"], &[]),
        (r"^a\B", &["ab"], &["a", "a b", "aé"]),
        (r"é|\B", &["aéa"], &["a"]),
        (r"\b(?=é)", &["aé"], &["éé"]),
        (r"(?:^)*a", &["ba"], &["b"]),
        (r"a|^b$", &["xa", "b"], &["xb"]),
    ]);
}

#[test]
fn escapes_mean_what_ecma_262_says() {
    check(&[
        (r"^\cA\cz$", &["\u{1}\u{1A}"], &["cAcz"]),
        (r"^[\cJ]$", &["\n"], &["J"]),
        (r"^\0$", &["\0"], &["0"]),
        (r"^\/\.\-$", &["/.-"], &["/x-"]),
        (r"^\t\n\v\f\r$", &["\t\n\u{B}\u{C}\r"], &["tnvfr"]),
        (r"^\x41\u0042\u{43}\u{000044}$", &["ABCD"], &["x41"]),
        (r"^\uD83D\uDE00$", &["😀"], &["\u{FFFD}"]),
        (r"^[\uD83D\uDE00-\uD83D\uDE4F]$", &["😀", "🙏"], &["a", "🚀"]),
        (r"^[ -\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF]+$", &["a😀\u{10FFFF}"], &["\u{FFFF}", "\t"]),
        (r"^[\uD800-\uDFFF]$", &[], &["a", "😀", "\u{FFFD}"]),
        (r"^[^\uD800-\uDFFF]$", &["a", "😀"], &[""]),
        (r"\uD800", &[], &["a", "\u{10000}"]),
        (r"^[\u0000-\u{10FFFF}]$", &["\0", "\u{10FFFF}", "\u{E000}"], &[""]),
        (r"^\u{1F600}$", &["😀"], &["u"]),
    ]);
}

#[test]
fn properties_are_those_of_unicode() {
    check(&[
        (r"^\p{Lu}$", &["A", "É"], &["a", "1"]),
        (r"^\P{Lu}$", &["a", "1"], &["É"]),
        (r"^[^\p{L}\d]$", &["-"], &["é", "1"]),
        (r"^\p{Script=Greek}$", &["α"], &["a"]),
        (r"^\p{sc=Cyrl}\p{General_Category=Letter}$", &["жa"], &["a1"]),
        (r"^\p{ASCII}$", &["a"], &["é"]),
        (r"^\p{Any}$", &["😀"], &[""]),
        (r"^\p{Zl}$", &["\u{2028}"], &["\u{2029}"]),
        // Annex B would read the letter p; an author of real specs means the property beside a needless
        // escape.
        (r"^[\p{L}\_]$", &["é", "_"], &["{", "1"]),
    ]);
}

#[test]
fn annex_b_is_the_second_reading() {
    check(&[
        (r"^\_\@\-\ \é$", &["_@- é"], &[r"\_"]),
        (r"^[\w-.]+$", &["a-b.c"], &["a,b"]),
        (r"^[a-\d]$", &["a", "-", "5"], &["b"]),
        ("^a{,5}$", &["a{,5}"], &["aaa", ""]),
        ("^{a}$", &["{a}"], &["a"]),
        ("^a{$", &["a{"], &["a"]),
        ("^a{1$", &["a{1"], &["a"]),
        ("^]}$", &["]}"], &[""]),
        (r"^[\000-\037]$", &["\0", "\u{1F}"], &[" "]),
        (r"^\101\1011\400$", &["AA1 0"], &["AA1"]),
        (r"^\8$", &["8"], &["\\8"]),
        (r"^(a)\2$", &["a\u{2}"], &["aa"]),
        ("^(?=a)*b", &["b"], &["a"]),
        ("^(?=a)+b", &[], &["b", "ab"]),
        ("^(?!a){2}b", &["b"], &["ab"]),
        (r"^\p$", &["p"], &["\\p"]),
    ]);
}

#[test]
fn look_around_sees_what_is_there() {
    check(&[
        ("^(?!aws:)[a-z:]+$", &["a:", "xaws:"], &["aws:", "aws:x"]),
        ("^(?=.*[a-z])(?=.*[0-9]).{4,}$", &["abc1", "1234a"], &["abcd", "a1"]),
        ("(?!^[0-9]+$)^[a-z0-9]+$", &["a1"], &["11"]),
        ("^[a-z-]+(?<!-)$", &["a-b"], &["a-", "-"]),
        ("^(?<!a)$", &[""], &["a"]),
        ("(?<=a+)b", &["aab"], &["b", "cb"]),
        ("(?<=^a{1,3})b", &["aab"], &["aaaab", "b"]),
        ("(?<!ab|c)d", &["d", "bd"], &["abd", "cd"]),
        ("^a(?=b(?!c))", &["ab", "abd"], &["abc", "a"]),
        ("(?<=é)x", &["éx"], &["ex"]),
        ("^(?:a(?!b)|b)+$", &["aa", "bba"], &["ab"]),
        ("[a-z]*(?!\\.)$", &["a."], &[]),
        ("^((?!-)[a-z-]{1,3}(?<!-)\\.)+com$", &["a-b.com", "a.b.com"], &["-a.com", "a-.com", "com"]),
    ]);
}

#[test]
fn back_references_repeat_what_was_captured() {
    check(&[
        (r#"^(['"]).*\1$"#, &["'a'", "\"a\""], &["'a\""]),
        (r"^(?<q>a|b)x\k<q>$", &["axa"], &["axb"]),
        (r"^(?:(a)|b)\1$", &["aa", "b"], &["ba", "a"]),
        (r"^\1(a)$", &["a"], &["aa"]),
        (r"^(a\1)$", &["a"], &["aa"]),
        // Each round of a loop begins without the captures of the last.
        (r"^(?:(a)|b)*\1$", &["ab", "aa"], &["aba"]),
        (r"^(?:(a)|(b)\1)+c$", &["abc", "abac"], &["c", "ab"]),
        (r"^(?!(a)b)\w\1$", &["a", "c"], &["aa"]),
        (r"^(?=(a+))a*b\1$", &["aba", "aabaa"], &["aab"]),
        // Look-behind is read from right to left: the second group is the greedy one.
        (r"(?<=^(\d+)(\d+))x\1$", &["123x1"], &["123x12"]),
        (r"(?<=\1(a))b", &["aab"], &["ab"]),
        (r"^(z)((a+)?(b+)?(c))*\4$", &["zaacbbbcac"], &["zb"]),
    ]);
}

#[test]
fn mistakes_are_refused_with_their_place() {
    let rows = [
        ("^[z-a]$", 2),
        ("[a--c]", 1),
        ("a{2,1}", 1),
        ("(a", 0),
        ("a)", 1),
        ("[a", 0),
        ("a\\", 1),
        ("*a", 0),
        ("a**", 2),
        ("x{1}{2}", 4),
        ("^*", 1),
        (r"\b+", 2),
        ("(?<=a)*", 6),
        ("{1}", 0),
        (r"\p{Alphabetical}", 0),
        (r"[\p{Print}&&^|]", 10),
        (r"\p{L", 0),
        (r"\p{}", 0),
        (r"\A\d\h", 4),
        (r"\a", 0),
        (r"\xZZ", 0),
        (r"\u{110000}", 0),
        (r"\u{}", 0),
        (r"\u+123", 0),
        (r"\k<a>", 0),
        (r"\c1", 0),
        ("(?m)a", 0),
        ("a(?i)b|c", 6),
        ("(?P<n>a)", 0),
        ("(?#c)", 0),
        ("(?<1>a)", 0),
        ("(?<n>a)(?<n>b)", 0),
    ];
    let found: Vec<_> =
        rows.iter().map(|(p, _)| (*p, Pattern::new(p).err().map_or(usize::MAX, |e| e.offset()))).collect();
    assert_eq!(found, rows);
}

#[test]
fn a_frozen_pattern_that_cannot_be_compiled_gives_up() {
    static BAD: Pattern = Pattern::frozen("(");
    static GOOD: Pattern = Pattern::frozen("^a$");
    assert_eq!(BAD.find_in("("), Match::GaveUp);
    assert_eq!(GOOD, Pattern::new("^a$").unwrap());
    assert_ne!(GOOD, BAD);
    assert_eq!(format!("{GOOD:?}"), r#"Pattern("^a$")"#);
    assert_eq!(GOOD.source(), "^a$");
}

#[test]
fn look_around_at_the_ends_runs_in_linear_time() {
    let is_linear = |source| {
        let pattern = Pattern::new(source).unwrap();
        !matches!(pattern.engine().as_ref().unwrap(), Engine::Backtrack(_))
    };
    assert!(is_linear("^(?!aws:)[a-z]+(?<!-)$"));
    assert!(is_linear("(?=.*a)(?!b)^.*$"));
    assert!(is_linear("^.{1,2000}$"));
    assert!(!is_linear("(?!aws:)[a-z]+"));
    assert!(!is_linear(r"^(?=(a))\1$"));
    assert!(!is_linear("^a(?=b)"));
    assert_eq!(Pattern::new("^.{0,262144}$").unwrap().find_in(&"a".repeat(90_000)), Match::Yes);
    let text = "a".repeat(1 << 20);
    assert_eq!(Pattern::new(r"^(?!\s*$).+").unwrap().find_in(&text), Match::Yes);
}

/// Each ends within seconds, also unoptimized: refused, answered or given up. The limit leaves room for a busy
/// machine.
#[test]
fn hostile_patterns_and_texts_take_bounded_time() {
    let long = "a".repeat(1 << 20);
    let nested = |open: &str, close: &str, depth| format!("{}a{}", open.repeat(depth), close.repeat(depth));
    let patterns = [
        r"^(a+)+$".to_owned(),
        r"^(?=a)(a+)+(?!a)$".to_owned(),
        r"^(a|a)*\1b$".to_owned(),
        r"(?!.*a)b".to_owned(),
        r"(?:(?=.*a.*a)a)+b".to_owned(),
        r"(a{1000}){1000}".to_owned(),
        r"((((a{1000}){1000}){1000}){1000}){1000}".to_owned(),
        r"^.{0,262144}$".to_owned(),
        r"(?:){4294967296}(?=b)".to_owned(),
        r"(?:(?:(?:)*)*)*(?=b)".to_owned(),
        r"(a*)*(?=b)".to_owned(),
        r"(a)\1{99999999}(?=b)".to_owned(),
        format!("^{}", "(?=a{9999})".repeat(1000)),
        "(?=".repeat(64) + &")".repeat(64),
        r"\p{L}".repeat(3000),
        format!("[{}]", r"\p{L}".repeat(3000)),
        format!("[{}]", r"\w-.".repeat(3000)),
        format!("({})(?=b)", "a?".repeat(5000)),
        "{1".repeat(8000),
        r"(?<a>\k<a>)".repeat(1000),
        "(".repeat(10_000) + &")".repeat(10_000),
        "(?:".repeat(5_000),
        "[".repeat(10_000),
        format!("(?i){}", r"\p{L}".repeat(3000)),
        format!("(?i){}", r"\P{Lu}[^a]".repeat(1500)),
        format!("(?i)[{}]", r"\0-\u{10FFFF}".repeat(1000)),
        format!("(?i){}", r"[a-z&&[^b]]".repeat(1400)),
        "[a&&".repeat(4000),
        "(?i)".repeat(4000),
        "(?i:".repeat(4000),
        r"(?i)^(.*)(\1|b)*\1$(?=b)".to_owned(),
        "a|".repeat(8_000),
        nested("(", ")*", 64),
        nested("(?:", "){2}", 64),
        nested("(?:", "?)*", 64) + "(?=b)",
        "a".repeat(100_000),
    ];
    let texts = ["", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", &long];
    for source in &patterns {
        let shown = source.get(..40).unwrap_or(source);
        let start = Instant::now();
        let pattern = Pattern::new(source);
        let verdicts =
            pattern.as_ref().map(|p| texts.map(|text| p.find_in(text))).map_err(ToString::to_string);
        let elapsed = start.elapsed();
        println!("{shown:42} {elapsed:>12?} {verdicts:?}");
        assert!(elapsed < Duration::from_secs(20), "{shown}: {elapsed:?}");
    }
}

/// The same cases in every run, since about one in twenty thousand meets a mistake of `regress`: it refuses
/// `a` to `^((?:a|\1))(?:\1)+`. V8 agreed with this crate on 100,000 such patterns.
pub(super) fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 3000,
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Patterns over a tiny alphabet, so that short random texts are near to matching.
pub(super) fn patterns() -> impl Strategy<Value = String> {
    let atom = prop_oneof![
        4 => "[ab]",
        1 => Just(".".to_owned()),
        1 => Just("[^a]".to_owned()),
        1 => Just(r"\b".to_owned()),
        1 => Just(r"\B".to_owned()),
        1 => Just("^".to_owned()),
        1 => Just("$".to_owned()),
        1 => Just(r"\1".to_owned()),
        1 => Just(r"\2".to_owned()),
        1 => Just("é".to_owned()),
    ];
    atom.prop_recursive(4, 24, 3, |inner| {
        let quantifier = prop_oneof![
            Just("*"), Just("+"), Just("?"), Just("{2}"), Just("{1,2}"), Just("*?"), Just("+?"), Just("??"), Just("{0,2}?")
        ];
        prop_oneof![
            3 => prop::collection::vec(inner.clone(), 1..4).prop_map(|terms| terms.concat()),
            2 => prop::collection::vec(inner.clone(), 2..3).prop_map(|branches| format!("(?:{})", branches.join("|"))),
            2 => inner.clone().prop_map(|body| format!("({body})")),
            3 => (inner.clone(), quantifier).prop_map(|(body, quantifier)| format!("(?:{body}){quantifier}")),
            1 => (inner, prop_oneof![Just("?="), Just("?!"), Just("?<="), Just("?<!")])
                .prop_map(|(body, look)| format!("({look}{body})")),
        ]
    })
    .prop_map(|body| format!("{body}(?:()()){{0}}"))
}

proptest! {
    #![proptest_config(config())]

    /// Both engines say what an implementation of ECMA-262 by other people says.
    #[test]
    fn agrees_with_regress(source in patterns(), texts in prop::collection::vec("[abé \n]{0,7}", 8)) {
        let oracle = regress::Regex::with_flags(&source, "u").unwrap();
        let pattern = Pattern::new(&source).unwrap();
        for text in &texts {
            let expected = if oracle.find(text).is_some() { Match::Yes } else { Match::No };
            prop_assert_eq!(pattern.find_in(text), expected, "{} on {:?}", source, text);
        }
    }

    #[test]
    fn no_pattern_and_no_text_panics(source in r"[\\(){}\[\]?*+|^$.,:<>=!\-&~pukcxDdwWsbB0-9a-fé😀]{0,24}", text in ".{0,12}") {
        if let Ok(pattern) = Pattern::new(&source) {
            pattern.find_in(&text);
        }
    }
}
