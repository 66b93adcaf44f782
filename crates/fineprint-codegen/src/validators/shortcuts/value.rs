//! Values whose kind is not known yet.

use fineprint::contract::Schema;
use proc_macro2::Ident;
use quote::{format_ident, quote};

use super::Printer;
use super::function::{Place, parameter, referred};
use super::kind::Kind;
use super::test::Test;
use super::written::Written;

/// So many kinds are asked about one after the other.
const FEW_KINDS: usize = 3;

impl<'c> Printer<'c> {
    /// The constant that holds the function of a schema for all values.
    pub(super) fn shortcut(&mut self, schema: &'c Schema) -> Ident {
        let schema = referred(self.contract, schema);
        if let Some(name) = self.values.get(&std::ptr::from_ref(schema)) {
            return name.clone();
        }
        let (name, function) = (self.take_static(&schema.pointer, ""), self.take(&schema.pointer, ""));
        self.values.insert(schema, name.clone());
        let slot = self.items.len();
        let body = self.value(&[schema], &format_ident!("value"), Place::Here).tokens();
        let [value, walk] = ["value", "walk"].map(|name| parameter(&body, name));
        let (variant, walk) = if self.is_plain(schema) {
            (quote! { Plain }, None)
        } else {
            (quote! { Walking }, Some(quote! { #walk: Walk<'_> }))
        };
        let parameters = std::iter::once(quote! { #value: &Value }).chain(walk);
        let doc = format!(" `{}`", &*schema.pointer);
        let written = [
            (&name, quote! { pub(crate) const #name: Shortcut = Shortcut::#variant(#function); }),
            (&function, quote! { fn #function(#(#parameters),*) -> bool { #body } }),
        ];
        let written = written.map(|(name, tokens)| {
            let tokens = quote! { #[doc = #doc] #tokens };
            Written { name: name.clone(), tokens }
        });
        self.items.splice(slot..slot, written);
        name
    }

    /// Whether the value in that variable meets all these schemas.
    pub(super) fn value(&mut self, schemas: &[&'c Schema], variable: &Ident, place: Place) -> Test {
        let tests = Kind::ALL.map(|kind| {
            let tests: Vec<Test> = schemas.iter().map(|schema| self.test(schema, kind, place)).collect();
            (kind, Test::all(tests))
        });
        let of = |is_so: fn(&Test) -> bool| -> Vec<Kind> {
            tests.iter().filter(|(_, test)| is_so(test)).map(|(kind, _)| *kind).collect()
        };
        let (met, unmet, asked) = (of(Test::is_yes), of(Test::is_no), of(Test::is_asked));
        if asked.is_empty() && unmet.len() < met.len() {
            return Test::all(unmet.iter().map(|kind| kind.is(variable).not()));
        }
        if met.len() + asked.len() <= FEW_KINDS {
            let met = met.iter().map(|kind| kind.is(variable));
            let asked = tests.iter().filter_map(|(kind, test)| match test {
                Test::Ask(_, tokens) => Some(kind.is_and(variable, tokens)),
                Test::Yes | Test::No => None,
            });
            return Test::any(met.chain(asked));
        }
        let (told, is_met) = if met.len() > unmet.len() { (unmet, false) } else { (met, true) };
        let others = tests.iter().any(|(kind, test)| !test.is_asked() && !told.contains(kind));
        let told = told.iter().map(|kind| kind.pattern());
        let told = (told.len() > 0).then(|| quote! { #(#told)|* => #is_met, });
        let others = others.then(|| {
            let is_met = !is_met;
            quote! { _ => #is_met, }
        });
        let asked = tests.iter().filter_map(|(kind, test)| match test {
            Test::Ask(_, tokens) => Some(kind.arm(tokens)),
            Test::Yes | Test::No => None,
        });
        Test::block(quote! { match #variable { #(#asked)* #told #others } })
    }
}
