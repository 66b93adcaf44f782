//! `docs/performance.svg`: for each data set, how many times longer each competitor takes than Fineprint, from bytes to a verdict. Drawn by hand:
//! a library for charts would take more lines to be told about light and dark than this takes altogether.

use std::fmt::Write as _;

use fineprint_benches::figures::{Who, Work};

use super::kept::Kept;

/// Who is shown, with their colours.
const SHOWN: [(Who, &str); 5] = [
    (Who::Macros, "#4477aa"),
    (Who::Blaze, "#ee6677"),
    (Who::Ajv, "#ccbb44"),
    (Who::Runtime, "#66ccee"),
    (Who::Boon, "#aa8fbb"),
];

const WIDTH: f64 = 900.0;
/// Where the bars begin and end.
const LEFT: f64 = 250.0;
const RIGHT: f64 = 850.0;
const TOP: f64 = 86.0;
/// A bar, and what is between two data sets.
const BAR: f64 = 6.0;
const GAP: f64 = 9.0;
/// What is written at the lines, where there are bars as long.
const TICKS: [f64; 17] =
    [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0];

const STYLE: &str = "\
<style>
  text { font: 12px system-ui, sans-serif; fill: #24292f }
  .title { font-size: 15px; font-weight: 600 }
  .small { font-size: 10px; fill: #57606a }
  .back { fill: #ffffff }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .ours { stroke: #24292f; stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 }
    .small { fill: #9198a1 }
    .back { fill: #0d1117 }
    .grid { stroke: #30363d }
    .ours { stroke: #e6edf3 }
  }
</style>
";

/// The chart.
pub(super) fn chart(kept: &Kept) -> String {
    let names = [kept.names(true), kept.names(false)].concat();
    let scale = Scale::of(kept, &names);
    let mut bars = String::new();
    let mut y = TOP;
    for name in names {
        y += set(&mut bars, kept, name, (scale, y)) + GAP;
    }
    let height = y + 30.0;
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height:.0}\" width=\"{WIDTH}\" height=\"{height:.0}\" \
         role=\"img\" aria-label=\"How many times longer other validators take than Fineprint\">\n{STYLE}\
         <rect class=\"back\" width=\"{WIDTH}\" height=\"{height:.0}\"/>\n\
         <text class=\"title\" x=\"16\" y=\"26\">From bytes to a verdict: how many times as long as Fineprint</text>\n"
    );
    legend(&mut text);
    grid(&mut text, scale, y);
    text.push_str(&bars);
    text.push_str("</svg>\n");
    text
}

/// The bars of one data set; tells how much room they take.
fn set(text: &mut String, kept: &Kept, name: &str, (scale, top): (Scale, f64)) -> f64 {
    let mut y = top;
    for (who, colour) in SHOWN {
        let Some(ratio) = kept.ratio(name, Work::Bytes, who) else { continue };
        let digits = if ratio < 1.0 { 2 } else { 1 };
        // To the left of the line is who is faster than ours.
        let (from, to) = (scale.place(ratio.min(1.0)), scale.place(ratio.max(1.0)));
        writeln!(
            text,
            "<rect x=\"{from:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\"><title>{}: {ratio:.2}</title></rect>",
            (to - from).max(1.0),
            BAR - 1.0,
            who.name()
        )
        .ok();
        writeln!(
            text,
            "<text class=\"small\" x=\"{:.1}\" y=\"{:.1}\" style=\"font-size:7px\">{ratio:.digits$}</text>",
            to + 3.0,
            y + BAR - 1.0
        )
        .ok();
        y += BAR;
    }
    let height = (y - top).max(BAR);
    writeln!(
        text,
        "<text x=\"{:.0}\" y=\"{:.1}\" text-anchor=\"end\">{name}</text>",
        LEFT - 8.0,
        top + height / 2.0 + 4.0
    )
    .ok();
    height
}

fn legend(text: &mut String) {
    let mut x = 16.0;
    for (who, colour) in SHOWN {
        write!(text, "<rect x=\"{x:.0}\" y=\"40\" width=\"12\" height=\"12\" fill=\"{colour}\"/>").ok();
        writeln!(text, "<text x=\"{:.0}\" y=\"50\">{}</text>", x + 17.0, who.name()).ok();
        #[allow(clippy::cast_precision_loss, reason = "a few letters")]
        let width = who.name().len() as f64;
        x += 36.0 + width * 7.0;
    }
}

fn grid(text: &mut String, scale: Scale, bottom: f64) {
    for tick in TICKS.into_iter().filter(|tick| (scale.least..=scale.greatest).contains(tick)) {
        let x = scale.place(tick);
        let class = if (tick - 1.0).abs() < f64::EPSILON { "ours" } else { "grid" };
        writeln!(
            text,
            "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{:.0}\" y2=\"{bottom:.0}\"/>",
            TOP - 6.0
        )
        .ok();
        for y in [TOP - 10.0, bottom + 14.0] {
            writeln!(
                text,
                "<text class=\"small\" x=\"{x:.1}\" y=\"{y:.0}\" text-anchor=\"middle\">{tick} ×</text>"
            )
            .ok();
        }
    }
}

/// The ratios between which all bars lie.
#[derive(Clone, Copy)]
struct Scale {
    least: f64,
    greatest: f64,
}

impl Scale {
    /// Up to the line behind the longest bar, to either side.
    fn of(kept: &Kept, names: &[&str]) -> Self {
        let ratios = names
            .iter()
            .flat_map(|name| SHOWN.iter().filter_map(|(who, _)| kept.ratio(name, Work::Bytes, *who)));
        let (least, greatest) =
            ratios.fold((0.5, 10.0), |(least, greatest), it| (it.min(least), it.max(greatest)));
        Self {
            least: TICKS.into_iter().rfind(|tick| *tick <= least).unwrap_or(least),
            greatest: TICKS.into_iter().find(|tick| *tick >= greatest).unwrap_or(greatest),
        }
    }

    /// Where a ratio lies: the scale is logarithmic.
    fn place(self, ratio: f64) -> f64 {
        LEFT + (ratio / self.least).ln() / (self.greatest / self.least).ln() * (RIGHT - LEFT)
    }
}
