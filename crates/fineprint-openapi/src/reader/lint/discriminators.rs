//! Discriminators: that there is a value for every branch, and a branch for every value.
//!
//! What they decide is for the compiler; here people are told what it can make nothing of.

use std::collections::HashSet;

use super::super::references::{References, reference_of};
use super::super::report::Report;
use super::super::shape::address;
use super::key;
use crate::diagnostic::Code;
use crate::source::{Mapping, Node};

pub(super) fn check<'a>(schema: &'a Node, references: &References<'a>, report: &mut Report<'_>) {
    let Some(discriminator) = schema.get("discriminator").map(|it| references.value(it)) else { return };
    // As in the compiler: a value names one branch of one list. Beside neither, it describes the types that extend this one.
    let list = ["oneOf", "anyOf"]
        .into_iter()
        .find_map(|keyword| references.value(schema.get(keyword)?).as_sequence());
    let Some(branches) = list.filter(|branches| !branches.is_empty()) else { return };
    let (named, unnamed): (Vec<&Node>, Vec<&Node>) =
        branches.iter().partition(|branch| reference_of(branch).is_some());
    if named.is_empty() {
        let message = "no branch is a reference, so that no value of the discriminator names one";
        let found = report.warning(Code::IdleDiscriminator, key(schema, "discriminator"), message, "ignored");
        return report.push(found.help("put the branches into `components/schemas`, and refer to them"));
    }
    for branch in unnamed {
        let message = "no value of the discriminator names this branch, which is no reference";
        let span = super::head(branch);
        report.push(report.warning(Code::IdleDiscriminator, span, message, "no instance is held to it"));
    }
    let mut targets = HashSet::new();
    for branch in named {
        targets.extend(references.target_of(branch).map(|target| address(target.node)));
    }
    let mapping = discriminator.get("mapping").and_then(Node::as_mapping);
    for entry in mapping.into_iter().flat_map(Mapping::iter) {
        let Some(text) = entry.value.as_str() else { continue };
        let target = references.target(&entry.value);
        if target.is_some_and(|target| !targets.contains(&address(target.node))) {
            let message = format!("`{text}` is none of the branches");
            let label = format!("an object with `{}` is refused", entry.key);
            report.push(report.warning(Code::IdleDiscriminator, entry.value.span, message, &label));
        }
    }
}
