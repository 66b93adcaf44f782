//! Arrays.

use fineprint::contract::{Additional, Constraint, Contains, Schema, Tuple};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::Printer;
use super::function::{Place, mentions, types};
use super::kind::Kind;
use super::manner::Manner;
use super::scalar::{count, counted, has_at_least, has_at_most};
use super::test::Test;

impl<'c> Printer<'c> {
    /// The body of the function of a schema for arrays.
    pub(super) fn array(&mut self, schema: &'c Schema) -> Test {
        if !Kind::Array.is_admitted(types(schema)) {
            return Test::No;
        }
        let gives_up = schema
            .constraints()
            .iter()
            .any(|constraint| matches!(constraint, Constraint::UnevaluatedItems(_)));
        if gives_up && !self.tried.contains(&std::ptr::from_ref(schema)) {
            return Test::call(quote! { walk.give_up() });
        }
        let mut tests = Vec::new();
        for constraint in schema.constraints() {
            tests.push(self.constraint(schema, constraint, Kind::Array, Place::Here));
            tests.push(self.items(constraint));
        }
        if gives_up {
            tests.push(Test::call(quote! { walk.give_up() }));
        }
        let test = Test::all(tests);
        if test.is_no() {
            return Test::No;
        }
        match self.manner(schema) {
            Manner::Plain => test,
            Manner::Passing => passing(test),
            Manner::Counting => counting(test),
        }
    }

    /// What is asked of the items.
    fn items(&mut self, constraint: &'c Constraint) -> Test {
        let (items, item) = (format_ident!("items"), format_ident!("item"));
        match constraint {
            Constraint::MinItems(limit) => has_at_least(&items, *limit),
            Constraint::MaxItems(limit) => has_at_most(&items, *limit),
            Constraint::UniqueItems => Test::call(quote! { are_unique(items, below) }),
            Constraint::Items(schema) => match self.value(&[schema], &item, Place::Below) {
                Test::Yes => Test::Yes,
                Test::No => Test::call(quote! { items.is_empty() }),
                Test::Ask(_, tokens) => Test::call(quote! { items.iter().all(|item| #tokens) }),
            },
            Constraint::Tuple(tuple) => self.tuple(tuple),
            Constraint::Contains(contains) => self.contains(contains),
            // What cannot be told here comes last.
            Constraint::UnevaluatedItems(_) => Test::Yes,
            Constraint::Nullable
            | Constraint::Never
            | Constraint::Type(_)
            | Constraint::MinLength(_)
            | Constraint::MaxLength(_)
            | Constraint::Format(_)
            | Constraint::NamedFormat(_)
            | Constraint::ContentEncoding(_)
            | Constraint::Temporal(_)
            | Constraint::Enum(_)
            | Constraint::Const(_)
            | Constraint::Pattern(_)
            | Constraint::Minimum(_)
            | Constraint::ExclusiveMinimum(_)
            | Constraint::Maximum(_)
            | Constraint::ExclusiveMaximum(_)
            | Constraint::MultipleOf(_)
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Members(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_)
            | Constraint::Ref(_)
            | Constraint::AllOf(_)
            | Constraint::AnyOf(_)
            | Constraint::OneOf(_)
            | Constraint::Not(_)
            | Constraint::If(_) => Test::Yes,
        }
    }

    fn tuple(&mut self, tuple: &'c Tuple) -> Test {
        let (items, item) = (format_ident!("items"), format_ident!("item"));
        let mut tests = Vec::new();
        for (index, schema) in tuple.prefix.iter().enumerate() {
            let found = if index == 0 {
                quote! { items.first() }
            } else {
                let index = proc_macro2::Literal::usize_unsuffixed(index);
                quote! { items.get(#index) }
            };
            tests.push(match self.value(&[schema], &item, Place::Below) {
                Test::Yes => Test::Yes,
                Test::No => has_at_most(&items, index as u64),
                Test::Ask(_, tokens) => Test::call(quote! { #found.is_none_or(|item| #tokens) }),
            });
        }
        let rest = match &tuple.rest {
            Additional::Allowed => Test::Yes,
            Additional::Forbidden => Test::No,
            Additional::Schema(schema) => self.value(&[schema], &item, Place::Below),
        };
        tests.push(match rest {
            Test::Yes => Test::Yes,
            Test::No => has_at_most(&items, tuple.prefix.len() as u64),
            Test::Ask(_, tokens) => {
                let length = proc_macro2::Literal::usize_unsuffixed(tuple.prefix.len());
                Test::call(quote! { items.iter().skip(#length).all(|item| #tokens) })
            }
        });
        Test::all(tests)
    }

    fn contains(&mut self, contains: &'c Contains) -> Test {
        let items = format_ident!("items");
        let (min, max) = (contains.min.unwrap_or(1), contains.max);
        let tokens = match self.value(&[&contains.schema], &format_ident!("item"), Place::Below) {
            Test::Yes => {
                let most = max.map_or(Test::Yes, |max| has_at_most(&items, max));
                return Test::all([has_at_least(&items, min), most]);
            }
            Test::No => return Test::known(min == 0),
            Test::Ask(_, tokens) => tokens,
        };
        let found = quote! { items.iter().filter(|&item| #tokens).count() };
        let compared = |sign: TokenStream, limit: u64| {
            let (found, limit) = (counted(&found, limit), count(limit));
            Test::comparison(quote! { #found #sign #limit })
        };
        match (min, max) {
            (0, None) => Test::Yes,
            (1, None) => Test::call(quote! { items.iter().any(|item| #tokens) }),
            (min, None) => compared(quote! { >= }, min),
            // What items are is asked, though nothing hangs on it, since it may give up.
            (min, Some(max)) if min > max => Test::block(quote! { { let _ = #found; false } }),
            (_, Some(0)) => compared(quote! { == }, 0),
            (0, Some(max)) => compared(quote! { <= }, max),
            (min, Some(max)) => {
                let (found, min, max) = (counted(&found, max), count(min), count(max));
                Test::call(quote! { (#min..=#max).contains(&#found) })
            }
        }
    }
}

/// The whole function, if it only hands its walk on.
fn passing(test: Test) -> Test {
    let tokens = test.clone().tokens();
    if mentions(&tokens, "below") { Test::block(quote! { let below = walk.deeper(); #tokens }) } else { test }
}

/// The whole function, if it counts. An array is only entered if something in it is looked at.
fn counting(test: Test) -> Test {
    let tokens = test.clone().tokens();
    let here =
        mentions(&tokens, "walk").then(|| quote! { let Some(walk) = walk.here() else { return false }; });
    if mentions(&tokens, "below") {
        let parts = if mentions(&tokens, "iter") {
            quote! { items.len() }
        } else {
            quote! { 0 }
        };
        Test::block(quote! { #here let Some(below) = walk.below(#parts) else { return false }; #tokens })
    } else if mentions(&tokens, "iter") {
        let entered = Test::all([Test::call(quote! { walk.below(items.len()).is_some() }), test]).tokens();
        Test::block(quote! { #here #entered })
    } else if here.is_some() {
        Test::block(quote! { #here #tokens })
    } else {
        test
    }
}
