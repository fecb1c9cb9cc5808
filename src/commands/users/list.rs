//! `users list`: people by the beginning of a name.
use super::facts::whole_list;
use crate::cli::auth::Purpose;
use crate::cli::users::ListArgs;
use crate::commands::connect::connect;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::failures::graph_failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::reports::users_list::{ListedUser, UserList};

/// Most people of one page.
const PAGE: u16 = 999;

/// Lists people; one more than the limit is asked for, to say that there are more.
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
    let failed = |error| graph_failure("people could not be read", error, Some(&connected.me));
    let reply = connected.graph.send(&call).await;
    let answer = reply.map_err(failed)?;
    let more_pages = answer.body.get("@odata.nextLink").is_some();
    let users: Vec<User> = if more_pages {
        let (items, _) = connected
            .graph
            .pages(&call, limit + 1)
            .await
            .map_err(failed)?;
        items
            .into_iter()
            .filter_map(|item| serde_json::from_value(item).ok())
            .collect()
    } else {
        whole_list(&connected.graph, &call, Ok(answer))
            .await
            .map_err(failed)?
    };
    let more = users.len() > limit;
    let users = users.into_iter().take(limit).map(|user| ListedUser {
        guest: user.user_type.as_deref() == Some("Guest"),
        synced: user.on_premises_sync_enabled == Some(true),
        id: user.id,
        user_principal_name: user.user_principal_name,
        name: user.display_name,
        mail: user.mail,
        account_enabled: user.account_enabled,
        department: user.department,
        job_title: user.job_title,
    });
    Ok(Outcome::done(UserList {
        tenant: connected.me.tenant.clone(),
        users: users.collect(),
        more,
    }))
}
