// Unmodified JavaScript clients against `entractl sandbox serve --approve`. Usage:
//   node js_clients.mjs https://localhost:PORT TENANT_ID CLIENT_ID SECRET_FILE KEY.pem CERTIFICATE.pem
// NODE_EXTRA_CA_CERTS names the certificate authority of the run.
import assert from "node:assert";
import { createHash, createPrivateKey, createSign, X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [origin, tenant, client, secretFile, keyFile, certificateFile] = process.argv.slice(2);
// The packages lie in the folder that the process was started in.
const require = createRequire(`${process.cwd()}/`);
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const secret = readFileSync(secretFile, "utf8").trim();
const [key, pem] = [keyFile, certificateFile].map((file) => readFileSync(file, "utf8"));
const der = new X509Certificate(pem).raw;
const authority = `${origin}/${tenant}`;
const scopes = [`${origin}/.default`];
const person = "rowan.reyes-vale@meridian.example";
const redirect = "http://localhost:3000/auth/redirect";
const web = { id: "11111111-2222-4333-8444-555555555555", secret: "made-up-secret" };
let count = 0;
const passed = (what) => console.log(`ok ${++count} - ${what}`);

const { ConfidentialClientApplication, PublicClientApplication, CryptoProvider } = await load("@azure/msal-node");
const settings = (more) => ({ auth: { clientId: client, authority, knownAuthorities: [new URL(origin).host], ...more } });
const forClient = async (what, more) => {
  const app = new ConfidentialClientApplication(settings(more));
  const answer = await app.acquireTokenByClientCredential({ scopes });
  assert(answer.accessToken, what);
  passed(`msal-node: ${what}`);
  return answer.accessToken;
};
const token = await forClient("client secret", { clientSecret: secret });
const thumbprint = (algorithm) => createHash(algorithm).update(der).digest("hex");
await forClient("certificate with x5t#S256", { clientCertificate: { thumbprintSha256: thumbprint("sha256"), privateKey: key } });
await forClient("certificate with x5t", { clientCertificate: { thumbprint: thumbprint("sha1"), privateKey: key } });

const federated = () => {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 300;
  const claims = { iss: "https://ci.example", sub: "repo:a/b:ref:main", aud: "api://AzureADTokenExchange", exp };
  const message = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}`;
  return `${message}.${createSign("RSA-SHA256").update(message).sign(createPrivateKey(key)).toString("base64url")}`;
};
await forClient("federated credential", { clientId: web.id, clientAssertion: federated() });

const publicApp = new PublicClientApplication(settings());
const device = await publicApp.acquireTokenByDeviceCode({ scopes: ["User.Read"], deviceCodeCallback: () => {} });
assert.equal(device.account.tenantId, tenant);
passed("msal-node: device code");

/** Follows the sign-in page of a tenant that approves at once; returns the code. */
const codeAt = async (address) => {
  const answer = await fetch(address, { redirect: "manual" });
  const to = answer.headers.get("location");
  assert(to, await answer.text());
  return to;
};
const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const native = "http://localhost";
const ask = { scopes: ["User.Read"], redirectUri: native, codeChallenge: challenge, codeChallengeMethod: "S256" };
const back = await codeAt(await publicApp.getAuthCodeUrl(ask));
const code = new URL(back).searchParams.get("code");
const byCode = await publicApp.acquireTokenByCode({ scopes: ["User.Read"], redirectUri: native, code, codeVerifier: verifier });
assert(byCode.idToken);
const silent = await publicApp.acquireTokenSilent({ scopes: ["User.Read"], account: byCode.account, forceRefresh: true });
assert(silent.accessToken);
passed("msal-node: authorization code with PKCE, and renewed");

const identity = await load("@azure/identity");
const authorityHost = origin;
const options = { authorityHost, disableInstanceDiscovery: true };
const tokenFile = `${process.cwd()}/token`;
writeFileSync(tokenFile, federated());
for (const [what, credential] of Object.entries({
  ClientSecretCredential: new identity.ClientSecretCredential(tenant, client, secret, options),
  ClientCertificateCredential: new identity.ClientCertificateCredential(tenant, client, { certificate: `${key}\n${pem}` }, options),
  WorkloadIdentityCredential: new identity.WorkloadIdentityCredential({ ...options, tenantId: tenant, clientId: web.id, tokenFilePath: tokenFile }),
  DeviceCodeCredential: new identity.DeviceCodeCredential({ ...options, tenantId: tenant, clientId: client, userPromptCallback: () => {} }),
})) {
  const user = what === "DeviceCodeCredential";
  assert((await credential.getToken(user ? [`${origin}/User.Read`] : scopes)).token);
  passed(`azure-identity: ${what}`);
}

const { Client } = await load("@microsoft/microsoft-graph-client");
const graph = Client.init({ baseUrl: origin, customHosts: new Set([new URL(origin).hostname]), authProvider: (done) => done(null, token) });
const one = await graph.api(`/users/${person}`).select("id,displayName,accountEnabled").get();
assert.equal(one.accountEnabled, true);
const many = await graph.api("/users").header("ConsistencyLevel", "eventual").filter("endsWith(userPrincipalName,'meridian.example')").count(true).top(5).get();
assert(many["@odata.count"] > 100 && many["@odata.nextLink"]);
const groups = await graph.api(`/users/${one.id}/memberOf`).get();
assert(groups.value.length > 0);
await assert.rejects(graph.api("/users/nobody@meridian.example").get(), { statusCode: 404, code: "Request_ResourceNotFound" });
passed("microsoft-graph-client: select, filter, count, memberOf, and an error");

const oidc = await load("openid-client");
const server = new URL(`${authority}/v2.0`);
const config = await oidc.discovery(server, web.id, web.secret);
const proof = oidc.randomPKCECodeVerifier();
const nonce = oidc.randomNonce();
const url = oidc.buildAuthorizationUrl(config, {
  redirect_uri: redirect, scope: "openid profile offline_access User.Read", nonce, state: "s",
  code_challenge: await oidc.calculatePKCECodeChallenge(proof), code_challenge_method: "S256",
});
const landed = new URL(await codeAt(url));
const tokens = await oidc.authorizationCodeGrant(config, landed, { pkceCodeVerifier: proof, expectedNonce: nonce, expectedState: "s" });
const claims = tokens.claims();
assert.equal(claims.tid, tenant);
passed("openid-client: discovery, and authorization code; the id token holds");
assert((await oidc.refreshTokenGrant(config, tokens.refresh_token)).access_token);
passed("openid-client: refresh");
assert((await oidc.clientCredentialsGrant(config, { scope: scopes[0] })).access_token);
passed("openid-client: client credentials");
const about = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
assert(about.name);
passed("openid-client: userinfo");
