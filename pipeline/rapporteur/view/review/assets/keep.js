/* Where changes are kept: by the server that gave this page, or else in this browser.

   `kept` is the file of corrections as it stands: { name, sha256, corrections, marks }. */

const editing = JSON.parse(byId("ui-editing").textContent);
const kept = editing.kept;
const served = Boolean(editing.address);
const before = { corrections: [...kept.corrections], marks: [...kept.marks] };
const STORE = `kept.${editing.sha256}`;
let revision = editing.revision;

class Refused extends Error {}

/* Ask the server; what it answers is what everybody has said by now. */
async function ask(method, what, content) {
  const answer = await fetch(`${editing.address}/${what}`, {
    method,
    headers: content ? { "Content-Type": "application/json" } : {},
    body: content && JSON.stringify(content),
  });
  const value = await answer.json();
  if (!answer.ok) throw new Refused(value.error ?? answer.statusText);
  return value;
}

function take(value) {
  kept.corrections = value.corrections;
  kept.marks = value.marks;
  revision = value.revision;
}

async function keepCorrection(one) {
  if (served) return take(await ask("POST", "corrections", one));
  kept.corrections = [...kept.corrections, one];
  return storeHere();
}

async function keepMark(mark) {
  if (served) return take(await ask("PUT", "marks", mark));
  const others = kept.marks.filter((each) => each.node !== mark.node);
  kept.marks = mark.state || mark.note ? [...others, mark] : others;
  return storeHere();
}

async function takeBack(number) {
  if (served) {
    const { ...one } = kept.corrections[number];
    return take(await ask("POST", "corrections/take-back", { number, node: one.node, field: one.field }));
  }
  kept.corrections = kept.corrections.filter((_, at) => at !== number);
  return storeHere();
}

function storeHere() {
  remember(STORE, JSON.stringify(kept));
}

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/* What this browser kept comes on top of what the page was made with. */
function recallKept() {
  const stored = served ? null : JSON.parse(recall(STORE) ?? "null");
  if (!stored) return;
  const isNew = (one) => !kept.corrections.some((other) => isSame(one, other));
  kept.corrections = [...kept.corrections, ...stored.corrections.filter(isNew)];
  const marked = new Set(stored.marks.map((mark) => mark.node));
  kept.marks = [...kept.marks.filter((mark) => !marked.has(mark.node)), ...stored.marks];
}

function fileOfCorrections() {
  const { name, sha256, corrections, marks } = kept;
  return `${JSON.stringify({ name, sha256, corrections, marks }, null, 2)}\n`;
}
