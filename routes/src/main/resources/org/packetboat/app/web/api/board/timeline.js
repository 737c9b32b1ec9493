// The night as a drawing: windows shaded, real calls above, planned ones thin below, now as one line. A name that has
// no room in its bar stands above it; of names that have no room there, either, those of what went wrong go first. The
// same is told as a list for who can't see it.
import { el, svg } from './dom.js';
import { clock, day, duration, now, percent, size } from './format.js';
import { T } from './texts.js';

const ROW = 58;
const HEAD = 46;
const LABEL = 120;
const STEPS = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map(m => m * 60000);

/** The width of a card's inside in pixels: what is left beside the padding of the page, of the card, and its border. */
export function cardWidth() {
  const beside = window.matchMedia('(max-width: 700px)').matches ? 2 * (10 + 14 + 1) : 2 * (24 + 16 + 1);
  return Math.max(320, document.getElementById('main').clientWidth - beside);
}

/** @param night what the API tells @param width in pixels @param chosen hears of the bar that was chosen */
export function timeline(night, width, chosen) {
  const from = Date.parse(night.from);
  const to = Date.parse(night.to);
  const label = width < 600 ? 0 : LABEL;
  const rows = night.rows.concat(
    night.calls.some(c => c.state === 'missed') ? [{ name: '', kind: 'missed', links: '' }] : [],
  );
  const height = HEAD + rows.length * ROW + 24;
  const x = at => label + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (width - label - 2);
  const drawing = svg('svg', {
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    class: 'timeline',
    role: 'group',
    'aria-label': T.tonight.lines,
  });
  drawing.append(windows(night, x, height - 24), ticks(from, to, x, height - 24, width - label));
  rows.forEach((row, i) => drawing.append(line(row, i, night, x, label, chosen, width)));
  if (now() > from && now() < to) drawing.append(nowLine(x(now()), height));
  return drawing;
}

function windows(night, x, bottom) {
  const group = svg('g', { 'aria-hidden': 'true' });
  let last = -Infinity;
  let level = 0;
  for (const w of night.windows) {
    const left = x(Date.parse(w.open));
    const right = x(Date.parse(w.close));
    if (right - left < 1) continue;
    group.append(
      svg('rect', { x: left, y: HEAD - 18, width: right - left, height: bottom - HEAD + 18, class: 'window' }),
    );
    group.append(svg('line', { x1: left, x2: left, y1: HEAD - 18, y2: bottom, class: 'edge' }));
    const room = w.window.length * 7 + 12;
    level = left - last < room ? level + 1 : 0;
    if (level < 1 && right - left > 30) {
      group.append(svg('text', { x: left + 6, y: HEAD - 8, class: 'window-name' }, w.window));
      last = left;
    }
  }
  return group;
}

function ticks(from, to, x, bottom, width) {
  const group = svg('g', { 'aria-hidden': 'true' });
  const step = STEPS.find(s => (to - from) / s <= width / 76) || 7 * STEPS[10];
  const offset = zoneOffset(from);
  for (let at = Math.ceil((from + offset) / step) * step - offset; at < to; at += step) {
    const midnight = clock(at) === '00:00';
    group.append(
      svg('line', { x1: x(at), x2: x(at), y1: 18, y2: bottom, class: midnight ? 'tick midnight' : 'tick' }),
    );
    if (x(at) < x(to) - 30)
      group.append(
        svg('text', { x: x(at), y: 12, class: 'hour' }, midnight || step >= STEPS[10] ? day(at) : clock(at)),
      );
  }
  return group;
}

/** How far the zone is ahead of UTC then, in milliseconds: ticks stand at full hours of the zone. */
function zoneOffset(at) {
  const [h, m] = clock(at).split(':').map(Number);
  const utc = new Date(at);
  const minutes = h * 60 + m - utc.getUTCHours() * 60 - utc.getUTCMinutes();
  return (((minutes + 2160) % 1440) - 720) * 60000;
}

