//! The session of one run of the program: what today is, and what statements may use.

use std::num::NonZeroUsize;

use annals::Session;
use annals::query::Cancellation;

use crate::args::Global;
use crate::clock;
use crate::exit::{Exit, Failure};
use crate::options::Bind;

/// A session that runs what the command line says. Ctrl-C cancels the running statement; a second one ends the program.
pub(crate) fn new(global: &Global, bind: &Bind) -> Result<Session, Failure> {
    let mut session = plain(global);
    session.parameters = bind.parameters()?;
    bind.limits.apply(&mut session.limits);
    let machine = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    session.limits.threads = bind.threads.unwrap_or_else(machine);
    if let Some(time) = bind.timeout {
        session.limits.time = time;
    }
    on_interrupt(session.cancellation.clone(), |cancellation| {
        if cancellation.is_cancelled() {
            std::process::exit(Exit::Interrupted as i32);
        }
    });
    Ok(session)
}

/// A session for the line editor. Ctrl-C cancels the running statement, never the session.
pub(crate) fn interactive(global: &Global) -> Session {
    let session = plain(global);
    on_interrupt(session.cancellation.clone(), |_| {});
    session
}

fn plain(global: &Global) -> Session {
    let mut session = match global.today {
        Some(today) => Session::on(today),
        None => {
            let now = clock::now();
            Session { now: now.clone(), ..Session::on(now.local.date) }
        }
    };
    session.read_only = global.read_only;
    session
}

fn on_interrupt(cancellation: Cancellation, first: fn(&Cancellation)) {
    // Without a handler Ctrl-C ends the program, which is no harm either: what was acknowledged is on the disk.
    let _ = ctrlc::set_handler(move || {
        first(&cancellation);
        cancellation.cancel();
    });
}
