/* A table over all reports: filters, words, and the selection as a file. */

const STEP = 100;
const NAMES = { recommendations: "Recommendations", people: "People", statements: "Who spoke", attendance: "Who was there", paragraphs: "Paragraphs", citations: "Citations" };
const LABELS = { state_under_review: "State under review", state: "Recommended by", group: "Group", position: "Position", topic: "Topic", sdg: "SDG", year: "Year", category: "Category", country: "State", symbol: "Document" };
/* The columns that a person reads here; a file has them all. */
const SHOWN = {
  recommendations: ["state_under_review", "year", "number", "recommendation", "recommending_states", "final_position", "topics"],
  people: ["name", "role", "affiliation", "country", "symbol"],
  statements: ["name", "country", "category", "paragraph", "symbol"],
  attendance: ["name", "country", "category", "symbol"],
};
const HEADS = { final_position: "Position", recommending_states: "Recommended by", country: "State", symbol: "Document", state_under_review: "State under review" };
const address = new URLSearchParams(location.search);
const what = NAMES[address.get("what")] ? address.get("what") : "recommendations";
let shown = 0;

const selects = () => all("[data-filter]");

function selection() {
  const values = { q: byId("ui-query").value.trim() };
  for (const select of selects()) values[select.dataset.filter] = select.value;
  return values;
}

function given() {
  return Object.fromEntries(Object.entries(selection()).filter(([, value]) => value !== ""));
}

function rowOf({ report, node, cells }, columns) {
  const row = made("tr");
  const names = SHOWN[what] ?? columns;
  names.forEach((name, place) => {
    const value = String(cells[columns.indexOf(name)] ?? "").replaceAll("_", " ");
    const cell = made(place ? "td" : "th", "", { dir: "auto" });
    if (!place) cell.scope = "row";
    cell.dataset.label = headOf(name);
    const isLink = name === (names.includes("number") ? "number" : names[0]);
    cell.append(isLink ? made("a", value || "–", { href: `/report/${report}#${encodeURIComponent(node)}` }) : value);
    row.append(cell);
  });
  return row;
}

function headOf(name) {
  const words = HEADS[name] ?? name.replaceAll("_", " ");
  return words[0].toUpperCase() + words.slice(1);
}

function showHeads(columns) {
  const names = SHOWN[what] ?? columns;
  const heads = names.map((name) => made("th", headOf(name), { scope: "col" }));
  byId("ui-table").tHead.rows[0].replaceChildren(...heads);
}

async function show({ more = false } = {}) {
  const offset = more ? shown : 0;
  const found = await latest(() => get(`/api/tables/${what}`, { ...selection(), limit: STEP, offset }));
  if (!found) return;
  const columns = found.columns.map((column) => column.name);
  showHeads(columns);
  const rows = found.rows.map((row) => rowOf(row, columns));
  const body = byId("ui-table").tBodies[0];
  if (more) body.append(...rows);
  else body.replaceChildren(...rows);
  shown = offset + rows.length;
  byId("ui-shown").textContent = found.total.toLocaleString("en");
  byId("ui-more").hidden = shown >= found.total;
  for (const form of ["xlsx", "csv"]) byId(`ui-${form}`).href = `/api/tables/${what}?${new URLSearchParams({ ...given(), format: form })}`;
  keepInAddress({ what, ...selection() });
  document.documentElement.dataset.ready = "true";
}

async function showFilters() {
  const found = await get(`/api/tables/${what}/filters`);
  for (const [name, label] of Object.entries(LABELS)) {
    if (!found[name]) continue;
    const select = made("select");
    select.dataset.filter = name;
    select.append(made("option", "all", { value: "" }));
    refillSelect(select, found[name]);
    select.value = address.get(name) ?? "";
    select.addEventListener("change", () => show());
    const row = made("label", label);
    row.append(" ", select);
    byId("ui-filters").append(row, " ");
  }
}

async function showFilling() {
  const { counts } = await get("/api/reports", { limit: 1 });
  byId("ui-filling").hidden = counts.filled >= counts.reports;
  byId("ui-filling").textContent = `${counts.filled} of ${counts.reports} reports have been read so far; look again in a moment.`;
}

startTheme();
startSearchKey();
byId("ui-what").textContent = NAMES[what];
document.title = `${NAMES[what]} – rapporteur`;
document.querySelector(`nav [data-what="${what}"]`)?.setAttribute("aria-current", "page");
byId("ui-query").value = address.get("q") ?? "";
byId("ui-query").addEventListener("input", later(150, () => show()));
byId("ui-more").addEventListener("click", () => show({ more: true }));
await showFilters();
await show();
showFilling();
