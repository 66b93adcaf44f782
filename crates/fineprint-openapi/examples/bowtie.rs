//! Fineprint behind the protocol of Bowtie, which runs the official test suite of JSON Schema on many implementations: a request on
//! each line of standard input, an answer on each line of standard output.
//!
//! ```console
//! $ cargo run --release -p fineprint-openapi --example bowtie
//! {"cmd": "start", "version": 1}
//! ```

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use fineprint_openapi::source::SourceFile;
use fineprint_openapi::{Dialect, Formats, Reader, Resolver, compile};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(tag = "cmd", rename_all = "lowercase")]
enum Request {
    Start { version: u32 },
    Dialect { dialect: String },
    Run { seq: Value, case: Case },
    Stop,
}

#[derive(Deserialize)]
struct Case {
    schema: Value,
    #[serde(default)]
    registry: Option<Registry>,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    instance: Value,
}

/// The schemas that a case refers to, by their URIs.
#[derive(Default, Deserialize)]
struct Registry(HashMap<String, Value>);

impl Resolver for Registry {
    fn resolve(&self, uri: &str) -> Result<Option<Vec<u8>>, String> {
        Ok(self.0.get(uri).map(|schema| schema.to_string().into_bytes()))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut dialect = Dialect::Draft202012;
    let mut output = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let answer = match serde_json::from_str(&line?)? {
            Request::Start { version: 1 } => implementation(),
            Request::Start { version } => return Err(format!("version {version} of the protocol").into()),
            Request::Dialect { dialect: uri } => {
                let known = Dialect::from_uri(&uri);
                dialect = known.unwrap_or(dialect);
                json!({"ok": known.is_some()})
            }
            Request::Run { seq, case } => match judge(&case, dialect) {
                Ok(results) => json!({"seq": seq, "results": results}),
                Err(message) => json!({"seq": seq, "errored": true, "context": {"message": message}}),
            },
            Request::Stop => break,
        };
        writeln!(output, "{answer}")?;
        output.flush()?;
    }
    Ok(())
}

fn implementation() -> Value {
    json!({
        "version": 1,
        "implementation": {
            "language": "rust",
            "name": "fineprint",
            "version": env!("CARGO_PKG_VERSION"),
            "homepage": "urn:fineprint",
            "issues": "urn:fineprint",
            "source": "urn:fineprint",
            "dialects": [
                "https://json-schema.org/draft/2020-12/schema",
                "https://json-schema.org/draft/2019-09/schema",
                "http://json-schema.org/draft-07/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-04/schema#",
            ],
        },
    })
}

/// The verdict on each instance; why there is none, if the schema cannot be read.
fn judge(case: &Case, dialect: Dialect) -> Result<Vec<Value>, String> {
    let none = Registry::default();
    let registry = case.registry.as_ref().unwrap_or(&none);
    let file = Arc::new(SourceFile::new("schema.json", case.schema.to_string()));
    let reader = Reader::new().resolver(registry).formats(Formats::Annotate);
    let (document, _) = reader.read_schema(&file, dialect).map_err(|found| found.to_string())?;
    let contract = compile(&document);
    let checker = contract.checker("#").ok_or("there is no schema")?;
    let verdict = |test: &Test| json!({"valid": checker.is_valid_value(&test.instance)});
    Ok(case.tests.iter().map(verdict).collect())
}
