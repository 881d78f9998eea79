// The preview of a deck: asks the server what to show, and replaces what has changed. Whatever a deck
// says comes as HTML in which it is escaped, or as text.
(function () {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;
  const facts = byId("facts");
  const query = { language: "", text: "", kind: "", form: "", only_problems: false, background: false, page: 1 };
  const heights = new Map();
  let view = null;
  let paperPage = 1;
  let lastChanged = "";
  let asking = false;
  let askAgain = false;
  let goal = "";

  async function post(path, said) {
    const answer = await fetch(path, { method: "POST", body: JSON.stringify(said) });
    if (!answer.ok) throw new Error(await answer.text());
    return answer.json();
  }

  // One question at a time; what changes meanwhile is asked for afterwards.
  async function ask() {
    if (asking) {
      askAgain = true;
      return;
    }
    asking = true;
    do {
      askAgain = false;
      const wanted = JSON.stringify(query);
      try {
        const told = await post("view", { ...query, fact: goal, known: known() });
        // If the author has chosen something else meanwhile, the answer to that follows.
        if (JSON.stringify(query) === wanted) show(told);
      } catch (error) {
        tellState("gone", "The preview has ended. Start it again in the terminal.");
      }
    } while (askAgain);
    asking = false;
  }

  function known() {
    const shown = Array.from(facts.children, (each) => [each.dataset.key, each.made]);
    return Object.fromEntries(shown);
  }

  function show(told) {
    const isFirst = view === null || view.title === "";
    const before = view;
    view = told;
    query.page = told.page;
    query.language = told.language;
    document.title = `${told.title} – preview`;
    byId("title").textContent = told.title;
    tellState(...stateOf(told));
    tellCounts(told);
    fillSelect(byId("kind"), told.kinds, query.kind, "all");
    fillSelect(byId("form"), told.forms, query.form, "all");
    fillSelect(byId("language"), told.languages, told.language, "");
    byId("language-label").hidden = told.languages.length < 2;
    replaceHtml(byId("problem-list"), told.problems);
    const isSamePlace = before && !isFirst && !goal && before.page === told.page;
    const changed = keepingPlace(isSamePlace, () => {
      replaceHtml(byId("general"), told.general);
      return showFacts(told.facts);
    });
    byId("pager").hidden = told.pages < 2;
    byId("page-of").textContent = `Page ${told.page} of ${told.pages}`;
    byId("before").disabled = told.page <= 1;
    byId("after").disabled = told.page >= told.pages;
    if (isSamePlace && changed.length && before.version !== told.version) markFresh(changed);
    if (goal) goTo(goal);
    goal = "";
    if (!byId("paper").hidden) askPaper();
  }

  function stateOf(told) {
    if (!told.read) return ["reading", "Reading the deck…"];
    if (!told.sound && told.facts.length) return ["broken", "The file has errors. You see the last state without any."];
    if (!told.sound) return ["broken", "The file has errors."];
    if (!told.done) return ["reading", "Choosing options…"];
    return ["fine", "Up to date"];
  }

  function tellState(state, words) {
    byId("state").dataset.state = state;
    if (byId("state").textContent !== words) byId("state").textContent = words;
  }

  function counted(count, one, many) {
    return `${count} ${count === 1 ? one : many}`;
  }

  function tellCounts(told) {
    const c = told.counts;
    const parts = [];
    if (c.errors) parts.push(counted(c.errors, "error", "errors"));
    if (c.warnings) parts.push(counted(c.warnings, "warning", "warnings"));
    if (c.hints) parts.push(counted(c.hints, "hint", "hints"));
    byId("problem-count").textContent = parts.join(", ") || "No problems";
    const of = told.found === c.facts ? "" : ` of ${c.facts}`;
    const nothing = told.found === 0 && c.facts ? " Nothing fits the filter." : "";
    byId("found").textContent = c.facts
      ? `${told.found}${of} ${c.facts === 1 ? "fact" : "facts"}, ${counted(c.questions, "question", "questions")} in all.${nothing}`
      : "";
  }

  function fillSelect(select, values, chosen, all) {
    const wanted = all ? [["", all], ...values.map((each) => [each, each])] : values.map((each) => [each, each]);
    const made = JSON.stringify(wanted);
    if (select.made !== made) {
      select.made = made;
      select.replaceChildren(...wanted.map(([value, words]) => new Option(words, value)));
    }
    select.value = chosen;
    if (select.value !== chosen) select.value = "";
  }

  function element(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content.firstElementChild;
  }

  function replaceHtml(target, html) {
    if (target.made === html) return;
    const focus = target.contains(document.activeElement) ? document.activeElement.dataset.focus : "";
    target.made = html;
    target.innerHTML = html;
    refocus(target, focus);
  }

  function refocus(within, name) {
    const found = name && Array.from(within.querySelectorAll("[data-focus]")).find((each) => each.dataset.focus === name);
    if (found) found.focus({ preventScroll: true });
  }

  // Change the page so that what the author looks at stays where it is.
  function keepingPlace(isKept, change) {
    const top = byId("main").getBoundingClientRect().top < 0 ? document.querySelector(".top").offsetHeight : 0;
    const anchor = isKept && Array.from(facts.children).find((each) => each.getBoundingClientRect().bottom > top + 8);
    const name = anchor && anchor.dataset.key;
    const before = anchor && anchor.getBoundingClientRect().top;
    const changed = change();
    const after = name && childWith(facts, name);
    if (after && window.scrollY > 0) window.scrollBy({ top: after.getBoundingClientRect().top - before, behavior: "instant" });
    return changed;
  }

  function childWith(parent, key) {
    return Array.from(parent.children).find((each) => each.dataset.key === key);
  }

  function showFacts(told) {
    const changed = [];
    const old = new Map(Array.from(facts.children, (each) => [each.dataset.key, each]));
    const wanted = told.map((each) => {
      const before = old.get(each.ref);
      if (!("html" in each)) return before;
      const made = element(each.html);
      changed.push(each.ref);
      const now = before ? merged(before, made) : prepared(made);
      now.made = each.hash;
      return now;
    });
    arrange(facts, wanted.filter(Boolean));
    return changed;
  }

  // Put the children of an element into an order, and touch none that is in its place.
  function arrange(parent, wanted) {
    const kept = new Set(wanted);
    for (const each of Array.from(parent.children)) if (!kept.has(each)) each.remove();
    wanted.forEach((each, index) => {
      if (parent.children[index] !== each) parent.insertBefore(each, parent.children[index] || null);
    });
  }

  function prepared(made) {
    made.source = made.outerHTML;
    for (const part of made.children) if (part.dataset.key) prepared(part);
    for (const frame of made.tagName === "IFRAME" ? [made] : []) prepareFrame(frame, null);
    for (const details of made.querySelectorAll("details[data-open]")) details.open = opened.has(details.dataset.open);
    return made;
  }

  // Take over from a new element what differs, part by part, so that frames which stay need not load.
  function merged(before, made) {
    if (before.source === made.outerHTML) return before;
    const hasParts = made.tagName === "ARTICLE" || "parts" in made.dataset;
    if (before.tagName === "IFRAME") {
      const source = made.outerHTML;
      before.dataset.card = made.dataset.card;
      before.title = made.title;
      before.source = source;
      prepareFrame(before, before.style.height);
      return before;
    }
    if (!hasParts) return replaced(before, made);
    const source = made.outerHTML;
    const wanted = Array.from(made.children, (part) => {
      const own = childWith(before, part.dataset.key);
      return own ? merged(own, part) : prepared(part);
    });
    before.className = made.className + (before.classList.contains("fresh") ? " fresh" : "");
    arrange(before, wanted);
    before.source = source;
    return before;
  }

  function replaced(before, made) {
    const focused = before.contains(document.activeElement) ? document.activeElement.dataset.focus : "";
    const now = prepared(made);
    if (focused) {
      before.replaceWith(now);
      refocus(now, focused);
    }
    return now;
  }

  // Frames load when they come near the screen, and get the height of what they hold.
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      load(entry.target);
    }
  }, { rootMargin: "800px 0px" });

  function prepareFrame(frame, height) {
    const known = heights.get(heightKey(frame)) || height;
    if (known) frame.style.height = known;
    if (!frame.isPrepared) {
      frame.isPrepared = true;
      frame.addEventListener("load", () => fit(frame));
    }
    if (frame.src) load(frame);
    else near.observe(frame);
  }

  function heightKey(frame) {
    return `${frame.dataset.card} ${frame.clientWidth}`;
  }

  function load(frame) {
    const wanted = `cards/${frame.dataset.card}${isDark() ? "?night" : ""}`;
    if (frame.getAttribute("src") !== wanted) frame.setAttribute("src", wanted);
  }

  function fit(frame) {
    const inner = frame.contentDocument;
    if (!inner || !inner.body || !frame.isConnected) return;
    for (const picture of inner.images) if (!picture.complete) picture.addEventListener("load", () => fit(frame), { once: true });
    const pair = Array.from(frame.parentElement.querySelectorAll("iframe"));
    const isPaired = getComputedStyle(frame.parentElement).gridTemplateColumns.includes(" ");
    const tall = (each) => (each.contentDocument && each.contentDocument.body && each.getAttribute("src") ? Math.ceil(each.contentDocument.body.getBoundingClientRect().height) + 2 : 0);
    const most = Math.min(900, Math.max(...(isPaired ? pair : [frame]).map(tall)));
    for (const each of isPaired ? pair : [frame]) {
      if (most > 2) each.style.height = `${most}px`;
      heights.set(heightKey(each), each.style.height);
    }
  }

  let widths = 0;
  new ResizeObserver(() => {
    if (facts.clientWidth === widths) return;
    widths = facts.clientWidth;
    for (const frame of facts.querySelectorAll("iframe[src]")) fit(frame);
  }).observe(facts);

  function markFresh(refs) {
    lastChanged = refs[0];
    for (const ref of refs) {
      const fact = childWith(facts, ref);
      if (!fact) continue;
      fact.classList.add("fresh");
      setTimeout(() => fact.classList.remove("fresh"), 1500);
    }
  }

  // What the author opened stays open.
  const opened = new Set();
  facts.addEventListener("toggle", (event) => {
    const name = event.target.dataset.open;
    if (name) opened[event.target.open ? "add" : "delete"](name);
  }, true);

  function say(words) {
    byId("said").textContent = words;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { byId("said").textContent = ""; }, 4000);
  }

  // Moving from fact to fact.
  function current() {
    const within = document.activeElement && document.activeElement.closest(".fact");
    if (within) return within;
    const top = document.querySelector(".top").getBoundingClientRect().bottom;
    return Array.from(facts.children).find((each) => each.getBoundingClientRect().bottom > top + 40);
  }

  function step(by) {
    const focused = document.activeElement && document.activeElement.closest(".fact");
    const now = current();
    const next = focused ? (by > 0 ? now.nextElementSibling : now.previousElementSibling) : now;
    if (next) focusOn(next);
    else if (by > 0 && view && view.page < view.pages) turn(1);
    else if (by < 0 && view && view.page > 1) turn(-1);
  }

  function focusOn(fact) {
    fact.focus({ preventScroll: true });
    fact.scrollIntoView({ block: "start", behavior: "instant" });
  }

  function goTo(ref) {
    const fact = childWith(facts, ref);
    if (fact) focusOn(fact);
    return Boolean(fact);
  }

  function turn(by) {
    if (!view || view.page + by < 1 || view.page + by > view.pages) return;
    query.page = view.page + by;
    window.scrollTo({ top: 0, behavior: "instant" });
    facts.focus({ preventScroll: true });
    ask();
  }

  // A fact on another page, or one that the filter leaves out.
  function find(ref) {
    if (goTo(ref)) return;
    Object.assign(query, { text: "", kind: "", form: "", only_problems: false, background: true });
    byId("background").checked = true;
    byId("text").value = "";
    byId("only-problems").checked = false;
    goal = ref;
    ask();
  }

  async function openPlace(link) {
    if (root.dataset.editor !== "command") {
      location.assign(link.href);
      return;
    }
    try {
      await post("open", { place: link.dataset.place });
      say(`Opened ${link.textContent}`);
    } catch (error) {
      say(error.message);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-place]");
    const go = event.target.closest("[data-go]");
    const sheet = event.target.closest("[data-paper]");
    const outside = event.target.closest("a[href^='http']");
    if (link && root.dataset.editor === "command") {
      event.preventDefault();
      openPlace(link);
    } else if (go) find(go.dataset.go);
    else if (sheet) {
      paperPage = Number(sheet.dataset.paper);
      askPaper();
    } else if (outside) {
      event.preventDefault();
      window.open(outside.href, "_blank", "noopener,noreferrer");
    }
  });

  // Problems and paper.
  function togglePanel(name) {
    const panel = byId(name);
    panel.hidden = !panel.hidden;
    byId(`show-${name}`).setAttribute("aria-expanded", String(!panel.hidden));
    const isShown = !byId("problems").hidden || !byId("paper").hidden;
    byId("side").hidden = !isShown;
    document.body.classList.toggle("with-side", isShown);
    if (name === "paper" && !panel.hidden) askPaper();
  }

  async function askPaper() {
    try {
      const told = await post("paper", { language: query.language, page: paperPage });
      replaceHtml(byId("paper-page"), told.html);
    } catch (error) {
      // The state says that the preview has ended.
    }
  }

  byId("show-problems").addEventListener("click", () => togglePanel("problems"));
  byId("show-paper").addEventListener("click", () => togglePanel("paper"));
  byId("before").addEventListener("click", () => turn(-1));
  byId("after").addEventListener("click", () => turn(1));

  // The filter.
  function changed(name, value) {
    query[name] = value;
    query.page = 1;
    ask();
  }

  byId("filter").addEventListener("submit", (event) => event.preventDefault());
  byId("text").addEventListener("input", (event) => {
    clearTimeout(changed.timer);
    changed.timer = setTimeout(() => changed("text", event.target.value), 120);
  });
  for (const name of ["language", "kind", "form"]) byId(name).addEventListener("change", (event) => changed(name, event.target.value));
  byId("only-problems").addEventListener("change", (event) => changed("only_problems", event.target.checked));

  byId("background").addEventListener("change", (event) => changed("background", event.target.checked));

  for (const part of ["cards", "questions", "unasked"]) {
    byId(`with-${part}`).addEventListener("change", (event) => {
      document.body.classList.toggle(`without-${part}`, !event.target.checked);
      remember(`with-${part}`, event.target.checked ? "yes" : "no");
    });
  }

  // What the author chose last time.
  function remember(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch (error) {}
  }

  function remembered(name) {
    try {
      return localStorage.getItem(name);
    } catch (error) {
      return null;
    }
  }

  // Light and dark.
  const darkness = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : darkness.matches;
  }

  function shade() {
    byId("theme").textContent = isDark() ? "Light" : "Dark";
    for (const frame of facts.querySelectorAll("iframe[src]")) load(frame);
  }

  byId("theme").addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    remember("theme", root.dataset.theme);
    shade();
  });
  darkness.addEventListener("change", shade);

  // Keys.
  const help = byId("help");
  byId("show-help").addEventListener("click", () => help.showModal());
  const KEYS = {
    "/": () => byId("text").focus(),
    j: () => step(1),
    k: () => step(-1),
    n: () => turn(1),
    p: () => turn(-1),
    ".": () => (lastChanged ? find(lastChanged) : say("Nothing has changed yet.")),
    e: () => {
      const fact = current();
      if (fact) openPlace(fact.querySelector("header a[data-place]"));
    },
    x: () => togglePanel("problems"),
    y: () => byId("only-problems").click(),
    c: () => byId("with-cards").click(),
    q: () => byId("with-questions").click(),
    u: () => byId("with-unasked").click(),
    b: () => byId("background").click(),
    o: () => togglePanel("paper"),
    d: () => byId("theme").click(),
    "?": () => help.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches && event.target.matches("input[type=search], select");
    if (event.key === "Escape" && isTyping) event.target.blur();
    if (isTyping || help.open || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!byId("with-keys").checked || !(event.key in KEYS)) return;
    event.preventDefault();
    KEYS[event.key]();
  });
  byId("with-keys").addEventListener("change", (event) => remember("with-keys", event.target.checked ? "yes" : "no"));

  // What was chosen, and then the facts.
  if (remembered("theme")) root.dataset.theme = remembered("theme");
  for (const name of ["with-cards", "with-questions", "with-unasked", "with-keys"]) {
    if (remembered(name) !== "no") continue;
    byId(name).checked = false;
    document.body.classList.toggle(name.replace("with-", "without-"), true);
  }
  shade();
  const news = new EventSource("events");
  news.addEventListener("message", ask);
  news.addEventListener("error", () => tellState("gone", "The preview has ended. Start it again in the terminal."));
})();
