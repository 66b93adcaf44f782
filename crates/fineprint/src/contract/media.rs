//! Which entries of `content` are JSON. The runtime and both generators ask here, so that a body with a type has a check, too.

/// Whether a body of that media type can be JSON: `application/json`, `application/problem+json` (RFC 6839, section
/// 3.1), or a range that admits `application/json` (RFC 9110, section 12.5.1).
///
/// ```
/// use fineprint::contract::media::is_json;
///
/// assert!(is_json("application/problem+json; charset=utf-8") && is_json("*/*"));
/// assert!(!is_json("text/*"));
/// ```
pub fn is_json(range: &str) -> bool {
    let essence = essence(range);
    let is_named = |subtype: &str| subtype == "json" || subtype.ends_with("+json");
    is_open(&essence) || essence.split_once('/').is_some_and(|(_, subtype)| is_named(subtype))
}

/// The place of the entry that stands for all JSON: `application/json`, else the first of another JSON type, else the
/// first range.
///
/// ```
/// use fineprint::contract::media::first_json;
///
/// assert_eq!(first_json(["text/plain", "*/*", "application/json"].into_iter()), Some(2));
/// ```
pub fn first_json<'r>(ranges: impl Iterator<Item = &'r str>) -> Option<usize> {
    let rank = |range: &str| match essence(range) {
        essence if essence == "application/json" => 0,
        essence if is_open(&essence) => 2,
        _ => 1,
    };
    let json = ranges.enumerate().filter(|(_, range)| is_json(range));
    json.min_by_key(|(_, range)| rank(range)).map(|(index, _)| index)
}

/// The media type without parameters; case tells nothing (RFC 9110, section 8.3.1).
fn essence(range: &str) -> String {
    range.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_open(essence: &str) -> bool {
    matches!(essence, "*/*" | "application/*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_by_its_name_or_admitted_by_a_range() {
        for (range, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/problem+json", true),
            ("text/json", true),
            ("*/*", true),
            ("application/*; q=0.5", true),
            ("text/*", false),
            ("application/xml", false),
            ("application/jsonl", false),
            ("json", false),
            ("*", false),
            ("", false),
        ] {
            assert_eq!(is_json(range), expected, "{range}");
        }
    }

    #[test]
    fn a_range_stands_back_behind_a_type() {
        for (ranges, expected) in [
            (&["*/*", "application/a+json", "application/json"][..], Some(2)),
            (&["*/*", "application/a+json"], Some(1)),
            (&["text/plain", "application/*", "*/*"], Some(1)),
            (&["application/b+json", "application/a+json"], Some(0)),
            (&["text/plain"], None),
            (&[], None),
        ] {
            assert_eq!(first_json(ranges.iter().copied()), expected, "{ranges:?}");
        }
    }
}
