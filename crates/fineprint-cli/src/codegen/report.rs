//! What a run says it has read, written or found, for people and for machines.

use std::time::Duration;

use fineprint_openapi::diagnostic::Diagnostics;
use serde::Serialize;

use super::compare::{Comparison, State};
use super::plan::{Plan, PlannedContract, PlannedCrate};
use crate::output::{BAD, DOUBTFUL, Failure, GOOD, HEADING, Output, count, write_json};

/// Writing, and what there was to write.
const WRITTEN: [State; 3] = [State::Missing, State::Changed, State::Edited];

/// All that is told of a run.
pub(super) struct Report<'a> {
    pub(super) plan: &'a Plan,
    pub(super) comparison: &'a Comparison,
    pub(super) check: bool,
    pub(super) time: Duration,
}

impl Report<'_> {
    /// For people.
    pub(super) fn human(&self, output: &mut Output<'_>) -> Result<(), Failure> {
        for contract in &self.plan.contracts {
            writeln!(
                output.out,
                "{HEADING}{}{HEADING:#}: {}, {}, {}",
                contract.spec,
                count(contract.operations, "operation", "operations"),
                count(contract.schemas, "named schema", "named schemas"),
                count(contract.constraints, "constraint", "constraints"),
            )?;
            for planned in &contract.crates {
                self.human_crate(planned, output)?;
            }
        }
        for folder in &self.comparison.abandoned {
            writeln!(output.out, "{HEADING}{folder}{HEADING:#}: no contract asks for it any more")?;
            self.human_changes(folder, output)?;
        }
        let (written, removed) = (self.comparison.count(&WRITTEN), self.comparison.count(&[State::Orphan]));
        let done = match (self.check, self.comparison.differs()) {
            (true, _) => "up to date".to_owned(),
            (false, false) => "nothing has changed".to_owned(),
            (false, true) if removed == 0 => format!("{} written", count(written, "file", "files")),
            (false, true) => format!("{} written, {removed} removed", count(written, "file", "files")),
        };
        writeln!(output.out, "{GOOD}{done}{GOOD:#} in {:.2} s", self.time.as_secs_f64())?;
        Ok(())
    }

    fn human_crate(&self, planned: &PlannedCrate, output: &mut Output<'_>) -> Result<(), Failure> {
        writeln!(output.out, "  {}: {}", planned.folder, count(planned.files.len(), "file", "files"))?;
        self.human_changes(&planned.folder, output)
    }

    fn human_changes(&self, folder: &str, output: &mut Output<'_>) -> Result<(), Failure> {
        for (path, change) in self.comparison.within(folder) {
            let (sign, style) = match change.state {
                State::Unchanged => continue,
                State::Missing => ('+', GOOD),
                State::Changed | State::Edited => ('~', DOUBTFUL),
                State::Orphan => ('-', BAD),
            };
            writeln!(output.out, "    {style}{sign} {path}{style:#}")?;
        }
        Ok(())
    }

    /// What to do about a difference.
    pub(super) fn advise(&self, command: &str, output: &mut Output<'_>) -> Result<(), Failure> {
        let differing = self.comparison.changes.len() - self.comparison.count(&[State::Unchanged]);
        let files = count(differing, "generated file is", "generated files are");
        for folder in &self.comparison.abandoned {
            writeln!(output.error()?, "{BAD}error{BAD:#}: no contract asks for {folder} any more")?;
        }
        writeln!(output.error()?, "{BAD}error{BAD:#}: {files} not up to date; run `{command}`")?;
        Ok(())
    }

    /// For machines: one object.
    pub(super) fn json(&self, output: &mut Output<'_>) -> Result<(), Failure> {
        let contracts = self.plan.contracts.iter().map(|contract| self.machine_contract(contract)).collect();
        let written = if self.check { 0 } else { self.comparison.count(&WRITTEN) };
        let removed = if self.check { 0 } else { self.comparison.count(&[State::Orphan]) };
        let run = MachineRun {
            up_to_date: !self.check || !self.comparison.differs(),
            contracts,
            abandoned: &self.comparison.abandoned,
            written,
            removed,
            unchanged: self.comparison.count(&[State::Unchanged]),
            milliseconds: u64::try_from(self.time.as_millis()).unwrap_or(u64::MAX),
            diagnostics: &self.plan.warnings,
        };
        write_json(&run, output)
    }

    fn machine_contract<'a>(&'a self, contract: &'a PlannedContract) -> MachineContract<'a> {
        let files = contract.crates.iter().flat_map(|planned| self.comparison.within(&planned.folder));
        MachineContract {
            spec: &contract.spec,
            operations: contract.operations,
            schemas: contract.schemas,
            constraints: contract.constraints,
            files: files.map(|(_, change)| MachineFile { path: &change.path, state: change.state }).collect(),
        }
    }
}

/// For machines: nothing was done, since documents have errors.
pub(super) fn refusal(diagnostics: &Diagnostics, output: &mut Output<'_>) -> Result<(), Failure> {
    let run = MachineRun {
        up_to_date: false,
        contracts: Vec::new(),
        abandoned: &[],
        written: 0,
        removed: 0,
        unchanged: 0,
        milliseconds: 0,
        diagnostics,
    };
    write_json(&run, output)
}

#[derive(Serialize)]
struct MachineRun<'a> {
    up_to_date: bool,
    contracts: Vec<MachineContract<'a>>,
    /// Folders of crates that no contract asks for.
    abandoned: &'a [String],
    written: usize,
    removed: usize,
    unchanged: usize,
    milliseconds: u64,
    diagnostics: &'a Diagnostics,
}

#[derive(Serialize)]
struct MachineContract<'a> {
    spec: &'a str,
    operations: usize,
    schemas: usize,
    constraints: usize,
    files: Vec<MachineFile<'a>>,
}

/// A file with its state before the run.
#[derive(Serialize)]
struct MachineFile<'a> {
    path: &'a str,
    state: State,
}
