//! The goals, and whether the figures meet them. What is measured is elsewhere; no figure is written here.

use std::fmt::Write as _;

use fineprint_benches::figures::{Who, Work};

use super::kept::Kept;
use super::page::{mebibytes, times};

/// One goal.
pub(super) struct Goal {
    /// What remarks call it.
    pub(super) name: &'static str,
    /// What is wanted.
    pub(super) wanted: &'static str,
    /// What there is, in words, and whether that will do. None without figures.
    pub(super) found: Option<Found>,
}

/// What the figures say of a goal.
pub(super) struct Found {
    pub(super) measured: String,
    pub(super) met: bool,
    /// Where it is not met.
    pub(super) misses: Vec<String>,
}

/// Times within these of each other are called level: two runs on one machine differ as much.
const LEVEL: f64 = 0.95;

/// A figure of each of several cases, and the limit for it.
struct Cases {
    figures: Vec<(String, f64)>,
    limit: f64,
    /// Whether more is better.
    at_least: bool,
}

impl Cases {
    fn meets(&self, figure: f64) -> bool {
        if self.at_least { figure >= self.limit } else { figure <= self.limit }
    }

    /// The worst case decides.
    fn found(self, show: impl Fn(f64) -> String) -> Option<Found> {
        let order = |a: &&(String, f64), b: &&(String, f64)| a.1.total_cmp(&b.1);
        let (least, most) = (self.figures.iter().min_by(order)?.1, self.figures.iter().max_by(order)?.1);
        let worst = if self.at_least { least } else { most };
        let others = self.figures.iter().filter(|(_, figure)| !self.meets(*figure));
        let range = if (most - least).abs() < f64::EPSILON {
            show(most)
        } else {
            format!("{} to {}", show(least), show(most))
        };
        let misses = others.map(|(name, figure)| format!("{name}: {}", show(*figure))).collect();
        Some(Found { measured: range, met: self.meets(worst), misses })
    }
}

/// All goals, in the order of the page.
pub(super) fn goals(kept: &Kept) -> Vec<Goal> {
    let goal = |name, wanted, found| Goal { name, wanted, found };
    vec![
        goal(
            "home-bytes",
            "own bodies, bytes to all violations: at least 3.0 × as fast as `Value` and jsonschema macros' `is_valid`",
            at_least(kept, Work::Bytes, Who::Macros, 3.0),
        ),
        goal(
            "home-bytes-reader",
            "the same, with a faster reader: at least 4.0 ×",
            at_least(kept, Work::Bytes, Who::Macros, 4.0),
        ),
        goal(
            "home-floor",
            "own bodies, bytes to all violations: at most 2.5 × the time of `IgnoredAny`",
            at_most(kept, Work::Bytes, Who::Ignored, 2.5),
        ),
        goal(
            "home-floor-reader",
            "the same, with a faster reader: at most 2.0 ×",
            at_most(kept, Work::Bytes, Who::Ignored, 2.0),
        ),
        goal(
            "model",
            "own bodies, bytes to checked model: at most 1.1 × the time of `serde_json::from_slice`, which checks nothing",
            at_most(kept, Work::Model, Who::Serde, 1.1),
        ),
        goal(
            "home-value",
            "own bodies, `Value` to all violations: at least 1.3 × as fast as jsonschema macros' `is_valid`",
            at_least(kept, Work::Value, Who::Macros, 1.3),
        ),
        goal(
            "home-value-errors",
            "the same against its `iter_errors`: at least 5.0 ×",
            at_least(kept, Work::Value, Who::MacrosErrors, 5.0),
        ),
        goal(
            "sets-bytes",
            "each data set, bytes to verdict: faster than the fastest of Blaze, ajv and jsonschema macros",
            fastest(kept, Work::Bytes, &BYTES).found(times).map(|found| said(kept, found)),
        ),
        goal(
            "sets-mean",
            "all data sets, bytes to verdict: geometric mean at least 2.0 × as fast as that one",
            mean(kept).map(|found| said(kept, found)),
        ),
        goal(
            "sets-value",
            "each data set, `Value` to verdict: level with the faster of Blaze and jsonschema macros, or better",
            Cases { limit: LEVEL, ..fastest(kept, Work::Value, &VALUE) }
                .found(times)
                .map(|found| said(kept, found)),
        ),
        goal(
            "cli-time",
            "100 MB by the command line: at least 2.0 × as fast as Blaze's",
            command(kept, 2.0, |it| it.seconds),
        ),
        goal("cli-memory", "the same: less memory", command(kept, 1.0, |it| decimal(it.peak))),
        goal("allocations", "own bodies, `check_slice`: no allocation", allocations(kept)),
        goal("bulk", "an array of 10,000 bodies: less than 1 MiB of heap beside the input", bulk(kept)),
    ]
}

