//! Prints the tables of schemas: a row is a short call, and whatever it refers to a `static` of its own, named after its pointer.
//!
//! Statics and not nested borrows, since a `static` may not borrow what a call returns, and since this keeps lines short.

use fineprint::contract::{
    Access, Constraint, Decimal, Literal, Lookup, Member, Members, Schema, Type, TypeSet,
};
use fineprint::formats::Format;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Source;
use super::names::statics;
use super::tables::{decimal, number_of, text, variant};
use crate::files::Item;
use crate::naming::{Case, Scope, ident};

/// Prints the tables of one file.
pub(super) struct Printer<'s> {
    pub(super) source: &'s Source<'s>,
    scope: Scope,
    statics: Vec<Item>,
    uses_ids: bool,
    /// Pointers, and what stands for them in the names of statics below them.
    bases: Vec<(String, String)>,
}

impl<'s> Printer<'s> {
    /// A printer of what lies at and below the pointer, that knows which names of statics are taken.
    pub(super) fn new<'a>(
        source: &'s Source<'s>,
        pointer: &str,
        taken: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        // What an operation takes from its path is seen from there.
        let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        let bases = [parent, pointer].map(|base| (base.to_owned(), String::new())).to_vec();
        Self { source, scope: statics(taken), statics: Vec::new(), uses_ids: false, bases }
    }

    /// The statics, each before its parts, and whether they name components.
    pub(super) fn finish(self) -> (Vec<Item>, bool) {
        (self.statics, self.uses_ids)
    }

    /// A new name in this file.
    pub(super) fn take(&mut self, text: &str) -> Ident {
        ident(&self.scope.take(text, Case::Constant))
    }

    /// A static of that name and type.
    pub(super) fn add(
        &mut self,
        name: &Ident,
        ty: &TokenStream,
        value: impl FnOnce(&mut Self) -> TokenStream,
    ) {
        let slot = self.reserve();
        let value = value(self);
        self.fill(slot, quote! { static #name: #ty = #value; });
    }

    /// A static list: nothing but a borrow where it is empty.
    pub(super) fn add_list<T>(
        &mut self,
        name: &str,
        ty: &TokenStream,
        items: &[T],
        print: impl FnMut(&mut Self, &T) -> TokenStream,
    ) -> TokenStream {
        let mut print = print;
        if items.is_empty() {
            return quote! { &[] };
        }
        let name = self.take(name);
        let count = number_of(items.len());
        self.add(&name, &quote! { [#ty; #count] }, |printer| {
            let items: Vec<TokenStream> = items.iter().map(|item| print(printer, item)).collect();
            quote! { [#(#items),*] }
        });
        quote! { &#name }
    }

    /// A schema as an expression.
    pub(super) fn schema(&mut self, schema: &Schema) -> TokenStream {
        let pointer = &*schema.pointer;
        let constraints = self.constraints(schema);
        quote! { schema(#pointer, #constraints) }
    }

    /// A schema as a static; the names of its parts begin with `name`.
    pub(super) fn schema_named(&mut self, name: &str, schema: &Schema) -> Ident {
        self.bases.push((schema.pointer.to_string(), name.to_owned()));
        let name = self.take(&format!("{name} SCHEMA"));
        let shortcut = self.source.shortcut(schema);
        self.add(&name, &quote! { Schema }, |printer| {
            let table = printer.schema(schema);
            quote! { #table #shortcut }
        });
        self.bases.pop();
        name
    }

    /// A schema as a static, named after its pointer.
    pub(super) fn schema_static(&mut self, schema: &Schema) -> Ident {
        let name = self.take(&self.place(schema, ""));
        self.add(&name, &quote! { Schema }, |printer| printer.schema(schema));
        name
    }

    /// Where a part of the schema stands, seen from the innermost base above it: what a static is named after.
    pub(super) fn place(&self, schema: &Schema, part: &str) -> String {
        self.pointer_name(&schema.pointer, part)
    }

    /// The same of anything that has a pointer.
    pub(super) fn pointer_name(&self, pointer: &str, part: &str) -> String {
        let seen = self.bases.iter().rev().find_map(|(base, name)| {
            let below = pointer.strip_prefix(&**base)?;
            (below.is_empty() || below.starts_with('/')).then_some((&**name, below))
        });
        let (name, below) = seen.unwrap_or(("", pointer));
        format!("{name} {} {part}", below.replace("~1", "/").replace("~0", "~"))
    }

    fn reserve(&mut self) -> usize {
        self.statics.push(Item::plain(TokenStream::new()));
        self.statics.len() - 1
    }

    fn fill(&mut self, slot: usize, tokens: TokenStream) {
        if let Some(item) = self.statics.get_mut(slot) {
            item.tokens = tokens;
        }
    }

    fn constraints(&mut self, schema: &Schema) -> TokenStream {
        let constraints = schema.constraints().iter().map(|it| self.constraint(schema, it));
        let constraints: Vec<TokenStream> = constraints.collect();
        quote! { &[#(#constraints),*] }
    }

    #[allow(clippy::too_many_lines, reason = "a line or two for each keyword")]
    fn constraint(&mut self, schema: &Schema, constraint: &Constraint) -> TokenStream {
        match constraint {
            Constraint::Nullable => quote! { Nullable },
            Constraint::Never => quote! { Never },
            Constraint::Type(types) => {
                let types = type_set(*types);
                quote! { Type(#types) }
            }
            Constraint::MinLength(count) => limit("MinLength", *count),
            Constraint::MaxLength(count) => limit("MaxLength", *count),
            Constraint::Format(format) => {
                if *format == Format::Regex {
                    self.source.needs_patterns.set(true);
                }
                let format = variant(format);
                quote! { Format(FormatName::#format) }
            }
            Constraint::NamedFormat(name) => {
                let name = text(name);
                quote! { NamedFormat(#name) }
            }
            Constraint::ContentEncoding(encoding) => {
                let encoding = variant(encoding);
                quote! { ContentEncoding(Encoding::#encoding) }
            }
            Constraint::Temporal(temporal) => {
                let temporal = variant(temporal);
                quote! { Temporal(#temporal) }
            }
            Constraint::Enum(values) => {
                let values =
                    self.add_list(&self.place(schema, "enum"), &quote! { Literal }, values, |_, it| {
                        literal(it)
                    });
                quote! { Enum(Frozen(#values)) }
            }
            Constraint::Const(value) => {
                let name = self.take(&self.place(schema, "const"));
                self.add(&name, &quote! { Literal }, |_| literal(value));
                quote! { Const(Frozen(&#name)) }
            }
            Constraint::Pattern(pattern) => {
                let pattern = self.pattern(&self.place(schema, "pattern"), pattern);
                quote! { Pattern(#pattern) }
            }
            Constraint::Minimum(value) => bound("Minimum", *value),
            Constraint::ExclusiveMinimum(value) => bound("ExclusiveMinimum", *value),
            Constraint::Maximum(value) => bound("Maximum", *value),
            Constraint::ExclusiveMaximum(value) => bound("ExclusiveMaximum", *value),
            Constraint::MultipleOf(value) => bound("MultipleOf", *value),
            Constraint::MinItems(count) => limit("MinItems", *count),
            Constraint::MaxItems(count) => limit("MaxItems", *count),
            Constraint::UniqueItems => quote! { UniqueItems },
            Constraint::Items(items) => {
                let items = self.schema_static(items);
                quote! { Items(Frozen(&#items)) }
            }
            Constraint::Tuple(tuple) => {
                let tuple = self.tuple(schema, tuple);
                quote! { Tuple(Frozen(&#tuple)) }
            }
            Constraint::Contains(contains) => {
                let contains = self.contains(schema, contains);
                quote! { Contains(Frozen(&#contains)) }
            }
            Constraint::UnevaluatedItems(additional) => {
                let additional = self.additional(additional);
                quote! { UnevaluatedItems(#additional) }
            }
            Constraint::MinProperties(count) => limit("MinProperties", *count),
            Constraint::MaxProperties(count) => limit("MaxProperties", *count),
            Constraint::Members(members) => {
                let members = self.members(schema, members);
                quote! { Properties(Frozen(&#members)) }
            }
            Constraint::PropertyNames(names) => {
                let names = self.schema_static(names);
                quote! { PropertyNames(Frozen(&#names)) }
            }
            Constraint::DependentRequired(rows) => {
                let place = self.place(schema, "dependentRequired");
                let rows =
                    self.add_list(&place, &quote! { (Text, List<Text>) }, rows, |_, (name, needed)| {
                        let (name, needed) = (text(name), needed.iter().map(|name| text(name)));
                        quote! { (#name, Frozen(&[#(#needed),*])) }
                    });
                quote! { DependentRequired(Frozen(#rows)) }
            }
            Constraint::DependentSchemas(rows) => {
                let place = self.place(schema, "dependentSchemas");
                let rows =
                    self.add_list(&place, &quote! { (Text, Schema) }, rows, |printer, (name, schema)| {
                        let (name, schema) = (text(name), printer.schema(schema));
                        quote! { (#name, #schema) }
                    });
                quote! { DependentSchemas(Frozen(#rows)) }
            }
            Constraint::UnevaluatedProperties(additional) => {
                let additional = self.additional(additional);
                quote! { UnevaluatedProperties(#additional) }
            }
            Constraint::Ref(id) => self.reference(id.0),
            Constraint::AllOf(branches) => {
                let branches = self.branches(schema, "allOf", branches);
                quote! { AllOf(Frozen(#branches)) }
            }
            Constraint::AnyOf(union) => {
                let union = self.union(schema, "anyOf", union);
                quote! { AnyOf(Frozen(&#union)) }
            }
            Constraint::OneOf(union) => {
                let union = self.union(schema, "oneOf", union);
                quote! { OneOf(Frozen(&#union)) }
            }
            Constraint::Not(not) => {
                let not = self.schema_static(not);
                quote! { Not(Frozen(&#not)) }
            }
            Constraint::If(conditional) => {
                let conditional = self.conditional(schema, conditional);
                quote! { If(Frozen(&#conditional)) }
            }
        }
    }

    fn reference(&mut self, number: u32) -> TokenStream {
        let name = usize::try_from(number).ok().and_then(|number| self.source.names.components.get(number));
        if let Some(name) = name {
            self.uses_ids = true;
            quote! { Ref(ids::#name) }
        } else {
            let number = proc_macro2::Literal::u32_unsuffixed(number);
            quote! { Ref(ComponentId(#number)) }
        }
    }

    /// The properties, and behind them what binds them together.
    fn members(&mut self, schema: &Schema, members: &Members) -> Ident {
        let properties = self.take(&self.place(schema, "properties"));
        let name = self.take(&self.place(schema, "members"));
        let (properties_slot, slot) = (self.reserve(), self.reserve());
        let rows: Vec<TokenStream> = members.entries.iter().map(|entry| self.member(entry)).collect();
        let count = number_of(rows.len());
        self.fill(properties_slot, quote! { static #properties: [Member; #count] = [#(#rows),*]; });
        let additional = self.additional(&members.additional);
        let lookup = lookup(members.lookup());
        let value = if members.patterns.is_empty() {
            quote! { members(&#properties, #additional, #lookup) }
        } else {
            let patterns = self.pattern_properties(schema, &members.patterns);
            quote! { members_and_patterns(&#properties, #patterns, #additional, #lookup) }
        };
        self.fill(slot, quote! { static #name: Members = #value; });
        name
    }

    fn member(&mut self, member: &Member) -> TokenStream {
        let Member { name, required, access, schema } = member;
        let name = &**name;
        let row = match schema {
            None if *required => quote! { required_only(#name) },
            None => quote! {
                Member { name: Frozen(#name), required: false, access: ReadWrite, schema: None }
            },
            Some(schema) => {
                let (pointer, constraints) = (&*schema.pointer, self.constraints(schema));
                let function = if *required {
                    quote! { required }
                } else {
                    quote! { optional }
                };
                quote! { #function(#name, #pointer, #constraints) }
            }
        };
        match access {
            Access::ReadWrite => row,
            Access::ReadOnly => quote! { read_only(#row) },
            Access::WriteOnly => quote! { write_only(#row) },
        }
    }
}

fn limit(name: &str, count: u64) -> TokenStream {
    let (name, count) = (format_ident!("{name}"), proc_macro2::Literal::u64_unsuffixed(count));
    quote! { #name(#count) }
}

fn bound(name: &str, value: Decimal) -> TokenStream {
    let (name, value) = (format_ident!("{name}"), decimal(value));
    quote! { #name(#value) }
}

/// `STRING.or(NULL)`, null last.
fn type_set(types: TypeSet) -> TokenStream {
    let (null, others): (Vec<Type>, Vec<Type>) = types.iter().partition(|ty| *ty == Type::Null);
    let mut names = others.into_iter().chain(null).map(|ty| format_ident!("{}", ty.name().to_uppercase()));
    let Some(first) = names.next() else { return quote! { TypeSet::NONE } };
    quote! { #first #(.or(#names))* }
}

fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Null => quote! { Literal::Null },
        Literal::Boolean(value) => quote! { Literal::Boolean(#value) },
        Literal::Number(value) => {
            let value = decimal(*value);
            quote! { Literal::Number(#value) }
        }
        Literal::String(value) => {
            let value = &**value;
            quote! { string(#value) }
        }
        Literal::Array(_) | Literal::Object(_) => nested_literal(value),
    }
}

/// A value within another: a literal all through, since what a call returns cannot be borrowed.
pub(super) fn nested_literal(value: &Literal) -> TokenStream {
    match value {
        Literal::Null | Literal::Boolean(_) | Literal::Number(_) => literal(value),
        Literal::String(value) => {
            let value = text(value);
            quote! { Literal::String(#value) }
        }
        Literal::Array(items) => {
            let items = items.iter().map(nested_literal);
            quote! { Literal::Array(Frozen(&[#(#items),*])) }
        }
        Literal::Object(members) => {
            let members = members.iter().map(|(name, value)| {
                let (name, value) = (text(name), nested_literal(value));
                quote! { (#name, #value) }
            });
            quote! { Literal::Object(Frozen(&[#(#members),*])) }
        }
    }
}

fn lookup(lookup: &Lookup) -> TokenStream {
    match lookup {
        Lookup::Scan => quote! { Scan },
        Lookup::Direct { seed, slots } => {
            let seed = proc_macro2::Literal::u16_unsuffixed(*seed);
            let slots = slots.iter().map(|it| proc_macro2::Literal::u16_unsuffixed(*it));
            quote! { direct(#seed, &[#(#slots),*]) }
        }
        Lookup::Hashed { seed, displacements, slots } => {
            let seed = proc_macro2::Literal::u8_unsuffixed(*seed);
            let displacements = displacements.iter().map(|it| proc_macro2::Literal::u16_unsuffixed(*it));
            let slots = slots.iter().map(|it| proc_macro2::Literal::u16_unsuffixed(*it));
            quote! { hashed(#seed, &[#(#displacements),*], &[#(#slots),*]) }
        }
    }
}
