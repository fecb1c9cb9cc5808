// A list of accounts under strace: what is intended is on disk, in the journal
// and in the audit log, before the first byte of the batch leaves the socket.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { PROGRAM, run } from './program.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entractl-intent-'));

async function serve() {
  const child = spawn(PROGRAM, ['sandbox', 'serve', '--folder', `${folder}/served`, '-o', 'jsonl'],
    { env: { PATH: process.env.PATH, XDG_STATE_HOME: `${folder}/served-state`, XDG_CONFIG_HOME: `${folder}/served-config` }, stdio: ['ignore', 'pipe', 'ignore'] });
  const told = JSON.parse(await new Promise((done) => { child.stdout.once('data', (part) => done(String(part))); }));
  return { child, tenant: told.data ?? told };
}

test('an intent is durable before the request that it is about', async () => {
  const { child, tenant } = await serve();
  const home = path.join(folder, 'home');
  fs.mkdirSync(path.join(home, 'config', 'entractl'), { recursive: true, mode: 0o700 });
  // Plain HTTP on loopback, so that what leaves can be read.
  fs.writeFileSync(path.join(home, 'config', 'entractl', 'config.toml'),
    `[clouds.plain]\nauthority = "${tenant.http}"\ngraph = "${tenant.http}"\n\n[profiles.default]\ntenant = "${tenant.tenantId}"\n`
    + `client_id = "${tenant.clientId}"\ncloud = "plain"\nclient_secret_file = "${tenant.clientSecretFile}"\n`, { mode: 0o600 });
  const people = await run(home, ['users', 'list', '--enabled', '-o', 'json'], { env: { CI: 'true' } });
  assert.equal(people.code, 0, people.stderr);
  const names = JSON.parse(people.stdout).users.map((one) => one.userPrincipalName).filter((name) => !name.includes('#'));
  const list = path.join(home, 'list.txt');
  fs.writeFileSync(list, `${names.slice(0, 45).join('\n')}\n`);
  const trace = path.join(folder, 'trace');
  const wrap = ['strace', '-f', '-qq', '-y', '-s', '1000000', '-e', 'trace=write,writev,pwrite64,sendto,sendmsg,fsync,fdatasync', '-o', trace];
  const answer = await run(home, ['users', 'disable', '--from', list, '--yes', '--skip-invalid', '--reason', 'INC-1'], { wrap, env: { CI: 'true' } });
  assert.ok([0, 9].includes(answer.code), `${answer.code} ${answer.stderr}`);
  child.kill('SIGINT');

  const announced = new Set();
  let unsynced = [];
  let journal = { written: false, durable: false };
  let checked = 0;
  for (const line of fs.readFileSync(trace, 'utf8').split('\n')) {
    const [, call, file] = line.match(/^\d+ +(\w+)\(\d+<([^>]*)>/) ?? [];
    if (!call) continue;
    const ids = [...line.matchAll(/client-?[rR]equest-?[iI]d\\":\\"([0-9a-f-]{36})/g)].map((found) => found[1]);
    const syncs = call === 'fsync' || call === 'fdatasync';
    if (file.endsWith('/audit.jsonl')) {
      if (syncs) {
        for (const id of unsynced) announced.add(id);
        unsynced = [];
      } else if (line.includes('\\"phase\\":\\"intent\\"')) {
        // The journal comes first, in one durable change for the same steps.
        assert.ok(journal.durable, `the journal was not on disk before ${line.slice(0, 200)}`);
        journal = { written: false, durable: false };
        unsynced.push(...ids);
      }
    } else if (file.endsWith('/journal.db-wal')) {
      if (!syncs) journal = { written: true, durable: false };
      else if (journal.written) journal.durable = true;
    } else if (file.startsWith('socket:') || file.startsWith('TCP:')) {
      const writes = line.includes('\\"PATCH\\"') || line.includes('revokeSignInSessions');
      if (!writes) continue;
      assert.ok(ids.length > 0, line.slice(0, 300));
      for (const id of ids) assert.ok(announced.has(id), `${id} was sent before its intent was on disk`);
      checked += ids.length;
    }
  }
  assert.ok(checked >= 60, `${checked} calls were seen: is this looking at the right thing?`);
  console.log(`${checked} calls: journal and audit log were on disk before each`);
});
