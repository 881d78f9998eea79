// What the browser keeps: cards, answers, the round that is going on, and settings.

const FORMAT = 1;
const MOST_ANSWERS = 5000;
// So many milliseconds after an answer, the browser has shown the reply.
const AFTER_REPLY = 100;
const PREFIX = `quizgen/${quiz.key}/`;
const memory = new Map();
let isKept = canKeep();
// Whether cards and answers wait to be saved.
let isWaiting = false;

/** Return whether the browser lets this page keep anything. */
function canKeep() {
  try {
    localStorage.setItem(`${PREFIX}probe`, "1");
    localStorage.removeItem(`${PREFIX}probe`);
    return true;
  } catch {
    return false;
  }
}

function load(name, otherwise) {
  try {
    const text = isKept ? localStorage.getItem(PREFIX + name) : memory.get(name);
    return text ? JSON.parse(text) : otherwise;
  } catch {
    return otherwise;
  }
}

function save(name, value) {
  const text = JSON.stringify(value);
  memory.set(name, text);
  if (!isKept) return;
  try {
    localStorage.setItem(PREFIX + name, text);
  } catch {
    // The place is full or was blocked meanwhile: the page goes on without it.
    isKept = false;
  }
}

function forget(name) {
  memory.delete(name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    isKept = false;
  }
}

const state = {
  cards: asCards(load("cards", {})),
  last: asShares(load("last", {})),
  log: asLog(load("log", [])),
  settings: asSettings(load("settings", {})),
  round: null,
};

function asCards(found) {
  return known(found, isCard);
}

function asShares(found) {
  return known(found, (each) => each >= 0 && each <= 1);
}

/** Return the settings that have values of their kinds. */
function asSettings(found) {
  const kinds = { count: "number", atOnce: "boolean", rounds: "number", name: "string",
    student_number: "string" };
  return known(found, (value, name) => typeof value === kinds[name]);
}

function known(found, isFine) {
  if (typeof found !== "object" || found === null) return {};
  return Object.fromEntries(Object.entries(found)
    .filter(([name, value]) => isFine(value, name)));
}

function asLog(found) {
  return Array.isArray(found) ? found.filter(isLogged) : [];
}

function isLogged(entry) {
  return Array.isArray(entry) && entry.length === 4 && Number.isFinite(entry[0])
    && typeof entry[1] === "string" && entry[2] >= 0 && entry[2] <= 1
    && Array.isArray(entry[3]) && entry[3].every((each) => typeof each === "string");
}

/** Save cards and answers a little later: to write thousands of them would delay the reply. */
function saveProgress() {
  state.log = state.log.slice(-MOST_ANSWERS);
  if (!isWaiting) setTimeout(writeProgress, AFTER_REPLY);
  isWaiting = true;
}

/** Write what waits to be saved. */
function writeProgress() {
  if (!isWaiting) return;
  isWaiting = false;
  save("cards", state.cards);
  save("last", state.last);
  save("log", state.log);
}

function saveRound() {
  if (state.round) save("round", state.round);
  else forget("round");
}

function eraseAll() {
  isWaiting = false;
  for (const name of ["cards", "last", "log", "round"]) forget(name);
  Object.assign(state, { cards: {}, last: {}, log: [], round: null });
}

/** Return everything that is kept, as text for another browser. */
function progressText() {
  const { cards, last, log } = state;
  return JSON.stringify({ quizgen: "practice", format: FORMAT, quiz: quiz.key, cards, last, log });
}

/** Take over what another browser kept; return how many questions, or null if it is another file. */
function takeProgress(text) {
  const found = safely(() => JSON.parse(text), null);
  if (!found || found.quizgen !== "practice" || found.quiz !== quiz.key) return null;
  const cards = asCards(found.cards);
  const last = asShares(found.last);
  const fresh = Object.keys(cards).filter((id) => byId.has(id) && isNewer(cards[id], id));
  for (const id of fresh) {
    state.cards[id] = cards[id];
    if (id in last) state.last[id] = last[id];
  }
  state.log = mergedLog(asLog(found.log));
  saveProgress();
  return fresh.length;
}

function isNewer(card, id) {
  return !(id in state.cards) || reviewedAt(card) > reviewedAt(state.cards[id]);
}

function mergedLog(others) {
  const had = new Set(state.log.map((each) => `${each[0]} ${each[1]}`));
  const fresh = others.filter((each) => byId.has(each[1]) && !had.has(`${each[0]} ${each[1]}`));
  return [...state.log, ...fresh].sort((one, other) => one[0] - other[0]);
}
