//! Servers: that every variable of a URL is described (section 4.7.5.1, `url`).

use super::super::report::Report;
use super::super::shape::{SERVER, Survey};
use super::paths::Template;
use crate::diagnostic::Code;
use crate::source::{Mapping, Node};

pub(super) fn check(survey: &Survey<'_>, report: &mut Report<'_>) {
    for server in survey.all(&SERVER) {
        let Some(node) = server.get("url") else { continue };
        let Some(url) = node.as_str() else { continue };
        let Some(template) = Template::read(url) else {
            let message = format!("the braces of `{url}` do not match");
            report.push(report.warning(Code::InvalidServer, node.span, message, "no request matches it"));
            continue;
        };
        let variables = server.get("variables").and_then(Node::as_mapping);
        for name in template.names {
            if variables.is_some_and(|variables| variables.contains_key(name)) {
                continue;
            }
            let message = format!("the server has no variable `{name}`");
            let label = format!("what `{{{name}}}` stands for is undecided");
            let found = report.warning(Code::InvalidServer, node.span, message, &label);
            report.push_with_suggestion(found, name, variables.into_iter().flat_map(Mapping::keys));
        }
    }
}
