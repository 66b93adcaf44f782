//! `codegen` on a part of a document, and on a document of many files.

use super::support::Workspace;

#[test]
fn a_part_of_a_document_can_be_chosen() {
    let workspace = Workspace::new();
    workspace.write("spec/things.yaml", TWO_OPERATIONS);
    workspace.run(&["codegen"]).expect(0).says("2 operations, 2 named schemas");
    workspace.run(&["codegen", "--only", "getA"]).expect(0).says("1 operation, 1 named schema,");
    assert!(workspace.path("crates/things-models/src/a.rs").exists());
    assert!(!workspace.path("crates/things-models/src/b.rs").exists(), "what was left out is still there");
    workspace.run(&["codegen", "--tag", "b"]).expect(0).says("1 operation, 1 named schema,");
    workspace.run(&["codegen", "--only", "A", "--tag", "b"]).expect(0).says("1 operation, 2 named schemas");

    workspace.write("fineprint.yaml", "contracts: [{spec: spec/things.yaml, only: [getA]}]\n");
    workspace.run(&["codegen"]).expect(0).says("1 operation, 1 named schema,");
    workspace.run(&["codegen", "--check"]).expect(0);
    workspace.run(&["codegen", "--check", "--only", "getB"]).expect(1);
}

#[test]
fn a_choice_of_nothing_is_an_error_with_a_suggestion() {
    let workspace = Workspace::new();
    workspace.write("spec/things.yaml", TWO_OPERATIONS);
    for (arguments, message, help) in [
        (["--only", "getAA"], "has no operation or schema `getAA`", "did you mean `getA`?"),
        (["--tag", "bb"], "has no operation with the tag `bb`", "did you mean `b`?"),
    ] {
        workspace.run(&["codegen", arguments[0], arguments[1]]).expect(1).complains(message).complains(help);
    }
    workspace.write("spec/others.yaml", TWO_OPERATIONS);
    workspace.run(&["codegen", "--only", "getA"]).expect(2).complains("about one document");
    workspace.write("fineprint.yaml", "contracts: [{spec: spec/things.yaml, tags: []}]\n");
    workspace.run(&["codegen"]).expect(1).complains("`tags` names nothing");
}

const TWO_OPERATIONS: &str = "\
openapi: 3.0.3
info: {title: Things, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      tags: [a]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}
  /b:
    get:
      operationId: getB
      tags: [b]
      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}
components:
  schemas:
    A: {type: object, properties: {a: {type: string}}}
    B: {type: object, properties: {b: {type: string}}}
";

#[test]
fn a_document_of_many_files_becomes_one_contract() {
    let workspace = Workspace::new();
    workspace.write(
        "spec/things.yaml",
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n  /a: {$ref: 'paths/a.yaml'}\n",
    );
    workspace.write(
        "spec/paths/a.yaml",
        "put:\n  operationId: putA\n  responses: {'204': {description: Done}}\n  requestBody:\n    content:\n      \
         application/json: {schema: {$ref: 'https://example.com/money.json#/$defs/Amount'}}\n",
    );
    workspace.write(
        "vendor/money.json",
        r#"{"$defs": {"Amount": {"type": "object", "properties": {"cents": {"type": "integer"}}}}}"#,
    );
    let config = "contracts:\n  - spec: spec/things.yaml\n";
    workspace.write("fineprint.yaml", config);
    let refused = workspace.run(&["codegen"]);
    refused.expect(1).complains("leads out of the document").complains("spec/paths/a.yaml:6:41");
    workspace.write("fineprint.yaml", &format!("{config}    resolve: {{'https://example.com/': vendor}}\n"));
    workspace.run_in("spec", &["codegen"]).expect(0);
    let models = workspace.read("crates/things-models/src/amount.rs");
    assert!(models.contains("pub struct Amount"), "{models}");
    let positions = workspace.read("crates/things-validators/src/positions.rs");
    assert!(
        positions.contains("\"spec/paths/a.yaml\"") && positions.contains("https://example.com/money.json")
    );
    workspace.run(&["codegen", "--check"]).expect(0);
    workspace.write("fineprint.yaml", &format!("{config}    ref_siblings: maybe\n"));
    workspace.run(&["codegen"]).expect(1).complains("`ref_siblings` is not true or false");
}
