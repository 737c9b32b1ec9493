// What a night came to: the morning report as the operators got it, and earlier ones.
import { get, part } from './api.js';
import { card, el, facts, put, table } from './dom.js';
import { clock, day, duration, number, size, time } from './format.js';
import { mark, siteLink } from './parts.js';
import { asList, cardWidth, timeline, told } from './timeline.js';
import { T } from './texts.js';

const QUARTER = 900000;

export async function report(me, name) {
  const view = el('div', {});
  const refresh = async () => {
    const { nights } = await get('reports');
    const wanted = name || nights[0] || 'now';
    const found = await get(`reports/${part(wanted)}`);
    put(
      view,
      el('h1', {}, T.report.title(evening(found.night))),
      choice(nights, wanted),
      verdict(found),
      found.missed.length > 0 && missed(found),
      drawing(found),
      el('div', { class: 'columns even' }, took(found), el('div', {}, sends(found), problems(found))),
    );
  };
  await refresh();
  return { view, refresh };
}

/** The evening of a date, at noon of which no zone has another day. */
function evening(date) {
  return day(Date.parse(`${date}T12:00:00Z`));
}

function choice(nights, wanted) {
  const all = ['now', ...nights.slice(0, 14)];
  return el(
    'nav',
    { class: 'nights', 'aria-label': T.report.nights },
    all.map(n =>
      el(
        'a',
        { href: `/reports/${part(n)}`, 'aria-current': n === wanted ? 'page' : null },
        n === 'now' ? T.report.now : evening(n),
      ),
    ),
  );
}

function verdict(found) {
  const level = found.well ? 'good' : 'bad';
  return el(
    'section',
    { class: `card verdict ${level}` },
    el('h2', {}, mark(level, { [level]: '' }), found.headline),
    el('p', { class: 'muted' }, T.report.times(time(found.from), time(found.to), time(found.made))),
    found.late && el('p', {}, T.report.late(found.late)),
    found.caughtUp.length > 0 && el('p', {}, T.report.caughtUp(found.caughtUp.join(', '))),
    found.returned.map(r => el('p', {}, T.report.returned(r.recipients, r.domain, r.why))),
  );
}

function missed(found) {
  return card(
    T.report.missed,
    '',
    table(
      T.report.missed,
      [
        { name: T.site.name, cell: m => siteLink(m.site) },
        { name: T.site.waiting, cell: m => number(m.mails), number: true },
        { name: T.site.size, cell: m => size(m.bytes), number: true },
        { name: T.nav.sends, cell: m => m.sends.join(', ') },
        { name: T.site.why, cell: m => [m.why, m.advice && el('div', { class: 'muted' }, m.advice)], wide: true },
        { name: T.tonight.next, cell: m => next(m) },
      ],
      found.missed,
      'stacked',
    ),
  );
}

function next(m) {
  return [m.next ? T.sites.opens(time(m.next)) : T.site.never, m.planned && T.sites.planned(time(m.planned))]
    .filter(x => x)
    .join(', ');
}

/** The calls fill the width, whatever the night's length. */
function drawing(found) {
  const night = found.calls;
  const all = night.calls.concat(night.plan);
  const detail = el('p', { class: 'detail', role: 'status' }, T.tonight.tell);
  if (all.length === 0) return card(T.report.drawing, '', el('p', { class: 'muted' }, T.tonight.none));
  const ends = all.map(bar => Date.parse(bar.end || bar.begin));
  const from = Math.max(Date.parse(night.from), Math.min(...all.map(bar => Date.parse(bar.begin))) - QUARTER);
  const to = Math.min(Date.parse(night.to), Math.max(...ends) + QUARTER);
  const shown = { ...night, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return card(
    T.report.drawing,
    T.tonight.legend,
    el('p', { class: 'muted small' }, T.tonight.shown(`${day(from)} ${clock(from)}`, until(from, to))),
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': T.report.drawing },
      timeline(shown, cardWidth(), bar => put(detail, told(bar), ' ', bar.site && siteLink(bar.site))),
    ),
    detail,
    el('details', { class: 'aslist' }, el('summary', {}, T.tonight.calls), asList(night)),
  );
}

function until(from, to) {
  return day(from) === day(to) ? clock(to) : `${day(to)} ${clock(to)}`;
}

function took(found) {
  const c = found.cost;
  return card(
    T.report.took,
    '',
    facts([
      [T.report.calls, T.report.called(number(c.calls), number(c.failed), number(c.answered))],
      [T.report.line, duration(c.seconds)],
      [T.report.bytes, T.report.carried(size(c.wire), size(c.mail))],
    ]),
    c.links.length > 1 &&
      table(
        T.health.links,
        [
          { name: T.health.link, cell: l => l.link },
          { name: T.report.calls, cell: l => number(l.calls), number: true },
          { name: T.report.failed, cell: l => number(l.failed), number: true },
          { name: T.report.line, cell: l => duration(l.seconds), number: true },
          { name: T.report.bytes, cell: l => size(l.wire), number: true },
        ],
        c.links,
      ),
    found.data.length > 0 &&
      table(
        T.report.data,
        [
          { name: T.report.dataOf, cell: d => d.of },
          { name: T.report.dataUsed, cell: d => used(d), number: true },
          { name: T.report.dataUntil, cell: d => time(d.until) },
          { name: T.report.dataWaiting, cell: d => dataWaits(d), wide: true },
        ],
        found.data,
      ),
  );
}

/** A million bytes each. */
function used(d) {
  return T.report.ofMegabytes((d.used / 1e6).toFixed(1), d.included / 1e6);
}

function dataWaits(d) {
  if (d.used < d.included) return '';
  return d.pays ? T.report.dataCosts : [T.report.dataStops, ...d.waiting.flatMap(s => [' ', siteLink(s)])];
}

function sends(found) {
  if (found.sends.length === 0) return null;
  return card(
    T.nav.sends,
    '',
    el(
      'ul',
      { class: 'plainlist' },
      found.sends.map(s =>
        el(
          'li',
          {},
          el('a', { href: `/sends/${part(s.name)}` }, s.name),
          ` ${T.send.of(number(s.delivered), number(s.sites))}`,
          s.late > 0 && ` · ${number(s.late)} ${T.sends.late}`,
          s.failed > 0 && ` · ${number(s.failed)} ${T.sends.failed}`,
          s.waiting > 0 && ` · ${number(s.waiting)} ${T.sends.waiting}`,
        ),
      ),
    ),
  );
}

function problems(found) {
  if (found.problems.length === 0) return null;
  return card(
    T.report.problems,
    '',
    el(
      'ul',
      { class: 'plainlist' },
      found.problems.map(p => el('li', {}, p)),
    ),
  );
}
