//! The tables of keywords that apply several schemas, or apply one to a part of the instance.
//!
//! Schemas themselves, and the keywords that are one row, are printed by [`schema`](super::schema).

use fineprint::contract::{Additional, Conditional, Contains, Discriminator, Hold, Schema, Tuple, Union};
use fineprint::pattern::Pattern;
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::schema::Printer;
use super::tables::text;

impl Printer<'_> {
    /// A compiled pattern is a static of its own: it has a place for the machine that it becomes on first use.
    pub(super) fn pattern(&mut self, name: &str, pattern: &Pattern) -> TokenStream {
        self.source.needs_patterns.set(true);
        let (name, pattern) = (self.take(name), pattern.source());
        self.add(&name, &quote! { Regex }, |_| quote! { Regex::frozen(#pattern) });
        quote! { Frozen(&#name) }
    }

    pub(super) fn pattern_properties(
        &mut self,
        schema: &Schema,
        patterns: &[(Hold<Pattern>, Schema)],
    ) -> TokenStream {
        let place = self.place(schema, "patternProperties");
        self.add_list(&place, &quote! { (Hold<Regex>, Schema) }, patterns, |printer, (pattern, matched)| {
            let pattern = printer.pattern(&printer.place(matched, "pattern"), pattern);
            let matched = printer.schema(matched);
            quote! { (#pattern, #matched) }
        })
    }

    pub(super) fn additional(&mut self, additional: &Additional) -> TokenStream {
        match additional {
            Additional::Allowed => quote! { Allowed },
            Additional::Forbidden => quote! { Forbidden },
            Additional::Schema(schema) => {
                let schema = self.schema_static(schema);
                quote! { Additional::Schema(Frozen(&#schema)) }
            }
        }
    }

    pub(super) fn tuple(&mut self, schema: &Schema, tuple: &Tuple) -> Ident {
        let name = self.take(&self.place(schema, "tuple"));
        let place = self.place(schema, "prefixItems");
        self.add(&name, &quote! { TupleTable }, |printer| {
            let prefix = printer.add_list(&place, &quote! { Schema }, &tuple.prefix, Self::schema);
            let rest = printer.additional(&tuple.rest);
            quote! { TupleTable { prefix: Frozen(#prefix), rest: #rest } }
        });
        name
    }

    pub(super) fn contains(&mut self, schema: &Schema, contains: &Contains) -> Ident {
        let name = self.take(&self.place(schema, "contains"));
        self.add(&name, &quote! { ContainsTable }, |printer| {
            let wanted = printer.schema(&contains.schema);
            let (min, max) = (count(contains.min), count(contains.max));
            quote! { ContainsTable { schema: #wanted, min: #min, max: #max } }
        });
        name
    }

    pub(super) fn conditional(&mut self, schema: &Schema, conditional: &Conditional) -> Ident {
        let name = self.take(&self.place(schema, "if"));
        self.add(&name, &quote! { Conditional }, |printer| {
            let condition = printer.schema(&conditional.condition);
            let then = printer.optional_schema(conditional.then.as_ref());
            let otherwise = printer.optional_schema(conditional.otherwise.as_ref());
            quote! { Conditional { condition: #condition, then: #then, otherwise: #otherwise } }
        });
        name
    }

    pub(super) fn branches(&mut self, schema: &Schema, keyword: &str, branches: &[Schema]) -> TokenStream {
        self.add_list(&self.place(schema, keyword), &quote! { Schema }, branches, Self::schema)
    }

    pub(super) fn union(&mut self, schema: &Schema, keyword: &str, union: &Union) -> Ident {
        let name = self.take(&self.place(schema, &format!("{keyword} union")));
        self.add(&name, &quote! { Union }, |printer| {
            let branches = printer.branches(schema, keyword, &union.branches);
            let discriminator = union.discriminator.as_ref().map_or(quote! { None }, discriminator);
            quote! { Union::frozen(#branches, #discriminator) }
        });
        name
    }

    fn optional_schema(&mut self, schema: Option<&Schema>) -> TokenStream {
        let schema = schema.map(|schema| self.schema(schema));
        schema.map_or(quote! { None }, |schema| quote! { Some(#schema) })
    }
}

fn count(count: Option<u64>) -> TokenStream {
    let count = count.map(Literal::u64_unsuffixed);
    count.map_or(quote! { None }, |count| quote! { Some(#count) })
}

fn discriminator(discriminator: &Discriminator) -> TokenStream {
    let property = text(&discriminator.property);
    let mapping = discriminator.mapping.iter().map(|(value, branch)| {
        let (value, branch) = (text(value), Literal::u32_unsuffixed(*branch));
        quote! { (#value, #branch) }
    });
    quote! { Some(Discriminator { property: #property, mapping: Frozen(&[#(#mapping),*]) }) }
}
