// Answers that want all of this machine: bombs, bodies and heads without end,
// JSON too deep or too wide. Each ends the command in time and in little memory.
import test, { suite } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import http from 'node:http';
import zlib from 'node:zlib';
import { application, begin, token } from './program.mjs';

const MEMORY = 200 * 1024; // KiB
// Nothing here is waited for; a loaded machine needs more.
const TIME = 30_000;
const list = ['users', 'list', 'sam', '-o', 'json'];

// Ten gigabytes of nothing in ten megabytes: the same block of a mebibyte over
// and over, which no bytes before it are needed to unpack.
function* bomb() {
  const [head, block] = [zlib.gzipSync('').subarray(0, 10), zlib.deflateRawSync(Buffer.alloc(1 << 20, 32), { finishFlush: zlib.constants.Z_FULL_FLUSH })];
  yield head;
  for (let number = 0; number < 10_000; number += 1) yield block;
}
const whole = (parts) => Buffer.concat([...parts]);

// Writes as long as the other side takes it.
async function pour(response, parts) {
  response.on('error', () => {});
  for (const part of parts) {
    if (response.destroyed) return;
    if (!response.write(part)) await new Promise((go) => { response.once('drain', go).once('close', go); });
  }
  response.end();
}
function* endless(part) {
  for (;;) yield part;
}

// Few bytes on the wire, and far more once they are read as JSON: `parts` between
// `before` and `after`, as much as fits into 15 MiB, packed.
const packed = (before, part, after) => zlib.gzipSync(
  `${before}${Array(Math.floor((15 << 20) / (part.length + 1))).fill(part).join()}${after}`, { level: 9 });

const JSON_TYPE = { 'content-type': 'application/json' };
const gzip = (encoding) => ({ ...JSON_TYPE, 'content-encoding': encoding });
const answers = {
  'a bomb in gzip': (response) => { response.writeHead(200, gzip('gzip')); return pour(response, bomb()); },
  'a bomb in a bomb': (response) => { response.writeHead(200, gzip('gzip, gzip')); response.end(zlib.gzipSync(whole(bomb()), { level: 9 })); },
  'a bomb in brotli': (response) => { response.writeHead(200, gzip('br')); response.end(brotli); },
  'a body without end': (response) => { response.writeHead(200, JSON_TYPE); return pour(response, endless(Buffer.alloc(65_536, ' '))); },
  'a text without end': (response) => { response.writeHead(200, JSON_TYPE); response.write('{"value":[{"displayName":"'); return pour(response, endless(Buffer.alloc(65_536, 'x'))); },
  'a head of ten megabytes': (response) => {
    const line = `X-Filler: ${'x'.repeat(1000)}\r\n`;
    return pour(response.socket, ['HTTP/1.1 200 OK\r\n', ...Array.from({ length: 10_000 }, () => line), '\r\n{}']);
  },
  'one line of ten megabytes in its head': (response) => pour(response.socket, [`HTTP/1.1 200 OK\r\nX-Filler: ${'x'.repeat(10_000_000)}\r\n\r\n{}`]),
  'arrays in arrays, a hundred thousand': (response) => { response.writeHead(200, JSON_TYPE); response.end(`{"value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`); },
  'objects in objects, a hundred thousand': (response) => { response.writeHead(200, JSON_TYPE); response.end(`${'{"value":'.repeat(100_000)}1${'}'.repeat(100_000)}`); },
  'a million names': (response) => {
    response.writeHead(200, JSON_TYPE);
    response.end(`{${Array.from({ length: 1_000_000 }, (_, number) => `"n${number}":${number}`).join()}}`);
  },
  'a refusal without end': (response) => { response.writeHead(400, JSON_TYPE); return pour(response, endless(Buffer.alloc(65_536, '{"error":'))); },
};
for (const part of ['[]', '{}', '[0]', '{"":0}', '0', '"a"']) {
  const body = packed('{"value":[', part, ']}');
  answers[`millions of ${part} in ${body.length >> 10} kB of gzip`] = (response) => { response.writeHead(200, gzip('gzip')); response.end(body); };
}
for (const status of [400, 403]) {
  const body = packed('{"error":{"code":"x","details":[', '{"":0}', ']}}');
  answers[`a ${status} of ${body.length >> 10} kB of gzip`] = (response) => { response.writeHead(status, gzip('gzip')); response.end(body); };
}
// Zeros that brotli packs into very little.
const brotli = zlib.brotliCompressSync(Buffer.alloc(256 << 20), { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 } });

