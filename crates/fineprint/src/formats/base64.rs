//! Binary data as text: RFC 4648, sections 4 (base64) and 5 (base64url).
//!
//! No line breaks or other bytes beside the alphabet (section 3.3). Unused bits of the last character may be
//! set: refusing them is the decoder's choice (section 3.5), and encoders that leave them do exist.

use super::classes::{ByteClasses, DIGITS, LETTERS};

const BASE64: u8 = 1;
const BASE64URL: u8 = 2;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(BASE64 | BASE64URL, LETTERS)
    .with(BASE64 | BASE64URL, DIGITS)
    .with(BASE64, b"+/")
    .with(BASE64URL, b"-_");

/// The format `byte`: base64, padded (section 3.2).
pub(super) fn is_base64(text: &str) -> bool {
    text.len().is_multiple_of(4) && CLASSES.all(BASE64, without_padding(text.as_bytes()))
}

/// The format `base64url`: padded, or without any padding (section 5 lets it be left out).
pub(super) fn is_base64url(text: &str) -> bool {
    let bytes = text.as_bytes();
    let data = without_padding(bytes);
    let is_padded = data.len() < bytes.len();
    let has_length = if is_padded { bytes.len().is_multiple_of(4) } else { bytes.len() % 4 != 1 };
    has_length && CLASSES.all(BASE64URL, data)
}

/// The data before the padding: two characters or three are left of the last four.
fn without_padding(bytes: &[u8]) -> &[u8] {
    match bytes {
        [data @ .., b'=', b'='] | [data @ .., b'='] => data,
        data => data,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::formats::Format;

    #[test]
    fn base64() {
        check(
            Format::Byte,
            &["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "+/+/", "Zh=="],
            &[
                "Z", "Zg", "Zg=", "Zm8", "=", "==", "====", "Z===", "Zg==Zg==", "Zm9v\n", "Zm9v Zm9", "-_-_",
                "Zg=A", "Zmé=",
            ],
        );
        check(
            Format::Base64Url,
            &["", "Zg==", "Zg", "Zm8=", "Zm8", "Zm9v", "-_-_", "Zm9vYg"],
            &["Z", "Zg=", "Zm8==", "+/+/", "=", "==", "====", "Zm9v=", "Zm9vY", "Zm9v\n", "é"],
        );
    }
}
