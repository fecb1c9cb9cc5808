// Runs the built program in a home of its own, beside the server of a test.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { PERSON_CLIENT, TENANT } from './oidc-server.mjs';

export const PROGRAM = process.env.ENTRACTL_REAL_PROGRAM;
export const PERSON = path.resolve(import.meta.dirname, 'person.sh');

// A home whose config.toml names the server as a cloud of its own.
export function home(origin, more = '') {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'entractl-real-'));
  fs.mkdirSync(path.join(folder, 'config', 'entractl'), { recursive: true, mode: 0o700 });
  fs.writeFileSync(path.join(folder, 'config', 'entractl', 'config.toml'),
    `[clouds.test]\nauthority = "${origin}"\ngraph = "${origin}"\n\n[profiles.default]\ntenant = "${TENANT}"\n`
    + `client_id = "${PERSON_CLIENT}"\ncloud = "test"\n${more}`, { mode: 0o600 });
  return folder;
}

// A home whose application signs in by itself.
export function application(origin) {
  const folder = home(origin, 'client_secret_file = "SECRET"\n');
  const config = path.join(folder, 'config', 'entractl', 'config.toml');
  fs.writeFileSync(path.join(folder, 'secret'), 'not-a-secret', { mode: 0o600 });
  fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace('SECRET', path.join(folder, 'secret')));
  return folder;
}

// What a sign-in service answers to it.
export function token() {
  const claims = Buffer.from(JSON.stringify({ tid: TENANT, oid: TENANT, roles: ['User.Read.All', 'Directory.Read.All'] })).toString('base64url');
  return JSON.stringify({ token_type: 'Bearer', expires_in: 3599, access_token: `e30.${claims}.x` });
}

export function environment(folder, more = {}) {
  const { CI, ...rest } = process.env;
  return { ...rest, XDG_CONFIG_HOME: `${folder}/config`, XDG_STATE_HOME: `${folder}/state`, BROWSER: PERSON, ...more };
}

// Starts it; the promise gives code, signal, stdout, stderr, ms.
export function begin(folder, args, { env = {}, wrap = [], onText } = {}) {
  const began = Date.now();
  const [program, ...before] = [...wrap, PROGRAM];
  const child = spawn(program, [...before, ...args], { env: environment(folder, env), stdio: ['ignore', 'pipe', 'pipe'] });
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr']) {
    child[name].on('data', (part) => {
      out[name] += part;
      onText?.(out[name], child);
    });
  }
  const ended = new Promise((done) => {
    child.on('close', (code, signal) => done({ code, signal, ...out, ms: Date.now() - began }));
  });
  return { child, ended };
}

export const run = (folder, args, options) => begin(folder, args, options).ended;
