//! Measures the times, and writes them to standard output as JSON. Standard error says what is being worked on, a line each.
//! People call `cargo xtask bench`, which calls this; so there is no help here.

#[cfg(test)]
#[path = "measure/agreement.rs"]
mod agreement;
#[path = "measure/growth.rs"]
mod growth;
#[path = "measure/harness.rs"]
mod harness;
#[path = "measure/manners.rs"]
mod manners;
#[path = "measure/messages.rs"]
mod messages;
#[path = "measure/peers.rs"]
mod peers;
#[path = "measure/sets.rs"]
mod sets;
#[path = "measure/startup.rs"]
mod startup;

use std::error::Error;
use std::io::{self, Write as _};

use fineprint_benches::corpus;
use fineprint_benches::figures::{Bulk, Figures};
use fineprint_benches::home::CASES;

use self::harness::Effort;

/// How the process was called: `[--quick] [--alone] [NAME…]`.
struct Call {
    /// Only to see that all runs.
    quick: bool,
    /// Without the other validators.
    alone: bool,
    /// The data sets that are wanted; none means all, and what belongs to no data set.
    only: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let frozen = startup::frozen();
    let mut call = Call { quick: false, alone: false, only: Vec::new() };
    for argument in std::env::args().skip(1) {
        match &*argument {
            "--quick" => call.quick = true,
            "--alone" => call.alone = true,
            _ => call.only.push(argument),
        }
    }
    let effort = if call.quick { Effort::QUICK } else { Effort::FULL };
    let mut figures = Figures::default();
    measure_sets(&call, effort, &mut figures)?;
    if call.only.is_empty() {
        let documents = if call.quick { 1000 } else { 10_000 };
        say("one large array")?;
        let (bytes, milliseconds) = sets::bulk(effort, documents)?;
        figures.bulk = Some(Bulk { documents, bytes, peak: 0, milliseconds });
        say("own bodies, written in other ways")?;
        for case in &CASES {
            figures.manners.extend(manners::all(case, effort)?);
        }
        say("whole messages")?;
        figures.messages = messages::all(effort)?;
        if let Some(corpus) = corpus::folder() {
            figures.routing = messages::routing(&corpus, effort)?;
        }
        say("growth")?;
        figures.growth = growth::all(effort, call.quick)?;
        say("start-up")?;
        figures.startup = startup::loaded(corpus::folder().as_deref(), call.quick)?;
        figures.startup.push(frozen);
    }
    let mut out = io::stdout().lock();
    serde_json::to_writer(&mut out, &figures)?;
    out.write_all(b"\n")?;
    Ok(())
}

fn measure_sets(call: &Call, effort: Effort, figures: &mut Figures) -> Result<(), Box<dyn Error>> {
    let wanted = |name: &str| call.only.is_empty() || call.only.iter().any(|only| only == name);
    let mut found = Vec::new();
    for case in CASES.iter().filter(|case| wanted(case.name)) {
        say(case.name)?;
        found.push(case.name.to_owned());
        figures.sets.push(sets::home(case, effort, call.alone)?);
    }
    if let Some(corpus) = corpus::folder() {
        for name in corpus::names(&corpus)?.into_iter().filter(|name| wanted(name)) {
            say(&name)?;
            let data = corpus::read(&corpus, &name).map_err(|error| format!("{name}: {error}"))?;
            figures.sets.push(sets::corpus(&data, effort, call.alone)?);
            found.push(name);
        }
    }
    match call.only.iter().find(|only| !found.contains(only)) {
        Some(unknown) => Err(format!("there is no data set {unknown}").into()),
        None => Ok(()),
    }
}

fn say(what: &str) -> io::Result<()> {
    writeln!(io::stderr(), "{what}")
}
