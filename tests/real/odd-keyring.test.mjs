// Keyrings that no real service is when it is asked to be: a Secret Service of
// our own that loses, cuts, refuses, asks or says nothing. Each is answered in
// its limit, with cause and remedy; nothing is left in it and no session lost.
import test from 'node:test';
import assert from 'node:assert/strict';
import { start } from './oidc-server.mjs';
import { home, run } from './program.mjs';
import { ROOM, startService } from './secret-service.mjs';

const login = ['auth', 'login', '--browser'];
const ask = ['users', 'list', '-o', 'json'];
const keyring = await startService();
test.after(() => keyring.close());
// Three seconds are the keyring's; a loaded machine needs some to start.
const LIMIT = 8_000;
const all = (answer) => `${answer.code} after ${answer.ms} ms: ${answer.stdout}${answer.stderr}`;
const sessions = () => [...keyring.items.values()].filter(({ attributes }) => attributes.username.startsWith('http'));

function failed(answer, cause) {
  assert.equal(answer.code, 8, all(answer));
  assert.match(answer.stderr, cause);
  assert.match(answer.stderr, /--no-store/);
  assert.ok(answer.ms < LIMIT, all(answer));
}

async function fresh(mode, options) {
  keyring.mode = 'good';
  keyring.items.clear();
  const server = await start({ padding: ROOM, ...options });
  const folder = home(server.origin);
  keyring.mode = mode;
  return { server, folder };
}

test('a Secret Service of our own keeps a session as a real one does', async () => {
  const { server, folder } = await fresh('good');
  assert.equal((await run(folder, login)).code, 0);
  const [session] = sessions();
  assert.ok(session.secret.length > ROOM, `${session.secret.length} bytes: none of this would be too large`);
  // Another process sees it, and where it is.
  const status = await run(folder, ['auth', 'status', '-o', 'json']);
  assert.match(JSON.parse(status.stdout).store, /Secret Service/);
  const answer = await run(folder, ask);
  assert.equal(answer.code, 0, all(answer));
  assert.equal((await run(folder, ['auth', 'logout'])).code, 0);
  assert.deepEqual(sessions(), []);
  server.close();
});

const NOT_KEPT = /did not keep what was written/;
for (const [mode, cause] of [
  ['lossy', NOT_KEPT], ['cut', NOT_KEPT], ['forgetful', NOT_KEPT],
  ['small', /at most 2560 bytes/], ['full', /no space left on device/], ['unwritten', /did not answer within 3 s/],
]) {
  test(`a keyring that is ${mode} is found out at sign-in, and nothing is left in it`, async () => {
    const { server, folder } = await fresh(mode);
    failed(await run(folder, login), cause);
    assert.deepEqual(sessions(), [], 'part of a session was left behind');
    keyring.mode = 'good';
    assert.equal((await run(folder, ['auth', 'status'])).code, 3);
    server.close();
  });
}

for (const mode of ['forgetful', 'small', 'full', 'unwritten']) {
  test(`where a keyring is ${mode} the sign-in before stays as it was`, async () => {
    const { server, folder } = await fresh('good');
    assert.equal((await run(folder, login)).code, 0);
    const [{ secret }] = sessions();
    keyring.mode = mode;
    assert.equal((await run(folder, login)).code, 8);
    assert.deepEqual(sessions().map((one) => one.secret), [secret]);
    keyring.mode = 'good';
    const answer = await run(folder, ask);
    assert.equal(answer.code, 0, all(answer));
    server.close();
  });
}

for (const [mode, cause] of [
  ['locked', /the keyring is locked/], ['asking', /did not answer within 3 s/], ['silent', /did not answer within 3 s/],
]) {
  test(`a keyring that is ${mode} ends a command in its limit, and nobody is asked to sign in`, async () => {
    const { server, folder } = await fresh('good');
    assert.equal((await run(folder, login)).code, 0);
    const before = server.requests.length;
    keyring.mode = mode;
    for (const args of [ask, ['auth', 'status'], login, ['auth', 'logout']]) failed(await run(folder, args), cause);
    assert.deepEqual(server.requests.slice(before), []);
    keyring.mode = 'good';
    const answer = await run(folder, ask);
    assert.equal(answer.code, 0, all(answer));
    server.close();
  });
}

test('the doctor finds each of them, and leaves nothing behind', async () => {
  for (const [mode, cause] of [
    ['lossy', NOT_KEPT], ['forgetful', NOT_KEPT], ['full', /no space left/], ['locked', /is locked/], ['silent', /did not answer/],
  ]) {
    const { server, folder } = await fresh(mode);
    const answer = await run(folder, ['auth', 'doctor', '-o', 'json']);
    assert.equal(answer.code, 8, all(answer));
    const found = JSON.parse(answer.stdout).checks.find((check) => check.name === 'keyring');
    assert.equal(found.state, 'failed');
    assert.match(found.found ?? JSON.stringify(found), cause);
    assert.match(found.remedy, /--no-store/);
    assert.equal(keyring.items.size, 0, mode);
    server.close();
  }
});

// The last test: the keyring is gone after it.
test('a keyring that dies while it is asked is not called absent, and the next command says what is so', async () => {
  const { server, folder } = await fresh('good');
  assert.equal((await run(folder, login)).code, 0);
  keyring.mode = 'dying';
  const answer = await run(folder, ask);
  failed(answer, /the keyring ended before it answered/);
  assert.match(answer.stderr, /run the same command again/);
  failed(await run(folder, ask), /there is no keyring on this machine/);
  server.close();
});
