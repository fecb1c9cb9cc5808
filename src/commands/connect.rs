//! The way from the session at hand to Graph: who is signed in, and a client
//! that acts in their name.
use crate::cli::auth::Purpose;
use crate::commands::context::Ctx;
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Client;

/// A session that can call Graph.
#[derive(Debug)]
pub struct Connected {
    /// Sends calls in the name of `me`.
    pub graph: Client,
    /// Who is signed in.
    pub me: Identity,
}

/// Loads or makes the session for `purpose` and returns a client for it.
///
/// # Errors
/// Exit 3 where nobody is signed in, 4 where the session was made for less
/// than `purpose`, 8 where the keyring failed.
#[expect(clippy::unused_async, reason = "replaced by the session")]
pub(crate) async fn connect(ctx: &mut Ctx<'_>, purpose: Purpose) -> Result<Connected, Failure> {
    Err(Failure::new(
        Exit::Fault,
        format!("being written: {purpose:?} {:?}", ctx.place),
    ))
}
