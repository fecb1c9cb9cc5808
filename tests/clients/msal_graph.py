"""Microsoft's own Python clients against `entractl sandbox serve`.

Unmodified `msal` and `msgraph-sdk` sign in by secret, by certificate (PS256)
and by device code, and then do what an incident needs. Usage:

    msal_graph.py https://localhost:PORT CA_FILE TENANT_ID CLIENT_ID SECRET_FILE KEY_AND_CERTIFICATE.pem
"""

import asyncio
import html
import os
import re
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urlparse

import jwt
import msal
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ORIGIN, CA, TENANT, CLIENT, SECRET_FILE, PEM = sys.argv[1:7]
# requests prefers these variables to what a session says.
os.environ["REQUESTS_CA_BUNDLE"] = os.environ["CURL_CA_BUNDLE"] = CA
SECRET = Path(SECRET_FILE).read_text().strip()
AUTHORITY = f"{ORIGIN}/{TENANT}"
SCOPE = [f"{ORIGIN}/.default"]
PERSON = "rowan.reyes-vale@meridian.example"
ADMINISTRATOR = "ada.admin@meridian.example"
done = []


def passed(what):
    done.append(what)
    print(f"ok {len(done)} - {what}", flush=True)


def confidential(credential):
    return msal.ConfidentialClientApplication(
        CLIENT,
        authority=AUTHORITY,
        client_credential=credential,
        instance_discovery=False,
        verify=CA,
    )


def token_of(answer):
    assert "access_token" in answer, answer
    return answer["access_token"]


def by_secret():
    token = token_of(confidential(SECRET).acquire_token_for_client(SCOPE))
    keys = jwt.PyJWKClient(f"{AUTHORITY}/discovery/v2.0/keys", ssl_context=trust())
    key = keys.get_signing_key_from_jwt(token)
    claims = jwt.decode(token, key.key, algorithms=["RS256"], audience=ORIGIN, issuer=f"{AUTHORITY}/v2.0")
    assert claims["tid"] == TENANT and claims["idtyp"] == "app" and claims["app_displayname"], claims
    assert "User.Read.All" in claims["roles"] and "wids" in claims and claims["oid"], claims
    passed("msal: signed in by secret; the token's signature holds under the key set")
    wrong = confidential("wrong").acquire_token_for_client(SCOPE)
    assert wrong["error"] == "invalid_client" and 7000215 in wrong["error_codes"], wrong
    passed("msal: a wrong secret is refused with AADSTS7000215")
    return token


def by_certificate():
    pem = Path(PEM).read_text()
    start = pem.index("-----BEGIN CERTIFICATE-----")
    credential = {
        "private_key": re.search(r"-----BEGIN (?:RSA )?PRIVATE KEY-----.*?-----END (?:RSA )?PRIVATE KEY-----", pem, re.S).group(0),
        "public_certificate": pem[start:],
    }
    token_of(confidential(credential).acquire_token_for_client(SCOPE))
    passed("msal: signed in by certificate (PS256)")
    other = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    credential["private_key"] = other.decode()
    wrong = confidential(credential).acquire_token_for_client(SCOPE)
    assert wrong["error"] == "invalid_client" and 700027 in wrong["error_codes"], wrong
    passed("msal: a signature of another key is refused with AADSTS700027")


def trust():
    import ssl

    return ssl.create_default_context(cafile=CA)


def hidden(page):
    """The hidden fields of a page's form."""
    found = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {html.unescape(name): html.unescape(value) for name, value in found}


def approve(flow, person, decision="accept"):
    """What a person does on the page of the device sign-in."""
    browser = requests.Session()
    browser.verify = CA
    page = browser.get(flow["verification_uri"])
    proof = hidden(page.text)["proof"]
    fields = {"user_code": flow["user_code"], "person": person, "proof": proof, "decision": decision}
    return browser.post(flow["verification_uri"], data=fields, headers={"Origin": ORIGIN})


