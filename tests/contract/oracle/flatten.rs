//! A schema with its references followed and its `allOf` merged into one: what a payload has to be, in one piece.

use serde_json::{Map, Value, json};

use super::translate::Translator;

/// The schema in one piece. What cannot be said in one piece, such as two unions, keeps one of its parts: payloads are
/// made from it, and judged by the schema itself.
pub(crate) fn flatten(translator: Translator<'_>, schema: &Value) -> Map<String, Value> {
    let mut whole = translator.resolve(schema).as_object().unwrap().clone();
    let Some(branches) = whole.remove("allOf") else { return whole };
    for branch in branches.as_array().unwrap() {
        let mut branch = flatten(translator, branch);
        // What several schemas demand together is null only if all admit it, or the schema around them.
        branch.remove("nullable");
        whole = merge(whole, branch);
    }
    whole
}

/// What meets both schemas.
pub(super) fn merge(mut whole: Map<String, Value>, other: Map<String, Value>) -> Map<String, Value> {
    for (keyword, operand) in other {
        let Some(known) = whole.get_mut(&keyword) else {
            whole.insert(keyword, operand);
            continue;
        };
        match (known, operand) {
            (Value::Object(known), Value::Object(properties)) if keyword == "properties" => {
                for (name, property) in properties {
                    let both = known.remove(&name).map(|known| json!({"allOf": [known, property]}));
                    known.insert(name, both.unwrap_or(property));
                }
            }
            (Value::Array(known), Value::Array(names)) if keyword == "required" => known.extend(names),
            (known, limit) if keyword.starts_with("max") && limit.as_f64() < known.as_f64() => *known = limit,
            (known, limit) if keyword.starts_with("min") && limit.as_f64() > known.as_f64() => *known = limit,
            _ => {}
        }
    }
    whole
}
