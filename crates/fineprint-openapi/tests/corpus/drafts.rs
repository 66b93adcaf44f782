//! Real schemas of older drafts, with real instances that meet them.

use std::fs;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use fineprint::contract::Contract;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader, compile};

fn contract(path: &Path) -> Contract {
    let name = path.display().to_string();
    let file = Arc::new(SourceFile::from_bytes(name.clone(), fs::read(path).unwrap()).unwrap());
    let reader = Reader::new().formats(Formats::Annotate);
    let read = reader.read_schema(&file, Dialect::Draft7);
    let (document, _) = read.unwrap_or_else(|found| panic!("{name}: {found}"));
    compile(&document)
}

#[test]
fn published_schemas_admit_the_files_of_projects() {
    let Some(corpus) = super::corpus("bench") else { return };
    let mut folders: Vec<_> = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let (mut judged, mut refused) = (0, Vec::new());
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let contract = contract(&folder.join("schema.json"));
        let checker = contract.checker("#").unwrap();
        for (number, line) in fs::read(folder.join("instances.jsonl")).unwrap().lines().enumerate() {
            judged += 1;
            let report = checker.check_slice(line.unwrap().as_bytes());
            if !report.is_valid() {
                refused.push(format!("{} {number}: {report}", folder.display()));
            }
        }
    }
    println!("{judged} instances of {} schemas", folders.len());
    assert!(refused.is_empty(), "{} are refused:\n{}", refused.len(), refused.join("\n"));
}
