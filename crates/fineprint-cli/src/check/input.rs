//! Recorded traffic, as batches of entries that are still text: a thread reads while the others judge. No more is held
//! than the batches that wait.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use super::cut::{Cutter, Fault};
use super::judged::{Place, Spot};
use crate::output::Failure;
use crate::workspace::Workspace;

/// How much text a batch has, and how much is read at once.
const BATCH: usize = 1 << 20;
/// How long an entry can be: somewhat more than four times what the check reads of a body.
const LONGEST: usize = 300 << 20;

/// A file of traffic, or standard input.
pub(super) struct Source {
    /// The file; none for standard input.
    path: Option<PathBuf>,
    /// How people are shown it.
    name: Arc<str>,
    layout: Layout,
}

/// How the entries lie in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// In an array, below `log`.
    Har,
    /// Each on a line.
    Lines,
    /// As in a HAR file, if it begins like one, else each on a line.
    Either,
}

impl Source {
    /// What an argument means.
    pub(super) fn of(workspace: &Workspace, argument: &Path) -> Self {
        let layout = match argument.extension().and_then(|extension| extension.to_str()) {
            Some("har") => Layout::Har,
            Some("ndjson" | "jsonl") => Layout::Lines,
            Some(_) | None => Layout::Either,
        };
        let path = (argument != Path::new("-")).then(|| workspace.argument(argument));
        Self { path, name: workspace.shown_argument(argument).into(), layout }
    }

    /// How many bytes it has, as far as that is known.
    pub(super) fn size(&self) -> u64 {
        self.path.as_ref().and_then(|path| path.metadata().ok()).map_or(0, |file| file.len())
    }

    fn open(&self) -> io::Result<Box<dyn BufRead>> {
        Ok(match &self.path {
            Some(path) => Box::new(BufReader::with_capacity(BATCH, File::open(path)?)),
            None => Box::new(BufReader::with_capacity(BATCH, io::stdin())),
        })
    }
}

/// What the reading thread says.
pub(super) enum News {
    /// Entries to judge.
    Entries(Batch),
    /// An entry that cannot be judged.
    Unreadable(Place, &'static str),
    /// A file of which no more can be read.
    Failed(Failure),
}

/// Entries of one file, as text.
pub(super) struct Batch {
    /// The file, as people are shown it.
    pub(super) file: Arc<str>,
    /// The number of the first entry, through all files.
    pub(super) first: usize,
    /// Where each entry is in the text, and in the file.
    pub(super) entries: Vec<(Range<usize>, Spot)>,
    text: Vec<u8>,
}

impl Batch {
    /// An entry's text.
    pub(super) fn text(&self, range: Range<usize>) -> &[u8] {
        self.text.get(range).unwrap_or_default()
    }

    /// How much text there is.
    pub(super) fn size(&self) -> usize {
        self.text.len()
    }
}

/// Reads all of it. It ends early if nobody listens any more.
pub(super) fn read(sources: &[Source], news: &SyncSender<News>) {
    let mut read = 0;
    for source in sources {
        let mut reading = Reading { news, file: source.name.clone(), batch: empty(&source.name, read), read };
        let ended = reading.source(source);
        // What was read before a fault is judged.
        let told = match (reading.send(), ended) {
            (Ok(()), Err(Stop::Failed(failure))) => news.send(News::Failed(failure)).map_err(|_| Stop::Deaf),
            (Ok(()), Ok(())) => Ok(()),
            (Ok(()), Err(Stop::Deaf)) | (Err(_), _) => Err(Stop::Deaf),
        };
        read = reading.read;
        if told.is_err() {
            break;
        }
    }
}

fn empty(file: &Arc<str>, first: usize) -> Batch {
    Batch { file: file.clone(), first, entries: Vec::new(), text: Vec::new() }
}

/// One file's reading.
struct Reading<'a> {
    news: &'a SyncSender<News>,
    file: Arc<str>,
    batch: Batch,
    /// How many entries there were, through all files.
    read: usize,
}

