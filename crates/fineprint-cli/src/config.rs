//! What `fineprint.yaml` says, or what holds without one. Nothing here opens a file.
//!
//! Its mistakes are told like those of a document: with an excerpt, and the name that was probably meant.

mod settings;

use std::path::Path;
use std::sync::Arc;

use fineprint_codegen::{Dates, Dependency, TypeOverrides};
use fineprint_openapi::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use fineprint_openapi::source::{Mapping, Node, SourceFile, Span, Value, parse};
pub use settings::{ContractSettings, TypePlaces};

/// A workspace's settings.
#[derive(Debug, Default)]
pub struct Config {
    /// What to generate; `None` where the configuration leaves it to the documents in `spec/`.
    pub contracts: Option<Vec<ContractSettings>>,
    /// The `fineprint` crate; a path is relative to the root.
    pub fineprint: Dependency,
}

impl Config {
    /// Reads a configuration.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it.
    pub fn read(file: &Arc<SourceFile>) -> Result<Self, Diagnostics> {
        let root = match parse(file) {
            Ok(parsed) => parsed.root,
            // A file of comments says nothing, and so nothing different.
            Err(found) if found.iter().all(|it| it.code == Code::EmptyDocument) => return Ok(Self::default()),
            Err(found) => return Err(found),
        };
        let mut reader = Reader { file, found: Diagnostics::new() };
        let config = reader.config(&root).unwrap_or_default();
        if reader.found.has_errors() { Err(reader.found.sorted()) } else { Ok(config) }
    }
}

/// Walks the configuration's tree. A method that finds a mistake notes it, and hands back `None` or leaves the default.
struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    found: Diagnostics,
}

