//! An entry of a HAR file (HTTP Archive 1.2, *entries*), as far as it matters here. What it means is for
//! `message` to say.
//!
//! Recorders differ in what they leave out, and in whether they write an empty list or null; what they cannot leave out is the
//! request's method and URL, and the response's status.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

/// Text that is not copied unless it has escapes.
#[derive(Debug, Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// What recorders leave out, or say in so many words that they do not have: null.
pub(super) type Left<T> = Option<Option<T>>;

/// An exchange.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry<'a> {
    /// When the request was sent (RFC 3339).
    #[serde(borrow)]
    pub(super) started_date_time: Option<Text<'a>>,
    /// What was sent.
    #[serde(borrow)]
    pub(super) request: Request<'a>,
    /// What was answered.
    #[serde(borrow)]
    pub(super) response: Option<Response<'a>>,
}

/// A request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request<'a> {
    /// The method.
    #[serde(borrow)]
    pub(super) method: Cow<'a, str>,
    /// The URL, absolute, with the query.
    #[serde(borrow)]
    pub(super) url: Cow<'a, str>,
    /// The header fields.
    #[serde(borrow, default, deserialize_with = "list")]
    pub(super) headers: Vec<Field<'a>>,
    /// The query once more, decoded.
    #[serde(borrow, default, deserialize_with = "list")]
    pub(super) query_string: Vec<Field<'a>>,
    /// The cookies once more.
    #[serde(borrow, default, deserialize_with = "list")]
    pub(super) cookies: Vec<Field<'a>>,
    /// The body.
    #[serde(borrow)]
    pub(super) post_data: Option<PostData<'a>>,
    /// How many bytes the body has; -1 if that is not known.
    pub(super) body_size: Option<f64>,
}

/// A name with a value.
#[derive(Debug, Deserialize)]
pub(super) struct Field<'a> {
    /// The name.
    #[serde(borrow)]
    pub(super) name: Cow<'a, str>,
    /// The value, which parameters of forms may lack.
    #[serde(borrow, default)]
    pub(super) value: Option<Text<'a>>,
}

impl Field<'_> {
    /// The value.
    pub(super) fn value(&self) -> &str {
        self.value.as_ref().map_or("", |value| &value.0)
    }
}

/// The body of a request.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostData<'a> {
    /// The media type.
    #[serde(borrow)]
    pub(super) mime_type: Option<Text<'a>>,
    /// The body as text.
    #[serde(borrow, default, deserialize_with = "left")]
    pub(super) text: Left<Text<'a>>,
    /// `base64`, as some recorders mark what is not text.
    #[serde(borrow)]
    pub(super) encoding: Option<Text<'a>>,
    /// The fields of a form.
    #[serde(borrow, default, deserialize_with = "list")]
    pub(super) params: Vec<Field<'a>>,
}

/// A response.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Response<'a> {
    /// The status; 0 if none came.
    pub(super) status: i64,
    /// The header fields.
    #[serde(borrow, default, deserialize_with = "list")]
    pub(super) headers: Vec<Field<'a>>,
    /// The body.
    #[serde(borrow)]
    pub(super) content: Option<Content<'a>>,
    /// How many bytes the body had on the wire; -1 if that is not known.
    pub(super) body_size: Option<f64>,
}

/// The body of a response.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Content<'a> {
    /// How many bytes it has, no longer compressed.
    pub(super) size: Option<f64>,
    /// The media type.
    #[serde(borrow)]
    pub(super) mime_type: Option<Text<'a>>,
    /// The body as text.
    #[serde(borrow, default, deserialize_with = "left")]
    pub(super) text: Left<Text<'a>>,
    /// `base64` for what is not text.
    #[serde(borrow)]
    pub(super) encoding: Option<Text<'a>>,
}

fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

fn left<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Left<T>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl<'a> Entry<'a> {
    /// Reads an entry.
    ///
    /// # Errors
    ///
    /// Why it is none. The reason repeats nothing of the entry, which may hold secrets.
    pub(super) fn read(json: &'a [u8]) -> Result<Self, String> {
        serde_json::from_slice(json).map_err(|error| {
            let reason = error.to_string();
            let names_ours = ["missing field", "duplicate field"].iter().any(|it| reason.starts_with(it));
            let (line, column) = (error.line(), error.column());
            // Lines are counted within the entry.
            let place = if line > 1 {
                format!("its line {line}, column {column}")
            } else {
                format!("column {column}")
            };
            match error.classify() {
                serde_json::error::Category::Data if names_ours => {
                    let reason = reason.split(" at line ").next().unwrap_or_default();
                    format!("not an entry of HAR: {reason}")
                }
                serde_json::error::Category::Data => {
                    format!("not an entry of HAR: something has another type there, at {place}")
                }
                serde_json::error::Category::Syntax
                | serde_json::error::Category::Eof
                | serde_json::error::Category::Io => format!("not JSON, at {place}"),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_entry_is_told_without_its_values() {
        for (json, reason) in [
            ("{}", "not an entry of HAR: missing field `request`"),
            (r#"{"request": {"method": "GET"}}"#, "not an entry of HAR: missing field `url`"),
            (
                r#"{"request": 1, "request": 2}"#,
                "not an entry of HAR: something has another type there, at column 13",
            ),
            (
                r#"{"request": {"method": "a", "method": "b"}}"#,
                "not an entry of HAR: duplicate field `method`",
            ),
            (
                r#"{"request": "secret"}"#,
                "not an entry of HAR: something has another type there, at column 20",
            ),
            ("{\"request\":\n  {\"secret}", "not JSON, at its line 2, column 11"),
            ("nonsense", "not JSON, at column 2"),
            ("[]", "not an entry of HAR: something has another type there, at column 2"),
        ] {
            assert_eq!(Entry::read(json.as_bytes()).unwrap_err(), reason, "{json}");
        }
    }

    #[test]
    fn null_is_an_empty_list() {
        let json =
            br#"{"request": {"method": "GET", "url": "/", "headers": null, "more": [1]}, "response": null}"#;
        let entry = Entry::read(json).unwrap();
        assert!(entry.request.headers.is_empty() && entry.response.is_none());
        assert!(matches!(entry.request.url, Cow::Borrowed("/")));
    }
}
