// Elements without inline styles or markup made of text: all that comes from the server is set as text.

/** An element: el('a', {href: '/'}, 'text', other). A property that begins with "on" is a listener. */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  return fill(element, attributes, children);
}

/** The same for drawings. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
}

/** Puts these in place of what is there, and keeps the focus where it was if that element has an id. */
export function put(element, ...children) {
  const focused = element.contains(document.activeElement) ? document.activeElement.id : '';
  element.replaceChildren();
  append(element, children);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  return element;
}

/** A card with a heading. */
export function card(title, aside, ...children) {
  return el(
    'section',
    { class: 'card' },
    title && el('div', { class: 'head' }, el('h2', {}, title), aside && el('div', { class: 'aside' }, aside)),
    children,
  );
}

/** A table; a column is {name, cell, number}. */
/** @param kind of the table: one that is stacked has its cells below each other on a phone, each with its name */
export function table(caption, columns, rows, kind) {
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    el(
      'table',
      { class: kind || null },
      el('caption', { class: 'hidden' }, caption),
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          columns.map(c => el('th', { scope: 'col', class: c.number ? 'number' : null }, c.name)),
        ),
      ),
      el(
        'tbody',
        {},
        rows.map(row =>
          el(
            'tr',
            {},
            columns.map(c =>
              el(
                'td',
                {
                  'data-name': kind ? c.name : null,
                  class: [c.number ? 'number' : '', c.wide ? 'wide' : ''].join(' ').trim() || null,
                },
                c.cell(row),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}

/** Facts as pairs of a name and a value. */
export function facts(pairs) {
  return el(
    'dl',
    {},
    pairs
      .filter(p => p[1] !== '' && p[1] !== null)
      .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))),
  );
}

/** Tells people who can't see the page. */
export function say(text) {
  document.getElementById('live').textContent = text;
}
