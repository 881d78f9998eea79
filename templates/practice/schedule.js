// When a question comes back: the algorithm is FSRS, from the library ts-fsrs.

const scheduler = FSRS.fsrs({ enable_short_term: false, enable_fuzz: false });
const { Again, Hard, Good, Easy } = FSRS.Rating;
// A question that is remembered for three weeks is known.
const FIRM_DAYS = 21;
// The parts of a card, in the order in which they are kept.
const CARD = ["due", "stability", "difficulty", "elapsed_days", "scheduled_days",
  "learning_steps", "reps", "lapses", "state", "last_review"];

/** Return the card of a question after an answer; `before` is null for a new question. */
function cardAfter(before, rating, now) {
  const card = before ? unpacked(before) : FSRS.createEmptyCard(new Date(now));
  return packed(scheduler.next(card, new Date(now), rating).card);
}

/** Return the rating that an answer gets which is right to a share. */
function ratingOf(share) {
  if (share === 1) return Good;
  return share >= 0.5 ? Hard : Again;
}

function packed(card) {
  return CARD.map((name) => (card[name] instanceof Date ? card[name].getTime() : card[name]));
}

function unpacked(parts) {
  const card = Object.fromEntries(CARD.map((name, index) => [name, parts[index]]));
  return { ...card, due: new Date(card.due), last_review: new Date(card.last_review) };
}

function isCard(parts) {
  return Array.isArray(parts) && parts.length === CARD.length
    && parts.every((each) => Number.isFinite(each));
}

function dueOf(card) {
  return card[0];
}

/** Return whether a question is due by the end of this day. */
function isDue(card, now) {
  return card !== undefined && dueOf(card) < startOfDay(now) + DAY;
}

function isFirm(card) {
  return card[1] >= FIRM_DAYS;
}

function reviewedAt(card) {
  return card[CARD.length - 1];
}
