// The network as it is: companies that open TLS, certificates that are not for
// this host, hosts that never answer, proxies that are down.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execFileSync, spawn } from 'node:child_process';
import { start } from './oidc-server.mjs';
import { application, home, run, token } from './program.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entractl-ca-'));
const openssl = (...args) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2', '-subj', '/CN=Example Company Root',
  '-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign');

// A certificate of the company's root for the names given.
function certificate(name, names, days = 2) {
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  fs.writeFileSync(path.join(folder, `${name}.ext`), `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`);
  openssl('x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-out', `${name}.pem`,
    '-days', String(days), '-extfile', `${name}.ext`);
  return { key: fs.readFileSync(path.join(folder, `${name}.key`)), cert: fs.readFileSync(path.join(folder, `${name}.pem`)) };
}

async function listen(server, host = '127.0.0.1') {
  const seen = { connections: 0, requests: 0 };
  server.on('connection', (socket) => { seen.connections += 1; socket.on('error', () => {}); });
  server.on('request', (_, response) => {
    seen.requests += 1;
    response.statusCode = 401;
    response.end('{}');
  });
  await new Promise((ready) => { server.listen(0, host, ready); });
  seen.port = server.address().port;
  return seen;
}

// How each check of the doctor came out, at an address.
async function states(origin, { ca = false, env = {}, wrap = [] } = {}) {
  const own = home(origin);
  const config = path.join(own, 'config', 'entractl', 'config.toml');
  if (ca) fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('\n\n', `\nca_file = "${folder}/ca.pem"\n\n`));
  const answer = await run(own, ['auth', 'doctor', '-o', 'json'], { env, wrap });
  assert.ok([0, 6].includes(answer.code), answer.stdout + answer.stderr);
  return { ms: answer.ms, ...Object.fromEntries(JSON.parse(answer.stdout).checks.map((check) => [check.name, check.state])) };
}

test('a company that opens TLS is refused until its root is named, and never gets a request before', async () => {
  const server = https.createServer(certificate('right', 'IP:127.0.0.1'));
  const seen = await listen(server);
  const origin = `https://127.0.0.1:${seen.port}`;
  const log = path.join(folder, 'keys.log');
  const before = await states(origin, { env: { SSLKEYLOGFILE: log } });
  assert.equal(before['graph certificate'], 'failed');
  assert.equal(seen.requests, 0);
  const after = await states(origin, { ca: true, env: { SSLKEYLOGFILE: log } });
  assert.equal(after['graph certificate'], 'good');
  assert.equal(after['graph answer'], 'good');
  assert.equal(seen.requests, 2);
  assert.ok(!fs.existsSync(log), 'TLS keys were written to a file');
  server.close();
});

test('a certificate for another host, and one that has ended, are refused', async () => {
  for (const [name, names, days] of [['other', 'DNS:login.example.test', 2], ['ended', 'IP:127.0.0.1', 0]]) {
    const server = https.createServer(certificate(name, names, days));
    const seen = await listen(server);
    if (name === 'ended') await new Promise((done) => { setTimeout(done, 1500); });
    const found = await states(`https://127.0.0.1:${seen.port}`, { ca: true });
    assert.equal(found['graph certificate'], 'failed', name);
    assert.equal(seen.requests, 0, name);
    server.close();
  }
});

test('a certificate that vouches for itself is refused', async () => {
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'self.key', '-out', 'self.pem', '-days', '2', '-subj', '/CN=127.0.0.1',
    '-addext', 'subjectAltName=IP:127.0.0.1');
  const server = https.createServer({ key: fs.readFileSync(`${folder}/self.key`), cert: fs.readFileSync(`${folder}/self.pem`) });
  const seen = await listen(server);
  const found = await states(`https://127.0.0.1:${seen.port}`, { ca: true });
  assert.equal(found['graph certificate'], 'failed');
  assert.equal(seen.requests, 0);
  server.close();
});

