//! Does one thing many times, under a tool that counts instructions: `count CASE RUNS`. Without arguments, the names of the cases.
//!
//! Twice the runs less once the runs leaves the start of the process out. Nothing but Fineprint and the generated crates is
//! linked.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write as _};

use fineprint_benches::home::{CASES, Case};
use serde_json::Value;

/// Does it once, to the body as text or in memory.
type Run = fn(&Case, &Value);

/// What is done to each body.
const WORK: [(&str, Run); 3] = [
    ("check_slice", |case, _| drop(black_box(case.checker.check_slice(black_box(case.body.as_bytes()))))),
    ("check_value", |case, value| drop(black_box(case.checker.check_value(black_box(value))))),
    ("decode", |case, _| {
        black_box((case.decode)(case.checker, black_box(case.body.as_bytes())));
    }),
];

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut cases = WORK
        .iter()
        .flat_map(|(work, run)| CASES.iter().map(move |case| (format!("{}/{work}", case.name), case, run)));
    let Some(wanted) = arguments.next() else {
        for (name, ..) in cases {
            writeln!(io::stdout(), "{name}")?;
        }
        return Ok(());
    };
    let runs: u32 = arguments.next().ok_or("how many runs?")?.parse()?;
    let (_, case, run) = cases.find(|(name, ..)| *name == wanted).ok_or("there is no such case")?;
    let value = serde_json::from_str(case.body)?;
    for _ in 0..runs {
        run(case, &value);
    }
    Ok(())
}
