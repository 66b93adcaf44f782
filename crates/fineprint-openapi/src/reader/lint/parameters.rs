//! Parameters and headers, each by itself: that they say what they hold, and how it is written.

use fineprint::contract::Type;

use super::super::keywords::types;
use super::super::located::Located;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::{HEADER, PARAMETER, Survey, head};
use super::super::structure::IGNORED_HEADERS;
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

pub(super) fn check<'a>(survey: &Survey<'a>, references: &References<'a>, report: &mut Report<'_>) {
    for parameter in survey.all(&PARAMETER) {
        let location = parameter.get("in").and_then(Node::as_str).unwrap_or_default();
        described(parameter, "parameter", references, report);
        style(parameter, location, report);
        deep_object(parameter, references, report);
        if location == "path" && parameter.get("required").and_then(Node::as_bool) != Some(true) {
            let message = "a path parameter has to be `required: true`";
            let span = if parameter.get("required").is_some() {
                key(parameter, "required")
            } else {
                key(parameter, "in")
            };
            let found = report.warning(Code::OptionalPathParameter, span, message, "taken as required");
            report.push(found);
        }
        let name = parameter.get("name").and_then(Node::as_str).unwrap_or_default();
        if location == "header" && IGNORED_HEADERS.iter().any(|ignored| name.eq_ignore_ascii_case(ignored)) {
            let message = format!("a header parameter named `{name}` does not count");
            let found = report.warning(Code::IgnoredHeader, key(parameter, "name"), message, "ignored");
            report.push(
                found.help("the media types of `content` and the `security` schemes describe this header"),
            );
        }
    }
    for header in survey.all(&HEADER) {
        described(header, "header", references, report);
        style(header, "header", report);
    }
}

fn described<'a>(parameter: &'a Node, what: &str, references: &References<'a>, report: &mut Report<'_>) {
    let schema = parameter.get("schema").is_some_and(|schema| !schema.is_null());
    let content = parameter.get("content").filter(|content| content.as_mapping().is_some());
    let content = content.map(|content| references.members(Located::of(content)));
    let error = match (schema, content) {
        (true, None) => return,
        (false, Some(content)) if content.len() == 1 => return,
        (false, Some(_)) => {
            let message = format!("the `content` of a {what} has to have one media type");
            report.error(Code::SchemaOrContent, key(parameter, "content"), message, "expected one entry")
        }
        (true, Some(_)) => {
            let message = format!("a {what} has a `schema` or `content`, not both");
            let error =
                report.error(Code::SchemaOrContent, key(parameter, "content"), message, "one too many");
            report.also(error, key(parameter, "schema"), "the other one")
        }
        (false, None) => {
            let message = format!("the {what} does not say what it holds");
            report.error(Code::SchemaOrContent, head(parameter), message, "expected a `schema` or `content`")
        }
    };
    report.push(error);
}

/// The styles of each location (section 4.7.12.2, *Style Values*).
fn style(parameter: &Node, location: &str, report: &mut Report<'_>) {
    let styles: &[&str] = match location {
        "path" => &["matrix", "label", "simple"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form"],
        _ => return,
    };
    let Some(node) = parameter.get("style") else { return };
    let Some(style) = node.as_str().filter(|style| !styles.contains(style)) else { return };
    let message = format!("there is no style `{style}` for what stands in {}", in_words(location));
    let label = format!("expected `{}`", styles.join("`, `"));
    report.push(report.error(Code::InvalidStyle, node.span, message, &label));
}

/// Only objects have a form in that style.
fn deep_object<'a>(parameter: &'a Node, references: &References<'a>, report: &mut Report<'_>) {
    let Some(style) = parameter.get("style").filter(|style| style.as_str() == Some("deepObject")) else {
        return;
    };
    let schema = parameter.get("schema").and_then(|schema| references.follow_node(schema));
    if let Some(types) = schema.and_then(types)
        && !types.admits(Type::Object)
    {
        let message = format!("the style `deepObject` has no form for a value of type {types}");
        let found = report.warning(Code::InvalidStyle, style.span, message, "for objects only");
        report.push(found);
    }
}

fn in_words(location: &str) -> &'static str {
    match location {
        "path" => "a path",
        "query" => "a query",
        "cookie" => "a cookie",
        _ => "a header",
    }
}
