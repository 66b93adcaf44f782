//! The operations of a document as the tree has them, with the parameters that apply to each.
//!
//! What the lints and the lowering both start from. Path items that are references are followed here.

use std::borrow::Cow;
use std::collections::HashSet;

use super::located::Located;
use super::references::References;
use crate::source::{Node, Span};

/// The fields of a Path Item Object that are operations.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// How many parameters are collected: a bound for documents in which references multiply what they lead to.
const MOST: usize = 1_000_000;

/// One method of one path.
pub(super) struct FoundOperation<'a> {
    pub(super) path: &'a str,
    pub(super) is_webhook: bool,
    /// The method, in small letters.
    pub(super) method: &'static str,
    pub(super) at: Located<'a>,
    /// The path's parameters that the operation does not replace, then the operation's own.
    pub(super) parameters: Vec<FoundParameter<'a>>,
    /// The path's `servers`.
    pub(super) path_servers: Option<Located<'a>>,
}

/// A parameter that applies to an operation.
#[derive(Clone)]
pub(super) struct FoundParameter<'a> {
    /// Where the list has it, which may be a reference.
    pub(super) listed: Span,
    /// The Parameter Object.
    pub(super) at: Located<'a>,
    pub(super) name: &'a str,
    pub(super) location: &'a str,
}

impl<'a> FoundParameter<'a> {
    /// What tells it from others: names of header fields have no case (RFC 9110, section 5.1).
    pub(super) fn identity(&self) -> (&'a str, Cow<'a, str>) {
        let name = if self.location == "header" {
            Cow::Owned(self.name.to_ascii_lowercase())
        } else {
            Cow::Borrowed(self.name)
        };
        (self.location, name)
    }
}

/// One path with what was found below it.
pub(super) struct FoundPath<'a> {
    /// The path, or the name of the webhook.
    pub(super) path: &'a str,
    pub(super) is_webhook: bool,
    pub(super) at: Span,
    pub(super) parameters: Vec<FoundParameter<'a>>,
    pub(super) operations: Vec<FoundOperation<'a>>,
}

/// Every path of the document, in its order, and then its webhooks; nothing if there are too many parameters.
pub(super) fn paths<'a>(root: &Located<'a>, references: &References<'a>) -> Option<Vec<FoundPath<'a>>> {
    let paths = references.members_of(root, "paths").into_iter();
    let paths = paths.filter(|(path, _)| path.starts_with('/')).map(|path| (path, false));
    let webhooks = references.members_of(root, "webhooks").into_iter().map(|webhook| (webhook, true));
    let mut left = MOST;
    let mut found = Vec::new();
    for ((path, item), is_webhook) in paths.chain(webhooks) {
        if item.node.as_mapping().is_some() {
            let path = read_path(path, is_webhook, &item, references);
            let count: usize = path.operations.iter().map(|operation| operation.parameters.len() + 1).sum();
            left = left.checked_sub(count)?;
            found.push(path);
        }
    }
    Some(found)
}

fn read_path<'a>(
    path: &'a str,
    is_webhook: bool,
    item: &Located<'a>,
    references: &References<'a>,
) -> FoundPath<'a> {
    // Beside a reference, a path item's own fields win: the specification leaves open which do.
    let target = references.follow(item.clone()).filter(|target| target.pointer != item.pointer);
    let field = |name: &str| {
        let own = item.child(name);
        own.or_else(|| target.as_ref()?.child(name)).filter(|child| !child.node.is_null())
    };
    let parameters = field("parameters").map(|list| listed(list, references)).unwrap_or_default();
    let mut found: Vec<_> = METHODS.into_iter().filter_map(|method| Some((method, field(method)?))).collect();
    found.sort_by_key(|(_, at)| at.at.start);
    let mut operations = Vec::new();
    for (method, at) in found {
        let at = references.follow(at).filter(|at| at.node.as_mapping().is_some());
        let Some(at) = at else { continue };
        let own = at.child("parameters").map(|list| listed(list, references)).unwrap_or_default();
        let replaced: HashSet<_> = own.iter().map(FoundParameter::identity).collect();
        let inherited = parameters.iter().filter(|other| !replaced.contains(&other.identity()));
        operations.push(FoundOperation {
            path,
            is_webhook,
            method,
            parameters: inherited.cloned().chain(own.iter().cloned()).collect(),
            path_servers: field("servers"),
            at,
        });
    }
    FoundPath { path, is_webhook, at: item.at, parameters, operations }
}

/// The parameters of a list, references followed; those without a name or a location were reported.
fn listed<'a>(list: Located<'a>, references: &References<'a>) -> Vec<FoundParameter<'a>> {
    let items = references.follow(list).map(|list| list.items()).unwrap_or_default();
    let mut found = Vec::with_capacity(items.len());
    for item in items {
        let listed = item.at;
        let Some(at) = references.follow(item) else { continue };
        let text = |field| at.node.get(field).and_then(Node::as_str);
        if let (Some(name), Some(location)) = (text("name"), text("in")) {
            found.push(FoundParameter { listed, at, name, location });
        }
    }
    found
}
