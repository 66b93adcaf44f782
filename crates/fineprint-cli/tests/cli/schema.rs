//! `check --schema`, and documents that are spread over files: where they are looked for, and where not.

use super::support::Workspace;

fn workspace() -> Workspace {
    let workspace = Workspace::new();
    workspace.write(
        "order.json",
        r#"{"properties": {"at": {"format": "date"}, "items": {"$ref": "parts/items.json"}}}"#,
    );
    workspace.write(
        "parts/items.json",
        r#"{"minItems": 1, "prefixItems": [{"$ref": "https://example.com/id.yaml#id"}]}"#,
    );
    workspace.write("vendor/id.yaml", "$defs: {id: {$anchor: id, type: integer}}\n");
    workspace.write(
        "orders.ndjson",
        "{\"items\": [1]}\n{\"items\": [\"one\"], \"at\": \"now\"}\n{\"items\": []}\n",
    );
    workspace
}

const CHECK: [&str; 6] =
    ["check", "--schema", "order.json", "--resolve", "https://example.com/=vendor", "orders.ndjson"];

#[test]
fn a_schema_is_the_yardstick_with_all_that_it_refers_to() {
    let workspace = workspace();
    workspace
        .run(&CHECK)
        .expect(1)
        .says("orders.ndjson:2: invalid\n  instance /items/0: string found, integer expected [type]\n    at https://example.com/id.yaml:1:27\n")
        .says("orders.ndjson:3: invalid\n  instance /items: 0 items, at least 1 required [minItems]\n    at parts/items.json:1:2\n")
        .says("3 instances: 1 valid, 2 invalid\n");
}

#[test]
fn formats_only_tell_unless_they_are_to_assert() {
    let workspace = workspace();
    let asserting: Vec<&str> = CHECK.into_iter().chain(["--formats", "assert"]).collect();
    assert!(!workspace.run(&CHECK).expect(1).out.contains("[format]"));
    workspace.run(&asserting).expect(1).says("instance /at: not a calendar date");
}

