// Builds what the page shows. Texts become nodes; nothing is ever parsed as HTML.

const MATH = "http://www.w3.org/1998/Math/MathML";
const SVG = "http://www.w3.org/2000/svg";
const TEXT_TAGS = new Set(["a", "br", "code", "em", "li", "ol", "pre", "span", "strong", "sub",
  "sup", "ul"]);
const MATH_TAGS = new Set(["math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mphantom",
  "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd",
  "mtext", "mtr", "munder", "munderover"]);
const MATH_ATTRIBUTES = new Set(["accent", "accentunder", "columnalign", "columnlines",
  "columnspacing", "depth", "display", "displaystyle", "fence", "form", "height", "linethickness",
  "lspace", "mathvariant", "maxsize", "minsize", "notation", "rowspacing", "rspace",
  "scriptlevel", "separator", "stretchy", "symmetric", "width"]);
const WORD_CLASSES = new Set(["k", "s", "c", "m", "f"]);
const GAP = /_{4,}/;

/** Return an element; a property that is a function is a listener, one that is false is left out. */
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    setProperty(element, name, value);
  }
  element.append(...children.flat().filter((each) => each !== null && each !== undefined));
  return element;
}

function setProperty(element, name, value) {
  if (typeof value === "function") element.addEventListener(name, value);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, value);
  }
}

/** Return a text of the quiz as a fragment; `gap` makes the nodes that stand in its gaps. */
function rich(text, gap = () => make("span", { class: "gap" }, hidden(say("gap_spoken")))) {
  const fragment = document.createDocumentFragment();
  const parts = typeof text === "string" ? [text] : text || [];
  for (const part of parts) appendPart(fragment, part, gap);
  return fragment;
}

function appendPart(parent, part, gap) {
  if (typeof part === "string") {
    appendWords(parent, part, gap);
    return;
  }
  const [tag, attributes, ...children] = part;
  const element = elementOf(tag, attributes || {});
  if (!element) return;
  for (const child of children) appendPart(element, child, gap);
  parent.append(element);
}

function appendWords(parent, words, gap) {
  words.split(GAP).forEach((piece, number) => {
    if (number) parent.append(gap());
    if (piece) parent.append(piece);
  });
}

function elementOf(tag, attributes) {
  if (MATH_TAGS.has(tag)) return mathOf(tag, attributes);
  if (!TEXT_TAGS.has(tag)) return null;
  if (tag === "a") return linkOf(attributes.href);
  const element = document.createElement(tag);
  if (WORD_CLASSES.has(attributes.class)) element.className = `word-${attributes.class}`;
  return element;
}

function mathOf(tag, attributes) {
  const element = document.createElementNS(MATH, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (MATH_ATTRIBUTES.has(name)) element.setAttribute(name, value);
  }
  return element;
}

function linkOf(address) {
  const link = document.createElement("a");
  if (/^(https?|mailto):/i.test(address || "")) {
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
  return link;
}

/** Return words that only a screen reader reads. */
function hidden(words) {
  return make("span", { class: "hidden-words" }, words);
}

/** Return the words of a text, without markup. */
function plainOf(text) {
  if (typeof text === "string") return text;
  return rich(text, () => "____").textContent;
}

/** Return pictures and sounds as a block, null if there are none. */
function mediaBlock(media) {
  if (!media || !media.length) return null;
  return make("div", { class: "media" }, media.map(mediaOf));
}

function mediaOf(media) {
  const address = quiz.media[media.file] || "";
  if (media.kind === "audio") return soundOf(media, address);
  const picture = make("img", { src: address, alt: media.alt || "", width: media.width || null,
    height: media.height || null, decoding: "async" });
  if (!media.marks || !media.marks.length) return picture;
  return make("span", { class: "marked" }, picture, marksOf(media.marks));
}

function soundOf(media, address) {
  return make("audio", { src: address, controls: true, preload: "none",
    "aria-label": say("sound") });
}

/** Return the shapes that cover parts of a picture, with a letter on each. */
function marksOf(marks) {
  const drawing = svg("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none",
    "aria-hidden": "true" });
  const labels = [];
  for (const { label, kind, points } of marks) {
    drawing.append(shapeOf(kind, points));
    if (label) labels.push(labelOf(label, points));
  }
  return [drawing, ...labels];
}

function shapeOf(kind, points) {
  if (kind === "polygon") {
    return svg("polygon", { points: points.map((each) => each.join(",")).join(" ") });
  }
  const [[left, top], [right, bottom]] = points;
  const [width, height] = [right - left, bottom - top];
  if (kind === "rect") return svg("rect", { x: left, y: top, width, height });
  return svg("ellipse", { cx: left + width / 2, cy: top + height / 2, rx: width / 2,
    ry: height / 2 });
}

function labelOf(label, points) {
  const across = points.map((each) => each[0]);
  const down = points.map((each) => each[1]);
  const element = make("span", { class: "mark-label" }, label);
  element.style.left = `${50 * (Math.min(...across) + Math.max(...across))}%`;
  element.style.top = `${50 * (Math.min(...down) + Math.max(...down))}%`;
  return element;
}

function svg(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Return a drawn tick, cross or dash, so that no state shows by its colour alone. */
function icon(name) {
  const paths = { right: "M4 12.5l5 5L20 6.5", wrong: "M6 6l12 12M18 6L6 18", part: "M5 12h14" };
  const drawing = svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" });
  drawing.append(svg("path", { d: paths[name] }));
  return drawing;
}
