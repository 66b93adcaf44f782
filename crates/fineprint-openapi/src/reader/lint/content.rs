//! `content`: that its keys are media types or ranges of them, and that a body stands where one may be sent.

use fineprint::formats::Format;

use super::super::located::Located;
use super::super::operations::FoundPath;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::{HEADER, PARAMETER, REQUEST_BODY, RESPONSE, Survey};
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

/// Methods for which HTTP defines no meaning of a body (RFC 9110, sections 9.3.1, 9.3.2, 9.3.5 and 9.3.8).
const WITHOUT_BODY: [&str; 4] = ["get", "head", "delete", "trace"];

pub(super) fn check<'a>(
    survey: &Survey<'a>,
    references: &References<'a>,
    paths: &[FoundPath<'a>],
    report: &mut Report<'_>,
) {
    for shape in [&REQUEST_BODY, &RESPONSE, &PARAMETER, &HEADER] {
        for object in survey.all(shape) {
            media_types(object, references, report);
        }
    }
    for operation in paths.iter().flat_map(|path| &path.operations) {
        let node = operation.at.node;
        if WITHOUT_BODY.contains(&operation.method) && node.get("requestBody").is_some() {
            let message = format!("HTTP gives the body of a `{}` request no meaning", operation.method);
            let span = key(node, "requestBody");
            let found =
                report.warning(Code::UndefinedBody, span, message, "OpenAPI 3.0.3 lets tools ignore it");
            report.push(found);
        }
    }
}

fn media_types<'a>(object: &'a Node, references: &References<'a>, report: &mut Report<'_>) {
    for (range, media) in references.members_of(&Located::of(object), "content") {
        // What is no object is an extension that somebody put among the media types.
        if media.node.as_mapping().is_some() && !Format::MediaRange.check_str(range) {
            let message = format!("`{range}` is neither a media type nor a range of them");
            let found = report.warning(Code::InvalidMediaType, media.at, message, "no body has it");
            report
                .push(found.help("expected a name such as `application/json`, or a range such as `text/*`"));
        }
    }
}
