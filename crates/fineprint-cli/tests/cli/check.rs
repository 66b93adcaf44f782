//! `check --at`: which texts are instances, what is said of them, and the exit status.

use super::support::{SPEC, Workspace};

const CHECK: [&str; 5] = ["check", "--spec", "spec/things.yaml", "--at", "#/components/schemas/Thing"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CHECK.iter().chain(more).copied().collect()
}

/// The line of the document that has a text, counted from 1.
fn line_of(text: &str) -> usize {
    SPEC.lines().position(|line| line.contains(text)).unwrap() + 1
}

#[test]
fn valid_instances_are_fine() {
    let workspace = Workspace::new();
    workspace.write("a.json", "{\"id\": \"a\",\n \"note\": \"ab\"}\n");
    workspace.write("b.ndjson", "{\"id\": \"b\"}\n\n{\"id\": \"c\"}\n");
    let ended = workspace.run(&with(&["a.json", "b.ndjson"]));
    assert_eq!(ended.expect(0).out, "3 instances: 3 valid\n");
    assert_eq!(workspace.run(&with(&["--quiet", "a.json"])).expect(0).out, "");
}

#[test]
fn every_violation_is_told_with_its_place_in_the_document() {
    let workspace = Workspace::new();
    workspace.write("a.json", r#"{"id": "secret", "note": "x"}"#);
    let ended = workspace.run(&with(&["a.json"]));
    ended
        .expect(1)
        .says("a.json: invalid\n")
        .says("/id: 6 characters, at most 4 allowed [maxLength]\n")
        .says(&format!("at spec/things.yaml:{}:", line_of("maxLength")))
        .says("/note: ")
        .says(&format!("at spec/things.yaml:{}:", line_of("minLength")))
        .says("1 instance: 1 invalid\n");
    assert!(!ended.out.contains("secret"), "a value was shown");
    workspace.run(&with(&["--show-values", "a.json"])).expect(1).says("secret");
    let limited = workspace.run(&with(&["--max-violations", "1", "--format", "json", "a.json"])).json();
    assert_eq!(limited[0]["violations"].as_array().unwrap().len(), 1);
    assert_eq!(limited[0]["truncated"], true);
}

#[test]
fn a_doubtful_document_is_named_before_anything_is_judged_by_it() {
    let workspace = Workspace::new();
    workspace.write("spec/things.yaml", &SPEC.replace("maxLength: 4", "maxLength: 4, format: nobodys"));
    workspace.write("a.json", r#"{"id": "a"}"#);
    let told = workspace.run(&with(&["a.json"]));
    assert_eq!(told.expect(0).err, "spec/things.yaml has 1 warning: run `fineprint lint spec/things.yaml`\n");
    assert_eq!(workspace.run(&with(&["--quiet", "a.json"])).expect(0).err, "");
}

#[test]
fn machines_get_an_object_for_each_instance() {
    let workspace = Workspace::new();
    workspace.write("a.ndjson", "{\"id\": \"a\"}\n{}\n");
    workspace.write("b.json", "{\n");
    let lines = workspace.run(&with(&["--format", "json", "a.ndjson", "b.json"])).expect(1).json();
    let valid = serde_json::json!(
        {"entry": 0, "instance": "a.ndjson:1", "verdict": "valid", "violations": [], "unchecked": []}
    );
    assert_eq!(lines[0], valid);
    assert_eq!((&lines[1]["entry"], &lines[1]["instance"]), (&1.into(), &"a.ndjson:2".into()));
    let required = &lines[1]["violations"][0];
    assert_eq!((&required["keyword"], &required["property"]), (&"required".into(), &"id".into()));
    assert_eq!((&required["part"], &required["pointer"]), (&"instance".into(), &"".into()));
    assert_eq!(lines[2]["violations"][0]["keyword"], "json");
    assert_eq!(lines.len(), 3);
}

#[test]
fn standard_input_is_one_instance_or_one_a_line() {
    let workspace = Workspace::new();
    for (input, status, summary) in [
        ("{\"id\":\n\"a\"}", 0, "1 instance: 1 valid\n"),
        ("{\"id\": \"a\"}\n{\"id\": \"b\"}\n", 0, "2 instances: 2 valid\n"),
        ("{\"id\": \"a\"}\r\n\r\n{\"id\": 1}", 1, "2 instances: 1 valid, 1 invalid\n"),
        ("{\"id\": \"a\"}\nno\n", 1, "2 instances: 1 valid, 1 invalid\n"),
    ] {
        workspace.feed(&with(&["-"]), input).expect(status).says(summary);
    }
    workspace.feed(&with(&["-"]), "{\"id\": \"a\"}\n{}\n").expect(1).says("standard input:2: invalid");
}

#[test]
fn nothing_to_check_is_not_fine() {
    let workspace = Workspace::new();
    workspace.write("empty.ndjson", "");
    workspace.write("blank.ndjson", "\n \n");
    for input in ["", "\n\n"] {
        workspace.feed(&with(&["-"]), input).expect(2).complains("there was no instance to check");
    }
    for format in ["human", "json"] {
        let ended = workspace.run(&with(&["--format", format, "empty.ndjson", "blank.ndjson"]));
        ended.expect(2).complains("there was no instance to check");
    }
    workspace.write("a.json", r#"{"id": "a"}"#);
    workspace.run(&with(&["empty.ndjson", "a.json"])).expect(0).says("1 instance: 1 valid");
}

#[test]
fn undocumented_properties_are_reported_on_demand() {
    let workspace = Workspace::new();
    workspace.write("a.json", r#"{"id": "a", "more": 1}"#);
    workspace.run(&with(&["a.json"])).expect(0);
    workspace.run(&with(&["--strict", "a.json"])).expect(1).says("[undocumented]");
}

#[test]
fn the_pointer_gives_the_direction() {
    let workspace = Workspace::new();
    workspace.edit("spec/things.yaml", "id: {type: string, ", "id: {type: string, readOnly: true, ");
    workspace.write("with.json", r#"{"id": "a"}"#);
    workspace.write("without.json", "{}");
    let request = "/paths/~1things/post/requestBody/content/application~1json/schema";
    let at_request = ["check", "--spec", "spec/things.yaml", "--at", request];
    let run = |file| workspace.run(&at_request.iter().copied().chain([file]).collect::<Vec<_>>());
    run("with.json").expect(1).says("[readOnly]");
    run("without.json").expect(0);
}

#[test]
fn pointers_lead_through_references() {
    let workspace = Workspace::new();
    workspace.edit("spec/things.yaml", "{description: Done}", "{$ref: '#/components/responses/Done'}");
    let responses = "components:\n  responses:\n    Done:\n      description: Done\n      content: \
                     {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}\n";
    workspace.edit("spec/things.yaml", "components:\n", responses);
    workspace.write("a.json", r#"{"id": "a"}"#);
    let check = |at| workspace.run(&["check", "--spec", "spec/things.yaml", "--at", at, "a.json"]);
    for at in [
        "/paths/~1things/post/responses/204/content/application~1json/schema",
        "#/components/responses/Done/content/application~1json/schema",
    ] {
        check(at).expect(0);
    }
    check("#/paths/~1things/post/requestBody/content/application~1json/schema/properties/id").expect(1);
    for (at, hint) in [
        ("#/paths/~1things/post/requestBody", "help: append `/content/application~1json/schema`"),
        ("#/paths/~1things/post/requestBody/content/application~1json", "help: append `/schema`"),
        ("#/paths/~1things/post/responses/204", "help: append `/content/application~1json/schema`"),
        ("#/paths/~1things/post", "\n  #/components/responses/Done/content/application~1json/schema"),
        ("createThing", "\n  #/paths/~1things/post/requestBody/content/application~1json/schema"),
        ("#/paths/~1thing/post", "did you mean #/paths/~1things?"),
        (
            "#/components/schemas/Thing/properties/other",
            "#/components/schemas/Thing/properties has no `other`",
        ),
        ("#/info/title/x", "#/info/title is of type string"),
    ] {
        check(at)
            .expect(2)
            .complains(&format!(
                "no schema at {}",
                if at.starts_with('#') { at.to_owned() } else { format!("#{at}") }
            ))
            .complains(hint);
    }
}

#[test]
fn what_cannot_run_says_why() {
    let workspace = Workspace::new();
    workspace.write("a.json", r#"{"id": "a"}"#);
    workspace.write("bad.json", "{}");
    let check = |spec, at, file| workspace.run(&["check", "--spec", spec, "--at", at, file]);
    let thing = "#/components/schemas/Thing";
    check("spec/none.yaml", thing, "a.json").expect(2).complains("cannot read spec/none.yaml");
    check("spec/things.yaml", "#/components/schemas/Thin", "a.json")
        .expect(2)
        .complains("no schema at #/components/schemas/Thin; did you mean #/components/schemas/Thing?");
    check("spec/things.yaml", "nonsense", "a.json").expect(2).complains("no schema at #nonsense");
    workspace.write("spec/broken.yaml", "openapi: [\n");
    check("spec/broken.yaml", thing, "a.json")
        .expect(2)
        .complains("spec/broken.yaml:1")
        .complains("spec/broken.yaml has errors, so that nothing was checked");
    let ended = workspace.run(&with(&["none.json", "bad.json"]));
    ended.expect(2).complains("cannot read none.json").says("bad.json: invalid");
}
