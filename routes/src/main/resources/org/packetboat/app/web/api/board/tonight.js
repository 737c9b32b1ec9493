// The first page: whether tonight goes well, in words, then as a drawing, then who needs a person.
import { get } from './api.js';
import { card, el, put, table } from './dom.js';
import { clock, day, duration, now, number, size, time, zoneName } from './format.js';
import { mark, openings, shares, siteLink, why } from './parts.js';
import { againstPlan, asList, cardWidth, timeline, told } from './timeline.js';
import { whatIf } from './whatif.js';
import { T } from './texts.js';

const HOUR = 3600000;
const SPANS = [1 / 60, 1 / 6, 0.5, 1, 2, 4, 6, 12, 24, 72, 168].map(h => h * HOUR);

export async function tonight(me) {
  const view = el('div', { class: 'tonight' });
  const verdict = el('div', {});
  const lines = el('div', {});
  const rest = el('div', { class: 'columns' });
  view.append(verdict, lines, rest);
  const shown = { span: phone() ? 3 : 5, from: 0, follow: true };
  let night = null;

  const draw = () => put(lines, night ? linesCard(night, shown, move) : el('p', { class: 'loading' }, T.loading));
  const move = async change => {
    change(shown);
    await load();
    draw();
  };
  const load = async () => {
    const span = SPANS[shown.span];
    const from = shown.follow ? now() - span * (phone() ? 0.1 : 0.45) : shown.from;
    shown.from = from;
    night = await get('night', {
      from: new Date(from).toISOString(),
      to: new Date(from + span).toISOString(),
      bars: phone() ? 150 : 300,
    });
  };
  const refresh = async () => {
    const [data] = await Promise.all([get('tonight'), load()]);
    window.dispatchEvent(new CustomEvent('node-late', { detail: data.late ? data.at : '' }));
    put(verdict, verdictCard(data));
    draw();
    put(rest, sitesCard(data), el('div', {}, sendsCard(data), healthCard(data)));
  };
  await refresh();
  let width = window.innerWidth;
  window.addEventListener('resize', () => {
    if (view.isConnected && width !== window.innerWidth) draw();
    width = window.innerWidth;
  });
  return {
    view,
    refresh,
    news: update => {
      if (!night) return;
      for (const session of update.sessions) {
        const bar = night.calls.find(b => b.state === 'running' && b.site === session.site);
        if (bar) Object.assign(bar, { done: session.done, size: session.size, end: session.end });
      }
      if (!lines.contains(document.activeElement)) draw();
    },
  };
}

function phone() {
  return window.innerWidth < 700;
}

/** What is to be said first, and how bad it is. */
function judge(data) {
  const v = data.verdict;
  const late = Math.max(data.groups.late, v.level === 'bad' ? v.missed : 0);
  if (late > 0) return ['bad', T.verdict.missed(late, data.sites)];
  if (data.groups['no-route'] > 0) return ['bad', T.verdict.unrouted(data.groups['no-route'])];
  if (v.level === 'late') return ['bad', T.verdict.late(v.missed, v.sites)];
  if (v.level === 'unknown') return ['quiet', T.verdict.unknown];
  if (data.groups.failing > 0) return ['warn', T.verdict.failing(data.groups.failing)];
  if (v.level === 'idle') return ['quiet', T.verdict.idle];
  return ['good', v.sites === 1 ? T.verdict.goodOne : T.verdict.good(v.sites)];
}

function verdictCard(data) {
  const v = data.verdict;
  const [level, words] = judge(data);
  const beside = [];
  if (v.level === 'good') beside.push(T.verdict.spare(duration(v.spareSeconds)));
  if (v.end) beside.push(T.verdict.ends(time(v.end)));
  if (level === 'bad' && data.groups.failing) beside.push(T.verdict.failing(data.groups.failing));
  const reasons = data.first
    .filter(r => r.state === 'late' || r.state === 'no-route')
    .map(r => [siteLink(r.site), `: ${r.why}`])
    .concat(
      v.rows
        .filter(m => !data.first.some(r => r.site === m.missed && r.state === 'late'))
        .map(m => [siteLink(m.missed), m.reason.slice(m.missed.length)]),
    );
  const card = el(
    'section',
    { class: `card verdict ${level}` },
    el('h1', {}, mark(level, { [level]: '' }), words),
    beside.length > 0 && el('p', { class: 'muted' }, beside.join(' · ')),
    reasons.length > 0 && el('p', {}, reasons[0]),
    reasons.length > 1 &&
      el(
        'details',
        {},
        el('summary', {}, T.verdict.more(reasons.length - 1)),
        el(
          'ul',
          {},
          reasons.slice(1, 30).map(r => el('li', {}, r)),
        ),
      ),
    v.remedies.slice(0, 2).map(r => el('p', { class: 'remedy' }, el('b', {}, T.verdict.remedy), ' ', r.said)),
    data.holds.length > 0 && el('p', { class: 'muted' }, T.verdict.held(data.holds.join(', '))),
  );
  return card;
}

