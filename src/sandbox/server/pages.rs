//! The sign-in page and the consent page: the visitor chooses a simulated user, and
//! accepts or declines. The tenant itself produces the answer.
use std::collections::BTreeMap;

use http::Method;

use super::html::{escape, hidden_field, page};
use super::site::{HttpResponse, Site, SiteRequest};
use crate::sandbox::TENANT_ID;
use crate::sandbox::entra::{Registration, form};
use crate::sandbox::seed::{cast, to_usual_case, user_id};
use crate::sandbox::tenant::Tenant;

type Fields = BTreeMap<String, String>;

/// The two kinds of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageKind {
    SignIn,
    Consent,
}

/// Users offered for selection. Any other can be typed.
const OFFERED_USERS: [&str; 8] = [
    cast::ADMINISTRATOR,
    cast::SECOND_ADMINISTRATOR,
    cast::PASSWORD_ADMINISTRATOR,
    cast::USER_ADMINISTRATOR,
    cast::PLAIN,
    cast::DISABLED,
    cast::SYNCED,
    cast::GUEST,
];

/// Returns the sign-in or consent page; `None` if the tenant itself should report the error.
pub(super) fn respond(
    site: &Site,
    asked: &SiteRequest<'_>,
    kind: PageKind,
) -> Option<HttpResponse> {
    let text = asked.query.unwrap_or_default();
    let fields = form::unique_fields(text)?;
    let redirect = fields.get("redirect_uri").map_or("", String::as_str);
    let shown = site.sandbox.with_tenant(|tenant| {
        let known = tenant.registration(fields.get("client_id")?)?;
        let fits = known.platform_of(redirect).is_some()
            || redirect.is_empty() && kind == PageKind::Consent;
        fits.then(|| consent_prompt(tenant, &fields, kind))
    })?;
    if fields.get("prompt").is_some_and(|prompt| prompt == "none") {
        return Some(error_redirect(
            &fields,
            kind,
            "login_required",
            "AADSTS50058: Nobody is signed in.",
        ));
    }
    let proof = site.csrf_token(text);
    let ask = |wrong: &str| {
        let inner = format!(
            "{wrong}{shown}{}{}",
            user_picker_html(&proof),
            decision_buttons(kind)
        );
        let title = match kind {
            PageKind::SignIn => "Sign in",
            PageKind::Consent => "Permissions requested",
        };
        let onward = (!redirect.is_empty()).then_some(redirect);
        page(
            200,
            title,
            &format!("<form method=\"post\">{inner}</form>"),
            onward,
        )
    };
    if asked.method == Method::GET {
        return Some(ask(""));
    }
    let answers = form::unique_fields(&String::from_utf8_lossy(asked.body))?;
    let answer = |name: &str| answers.get(name).map_or("", String::as_str);
    if !site.is_valid_csrf_token(text, answer("proof")) || !asked.same_origin() {
        return Some(page(403, "This form is not from here", "", None));
    }
    if answer("decision") != "accept" {
        let why = "AADSTS65004: User declined to consent to access the app.";
        return Some(error_redirect(&fields, kind, "access_denied", why));
    }
    let Some(person) = find_user_id(site, answer("person")) else {
        return Some(ask("<p class=\"wrong\">No such user.</p>"));
    };
    let mode = fields.get("response_mode").map_or("", String::as_str);
    let answer = site.respond_as_user(&person, asked);
    Some(with_response_mode(answer, redirect, mode))
}

/// Returns the description of the permissions to consent to.
fn consent_prompt(tenant: &Tenant, fields: &Fields, kind: PageKind) -> String {
    let client = fields.get("client_id").map_or("", String::as_str);
    let known = tenant.registration(client);
    let name = known.map_or("", |known| known.display_name());
    let publisher = known
        .and_then(Registration::publisher)
        .unwrap_or("no verified publisher");
    let asked = fields.get("scope").filter(|scope| !scope.is_empty());
    let mut wanted: Vec<String> = match (kind, asked, known) {
        (PageKind::Consent, None, Some(known)) => known
            .required()
            .iter()
            .map(|(resource, id, application)| permission_name(tenant, resource, id, *application))
            .collect(),
        (_, Some(scope), _) => scope.split_whitespace().map(str::to_owned).collect(),
        (PageKind::SignIn, None, _) | (PageKind::Consent, None, None) => Vec::new(),
    };
    wanted.sort();
    let items: String = wanted
        .iter()
        .map(|one| format!("<li>{}</li>", escape(one)))
        .collect();
    let subject = match kind {
        PageKind::SignIn => "in your name",
        PageKind::Consent => "for everybody in your organization",
    };
    format!(
        "<p><strong>{}</strong> ({}; client id <code>{}</code>) asks {subject} for:</p><ul>{items}</ul>",
        escape(name),
        escape(publisher),
        escape(client),
    )
}

