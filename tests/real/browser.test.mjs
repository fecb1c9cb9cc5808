// The program and a real browser: headless Chromium opens the sign-in page and
// comes back to loopback; strangers knock at the same port meanwhile.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { start } from './oidc-server.mjs';
import { PERSON, begin, home, run } from './program.mjs';

const login = ['auth', 'login', '--browser'];

// A program for BROWSER; the address that it is given lands in a file as well.
function browser(folder, line) {
  const file = path.join(folder, 'browser.sh');
  fs.writeFileSync(file, `#!/bin/sh\nprintf %s "$1" >'${folder}/address.new'\nmv '${folder}/address.new' '${folder}/address'\nenv >'${folder}/environment'\n${line}\n`, { mode: 0o700 });
  return { BROWSER: file };
}

const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
const chromium = (folder, first = ':') => browser(folder,
  `own='${folder}'; ${first}\nexec chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \\
  --disable-component-update --disable-sync --user-data-dir='${folder}/chromium' --timeout=20000 --dump-dom "$1" >'${folder}/page' 2>/dev/null`);

async function address(folder) {
  for (let look = 0; look < 200; look += 1) {
    if (fs.existsSync(`${folder}/address`)) {
      const page = new URL(fs.readFileSync(`${folder}/address`, 'utf8'));
      return { page, port: Number(new URL(page.searchParams.get('redirect_uri')).port), state: page.searchParams.get('state') };
    }
    await wait(50);
  }
  throw new Error('no page was opened');
}

// One request as it stands; the answer as it came.
const knock = (port, text, host = '127.0.0.1') => new Promise((done) => {
  let answer = '';
  const socket = net.connect(port, host, () => socket.write(text));
  socket.on('data', (part) => { answer += part; });
  socket.on('close', () => done(answer));
  socket.on('error', () => done(answer));
});
const get = (port, target) => `GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;

test('Chromium signs in and lands on loopback', async () => {
  const server = await start();
  const folder = home(server.origin);
  const answer = await run(folder, login, { env: { ...chromium(folder), AZURE_CLIENT_SECRET: '', CANARY: 'c-4-n-4-r-y' } });
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal((await run(folder, ['auth', 'status'])).code, 0);
  assert.doesNotMatch(fs.readFileSync(`${folder}/environment`, 'utf8'), /CANARY/);
  server.close();
});

test('who declines in Chromium is not signed in', async () => {
  const server = await start();
  server.answer = 'decline';
  const folder = home(server.origin);
  const answer = await run(folder, login, { env: chromium(folder) });
  assert.equal(answer.code, 3, answer.stderr);
  assert.match(answer.stderr, /AADSTS65004/);
  server.close();
});

test('five hundred forged callbacks change nothing, and the right one is taken once', async () => {
  const server = await start();
  const folder = home(server.origin);
  const { ended } = begin(folder, login, { env: browser(folder, 'exit 0') });
  const { page, port, state } = await address(folder);
  const forged = [
    '/?code=x', '/?code=x&state=wrong', `/?code=x&state=${state}&state=${state}`, '/?error=access_denied', '/favicon.ico',
    `/other?code=x&state=${state}`, '/?state=&code=', '/?code=x&state=%00',
  ];
  const pages = new Set();
  for (let number = 0; number < 500; number += 1) pages.add(await knock(port, get(port, forged[number % forged.length])));
  for (const text of pages) assert.match(text, /^HTTP\/1\.1 40[04] /);
  assert.ok(pages.size <= 2, `${pages.size} different pages`);
  const post = await knock(port, `POST /?code=x&state=${state} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
  assert.match(post, /^HTTP\/1\.1 400 /);
  const elsewhere = await knock(port, `GET /?code=x&state=${state} HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`);
  assert.match(elsewhere, /^HTTP\/1\.1 400 /);
  assert.equal(server.requests.filter((line) => line.endsWith('/token')).length, 0);
  spawn(PERSON, [page.href], { stdio: 'inherit' });
  const answer = await ended;
  assert.equal(answer.code, 0, answer.stderr);
  assert.equal(server.requests.filter((line) => line.endsWith('/token')).length, 1);
  assert.equal(await knock(port, get(port, `/?code=x&state=${state}`)), '', 'the port is closed');
  server.close();
});

test('two hundred idle connections and as many forged callbacks that stay open do not keep the right one out', async () => {
  const server = await start();
  const folder = home(server.origin);
  const { ended } = begin(folder, login, { env: browser(folder, 'exit 0') });
  const { page, port } = await address(folder);
  const open = [];
  for (let number = 0; number < 400; number += 1) {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('error', () => {});
    if (number % 2 === 0) socket.write(get(port, '/?code=x&state=wrong'));
    open.push(socket);
  }
  spawn(PERSON, [page.href], { stdio: 'inherit' });
  const answer = await ended;
  assert.equal(answer.code, 0, answer.stderr);
  for (const socket of open) socket.destroy();
  server.close();
});

test('the port is on loopback only, in both families, and nobody else can have it', async () => {
  const server = await start();
  const folder = home(server.origin);
  const { child, ended } = begin(folder, login, { env: browser(folder, 'exit 0') });
  const { port } = await address(folder);
  const listening = execFileSync('ss', ['-ltnH', `sport = :${port}`], { encoding: 'utf8' }).trim().split('\n').map((line) => line.split(/\s+/)[3]);
  for (const local of listening) assert.match(local, /^(127\.0\.0\.1|\[::1\]):/);
  const second = await new Promise((done) => {
    const other = http.createServer();
    other.on('error', (error) => done(error.code));
    other.listen(port, '127.0.0.1', () => done('listens'));
  });
  assert.equal(second, 'EADDRINUSE');
  child.kill('SIGINT');
  const answer = await ended;
  assert.notEqual(answer.code, 0);
  assert.equal(await knock(port, get(port, '/')), '');
  server.close();
});

