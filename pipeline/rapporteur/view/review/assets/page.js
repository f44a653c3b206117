/* The data of the page: sizes of the printed pages and the places of all that was read.

   A spot is [node, kind, page, [x0, top, x1, bottom] in points or null, doubtful]. */

const data = JSON.parse(byId("ui-data").textContent);
const spotsByNode = grouped(data.spots, (spot) => spot[0]);
const spotsByPage = grouped(data.spots, (spot) => spot[2]);

function grouped(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(value);
  }
  return groups;
}

/* Elements of the document carry ids of nodes; those of the page itself begin with "ui-". */
function nodeElement(id) {
  const element = byId(id);
  return element?.classList.contains("node") ? element : null;
}

function say(message) {
  byId("ui-status").textContent = message;
}
