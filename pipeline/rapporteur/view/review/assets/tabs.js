/* Tabs, and the filters inside them. */

const tabList = all('[role="tab"]');

function panelOf(tab) {
  return byId(tab.getAttribute("aria-controls"));
}

function openPanel() {
  return panelOf(tabList.find((tab) => tab.getAttribute("aria-selected") === "true"));
}

function showTab(name) {
  if (openPanel().id === `ui-panel-${name}`) return;
  for (const tab of tabList) {
    const shown = tab.id === `ui-tab-${name}`;
    tab.setAttribute("aria-selected", shown);
    tab.tabIndex = shown ? 0 : -1;
    panelOf(tab).hidden = !shown;
  }
  byId("ui-view").value = name;
  if (byId("ui-query").value) search();
}

function moveAlongTabs(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity };
  const step = steps[event.key];
  if (!step) return;
  const last = tabList.length - 1;
  const next = tabList.indexOf(event.target) + step;
  const wanted = Number.isFinite(step) ? (next + tabList.length) % tabList.length : step < 0 ? 0 : last;
  tabList[wanted].focus();
  showTab(tabList[wanted].id.replace("ui-tab-", ""));
  event.preventDefault();
}

function toggleKind(chip) {
  const shown = chip.getAttribute("aria-pressed") !== "true";
  chip.setAttribute("aria-pressed", shown);
  byId("ui-panel-text").classList.toggle(`hide-${chip.dataset.kind}`, !shown);
}

function filterRecommendations() {
  const state = byId("ui-state")?.value ?? "";
  const position = byId("ui-position").value;
  const cards = all(".recommendation.card");
  for (const card of cards) {
    const made = !state || card.dataset.states.split(" ").includes(state);
    card.hidden = !made || (position !== "" && card.dataset.position !== position);
  }
  byId("ui-shown").textContent = `${cards.filter((card) => !card.hidden).length} of ${cards.length}`;
  search();
}

function startTabs() {
  for (const tab of tabList) {
    tab.addEventListener("click", () => showTab(tab.id.replace("ui-tab-", "")));
    tab.addEventListener("keydown", moveAlongTabs);
  }
  byId("ui-view").addEventListener("change", (event) => showTab(event.target.value));
  for (const chip of all(".chip")) chip.addEventListener("click", () => toggleKind(chip));
  for (const id of ["ui-state", "ui-position"]) {
    byId(id)?.addEventListener("change", filterRecommendations);
  }
}
