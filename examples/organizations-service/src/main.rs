//! Serves the organizations on a local port until Ctrl-C.

use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;

use clap::Parser;
use organizations_service::{Store, bare, contract, service};
use tokio::net::TcpListener;
use tracing_subscriber::filter::LevelFilter;

/// Both endpoints of the contract, with an in-memory store
#[derive(Parser)]
struct Arguments {
    /// Where to listen; port 0 takes any that is free
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Answer with a mistake, to see what becomes of it
    #[arg(long)]
    faulty: bool,
    /// Tell each violation, and not only the first of a message
    #[arg(long)]
    verbose: bool,
    /// Serve without the contract, to measure what it costs
    #[arg(long)]
    bare: bool,
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let arguments = Arguments::parse();
    let level = if arguments.verbose { LevelFilter::DEBUG } else { LevelFilter::INFO };
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_max_level(level)
        .init();
    let store = if arguments.faulty { Store::faulty() } else { Store::default() };
    let contract = contract();
    let listener = TcpListener::bind(arguments.listen).await.map_err(|error| {
        io::Error::new(error.kind(), format!("cannot listen on {}: {error}", arguments.listen))
    })?;
    #[allow(clippy::print_stderr, reason = "people want to know where")]
    {
        eprintln!("listening on http://{}; Ctrl-C ends", listener.local_addr()?);
    }
    let router = if arguments.bare { bare(store) } else { service(store, contract.clone()) };
    axum::serve(listener, router)
        .with_graceful_shutdown(async {
            // Without the signal, it runs until it is killed.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        })
        .await?;
    #[allow(clippy::print_stderr, reason = "a summary for people")]
    {
        eprintln!("{:#?}", contract.counts());
    }
    Ok(())
}
