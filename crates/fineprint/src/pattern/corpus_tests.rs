//! Real patterns and the JSON Schema test suite, from a folder that the environment variable
//! `FINEPRINT_CORPUS` names. Each real pattern must compile or have a reason, and both engines must agree
//! with `regress` on texts made for it; with `regex`, where something is borrowed.

use std::{collections::BTreeMap, fs, iter, path::PathBuf, sync::mpsc, thread, time::Duration};

use serde_json::Value;

use super::{Match, Pattern, enabled::Engine, is_ecma_262, node::Node, parser};

fn read(path: &str) -> Option<Value> {
    let Some(folder) = std::env::var_os("FINEPRINT_CORPUS") else {
        println!("skipped: FINEPRINT_CORPUS is not set");
        return None;
    };
    let path = PathBuf::from(folder).join(path);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(serde_json::from_str(&text).unwrap())
}

/// The problems that real patterns may have, and how many have them.
const REASONS: &[(&str, usize)] = &[
    // `_-.`, a mistake
    ("a range of characters is out of order", 1),
];

/// How many are no ECMA-262, and are taken as other engines mean them.
const BORROWING: usize = 15;

#[test]
fn real_patterns_compile_and_agree_with_other_engines() {
    let Some(corpus) = read("patterns/patterns.json") else { return };
    let sources: Vec<&str> =
        corpus.as_array().unwrap().iter().map(|row| row["pattern"].as_str().unwrap()).collect();
    let mut random = Random(1);
    let mut refused: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut differences = Vec::new();
    let (mut matching, mut compared, mut runs, mut backtracking, mut unanswered) = (0, 0, 0, 0, 0);
    let mut borrowing = Vec::new();
    for source in &sources {
        let pattern = match Pattern::new(source) {
            Ok(pattern) => pattern,
            Err(error) => {
                refused.entry(error.problem()).or_default().push(source);
                continue;
            }
        };
        match pattern.engine().as_ref().unwrap() {
            Engine::Runs(_) => runs += 1,
            Engine::Linear(_) => {}
            Engine::Backtrack(_) => backtracking += 1,
        }
        let node = parser::parse(source).unwrap().node;
        let texts = [(); 40].map(|()| {
            let other = sources[random.below(sources.len())];
            text_near(&node, source, other, &mut random)
        });
        borrowing.extend(pattern.borrowed().map(|notation| (*source, notation.to_owned())));
        let answers = ask_oracle(source, pattern.borrowed().is_some(), &texts);
        unanswered += usize::from(answers.len() < texts.len());
        for (text, expected) in texts.iter().zip(answers) {
            compared += 1;
            matching += usize::from(expected == Match::Yes);
            if pattern.find_in(text) != expected {
                differences.push(format!("{source:?} on {text:?}: the oracle says {expected:?}"));
            }
        }
    }
    println!(
        "{compared} texts, {matching} match; {runs} patterns are runs, {backtracking} backtrack; {unanswered} not answered in time"
    );
    println!("refused: {refused:#?}");
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
    let reasons: Vec<_> = refused.iter().map(|(problem, sources)| (*problem, sources.len())).collect();
    assert_eq!(reasons, REASONS);
    assert_eq!(borrowing.len(), BORROWING, "{borrowing:#?}");
}

