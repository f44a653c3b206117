/* Tables to take away: copied with tabs, or saved as a file for a spreadsheet. */

function cellsOf(table) {
  return all("tr", table).map((row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ")));
}

/* No cell is taken for a formula by the program that opens the file. */
function csvCell(text) {
  const safe = /^[=+\-@\t\r\n']/.test(text) ? `'${text}` : text;
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function asCsv(rows) {
  return `\ufeff${rows.map((row) => row.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

async function copyRows(rows) {
  try {
    await navigator.clipboard.writeText(rows.map((row) => row.join("\t")).join("\n"));
    say("Copied.");
  } catch {
    say("This browser does not let pages copy; save the table as a file.");
  }
}

function startTables() {
  for (const node of all(".node.table")) {
    const table = node.querySelector("table");
    node.querySelector("[data-copy]").addEventListener("click", () => copyRows(cellsOf(table)));
    node.querySelector("[data-download]").addEventListener("click", () => hand(`${node.id}.csv`, asCsv(cellsOf(table)), "text/csv"));
  }
}
