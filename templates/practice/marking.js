// Says how much of an answer is right. These functions know no page.

const DIGITS = /\p{Nd}/u;

/** Return the share of an item that an answer earns, from 0 to 1; null if nobody can tell yet. */
function shareOf(item, given) {
  if (item.play === "one") return item.key.includes(given.chosen[0]) ? 1 : 0;
  const keys = [item.key, ...(item.otherKeys || [])];
  if (item.play === "several") {
    return Math.max(...keys.map((key) => shareOfSeveral(key, given.chosen)));
  }
  if (item.play === "slots") return Math.max(...keys.map((key) => shareOfRows(key, given.rows)));
  if (item.play === "open") return typeof given.self === "number" ? given.self : null;
  return isRightText(item, given.text) ? 1 : 0;
}

function shareOfSeveral(key, chosen) {
  const right = chosen.filter((each) => key.includes(each)).length;
  return Math.max(0, right - (chosen.length - right)) / key.length;
}

function shareOfRows(key, rows) {
  return key.filter((right, row) => rows[row] === right).length / key.length;
}

/** Return whether an answer says nothing. */
function isBlank(item, given) {
  if (!given) return true;
  if (given.chosen) return !given.chosen.length;
  if (given.rows) return given.rows.every((each) => each === null);
  return !given.text.trim();
}

function isRightText(item, text) {
  const wanted = normal(text);
  if (!wanted) return false;
  return item.accepted.some((each) => normal(each) === wanted) || isInRange(item, text);
}

/** Return whether a wrong text may only be misspelt: then the learner decides. */
function isAlmost(item, text) {
  const wanted = normal(text);
  return item.accepted.some((each) => isNear(normal(each), wanted));
}

function isNear(right, given) {
  if (!given || DIGITS.test(right) || DIGITS.test(given)) return false;
  if (bare(right) === bare(given)) return true;
  const most = right.length >= 9 ? 2 : 1;
  return right.length >= 5 && distance(right, given, most) <= most;
}

/** Return a text as it is compared: without case, spaces to spare, quotation marks and articles. */
function normal(text) {
  const folded = text.normalize("NFKC").toLowerCase()
    .replace(/[\u2018\u2019\u02bc\u0060\u00b4]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2039\u203a"]/g, "")
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.,;:!?()]+|[\s.,;:!?()]+$/gu, "");
  return withoutArticle(folded);
}

function withoutArticle(text) {
  const [first, ...rest] = text.split(" ");
  return rest.length && quiz.articles.includes(first) ? rest.join(" ") : text;
}

/** Return a text without accents, hyphens and spaces. */
function bare(text) {
  return text.normalize("NFD").replace(/[\p{M}\s\-']/gu, "");
}

/** Return the number of letters by which texts differ, or more than `most`. */
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const cost = one[row - 1] === other[column - 1] ? 0 : 1;
      now.push(Math.min(before[column] + 1, now[column - 1] + 1, before[column - 1] + cost));
    }
    before = now;
  }
  return before[other.length];
}

function isInRange(item, text) {
  if (!item.range) return false;
  const found = numberIn(text);
  if (!found) return false;
  const [least, most] = item.range;
  const answer = numberIn(plainOf(item.answer));
  const isUnit = !found.rest || (answer && normal(found.rest) === normal(answer.rest));
  return isUnit && found.value >= least && found.value <= most;
}

/** Return the number at the beginning of a text, and what follows it; null if there is none. */
function numberIn(text) {
  const found = /^[-\u2212+]?[\d.,'\u2019\s\u00a0\u202f]*\d/.exec(text.trim());
  if (!found) return null;
  const digits = found[0].replace(/[\s\u00a0\u202f'\u2019]/g, "").replace("\u2212", "-");
  const value = Number(withPoint(digits));
  const rest = text.trim().slice(found[0].length).trim();
  return Number.isFinite(value) ? { value, rest } : null;
}

/** Return digits with a point before the decimals, and nothing between thousands. */
function withPoint(digits) {
  const sign = decimalSign();
  const other = sign === "," ? "." : ",";
  const grouped = new RegExp(`^[-+]?\\d{1,3}(\\${other}\\d{3})+(\\${sign}|$)`);
  const plain = grouped.test(digits) ? digits.replaceAll(other, "") : digits;
  return plain.replace(",", ".");
}

function decimalSign() {
  const part = numbers.formatToParts(1.5).find((each) => each.type === "decimal");
  return part ? part.value : ".";
}
