//! Keeps a value that a constraint must see as a whole, as the text has it. What breaks a rule for text is left to the walker that
//! records everything.

use super::Undecided;
use crate::engine::number::Number;
use crate::engine::object::is_reserved;
use crate::engine::tape::{Entry, Extent};
use crate::engine::tokens::{Buffer, KeyLooks};
use crate::json::{Kind, Reader};

/// Keeps the next value, which lies within so many arrays and objects.
pub(super) fn keep<'de>(
    reader: &mut Reader<'de>,
    buffer: &mut Buffer<'de>,
    depth: usize,
    max_depth: usize,
) -> Result<(), Undecided> {
    let entry = match reader.peek()? {
        Kind::String => Entry::String(reader.string()?.to_cow()),
        Kind::Number => {
            let number = Number::from(reader.number()?);
            buffer.has_doubles |= number.is_whole_double();
            Entry::Number(number.into())
        }
        Kind::Boolean => Entry::Boolean(reader.boolean()?),
        Kind::Null => {
            reader.null()?;
            Entry::Null
        }
        Kind::Array | Kind::Object if depth >= max_depth => return Err(Undecided),
        Kind::Array => return array(reader, buffer, depth, max_depth),
        Kind::Object => return object(reader, buffer, depth, max_depth),
    };
    add(buffer, entry)
}

fn array<'de>(
    reader: &mut Reader<'de>,
    buffer: &mut Buffer<'de>,
    depth: usize,
    max_depth: usize,
) -> Result<(), Undecided> {
    let start = buffer.tape.len();
    add(buffer, Entry::Array(Extent::default()))?;
    reader.enter()?;
    let (mut count, mut first) = (0, true);
    while reader.next_item(&mut first)? {
        keep(reader, buffer, depth + 1, max_depth)?;
        count += 1;
    }
    reader.leave_array()?;
    buffer.close(start, Entry::Array, count);
    Ok(())
}

fn object<'de>(
    reader: &mut Reader<'de>,
    buffer: &mut Buffer<'de>,
    depth: usize,
    max_depth: usize,
) -> Result<(), Undecided> {
    let start = buffer.tape.len();
    add(buffer, Entry::Object(Extent::default()))?;
    reader.enter()?;
    let mut keys = KeyLooks::default();
    let (mut count, mut first) = (0, true);
    while reader.next_member(&mut first)? {
        let key = reader.string()?.to_cow();
        reader.colon()?;
        if is_reserved(&key) || keys.has(&key, &buffer.tape, start) {
            return Err(Undecided);
        }
        add(buffer, Entry::String(key))?;
        keep(reader, buffer, depth + 1, max_depth)?;
        count += 1;
    }
    reader.leave_object()?;
    buffer.close(start, Entry::Object, count);
    Ok(())
}

#[inline]
fn add<'de>(buffer: &mut Buffer<'de>, entry: Entry<'de>) -> Result<(), Undecided> {
    if buffer.add(entry) { Ok(()) } else { Err(Undecided) }
}
