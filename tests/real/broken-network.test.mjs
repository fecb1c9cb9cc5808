// HTTP/2 and TLS as networks and load balancers really treat them: connections
// that are taken away, that die without a word, that drip or promise too much.
import test, { suite } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http2 from 'node:http2';
import net from 'node:net';
import { front } from './served.mjs';
import { run } from './program.mjs';

const { NGHTTP2_NO_ERROR, NGHTTP2_INTERNAL_ERROR } = http2.constants;
const person = 'rowan.reyes-vale@meridian.example';
const synced = 'sven.syncedsson@meridian.example';
const list = ['users', 'list', 'rowan', '-o', 'json'];
const disable = ['users', 'disable', person, '--yes', '-o', 'json'];
const data = (answer) => JSON.parse(answer.stdout);
const renew = (home, who) => ['users', 'reset-password', who, '--new-password', '--password-file', `${home}/passwords`, '--yes', '-o', 'json'];
const all = (answer) => `${answer.code} after ${answer.ms} ms: ${answer.stdout}${answer.stderr}`;
const once = (rule) => {
  let struck = false;
  return (request) => {
    if (struck || !rule(request)) return false;
    struck = true;
    return true;
  };
};
// What comes of a password whose answer was lost. One that is set (PATCH) goes
// again as it is, since twice is once, and is shown after a definite yes; one
// that is handed to Active Directory (POST) goes once, and is shown to nobody.
async function settled(cloud, home, answer, handed) {
  const [reset] = data(answer).accounts[0].steps;
  assert.equal(reset.kind, 'reset');
  assert.notEqual(reset.outcome, 'failed', all(answer));
  assert.ok([0, 9, 14].includes(answer.code), all(answer));
  const sent = cloud.requests.flatMap(({ body }) => [...body.matchAll(/"(?:newP|p)assword":"([^"]+)"/g)].map(([, password]) => password));
  const file = `${home}/passwords`;
  const shown = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  if (handed) {
    assert.equal(sent.length, 1, all(answer));
    assert.ok(!shown.includes(sent[0]), all(answer));
  } else {
    assert.equal(sent.length, 2, all(answer));
    assert.equal(reset.statusCode, 204);
    assert.ok(shown.includes(sent[1]), all(answer));
  }
}
const patches = (written) => written.filter((line) => line.startsWith('PATCH') && line.includes('/users/'));

suite('HTTP/2', { concurrency: 4 }, () => {
  test('a command asks all it has to ask on one connection', async () => {
    const cloud = await front();
    const answer = await run(cloud.home(), disable);
    assert.equal(answer.code, 0, all(answer));
    assert.equal(cloud.relay.connections, 1);
    assert.ok(cloud.requests.length > 2);
    cloud.close();
  });

  test('a server that sends the client away (GOAWAY) is asked again on another connection', async () => {
    const first = once((request) => !request.signsIn);
    const cloud = await front(async (request, on) => {
      await on();
      if (first(request)) request.session.close();
    });
    const answer = await run(cloud.home(), disable);
    assert.equal(answer.code, 0, all(answer));
    assert.equal(cloud.sessions, 2);
    assert.equal(patches(await cloud.written()).length, 1);
    cloud.close();
  });

  test('a write that GOAWAY says was not looked at goes again', async () => {
    const first = once((request) => request.writes);
    const cloud = await front(async (request, on) => {
      if (!first(request)) return on();
      request.session.goaway(NGHTTP2_NO_ERROR, request.stream.id - 2);
      setTimeout(() => request.session.destroy(), 50);
      return undefined;
    });
    const answer = await run(cloud.home(), disable);
    assert.equal(answer.code, 0, all(answer));
    assert.equal(patches(await cloud.written()).length, 1);
    cloud.close();
  });

  for (const [whose, handed, breaks] of [
    ['cloud account', false, 'taken away'], ['cloud account', false, 'dead'],
    ['synced account', true, 'taken away'], ['synced account', true, 'dead'],
  ]) {
    test(`the password of a ${whose} whose connection was ${breaks} is ${handed ? 'handed over once' : 'set to the same again'}`, async () => {
      const first = once((request) => /[pP]assword":/.test(request.body));
      let cloud;
      const hook = async (request, on, forward) => {
        if (!first(request)) return on();
        await forward();
        if (breaks === 'dead') cloud.freeze();
        else {
          request.session.goaway(NGHTTP2_INTERNAL_ERROR);
          setTimeout(() => request.session.destroy(), 50);
        }
        return undefined;
      };
      cloud = await front(hook);
      const home = await cloud.person();
      const answer = await run(home, renew(home, handed ? synced : person));
      await settled(cloud, home, answer, handed);
      assert.ok(answer.ms < 40_000, all(answer));
      cloud.close();
    });
  }

  test('a connection that died without a word is found out, and what was asked is asked on another', async () => {
    const first = once((request) => !request.signsIn && !request.writes);
    let cloud;
    const hook = async (request, on) => {
      if (!first(request)) return on();
      cloud.freeze();
      return undefined;
    };
    cloud = await front(hook);
    const answer = await run(cloud.home(), disable);
    assert.equal(answer.code, 0, all(answer));
    assert.ok(answer.ms < 20_000, all(answer));
    assert.equal(patches(await cloud.written()).length, 1);
    cloud.close();
  });

  test('a host that thinks for longer than a ping is waited for', async () => {
    const first = once((request) => !request.signsIn);
    const cloud = await front(async (request, on) => {
      if (first(request)) await new Promise((done) => { setTimeout(done, 12_000); });
      return on();
    });
    const answer = await run(cloud.home(), list);
    assert.equal(answer.code, 0, all(answer));
    assert.ok(answer.ms >= 12_000);
    assert.equal(cloud.relay.connections, 1);
    cloud.close();
  });

  test('an answer of one byte a second ends in the limit', async () => {
    const cloud = await front(async (request, on, forward, answer) => {
      if (request.signsIn) return on();
      const whole = await forward();
      answer(whole, false);
      let sent = 0;
      const drip = setInterval(() => {
        if (request.stream.destroyed || sent >= whole.body.length) clearInterval(drip);
        else request.stream.write(whole.body[sent]);
        sent += 1;
      }, 1000);
      return undefined;
    });
    const answer = await run(cloud.home(), list);
    assert.equal(answer.code, 6, all(answer));
    assert.ok(answer.ms > 20_000 && answer.ms < 30_000, all(answer));
    cloud.close();
  });

  test('an answer that is longer than announced is no answer', async () => {
    const cloud = await front(async (request, on, forward, answer) => {
      if (request.signsIn) return on();
      const whole = await forward();
      return answer({ ...whole, headers: { ...whole.headers, 'content-length': whole.body.length - 10 } });
    });
    const answer = await run(cloud.home(), list);
    assert.ok([6, 10].includes(answer.code), all(answer));
    assert.ok(answer.ms < 30_000, all(answer));
    cloud.close();
  });
});

suite('TLS and HTTP/1.1', { concurrency: 4 }, () => {
  test('a TLS handshake that takes three seconds is waited for', async () => {
    const cloud = await front();
    cloud.relay.delay = 3000;
    const answer = await run(cloud.home(), list);
    assert.equal(answer.code, 0, all(answer));
    assert.ok(answer.ms >= 3000);
    cloud.close();
  });

  test('a TLS handshake that never ends is given up within its limit', async () => {
    const cloud = await front();
    cloud.relay.delay = 1_000_000;
    const answer = await run(cloud.home(), list);
    assert.equal(answer.code, 6, all(answer));
    assert.ok(answer.ms < 30_000, all(answer));
    assert.equal(cloud.requests.length, 0);
    cloud.close();
  });

  // A plain server that answers every request with these bytes.
  async function bytes(write) {
    const server = net.createServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => write(socket));
    });
    await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
    return server;
  }

  for (const [name, write, exits] of [
    ['drips one byte a second', (socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n');
      const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write(' ')), 1000);
    }, [6]],
    ['drips its head', (socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = setInterval(() => (socket.destroyed ? clearInterval(drip) : socket.write('X: y\r\n')), 1000);
    }, [6]],
    ['sends more than it announced', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n{"access_token":"x"}'), [10]],
    ['sends less than it announced', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"access_token":"x"}'), [6]],
    ['announces two lengths', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 20\r\n\r\n{"access_token":"x"}'), [6]],
  ]) {
    test(`a sign-in service that ${name} ends the command in time`, async () => {
      const server = await bytes(write);
      const cloud = await front();
      const home = cloud.home();
      const config = `${home}/config/entractl/config.toml`;
      fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replaceAll(/https:[^"]+/g, `http://127.0.0.1:${server.address().port}`));
      const answer = await run(home, list);
      assert.ok(exits.includes(answer.code), all(answer));
      assert.ok(answer.ms < 30_000, all(answer));
      server.close();
      cloud.close();
    });
  }
});
