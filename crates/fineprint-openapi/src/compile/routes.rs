//! From servers and path templates to the tables by which an operation is found.
//!
//! Hosts are left out: which of them a message went to is not for the contract to judge.

use std::collections::BTreeMap;

use fineprint::contract::{Base, Hold, OperationId, Piece, Route, Segment};

use crate::document::{Document, Operation, Server, ServerVariable};

/// How many URLs the values of a server's variables may come to, before variables stand for anything.
const MOST_URLS: usize = 64;

/// How long a URL may be: no request has a longer one.
const LONGEST_URL: usize = 8_192;

/// The tables: one for all operations that have the same servers.
pub(super) fn bases(document: &Document) -> Vec<Hold<Base>> {
    let mut bases: BTreeMap<Vec<String>, BTreeMap<&str, Vec<OperationId>>> = BTreeMap::new();
    for (operation, number) in document.operations.iter().zip(0..).filter(|(it, _)| !it.is_webhook) {
        let routes = bases.entry(base_paths(operation)).or_default();
        routes.entry(&operation.path).or_default().push(OperationId(number));
    }
    let table = |(paths, routes): (Vec<String>, BTreeMap<&str, Vec<OperationId>>)| {
        let mut paths: Vec<Vec<Segment>> = paths.iter().map(|path| segments(path)).collect();
        paths.sort_by_key(|path| std::cmp::Reverse(path.len()));
        let mut routes: Vec<Route> = routes
            .into_iter()
            .map(|(path, operations)| Route {
                segments: segments(path).into(),
                operations: operations.into(),
            })
            .collect();
        routes.sort_by(Route::order);
        Base { paths: paths.into_iter().map(Into::into).collect::<Vec<_>>().into(), routes: routes.into() }
    };
    let mut bases: Vec<Base> = bases.into_iter().map(table).collect();
    bases.sort_by_key(|base| std::cmp::Reverse(base.paths.first().map(|path| path.len())));
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

/// The server's URL with each of its variables' values. A variable that may be anything, or has too many values, stays in braces
/// where it is a part of a segment of the path; elsewhere it has its default.
fn urls(server: &Server) -> Vec<String> {
    let mut urls = vec![String::new()];
    let mut rest = &*server.url;
    while let Some((before, name, after)) = next_name(rest) {
        let place = server.url.len() - rest.len() + before.len();
        let variable = server.variables.iter().find(|variable| variable.name == name);
        let values =
            variable.map_or_else(|| vec![format!("{{{name}}}")], |it| values(it, &server.url, place));
        let values = if urls.len() * values.len() > MOST_URLS { vec![format!("{{{name}}}")] } else { values };
        urls = urls
            .iter()
            .flat_map(|url| values.iter().map(move |value| url.clone() + &filled(before, value)))
            .filter(|url| url.len() <= LONGEST_URL)
            .collect();
        rest = after;
    }
    urls.into_iter().map(|url| url + rest).collect()
}

/// A value behind what stands before it. A segment that is empty is none.
fn filled(before: &str, value: &str) -> String {
    let before = if value.is_empty() { before.strip_suffix('/').unwrap_or(before) } else { before };
    format!("{before}{value}")
}

/// What may stand in the place of a variable.
fn values(variable: &ServerVariable, url: &str, place: usize) -> Vec<String> {
    if !variable.values.is_empty() {
        return variable.values.clone();
    }
    let is_in_path = place > authority_end(url);
    match &*variable.default {
        "" if is_in_path => vec![String::new(), format!("{{{}}}", variable.name)],
        default if is_in_path && !default.contains('/') => vec![format!("{{{}}}", variable.name)],
        default => vec![default.to_owned()],
    }
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
            (server("/v{version}", &[("version", "1", &[])]), &["/v{version}"]),
            (server("/{base}/x", &[("base", "", &[])]), &["/x", "/{base}/x"]),
            (server("/{a}", &[("a", "{b}", &["{b}"]), ("b", "y", &["y"])]), &["/{b}"]),
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
