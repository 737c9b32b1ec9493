// The night as a drawing: windows shaded, real calls above, planned ones thin below, now as one line. The same is told
// as a list for who can't see it.
import { el, svg } from './dom.js';
import { clock, day, duration, now, percent, size } from './format.js';
import { T } from './texts.js';

const ROW = 58;
const HEAD = 46;
const LABEL = 120;
const STEPS = [1, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440].map(m => m * 60000);

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
      group.append(svg('text', { x: left + 6, y: HEAD - 5, class: 'window-name' }, w.window));
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
    group.append(planned(bar, y, x, chosen));
  for (const bar of night.calls.filter(b => b.row === row.name)) group.append(real(bar, y, x, chosen));
  return group;
}

function planned(bar, y, x, chosen) {
  const left = x(Date.parse(bar.begin));
  const width = Math.max(2, x(Date.parse(bar.end)) - left - 1);
  return svg(
    'rect',
    { x: left, y: y + 42, width, height: 7, rx: 2, class: 'bar planned', onclick: () => chosen(bar) },
    svg('title', {}, told(bar)),
  );
}

function real(bar, y, x, chosen) {
  const left = x(Date.parse(bar.begin));
  const end = bar.state === 'running' ? now() : Date.parse(bar.end);
  const width = Math.max(bar.state === 'missed' ? 9 : 4, x(end) - left - 1);
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
  const text = bar.count > 1 ? `${bar.count}×` : bar.site;
  if (bar.state !== 'failed' && width > text.length * 6.6 + 10)
    group.append(svg('text', { x: left + 5, y: y + 30 }, text));
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
