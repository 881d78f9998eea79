// A round: some questions in an order, and the answers to them.

const SPREAD = 3;
const RETRY_AFTER = 3;
const MOST_TRIES = 3;

/** Return the indices of items that were answered, and not right the last time. */
function missedItems() {
  return items.map((_, index) => index).filter((index) => state.last[items[index].id] < 1);
}

/** Return how many questions are due, new, being learned and known. */
function progressNow(now = Date.now()) {
  const counts = { due: 0, fresh: 0, learning: 0, firm: 0, next: Infinity };
  for (const { id } of items) {
    const card = state.cards[id];
    if (!card) counts.fresh += 1;
    else if (isFirm(card)) counts.firm += 1;
    else counts.learning += 1;
    if (isDue(card, now)) counts.due += 1;
    else if (card) counts.next = Math.min(counts.next, dueOf(card));
  }
  return counts;
}

/** Return up to `most` items to practise: due ones first, then new ones, then those due next. */
function chosenItems(most, now = Date.now()) {
  const seed = `${quiz.seed} ${state.log.length}`;
  const drawn = shuffled(items.map((_, index) => index), seed);
  const cardOf = (index) => state.cards[items[index].id];
  const seen = drawn.filter((index) => cardOf(index));
  seen.sort((one, other) => dueOf(cardOf(one)) - dueOf(cardOf(other)));
  const due = seen.filter((index) => isDue(cardOf(index), now));
  const fresh = drawn.filter((index) => !cardOf(index));
  const wanted = due.length + fresh.length ? [...due, ...fresh] : seen;
  return spread(apart(wanted, most));
}

/** Return up to `most` items, those first that share no fact with an item before them. */
function apart(indices, most) {
  const asked = new Set();
  const first = [];
  const others = [];
  for (const index of indices) {
    const { facts } = items[index];
    const isOther = facts.some((fact) => asked.has(fact));
    (isOther ? others : first).push(index);
    facts.forEach((fact) => asked.add(fact));
    if (first.length === most) break;
  }
  return [...first, ...others].slice(0, most);
}

/** Return items so that neighbours share no fact, as far as that goes. */
function spread(indices) {
  const left = [...indices];
  const made = [];
  while (left.length) {
    const near = new Set(made.slice(-SPREAD).flatMap((index) => items[index].facts));
    const window = left.slice(0, 20);
    const found = window.findIndex((index) => !items[index].facts.some((each) => near.has(each)));
    made.push(...left.splice(Math.max(found, 0), 1));
  }
  return made;
}

/** Begin a round with these items; `atOnce` shows after each answer whether it is right. */
function beginRound(indices, { atOnce }) {
  state.round = {
    stamp: quiz.stamp, queue: indices, at: 0, atOnce, total: indices.length, answers: [], done: false,
    seed: `${quiz.seed} ${state.log.length} ${state.settings.rounds || 0}`,
  };
  state.settings.rounds = (state.settings.rounds || 0) + 1;
  save("settings", state.settings);
  saveRound();
}

/** Return the round that the browser kept, null if there is none that fits this quiz. */
function keptRound() {
  const found = load("round", null);
  return found && found.stamp === quiz.stamp ? found : null;
}

function currentItem() {
  return items[state.round.queue[state.round.at]];
}

/** Return the answer at a place of the queue, undefined if there is none yet. */
function answerAt(place) {
  return state.round.answers.find((each) => each.place === place);
}

/** Return how many questions of the round need no further try. */
function doneCount() {
  const { round } = state;
  const answer = answerAt(round.at);
  const isDone = answer !== undefined && !comesAgain(answer);
  const open = new Set(round.queue.slice(round.at + (isDone ? 1 : 0)));
  return round.total - open.size;
}

/** Return whether a question comes again in this round after an answer. */
function comesAgain(answer) {
  const isMissed = answer.share < 1 || answer.rating === Again;
  return state.round.atOnce && isMissed && answer.tries + 1 < MOST_TRIES;
}

