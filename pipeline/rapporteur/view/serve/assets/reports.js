/* All reports: search, filters, order, progress of checking, and new documents. */

const STEP = 100;
const EVERY = 4000;
const STAGES = { read: "its pages are read", strip: "furniture is taken out", repair: "the text is repaired", segment: "paragraphs are found", tag: "names are found", extract: "facts are found", assemble: "all is checked" };
const MOST = 1000;
const FAMILIES = JSON.parse(byId("ui-families").textContent);
const filters = all("[data-filter]");
const address = new URLSearchParams(location.search);
let sort = address.get("sort") ?? "symbol";
let order = address.get("order") ?? "asc";
let shown = 0;
let last = "";

function selection() {
  const values = { q: byId("ui-query").value.trim() };
  for (const select of filters) values[select.dataset.filter] = select.value;
  return { ...values, sort: sort === "symbol" ? "" : sort, order: order === "asc" ? "" : order };
}

function cell(text, label, className = "") {
  const found = made("td", String(text ?? ""), { className });
  found.dataset.label = label;
  return found;
}

function badge(text, className) {
  return made("span", text, { className: `badge ${className}` });
}

function rowOf(report) {
  const row = made("tr");
  const head = made("th", "", { scope: "row" });
  const link = made("a", "", { href: `/report/${report.id}` });
  link.append(made("span", report.symbol || report.name, { className: "symbol", dir: "auto" }), " ", made("span", report.title, { dir: "auto" }));
  head.append(link, made("span", report.path, { className: "quiet file", dir: "auto" }));
  const problems = cell(report.problems, "Problems", "number");
  if (report.errors) problems.append(" ", badge(`${report.errors} errors`, "bad"));
  if (report.conflicts) problems.append(" ", badge(`${report.conflicts} conflicts`, "warn"));
  row.append(
    head,
    cell(FAMILIES[report.family] ?? report.family, "Family", "family"),
    cell(report.date, "Date", "date"),
    cell(report.state, "State"),
    cell(report.pages, "Pages", "number"),
    cell(report.recommendations, "Recommendations", "number"),
    problems,
    cell(report.corrections || "", "Corrected", "number"),
    checkedCell(report),
  );
  return row;
}

function checkedCell(report) {
  const found = cell("", "Checked", "number");
  if (report.checked) found.append(badge("checked", "good"));
  else if (report.problems) found.append(`${report.problems_checked} of ${report.problems}`);
  if (report.wrong) found.append(" ", badge(`${report.wrong} wrong`, "bad"));
  return found;
}

function total(value, label) {
  const row = made("div");
  row.append(made("dt", label), made("dd", String(value)));
  return row;
}

function showTotals({ counts, looking }) {
  const open = counts.problems - counts.problems_checked;
  byId("ui-totals").replaceChildren(
    total(counts.reports.toLocaleString("en"), "reports"),
    total(`${counts.checked} of ${counts.reports}`, "checked"),
    total(counts.recommendations.toLocaleString("en"), "recommendations"),
    total(`${open} of ${counts.problems}`, "problems to look at"),
    total(counts.corrections.toLocaleString("en"), "corrections"),
    ...(looking.done < looking.all ? [total(`${looking.done} of ${looking.all}`, "files looked at")] : []),
  );
}

/* Show the list, `more` of it, or all that stands there `again`; a focused row keeps the focus. */
async function show({ more = false, again = false } = {}) {
  const offset = more ? shown : 0;
  const limit = again ? Math.max(STEP, shown) : STEP;
  const found = await latest(() => get("/api/reports", { ...selection(), limit, offset }));
  if (!found) return;
  keepInAddress(selection());
  const told = JSON.stringify([found, offset]);
  if (told === last) return;
  last = told;
  const rows = found.reports.map(rowOf);
  const body = byId("ui-table").tBodies[0];
  const focused = body.contains(document.activeElement) && document.activeElement.getAttribute("href");
  if (more) body.append(...rows);
  else body.replaceChildren(...rows);
  if (focused) all("a", body).find((link) => link.getAttribute("href") === focused)?.focus();
  shown = offset + rows.length;
  byId("ui-shown").textContent = `${found.total} of ${found.counts.reports}`;
  byId("ui-more").hidden = shown >= found.total;
  for (const select of filters) if (found.facets[select.dataset.filter]) refillSelect(select, found.facets[select.dataset.filter], select.dataset.filter === "family" ? FAMILIES : {});
  showTotals(found);
  showUnconverted(found.unconverted);
  document.documentElement.dataset.ready = "true";
}