test('a server that knows TLS 1.0 and 1.1 only is not spoken to', async () => {
  const old = (minVersion, maxVersion) => https.createServer({ ...certificate('old', 'IP:127.0.0.1'), minVersion, maxVersion, ciphers: 'DEFAULT:@SECLEVEL=0' });
  for (const [least, most, state] of [['TLSv1', 'TLSv1', 'failed'], ['TLSv1', 'TLSv1.1', 'failed'], ['TLSv1', 'TLSv1.2', 'good']]) {
    const server = old(least, most);
    const seen = await listen(server);
    const found = await states(`https://127.0.0.1:${seen.port}`, { ca: true });
    assert.equal(found['graph certificate'], state, most);
    assert.equal(seen.requests, state === 'good' ? 2 : 0, most);
    // A client that is content with less is served: the refusal is ours.
    const port = String(seen.port);
    const asked = await new Promise((done) => {
      const client = https.get({ port, host: '127.0.0.1', rejectUnauthorized: false, minVersion: least, maxVersion: most, ciphers: 'DEFAULT:@SECLEVEL=0' });
      client.on('response', (response) => { response.resume(); done(response.statusCode); });
      client.on('error', (error) => done(error.code));
    });
    assert.equal(asked, 401, `${most}: ${asked}`);
    server.close();
  }
});

test('where a proxy is set and down, nothing goes past it', async (t) => {
  // An address of this machine that is not loopback: for that no proxy counts.
  const own = Object.values(os.networkInterfaces()).flat().find((one) => one.family === 'IPv4' && !one.internal)?.address;
  if (!own) {
    t.skip('this machine has no address but loopback');
    return;
  }
  const server = https.createServer(certificate('behind', `IP:${own}`));
  const seen = await listen(server, '0.0.0.0');
  const found = await states(`https://${own}:${seen.port}`, { ca: true, env: { HTTPS_PROXY: 'http://127.0.0.1:9' } });
  assert.equal(found['graph connection'], 'failed');
  assert.equal(seen.connections, 0);
  const direct = await states(`https://${own}:${seen.port}`, { ca: true });
  assert.equal(direct['graph connection'], 'good');
  assert.ok(seen.connections > 0);
  server.close();
});

test('a proxy that cannot be read is an error, and loopback is reached without one', async () => {
  const server = http.createServer();
  const seen = await listen(server);
  const proxy = await listen(http.createServer());
  const env = Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].map((name) => [name, `http://127.0.0.1:${proxy.port}`]));
  const found = await states(`http://127.0.0.1:${seen.port}`, { env });
  assert.equal(found['graph answer'], 'good');
  assert.equal(proxy.connections, 0);
  const bad = await states('https://graph.entractl.invalid', { env: { HTTPS_PROXY: 'http://pro xy:8080' } });
  assert.equal(bad.proxy, 'failed');
  server.close();
});

test('IPv6 alone is enough', async (t) => {
  const server = http.createServer();
  let seen;
  try {
    seen = await listen(server, '::1');
  } catch {
    t.skip('this machine has no IPv6');
    return;
  }
  const found = await states(`http://[::1]:${seen.port}`);
  assert.equal(found['graph answer'], 'good');
  server.close();
});

