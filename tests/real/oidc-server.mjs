// A certified authorization server (npm: oidc-provider) on loopback, its routes
// laid out as Entra lays them, with just enough of Graph beside it to be asked.
// What it issues it also remembers, so that a test can look for it elsewhere.
import fs from 'node:fs';
import http from 'node:http';
import { X509Certificate } from 'node:crypto';
import { pathToFileURL } from 'node:url';

const modules = process.env.ENTRACTL_REAL_MODULES;
const { Provider, interactionPolicy } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`));

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const PERSON_CLIENT = '22222222-2222-4222-8222-222222222222';
export const CERTIFICATE_CLIENT = '33333333-3333-4333-8333-333333333333';
export const OBJECT_ID = '44444444-4444-4444-8444-444444444444';
const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code';

// The built-in store forgets after a thousand entries; this one never does.
class Store {
  static all = new Map();
  constructor(name) { this.name = name; }
  key(id) { return `${this.name}:${id}`; }
  async upsert(id, value) { Store.all.set(this.key(id), value); }
  async find(id) { return Store.all.get(this.key(id)); }
  async findByUid(uid) { return this.first((value) => value.uid === uid); }
  async findByUserCode(code) { return this.first((value) => value.userCode === code); }
  async destroy(id) { Store.all.delete(this.key(id)); }
  async consume(id) { Store.all.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
  async revokeByGrantId(grant) {
    for (const [key, value] of Store.all) if (value.grantId === grant) Store.all.delete(key);
  }
  first(fits) {
    for (const [key, value] of Store.all) if (key.startsWith(`${this.name}:`) && fits(value)) return value;
    return undefined;
  }
}

// Options: accessLife (seconds), certificate (PEM of the application's), padding
// (characters by which an access token is longer).
export async function start(options = {}) {
  const server = http.createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const page = (name) => `/${TENANT}/oauth2/v2.0/${name}`;
  const told = {
    origin,
    answer: 'accept', // what the person on the sign-in page does: accept, decline, or neither
    slowDown: 0, // polls that are told to slow down
    unwell: 0, // token requests that get a 503
    secrets: new Set(),
    refused: [],
    requests: [],
    connections: 0,
    reused: 0,
    reuses: [], // each: when, when and by which request it was used before, and whether its successor was ever used
    accessLife: options.accessLife ?? 3600, // seconds
    clock: 0, // seconds that the Date header is ahead
    tenant: TENANT, // whose tokens are
    person: OBJECT_ID,
    polls: [], // when it was asked whether a device code was used
  };

  const clients = [{
    client_id: PERSON_CLIENT, client_name: 'entractl', application_type: 'native', token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token', DEVICE], response_types: ['code'],
    redirect_uris: ['http://localhost'], // native: any port of it
  }];
  if (options.certificate) {
    const key = new X509Certificate(fs.readFileSync(options.certificate)).publicKey.export({ format: 'jwk' });
    clients.push({
      client_id: CERTIFICATE_CLIENT, token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: 'PS256', grant_types: ['client_credentials'], response_types: [],
      redirect_uris: [], jwks: { keys: [key] },
    });
  }
  const used = new Map(); // refresh tokens: when, by which request, and what came in their place
  const choose = new interactionPolicy.Prompt({ name: 'select_account', requestable: true });
  const policy = interactionPolicy.base();
  policy.add(choose, 0);
  const scopes = new Set();
  const provider = new Provider(`${origin}/${TENANT}/v2.0`, {
    adapter: Store,
    clients,
    clientAuthMethods: ['none', 'private_key_jwt'],
    enabledJWA: { clientAuthSigningAlgValues: ['PS256'] },
    scopes: ['openid', 'profile', 'offline_access'],
    claims: { openid: ['sub', 'tid', 'oid', 'preferred_username', 'name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, tid: told.tenant, oid: told.person, preferred_username: 'admin@example.test', name: 'Ada Admin' }),
    }),
    pkce: { required: () => true },
    issueRefreshToken: async () => true,
    rotateRefreshToken: true,
    interactions: { policy, url: (_, interaction) => `/interaction/${interaction.uid}` },
    routes: {
      authorization: page('authorize'), token: page('token'), device_authorization: page('devicecode'),
      code_verification: page('deviceauth'), jwks: `/${TENANT}/discovery/v2.0/keys`,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: { enabled: true, charset: 'base-20', mask: '****-****' },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => origin,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx) => {
          for (const scope of (ctx.oidc.params.scope ?? '').split(' ')) if (scope.startsWith(origin)) scopes.add(scope);
          return { scope: [...scopes].join(' '), accessTokenFormat: 'jwt', accessTokenTTL: told.accessLife };
        },
      },
    },
    formats: {
      customizers: {
        jwt: (_, token, jwt) => Object.assign(jwt.payload, {
          tid: told.tenant, oid: token.accountId ? told.person : CERTIFICATE_CLIENT, idtyp: token.accountId ? 'user' : 'app',
          scp: (jwt.payload.scope ?? '').replaceAll(`${origin}/`, ''),
          padding: 'x'.repeat(options.padding ?? 0),
        }),
      },
    },
    cookies: { keys: ['no secret'] },
    ttl: { DeviceCode: 600, AuthorizationCode: 60, RefreshToken: 86400, Session: 3600, Grant: 86400, IdToken: 3600, Interaction: 600 },
    renderError: (ctx, out) => { ctx.type = 'json'; ctx.body = out; },
  });

  provider.use(async (ctx, next) => {
    const atToken = ctx.path === page('token');
    if (atToken && told.unwell > 0) {
      told.unwell -= 1;
      ctx.status = 503;
      ctx.type = 'html';
      ctx.body = '<h1>busy</h1>';
      return;
    }
    if (atToken && told.slowDown > 0) {
      told.slowDown -= 1;
      told.polls.push(Date.now());
      ctx.status = 400;
      ctx.body = { error: 'slow_down' };
      return;
    }
    // OpenID Connect gives offline_access to those only who ask for consent; Entra to all.
    if (ctx.path === page('authorize')) ctx.query = { ...ctx.query, prompt: `${ctx.query.prompt ?? ''} consent`.trim() };
    const came = Date.now();
    await next();
    if (atToken && ctx.oidc?.params?.device_code) told.polls.push(came);
    const renewed = atToken && ctx.oidc?.params?.refresh_token;
    if (renewed && ctx.body?.refresh_token) used.set(renewed, { at: Date.now(), by: ctx.get('client-request-id'), next: ctx.body.refresh_token });
    else if (renewed && used.has(renewed)) {
      const before = used.get(renewed);
      told.reuses.push({ at: Date.now(), before: before.at, by: before.by, goneOn: used.has(before.next) });
    }
    if (ctx.oidc?.params && atToken) {
      for (const name of ['code', 'code_verifier', 'device_code', 'client_assertion', 'refresh_token']) {
        if (ctx.oidc.params[name]) told.secrets.add(ctx.oidc.params[name]);
      }
    }
    for (const name of ['access_token', 'refresh_token', 'id_token', 'device_code']) {
      if (ctx.body?.[name]) told.secrets.add(ctx.body[name]);
    }
  });
  provider.on('grant.error', (_, error) => {
    told.refused.push(`${error.error}: ${error.error_detail ?? error.error_description ?? ''}`);
    if (/already used/.test(error.error_detail ?? '')) told.reused += 1;
  });
  provider.on('server_error', (_, error) => console.error('server_error', error));

  // The sign-in page: one form, which sends itself where scripts run.
  async function interaction(request, response) {
    const { uid, prompt, params } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      const send = told.answer === 'nothing' ? '' : '<script>document.forms[0].submit()</script>';
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Sign in</title><form method="post" action="/interaction/${uid}"><button>Sign in</button></form>${send}`);
      return;
    }
    if (told.answer === 'decline') {
      await provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'AADSTS65004: User declined to consent.' });
      return;
    }
    const grant = new provider.Grant({ accountId: 'ada', clientId: params.client_id });
    grant.addOIDCScope('openid profile offline_access');
    grant.addResourceScope(origin, [...scopes].join(' '));
    const grantId = await grant.save();
    const result = { login: { accountId: 'ada' }, consent: { grantId } };
    if (prompt.name === 'select_account' || `${params.prompt}`.includes('select_account')) result.select_account = {};
    await provider.interactionFinished(request, response, result);
  }

  // As much of Graph as a command needs that only has to hold a good token.
  async function graph(request, response) {
    let body = '';
    for await (const part of request) body += part;
    const token = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    response.setHeader('content-type', 'application/json');
    if (!told.secrets.has(token)) {
      response.statusCode = 401;
      response.end(JSON.stringify({ error: { code: 'InvalidAuthenticationToken', message: 'no such token' } }));
      return;
    }
    if (request.url.endsWith('/$batch')) {
      const responses = JSON.parse(body).requests.map(({ id }) => ({ id, status: 200, headers: {}, body: { value: [] } }));
      response.end(JSON.stringify({ responses }));
      return;
    }
    response.end(JSON.stringify({ value: [] }));
  }

  server.on('connection', () => { told.connections += 1; });
  const callback = provider.callback();
  server.on('request', (request, response) => {
    told.requests.push(`${request.method} ${request.url.split('?')[0]}`);
    if (told.clock) response.setHeader('date', new Date(Date.now() + told.clock * 1000).toUTCString());
    // Entra has the tenant before it.
    const discovery = '/.well-known/openid-configuration';
    if (request.url === `/${TENANT}/v2.0${discovery}`) request.url = discovery;
    const part = request.url.startsWith('/interaction/') ? interaction : request.url.startsWith('/v1.0/') ? graph : null;
    if (!part) {
      callback(request, response);
      return;
    }
    part(request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  told.close = () => { server.closeAllConnections(); server.close(); };
  return told;
}
