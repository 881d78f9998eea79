// What a question is answered with: options, places to fill, or words.
//
// A player has an `element`, `given()` with the answer (null if there is none), `press(number)`
// for the keys of numbers, `back()` to take something back, `focus()`, and `reveal(answer)`.
// It calls `changed()` after each change, and `finished()` if the answer is complete with it.

/** Return the player of an item. `kept` is an answer to begin with, `seed` draws the order. */
function playerOf(item, { seed, kept, changed, finished }) {
  const events = { changed, finished };
  if (item.play === "slots") return slotsPlayer(item, seed, kept, events);
  if (item.play === "write") return wordsPlayer(item, kept, events);
  if (item.play === "open") return linesPlayer(item, kept, events);
  return optionsPlayer(item, seed, kept, events);
}

// Options, of which one or several are right.

function optionsPlayer(item, seed, kept, { changed, finished }) {
  const isOne = item.play === "one";
  const order = orderOf(item, seed);
  const inputs = order.map((index) => make("input", {
    type: isOne ? "radio" : "checkbox", name: "option", value: index,
  }));
  inputs.forEach((input) => {
    input.checked = Boolean(kept) && kept.chosen.includes(Number(input.value));
  });
  const rows = order.map((index, place) => optionRow(item, index, place, inputs[place]));
  const list = make("ol", { class: item.optionMedia ? "options pictured" : "options" }, rows);
  const element = make("div", { role: isOne ? "radiogroup" : "group",
    "aria-labelledby": "stem" }, list);
  element.addEventListener("change", changed);
  // A tap or a click answers; arrow keys only move the choice.
  element.addEventListener("click", (event) => {
    if (isOne && event.detail > 0 && event.target.type === "radio") finished();
  });
  const given = () => {
    const chosen = inputs.filter((each) => each.checked).map((each) => Number(each.value));
    return chosen.length ? { chosen } : null;
  };
  const press = (number) => {
    const input = inputs[number - 1];
    if (!input) return false;
    input.checked = isOne || !input.checked;
    changed();
    if (isOne) finished();
    return true;
  };
  const reveal = (answer) => {
    rows.forEach((row, place) => revealOption(row, item, order[place], answer));
  };
  return { element, given, press, back: () => false, focus: null, reveal, order,
    text: () => "" };
}

function optionRow(item, index, place, input) {
  const media = item.optionMedia && item.optionMedia[index];
  const words = make("span", { class: "words", dir: "auto" },
    media ? mediaBlock([media]) : rich(item.options[index]));
  const key = make("span", { class: "key", "aria-hidden": "true" }, letterOf(item, place));
  return make("li", { class: "option" }, make("label", null, input, key, words));
}

/** Return what stands before an option: its letter on paper, or the number of its key. */
function letterOf(item, place) {
  return item.letters ? item.letters[place] : String(place + 1);
}

function revealOption(row, item, index, answer) {
  const input = row.querySelector("input");
  const isRight = item.key.includes(index);
  const isChosen = Boolean(answer.given) && answer.given.chosen.includes(index);
  input.disabled = true;
  row.classList.add("told");
  if (isRight) row.classList.add("right");
  else if (isChosen) row.classList.add("wrong");
  if (isRight && !isChosen && item.play === "several") row.classList.add("left-out");
  if (isRight || isChosen) row.querySelector(".key").replaceWith(markOf(isRight));
  const told = toldOf(isRight, isChosen);
  if (told) row.querySelector(".words").append(hidden(` (${told})`));
  const why = item.why && item.why[index];
  if (why && !isRight) row.append(make("p", { class: "why", dir: "auto" }, rich(why)));
}

function markOf(isRight) {
  return make("span", { class: "key", "aria-hidden": "true" }, icon(isRight ? "right" : "wrong"));
}

function toldOf(isRight, isChosen) {
  const told = [];
  if (isChosen) told.push(say("your_answer"));
  if (isRight) told.push(say("right_answer"));
  return told.join(", ");
}

const LONG = 16;

// Places to fill with entries: pairs to match, or an order to find.

