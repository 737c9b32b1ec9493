// Asks the server. Whoever is not logged in (any more) is told so by an event of the window.
import { heardTime } from './format.js';

const V1 = '/api/v1/';

export class Failed extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** A path below /api/v1, with values of its query. */
export async function get(path, query, signal) {
  const values = Object.entries(query || {}).filter(
    ([, value]) => value !== '' && value !== undefined && value !== null,
  );
  return ask(path + (values.length ? '?' + new URLSearchParams(values) : ''), { signal });
}

export async function post(path, body) {
  return ask(path, { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
}

async function ask(path, options) {
  const headers = { ...options.headers, 'X-Packetboat': 'board' };
  const answer = await fetch(V1 + path, { ...options, headers, cache: 'no-store' });
  const text = await answer.text();
  if (answer.ok) {
    const json = text ? JSON.parse(text) : {};
    if (json.now) heardTime(json.now);
    return json;
  }
  if (answer.status === 401) window.dispatchEvent(new Event('logged-out'));
  let message = text.trim();
  try {
    message = JSON.parse(text).error;
  } catch {
    // a sentence
  }
  throw new Failed(answer.status, message || answer.statusText);
}

/** Begins a session, which a cookie stands for from now on. */
export async function login(user, password) {
  const bytes = new TextEncoder().encode(`${user}:${password}`);
  const basic = btoa(String.fromCharCode(...bytes));
  const answer = await fetch(`${V1}login`, {
    method: 'POST',
    headers: { Authorization: `Basic ${basic}`, 'X-Packetboat': 'board' },
  });
  if (!answer.ok) throw new Failed(answer.status, (await answer.text()).trim());
}

/** The part of a path that stands for a name. */
export function part(name) {
  return encodeURIComponent(name);
}
