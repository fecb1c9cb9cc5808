//! `users list`: finds users by the beginning of a name.
use serde_json::Value;

use crate::cli::Format;
use crate::cli::auth::Purpose;
use crate::cli::users::ListArgs;
use crate::context::connect::connect;
use crate::context::failures::graph_failure;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::reports::users::list::{ListedUser, UserList};

/// Maximum number of users per page.
const PAGE: u16 = 999;

/// Lists users. One more than the limit is requested, to detect whether there are more.
/// An entry that cannot be parsed is counted and does not hide the others.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ListArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Read).await?;
    let mut filter = Vec::new();
    if args.disabled {
        filter.push("accountEnabled eq false".to_owned());
    }
    if args.enabled {
        filter.push("accountEnabled eq true".to_owned());
    }
    if args.guests {
        filter.push("userType eq 'Guest'".to_owned());
    }
    let limit = usize::from(args.limit);
    let text = args
        .text
        .as_deref()
        .map(str::trim)
        .filter(|t| !t.is_empty());
    let call = calls::users::search(text, &filter, args.limit.saturating_add(1).min(PAGE));
    let pages = connected.graph.read_pages(&call, limit + 1).await;
    let (items, whole) = pages
        .map_err(|error| graph_failure("people could not be read", error, Some(&connected.me)))?;
    let more = !whole || items.len() > limit;
    let (users, bad) = split_readable(items.into_iter().take(limit));
    let exit = if bad.is_empty() {
        Exit::Done
    } else {
        Exit::Partial
    };
    let report = UserList {
        tenant: connected.me.tenant.clone(),
        users,
        more,
        unreadable: bad.len(),
        unreadable_why: bad.into_iter().next(),
    };
    if more
        && matches!(
            ctx.global.format(),
            Format::Csv | Format::Tsv | Format::Jsonl
        )
    {
        // These formats have no field for it, and a list could be mistaken for complete.
        ctx.io
            .warn("warning: there are more; ask for a name, or raise --limit");
    }
    Ok(Outcome::with(report, exit))
}

/// Returns the users that can be parsed, and why each of the others cannot.
fn split_readable(items: impl Iterator<Item = Value>) -> (Vec<ListedUser>, Vec<String>) {
    let mut users = Vec::new();
    let mut bad = Vec::new();
    for item in items {
        match serde_json::from_value::<User>(item) {
            Ok(user) => users.push(listed_user(user)),
            Err(error) => bad.push(error.to_string()),
        }
    }
    (users, bad)
}

fn listed_user(user: User) -> ListedUser {
    ListedUser {
        guest: user.user_type.as_deref() == Some("Guest"),
        synced: user.on_premises_sync_enabled == Some(true),
        id: user.id,
        user_principal_name: user.user_principal_name,
        name: user.display_name,
        mail: user.mail,
        account_enabled: user.account_enabled,
        department: user.department,
        job_title: user.job_title,
    }
}
