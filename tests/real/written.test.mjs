// A whole session under strace: no token, code or verifier in any byte that is
// written, but on the connections to the sign-in service and Graph themselves.
import test from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { start } from './oidc-server.mjs';
import { home, run } from './program.mjs';

test('no secret is written but to the service that gave it', async () => {
  const server = await start({ accessLife: 60 });
  const folder = home(server.origin);
  const port = new URL(server.origin).port;
  let connections = 0;
  for (const [number, args] of [
    ['auth', 'login', '--browser'], ['auth', 'status', '-v'], ['users', 'list', '-v'], ['auth', 'doctor'], ['auth', 'logout'],
  ].entries()) {
    const file = path.join(folder, `trace-${number}`);
    const wrap = ['strace', '-f', '-qq', '-yy', '-s', '1000000', '-e', 'trace=write,writev,pwrite64,pwritev,pwritev2,sendto,sendmsg,sendmmsg,execve', '-o', file];
    const answer = await run(folder, args, { wrap });
    assert.equal(answer.code, 0, answer.stderr);
    const text = fs.readFileSync(file, 'utf8');
    fs.rmSync(file);
    // What the browser and its helpers do is theirs, and starts at their execve.
    const [own] = text.match(/^\d+/);
    const browsers = new Set();
    for (const line of text.split('\n')) {
      const [, pid, call] = line.match(/^(\d+) +(\w+)/) ?? [];
      if (call === 'execve' && pid !== own) browsers.add(pid);
    }
    assert.ok(text.includes('UNIX'), 'the keyring was not asked');
    for (const line of text.split('\n')) {
      const pid = line.match(/^\d+/)?.[0];
      const holds = [...server.secrets].some((secret) => line.includes(secret));
      if (!holds || browsers.has(pid)) continue;
      const to = line.slice(0, 160);
      assert.ok(to.includes(`->127.0.0.1:${port}]`), `${args.join(' ')}: ${to}`);
      connections += 1;
    }
  }
  assert.ok(connections >= 3, `${connections} writes hold a secret: is this looking at the right thing?`);
  assert.ok(server.secrets.size >= 8, `${server.secrets.size} secrets`);
  server.close();
});