/** Take an answer to the current question, and return it. */
function takeAnswer(given, now = Date.now()) {
  const { round } = state;
  const item = currentItem();
  const index = round.queue[round.at];
  const tries = round.answers.filter((each) => each.item === index && each.place !== round.at);
  const blank = isBlank(item, given);
  const answer = {
    place: round.at, item: index, given, tries: tries.length, time: now, blank,
    share: blank ? 0 : shareOf(item, given), before: state.cards[item.id] || null,
  };
  round.answers = [...round.answers.filter((each) => each.place !== round.at), answer];
  if (round.atOnce) settle(answer);
  saveRound();
  return answer;
}

/** Write what an answer is worth into the schedule and the list of answers. */
function settle(answer, rating = ratingOf(answer.share)) {
  if (isExam || answer.share === null) return;
  const { id } = items[answer.item];
  if (answer.tries === 0) {
    state.cards[id] = cardAfter(answer.before, rating, answer.time);
    state.last[id] = rating === Again ? 0 : answer.share;
  }
  state.log = state.log.filter((each) => each[0] !== answer.time || each[1] !== id);
  state.log.push([answer.time, id, answer.share, givenTexts(items[answer.item], answer.given)]);
  saveProgress();
}

/** Change what an answer is worth, because the learner knows better. */
function regrade(answer, share, rating = ratingOf(share)) {
  answer.share = share;
  answer.rating = rating;
  settle(answer, rating);
  saveRound();
}

/** Go on to the next question; one that was missed comes again a little later. */
function goOn() {
  const { round } = state;
  const answer = answerAt(round.at);
  if (comesAgain(answer)) {
    const place = Math.min(round.at + 1 + RETRY_AFTER, round.queue.length);
    round.queue.splice(place, 0, answer.item);
  }
  round.at += 1;
  if (round.at >= round.queue.length) finishRound();
  saveRound();
}

function finishRound() {
  const { round } = state;
  round.done = true;
  round.ended = Date.now();
  if (!round.atOnce) round.answers.forEach((answer) => settle(answer));
  saveRound();
}

/** Return the first answer to each question of the round, in the order of asking. */
function firstAnswers() {
  const { round } = state;
  const asked = [...new Set(round.queue)];
  return asked.map((index) => {
    const answers = round.answers.filter((each) => each.item === index);
    return answers.find((each) => each.tries === 0)
      || { item: index, given: null, share: 0, blank: true, tries: 0, place: -1 };
  });
}

/** Return the points that the answers of an exam earn, and how many there are to earn. */
function pointsOf(answers) {
  const sums = { earned: 0, possible: 0, open: 0 };
  for (const answer of answers) {
    const item = items[answer.item];
    if (isOpenStill(item, answer)) {
      sums.open += item.points;
    } else {
      sums.earned += earnedBy(item, answer);
      sums.possible += item.points;
    }
  }
  return sums;
}

/** Return whether nobody has said yet what an answer is worth. */
function isOpenStill(item, answer) {
  return answer.share === null || (isByHand(item) && !answer.blank && answer.share < 1);
}

/** Return whether a person decides about an answer that the page does not know as right. */
function isByHand(item) {
  return isExam && (item.play === "write" || item.play === "open");
}

function earnedBy(item, answer) {
  const { wrong, partial } = quiz.marking;
  const share = partial || answer.share === 1 ? answer.share : 0;
  if (share > 0 || answer.blank || isByHand(item)) return share * item.points;
  // Not `-wrong`: that is -0 where a wrong answer costs nothing.
  return 0 - wrong;
}

/** Return the texts of an answer: what was chosen, filled in or written. */
function givenTexts(item, given) {
  if (!given) return [];
  const chosen = given.chosen || given.rows;
  if (!chosen) return [given.text];
  return chosen.map((index) => (index === null ? "–" : optionWords(item, index)));
}

function shownAnswer(item, given) {
  return givenTexts(item, given).join("; ");
}

/** Return an option without markup, as the tables of quizgen have it. */
function optionWords(item, index) {
  return item.texts ? item.texts[index] : plainOf(item.options[index]);
}
