//! `format`: that somebody has defined it, and that it speaks of the schema's type; and `x-temporal`, which needs one.

use fineprint::contract::{Temporal, Type};
use fineprint::formats::{Format, is_annotation};

use super::super::keywords::types;
use super::super::report::Report;
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

/// The values of `x-temporal`.
const TEMPORALS: [Temporal; 4] =
    [Temporal::Past, Temporal::PastOrPresent, Temporal::Future, Temporal::FutureOrPresent];

pub(super) fn check(schema: &Node, report: &mut Report<'_>) {
    let format = schema.get("format").and_then(Node::as_str);
    if let Some(name) = format {
        match Format::from_name(name) {
            Some(format) => applicable(schema, format, report),
            None if is_annotation(name) => {}
            None => unknown(schema, name, report),
        }
    }
    misspelt(schema, report);
    if let Some(temporal) = schema.get("x-temporal") {
        word(temporal, report);
        let known = format.and_then(Format::from_name);
        if !matches!(known, Some(Format::Date | Format::DateTime)) {
            let message = "`x-temporal` is about dates, and this is none";
            let span = key(schema, "x-temporal");
            let error = report.error(Code::InvalidTemporal, span, message, "without a date");
            report.push(error.help("write `format: date` or `format: date-time` beside it"));
        }
    }
}

fn applicable(schema: &Node, format: Format, report: &mut Report<'_>) {
    let Some(types) = types(schema) else { return };
    let speaks_of = |ty| match ty {
        Type::String => format.applies_to_strings(),
        Type::Integer | Type::Number => format.applies_to_numbers(),
        Type::Null | Type::Boolean | Type::Array | Type::Object => false,
    };
    if !types.iter().any(speaks_of) {
        let message = format!("the format `{}` says nothing about a value of type {types}", format.name());
        let span = key(schema, "format");
        report.push(report.warning(Code::InapplicableFormat, span, message, "without effect"));
    }
}

fn unknown(schema: &Node, name: &str, report: &mut Report<'_>) {
    let span = schema.get("format").map_or_else(|| key(schema, "format"), |format| format.span);
    let message = format!("the format `{name}` is not known");
    let found = report.warning(Code::UnknownFormat, span, message, "not checked unless it is registered");
    report.push_with_suggestion(found, name, Format::ALL.iter().map(|format| format.name()));
}

/// Extensions may have any name, and so a slip of the pen would lose the limit without a word.
fn misspelt(schema: &Node, report: &mut Report<'_>) {
    for entry in schema.as_mapping().into_iter().flatten() {
        let name = entry.key.as_str();
        let is_other_extension = name.starts_with("x-") && name != "x-temporal";
        if is_other_extension
            && entry.value.as_str().is_some()
            && report.suggest(name, ["x-temporal"].into_iter()).is_some()
        {
            let message = format!("`{name}` is an extension that Fineprint does not know");
            let found = report.warning(Code::InvalidTemporal, entry.key_span, message, "without effect");
            report.push(found.help("did you mean `x-temporal`?"));
        }
    }
}

fn word(temporal: &Node, report: &mut Report<'_>) {
    let word = temporal.as_str().unwrap_or_default();
    if Temporal::from_name(word).is_some() {
        return;
    }
    let names = TEMPORALS.map(Temporal::name);
    let message = format!("`{word}` is not a value of `x-temporal`");
    let expected = format!("expected one of `{}`", names.join("`, `"));
    let error = report.error(Code::InvalidTemporal, temporal.span, message, &expected);
    report.push_with_suggestion(error, word, names.into_iter());
}
