// Fifty processes at once on one session: they ask, renew, sign in, sign out and
// are killed. ROUNDS says how often; a thousand are for a night, or ten times a
// hundred, each with another SEED, whose last lines add up.
import test from 'node:test';
import assert from 'node:assert/strict';
import { start } from './oidc-server.mjs';
import { begin, home, run } from './program.mjs';

const rounds = Number(process.env.ROUNDS ?? 20);
const few = Math.ceil(rounds / 10);
const seed = Number(process.env.SEED ?? 11);
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

// Where so many ask at once, the keyring may be too slow for one of them, or its
// turn to renew may not come within half a minute: it says so and ends, and has
// done nothing. On a machine with time to spare nobody needs it.
let tooSlow = 0;
function silent({ code, stderr }) {
  const is = (code === 8 && /keyring did not answer/.test(stderr)) || (code === 6 && /another run is renewing the session/.test(stderr));
  tooSlow += is ? 1 : 0;
  return is;
}

// Starts them all, and kills some after a while.
async function together(folder, kinds, killed = () => undefined) {
  return Promise.all(kinds.map(async (args, number) => {
    // With --debug it says the number of each request before it leaves.
    const { child, ended } = begin(folder, [...args, '--debug']);
    const ms = killed(number);
    const end = { at: undefined };
    if (ms !== undefined) {
      wait(ms).then(() => {
        end.at = Date.now();
        child.kill('SIGKILL');
      });
    }
    return { args, ...(await ended), ...end };
  }));
}

// Takes from a list of pairs, a command and how many of it, in an order of chance.
function shuffled(counts, next) {
  const kinds = counts.flatMap(([args, count]) => Array.from({ length: count }, () => args));
  return kinds.map((args) => [next(), args]).sort(([a], [b]) => a - b).map(([, args]) => args);
}

// What is left once all have ended is one session or none, and it works or is
// known to have ended.
async function whole(folder, round) {
  const left = await run(folder, status);
  assert.ok([0, 3].includes(left.code), `round ${round}: ${left.code} ${left.stderr}`);
  assert.equal(JSON.parse(left.stdout).problem, null, left.stdout);
  return left.code === 0;
}

test(`${processes} processes renew one session in turn: no refresh token is used twice (${few} rounds)`, async () => {
  const server = await start({ accessLife: 60 });
  const folder = home(server.origin);
  assert.equal((await run(folder, login)).code, 0);
  for (let round = 0; round < few; round += 1) {
    const answers = await together(folder, Array.from({ length: processes }, (_, n) => (n % 10 ? ask : status)));
    const spoken = answers.filter((answer) => !silent(answer));
    assert.ok(spoken.length > processes / 5, `${spoken.length} of ${processes}`);
    for (const answer of spoken) assert.equal(answer.code, 0, `round ${round}: ${answer.args.join(' ')}\n${answer.stderr}`);
    assert.equal(server.reused, 0, `round ${round}: ${server.refused.join('\n')}`);
  }
  const renewals = server.requests.filter((line) => line.endsWith('/token')).length;
  console.log(`${few} rounds: ${renewals} renewals, ${server.reused} reused, ${tooSlow} found the machine too slow`);
  server.close();
});

test(`whoever signs in and out beside them leaves one whole session or none (${few} rounds)`, async () => {
  const server = await start({ accessLife: 60 });
  const folder = home(server.origin);
  const next = chance(seed + 1);
  for (let round = 0; round < few; round += 1) {
    assert.equal((await run(folder, login)).code, 0);
    const kinds = shuffled([[login, 2], [['auth', 'logout'], 2], [ask, 20]], next);
    const answers = await together(folder, kinds);
    for (const { args, code, stderr } of answers.filter((answer) => !silent(answer))) {
      // Nobody is signed in, or was signed out meanwhile: said, not guessed.
      const expected = args === ask ? [0, 3] : [0];
      assert.ok(expected.includes(code), `round ${round}: ${args.join(' ')}: ${code}\n${stderr}`);
    }
    assert.equal(server.reused, 0, `round ${round}: ${server.refused.join('\n')}`);
    await whole(folder, round);
    assert.equal((await run(folder, ['auth', 'logout'])).code, 0);
    assert.equal((await run(folder, status)).code, 3, 'signed out is signed out');
  }
  server.close();
});

test(`${processes} processes ask, sign in, sign out and are killed: the session before or the one after, never a mixture (${rounds} rounds)`, async () => {
  const server = await start();
  const folder = home(server.origin);
  const next = chance(seed);
  const counts = { killed: 0, inTime: 0, lost: 0, signedOut: 0, again: 0 };
  assert.equal((await run(folder, login)).code, 0);
  for (let round = 0; round < rounds; round += 1) {
    // Every use renews, or the first in each second does and the others find it.
    server.accessLife = round % 2 ? 60 : 301;
    const kinds = shuffled([[login, 2], [['auth', 'logout'], 1], [status, 5], [ask, processes - 8]], next);
    const answers = await together(folder, kinds, () => (next() < 0.4 ? 20 + next() ** 2 * 3000 : undefined));
    for (const { args, code, signal, stderr } of answers) {
      if (signal === 'SIGKILL') {
        counts.killed += 1;
      } else if (!silent({ code, stderr })) {
        counts.inTime += 1;
        // Whoever was signed out, or whose session a killed one took along,
        // says so; a sign-in and a sign-out work whatever they meet.
        const expected = args === ask || args === status ? [0, 3] : [0];
        assert.ok(expected.includes(code), `round ${round}: ${args.join(' ')}: ${code}\n${stderr}`);
      }
    }
    if (await whole(folder, round)) {
      const after = await run(folder, ask);
      assert.ok([0, 3].includes(after.code), `round ${round}: ${after.code} ${after.stderr}`);
      counts.lost += after.code === 3 ? 1 : 0;
    } else {
      counts.signedOut += 1;
    }
    // A process that is killed between the service's answer and the keyring
    // takes the new token along. Nothing else may bring a used one back: whoever
    // used it first is one of those that were killed, and was before it came again.
    for (const { at, before, by, goneOn } of server.reuses.splice(0)) {
      const first = answers.filter(({ stderr }) => by && stderr.includes(`client-request-id: ${by}`));
      const told = `round ${round}: used at ${before} by ${by}, again at ${at}; that was ${JSON.stringify(first)}`;
      counts.again += 1;
      assert.ok(!goneOn, `${told}: its successor was in use already`);
      assert.equal(first.length, 1, told);
      assert.equal(first[0].signal, 'SIGKILL', told);
      assert.ok(first[0].at <= at, told);
    }
    assert.equal((await run(folder, ['auth', 'logout'])).code, 0);
    assert.equal((await run(folder, status)).code, 3, `round ${round}: signed out is signed out`);
    assert.equal((await run(folder, login)).code, 0);
    assert.equal((await run(folder, ask)).code, 0);
    if (round % 20 === 19) console.log(`round ${round + 1}: ${JSON.stringify({ ...counts, tooSlow })}`);
  }
  const renewals = server.requests.filter((line) => line.endsWith('/token')).length;
  console.log(`SEED=${seed}, ${rounds} rounds: ${renewals} calls for tokens, ${counts.killed} killed, ${counts.inTime} ended by themselves, `
    + `0 mixed entries, ${counts.again} tokens used again, each after the process that had used it was killed, ${counts.lost} rounds ended with a new sign-in, `
    + `${counts.signedOut} signed out, ${tooSlow} found the machine too slow`);
  server.close();
});
