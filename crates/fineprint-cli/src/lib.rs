//! The `fineprint` command line, as a library: `cargo xtask` calls the same functions.
//!
//! It reads and writes files and streams, and tells people what happened. What a document means, how a payload is judged
//! and what generated code looks like is decided in the crates below.

use std::env;
use std::process::ExitCode;

use clap::Parser;

pub mod args;
pub mod at;
pub mod check;
pub mod codegen;
pub mod config;
pub mod github;
pub mod lint;
pub mod output;
pub mod progress;
pub mod reading;
pub mod workspace;

use args::{Arguments, Command};
use output::{Failure, Outcome, Output};
use workspace::Workspace;

/// Runs the command that the process's arguments ask for.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    output::on_terminal(arguments.manner, |output| run(&arguments.command, output))
}

fn run(command: &Command, output: &mut Output<'_>) -> Result<Outcome, Failure> {
    let working = env::current_dir().map_err(|source| Failure::File {
        attempt: "cannot tell the working directory".to_owned(),
        source,
    })?;
    // A document is read wherever it is; a workspace only shortens its name.
    let around = || Workspace::find(&working).unwrap_or_else(|| Workspace::new(&working, &working));
    match command {
        Command::Codegen(arguments) => {
            let workspace = codegen::workspace(arguments, &working)?;
            codegen::run(&workspace, arguments, "fineprint codegen", output)
        }
        Command::Lint(arguments) => lint::run(&around(), arguments, output),
        Command::Check(arguments) => check::run(&around(), arguments, output),
    }
}
