//! All that is measured in Rust, by the programs of `fineprint-benches`.

use std::fs;
use std::path::Path;
use std::process::Command;

use fineprint_benches::figures::{Binary, Figures};
use fineprint_cli::output::{Failure, Output};

use super::kept::{Kept, Rust, renew};
use super::machine::{Machine, locked};
use super::{Arguments, count, programs};

/// The crates whose version the page tells.
const CRATES: [&str; 4] = ["serde_json", "sonic-rs", "jsonschema-macros", "boon"];

/// Measures, and puts what was found into what is kept.
pub(super) fn measure(
    root: &Path,
    arguments: &Arguments,
    kept: &mut Kept,
    output: &mut Output<'_>,
) -> Result<(), Failure> {
    let found = figures(root, arguments, output)?;
    let machine = Machine::here(locked(root, &CRATES));
    if let (false, Some(rust)) = (arguments.only.is_empty(), &mut kept.rust) {
        renew(&mut rust.figures.sets, found.sets, |set| &set.name);
        rust.machine = machine;
        rust.quick |= arguments.quick;
    } else {
        kept.rust = Some(Rust { machine, quick: arguments.quick, figures: found });
    }
    Ok(())
}

fn figures(root: &Path, arguments: &Arguments, output: &mut Output<'_>) -> Result<Figures, Failure> {
    let with_peers = ["-p", "fineprint-benches", "--features", "peers", "--bin", "fineprint-benches"];
    let folder = programs::build(root, &with_peers, output)?;
    let mut command = Command::new(folder.join("fineprint-benches"));
    if arguments.quick {
        command.arg("--quick");
    }
    let mut figures: Figures = programs::run(command.args(&arguments.only), output)?;
    if arguments.only.is_empty() {
        let folder = programs::build(root, &["-p", "fineprint-benches", "--bin", "allocations"], output)?;
        let counted: Figures = programs::run(&mut Command::new(folder.join("allocations")), output)?;
        figures.allocations = counted.allocations;
        if let (Some(bulk), Some(counted)) = (&mut figures.bulk, counted.bulk) {
            bulk.peak = counted.peak;
        }
        figures.binary = Some(binary(root, output)?);
        if count::is_there() {
            figures.instructions = count::measure(root, output)?;
        }
    }
    Ok(figures)
}

/// The sizes of two programs that differ in the frozen contract alone.
fn binary(root: &Path, output: &Output<'_>) -> Result<Binary, Failure> {
    let names = ["size-without", "size-with"];
    let mut sizes = [0, 0];
    for (size, name) in sizes.iter_mut().zip(names) {
        let folder = programs::build(root, &["-p", "fineprint-benches", "--bin", name], output)?;
        let path = folder.join(name);
        *size = fs::metadata(&path).map_err(|error| Failure::reading(&path, error))?.len();
    }
    let [without, with] = sizes;
    Ok(Binary { without, with, schemas: fineprint_benches::home::schemas() })
}
