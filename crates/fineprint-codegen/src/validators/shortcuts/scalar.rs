//! What keywords ask of a value whose kind is known.

use fineprint::contract::{Conditional, Constraint, Decimal, Literal, Schema};
use fineprint::formats::Format;
use fineprint::pattern::Pattern;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::Printer;
use super::function::{Place, component, types, wants_integer};
use super::kind::Kind;
use super::test::Test;
use super::written::Written;
use crate::validators::schema::nested_literal;
use crate::validators::tables::{decimal, text, variant};

impl<'c> Printer<'c> {
    /// Whether a scalar meets a schema.
    pub(super) fn scalar(&mut self, schema: &'c Schema, kind: Kind, place: Place) -> Test {
        if kind == Kind::Null && schema.constraints().contains(&Constraint::Nullable) {
            return Test::Yes;
        }
        let types = types(schema);
        if !kind.is_admitted(types) {
            return Test::No;
        }
        let mut tests = Vec::new();
        if kind == Kind::Number && wants_integer(types) {
            tests.push(Test::call(quote! { is_integer(number) }));
        }
        for constraint in schema.constraints() {
            tests.push(self.constraint(schema, constraint, kind, place));
        }
        Test::all(tests)
    }

    /// Whether a value meets a constraint; what is said of the items of arrays and the keys of objects is not asked here.
    pub(super) fn constraint(
        &mut self,
        schema: &'c Schema,
        constraint: &'c Constraint,
        kind: Kind,
        place: Place,
    ) -> Test {
        match constraint {
            Constraint::Nullable | Constraint::Type(_) | Constraint::NamedFormat(_) => Test::Yes,
            Constraint::Never => Test::No,
            Constraint::Enum(values) => self.among(schema, values, kind),
            Constraint::Const(value) => self.among(schema, std::slice::from_ref(value), kind),
            Constraint::Ref(id) => match component(self.contract, *id) {
                Some(target) => self.refer(target, kind, place),
                None => Test::Yes,
            },
            Constraint::AllOf(branches) => {
                let tests: Vec<Test> = branches.iter().map(|it| self.test(it, kind, place)).collect();
                Test::all(tests)
            }
            Constraint::AnyOf(union) => self.union(union, kind, place, Test::any),
            Constraint::OneOf(union) => self.union(union, kind, place, Test::one),
            Constraint::Not(schema) => self.test(schema, kind, place).not(),
            Constraint::If(conditional) => {
                let Conditional { condition, then, otherwise } = &**conditional;
                let condition = self.test(condition, kind, place);
                let [then, otherwise] = [then, otherwise]
                    .map(|it| it.as_ref().map_or(Test::Yes, |schema| self.test(schema, kind, place)));
                condition.choose(then, otherwise)
            }
            Constraint::MinLength(limit) => of_text(kind, || match *limit {
                0 => Test::Yes,
                1 => Test::call(quote! { !text.is_empty() }),
                limit => with_operand("has_at_least", "text", &count(limit)),
            }),
            Constraint::MaxLength(limit) => {
                of_text(kind, || with_operand("has_at_most", "text", &count(*limit)))
            }
            Constraint::Format(format) => format_of(*format, kind, place),
            Constraint::ContentEncoding(encoding) => of_text(kind, || {
                let encoding = variant(encoding);
                Test::call(quote! { is_encoded(text, Encoding::#encoding) })
            }),
            Constraint::Temporal(temporal) => of_text(kind, || {
                let (temporal, walk) = (variant(temporal), place.variable());
                Test::call(quote! { is_when(text, #temporal, #walk) })
            }),
            Constraint::Pattern(pattern) => of_text(kind, || {
                let (pattern, walk) = (self.pattern(schema, pattern), place.variable());
                Test::call(quote! { matches_pattern(text, &#pattern, #walk) })
            }),
            Constraint::Minimum(limit) => of_number(kind, "is_at_least", *limit),
            Constraint::ExclusiveMinimum(limit) => of_number(kind, "is_above", *limit),
            Constraint::Maximum(limit) => of_number(kind, "is_at_most", *limit),
            Constraint::ExclusiveMaximum(limit) => of_number(kind, "is_below", *limit),
            Constraint::MultipleOf(divisor) => of_number(kind, "is_multiple_of", *divisor),
            // Of containers, which have modules of their own.
            Constraint::MinItems(_)
            | Constraint::MaxItems(_)
            | Constraint::UniqueItems
            | Constraint::Items(_)
            | Constraint::Tuple(_)
            | Constraint::Contains(_)
            | Constraint::UnevaluatedItems(_)
            | Constraint::MinProperties(_)
            | Constraint::MaxProperties(_)
            | Constraint::Members(_)
            | Constraint::PropertyNames(_)
            | Constraint::DependentRequired(_)
            | Constraint::DependentSchemas(_)
            | Constraint::UnevaluatedProperties(_) => Test::Yes,
        }
    }

    /// The static of a pattern.
    pub(super) fn pattern(&mut self, schema: &Schema, pattern: &Pattern) -> Ident {
        let source = pattern.source();
        if let Some(name) = self.patterns.get(source) {
            return name.clone();
        }
        let name = self.take_static(&schema.pointer, "pattern");
        let tokens = quote! { static #name: Regex = Regex::frozen(#source); };
        self.items.push(Written { name: name.clone(), tokens });
        self.patterns.insert(source.to_owned(), name.clone());
        name
    }

    /// Whether a value is one of these.
    fn among(&mut self, schema: &Schema, values: &[Literal], kind: Kind) -> Test {
        match kind {
            Kind::Null => Test::known(values.contains(&Literal::Null)),
            Kind::Boolean => {
                let [met, unmet] = [true, false].map(|it| values.contains(&Literal::Boolean(it)));
                match (met, unmet) {
                    (true, true) => Test::Yes,
                    (false, false) => Test::No,
                    (true, false) => Test::call(quote! { boolean }),
                    (false, true) => Test::call(quote! { !boolean }),
                }
            }
            Kind::Number => Test::any(values.iter().filter_map(|value| {
                let Literal::Number(value) = value else { return None };
                let value = decimal(*value);
                Some(Test::call(quote! { is_number(number, #value) }))
            })),
            Kind::String => {
                let mut texts: Vec<&str> = Vec::new();
                for value in values {
                    if let Literal::String(value) = value
                        && !texts.contains(&&**value)
                    {
                        texts.push(value);
                    }
                }
                match &texts[..] {
                    [] => Test::No,
                    [""] => Test::call(quote! { text.is_empty() }),
                    [only] => Test::comparison(quote! { text == #only }),
                    texts => Test::call(quote! { matches!(text, #(#texts)|*) }),
                }
            }
            Kind::Array => Test::any(values.iter().filter_map(|value| {
                let Literal::Array(items) = value else { return None };
                let rows: Vec<TokenStream> = items.iter().map(nested_literal).collect();
                let list = self.list(schema, &quote! { Literal }, &rows);
                Some(Test::call(quote! { is_array(items, #list) }))
            })),
            Kind::Object => Test::any(values.iter().filter_map(|value| {
                let Literal::Object(members) = value else { return None };
                let rows = members.iter().map(|(name, value)| {
                    let (name, value) = (text(name), nested_literal(value));
                    quote! { (#name, #value) }
                });
                let rows: Vec<TokenStream> = rows.collect();
                let list = self.list(schema, &quote! { (Text, Literal) }, &rows);
                Some(Test::call(quote! { is_object(object, #list) }))
            })),
        }
    }

    /// A static list.
    fn list(&mut self, schema: &Schema, ty: &TokenStream, rows: &[TokenStream]) -> TokenStream {
        if rows.is_empty() {
            return quote! { &[] };
        }
        let name = self.take_static(&schema.pointer, "value");
        let count = proc_macro2::Literal::usize_unsuffixed(rows.len());
        let (tokens, list) = (quote! { static #name: [#ty; #count] = [#(#rows),*]; }, quote! { &#name });
        self.items.push(Written { name, tokens });
        list
    }
}

/// What is asked of strings alone.
fn of_text(kind: Kind, test: impl FnOnce() -> Test) -> Test {
    if kind == Kind::String { test() } else { Test::Yes }
}

/// What is asked of numbers alone.
fn of_number(kind: Kind, function: &str, limit: Decimal) -> Test {
    if kind == Kind::Number { with_operand(function, "number", &decimal(limit)) } else { Test::Yes }
}

fn with_operand(function: &str, variable: &str, operand: &impl ToTokens) -> Test {
    let [function, variable] = [function, variable].map(|name| format_ident!("{name}"));
    Test::call(quote! { #function(#variable, #operand) })
}

/// `format`, which speaks of strings, of numbers, or of both.
fn format_of(format: Format, kind: Kind, place: Place) -> Test {
    let (name, walk) = (variant(&format), place.variable());
    match kind {
        Kind::String if format == Format::Regex => Test::call(quote! { is_regex(text, #walk) }),
        Kind::String if format.applies_to_strings() => {
            Test::call(quote! { has_format(text, FormatName::#name) })
        }
        Kind::Number if format.applies_to_numbers() => {
            Test::call(quote! { has_number_format(number, FormatName::#name) })
        }
        Kind::Null | Kind::Boolean | Kind::Number | Kind::String | Kind::Array | Kind::Object => Test::Yes,
    }
}

/// At least so many items or members.
pub(super) fn has_at_least(container: &Ident, limit: u64) -> Test {
    match limit {
        0 => Test::Yes,
        1 => Test::call(quote! { !#container.is_empty() }),
        limit => {
            let (length, limit) = (counted(&quote! { #container.len() }, limit), count(limit));
            Test::comparison(quote! { #length >= #limit })
        }
    }
}

/// At most so many items or members.
pub(super) fn has_at_most(container: &Ident, limit: u64) -> Test {
    if limit == 0 {
        return Test::call(quote! { #container.is_empty() });
    }
    let (length, limit) = (counted(&quote! { #container.len() }, limit), count(limit));
    Test::comparison(quote! { #length <= #limit })
}

/// What is counted, as a number that can be compared with the limit on every machine.
pub(super) fn counted(found: &TokenStream, limit: u64) -> TokenStream {
    if u32::try_from(limit).is_ok() {
        quote! { #found }
    } else {
        quote! { (#found as u64) }
    }
}

/// A count as it stands in the document.
pub(super) fn count(limit: u64) -> proc_macro2::Literal {
    proc_macro2::Literal::u64_unsuffixed(limit)
}
