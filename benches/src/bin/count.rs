//! Does one thing many times, under a tool that counts instructions: `count CASE RUNS`. Without arguments, the names of the cases.
//!
//! Twice the runs less once the runs leaves the start of the process out. Nothing but Fineprint and the generated crates is
//! linked.

use std::error::Error;
use std::hint::black_box;
use std::io::{self, Write as _};

use fineprint_benches::home::{CASES, Case};
use fineprint_benches::messages::{Exchange, exchanges};
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

/// Does it once to a request, or to the response.
type RunWhole = fn(&Exchange);

/// What is done to whole messages.
const WHOLE: [(&str, RunWhole); 2] = [
    ("check_request", |exchange| drop(black_box(exchange.check_request()))),
    ("check_response", |exchange| drop(black_box(exchange.check_response()))),
];

fn main() -> Result<(), Box<dyn Error>> {
    let exchanges = exchanges()?;
    let mut cases: Vec<(String, Box<dyn Fn()>)> = Vec::new();
    for case in &CASES {
        for (work, run) in WORK {
            let value: Value = serde_json::from_str(case.body)?;
            cases.push((format!("{}/{work}", case.name), Box::new(move || run(case, &value))));
        }
    }
    for exchange in &exchanges {
        for (work, run) in WHOLE {
            cases.push((format!("{}/{work}", exchange.name), Box::new(move || run(exchange))));
        }
    }
    let mut arguments = std::env::args().skip(1);
    let Some(wanted) = arguments.next() else {
        for (name, _) in &cases {
            writeln!(io::stdout(), "{name}")?;
        }
        return Ok(());
    };
    let runs: u32 = arguments.next().ok_or("how many runs?")?.parse()?;
    let (_, run) = cases.iter().find(|(name, _)| *name == wanted).ok_or("there is no such case")?;
    for _ in 0..runs {
        run();
    }
    Ok(())
}
