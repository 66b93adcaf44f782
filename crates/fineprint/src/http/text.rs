//! Names and values as messages write them: pairs of a query or a form, cookies, and percent signs (RFC 3986, section 2.1).

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

/// A name, decoded, and a value as it was sent: what separates the parts of a value counts only where it is not encoded.
pub(super) type Pair<'m> = (Cow<'m, str>, Cow<'m, str>);

/// The pairs of a query or of a form (URL Standard, section 5.1). A plus sign is a space.
pub(super) fn pairs(text: &str) -> Vec<Pair<'_>> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
        .map(|(name, value)| (plain(name), spaced(value)))
        .collect()
}

/// The pairs of `Cookie` header fields (RFC 6265, section 4.2.1).
pub(super) fn cookies<'m>(fields: impl Iterator<Item = &'m str>) -> Vec<Pair<'m>> {
    let pairs = fields.flat_map(|field| field.split(';')).map(str::trim);
    let pairs = pairs.filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (Cow::Borrowed(name.trim()), Cow::Borrowed(unquoted(value.trim())))).collect()
}

fn unquoted(value: &str) -> &str {
    value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(value)
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
    if text.contains('+') { Cow::Owned(text.replace('+', "%20")) } else { Cow::Borrowed(text) }
}

/// Text without percent signs; nothing if it is no UTF-8. A percent sign that encodes nothing stands for itself.
pub(super) fn decoded(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// A segment of a path, decoded but for the characters that a parameter's style can separate values with, and for percent
/// signs: [`decoded`] finishes what is begun here.
pub(super) fn half_decoded(segment: &str) -> Cow<'_, str> {
    if !segment.contains('%') {
        return Cow::Borrowed(segment);
    }
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        match escape(rest) {
            Some(byte) if !is_kept(byte) => {
                bytes.push(byte);
                rest = rest.get(3..).unwrap_or_default();
            }
            Some(_) | None => {
                bytes.push(byte);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(segment), Cow::Owned)
}

/// The byte that stands encoded at the beginning.
fn escape(bytes: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = bytes else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

const fn is_kept(byte: u8) -> bool {
    matches!(byte, b'%' | b',' | b';' | b'=' | b'.' | b'|' | b' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stay_as_they_were_sent() {
        let found = pairs("a=1&b%5Bc%5D=x%2Cy,z&&d+e=f+g&h&=i&a=%FF");
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
        let found = cookies(["a=1; b=\"x y\"", "c = 2;nothing"].into_iter());
        let found: Vec<(&str, &str)> = found.iter().map(|(name, value)| (&**name, &**value)).collect();
        assert_eq!(found, [("a", "1"), ("b", "x y"), ("c", "2")]);
    }

    #[test]
    fn separators_of_a_segment_stay_encoded() {
        for (segment, expected) in [
            ("plain", "plain"),
            ("%41%3Aclone", "A:clone"),
            ("a%2Cb%252C", "a%2Cb%252C"),
            ("%C3%A9%2e", "é%2e"),
            ("%FF", "%FF"),
            ("%4", "%4"),
            ("%+f", "%+f"),
        ] {
            assert_eq!(half_decoded(segment), expected);
        }
    }
}
