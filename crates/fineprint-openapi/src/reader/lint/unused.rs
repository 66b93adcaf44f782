//! Components that nothing refers to.

use std::collections::HashSet;

use super::super::located::Located;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::{OPERATION, Survey};
use crate::diagnostic::Code;

pub(super) fn check<'a>(
    root: &Located<'a>,
    survey: &Survey<'a>,
    references: &References<'a>,
    report: &mut Report<'_>,
) {
    let mut used: HashSet<String> = HashSet::new();
    for reference in &survey.references {
        match references.target(reference.value) {
            Some(target) => used.extend(component(&target.pointer)),
            // A name in place of a reference is a mistake of its own.
            None => used.extend([format!("#/components/schemas/{}", reference.text)]),
        }
    }
    for holder in std::iter::once(root.node).chain(survey.all(&OPERATION)) {
        let requirements = references.items_of(&Located::of(holder), "security").into_iter();
        let names = requirements.flat_map(|item| references.members(item)).map(|(name, _)| name);
        used.extend(names.map(|name| format!("#/components/securitySchemes/{name}")));
    }
    let Some(components) = root.child("components") else { return };
    for (kind, list) in components.members() {
        let list = if kind.starts_with("x-") { None } else { Some(list) };
        for (name, component) in list.iter().flat_map(Located::members) {
            if name != "$ref" && !used.contains(&component.pointer) {
                let message = format!("nothing refers to `{name}`");
                report.push(report.note(Code::UnusedComponent, component.at, message, "unused"));
            }
        }
    }
}

/// The component in which a pointer leads.
fn component(pointer: &str) -> Option<String> {
    let parts: Vec<&str> = pointer.split('/').take(4).collect();
    (parts.len() == 4).then(|| parts.join("/"))
}
