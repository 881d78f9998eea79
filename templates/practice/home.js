// The first view: how far the learner is, and what to practise now.

const COUNTS = [10, 20, 50];

function showHome() {
  document.getElementById("said").textContent = "";
  if (isExam) showStartOfExam();
  else showOverview();
}

function showOverview() {
  const counts = progressNow();
  const kept = unfinishedRound();
  showView("home",
    make("header", { class: "head" },
      make("h1", { dir: "auto", tabindex: "-1", id: "title" }, rich(quiz.title)),
      quiz.source ? make("p", { class: "about", dir: "auto" }, rich(quiz.source)) : null),
    progressPanel(counts), isKept ? null : make("p", { class: "notice" }, say("not_kept")),
    choices(), startButtons(counts, kept), keepingPanel());
  document.getElementById(kept ? "continue" : "start").focus({ preventScroll: true });
}

function unfinishedRound() {
  return state.round && !state.round.done ? state.round : null;
}

function progressPanel(counts) {
  const { firm, learning, fresh } = counts;
  const parts = [["firm", firm], ["learning", learning], ["fresh", fresh]];
  const bar = make("div", { class: "stack", "aria-hidden": "true" },
    parts.filter(([, count]) => count).map(([name, count]) => {
      const part = make("span", { class: `part ${name}` });
      part.style.flexGrow = count;
      return part;
    }));
  const legend = make("ul", { class: "legend" }, parts.map(([name, count]) => make("li", null,
    make("span", { class: `dot ${name}`, "aria-hidden": "true" }),
    make("strong", null, numbers.format(count)), ` ${say(name)}`)));
  return make("section", { class: "progress-panel", "aria-label": say("progress") },
    bar, legend, make("p", { class: "today" }, todayWords(counts)));
}

function todayWords({ due, fresh, next }) {
  if (due) return counted("due_now", due);
  if (fresh) return counted("all_new", fresh);
  return next < Infinity ? say("nothing_due", { when: fromNow(next) }) : "";
}

function choices() {
  const { settings } = state;
  const most = items.length;
  const numbersOffered = [...COUNTS.filter((each) => each < most), most];
  const wanted = numbersOffered.includes(settings.count) ? settings.count
    : numbersOffered[Math.min(1, numbersOffered.length - 1)];
  settings.count = wanted;
  return make("div", { class: "choices" },
    pills("count", say("how_many"), numbersOffered.map((each) => [each, each === most
      ? say("all_of_them", { count: numbers.format(each) }) : numbers.format(each)]), wanted),
    pills("atOnce", say("feedback"), [[true, say("at_once")], [false, say("at_the_end")]],
      settings.atOnce !== false));
}

/** Return a choice of one of a few values, which stays chosen. */
function pills(name, legend, values, wanted) {
  const options = values.map(([value, words]) => {
    const input = make("input", { type: "radio", name, change: () => {
      state.settings[name] = value;
      save("settings", state.settings);
    } });
    input.checked = value === wanted;
    return make("label", { class: "pill" }, input, make("span", null, words));
  });
  return make("fieldset", null, make("legend", null, legend),
    make("div", { class: "pills" }, options));
}

function startButtons(counts, kept) {
  const missed = missedItems();
  const name = counts.due + counts.fresh ? "start" : "start_ahead";
  const again = missed.length ? make("button", { type: "button", id: "missed",
    click: () => start(spread(shuffled(missed, state.log.length)).slice(0, state.settings.count)) },
  counted("repeat_missed", missed.length)) : null;
  const resume = kept ? make("button", { type: "button", id: "continue", class: "primary",
    click: showQuestion }, say("go_on", {
    done: numbers.format(kept.atOnce ? doneCount() : kept.at),
    total: numbers.format(kept.total),
  })) : null;
  return make("div", { class: "actions" }, resume,
    make("button", { type: "button", id: "start", class: kept ? "" : "primary",
      click: () => start(chosenItems(state.settings.count)) }, say(kept ? "start_new" : name)),
    again);
}

