/* What people said of this report: a list, flags on the nodes, undo, and what others change. */

const WORDS = { add: "added", remove: "removed", merge: "joined with", split: "split", undo: "a repair taken back" };
const FLAGS = { remove: "removed", merge: "joined with the next", split: "split", undo: "taken back" };
const EVERY = 2500;

function nameOfNode(id) {
  return byId(id)?.dataset.name ?? nodeOf(id)?.[1].name ?? id;
}

function labelOfField(node, field) {
  const model = nodeOf(node)?.[0];
  return editing.fields[model]?.find(([name]) => name === field)?.[1] ?? field;
}

function nameOfChange({ node, field, after, place }) {
  if (field === "undo") return `A repair on page ${place?.page} taken back`;
  if (field === "add") return `${after?.name ?? after?.role ?? ADDED[node]?.[2] ?? node} added`;
  return field in WORDS ? `${nameOfNode(node)} ${WORDS[field]}` : `${nameOfNode(node)}, ${labelOfField(node, field)}`;
}

const AROUND = 40;
const visible = (text) => (text === "" ? "∅" : text.replaceAll("\n", "↵"));

/* What a correction changes, before and after, as a person reads it. */
function textsOfChange({ node, field, before, after }) {
  if (field === "split") return [before, after.join(" ¶ ")];
  if (field === "merge") return [before, `${before} + ${nameOfNode(after)}`];
  const how = editing.fields[nodeOf(node)?.[0]]?.find(([name]) => name === field)?.[2];
  const shown = (value) => (typeof value === "object" && value !== null && !how ? JSON.stringify(value) : shownValue(how, value));
  return [shown(before), shown(after)];
}

/* Two long texts without what both begin and end with, but for some words beside the change. */
function different(one, other) {
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  const cut = (text) => {
    const from = Math.max(0, start - AROUND);
    const to = Math.min(text.length, text.length - end + AROUND);
    const middle = text.slice(from, Math.min(to, from + 600));
    return visible(`${from ? "…" : ""}${middle}${from + middle.length < text.length ? "…" : ""}`);
  };
  return [cut(one), cut(other)];
}

function rowOfChange(one, number) {
  const row = made("article", "", { className: "card" });
  const head = made("h3");
  const place = one.field === "undo" ? `page-${one.place?.page}` : one.field === "add" ? one.after?.id : one.node;
  const name = byId(place) ? made("a", nameOfChange(one), { href: `#${encodeURIComponent(place)}` }) : made("span", nameOfChange(one));
  head.append(name, made("span", one.by ?? "", { className: "quiet" }), buttonOf("Take back", () => undoNumber(number), "small"));
  row.append(head);
  if (!["remove", "add"].includes(one.field)) {
    const change = made("p", "", { className: "change" });
    const [before, after] = different(...textsOfChange(one));
    change.append(made("del", before), " ", made("ins", after));
    row.append(change);
  }
  if (one.note) row.append(made("p", one.note, { className: "note" }));
  return row;
}

function rowOfMark(mark) {
  const row = made("p", "", { className: "row" });
  row.append(made("b", mark.state ?? "note"), " ", nameOfMarked(mark.node), " ", made("span", [mark.by, mark.note].filter(Boolean).join(": "), { className: "quiet" }));
  return row;
}

function nameOfMarked(key) {
  const element = elementOf(key);
  return element ? made("a", element.dataset.name, { href: `#${encodeURIComponent(element.id)}` }) : made("span", key === "report" ? "The whole report" : key);
}

function elementOf(key) {
  return key.startsWith("problem:") ? document.querySelector(`[data-key="${CSS.escape(key)}"]`) : nodeElement(key);
}

function showKept() {
  const rows = kept.corrections.map(rowOfChange).reverse();
  const marks = kept.marks.map(rowOfMark);
  byId("ui-changes").replaceChildren(
    ...(rows.length ? rows : [made("p", "Nothing was corrected.", { className: "empty" })]),
    ...(marks.length ? [made("h3", "Marks and notes", { className: "group" }), ...marks] : []),
  );
  byId("ui-tab-changes").querySelector(".count").textContent = rows.length;
  byId("ui-view").querySelector("[value=changes]").textContent = `Changes (${rows.length})`;
  byId("ui-undo").disabled = !rows.length;
  flagNodes();
  showProgress();
  if (chosen) showPressed(keyOf(chosen));
}

