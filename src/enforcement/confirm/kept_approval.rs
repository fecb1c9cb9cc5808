//! The plan and the signature that a task was approved by, kept beside the
//! journal: `tasks resume` checks them again instead of believing the journal.
use std::path::PathBuf;

use jiff::SignedDuration;

use super::approval::{Signature, beside};
use super::approver::{Approver, Barred};
use super::recent_accounts::Now;
use super::size_rules::Size;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::refused;
use crate::enforcement::check::tenant_facts::Tenancy;
use crate::enforcement::plan::read_plan::Opening;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, Opened};
use crate::ids::TenantId;
use crate::journal::{Journal, Task};
use crate::machine::StateDirs;
use crate::signature::Text;

/// How long a plan is kept at least: longer than it holds.
const KEPT_FOR: SignedDuration = SignedDuration::from_hours(72);

/// Where the plan of this digest is kept; `None` where nothing is kept.
fn kept(dirs: &StateDirs, tenant: &TenantId, digest: &str) -> Option<PathBuf> {
    let folder = dirs.state.as_ref()?.join(tenant.as_str());
    Some(folder.join("approvals").join(format!("{digest}.json")))
}

/// A second person's signature that counts.
pub(crate) struct Approved {
    /// Whose it is.
    pub(crate) by: Approver,
    /// The text that was signed.
    plan: Text<Opened>,
    signature: Opened,
}

impl Approved {
    /// Whose the signature is, with what is kept of it.
    ///
    /// # Errors
    /// See [`Signature::approver`].
    pub(crate) async fn of(
        connected: &Connected,
        signature: Signature,
        text: Text<Opened>,
        barred: Barred<'_>,
    ) -> Result<Self, Failure> {
        let file = files::open_public(signature.path());
        let file = file.map_err(|error| Failure::from_error(Exit::Usage, error))?;
        let (by, plan) = signature.approver(connected, text, barred).await?;
        Ok(Self {
            by,
            plan,
            signature: file,
        })
    }

    /// Keeps the signed plan for `tasks resume`.
    ///
    /// # Errors
    /// Exit 8 where it cannot be written: nothing may be sent.
    pub(crate) fn keep(
        mut self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        digest: &str,
    ) -> Result<(), Failure> {
        let Some(path) = kept(ctx.dirs, &connected.me.tenant, digest) else {
            return Ok(());
        };
        if let Some(folder) = path.parent() {
            let now = ctx.clock.now();
            files::remove_files_older_than(folder, now.saturating_sub(KEPT_FOR).unwrap_or(now));
        }
        files::copy_private(&mut self.signature, &beside(&path))
            .and_then(|()| files::copy_private(&mut self.plan.source, &path))
            .map_err(|error| {
                Failure::from_error(Exit::Storage, error)
                    .context("the signed plan could not be kept for tasks resume: nothing was sent")
            })
    }
}

/// Checks again that a second person approved what is open of a task.
///
/// # Errors
/// Exit 12 unless the kept plan is signed by one who may, has not expired and
/// covers every account that is open.
pub(crate) async fn check(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &Tenancy,
    size: Size,
) -> Result<(), Failure> {
    let unmet = |why: String| {
        refused(format!(
            "the approval of task {} cannot be confirmed: {why}",
            task.id
        ))
        .advise("let a second person sign a plan for the accounts that are open")
        .run(ctx.command("tasks export -o csv").arg(task.id))
    };
    let digest = task.plan_digest.as_deref();
    let path = digest.and_then(|digest| kept(ctx.dirs, &connected.me.tenant, digest));
    let (Some(digest), Some(path)) = (digest, path) else {
        return Err(unmet("the journal names no plan".to_owned()));
    };
    let opened = Opening::of(&path).end().await;
    let (mut plan, text) = opened.map_err(|failure| unmet(format!("{:#}", failure.error)))?;
    let head = &plan.head;
    let same = plan.digest == digest
        && head.tenant == connected.me.tenant
        && head.action == task.action
        && head.new_password == task.new_password;
    if !same {
        return Err(unmet("the kept plan is another one".to_owned()));
    }
    let now = Now::of(ctx.dirs, ctx.clock.now());
    if !head.is_valid_at(now.later()) {
        return Err(unmet(format!("the plan held until {}", head.expires)));
    }
    for open in journal.open_chunks(task.id, task.action.kinds()) {
        for step in open? {
            // No plan names devices.
            if let Some(device) = &step.device {
                return Err(unmet(format!(
                    "device {} is not in the signed plan",
                    device.name
                )));
            }
            // The accounts of the plan are noted there already.
            if plan.rows.insert_account(&step.account_id)? {
                return Err(unmet(format!(
                    "{} is not in the signed plan",
                    step.account_name
                )));
            }
        }
    }
    let barred = Barred {
        author: &plan.head.author_id,
        owners: &tenancy.watch.owners,
    };
    let allowed = ctx.guard_rails()?.allowed_signers();
    Signature::of(&path, None, allowed, size.words())?
        .approver(connected, text, barred)
        .await?;
    Ok(())
}
