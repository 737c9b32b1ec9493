// How the server is doing: problems with advice first.
import { get } from './api.js';
import { card, el, facts, put, table } from './dom.js';
import { duration, now, number, size, time } from './format.js';
import { mark, siteLink } from './parts.js';
import { T } from './texts.js';

/** In seconds; machines tell how they stand every few seconds. */
const SILENT = 60;

export async function health() {
  const view = el('div', {});
  let branches = 8;
  const refresh = async () => {
    const [data, fleet, audit] = await Promise.all([
      get('health'),
      get('fleet', { limit: branches }),
      get('audit', { limit: 50 }),
    ]);
    put(
      view,
      problems(data),
      hubCard(data),
      fleetCard(fleet, data.server.version, more),
      el(
        'div',
        { class: 'columns even' },
        el('div', {}, server(data), resources(data)),
        el('div', {}, links(data), readers(data)),
      ),
      book(audit),
    );
  };
  const more = async () => {
    branches = Math.min(500, branches * 5);
    await refresh();
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
      [T.health.disk, T.health.freeOf(size(data.disk.free), size(data.disk.reserve))],
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

/** The machines of a hub whose queue brokers keep: who owns it, and how far the others have followed. */
function hubCard(data) {
  const hub = (data.hub || [])[0];
  if (!hub) return null;
  return card(
    T.health.hub(hub.hub),
    hub.owner ? T.health.owned(hub.owner, hub.term) : T.health.unowned,
    table(
      T.health.hub(hub.hub),
      [
        {
          name: T.health.hubMachine,
          cell: m => (m.machine === hub.machine ? T.health.thisOne(m.machine) : m.machine),
        },
        { name: T.site.state, cell: m => machineState(m, hub) },
        { name: T.health.lagging, cell: m => (m.lag < 0 ? T.health.noClock : number(m.lag)), number: true },
        { name: T.health.laggingFor, cell: m => (m.lagSeconds > 0 ? duration(m.lagSeconds) : ''), number: true },
        { name: T.health.position, cell: m => number(m.position), number: true },
        { name: T.health.heard, cell: m => time(m.heard, true) },
      ],
      hub.machines,
    ),
  );
}

/** A machine that is silent, or that has not followed for a while, is no help if the owner dies. */
function machineState(m, hub) {
  if ((now() - Date.parse(m.heard)) / 1000 > SILENT) return mark('bad', { bad: T.health.machineSilent });
  const level = m.lagSeconds > SILENT || (m.owner && m.machine === hub.machine && !hub.sending) ? 'warn' : 'good';
  const word = m.owner
    ? m.machine === hub.machine && !hub.sending
      ? T.health.ownsOnly
      : T.health.owns
    : T.health.roles[m.role] || m.role;
  return mark(level, { [level]: word });
}

/** The branches that tell how they are. Those that need a person are first, and a version that is not ours is told. */
function fleetCard(fleet, ours, more) {
  if (fleet.all === 0) return null;
  return card(
    T.health.fleet,
    fleet.wrong ? T.health.branchesWrong(fleet.wrong, fleet.all) : T.health.branches(fleet.all),
    table(
      T.health.fleet,
      [
        { name: T.queue.site, cell: b => siteLink(b.site) },
        { name: T.site.state, cell: b => branchState(b) },
        { name: T.health.wrong, cell: b => branchWrong(b), wide: true },
        { name: T.health.heard, cell: b => time(b.heard) },
        { name: T.health.version, cell: b => (b.version === ours ? b.version : T.health.otherVersion(b.version)) },
        { name: T.health.free, cell: b => (b.free < 0 ? '' : size(b.free)), number: true },
        { name: T.queue.depth, cell: b => (b.depth < 0 ? '' : number(b.depth)), number: true },
        { name: T.site.oldest, cell: b => (b.oldest > 0 ? duration(b.oldest) : ''), number: true },
        { name: T.health.clock, cell: b => branchClock(b), number: true },
      ],
      fleet.rows,
    ),
    fleet.rows.length < fleet.matching &&
      (fleet.rows.length < 500
        ? el('p', {}, el('button', { onclick: more, id: 'more-branches' }, T.queue.more))
        : el('p', { class: 'muted small' }, T.health.branchesShown(number(fleet.rows.length)))),
  );
}

function branchState(branch) {
  const word = branch.seen
    ? branch.silent > 0
      ? T.health.silent(branch.silent)
      : T.health.looksWrong
    : branch.problems > 0
      ? T.health.hasProblems(branch.problems)
      : T.health.isWell;
  const level = branch.seen ? 'bad' : branch.problems > 0 ? 'warn' : 'good';
  return mark(level, { [level]: word });
}

function branchClock(branch) {
  if (!branch.clock) return T.health.noClock;
  const off = Math.abs(branch.clockAhead);
  return off < 5 ? T.health.right : T.health.clockOff(duration(off), branch.clockAhead > 0);
}

/** What is seen from here, then what it sees itself. */
function branchWrong(branch) {
  const more = branch.problems > 1 ? T.health.moreThere(branch.problems - 1) : '';
  return [branch.seen, branch.problem].filter(x => x).join('; ') + more;
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
