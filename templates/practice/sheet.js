// The page on paper: the questions with room to answer, and the answers on a page of their own.

/** Fill the sheet that only print shows; a summary prints as it stands. */
function fillSheet() {
  const sheet = document.getElementById("sheet");
  if (document.body.dataset.view === "summary") {
    sheet.replaceChildren();
    return;
  }
  const asked = unfinishedRound() ? [...new Set(state.round.queue)] : items.map((_, at) => at);
  const seed = state.round ? state.round.seed : quiz.seed;
  const shown = asked.map((index) => ({ item: items[index],
    order: orderOf(items[index], `${seed} ${index}`) }));
  sheet.replaceChildren(make("h1", { dir: "auto" }, rich(quiz.title)),
    make("ol", { class: "sheet-items" }, shown.map(sheetItem)));
  if (!isExam) {
    sheet.append(make("h2", { class: "sheet-key" }, say("answers")),
      make("ol", { class: "sheet-answers" }, shown.map(({ item, order }) => make("li",
        { dir: "auto" }, sheetKey(item, order)))));
  }
}

function sheetItem({ item, order }) {
  const entries = order.map((index, place) => make("li", { dir: "auto" },
    make("b", null, `${sheetLetter(item, place)} `), item.optionMedia
      ? mediaBlock([item.optionMedia[index]]) : rich(item.options[index])));
  const left = (item.left || []).map((each) => make("li", { dir: "auto" }, "____ ", rich(each)));
  const passage = item.passage ? passageOf(quiz.passages[item.passage]) : null;
  return make("li", null, passage, make("div", { class: "sheet-stem", dir: "auto" },
    rich(item.stem)), mediaBlock((item.media || []).filter((each) => each.kind !== "audio")),
  left.length ? make("ul", { class: "sheet-left" }, left) : null,
  entries.length ? make("ul", { class: "sheet-options" }, entries)
    : make("div", { class: item.play === "open" ? "sheet-lines" : "sheet-line" }));
}

function sheetLetter(item, place) {
  return item.letters ? item.letters[place] : String.fromCharCode(65 + place);
}

function sheetKey(item, order) {
  if (!item.key.length) return rich(item.answer);
  const letters = item.key.map((index) => sheetLetter(item, order.indexOf(index)));
  return item.play === "slots" ? letters.join(" ") : letters.sort().join(", ");
}
