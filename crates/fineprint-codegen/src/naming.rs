//! Rust names for the document's names: deterministic, valid whatever the document says, and unique in their scope.
//!
//! Names are ASCII: other letters would be subject to normalisation and to lints about look-alikes. Which name goes with which
//! type is not decided here, but by the modules that walk the document.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// What a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Types and variants: `UpperCamel`.
    Type,
    /// Fields, functions and modules: `lower_snake`.
    Value,
    /// Constants and statics: `SHOUTY_SNAKE`.
    Constant,
}

/// Names that generated code uses without a path, so that no generated type may have them.
const TYPES_IN_USE: [&str; 29] = [
    "Self",
    "Option",
    "Some",
    "None",
    "Vec",
    "String",
    "Box",
    "Result",
    "Ok",
    "Err",
    "BTreeMap",
    "Debug",
    "Clone",
    "Copy",
    "PartialEq",
    "Eq",
    "Hash",
    "PartialOrd",
    "Ord",
    "Default",
    "Display",
    "From",
    "FromStr",
    "Serialize",
    "Deserialize",
    "JsonSchema",
    "BinaryBody",
    "Maybe",
    "UnknownValue",
];

/// Keywords of the 2024 edition, strict, reserved and (`union`, `static`) weak alike. All but four may be raw.
const KEYWORDS: [&str; 53] = [
    "as", "break", "const", "continue", "crate", "else", "enum", "extern", "false", "fn", "for", "if",
    "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "self", "Self",
    "static", "struct", "super", "trait", "true", "type", "unsafe", "use", "where", "while", "async",
    "await", "dyn", "abstract", "become", "box", "do", "final", "gen", "macro", "override", "priv", "try",
    "typeof", "unsized", "virtual", "yield", "_",
];

/// The name in Rust's case, valid but perhaps taken, without `r#`.
pub(crate) fn name(text: &str, case: Case) -> String {
    let spelled = spell(text);
    let cased = match case {
        Case::Type => spelled.to_upper_camel_case(),
        Case::Value => spelled.to_snake_case(),
        Case::Constant => spelled.to_shouty_snake_case(),
    };
    match (cased.chars().next(), case) {
        (Some(first), _) if !first.is_ascii_digit() => cased,
        (Some(_), Case::Type) => format!("N{cased}"),
        (Some(_), Case::Value) => format!("n{cased}"),
        (Some(_), Case::Constant) => format!("N{cased}"),
        (None, Case::Type) => String::from("Empty"),
        (None, Case::Value) => String::from("empty"),
        (None, Case::Constant) => String::from("EMPTY"),
    }
}

/// An identifier of that name: a keyword becomes raw, or gets a `_` where it cannot be raw.
pub(crate) fn ident(name: &str) -> Ident {
    if matches!(name, "self" | "Self" | "super" | "crate" | "_") {
        Ident::new(&format!("{name}_"), Span::call_site())
    } else if KEYWORDS.contains(&name) {
        Ident::new_raw(name, Span::call_site())
    } else {
        Ident::new(name, Span::call_site())
    }
}

/// The names taken so far in one scope: a module, a struct, an enum.
#[derive(Debug, Default)]
pub(crate) struct Scope {
    taken: HashSet<String>,
    /// The last number tried for a name, so that a thousand equal names take a thousand tries.
    numbers: HashMap<String, usize>,
}

impl Scope {
    /// The scope of a crate's types, in which the names that generated code relies on are taken.
    pub(crate) fn of_types() -> Self {
        Self::without(TYPES_IN_USE)
    }

    /// A scope in which those names are taken.
    pub(crate) fn without<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { taken: names.into_iter().map(String::from).collect(), numbers: HashMap::new() }
    }

    /// Takes the name, with the first number behind it that makes it unique.
    pub(crate) fn take(&mut self, text: &str, case: Case) -> String {
        let wanted = name(text, case);
        if self.taken.insert(wanted.clone()) {
            return wanted;
        }
        let number = self.numbers.entry(wanted.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = match case {
                Case::Type => format!("{wanted}{number}"),
                Case::Value | Case::Constant => format!("{wanted}_{number}"),
            };
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }

    /// Gives a name back. Numbers go on from where they were.
    pub(crate) fn release(&mut self, name: &str) {
        self.taken.remove(name);
    }

    /// Names for siblings, in their order. One that is spelled as Rust would spell it keeps its name, so that a newcomer
    /// such as `user-id` does not take it from `user_id`.
    pub(crate) fn take_all<'a>(
        &mut self,
        texts: impl IntoIterator<Item = &'a str>,
        case: Case,
    ) -> Vec<String> {
        let texts: Vec<&str> = texts.into_iter().collect();
        let mut names = vec![None; texts.len()];
        for exact in [true, false] {
            for (text, slot) in texts.iter().zip(&mut names) {
                if slot.is_none() && (!exact || name(text, case) == *text) {
                    *slot = Some(self.take(text, case));
                }
            }
        }
        names.into_iter().flatten().collect()
    }
}

