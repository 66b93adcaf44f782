//! Bodies of `multipart/form-data` taken apart (RFC 7578; RFC 2046, section 5.1). What the parts must be is not known here.

use http::{HeaderMap, HeaderName, HeaderValue};
use memchr::memmem;

use crate::report::FormFault;

/// How many parts a form may have. Services have smaller limits.
const MOST_PARTS: usize = 10_000;

/// How many header fields a part may have.
const MOST_FIELDS: usize = 64;

/// One part of a form.
#[derive(Debug)]
pub(super) struct Part<'m> {
    /// `name` of its `Content-Disposition`.
    pub(super) name: String,
    /// Its header fields.
    pub(super) headers: HeaderMap,
    /// Its content.
    pub(super) content: &'m [u8],
}

/// The parts of a form, in their order.
pub(super) fn parts<'m>(body: &'m [u8], boundary: &str) -> Result<Vec<Part<'m>>, FormFault> {
    if boundary.is_empty() || boundary.len() > 70 {
        return Err(FormFault::Boundary);
    }
    let delimiter = format!("--{boundary}");
    let inner = format!("\r\n{delimiter}");
    let finder = memmem::Finder::new(&inner);
    // What stands before the first delimiter means nothing.
    let mut rest = if body.starts_with(delimiter.as_bytes()) {
        body.get(delimiter.len()..)
    } else {
        finder.find(body).and_then(|index| body.get(index + inner.len()..))
    };
    let mut parts = Vec::new();
    loop {
        let behind = rest.ok_or(FormFault::Incomplete)?;
        if behind.starts_with(b"--") {
            return Ok(parts);
        }
        if parts.len() >= MOST_PARTS {
            return Err(FormFault::TooMany);
        }
        let line_end = memmem::find(behind, b"\r\n").ok_or(FormFault::Incomplete)?;
        let part = behind.get(line_end..).unwrap_or_default();
        let end = finder.find(part).ok_or(FormFault::Incomplete)?;
        parts.push(self::part(part.get(..end).unwrap_or_default())?);
        rest = part.get(end + inner.len()..);
    }
}

/// A part, from the end of its delimiter's line on.
fn part(text: &[u8]) -> Result<Part<'_>, FormFault> {
    let end = memmem::find(text, b"\r\n\r\n").ok_or(FormFault::Incomplete)?;
    let (head, content) = (text.get(..end).unwrap_or_default(), text.get(end + 4..).unwrap_or_default());
    let head = String::from_utf8_lossy(head);
    let fields = head.lines().filter_map(|line| line.split_once(':')).take(MOST_FIELDS);
    let mut headers = HeaderMap::new();
    for (name, value) in fields {
        let name = HeaderName::from_bytes(name.trim().as_bytes());
        let value = HeaderValue::from_bytes(value.trim().as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    let disposition = headers.get(http::header::CONTENT_DISPOSITION).ok_or(FormFault::Name)?;
    let disposition = std::str::from_utf8(disposition.as_bytes()).map_err(|_| FormFault::Name)?;
    let kind = disposition.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("form-data") {
        return Err(FormFault::Name);
    }
    let name = parameter(disposition, "name").ok_or(FormFault::Name)?;
    Ok(Part { name, headers, content })
}

/// A parameter of a `Content-Disposition`, which may be quoted (RFC 7578, section 4.2).
fn parameter(field: &str, wanted: &str) -> Option<String> {
    let mut rest = field.split_once(';')?.1;
    loop {
        let (name, behind) = rest.split_once('=')?;
        let behind = behind.trim_start();
        let (value, next) = if let Some(quoted) = behind.strip_prefix('"') {
            unquoted(quoted)?
        } else {
            let (value, next) = behind.split_once(';').unwrap_or((behind, ""));
            (value.trim().to_owned(), next)
        };
        if name.trim().trim_start_matches(';').trim().eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

/// The text up to the quote that ends it, and what stands behind.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return Some((value, text.get(index + 1..).unwrap_or_default())),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => value.push(character),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<Vec<(String, String)>, FormFault> {
        let parts = parts(body.as_bytes(), "x")?.into_iter();
        Ok(parts.map(|part| (part.name, String::from_utf8_lossy(part.content).into_owned())).collect())
    }

    #[test]
    fn parts_lie_between_delimiters() {
        let a = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
        let b = "--x\r\nContent-Disposition: form-data; filename=\"q\\\"; name=z\"; name=b\r\nContent-Type: text/plain\r\n\r\n\r\n2\r\n\r\n";
        let expected = vec![("a".to_owned(), "1".to_owned()), ("b".to_owned(), "\r\n2\r\n".to_owned())];
        assert_eq!(read(&format!("{a}{b}--x--\r\n")).unwrap(), expected);
        assert_eq!(read(&format!("preamble\r\n{a}{b}--x--epilogue")).unwrap(), expected);
        assert_eq!(read("--x--").unwrap(), []);
    }

    #[test]
    fn what_is_no_form_is_told() {
        let nameless = "--x\r\nContent-Type: text/plain\r\n\r\n1\r\n--x--";
        for (body, expected) in [
            ("", FormFault::Incomplete),
            ("--x", FormFault::Incomplete),
            ("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1", FormFault::Incomplete),
            (nameless, FormFault::Name),
            ("--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", FormFault::Name),
            ("--x\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--x--", FormFault::Name),
        ] {
            assert_eq!(read(body), Err(expected), "{body:?}");
        }
        assert_eq!(parts(b"--\r\n", "").unwrap_err(), FormFault::Boundary);
    }
}