def by_device_code():
    app = msal.PublicClientApplication(CLIENT, authority=AUTHORITY, instance_discovery=False, verify=CA)
    wanted = ["User.Read.All", "User.RevokeSessions.All", "Application.Read.All"]
    flow = app.initiate_device_flow(wanted)
    assert "user_code" in flow, flow
    flow["interval"] = 1
    forged = requests.post(
        flow["verification_uri"],
        data={"user_code": flow["user_code"], "person": ADMINISTRATOR, "proof": "x", "decision": "accept"},
        verify=CA,
    )
    assert forged.status_code == 403, forged.text
    page = approve(flow, ADMINISTRATOR)
    assert page.status_code == 200 and "approved" in page.text, page.text
    answer = app.acquire_token_by_device_flow(flow)
    token_of(answer)
    assert answer["id_token_claims"]["preferred_username"] == ADMINISTRATOR, answer
    account = app.get_accounts()[0]
    assert account["username"] == ADMINISTRATOR and account["home_account_id"].endswith(TENANT), account
    passed("msal: signed in by device code, approved on the page; a forged form is refused")
    again = app.acquire_token_silent(wanted, account, force_refresh=True)
    assert token_of(again) != answer["access_token"]
    passed("msal: renewed by refresh token")
    flow = app.initiate_device_flow(wanted)
    flow["interval"] = 1
    approve(flow, ADMINISTRATOR, "decline")
    declined = app.acquire_token_by_device_flow(flow)
    assert declined["error"] == "authorization_declined", declined
    passed("msal: a declined device sign-in ends")


def by_browser():
    """The code flow with PKCE, with a browser played by requests."""
    app = msal.PublicClientApplication(CLIENT, authority=AUTHORITY, instance_discovery=False, verify=CA)
    for mode in ["query", "form_post"]:
        flow = app.initiate_auth_code_flow(
            ["User.Read"], redirect_uri="http://localhost:5123", response_mode=mode
        )
        browser = requests.Session()
        browser.verify = CA
        page = browser.get(flow["auth_uri"])
        assert page.status_code == 200 and "script-src" not in page.headers["content-security-policy"]
        fields = {"person": PERSON, "proof": hidden(page.text)["proof"], "decision": "accept"}
        answer = browser.post(flow["auth_uri"], data=fields, allow_redirects=False)
        if mode == "query":
            assert answer.status_code == 302, answer.text
            back = dict(parse_qsl(urlparse(answer.headers["location"]).query))
        else:
            assert answer.status_code == 200 and 'action="http://localhost:5123"' in answer.text
            back = hidden(answer.text)
        tokens = app.acquire_token_by_auth_code_flow(flow, back)
        assert tokens["id_token_claims"]["preferred_username"] == PERSON, tokens
    passed("msal: signed in by browser with PKCE as a chosen person, by query and by form_post")