function start(indices) {
  beginRound(indices, { atOnce: state.settings.atOnce !== false });
  showQuestion();
}

/** Return what keeps progress safe: to save it, to open it elsewhere, to erase it. */
function keepingPanel() {
  const picker = make("input", { type: "file", accept: ".json,application/json",
    id: "import-file", class: "hidden-words", tabindex: "-1", "aria-label": say("import"),
    change: () => importFrom(picker) });
  const result = make("p", { class: "result", role: "status", id: "import-result" });
  return make("details", { class: "keeping" },
    make("summary", null, say("your_results")),
    make("p", null, say("kept_here")),
    make("div", { class: "actions small" },
      button("export-json", "export_json", exportProgress, ""),
      button("import", "import", () => picker.click(), ""),
      button("export-csv", "export_csv", exportAnswers, ""),
      make("button", { type: "button", id: "print", click: () => window.print() },
        say("print")),
      eraseButton()), picker, result);
}

function eraseButton() {
  const made = button("erase", "erase", () => {
    if (made.dataset.asked) {
      eraseAll();
      showHome();
    } else {
      made.dataset.asked = "1";
      made.textContent = say("erase_sure");
    }
  }, "danger");
  return made;
}

async function importFrom(picker) {
  const [file] = picker.files;
  if (!file) return;
  const taken = file.size < 20e6 ? takeProgress(await file.text()) : null;
  showHome();
  const panel = document.querySelector(".keeping");
  panel.open = true;
  document.getElementById("import-result").textContent = taken === null
    ? say("import_failed") : counted("imported", taken);
}

// An exam begins with the student's name.

function showStartOfExam() {
  const kept = unfinishedRound();
  const { settings } = state;
  const field = (name) => {
    const input = make("input", { type: "text", name, id: name, autocomplete: "off", maxlength: 200,
      dir: "auto", input: () => {
        settings[name] = input.value.trim();
        save("settings", settings);
        if (name === "name") showMissingName(false);
      } });
    input.value = settings[name] ?? quiz.student[name] ?? "";
    return make("label", { class: "field" }, make("span", null, say(name)), input);
  };
  const sum = items.reduce((total, item) => total + item.points, 0);
  showView("home",
    make("header", { class: "head" },
      make("h1", { dir: "auto", tabindex: "-1", id: "title" }, rich(quiz.title)),
      make("p", { class: "about" }, `${counted("questions", items.length)} · ${
        counted("points", sum)}`)),
    quiz.instructions ? make("p", { class: "instructions", dir: "auto" },
      rich(quiz.instructions)) : null,
    isKept ? null : make("p", { class: "notice" }, say("not_kept")),
    make("div", { class: "fields" }, field("name"), field("student_number")),
    make("p", { class: "field-problem", id: "name-problem", role: "alert" }),
    make("div", { class: "actions" }, make("button", { type: "button", id: "start",
      class: "primary", click: () => withName(kept ? showQuestion : startExam) },
    kept ? say("go_on", { done: numbers.format(kept.at), total: numbers.format(kept.total) })
      : say("start_exam"))));
  document.getElementById("title").focus({ preventScroll: true });
}

/** Go on if the student has given a name, or ask for it. */
function withName(goOn) {
  const isMissing = !document.getElementById("name").value.trim();
  showMissingName(isMissing);
  if (isMissing) document.getElementById("name").focus();
  else goOn();
}

function showMissingName(isMissing) {
  const input = document.getElementById("name");
  const problem = document.getElementById("name-problem");
  problem.textContent = isMissing ? say("name_needed") : "";
  input.setAttribute("aria-invalid", String(isMissing));
  if (isMissing) input.setAttribute("aria-describedby", problem.id);
  else input.removeAttribute("aria-describedby");
}

function startExam() {
  beginRound(items.map((_, index) => index), { atOnce: false });
  showQuestion();
}
