//! Keywords that say nothing about the values that the schema's `type` admits.

use fineprint::contract::TypeSet;

use super::super::keywords::types;
use super::super::report::Report;
use super::key;
use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::source::Node;

/// Each keyword with the types whose values it speaks of.
const SUBJECTS: &[(&str, TypeSet)] = &[
    ("minLength", TypeSet::STRING),
    ("maxLength", TypeSet::STRING),
    ("pattern", TypeSet::STRING),
    ("contentEncoding", TypeSet::STRING),
    ("minimum", TypeSet::NUMBER),
    ("maximum", TypeSet::NUMBER),
    ("exclusiveMinimum", TypeSet::NUMBER),
    ("exclusiveMaximum", TypeSet::NUMBER),
    ("multipleOf", TypeSet::NUMBER),
    ("items", TypeSet::ARRAY),
    ("prefixItems", TypeSet::ARRAY),
    ("unevaluatedItems", TypeSet::ARRAY),
    ("contains", TypeSet::ARRAY),
    ("minContains", TypeSet::ARRAY),
    ("maxContains", TypeSet::ARRAY),
    ("minItems", TypeSet::ARRAY),
    ("maxItems", TypeSet::ARRAY),
    ("uniqueItems", TypeSet::ARRAY),
    ("properties", TypeSet::OBJECT),
    ("required", TypeSet::OBJECT),
    ("additionalProperties", TypeSet::OBJECT),
    ("minProperties", TypeSet::OBJECT),
    ("maxProperties", TypeSet::OBJECT),
    ("patternProperties", TypeSet::OBJECT),
    ("propertyNames", TypeSet::OBJECT),
    ("unevaluatedProperties", TypeSet::OBJECT),
    ("dependentRequired", TypeSet::OBJECT),
    ("dependentSchemas", TypeSet::OBJECT),
];

pub(super) fn check(schema: &Node, dialect: Dialect, report: &mut Report<'_>) {
    let types = types(schema);
    if let Some(types) = types {
        for (keyword, subject) in SUBJECTS {
            let applies = types.iter().any(|ty| subject.admits(ty));
            // `required: true` is meant for the property, and the walk says where that goes.
            let stated =
                schema.get(keyword).is_some_and(|value| *keyword != "required" || value.as_bool().is_none());
            if !applies && stated {
                let message = format!("`{keyword}` says nothing about a value of type {types}");
                let found = report.warning(
                    Code::InapplicableKeyword,
                    key(schema, keyword),
                    message,
                    "without effect",
                );
                report.push(report.also(found, key(schema, "type"), format!("{subject} would be needed")));
            }
        }
    }
    let flag = |keyword| schema.get(keyword).and_then(Node::as_bool).unwrap_or_default();
    let is_30 = dialect == Dialect::OpenApi30;
    let described = schema.get("items").or_else(|| schema.get("prefixItems")).is_some();
    if is_30 && types == Some(TypeSet::ARRAY) && !described {
        let message = "an array without `items` may hold anything";
        let found = report.warning(Code::MissingField, key(schema, "type"), message, "`items` is required");
        report.push(found.help("write `items: {}` if that is meant"));
    }
    let values = schema.get("enum").and_then(Node::as_sequence);
    if is_30 && flag("nullable") && values.is_some_and(|values| !values.iter().any(Node::is_null)) {
        let message = "`nullable` stands beside an `enum` without null";
        let found = report.note(Code::NullableEnum, key(schema, "nullable"), message, "admits null even so");
        report.push(found.help("add null to the `enum`; other tools may refuse it"));
    }
    if is_30 && flag("nullable") && schema.get("type").is_none() {
        let message = "`nullable` stands beside no `type`";
        let found =
            report.note(Code::UntypedNullable, key(schema, "nullable"), message, "admits null even so");
        report.push(
            found.help("OpenAPI 3.0.3 gives it a meaning only beside `type`; other tools may refuse null"),
        );
    }
    if flag("readOnly") && flag("writeOnly") {
        // The specification advises against it only.
        let message = "a property that is `readOnly` and `writeOnly` can never be sent";
        let found = report.warning(Code::ContradictingLimits, key(schema, "readOnly"), message, "");
        report.push(report.also(found, key(schema, "writeOnly"), ""));
    }
}
