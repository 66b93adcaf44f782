//! Schemas of an OpenAPI 3.0 document, as JSON Schema (draft 2020-12) that says the same to a validator who knows no OpenAPI.
//!
//! It starts from the document's text and shares no code with the reader: what the one misunderstands, the other need not.
//! Where OpenAPI has a keyword that JSON Schema has not, one of the oracle's own keywords stands in (see `judge`).

use fineprint::check::Direction;
use serde_json::{Map, Value, json};

use super::flatten::flatten;

/// What must not be there; its operand is the keyword of ours that says so.
pub(super) const REFUSED: &str = "x-refused";
/// `format`, where it speaks of numbers, of which JSON Schema's own `format` says nothing.
pub(super) const NUMBER_FORMAT: &str = "x-number-format";

const COMPONENTS: &str = "#/components/schemas/";

/// The formats that OpenAPI has for numbers.
const NUMBER_FORMATS: [&str; 6] = ["int32", "int64", "uint8", "float", "double", "decimal"];

/// The keywords that mean the same in both.
const SHARED: [&str; 14] = [
    "type",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "x-temporal",
    "items",
    "not",
];

/// The keywords that a payload is not held to, and those that are translated with others.
const SILENT: [&str; 14] = [
    "title",
    "description",
    "default",
    "example",
    "deprecated",
    "externalDocs",
    "xml",
    "$ref",
    "nullable",
    "discriminator",
    "readOnly",
    "writeOnly",
    "exclusiveMinimum",
    "exclusiveMaximum",
];

/// A document whose schemas are to be translated, for payloads that travel in one direction.
#[derive(Clone, Copy)]
pub(crate) struct Translator<'d> {
    pub(crate) document: &'d Value,
    pub(crate) direction: Direction,
}

