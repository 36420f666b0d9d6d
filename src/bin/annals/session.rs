//! The session of one run of the program: what today is, and what statements may use.

use annals::Session;

use crate::args::Global;
use crate::clock;
use crate::options::Bind;

/// A session by the command line; Ctrl-C cancels its running statement.
pub(crate) fn new(global: &Global, bind: &Bind) -> Session {
    let mut session = plain(global);
    session.parameters = bind.parameters();
    if let Some(time) = bind.timeout {
        session.limits.time = time;
    }
    session
}

/// A session without parameters and with the default limits.
pub(crate) fn plain(global: &Global) -> Session {
    let mut session = Session::on(global.today.unwrap_or_else(clock::today));
    session.read_only = global.read_only;
    let cancellation = session.cancellation.clone();
    // Without a handler Ctrl-C ends the program, which is no harm either: what was acknowledged is on the disk.
    let _ = ctrlc::set_handler(move || {
        if cancellation.is_cancelled() {
            std::process::exit(crate::exit::Exit::Interrupted as i32);
        }
        cancellation.cancel();
    });
    session
}
