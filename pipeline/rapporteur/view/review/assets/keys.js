/* Keys. Single keys can be switched off in the help, for those who speak to their machine. */

const KEYS = {
  j: () => walk(1),
  k: () => walk(-1),
  "[": () => goToPage(pageInView - 1),
  "]": () => goToPage(pageInView + 1),
  "/": () => byId("ui-query").select(),
  n: () => step(1),
  p: () => step(-1),
  b: toggleBoxes,
  u: nextProblem,
  e: () => changeChosen(),
  c: () => toggleMark("checked"),
  w: () => toggleMark("wrong"),
  m: noteOnChosen,
  z: undoLast,
  t: () => say(`Colours: ${nextTheme()}`),
  "+": () => setZoom(zoom * 1.2),
  "-": () => setZoom(zoom / 1.2),
  "?": () => byId("ui-help").showModal(),
};

function walk(by) {
  const nodes = all(".node", openPanel()).filter((node) => !node.hidden);
  const at = chosen ? nodes.indexOf(chosen) : -1;
  const next = at < 0 ? nodes[0] : nodes[at + by];
  if (next) choose(next.id, { focus: true });
}

function isTyping(target) {
  return Boolean(target.closest("input:not([type=checkbox]), select, textarea, dialog"));
}

function onKey(event) {
  if (event.key === "Escape" && event.target === byId("ui-query")) clearSearch();
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (!byId("ui-keys").checked) return;
  const action = KEYS[event.key] ?? tabOfDigit(event.key);
  if (!action) return;
  event.preventDefault();
  action();
}

function tabOfDigit(key) {
  const tab = /^[1-9]$/.test(key) ? tabList[key - 1] : undefined;
  return tab && (() => (tab.click(), tab.focus()));
}

function clearSearch() {
  byId("ui-query").value = "";
  search();
  openPanel().focus();
}

function startKeys() {
  const box = byId("ui-keys");
  box.checked = recall("keys") !== "off";
  box.addEventListener("change", () => remember("keys", box.checked ? "on" : "off"));
  document.addEventListener("keydown", onKey);
  byId("ui-help-open").addEventListener("click", () => byId("ui-help").showModal());
  byId("ui-print").addEventListener("click", () => print());
}
