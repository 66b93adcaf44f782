//! A line that tells people what is being worked on: on a terminal only, and gone when the work ends. Nothing that anybody
//! would want to keep belongs here.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The line, which goes away when this is dropped.
pub struct Progress(ProgressBar);

impl Progress {
    /// A line on standard error, if that is a terminal and somebody wants to see it.
    pub(crate) fn new(visible: bool) -> Self {
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg} {elapsed}") {
            bar.set_style(style);
        }
        // Work that says nothing for a while is not to look as if it hung.
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    /// Tells what comes now.
    pub fn say(&self, what: impl Into<String>) {
        self.0.set_message(what.into());
    }

    /// Whether anybody sees it.
    pub fn is_seen(&self) -> bool {
        !self.0.is_hidden()
    }

    /// Does something that writes to the terminal, while the line is out of the way.
    pub fn aside<T>(&self, what: impl FnOnce() -> T) -> T {
        self.0.suspend(what)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
