// The view of a question: the item, its player, and what is told after the answer.

let player = null;

/** Show the current question of the round. */
function showQuestion() {
  const { round } = state;
  const item = currentItem();
  const answer = answerAt(round.at);
  const isTold = round.atOnce && answer !== undefined;
  player = playerOf(item, {
    seed: `${round.seed} ${round.queue[round.at]} ${quiz.keepsOrder ? "" : round.at}`,
    kept: answer && answer.given, changed: onChange, finished: onFinished,
  });
  const card = questionCard(item);
  const feedback = make("div", { class: "feedback", id: "feedback" });
  const bar = make("div", { class: "bar" });
  const keys = round.at ? null : make("p", { class: "keys" }, say("keys"));
  showView("question", make("h1", { class: "hidden-words" }, rich(quiz.title)), topOf(round), card, feedback, bar, keys);
  if (isTold) tell(answer);
  else showBar();
  focusQuestion(isTold);
}

function topOf(round) {
  const done = round.atOnce ? doneCount() : round.answers.filter((each) => !each.blank).length;
  const progress = make("progress", { max: round.total, value: done,
    "aria-label": say("progress") });
  const label = round.atOnce
    ? say("done_of", { done: numbers.format(done), total: numbers.format(round.total) })
    : say("number_of", { number: numbers.format(round.at + 1),
      total: numbers.format(round.total) });
  return make("div", { class: "top" },
    make("button", { type: "button", class: "quiet", id: "pause", click: showHome },
      say("pause")),
    progress, make("span", { class: "count", id: "count" }, label));
}

function questionCard(item) {
  const stem = make("div", { class: "stem", id: "stem", dir: "auto" });
  stem.append(stemOf(item));
  const passage = item.passage ? passageOf(quiz.passages[item.passage]) : null;
  const retry = isRetry() ? make("span", { class: "again" }, say("again")) : null;
  const label = make("p", { class: "form", id: "form" }, item.label, retry);
  return make("section", { class: "card", id: "card", tabindex: "-1", "data-item": item.id,
    "aria-labelledby": "count form stem" },
  label, passage, stem, mediaBlock(item.media), hintOf(item), player.element);
}

function isRetry() {
  const { round } = state;
  const index = round.queue[round.at];
  return round.answers.some((each) => each.item === index && each.place < round.at);
}

/** Return the words of a question; what is written into its gap stands in the gap. */
function stemOf(item) {
  let isFirst = true;
  return rich(item.stem, () => {
    const isInput = isFirst && player.isInGap;
    isFirst = false;
    return isInput ? player.input : make("span", { class: "gap" }, hidden(say("gap_spoken")));
  });
}

function hintOf(item) {
  if (item.play !== "slots") return null;
  return make("p", { class: "hint" }, say(item.left ? "match_hint" : "order_hint"));
}

function passageOf(passage) {
  return make("div", { class: "passage", dir: "auto" },
    passage.title ? make("p", { class: "passage-title" }, rich(passage.title)) : null,
    passage.text ? make("div", null, rich(passage.text)) : null, mediaBlock(passage.media));
}

