//! The tables of `docs/performance.md`, each as text. Losses are shown as wins are.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use fineprint_benches::figures::{Absence, Growth, Manner, Set, Timing, Verdict, Who, Work};

use super::goals::geometric_mean;
use super::kept::Kept;
use super::page::{mebibytes, nanoseconds, thousands, times, title};

/// Who has a column for a piece of work, in this order.
const fn columns(work: Work) -> &'static [Who] {
    match work {
        Work::Bytes => &[Who::Macros, Who::Runtime, Who::Boon, Who::Ajv, Who::Blaze],
        Work::Value => &[
            Who::Loaded,
            Who::Macros,
            Who::Runtime,
            Who::Boon,
            Who::Ajv,
            Who::Blaze,
            Who::MacrosErrors,
            Who::RuntimeErrors,
        ],
        Work::Model => &[Who::Serde, Who::Sonic],
    }
}

/// Readers that check nothing.
const FLOORS: [Who; 3] = [Who::Ignored, Who::SonicIgnored, Who::Parse];

/// All timings of our own bodies, or of the data sets.
pub(super) fn sets(kept: &Kept, home: bool) -> String {
    let works: &[Work] =
        if home { &[Work::Bytes, Work::Value, Work::Model] } else { &[Work::Bytes, Work::Value] };
    let sets: Vec<&Set> =
        kept.rust.iter().flat_map(|it| &it.figures.sets).filter(|set| set.home == home).collect();
    let mut text = String::new();
    for &work in works {
        compared(&mut text, kept, &sets, work);
        if work == Work::Bytes {
            floors(&mut text, kept, &sets);
            if home {
                manners(&mut text, kept);
            }
        }
    }
    text
}

/// The bodies as they are written in other ways.
fn manners(text: &mut String, kept: &Kept) {
    let all: Vec<&Manner> = kept.rust.iter().flat_map(|rust| &rust.figures.manners).collect();
    let bodies: Vec<&Manner> = {
        let mut seen = BTreeSet::new();
        all.iter().copied().filter(|it| seen.insert(&it.body)).collect()
    };
    let Some(first) = bodies.first() else { return };
    let of = |body: &str| all.iter().copied().filter(move |it| it.body == body).collect::<Vec<_>>();
    text.push_str(
        "Keys are expected in the order in which the document names them, as the bodies above have them. What it takes where they come \
         in another order, with space between them, or with each `e` of a text as `é`, and in brackets how many times as long as `IgnoredAny` over the same text that is:\n\n| |",
    );
    let columns = of(&first.body);
    text.extend(columns.iter().map(|it| format!(" {} |", it.manner)));
    writeln!(text, "\n|---|{}", "--:|".repeat(columns.len())).ok();
    for body in bodies.iter().map(|it| &it.body) {
        write!(text, "| {body} |").ok();
        let cells = of(body);
        text.extend(
            cells.iter().map(|it| format!(" {} ({}) |", nanoseconds(it.nanoseconds), times(it.floors))),
        );
        text.push('\n');
    }
    text.push('\n');
}

fn compared(text: &mut String, kept: &Kept, sets: &[&Set], work: Work) {
    let measured = |who: &&Who| sets.iter().any(|set| kept.ratio(&set.name, work, **who).is_some());
    let whom: Vec<Who> = columns(work).iter().filter(measured).copied().collect();
    if whom.is_empty() && sets.is_empty() {
        return;
    }
    write!(text, "### {}\n\n| | payloads | bytes each | Fineprint |", title(work)).ok();
    text.extend(whom.iter().map(|who| format!(" {} |", who.name())));
    writeln!(text, "\n|---|--:|--:|--:|{}", "--:|".repeat(whom.len())).ok();
    for set in sets {
        let timings = kept.timings(&set.name, work);
        let of = |who| timings.iter().find(|it| it.who == who);
        let ours = of(Who::Fineprint).map_or_else(|| "–".to_owned(), |it| nanoseconds(it.nanoseconds));
        let each = set.bytes / set.documents.max(1);
        write!(text, "| {} | {} | {each} | {ours} |", set.name, set.documents).ok();
        text.extend(whom.iter().map(|who| format!(" {} |", cell(of(*who).copied()))));
        text.push('\n');
    }
    write!(text, "| *geometric mean* | | | |").ok();
    for who in whom {
        let ratios: Vec<f64> = sets.iter().filter_map(|set| kept.ratio(&set.name, work, who)).collect();
        write!(text, " {} |", geometric_mean(&ratios).map_or_else(String::new, ratio)).ok();
    }
    text.push_str("\n\n");
}

