/* The index of a folder of reviews: search, and order by column. */

const rows = all("#ui-table tbody tr");
const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));

function filterRows() {
  const words = byId("ui-query").value.toLowerCase().split(/\s+/).filter(Boolean);
  const doubtful = byId("ui-doubtful").checked;
  for (const row of rows) {
    const named = words.every((word) => texts.get(row).includes(word));
    row.hidden = !named || (doubtful && row.dataset.problems === "0");
  }
  byId("ui-shown").textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
}

function valueOf(row, column) {
  const cell = row.cells[column];
  const value = cell.dataset.value ?? cell.textContent;
  return cell.classList.contains("number") ? Number(value) : value;
}

function compare(one, other) {
  return typeof one === "number" ? one - other : one.localeCompare(other, "en", { numeric: true });
}

function sortRows(button) {
  const head = button.closest("th");
  const falling = head.getAttribute("aria-sort") === "ascending";
  for (const each of all("#ui-table thead th")) each.setAttribute("aria-sort", "none");
  head.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const column = Number(button.dataset.column);
  const sign = falling ? -1 : 1;
  rows.sort((one, other) => sign * compare(valueOf(one, column), valueOf(other, column)));
  byId("ui-table").tBodies[0].append(...rows);
}

startTheme();
byId("ui-query").addEventListener("input", later(80, filterRows));
byId("ui-doubtful").addEventListener("change", filterRows);
byId("ui-search").addEventListener("submit", (event) => event.preventDefault());
for (const button of all("#ui-table thead button")) {
  button.addEventListener("click", () => sortRows(button));
}
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.closest("input")) return;
  event.preventDefault();
  byId("ui-query").select();
});
document.documentElement.dataset.ready = "true";