/// Why no more is read.
enum Stop {
    /// Nobody listens.
    Deaf,
    /// The file is at fault.
    Failed(Failure),
}

/// As reading a HAR file sees it.
enum Trouble {
    File(Fault),
    Deaf,
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::File(fault)
    }
}

impl Reading<'_> {
    fn source(&mut self, source: &Source) -> Result<(), Stop> {
        let mut input = source.open().map_err(|error| self.failed(error))?;
        skip_mark(&mut input).map_err(|error| self.failed(error))?;
        match source.layout {
            Layout::Har => self.har(input),
            Layout::Lines => self.lines(input),
            Layout::Either => {
                let (is_har, beginning) = begins_like_har(&mut input).map_err(|error| self.failed(error))?;
                let input = Cursor::new(beginning).chain(input);
                if is_har { self.har(input) } else { self.lines(input) }
            }
        }
    }

    fn har(&mut self, input: impl BufRead) -> Result<(), Stop> {
        let mut number = 0;
        let ended = Cutter::new(input).entries(|cutter| {
            let start = self.batch.text.len();
            let text = &mut self.batch.text;
            cutter.value(&mut |part| {
                if text.len() - start <= LONGEST {
                    text.extend_from_slice(part);
                }
            })?;
            let spot = Spot::Entry(number);
            number += 1;
            self.entry(start, spot).map_err(|_| Trouble::Deaf)
        });
        ended.map_err(|trouble| match trouble {
            Trouble::Deaf => Stop::Deaf,
            Trouble::File(Fault::Io(error)) => self.failed(error),
            Trouble::File(fault @ (Fault::Cut | Fault::Expected(_))) if number > 0 => {
                let (file, last) = (&self.file, number - 1);
                Stop::Failed(Failure::Unfit(format!(
                    "{file} is no whole HAR file: {fault}, behind {file}#{last}"
                )))
            }
            Trouble::File(fault) => {
                Stop::Failed(Failure::Unfit(format!("{} is no HAR file: {fault}", self.file)))
            }
        })
    }

    fn lines(&mut self, mut input: impl BufRead) -> Result<(), Stop> {
        for line in 1_usize.. {
            let start = self.batch.text.len();
            let mut limited = input.by_ref().take(LONGEST as u64 + 1);
            let read = limited.read_until(b'\n', &mut self.batch.text).map_err(|error| self.failed(error))?;
            if read == 0 {
                break;
            }
            if read > LONGEST && !self.batch.text.ends_with(b"\n") {
                input.skip_until(b'\n').map_err(|error| self.failed(error))?;
            }
            // A line that is too long was not read to its end, so that nobody knows whether it is blank.
            let is_blank = read <= LONGEST && self.batch.text.iter().skip(start).all(u8::is_ascii_whitespace);
            if is_blank {
                self.batch.text.truncate(start);
            } else {
                self.entry(start, Spot::Line(line))?;
            }
        }
        Ok(())
    }

    /// Takes what was added to the text as an entry.
    fn entry(&mut self, start: usize, spot: Spot) -> Result<(), Stop> {
        self.read += 1;
        let end = self.batch.text.len();
        if end - start > LONGEST {
            self.batch.text.truncate(start);
            self.send()?;
            let place = Place { file: self.file.clone(), spot };
            let news = News::Unreadable(place, "it is longer than 300 MiB");
            return self.news.send(news).map_err(|_| Stop::Deaf);
        }
        self.batch.entries.push((start..end, spot));
        if end >= BATCH { self.send() } else { Ok(()) }
    }

    /// Hands over what is there, and begins anew.
    fn send(&mut self) -> Result<(), Stop> {
        let batch = std::mem::replace(&mut self.batch, empty(&self.file, self.read));
        if batch.entries.is_empty() {
            return Ok(());
        }
        self.news.send(News::Entries(batch)).map_err(|_| Stop::Deaf)
    }

    fn failed(&self, error: io::Error) -> Stop {
        Stop::Failed(Failure::reading(Path::new(&*self.file), error))
    }
}