/// Who counts for the data sets.
const BYTES: [Who; 3] = [Who::Blaze, Who::Ajv, Who::Macros];
const VALUE: [Who; 2] = [Who::Blaze, Who::Macros];

fn home(kept: &Kept, work: Work, who: Who) -> impl Iterator<Item = (String, f64)> {
    let names = kept.names(true).into_iter();
    names.filter_map(move |name| Some((name.to_owned(), kept.ratio(name, work, who)?)))
}

fn at_least(kept: &Kept, work: Work, who: Who, limit: f64) -> Option<Found> {
    Cases { figures: home(kept, work, who).collect(), limit, at_least: true }.found(times)
}

/// Our time by theirs.
fn at_most(kept: &Kept, work: Work, who: Who, limit: f64) -> Option<Found> {
    let figures = home(kept, work, who).map(|(name, ratio)| (name, 1.0 / ratio)).collect();
    Cases { figures, limit, at_least: false }.found(times)
}

/// How much longer the fastest of these takes, for each data set of the corpus.
fn fastest(kept: &Kept, work: Work, whom: &[Who]) -> Cases {
    let names = kept.names(false).into_iter();
    let figures = names.filter_map(|name| {
        let ratios = whom.iter().filter_map(|who| kept.ratio(name, work, *who));
        Some((name.to_owned(), ratios.min_by(f64::total_cmp)?))
    });
    Cases { figures: figures.collect(), limit: 1.0, at_least: true }
}

fn mean(kept: &Kept) -> Option<Found> {
    let ratios: Vec<f64> = fastest(kept, Work::Bytes, &BYTES).figures.into_iter().map(|(_, it)| it).collect();
    let mean = geometric_mean(&ratios)?;
    Some(Found { measured: times(mean), met: mean >= 2.0, misses: Vec::new() })
}

/// The mean of ratios.
pub(super) fn geometric_mean(ratios: &[f64]) -> Option<f64> {
    #[allow(clippy::cast_precision_loss, reason = "there are few")]
    let number = ratios.len() as f64;
    (!ratios.is_empty()).then(|| (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / number).exp())
}

/// A goal that names the peers outside of Rust is not met where they were not asked.
fn said(kept: &Kept, found: Found) -> Found {
    let asked = kept.outside.iter().flat_map(|outside| &outside.sets);
    let without =
        kept.names(false).into_iter().filter(|name| asked.clone().all(|set| set.name != *name)).count();
    if without == 0 {
        return found;
    }
    Found {
        measured: format!("{} (without Blaze and ajv on {without} sets)", found.measured),
        met: false,
        ..found
    }
}

fn command(kept: &Kept, limit: f64, figure: impl Fn(&super::kept::Command) -> f64) -> Option<Found> {
    let commands = &kept.outside.as_ref()?.commands;
    let ours = commands.iter().filter(|it| it.who == Who::Fineprint);
    let figures = ours.filter_map(|ours| {
        let theirs = commands.iter().find(|it| it.who == Who::Blaze && it.set == ours.set)?;
        Some((ours.set.clone(), figure(theirs) / figure(ours)))
    });
    Cases { figures: figures.collect(), limit, at_least: true }.found(times)
}

fn allocations(kept: &Kept) -> Option<Found> {
    let all = kept.rust.iter().flat_map(|rust| &rust.figures.allocations);
    let figures = all.filter(|it| it.what == "check_slice").map(|it| (it.case.clone(), decimal(it.count)));
    Cases { figures: figures.collect(), limit: 0.0, at_least: false }.found(|figure| format!("{figure:.0}"))
}

fn bulk(kept: &Kept) -> Option<Found> {
    let bulk = kept.rust.as_ref()?.figures.bulk.as_ref()?;
    Some(Found { measured: mebibytes(bulk.peak), met: bulk.peak < 1 << 20, misses: Vec::new() })
}

#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
fn decimal(number: u64) -> f64 {
    number as f64
}

/// One line for each goal, for the terminal.
pub(super) fn summary(kept: &Kept) -> String {
    let mut text = String::new();
    for Goal { name, found, .. } in goals(kept) {
        let (verdict, measured) = match &found {
            Some(found) if found.met => ("met", &*found.measured),
            Some(found) => ("missed", &*found.measured),
            None => ("-", "not measured"),
        };
        writeln!(text, "{name:18} {verdict:7} {measured}").ok();
    }
    text
}
