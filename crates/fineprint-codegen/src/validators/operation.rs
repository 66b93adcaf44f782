//! The operations: a module for each with its tables, and a checker for each body of JSON.

use fineprint::contract::{
    Body, Encoding, MediaType, Operation, Parameter, ParameterValue, Response, Schema, SecurityRequirement,
    Status,
};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{ToTokens as _, quote};

use super::Source;
use super::names::file_name;
use super::schema::Printer;
use super::tables::{number_of, prose, text, variant};
use crate::files::Item;
use crate::{Error, GeneratedFile};
use fineprint::contract::media::is_json;

/// `operations/`: the list of all, and their modules.
pub(super) fn modules(source: &Source<'_>) -> Vec<Result<GeneratedFile, Error>> {
    let names = &source.names.operations;
    let count = number_of(names.len());
    let items = [
        Item::plain(quote! { #(pub mod #names;)* }),
        Item::plain(quote! { use fineprint::contract::freeze::*; }),
        Item::plain(quote! {
            pub(crate) static OPERATIONS: [Hold<Operation>; #count] = [#(Frozen(&#names::OPERATION)),*];
        }),
    ];
    let docs = "The operations, one file for each.";
    let root = GeneratedFile::rust("src/operations/mod.rs", source.file, docs, &items);
    let modules = names.iter().zip(source.contract.operations.iter()).enumerate();
    let modules = modules.map(|(index, (name, operation))| module(source, name, operation, index));
    [root].into_iter().chain(modules).collect()
}

/// What a body is called: without its media type where that is the only or the usual one.
pub(super) fn body_name(prefix: &str, content: &[MediaType], media_type: &MediaType) -> String {
    if content.len() == 1 || &*media_type.range == "application/json" {
        prefix.to_owned()
    } else {
        format!("{prefix} {}", media_type.range.replace("*/*", "any").replace('*', "any"))
    }
}

fn module(
    source: &Source<'_>,
    name: &Ident,
    operation: &Operation,
    index: usize,
) -> Result<GeneratedFile, Error> {
    let tables = Printer::new(source, &operation.pointer, []);
    let mut printer = OperationPrinter { tables, source, checkers: Vec::new(), uses_shared: false };
    let table = printer.operation(operation);
    let (parts, uses_ids) = printer.tables.finish();
    let ids = uses_ids.then(|| quote! { use crate::ids; });
    let contract = (!printer.checkers.is_empty()).then(|| quote! { use crate::CONTRACT; });
    let shared = printer.uses_shared.then(|| quote! { use crate::shared; });
    let mut items = vec![Item::plain(quote! { use fineprint::contract::freeze::*; #contract #ids #shared })];
    items.extend(printer.checkers);
    let doc = format!(" `{}`", &*operation.pointer);
    items.push(Item::plain(quote! { #[doc = #doc] pub static OPERATION: Operation = #table; }));
    items.extend(parts);

    let mut docs = format!("`{} {}`", &*operation.method, operation.path.replace('`', ""));
    if let Some(summary) = source.document.operations.get(index).and_then(|it| it.summary.as_deref()) {
        docs.push_str(": ");
        docs.push_str(&prose(summary));
    }
    GeneratedFile::rust(&format!("src/operations/{}", file_name(name)), source.file, &docs, &items)
}

/// Which message a body belongs to.
#[derive(Clone, Copy)]
enum Message {
    Request,
    Response,
}

/// A list of bodies, each with the name of its checker.
struct Content<'o> {
    message: Message,
    prefix: String,
    bodies: Vec<(&'o MediaType, Ident)>,
}

/// Prints an operation. Its lists are statics, and so are the schemas of bodies, to which both a table and a checker refer.
struct OperationPrinter<'n> {
    tables: Printer<'n>,
    source: &'n Source<'n>,
    checkers: Vec<Item>,
    uses_shared: bool,
}

impl OperationPrinter<'_> {
    fn operation(&mut self, operation: &Operation) -> TokenStream {
        let Operation {
            pointer,
            id,
            method,
            path,
            is_webhook,
            parameters,
            request_body,
            responses,
            security,
        } = operation;
        // Checkers are public, so they have their names before anything else has.
        let request =
            request_body.as_ref().map(|body| self.named(Message::Request, "REQUEST", &body.content));
        let contents: Vec<(&Response, Content<'_>)> = responses
            .iter()
            .map(|it| (it, self.named(Message::Response, &response_name(it.status), &it.content)))
            .collect();

        let id = option(id.as_ref().map(|id| text(id)));
        let [pointer, method, path] = [pointer, method, path].map(|it| text(it));
        let parameters = self.parameters("PARAMETERS", parameters);
        let body = request_body.as_ref().zip(request).map(|(body, content)| self.body(body, &content));
        let body = option(body);
        let responses: Vec<TokenStream> =
            contents.iter().map(|(response, content)| self.response(response, content)).collect();
        let security = security.iter().map(requirement);
        quote! {
            Operation {
                pointer: #pointer,
                id: #id,
                method: #method,
                path: #path,
                is_webhook: #is_webhook,
                parameters: Frozen(#parameters),
                request_body: #body,
                responses: Frozen(&[#(#responses),*]),
                security: Frozen(&[#(#security),*]),
            }
        }
    }

    fn named<'o>(&mut self, message: Message, prefix: &str, content: &'o [MediaType]) -> Content<'o> {
        let bodies = content.iter().map(|it| (it, self.tables.take(&body_name(prefix, content, it))));
        Content { message, prefix: prefix.to_owned(), bodies: bodies.collect() }
    }

    fn parameters(&mut self, name: &str, parameters: &[Parameter]) -> TokenStream {
        let (shared, uses_shared) = (&self.source.shared, &mut self.uses_shared);
        self.tables.add_list(name, &quote! { Parameter }, parameters, |tables, it| {
            let Some(call) = shared.at(&it.pointer) else { return parameter(tables, it) };
            *uses_shared = true;
            call.clone()
        })
    }

    fn body(&mut self, body: &Body, content: &Content<'_>) -> TokenStream {
        let (pointer, required) = (text(&body.pointer), body.required);
        let content = self.content(content);
        quote! { Body { pointer: #pointer, required: #required, content: Frozen(#content) } }
    }

    fn response(&mut self, response: &Response, content: &Content<'_>) -> TokenStream {
        let pointer = text(&response.pointer);
        let status = match response.status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(code);
                quote! { Status::Code(#code) }
            }
            Status::Range(class) => {
                let class = Literal::u8_unsuffixed(class);
                quote! { Status::Range(#class) }
            }
            Status::Default => quote! { Status::Default },
        };
        let headers = self.parameters(&format!("{} HEADERS", content.prefix), &response.headers);
        let content = self.content(content);
        quote! {
            Response {
                pointer: #pointer,
                status: #status,
                headers: Frozen(#headers),
                content: Frozen(#content),
            }
        }
    }

    fn content(&mut self, content: &Content<'_>) -> TokenStream {
        let name = format!("{} CONTENT", content.prefix);
        let (shared, uses_shared) = (&self.source.shared, &mut self.uses_shared);
        let checkers = &mut self.checkers;
        self.tables.add_list(&name, &quote! { MediaType }, &content.bodies, |tables, (media_type, name)| {
            let schema = media_type.schema.as_deref().map(|schema| {
                let static_name = if let Some(path) = shared.at(&schema.pointer) {
                    *uses_shared = true;
                    path.clone()
                } else {
                    tables.schema_named(&name.to_string(), schema).into_token_stream()
                };
                if is_json(&media_type.range) {
                    checkers.push(checker(name, content.message, media_type, &static_name));
                }
                quote! { &#static_name }
            });
            self::media_type(tables, media_type, schema)
        })
    }
}

fn response_name(status: Status) -> String {
    match status {
        Status::Code(code) => format!("RESPONSE_{code}"),
        Status::Range(class) => format!("RESPONSE_{class}XX"),
        Status::Default => String::from("RESPONSE_DEFAULT"),
    }
}

fn checker(name: &Ident, message: Message, media_type: &MediaType, schema: &TokenStream) -> Item {
    let part = match message {
        Message::Request => quote! { Part::RequestBody, Direction::Request },
        Message::Response => quote! { Part::ResponseBody, Direction::Response },
    };
    let doc = format!(" `{}`", &*media_type.pointer);
    Item::plain(quote! {
        #[doc = #doc]
        pub static #name: Checker<'static> = Checker::new(&CONTRACT, &#schema, #part);
    })
}

/// A row of a list of parameters.
pub(super) fn parameter(tables: &mut Printer<'_>, parameter: &Parameter) -> TokenStream {
    let Parameter { pointer, name, location, required, value } = parameter;
    let (pointer, name, location) = (&**pointer, &**name, variant(location));
    let value = match value {
        ParameterValue::Styled { style, explode, allow_reserved, allow_empty_value, schema } => {
            let style = variant(style);
            let schema = tables.schema_static(schema);
            quote! {
                Styled {
                    style: Style::#style,
                    explode: #explode,
                    allow_reserved: #allow_reserved,
                    allow_empty_value: #allow_empty_value,
                    schema: Frozen(&#schema),
                }
            }
        }
        ParameterValue::Content(media_type) => {
            let name = tables.take(&format!("{name} MEDIA_TYPE"));
            tables.add(&name, &quote! { MediaType }, |tables| {
                let schema = media_type.schema.as_deref().map(|schema: &Schema| {
                    let schema = tables.schema_static(schema);
                    quote! { &#schema }
                });
                self::media_type(tables, media_type, schema)
            });
            quote! { Content(Frozen(&#name)) }
        }
    };
    quote! { parameter(#pointer, #name, Location::#location, #required, #value) }
}

/// A row of a list of media types. What `encoding` says of a form is a static of its own.
fn media_type(tables: &mut Printer<'_>, media_type: &MediaType, schema: Option<TokenStream>) -> TokenStream {
    let (pointer, range, schema) = (&*media_type.pointer, &*media_type.range, option(schema));
    if media_type.encoding.is_empty() {
        return quote! { media_type(#pointer, #range, #schema) };
    }
    let name = tables.pointer_name(&media_type.pointer, "encoding");
    let encoding = tables.add_list(&name, &quote! { PropertyEncoding }, &media_type.encoding, encoding);
    quote! { form(#pointer, #range, #schema, #encoding) }
}

fn encoding(tables: &mut Printer<'_>, encoding: &Encoding) -> TokenStream {
    let Encoding { pointer, property, content_type, headers, style, explode, allow_reserved } = encoding;
    let name = tables.pointer_name(pointer, "headers");
    let headers = tables.add_list(&name, &quote! { Parameter }, headers, parameter);
    let [pointer, property] = [pointer, property].map(|it| text(it));
    let content_type = content_type.iter().map(|it| text(it));
    let style = option(style.as_ref().map(|style| {
        let style = variant(style);
        quote! { Style::#style }
    }));
    quote! {
        PropertyEncoding {
            pointer: #pointer,
            property: #property,
            content_type: Frozen(&[#(#content_type),*]),
            headers: Frozen(#headers),
            style: #style,
            explode: #explode,
            allow_reserved: #allow_reserved,
        }
    }
}

fn requirement(requirement: &SecurityRequirement) -> TokenStream {
    let schemes = requirement.schemes.iter().map(|(name, scopes)| {
        let (name, scopes) = (text(name), scopes.iter().map(|scope| text(scope)));
        quote! { (#name, Frozen(&[#(#scopes),*])) }
    });
    quote! { SecurityRequirement { schemes: Frozen(&[#(#schemes),*]) } }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or(quote! { None }, |value| quote! { Some(#value) })
}