test('a second sign-in beside the first has a port of its own, and both succeed', async () => {
  const server = await start();
  const folders = [home(server.origin), home(server.origin)];
  const both = folders.map((folder) => begin(folder, login, { env: browser(folder, 'exit 0') }));
  const pages = await Promise.all(folders.map(address));
  assert.notEqual(pages[0].port, pages[1].port);
  // One's answer is nothing to the other.
  const crossed = await knock(pages[0].port, get(pages[0].port, `/?code=x&state=${pages[1].state}`));
  assert.match(crossed, /^HTTP\/1\.1 400 /);
  for (const { page } of pages) spawn(PERSON, [page.href], { stdio: 'inherit' });
  for (const { ended } of both) {
    const answer = await ended;
    assert.equal(answer.code, 0, answer.stderr);
  }
  server.close();
});

test('whoever closes the browser can go on in another', async () => {
  const server = await start();
  server.answer = 'nothing';
  const folder = home(server.origin);
  const { child, ended } = begin(folder, login, { env: chromium(folder, 'echo $$ >"$own/pid"') });
  const { page } = await address(folder);
  for (let look = 0; look < 300 && !server.requests.some((line) => line.includes('/interaction/')); look += 1) await wait(100);
  process.kill(Number(fs.readFileSync(`${folder}/pid`, 'utf8')), 'SIGKILL');
  await wait(500);
  assert.equal(child.exitCode, null, 'it goes on waiting');
  server.answer = 'accept';
  spawn(PERSON, [page.href], { stdio: 'inherit' });
  const answer = await ended;
  assert.equal(answer.code, 0, answer.stderr);
  server.close();
});

test('a page that nobody answers is given up after its five minutes, and not before', async (t) => {
  const shim = path.join(home('http://127.0.0.1:1'), 'fast-clock.so');
  try {
    execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', shim, path.join(import.meta.dirname, 'fast-clock.c'), '-ldl'], { stdio: 'ignore' });
  } catch {
    t.skip('no C compiler');
    return;
  }
  const server = await start();
  server.answer = 'nothing';
  const folder = home(server.origin);
  const answer = await run(folder, login, { env: { ...browser(folder, 'exit 0'), LD_PRELOAD: shim } });
  assert.equal(answer.code, 3, answer.stderr);
  assert.match(answer.stderr, /within (299|300) s/);
  // Sixty seconds are one.
  assert.ok(answer.ms > 4900 && answer.ms < 20_000, `${answer.ms} ms`);
  server.close();
});

// The address and text of the page that Chromium came to. The grant may be found before Chromium has written it.
async function landed(folder) {
  for (let look = 0; look < 300 && !fs.existsSync(`${folder}/landed`); look += 1) await wait(100);
  return fs.readFileSync(`${folder}/landed`, 'utf8');
}

// The simulated tenant with the program's own profile for it, by plain HTTP.
async function tenant(t) {
  const folder = home('http://127.0.0.1:1');
  const { child, ended } = begin(folder, ['sandbox', 'serve', '--write-config', '--folder', `${folder}/served`, '-o', 'jsonl']);
  const told = await new Promise((done) => { child.stdout.once('data', (part) => done(JSON.parse(String(part)))); });
  const { http: plain, https: secure } = told.data ?? told;
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replaceAll(secure, plain));
  t.after(() => { child.kill('SIGINT'); return ended; });
  const grant = (app, button) => run(folder, ['-p', 'sandbox-serve', '--no-store', 'grant', app, '--browser', '--yes', '--wait', '60s', '-o', 'json'],
    { env: browser(folder, `exec node '${path.join(import.meta.dirname, 'chromium.mjs')}' '${folder}' ${button} "$1"`) });
  const status = async (app) => JSON.parse((await run(folder, ['-p', 'sandbox-serve', '--no-store', 'status', app, '-o', 'json'])).stdout).apps[0].status;
  return { folder, grant, status };
}

test('consent in Chromium to an application that comes back to loopback is found at once', async (t) => {
  const { folder, grant, status } = await tenant(t);
  const answer = await grant('search', 'accept');
  assert.equal(answer.code, 0, answer.stdout + answer.stderr);
  assert.match(fs.readFileSync(`${folder}/page`, 'utf8'), /Directory\.ReadWrite\.All/);
  assert.match(await landed(folder), /^http:\/\/localhost:\d+\/\?.*admin_consent=True/);
  // Granted, though settings of the tenant may still stand in the way.
  assert.ok(['granted', 'needs-settings'].includes(await status('search')));
});

test('consent in Chromium to an application that goes to the vendor is found by asking Graph', async (t) => {
  const { folder, grant, status } = await tenant(t);
  const before = await status('risk-insights');
  assert.notEqual(before, 'granted');
  const answer = await grant('risk-insights', 'accept');
  assert.equal(answer.code, 0, answer.stdout + answer.stderr);
  assert.match(answer.stderr, /vendor's site/);
  assert.doesNotMatch(new URL(fs.readFileSync(`${folder}/address`, 'utf8')).search, /redirect_uri/);
  assert.equal(await status('risk-insights'), 'granted');
});

test('consent that is declined in Chromium is no grant, and the answer says why', async (t) => {
  const { grant, status } = await tenant(t);
  const answer = await grant('search', 'decline');
  assert.notEqual(answer.code, 0, answer.stdout);
  assert.match(answer.stdout + answer.stderr, /AADSTS65004/);
  assert.equal(await status('search'), 'not-granted');
});
