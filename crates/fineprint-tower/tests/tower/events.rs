//! What is told by `tracing`.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use fineprint_tower::{ContractLayer, Mode};
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

/// What is told while a request is sent.
async fn told(layer: ContractLayer, body: &str, answer: &str) -> String {
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::DEBUG)
        .with_writer(lines.clone())
        .without_time()
        .with_ansi(false)
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    send(&layer, put(body), json(answer)).await;
    send(&layer, get("/nowhere"), json(answer)).await;
    drop(guard);
    let bytes = lines.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap()
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
