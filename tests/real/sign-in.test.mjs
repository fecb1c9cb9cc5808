// Every way to sign in, against an authorization server that nobody here wrote,
// with the tokens in the keyring of this session.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { CERTIFICATE_CLIENT, OBJECT_ID, PERSON_CLIENT, TENANT, start } from './oidc-server.mjs';
import { PERSON, PROGRAM, environment, home, run } from './program.mjs';

const login = ['auth', 'login', '--browser'];
// A command that needs a token for Graph, and little else.
const ask = ['users', 'list', '-o', 'json'];
const data = (answer) => JSON.parse(answer.stdout);
const tokenCalls = (server) => server.requests.filter((line) => line.endsWith('/token')).length;

// Files below a folder that hold one of the secrets.
function holders(folder, secrets) {
  const files = fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => {
    const text = fs.readFileSync(file, 'latin1');
    return [...secrets].some((secret) => text.includes(secret));
  });
}

async function signedIn(options) {
  const server = await start(options);
  const folder = home(server.origin);
  const answer = await run(folder, login);
  assert.equal(answer.code, 0, answer.stderr);
  return { server, folder };
}

test('a browser sign-in ends with the tokens in the keyring and nowhere else', async () => {
  const { server, folder } = await signedIn();
  const status = await run(folder, ['auth', 'status', '-o', 'json']);
  assert.equal(status.code, 0, status.stderr);
  assert.equal(data(status).state, 'signed-in');
  assert.equal(data(status).person.account, 'admin@example.test');
  assert.match(data(status).store, /Secret Service/);
  assert.ok(server.secrets.size >= 5, `${server.secrets.size} secrets`);
  assert.deepEqual(holders(folder, server.secrets), []);
  const answer = await run(folder, ask);
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal(tokenCalls(server), 1);
  const logout = await run(folder, ['auth', 'logout']);
  assert.equal(logout.code, 0, logout.stderr);
  assert.equal((await run(folder, ['auth', 'status'])).code, 3);
  server.close();
});

test('a person who declines is signed in nowhere, and the answer says why', async () => {
  const server = await start();
  server.answer = 'decline';
  const folder = home(server.origin);
  const answer = await run(folder, login);
  assert.equal(answer.code, 3, answer.stderr);
  assert.match(answer.stderr, /AADSTS65004/);
  assert.equal(tokenCalls(server), 0);
  server.close();
});

test('a refresh token is used once, and the new one is kept before it is needed', async () => {
  const { server, folder } = await signedIn({ accessLife: 60 });
  for (let round = 0; round < 5; round += 1) {
    const answer = await run(folder, ask);
    assert.equal(answer.code, 0, answer.stderr);
  }
  assert.ok(tokenCalls(server) > 5);
  assert.equal(server.reused, 0, server.refused.join('\n'));
  server.close();
});

test('a sign-in service that is unwell for a moment is asked again', async () => {
  const { server, folder } = await signedIn({ accessLife: 60 });
  server.unwell = 2;
  const answer = await run(folder, ask);
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal(server.reused, 0);
  server.close();
});

test('a device code signs in on another device, at the pace that the service asks for', async () => {
  const server = await start();
  server.slowDown = 1;
  const folder = home(server.origin);
  let used = false;
  const onText = (text) => {
    const [, page] = text.match(/page {2,}(\S+)/) ?? [];
    const [, code] = text.match(/code {2,}(\S+)/) ?? [];
    if (page && code && !used) {
      used = true;
      spawn(PERSON, [page, code], { stdio: 'inherit' });
    }
  };
  const answer = await run(folder, ['auth', 'login', '--device-code'], { onText });
  assert.equal(answer.code, 0, answer.stderr);
  assert.ok(answer.ms >= 5000 + 10000 - 200, `${answer.ms} ms: the second poll came too early`);
  // The first was told to slow down; a hair less than said is the network's.
  assert.equal(server.polls.length, 2);
  const gap = server.polls[1] - server.polls[0];
  assert.ok(gap >= 10_000 - 100, `${gap} ms between two polls`);
  assert.equal((await run(folder, ask)).code, 0);
  server.close();
});

// What a session is in the keyring, without what a look at it changes.
const kept = async (folder) => {
  const { stdout } = await run(folder, ['auth', 'status', '-o', 'json']);
  return JSON.parse(stdout).person;
};

