// What the planner would say of a night that is not as it is. Nothing is changed by asking.
import { post } from './api.js';
import { el, put, say } from './dom.js';
import { duration, now, time } from './format.js';
import { mark } from './parts.js';
import { T } from './texts.js';

export function whatIf() {
  const field = (name, label, value) =>
    el('label', {}, label, el('input', { name, type: 'number', min: '0', value, inputmode: 'numeric' }));
  const answer = el('div', { role: 'status' });
  const dialog = el('dialog', { 'aria-labelledby': 'dialog-title' });
  const close = () => {
    dialog.close();
    dialog.remove();
  };
  const form = el(
    'form',
    {
      onsubmit: async event => {
        event.preventDefault();
        const begun = Date.now();
        const value = name => Number(form.elements[name].value) || 0;
        try {
          const verdict = await post('what-if', {
            lines: value('lines'),
            later: value('later'),
            earlier: value('earlier'),
            most: value('most') * 1000,
            notBefore: start(form.elements.from.value),
          });
          put(
            answer,
            told(verdict),
            el('p', { class: 'muted small' }, T.whatIf.took(((Date.now() - begun) / 1000).toFixed(1))),
          );
          say(verdict.said);
        } catch (failure) {
          put(answer, el('p', { class: 'bad' }, failure.message));
        }
      },
    },
    el('h2', { id: 'dialog-title' }, T.whatIf.title),
    el('p', { class: 'muted' }, T.whatIf.changes),
    el(
      'div',
      { class: 'fields' },
      field('lines', T.whatIf.lines, '1'),
      field('later', T.whatIf.later, '0'),
      field('earlier', T.whatIf.earlier, '0'),
      field('most', T.whatIf.most, '0'),
      el(
        'label',
        {},
        T.whatIf.from,
        el('input', { name: 'from', pattern: '\\d\\d:\\d\\d', placeholder: '--:--', autocomplete: 'off' }),
      ),
    ),
    answer,
    el(
      'div',
      { class: 'actions' },
      el('button', { class: 'primary' }, T.whatIf.ask),
      el('button', { type: 'button', onclick: close }, T.action.again),
    ),
  );
  dialog.append(form);
  dialog.addEventListener('cancel', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** The next time that clocks of the server's zone show this. */
function start(text) {
  if (!/^\d\d:\d\d$/.test(text)) return '';
  for (let at = Math.ceil(now() / 60000) * 60000; at < now() + 90000000; at += 60000) {
    if (time(at).endsWith(text)) return new Date(at).toISOString();
  }
  return '';
}

function told(verdict) {
  const words =
    verdict.level === 'good'
      ? T.verdict.good(verdict.sites)
      : verdict.level === 'idle'
        ? T.verdict.idle
        : T.verdict.missed(verdict.missed, verdict.sites);
  const beside = [
    verdict.level === 'good' && T.verdict.spare(duration(verdict.spareSeconds)),
    verdict.end && T.verdict.ends(time(verdict.end)),
  ];
  return el(
    'div',
    { class: `verdict ${verdict.level === 'good' ? 'good' : 'bad'} inset` },
    el('h3', {}, mark(verdict.level === 'good' ? 'good' : 'bad', { good: '', bad: '' }), words),
    el('p', { class: 'muted' }, beside.filter(x => x).join(' · ')),
    el(
      'ul',
      {},
      verdict.rows.slice(0, 8).map(r => el('li', {}, r.reason)),
    ),
  );
}