function line(row, index, night, x, label, chosen, width) {
  const y = HEAD + index * ROW;
  const group = svg('g', {});
  group.append(svg('line', { x1: 0, x2: width, y1: y + ROW - 3, y2: y + ROW - 3, class: 'rule' }));
  const name = row.kind === 'missed' ? T.tonight.missedRow : row.name;
  const beside = label > 0;
  group.append(
    svg(
      'text',
      { x: beside ? 0 : 4, y: y + (beside ? 24 : 11), class: beside ? 'line-name' : 'line-name small' },
      name,
    ),
  );
  if (row.links && beside)
    group.append(
      svg(
        'text',
        { x: 0, y: y + 40, class: 'line-links' },
        row.links.length > 16 ? row.links.slice(0, 15) + '…' : row.links,
      ),
    );
  for (const bar of night.plan.filter(b => b.row === row.name && row.kind !== 'missed'))
    group.append(planned(bar, y, x, chosen, wasNotMade(bar, night)));
  const calls = night.calls.filter(b => b.row === row.name).sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  for (const bar of calls) group.append(real(bar, y, x, chosen));
  group.append(names(calls, y, x, beside ? 0 : name.length * 7 + 12, width));
  return group;
}

/** What matters most is drawn last, so that nothing hides it. */
const ORDER = { done: 0, running: 1, failed: 2, missed: 3 };
/** Their names are bold. */
const WRONG = ['failed', 'missed'];
const LETTER = 6.8;
const BOLD = 7.6;

function inside(bar) {
  return bar.count > 1 ? `${bar.count}×` : bar.site;
}

function widthOf(bar, x) {
  const end = bar.state === 'running' ? now() : Date.parse(bar.end);
  return Math.max(bar.state === 'missed' ? 9 : 4, x(end) - x(Date.parse(bar.begin)) - 1);
}

function fits(bar, width) {
  return bar.state !== 'failed' && bar.state !== 'missed' && width > inside(bar).length * LETTER + 10;
}

/** Names that have no room in their bars, each where no other is. @param taken from the left, in pixels */
function names(calls, y, x, taken, width) {
  const group = svg('g', { 'aria-hidden': 'true' });
  const used = [[0, taken]];
  const worstFirst = [...calls].sort(
    (a, b) => ORDER[b.state] - ORDER[a.state] || a.begin.localeCompare(b.begin),
  );
  for (const bar of worstFirst) {
    if (fits(bar, widthOf(bar, x))) continue;
    const text = bar.count > 1 ? `${bar.site} +${bar.count - 1}` : bar.site;
    const room = text.length * (WRONG.includes(bar.state) ? BOLD : LETTER) + (bar.state === 'failed' ? 16 : 5);
    const left = Math.max(0, Math.min(x(Date.parse(bar.begin)), width - room));
    if (used.some(([a, b]) => left < b && left + room > a)) {
      if (bar.state === 'failed') cross(group, x(Date.parse(bar.begin)), y);
      continue;
    }
    used.push([left, left + room]);
    if (bar.state === 'failed') cross(group, left, y);
    group.append(
      svg('text', { x: left + (bar.state === 'failed' ? 11 : 0), y: y + 10, class: `flag ${bar.state}` }, text),
    );
  }
  return group;
}

function cross(group, left, y) {
  group.append(svg('path', { class: 'flag-cross', d: `M${left + 1} ${y + 3}l7 7m0 -7l-7 7` }));
}

/** Whether it was planned and its time is over, but nobody called. Not known where calls are told together. */
function wasNotMade(bar, night) {
  if (bar.count > 1 || Date.parse(bar.end) > now() || !night.complete) return false;
  if (night.calls.some(c => c.count > 1)) return false;
  return !night.calls.some(
    c =>
      c.site === bar.site &&
      c.state !== 'missed' &&
      Math.abs(Date.parse(c.begin) - Date.parse(bar.begin)) < HALF_DAY,
  );
}

const HALF_DAY = 43200000;

function planned(bar, y, x, chosen, notMade) {
  const left = x(Date.parse(bar.begin));
  const width = Math.max(2, x(Date.parse(bar.end)) - left - 1);
  return svg(
    'rect',
    {
      x: left,
      y: y + 42,
      width,
      height: 7,
      rx: 2,
      class: notMade ? 'bar planned not-made' : 'bar planned',
      onclick: () => chosen(bar),
    },
    svg('title', {}, told(bar) + (notMade ? ` · ${T.tonight.notMade}` : '')),
  );
}

