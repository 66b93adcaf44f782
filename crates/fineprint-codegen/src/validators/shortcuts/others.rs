//! The members of objects whose keys no schema names: `patternProperties` and `additionalProperties`.

use fineprint::contract::{Additional, Members, Schema};
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::Printer;
use super::function::{Place, mentions};
use super::test::Test;

impl<'c> Printer<'c> {
    /// What holds for a key that no rule names.
    pub(super) fn other_members(&mut self, schema: &Schema, rules: &[&'c Members]) -> Test {
        let tests: Vec<Test> = rules.iter().map(|rule| self.others_of(rule)).collect();
        let test = Test::all(tests);
        if self.is_plain(schema) {
            return Test::all([Test::call(quote! { !looks_reserved(key) }), test]);
        }
        Test::block(match test {
            Test::Yes => quote! { !looks_reserved(key) || walk.give_up() },
            Test::No => quote! { looks_reserved(key) && walk.give_up() },
            Test::Ask(_, tokens) => {
                let otherwise = branch(&tokens);
                quote! { if looks_reserved(key) { walk.give_up() } else #otherwise }
            }
        })
    }

    /// What one rule says of it.
    fn others_of(&mut self, rule: &'c Members) -> Test {
        let value = format_ident!("value");
        let additional = match &rule.additional {
            Additional::Allowed => Test::Yes,
            Additional::Forbidden => Test::No,
            Additional::Schema(schema) => self.value(&[schema], &value, Place::Below),
        };
        let mut matches = Vec::new();
        for (pattern, schema) in rule.patterns.iter() {
            let pattern = self.pattern(schema, pattern);
            let test = self.value(&[schema], &value, Place::Below);
            matches.push((quote! { matches_pattern(key, &#pattern, walk) }, test));
        }
        match &matches[..] {
            [] => additional,
            [(is_matched, test)] => Test::call(is_matched.clone()).choose(test.clone(), additional),
            matches => several_patterns(matches, additional),
        }
    }
}

/// What holds for a key by several patterns. Each is asked, whatever hangs on it, since it may give up.
fn several_patterns(matches: &[(TokenStream, Test)], additional: Test) -> Test {
    let names: Vec<Ident> = (0..matches.len()).map(|number| format_ident!("matches_{number}")).collect();
    let variables = || names.iter().map(|name| Test::call(quote! { #name }));
    let admitting = variables().zip(matches).filter(|(_, (_, test))| !test.is_no()).map(|(name, _)| name);
    let told = Test::any(admitting.chain([additional]));
    let tests =
        matches.iter().zip(variables()).map(|((_, test), name)| Test::any([name.not(), test.clone()]));
    let test = Test::all(std::iter::once(told).chain(tests)).tokens();
    let asked = names.iter().zip(matches).map(|(name, (is_matched, _))| {
        if mentions(&test, &name.to_string()) {
            quote! { let #name = #is_matched; }
        } else {
            quote! { let _ = #is_matched; }
        }
    });
    Test::block(quote! { { #(#asked)* #test } })
}

/// An expression behind `else`: as it is, if it is a block or an `if` by itself.
fn branch(tokens: &TokenStream) -> TokenStream {
    let mut all = tokens.clone().into_iter();
    match (all.next(), all.next()) {
        (Some(TokenTree::Group(group)), None) if group.delimiter() == Delimiter::Brace => tokens.clone(),
        (Some(TokenTree::Ident(first)), _) if first == "if" => tokens.clone(),
        _ => quote! { { #tokens } },
    }
}
