//! `zero-trust`: switches of Zero Trust Secure Access. One file per subcommand.
pub(crate) mod policy_enforcement;
pub(crate) mod show;

use crate::cli::zero_trust::ZeroTrustCommand;
use crate::context::Ctx;
use crate::ids::TenantId;
use crate::reports::zero_trust::show::{ZeroTrustShow, purposes};
use crate::state::Switches;

crate::commands::commands! {
    ZeroTrustCommand {
        ZeroTrustCommand::Show(args) => local(args, show::run), "zero-trust.show" zero_trust::show::ZeroTrustShow;
        ZeroTrustCommand::PolicyEnforcement(args) => remote(args, policy_enforcement::run);
    }
}

fn switches_report(ctx: &Ctx<'_>, tenant: Option<TenantId>, switches: &Switches) -> ZeroTrustShow {
    let next = if switches.policy_enforcement {
        ctx.command("zero-trust policy-enforcement off")
    } else {
        ctx.command("zero-trust policy-enforcement on")
    };
    ZeroTrustShow {
        tenant,
        policy_enforcement: switches.policy_enforcement,
        data_upload: switches.data_upload,
        changed_at: switches.changed_at,
        changed_by: switches.changed_by.clone(),
        purposes: purposes(),
        next: vec![next.to_string()],
    }
}
