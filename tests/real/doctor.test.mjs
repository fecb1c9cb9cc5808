// What `auth doctor` finds where something real is wrong.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { TENANT, start } from './oidc-server.mjs';
import { home, run } from './program.mjs';

const doctor = ['auth', 'doctor', '-o', 'json'];

// The checks that are not good, by name.
async function ails(folder, exit, env = {}) {
  const answer = await run(folder, doctor, { env });
  assert.equal(answer.code, exit, answer.stdout + answer.stderr);
  const bad = JSON.parse(answer.stdout).checks.filter((check) => !['good', 'not-reached'].includes(check.state));
  for (const check of bad) assert.ok(check.remedy, `${check.name} has no remedy`);
  return Object.fromEntries(bad.map((check) => [check.name, check]));
}

test('where all is well, nothing ails', async () => {
  const server = await start();
  assert.deepEqual(await ails(home(server.origin), 0), {});
  server.close();
});

test('a clock that is an hour off is found by the service\'s own', async () => {
  const server = await start();
  server.clock = 3600;
  const found = await ails(home(server.origin), 6);
  assert.deepEqual(Object.keys(found), ['clock']);
  assert.match(found.clock.found, /36\d\d s behind|3599 s behind/);
  server.close();
});

test('a port that nobody listens on is a connection that failed', async () => {
  const server = await start();
  server.close();
  const found = await ails(home(server.origin), 6);
  assert.deepEqual(Object.keys(found), ['sign-in connection', 'graph connection']);
});

test('a name that does not exist is found to be the name', async () => {
  const server = await start();
  const folder = home(server.origin);
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  const text = fs.readFileSync(config, 'utf8').replaceAll(server.origin, 'https://login.no-such-host.invalid');
  fs.writeFileSync(config, text);
  const found = await ails(folder, 6);
  assert.deepEqual(Object.keys(found), ['sign-in name', 'graph name']);
  server.close();
});

test('another tenant\'s sign-in service is not taken for one\'s own', async () => {
  const server = await start();
  const folder = home(server.origin);
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replaceAll(TENANT, '55555555-5555-4555-8555-555555555555'));
  assert.deepEqual(Object.keys(await ails(folder, 6)), ['sign-in answer']);
  server.close();
});

test('a proxy that asks for a password, and one that is down, are named; its password is not', async () => {
  const server = await start();
  const folder = home(server.origin);
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replaceAll(server.origin, 'https://login.example.test'));
  const seen = [];
  const proxy = http.createServer();
  proxy.on('connect', (request, socket) => {
    seen.push(request.url);
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="x"\r\n\r\n');
  });
  await new Promise((ready) => { proxy.listen(0, '127.0.0.1', ready); });
  const HTTPS_PROXY = `http://user:p4ssw0rd@127.0.0.1:${proxy.address().port}`;
  for (const down of [false, true]) {
    if (down) await new Promise((closed) => { proxy.close(closed); });
    const answer = await run(folder, doctor, { env: { HTTPS_PROXY } });
    assert.equal(answer.code, 6, answer.stdout);
    assert.doesNotMatch(answer.stdout + answer.stderr, /p4ssw0rd/);
    const bad = JSON.parse(answer.stdout).checks.filter((check) => check.state === 'failed');
    assert.deepEqual(bad.map((check) => check.name), ['sign-in connection', 'graph connection']);
    if (!down) assert.match(bad[0].remedy, /HTTPS_PROXY/);
  }
  assert.deepEqual(seen, ['login.example.test:443', 'login.example.test:443']);
  server.close();
});

test('without a keyring it ends with exit 8 and says what starts one', async () => {
  const server = await start();
  const found = await ails(home(server.origin), 8, { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere' });
  assert.match(found.keyring.remedy, /gnome-keyring/);
  server.close();
});