// Before a program: it sees a list of hosts in which localhost has an address in
// each family, IPv6 first. What is in one of them alone is then a host that has
// moved, or one that cannot be reached in the other. No token is kept for it.
const hosts = path.join(folder, 'hosts');
fs.writeFileSync(hosts, '::1 localhost\n127.0.0.1 localhost\n');
const wrap = ['unshare', '-rm', 'sh', '-c', `mount --bind ${hosts} /etc/hosts && exec "$0" "$@"`];
function inBoth() {
  try {
    const [command, ...args] = [...wrap, 'getent', 'ahosts', 'localhost'];
    const found = String(execFileSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'] }));
    return /^::1 [^]*^127\.0\.0\.1 /m.test(found);
  } catch {
    return false;
  }
}
const both = { wrap, env: { CI: '1' } };
const skip = inBoth() ? false : 'this machine has no IPv6, or gives nobody a list of hosts of their own';

// A port that is not even refused: the queue of who may wait there is full, and
// whoever comes then is not answered at all.
function blackHole(port) {
  const script = `import socket, sys
server = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
server.bind(("::1", ${port}))
server.listen(0)
waiting = []
for _ in range(4):
    one = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    one.setblocking(False)
    one.connect_ex(("::1", ${port}))
    waiting.append(one)
print("full", flush=True)
sys.stdin.read()`;
  const child = spawn('python3', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  return new Promise((ready) => { child.stdout.once('data', () => ready(child)); });
}

test('a host whose IPv6 address refuses or swallows everything is reached by IPv4', async (t) => {
  if (skip) return t.skip(skip);
  for (const kind of ['refuses', 'swallows']) {
    const server = http.createServer();
    const seen = await listen(server);
    const hole = kind === 'swallows' ? await blackHole(seen.port) : undefined;
    if (hole) {
      // It is one: whoever comes by IPv6 alone is neither let in nor refused.
      const said = await new Promise((done) => {
        const socket = net.connect({ host: '::1', port: seen.port });
        for (const event of ['connect', 'error']) socket.once(event, () => done(event));
        setTimeout(() => { socket.destroy(); done('nothing'); }, 1500);
      });
      assert.equal(said, 'nothing');
    }
    const found = await states(`http://localhost:${seen.port}`, both);
    assert.equal(found['graph answer'], 'good', kind);
    assert.equal(seen.requests, 2, kind);
    assert.ok(found.ms < 30_000, `${kind}: ${found.ms} ms`);
    hole?.stdin.end();
    server.close();
  }
});

test('a host that has another address from one page to the next is found there', async (t) => {
  if (skip) return t.skip(skip);
  const asked = [];
  let port;
  const answer = (family, then) => (request, response) => {
    asked.push(`${family} ${request.url.includes('/oauth2/') ? 'token' : request.url.match(/skiptoken/)?.[0] ?? 'page'}`);
    response.setHeader('content-type', 'application/json');
    if (request.url.includes('/oauth2/')) return response.end(token());
    const more = request.url.includes('skiptoken');
    response.once('finish', () => { if (!more) then(); });
    return response.end(JSON.stringify({
      value: [{ id: `${more ? 2 : 1}0000000-0000-4000-8000-000000000000`, displayName: 'Sam', userPrincipalName: `sam${more ? 2 : 1}@example.test` }],
      ...(more ? {} : { '@odata.nextLink': `http://localhost:${port}/v1.0/users?$skiptoken=2` }),
    }));
  };
  const four = http.createServer(answer('IPv4', () => {}));
  // With the first page the old address is gone, and all that was connected to it.
  const six = http.createServer(answer('IPv6', () => {
    six.close();
    six.closeAllConnections();
    four.listen(port, '127.0.0.1');
  }));
  await new Promise((ready) => { six.listen(0, '::1', ready); });
  ({ port } = six.address());
  const found = await run(application(`http://localhost:${port}`), ['users', 'list', 'sam', '-o', 'json'], both);
  assert.equal(found.code, 0, found.stdout + found.stderr);
  assert.match(found.stdout, /sam1@[^]*sam2@/);
  assert.deepEqual(asked, ['IPv6 token', 'IPv6 page', 'IPv4 skiptoken']);
  four.close();
});

test('a host that accepts and never answers is given up within its limit', async () => {
  const sockets = [];
  const server = net.createServer((socket) => { sockets.push(socket); socket.on('error', () => {}); });
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  const found = await states(`http://127.0.0.1:${server.address().port}`);
  assert.equal(found['graph answer'], 'failed');
  assert.ok(found.ms < 30_000, `${found.ms} ms`);
  for (const socket of sockets) socket.destroy();
  server.close();
});

test('a command renews its session and asks Graph on one connection', async () => {
  const server = await start({ accessLife: 60 });
  const own = home(server.origin);
  assert.equal((await run(own, ['auth', 'login', '--browser'])).code, 0);
  const before = server.connections;
  assert.equal((await run(own, ['users', 'list'])).code, 0);
  assert.equal(server.connections - before, 1);
  server.close();
});
