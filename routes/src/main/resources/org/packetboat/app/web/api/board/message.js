// One message: its way with times, what waits of it, and its text for operators.
import { get, part } from './api.js';
import { actions } from './action.js';
import { card, el, facts, put } from './dom.js';
import { number, size, time } from './format.js';
import { mark, siteLink } from './parts.js';
import { T } from './texts.js';

const GOOD = ['accepted', 'delivered'];
const BAD = ['refused', 'expired', 'dead', 'deleted'];

export async function message(me, id) {
  const view = el('div', {});
  const text = el('div', {});
  const refresh = async () => {
    const data = await get(`messages/${part(id)}`);
    put(
      view,
      head(me, data, refresh),
      el('div', { class: 'columns' }, story(data), waiting(data)),
      textCard(me, data, text),
    );
  };
  await refresh();
  return { view, refresh };
}

function head(me, data, done) {
  const first = data.envelopes[0];
  const about = data.about[0];
  return el(
    'section',
    { class: 'card' },
    el('h1', {}, T.message.title(data.id)),
    first
      ? facts([
          [T.queue.from, first.sender || '<>'],
          [T.queue.size, size(first.size)],
          [T.queue.arrived, time(first.arrived, true)],
          [T.nav.sends, first.batch && el('a', { href: `/sends/${part(first.batch)}` }, first.batch)],
        ])
      : el('p', { class: 'muted' }, T.message.gone),
    about &&
      facts([
        [T.message.subject, about.subject],
        ['Message-ID', about.messageId],
        [T.queue.to, about.recipients.join(', ')],
      ]),
    first && actions(me, ['flush', 'hold', 'release', 'requeue', 'expire', 'delete'], data.id, done),
  );
}

/** Hop by hop. */
function story(data) {
  if (data.story.length === 0) return card(T.message.story, '', el('p', { class: 'muted' }, T.message.noStory));
  return card(
    T.message.story,
    '',
    el(
      'ol',
      { class: 'way' },
      data.story.map(e => {
        if (e.gap) return el('li', { class: 'muted' }, T.message.gap(time(e.from, true), time(e.to, true), e.gap));
        const state = GOOD.includes(e.event)
          ? 'delivered'
          : BAD.includes(e.event)
            ? 'late'
            : e.event === 'deferred'
              ? 'failing'
              : 'waiting';
        return el(
          'li',
          {},
          el('time', { datetime: e.at }, time(e.at, true)),
          mark(state, { [state]: T.events[e.event] || e.event }),
          e.site && [` ${T.message.hop} `, siteLink(e.site)],
          e.recipient && el('div', { class: 'muted' }, e.recipient),
          e.reply && el('div', { class: 'muted mono' }, `${e.reply.code} ${e.reply.status} ${e.reply.text}`.trim()),
          e.how && el('div', { class: 'muted' }, e.how),
          e.what && el('div', { class: 'muted' }, e.what),
          e.next && el('div', { class: 'muted' }, `${T.queue.next} ${time(e.next)}`),
        );
      }),
    ),
  );
}

function waiting(data) {
  return card(
    T.message.waiting,
    number(data.total),
    data.envelopes.length === 0
      ? el('p', { class: 'muted' }, T.message.gone)
      : el(
          'ul',
          { class: 'plainlist' },
          data.envelopes.map(e =>
            el(
              'li',
              {},
              el('b', {}, e.domain),
              ' ',
              e.held && mark('held'),
              el(
                'div',
                { class: 'muted' },
                e.recipients.slice(0, 5).join(', ') + (e.recipients.length > 5 ? ` +${e.recipients.length - 5}` : ''),
              ),
              el(
                'div',
                { class: 'muted' },
                [
                  `${T.queue.due} ${time(e.due)}`,
                  e.attempts && `${T.queue.attempts} ${e.attempts}`,
                  e.trouble || e.lastReply,
                ]
                  .filter(x => x)
                  .join(' · '),
              ),
            ),
          ),
        ),
  );
}

function textCard(me, data, place) {
  if (data.envelopes.length === 0) return null;
  if (me.role !== 'operator') return card(T.message.text, '', el('p', { class: 'muted' }, T.message.readers));
  if (!place.firstChild) {
    put(
      place,
      el(
        'button',
        {
          onclick: async () => {
            try {
              const found = await get(`messages/${part(data.id)}/text`);
              put(
                place,
                el('pre', { tabindex: '0', 'aria-label': T.message.text }, found.text),
                !found.complete && el('p', { class: 'muted' }, T.message.cut),
              );
            } catch (failure) {
              put(place, el('p', { class: 'bad' }, failure.message));
            }
          },
        },
        T.message.show,
      ),
    );
  }
  return card(T.message.text, '', place);
}
