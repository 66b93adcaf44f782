//! What the caller may choose about generated crates.

use indexmap::IndexMap;

use crate::{Error, ErrorKind};

/// How crates are generated.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Options {
    /// What both crates are named after: `organizations` gives `organizations-models` and `organizations-validators`.
    pub name: String,
    /// The types of dates and times in models.
    pub dates: Dates,
    /// Whether enums of responses have a variant `Unknown` for values that the document does not list, so that models of a
    /// client read what a newer server sends. The contract still refuses such values. Constants stay closed.
    pub open_enums: bool,
    /// Whether a component that is sent both ways, and of which `readOnly` or `writeOnly` demand other properties in a request
    /// than in a response, becomes two types: `OrganizationRequest` and `OrganizationResponse`. Otherwise it is one type, in
    /// which these properties are optional.
    pub split_directions: bool,
    /// Whether each operation has a type of its whole request, parameters and body in one struct: `UpdateOrganizationInput`, for
    /// `Contract::decode` of the runtime's feature `http`. Documents with many operations compile noticeably longer with them.
    pub request_types: bool,
    /// Whether the schemas of bodies and components are written as functions, too, which decide most parsed values in a fraction of the
    /// time that the tables take: `Checker::check_value` asks them first. They make the validators crate larger, and longer to compile.
    pub shortcuts: bool,
    /// Types to use in place of generated ones.
    pub types: TypeOverrides,
    /// Further dependencies of the models crate, for the types that are named in `types`: a package's name, and what stands
    /// to the right of it in `[dependencies]`, for instance `"1"` or `{ version = "1", features = ["serde"] }`.
    pub dependencies: IndexMap<String, String>,
    /// Where the validators crate finds the `fineprint` crate.
    pub fineprint: Dependency,
}

impl Options {
    /// The defaults, for crates named after `name`.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            dates: Dates::default(),
            open_enums: false,
            split_directions: false,
            request_types: false,
            shortcuts: false,
            types: TypeOverrides::default(),
            dependencies: IndexMap::new(),
            fineprint: Dependency::default(),
        }
    }

    /// Whether cargo takes the name and the dependencies.
    pub(crate) fn check(&self) -> Result<(), Vec<Error>> {
        let mut errors = Vec::new();
        for name in std::iter::once(&self.name).chain(self.dependencies.keys()) {
            if !is_package_name(name) {
                errors.push(Error::new(name, ErrorKind::CrateName));
            }
        }
        for (name, text) in &self.dependencies {
            if text.trim().is_empty() || text.contains(['\n', '\r']) {
                errors.push(Error::new(name, ErrorKind::DependencyText));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// The types of dates and times in models.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// `chrono::NaiveDate` and `chrono::DateTime<chrono::FixedOffset>`, which keeps the offset.
    #[default]
    Chrono,
    /// `jiff::civil::Date` and `jiff::Timestamp`, which keeps the instant.
    Jiff,
    /// `String`
    String,
}

/// Where a dependency comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dependency {
    /// From the registry, by a version requirement.
    Version(String),
    /// From a folder, relative to the generated crate.
    Path(String),
}

impl Default for Dependency {
    fn default() -> Self {
        Self::Version(String::from("0.1"))
    }
}

/// Types to use in place of generated ones. They implement what the models derive: `Debug`, `Clone`, `PartialEq`,
/// `Serialize`, `Deserialize` and `JsonSchema`.
///
/// ```
/// use fineprint_codegen::TypeOverrides;
///
/// let types = TypeOverrides::parse([("decimal", "rust_decimal::Decimal")], [("Money", "my_money::Money")])?;
/// assert!(types.formats.contains_key("decimal"));
/// # Ok::<(), Vec<fineprint_codegen::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct TypeOverrides {
    /// By the value of `format`.
    pub formats: IndexMap<String, syn::Type>,
    /// By the name in `components/schemas`; an overridden schema is not generated.
    pub schemas: IndexMap<String, syn::Type>,
}

impl TypeOverrides {
    /// Reads the types from texts.
    ///
    /// # Errors
    ///
    /// One for each text that is no Rust type.
    pub fn parse<'a>(
        formats: impl IntoIterator<Item = (&'a str, &'a str)>,
        schemas: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<Error>> {
        let mut errors = Vec::new();
        let mut parse = |what: &str, name: &str, text: &str| {
            syn::parse_str::<syn::Type>(text)
                .map_err(|_| {
                    let kind = ErrorKind::NotAType { text: text.to_owned() };
                    errors.push(Error::new(format!("{what} {name}"), kind));
                })
                .ok()
        };
        let formats = formats
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), parse("format", name, text)?)))
            .collect();
        let schemas = schemas
            .into_iter()
            .filter_map(|(name, text)| Some((name.to_owned(), parse("schema", name, text)?)))
            .collect();
        if errors.is_empty() { Ok(Self { formats, schemas }) } else { Err(errors) }
    }
}
