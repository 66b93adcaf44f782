//! For what shows the results of static analysis: SARIF 2.1.0. What is wrong lies in the document, at the keyword that was not
//! met, and relates to the traffic.
//!
//! The order of an object's members is free, and so the rules come last, when it is known which are needed. Results
//! are written as they come.

use std::collections::BTreeSet;
use std::io::{self, Write};

use fineprint::check::Part;
use fineprint::contract::{Keyword, Source};
use fineprint::report::{Unchecked, Violation};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::Serialize;

use super::{Reporter, Tally, told};
use crate::check::judged::{Judged, Place, Spot, Subject, root};
use crate::output::json_line;

/// What stands between the names of a URI's path, and cannot be in them (RFC 3986, section 3.3).
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The rule of what a recording does not give as a message can have it.
const RECORDING: &str = "recording";

/// How much of what could not be read is told.
const MOST_NOTIFICATIONS: usize = 1_000;

#[derive(Default)]
pub(super) struct Sarif {
    has_begun: bool,
    has_results: bool,
    keywords: BTreeSet<Keyword>,
    has_unusable: bool,
    /// What could not be read, up to a limit, and how much there is.
    unreadable: (Vec<Notification>, usize),
}

impl Sarif {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.has_begun {
            return Ok(());
        }
        self.has_begun = true;
        out.write_all(
            b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"results\":[\n",
        )
    }
}

impl Reporter for Sarif {
    /// A result on each line.
    fn text(&self, judged: &Judged) -> String {
        let findings = &judged.findings;
        let violations = findings.violations().map(|it| {
            let place = (it.part(), it.pointer());
            result(judged, it.keyword().name(), Level::Error, it.source(), place, &it.message())
        });
        let unchecked = findings.unchecked().map(|it| {
            let (place, reason) = ((it.part(), it.pointer()), format!("not checked: {}", it.reason()));
            result(judged, it.keyword().name(), Level::Warning, it.source(), place, &reason)
        });
        let unusable = findings.unusable().iter().map(|it| {
            let reason = format!("not checked: {}", it.message);
            result(judged, RECORDING, Level::Warning, None, (it.part, &it.pointer), &reason)
        });
        violations.chain(unchecked).chain(unusable).collect()
    }

    fn take(&mut self, judged: &Judged, text: &str, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let findings = &judged.findings;
        self.keywords.extend(findings.violations().map(Violation::keyword));
        self.keywords.extend(findings.unchecked().map(Unchecked::keyword));
        self.has_unusable |= !findings.unusable().is_empty();
        for line in text.lines() {
            out.write_all(if self.has_results { b",\n" } else { b"" })?;
            out.write_all(line.as_bytes())?;
            self.has_results = true;
        }
        Ok(())
    }

    fn unreadable(&mut self, place: Option<&str>, reason: &str, _: &mut dyn Write) -> io::Result<()> {
        let (notifications, number) = &mut self.unreadable;
        *number += 1;
        if *number <= MOST_NOTIFICATIONS {
            let message = Text { text: told(place, reason) };
            notifications.push(Notification { level: Level::Error, message });
        }
        Ok(())
    }

    fn finish(&mut self, _: &Tally, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let keywords = self.keywords.iter().map(|keyword| Rule {
            id: keyword.name(),
            short_description: Text { text: format!("`{keyword}`, as the contract states it, is not met") },
        });
        let recording = self.has_unusable.then(|| Rule {
            id: RECORDING,
            short_description: Text { text: "The recording is not what a message can be".to_owned() },
        });
        let driver = Driver {
            name: "fineprint",
            version: env!("CARGO_PKG_VERSION"),
            rules: keywords.chain(recording).collect(),
        };
        let tool = json_line(&Tool { driver })?;
        let (mut notifications, number) = std::mem::take(&mut self.unreadable);
        if number > notifications.len() {
            let text = format!("{number} in all could not be read");
            notifications.push(Notification { level: Level::Error, message: Text { text } });
        }
        let invocation = json_line(&[Invocation {
            execution_successful: number == 0,
            tool_execution_notifications: notifications,
        }])?;
        let (tool, invocations) = (tool.trim_end(), invocation.trim_end());
        writeln!(
            out,
            "\n],\"columnKind\":\"unicodeCodePoints\",\"invocations\":{invocations},\"tool\":{tool}}}]}}"
        )
    }
}

fn result(
    judged: &Judged,
    rule_id: &'static str,
    level: Level,
    source: Option<&Source>,
    (part, pointer): (Part, &str),
    message: &str,
) -> String {
    let Judged { place, subject, .. } = judged;
    let recorded = match subject {
        Subject::Instance => place.to_string(),
        Subject::Exchange(exchange) => format!("{place}: {exchange}"),
    };
    let related = Location { message: Some(Text { text: recorded }), ..Location::of_traffic(place) };
    // What has no place in the document is shown where it was recorded: a result without a place is shown nowhere.
    let location = source.map_or_else(|| Location::of_traffic(place), Location::of_source);
    let result = Finding {
        rule_id,
        level,
        message: Text { text: format!("{part} {}: {message}", root(pointer)) },
        locations: [location],
        related_locations: [related],
    };
    json_line(&result).unwrap_or_default()
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding {
    rule_id: &'static str,
    level: Level,
    message: Text,
    locations: [Location; 1],
    related_locations: [Location; 1],
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "camelCase")]
enum Level {
    Error,
    Warning,
}

/// How the run went.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: Level,
    message: Text,
}

#[derive(Serialize)]
struct Text {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text>,
    /// None for standard input, which is no file.
    #[serde(skip_serializing_if = "Option::is_none")]
    physical_location: Option<Physical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_column: Option<u32>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    short_description: Text,
}

impl Location {
    fn of_source(source: &Source) -> Self {
        let start_line = usize::try_from(source.position.line).unwrap_or(usize::MAX);
        Self::new(&source.file, Some(Region { start_line, start_column: Some(source.position.column) }))
    }

    fn of_traffic(place: &Place) -> Self {
        let region = match place.spot {
            Spot::Line(start_line) => Some(Region { start_line, start_column: None }),
            Spot::Whole | Spot::Entry(_) => None,
        };
        if place.is_of_standard_input() {
            return Self { message: None, physical_location: None };
        }
        Self::new(&place.file, region)
    }

    fn new(file: &str, region: Option<Region>) -> Self {
        // Relative to the root of the repository, or absolute where it is not below it.
        let scheme = if file.starts_with('/') { "file://" } else { "" };
        let uri = format!("{scheme}{}", utf8_percent_encode(file, RESERVED));
        Self {
            message: None,
            physical_location: Some(Physical { artifact_location: Artifact { uri }, region }),
        }
    }
}
