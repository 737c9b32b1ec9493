// All sites: the server filters, sorts and counts them; the page has those that are seen.
import { get } from './api.js';
import { el, put } from './dom.js';
import { number, size, time } from './format.js';
import { mark, openings, siteLink, why } from './parts.js';
import { longTable } from './rows.js';
import { T } from './texts.js';

export async function sites(me, _, query) {
  const asked = { q: query.get('q') || '', state: query.get('state') || '', sort: 'urgency', down: '' };
  const counted = el('span', { class: 'muted', role: 'status' });
  const groups = el('div', { class: 'chips', role: 'group', 'aria-label': T.site.state });
  const place = el('div', {});
  let table = null;
  let typing = 0;

  const columns = () =>
    [
      { name: T.site.name, cell: r => siteLink(r.site), sort: 'site', width: 'w3' },
      { name: T.site.state, cell: r => mark(r.state), sort: 'urgency', width: 'w2' },
      { name: T.site.why, cell: r => el('span', { title: why(r) }, why(r)), width: 'w5' },
      { name: T.site.waiting, cell: r => number(r.depth), sort: 'depth', number: true, width: 'w1' },
      { name: T.site.size, cell: r => size(r.bytes), sort: 'bytes', number: true, width: 'w1 wide-only' },
      { name: T.site.oldest, cell: r => time(r.oldest), sort: 'oldest', width: 'w2 wide-only' },
      { name: T.site.window, cell: r => openings(r), sort: 'next', width: 'w3 wide-only' },
    ].map(c => ({ ...c, order: c.sort === asked.sort ? (asked.down ? 'descending' : 'ascending') : null }));

  const load = async (offset, limit) => {
    const page = await get('sites', { ...asked, offset, limit });
    counted.textContent = T.sites.matching(number(page.matching), number(page.total));
    put(
      groups,
      [
        ['', T.sites.every, Object.values(page.groups).reduce((a, b) => a + b, 0)],
        ...Object.entries(page.groups)
          .filter(([, n]) => n > 0)
          .map(([s, n]) => [s, s, n]),
      ].map(([state, words, n]) =>
        el(
          'button',
          {
            id: `chip-${state}`,
            class: 'chip',
            'aria-pressed': String(asked.state === state),
            onclick: () => choose({ state }),
          },
          state ? mark(state) : words,
          ' ',
          el('b', {}, number(n)),
        ),
      ),
    );
    return page;
  };
  const make = () => {
    table = longTable(T.sites.caption, columns(), load, column => {
      const down = asked.sort === column.sort && !asked.down ? 'true' : '';
      Object.assign(asked, { sort: column.sort, down });
      make();
    });
    put(place, table.element);
    return table.again(true);
  };
  const choose = change => {
    Object.assign(asked, change);
    const address = new URLSearchParams(
      Object.entries({ q: asked.q, state: asked.state }).filter(([, v]) => v),
    ).toString();
    history.replaceState(null, '', '/sites' + (address ? '?' + address : ''));
    return table.again(true);
  };
  const search = el('input', {
    type: 'search',
    value: asked.q,
    'aria-label': T.sites.search,
    placeholder: T.sites.search,
    id: 'site-search',
    oninput: event => {
      clearTimeout(typing);
      typing = setTimeout(() => choose({ q: event.target.value.trim() }), 200);
    },
  });
  const view = el(
    'section',
    { class: 'card' },
    el('div', { class: 'head' }, el('h1', {}, T.nav.sites), counted),
    search,
    groups,
    place,
  );
  await make();
  requestAnimationFrame(() => table.again(false));
  return { view, refresh: () => table.again(false) };
}
