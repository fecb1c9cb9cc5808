//! Agreement to many accounts at once: their number is typed, and very many
//! need a second person.
use crate::cli::Agreement;
use crate::commands::context::Ctx;
use crate::domain::bulk::{Limits, accounts};
use crate::domain::plan::{Agreed, Consent};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::io;

/// How large a run is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Accounts.
    pub accounts: usize,
    /// Users of the tenant, where that is known.
    pub people: Option<usize>,
    /// How many accounts one person may decide on alone.
    pub limits: Limits,
}

/// What is asked, and how it was answered beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub agreement: &'a Agreement,
    pub expect_count: Option<usize>,
    pub question: &'a str,
    pub command: &'a str,
}

/// Refuses a run that needs a second person's signature.
///
/// # Errors
/// Exit 12 with the way to one.
pub(crate) fn unless_too_many(size: Size, command: &str) -> Result<(), Failure> {
    let most = size.limits.signed_above(size.people);
    if size.accounts <= most {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Refused,
        format!(
            "{} accounts in one run need a second person's signature (more than {most}): \
             nothing was sent",
            size.accounts
        ),
    )
    .run(format!("{command} --dry-run --plan-out plan.json")))
}

/// Asks for agreement. Above 50 accounts, or fewer where a file says so, a yes is not enough: their number
/// must be typed, or given with `--expect-count`.
///
/// # Errors
/// Exit 13 where nobody agrees, 12 where the number is another one.
pub(crate) fn ask<P>(
    ctx: &mut Ctx<'_>,
    plan: P,
    size: Size,
    asked: &Asked<'_>,
) -> Result<Agreed<P>, Failure> {
    let count = size.accounts;
    if let Some(expected) = asked.expect_count
        && expected != count
    {
        return Err(Failure::new(
            Exit::Refused,
            format!("there are {count} accounts, not {expected}: nothing was sent"),
        ));
    }
    let typed_above = size.limits.typed_above;
    if count <= typed_above {
        return ctx.agree(plan, asked.agreement, asked.question, asked.command);
    }
    if asked.expect_count.is_some() {
        let command = format!("{} --expect-count {count}", asked.command);
        return ctx.agree(plan, asked.agreement, asked.question, &command);
    }
    let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
    if asked.agreement.yes || !can_ask {
        return Err(Failure::new(
            Exit::NotAgreed,
            format!(
                "more than {}: say how many, nothing was changed",
                accounts(typed_above)
            ),
        )
        .run(format!("{} --dry-run", asked.command))
        .run(format!("{} --yes --expect-count {count}", asked.command)));
    }
    let question = format!("{} Type the number of accounts to agree:", asked.question);
    let mut typed = || match ctx.io.ask(&question) {
        io::Asked::Answer(line) => line.trim() == count.to_string(),
        io::Asked::Nobody => false,
    };
    Agreed::to(plan, Consent::Ask(&mut typed)).map_err(|_| {
        Failure::new(
            Exit::NotAgreed,
            "the number was not typed: nothing was changed",
        )
    })
}