fn cell(timing: Option<&Timing>) -> String {
    timing
        .map_or_else(|| "–".to_owned(), |it| format!("{} ({})", nanoseconds(it.nanoseconds), ratio(it.ratio)))
}

/// Bold where ours is the slower one.
fn ratio(ratio: f64) -> String {
    if ratio < 1.0 { format!("**{}**", times(ratio)) } else { times(ratio) }
}

fn floors(text: &mut String, kept: &Kept, sets: &[&Set]) {
    text.push_str("Readers that keep nothing and check nothing, and in brackets how many times as long Fineprint takes:\n\n| | Fineprint |");
    text.extend(FLOORS.iter().map(|who| format!(" {} |", who.name())));
    text.push_str("\n|---|--:|--:|--:|--:|\n");
    for set in sets {
        let timings = kept.timings(&set.name, Work::Bytes);
        let of = |who| timings.iter().find(|it| it.who == who);
        let ours = of(Who::Fineprint).map_or_else(|| "–".to_owned(), |it| nanoseconds(it.nanoseconds));
        write!(text, "| {} | {ours} |", set.name).ok();
        for who in FLOORS {
            let cell =
                of(who).map(|it| format!("{} ({})", nanoseconds(it.nanoseconds), times(1.0 / it.ratio)));
            write!(text, " {} |", cell.unwrap_or_else(|| "–".to_owned())).ok();
        }
        text.push('\n');
    }
    text.push('\n');
}

/// Who does not hold all payloads for valid, and who could not take part.
pub(super) fn disagreements(kept: &Kept) -> String {
    let outside = kept.outside.iter().flat_map(|outside| &outside.sets);
    let mut lines = Vec::new();
    for set in kept.rust.iter().flat_map(|rust| &rust.figures.sets) {
        let others = outside.clone().filter(|it| it.name == set.name);
        let verdicts = set.verdicts.iter().chain(others.clone().flat_map(|it| &it.verdicts));
        for Verdict { who, valid } in verdicts.filter(|it| it.valid != set.documents) {
            lines.push(format!(
                "{}: of {} payloads, {valid} are valid to {}: the times are of different work",
                set.name,
                set.documents,
                who.name()
            ));
        }
        for Absence { who, why } in set.absent.iter().chain(others.flat_map(|it| &it.absent)) {
            lines.push(format!("{}: {} could not take part: {}", set.name, who.name(), one_line(why)));
        }
    }
    if lines.is_empty() {
        return "None: all payloads are valid to everybody.\n\n".to_owned();
    }
    format!("* {}\n\n", lines.join("\n* "))
}

/// What a tool says on several lines.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whole runs.
pub(super) fn commands(kept: &Kept) -> String {
    let commands = kept.outside.iter().flat_map(|outside| &outside.commands);
    let mut text = String::new();
    for ours in commands.clone().filter(|it| it.who == Who::Fineprint) {
        let Some(theirs) = commands.clone().find(|it| it.who == Who::Blaze && it.set == ours.set) else {
            continue;
        };
        writeln!(
            text,
            "| {} | {} | {:.2} | {:.2} ({}) | {} | {} |",
            ours.set,
            thousands(ours.bytes / 1_000_000),
            ours.seconds,
            theirs.seconds,
            ratio(theirs.seconds / ours.seconds),
            mebibytes(ours.peak),
            mebibytes(theirs.peak),
        )
        .ok();
    }
    if text.is_empty() {
        return text;
    }
    format!(
        "`fineprint check --schema` and `jsonschema validate --fast`, whole processes on one file of JSON lines; the best of three.\n\n\
         | | MB | Fineprint, s | Blaze, s | Fineprint, memory | Blaze, memory |\n|---|--:|--:|--:|--:|--:|\n{text}\n"
    )
}

/// The heap.
pub(super) fn memory(kept: &Kept) -> String {
    let Some(rust) = &kept.rust else { return String::new() };
    let mut text = String::new();
    if !rust.figures.allocations.is_empty() {
        text.push_str("| one body | | allocations | bytes |\n|---|---|--:|--:|\n");
    }
    for it in &rust.figures.allocations {
        writeln!(text, "| {} | `{}` | {} | {} |", it.case, it.what, it.count, thousands(it.bytes)).ok();
    }
    if !rust.figures.heap.is_empty() {
        text.push_str(
            "\nAllocations for one payload of a data set, on average, by the tables of a loaded contract:\n\n\
             | | from bytes | from a value in memory |\n|---|--:|--:|\n",
        );
    }
    for it in &rust.figures.heap {
        #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
        let [by_text, by_value] =
            [it.by_text, it.by_value].map(|total| total as f64 / it.documents.max(1) as f64);
        writeln!(text, "| {} | {by_text:.2} | {by_value:.2} |", it.set).ok();
    }
    if let Some(bulk) = &rust.figures.bulk {
        writeln!(
            text,
            "\nAn array of {} bodies, {} bytes, is checked in {:.1} ms; beside the input, the heap then holds at most {}.\n",
            thousands(bulk.documents as u64),
            thousands(bulk.bytes as u64),
            bulk.milliseconds,
            mebibytes(bulk.peak)
        )
        .ok();
    }
    text
}

