// The words of the page, in the language of the quiz.

const plurals = new Intl.PluralRules(quiz.wordsLanguage);
const times = new Intl.RelativeTimeFormat(quiz.wordsLanguage, { numeric: "auto" });
const numbers = safely(() => new Intl.NumberFormat(quiz.language), new Intl.NumberFormat("en"));
const DAY = 24 * 60 * 60 * 1000;

function safely(wanted, otherwise) {
  try {
    return wanted();
  } catch {
    return otherwise;
  }
}

/** Return words by their name, with their slots filled. */
function say(name, slots = {}) {
  const words = quiz.words[name];
  return words.replace(/\{(\w+)\}/g, (slot, key) => (key in slots ? slots[key] : slot));
}

/** Return words in the plural form for a number, which fills {count}. */
function counted(name, count, slots = {}) {
  const form = `${name}_${plurals.select(count)}`;
  const known = form in quiz.words ? form : `${name}_other`;
  return say(known, { ...slots, count: numbers.format(count) });
}

/** Return when a moment is, seen from now, in whole days. */
function fromNow(moment, now = Date.now()) {
  const days = Math.round((startOfDay(moment) - startOfDay(now)) / DAY);
  if (Math.abs(days) >= 365) return times.format(Math.round(days / 365), "year");
  if (Math.abs(days) >= 60) return times.format(Math.round(days / 30), "month");
  return times.format(days, "day");
}

function startOfDay(moment) {
  const day = new Date(moment);
  day.setHours(0, 0, 0, 0);
  return day.getTime();
}

/** Return a text that begins a line or a label with a capital. */
function begun(words) {
  return words.charAt(0).toLocaleUpperCase(quiz.wordsLanguage) + words.slice(1);
}