function showUnconverted(list) {
  const place = byId("ui-unconverted");
  if (!list.length) return place.replaceChildren();
  const rows = list.map(({ path }) => {
    const row = made("li");
    const button = made("button", "Convert", { type: "button", className: "small" });
    button.addEventListener("click", () => convertPath(path, button));
    row.append(made("span", path, { dir: "auto" }), " ", button);
    return row;
  });
  const lines = made("ul");
  lines.append(...rows);
  return place.replaceChildren(made("h2", "Documents without a report"), lines);
}

async function convertPath(path, button) {
  button.disabled = true;
  await follow(path, () => fetch(`/api/convert-path?${new URLSearchParams({ path, wait: 0 })}`, { method: "POST" }));
}

/* Show how far a conversion is, until there is a report or a reason why there is none. */
async function follow(name, begin) {
  const row = made("li");
  const text = made("span", "sending …");
  row.append(made("b", name, { dir: "auto" }), " ", text);
  byId("ui-jobs").prepend(row);
  try {
    const answer = await begin();
    let job = await answer.json();
    if (!answer.ok) throw new Error(job.error);
    while (job.state === "waiting" || job.state === "running") {
      text.textContent = job.state === "waiting" ? "waits for its turn" : `is converted: ${STAGES[job.stage] ?? "begins"}`;
      await new Promise((done) => setTimeout(done, 500));
      job = await get(`/api/jobs/${job.id}`);
    }
    if (job.state === "failed") throw new Error(job.reason);
    const id = job.report ?? job.source.sha256.slice(0, 16);
    text.replaceChildren("is converted: ", made("a", "look at the report", { href: `/report/${id}` }));
  } catch (error) {
    text.textContent = `failed: ${error.message}`;
    row.className = "failed";
  }
  show();
}

async function upload(files) {
  for (const file of files) {
    await follow(file.name, () =>
      fetch(`/api/convert?${new URLSearchParams({ name: file.name, wait: 0 })}`, {
        method: "POST",
        headers: { "Content-Type": "application/octet-stream" },
        body: file,
      }),
    );
  }
}

function startDrop() {
  const place = document.body;
  byId("ui-files").addEventListener("change", (event) => upload([...event.target.files]));
  place.addEventListener("dragover", (event) => {
    event.preventDefault();
    byId("ui-drop").classList.add("over");
  });
  place.addEventListener("dragleave", () => byId("ui-drop").classList.remove("over"));
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    byId("ui-drop").classList.remove("over");
    upload([...event.dataTransfer.files]);
  });
}

function sortBy(button) {
  order = sort === button.dataset.sort && order === "asc" ? "desc" : "asc";
  sort = button.dataset.sort;
  showOrder();
  show();
}

function showOrder() {
  for (const button of all("[data-sort]")) {
    const sorted = button.dataset.sort === sort ? (order === "asc" ? "ascending" : "descending") : "none";
    button.closest("th").setAttribute("aria-sort", sorted);
  }
}

startTheme();
startSearchKey();
startDrop();
byId("ui-query").value = address.get("q") ?? "";
for (const select of filters) {
  const value = address.get(select.dataset.filter);
  if (value && ![...select.options].some((option) => option.value === value)) select.append(made("option", value, { value }));
  select.value = value ?? "";
  select.addEventListener("change", () => show());
}
for (const button of all("[data-sort]")) button.addEventListener("click", () => sortBy(button));
byId("ui-query").addEventListener("input", later(100, () => show()));
byId("ui-more").addEventListener("click", () => show({ more: true }));
showOrder();
show();
setInterval(() => document.hidden || shown > MOST || show({ again: true }).catch(() => say("The server does not answer.")), EVERY);