/// Whole messages beside their bodies, and the way to an operation.
pub(super) fn messages(kept: &Kept) -> String {
    let Some(rust) = &kept.rust else { return String::new() };
    let mut tables = Vec::new();
    if !rust.figures.messages.is_empty() {
        let mut text = "Nanoseconds by the frozen contract: the operation is found; of a request, path and header parameters, credentials and media type are \
                        checked, of a response status and media type; and the body. Beside that, what two parts of it take alone.\n\n\
                        | | bytes of the body | whole message | the body alone | to find the operation |\n|---|--:|--:|--:|--:|\n"
            .to_owned();
        for it in &rust.figures.messages {
            let [whole, body, find] = [it.whole, it.body, it.find].map(nanoseconds);
            writeln!(text, "| {} | {} | {whole} | {body} | {find} |", it.message, it.bytes).ok();
        }
        tables.push(text);
    }
    if !rust.figures.routing.is_empty() {
        let mut text = "Nanoseconds to find an operation among those of a large document, on average over those that a request can lead to: paths \
                        that are told apart behind a `#` have none.\n\n\
                        | | operations | of these looked for | to find one |\n|---|--:|--:|--:|\n"
            .to_owned();
        for it in &rust.figures.routing {
            let [operations, found] = [it.operations, it.found].map(|number| thousands(number as u64));
            let time = it.nanoseconds.map_or_else(|| "–".to_owned(), nanoseconds);
            writeln!(text, "| {} | {operations} | {found} | {time} |", it.document).ok();
        }
        tables.push(text);
    }
    tables.into_iter().map(|table| table + "\n").collect()
}

/// Sizes, each with the time for one unit: that hardly changes where the time is linear.
pub(super) fn growth(kept: &Kept) -> String {
    let tables = kept.rust.iter().flat_map(|rust| &rust.figures.growth);
    let rows: Vec<String> = tables.map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!(
        "Nanoseconds for one unit, as there are more of them: where the time is linear they hardly change.\n\n{}\n\n",
        rows.join("\n")
    )
}

fn row(growth: &Growth) -> String {
    let cells = growth.rows.iter().map(|(size, time)| {
        #[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
        let each = time / (*size as f64);
        let each = if each < 10.0 { format!("{each:.2}") } else { nanoseconds(each) };
        format!("{}: {each}", thousands(*size as u64))
    });
    format!("* {}, {}: {}", growth.title, growth.unit, cells.collect::<Vec<_>>().join(" · "))
}

/// What there is before the first check.
pub(super) fn startup(kept: &Kept) -> String {
    let Some(rust) = &kept.rust else { return String::new() };
    let mut text = String::new();
    if !rust.figures.startup.is_empty() {
        text.push_str("| | bytes | ms |\n|---|--:|--:|\n");
    }
    for it in &rust.figures.startup {
        writeln!(text, "| {} | {} | {:.3} |", it.what, thousands(it.bytes as u64), it.milliseconds).ok();
    }
    if let Some(binary) = &rust.figures.binary {
        let more = binary.with.saturating_sub(binary.without);
        let each = more / (binary.schemas.max(1) as u64);
        writeln!(
            text,
            "\nThe frozen contract makes a release binary {more} bytes larger, which is {each} for each of its {} schemas: the size of \
             `size-with` ({} bytes, four checkers of the contract) less that of `size-without` ({} bytes, the engine and one schema), both \
             with the symbols that cargo leaves in.\n",
            binary.schemas, binary.with, binary.without,
        )
        .ok();
    }
    text
}

/// Counts.
pub(super) fn instructions(kept: &Kept) -> String {
    let counts: Vec<_> = kept.rust.iter().flat_map(|rust| &rust.figures.instructions).collect();
    if counts.is_empty() {
        return String::new();
    }
    let mut text = "By callgrind, for one body or one whole message. `cargo xtask bench --check` compares them with `benches/instructions.json`.\n\n\
                    | | instructions |\n|---|--:|\n"
        .to_owned();
    for it in counts {
        writeln!(text, "| {} | {} |", it.case, thousands(it.count)).ok();
    }
    text.push('\n');
    text
}
