//! `allOf`: keywords of different branches that contradict each other, so that no value meets all.
//!
//! Looks at the schema itself and at its branches, behind their references, and no deeper. Warnings only: contradictions
//! within one schema are errors, but what two schemas say may be meant for other places.

use fineprint::contract::{Decimal, TypeSet};

use super::super::keywords::types;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::decimal;
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

/// Keywords that bound the same thing, and those that exclude the bound itself.
const BOUNDS: [[(&str, &str); 2]; 4] = [
    [("minLength", ""), ("maxLength", "")],
    [("minItems", ""), ("maxItems", "")],
    [("minProperties", ""), ("maxProperties", "")],
    [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")],
];

pub(super) fn check<'a>(schema: &'a Node, references: &References<'a>, report: &mut Report<'_>) {
    let Some(branches) = schema.get("allOf").and_then(Node::as_sequence) else { return };
    let branches = branches.iter().filter_map(|branch| references.follow_node(branch));
    let parts: Vec<&Node> = std::iter::once(schema).chain(branches).collect();
    disjoint_types(&parts, report);
    for [least, most] in BOUNDS {
        contradicting_bounds(&parts, least, most, report);
    }
}

fn disjoint_types(parts: &[&Node], report: &mut Report<'_>) {
    let mut typed = parts.iter().filter_map(|part| Some((*part, types(part)?)));
    let Some((first, first_types)) = typed.next() else { return };
    let Some((other, other_types)) = typed.find(|(part, types)| {
        // Null meets what is nullable.
        are_disjoint(first_types, *types) && !(is(first, "nullable") && is(part, "nullable"))
    }) else {
        return;
    };
    let sides = [(first, "type", first_types.to_string()), (other, "type", other_types.to_string())];
    contradict(parts, sides, report);
}

/// An integer is a number, too.
fn are_disjoint(left: TypeSet, right: TypeSet) -> bool {
    !left.iter().any(|ty| right.admits(ty)) && !right.iter().any(|ty| left.admits(ty))
}

fn is(schema: &Node, keyword: &str) -> bool {
    schema.get(keyword).and_then(Node::as_bool).unwrap_or_default()
}

fn contradicting_bounds(parts: &[&Node], least: (&str, &str), most: (&str, &str), report: &mut Report<'_>) {
    let bounds = |(keyword, exclusive)| {
        let bound = move |part: &&'_ Node| Some((part.get(keyword).and_then(decimal)?, is(part, exclusive)));
        parts.iter().enumerate().filter_map(move |(index, part)| Some((bound(part)?, index)))
    };
    let highest: Option<((Decimal, bool), usize)> = bounds(least).max();
    let lowest = bounds(most).min_by_key(|((value, exclusive), _)| (*value, !*exclusive));
    let (Some(((low, low_excluded), at_low)), Some(((high, high_excluded), at_high))) = (highest, lowest)
    else {
        return;
    };
    let contradicting = low > high || (low == high && (low_excluded || high_excluded));
    if contradicting
        && at_low != at_high
        && let (Some(low_part), Some(high_part)) = (parts.get(at_low), parts.get(at_high))
    {
        let sides = [
            (*low_part, least.0, format!("at least {low}")),
            (*high_part, most.0, format!("at most {high}")),
        ];
        contradict(parts, sides, report);
    }
}

fn contradict(parts: &[&Node], sides: [(&Node, &str, String); 2], report: &mut Report<'_>) {
    let Some(schema) = parts.first() else { return };
    let [(first, first_keyword, first_text), (other, other_keyword, other_text)] = sides;
    let message = if first_keyword == other_keyword {
        format!("no value meets every `{first_keyword}` of this `allOf`")
    } else {
        format!("no value meets both `{first_keyword}` and `{other_keyword}` of this `allOf`")
    };
    let span = key(schema, "allOf");
    let found = report.warning(Code::ContradictingLimits, span, message, "");
    let found = report.also(found, key(first, first_keyword), first_text);
    report.push(report.also(found, key(other, other_keyword), other_text));
}