impl Reader<'_> {
    fn config(&mut self, node: &Node) -> Option<Config> {
        let mapping = self.object(node, "the configuration", &["contracts", "fineprint"])?;
        let mut config = Config::default();
        if let Some(contracts) = mapping.get("contracts") {
            let items = self.items(contracts, "`contracts`")?;
            config.contracts = Some(items.iter().filter_map(|item| self.contract(item)).collect());
        }
        if let Some(node) = mapping.get("fineprint") {
            config.fineprint = self.fineprint(node).unwrap_or_default();
        }
        Some(config)
    }

    fn contract(&mut self, node: &Node) -> Option<ContractSettings> {
        let keys = [
            "spec",
            "name",
            "models",
            "validators",
            "only",
            "tags",
            "dates",
            "open_enums",
            "split_directions",
            "request_types",
            "shortcuts",
            "types",
            "dependencies",
            "resolve",
            "allow_outside",
            "ref_siblings",
        ];
        let mapping = self.object(node, "a contract", &keys)?;
        let Some(spec_node) = mapping.get("spec") else {
            self.wrong(node.span, "a contract without `spec`", "which document is it generated from?");
            return None;
        };
        let spec = self.path(spec_node, "`spec`")?;
        let name = mapping.get("name").and_then(|node| self.string(node, "`name`"));
        let mut settings = match name {
            Some(name) => ContractSettings::named(&spec, name),
            None => ContractSettings::new(&spec),
        };
        settings.place = Some((Arc::clone(self.file), spec_node.span));
        if let Some(folder) = mapping.get("models").and_then(|node| self.path(node, "`models`")) {
            settings.models = folder;
        }
        if let Some(folder) = mapping.get("validators").and_then(|node| self.path(node, "`validators`")) {
            settings.validators = folder;
        }
        if let Some(dates) = mapping.get("dates").and_then(|node| self.dates(node)) {
            settings.dates = dates;
        }
        for (key, flag) in [
            ("open_enums", &mut settings.open_enums),
            ("split_directions", &mut settings.split_directions),
            ("request_types", &mut settings.request_types),
            ("shortcuts", &mut settings.shortcuts),
            ("allow_outside", &mut settings.reading.allow_outside),
            ("ref_siblings", &mut settings.reading.ref_siblings),
        ] {
            if let Some(node) = mapping.get(key) {
                *flag =
                    node.as_bool().or_else(|| self.wrong_type(node, &format!("`{key}`"), "true or false"))?;
            }
        }
        for entry in
            mapping.get("resolve").and_then(|node| self.any_object(node, "`resolve`")).into_iter().flatten()
        {
            if let Some(folder) = self.path(&entry.value, "a folder") {
                settings.reading.resolve.push((entry.key.clone(), folder.into()));
            }
        }
        if let Some(node) = mapping.get("types") {
            (settings.types, settings.type_places) = self.types(node).unwrap_or_default();
        }
        if let Some(node) = mapping.get("dependencies") {
            settings.dependencies = self.dependencies(node, &settings.models).unwrap_or_default();
        }
        for (key, names) in [("only", &mut settings.selection.only), ("tags", &mut settings.selection.tags)] {
            if let Some(node) = mapping.get(key) {
                *names = self.names(node, &format!("`{key}`")).unwrap_or_default();
            }
        }
        Some(settings)
    }

    /// A list of names. An empty one would leave nothing to generate.
    fn names(&mut self, node: &Node, what: &str) -> Option<Vec<String>> {
        let items = self.items(node, what)?;
        if items.is_empty() {
            self.wrong(node.span, format!("{what} names nothing"), "leave it out to generate everything");
        }
        items.iter().map(|item| self.string(item, "a name").map(str::to_owned)).collect()
    }

    fn dates(&mut self, node: &Node) -> Option<Dates> {
        let names = ["chrono", "jiff", "string"];
        match self.string(node, "`dates`")? {
            "chrono" => Some(Dates::Chrono),
            "jiff" => Some(Dates::Jiff),
            "string" => Some(Dates::String),
            other => {
                self.unknown(node.span, other, "`dates`", &names);
                None
            }
        }
    }

    fn types(&mut self, node: &Node) -> Option<(TypeOverrides, TypePlaces)> {
        let mapping = self.object(node, "`types`", &["formats", "schemas"])?;
        let (mut types, mut places) = (TypeOverrides::default(), TypePlaces::default());
        for (key, overrides, places) in [
            ("formats", &mut types.formats, &mut places.formats),
            ("schemas", &mut types.schemas, &mut places.schemas),
        ] {
            let Some(entries) = mapping.get(key) else { continue };
            for entry in self.any_object(entries, &format!("`{key}`"))? {
                let Some(text) = self.string(&entry.value, "a type") else { continue };
                places.push((entry.key.clone(), entry.key_span));
                match TypeOverrides::parse([(entry.key.as_str(), text)], []) {
                    Ok(parsed) => overrides.extend(parsed.formats),
                    Err(_) => self.wrong(
                        entry.value.span,
                        format!("`{text}` is no Rust type"),
                        "such as `rust_decimal::Decimal`",
                    ),
                }
            }
        }
        Some((types, places))
    }

    /// The lines of `[dependencies]`: a text is a version, an object an inline table.
    fn dependencies(&mut self, node: &Node, crate_folder: &str) -> Option<Vec<(String, String)>> {
        let mut lines = Vec::new();
        for entry in self.any_object(node, "`dependencies`")? {
            let line = match &entry.value.value {
                Value::Mapping(table) => self.inline_table(table, crate_folder),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Sequence(_) => {
                    self.string(&entry.value, "a version").map(toml_string)
                }
            };
            lines.extend(line.map(|line| (entry.key.clone(), line)));
        }
        Some(lines)
    }

    fn inline_table(&mut self, table: &Mapping, crate_folder: &str) -> Option<String> {
        let mut members = Vec::new();
        for entry in table {
            let value = match (&entry.value.value, entry.key.as_str()) {
                (Value::String(path), "path") => toml_string(&relative(crate_folder, path)),
                (Value::String(text), _) => toml_string(text),
                (Value::Bool(value), _) => value.to_string(),
                (Value::Sequence(items), _) => {
                    let texts = items.iter().map(|item| self.string(item, "an item").map(toml_string));
                    format!("[{}]", texts.collect::<Option<Vec<String>>>()?.join(", "))
                }
                (Value::Null | Value::Number(_) | Value::Mapping(_), _) => {
                    let message = "a dependency is described by strings, booleans and lists of strings";
                    self.wrong(entry.value.span, message, "");
                    return None;
                }
            };
            members.push(format!("{} = {value}", toml_key(&entry.key)));
        }
        Some(format!("{{ {} }}", members.join(", ")))
    }

    fn fineprint(&mut self, node: &Node) -> Option<Dependency> {
        let mapping = self.object(node, "`fineprint`", &["version", "path"])?;
        match (mapping.get("version"), mapping.get("path")) {
            (Some(version), None) => Some(Dependency::Version(self.string(version, "`version`")?.to_owned())),
            (None, Some(path)) => Some(Dependency::Path(self.string(path, "`path`")?.to_owned())),
            (None, None) | (Some(_), Some(_)) => {
                self.wrong(node.span, "`fineprint` has either a `version` or a `path`", "");
                None
            }
        }
    }

    /// A path below the root, in its shortest form.
    fn path(&mut self, node: &Node, what: &str) -> Option<String> {
        let text = self.string(node, what)?;
        let parts: Vec<&str> = text.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
        let leaves = text.starts_with('/') || text.contains(['\\', ':']) || parts.contains(&"..");
        if leaves || parts.is_empty() {
            let message = format!("{what} must lie below the workspace's root");
            self.wrong(node.span, message, "a relative path without `..`, with `/` between its parts");
            return None;
        }
        Some(parts.join("/"))
    }

    fn object<'n>(&mut self, node: &'n Node, what: &str, keys: &[&str]) -> Option<&'n Mapping> {
        let mapping = self.any_object(node, what)?;
        for entry in mapping {
            if !keys.contains(&entry.key.as_str()) {
                self.unknown(entry.key_span, &entry.key, what, keys);
            }
        }
        Some(mapping)
    }

    fn any_object<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n Mapping> {
        node.as_mapping().or_else(|| self.wrong_type(node, what, "an object"))
    }

    fn items<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n [Node]> {
        node.as_sequence().or_else(|| self.wrong_type(node, what, "a list"))
    }

    fn string<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        node.as_str().or_else(|| self.wrong_type(node, what, "a string"))
    }

    fn wrong_type<T>(&mut self, node: &Node, what: &str, wanted: &str) -> Option<T> {
        let label = format!("this is of type {}", node.value.type_name());
        self.wrong(node.span, format!("{what} is not {wanted}"), label);
        None
    }

    fn unknown(&mut self, span: Span, name: &str, what: &str, names: &[&str]) {
        let label = match suggest(name, names.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("known here: {}", names.join(", ")),
        };
        self.wrong(span, format!("`{name}` means nothing in {what}"), label);
    }

    fn wrong(&mut self, span: Span, message: impl Into<String>, label: impl Into<String>) {
        self.found.push(Diagnostic::error(Code::InvalidSetting, message).at(self.file, span, label));
    }
}

