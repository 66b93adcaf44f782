//! What is told by `tracing`.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use fineprint_tower::{ContractLayer, Mode};
use tracing::subscriber::DefaultGuard;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{get, json, layer, put, send};

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

/// Everything that is told until the guard is dropped.
fn listen() -> (Lines, DefaultGuard) {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(LevelFilter::DEBUG)
        .with_writer(lines.clone())
        .without_time()
        .with_ansi(false)
        .finish();
    (lines, tracing::subscriber::set_default(subscriber))
}

/// What is told while two requests are sent.
async fn told(layer: ContractLayer, body: &str, answer: &str) -> String {
    let (lines, guard) = listen();
    send(&layer, put(body), json(answer)).await;
    send(&layer, get("/nowhere"), json(answer)).await;
    drop(guard);
    lines.text()
}

#[tokio::test]
async fn each_message_is_an_event_and_so_is_each_violation() {
    let text = told(layer(), r#"{"name": "secret and long", "size": "x"}"#, "{}").await;
    let lines: Vec<&str> = text.lines().collect();
    let starting = |start: &str| lines.iter().filter(|line| line.trim_start().starts_with(start)).count();
    assert_eq!(starting("INFO fineprint: a request was refused: request."), 2, "{text}");
    assert_eq!(starting("DEBUG fineprint:"), 3, "{text}");
    assert!(text.contains(r#"operation="putThing" verdict=invalid violations=2"#), "{text}");
    assert!(text.contains("[maxLength] (things.yaml:") && text.contains("; and 1 more"), "{text}");
    assert_eq!(lines.len(), 5, "an event is a line: {text}");
    assert!(text.contains(r#"operation="none""#), "{text}");
    assert!(text.contains(r#"pointer="/name" keyword=maxLength source=things.yaml:"#), "{text}");
    assert!(!text.contains("secret"), "{text}");
}

#[tokio::test]
async fn what_passes_all_the_same_is_a_warning() {
    let text = told(layer().requests(Mode::Report), "{}", r#"{"name": 1}"#).await;
    assert_eq!(text.matches("WARN fineprint: a request passed: request.").count(), 2, "{text}");
    assert_eq!(text.matches("WARN fineprint: a response passed: response.").count(), 1, "{text}");
    assert!(text.contains("status=200"), "{text}");
    let text = told(layer().responses(Mode::Enforce), r#"{"name": "a"}"#, r#"{"name": 1}"#).await;
    assert_eq!(text.matches("WARN fineprint: a response was replaced: response.").count(), 1, "{text}");
}

#[tokio::test]
async fn a_handler_without_an_extractor_is_told_once_for_each_operation() {
    let (lines, guard) = listen();
    let layer = layer().requests_by_extractors();
    for _ in 0..3 {
        send(&layer, put(r#"{"name": "a"}"#), json(r#"{"name": "b"}"#)).await;
        send(&layer, get("/things/1"), json(r#"{"name": "b"}"#)).await;
    }
    drop(guard);
    let text = lines.text();
    assert_eq!(text.matches("has no `Checked` extractor").count(), 2, "{text}");
    assert!(text.contains(r#"operation="putThing""#) && text.contains(r#"operation="getThing""#), "{text}");
    assert_eq!(layer.counts().unclaimed, 6);
}