function flagNodes() {
  for (const flag of all(".flag")) flag.remove();
  for (const one of kept.corrections) flagOn(changedElement(one), FLAGS[one.field] ?? "corrected", one.by);
  for (const mark of kept.marks) flagOn(elementOf(mark.node), mark.state ?? "note", [mark.by, mark.note].filter(Boolean).join(": "));
}

/* Where a correction is shown; a repair that was taken back is known by its place. */
function changedElement({ node, field, place }) {
  if (field !== "undo") return nodeElement(node);
  return all(".repair").find((card) => {
    const [, , page, start] = JSON.parse(card.dataset.undo);
    return page === place.page && start === place.start;
  });
}

function flagOn(element, word, more) {
  if (!element) return;
  const place = element.querySelector(":scope > .inner") ?? element;
  place.append(made("span", more ? `${word} – ${more}` : word, { className: `flag f-${word.split(" ")[0]}` }));
}

function showProgress() {
  const keys = all(".problem").map((card) => card.dataset.key);
  const done = keys.filter((key) => markOf(key)?.state === "checked").length;
  const checked = markOf("report")?.state === "checked";
  byId("ui-progress").textContent = keys.length ? `${done} of ${keys.length} problems checked` : "no problems";
  byId("ui-report-checked").setAttribute("aria-pressed", checked);
}

async function undoNumber(number) {
  const one = kept.corrections[number];
  try {
    await takeBack(number);
  } catch (error) {
    notice(error instanceof Refused ? error.message : "Not taken back: the server does not answer.");
    return;
  }
  showCorrection({ ...one, after: one.before });
  showKept();
  say(`Taken back: ${nameOfChange(one)}`);
  if (served) redraw();
}

function undoLast() {
  if (kept.corrections.length) undoNumber(kept.corrections.length - 1);
  else say("There is nothing to undo.");
}

function notice(message, ...buttons) {
  const place = byId("ui-notice");
  place.replaceChildren(made("span", message), ...buttons, buttonOf("Close", () => (place.hidden = true), "small"));
  place.hidden = false;
}

/* The same page again, at the same place; the address names what is chosen. */
function redraw() {
  delete document.documentElement.dataset.ready;
  sessionStorage.setItem("tab", byId("ui-view").value);
  sessionStorage.setItem("scroll", openPanel().scrollTop);
  if (chosen) nameInAddress(chosen.id);
  location.reload();
}

function standWhereWeWere() {
  const tab = sessionStorage.getItem("tab");
  if (!tab) return;
  sessionStorage.removeItem("tab");
  showTab(tab);
  const scroll = Number(sessionStorage.getItem("scroll"));
  requestAnimationFrame(() => (openPanel().scrollTop = scroll));
}

/* Others may work on the same report: what they change is shown, unless a form is open. */
async function lookForOthers() {
  if (document.hidden) return;
  let value;
  try {
    value = await ask("GET", "corrections");
  } catch {
    return;
  }
  if (value.revision === revision) return;
  const names = value.corrections.filter((one) => !kept.corrections.some((other) => isSame(one, other)));
  const told = names.map((one) => `${one.by ?? "Somebody"} changed ${nameOfChange(one)}`).join("; ") || "Somebody changed this report";
  revision = value.revision;
  if (byId("ui-form").hidden) {
    take(value);
    redraw();
  } else notice(`${told}. It is shown when you save or leave your change.`, buttonOf("Show it now", redraw, "small"));
}

function startChanges() {
  byId("ui-undo").addEventListener("click", undoLast);
  byId("ui-save-file").addEventListener("click", () => hand(`${editing.sha256.slice(0, 16)}.json`, fileOfCorrections(), "application/json"));
  byId("ui-forget")?.addEventListener("click", () => {
    remember(STORE, "null");
    location.reload();
  });
  showKept();
  if (!served) return;
  setInterval(lookForOthers, EVERY);
}
