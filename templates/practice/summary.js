// The last view of a round: how it went, and what was missed.

function showSummary() {
  if (isExam) showEndOfExam();
  else showReview();
}

/** Show what an exam earned and what to hand in; the right answers stay secret. */
function showEndOfExam() {
  const answers = firstAnswers();
  const { earned, possible, open } = pointsOf(answers);
  const score = counted("score", possible,
    { earned: shownPoints(earned), possible: shownPoints(possible) });
  const heading = make("h1", { id: "title", tabindex: "-1" }, score);
  const byHand = open ? make("p", { class: "about" },
    counted("by_hand", open, { points: shownPoints(open) })) : null;
  showView("summary", make("header", { class: "head" }, heading, scoreBar(answers), byHand,
    make("p", { class: "about", id: "hand-in" }, say("hand_in", { file: answersFile() }))),
  make("div", { class: "actions" },
    button("export-csv", "export_answers", exportAnswers, "primary")));
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function showReview() {
  const answers = firstAnswers();
  const isFull = !state.round.atOnce;
  const listed = isFull ? answers : answers.filter((each) => isMissed(each));
  const heading = make("h1", { id: "title", tabindex: "-1" }, headlineOf(answers));
  showView("summary", make("header", { class: "head" }, heading, scoreBar(answers),
    make("p", { class: "about" }, detailOf())),
  summaryButtons(answers), listed.length ? make("section", { "aria-labelledby": "listed" },
    make("h2", { id: "listed" }, say(isFull ? "all_answers" : "missed_ones")),
    make("ol", { class: "review" }, listed.map((each) => reviewEntry(each, isFull)))) : null);
  heading.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function isMissed(answer) {
  return answer.share === null || answer.share < 1 || answer.rating === Again;
}

function headlineOf(answers) {
  const right = answers.filter((each) => each.share === 1).length;
  return say("right_of", { right: numbers.format(right), total: numbers.format(answers.length) });
}

function shownPoints(points) {
  return numbers.format(Math.round(points * 100) / 100);
}

function detailOf() {
  const counts = progressNow();
  if (counts.due) return counted("due_now", counts.due);
  return counts.next < Infinity ? say("next_round", { when: fromNow(counts.next) }) : "";
}

function scoreBar(answers) {
  const share = answers.length
    ? answers.reduce((sum, each) => sum + (each.share || 0), 0) / answers.length : 0;
  const filled = make("span", { class: "part firm" });
  filled.style.flexGrow = share;
  const rest = make("span", { class: "part fresh" });
  rest.style.flexGrow = 1 - share;
  return make("div", { class: "stack", "aria-hidden": "true" }, filled, rest);
}

function summaryButtons(answers) {
  const missed = answers.filter((each) => isMissed(each)).map((each) => each.item);
  const again = missed.length ? make("button", { type: "button", id: "missed", class: "primary",
    click: () => start(missed) }, counted("repeat_missed", missed.length)) : null;
  return make("div", { class: "actions" }, again,
    button("more", "more_questions", () => start(chosenItems(state.settings.count)),
      missed.length ? "" : "primary"),
    button("home", "overview", leaveRound, ""));
}

function leaveRound() {
  state.round = null;
  saveRound();
  showHome();
}

function reviewEntry(answer, isFull) {
  const item = items[answer.item];
  const given = shownAnswer(item, answer.given);
  const stem = make("div", { class: "review-stem", dir: "auto" }, rich(item.stem));
  return make("li", { class: `review-entry ${lookOfEntry(answer)}` },
    make("p", { class: "verdict" }, icon(lookOf(answer)), entryVerdict(item, answer)),
    stem, mediaBlock(item.media), givenLine(answer, given), truthLines(item, answer),
    whyOfChosen(item, answer), ...notesOf(item), isFull ? judging(item, answer) : null);
}

function lookOfEntry(answer) {
  return answer.share === null ? "open" : lookOf(answer);
}

function entryVerdict(item, answer) {
  if (answer.share === null) return say("compare");
  return verdictOf(item, answer);
}

function givenLine(answer, given) {
  if (answer.share === 1) return null;
  return make("p", { class: "given", dir: "auto" }, make("span", null,
    `${begun(say("your_answer"))}: `), given || "–");
}

function truthLines(item) {
  const label = make("span", null, `${begun(say("right_answer"))}: `);
  if (item.play === "slots") {
    const pairs = item.key.map((index, row) => make("li", { dir: "auto" },
      ...(item.left ? [rich(item.left[row]), " – "] : []), rich(item.options[index])));
    return make("div", { class: "truth" }, label, make("ol", null, pairs));
  }
  if (item.play === "one" || item.play === "several") {
    const right = item.key.map((index) => make("li", { dir: "auto" }, item.optionMedia
      ? mediaBlock([item.optionMedia[index]]) : rich(item.options[index])));
    return make("div", { class: "truth" }, label, make("ul", null, right));
  }
  return make("p", { class: "truth", dir: "auto" }, label, rich(item.answer));
}

function whyOfChosen(item, answer) {
  const chosen = (answer.given && answer.given.chosen) || [];
  const found = chosen.filter((index) => item.why && item.why[index] && !item.key.includes(index));
  return found.map((index) => make("p", { class: "why", dir: "auto" }, rich(item.why[index])));
}

/** Return buttons with which a learner marks an own answer in words. */
function judging(item, answer) {
  if (answer.blank || answer.share === 1) return null;
  if (item.play !== "write" && item.play !== "open") return null;
  const judge = (share) => () => {
    regrade(answer, share);
    showSummary();
  };
  const buttons = item.play === "write"
    ? [["accept", 1]] : [["self_right", 1], ["self_part", 0.5], ["self_wrong", 0]];
  return make("div", { class: "actions small" }, buttons.map(([name, share]) => make("button",
    { type: "button", click: judge(share) }, say(name))));
}
