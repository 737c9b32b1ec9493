// What waits: by domain, or what a text finds.
import { get } from './api.js';
import { actions } from './action.js';
import { card, el, put, table } from './dom.js';
import { number, size, time } from './format.js';
import { messageLink, siteLink } from './parts.js';
import { T } from './texts.js';

const PAGE = 100;

export async function queue(me, _, query) {
  let text = query.get('q') || '';
  let limit = PAGE;
  const result = el('div', { role: 'status' });
  const input = el('input', {
    type: 'search',
    name: 'q',
    value: text,
    id: 'queue-search',
    'aria-label': T.queue.search,
    placeholder: T.queue.search,
  });
  const refresh = async () =>
    put(
      result,
      shown(me, text, await get('queue', { q: text, limit }), refresh, () => {
        limit = Math.min(500, limit + PAGE);
        return refresh();
      }),
    );
  const form = el(
    'form',
    {
      class: 'find',
      role: 'search',
      onsubmit: event => {
        event.preventDefault();
        text = input.value.trim();
        limit = PAGE;
        history.replaceState(null, '', '/queue' + (text ? `?q=${encodeURIComponent(text)}` : ''));
        refresh().catch(failure => put(result, el('p', { class: 'bad' }, failure.message)));
      },
    },
    input,
    el('button', { class: 'primary' }, T.queue.find),
  );
  const view = el('section', { class: 'card' }, el('h1', {}, T.nav.queue), form, result);
  await refresh();
  return { view, refresh };
}

function shown(me, text, found, done, more) {
  const rest = rows =>
    found.total > rows.length && rows.length < 500 && el('button', { id: 'more', onclick: more }, T.queue.more);
  if (found.kind === 'domains') {
    if (found.total === 0) return el('p', { class: 'muted' }, T.queue.empty);
    return [
      el('p', { class: 'muted' }, T.queue.domains(number(found.total))),
      table(
        T.nav.queue,
        [
          {
            name: T.queue.domain,
            cell: d =>
              el(
                'a',
                { href: `/queue?q=${encodeURIComponent(d.domain)}`, onclick: event => follow(event, d.domain) },
                d.domain,
              ),
          },
          { name: T.queue.site, cell: d => (d.site ? siteLink(d.site) : '') },
          { name: T.queue.state, cell: d => d.state },
          { name: T.queue.depth, cell: d => number(d.depth), number: true },
          { name: T.queue.size, cell: d => size(d.bytes), number: true },
          { name: T.site.oldest, cell: d => time(d.oldest) },
          { name: T.queue.next, cell: d => time(d.next) },
          { name: T.queue.reply, cell: d => d.trouble || d.lastReply, wide: true },
        ],
        found.domains,
      ),
      rest(found.domains),
    ];
  }
  return [
    found.domains.map(d =>
      card(
        d.domain,
        `${number(d.depth)} · ${size(d.bytes)}`,
        actions(me, ['flush', 'hold', 'release', 'requeue', 'expire', 'delete'], d.domain, done),
      ),
    ),
    el(
      'p',
      { class: 'muted' },
      found.total === 0 ? T.queue.none : T.queue.found(number(found.total)),
      !found.complete && ` ${T.queue.notAll}`,
    ),
    found.envelopes.length > 0 &&
      table(
        T.nav.queue,
        [
          { name: T.queue.id, cell: e => messageLink(e.id) },
          { name: T.queue.from, cell: e => e.sender || '<>', wide: true },
          {
            name: T.queue.to,
            cell: e => e.recipients[0] + (e.recipients.length > 1 ? ` +${e.recipients.length - 1}` : ''),
            wide: true,
          },
          { name: T.queue.size, cell: e => size(e.size), number: true },
          { name: T.queue.arrived, cell: e => time(e.arrived) },
          { name: T.queue.due, cell: e => time(e.due) },
          { name: T.queue.attempts, cell: e => number(e.attempts), number: true },
          { name: T.queue.reply, cell: e => (e.held ? T.queue.held : e.lastReply), wide: true },
        ],
        found.envelopes,
      ),
    rest(found.envelopes),
    found.past.length > 0 && el('h2', { class: 'muted gapabove' }, T.queue.past),
    found.past.length > 0 &&
      table(
        T.queue.past,
        [
          { name: T.queue.id, cell: p => messageLink(p.id) },
          { name: T.message.subject, cell: p => p.subject, wide: true },
          { name: T.queue.to, cell: p => p.recipients.join(', '), wide: true },
          { name: T.queue.last, cell: p => T.events[p.last] || p.last },
          { name: T.site.begin, cell: p => time(p.at) },
        ],
        found.past,
      ),
  ];
}

/** The search is on this page already. */
function follow(event, domain) {
  event.preventDefault();
  const input = document.getElementById('queue-search');
  input.value = domain;
  input.form.requestSubmit();
}
