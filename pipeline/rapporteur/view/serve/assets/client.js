/* Asking the server, and tables that grow as they are read. */

async function get(path, values = {}) {
  const given = Object.entries(values).filter(([, value]) => value !== "" && value !== undefined);
  const query = new URLSearchParams(given).toString();
  const answer = await fetch(query ? `${path}?${query}` : path);
  if (!answer.ok) throw new Error((await answer.json()).error);
  return answer.json();
}

function say(message) {
  byId("ui-status").textContent = message;
}

/* Answers may overtake each other; only the last question counts. */
let asked = 0;
async function latest(work) {
  const mine = ++asked;
  const value = await work();
  return mine === asked ? value : null;
}

function refillSelect(select, choices, names = {}) {
  const chosen = select.value;
  const first = select.options[0];
  const options = choices.map(([value, count]) => made("option", `${names[value] ?? String(value).replaceAll("_", " ")} (${count})`, { value }));
  if (chosen && !choices.some(([value]) => String(value) === chosen)) options.push(made("option", names[chosen] ?? chosen, { value: chosen }));
  select.replaceChildren(first, ...options);
  select.value = chosen;
}

function keepInAddress(values) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
}

function startSearchKey() {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    byId("ui-query").select();
  });
  byId("ui-search").addEventListener("submit", (event) => event.preventDefault());
}
