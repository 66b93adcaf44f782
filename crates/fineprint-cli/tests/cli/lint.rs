//! `lint`: the findings in each form, and the exit status.

use super::support::{SPEC, Workspace};

const DUPLICATE: &str = "openapi: 3.0.3\nopenapi: 3.0.3\n";

#[test]
fn a_document_without_mistakes_is_fine() {
    let workspace = Workspace::new();
    workspace.run(&["lint", "spec/things.yaml"]).expect(0).says("spec/things.yaml: nothing found\n");
    let quiet = workspace.run(&["lint", "--quiet", "spec/things.yaml"]);
    assert_eq!(quiet.expect(0).out, "");
}

#[test]
fn standard_input_is_a_document_too() {
    let workspace = Workspace::new();
    workspace.feed(&["lint", "-"], SPEC).expect(0).says("standard input: nothing found\n");
    workspace.feed(&["lint", "-"], DUPLICATE).expect(1).says("standard input:2:1");
}

#[test]
fn an_error_has_a_place_in_every_form() {
    let workspace = Workspace::new();
    workspace.write("spec/bad.yaml", DUPLICATE);
    workspace.run(&["lint", "spec/bad.yaml"]).expect(1).says("spec/bad.yaml:2:1").says("error");

    let machine = &workspace.run(&["lint", "--format", "json", "spec/bad.yaml"]).expect(1).json()[0];
    assert_eq!(machine["code"], "duplicate-key");
    assert_eq!((&machine["file"], &machine["line"]), (&"spec/bad.yaml".into(), &2.into()));

    let github = workspace.run(&["lint", "--format", "github", "spec/bad.yaml"]);
    github.expect(1).says("::error file=spec/bad.yaml,line=2,col=1,title=duplicate-key::");
}

#[test]
fn names_are_relative_to_the_root_from_anywhere() {
    let workspace = Workspace::new();
    workspace.write("spec/bad.yaml", DUPLICATE);
    workspace.run_in("spec", &["lint", "bad.yaml"]).expect(1).says("spec/bad.yaml:2:1");
}

#[test]
fn a_file_that_cannot_be_read_does_not_hide_the_others() {
    let workspace = Workspace::new();
    workspace.write("spec/bad.yaml", DUPLICATE);
    let ended = workspace.run(&["lint", "none.yaml", "spec/bad.yaml"]);
    ended.expect(2).complains("cannot read none.yaml").says("spec/bad.yaml:2:1");
}

#[test]
fn bytes_that_are_no_text_are_a_finding() {
    let workspace = Workspace::new();
    std::fs::write(workspace.path("spec/bytes.yaml"), b"openapi: \xff\n").unwrap();
    workspace.run(&["lint", "spec/bytes.yaml"]).expect(1).says("spec/bytes.yaml:1:10");
}

#[test]
fn notes_are_counted_and_shown_on_demand() {
    let workspace = Workspace::new();
    workspace.edit("spec/things.yaml", "required: [id]", "required: [id, colour]");
    let hidden = workspace.run(&["lint", "spec/things.yaml"]);
    assert_eq!(hidden.expect(0).out, "spec/things.yaml: 1 note (--notes shows them)\n");
    let shown = workspace.run(&["lint", "--notes", "spec/things.yaml"]);
    shown.expect(0).says("note[undescribed-required]").says("spec/things.yaml: 1 note\n");
    assert_eq!(workspace.run(&["lint", "--quiet", "spec/things.yaml"]).expect(0).out, "");
    assert_eq!(
        workspace.run(&["lint", "--format", "json", "spec/things.yaml"]).json()[0]["severity"],
        "note"
    );
}

#[test]
fn warnings_are_denied_on_demand() {
    let workspace = Workspace::new();
    let format = "note: {type: string, format: never-heard-of}\n        note2: {$ref";
    workspace.write("spec/doubtful.yaml", &SPEC.replace("note: {$ref", format));
    workspace.run(&["lint", "spec/doubtful.yaml"]).expect(0).says("1 warning");
    workspace.run(&["lint", "--deny-warnings", "spec/doubtful.yaml"]).expect(1).says("never-heard-of");
}

#[test]
fn characters_that_mislead_are_escaped_in_every_format() {
    let workspace = Workspace::new();
    let name = r"\u202e\x9b2J";
    workspace
        .write("spec/evil.yaml", &SPEC.replace("    Note:", &format!("    \"{name}\": {{}}\n    Note:")));
    for format in ["human", "json", "github"] {
        let ended = workspace.run(&["lint", "--format", format, "spec/evil.yaml"]);
        ended.expect(0).says("invalid-component-name").says("202e");
        assert!(!ended.out.contains(['\u{202e}', '\u{9b}']), "{format}: {}", ended.out);
    }
}