/// Words for what identifiers cannot hold: a leading sign, accents, other scripts.
fn spell(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut rest = text;
    for (sign, word) in [("+", "plus "), ("-", "minus "), ("<", "less "), (">", "greater "), ("=", "equal ")]
    {
        let is_sign = |after: &&str| !after.starts_with(|next: char| next.is_alphabetic() || next == '_');
        if let Some(after) = text.strip_prefix(sign).filter(is_sign) {
            spelled.push_str(word);
            rest = after;
        }
    }
    for c in rest.chars() {
        match c {
            c if c.is_ascii_alphanumeric() => spelled.push(c),
            c if c.is_ascii() => spelled.push(' '),
            c => match unaccented(c) {
                Some(letters) => spelled.push_str(letters),
                None if c.is_alphanumeric() => write!(spelled, " u{:04x} ", u32::from(c)).unwrap_or_default(),
                None => spelled.push(' '),
            },
        }
    }
    if spelled.trim().is_empty() && !text.is_empty() {
        let codes: Vec<String> = text.chars().take(4).map(|c| format!("u{:04x}", u32::from(c))).collect();
        return codes.join(" ");
    }
    spelled
}

/// The ASCII letters for a letter of Latin-1.
fn unaccented(c: char) -> Option<&'static str> {
    Some(match c {
        'À'..='Å' => "A",
        'Æ' => "AE",
        'Ç' => "C",
        'È'..='Ë' => "E",
        'Ì'..='Ï' => "I",
        'Ñ' => "N",
        'Ò'..='Ö' | 'Ø' => "O",
        'Ù'..='Ü' => "U",
        'Ý' => "Y",
        'ß' => "ss",
        'à'..='å' => "a",
        'æ' => "ae",
        'ç' => "c",
        'è'..='ë' => "e",
        'ì'..='ï' => "i",
        'ñ' => "n",
        'ò'..='ö' | 'ø' => "o",
        'ù'..='ü' => "u",
        'ý' | 'ÿ' => "y",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cased_and_valid() {
        for (text, ty, value, constant) in [
            ("organization_id", "OrganizationId", "organization_id", "ORGANIZATION_ID"),
            ("updateOrganization", "UpdateOrganization", "update_organization", "UPDATE_ORGANIZATION"),
            ("X-API-KEY", "XApiKey", "x_api_key", "X_API_KEY"),
            ("LINKEDIN_AD", "LinkedinAd", "linkedin_ad", "LINKEDIN_AD"),
            ("+1", "Plus1", "plus_1", "PLUS_1"),
            ("-1", "Minus1", "minus_1", "MINUS_1"),
            ("1", "N1", "n1", "N1"),
            ("", "Empty", "empty", "EMPTY"),
            ("*", "U002a", "u002a", "U002A"),
            ("prénom", "Prenom", "prenom", "PRENOM"),
            ("名前", "U540dU524d", "u540d_u524d", "U540D_U524D"),
            ("type", "Type", "type", "TYPE"),
            ("a\u{301}", "A", "a", "A"),
        ] {
            assert_eq!(name(text, Case::Type), ty, "{text}");
            assert_eq!(name(text, Case::Value), value, "{text}");
            assert_eq!(name(text, Case::Constant), constant, "{text}");
        }
    }

    #[test]
    fn every_name_is_an_identifier() {
        for text in KEYWORDS
            .into_iter()
            .chain(["", "+", "-", "🙂", "\0", "1st", "__", "r#type", "a b", "'", "Ⅷ", "²"])
        {
            for case in [Case::Type, Case::Value, Case::Constant] {
                let ident = ident(&name(text, case)).to_string();
                assert!(syn::parse_str::<Ident>(&ident).is_ok(), "{text:?} gives {ident}");
            }
        }
    }

    #[test]
    fn keywords_are_raw_where_they_may() {
        for (name, expected) in
            [("type", "r#type"), ("gen", "r#gen"), ("self", "self_"), ("union", "union"), ("_", "__")]
        {
            assert_eq!(ident(name).to_string(), expected);
        }
    }

    #[test]
    fn siblings_are_unique_and_exact_names_win() {
        let mut scope = Scope::default();
        let names = scope.take_all(["user-id", "userId", "user_id", "user_id_2"], Case::Value);
        assert_eq!(names, ["user_id_3", "user_id_4", "user_id", "user_id_2"]);
        assert_eq!(Scope::of_types().take("option", Case::Type), "Option2");
    }
}
