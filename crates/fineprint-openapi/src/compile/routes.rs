//! From servers and path templates to the tables by which an operation is found.
//!
//! Hosts are left out: which of them a message went to is not for the contract to judge.

use std::collections::BTreeMap;

use fineprint::contract::{Base, Hold, OperationId, Piece, Route, Segment};

use crate::document::{Document, Operation, Server, ServerVariable};

/// How many URLs the values of a server's variables may come to, before only their defaults count.
const MOST_URLS: usize = 64;

/// The tables, the longest base path first.
pub(super) fn bases(document: &Document) -> Vec<Hold<Base>> {
    let mut bases: BTreeMap<String, BTreeMap<&str, Vec<OperationId>>> = BTreeMap::new();
    for (operation, number) in document.operations.iter().zip(0..).filter(|(it, _)| !it.is_webhook) {
        for base in base_paths(operation) {
            let operations = bases.entry(base).or_default().entry(&operation.path).or_default();
            if !operations.contains(&OperationId(number)) {
                operations.push(OperationId(number));
            }
        }
    }
    let table = |(path, routes): (String, BTreeMap<&str, Vec<OperationId>>)| {
        let mut routes: Vec<Route> = routes
            .into_iter()
            .map(|(path, operations)| Route {
                segments: segments(path).into(),
                operations: operations.into(),
            })
            .collect();
        routes.sort_by(Route::order);
        Base { segments: segments(&path).into(), routes: routes.into() }
    };
    let mut bases: Vec<Base> = bases.into_iter().map(table).collect();
    bases.sort_by_key(|base| std::cmp::Reverse(base.segments.len()));
    bases.into_iter().map(Hold::from).collect()
}

/// What stands between the slashes of a path template.
fn segments(path: &str) -> Vec<Segment> {
    let Some(path) = path.strip_prefix('/') else { return Vec::new() };
    path.split('/').map(segment).collect()
}

fn segment(text: &str) -> Segment {
    let pieces = pieces(text);
    match pieces.as_slice() {
        [] => Segment::Fixed("".into()),
        [Piece::Text(_)] => Segment::Fixed(decoded(text).into()),
        _ => Segment::Template(pieces.into()),
    }
}

/// The text and the parameters of a segment. Braces that do not match are text; the reader has refused them in paths.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next_name(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Text(decoded(before).into()));
        }
        pieces.push(Piece::Parameter(name.into()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(decoded(rest).into()));
    }
    pieces
}

/// What stands before the first name in braces, the name, and what stands behind it.
fn next_name(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn decoded(text: &str) -> String {
    crate::files::percent_decoded(text).unwrap_or_else(|| text.to_owned())
}

/// The paths of the servers' URLs, without the slash at their end, each once. Without a server it is as if there were one with
/// the URL `/` (OpenAPI, *Server Object*).
fn base_paths(operation: &Operation) -> Vec<String> {
    let mut paths: Vec<String> = operation.servers.iter().flat_map(urls).map(|url| path_of(&url)).collect();
    if paths.is_empty() {
        paths.push(String::new());
    }
    paths.sort();
    paths.dedup();
    paths
}

/// The server's URL with each of its variables' values. A variable that may be anything stays in braces where it can be a
/// segment of the path, and else has its default.
fn urls(server: &Server) -> Vec<String> {
    let mut urls = vec![server.url.clone()];
    for variable in &server.variables {
        let place = format!("{{{}}}", variable.name);
        if !server.url.contains(&place) || is_open(variable, &server.url) {
            continue;
        }
        let default = std::slice::from_ref(&variable.default);
        let values = if variable.values.is_empty() || urls.len() * variable.values.len() > MOST_URLS {
            default
        } else {
            &variable.values
        };
        urls = urls.iter().flat_map(|url| values.iter().map(|value| url.replace(&place, value))).collect();
    }
    urls
}

/// Whether the variable can be any segment of the path.
fn is_open(variable: &ServerVariable, url: &str) -> bool {
    let place = format!("/{{{}}}", variable.name);
    let path_start = authority_end(url);
    variable.values.is_empty()
        && !variable.default.contains('/')
        && url.match_indices(&place).any(|(index, _)| index >= path_start)
}

/// The path of a URL, which can be relative to that of the document.
fn path_of(url: &str) -> String {
    let path = url.get(authority_end(url)..).unwrap_or_default();
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    if path.is_empty() || path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}

/// Where the path begins.
fn authority_end(url: &str) -> usize {
    let start = url.find("://").map(|index| index + "://".len());
    let start = start.or_else(|| url.starts_with("//").then_some("//".len()));
    start.map_or(0, |start| {
        url.get(start..).and_then(|rest| rest.find('/')).map_or(url.len(), |it| start + it)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(url: &str, variables: &[(&str, &str, &[&str])]) -> Server {
        let variable = |(name, default, values): &(&str, &str, &[&str])| ServerVariable {
            name: (*name).to_owned(),
            default: (*default).to_owned(),
            values: values.iter().map(|value| (*value).to_owned()).collect(),
        };
        Server { url: url.to_owned(), variables: variables.iter().map(variable).collect() }
    }

    #[test]
    fn a_server_stands_for_the_paths_of_its_urls() {
        for (server, expected) in [
            (server("https://example.com", &[]), &[""][..]),
            (server("https://example.com/", &[]), &[""]),
            (server("/", &[]), &[""]),
            (server("https://example.com/v1/", &[]), &["/v1"]),
            (server("//example.com/v1", &[]), &["/v1"]),
            (server("v1", &[]), &["/v1"]),
            (server("https://{region}.example.com/v1", &[("region", "eu", &[])]), &["/v1"]),
            (
                server("{scheme}://example.com/v1", &[("scheme", "https", &["http", "https"])]),
                &["/v1", "/v1"],
            ),
            (server("/{version}/api", &[("version", "v1", &["v1", "v2"])]), &["/v1/api", "/v2/api"]),
            (server("/{version}/api", &[("version", "v1", &[])]), &["/{version}/api"]),
            (server("https://a.example{base}", &[("base", "/deep/er", &[])]), &["/deep/er"]),
            (server("{url}/v1", &[("url", "https://a.example/x", &[])]), &["/x/v1"]),
        ] {
            let paths: Vec<String> = urls(&server).iter().map(|url| path_of(url)).collect();
            assert_eq!(paths, expected, "{}", server.url);
        }
    }

    #[test]
    fn segments_are_text_or_have_parameters() {
        let text = |text: &str| Piece::Text(text.into());
        let parameter = |name: &str| Piece::Parameter(name.into());
        for (path, expected) in [
            ("", vec![]),
            ("/", vec![Segment::Fixed("".into())]),
            ("/a%20b/c", vec![Segment::Fixed("a b".into()), Segment::Fixed("c".into())]),
            ("/{a}", vec![Segment::Template(vec![parameter("a")].into())]),
            (
                "/{a}.{b}:x",
                vec![Segment::Template(vec![parameter("a"), text("."), parameter("b"), text(":x")].into())],
            ),
        ] {
            assert_eq!(segments(path), expected, "{path}");
        }
    }
}
