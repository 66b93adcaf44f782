//! What a check found: every violation, what could not be checked, and the verdict that follows.

mod allowed;
mod kind;
pub(crate) mod pointer;
mod problem;
mod sentence;
mod violation;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

pub use allowed::Allowed;
pub use kind::{FormFault, JsonFault, Kind};
use pointer::CUT;
pub use problem::Problem;
pub use violation::{Reason, Unchecked, Violation};

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every constraint was checked and is met.
    Valid,
    /// At least one constraint is not met.
    Invalid,
    /// No constraint is known to be violated, but at least one could not be checked.
    Unchecked,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
            Self::Unchecked => "unchecked",
        })
    }
}

/// Everything that a check found, in an order that does not depend on how the payload was read. (If the limit on violations was
/// reached, it is those that were found first, and that does depend on it.)
///
/// It serializes to the object that `fineprint check --format json` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a report says whether the payload is valid"]
pub struct Report(
    /// Nothing where there is nothing to be said: most reports are made and dropped for that. Shared and not boxed, since what drops the
    /// last share is a call of its own, which the others do not have to prepare for.
    Option<Arc<Found>>,
);

/// What there is to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Found {
    violations: Vec<Violation>,
    unchecked: Vec<Unchecked>,
    truncated: bool,
}

impl Report {
    /// The report of what is valid.
    pub(crate) const VALID: Self = Self(None);

    pub(crate) fn new(
        mut violations: Vec<Violation>,
        mut unchecked: Vec<Unchecked>,
        truncated: bool,
    ) -> Self {
        if violations.is_empty() && unchecked.is_empty() && !truncated {
            return Self::VALID;
        }
        violations.sort_by(Violation::order);
        // A schema that holds twice for one node says everything twice. Keys that were cut may differ all the same.
        violations.dedup_by(|later, earlier| later == earlier && !later.pointer.contains(CUT));
        unchecked.sort_by(Unchecked::order);
        unchecked.dedup();
        Self(Some(Arc::new(Found { violations, unchecked, truncated })))
    }

    /// The verdict.
    #[inline]
    pub fn verdict(&self) -> Verdict {
        match &self.0 {
            Some(found) if !found.violations.is_empty() => Verdict::Invalid,
            Some(found) if !found.unchecked.is_empty() => Verdict::Unchecked,
            Some(_) | None => Verdict::Valid,
        }
    }

    /// Whether the verdict is [`Verdict::Valid`].
    #[inline]
    pub fn is_valid(&self) -> bool {
        self.verdict() == Verdict::Valid
    }

    /// Every violation.
    pub fn violations(&self) -> &[Violation] {
        self.0.as_ref().map_or(&[], |found| &found.violations)
    }

    /// Everything that could not be checked.
    pub fn unchecked(&self) -> &[Unchecked] {
        self.0.as_ref().map_or(&[], |found| &found.unchecked)
    }

    /// Whether there are more violations, or more that could not be checked, than the check's limit, so that some are not listed.
    pub fn is_truncated(&self) -> bool {
        matches!(&self.0, Some(found) if found.truncated)
    }

    /// The report as a problem document (RFC 9457) for an HTTP answer. It repeats no value of the payload. Of a valid report
    /// there is nothing to answer: ask [`is_valid`](Self::is_valid) first.
    pub fn to_problem(&self) -> Problem<'_> {
        Problem::new(self)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.violations().iter().map(|violation| violation as &dyn fmt::Display);
        let unchecked = self.unchecked().iter().map(|unchecked| unchecked as &dyn fmt::Display);
        f.write_str(match self.verdict() {
            Verdict::Valid => return f.write_str("valid"),
            Verdict::Invalid => "invalid",
            Verdict::Unchecked => "unchecked",
        })?;
        for line in lines.chain(unchecked) {
            write!(f, "\n  {line}")?;
        }
        if self.is_truncated() {
            f.write_str("\n  and more: the limit on violations was reached")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Report", 4)?;
        object.serialize_field("verdict", &self.verdict())?;
        object.serialize_field("violations", self.violations())?;
        object.serialize_field("unchecked", self.unchecked())?;
        if self.is_truncated() {
            object.serialize_field("truncated", &true)?;
        } else {
            object.skip_field("truncated")?;
        }
        object.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Part;
    use crate::contract::Keyword;

    #[test]
    fn what_is_unchecked_is_no_violation() {
        let part = Part::RequestBody;
        let violation = Violation {
            part,
            pointer: String::new(),
            kind: Kind::Not,
            schema_pointer: None,
            source: None,
            value: None,
        };
        let unchecked = Unchecked {
            part,
            pointer: String::new(),
            keyword: Keyword::Pattern,
            schema_pointer: "#/pattern".to_owned(),
            source: None,
            reason: Reason::PatternGaveUp,
        };
        let report = Report::new(vec![violation], vec![unchecked], false);
        assert_eq!(report.verdict(), Verdict::Invalid);
        assert_eq!(report.to_problem().detail, "The message violates its contract in one place.");
        assert_eq!(
            report.to_string(),
            "invalid\n  request.body (root): meets the schema that it must not meet [not]\n  request.body (root): \
             not checked: the pattern used up its steps on this string [pattern]"
        );
    }
}
