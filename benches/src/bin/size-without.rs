//! A program with the engine and a contract of one schema, whose size is what counts: see `size-with`.

use std::io::{self, Read as _};
use std::process::ExitCode;

use fineprint::contract::freeze::{Checker, Contract, Frozen, Part, STRING, Schema, Type, schema};

static CONTRACT: Contract = Contract {
    title: Frozen("size"),
    version: Frozen("1"),
    operations: Frozen(&[]),
    bases: Frozen(&[]),
    components: Frozen(&[]),
    security_schemes: Frozen(&[]),
    has_one_way_properties: false,
    positions: Frozen(&[]),
};
static SCHEMA: Schema = schema("#", &[Type(STRING)]);

fn main() -> ExitCode {
    let mut body = Vec::new();
    let checker = Checker::new(&CONTRACT, &SCHEMA, Part::Instance, Part::Instance.direction());
    let read = io::stdin().read_to_end(&mut body).is_ok();
    ExitCode::from(u8::from(!(read && checker.check_slice(&body).is_valid())))
}
