//! What the README's first example prints is what the README says that it prints.

use organizations_models::UpdateOrganizationRequest;
use organizations_validators::update_organization;

const README: &str = include_str!("../../README.md");

/// The text between two marks, of which the first stands behind `after`.
fn between<'t>(after: &str, start: &str, end: &str) -> &'t str {
    let (_, rest) = README.split_once(after).unwrap();
    let (_, rest) = rest.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

#[test]
fn the_first_example_prints_what_the_readme_says() {
    let body = between("## A first example", "br#\"", "\"#;");
    let printed = between("prints everything that is wrong", "```text\n", "\n```");
    let report =
        update_organization::REQUEST.decode::<UpdateOrganizationRequest>(body.as_bytes()).unwrap_err();
    assert_eq!(report.to_string(), printed);
}