#[test]
fn what_is_in_no_known_place_is_not_read() {
    let workspace = workspace();
    workspace
        .run(&["check", "--schema", "order.json", "orders.ndjson"])
        .expect(2)
        .complains("`https://example.com/id.yaml#id` leads out of the document")
        .complains("parts/items.json:1:42");
    workspace.write("deep/order.json", r#"{"$ref": "../parts/items.json"}"#);
    let check =
        ["check", "--schema", "deep/order.json", "--resolve", "https://example.com/=vendor", "orders.ndjson"];
    workspace.run(&check).expect(2).complains("it lies outside of the folder `deep`");
    let allowing: Vec<&str> = check.into_iter().chain(["--allow-outside"]).collect();
    workspace.run(&allowing).expect(0).says("3 instances: 3 valid\n");
}

#[test]
fn what_a_schema_does_not_mean_is_told() {
    let workspace = Workspace::new();
    workspace.write("a.json", r#"{"minLenght": 3, "additionalItems": false}"#);
    workspace.write("x.json", "1");
    let ended = workspace.run(&["check", "--schema", "a.json", "x.json"]);
    ended
        .expect(0)
        .says("1 instance: 1 valid")
        .complains("did you mean `minLength`?")
        .complains("`additionalItems` is no keyword");
    assert_eq!(workspace.run(&["check", "--quiet", "--schema", "a.json", "x.json"]).expect(0).err, "");
    workspace.write("a.json", r#"{"openapi": "3.1.0"}"#);
    workspace
        .run(&["check", "--schema", "a.json", "x.json"])
        .expect(2)
        .complains("an OpenAPI document, not a JSON Schema");
}

#[test]
fn the_dialect_is_that_of_the_schema_or_of_the_call() {
    let workspace = Workspace::new();
    workspace.write("a.json", r#"{"maximum": 3, "exclusiveMaximum": true}"#);
    workspace.write("three.json", "3");
    let check = |dialect: &'static str| ["check", "--schema", "a.json", "--dialect", dialect, "three.json"];
    workspace.run(&check("4")).expect(1).says("not less than 3 [exclusiveMaximum]");
    workspace.run(&check("oas-3.0")).expect(1).says("not less than 3 [exclusiveMaximum]");
    workspace.run(&check("7")).expect(2).complains(
        "error[wrong-type]: `exclusiveMaximum` has to be a number, and is a boolean\n --> a.json:1:36",
    );
    workspace.write(
        "a.json",
        r#"{"$schema": "http://json-schema.org/draft-04/schema#", "maximum": 3, "exclusiveMaximum": true}"#,
    );
    workspace.run(&check("7")).expect(1).says("not less than 3");
    workspace
        .run(&check("8"))
        .expect(2)
        .complains("it is one of 4, 6, 7, 2019-09, 2020-12, oas-3.0, oas-3.1");
}

#[test]
fn a_pointer_leads_into_other_files_of_a_document() {
    let workspace = Workspace::new();
    workspace.write(
        "api.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: 'paths/a.yaml'}\n",
    );
    workspace.write(
        "paths/a.yaml",
        "put:\n  requestBody:\n    content:\n      application/json:\n        schema: {readOnly: true, properties: {id: {readOnly: true}}}\n",
    );
    workspace.write("a.json", r#"{"id": 1}"#);
    for at in [
        "#/paths/~1a/put/requestBody/content/application~1json/schema",
        "paths/a.yaml#/put/requestBody/content/application~1json/schema",
    ] {
        let ended = workspace.run(&["check", "--spec", "api.yaml", "--at", at, "a.json"]);
        ended.expect(1).says("request.body /id: read-only").says("at paths/a.yaml:5:");
    }
}

/// Also where it was compiled to the reference that it is, the only branch of an `allOf` has a pointer.
#[test]
fn a_pointer_leads_to_the_only_branch() {
    let workspace = Workspace::new();
    let document = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /a:
    put:
      requestBody:
        content:
          application/json:
            schema: {nullable: true, allOf: [{$ref: '#/components/schemas/Pet'}]}
          application/x+json:
            schema: {allOf: [{$ref: 'pets.yaml#/Cat'}]}
          application/y+json:
            schema: {allOf: [{allOf: [{$ref: '#/components/schemas/Pet'}]}]}
      responses: {'200': {description: done}}
components:
  schemas:
    Pet: {properties: {id: {readOnly: true}}}
";
    workspace.write("api.yaml", document);
    workspace.write("pets.yaml", "Cat: {properties: {id: {readOnly: true}}}\n");
    workspace.write("a.json", r#"{"id": 1}"#);
    for (media, branch) in
        [("json", "/allOf/0"), ("x+json", "/allOf/0"), ("y+json", "/allOf/0"), ("y+json", "/allOf/0/allOf/0")]
    {
        let at = format!("#/paths/~1a/put/requestBody/content/application~1{media}/schema{branch}");
        let ended = workspace.run(&["check", "--spec", "api.yaml", "--at", &at, "a.json"]);
        ended.expect(1).says("request.body /id: read-only");
    }
    let at = "#/paths/~1a/put/requestBody/content/application~1json/schema/allOf/1";
    workspace.run(&["check", "--spec", "api.yaml", "--at", at, "a.json"]).expect(2);
}

#[test]
fn a_definition_is_a_yardstick_whether_or_not_anything_refers_to_it() {
    let workspace = Workspace::new();
    workspace.write("a.json", r#"{"$defs": {"line": {"maximum": 3}}, "definitions": {"b": {"minimum": 5}}}"#);
    workspace.write("four.json", "4");
    for (at, keyword) in [("#/$defs/line", "maximum"), ("#/definitions/b", "minimum")] {
        let ended = workspace.run(&["check", "--schema", "a.json", "--at", at, "four.json"]);
        ended.expect(1).says(&format!("[{keyword}]"));
    }
}
