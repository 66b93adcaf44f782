//! Shortcuts written by hand: when they are asked, and what becomes of those that give up.

use std::time::{Duration, Instant};

use fineprint::check::{Checker, Direction, Options, Part};
use fineprint::contract::Contract;
use fineprint::contract::freeze::{Frozen, ReadOnly, Schema, WriteOnly};
use fineprint::shortcut::Shortcut::{self, Walking};
use fineprint::shortcut::{FREE_LEVELS, Walk, is_met};
use serde_json::{Value, json};

static CONTRACT: Contract = Contract {
    title: Frozen("shortcuts"),
    version: Frozen("1"),
    operations: Frozen(&[]),
    bases: Frozen(&[]),
    components: Frozen(&[]),
    security_schemes: Frozen(&[]),
    has_one_way_properties: false,
    positions: Frozen(&[]),
};

type Function = fn(&Value, Walk<'_>) -> bool;

/// A schema that admits nothing by its tables, so that a value is only valid if the shortcut says so.
fn nothing(shortcut: Shortcut) -> Schema {
    Schema::new("#", vec![fineprint::contract::Constraint::Never]).with_shortcut(shortcut)
}

fn is_valid(shortcut: Shortcut, value: &Value, options: &Options, direction: Direction) -> bool {
    let schema = nothing(shortcut);
    let checker = Checker::new(&CONTRACT, &schema, Part::Instance, direction).with(options);
    let valid = checker.is_valid_value(value);
    assert_eq!(valid, checker.check_value(value).is_valid());
    assert_eq!(valid, is_met(&checker, value));
    valid
}

#[test]
fn settings_that_generated_code_does_not_know_go_by_the_tables() {
    for shortcut in [Shortcut::Plain(|_| true), Walking(|_, _| true)] {
        let valid = |options: &Options| is_valid(shortcut, &json!("a"), options, Direction::None);
        assert!(valid(&Options::new()));
        assert!(valid(&Options::new().max_depth(FREE_LEVELS).max_violations(1).show_values(true)));
        assert!(!valid(&Options::new().max_depth(FREE_LEVELS - 1)));
        assert!(!valid(&Options::new().strict(true)));
        assert!(!valid(&Options::new().strict_nullable(true)));
        assert!(!valid(&Options::new().format("sku", |_| true)));
    }
}

#[test]
fn who_gives_up_is_not_believed() {
    let valid = |shortcut| is_valid(Walking(shortcut), &json!("a"), &Options::new(), Direction::None);
    assert!(!valid(|_, walk| walk.give_up()));
    assert!(!valid(|_, walk| !walk.give_up()));
    assert!(!valid(|_, _| false));
}

#[test]
fn text_is_judged_by_the_tables() {
    let schema = nothing(Walking(|_, _| true));
    let checker = Checker::new(&CONTRACT, &schema, Part::Instance, Direction::None);
    assert!(!checker.is_valid_slice(b"1") && checker.is_valid_value(&json!(1)));
}

#[test]
fn the_direction_refuses_and_lifts() {
    let valid = |shortcut, direction| is_valid(Walking(shortcut), &json!({}), &Options::new(), direction);
    let refuses: [(Function, Direction); 2] = [
        (|_, walk| walk.refuses(ReadOnly), Direction::Request),
        (|_, walk| walk.refuses(WriteOnly), Direction::Response),
    ];
    for (shortcut, refusing) in refuses {
        for direction in [Direction::None, Direction::Request, Direction::Response] {
            assert_eq!(valid(shortcut, direction), direction == refusing);
        }
    }
    // What is missing is missing without a direction; in one, another schema may have a say.
    let lacks: Function = |_, walk| !walk.lacks();
    assert!(valid(lacks, Direction::None));
    assert!(!valid(lacks, Direction::Request) && !valid(lacks, Direction::Response));
}

fn nested(depth: usize) -> Value {
    (1..depth).fold(json!([]), |value, _| json!([value]))
}

/// Arrays of arrays.
fn arrays(value: &Value, walk: Walk<'_>) -> bool {
    let (Some(below), Some(items)) = (walk.below(value.as_array().map_or(0, Vec::len)), value.as_array())
    else {
        return false;
    };
    items.iter().all(|item| arrays(item, below))
}

#[test]
fn the_limit_of_depth_holds() {
    for limit in [FREE_LEVELS, 100, 126] {
        let options = Options::new().max_depth(limit);
        assert!(is_valid(Walking(arrays), &nested(limit), &options, Direction::None), "{limit}");
        assert!(!is_valid(Walking(arrays), &nested(limit + 1), &options, Direction::None), "{limit}");
    }
}

/// Arrays within an array that does not count: so many levels of it.
fn arrays_below(value: &Value, walk: Walk<'_>, levels: usize) -> bool {
    match (levels.checked_sub(1), value.as_array()) {
        (Some(levels), Some(items)) => items.iter().all(|item| arrays_below(item, walk.deeper(), levels)),
        (None, _) => arrays(value, walk),
        (Some(_), None) => false,
    }
}

#[test]
fn levels_that_are_not_counted_are_missing_to_those_that_are() {
    let functions: [Function; 3] = [
        |value, walk| arrays_below(value, walk, 1),
        |value, walk| arrays_below(value, walk, 10),
        |value, walk| arrays_below(value, walk, FREE_LEVELS - 1),
    ];
    for limit in [FREE_LEVELS, 100, 126] {
        let options = Options::new().max_depth(limit);
        for function in functions {
            assert!(is_valid(Walking(function), &nested(limit), &options, Direction::None), "{limit}");
            assert!(!is_valid(Walking(function), &nested(limit + 1), &options, Direction::None), "{limit}");
        }
    }
}

/// Each item must not only be met, but be met twice, so that the time doubles with each level.
fn twice(value: &Value, walk: Walk<'_>) -> bool {
    let (Some(below), Some(items)) = (walk.below(value.as_array().map_or(0, Vec::len)), value.as_array())
    else {
        return false;
    };
    items.iter().all(|item| twice(item, below) && twice(item, below))
}

#[test]
fn ways_that_meet_again_and_again_are_given_up() {
    let begun = Instant::now();
    assert!(!is_valid(Walking(twice), &nested(90), &Options::new(), Direction::None));
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(is_valid(Walking(twice), &nested(10), &Options::new(), Direction::None));
}

/// Each object is looked at by two schemas, however many members it has.
fn objects_twice(value: &Value, walk: Walk<'_>) -> bool {
    let Some(object) = value.as_object() else { return true };
    let Some(below) = walk.below(object.len()) else { return false };
    object.values().all(|value| objects_twice(value, below) && objects_twice(value, below))
}

#[test]
fn large_parts_cost_more_than_small_ones() {
    let large: Value = (0..20_000).map(|number| (number.to_string(), json!(1))).collect();
    let nested = (0..40).fold(large, |value, _| json!({"next": value}));
    let begun = Instant::now();
    assert!(!is_valid(Walking(objects_twice), &nested, &Options::new(), Direction::None));
    assert!(begun.elapsed() < Duration::from_secs(10));
}

/// Schemas of one value, of which each leads to two others.
fn maze(walk: Walk<'_>, levels: u32) -> bool {
    let Some(walk) = walk.here() else { return false };
    let Some(levels) = levels.checked_sub(1) else { return true };
    maze(walk, levels) && maze(walk, levels)
}

#[test]
fn schemas_that_meet_again_and_again_are_given_up() {
    let begun = Instant::now();
    assert!(!is_valid(Walking(|_, walk| maze(walk, 60)), &json!("a"), &Options::new(), Direction::None));
    assert!(begun.elapsed() < Duration::from_secs(5));
    assert!(is_valid(Walking(|_, walk| maze(walk, 10)), &json!("a"), &Options::new(), Direction::None));
}

/// So many schemas of one value, each within the one before.
fn chain(walk: Walk<'_>, length: u32) -> bool {
    let Some(walk) = walk.here() else { return false };
    length == 1 || chain(walk, length - 1)
}

#[test]
fn no_more_calls_lie_within_each_other_than_a_small_stack_holds() {
    let valid = |shortcut| is_valid(Walking(shortcut), &json!("a"), &Options::new(), Direction::None);
    assert!(valid(|_, walk| chain(walk, 250)));
    assert!(!valid(|_, walk| chain(walk, 251)));
}

#[test]
fn large_values_are_gone_through() {
    let large = Value::Array(vec![json!([[], []]); 100_000]);
    assert!(is_valid(Walking(arrays), &large, &Options::new(), Direction::None));
    assert!(is_valid(Walking(twice), &large, &Options::new(), Direction::None));
}
