//! Which specification a document follows, by its own words.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::dialect::Dialect;
use crate::source::{Node, SourceFile, Span, Value};

/// The version in the field `openapi`.
pub(crate) fn detect(file: &Arc<SourceFile>, root: &Node) -> Result<Dialect, Diagnostics> {
    let refuse = |span, message: &str, label: &str| {
        Err(Diagnostic::error(Code::UnsupportedVersion, message).at(file, span, label).into())
    };
    let Some(mapping) = root.as_mapping() else {
        return refuse(root.span, "an OpenAPI document is an object", "this is something else");
    };
    let start = Span::new(root.span.start, root.span.end.min(root.span.start + 1));
    let Some(version) = mapping.get("openapi") else {
        return match mapping.entry("swagger") {
            Some(entry) => refuse(
                entry.key_span,
                "Swagger 2.0 is not read",
                "convert the document to OpenAPI 3.0, for example with swagger2openapi",
            ),
            None => refuse(
                start,
                "the document does not say which version of OpenAPI it follows",
                "`openapi: 3.1.0` is required at its top; a JSON Schema by itself is for `check --schema`",
            ),
        };
    };
    match minor(version).as_deref() {
        Some("0") => Ok(Dialect::OpenApi30),
        Some("1" | "2") => Ok(Dialect::OpenApi31),
        _ => refuse(
            version.span,
            "this is no version of OpenAPI that is read",
            "expected `3.0.3` or `3.1.1`, for example",
        ),
    }
}

/// Whether it is 3.2, which is read as 3.1.
pub(crate) fn is_3_2(version: &Node) -> bool {
    minor(version).as_deref() == Some("2")
}

/// Which 3.x it is.
fn minor(version: &Node) -> Option<String> {
    let written = match &version.value {
        Value::String(text) => text.clone(),
        // `openapi: 3.0` without quotes is a number in YAML, and clear enough.
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_) => return None,
    };
    let rest = written.strip_prefix("3.")?;
    Some(rest.split('.').next().unwrap_or(rest).to_owned())
}
