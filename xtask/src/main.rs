//! The tasks of this workspace. What they do is in `fineprint-cli`, in `.ci/run`, in [`mod@bench`] and in [`scale`].

mod bench;
mod scale;

use std::env;
use std::path::Path;
use std::process::{Command, ExitCode};

use clap::{Parser, Subcommand};
use fineprint_cli::args::{CodegenArguments, Manner};
use fineprint_cli::codegen;
use fineprint_cli::output::{Failure, Outcome, on_terminal};
use fineprint_cli::workspace::Workspace;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The tasks of this workspace",
    disable_help_subcommand = true
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
    #[command(flatten)]
    manner: Manner,
}

#[derive(Subcommand)]
enum Task {
    /// Write the generated crates from fineprint.yaml and the documents it names
    #[command(after_help = "\
`cargo run -p fineprint-cli -- codegen --help` tells what fineprint.yaml may say, and what is written when.

Exit status: 0 written, or up to date; 1 --check found differences, or a document has errors; 2 could not run")]
    Codegen(CodegenArguments),
    /// Check all that must hold before a change is merged (.ci/run)
    Ci,
    /// Measure how fast checks are, beside others, and write docs/performance.md
    Bench(bench::Arguments),
    /// Measure code generation on real documents, and write docs/scale.md
    Scale(scale::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // This crate is a folder of the root.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.parent().unwrap_or(here);
    on_terminal(arguments.manner, |output| match &arguments.task {
        Task::Codegen(arguments) => {
            let working = env::current_dir().unwrap_or_else(|_| root.to_owned());
            let workspace = match &arguments.config {
                Some(_) => codegen::workspace(arguments, &working)?,
                None => Workspace::new(root, working),
            };
            codegen::run(&workspace, arguments, "cargo xtask codegen", output)
        }
        Task::Ci => ci(root),
        Task::Bench(arguments) => bench::run(root, arguments, output),
        Task::Scale(arguments) => scale::run(root, arguments, output),
    })
}

fn ci(root: &Path) -> Result<Outcome, Failure> {
    let script = root.join(".ci/run");
    let status = Command::new(&script)
        .status()
        .map_err(|source| Failure::File { attempt: format!("cannot run {}", script.display()), source })?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Found })
}
