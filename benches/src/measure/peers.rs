//! The other validators of Rust, each ready for one schema. Nothing is timed here.

use std::error::Error;

use boon::{Compiler, Format, SchemaIndex, Schemas};
use fineprint_benches::figures::{Absence, Who};
use fineprint_benches::macros::{self, Macros};
use fineprint_benches::unmacroed::UNMACROED;
use serde_json::Value;

/// Those that can take the schema.
pub(crate) struct Peers {
    /// `jsonschema`, with the schema compiled to Rust.
    pub(crate) macros: Option<Macros>,
    /// `jsonschema` at run time.
    pub(crate) runtime: Option<jsonschema::Validator>,
    /// `boon`.
    pub(crate) boon: Option<Boon>,
    /// Those that cannot.
    pub(crate) absent: Vec<Absence>,
}

impl Peers {
    /// Compiles a schema. For the bodies of our own contract `format` asserts, as the contract means it; for the others it does
    /// not, as is JSON Schema's default.
    pub(crate) fn new(name: &str, schema: &Value, home: bool) -> Self {
        let macros = macros::find(name).ok_or_else(|| {
            let known = UNMACROED.iter().find(|(unmacroed, _)| *unmacroed == name);
            known.map_or("built without the corpus", |(_, why)| why).to_owned()
        });
        let runtime = jsonschema::options().should_validate_formats(home).build(schema);
        let mut absent = Vec::new();
        Self {
            macros: present(Who::Macros, macros, &mut absent),
            runtime: present(Who::Runtime, runtime.map_err(|error| error.to_string()), &mut absent),
            boon: present(
                Who::Boon,
                Boon::new(schema, home).map_err(|error| format!("{error:#}")),
                &mut absent,
            ),
            absent,
        }
    }
}

fn present<T>(who: Who, result: Result<T, String>, absent: &mut Vec<Absence>) -> Option<T> {
    result.map_err(|why| absent.push(Absence { who, why })).ok()
}

/// A schema that `boon` has compiled.
pub(crate) struct Boon {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Boon {
    fn new(schema: &Value, formats: bool) -> Result<Self, Box<dyn Error>> {
        let mut compiler = Compiler::new();
        if formats {
            compiler.enable_format_assertions();
        } else {
            // For draft 7 it has no switch, but lets everybody have their own idea of a format.
            for name in FORMATS {
                compiler.register_format(Format { name, func: |_| Ok(()) });
            }
        }
        let mut schemas = Schemas::new();
        compiler.add_resource("urn:schema", schema.clone())?;
        let index = compiler.compile("urn:schema", &mut schemas)?;
        Ok(Self { schemas, index })
    }

    pub(crate) fn is_valid(&self, value: &Value) -> bool {
        self.schemas.validate(value, self.index).is_ok()
    }
}

/// The formats that `boon` knows.
const FORMATS: [&str; 20] = [
    "regex",
    "ipv4",
    "ipv6",
    "hostname",
    "idn-hostname",
    "email",
    "idn-email",
    "date",
    "time",
    "date-time",
    "duration",
    "period",
    "json-pointer",
    "relative-json-pointer",
    "uuid",
    "uri",
    "iri",
    "uri-reference",
    "iri-reference",
    "uri-template",
];
