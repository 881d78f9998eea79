// Starts the page, and hears the keyboard.

/** Show a view in place of the one before. */
function showView(name, ...parts) {
  document.body.dataset.view = name;
  document.getElementById("main").replaceChildren(...parts.filter(Boolean));
}

const KEYS = {
  question: questionKey,
  home: () => false,
  summary: () => false,
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  // A key that is held down goes on once, or nobody could read what was told.
  if (event.key === "Enter" && event.repeat) event.preventDefault();
  else if (KEYS[document.body.dataset.view](event)) event.preventDefault();
}

/** Do what a key means in a question; return whether it means anything. */
function questionKey(event) {
  const isText = event.target.matches("input[type=text], textarea") && !event.target.readOnly;
  if (event.key === "Escape") return pressed("#pause");
  if (event.key === "Enter") return enterKey(event, isText);
  if (isText) return false;
  if (/^[1-9]$/.test(event.key)) return numberKey(Number(event.key));
  if (event.key === "Backspace") return !isTold() && player.back();
  return false;
}

/** Enter goes on, unless a button has the focus, which hears it itself. */
function enterKey(event, isText) {
  if (event.target.matches("button, a, summary, audio")) {
    return event.target.matches(".entry, .slot") && player.isComplete() && pressed(".primary");
  }
  if (event.target.matches("textarea") && isText) return false;
  return pressed(".bar .primary") || pressed(".bar #skip");
}

function numberKey(number) {
  if (!isTold()) return player.press(number);
  const judged = ["#self-1", "#self-half", "#self-0"][number - 1];
  return Boolean(judged) && pressed(judged);
}

function isTold() {
  return document.getElementById("panel") !== null;
}

function pressed(selector) {
  const found = document.querySelector(selector);
  if (found) found.click();
  return Boolean(found);
}

/** Keep the page for use without a network, where a server offers it with its worker. */
function keepOffline() {
  if (!quiz.worker || !("serviceWorker" in navigator)) return;
  if (!/^https?:$/.test(location.protocol)) return;
  const own = window.trustedTypes
    ? trustedTypes.createPolicy("quizgen", { createScriptURL: (name) => name }) : null;
  const address = own ? own.createScriptURL(quiz.worker) : quiz.worker;
  navigator.serviceWorker.register(address).catch(() => {});
}

function begin() {
  state.round = keptRound();
  document.addEventListener("keydown", onKey);
  window.addEventListener("beforeprint", fillSheet);
  window.addEventListener("pagehide", writeProgress);
  // A phone may end a page that nobody sees without a further event.
  document.addEventListener("visibilitychange", writeProgress);
  if (state.round && state.round.done) showSummary();
  else if (state.round) showQuestion();
  else showHome();
  keepOffline();
}

begin();