/// Returns a permission by its name.
fn permission_name(tenant: &Tenant, resource: &str, id: &str, application: bool) -> String {
    let list = if application {
        "appRoles"
    } else {
        "oauth2PermissionScopes"
    };
    let name = tenant.service_principal_of(resource).and_then(|principal| {
        principal
            .get(list)
            .as_array()?
            .iter()
            .find(|one| one.get("id").and_then(|known| known.as_str()) == Some(id))?
            .get("value")?
            .as_str()
    });
    let kind = if application {
        "application"
    } else {
        "delegated"
    };
    format!("{} ({kind})", name.unwrap_or(id))
}

/// Returns the choice of a user, with the proof that the form comes from this server.
pub(super) fn user_picker_html(proof: &str) -> String {
    let options: String = OFFERED_USERS
        .iter()
        .map(|upn| format!("<option value=\"{}\">", escape(upn)))
        .collect();
    format!(
        "{}<label>Who are you? <input name=\"person\" list=\"people\" value=\"{}\" \
         autocomplete=\"off\"></label><datalist id=\"people\">{options}</datalist>",
        hidden_field("proof", proof),
        escape(cast::ADMINISTRATOR),
    )
}

fn decision_buttons(kind: PageKind) -> String {
    let (yes, no) = match kind {
        PageKind::SignIn => ("Sign in", "Cancel"),
        PageKind::Consent => ("Accept", "Cancel"),
    };
    format!(
        "<button name=\"decision\" value=\"accept\">{yes}</button>\
         <button name=\"decision\" value=\"decline\">{no}</button>"
    )
}

/// Returns the object id of the user with a principal name.
pub(super) fn find_user_id(site: &Site, name: &str) -> Option<String> {
    let id = user_id(&to_usual_case(name.trim()));
    site.sandbox
        .with_tenant(|tenant| tenant.users.get(&id).is_some())
        .then_some(id)
}

/// Redirects to the client with an error.
fn error_redirect(fields: &Fields, kind: PageKind, error: &str, why: &str) -> HttpResponse {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let mut pairs = vec![
        ("error", error),
        ("error_description", why),
        ("state", get("state")),
    ];
    if kind == PageKind::Consent {
        // Entra sets these on its error redirects too.
        pairs.extend([("admin_consent", "True"), ("tenant", TENANT_ID)]);
    }
    let redirect = get("redirect_uri");
    if redirect.is_empty() {
        return page(
            200,
            "Nothing was accepted",
            "<p>You may close this page.</p>",
            None,
        );
    }
    let answer = http::Response::builder()
        .status(302)
        .header("location", form::with_query(redirect, &pairs))
        .body(Vec::new())
        .unwrap_or_default();
    with_response_mode(answer, redirect, get("response_mode"))
}

/// Returns the tenant's redirect in the response mode that the client requested.
fn with_response_mode(mut answer: HttpResponse, redirect: &str, mode: &str) -> HttpResponse {
    let location = answer
        .headers()
        .get("location")
        .and_then(|value| Some(value.to_str().ok()?.to_owned()));
    let Some(query) = location.as_deref().and_then(|to| to.strip_prefix(redirect)) else {
        return answer;
    };
    let query = query.trim_start_matches(['?', '&']);
    match mode {
        "fragment" => {
            if let Ok(value) = format!("{redirect}#{query}").parse() {
                answer.headers_mut().insert("location", value);
            }
            answer
        }
        "form_post" => {
            let inner: String = form::pairs(query)
                .iter()
                .map(|(name, value)| hidden_field(name, value))
                .collect();
            let form = format!(
                "<form method=\"post\" action=\"{}\">{inner}<button>Go on to the \
                 application</button></form>",
                escape(redirect)
            );
            page(200, "Signed in", &form, Some(redirect))
        }
        _ => answer,
    }
}
