// A person with a plain web client: person.mjs ADDRESS signs in and follows the
// redirects to where they end; person.mjs ADDRESS CODE uses a device code.
const cookies = new Map();

async function go(address, form) {
  const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(address, {
    redirect: 'manual',
    method: form ? 'POST' : 'GET',
    headers: { cookie: jar, ...(form && { 'content-type': 'application/x-www-form-urlencoded' }) },
    body: form && new URLSearchParams(form).toString(),
  });
  for (const line of response.headers.getSetCookie()) {
    const [name, value] = line.split(';')[0].split(/=(.*)/s);
    if (value) cookies.set(name, value); else cookies.delete(name);
  }
  const text = await response.text();
  const next = response.headers.get('location');
  return { address, text, next: next && new URL(next, address).href };
}

async function follow(address, form) {
  let seen = await go(address, form);
  for (let step = 0; step < 20; step += 1) {
    const sign = seen.text.match(/<form method="post" action="(\/interaction\/[^"]+)"/);
    if (seen.next) seen = await go(seen.next);
    else if (sign) seen = await go(new URL(sign[1], seen.address).href, {});
    else return seen;
  }
  throw new Error('the redirects do not end');
}

const [address, code] = process.argv.slice(2);
if (code) {
  const hidden = async () => (await go(address)).text.match(/name="xsrf" value="([^"]+)"/)[1];
  const xsrf = await hidden();
  await go(address, { xsrf, user_code: code });
  await follow(address, { xsrf, user_code: code, confirm: 'yes' });
} else {
  await follow(address);
}
