//! Runs a command, and writes to standard output as JSON how long it took, the most memory that it held, and how it ended.
//!
//! A small program of its own: a child counts as having been as large as the process that it was forked from.

use std::error::Error;
use std::io::{self, Write as _};
use std::process::{Command, Stdio};
use std::time::Instant;

use serde_json::json;
use wait4::Wait4 as _;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().ok_or("which command?")?;
    let start = Instant::now();
    let ended = Command::new(program).args(arguments).stdout(Stdio::null()).spawn()?.wait4()?;
    let seconds = start.elapsed().as_secs_f64();
    let found = json!({"seconds": seconds, "peak": ended.rusage.maxrss, "status": ended.status.code()});
    writeln!(io::stdout(), "{found}")?;
    Ok(())
}
