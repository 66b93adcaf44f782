//! Names for schemas that others refer to.

use std::collections::HashSet;

/// Tokens of a pointer that only say what kind of thing follows.
const STRUCTURE: [&str; 13] = [
    "$defs",
    "allOf",
    "anyOf",
    "application~1json",
    "components",
    "content",
    "definitions",
    "oneOf",
    "paths",
    "properties",
    "responses",
    "schema",
    "schemas",
];

/// A name for each pointer, no two alike: the key of a component, else the last telling parts of the pointer.
pub(super) fn names(pointers: impl Iterator<Item = String>) -> Vec<String> {
    let pointers: Vec<String> = pointers.collect();
    let mut taken: HashSet<String> =
        pointers.iter().filter_map(|pointer| component(pointer)).map(unescaped).collect();
    let name = |pointer: &String| match component(pointer) {
        Some(name) => unescaped(name),
        None => free(&derived(pointer), &mut taken),
    };
    pointers.iter().map(name).collect()
}

fn component(pointer: &str) -> Option<&str> {
    pointer.strip_prefix("#/components/schemas/").filter(|name| !name.contains('/'))
}

/// `#/components/responses/NotFound/content/application~1json/schema` becomes `NotFound`.
fn derived(pointer: &str) -> String {
    let (file, fragment) = pointer.split_once('#').unwrap_or(("", pointer));
    let mut tokens: Vec<String> = fragment
        .split('/')
        .filter(|token| !STRUCTURE.contains(token))
        .map(|token| {
            let text = unescaped(token);
            let letters = text.chars().map(|c| if c.is_alphanumeric() { c } else { '_' });
            letters.collect::<String>().trim_matches('_').to_owned()
        })
        .filter(|token| !token.is_empty())
        .collect();
    let telling = tokens.split_off(tokens.len().saturating_sub(3));
    // What stands below a response, a parameter or a header of the components is named after it alone.
    match telling.as_slice() {
        // A file that is one schema.
        [] => stem(file).filter(|stem| !stem.is_empty()).unwrap_or("schema").to_owned(),
        [kind, rest @ ..] if !rest.is_empty() && COMPONENTS.contains(&kind.as_str()) => rest.join("_"),
        all => all.join("_"),
    }
}

/// A file's name without folders and extensions.
fn stem(file: &str) -> Option<&str> {
    file.trim_end_matches('/').rsplit('/').next()?.split('.').next()
}

/// The kinds of components that schemas stand in.
const COMPONENTS: [&str; 4] = ["headers", "parameters", "requestBodies", "responses"];

fn free(name: &str, taken: &mut HashSet<String>) -> String {
    let mut candidate = name.to_owned();
    let mut number = 1;
    while !taken.insert(candidate.clone()) {
        number += 1;
        candidate = format!("{name}_{number}");
    }
    candidate
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_are_telling_and_unique() {
        let pointers = [
            "#/components/schemas/Pet",
            "#/components/schemas/a~1b",
            "#/components/schemas/Pet/properties/owner",
            "#/components/responses/Pet/content/application~1json/schema",
            "#/paths/~1pets~1{id}/get/responses/200/content/application~1json/schema",
            "#",
            "common/money.v1.yaml#",
            "common/money.v1.yaml#/$defs/Amount",
            "../more.yaml#/components/schemas/Pet",
            "https://example.com/schemas/order.json#/properties/lines/items",
        ];
        let expected = [
            "Pet",
            "a/b",
            "Pet_owner",
            "Pet_2",
            "pets__id_get_200",
            "schema",
            "money",
            "Amount",
            "Pet_3",
            "lines_items",
        ];
        assert_eq!(names(pointers.into_iter().map(str::to_owned)), expected);
    }
}
