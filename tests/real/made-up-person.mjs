// A person of the simulated tenant with a plain web client: signs in and accepts.
// made-up-person.mjs ORIGIN ADDRESS, where ORIGIN is where the tenant is served.
const [origin, address] = process.argv.slice(2);
// The tenant knows what it is asked for by its own name.
const own = new URL(address).origin;
const page = address.replaceAll(own, origin).replaceAll(encodeURIComponent(own), encodeURIComponent(origin));
const [, proof] = (await (await fetch(page)).text()).match(/name="proof" value="([^"]+)"/);
const form = new URLSearchParams({ proof, person: 'ada.admin@meridian.example', decision: 'accept' });
const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual' });
await fetch(answer.headers.get('location'));