/// Some editors mark UTF-8 at the beginning of a file.
fn skip_mark(input: &mut impl BufRead) -> io::Result<()> {
    if input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
        input.consume(3);
    }
    Ok(())
}

/// Whether the first key is that of a HAR file, and what was read to tell.
fn begins_like_har(input: &mut impl BufRead) -> io::Result<(bool, Vec<u8>)> {
    const BEGINNING: &[u8] = b"{\"log\"";
    let (mut beginning, mut matched) = (Vec::new(), 0);
    while let Some(&byte) = input.fill_buf()?.first() {
        input.consume(1);
        beginning.push(byte);
        if BEGINNING.get(matched) == Some(&byte) {
            matched += 1;
            if matched == BEGINNING.len() {
                return Ok((true, beginning));
            }
        } else if matched > 1 || !byte.is_ascii_whitespace() || beginning.len() > BATCH {
            break;
        }
    }
    Ok((false, beginning))
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;

    use super::*;

    /// The numbers, places and texts of the entries in a text, and what else is said.
    fn entries(layout: Layout, text: &str) -> (Vec<(usize, Spot, String)>, Vec<String>) {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("x");
        std::fs::write(&path, text).unwrap();
        let source = Source { path: Some(path), name: "x".into(), layout };
        let (sender, receiver) = sync_channel(100);
        read(&[source], &sender);
        drop(sender);
        let (mut entries, mut others) = (Vec::new(), Vec::new());
        for news in receiver {
            match news {
                News::Entries(batch) => {
                    for (index, (range, spot)) in batch.entries.iter().enumerate() {
                        let text = String::from_utf8(batch.text(range.clone()).to_vec()).unwrap();
                        entries.push((batch.first + index, *spot, text.trim().to_owned()));
                    }
                }
                News::Unreadable(place, why) => others.push(format!("{place}: {why}")),
                News::Failed(failure) => others.push(failure.to_string()),
            }
        }
        (entries, others)
    }

    #[test]
    fn the_layout_is_told_by_the_beginning() {
        let har = "\u{feff} {\n \"log\": {\"entries\": [{}, 1]}}";
        let lines = "{}\n\n1\r\n";
        let of_har = [(0, Spot::Entry(0), "{}".to_owned()), (1, Spot::Entry(1), "1".to_owned())];
        let of_lines = [(0, Spot::Line(1), "{}".to_owned()), (1, Spot::Line(3), "1".to_owned())];
        for (layout, text, expected) in [
            (Layout::Har, har, &of_har),
            (Layout::Either, har, &of_har),
            (Layout::Lines, lines, &of_lines),
            (Layout::Either, lines, &of_lines),
        ] {
            assert_eq!(entries(layout, text), (expected.to_vec(), Vec::new()), "{layout:?}");
        }
    }

    #[test]
    fn a_fault_costs_nothing_that_was_read_before_it() {
        for (text, number, fault) in [
            (r#"{"log": {"entries": [{}, {"#, 1, "x is no whole HAR file: it ends in the middle, behind x#0"),
            (
                r#"{"log": {"entries": [1}}"#,
                1,
                "x is no whole HAR file: it has something else where a comma should be, behind x#0",
            ),
            (r#"{"log": {}}"#, 0, "x is no HAR file: it has no `log` with `entries`"),
        ] {
            let (entries, others) = entries(Layout::Har, text);
            assert_eq!((entries.len(), others), (number, vec![fault.to_owned()]), "{text}");
        }
    }

    #[test]
    fn batches_count_on() {
        let line = format!("\"{}\"\n", "x".repeat(BATCH / 3));
        let (entries, _) = entries(Layout::Lines, &line.repeat(10));
        let numbers: Vec<usize> = entries.iter().map(|(number, ..)| *number).collect();
        assert_eq!(numbers, (0..10).collect::<Vec<_>>());
        assert!(entries.iter().all(|(.., text)| text.len() == BATCH / 3 + 2));
    }
}
