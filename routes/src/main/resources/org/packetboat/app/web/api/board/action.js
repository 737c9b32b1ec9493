// Actions of operators: asked for once more, with a note why; the answer is the server's.
import { post } from './api.js';
import { el, put, say } from './dom.js';
import { T } from './texts.js';

const DANGEROUS = ['delete', 'expire', 'send-abort'];

/** A button for an action; nothing for readers. @param done is called when it was done */
export function actions(me, names, target, done) {
  if (me.role !== 'operator') return el('p', { class: 'muted small' }, T.action.needsOperator);
  return el(
    'div',
    { class: 'actions' },
    names.map(name =>
      el(
        'button',
        {
          class: DANGEROUS.includes(name) ? 'danger' : '',
          'data-action': name,
          onclick: () => ask(name, target, done),
        },
        T.actions[name].name + ' …',
      ),
    ),
  );
}

function ask(name, target, done) {
  const note = el('input', { name: 'note', required: true, maxlength: '500', autocomplete: 'off' });
  const wrong = el('p', { class: 'bad', role: 'alert' });
  const go = el('button', { class: DANGEROUS.includes(name) ? 'danger' : 'primary' }, T.actions[name].name);
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
        go.disabled = true;
        try {
          const answer = await post('actions', { action: name, target, note: note.value });
          say(answer.said);
          put(
            form,
            el('h2', { id: 'dialog-title' }, T.action.done),
            el('p', { class: 'said' }, answer.said),
            el(
              'div',
              { class: 'actions' },
              el('button', { class: 'primary', type: 'button', onclick: close, id: 'dialog-close' }, T.action.again),
            ),
          );
          document.getElementById('dialog-close').focus();
          done?.();
        } catch (failure) {
          wrong.textContent = failure.message;
          go.disabled = false;
        }
      },
    },
    el('h2', { id: 'dialog-title' }, T.action.title(T.actions[name].name, target)),
    el('p', {}, T.actions[name].tells),
    wrong,
    el('label', {}, T.action.note, note),
    el('div', { class: 'actions' }, go, el('button', { type: 'button', onclick: close }, T.action.cancel)),
  );
  dialog.append(form);
  dialog.addEventListener('cancel', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  note.focus();
}
