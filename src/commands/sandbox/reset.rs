//! `sandbox reset`: puts the simulated tenant back to its beginning, or into a scene.
use super::{begin, tenant_of};
use crate::cli::sandbox::ResetArgs;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::text::near;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::sandbox::{SandboxChoice, SandboxReset, SandboxScenes};
use crate::sandbox::{NoSuchScene, Scene, TENANT_NAME};

/// Begins again, or lists the scenes.
///
/// # Errors
/// Exit 2 where there is no such scene, 8 where the local state cannot be written.
#[expect(clippy::unused_async, reason = "every command is awaited")]
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ResetArgs) -> CommandResult {
    let sandbox = tenant_of(ctx)?;
    if args.list {
        let scenes = Scene::all()
            .into_iter()
            .map(|scene| SandboxChoice {
                name: scene.to_string(),
                description: scene.description(),
            })
            .collect();
        return Ok(Outcome::done(SandboxScenes { scenes }));
    }
    let scene = args
        .scene
        .as_deref()
        .map(|name| name.parse::<Scene>().map_err(|error| no_such_scene(&error)))
        .transpose()?;
    let now = ctx.clock.now();
    let tenant = begin::begin(now, ctx.place, &ctx.store, scene)?;
    sandbox.with_tenant(|known| *known = tenant);
    Ok(Outcome::done(SandboxReset {
        tenant: TENANT_NAME.to_owned(),
        scene: scene.map(|scene| scene.to_string()),
        description: scene.map(Scene::description),
    }))
}

fn no_such_scene(error: &NoSuchScene) -> Failure {
    let names: Vec<String> = Scene::all().iter().map(ToString::to_string).collect();
    let mut failure = Failure::new(Exit::Usage, error);
    let close = near(&error.0, names.iter().map(String::as_str));
    if !close.is_empty() {
        failure = failure.advise(format!("did you mean {}?", close.join(" or ")));
    }
    failure.run("entractl sandbox reset --list")
}
