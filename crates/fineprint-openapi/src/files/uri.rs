//! Places of files as URIs (RFC 3986): how relative references become absolute, and back.

use std::fmt::Write as _;
use std::path::Path;

use fluent_uri::{Uri, UriRef};

/// An absolute URI without a fragment: where a file is, or what a schema calls itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Base(String);

impl Base {
    /// For a document that is nowhere in particular. Relative references lead from it to nowhere, too.
    pub(crate) fn nowhere() -> Self {
        Self("fineprint:///document".to_owned())
    }

    /// The URI, if the text is an absolute one; its fragment is left out.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (text, _) = split_fragment(text);
        Uri::parse(escaped(text)).ok().map(|uri| Self(uri.normalize().into_string()))
    }

    /// The place of a file, whose path is absolute.
    pub(crate) fn of_file(path: &Path) -> Option<Self> {
        let path = path.to_str().filter(|_| path.is_absolute())?.replace('%', "%25");
        let path = path.replace('#', "%23").replace('?', "%3F").replace('\\', "/");
        Self::parse(&format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" }))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// Where a reference without a fragment leads from here.
    pub(crate) fn join(&self, reference: &str) -> Option<Self> {
        if reference.is_empty() {
            return Some(self.clone());
        }
        let base = Uri::parse(self.0.as_str()).ok()?;
        let reference = UriRef::parse(escaped(reference)).ok()?;
        Some(Self(reference.resolve_against(&base).ok()?.normalize().into_string()))
    }

    /// The shortest reference that leads here from another place; the whole URI, where they share no authority.
    pub(crate) fn relative_to(&self, other: &Self) -> String {
        let split = |uri: &str| {
            let parsed = Uri::parse(uri.to_owned()).ok()?;
            let path = parsed.path().as_str().to_owned();
            // Without a query, the path is what the URI ends in.
            let head = uri.get(..uri.len().checked_sub(path.len())?)?.to_owned();
            (path.starts_with('/') && parsed.query().is_none()).then_some((head, path))
        };
        let (Some((head, path)), Some((other_head, other_path))) = (split(&self.0), split(&other.0)) else {
            return self.0.clone();
        };
        let shared = path.split('/').zip(other_path.split('/')).take_while(|(left, right)| left == right);
        let shared = shared.count().min(other_path.matches('/').count());
        if head != other_head {
            return self.0.clone();
        }
        let up = other_path.matches('/').count() - shared;
        let down: Vec<&str> = path.split('/').skip(shared).collect();
        let reference = format!("{}{}", "../".repeat(up), down.join("/"));
        // Nothing at all is what pointers into the document itself begin with.
        if reference.is_empty() { self.0.clone() } else { reference }
    }
}

/// The reference before its fragment, and the fragment without the `#`.
pub(crate) fn split_fragment(reference: &str) -> (&str, &str) {
    reference.split_once('#').unwrap_or((reference, ""))
}

/// How people are shown a file that a document refers to: beside the document, whose name is given. A whole URI stays as it is.
pub(super) fn beside(document: &str, reference: &str) -> String {
    if Uri::parse(reference).is_ok() {
        return reference.to_owned();
    }
    let (folder, _) = document.rsplit_once('/').unwrap_or(("", document));
    let mut parts: Vec<&str> =
        folder.split('/').filter(|part| !folder.is_empty() || !part.is_empty()).collect();
    for part in reference.split('/') {
        match (part, parts.last()) {
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    readable(&parts.join("/"))
}

/// Authors write blanks, braces and letters of all scripts where RFC 3986 wants them escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_graphic()
            && !matches!(character, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}')
        {
            escaped.push(character);
        } else {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
    }
    escaped
}

/// The text behind `%xx` (RFC 3986, section 2.1).
pub(crate) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'%', [high, low, tail @ ..]) => {
                let digit =
                    |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(high)? * 16 + digit(low)?);
                rest = tail;
            }
            (b'%', _) => return None,
            (byte, _) => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).ok()
}

/// The same; as it stands, where that is no text.
pub(super) fn readable(text: &str) -> String {
    percent_decoded(text).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        for (base, reference, expected) in [
            ("file:///s/api.yaml", "schemas/pet.yaml", Some("file:///s/schemas/pet.yaml")),
            ("file:///s/api.yaml", "../common.yaml", Some("file:///common.yaml")),
            ("file:///s/api.yaml", "./a b/{c}.yaml", Some("file:///s/a%20b/%7Bc%7D.yaml")),
            ("http://a/b", "http://x/y", Some("http://x/y")),
            ("http://a/b/", "c", Some("http://a/b/c")),
            ("http://a/b/c", "/d", Some("http://a/d")),
            ("urn:uuid:1", "", Some("urn:uuid:1")),
            ("http://a/b", "::", None),
        ] {
            let joined = Base::parse(base).unwrap().join(reference);
            assert_eq!(joined.as_ref().map(Base::as_str), expected, "{reference} from {base}");
        }
    }

    #[test]
    fn places_are_told_from_the_document() {
        for (document, place, expected) in [
            ("file:///w/spec/api.yaml", "file:///w/spec/schemas/pet.yaml", "schemas/pet.yaml"),
            ("file:///w/spec/api.yaml", "file:///w/spec/b.yaml", "b.yaml"),
            ("file:///w/spec/api.yaml", "file:///w/common/b.yaml", "../common/b.yaml"),
            ("file:///w/spec/a/b/api.yaml", "file:///w/x.yaml", "../../../x.yaml"),
            ("file:///w/spec/api.yaml", "http://example.com/b.yaml", "http://example.com/b.yaml"),
            ("urn:example:1", "urn:example:2", "urn:example:2"),
            ("http://a/a", "http://b/b", "http://b/b"),
            ("http://a/b/c", "http://a/b/", "http://a/b/"),
        ] {
            let (document, place) = (Base::parse(document).unwrap(), Base::parse(place).unwrap());
            assert_eq!(place.relative_to(&document), expected);
        }
    }

    #[test]
    fn files_are_shown_beside_the_document() {
        for (document, reference, expected) in [
            ("spec/api.yaml", "schemas/pet.yaml", "spec/schemas/pet.yaml"),
            ("spec/api.yaml", "../common.yaml", "common.yaml"),
            ("api.yaml", "../common.yaml", "../common.yaml"),
            ("api.yaml", "a%20b.yaml", "a b.yaml"),
            ("/w/spec/api.yaml", "b.yaml", "/w/spec/b.yaml"),
            ("api.yaml", "http://example.com/b.yaml", "http://example.com/b.yaml"),
        ] {
            assert_eq!(beside(document, reference), expected, "{reference} beside {document}");
        }
    }

    #[test]
    fn texts_are_percent_decoded() {
        for (text, expected) in [
            ("/paths/~1a~1%7Bid%7D", Some("/paths/~1a~1{id}")),
            ("/a%20b", Some("/a b")),
            ("/%C3%A9", Some("/é")),
            ("/%", None),
            ("/%4", None),
            ("/%zz", None),
            ("/%ff", None),
        ] {
            assert_eq!(percent_decoded(text).as_deref(), expected, "{text}");
        }
    }
}
