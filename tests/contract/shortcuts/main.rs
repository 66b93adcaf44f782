//! The program in which random shortcuts are compared with the tables; `tests/contract/shortcuts.rs` writes the crate around it.

use fineprint::check::{Direction, Options, Part};
use fineprint::report::{Kind, Violation};
use fineprint::shortcut::{self, FREE_LEVELS};
use fineprint::{Checker, Report};
use plain_validators::CONTRACT as PLAIN;
use rich_validators::{CONTRACT as RICH, fineprint};
use serde_json::Value;

/// In a thread that is smaller than most, though functions and tables go as deep as they may.
fn main() {
    const STACK: usize = 512 * 1024;
    std::thread::Builder::new().stack_size(STACK).spawn(compare).unwrap().join().unwrap();
}

fn compare() {
    let (mut valid, mut told, mut apart) = (0, 0, 0);
    let cases = std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap();
    let shallow = Options::new().max_depth(FREE_LEVELS);
    for case in cases.lines() {
        let (document, pointer, instance): (String, String, Value) = serde_json::from_str(case).unwrap();
        let contract = if document == "plain" { &PLAIN } else { &RICH };
        let by_pointer = contract.checker(&pointer).unwrap();
        let schema = by_pointer.schema();
        for direction in [Direction::None, Direction::Request, Direction::Response] {
            for options in [&Options::new(), &shallow] {
                let checker = Checker::new(contract, schema, Part::Instance, direction);
                // With a format of the caller's, all goes by the tables.
                let tables = options.clone().format("of the caller", |_| true);
                let report = checker.with(&tables).check_value(&instance);
                let is_met = shortcut::is_met(&checker.with(options), &instance);
                valid += u32::from(report.is_valid());
                told += u32::from(is_met);
                if is_met && has_only_reserved_keys(&report) {
                    apart += 1;
                    continue;
                }
                assert!(!is_met || report.is_valid(), "{direction:?} {case}\n{report}");
                // Of these, functions can tell everything.
                assert!(is_met || !(report.is_valid() && pointer.contains("chain")), "{direction:?} {case}");
                let asked = checker.with(options).check_value(&instance);
                assert_eq!(report.to_string(), asked.to_string(), "{direction:?} {case}");
            }
        }
    }
    println!("{valid} {told} {apart}");
}

/// Whether all that the tables found is in parts of the value that need not be looked at to see that it meets its schema: keys that are
/// reserved, of which no schema speaks.
fn has_only_reserved_keys(report: &Report) -> bool {
    let mut kinds = report.violations().iter().map(Violation::kind);
    !report.is_valid() && kinds.all(|kind| matches!(kind, Kind::ReservedKey))
}
