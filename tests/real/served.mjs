// The simulated tenant (`sandbox serve`) behind a server of our own that speaks
// HTTP/2 over TLS and can be told to misbehave.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import http2 from 'node:http2';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { PROGRAM, run } from './program.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entractl-served-'));
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Example Root',
  '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');
openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key.pem', '-out', 'csr.pem', '-subj', '/CN=front');
fs.writeFileSync(path.join(folder, 'ext'), 'subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n');
openssl('x509', '-req', '-in', 'csr.pem', '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', 'cert.pem', '-days', '2', '-extfile', 'ext');
const pem = (name) => fs.readFileSync(path.join(folder, name));

const listen = (server) => new Promise((ready) => { server.listen(0, '127.0.0.1', () => ready(server.address().port)); });

// The tokens of a text, with another origin in their claims: a client compares the
// audience of a token with its Graph. What went out is the same when it comes back.
function retold(text, from, to) {
  return text.replace(/\b(eyJ[\w-]+)\.([\w-]+)\.([\w-]*)/g, (whole, header, claims, signature) => {
    const told = Buffer.from(claims, 'base64url').toString('utf8').replaceAll(from, to);
    return `${header}.${Buffer.from(told, 'utf8').toString('base64url')}.${signature}`;
  });
}

// A request to the served tenant; what names our own address names its own there.
function ask(tenant, ours, { method, target, headers, body }) {
  const theirs = tenant.http.replace('http://', '');
  const inward = (text) => text.replaceAll(ours, theirs).replaceAll(encodeURIComponent(`https://${ours}`), encodeURIComponent(`http://${theirs}`))
    .replaceAll(`https://${theirs}`, `http://${theirs}`);
  const kept = Object.fromEntries(['authorization', 'content-type', 'accept', 'consistencylevel', 'client-request-id']
    .filter((name) => headers[name]).map((name) => [name, headers[name]]));
  if (kept.authorization) kept.authorization = retold(kept.authorization, `https://${ours}`, `http://${theirs}`);
  return new Promise((done, failed) => {
    const request = http.request(`${tenant.http}${inward(target)}`, { method, headers: kept }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const { connection, 'transfer-encoding': chunked, 'content-length': length, 'keep-alive': alive, ...rest } = response.headers;
        const plain = Buffer.concat(parts).toString('utf8').replaceAll(`http://${theirs}`, `https://${ours}`);
        const text = retold(plain, `http://${theirs}`, `https://${ours}`);
        done({ status: response.statusCode, headers: rest, body: text });
      });
    });
    request.on('error', failed);
    request.end(inward(body));
  });
}

