//! Where a list comes from: a file, or standard input.
use std::path::Path;

use crate::commands::context::Ctx;
use crate::exit::Exit;
use crate::failure::Failure;

/// The list as it was written.
pub(crate) fn text(ctx: &mut Ctx<'_>, from: &str) -> Result<String, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::from_error(Exit::Usage, error).context("the list could not be read")
    };
    if from == "-" {
        return ctx.io.read_input().map_err(unreadable);
    }
    let bytes = crate::files::read_public(Path::new(from))
        .map_err(|error| {
            Failure::from_error(Exit::Usage, error)
                .advise("name the file of the list; - reads standard input")
        })?;
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(Exit::Usage, "the list is no UTF-8 text")
            .advise("save it as UTF-8 (in a spreadsheet: CSV UTF-8)")
    })
}
