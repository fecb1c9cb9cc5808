// The fifth place that a foreign link can be in: the `Location` of a password
// that is on its way to Active Directory. Whoever follows it is heard.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { front } from './served.mjs';
import { run } from './program.mjs';

const synced = 'sven.syncedsson@meridian.example';
// The forms of the other four places, every other one on https as this cloud is,
// and one that leads home: it shows that whoever follows is seen.
const source = fs.readFileSync(path.join(import.meta.dirname, '..', 'it', 'redirects.rs'), 'utf8');
const [, list] = source.match(/const FORMS: \[&str; \d+\] = \[\n([^]*?)\n\];/);
const plain = [...list.matchAll(/^ {4}("(?:[^"\\]|\\.)*"),$/gm)].map(([, text]) => JSON.parse(text.replaceAll(/\\u\{(\w+)\}/g, '\\u$1')));
const back = 'https://127.0.0.1:HOME/v1.0/stolen';
const forms = new Set([back, ...plain.map((form, number) => (number % 2 ? form : form.replaceAll('http:', 'https:')))]);

// Each address of this machine at one port, and the proxy for all others.
async function listener() {
  const heard = [];
  const servers = ['0.0.0.0', '::1'].map(() => net.createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', (part) => {
      heard.push(String(part));
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}');
    });
    // Whoever connects has been led here, whatever comes then.
    heard.push('a connection');
  }));
  await new Promise((ready) => { servers[0].listen(0, '0.0.0.0', ready); });
  const { port } = servers[0].address();
  await new Promise((ready) => { servers[1].on('error', ready).listen(port, '::1', ready); });
  return { port, heard, close: () => servers.forEach((server) => server.close()) };
}

test('an operation elsewhere is not connected to, and no password is shown for it', async () => {
  assert.ok(plain.length >= 50, `${plain.length} forms`);
  const evil = await listener();
  // Whoever connects gets a form of its own.
  const left = [...forms];
  const given = new Map();
  const form = (session) => {
    if (!given.has(session)) given.set(session, left.shift() ?? back);
    return given.get(session).replaceAll('HOME', cloud.port).replaceAll('EVIL', evil.port);
  };
  const cloud = await front(async (request, on, forward, answer) => {
    const whole = await forward();
    if (request.signsIn) return answer(whole);
    if (whole.status === 202) {
      whole.headers.location = form(request.session);
      return answer(whole);
    }
    let body;
    try {
      body = JSON.parse(whole.body);
    } catch {
      return answer(whole);
    }
    for (const item of body.responses ?? []) {
      if (item.status !== 202) continue;
      const others = Object.entries(item.headers ?? {}).filter(([name]) => name.toLowerCase() !== 'location');
      item.headers = { ...Object.fromEntries(others), Location: form(request.session) };
    }
    return answer({ ...whole, body: JSON.stringify(body) });
  });
  await cloud.person();
  const proxy = `http://127.0.0.1:${evil.port}`;
  const env = { ALL_PROXY: proxy, HTTP_PROXY: proxy, HTTPS_PROXY: proxy, NO_PROXY: '127.0.0.1' };
  const one = async () => {
    // The session is in the keyring; the rest is its own.
    const home = cloud.home('');
    const file = `${home}/passwords`;
    const answer = await run(home, ['users', 'reset-password', synced, '--new-password', '--password-file', file, '--yes', '-o', 'json'], { env });
    const all = `${answer.code} after ${answer.ms} ms: ${answer.stdout}${answer.stderr}`;
    // The reset of a neighbour can show that the password was changed; nobody is
    // shown one that way.
    assert.ok([0, 9, 10, 14].includes(answer.code), all);
    if (answer.code === 0) assert.match(answer.stdout, /was not written down/, all);
    assert.ok(!fs.existsSync(file), `${all}: a password without a definite yes`);
    return answer.ms;
  };
  while (left.length > 0) {
    const before = left.length;
    await Promise.all(left.slice(0, 17).map(one));
    assert.ok(left.length < before, 'no reset was on its way');
  }
  assert.deepEqual(evil.heard, []);
  // One of them leads home, and shows that whoever follows is seen.
  const followed = cloud.requests.filter(({ target }) => target.includes('stolen'));
  assert.ok(followed.length > 0);
  for (const { session } of followed) assert.equal(given.get(session), back);
  console.log(`${forms.size} forms, ${evil.heard.length} heard`);
  evil.close();
  cloud.close();
});
