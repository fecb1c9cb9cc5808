// A person in Chromium: opens a page of the simulated tenant, presses a button of
// its form and looks at where that leads. chromium.mjs FOLDER BUTTON ADDRESS
import fs from 'node:fs';
import { spawn } from 'node:child_process';

const [folder, button, address] = process.argv.slice(2);
const browser = spawn('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  `--user-data-dir=${folder}/chromium`, '--remote-debugging-pipe', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });

// The browser is told what to do in JSON, each message ended by a zero byte.
const waiting = new Map();
let rest = '';
browser.stdio[4].on('data', (part) => {
  const parts = (rest + part).split('\0');
  rest = parts.pop();
  for (const text of parts) {
    const message = JSON.parse(text);
    waiting.get(message.id)?.(message.result ?? {});
    waiting.delete(message.id);
  }
});
let number = 0;
let sessionId;
const ask = (method, params = {}) => new Promise((done) => {
  number += 1;
  waiting.set(number, done);
  browser.stdio[3].write(`${JSON.stringify({ id: number, method, params, sessionId })}\0`);
});
const look = async (expression) => (await ask('Runtime.evaluate', { expression })).result?.value;
const until = async (expression) => {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await look(expression)) return;
    await new Promise((done) => { setTimeout(done, 100); });
  }
  throw new Error(`never: ${expression}`);
};

const { targetId } = await ask('Target.createTarget', { url: address });
sessionId = (await ask('Target.attachToTarget', { targetId, flatten: true })).sessionId;
const wanted = `document.querySelector('button[value="${button}"]')`;
await until(`document.readyState === 'complete' && ${wanted} !== null`);
fs.writeFileSync(`${folder}/page`, await look('document.body.innerText'));
// The page that comes may have the same address; it does not know of this.
await look(`window.before = true; ${wanted}.click()`);
await until("window.before === undefined && document.readyState === 'complete'");
const came = `${await look('location.href')}\n${await look('document.body.innerText')}`;
// The file appears when it is complete.
fs.writeFileSync(`${folder}/landing`, came);
fs.renameSync(`${folder}/landing`, `${folder}/landed`);
sessionId = undefined;
await Promise.race([ask('Browser.close'), new Promise((done) => { setTimeout(done, 2000); })]);
browser.kill('SIGKILL');
process.exit(0);
