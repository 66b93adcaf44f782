//! Security: that requirements name schemes, and that schemes say where to look.

use indexmap::IndexSet;

use super::super::located::Located;
use super::super::references::References;
use super::super::report::Report;
use super::super::shape::{OPERATION, SECURITY_SCHEME, Survey};
use super::key;
use crate::diagnostic::Code;
use crate::source::Node;

pub(super) fn check<'a>(
    root: &Located<'a>,
    survey: &Survey<'a>,
    references: &References<'a>,
    report: &mut Report<'_>,
) {
    let components = references.child(root, "components");
    let schemes = components.map(|components| references.members_of(&components, "securitySchemes"));
    let schemes: IndexSet<&str> = schemes.into_iter().flatten().map(|(name, _)| name).collect();
    for holder in std::iter::once(root.node).chain(survey.all(&OPERATION)) {
        let requirements = references.items_of(&Located::of(holder), "security");
        for (name, entry) in requirements.into_iter().flat_map(|item| references.members(item)) {
            if schemes.contains(name) {
                continue;
            }
            // All else can still be checked, and so the document is of use.
            let message = format!("there is no security scheme `{name}`");
            let label = "not among `components/securitySchemes`, so that it cannot be checked";
            let found = report.warning(Code::UnknownSecurityScheme, entry.at, message, label);
            report.push_with_suggestion(found, name, schemes.iter().copied());
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