// A cloud whose sign-in service, or whose Graph, answers like that.
async function cloud(answer, where) {
  const seen = { asked: 0 };
  const server = http.createServer((request, response) => {
    request.resume();
    const signsIn = request.url.includes('/oauth2/');
    if (signsIn === (where === 'sign-in service')) {
      seen.asked += 1;
      answer(response);
    } else {
      response.writeHead(200, JSON_TYPE);
      response.end(signsIn ? token() : '{"value":[]}');
    }
  });
  server.on('connection', (socket) => socket.on('error', () => {}));
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  seen.folder = application(`http://127.0.0.1:${server.address().port}`);
  seen.close = () => { server.closeAllConnections(); server.close(); };
  return seen;
}

// Runs it and looks at the most memory that it ever had.
async function measured(folder, args) {
  const { child, ended } = begin(folder, args, { env: { CI: '1' } });
  let most = 0;
  const look = setInterval(() => {
    try {
      most = Math.max(most, Number(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0));
    } catch { /* it has ended */ }
  }, 10);
  const answer = await ended;
  clearInterval(look);
  return { ...answer, most };
}

for (const where of ['Graph', 'sign-in service']) {
  suite(where, { concurrency: 4 }, () => {
    for (const [name, answer] of Object.entries(answers)) {
      test(`${name} from ${where} ends in time and in little memory`, async () => {
        const seen = await cloud(answer, where);
        const { code, most, ms, stdout, stderr } = await measured(seen.folder, list);
        const all = `${code} after ${ms} ms and ${most} KiB: ${stdout.slice(0, 300)}${stderr.slice(0, 600)}`;
        assert.ok(seen.asked > 0, all);
        assert.equal(code, 10, all);
        // It is not asked for again: whoever gave it would give it again.
        assert.equal(seen.asked, 1, all);
        assert.ok(most > 0 && most < MEMORY, all);
        assert.ok(ms < TIME, all);
        // What is said of it is short as well.
        assert.ok(stderr.length < 2000 && stdout.length < 2000, `${stderr.length} and ${stdout.length} characters`);
        console.log(`${where}: ${name}: exit ${code}, ${ms} ms, ${Math.round(most / 1024)} MiB`);
        seen.close();
      });
    }
  });
}

// An answer to a batch takes another way through the program than a page.
suite('Graph, asked in a batch', { concurrency: 4 }, () => {
  for (const [before, part, after] of [
    ['{"responses":[', '{"id":"","status":200}', ']}'],
    ['{"responses":[{"id":"0","status":200,"body":[', '{"":0}', ']}]}'],
    ['{"responses":[{"id":"0","status":200,"headers":{"x":"y"},"more":[', '[]', ']}]}'],
    ['{"more":[', '{}', '],"responses":[]}'],
  ]) {
    test(`millions of ${part} after ${before} end in time and in little memory`, async () => {
      const body = packed(before, part, after);
      const seen = await cloud((response) => { response.writeHead(200, gzip('gzip')); response.end(body); }, 'Graph');
      const { code, most, ms, stdout, stderr } = await measured(seen.folder, ['users', 'can-i', 'disable', 'sam@contoso.example', '-o', 'json']);
      const all = `${code} after ${ms} ms and ${most} KiB: ${stdout.slice(0, 300)}${stderr.slice(0, 600)}`;
      assert.equal(code, 10, all);
      assert.ok(most > 0 && most < MEMORY, all);
      assert.ok(ms < TIME, all);
      console.log(`batch: ${part} after ${before}: exit ${code}, ${ms} ms, ${Math.round(most / 1024)} MiB`);
      seen.close();
    });
  }
});