function real(bar, y, x, chosen) {
  const left = x(Date.parse(bar.begin));
  const width = widthOf(bar, x);
  const tells = bar.state === 'failed' || bar.state === 'missed' || bar.state === 'running';
  const choose = () => chosen(bar);
  const group = svg(
    'g',
    {
      class: `bar ${bar.state}`,
      onclick: choose,
      ...(tells
        ? {
            tabindex: '0',
            role: 'button',
            'aria-label': told(bar),
            onkeydown: event => (event.key === 'Enter' || event.key === ' ') && (event.preventDefault(), choose()),
          }
        : { 'aria-hidden': 'true' }),
    },
    svg('title', {}, told(bar)),
  );
  if (bar.state === 'running' && bar.end) {
    group.append(
      svg('rect', {
        x: left,
        y: y + 14,
        width: Math.max(width, x(Date.parse(bar.end)) - left),
        height: 24,
        rx: 3,
        class: 'to-come',
      }),
    );
  }
  if (bar.state === 'missed') {
    group.append(svg('path', { d: `M${left} ${y + 26}l7 -9l7 9l-7 9z` }));
    return group;
  }
  group.append(svg('rect', { x: left, y: y + 14, width, height: 24, rx: 3 }));
  if (bar.state === 'failed' && width >= 10)
    group.append(svg('path', { class: 'cross', d: `M${left + width / 2 - 3} ${y + 23}l6 6m0 -6l-6 6` }));
  if (fits(bar, width)) group.append(svg('text', { x: left + 5, y: y + 30 }, inside(bar)));
  return group;
}

function nowLine(at, height) {
  return svg(
    'g',
    { class: 'now', 'aria-hidden': 'true' },
    svg('line', { x1: at, x2: at, y1: 18, y2: height - 20 }),
    svg('rect', { x: at - 24, y: height - 20, width: 48, height: 18, rx: 9 }),
    svg('text', { x: at, y: height - 7 }, clock(now())),
  );
}

/** A bar in words. */
export function told(bar) {
  const begin = Date.parse(bar.begin);
  const who = bar.count > 1 ? `${bar.site} +${bar.count - 1}` : bar.site;
  const words = [`${who}: ${T.bars[bar.state]}`, clock(begin, true)];
  if (bar.state === 'running') {
    if (bar.size) words.push(`${percent(bar.done, bar.size)} %`);
    if (bar.end) words.push(T.sites.left(duration((Date.parse(bar.end) - now()) / 1000)));
  } else if (bar.state !== 'missed') {
    words.push(duration((Date.parse(bar.end) - begin) / 1000));
  }
  if (bar.bytes && bar.state !== 'missed') words.push(size(bar.bytes));
  if (bar.how && bar.how !== 'finished') words.push(bar.how);
  return words.join(' · ');
}

/** When it was planned, next to when it began; empty if that is not known. */
export function againstPlan(bar, night) {
  if (bar.state === 'planned' || bar.state === 'missed' || bar.count > 1) return '';
  const begin = Date.parse(bar.begin);
  const plan = night.plan
    .filter(p => p.site === bar.site && p.count === 1 && Math.abs(Date.parse(p.begin) - begin) < HALF_DAY)
    .sort((a, b) => Math.abs(Date.parse(a.begin) - begin) - Math.abs(Date.parse(b.begin) - begin))[0];
  if (!plan) return '';
  const late = (begin - Date.parse(plan.begin)) / 1000;
  const at = clock(Date.parse(plan.begin));
  return Math.abs(late) < 60 ? T.tonight.asPlanned(at) : T.tonight.offPlan(at, duration(Math.abs(late)), late > 0);
}

/** What is drawn as a list, the latest first. */
export function asList(night) {
  const all = night.calls
    .concat(night.plan)
    .sort((a, b) => b.begin.localeCompare(a.begin))
    .slice(0, 200);
  return el(
    'ul',
    { class: 'plainlist' },
    all.map(bar => el('li', {}, `${bar.row || T.tonight.missedRow}: ${told(bar)}`)),
  );
}