#[test]
fn json_schema_test_suite() {
    let files = [
        "draft4/pattern.json",
        "draft4/optional/ecmascript-regex.json",
        "draft2020-12/pattern.json",
        "draft2020-12/optional/ecmascript-regex.json",
        "draft2020-12/optional/format/ecmascript-regex.json",
    ];
    let mut wrong = Vec::new();
    let mut checked = 0;
    for file in files {
        let Some(groups) = read(&format!("jsts/tests/{file}")) else { return };
        for group in groups.as_array().unwrap() {
            for test in group["tests"].as_array().unwrap() {
                let Some(valid) = verdict(&group["schema"], &test["data"]) else { continue };
                checked += 1;
                if valid != test["valid"].as_bool().unwrap() {
                    wrong.push(format!(
                        "{file}: {} {}: {}",
                        group["schema"], test["data"], test["description"]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(checked, 181);
}

/// The verdict as far as the keywords that hold regular expressions go; `None` if it takes others.
fn verdict(schema: &Value, data: &Value) -> Option<bool> {
    let matches = |source: &str, text: &str| Pattern::new(source).unwrap().find_in(text) == Match::Yes;
    if let Some(source) = schema["pattern"].as_str() {
        return Some(data.as_str().is_none_or(|text| matches(source, text)));
    }
    if schema["format"] == "regex" {
        return Some(data.as_str().is_none_or(|source| is_ecma_262(source) == Match::Yes));
    }
    let (patterns, keys) = (schema["patternProperties"].as_object()?, data.as_object()?);
    (schema["additionalProperties"] == false)
        .then(|| keys.keys().all(|key| patterns.keys().any(|source| matches(source, key))))
}

/// What another engine says, up to the text on which it takes too long: `regress` has no step limit.
fn ask_oracle(source: &str, borrows: bool, texts: &[String]) -> Vec<Match> {
    let find: Box<dyn Fn(&str) -> bool + Send> = if borrows {
        let oracle = regex::Regex::new(&in_rust(source)).unwrap();
        Box::new(move |text| oracle.is_match(text))
    } else {
        let oracle =
            regress::Regex::with_flags(source, "u").or_else(|_| regress::Regex::new(source)).unwrap();
        Box::new(move |text| oracle.find(text).is_some())
    };
    let (sender, answers) = mpsc::channel();
    let texts = texts.to_vec();
    thread::spawn(move || {
        for text in texts {
            let answer = if find(&text) { Match::Yes } else { Match::No };
            if sender.send(answer).is_err() {
                break;
            }
        }
    });
    iter::from_fn(|| answers.recv_timeout(Duration::from_secs(1)).ok()).collect()
}

/// The pattern in the notation of the crate `regex`, which knows the flags and intersections.
fn in_rust(source: &str) -> String {
    let mut source =
        source.replace(r"\s", r"[\s\x{FEFF}--\x{85}]").replace(r"\S", r"[^[\s\x{FEFF}--\x{85}]]");
    source = source.replace(r"\d", "[0-9]").replace(r"\p{all}", r"\p{any}");
    for class in ["Alnum", "Digit", "Graph", "Print", "XDigit"] {
        source = source.replace(&format!(r"\p{{{class}}}"), &format!("[[:{}:]]", class.to_lowercase()));
    }
    source
}

/// Sixty-four bits of xorshift: the same texts in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % end.max(1)
    }
}

/// A text that matches or nearly does, or one that has nothing to do with the pattern.
fn text_near(node: &Node, source: &str, other: &str, random: &mut Random) -> String {
    const ODD: &[char] =
        &['\n', '\r', '\u{2028}', '\u{85}', '\u{FEFF}', 'é', '٣', 'ſ', '😀', '-', '_', ' ', '\\', '0', 'a'];
    let mut text = String::new();
    match random.below(8) {
        0 => text.extend(other.chars().skip(random.below(other.len())).take(12)),
        1 => text.extend(source.chars().skip(random.below(source.len())).take(12)),
        2 => text.extend((0..random.below(10)).map(|_| ODD[random.below(ODD.len())])),
        _ => sample(node, random, &mut text),
    }
    let mut chars: Vec<char> = text.chars().collect();
    let at = random.below(chars.len());
    match random.below(8) {
        0 => chars.truncate(at),
        1 => chars.insert(at, ODD[random.below(ODD.len())]),
        2 => chars.push(ODD[random.below(ODD.len())]),
        3 if !chars.is_empty() => chars[at] = ODD[random.below(ODD.len())],
        4 if !chars.is_empty() => drop(chars.remove(at)),
        _ => {}
    }
    chars.into_iter().collect()
}

/// A text of the pattern's language, but for what its assertions say.
fn sample(node: &Node, random: &mut Random, text: &mut String) {
    match node {
        Node::Class(class) if !class.ranges().is_empty() => {
            let range = class.ranges()[random.below(class.ranges().len())];
            let (start, end) = (u32::from(range.start()), u32::from(range.end()));
            let offset = u32::try_from(random.below(usize::try_from(end - start + 1).unwrap())).unwrap();
            text.push(char::from_u32(start + offset).unwrap_or(range.start()));
        }
        Node::Capture(_, body) => sample(body, random, text),
        Node::Concat(terms) => terms.iter().for_each(|term| sample(term, random, text)),
        Node::Alternation(branches) => sample(&branches[random.below(branches.len())], random, text),
        Node::Repeat(repeat) => {
            let spread = repeat.max.map_or(3, |max| (max - repeat.min).min(3));
            let rounds = repeat.min + u32::try_from(random.below(spread as usize + 1)).unwrap();
            // Beyond the most that the pattern admits now and then, in the hope of a difference.
            for _ in 0..(rounds + u32::from(random.below(20) == 0)).min(300) {
                sample(&repeat.body, random, text);
            }
        }
        Node::Class(_) | Node::Empty | Node::Assertion(_) | Node::BackReference { .. } | Node::Look(_) => {}
    }
}
