// Big sends: each with its bar, and all sites of one as a grid of cells.
import { get, part } from './api.js';
import { actions } from './action.js';
import { card, el, facts, put } from './dom.js';
import { number, percent, size, time } from './format.js';
import { mark, messageLink, shares, siteLink } from './parts.js';
import { longTable } from './rows.js';
import { T } from './texts.js';

const LETTERS = {
  w: 'waiting',
  s: 'sending',
  o: 'overdue',
  d: 'delivered',
  l: 'late',
  f: 'failed',
  p: 'paused',
  g: 'staged',
  r: 'relayed',
};

/** How large a cell is drawn where it is explained, in pixels. */
const KEY = 12;

export async function sends() {
  const view = el('div', {});
  const refresh = async () => {
    const { batches } = await get('batches');
    put(
      view,
      el('h1', {}, T.nav.sends),
      batches.length === 0 && card('', '', el('p', { class: 'muted' }, T.send.none)),
      batches.map(b =>
        card(
          el('a', { href: `/sends/${part(b.name)}` }, b.name),
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
              `${T.send.began} ${time(b.started)}`,
              b.waiting && `${number(b.waiting)} ${T.sends.waiting}`,
              b.late && `${number(b.late)} ${T.sends.late}`,
              b.failed && `${number(b.failed)} ${T.sends.failed}`,
            ]
              .filter(x => x)
              .join(' · '),
          ),
        ),
      ),
    );
  };
  await refresh();
  return { view, refresh };
}

export async function send(me, name) {
  let state = '';
  const top = el('div', {});
  const chips = el('div', { class: 'chips', role: 'group', 'aria-label': T.site.state });
  const load = async (offset, limit) => {
    const data = await get(`batches/${part(name)}`, { state, offset, limit });
    put(
      top,
      summary(data, me, () => table.again(false)),
    );
    put(
      chips,
      [['', data.cells.length], ...Object.entries(data.counts).filter(([, n]) => n > 0)].map(([s, n]) =>
        el(
          'button',
          {
            id: `chip-${s}`,
            class: 'chip',
            'aria-pressed': String(state === s),
            onclick: () => {
              state = s;
              table.again(true);
            },
          },
          s ? mark(s, T.sends) : T.send.all,
          ' ',
          el('b', {}, number(n)),
        ),
      ),
    );
    return data;
  };
  const table = longTable(
    T.send.sites,
    [
      { name: T.send.domain, cell: r => (r.site && r.site !== 'local' ? siteLink(r.site) : r.domain), width: 'w3' },
      { name: T.site.state, cell: r => mark(r.state, T.sends), width: 'w2' },
      {
        name: T.send.when,
        cell: r => (r.state === 'sending' ? `${percent(r.done, r.size)} %` : time(r.settled || r.expected)),
        width: 'w2',
      },
      { name: T.send.reply, cell: r => el('span', { title: r.reply }, r.reply), width: 'w5' },
      { name: T.queue.id, cell: r => messageLink(r.envelope), width: 'w2 wide-only' },
    ],
    load,
    () => {},
  );
  const view = el('div', {}, top, card(T.send.sites, '', chips, table.element));
  const refresh = () => table.again(false);
  await table.again(true);
  requestAnimationFrame(refresh);
  return { view, refresh };
}

