// Fifty processes at once on one session: they ask, sign in, sign out and are
// killed. ROUNDS says how often; a thousand are for a night.
import test from 'node:test';
import assert from 'node:assert/strict';
import { start } from './oidc-server.mjs';
import { begin, home, run } from './program.mjs';

const rounds = Number(process.env.ROUNDS ?? 4);
const processes = Number(process.env.PROCESSES ?? 50);
const ask = ['users', 'list', '-o', 'json'];
const login = ['auth', 'login', '--browser'];
const status = ['auth', 'status', '-o', 'json'];
const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });

// A number from a seed, so that a round can be run again.
function chance(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

// A keyring that so many ask at once may be too slow for one of them, which then
// says so and ends. On a machine with time to spare nobody needs it.
let tooSlow = 0;
function silent({ code, stderr }) {
  const is = code === 8 && /keyring did not answer/.test(stderr);
  tooSlow += is ? 1 : 0;
  return is;
}

// Starts them all, and kills some after a while.
async function together(folder, kinds, killed = () => undefined) {
  return Promise.all(kinds.map(async (args, number) => {
    const { child, ended } = begin(folder, args);
    const ms = killed(number);
    if (ms !== undefined) wait(ms).then(() => child.kill('SIGKILL'));
    return { args, ...(await ended) };
  }));
}

test(`${processes} processes renew one session in turn: no refresh token is used twice (${rounds} rounds)`, async () => {
  const server = await start({ accessLife: 60 });
  const folder = home(server.origin);
  assert.equal((await run(folder, login)).code, 0);
  for (let round = 0; round < rounds; round += 1) {
    const answers = await together(folder, Array.from({ length: processes }, (_, n) => (n % 10 ? ask : status)));
    const spoken = answers.filter((answer) => !silent(answer));
    assert.ok(spoken.length > processes / 2, `${spoken.length} of ${processes}`);
    for (const answer of spoken) assert.equal(answer.code, 0, `round ${round}: ${answer.args.join(' ')}\n${answer.stderr}`);
    assert.equal(server.reused, 0, `round ${round}: ${server.refused.join('\n')}`);
  }
  const renewals = server.requests.filter((line) => line.endsWith('/token')).length;
  console.log(`${rounds} rounds: ${renewals} renewals, ${server.reused} reused, ${tooSlow} found the keyring too slow`);
  server.close();
});

test('whoever signs in and out beside them leaves one whole session or none', async () => {
  const server = await start({ accessLife: 60 });
  const folder = home(server.origin);
  const next = chance(7);
  for (let round = 0; round < Math.ceil(rounds / 4); round += 1) {
    assert.equal((await run(folder, login)).code, 0);
    const kinds = Array.from({ length: 24 }, (_, n) => (n < 2 ? login : n < 4 ? ['auth', 'logout'] : ask));
    kinds.sort(() => next() - 0.5);
    const answers = await together(folder, kinds);
    for (const { args, code, stderr } of answers.filter((answer) => !silent(answer))) {
      // Nobody is signed in, or was signed out meanwhile: said, not guessed.
      const expected = args === ask ? [0, 3] : [0];
      assert.ok(expected.includes(code), `round ${round}: ${args.join(' ')}: ${code}\n${stderr}`);
    }
    assert.equal(server.reused, 0, `round ${round}: ${server.refused.join('\n')}`);
    const left = JSON.parse((await run(folder, status)).stdout);
    assert.equal(left.problem, null, left.problem);
    assert.equal((await run(folder, ['auth', 'logout'])).code, 0);
    assert.equal((await run(folder, status)).code, 3, 'signed out is signed out');
  }
  server.close();
});

test('whoever is killed leaves the session before or the one after, never a mixture', async () => {
  const server = await start({ accessLife: 60 });
  const folder = home(server.origin);
  const next = chance(11);
  let lost = 0;
  for (let round = 0; round < rounds; round += 1) {
    const kinds = Array.from({ length: 10 }, (_, n) => (n === 0 ? login : n === 1 ? ['auth', 'logout'] : ask));
    await together(folder, kinds, (number) => (number < 8 ? 20 + next() * 400 : undefined));
    const left = await run(folder, status);
    assert.ok([0, 3].includes(left.code), `round ${round}: ${left.code} ${left.stderr}`);
    assert.equal(JSON.parse(left.stdout).problem, null, left.stdout);
    // A process that dies between the service's answer and the keyring takes
    // the new token with it: then the person signs in again, and that is all.
    if (left.code === 0 && (await run(folder, ask)).code !== 0) lost += 1;
    assert.equal((await run(folder, ['auth', 'logout'])).code, 0);
    assert.equal((await run(folder, login)).code, 0);
    assert.equal((await run(folder, ask)).code, 0);
  }
  console.log(`killed in the middle of a renewal: ${lost} of ${rounds} rounds ended with a new sign-in`);
  server.close();
});
