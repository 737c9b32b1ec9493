// Changes as the server tells them; where that can't be had, pages ask again: every 15 seconds while something is on
// the line, else once a minute. A page that nobody sees asks nothing.
import { heardTime } from './format.js';

const CALLING = 15000;
const QUIET = 60000;
const BETWEEN = 3000;

let source = null;
let timer = 0;
let asked = 0;
let calling = false;
let refresh = () => Promise.resolve();
let listener = () => {};
let heard = () => {};

/** @param again asks for the page's data anew @param news hears of a change */
export function follow(again, news) {
  refresh = again;
  listener = news || (() => {});
  asked = Date.now();
}

export function start(there) {
  heard = there;
  document.addEventListener('visibilitychange', () => (document.hidden ? stop() : open()));
  open();
}

function open() {
  stop();
  if (!document.hidden && window.EventSource) {
    source = new EventSource('/api/v1/live');
    source.addEventListener('update', event => update(JSON.parse(event.data)));
    source.onopen = () => heard(true);
    source.onerror = () => {
      heard(false);
      if (source && source.readyState === EventSource.CLOSED) stop();
      wait();
    };
  }
  wait();
  soon();
}

function stop() {
  source?.close();
  source = null;
  clearTimeout(timer);
}

/** The answer of the stream: lines at once, the page itself no more often than every three seconds. */
function update(news) {
  heardTime(news.now);
  heard(true);
  calling = news.sessions.length > 0;
  listener(news);
  soon();
}

let pending = false;
function soon() {
  if (pending) return;
  pending = true;
  setTimeout(
    async () => {
      pending = false;
      await ask();
    },
    Math.max(0, asked + BETWEEN - Date.now()),
  );
}

function wait() {
  clearTimeout(timer);
  if (document.hidden) return;
  timer = setTimeout(
    async () => {
      if (!source || source.readyState !== EventSource.OPEN) await ask();
      if (!source && window.EventSource) open();
      else wait();
    },
    calling ? CALLING : QUIET,
  );
}

async function ask() {
  asked = Date.now();
  try {
    await refresh();
    heard(true);
  } catch (failure) {
    if (!failure.status) heard(false);
  }
}
