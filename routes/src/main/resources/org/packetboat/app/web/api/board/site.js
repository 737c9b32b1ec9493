// One site: how it stands, when it is open, what waits, and how its calls went.
import { get, part } from './api.js';
import { actions } from './action.js';
import { card, el, facts, put, svg, table } from './dom.js';
import { clock, day, duration, now, number, size, time } from './format.js';
import { mark, messageLink, openings, why } from './parts.js';
import { T } from './texts.js';

const DAY = 86400000;

export async function site(me, name) {
  const view = el('div', {});
  const refresh = async () => {
    const data = await get(`sites/${part(name)}`);
    put(
      view,
      top(me, data, refresh),
      el(
        'div',
        { class: 'columns' },
        el('div', {}, queueCard(data), callsCard(data), tookCard(data)),
        el('div', {}, calendar(data), rates(data), routeCard(data)),
      ),
    );
  };
  await refresh();
  return { view, refresh };
}

function top(me, data, done) {
  const row = data.site;
  const target = data.waiting.length > 0 ? data.waiting[0].domain : data.domains.find(d => !d.includes('*')) || '';
  return el(
    'section',
    { class: 'card' },
    el('div', { class: 'head' }, el('h1', {}, row.site), mark(row.state)),
    why(row) && el('p', {}, why(row)),
    data.advice && el('p', { class: 'remedy' }, el('b', {}, T.site.advice), ' ', data.advice),
    facts([
      [T.site.waiting, number(row.depth)],
      [T.site.size, row.bytes ? size(row.bytes) : ''],
      [T.site.oldest, time(row.oldest)],
      [T.site.window, `${row.window} · ${openings(row)}`],
      [
        T.site.lastDay,
        data.since.map(s => `${s.callsLastDay}, ${T.site.minutes(Math.ceil(s.callSecondsLastDay / 60))}`).join(''),
      ],
    ]),
    target &&
      actions(
        me,
        row.state === 'held' ? ['release', 'flush'] : ['flush', 'hold', 'release', 'requeue', 'expire', 'delete'],
        target,
        done,
      ),
    row.state === 'calling' && actions(me, ['abort'], row.site, done),
  );
}

function queueCard(data) {
  return card(
    T.site.queue,
    number(data.site.depth),
    data.queue.length === 0
      ? el('p', { class: 'muted' }, T.site.none)
      : table(
          T.site.queue,
          [
            { name: T.queue.id, cell: e => messageLink(e.id) },
            {
              name: T.queue.to,
              cell: e => e.recipients[0] + (e.recipients.length > 1 ? ` +${e.recipients.length - 1}` : ''),
              wide: true,
            },
            { name: T.queue.size, cell: e => size(e.size), number: true },
            { name: T.queue.arrived, cell: e => time(e.arrived) },
            { name: T.queue.attempts, cell: e => number(e.attempts), number: true },
            { name: T.queue.reply, cell: e => (e.held ? T.queue.held : e.lastReply), wide: true },
          ],
          data.queue,
        ),
  );
}

function callsCard(data) {
  return card(
    T.site.calls,
    number(data.calls.length),
    data.calls.length === 0
      ? el('p', { class: 'muted' }, T.site.none)
      : table(
          T.site.calls,
          [
            { name: T.site.begin, cell: c => time(c.begin) },
            {
              name: T.site.took,
              cell: c => (c.direction === 'missed' ? '' : duration((Date.parse(c.end) - Date.parse(c.begin)) / 1000)),
              number: true,
            },
            { name: T.site.row, cell: c => c.row },
            { name: T.site.mail, cell: c => (c.direction === 'missed' ? '' : size(c.bytes)), number: true },
            {
              name: T.site.ratio,
              cell: c => (c.wire && c.bytes ? `${(c.bytes / c.wire).toFixed(1)}×` : ''),
              number: true,
            },
            {
              name: T.site.how,
              cell: c =>
                c.direction === 'missed'
                  ? mark('late', { late: T.bars.missed })
                  : c.failed
                    ? mark('failing', { failing: c.how })
                    : c.how,
              wide: true,
            },
          ],
          data.calls,
        ),
  );
}

