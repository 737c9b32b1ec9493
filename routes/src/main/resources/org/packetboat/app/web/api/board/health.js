// How the server is doing: problems with advice first.
import { get } from './api.js';
import { card, el, facts, put, table } from './dom.js';
import { number, size, time } from './format.js';
import { mark } from './parts.js';
import { T } from './texts.js';

export async function health() {
  const view = el('div', {});
  const refresh = async () => {
    const [data, audit] = await Promise.all([get('health'), get('audit', { limit: 50 })]);
    put(
      view,
      problems(data),
      el(
        'div',
        { class: 'columns even' },
        el('div', {}, server(data), resources(data)),
        el('div', {}, links(data), readers(data)),
      ),
      book(audit),
    );
  };
  await refresh();
  return { view, refresh };
}

function problems(data) {
  const n = data.problems.length;
  return el(
    'section',
    { class: `card verdict ${n ? 'bad' : 'good'}` },
    el('h1', {}, mark(n ? 'bad' : 'good', { bad: '', good: '' }), n ? T.health.problems(n) : T.health.well),
    n > 0 &&
      el(
        'ul',
        { class: 'problems' },
        data.problems.map(p =>
          el('li', {}, p.what, p.advice && el('div', { class: 'remedy' }, el('b', {}, T.site.advice), ' ', p.advice)),
        ),
      ),
  );
}

function server(data) {
  const s = data.server;
  return card(
    T.health.server,
    s.name,
    facts([
      [T.health.version, s.version],
      [T.health.up, time(s.started)],
      [T.health.listens, s.listening.join(', ')],
      [T.health.data, s.data],
      [T.health.mail, T.health.counts(s)],
    ]),
  );
}

function resources(data) {
  const k = data.kafka[0];
  return card(
    T.health.machine,
    '',
    facts([
      [T.health.disk, T.health.free(size(data.disk.free), size(data.disk.reserve))],
      [T.health.memory, T.health.heap(size(data.memory.used), size(data.memory.most))],
      [T.health.node, T.health.stepped(data.secondsSinceStep)],
      [
        T.health.kafka,
        k ? [k.state, T.health.lag(number(Math.max(0, k.lag))), k.trouble].filter(x => x).join(' · ') : '',
      ],
      [
        T.health.certificates,
        data.certificates
          .map(c => `${c.file} ${c.until ? T.health.until(time(c.until)) : T.health.unreadable}`)
          .join('; '),
      ],
    ]),
  );
}

function links(data) {
  return card(
    T.health.links,
    '',
    table(
      T.health.links,
      [
        { name: T.health.link, cell: l => l.link },
        { name: T.queue.site, cell: l => l.site },
        { name: T.health.sessions, cell: l => number(l.sessions), number: true },
        { name: T.site.mail, cell: l => size(l.bytes), number: true },
        { name: T.health.last, cell: l => [l.last, l.figures].filter(x => x).join(' · '), wide: true },
      ],
      data.links,
    ),
  );
}

function readers(data) {
  if (data.readers.length === 0) return null;
  return card(
    T.health.readers,
    '',
    el(
      'ul',
      { class: 'plainlist' },
      data.readers.map(r => el('li', {}, el('b', {}, r.name), ' ', T.health.behind(number(r.behind)))),
    ),
  );
}

function book(audit) {
  return card(
    T.health.audit,
    '',
    audit.entries.length === 0
      ? el('p', { class: 'muted' }, T.health.nothing)
      : table(
          T.health.audit,
          [
            { name: T.health.when, cell: e => time(e.at, true) },
            { name: T.health.who, cell: e => `${e.user || T.health.nobody} (${e.address})` },
            { name: T.health.what, cell: e => `${T.actions[e.action]?.name || e.action}: ${e.target}` },
            { name: T.health.note, cell: e => e.note, wide: true },
            { name: T.health.answer, cell: e => e.answer || T.health.noAnswer, wide: true },
          ],
          audit.entries,
        ),
  );
}
