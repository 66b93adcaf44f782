//! Media types and ranges of them (RFC 9110, sections 8.3.1 and 12.5.1): which entry of `content` a body belongs to.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use mediatype::{MediaType, Name, ReadParams, Value, names, values};

use crate::contract;

/// The media type that a message or a part of a form states. If it states several, recipients would disagree about which it is.
pub(super) fn stated(headers: &HeaderMap) -> Option<MediaType<'_>> {
    let mut fields = headers.get_all(CONTENT_TYPE).iter();
    let first = fields.next()?;
    if fields.all(|other| other == first) { parse(first.to_str().ok()?) } else { None }
}

fn parse(text: &str) -> Option<MediaType<'_>> {
    const UTF_8: &[(Name<'_>, Value<'_>)] = &[(names::CHARSET, values::UTF_8)];
    // Nearly all are written like this. To take one apart takes longer than anything else that is asked of most heads.
    if let Some(rest) = text.strip_prefix("application/json") {
        let parameter = rest.strip_prefix(';').map(|rest| rest.strip_prefix(' ').unwrap_or(rest));
        match parameter {
            None if rest.is_empty() => return Some(MediaType::new(names::APPLICATION, names::JSON)),
            Some(it) if it.eq_ignore_ascii_case("charset=utf-8") => {
                return Some(MediaType::from_parts(names::APPLICATION, names::JSON, None, UTF_8));
            }
            None | Some(_) => {}
        }
    }
    MediaType::parse(text).ok()
}

/// The entry of `content` for a body of that media type: of those that match, the most specific.
pub(super) fn choose<'c>(
    content: &'c [contract::MediaType],
    actual: &MediaType<'_>,
) -> Option<&'c contract::MediaType> {
    let ranked = content.iter().filter_map(|entry| Some((specificity(&entry.range, actual)?, entry)));
    // Of equals the first: `max_by_key` would take the last.
    ranked.rev().max_by_key(|(specificity, _)| *specificity).map(|(_, entry)| entry)
}

/// Whether a media type lies in a range.
pub(super) fn is_in(range: &str, actual: &MediaType<'_>) -> bool {
    specificity(range, actual).is_some()
}

/// How much a range says of a media type that lies in it: type, subtype or suffix, and the number of parameters.
fn specificity(range: &str, actual: &MediaType<'_>) -> Option<(u8, usize)> {
    if is_spelt(range, actual) { Some((3, 0)) } else { specificity_of(&parse(range)?, actual) }
}

fn specificity_of(range: &MediaType<'_>, actual: &MediaType<'_>) -> Option<(u8, usize)> {
    let star = |name: Name<'_>| name == names::_STAR;
    let rank = if range.ty == actual.ty && range.subty == actual.subty && range.suffix == actual.suffix {
        3
    } else if range.ty == actual.ty
        && star(range.subty)
        && range.suffix.is_some()
        && range.suffix == actual.suffix
    {
        2
    } else if range.ty == actual.ty && star(range.subty) && range.suffix.is_none() {
        1
    } else if star(range.ty) && star(range.subty) {
        0
    } else {
        return None;
    };
    let mut parameters = 0;
    for (name, value) in range.params() {
        // A charset says how the text is written, not what it is.
        if name != names::CHARSET {
            let same = actual.get_param(name)?.unquoted_str().eq_ignore_ascii_case(&value.unquoted_str());
            parameters += usize::from(same.then_some(true)?);
        }
    }
    Some((rank, parameters))
}

/// Whether a range is that media type, without parameters and in the same spelling, as most are.
fn is_spelt(range: &str, actual: &MediaType<'_>) -> bool {
    let subtype = range.strip_prefix(actual.ty.as_str()).and_then(|rest| rest.strip_prefix('/'));
    actual.suffix.is_none() && subtype == Some(actual.subty.as_str())
}

/// Whether bodies of that media type are JSON (RFC 6839, section 3.1).
pub(super) fn is_json(actual: &MediaType<'_>) -> bool {
    actual.subty == names::JSON || actual.suffix.is_some_and(|suffix| suffix == names::JSON)
}

/// Whether its text is UTF-8, as far as it says so.
pub(super) fn is_utf8(actual: &MediaType<'_>) -> bool {
    actual.get_param(names::CHARSET).is_none_or(|charset| {
        let charset = charset.unquoted_str();
        ["utf-8", "utf8", "us-ascii"].iter().any(|name| charset.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_by_sight_is_what_its_text_says() {
        for text in [
            "application/json",
            "application/json; charset=utf-8",
            "application/json;charset=utf-8",
            "application/json; charset=UTF-8",
            "application/json;Charset=UTF-8",
        ] {
            let (seen, read) = (parse(text).unwrap(), MediaType::parse(text).unwrap());
            assert_eq!(seen.essence(), read.essence(), "{text}");
            // Of a charset's name, capitals do not matter (RFC 9110, section 8.3.2).
            assert!(seen.to_string().eq_ignore_ascii_case(&read.to_string()), "{seen}: {text}");
            assert!(is_json(&seen) && is_utf8(&seen), "{text}");
        }
        for text in [
            "application/json-seq",
            "application/json+x",
            "application/json;",
            "application/json;  charset=utf-8",
            "application/json; charset=utf-8; version=2",
            "application/json; charset=utf-16",
        ] {
            assert_eq!(parse(text), MediaType::parse(text).ok(), "{text}");
        }
    }

    #[test]
    fn ranges_that_are_known_by_sight_are_as_specific_as_others() {
        let texts = [
            "application/json",
            "Application/JSON",
            "application/json; version=2",
            "application/json; charset=utf-8",
            "application/problem+json",
            "application/*+json",
            "application/*",
            "*/*",
            "text/plain",
            "application/jsonp",
        ];
        for range in texts {
            for actual in texts {
                let (parsed, media_type) =
                    (MediaType::parse(range).unwrap(), MediaType::parse(actual).unwrap());
                let expected = specificity_of(&parsed, &media_type);
                assert_eq!(specificity(range, &media_type), expected, "{actual} in {range}");
            }
        }
    }

    #[test]
    fn the_most_specific_range_is_chosen() {
        let content = [
            "*/*",
            "application/*",
            "application/*+json",
            "application/json",
            "application/json; version=2",
            "text/plain; charset=utf-8",
        ];
        let content: Vec<contract::MediaType> = content
            .iter()
            .map(|range| contract::MediaType {
                pointer: "#".into(),
                range: (*range).into(),
                schema: None,
                encoding: Vec::new().into(),
            })
            .collect();
        for (actual, expected) in [
            ("application/json", "application/json"),
            ("Application/JSON; charset=utf-8", "application/json"),
            ("application/json; version=\"2\"", "application/json; version=2"),
            ("application/json; version=3", "application/json"),
            ("application/problem+json", "application/*+json"),
            ("application/xml", "application/*"),
            ("text/plain", "text/plain; charset=utf-8"),
            ("text/html", "*/*"),
        ] {
            let actual = MediaType::parse(actual).unwrap();
            assert_eq!(choose(&content, &actual).map(|it| &*it.range), Some(expected), "{actual}");
        }
        let json = content.get(3..4).unwrap();
        assert!(choose(json, &MediaType::parse("text/json").unwrap()).is_none());
    }
}
