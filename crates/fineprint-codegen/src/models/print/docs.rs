//! Doc comments: the document's Markdown, made safe for rustdoc.
//!
//! `OpenAPI` descriptions are `CommonMark`, as rustdoc's are, but rustdoc also sees links to items in `[brackets]`, HTML tags in
//! `<angles>`, and Rust to be tested in code blocks without a language.

use proc_macro2::TokenStream;
use quote::quote;

use crate::models::model::{Docs, Home, Model};

/// The doc attributes of an item or field; `fallback` stands where the author says nothing.
pub(super) fn attributes(docs: &Docs<'_>, fallback: &str) -> TokenStream {
    let description = docs.description.map(sanitised).filter(|lines| !lines.is_empty());
    let mut lines = description.unwrap_or_else(|| vec![fallback.to_owned()]);
    if !docs.notes.is_empty() {
        let notes =
            docs.notes.iter().map(|note| visible(note).replace('\n', " ")).collect::<Vec<_>>().join(" ");
        match lines.as_mut_slice() {
            [only] if only.is_empty() => *only = notes,
            _ => lines.extend([String::new(), notes]),
        }
    }
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// The doc attributes of an item.
pub(super) fn of_model(model: &Model<'_>) -> TokenStream {
    // What an operation's body is for is said in a note, which is then better than the name again.
    match model.home {
        Home::Operations(_) if !model.docs.notes.is_empty() => attributes(&model.docs, ""),
        Home::Operations(_) | Home::Component(_) => attributes(&model.docs, &format!("`{}`.", model.name)),
    }
}

/// One line of the document's text, for use within a sentence of ours.
pub(super) fn inline(text: &str) -> String {
    sanitised(text).join(" ")
}

/// The lines of a description, trimmed and escaped.
fn sanitised(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_code = false;
    for line in visible(text).lines() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            let is_bare = trimmed.trim_matches(['`', '~']).is_empty();
            // Without a language the block would be a Rust test.
            lines.push(if !is_code && is_bare { format!("{trimmed}text") } else { language(trimmed) });
            is_code = !is_code;
        } else if is_code {
            lines.push(line.trim_end().to_owned());
        } else {
            // Four spaces would make a code block; lists nest with less.
            let indent = (line.len() - line.trim_start().len()).min(3);
            lines.push(format!("{}{}", &"   "[..indent], escaped(trimmed)).trim_end().to_owned());
        }
    }
    if is_code {
        lines.push(String::from("```"));
    }
    let first = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let mut lines = lines.split_off(first);
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A fence whose language is not Rust's: rustdoc takes several words for it.
fn language(fence: &str) -> String {
    let word = fence.trim_start_matches(['`', '~']).trim().split([' ', ',', '{']).next().unwrap_or_default();
    let is_foreign = matches!(word, "json" | "yaml" | "http" | "xml" | "bash" | "sh" | "js" | "text" | "");
    if is_foreign { fence.to_owned() } else { String::from("```text") }
}

/// Escapes what rustdoc reads and `CommonMark` authors do not mean, outside of code spans.
fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let has_pairs = line.matches('`').count().is_multiple_of(2);
    let mut is_code = false;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        match c {
            '`' if has_pairs => {
                is_code = !is_code;
                out.push('`');
            }
            '`' => out.push_str("\\`"),
            _ if is_code => out.push(c),
            '[' if !is_link(rest) => out.push_str("\\["),
            '<' if !is_autolink(rest) => out.push_str("\\<"),
            'h' if starts_bare_url(&out, rest) => {
                let url = rest.split(|c: char| {
                    c.is_whitespace() || matches!(c, ')' | ']' | '>' | '<' | '"' | '\'' | '`')
                });
                let url = url
                    .into_iter()
                    .next()
                    .unwrap_or_default()
                    .trim_end_matches(['.', ',', ';', ':', '!', '?']);
                out.push('<');
                out.push_str(url);
                out.push('>');
                rest = &rest[url.len()..];
                continue;
            }
            c => out.push(c),
        }
        rest = after;
    }
    out
}

/// `[text](https://…)`
fn is_link(text: &str) -> bool {
    text.split_once("](").is_some_and(|(label, target)| {
        !label[1..].contains(['[', ']']) && (target.starts_with("https://") || target.starts_with("http://"))
    })
}

/// `<https://…>`
fn is_autolink(text: &str) -> bool {
    (text.starts_with("<https://") || text.starts_with("<http://"))
        && text.find('>').is_some_and(|end| !text[..end].contains(char::is_whitespace))
}

fn starts_bare_url(before: &str, text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !before.ends_with(['(', '<', '"', '\''])
        && !before.ends_with(char::is_alphanumeric)
}

/// Without control characters, and without those that turn the direction of text, which rustc refuses.
fn visible(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', "    ");
    let is_visible = |c: &char| {
        *c == '\n'
            || !(c.is_control()
                || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}'))
    };
    text.chars().filter(is_visible).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rustdoc_sees_what_the_author_meant() {
        for (text, expected) in [
            ("Plain text", "Plain text"),
            ("See [RFC](https://a.b/c) and [this]", "See [RFC](https://a.b/c) and \\[this]"),
            ("of the form Bearer <token>", "of the form Bearer \\<token>"),
            ("`Vec<T>` and `[0]`", "`Vec<T>` and `[0]`"),
            ("a ` alone", "a \\` alone"),
            ("at https://a.b/c.", "at <https://a.b/c>."),
            ("<https://a.b>", "<https://a.b>"),
            ("    indented", "   indented"),
            ("a\u{202e}b\0", "ab"),
            ("```\nlet x;\n```", "```text\nlet x;\n```"),
            ("```rust\nlet x;", "```text\nlet x;\n```"),
            ("```json\n[<1>]\n```", "```json\n[<1>]\n```"),
            ("\n\n", ""),
        ] {
            assert_eq!(sanitised(text).join("\n"), expected, "{text:?}");
        }
    }
}
