//! How the command behaves on a terminal, in a pipe, and when it is called wrongly.

use std::process::Stdio;

use super::support::Workspace;

#[test]
fn help_teaches_each_command() {
    let workspace = Workspace::new();
    for arguments in [&["--help"][..], &["codegen", "--help"], &["lint", "--help"], &["check", "--help"]] {
        workspace.run(arguments).expect(0).says("Examples:").says("Exit status:");
    }
    workspace.run(&["help", "lint"]).expect(0).says("fineprint lint").says("Exit status:");
    workspace.run(&["--version"]).expect(0).says(concat!("fineprint ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_arguments_are_told_on_standard_error() {
    let workspace = Workspace::new();
    for (arguments, message) in [
        (&[][..], "Usage: fineprint"),
        (&["lnt"], "lint"),
        (&["codegen", "--chek"], "--check"),
        (&["codegen", "--check", "--watch"], "cannot be used with"),
        (&["codegen", "--format", "xml"], "xml"),
        (&["lint"], "<SPEC>"),
        (&["check", "--max-violations", "0"], "at least 1"),
        (&["check", "--spec", "spec/things.yaml"], "<TRAFFIC|INSTANCES>"),
        (&["check", "--at", "#", "body.json"], "--spec"),
    ] {
        let ended = workspace.run(arguments);
        ended.expect(2).complains(message);
        assert_eq!(ended.out, "", "{arguments:?}");
    }
}

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let workspace = Workspace::new();
    let lint = ["lint", "spec/things.yaml"];
    assert!(!workspace.run(&lint).out.contains('\u{1b}'));
    assert!(workspace.run(&["lint", "--color", "always", "spec/things.yaml"]).out.contains('\u{1b}'));
    let forced = workspace.command(&lint).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&b'\x1b'));
    let never =
        workspace.command(&lint).env("CLICOLOR_FORCE", "1").args(["--color", "never"]).output().unwrap();
    assert!(!never.stdout.contains(&b'\x1b'));
}

#[test]
fn a_reader_that_goes_away_ends_the_command_quietly() {
    let workspace = Workspace::new();
    // More than a pipe holds.
    let lines = "a: 1\n".repeat(20_000);
    workspace.write("spec/long.yaml", &lines);
    let mut command = workspace.command(&["lint", "--format", "json", "spec/long.yaml"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(141));
    assert_eq!(String::from_utf8(ended.stderr).unwrap(), "");
}
