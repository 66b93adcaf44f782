//! `cargo xtask bench`: how fast Fineprint is, beside others.
//!
//! The programs of `fineprint-benches` measure; this keeps what they find, compares it with the goals, and draws the page. No peer is
//! linked here.

mod chart;
mod commands;
mod count;
mod goals;
mod kept;
mod machine;
mod outside;
mod page;
mod programs;
mod remarks;
mod rust;
mod shortcuts;
mod tables;

use std::fs;
use std::path::Path;

use fineprint_cli::output::{Failure, Outcome, Output};

use self::kept::Kept;

/// The arguments of `bench`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Without an option, everything is measured that can be measured in Rust, beside jsonschema, boon, serde_json and sonic-rs. That takes some
minutes, most of which the compiler needs. What is found is kept in docs/performance.json; docs/performance.md and
docs/performance.svg are drawn from it. Remarks for the page are written in benches/remarks.md.

  cargo xtask bench                       measure in Rust, and draw the page anew
  cargo xtask bench --outside             the same for ajv and Blaze, and for whole runs of both command lines
  cargo xtask bench --only cql2 pulumi    measure these data sets anew, and keep the other figures
  cargo xtask bench --quick               see that all runs; the figures say little, and the page says so
  cargo xtask bench --page                draw the page from what is kept, without measuring
  cargo xtask bench --check               has any case come to need more instructions?

Needs, and finds out by itself whether they are there:
  FINEPRINT_CORPUS   a folder with bench/NAME/{schema.json,instances.jsonl} and specs/; without it, only the bodies of our own contract
  valgrind           for --check, --baseline and the count of instructions on the page
  Node               for --outside, once: npm install --prefix benches/node

Exit status: 0 measured, or no worse; 1 --check found a case that is worse; 2 could not run")]
#[allow(clippy::struct_excessive_bools, reason = "they are switches of a command line")]
pub(crate) struct Arguments {
    /// Measure these data sets only, and keep the other figures
    #[arg(long, value_name = "NAME", num_args = 1.., conflicts_with_all = ["check", "baseline", "page"])]
    only: Vec<String>,
    /// Measure only so much that all has run once
    #[arg(long, conflicts_with_all = ["check", "baseline", "page"])]
    quick: bool,
    /// Measure the peers outside of Rust instead
    #[arg(long, conflicts_with_all = ["check", "baseline", "page"])]
    outside: bool,
    /// Compare the instructions of each case with benches/instructions.json; more than 5 % more is a failure
    #[arg(long, conflicts_with_all = ["baseline", "page"])]
    check: bool,
    /// Write benches/instructions.json anew
    #[arg(long, conflicts_with = "page")]
    baseline: bool,
    /// Draw the page from the kept figures, without measuring
    #[arg(long)]
    page: bool,
}

/// Carries out `bench`.
pub(crate) fn run(root: &Path, arguments: &Arguments, output: &mut Output<'_>) -> Result<Outcome, Failure> {
    if arguments.check {
        return count::check(root, output);
    }
    if arguments.baseline {
        return count::write_baseline(root, output);
    }
    let mut kept = Kept::read(root)?;
    if arguments.outside {
        outside::measure(root, arguments, &mut kept, output)?;
        kept.write(root)?;
    } else if !arguments.page {
        rust::measure(root, arguments, &mut kept, output)?;
        kept.write(root)?;
    }
    draw(root, &kept)?;
    if !output.quiet {
        output.out.write_all(goals::summary(&kept).as_bytes())?;
        writeln!(output.out, "wrote docs/performance.md")?;
    }
    Ok(Outcome::Fine)
}

fn draw(root: &Path, kept: &Kept) -> Result<(), Failure> {
    let remarks = remarks::read(&root.join("benches/remarks.md"))?;
    let files =
        [("docs/performance.md", page::page(kept, &remarks)), ("docs/performance.svg", chart::chart(kept))];
    for (name, text) in files {
        let path = root.join(name);
        fs::write(&path, text).map_err(|error| Failure::writing(&path, error))?;
    }
    Ok(())
}
