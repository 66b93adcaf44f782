//! What the contract tests share: where the schemas stand, how a payload is judged, what is read of a report.

use fineprint::check::{Checker, Clock, Options};
use fineprint::contract::Contract;
use fineprint::report::Report;
use serde_json::Value;

/// The body of a request to `updateOrganization`.
pub(crate) const REQUEST: &str =
    "#/paths/~1organizations~1{org_id}/put/requestBody/content/application~1json/schema";
/// The body of its response.
pub(crate) const RESPONSE: &str =
    "#/paths/~1organizations~1{org_id}/put/responses/200/content/application~1json/schema";
/// The body of a request to `updatePartnerOrganization`.
pub(crate) const PARTNER_REQUEST: &str = "#/paths/~1v2~1partner~1organizations~1{organization_id}/put/requestBody/content/application~1json/schema";
/// The body of its response.
pub(crate) const PARTNER_RESPONSE: &str = "#/paths/~1v2~1partner~1organizations~1{organization_id}/put/responses/200/content/application~1json/schema";

/// 2024-06-15T12:00:00Z, which is *now* in these tests.
pub(crate) const NOW: i64 = 1_718_452_800;

/// A violation, as tests write it: pointer and keyword. Of `required`, the pointer leads to the property that is missing.
pub(crate) type Found = (String, &'static str);

/// The settings of every check in these tests.
pub(crate) fn options() -> Options {
    Options::new().clock(Clock::Fixed { unix_seconds: NOW })
}

/// What a report says, in order.
pub(crate) fn found(report: &Report) -> Vec<Found> {
    let mut found: Vec<Found> = report
        .violations()
        .iter()
        .map(|violation| {
            let missing = violation.property().filter(|_| violation.keyword().name() == "required");
            let pointer = match missing {
                Some(property) => format!("{}/{property}", violation.pointer()),
                None => violation.pointer().to_owned(),
            };
            (pointer, violation.keyword().name())
        })
        .collect();
    found.sort();
    found
}

/// Judges a payload by the schema at that pointer, in every way there is, and wants them to agree.
#[track_caller]
pub(crate) fn judge(contract: &Contract, pointer: &str, payload: &Value) -> Vec<Found> {
    let options = options();
    let checker = contract.checker(pointer).unwrap_or_else(|| panic!("no schema at {pointer}"));
    judge_with(checker.with(&options), payload)
}

/// The same with a checker at hand.
#[track_caller]
pub(crate) fn judge_with(checker: Checker<'_>, payload: &Value) -> Vec<Found> {
    let bytes = serde_json::to_vec(payload).unwrap();
    let report = checker.check_slice(&bytes);
    assert_eq!(report, checker.check_value(payload), "tokens and tree, for {payload}");
    assert_eq!(report, checker.check(payload), "tokens and serialization, for {payload}");
    match checker.decode::<Value>(&bytes) {
        Ok(value) => {
            assert!(report.is_valid(), "decoded, but: {report}");
            assert_eq!(*value, *payload);
        }
        Err(refused) => assert_eq!(report, refused, "check and decode, for {payload}"),
    }
    found(&report)
}

/// An expectation, as [`found`] gives it.
pub(crate) fn expected(list: &[(&str, &'static str)]) -> Vec<Found> {
    let mut expected: Vec<Found> =
        list.iter().map(|(pointer, keyword)| ((*pointer).to_owned(), *keyword)).collect();
    expected.sort();
    expected
}
