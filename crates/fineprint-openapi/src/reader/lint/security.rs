//! Security: that requirements name schemes, and that schemes say where to look.

use super::super::report::Report;
use super::super::shape::{OPERATION, SECURITY_SCHEME, Survey};
use super::key;
use crate::diagnostic::Code;
use crate::source::{Mapping, Node};

pub(super) fn check(root: &Node, survey: &Survey<'_>, report: &mut Report<'_>) {
    let schemes = root.at("/components/securitySchemes").and_then(Node::as_mapping);
    for holder in std::iter::once(root).chain(survey.all(&OPERATION)) {
        let requirements = holder.get("security").and_then(Node::as_sequence).unwrap_or_default();
        for entry in requirements.iter().filter_map(Node::as_mapping).flatten() {
            let name = entry.key.as_str();
            if schemes.is_some_and(|schemes| schemes.contains_key(name)) {
                continue;
            }
            let message = format!("there is no security scheme `{name}`");
            let label = "not among `components/securitySchemes`";
            let error = report.error(Code::UnknownSecurityScheme, entry.key_span, message, label);
            let names = schemes.into_iter().flat_map(Mapping::keys);
            report.push_with_suggestion(error, name, names);
        }
    }
    for scheme in survey.all(&SECURITY_SCHEME) {
        let kind = scheme.get("type").and_then(Node::as_str).unwrap_or_default();
        let needed: &[&str] = match kind {
            "apiKey" => &["name", "in"],
            "http" => &["scheme"],
            "oauth2" => &["flows"],
            "openIdConnect" => &["openIdConnectUrl"],
            _ => &[],
        };
        for field in needed.iter().filter(|field| scheme.get(field).is_none_or(Node::is_null)) {
            let message = format!("a security scheme of type `{kind}` needs `{field}`");
            let label = format!("`{field}` is required");
            report.push(report.error(Code::MissingField, key(scheme, "type"), message, &label));
        }
    }
}