// Starts the tenant and the server before it. `hook` sees each request first; it
// answers by itself, or gives it on with the second argument.
export async function front(hook = (request, on) => on()) {
  const own = fs.mkdtempSync(path.join(folder, 'tenant-'));
  const child = spawn(PROGRAM, ['sandbox', 'serve', '--control', '--folder', `${own}/served`, '-o', 'jsonl'],
    { env: { PATH: process.env.PATH, XDG_STATE_HOME: `${own}/state`, XDG_CONFIG_HOME: `${own}/config` }, stdio: ['ignore', 'pipe', 'ignore'] });
  // A test that fails closes nothing; the tenant would hold whatever waits for it.
  process.once('exit', () => child.kill());
  const line = await new Promise((done) => { child.stdout.once('data', (part) => done(String(part))); });
  const told = JSON.parse(line);
  const tenant = told.data ?? told;
  const server = http2.createSecureServer({ key: pem('key.pem'), cert: pem('cert.pem') });
  const seen = { sessions: 0, requests: [], tenant, hook };
  server.on('session', (session) => {
    seen.sessions += 1;
    session.on('error', () => {});
  });
  server.on('sessionError', () => {});
  server.on('stream', (stream, headers) => {
    const parts = [];
    stream.on('error', () => {});
    stream.on('data', (part) => parts.push(part));
    stream.on('end', async () => {
      const request = { stream, session: stream.session, headers, method: headers[':method'], target: headers[':path'], body: Buffer.concat(parts).toString('utf8') };
      seen.requests.push(request);
      request.writes = /"method":"(PATCH|POST|DELETE)"/.test(request.body);
      request.signsIn = request.target.includes('/oauth2/');
      const forward = () => ask(tenant, `127.0.0.1:${seen.port}`, request);
      const answer = ({ status, headers: more, body }, end = true) => {
        stream.respond({ ':status': status, ...more });
        if (end) stream.end(body);
      };
      const on = async () => answer(await forward());
      try {
        await seen.hook(request, on, forward, answer);
      } catch (error) {
        if (!stream.closed) stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR);
        if (!stream.destroyed) console.error(error);
      }
    });
  });
  seen.own = await listen(server);
  // All goes through a relay of plain bytes, which can be frozen or made slow.
  const relay = { delay: 0, frozen: new Set(), alive: new Set(), connections: 0 };
  const wire = net.createServer((client) => {
    relay.connections += 1;
    relay.alive.add(client);
    const behind = net.connect(seen.own, '127.0.0.1');
    const silent = () => relay.frozen.has(client);
    client.on('error', () => behind.destroy());
    behind.on('error', () => { if (!silent()) client.destroy(); });
    client.on('data', (part) => { if (!silent()) setTimeout(() => behind.write(part), client.bytesRead === part.length ? relay.delay : 0); });
    behind.on('data', (part) => { if (!silent()) client.write(part); });
    client.on('close', () => { relay.alive.delete(client); behind.destroy(); });
    behind.on('close', () => { if (!silent()) client.end(); });
  });
  seen.port = await listen(wire);
  seen.relay = relay;
  // The network is gone for who is connected now: no answer, no end, nothing.
  seen.freeze = () => { for (const client of relay.alive) relay.frozen.add(client); };
  // By a plain client: what looks like a browser is turned away.
  seen.control = (method, what) => new Promise((done, failed) => {
    const headers = { 'x-sandbox-control': tenant.control.token };
    const request = http.request(`${tenant.control.address}/${what}`, { method, headers }, (response) => {
      let text = '';
      response.on('data', (part) => { text += part; });
      response.on('end', () => done(JSON.parse(text)));
    });
    request.on('error', failed);
    request.end();
  });
  // The writes that the tenant carried out, as METHOD PATH.
  seen.written = async () => (await seen.control('GET', 'ledger')).entries
    .filter((entry) => entry.applied && !/oauth2|\$batch/.test(entry.path) && entry.method !== 'GET')
    .map((entry) => `${entry.method} ${entry.path}`);
  // A home whose application signs in by itself.
  seen.home = (secret = `client_secret_file = "${tenant.clientSecretFile}"\n`) => {
    const home = fs.mkdtempSync(path.join(folder, 'home-'));
    fs.mkdirSync(path.join(home, 'config', 'entractl'), { recursive: true, mode: 0o700 });
    const origin = `https://127.0.0.1:${seen.port}`;
    fs.writeFileSync(path.join(home, 'config', 'entractl', 'config.toml'),
      `[clouds.test]\nauthority = "${origin}"\ngraph = "${origin}"\nca_file = "${folder}/ca.pem"\n\n[profiles.default]\ntenant = "${tenant.tenantId}"\n`
      + `client_id = "${tenant.clientId}"\ncloud = "test"\n${secret}`, { mode: 0o600 });
    return home;
  };
  // A home in which the administrator is signed in, who may set passwords.
  seen.person = async () => {
    const home = seen.home('');
    const file = path.join(home, 'browser.sh');
    const script = path.join(import.meta.dirname, 'made-up-person.mjs');
    fs.writeFileSync(file, `#!/bin/sh\nexec node '${script}' '${tenant.http}' "$1"\n`, { mode: 0o700 });
    const { hook: own } = seen;
    seen.hook = (request, on) => on();
    const answer = await run(home, ['auth', 'login', '--browser', '--for', 'respond'], { env: { BROWSER: file } });
    assert.equal(answer.code, 0, answer.stderr);
    seen.hook = own;
    seen.requests.length = 0;
    return home;
  };
  seen.close = () => {
    child.kill('SIGINT');
    for (const client of relay.alive) client.destroy();
    wire.close();
    server.close();
  };
  return seen;
}
