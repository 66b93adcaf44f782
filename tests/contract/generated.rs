//! What is generated for the two endpoints: a snapshot of each file, and that the crates in the repository have these files.

use std::path::Path;
use std::sync::Arc;

use fineprint_codegen::{Dependency, GeneratedFile, Options, models, validators};
use fineprint_openapi::source::SourceFile;

fn check(krate: &str, files: &[GeneratedFile]) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(format!("snapshots/{krate}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for file in files {
            insta::assert_snapshot!(file.path.replace(['/', '.'], "-"), file.contents);
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates").join(krate).join(&file.path);
            assert!(std::fs::read_to_string(&path).unwrap() == file.contents, "{}", path.display());
        }
    });
}

#[test]
fn the_generated_crates_are_what_the_document_says() {
    let text = include_str!("../../spec/organizations.yaml");
    let (document, _) =
        fineprint_openapi::read(&Arc::new(SourceFile::new("spec/organizations.yaml", text))).unwrap();
    let contract = fineprint_openapi::compile(&document);
    let mut options = Options::new("organizations");
    options.request_types = true;
    options.shortcuts = true;
    options.fineprint = Dependency::Path("../fineprint".to_owned());
    check("organizations-models", &models(&document, &options).unwrap());
    check("organizations-validators", &validators(&document, &contract, &options).unwrap());
}
