//! The cases of the JSON Schema Test Suite for 2020-12, if `FINEPRINT_CORPUS` says where they are. A schema that has a URI of its own,
//! or refers to others by theirs, is the reader's business and left out here.

use std::path::Path;

use serde_json::{Value, json};

use crate::agreement::agreed;
use crate::contracts::{first, written};

#[test]
fn the_suite_means_the_same() {
    let Some(corpus) = std::env::var_os("FINEPRINT_CORPUS") else {
        println!("skipped: FINEPRINT_CORPUS names no folder");
        return;
    };
    let folder = Path::new(&corpus).join("jsts/tests/draft2020-12");
    let (mut cases, mut left_out, mut wrong) = (0, 0, Vec::new());
    let mut files: Vec<_> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    for file in files {
        let groups: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for group in groups {
            let Some(components) = Components::of(&group["schema"]) else {
                left_out += 1;
                continue;
            };
            let contract = written(&components);
            for case in group["tests"].as_array().unwrap() {
                let name = format!("{} / {}", group["description"], case["description"]);
                let report = agreed(first(&contract), &case["data"].to_string());
                cases += 1;
                if report.is_valid() != case["valid"] {
                    wrong.push(format!("{}: {name}: {report}", file.display()));
                }
            }
        }
    }
    println!("{cases} cases, {left_out} groups left out");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases > 1_000, "{cases}");
}

/// Schemas with the number of another where the document has its pointer.
struct Components<'s> {
    document: &'s Value,
    pointers: Vec<String>,
}

impl<'s> Components<'s> {
    /// The document, and each schema that it refers to; nothing if it needs what only a reader knows.
    fn of(document: &'s Value) -> Option<Vec<Value>> {
        let mut components = Self { document, pointers: vec![String::new()] };
        let mut written = Vec::new();
        while let Some(pointer) = components.pointers.get(written.len()).cloned() {
            written.push(components.schema(document.pointer(&pointer)?)?);
        }
        Some(written)
    }

    fn schema(&mut self, schema: &Value) -> Option<Value> {
        let Some(keywords) = schema.as_object() else { return Some(schema.clone()) };
        let mut kept = json!({});
        for (keyword, operand) in keywords {
            let operand = match keyword.as_str() {
                "$id" | "$anchor" | "$dynamicAnchor" | "$dynamicRef" => return None,
                "$ref" => self.reference(operand.as_str()?)?,
                "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                    let schemas = operand.as_array()?.iter();
                    schemas.map(|schema| self.schema(schema)).collect::<Option<Vec<Value>>>()?.into()
                }
                "properties" | "patternProperties" | "dependentSchemas" => {
                    let members = operand.as_object()?.iter();
                    let members = members.map(|(key, schema)| Some((key.clone(), self.schema(schema)?)));
                    members.collect::<Option<serde_json::Map<_, _>>>()?.into()
                }
                "items"
                | "contains"
                | "additionalProperties"
                | "propertyNames"
                | "not"
                | "if"
                | "then"
                | "else"
                | "unevaluatedItems"
                | "unevaluatedProperties" => self.schema(operand)?,
                "minLength" | "maxLength" | "minItems" | "maxItems" | "minContains" | "maxContains"
                | "minProperties" | "maxProperties" => operand.as_u64()?.into(),
                "type" | "enum" | "const" | "pattern" | "minimum" | "maximum" | "exclusiveMinimum"
                | "exclusiveMaximum" | "multipleOf" | "required" | "dependentRequired" => operand.clone(),
                "uniqueItems" if *operand == true => operand.clone(),
                // Annotations, `format` among them, and where other schemas are kept.
                _ => continue,
            };
            kept[keyword] = operand;
        }
        Some(kept)
    }

    fn reference(&mut self, target: &str) -> Option<Value> {
        let pointer = target.strip_prefix('#')?.replace("%25", "%").replace("%22", "\"");
        self.document.pointer(&pointer)?;
        let known = self.pointers.iter().position(|known| *known == pointer);
        let index = known.unwrap_or_else(|| {
            self.pointers.push(pointer);
            self.pointers.len() - 1
        });
        Some(json!(index))
    }
}
