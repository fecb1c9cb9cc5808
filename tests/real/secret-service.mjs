// A Secret Service of our own on the message bus, for what no real one does when
// it is asked to: one that loses, cuts, refuses, asks or says nothing.
import crypto from 'node:crypto';
import { createRequire } from 'node:module';

const { Message, Variant, sessionBus } = createRequire(`${process.env.ENTRACTL_REAL_MODULES}/`)('dbus-next');
const ROOT = '/org/freedesktop/secrets';
const HOME = `${ROOT}/collection/home`;
const NONE = '/';
// Most bytes of an item where there is little room: as much as Windows takes.
export const ROOM = 2560;
const refused = (name, text) => Object.assign(new Error(text), { refusal: `org.freedesktop.${name}` });

// `mode` is what it does, and can be changed at any time:
//   good       what a Secret Service should
//   lossy      keeps half of what it is given
//   cut        keeps the first 2,560 bytes of it
//   forgetful  says yes and keeps nothing
//   small      refuses more than 2,560 bytes
//   full       refuses every write
//   unwritten  answers what is read, and no write
//   locked     is locked, and whoever is asked for the password says no
//   asking     is locked, and nobody answers
//   silent     takes every call and answers none
//   dying      leaves the bus where it should answer, once and for all
export async function startService() {
  const bus = sessionBus();
  const told = { mode: 'good', items: new Map(), calls: [] };
  const sessions = new Map();
  let last = 0;

  const isLocked = () => ['locked', 'asking'].includes(told.mode);
  const found = (wanted) => [...told.items].filter(([, item]) => Object.entries(wanted).every(([name, value]) => item.attributes[name] === value)).map(([at]) => at);
  function kept(secret) {
    if (told.mode === 'full') throw refused('DBus.Error.NoMemory', 'no space left on device');
    if (told.mode === 'small' && secret.length > ROOM) throw refused('DBus.Error.LimitsExceeded', `an item has at most ${ROOM} bytes`);
    if (told.mode === 'lossy') return secret.subarray(0, secret.length / 2);
    return told.mode === 'cut' ? secret.subarray(0, ROOM) : secret;
  }
  function opened([session, iv, value]) {
    const decipher = crypto.createDecipheriv('aes-128-cbc', sessions.get(session), iv);
    return Buffer.concat([decipher.update(value), decipher.final()]);
  }
  function sealed(session, secret) {
    const iv = crypto.randomBytes(16);
    const cipher = crypto.createCipheriv('aes-128-cbc', sessions.get(session), iv);
    return [session, iv, Buffer.concat([cipher.update(secret), cipher.final()]), 'application/octet-stream'];
  }

  // What each method answers: signature and values.
  const methods = {
    OpenSession(_, [, theirs]) {
      const own = crypto.getDiffieHellman('modp2');
      const key = own.generateKeys();
      const shared = own.computeSecret(Buffer.from(theirs.value));
      const padded = Buffer.concat([Buffer.alloc(128 - shared.length), shared]);
      const at = `${ROOT}/session/s${last += 1}`;
      sessions.set(at, Buffer.from(crypto.hkdfSync('sha256', padded, Buffer.alloc(0), Buffer.alloc(0), 16)));
      return ['vo', [new Variant('ay', key), at]];
    },
    SearchItems(_, [wanted]) {
      const all = found(wanted);
      return ['aoao', isLocked() ? [[], all] : [all, []]];
    },
    ReadAlias: () => ['o', [HOME]],
    Unlock: (_, [objects]) => ['aoo', isLocked() ? [[], `${ROOT}/prompt/p1`] : [objects, NONE]],
    Prompt(at) {
      if (told.mode === 'locked') {
        setTimeout(() => bus.send(Message.newSignal(at, 'org.freedesktop.Secret.Prompt', 'Completed', 'bv', [true, new Variant('s', '')])), 20);
      }
      return ['', []];
    },
    CreateItem(_, [properties, secret]) {
      const bytes = kept(opened(secret));
      const at = `${HOME}/i${last += 1}`;
      const attributes = properties['org.freedesktop.Secret.Item.Attributes'].value;
      if (told.mode !== 'forgetful') told.items.set(at, { attributes, secret: bytes });
      return ['oo', [at, NONE]];
    },
    SetSecret(at, [secret]) {
      const bytes = kept(opened(secret));
      if (told.mode !== 'forgetful') told.items.get(at).secret = bytes;
      return ['', []];
    },
    GetSecret: (at, [session]) => ['(oayays)', [sealed(session, told.items.get(at).secret)]],
    Delete(at) {
      told.items.delete(at);
      return ['o', [NONE]];
    },
    Get(at, [, name]) {
      if (name === 'Locked') return ['v', [new Variant('b', isLocked())]];
      if (name === 'Collections') return ['v', [new Variant('ao', [HOME])]];
      if (name === 'Attributes') return ['v', [new Variant('a{ss}', told.items.get(at).attributes)]];
      return ['v', [new Variant('s', 'home')]];
    },
  };
  const writes = new Set(['CreateItem', 'SetSecret', 'Delete']);

  bus.addMethodHandler((call) => {
    if (!call.path?.startsWith(ROOT)) return false;
    told.calls.push(call.member);
    if (told.mode === 'silent' || (told.mode === 'unwritten' && writes.has(call.member))) return true;
    if (told.mode === 'dying') {
      bus.disconnect();
      return true;
    }
    try {
      const method = methods[call.member];
      if (!method) throw refused('DBus.Error.UnknownMethod', `there is no ${call.member}`);
      if (isLocked() && (writes.has(call.member) || call.member === 'GetSecret')) throw refused('Secret.Error.IsLocked', 'it is locked');
      bus.send(Message.newMethodReturn(call, ...method(call.path, call.body)));
    } catch (error) {
      if (!error.refusal) console.error(call.member, error);
      bus.send(Message.newError(call, error.refusal ?? 'org.freedesktop.DBus.Error.Failed', error.message));
    }
    return true;
  });
  await bus.requestName('org.freedesktop.secrets', 0);
  told.close = () => bus.disconnect();
  return told;
}
