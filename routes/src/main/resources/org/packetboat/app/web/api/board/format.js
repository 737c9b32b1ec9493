// Times, sizes and durations as people read them. Times are told in the server's zone, by the server's clock.
import { T } from './texts.js';

let zone = 'UTC';
let ahead = 0;

export function useZone(name) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zone = name;
  } catch {
    zone = 'UTC';
  }
}

export function zoneName() {
  return zone;
}

/** The server has said what time it is: the browser's clock may be wrong. */
export function heardTime(iso) {
  ahead = Date.parse(iso) - Date.now();
}

export function now() {
  return Date.now() + ahead;
}

function parts(ms, options) {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options }).format(ms);
}

export function clock(ms, seconds) {
  return parts(ms, { hour: '2-digit', minute: '2-digit', ...(seconds ? { second: '2-digit' } : {}) });
}

export function day(ms) {
  return parts(ms, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** Like 03:00, tomorrow 03:00 or Mon 1 Dec 03:00; empty for none. */
export function time(iso, seconds) {
  if (!iso) return '';
  const at = typeof iso === 'number' ? iso : Date.parse(iso);
  const that = day(at);
  const text = clock(at, seconds);
  if (that === day(now())) return text;
  if (that === day(now() + 86400000)) return `${T.tomorrow} ${text}`;
  if (that === day(now() - 86400000)) return `${T.yesterday} ${text}`;
  return `${that} ${text}`;
}

export function size(bytes) {
  if (!bytes) return '–';
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < T.units.bytes.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value >= 100 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${T.units.bytes[unit]}`;
}

export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} ${T.units.s}`;
  if (s < 3600) return `${Math.floor(s / 60)} ${T.units.min}${s % 60 && s < 600 ? ` ${s % 60} ${T.units.s}` : ''}`;
  if (s < 86400)
    return `${Math.floor(s / 3600)} ${T.units.h}${Math.floor((s % 3600) / 60) ? ` ${Math.floor((s % 3600) / 60)} ${T.units.min}` : ''}`;
  return `${Math.floor(s / 86400)} ${T.units.d} ${Math.floor((s % 86400) / 3600)} ${T.units.h}`;
}

export function number(n) {
  return n.toLocaleString('en-GB').replaceAll(',', '\u202f');
}

export function percent(done, whole) {
  return whole > 0 ? Math.min(100, Math.floor((done * 100) / whole)) : 0;
}
