//! The members of objects: the keys that schemas name.

use fineprint::contract::{Additional, Members, Schema};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Printer;
use super::function::{Place, mentions, types};
use super::kind::Kind;
use super::missing::Missing;
use super::object::Body;
use super::parts::Key;
use super::test::Test;
use crate::naming::{Case, Scope, ident};
use crate::validators::tables::variant;

/// An object that is tried is asked for so many keys, if no others matter, rather than gone through.
const FEW_KEYS: usize = 2;

/// So many arrays and objects are kept for later.
const MOST_LATER: usize = 16;

impl<'c> Printer<'c> {
    /// What is said of the members.
    pub(super) fn members(
        &mut self,
        schema: &Schema,
        rules: &[&'c Members],
        keys: &[Key<'c>],
        is_tried: bool,
        body: &mut Body,
    ) {
        let are_open = are_open(rules);
        if keys.is_empty() && (are_open || is_closed(rules)) {
            body.tests.extend((!are_open).then(|| Test::call(quote! { object.is_empty() })));
            return;
        }
        let has_one_way = self.contract.has_one_way_properties;
        if is_tried && are_open && keys.len() <= FEW_KEYS && !has_one_way {
            self.few_members(keys, body);
            return;
        }
        self.all_members(schema, rules, keys, is_tried, body);
    }

    /// The object is asked for each key.
    fn few_members(&mut self, keys: &[Key<'c>], body: &mut Body) {
        let value = format_ident!("value");
        let (mut scalars, mut containers) = (Vec::new(), Vec::new());
        for key in keys {
            let name = key.name;
            let test = self.value(&key.schemas, &value, Place::Below);
            let is_deep = self.is_deep(&key.schemas);
            let test = match (test, key.required.is_some()) {
                (Test::Yes, true) => Test::call(quote! { member(object, #name).is_some() }),
                (Test::Yes, false) => Test::Yes,
                (Test::No, true) => Test::No,
                (Test::No, false) => Test::call(quote! { member(object, #name).is_none() }),
                (Test::Ask(_, tokens), true) => {
                    Test::call(quote! { member(object, #name).is_some_and(|value| #tokens) })
                }
                (Test::Ask(_, tokens), false) => {
                    Test::call(quote! { member(object, #name).is_none_or(|value| #tokens) })
                }
            };
            if is_deep { containers.push(test) } else { scalars.push(test) }
        }
        body.tests.extend(scalars);
        body.tests.extend(containers);
    }

    /// Each member is looked at.
    ///
    /// Where the schema is tried among others, arrays and objects are looked at last: what tells branches from each other is mostly a
    /// scalar, and to see it late would mean to go deep into every branch.
    fn all_members(
        &mut self,
        schema: &Schema,
        rules: &[&'c Members],
        keys: &[Key<'c>],
        is_tried: bool,
        body: &mut Body,
    ) {
        let value = format_ident!("value");
        let is_closed = is_closed(rules);
        let missing = Missing::of(self.contract, keys, is_closed);
        let mut later = Scope::default();
        let mut kept: Vec<(Ident, TokenStream)> = Vec::new();
        let mut arms = Vec::new();
        for key in keys {
            let test = if key.is_unknown {
                self.given_up(schema)
            } else if key.is_closed {
                Test::No
            } else {
                self.value(&key.schemas, &value, Place::Below)
            };
            let name = key.name;
            let refused = key.refused.iter().map(|access| {
                let access = variant(access);
                Test::call(quote! { !walk.refuses(#access) })
            });
            let refused = Test::all(refused);
            let seen = missing.seen(key.required);
            let test = match test {
                Test::Ask(_, tokens) if is_tried && self.is_deep(&key.schemas) && kept.len() < MOST_LATER => {
                    let variable = ident(&later.take(&format!("{name} kept"), Case::Value));
                    kept.push((variable.clone(), tokens));
                    let refused = refused.tokens();
                    quote! { { #seen #variable = Some(value); #refused } }
                }
                test @ (Test::Yes | Test::No | Test::Ask(..)) => {
                    let test = Test::all([refused, test]);
                    if key.required.is_none() && test.is_yes() && are_open(rules) {
                        continue;
                    }
                    seeing(&seen, test.tokens())
                }
            };
            arms.push(quote! { #name => #test, });
        }
        let others = self.other_members(schema, rules);
        if arms.is_empty() && others.is_no() {
            body.tests.push(Test::call(quote! { object.is_empty() }));
            return;
        }
        let others = others.tokens();
        let others = if is_closed { others } else { seeing(&missing.seen(None), others) };
        let declared = kept.iter().map(|(variable, _)| quote! { let mut #variable = None; });
        let counts = missing.declared();
        let is_met = if arms.is_empty() {
            others
        } else {
            quote! { match key.as_str() { #(#arms)* _ => #others, } }
        };
        let members = if mentions(&is_met, "value") {
            quote! { (key, value) in object }
        } else {
            quote! { key in object.keys() }
        };
        body.sees_all_keys = true;
        body.statements.push(quote! {
            #counts
            #(#declared)*
            for #members {
                let is_met = #is_met;
                if !is_met {
                    return false;
                }
            }
        });
        let present = missing.test();
        let lifted = self.lifted(&present);
        body.tests.push(Test::any([present, lifted]));
        body.tests.extend(
            kept.into_iter()
                .map(|(variable, test)| Test::call(quote! { #variable.is_none_or(|value: &Value| #test) })),
        );
    }

    /// Whether one of the schemas asks an array or an object.
    fn is_deep(&mut self, schemas: &[&'c Schema]) -> bool {
        schemas.iter().any(|schema| {
            [Kind::Array, Kind::Object].into_iter().any(|kind| {
                Kind::is_admitted(kind, types(schema)) && self.test(schema, kind, Place::Below).is_asked()
            })
        })
    }
}

/// A test, after a statement that counts the key.
fn seeing(seen: &TokenStream, test: TokenStream) -> TokenStream {
    if seen.is_empty() {
        test
    } else {
        quote! { { #seen #test } }
    }
}

/// Whether nothing is said of keys that no rule names.
fn are_open(rules: &[&Members]) -> bool {
    rules.iter().all(|rule| rule.patterns.is_empty() && matches!(rule.additional, Additional::Allowed))
}

/// Whether there must be no keys that no rule names.
pub(super) fn is_closed(rules: &[&Members]) -> bool {
    rules.iter().any(|rule| rule.patterns.is_empty() && matches!(rule.additional, Additional::Forbidden))
}
