//! Real schemas of older drafts, with real instances that meet them.

use std::collections::BTreeMap;
use std::fs;
use std::io::BufRead;
use std::path::Path;
use std::sync::Arc;

use fineprint::contract::Contract;
use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader, Resolver, compile};
use serde_json::Value;

use super::specs::{ROOT, Repository};

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

/// References name the file that they lead to, and their `$id`s let it seem to be in other folders than it is.
struct Common<'r>(&'r Repository, &'r str);

impl Resolver for Common<'_> {
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
        let Self(repository, root) = self;
        let name = uri.rsplit('/').next().unwrap_or_default();
        let path = format!("{root}payload-schemas/api.github.com/common/{name}");
        Ok(repository.files.get(&path).cloned())
    }
}

/// The one example that its schema refuses, which others find, too.
const NOT_MET: &str = "deployment_status/gh-pages.payload.json";

#[test]
fn schemas_of_many_files_admit_their_examples() {
    let Some(archive) = super::corpus("webhooks/octokit-webhooks.tar.xz") else { return };
    let repository = Repository::of_archive(&archive);
    let mut contracts: BTreeMap<String, Contract> = BTreeMap::new();
    let (mut judged, mut refused) = (0, Vec::new());
    let examples = repository
        .files
        .iter()
        .filter_map(|(path, json)| Some((path.split_once("payload-examples/")?, json)));
    for ((root, example), json) in examples {
        let payload: Value = serde_json::from_slice(json).unwrap();
        let event = example.rsplit_once('/').unwrap().0;
        let action = payload["action"].as_str().unwrap_or("event");
        let of = |name: &str| format!("{root}payload-schemas/{event}/{name}.schema.json");
        let Some(path) =
            [of(action), of("event")].into_iter().find(|path| repository.files.contains_key(path))
        else {
            panic!("{example} has no schema");
        };
        let contract = contracts.entry(path.clone()).or_insert_with(|| {
            let file = SourceFile::from_bytes(path.as_str(), repository.files[&path].clone()).unwrap();
            let common = Common(&repository, root);
            let reader = Reader::new().resolver(&common).at_uri(&format!("{ROOT}{path}"));
            let read = reader.formats(Formats::Annotate).read_schema(&Arc::new(file), Dialect::Draft7);
            compile(&read.unwrap_or_else(|found| panic!("{path}: {found}")).0)
        });
        judged += 1;
        let report = contract.checker("#").unwrap().check_slice(json);
        if !report.is_valid() {
            refused.push(format!("{example}: {report}"));
        }
    }
    println!("{judged} examples of {} schemas", contracts.len());
    let [only] = refused.as_slice() else { panic!("{} are refused:\n{}", refused.len(), refused.join("\n")) };
    assert!(only.contains(NOT_MET), "{only}");
}
