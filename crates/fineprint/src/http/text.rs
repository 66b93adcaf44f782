//! Names and values as messages write them: pairs of a query or a form, cookies, and percent signs (RFC 3986, section 2.1).

use std::borrow::Cow;

use memchr::memchr;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, percent_encode};

/// A name, decoded, and a value as it was sent: what separates the parts of a value counts only where it is not encoded.
pub(super) type Pair<'m> = (Cow<'m, str>, Cow<'m, str>);

/// What a cookie's value is encoded by where it is no UTF-8, so that whoever decodes it finds that out.
const PERCENT: &AsciiSet = &CONTROLS.add(b'%');

/// The pairs of a query or of a form (URL Standard, section 5.1). A plus sign is a space.
pub(super) fn pairs(text: &str) -> impl Iterator<Item = Pair<'_>> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (plain(name), spaced(value)))
}

/// The pairs of `Cookie` header fields (RFC 6265, section 4.2.1).
pub(super) fn cookies<'m>(fields: impl Iterator<Item = &'m [u8]>) -> Vec<Pair<'m>> {
    let pairs = fields.flat_map(|field| field.split(|byte| *byte == b';'));
    pairs.filter_map(cookie).collect()
}

fn cookie(pair: &[u8]) -> Option<Pair<'_>> {
    let equals = pair.iter().position(|byte| *byte == b'=')?;
    let name = std::str::from_utf8(pair.get(..equals)?).ok()?.trim();
    let value = pair.get(equals + 1..)?.trim_ascii();
    let value = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(value);
    Some((
        Cow::Borrowed(name),
        match std::str::from_utf8(value) {
            Ok(value) => Cow::Borrowed(value),
            Err(_) => percent_encode(value, PERCENT).into(),
        },
    ))
}

/// A name without percent signs. One that is no UTF-8 stays as it is, and so names nothing.
fn plain(name: &str) -> Cow<'_, str> {
    match spaced(name) {
        Cow::Borrowed(name) => decoded(name).unwrap_or(Cow::Borrowed(name)),
        Cow::Owned(name) => Cow::Owned(decoded(&name).map(Cow::into_owned).unwrap_or(name)),
    }
}

/// Plus signs written as the spaces that they are.
fn spaced(text: &str) -> Cow<'_, str> {
    if memchr(b'+', text.as_bytes()).is_some() {
        Cow::Owned(text.replace('+', "%20"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Text without percent signs; nothing if it is no UTF-8. A percent sign that encodes nothing stands for itself.
pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    // Nearly all text has none, which one search finds out; decoding looks at every byte for itself.
    if memchr(b'%', text.as_bytes()).is_none() {
        return Some(Cow::Borrowed(text));
    }
    percent_decode_str(text).decode_utf8().ok()
}

/// A segment of a path: its text, decoded, and where each part of that stands in what was sent.
pub(super) struct Segment<'m> {
    /// As it was sent.
    sent: &'m str,
    /// Decoded; as it was sent, if that is no UTF-8.
    text: Cow<'m, str>,
}

impl<'m> Segment<'m> {
    pub(super) fn new(sent: &'m str) -> Self {
        Self { sent, text: decoded(sent).unwrap_or(Cow::Borrowed(sent)) }
    }

    /// The decoded text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A part of the text as it was sent.
    pub(super) fn sent(&self, start: usize, end: usize) -> &'m str {
        if self.text == self.sent {
            return self.sent.get(start..end).unwrap_or_default();
        }
        // Each byte of the text was sent as itself or as three bytes.
        let mut sent = self.sent.char_indices();
        let mut place = |wanted: usize, from: usize| {
            let mut at = from;
            while at < wanted {
                let Some((index, character)) = sent.next() else { break };
                let rest = self.sent.get(index..).unwrap_or_default();
                if character == '%' && is_escape(rest) {
                    sent.next();
                    sent.next();
                    at += 1;
                } else {
                    at += character.len_utf8();
                }
            }
            sent.offset()
        };
        let first = place(start, 0);
        let last = place(end, start);
        self.sent.get(first..last).unwrap_or_default()
    }
}

fn is_escape(text: &str) -> bool {
    matches!(text.as_bytes(), [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_were_sent() {
        let found: Vec<Pair<'_>> = pairs("a=1&b%5Bc%5D=x%2Cy,z&&d+e=f+g&h&=i&a=%FF").collect();
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(
            found,
            [("a", "1"), ("b[c]", "x%2Cy,z"), ("d e", "f%20g"), ("h", ""), ("", "i"), ("a", "%FF")]
        );
        assert_eq!(decoded("x%2Cy%20%C3%A9%"), Some("x,y é%".into()));
        assert_eq!(decoded("%FF"), None);
    }

    #[test]
    fn cookies_may_stand_in_several_fields_and_in_quotes() {
        let found = cookies([&b"a=1; b=\"x y\"; d=x\xFF"[..], b"c = 2;nothing"].into_iter());
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(found, [("a", "1"), ("b", "x y"), ("d", "x%FF"), ("c", "2")]);
    }

    #[test]
    fn parts_of_a_segment_are_found_as_they_were_sent() {
        for (segment, start, end, text, sent) in [
            ("plain", 1, 3, "la", "la"),
            ("%41%3Aclone", 0, 1, "A", "%41"),
            ("a%2Cb.x", 0, 3, "a,b", "a%2Cb"),
            ("%C3%A9x%2e", 2, 4, "x.", "x%2e"),
            ("%%34%31", 0, 3, "%41", "%%34%31"),
            ("%FFx", 0, 4, "%FFx", "%FFx"),
            ("é%20ü", 2, 5, " ü", "%20ü"),
        ] {
            let segment = Segment::new(segment);
            assert_eq!(segment.text().get(start..end), Some(text));
            assert_eq!(segment.sent(start, end), sent);
        }
    }
}
