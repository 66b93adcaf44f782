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

/// The programs without peers: of another build, since what they tell must not depend on who else is linked.
const ALONE: [&str; 10] = [
    "-p",
    "fineprint-benches",
    "--bin",
    "allocations",
    "--bin",
    "count",
    "--bin",
    "size-with",
    "--bin",
    "size-without",
];

fn figures(root: &Path, arguments: &Arguments, output: &mut Output<'_>) -> Result<Figures, Failure> {
    let whole = arguments.only.is_empty();
    // All that can fail comes before what takes long.
    let alone = if whole { Some(programs::build(root, &ALONE, output)?) } else { None };
    let folder = programs::build_with_peers(root, output)?;
    let mut command = Command::new(folder.join("fineprint-benches"));
    if arguments.quick {
        command.arg("--quick");
    }
    let mut figures: Figures = programs::run(command.args(&arguments.only), output)?;
    if let Some(alone) = alone {
        let counted: Figures = programs::run(&mut Command::new(alone.join("allocations")), output)?;
        figures.allocations = counted.allocations;
        figures.heap = counted.heap;
        if let (Some(bulk), Some(counted)) = (&mut figures.bulk, counted.bulk) {
            bulk.peak = counted.peak;
        }
        figures.binary = match counted.binary {
            Some(Binary { schemas, .. }) => Some(binary(&alone, schemas)?),
            None => None,
        };
        if count::is_there() {
            figures.instructions = count::measure(root, output)?;
        }
    }
    Ok(figures)
}

/// The sizes of two programs that differ in the frozen contract alone.
fn binary(folder: &Path, schemas: usize) -> Result<Binary, Failure> {
    let size = |name: &str| {
        let path = folder.join(name);
        fs::metadata(&path).map(|it| it.len()).map_err(|error| Failure::reading(&path, error))
    };
    let (without, with) = (size("size-without")?, size("size-with")?);
    Ok(Binary { without, with, schemas })
}