/** What its calls took, by night. */
function tookCard(data) {
  if (data.took.length === 0) return null;
  const sum = name => data.took.reduce((all, night) => all + night[name], 0);
  return card(
    T.site.tookTitle,
    T.site.tookSum(duration(sum('seconds')), size(sum('wire'))),
    table(
      T.site.tookTitle,
      [
        { name: T.site.night, cell: n => day(Date.parse(`${n.night}T12:00:00Z`)) },
        { name: T.report.calls, cell: n => number(n.calls), number: true },
        { name: T.report.failed, cell: n => number(n.failed), number: true },
        { name: T.report.line, cell: n => duration(n.seconds), number: true },
        { name: T.report.bytes, cell: n => size(n.wire), number: true },
        { name: T.site.mail, cell: n => size(n.bytes), number: true },
        ...(data.took.some(n => n.cost) ? [{ name: T.site.price, cell: n => n.cost, number: true }] : []),
      ],
      data.took,
    ),
  );
}

/** A row for each day, with the hours that the window is open. */
function calendar(data) {
  const days = Array.from({ length: 14 }, (_, i) => now() + i * DAY);
  const width = 300;
  const row = 20;
  const drawing = svg('svg', {
    viewBox: `0 0 ${width} ${days.length * row + 16}`,
    class: 'calendar',
    'aria-hidden': 'true',
  });
  for (const hour of [0, 6, 12, 18]) {
    drawing.append(
      svg('text', { x: 74 + (hour / 24) * 220, y: 10, class: 'hour' }, String(hour).padStart(2, '0')),
      svg('line', {
        x1: 74 + (hour / 24) * 220,
        x2: 74 + (hour / 24) * 220,
        y1: 14,
        y2: days.length * row + 14,
        class: 'tick',
      }),
    );
  }
  days.forEach((at, i) => {
    const y = 16 + i * row;
    drawing.append(svg('text', { x: 0, y: y + 12, class: 'dayname' }, day(at)));
    for (const open of data.windows)
      hours(open, at).forEach(([a, b]) =>
        drawing.append(
          svg('rect', {
            x: 74 + (a / 24) * 220,
            y: y + 2,
            width: Math.max(1.5, ((b - a) / 24) * 220),
            height: 13,
            rx: 2,
            class: 'open',
          }),
        ),
      );
  });
  const words = data.windows.length === 0 ? (data.site.open ? T.site.always : T.site.never) : '';
  return card(
    T.site.windows,
    data.site.window,
    words ? el('p', { class: 'muted' }, words) : drawing,
    data.windows.length > 0 &&
      el(
        'ul',
        { class: 'hidden' },
        data.windows.slice(0, 20).map(w => el('li', {}, `${time(w.open)} – ${time(w.close)}`)),
      ),
  );
}

/** The part of an opening that is on this day, in hours of the zone. */
function hours(open, at) {
  const from = Date.parse(open.open);
  const to = Date.parse(open.close);
  const hour = ms =>
    clock(ms, true)
      .split(':')
      .reduce((sum, n, i) => sum + Number(n) / 60 ** i, 0);
  const found = [];
  for (let ms = from; ms < to; ms = Math.min(to, ms + (24 - hour(ms)) * 3600000)) {
    const end = Math.min(to, ms + (24 - hour(ms)) * 3600000);
    if (day(ms) === day(at)) found.push([hour(ms), day(end) === day(ms) ? hour(end) : 24]);
    if (end <= ms) break;
  }
  return found;
}

/** Bytes of mail a second in each call that carried any, the oldest first; with its compression in words. */
function rates(data) {
  const calls = data.calls
    .filter(c => c.bytes > 0)
    .slice(0, 30)
    .reverse();
  if (calls.length === 0) return null;
  const rate = c => c.bytes / Math.max(1, (Date.parse(c.end) - Date.parse(c.begin)) / 1000);
  const most = Math.max(...calls.map(rate));
  const drawing = svg('svg', { viewBox: '0 0 300 70', class: 'calendar', 'aria-hidden': 'true' });
  calls.forEach((c, i) =>
    drawing.append(
      svg(
        'rect',
        { x: i * 10, y: 68 - (rate(c) / most) * 64, width: 8, height: (rate(c) / most) * 64, rx: 1, class: 'open' },
        svg('title', {}, `${time(c.begin)}: ${size(rate(c))}/s`),
      ),
    ),
  );
  const last = calls[calls.length - 1];
  return card(
    T.site.rate,
    `${size(rate(last))}/s${last.wire ? `, ${(last.bytes / last.wire).toFixed(1)}×` : ''}`,
    drawing,
  );
}

function routeCard(data) {
  return card(
    T.site.route,
    '',
    facts([
      [T.site.domains, data.domains.join(', ')],
      [T.site.link, data.site.link],
      [T.site.lineRate, data.rate ? `${size(data.rate)}/s` : ''],
      [T.site.cost, data.cost ? number(data.cost) : ''],
      [T.site.row, data.servers.join(', ')],
    ]),
  );
}