test('a token of another tenant or account takes nothing from who is signed in, and both are named', async () => {
  const { server, folder } = await signedIn();
  const before = await kept(folder);
  for (const [what, own, other] of [
    ['tenant', TENANT, '55555555-5555-4555-8555-555555555555'], ['person', OBJECT_ID, '66666666-6666-4666-8666-666666666666'],
  ]) {
    server[what] = other;
    const answer = await run(folder, login);
    assert.equal(answer.code, 3, answer.stderr);
    assert.ok(answer.stderr.includes(own) && answer.stderr.includes(other), answer.stderr);
    server[what] = own;
    assert.deepEqual(await kept(folder), before);
  }
  assert.equal((await run(folder, ask)).code, 0);
  server.close();
});

// At a terminal; `script` opens one.
function atTerminal(folder, args, line) {
  const child = spawn('script', ['-qefc', `${PROGRAM} ${args.join(' ')}`, '/dev/null'], { env: environment(folder), stdio: ['pipe', 'pipe', 'inherit'] });
  let text = '';
  let asked = false;
  child.stdout.on('data', (part) => {
    text += part;
    // What is typed before the last word of the question is no answer.
    if (!asked && /Keep this sign-in\? \[y\/N\] $/.test(text)) {
      asked = true;
      child.stdin.write(`${line}\n`);
    }
  });
  return new Promise((done) => { child.on('close', (code) => done({ code, text })); });
}

test('the first sign-in to a tenant shows account and tenant and asks; what is not confirmed is not kept', async (t) => {
  if (spawnSync('script', ['--version']).status !== 0) return t.skip('script is not installed');
  const server = await start();
  const folder = home(server.origin);
  // The cloud alone: nobody has named this tenant before.
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').split('[profiles')[0]);
  const first = [...login, '--tenant', TENANT, '--client-id', PERSON_CLIENT, '--cloud', 'test'];
  const refused = await atTerminal(folder, first, 'n');
  assert.equal(refused.code, 13, refused.text);
  for (const said of ['admin@example.test', OBJECT_ID, TENANT]) assert.ok(refused.text.includes(said), refused.text);
  assert.ok(!fs.readFileSync(config, 'utf8').includes('profiles'));
  const agreed = await atTerminal(folder, first, 'y');
  assert.equal(agreed.code, 0, agreed.text);
  assert.equal((await run(folder, ask)).code, 0);
  server.close();
  return undefined;
});

test('an application signs in with its certificate, and keeps nothing', async () => {
  const folder = home('http://127.0.0.1:1');
  const [key, certificate, both] = ['key.pem', 'cert.pem', 'both.pem'].map((name) => path.join(folder, name));
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', certificate,
    '-days', '2', '-subj', '/CN=entractl test'], { stdio: 'ignore' });
  fs.writeFileSync(both, fs.readFileSync(key, 'utf8') + fs.readFileSync(certificate, 'utf8'), { mode: 0o600 });
  const server = await start({ certificate });
  const own = home(server.origin);
  const flags = ['auth', 'login', '--client-id', CERTIFICATE_CLIENT, '--tenant', TENANT, '--cloud', 'test', '--certificate', both];
  const answer = await run(own, ['--profile', 'robot', ...flags]);
  assert.equal(answer.code, 0, answer.stderr + server.refused.join('\n'));
  const asked = await run(own, ['--profile', 'robot', ...ask]);
  assert.equal(asked.code, 0, asked.stderr);
  assert.deepEqual(holders(own, server.secrets), []);
  server.close();
});

test('a session made with one sign-in service is never offered to another', async () => {
  const { server, folder } = await signedIn({ accessLife: 60 });
  const other = await start();
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replaceAll(server.origin, other.origin));
  const answer = await run(folder, ask);
  assert.equal(answer.code, 3, answer.stderr);
  assert.deepEqual(other.requests, []);
  server.close();
  other.close();
});

test('a session is never offered to another Graph beside the same sign-in service', async () => {
  const { server, folder } = await signedIn();
  const other = await start();
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace(`graph = "${server.origin}"`, `graph = "${other.origin}"`));
  const answer = await run(folder, ask);
  assert.equal(answer.code, 3, answer.stderr);
  assert.ok(answer.stderr.includes(`Graph at ${other.origin}`), answer.stderr);
  assert.deepEqual(other.requests, []);
  server.close();
  other.close();
});
