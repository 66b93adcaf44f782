//! What has been written, and which of it is called: some of what a function asks turns out not to matter, once all that it asks is
//! known.

use std::collections::{HashMap, HashSet};

use proc_macro2::{Ident, TokenStream, TokenTree};

/// A function or a static.
pub(super) struct Written {
    pub(super) name: Ident,
    pub(super) tokens: TokenStream,
}

/// Those of the items that the roots lead to, in their order.
pub(super) fn called<'i>(
    items: Vec<Written>,
    roots: impl IntoIterator<Item = &'i Ident>,
) -> Vec<TokenStream> {
    let names: HashMap<String, usize> =
        items.iter().enumerate().map(|(index, item)| (item.name.to_string(), index)).collect();
    let mut waiting: Vec<usize> =
        roots.into_iter().filter_map(|root| names.get(&root.to_string()).copied()).collect();
    let mut called: HashSet<usize> = waiting.iter().copied().collect();
    while let Some(item) = waiting.pop().and_then(|index| items.get(index)) {
        each_name(&item.tokens, &mut |name| {
            if let Some(index) = names.get(&name.to_string()).copied()
                && called.insert(index)
            {
                waiting.push(index);
            }
        });
    }
    let items = items.into_iter().enumerate().filter(|(index, _)| called.contains(index));
    items.map(|(_, item)| item.tokens).collect()
}

fn each_name(tokens: &TokenStream, visit: &mut impl FnMut(&Ident)) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(name) => visit(&name),
            TokenTree::Group(group) => each_name(&group.stream(), visit),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
