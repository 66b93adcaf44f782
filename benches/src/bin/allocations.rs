//! Counts what the heap is asked for, and writes it to standard output as JSON. A program of its own, since an allocator that
//! counts slows everybody down who allocates.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write as _};

use allocation_counter::measure;
use fineprint_benches::bare;
use fineprint_benches::corpus::{self, DataSet};
use fineprint_benches::figures::{Allocations, Binary, Bulk, Figures, Heap};
use fineprint_benches::home::{self, CASES, Case};
use fineprint_openapi::Formats;
use serde_json::Value;

/// The bodies of the large array.
const DOCUMENTS: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut figures = Figures::default();
    for case in &CASES {
        figures.allocations.extend(allocations(case)?);
    }
    if let Some(folder) = corpus::folder() {
        for name in corpus::names(&folder)? {
            figures.heap.push(heap(&corpus::read(&folder, &name)?)?);
        }
    }
    figures.bulk = Some(bulk()?);
    // The sizes are those of files that whoever builds the programs knows.
    figures.binary = Some(Binary { without: 0, with: 0, schemas: home::schemas() });
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &figures)?;
    out.write_all(b"\n")?;
    Ok(())
}

fn allocations(case: &Case) -> Result<Vec<Allocations>, serde_json::Error> {
    let body = case.body.as_bytes();
    let value = serde_json::from_slice(body)?;
    let count = |what: &str, run: &dyn Fn()| {
        // What is made once and kept is not the payload's.
        run();
        let counted = measure(run);
        Allocations {
            case: case.name.to_owned(),
            what: what.to_owned(),
            count: counted.count_total,
            bytes: counted.bytes_total,
        }
    };
    Ok(vec![
        count("check_slice", &|| drop(black_box(case.checker.check_slice(body)))),
        count("check_value", &|| drop(black_box(case.checker.check_value(&value)))),
        count("decode", &|| {
            black_box((case.decode)(case.checker, body));
        }),
        count("from_slice, unchecked", &|| {
            black_box((case.serde)(body));
        }),
    ])
}

/// The same for a data set, by the tables of a loaded contract.
fn heap(data: &DataSet) -> Result<Heap, Box<dyn Error>> {
    let contract = bare::contract(&data.name, &data.schema, Formats::Annotate)?;
    let checker = bare::checker(&contract)?;
    let values: Vec<Value> =
        data.instances.iter().map(|text| serde_json::from_str(text)).collect::<Result<_, _>>()?;
    if !data.instances.iter().all(|text| checker.is_valid_slice(text.as_bytes())) {
        return Err(format!("{}: not all are valid", data.name).into());
    }
    let by_text = || {
        for text in &data.instances {
            drop(black_box(checker.check_slice(text.as_bytes())));
        }
    };
    let by_value = || {
        for value in &values {
            drop(black_box(checker.check_value(value)));
        }
    };
    // What is made once and kept, such as an expression that is compiled, is not the payloads'.
    by_text();
    by_value();
    Ok(Heap {
        set: data.name.clone(),
        documents: values.len(),
        by_text: measure(by_text).count_total,
        by_value: measure(by_value).count_total,
    })
}

/// The most that the heap holds while one large array is checked.
fn bulk() -> Result<Bulk, Box<dyn Error>> {
    let (array, schema) = home::bulk(DOCUMENTS);
    let contract = bare::contract("bulk", &schema, Formats::Assert)?;
    let checker = bare::checker(&contract)?;
    let mut valid = false;
    let counted = measure(|| valid = checker.check_slice(array.as_bytes()).is_valid());
    if !valid {
        return Err("the array of many bodies is not valid".into());
    }
    Ok(Bulk { documents: DOCUMENTS, bytes: array.len(), peak: counted.bytes_max, milliseconds: 0.0 })
}
