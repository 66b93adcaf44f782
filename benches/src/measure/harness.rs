//! Times several competitors beside each other.
//!
//! Not criterion: it measures one competitor after the other, minutes apart, and on a machine that does other things as well
//! the ratio of two such times says more about the machine than about them. Here each round times all, each for at least
//! [`Effort::sample`], beginning with another one each time; a ratio is one of times of the same round, and the median of the
//! rounds is what counts. One thread; no statistics beyond that.

use std::time::{Duration, Instant};

use fineprint_benches::figures::{Timing, Who, Work};

/// How much is done for one figure.
#[derive(Clone, Copy)]
pub(crate) struct Effort {
    /// How long one sample takes at least.
    sample: Duration,
    /// How many rounds there are.
    rounds: usize,
}

impl Effort {
    /// For figures that are kept.
    pub(crate) const FULL: Self = Self { sample: Duration::from_millis(20), rounds: 7 };
    /// To see that all runs.
    pub(crate) const QUICK: Self = Self { sample: Duration::from_millis(1), rounds: 3 };
}

/// Who does the work.
pub(crate) struct Competitor<'a> {
    pub(crate) who: Who,
    /// Does it once for each payload of the data set.
    run: Box<dyn FnMut() + 'a>,
}

impl<'a> Competitor<'a> {
    pub(crate) fn new(who: Who, run: impl FnMut() + 'a) -> Self {
        Self { who, run: Box::new(run) }
    }
}

/// Times all, the first of whom the others are compared with.
pub(crate) fn compare(
    effort: Effort,
    work: Work,
    documents: usize,
    competitors: &mut [Competitor<'_>],
) -> Vec<Timing> {
    let repetitions: Vec<u32> = competitors.iter_mut().map(|it| repetitions(effort, &mut it.run)).collect();
    let number = competitors.len().max(1);
    let mut rounds: Vec<Vec<f64>> = Vec::new();
    for round in 0..effort.rounds {
        let mut times = vec![0.0; competitors.len()];
        for turn in 0..competitors.len() {
            let index = (round + turn) % number;
            if let (Some(competitor), Some(time), Some(&repetitions)) =
                (competitors.get_mut(index), times.get_mut(index), repetitions.get(index))
            {
                *time = sample(&mut competitor.run, repetitions) / count(documents);
            }
        }
        rounds.push(times);
    }
    let column = |index: usize| rounds.iter().filter_map(move |times| times.get(index).copied());
    competitors
        .iter()
        .enumerate()
        .map(|(index, competitor)| Timing {
            work,
            who: competitor.who,
            nanoseconds: median(column(index).collect()),
            ratio: median(column(index).zip(column(0)).map(|(theirs, ours)| theirs / ours).collect()),
        })
        .collect()
}

/// The nanoseconds of one call.
pub(crate) fn time(effort: Effort, mut run: impl FnMut()) -> f64 {
    let repetitions = repetitions(effort, &mut run);
    median((0..effort.rounds).map(|_| sample(&mut run, repetitions)).collect())
}

/// How often something has to be repeated to last as long as a sample. Warms up on the way.
fn repetitions(effort: Effort, run: &mut dyn FnMut()) -> u32 {
    let mut repetitions = 1;
    loop {
        let took = sample(run, repetitions) * f64::from(repetitions);
        let wanted = effort.sample.as_secs_f64() * 1e9;
        if took >= wanted {
            return repetitions;
        }
        // Short samples say little about how many are needed: not more than ten times as many at once.
        let factor = (wanted * 1.1 / took.max(1.0)).clamp(1.0, 10.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small and positive")]
        let next = (f64::from(repetitions) * factor).ceil() as u32;
        repetitions = next.max(repetitions + 1);
    }
}

/// The nanoseconds of one call, over that many.
fn sample(run: &mut dyn FnMut(), repetitions: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..repetitions {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(repetitions)
}

/// A number of things, to divide by.
#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
pub(crate) fn count(number: usize) -> f64 {
    number as f64
}

/// The value in the middle.
fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
