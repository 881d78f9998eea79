"use strict";
const { blank: BLANK, leftOut: LEFT_OUT, pageRow: PAGE_ROW } = document.body.dataset;
const HEADS = ["page", "row", "value", "scan"];
const rows = [...document.querySelectorAll(".row")].map((element) => ({
  element,
  ...JSON.parse(element.dataset.row),
}));
let kept = JSON.parse(document.getElementById("kept").textContent);
let here = 0;

function cell(text) {
  const guarded = /^[=+\-@\t\r\n']/.test(text) && !/^(-|-?\d+(\.\d+)?)$/.test(text);
  const safe = guarded ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv() {
  const decided = rows.filter((row) => row.value).map((row) => [row.page, row.row, row.value, row.scan]);
  return [HEADS, ...kept, ...decided].map((line) => line.map(cell).join(",")).join("\r\n") + "\r\n";
}

function fromCsv(text) {
  const lines = [];
  let line = [], at = 0;
  const part = /(?:"((?:[^"]|"")*)"|([^",;\t\r\n]*))([,;\t]|\r?\n|$)/y;
  while (at < text.length) {
    part.lastIndex = at;
    const found = part.exec(text);
    if (!found) return null;
    const value = found[1] === undefined ? found[2] : found[1].replaceAll('""', '"');
    line.push(value.replace(/^'/, ""));
    at = part.lastIndex;
    if (!/^[,;\t]$/.test(found[3])) { lines.push(line); line = []; }
  }
  if (line.length) lines.push(line);
  return lines;
}

function isValid(row, value) {
  if (!value) return true;
  if (row.byHand) return /^\d+([.,]\d+)?$/.test(value) && Number(value.replace(",", ".")) <= row.most;
  if (!row.letters.length) return true;
  return value === BLANK || value.split(" ").every((letter) => row.letters.includes(letter));
}

function show() {
  rows.forEach((row, index) => {
    const { element, value } = row;
    element.classList.toggle("here", index === here);
    element.classList.toggle("decided", Boolean(value) && isValid(row, value));
    const input = element.querySelector("input");
    if (input.value !== value) input.value = value;
    input.classList.toggle("wrong", !isValid(row, value));
    input.setAttribute("aria-invalid", String(!isValid(row, value)));
    const chosen = value ? value.split(" ") : [];
    for (const button of element.querySelectorAll(".choices button[data-value]")) {
      button.setAttribute("aria-pressed", String(chosen.includes(button.dataset.value)));
    }
  });
  document.getElementById("done").textContent = rows.filter((row) => row.value).length;
  document.getElementById("text").value = asCsv();
}

function goTo(index) {
  if (!rows.length) return;
  here = Math.min(Math.max(index, 0), rows.length - 1);
  show();
  rows[here].element.scrollIntoView({ block: "nearest" });
}

function decide(row, value) {
  row.value = value;
  show();
}

function toggle(row, letter) {
  if (row.byHand || !row.many) return decide(row, row.value === letter ? "" : letter);
  const chosen = new Set(row.value && row.value !== BLANK ? row.value.split(" ") : []);
  if (!chosen.delete(letter)) chosen.add(letter);
  decide(row, row.letters.filter((each) => chosen.has(each)).join(" ") || BLANK);
}

function addButton(row, value, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.dataset.value = value;
  button.addEventListener("click", () => {
    here = rows.indexOf(row);
    if (value === BLANK) decide(row, BLANK);
    else toggle(row, value);
  });
  row.element.querySelector(".choices").append(button);
}

// A page that belongs to no student, such as a sheet for trials, is left out as a whole.
function addLeaveOut(row) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Leave this page out";
  const isSame = (line) => line[0] === row.page && line[1] === PAGE_ROW;
  button.addEventListener("click", () => {
    const others = kept.filter((line) => !isSame(line));
    const isOut = others.length < kept.length;
    kept = isOut ? others : [...others, [row.page, PAGE_ROW, LEFT_OUT, row.scan]];
    button.setAttribute("aria-pressed", String(!isOut));
    document.getElementById("text").value = asCsv();
  });
  row.element.querySelector(".choices").append(button);
}

for (const row of rows) {
  row.letters.forEach((letter) => addButton(row, letter, letter));
  if (row.letters.length && !row.byHand) addButton(row, BLANK, "none");
  if (!row.letters.length && !row.byHand) addLeaveOut(row);
  const input = row.element.querySelector("input");
  input.addEventListener("input", () => decide(row, input.value.trim()));
  input.addEventListener("focus", () => { here = rows.indexOf(row); show(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { input.blur(); goTo(here + 1); event.preventDefault(); }
    if (event.key === "Escape") input.blur();
    event.stopPropagation();
  });
}

function letterOf(row, key) {
  return row.letters.find((each) => each === key) ??
    row.letters.find((each) => each.toLowerCase() === key.toLowerCase());
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
  if (["TEXTAREA", "INPUT", "SUMMARY"].includes(event.target.tagName)) return;
  const row = rows[here];
  // Points may have several digits, so they go into the field.
  const letter = row.byHand ? undefined : letterOf(row, event.key);
  if (event.key === "ArrowDown") goTo(here + 1);
  else if (event.key === "ArrowUp") goTo(here - 1);
  else if (event.key === "Backspace") decide(row, "");
  else if (event.target.tagName === "BUTTON" && ["Enter", " "].includes(event.key)) return;
  else if (event.key === "Enter") {
    if (!row.value && isValid(row, row.read) && !(row.byHand && row.read === BLANK)) decide(row, row.read);
    goTo(here + 1);
  } else if (event.key === " " && row.letters.length && !row.byHand) decide(row, BLANK);
  else if (letter) toggle(row, letter);
  else if (/^\d$/.test(event.key) || !row.letters.length && event.key.length === 1) {
    row.element.querySelector("input").select();
    return;
  } else return;
  event.preventDefault();
});

document.getElementById("save").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([asCsv()], { type: "text/csv" }));
  link.download = "review.csv";
  link.click();
  URL.revokeObjectURL(link.href);
  document.getElementById("told").textContent = "Move it into the folder of the results.";
});

document.getElementById("load").addEventListener("click", () => {
  const told = document.getElementById("told");
  const lines = fromCsv(document.getElementById("text").value);
  if (!lines || HEADS.slice(0, 3).some((head, place) => (lines[0] || [])[place] !== head)) {
    told.textContent = "This is not a review.csv.";
    return;
  }
  const others = [];
  rows.forEach((row) => { row.value = ""; });
  for (const line of lines.slice(1)) {
    const row = rows.find((each) => each.page === line[0] && each.row === line[1]);
    if (row) row.value = line[2] || "";
    else if (line[0]) others.push(HEADS.map((_, place) => line[place] || ""));
  }
  kept = others;
  show();
  told.textContent = `${lines.length - 1} lines taken over.`;
});

goTo(Math.max(0, rows.findIndex((row) => !row.value)));
