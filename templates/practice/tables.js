// What leaves the page: progress as JSON, and answers as a table that quizgen reads.

const HEADS = ["number", "name", "group", "version", "printed", "item", "form", "facts", "missed",
  "given", "chosen", "right", "offered", "earned", "possible", "state"];

function exportProgress() {
  download(`${quiz.file}-progress.json`, progressText(), "application/json");
}

/** Save the answers: of a printed quiz a row for the student, else a row for each question. */
function exportAnswers() {
  const rows = quiz.printed ? printedRows() : answerRows();
  download(answersFile(), csvOf(rows), "text/csv");
}

/** Return the name of the file with the answers; that of an exam says whose they are. */
function answersFile() {
  const { name, student_number: number } = { ...quiz.student, ...state.settings };
  const parts = isExam ? [name, number].map((each) => safeName(each || "")) : [];
  const whose = parts.filter(Boolean).join("-") || quiz.file;
  return `${whose}-${quiz.printed ? "answers" : "responses"}.csv`;
}

/** Return a text as a part of a file name: letters, digits and hyphens. */
function safeName(text) {
  const hyphened = text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  return [...hyphened].slice(0, 60).join("").replace(/^-+|-+$/g, "");
}

/** Return a row for the student, with a column for each item by its number on paper. */
function printedRows() {
  const { name, student_number: number } = { ...quiz.student, ...state.settings };
  const heads = ["number", "name", "version", ...items.map((item) => String(item.number))];
  const answers = firstAnswers();
  const cells = items.map((item, index) => printedCell(item,
    answers.find((each) => each.item === index)));
  return [heads, [number || "", name || "", quiz.version, ...cells]];
}

/** Return an answer as a form has it: letters in printed order, or words. */
function printedCell(item, answer) {
  if (!answer || answer.blank) return "-";
  const letter = (index) => (index === null ? "-" : item.letters[index]);
  if (item.play === "slots") return answer.given.rows.map(letter).join(", ");
  if (answer.given.chosen) return answer.given.chosen.map(letter).join(", ");
  if (answer.share === 1) return plainOf(item.answer);
  // A bare number in an answer by hand would count as points.
  return /^[\d.,\s]+$/.test(answer.given.text) ? "0" : answer.given.text;
}

/**
 * Return a row for the newest answer to each question, as quizgen's responses.csv has them.
 *
 * An exam has a row for each question in the order of asking, also for those without an answer.
 */
function answerRows() {
  const { name, student_number: number } = state.settings;
  const newest = isExam ? answersOfExam() : newestOfLog();
  return [HEADS, ...newest.map(({ item, texts, earned, missed, isOpen }, place) => [
    number || "1", name || "", "", "", String(place + 1), item.exercise, item.form,
    item.facts.join(" "), missed.join(" "), texts.join("; "),
    joined(texts), joined(rightTexts(item)),
    joined(item.options.map((_, index) => optionWords(item, index))),
    shownDecimals(earned), shownDecimals(item.points), isOpen ? "review" : "final",
  ])];
}

function shownDecimals(points) {
  return String(Math.round(points * 100) / 100);
}

function answersOfExam() {
  return firstAnswers().map((answer) => {
    const item = items[answer.item];
    const isOpen = isOpenStill(item, answer);
    const isMissed = !isOpen && answer.share < 1;
    const texts = answer.blank ? [] : givenTexts(item, answer.given);
    return { item, texts, isOpen, earned: isOpen ? 0 : earnedBy(item, answer),
      missed: isMissed ? item.facts : [] };
  });
}

function newestOfLog() {
  const newest = new Map();
  for (const [, id, share, texts] of state.log) {
    if (byId.has(id)) newest.set(id, loggedAnswer(items[byId.get(id)], share, texts));
  }
  return [...newest.values()];
}

function loggedAnswer(item, share, texts) {
  const missed = share === 1 ? [] : item.facts;
  return { item, texts, earned: share * item.points, missed, isOpen: false };
}

function rightTexts(item) {
  return item.key.length ? item.key.map((index) => optionWords(item, index))
    : [plainOf(item.answer)];
}

/** Return texts as one cell, in the way of quizgen's own tables. */
function joined(texts) {
  return texts.map((text) => text.replace(/\s+/g, " ").trim().replace(/\\/g, "\\\\")
    .replace(/\|/g, "\\|")).join(" | ");
}

function csvOf(rows) {
  const lines = rows.map((row) => row.map(cellOf).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/** Return a cell that no spreadsheet takes for a formula. */
function cellOf(text) {
  const isSafe = !/^[=+\-@\t\r\n]/.test(text) || /^-?\d+(\.\d+)?$/.test(text) || text === "-";
  const guarded = isSafe && !text.startsWith("'") ? text : `'${text}`;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replace(/"/g, '""')}"` : guarded;
}

function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = make("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