function focusQuestion(isTold) {
  if (isTold) document.getElementById("next").focus({ preventScroll: true });
  else if (player.focus) player.focus();
  else document.getElementById("card").focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function onChange() {
  const { round } = state;
  // A click answers before the browser says that the choice has changed.
  if (isTold()) return;
  if (!round.atOnce) takeAnswer(player.given());
  showBar();
}

function onFinished() {
  if (state.round.atOnce) check();
}

/** Show the buttons below a question that has not been told yet. */
function showBar() {
  const { round } = state;
  if (round.atOnce) {
    const given = player.given();
    const isReady = given && (!player.isComplete || player.isComplete());
    // Choosing one option is answering, but for the keys that only move the choice.
    const isOffered = given || currentItem().play !== "one";
    fillBar(
      isOffered ? button("check", "check", check, isReady ? "primary" : "") : null,
      given ? null : button("skip", "dont_know", check, "quiet"),
    );
    return;
  }
  const isLast = round.at + 1 === round.queue.length;
  fillBar(
    isLast ? button("finish", "finish", askToFinish, "primary")
      : button("next", "next", () => turnTo(round.at + 1), "primary"),
    round.at ? button("before", "before", () => turnTo(round.at - 1), "") : null,
    isLast || round.at === 0 ? null : button("finish", "finish", askToFinish, "quiet"),
  );
}

function fillBar(...buttons) {
  const bar = document.querySelector(".bar");
  const focused = document.activeElement && document.activeElement.id;
  const hadFocus = bar.contains(document.activeElement);
  bar.replaceChildren(...buttons.filter(Boolean));
  const same = hadFocus && focused && document.getElementById(focused);
  if (same) same.focus({ preventScroll: true });
}

function button(id, name, click, look) {
  return make("button", { type: "button", id, class: look, click }, say(name));
}

function turnTo(place) {
  state.round.at = place;
  saveRound();
  showQuestion();
}

/** Take the answer, and tell what is right. */
function check() {
  const given = player.given();
  const answer = takeAnswer(given);
  tell(answer);
  const target = document.getElementById("next") || document.getElementById("self-0");
  target.focus({ preventScroll: true });
  revealFeedback();
}

/** Scroll so that the feedback can be seen, if it is not. */
function revealFeedback() {
  const bar = document.querySelector(".bar").getBoundingClientRect();
  const feedback = document.getElementById("feedback").getBoundingClientRect();
  const beyond = feedback.bottom - (window.innerHeight - bar.height);
  if (beyond > 0) window.scrollBy({ top: Math.min(beyond + 16, feedback.top - 16) });
}

function tell(answer) {
  const item = items[answer.item];
  player.reveal(answer);
  document.querySelector(".top").replaceWith(topOf(state.round));
  const hint = document.querySelector(".hint");
  if (hint) hint.remove();
  if (item.play === "open" && answer.share === null) askForSelf(item, answer);
  else tellResult(item, answer);
}

function tellResult(item, answer) {
  const panel = make("div", { class: `panel ${lookOf(answer)}`, id: "panel" },
    make("h2", null, icon(iconOf(answer)), verdictOf(item, answer)),
    answerLine(item, answer), nearWarning(item, answer), ...notesOf(item), nextTime(item, answer));
  document.getElementById("feedback").replaceChildren(panel);
  announce(panel);
  fillBar(button("next", "next", nextQuestion, "primary"), ...secondThoughts(item, answer));
  document.querySelector(".bar").classList.add("told");
}

/** Have a screen reader say what the panel tells. */
function announce(panel) {
  const spoken = [...panel.children].map((each) => each.textContent).join(" ");
  document.getElementById("said").textContent = spoken;
}

function lookOf({ share }) {
  if (share === 1) return "right";
  return share > 0 ? "part" : "wrong";
}

function iconOf(answer) {
  return lookOf(answer);
}

function verdictOf(item, answer) {
  if (answer.share === 1) return say("verdict_right");
  if (answer.share > 0) return say("verdict_part");
  if (answer.blank) return say("verdict_blank");
  return say(isNearMiss(item, answer) ? "verdict_near" : "verdict_wrong");
}

function isNearMiss(item, answer) {
  return item.play === "write" && !answer.blank && isAlmost(item, answer.given.text);
}

/** Return what happens to an answer that is almost right if the learner just goes on. */
function nearWarning(item, answer) {
  if (answer.share > 0 || !isNearMiss(item, answer)) return null;
  return make("p", { class: "near", id: "near" }, say("near_counts"));
}

/** Return the right answer of a question in words, unless the learner wrote it exactly so. */
function answerLine(item, answer) {
  if (item.play !== "write" && item.play !== "open") return null;
  if (answer.share === 1 && isSameText(item, answer)) return null;
  return make("p", { class: "truth-line", dir: "auto" },
    make("strong", null, `${say("answer_is")} `), rich(item.answer));
}

function isSameText(item, answer) {
  return item.play === "write" && normal(plainOf(item.answer)) === normal(answer.given.text);
}

function notesOf(item) {
  const notes = item.notes.map((each) => make("p", { class: "note", dir: "auto" }, rich(each)));
  const sources = item.sources.map((each) => make("li", { dir: "auto" }, rich(each)));
  const cited = sources.length
    ? make("div", { class: "source" }, make("span", null, `${say("source")}: `),
      make("ul", null, sources)) : null;
  return [...notes, item.rubric ? rubricOf(item.rubric) : null, cited];
}

function rubricOf(rubric) {
  return make("ul", { class: "rubric" }, rubric.map((each) => make("li", { dir: "auto" },
    rich(each))));
}

function nextTime(item, answer) {
  const card = state.cards[item.id];
  if (!card || answer.tries > 0) return null;
  return make("p", { class: "due" }, say("comes_back", { when: fromNow(dueOf(card)) }));
}

/** Return buttons for a learner who knows better than the page what an answer is worth. */
function secondThoughts(item, answer) {
  if (answer.share === 1 && answer.rating === undefined && answer.tries === 0) {
    return [
      button("guessed", "guessed", () => rethink(answer, 1, Again), "quiet"),
      button("easy", "easy", () => rethink(answer, 1, Easy), "quiet"),
    ];
  }
  if (answer.share < 1 && item.play === "write" && !answer.blank) {
    return [button("accept", "accept", () => rethink(answer, 1, Good), "quiet")];
  }
  return [];
}

function rethink(answer, share, rating) {
  regrade(answer, share, rating);
  document.querySelector(".top").replaceWith(topOf(state.round));
  tellResult(items[answer.item], answer);
  document.getElementById("next").focus({ preventScroll: true });
}

/** Show the model answer, and ask the learner how much of it the own answer has. */
function askForSelf(item, answer) {
  const panel = make("div", { class: "panel open", id: "panel" },
    make("h2", null, say("compare")),
    make("p", { class: "truth-line", dir: "auto" }, rich(item.answer)), ...notesOf(item));
  document.getElementById("feedback").replaceChildren(panel);
  announce(panel);
  const judge = (share) => () => {
    answer.given = { ...answer.given, self: share };
    regrade(answer, share);
    nextQuestion();
  };
  fillBar(button("self-1", "self_right", judge(1), "primary"),
    button("self-half", "self_part", judge(0.5), ""),
    button("self-0", "self_wrong", judge(0), ""));
  document.querySelector(".bar").classList.add("told");
}

function nextQuestion() {
  document.getElementById("said").textContent = "";
  goOn();
  if (state.round.done) showSummary();
  else showQuestion();
}

function askToFinish() {
  const { round } = state;
  const open = round.queue.filter((_, place) => !answerAt(place) || answerAt(place).blank).length;
  if (!open) {
    finishNow();
    return;
  }
  const panel = make("div", { class: "panel open", id: "panel" },
    make("h2", null, counted("unanswered", open)), make("p", null, say("finish_anyway")));
  document.getElementById("feedback").replaceChildren(panel);
  announce(panel);
  const first = round.queue.findIndex((_, at) => !answerAt(at) || answerAt(at).blank);
  fillBar(button("back-to", "to_unanswered", () => turnTo(first), "primary"),
    button("finish-now", "finish", finishNow, ""));
  document.getElementById("back-to").focus({ preventScroll: true });
  revealFeedback();
}

function finishNow() {
  document.getElementById("said").textContent = "";
  finishRound();
  showSummary();
  if (isExam) exportAnswers();
}
