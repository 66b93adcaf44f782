//! Which rules a `$schema` or a `jsonSchemaDialect` asks for: one of the dialects, or a meta-schema that picks vocabularies.

use super::report::Report;
use super::resources::Rules;
use crate::diagnostic::Code;
use crate::dialect::Dialect;
use crate::files::Base;
use crate::source::Node;

/// How many meta-schemas may name each other as theirs.
const DEEPEST: usize = 8;

/// What the vocabularies of a draft begin with.
const VOCABULARIES: [&str; 2] =
    ["https://json-schema.org/draft/2020-12/vocab/", "https://json-schema.org/draft/2019-09/vocab/"];

/// The rules that the node names; those in force, if that cannot be told, which is an error.
pub(super) fn rules_of(named: &Node, inherited: Rules, report: &mut Report<'_>) -> Rules {
    let Some(uri) = named.as_str() else { return inherited };
    match find(uri, report, DEEPEST) {
        Ok(rules) => rules,
        Err(problem) => {
            let message = format!("`{uri}` is no dialect that is known");
            let error = report.error(Code::UnsupportedVersion, named.span, message, &problem);
            report.push(error.help("expected, for example, `https://json-schema.org/draft/2020-12/schema`"));
            inherited
        }
    }
}

fn find(uri: &str, report: &Report<'_>, deepest: usize) -> Result<Rules, String> {
    if let Some(dialect) = Dialect::from_uri(uri) {
        return Ok(Rules::of(dialect));
    }
    let not_found = || "there is no such meta-schema".to_owned();
    let base = Base::parse(uri).filter(|_| deepest > 0).ok_or_else(not_found)?;
    let metaschema = report.files().load(&base).map_err(|_| not_found())?;
    let own = metaschema.root.get("$schema").and_then(Node::as_str).ok_or_else(not_found)?;
    let rules = find(own, report, deepest - 1)?;
    match metaschema.root.get("$vocabulary") {
        Some(vocabularies) => picked(vocabularies, rules),
        None => Ok(rules),
    }
}

/// The rules of a meta-schema that lists its vocabularies.
fn picked(vocabularies: &Node, rules: Rules) -> Result<Rules, String> {
    let mut picked = Rules { validates: false, asserts_formats: false, ..rules };
    for entry in vocabularies.as_mapping().into_iter().flatten() {
        let is_required = entry.value.as_bool().unwrap_or_default();
        let name = VOCABULARIES.iter().find_map(|prefix| entry.key.strip_prefix(prefix));
        match name {
            Some("validation") => picked.validates = true,
            Some("format-assertion") => picked.asserts_formats = true,
            Some("format") => picked.asserts_formats = is_required,
            Some(_) => {}
            None if is_required => return Err(format!("it requires the vocabulary `{}`", entry.key)),
            None => {}
        }
    }
    Ok(picked)
}