function linesCard(night, shown, move) {
  const from = Date.parse(night.from);
  const to = Date.parse(night.to);
  const detail = el('p', { class: 'detail', role: 'status', id: 'bar-detail' }, T.tonight.tell);
  const chosen = bar =>
    put(
      detail,
      mark(
        bar.state === 'running'
          ? 'calling'
          : bar.state === 'done'
            ? 'delivered'
            : bar.state === 'planned'
              ? 'waiting'
              : 'late',
        { calling: '', delivered: '', waiting: '', late: '' },
      ),
      [told(bar), againstPlan(bar, night)].filter(x => x).join(' · '),
      ' ',
      bar.site && siteLink(bar.site),
    );
  const width = cardWidth();
  const span = to - from;
  const until = span < 24 * HOUR ? clock(to) : `${day(to)} ${clock(to)}`;
  const button = (id, text, sign, change, disabled) =>
    el('button', { id, 'aria-label': text, title: text, disabled, onclick: () => move(change) }, sign);
  const tools = el(
    'div',
    {
      class: 'tools',
      role: 'group',
      'aria-label': T.tonight.shown(`${day(from)} ${clock(from)}`, `${day(to)} ${clock(to)}`),
    },
    el('span', { class: 'muted span' }, `${T.tonight.shown(`${day(from)} ${clock(from)}`, until)} ${zoneName()}`),
    button(
      't-back',
      T.tonight.back,
      '‹',
      s => Object.assign(s, { follow: false, from: s.from - span / 2 }),
      night.begins !== '' && from < Date.parse(night.begins),
    ),
    button('t-now', T.tonight.today, T.tonight.today, s => {
      s.follow = true;
    }),
    button('t-fore', T.tonight.forward, '›', s => Object.assign(s, { follow: false, from: s.from + span / 2 })),
    button('t-in', T.tonight.closer, '+', s => zoom(s, -1), shown.span === 0),
    button('t-out', T.tonight.wider, '−', s => zoom(s, 1), shown.span === SPANS.length - 1),
    el('button', { onclick: () => whatIf() }, T.tonight.whatIf),
  );
  const section = card(
    T.tonight.lines,
    el('span', { class: 'legend' }, T.tonight.legend),
    tools,
    phone() && onTheLine(night),
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': T.tonight.lines },
      timeline(night, width, chosen),
    ),
    detail,
    !night.complete && el('p', { class: 'muted small' }, T.tonight.incomplete),
    el('details', { class: 'aslist' }, el('summary', {}, T.tonight.calls), asList(night)),
  );
  section.classList.add('lines');
  section.addEventListener('keydown', event => {
    if (event.target.closest('button, summary, a')) return;
    const keys = { ArrowLeft: 't-back', ArrowRight: 't-fore', '+': 't-in', '-': 't-out', Home: 't-now' };
    if (keys[event.key]) document.getElementById(keys[event.key]).click();
  });
  return section;
}

/** The middle stays where it is. */
function zoom(shown, by) {
  const middle = shown.from + SPANS[shown.span] / 2;
  shown.span = Math.min(SPANS.length - 1, Math.max(0, shown.span + by));
  shown.from = middle - SPANS[shown.span] / 2;
}

/** For phones: what each line does, and what it will do next. */
function onTheLine(night) {
  return el(
    'ul',
    { class: 'plainlist lineslist' },
    night.rows.map(row => {
      const running = night.calls.find(c => c.row === row.name && c.state === 'running');
      const next = night.plan
        .filter(p => p.row === row.name && Date.parse(p.begin) > now())
        .sort((a, b) => a.begin.localeCompare(b.begin))[0];
      return el(
        'li',
        {},
        el('b', {}, row.name),
        running && el('div', {}, mark('calling', { calling: '' }), told(running)),
        next && el('div', { class: 'muted' }, `${T.tonight.next}: ${next.site} ${clock(Date.parse(next.begin))}`),
      );
    }),
  );
}

function sitesCard(data) {
  return card(
    T.tonight.sites,
    T.tonight.first(number(data.sites)),
    table(
      T.tonight.sites,
      [
        { name: T.site.name, cell: r => siteLink(r.site) },
        { name: T.site.state, cell: r => mark(r.state) },
        { name: T.site.why, cell: r => why(r), wide: true },
        { name: T.site.waiting, cell: r => number(r.depth), number: true },
        { name: T.site.size, cell: r => size(r.bytes), number: true },
        { name: T.site.window, cell: r => openings(r) },
      ],
      data.first,
    ),
    el('p', {}, el('a', { href: '/sites' }, T.tonight.all)),
  );
}

function sendsCard(data) {
  return data.batches.slice(0, 2).map(b =>
    card(
      el('a', { href: `/sends/${encodeURIComponent(b.name)}` }, b.name),
      T.send.of(number(b.delivered), number(b.sites)),
      shares(
        [
          ['delivered', b.delivered - b.late],
          ['relayed', b.relayed],
          ['late', b.late],
          ['failed', b.failed],
          ['waiting', b.waiting],
        ],
        b.sites,
        `${T.send.of(b.delivered, b.sites)} ${T.send.done}`,
      ),
      el(
        'p',
        { class: 'muted small' },
        [
          b.waiting && `${number(b.waiting)} ${T.sends.waiting}`,
          b.late && `${number(b.late)} ${T.sends.late}`,
          b.failed && `${number(b.failed)} ${T.sends.failed}`,
        ]
          .filter(x => x)
          .join(' · '),
      ),
    ),
  );
}

function healthCard(data) {
  return card(
    el('a', { href: '/health' }, T.nav.health),
    '',
    data.problems.length === 0
      ? el('p', { class: 'muted' }, T.health.well)
      : el(
          'ul',
          { class: 'problems' },
          data.problems.slice(0, 4).map(p => el('li', {}, p)),
        ),
    el('p', { class: 'muted small' }, `${number(data.depth)} ${T.states.waiting}, ${size(data.bytes)}`),
  );
}
