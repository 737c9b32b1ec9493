// The frame: which page is shown, who is logged in, and whether the server answers.
import { get, login, post } from './api.js';
import { el, put, say } from './dom.js';
import { clock, heardTime, now, useZone, zoneName } from './format.js';
import { follow, start } from './live.js';
import { T } from './texts.js';
import { tonight } from './tonight.js';
import { sites } from './sites.js';
import { site } from './site.js';
import { queue } from './queue.js';
import { message } from './message.js';
import { sends, send } from './sends.js';
import { health } from './health.js';
import { report } from './report.js';

const PAGES = [
  [/^\/$/, tonight, 'tonight'],
  [/^\/sites$/, sites, 'sites'],
  [/^\/sites\/(.+)$/, site, 'sites'],
  [/^\/queue$/, queue, 'queue'],
  [/^\/messages\/(.+)$/, message, 'queue'],
  [/^\/sends$/, sends, 'sends'],
  [/^\/sends\/(.+)$/, send, 'sends'],
  [/^\/reports$/, report, 'report'],
  [/^\/reports\/(.+)$/, report, 'report'],
  [/^\/health$/, health, 'health'],
];
const PATHS = {
  tonight: '/',
  sites: '/sites',
  queue: '/queue',
  sends: '/sends',
  report: '/reports',
  health: '/health',
};

const main = document.getElementById('main');
const banner = document.getElementById('banner');
let me = { role: 'anybody', user: '', server: '' };
let answered = Date.now();
let shown = 0;

function frame(current) {
  document.getElementById('skip').textContent = T.skip;
  const nav = document.getElementById('nav');
  nav.setAttribute('aria-label', 'Packetboat');
  put(
    nav,
    Object.keys(PATHS).map(name =>
      el('a', { href: PATHS[name], 'aria-current': name === current ? 'page' : null }, T.nav[name]),
    ),
  );
  put(
    document.getElementById('who'),
    el('span', { class: 'server' }, me.server),
    el('span', {}, [me.user, T.roles[me.role]].filter(x => x).join(', ')),
    el('span', {}, zoneName()),
    el('time', { id: 'clock' }, clock(now(), false)),
    me.user && me.session && el('button', { class: 'plain', onclick: logout }, T.login.out),
  );
  document.title = `${T.nav[current]} · ${me.server || 'Packetboat'}`;
}

/** Shows the page of the address. Each page is a function of (me, name) that gives {view, refresh, news}. */
async function show(first) {
  const turn = ++shown;
  const [pattern, page, name] = PAGES.find(([p]) => p.test(location.pathname)) || PAGES[0];
  const found = pattern.exec(location.pathname);
  frame(name);
  follow(() => Promise.resolve());
  put(main, el('p', { class: 'loading' }, T.loading));
  try {
    const made = await page(
      me,
      found && found[1] ? decodeURIComponent(found[1]) : '',
      new URLSearchParams(location.search),
    );
    if (turn !== shown) return;
    put(main, made.view);
    follow(made.refresh || (() => Promise.resolve()), made.news);
    if (!first) main.focus({ preventScroll: true });
    window.scrollTo(0, 0);
    document.body.dataset.ready = String(turn);
  } catch (failure) {
    if (turn !== shown) return;
    if (failure.status === 401) return;
    put(main, el('section', { class: 'card' }, el('h1', {}, T.wrong), el('p', {}, failure.message)));
    document.body.dataset.ready = String(turn);
  }
}

export function go(path) {
  history.pushState(null, '', path);
  return show(false);
}

document.addEventListener('click', event => {
  const link = event.target.closest('a[href]');
  if (
    !link ||
    event.defaultPrevented ||
    event.button ||
    event.metaKey ||
    event.ctrlKey ||
    event.shiftKey ||
    link.target
  )
    return;
  const path = link.getAttribute('href');
  if (!path.startsWith('/') || path.startsWith('/api/')) return;
  event.preventDefault();
  go(path);
});
window.addEventListener('popstate', () => show(false));

function there(answers) {
  if (answers) {
    if (!banner.hidden && banner.dataset.why === 'off') say(T.live.back);
    if (banner.dataset.why === 'off') tell('', '');
    answered = now();
  } else if (!document.hidden && document.body.dataset.out !== 'yes') {
    tell('off', T.live.off.replace('%s', clock(answered, true)));
  }
}

function tell(why, text) {
  banner.dataset.why = why;
  banner.hidden = !text;
  banner.textContent = text;
}

/** Logs in without leaving the page: what is typed elsewhere stays. */
function askLogin() {
  if (document.body.dataset.out === 'yes') return;
  document.body.dataset.out = 'yes';
  const wrong = el('p', { class: 'bad', role: 'alert' });
  const form = el(
    'form',
    {
      class: 'card login',
      onsubmit: async event => {
        event.preventDefault();
        try {
          await login(form.elements.user.value, form.elements.password.value);
          document.body.dataset.out = '';
          location.reload();
        } catch (failure) {
          wrong.textContent = failure.status === 401 ? T.login.wrong : failure.message;
          form.elements.password.select();
        }
      },
    },
    el('h1', {}, T.login.title),
    wrong,
    el('label', {}, T.login.user, el('input', { name: 'user', autocomplete: 'username', required: true })),
    el(
      'label',
      {},
      T.login.password,
      el('input', { name: 'password', type: 'password', autocomplete: 'current-password', required: true }),
    ),
    el('button', { class: 'primary' }, T.login.go),
  );
  put(main, form);
  document.body.dataset.ready = 'login';
  form.elements.user.focus();
}

async function logout() {
  await post('logout', {}).catch(() => {});
  location.reload();
}

window.addEventListener('logged-out', askLogin);
window.addEventListener('node-late', event =>
  event.detail
    ? tell('late', T.live.late(clock(Date.parse(event.detail), true)))
    : banner.dataset.why === 'late' && tell('', ''),
);

/** On paper nothing can be opened: reasons are told. */
window.addEventListener('beforeprint', () =>
  document.querySelectorAll('.verdict details:not([open])').forEach(details => {
    details.open = true;
    window.addEventListener('afterprint', () => (details.open = false), { once: true });
  }),
);

setInterval(() => {
  const shownClock = document.getElementById('clock');
  if (shownClock) shownClock.textContent = clock(now(), false);
}, 5000);

async function begin() {
  frame('tonight');
  try {
    me = await get('me');
    heardTime(me.now);
    useZone(me.zone);
  } catch (failure) {
    if (failure.status === 401) return;
    there(false);
  }
  await show(true);
  start(there);
}

begin();
