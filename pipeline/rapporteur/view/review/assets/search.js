/* Search in the open tab. Matches are painted by the browser (CSS.highlights): the text itself is
   not touched, and a match may go through the borders of names. */

const PAINTED = 2000;
const TEXTS = ".text, .part, .agenda li > span, h3, h4, dd, .row, .members, .change, td, th";
let matches = [];
let current = -1;
const foldedLetters = new Map();
const indexes = new WeakMap();

/* One letter stays one letter, so that places in the folded text are places in the text. */
function fold(letter) {
  if (!foldedLetters.has(letter)) {
    const plain = letter.normalize("NFD")[0].toLowerCase();
    foldedLetters.set(letter, plain.length === 1 ? plain : letter);
  }
  return foldedLetters.get(letter);
}

function folded(text) {
  return /^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : Array.from({ length: text.length }, (_, at) => fold(text[at])).join("");
}

function textNodes(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

function indexOf(panel) {
  if (!indexes.has(panel)) {
    const outermost = all(TEXTS, panel).filter((element) => !element.parentElement.closest(TEXTS));
    indexes.set(panel, outermost.map((element) => ({ element, text: folded(element.textContent) })));
  }
  return indexes.get(panel);
}

function find(panel, wanted) {
  const found = [];
  for (const { element, text } of indexOf(panel)) {
    let at = text.indexOf(wanted);
    if (at >= 0 && element.closest("[hidden]")) continue;
    for (; at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ element, start: at, end: at + wanted.length });
    }
  }
  return found;
}

function rangeOf({ element, start, end }) {
  const range = new Range();
  let passed = 0;
  for (const node of textNodes(element)) {
    const next = passed + node.length;
    if (start >= passed && start < next) range.setStart(node, start - passed);
    if (end > passed && end <= next) {
      range.setEnd(node, end - passed);
      break;
    }
    passed = next;
  }
  return range;
}

function paint() {
  if (!("highlights" in CSS)) return;
  CSS.highlights.clear();
  if (!matches.length) return;
  CSS.highlights.set("matches", new Highlight(...matches.slice(0, PAINTED).map(rangeOf)));
  if (current >= 0) {
    const one = new Highlight(rangeOf(matches[current]));
    one.priority = 1;
    CSS.highlights.set("match", one);
  }
}

function search() {
  const wanted = folded(byId("ui-query").value.trim().replace(/\s+/g, " "));
  matches = wanted.length ? find(openPanel(), wanted) : [];
  current = -1;
  if (matches.length) stepTo(0);
  else {
    showCount(wanted);
    paint();
  }
}

function showCount(wanted) {
  const place = current >= 0 ? `${current + 1} of ` : "";
  byId("ui-count").textContent = wanted ? `${place}${matches.length} found` : "";
}

function step(by) {
  if (!matches.length) return;
  stepTo((current + by + matches.length) % matches.length);
}

/* The match itself comes into view, however long the text is that holds it. */
function stepTo(number) {
  current = number;
  const { element } = matches[current];
  const node = element.closest(".node");
  if (node && node !== chosen) choose(node.id, { scroll: false });
  paint();
  showCount(true);
  reveal(element.closest(".panel"), () => rangeOf(matches[current] ?? { element, start: 0, end: 0 }).getBoundingClientRect());
}

function startSearch() {
  byId("ui-query").addEventListener("input", later(120, search));
  byId("ui-search").addEventListener("submit", (event) => {
    event.preventDefault();
    step(1);
  });
  byId("ui-query").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.shiftKey) {
      event.preventDefault();
      step(-1);
    }
  });
  byId("ui-previous").addEventListener("click", () => step(-1));
}