impl Translator<'_> {
    /// The schema, with all that it can refer to.
    pub(crate) fn translate(self, schema: &Value) -> Value {
        let mut translated = self.schema(schema);
        translated["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        translated["$defs"] = self.each(&self.document["components"]["schemas"]);
        translated
    }

    fn schema(self, schema: &Value) -> Value {
        let whole = flatten(self, schema);
        let properties = whole.get("properties").and_then(Value::as_object).into_iter().flatten();
        let refused = properties.filter(|(_, property)| self.refusal(property).is_some());
        self.part(schema, &refused.map(|(name, _)| name.as_str()).collect::<Vec<_>>())
    }

    /// The schema, or a branch of its `allOf`. What must not be sent is not required, whichever branch says so.
    fn part(self, schema: &Value, refused: &[&str]) -> Value {
        let keywords = schema.as_object().unwrap();
        if let Some(reference) = keywords.get("$ref").and_then(Value::as_str) {
            // What stands beside a reference is ignored (OpenAPI 3.0.3, Reference Object).
            return json!({"$ref": reference.replace(COMPONENTS, "#/$defs/")});
        }
        let mut translated = Map::new();
        for (keyword, operand) in keywords {
            let (keyword, operand) = match keyword.as_str() {
                keyword if SILENT.contains(&keyword) => continue,
                keyword @ ("items" | "not") => (keyword, self.schema(operand)),
                keyword if SHARED.contains(&keyword) => (keyword, operand.clone()),
                "minimum" if keywords.get("exclusiveMinimum") == Some(&json!(true)) => {
                    ("exclusiveMinimum", operand.clone())
                }
                "maximum" if keywords.get("exclusiveMaximum") == Some(&json!(true)) => {
                    ("exclusiveMaximum", operand.clone())
                }
                keyword @ ("minimum" | "maximum") => (keyword, operand.clone()),
                "format" if NUMBER_FORMATS.iter().any(|format| operand == format) => {
                    // Some of these speak of strings too, but not where the schema wants a number.
                    let ty = keywords.get("type").and_then(Value::as_str).unwrap_or("any");
                    (NUMBER_FORMAT, json!(format!("{} {ty}", operand.as_str().unwrap())))
                }
                "format" => ("format", operand.clone()),
                "properties" => ("properties", self.properties(operand)),
                "required" => {
                    let names = operand.as_array().into_iter().flatten();
                    let sent = |name: &&Value| name.as_str().is_none_or(|name| !refused.contains(&name));
                    ("required", names.filter(sent).cloned().collect())
                }
                // So the error is at each property, where ours is, and not at the object.
                "additionalProperties" if operand == &json!(false) => {
                    ("additionalProperties", json!({REFUSED: "additionalProperties"}))
                }
                "additionalProperties" if operand == &json!(true) => continue,
                "additionalProperties" => ("additionalProperties", self.schema(operand)),
                "anyOf" | "oneOf" if keywords.contains_key("discriminator") => {
                    ("allOf", json!([self.discriminated(operand, &keywords["discriminator"])]))
                }
                "allOf" => {
                    let branches = operand.as_array().into_iter().flatten();
                    ("allOf", branches.map(|branch| self.part(self.resolve(branch), refused)).collect())
                }
                keyword @ ("anyOf" | "oneOf") => {
                    let branches = operand.as_array().into_iter().flatten();
                    (keyword, branches.map(|branch| self.schema(branch)).collect())
                }
                unknown => panic!("the translation of {unknown} is missing"),
            };
            translated.insert(keyword.to_owned(), operand);
        }
        if keywords.get("nullable") == Some(&json!(true)) {
            // Null is admitted wherever this stands, whatever else stands beside it.
            return json!({"if": {"type": "null"}, "else": translated});
        }
        Value::Object(translated)
    }

    fn each(self, schemas: &Value) -> Value {
        let schemas = schemas.as_object().into_iter().flatten();
        schemas.map(|(name, schema)| (name.clone(), self.schema(schema))).collect()
    }

    fn properties(self, properties: &Value) -> Value {
        let mut translated = self.each(properties);
        for (name, property) in properties.as_object().into_iter().flatten() {
            if let Some(refusal) = self.refusal(property) {
                translated[name] = json!({"allOf": [translated[name], {REFUSED: refusal}]});
            }
        }
        translated
    }

    /// The flag by which a property is refused in this direction.
    pub(super) fn refusal(self, property: &Value) -> Option<&'static str> {
        let flag = match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
            Direction::None => return None,
        };
        let target = self.resolve(property);
        let mut branches = target["allOf"].as_array().into_iter().flatten();
        let says_so =
            target[flag] == json!(true) || branches.any(|branch| self.refusal(branch) == Some(flag));
        says_so.then_some(flag)
    }

    /// The schema itself, behind any number of references.
    pub(super) fn resolve<'s>(&'s self, schema: &'s Value) -> &'s Value {
        match schema["$ref"].as_str() {
            Some(reference) => {
                let target = self.document.pointer(&reference[1..]);
                self.resolve(target.unwrap_or_else(|| panic!("nothing at {reference}")))
            }
            None => schema,
        }
    }

    /// The branch that the value names is the one to meet; a value that names none is refused.
    fn discriminated(self, branches: &Value, discriminator: &Value) -> Value {
        let property = &discriminator["propertyName"];
        let mut chain = json!({REFUSED: "discriminator"});
        for branch in branches.as_array().into_iter().flatten().rev() {
            let property = property.as_str().unwrap();
            let chosen = json!({
                "type": "object",
                "required": [property],
                "properties": {property: {"enum": names_of(branch, discriminator)}},
            });
            chain = json!({"if": chosen, "then": self.schema(branch), "else": chain});
        }
        chain
    }
}

/// The values that name a branch: those that are mapped to it, by reference or by name, and the name of its component unless
/// that is mapped to another.
pub(super) fn names_of(branch: &Value, discriminator: &Value) -> Vec<String> {
    let reference = branch["$ref"].as_str().unwrap();
    let component = reference.replace(COMPONENTS, "");
    let mapping = || discriminator["mapping"].as_object().into_iter().flatten();
    let mapped = mapping().filter(|(_, target)| **target == reference || **target == component.as_str());
    let own = Some(component.clone()).filter(|component| mapping().all(|(name, _)| name != component));
    mapped.map(|(name, _)| name.clone()).chain(own).collect()
}
