/* One thing is chosen at a time. Both sides show it, and the address names it. */

let chosen = null;
let chosenSpot = null;
/* Unless somebody went to another address meanwhile. */
const writeAddress = later(150, (id, before) => {
  if (decodedHash() === before && before !== id) nameInAddress(id);
});

function nameInAddress(id) {
  history.replaceState(null, "", `#${encodeURIComponent(id)}`);
}

function decodedHash() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

function choose(id, { focus = false, scroll = true } = {}) {
  const element = nodeElement(id);
  if (!element) return false;
  showTab(element.closest(".panel").id.replace("ui-panel-", ""));
  mark(element);
  chosenSpot = element.dataset.spot;
  const page = showSpot(chosenSpot) ?? pageOfProblem(element);
  if (scroll) revealNode(element);
  if (focus) element.focus({ preventScroll: true });
  const rule = element.dataset.rule;
  say([element.dataset.name, page && `page ${page}`, rule && `rule ${rule}`].filter(Boolean).join(" · "));
  writeAddress(id, decodedHash());
  return true;
}

function pageOfProblem(element) {
  const page = Number(element.dataset.page);
  if (page) goToPage(page);
  return page;
}

function mark(element) {
  if (chosen) {
    chosen.removeAttribute("aria-current");
    chosen.tabIndex = -1;
  }
  chosen = element;
  chosen.setAttribute("aria-current", "true");
  chosen.tabIndex = 0;
  showTools(element);
}

/* Heights are guesses until a paragraph has been laid out; so the place is looked at twice. */
function revealNode(element) {
  reveal(element.closest(".panel"), () => element.getBoundingClientRect());
}

function reveal(panel, boxNow) {
  const move = () => {
    const view = panel.getBoundingClientRect();
    const { top, bottom } = boxNow();
    if (top >= view.top && Math.min(bottom, top + 80) <= view.bottom) return;
    panel.scrollTop += top - view.top - view.height / 4;
  };
  move();
  requestAnimationFrame(() => requestAnimationFrame(move));
}

function followAddress() {
  const id = decodedHash();
  if (!id || id === chosen?.id) return;
  const page = /^page-(\d+)$/.exec(id);
  if (page) goToPage(Number(page[1]));
  else if (!choose(id, { focus: true })) sayUnknown(id);
}

function sayUnknown(id) {
  const element = byId(id);
  if (element) element.scrollIntoView();
  else say(`The document has no ${id}.`);
}

function chooseByClick(event) {
  const box = event.target.closest(".box, .stretch");
  if (box) {
    choose(box.dataset.repair ?? box.dataset.node) || choose(box.dataset.node);
    return;
  }
  const node = event.target.closest(".node");
  const busy = event.target.closest("a, button, summary, select, input");
  if (!node || busy || !getSelection().isCollapsed) return;
  const again = node === chosen;
  choose(node.id, { focus: true, scroll: false });
  if (again) changeByClick(event.target);
}

/* A link to what is chosen already changes no address, and must still lead there. */
function followLink(event) {
  const link = event.target.closest('a[href^="#"]');
  if (!link || link.hash.startsWith("#ui-")) return;
  const id = decodeURIComponent(link.hash.slice(1));
  if (id === decodedHash() || id === chosen?.id) {
    event.preventDefault();
    choose(id, { focus: true });
  }
}

function startSelection() {
  document.addEventListener("click", chooseByClick);
  document.addEventListener("click", followLink);
  addEventListener("hashchange", followAddress);
  followAddress();
}
