//! The types that the configuration puts in place of generated ones: whether the document has what they stand for.

use std::collections::BTreeSet;
use std::sync::Arc;

use fineprint_openapi::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use fineprint_openapi::document::Document;
use fineprint_openapi::source::{Node, SourceFile, Value, parse};

use crate::config::ContractSettings;

/// Warnings of formats that the document does not use.
///
/// # Errors
///
/// The schemas that it does not have.
pub(super) fn check(
    settings: &ContractSettings,
    document: &Document,
    file: &Arc<SourceFile>,
) -> Result<Diagnostics, Diagnostics> {
    let mut found = Diagnostics::new();
    let names = || document.schemas.iter().map(|named| named.name.as_str());
    for (name, span) in &settings.type_places.schemas {
        if !names().any(|known| known == name) {
            let message = format!("{} has no schema `{name}`", settings.spec);
            let error = settings.at(Diagnostic::error(Code::InvalidSetting, message), *span, "");
            found.push(with_suggestion(error, name, names()));
        }
    }
    let parsed = if settings.type_places.formats.is_empty() { None } else { Some(parse(file)?) };
    let mut used = BTreeSet::new();
    if let Some(parsed) = &parsed {
        formats(&parsed.root, &mut used);
    }
    for (name, span) in &settings.type_places.formats {
        if !used.contains(name.as_str()) {
            let message = format!("nothing in {} has the format `{name}`", settings.spec);
            let label = "without effect";
            let warning = settings.at(Diagnostic::warning(Code::InvalidSetting, message), *span, label);
            found.push(with_suggestion(warning, name, used.iter().copied()));
        }
    }
    if found.has_errors() { Err(found) } else { Ok(found) }
}

/// The finding, with the name that was probably meant.
pub(super) fn with_suggestion<'n>(
    found: Diagnostic,
    name: &str,
    names: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    match suggest(name, names) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found,
    }
}

/// Every value of a field `format`.
fn formats<'d>(node: &'d Node, used: &mut BTreeSet<&'d str>) {
    match &node.value {
        Value::Mapping(mapping) => {
            used.extend(mapping.get("format").and_then(Node::as_str));
            mapping.iter().for_each(|entry| formats(&entry.value, used));
        }
        Value::Sequence(items) => items.iter().for_each(|item| formats(item, used)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