function slotsPlayer(item, seed, kept, { changed }) {
  const order = orderOf(item, seed);
  const count = item.key.length;
  const rows = kept ? [...kept.rows] : Array(count).fill(null);
  let active = Math.max(rows.indexOf(null), 0);
  const slots = rows.map((_, row) => slotButton(item, row, () => choose(row)));
  const entries = order.map((index, place) => entryButton(item, index, place, () => put(index)));
  const said = make("p", { class: "hidden-words", role: "status" });
  const element = make("div", { role: "group", "aria-labelledby": "stem" },
    make("ol", { class: hasLongWords(item) ? "slots long" : "slots" }, slots.map((each) => make("li", null, each))),
    make("ul", { class: "bank", "aria-label": say("bank") },
      entries.map((each) => make("li", null, each))), said);

  function choose(row) {
    rows[row] = null;
    active = row;
    show();
    changed();
  }

  function put(index) {
    const before = rows.indexOf(index);
    if (before >= 0) rows[before] = null;
    const target = before >= 0 && before === active ? -1 : active;
    if (target >= 0) {
      rows[target] = index;
      said.textContent = `${slotName(item, target)}: ${optionWords(item, index)}`;
    }
    const next = rows.indexOf(null, active);
    active = next >= 0 ? next : rows.indexOf(null);
    if (active < 0) active = count - 1;
    show();
    changed();
  }

  function show() {
    slots.forEach((slot, row) => showSlot(slot, item, row, rows[row], row === active));
    entries.forEach((entry, place) => {
      entry.setAttribute("aria-pressed", String(rows.includes(order[place])));
    });
  }

  function press(number) {
    if (number > entries.length) return false;
    put(order[number - 1]);
    return true;
  }

  function back() {
    const row = rows[active] === null ? active - 1 : active;
    if (row >= 0) choose(row);
    return row >= 0;
  }

  function reveal(answer) {
    const given = answer.given ? answer.given.rows : [];
    slots.forEach((slot, row) => revealSlot(slot, item, row, given[row] ?? null));
    element.querySelector(".bank").remove();
  }

  show();
  const given = () => (rows.every((each) => each === null) ? null : { rows: [...rows] });
  return { element, given, press, back, focus: null, reveal, order, text: () => "",
    isComplete: () => rows.every((each) => each !== null) };
}

/** Return whether a narrow screen has no room for an entry beside its answer. */
function hasLongWords(item) {
  const texts = [...item.options, ...(item.left || [])].map((each) => plainOf(each));
  return texts.some((each) => each.length > LONG);
}

/** Return what a place is for: the entry to match, or its number in the order. */
function slotName(item, row) {
  return item.left ? plainOf(item.left[row]) : numbers.format(row + 1);
}

function slotButton(item, row, click) {
  const name = item.left ? rich(item.left[row]) : numbers.format(row + 1);
  return make("button", { type: "button", class: item.left ? "slot" : "slot place", click },
    make("span", { class: "name", dir: "auto" }, name),
    make("span", { class: "filled", dir: "auto" }));
}

function showSlot(slot, item, row, index, isActive) {
  const filled = slot.querySelector(".filled");
  filled.replaceChildren(index === null ? emptyPlace() : rich(item.options[index]));
  slot.classList.toggle("active", isActive);
  if (isActive) slot.setAttribute("aria-current", "true");
  else slot.removeAttribute("aria-current");
}

function emptyPlace() {
  return hidden(say("empty"));
}

function entryButton(item, index, place, click) {
  return make("button", { type: "button", class: "entry", value: index, click,
    "aria-pressed": "false" },
    make("span", { class: "key", "aria-hidden": "true" }, letterOf(item, place)),
    make("span", { class: "words", dir: "auto" }, rich(item.options[index])));
}

function revealSlot(slot, item, row, index) {
  const isRight = index === item.key[row];
  const filled = make("span", { class: "filled", dir: "auto" });
  if (!isRight && index !== null) {
    filled.append(make("s", null, rich(item.options[index])), hidden(` (${say("your_answer")}) `));
  }
  filled.append(make("span", { class: "truth" }, rich(item.options[item.key[row]])));
  const name = slot.querySelector(".name");
  const told = hidden(` (${say(isRight ? "right" : "wrong")})`);
  const look = `slot told ${item.left ? "" : "place"} ${isRight ? "right" : "wrong"}`;
  slot.replaceWith(make("div", { class: look },
    name, filled, make("span", { class: "key" }, icon(isRight ? "right" : "wrong"), told)));
}

// Words, in the gap of a sentence or below a question.

function wordsPlayer(item, kept, { changed }) {
  const input = make("input", { type: "text", class: "answer", id: "answer", dir: "auto",
    autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false",
    "aria-labelledby": "stem", enterkeyhint: "done", maxlength: 500, input: changed });
  input.value = kept ? kept.text : "";
  const isInGap = plainOf(item.stem).match(GAP) !== null;
  const element = isInGap ? null : make("div", { class: "written" }, input);
  const given = () => (input.value.trim() ? { text: input.value.trim() } : null);
  const reveal = (answer) => {
    const share = answer.share;
    input.readOnly = true;
    input.classList.add("told", share === 1 ? "right" : "wrong");
  };
  return { element, given, press: () => false, back: () => false, reveal, isInGap, input,
    focus: () => input.focus({ preventScroll: true }) };
}

function linesPlayer(item, kept, { changed }) {
  const input = make("textarea", { class: "answer", id: "answer", dir: "auto", rows: 5,
    "aria-labelledby": "stem", maxlength: 5000, input: changed });
  input.value = kept ? kept.text : "";
  const given = () => (input.value.trim() ? { text: input.value.trim() } : null);
  const reveal = () => {
    input.readOnly = true;
    input.classList.add("told");
  };
  return { element: make("div", { class: "written" }, input), given, press: () => false,
    back: () => false, reveal, focus: () => input.focus({ preventScroll: true }) };
}
