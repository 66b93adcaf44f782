//! Recorded traffic: one thread reads, all cores judge, and what they find is told in the order of the input. So the output is
//! the same however many cores there are.

use std::cmp::Ordering;
use std::sync::mpsc::sync_channel;
use std::thread;

use fineprint::Contract;
use fineprint::check::Options;
use rayon::prelude::*;

use super::input::{self, Batch, News, Source};
use super::judge::{self, Judge};
use super::judged::Place;
use super::report::{Tally, reporter};
use crate::args::CheckArguments;
use crate::output::{BAD, Failure, Outcome, Output, count};
use crate::progress::Progress;
use crate::workspace::Workspace;

/// How many batches wait to be judged: one is enough, if reading is as fast as judging.
const WAITING: usize = 2;
/// How many entries that cannot be read people are told of.
const COMPLAINTS: usize = 20;
const MEGABYTE: u64 = 1_000_000;

/// Judges the exchanges in all files.
///
/// # Errors
///
/// An operation is not there, or a file or an entry cannot be read; the others have been judged then.
pub(super) fn run(
    workspace: &Workspace,
    arguments: &CheckArguments,
    (contract, options): (&Contract, Options),
    output: &mut Output<'_>,
) -> Result<Outcome, Failure> {
    let judge = Judge::new(contract, options, arguments)?;
    let sources: Vec<Source> = arguments.inputs.iter().map(|it| Source::of(workspace, it)).collect();
    let size: u64 = sources.iter().map(Source::size).sum();
    let mut reporter = reporter(arguments.format, output.quiet);
    let mut tally = Tally { is_of_traffic: true, ..Tally::default() };
    let mut failed = None;
    let (sender, receiver) = sync_channel(WAITING);
    // Not a scoped thread: if the output is gone, nobody waits for a pipe that may never end.
    let reading = thread::spawn(move || input::read(&sources, &sender));
    let progress = output.progress();
    let is_seen = progress.is_seen();
    let mut read = 0;
    for news in receiver {
        match news {
            News::Entries(batch) => {
                let judged = judge_all(&judge, &*reporter, &batch);
                progress.aside(|| {
                    for (outcome, text) in judged {
                        match outcome {
                            judge::Outcome::Judged(judged) => {
                                tally.add(&judged);
                                reporter.take(&judged, &text, output.out)?;
                            }
                            judge::Outcome::Skipped => tally.skipped += 1,
                            judge::Outcome::Unreadable(reason) => {
                                tally.unreadable += 1;
                                complain(output, &tally, (&text, &reason))?;
                                reporter.unreadable(Some(&text), &reason, output.out)?;
                            }
                        }
                    }
                    // Nothing may be left for when the line is there again.
                    if is_seen { output.out.flush().map_err(Failure::from) } else { Ok(()) }
                })?;
                read += batch.size() as u64;
                tell(&progress, (read, size), &tally);
            }
            News::Unreadable(place, reason) => {
                tally.unreadable += 1;
                let place = place.to_string();
                progress.aside(|| {
                    complain(output, &tally, (&place, reason))?;
                    reporter.unreadable(Some(&place), reason, output.out).map_err(Failure::from)
                })?;
            }
            News::Failed(failure) => {
                let reason = failure.to_string();
                progress.aside(|| reporter.unreadable(None, &reason, output.out))?;
                if let Some(earlier) = failed.replace(failure) {
                    progress.aside(|| earlier.tell(output))?;
                }
            }
        }
    }
    drop(progress);
    if reading.join().is_err() {
        return Err(Failure::Unfit("the input could not be read to its end".to_owned()));
    }
    reporter.finish(&tally, output.out)?;
    match failed {
        Some(failure) => Err(failure),
        None => outcome(&tally),
    }
}

/// The outcome of each entry, in their order. The text is what is told of it; of one that cannot be read, its place.
fn judge_all(
    judge: &Judge<'_>,
    reporter: &dyn super::report::Reporter,
    batch: &Batch,
) -> Vec<(judge::Outcome, String)> {
    let entries = batch.entries.par_iter().enumerate();
    let judged = entries.map(|(index, (range, spot))| {
        let place = Place { file: batch.file.clone(), spot: *spot };
        let outcome = judge.judge(batch.text(range.clone()), batch.first + index, place.clone());
        let text = match &outcome {
            judge::Outcome::Judged(judged) => reporter.text(judged),
            judge::Outcome::Skipped => String::new(),
            judge::Outcome::Unreadable(_) => place.to_string(),
        };
        (outcome, text)
    });
    judged.collect()
}

/// Tells people of an entry that cannot be read. After some, the rest is only counted.
fn complain(output: &mut Output<'_>, tally: &Tally, (place, reason): (&str, &str)) -> Result<(), Failure> {
    match tally.unreadable.cmp(&COMPLAINTS) {
        Ordering::Less => writeln!(output.error()?, "{BAD}error{BAD:#}: {place}: {reason}")?,
        Ordering::Equal => {
            writeln!(output.error()?, "{BAD}error{BAD:#}: {place}: {reason}; more are only counted")?;
        }
        Ordering::Greater => {}
    }
    Ok(())
}

fn tell(progress: &Progress, (read, size): (u64, u64), tally: &Tally) {
    let of = if size > 0 { format!(" of {}", size.div_ceil(MEGABYTE)) } else { String::new() };
    let exchanges = count(tally.judged, "exchange", "exchanges");
    progress.say(format!("{}{of} MB, {exchanges}", read / MEGABYTE));
}

/// What it all comes to. Nothing at all must not pass for a check, nor what could not be read.
fn outcome(tally: &Tally) -> Result<Outcome, Failure> {
    if tally.unreadable > 0 {
        let entries = count(tally.unreadable, "entry", "entries");
        let hint = if tally.judged == 0 { "; instances of a schema take --at and its pointer" } else { "" };
        return Err(Failure::Unfit(format!("{entries} could not be read{hint}")));
    }
    if tally.judged == 0 {
        let left_out =
            if tally.skipped > 0 { format!(": all {} were left out", tally.skipped) } else { String::new() };
        return Err(Failure::Unfit(format!("there was no exchange to check{left_out}")));
    }
    Ok(if tally.is_fine() { Outcome::Fine } else { Outcome::Found })
}
