//! The `fineprint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    fineprint_cli::main()
}
