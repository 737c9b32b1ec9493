// Pieces that several pages have.
import { el } from './dom.js';
import { duration, now, percent, size, time } from './format.js';
import { part } from './api.js';
import { T } from './texts.js';

/** A state as a shape, a word and a colour, so that it survives grey. */
export function mark(state, words) {
  return el(
    'span',
    { class: `state ${state}` },
    el('span', { class: 'shape', 'aria-hidden': 'true' }),
    (words || T.states)[state] ?? state,
  );
}

export function siteLink(name) {
  return el('a', { href: `/sites/${part(name)}`, class: 'name' }, name);
}

/** The queue id of an envelope such as 00002F.3 leads to its message. */
export function messageLink(id) {
  return el('a', { href: `/messages/${part(id.split('.')[0])}`, class: 'mono' }, id);
}

/** Why a site is as it is, in a few words. */
export function why(row) {
  if (row.state === 'calling') {
    const left = row.end ? ` · ${T.sites.left(duration((Date.parse(row.end) - now()) / 1000))}` : '';
    return row.size ? `${percent(row.done, row.size)} %${left}` : T.states.calling;
  }
  if (row.why) return row.why;
  return row.planned && Date.parse(row.planned) > now() ? T.sites.planned(time(row.planned)) : '';
}

export function openings(row) {
  if (!row.opens && !row.closes) return row.open ? T.site.always : '';
  if (row.open) return row.closes ? T.sites.until(time(row.closes)) : T.sites.open;
  return T.sites.opens(time(row.opens));
}

/** A bar of shares, told in words for who can't see it. @param shares [name, share, text] */
export function shares(all, of, label) {
  const bar = el('div', { class: 'shares', role: 'img', 'aria-label': label });
  for (const [name, share] of all) {
    if (!share) continue;
    const piece = el('span', { class: name });
    piece.style.flexGrow = share;
    bar.append(piece);
  }
  return bar;
}

export function bytes(row) {
  return size(row.bytes);
}
