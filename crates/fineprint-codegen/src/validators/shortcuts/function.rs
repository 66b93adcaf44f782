//! The functions of schemas for values of one kind.

use fineprint::contract::{ComponentId, Constraint, Contract, Schema, Type, TypeSet};
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use super::Printer;
use super::glance::glance;
use super::kind::Kind;
use super::manner::Manner;
use super::test::Test;
use super::written::Written;

/// What is known of the function of a schema for one kind.
#[derive(Clone, Debug)]
pub(super) enum Function {
    /// It is being written, under that name, which somebody may have called already.
    Begun { name: Ident, is_called: bool },
    /// There is no need for it.
    Known(bool),
    /// It is there, or will be.
    Named(Ident),
}

/// Where a node is seen from: what its function is handed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// From another schema of the same node.
    Here,
    /// From the array or object around it.
    Below,
}

impl Place {
    /// The variable that holds it.
    pub(super) fn variable(self) -> Ident {
        match self {
            Self::Here => format_ident!("walk"),
            Self::Below => format_ident!("below"),
        }
    }
}

/// So many references in a row are followed to a schema that is more than a reference; it does no harm to stop before.
const MOST_REFERENCES: usize = 64;

impl<'c> Printer<'c> {
    /// Whether a value of that kind meets a schema.
    pub(super) fn test(&mut self, schema: &'c Schema, kind: Kind, place: Place) -> Test {
        let target = referred(self.contract, schema);
        if !std::ptr::eq(target, schema) {
            self.refer(target, kind, place)
        } else if kind.is_container() {
            self.call(schema, kind, place)
        } else {
            self.scalar(schema, kind, place)
        }
    }

    /// Whether a value meets what a `$ref` leads to: by a function that is written later, since a chain of references may be as long as
    /// the document, unless a glance tells.
    pub(super) fn refer(&mut self, target: &'c Schema, kind: Kind, place: Place) -> Test {
        let key = (std::ptr::from_ref(target), kind);
        if !self.functions.contains_key(&key) {
            let function = if let Some(is_met) = glance(self.contract, target, kind) {
                Function::Known(is_met)
            } else {
                self.waiting.push_back((target, kind));
                Function::Named(self.take(&target.pointer, kind.name()))
            };
            self.functions.insert(key, function);
        }
        self.call(target, kind, place)
    }

    /// Whether a value meets a schema: by a function of its own, which is written now if it is neither there nor to come.
    pub(super) fn call(&mut self, schema: &'c Schema, kind: Kind, place: Place) -> Test {
        let key = (std::ptr::from_ref(schema), kind);
        let name = match self.functions.get_mut(&key) {
            Some(Function::Known(is_met)) => return Test::known(*is_met),
            Some(Function::Named(name)) => name.clone(),
            Some(Function::Begun { name, is_called }) => {
                *is_called = true;
                name.clone()
            }
            None => match self.begin(schema, kind) {
                Ok(name) => name,
                Err(is_met) => return Test::known(is_met),
            },
        };
        let (variable, walk) = (kind.variable(), (!self.is_plain(schema)).then(|| place.variable()));
        let arguments = variable.into_iter().chain(walk);
        Test::call(quote! { #name(#(#arguments),*) })
    }

    /// Writes a function, unless all is known without.
    fn begin(&mut self, schema: &'c Schema, kind: Kind) -> Result<Ident, bool> {
        let key = (std::ptr::from_ref(schema), kind);
        let name = self.take(&schema.pointer, kind.name());
        self.functions.insert(key, Function::Begun { name: name.clone(), is_called: false });
        let slot = self.items.len();
        let body = self.body(schema, kind);
        let is_called = matches!(self.functions.get(&key), Some(Function::Begun { is_called: true, .. }));
        if !body.is_asked() && !is_called {
            self.names.release(&name.to_string());
            self.functions.insert(key, Function::Known(body.is_yes()));
            return Err(body.is_yes());
        }
        self.functions.insert(key, Function::Named(name.clone()));
        self.insert(slot, &name, schema, kind, body);
        Ok(name)
    }

    /// Writes the functions that have been promised, and those that these need.
    pub(super) fn write_waiting(&mut self) {
        while let Some((schema, kind)) = self.waiting.pop_front() {
            if let Some(Function::Named(name)) =
                self.functions.get(&(std::ptr::from_ref(schema), kind)).cloned()
            {
                let slot = self.items.len();
                let body = self.body(schema, kind);
                self.insert(slot, &name, schema, kind, body);
            }
        }
    }

    fn body(&mut self, schema: &'c Schema, kind: Kind) -> Test {
        let is_counting = self.manner(schema) == Manner::Counting;
        match kind {
            Kind::Array => self.array(schema),
            Kind::Object => self.object(schema),
            Kind::Null | Kind::Boolean | Kind::Number | Kind::String => {
                match self.scalar(schema, kind, Place::Here) {
                    Test::Ask(_, tokens) if is_counting && mentions(&tokens, "walk") => {
                        Test::block(quote! { let Some(walk) = walk.here() else { return false }; #tokens })
                    }
                    test @ (Test::Yes | Test::No | Test::Ask(..)) => test,
                }
            }
        }
    }

    /// Inserts a function before those that it calls.
    fn insert(&mut self, slot: usize, name: &Ident, schema: &Schema, kind: Kind, body: Test) {
        let body = body.tokens();
        let walk = (!self.is_plain(schema)).then(|| {
            let walk = parameter(&body, "walk");
            quote! { #walk: Walk<'_> }
        });
        let parameter = kind.variable().zip(kind.parameter()).map(|(variable, ty)| {
            let variable = parameter(&body, &variable.to_string());
            quote! { #variable: #ty }
        });
        let parameters = parameter.into_iter().chain(walk);
        let doc = format!(" `{}`: {}", &*schema.pointer, kind.name());
        let tokens = quote! {
            #[doc = #doc]
            fn #name(#(#parameters),*) -> bool { #body }
        };
        self.items.insert(slot.min(self.items.len()), Written { name: name.clone(), tokens });
    }
}

/// What a schema refers to that is nothing but a `$ref`; else the schema itself.
pub(super) fn referred<'c>(contract: &'c Contract, schema: &'c Schema) -> &'c Schema {
    let mut schema = schema;
    for _ in 0..MOST_REFERENCES {
        let [Constraint::Ref(id)] = schema.constraints() else { break };
        let Some(target) = component(contract, *id) else { break };
        schema = target;
    }
    schema
}

/// What a number in the contract stands for.
pub(super) fn component(contract: &Contract, id: ComponentId) -> Option<&Schema> {
    contract.components.get(usize::try_from(id.0).ok()?).map(|schema| &**schema)
}

/// The keyword `type`, where it is there.
pub(super) fn types(schema: &Schema) -> TypeSet {
    let stated = schema
        .constraints()
        .iter()
        .find_map(|constraint| if let Constraint::Type(types) = constraint { Some(*types) } else { None });
    stated.unwrap_or(TypeSet::ANY)
}

/// Whether a number must be an integer.
pub(super) fn wants_integer(types: TypeSet) -> bool {
    types.admits(Type::Integer) && !types.admits(Type::Number)
}

/// A parameter of a function: without a name, if its body has no use for it.
pub(super) fn parameter(body: &TokenStream, name: &str) -> TokenStream {
    if mentions(body, name) {
        format_ident!("{name}").into_token_stream()
    } else {
        quote! { _ }
    }
}

/// Whether a name stands in the code.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