function summary(data, me, done) {
  const open = ['waiting', 'sending', 'overdue', 'paused', 'staged'].some(state => data.counts[state] > 0);
  const paused = data.counts.paused > 0 || data.stage.includes('paused');
  const next = data.counts.staged > 0 ? ['send-next'] : [];
  const there = data.counts.delivered + data.counts.late;
  const order = ['delivered', 'relayed', 'late', 'failed', 'overdue', 'sending', 'waiting', 'paused', 'staged'];
  return [
    el(
      'section',
      { class: 'card' },
      el(
        'div',
        { class: 'head' },
        el('h1', {}, data.name),
        el('div', { class: 'aside' }, T.send.of(number(there), number(data.cells.length))),
      ),
      shares(
        order.map(s => [s, data.counts[s]]),
        data.cells.length,
        order
          .filter(s => data.counts[s])
          .map(s => `${data.counts[s]} ${T.sends[s]}`)
          .join(', '),
      ),
      facts([
        [T.send.size, `${size(data.done)} / ${size(data.size)}`],
        [T.send.deliverBy, time(data.deliverBy)],
        [T.send.end, data.end ? time(data.end) : T.send.unknownEnd],
        [T.send.stage, data.stage],
      ]),
      open && actions(me, [paused ? 'send-resume' : 'send-pause', ...next, 'send-abort'], data.name, done),
      grid(data.cells),
    ),
    card(T.send.report, '', missed(data)),
  ];
}

/** One letter, one cell: drawn at once, however many there are. */
function grid(cells) {
  const size = cells.length > 2000 ? 8 : cells.length > 400 ? 12 : 18;
  const canvas = el('canvas', { class: 'cells', role: 'img', 'aria-label': T.send.grid });
  const keys = Object.entries(LETTERS)
    .filter(([letter]) => cells.includes(letter))
    .map(([letter, state]) => ({ letter, state, canvas: el('canvas', { class: 'key', 'aria-hidden': 'true' }) }));
  const draw = () => {
    const width = Math.max(200, (canvas.parentElement?.clientWidth || 600) - 4);
    const across = Math.max(1, Math.floor(width / size));
    const ratio = window.devicePixelRatio || 1;
    canvas.width = across * size * ratio;
    canvas.height = Math.ceil(cells.length / across) * size * ratio;
    canvas.style.width = `${across * size}px`;
    canvas.style.height = `${Math.ceil(cells.length / across) * size}px`;
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    const style = getComputedStyle(document.documentElement);
    const colours = Object.fromEntries(
      Object.entries(LETTERS).map(([l, s]) => [l, style.getPropertyValue(`--cell-${s}`).trim()]),
    );
    [...cells].forEach((letter, i) =>
      cell(
        pen,
        letter,
        colours[letter],
        (i % across) * size,
        Math.floor(i / across) * size,
        size - (size > 9 ? 3 : 1),
      ),
    );
    keys.forEach(key => {
      key.canvas.width = key.canvas.height = KEY * ratio;
      const ink = key.canvas.getContext('2d');
      ink.scale(ratio, ratio);
      cell(ink, key.letter, colours[key.letter], 0, 0, KEY);
    });
  };
  requestAnimationFrame(draw);
  return el(
    'div',
    {},
    el('div', { class: 'gridbox', tabindex: '0', role: 'region', 'aria-label': T.send.grid }, canvas),
    el(
      'p',
      { class: 'muted small legendrow' },
      keys.map(key => el('span', {}, key.canvas, T.sends[key.state])),
    ),
  );
}

/** Colour is not the only sign: what failed is a diamond, what is on the line a dot. */
function cell(pen, letter, colour, x, y, size) {
  pen.fillStyle = colour;
  pen.beginPath();
  if (letter === 'f' || letter === 'o') {
    pen.moveTo(x + size / 2, y);
    pen.lineTo(x + size, y + size / 2);
    pen.lineTo(x + size / 2, y + size);
    pen.lineTo(x, y + size / 2);
  } else if (letter === 's') pen.arc(x + size / 2, y + size / 2, size / 2, 0, 7);
  else pen.roundRect(x, y, size, size, size > 9 ? 3 : 1);
  pen.fill();
}

function missed(data) {
  if (data.missed.length === 0) return el('p', { class: 'muted' }, T.send.noMissed);
  return el(
    'ul',
    { class: 'plainlist' },
    data.missed.map(r => el('li', {}, mark(r.state, T.sends), ' ', el('b', {}, r.domain), ' ', r.reply)),
  );
}
