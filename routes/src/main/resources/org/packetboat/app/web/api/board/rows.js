// A table of very many rows: the server has them, the page has those that are seen. Keyboards scroll it like any box.
import { el, put } from './dom.js';

/** As board.css has it; a phone has two lines for each. */
const HEIGHT = window.matchMedia('(max-width: 700px)').matches ? 60 : 38;
const PAGE = 100;

/**
 * @param caption for who can't see it @param columns {name, cell, number, sort, width}
 * @param load gives {matching, rows} for an offset and a limit @param sorted hears of a column's order
 */
export function longTable(caption, columns, load, sorted) {
  const pages = new Map();
  let count = 0;
  let turn = 0;
  const head = el(
    'div',
    { role: 'row', class: 'row headrow' },
    columns.map(c =>
      el(
        'div',
        { role: 'columnheader', class: kind(c), 'aria-sort': c.order || null },
        c.sort
          ? el(
              'button',
              { class: 'plain', onclick: () => sorted(c) },
              c.name,
              el(
                'span',
                { 'aria-hidden': 'true' },
                c.order === 'ascending' ? ' ▲' : c.order === 'descending' ? ' ▼' : '',
              ),
            )
          : c.name,
      ),
    ),
  );
  const body = el('div', { class: 'rows', role: 'rowgroup' });
  const box = el(
    'div',
    { class: 'long', tabindex: '0', role: 'table', 'aria-label': caption, 'aria-rowcount': '0' },
    el('div', { role: 'rowgroup', class: 'headgroup' }, head),
    body,
  );

  async function page(number) {
    if (pages.has(number)) return;
    pages.set(number, []);
    const mine = turn;
    const found = await load(number * PAGE, PAGE);
    if (mine !== turn) return;
    pages.set(number, found.rows);
    resize(found.matching);
    draw();
  }

  function resize(matching) {
    count = matching;
    body.style.height = `${count * HEIGHT}px`;
    box.setAttribute('aria-rowcount', String(count + 1));
  }

  /** @param paper draws the rows that are there already, as far as they are in one piece */
  function draw(paper) {
    const first = paper ? Math.min(...pages.keys()) * PAGE : Math.max(0, Math.floor(box.scrollTop / HEIGHT) - 5);
    let last = Math.min(count, first + Math.ceil((box.clientHeight || 600) / HEIGHT) + 10);
    if (paper) for (last = first; (pages.get(Math.floor(last / PAGE)) || [])[last % PAGE]; ) last++;
    const shown = [];
    for (let i = first; i < last; i++) {
      const row = (pages.get(Math.floor(i / PAGE)) || [])[i % PAGE];
      const line = el(
        'div',
        { role: 'row', class: 'row', 'aria-rowindex': String(i + 2) },
        columns.map(c => el('div', { role: 'cell', class: kind(c) }, row ? c.cell(row) : '…')),
      );
      line.style.transform = `translateY(${i * HEIGHT}px)`;
      shown.push(line);
    }
    put(body, shown);
    if (paper) return;
    for (let n = Math.floor(first / PAGE); n <= Math.floor(Math.max(first, last - 1) / PAGE); n++) page(n);
  }

  function kind(c) {
    return ['cell', c.number ? 'number' : '', c.width || ''].filter(x => x).join(' ');
  }

  let asked = false;
  box.addEventListener('scroll', () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  });

  window.addEventListener('beforeprint', () => box.isConnected && count > 0 && draw(true));
  window.addEventListener('afterprint', () => box.isConnected && draw());

  return {
    element: box,
    /** Asks anew for what is seen; the place stays. @param top begins at the first row */
    async again(top) {
      turn++;
      const seen = top ? 0 : Math.floor(box.scrollTop / HEIGHT / PAGE);
      const mine = turn;
      const found = await load(seen * PAGE, PAGE);
      if (mine !== turn) return found;
      pages.clear();
      pages.set(seen, found.rows);
      if (top) box.scrollTop = 0;
      resize(found.matching);
      draw();
      return found;
    },
  };
}