/// A path that is relative to the root, as seen from a folder below the root.
pub fn relative(folder: &str, path: &str) -> String {
    if Path::new(path).is_absolute() {
        return path.to_owned();
    }
    let parts = |text: &'_ str| -> Vec<String> {
        text.split('/').filter(|part| !matches!(*part, "" | ".")).map(str::to_owned).collect()
    };
    let (from, to) = (parts(folder), parts(path));
    let shared = from.iter().zip(&to).take_while(|(left, right)| left == right).count();
    let up = from.iter().skip(shared).map(|_| "..");
    let down = to.iter().skip(shared).map(String::as_str);
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// A bare key of TOML if it can be one.
fn toml_key(key: &str) -> String {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !key.is_empty() && key.bytes().all(bare) { key.to_owned() } else { toml_string(key) }
}

/// A basic string of TOML. JSON's escapes are a part of TOML's.
fn toml_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::args::Arguments;

    #[test]
    fn paths_are_seen_from_the_crate() {
        for (folder, path, expected) in [
            ("crates/a-validators", "crates/fineprint", "../fineprint"),
            ("generated/deep/a", "crates/fineprint", "../../../crates/fineprint"),
            ("a", "./fineprint", "../fineprint"),
            ("crates/a", "../fineprint", "../../../fineprint"),
            ("crates/a", "crates/a/x", "x"),
            ("crates/a", "/opt/fineprint", "/opt/fineprint"),
        ] {
            assert_eq!(relative(folder, path), expected, "{path} from {folder}");
        }
    }

    #[test]
    fn the_example_of_the_help_is_read() {
        let arguments = Arguments::command();
        let codegen = arguments.find_subcommand("codegen").unwrap();
        let help = codegen.get_after_help().unwrap().to_string();
        let from_example = help.lines().skip_while(|line| *line != "  contracts:");
        let example: Vec<&str> = from_example.take_while(|line| !line.is_empty()).collect();
        let file = Arc::new(SourceFile::new("fineprint.yaml", example.join("\n")));

        let config = Config::read(&file).unwrap();
        assert_eq!(config.fineprint, Dependency::Path("../fineprint/crates/fineprint".to_owned()));
        let contracts = config.contracts.unwrap();
        let [contract] = contracts.as_slice() else { panic!("{contracts:?}") };
        assert!(contract.types.schemas.contains_key("Money"));
        let dependencies = [("money", "{ path = \"../money\" }")];
        let expected: Vec<(String, String)> =
            dependencies.into_iter().map(|(name, line)| (name.to_owned(), line.to_owned())).collect();
        assert_eq!(contract.dependencies, expected);
    }

    #[test]
    fn a_document_alone_says_how_its_crates_are_named() {
        let settings = ContractSettings::new("spec/billing.v2.yaml");
        assert_eq!(settings.name, "billing.v2");
        assert_eq!(settings.models, "crates/billing.v2-models");
    }
}