async def graph_sdk():
    from azure.identity import ClientSecretCredential
    from kiota_authentication_azure.azure_identity_authentication_provider import (
        AzureIdentityAuthenticationProvider,
    )
    import httpx
    from msgraph import GraphRequestAdapter, GraphServiceClient
    from msgraph.generated.models.app_role_assignment import AppRoleAssignment
    from msgraph.generated.models.o_auth2_permission_grant import OAuth2PermissionGrant
    from msgraph.generated.models.user import User
    from msgraph.generated.users.item.user_item_request_builder import UserItemRequestBuilder
    from msgraph.generated.service_principals.service_principals_request_builder import (
        ServicePrincipalsRequestBuilder,
    )
    from msgraph_core.requests.batch_request_builder import BatchRequestBuilder
    from msgraph_core.requests.batch_request_content import BatchRequestContent
    from msgraph_core.requests.batch_request_item import BatchRequestItem
    from uuid import UUID

    credential = ClientSecretCredential(
        TENANT, CLIENT, SECRET, authority=ORIGIN, disable_instance_discovery=True, connection_verify=CA
    )
    host = ORIGIN.split("://")[1]
    provider = AzureIdentityAuthenticationProvider(credential, scopes=SCOPE, allowed_hosts=[host, host.split(":")[0]])
    client = httpx.AsyncClient(verify=trust(), http2=True)
    adapter = GraphRequestAdapter(provider, client)
    adapter.base_url = f"{ORIGIN}/v1.0"
    graph = GraphServiceClient(request_adapter=adapter)

    people = await graph.users.get()
    assert people.value and people.odata_next_link.startswith(ORIGIN), people.odata_next_link
    more = await graph.users.with_url(people.odata_next_link).get()
    assert more.value and more.value[0].id != people.value[0].id
    passed("msgraph-sdk: listed users, page by page")

    select = UserItemRequestBuilder.UserItemRequestBuilderGetQueryParameters(
        select=["id", "userPrincipalName", "accountEnabled"]
    )
    from kiota_abstractions.base_request_configuration import RequestConfiguration

    only = RequestConfiguration(query_parameters=select)
    person = await graph.users.by_user_id(PERSON).get(request_configuration=only)
    assert person.account_enabled is True
    await graph.users.by_user_id(person.id).patch(User(account_enabled=False))
    person = await graph.users.by_user_id(person.id).get(request_configuration=only)
    assert person.account_enabled is False
    passed("msgraph-sdk: disabled an account and read it back")
    answer = await graph.users.by_user_id(person.id).revoke_sign_in_sessions.post()
    assert answer.value is True
    passed("msgraph-sdk: revoked the sessions")
    await graph.users.by_user_id(person.id).patch(User(account_enabled=True))

    query = ServicePrincipalsRequestBuilder.ServicePrincipalsRequestBuilderGetQueryParameters(
        filter="appId eq '00000003-0000-0000-c000-000000000000'"
    )
    found = await graph.service_principals.get(RequestConfiguration(query_parameters=query))
    resource = found.value[0]
    apps = await graph.service_principals.get()
    app = next(one for one in apps.value if (one.display_name or "").endswith("account actions"))
    role = next(one for one in resource.app_roles if one.value == "User.ReadWrite.All")
    passed("msgraph-sdk: read service principals and their app roles")

    wanted = AppRoleAssignment(
        principal_id=UUID(app.id), resource_id=UUID(resource.id), app_role_id=role.id
    )
    made = await graph.service_principals.by_service_principal_id(app.id).app_role_assignments.post(wanted)
    await asyncio.sleep(1.5)  # the replicas of the simulated tenant lag a second
    listed = await graph.service_principals.by_service_principal_id(app.id).app_role_assignments.get()
    assert made.id in [one.id for one in listed.value]
    passed("msgraph-sdk: granted an application permission and listed it")
    grant = OAuth2PermissionGrant(
        client_id=app.id, consent_type="AllPrincipals", resource_id=resource.id, scope="User.Read"
    )
    made = await graph.oauth2_permission_grants.post(grant)
    await asyncio.sleep(1.5)
    listed = await graph.oauth2_permission_grants.get()
    assert made.id in [one.id for one in listed.value]
    passed("msgraph-sdk: made a delegated grant and listed it")

    batch = BatchRequestContent()
    for at, name in enumerate([PERSON, ADMINISTRATOR]):
        information = graph.users.by_user_id(name).to_get_request_information()
        information.url = information.url.replace(adapter.base_url, "")
        batch.add_request(str(at), BatchRequestItem(information, id=str(at)))
    answers = await BatchRequestBuilder(adapter).post(batch)
    statuses = sorted((one.id, one.status) for one in answers.responses.values())
    assert statuses == [("0", 200), ("1", 200)], statuses
    passed("msgraph-sdk: read two users in one batch")


def lenient(token):
    """Forms of an address that Graph takes, sent as plain HTTP."""
    head = {"Authorization": f"Bearer {token}"}
    session = requests.Session()
    session.verify = CA
    for path in [
        f"//v1.0//users/{PERSON}",
        f"/v1.0/myorganization/users/{PERSON}",
        f"/V1.0/Users('{PERSON}')",
        f"/v1.0/USERS/{PERSON}?select=id",
        "/v1.0/serviceprincipals(appid='7C0FFEE0-1234-4abc-8def-5a4db0c0ffee')",
    ]:
        answer = session.get(ORIGIN + path, headers=head)
        assert answer.status_code == 200, (path, answer.text)
    body = {"client_id": CLIENT, "client_secret": SECRET, "grant_type": "client_credentials", "scope": f"{ORIGIN}//.default"}
    answer = session.post(f"{AUTHORITY}/oauth2/v2.0/token?dc=ESTS-1", data=body)
    assert answer.status_code == 200, answer.text
    passed("plain HTTP: every form of an address that Graph and Entra take")


token = by_secret()
by_certificate()
by_device_code()
by_browser()
lenient(token)
asyncio.run(graph_sdk())
print(f"{len(done)} passed")
