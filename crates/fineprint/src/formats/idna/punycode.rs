//! Punycode: RFC 3492, for labels of a bounded length.

/// A label, decoded into a buffer of its own so that nothing is allocated.
pub(in super::super) struct Label {
    chars: [char; Self::LONGEST],
    length: usize,
}

impl Label {
    /// No label has more octets (RFC 1034, section 3.1), and no U-label more characters than its A-label has
    /// octets.
    pub(in super::super) const LONGEST: usize = 63;

    const EMPTY: Self = Self { chars: ['\0'; Self::LONGEST], length: 0 };

    /// The characters of `text`, if it is not too long for a label.
    pub(in super::super) fn from_str(text: &str) -> Option<Self> {
        let mut label = Self::EMPTY;
        text.chars().try_for_each(|c| label.insert(label.length, c))?;
        Some(label)
    }

    /// The characters in order.
    pub(in super::super) fn chars(&self) -> &[char] {
        self.chars.get(..self.length).unwrap_or(&[])
    }

    /// Puts `c` before the character at `at`, if there is room.
    fn insert(&mut self, at: usize, c: char) -> Option<()> {
        let moved = self.chars.get_mut(at..=self.length)?;
        moved.rotate_right(1);
        *moved.first_mut()? = c;
        self.length += 1;
        Some(())
    }
}

// Section 5.
const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const INITIAL_BIAS: u32 = 72;
const INITIAL_CODE_POINT: u32 = 0x80;

/// Decodes what follows the prefix of an A-label, in lower case (section 6.2).
pub(super) fn decode(encoded: &[u8]) -> Option<Label> {
    let (basic, mut digits) = match encoded.iter().rposition(|&byte| byte == b'-') {
        // The delimiter stands only where there are basic characters.
        Some(0) => return None,
        Some(end) => (encoded.get(..end)?, encoded.get(end + 1..)?),
        None => (&[][..], encoded),
    };
    let mut label = Label::EMPTY;
    for byte in basic {
        label.insert(label.length, char::from(byte.to_ascii_lowercase()))?;
    }
    let (mut code_point, mut index, mut bias) = (INITIAL_CODE_POINT, 0_u32, INITIAL_BIAS);
    while !digits.is_empty() {
        let (delta, rest) = variable_length_integer(digits, bias)?;
        digits = rest;
        let length = u32::try_from(label.length).ok()? + 1;
        bias = adapt(delta, length, label.length == basic.len());
        index = index.checked_add(delta)?;
        code_point = code_point.checked_add(index / length)?;
        index %= length;
        label.insert(usize::try_from(index).ok()?, char::from_u32(code_point)?)?;
        index += 1;
    }
    Some(label)
}

/// The number at the start of `digits`, and what follows it (section 3.3).
fn variable_length_integer(digits: &[u8], bias: u32) -> Option<(u32, &[u8])> {
    let (mut value, mut weight, mut position) = (0_u32, 1_u32, BASE);
    let mut rest = digits;
    loop {
        let (&byte, tail) = rest.split_first()?;
        let digit = char::from(byte).to_digit(BASE)?;
        // `to_digit` counts from `0`, Punycode from `a`.
        let digit = if digit < 10 { digit + 26 } else { digit - 10 };
        value = value.checked_add(digit.checked_mul(weight)?)?;
        rest = tail;
        let threshold = threshold(position, bias);
        if digit < threshold {
            return Some((value, rest));
        }
        weight = weight.checked_mul(BASE - threshold)?;
        position += BASE;
    }
}

/// How many characters encode `chars`, the prefix of A-labels not counted (section 6.3).
pub(super) fn encoded_len(chars: &[char]) -> Option<usize> {
    let basic = chars.iter().filter(|c| c.is_ascii()).count();
    let mut encoded_len = if basic > 0 { basic + 1 } else { 0 };
    let (mut code_point, mut delta, mut bias) = (INITIAL_CODE_POINT, 0_u32, INITIAL_BIAS);
    let mut handled = basic;
    while handled < chars.len() {
        let next = chars.iter().map(|&c| u32::from(c)).filter(|&c| c >= code_point).min()?;
        let skipped = (next - code_point).checked_mul(u32::try_from(handled).ok()? + 1)?;
        delta = delta.checked_add(skipped)?;
        code_point = next;
        for c in chars.iter().map(|&c| u32::from(c)) {
            if c < code_point {
                delta = delta.checked_add(1)?;
            }
            if c == code_point {
                encoded_len += integer_len(delta, bias);
                bias = adapt(delta, u32::try_from(handled).ok()? + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code_point += 1;
    }
    Some(encoded_len)
}

/// How many digits a variable-length integer has.
fn integer_len(mut value: u32, bias: u32) -> usize {
    let (mut length, mut position) = (1, BASE);
    loop {
        let threshold = threshold(position, bias);
        if value < threshold {
            return length;
        }
        value = (value - threshold) / (BASE - threshold);
        length += 1;
        position += BASE;
    }
}

/// Below which value a digit is the last one.
fn threshold(position: u32, bias: u32) -> u32 {
    position.saturating_sub(bias).clamp(T_MIN, T_MAX)
}

/// Bias adaptation (section 6.1).
fn adapt(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        bias += BASE;
    }
    bias + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples() {
        // The first six are of section 7.1.
        for (text, encoded) in [
            ("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("そのスピードで", "d9juau41awczczp"),
            ("ひとつ屋根の下2", "2-u9tlzr9756bt3uc0v"),
            ("パフィーdeルンバ", "de-jg4avhby1noc0d"),
            ("bücher", "bcher-kva"),
            ("abc", "abc-"),
        ] {
            let decoded = decode(encoded.as_bytes()).unwrap();
            assert_eq!(decoded.chars().iter().collect::<String>(), text);
            assert_eq!(encoded_len(decoded.chars()), Some(encoded.len()));
        }
    }

    #[test]
    fn what_is_no_punycode() {
        for encoded in
            ["x", "-", "-9uc", "a-b", "é", "99999999", "a-\u{7f}", "bcher-kv", &"a".repeat(64), "tda_"]
        {
            assert!(decode(encoded.as_bytes()).is_none_or(|label| label.chars().is_empty()), "{encoded}");
        }
    }
}
