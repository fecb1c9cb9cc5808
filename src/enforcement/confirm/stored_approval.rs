//! Stores the signed plan of an approved task with its signature, so that `tasks
//! resume` can verify them again instead of trusting the journal.
use std::path::PathBuf;

use jiff::SignedDuration;

use super::approval::{PlanSignature, default_signature_path};
use super::approver::{Approver, ExcludedApprovers};
use super::recent_accounts::CurrentTime;
use super::size_rules::RunSize;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::guard_rail_refusal;
use crate::enforcement::check::tenant_facts::TenantFacts;
use crate::enforcement::plan::read_plan::PlanReading;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, Opened};
use crate::ids::TenantId;
use crate::journal::{Journal, Task};
use crate::machine::StateDirs;
use crate::signature::Text;

/// Minimum time for which a plan is stored: longer than its validity.
const RETENTION: SignedDuration = SignedDuration::from_hours(72);

/// Returns the path of the stored plan; `None` if nothing is stored.
fn stored_plan_path(dirs: &StateDirs, tenant: &TenantId, digest: &str) -> Option<PathBuf> {
    let folder = dirs.state.as_ref()?.join(tenant.as_str());
    Some(folder.join("approvals").join(format!("{digest}.json")))
}

/// A verified signature of a second person.
pub(crate) struct VerifiedApproval {
    /// The signer.
    pub(crate) by: Approver,
    /// The signed text.
    plan: Text<Opened>,
    signature: Opened,
}

impl VerifiedApproval {
    /// Verifies a signature.
    ///
    /// # Errors
    /// See [`PlanSignature::resolve_approver`].
    pub(crate) async fn verify(
        connected: &Connected,
        signature: PlanSignature,
        text: Text<Opened>,
        barred: ExcludedApprovers<'_>,
    ) -> Result<Self, Failure> {
        let file = files::open_public(signature.path());
        let file = file.map_err(|error| Failure::from_error(Exit::Usage, error))?;
        let (by, plan) = signature.resolve_approver(connected, text, barred).await?;
        Ok(Self {
            by,
            plan,
            signature: file,
        })
    }

    /// Stores the signed plan for `tasks resume`.
    ///
    /// # Errors
    /// Exit code 8 if it cannot be written: nothing may be sent.
    pub(crate) fn store(
        mut self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        digest: &str,
    ) -> Result<(), Failure> {
        let Some(path) = stored_plan_path(ctx.dirs, &connected.me.tenant, digest) else {
            return Ok(());
        };
        if let Some(folder) = path.parent() {
            let now = ctx.clock.now();
            files::remove_files_older_than(folder, now.saturating_sub(RETENTION).unwrap_or(now));
        }
        files::copy_private(&mut self.signature, &default_signature_path(&path))
            .and_then(|()| files::copy_private(&mut self.plan.source, &path))
            .map_err(|error| {
                Failure::from_error(Exit::Storage, error)
                    .context("the signed plan could not be kept for tasks resume: nothing was sent")
            })
    }
}

/// Verifies again that a second person approved the open steps of a task.
///
/// # Errors
/// Exit code 12 unless the stored plan is signed by an allowed person, has not expired and
/// contains every account with an open step.
pub(crate) async fn recheck_approval(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &TenantFacts,
    size: RunSize,
) -> Result<(), Failure> {
    let unmet = |why: String| {
        guard_rail_refusal(format!(
            "the approval of task {} cannot be confirmed: {why}",
            task.id
        ))
        .advise("let a second person sign a plan for the accounts that are open")
        .run(ctx.command("tasks export -o csv").arg(task.id))
    };
    let digest = task.plan_digest.as_deref();
    let path = digest.and_then(|digest| stored_plan_path(ctx.dirs, &connected.me.tenant, digest));
    let (Some(digest), Some(path)) = (digest, path) else {
        return Err(unmet("the journal names no plan".to_owned()));
    };
    let opened = PlanReading::start(&path).finish().await;
    let (mut plan, text) = opened.map_err(|failure| unmet(format!("{:#}", failure.error)))?;
    let head = &plan.head;
    let same = plan.digest == digest
        && head.tenant == connected.me.tenant
        && head.action == task.action
        && head.new_password == task.new_password;
    if !same {
        return Err(unmet("the kept plan is another one".to_owned()));
    }
    let now = CurrentTime::read(ctx.dirs, ctx.clock.now());
    if !head.is_valid_at(now.later()) {
        return Err(unmet(format!("the plan held until {}", head.expires)));
    }
    for open in journal.open_chunks(task.id, task.action.sending_order()) {
        for step in open? {
            // Plans contain no devices.
            if let Some(device) = &step.device {
                return Err(unmet(format!(
                    "device {} is not in the signed plan",
                    device.name
                )));
            }
            // The accounts of the plan are already in the table.
            if plan.rows.insert_account(&step.account_id)? {
                return Err(unmet(format!(
                    "{} is not in the signed plan",
                    step.account_name
                )));
            }
        }
    }
    let barred = ExcludedApprovers {
        author: &plan.head.author_id,
        owners: &tenancy.rail_facts.owners,
    };
    let allowed = ctx.guard_rails()?.allowed_signers();
    PlanSignature::find_required(&path, None, allowed, size.description())?
        .resolve_approver(connected, text, barred)
        .await?;
    Ok(())
}
