//! Binary data as text: RFC 4648, sections 4 (base64), 5 (base64url), 6 (base32) and 8 (base16).
//!
//! No line breaks or other bytes beside the alphabet (section 3.3). Unused bits of the last character may be
//! set: refusing them is the decoder's choice (section 3.5), and encoders that leave them do exist.

use super::classes::{ByteClasses, DIGITS, HEX_DIGITS, LETTERS};
use crate::contract::ContentEncoding;

const BASE64: u8 = 1;
const BASE64URL: u8 = 2;
const BASE32: u8 = 4;
const BASE16: u8 = 8;

static CLASSES: ByteClasses = ByteClasses::new()
    .with(BASE64 | BASE64URL, LETTERS)
    .with(BASE64 | BASE64URL, DIGITS)
    .with(BASE64, b"+/")
    .with(BASE64URL, b"-_")
    .with(BASE32, LETTERS)
    .with(BASE32, b"234567")
    .with(BASE16, HEX_DIGITS);

/// Whether the text is data in that encoding.
pub(crate) fn is_encoded(encoding: ContentEncoding, text: &str) -> bool {
    match encoding {
        ContentEncoding::Base16 => is_base16(text),
        ContentEncoding::Base32 => is_base32(text),
        ContentEncoding::Base64 => is_base64(text),
        ContentEncoding::Base64Url => is_base64url(text),
    }
}

/// Two digits a byte, in either case.
fn is_base16(text: &str) -> bool {
    text.len().is_multiple_of(2) && CLASSES.all(BASE16, text.as_bytes())
}

/// Padded to eight characters, in either case: the encoding is for what does not keep letters apart.
fn is_base32(text: &str) -> bool {
    let data = text.trim_end_matches('=').as_bytes();
    let padding = text.len() - data.len();
    text.len().is_multiple_of(8) && matches!(padding, 0 | 1 | 3 | 4 | 6) && CLASSES.all(BASE32, data)
}

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
    use super::is_encoded;
    use crate::contract::ContentEncoding;
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

    #[test]
    fn content_encodings() {
        let cases: [(ContentEncoding, &[&str], &[&str]); 4] = [
            (ContentEncoding::Base16, &["", "00", "aF09"], &["0", "0g", "0 ", "é"]),
            (
                ContentEncoding::Base32,
                &["", "MY======", "MZXQ====", "MZXW6===", "MZXW6YQ=", "MZXW6YTB", "mzxw6ytb"],
                &[
                    "M",
                    "MY",
                    "M=======",
                    "MZX=====",
                    "MZXW6Y==",
                    "========",
                    "MZXW6YT1",
                    "MZXW6YT8",
                    "MY======MY======",
                ],
            ),
            (ContentEncoding::Base64, &["", "Zg==", "+/+/"], &["Zg", "-_-_", "Zm9v\n"]),
            (ContentEncoding::Base64Url, &["", "Zg==", "Zg", "-_-_"], &["Z", "+/+/"]),
        ];
        for (encoding, accepted, refused) in cases {
            for text in accepted {
                assert!(is_encoded(encoding, text), "{encoding:?} {text}");
            }
            for text in refused {
                assert!(!is_encoded(encoding, text), "{encoding:?} {text}");
            }
        }
    }
}
