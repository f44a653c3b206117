/* A person changes what was read: fields, splits, merges, names; marks on anything. */

const PLACELESS = { node: "", field: "", before: null, after: null, by: null, note: null, place: null };

const keyOf = (element) => element.dataset.key ?? element.id;
const nodeOf = (id) => editing.nodes[id];
const nextOf = (id) => {
  const names = Object.keys(editing.nodes).filter((name) => nodeOf(name)[0] === "Paragraph");
  return names[names.indexOf(id) + 1];
};
const who = () => orNull(byId("ui-who").value.trim());

function showTools(element) {
  byId("ui-node-tools").hidden = false;
  byId("ui-node-name").textContent = element.dataset.name;
  byId("ui-change").textContent = element.dataset.undo ? "Take this repair back" : "Change";
  byId("ui-change").hidden = !(element.dataset.undo || nodeOf(element.id) || nodeOf(element.dataset.spot));
  showPressed(keyOf(element));
}

function showPressed(key) {
  const mark = markOf(key);
  byId("ui-checked").setAttribute("aria-pressed", mark?.state === "checked");
  byId("ui-wrong").setAttribute("aria-pressed", mark?.state === "wrong");
}

const markOf = (key) => kept.marks.find((mark) => mark.node === key);

/* A click on what is chosen already changes it: its field, or who is named there. */
function changeByClick(target) {
  const entity = target.closest(".m")?.dataset.entity;
  if (entity && nodeOf(entity) && nodeElement(entity)) choose(entity, { focus: true });
  const field = target.closest("[data-field]")?.dataset.field;
  if (entity || field) changeChosen(field);
}

function changeChosen(field) {
  if (!chosen) return;
  if (chosen.dataset.undo) undoRepair(chosen);
  else if (nodeOf(chosen.id)) changeNode(chosen.id, field);
  else if (nodeOf(chosen.dataset.spot)) {
    choose(chosen.dataset.spot, { focus: true });
    changeNode(chosen.id, field);
  }
}

function changeNode(id, field) {
  const [model, values] = nodeOf(id);
  const fields = editing.fields[model].filter(([name]) => name in values);
  const rows = fields.map((each) => labelled(each, values[each[0]]));
  const save = made("button", "Save", { type: "submit", className: "main" });
  drawForm(byId(id)?.dataset.name ?? id, rows, [save, buttonOf("Leave it", closeForm), ...actsOf(id, model)]);
  byId("ui-form").onsubmit = (event) => {
    event.preventDefault();
    saveFields(id, fields);
  };
  byId(`ui-field-${field}`)?.focus();
}

function actsOf(id, model) {
  const acts = [];
  if (model === "Paragraph") {
    acts.push(buttonOf("Split at the cursor", () => splitHere(id)));
    if (nextOf(id)) acts.push(buttonOf("Join with the next", () => act(id, "merge", nodeOf(id)[1].text, nextOf(id))));
  }
  if (["Person", "Organization", "Country"].includes(model)) {
    acts.push(buttonOf("Remove", () => act(id, "remove", nodeOf(id)[1].name, null)), sameAs(id, model));
  }
  if (["Attendance", "Statement"].includes(model)) acts.push(buttonOf("Remove", () => act(id, "remove", nodeOf(id)[1].members.map(({ name }) => name), null)));
  if (model === "Officer") acts.push(buttonOf("Remove", () => act(id, "remove", nodeOf(id)[1].role, null)));
  return acts;
}

/* Two names of one person, body or State: the other becomes this. */
function sameAs(id, model) {
  const others = Object.keys(editing.nodes).filter((name) => name !== id && nodeOf(name)[0] === model);
  const select = made("select", "", { ariaLabel: "The same as" });
  select.append(made("option", "The same as …", { value: "" }), ...others.map((name) => made("option", nodeOf(name)[1].name, { value: name })));
  select.addEventListener("change", () => select.value && act(id, "merge", nodeOf(id)[1].name, select.value));
  return select;
}

function splitHere(id) {
  const text = nodeOf(id)[1].text;
  const box = byId("ui-field-text");
  if (box.value !== text) return refuseInForm("Save the changed text first, then split it.");
  const at = box.selectionStart;
  const [first, second] = [text.slice(0, at).trimEnd(), text.slice(at).trimStart()];
  if (!first || !second || `${first} ${second}` !== text) return refuseInForm("Put the cursor between the two paragraphs, at a blank.");
  return act(id, "split", text, [first, second]);
}

async function saveFields(id, fields) {
  const values = nodeOf(id)[1];
  const changed = fields.filter(([field]) => byId(`ui-field-${field}`).value !== byId(`ui-field-${field}`).dataset.first);
  for (const [field, , how] of changed) {
    const after = wayOf(how)[1](byId(`ui-field-${field}`).value);
    if (!(await keepOne(id, field, values[field], after))) return;
    byId(`ui-field-${field}`).dataset.first = byId(`ui-field-${field}`).value;
  }
  closeForm();
  if (changed.length && served) settle();
}

async function act(id, field, before, after) {
  if (!(await keepOne(id, field, before, after))) return;
  closeForm();
  settle();
}

/* Keep a correction and show it; tell whether it was kept. */
async function keepOne(node, field, before, after, place = nodeOf(node)?.[2] ?? null) {
  const note = orNull(byId("ui-form-note")?.value.trim() ?? "");
  const one = { ...PLACELESS, node, field, before, after, by: who(), note, place };
  try {
    await keepCorrection(one);
  } catch (error) {
    refuseInForm(error instanceof Refused ? error.message : "Not saved: the server does not answer. What you typed stands here.");
    return false;
  }
  showCorrection(one);
  showKept();
  say(`Saved: ${nameOfChange(one)}`);
  return true;
}

/* Let the page say what a correction says, as far as it can without reading the document anew. */
function showCorrection({ node, field, after }) {
  const known = nodeOf(node);
  if (!known || !(field in known[1])) return;
  known[1][field] = after;
  const how = editing.fields[known[0]].find(([name]) => name === field)[2];
  const element = byId(node);
  const shown = element && all(`[data-field="${field}"]`, element).find((each) => each.closest(".node") === element);
  if (!shown) return;
  const calls = all(".call", shown);
  shown.textContent = shownValue(how, after);
  shown.append(...calls);
  indexes.delete(element.closest(".panel"));
}

function undoRepair(element) {
  const [before, after, page, start, end] = JSON.parse(element.dataset.undo);
  keepOne("repairs", "undo", after, before, { page, start, end, bbox: null }).then((done) => {
    if (!done || !served) return;
    history.replaceState(null, "", location.pathname); // the next repair has its number now
    settle();
  });
}

/* What was changed may have moved other things: the server draws the page anew. */
function settle() {
  if (served) redraw();
}

async function toggleMark(state, key = chosen && keyOf(chosen)) {
  if (!key) return;
  const old = markOf(key);
  await sendMark({ node: key, state: old?.state === state ? null : state, by: who(), note: old?.note ?? null });
}

function noteOnChosen() {
  if (!chosen) return;
  const key = keyOf(chosen);
  const row = made("label", "Note", { className: "field" });
  const box = made("textarea", "", { id: "ui-field-note", rows: 3, maxLength: 2000, value: markOf(key)?.note ?? "" });
  row.append(box);
  const save = made("button", "Save", { type: "submit", className: "main" });
  drawForm(`Note on ${chosen.dataset.name}`, [row], [save, buttonOf("Leave it", closeForm)]);
  byId("ui-form-note").parentElement.remove();
  byId("ui-form").onsubmit = async (event) => {
    event.preventDefault();
    await sendMark({ node: key, state: markOf(key)?.state ?? null, by: who(), note: orNull(box.value.trim()) });
    closeForm();
  };
}

async function sendMark(mark) {
  try {
    await keepMark(mark);
  } catch (error) {
    return refuseInForm(error instanceof Refused ? error.message : "Not saved: the server does not answer.");
  }
  showKept();
  return say(`Saved: ${mark.state ?? (mark.note ? "a note" : "no mark")}`);
}

/* The next problem that nobody has checked, behind the one that is chosen. */
function nextProblem() {
  const open = all(".problem").filter((card) => markOf(card.dataset.key)?.state !== "checked");
  if (!open.length) return say("Every problem has been checked.");
  const cards = all(".problem");
  const at = cards.indexOf(chosen);
  return choose((open.find((card) => cards.indexOf(card) > at) ?? open[0]).id, { focus: true });
}

const ADDED = {
  people: ["Person", "Add a person"],
  organizations: ["Organization", "Add an organization or body"],
  countries: ["Country", "Add a State or territory"],
  officers: ["Officer", "Add an officer of the meeting", "An officer"],
  attendance: ["Attendance", "Add a list of those present", "A list of those present"],
  statements: ["Statement", "Add a statement", "A statement"],
};

function addEntity(kind) {
  const [model, title] = ADDED[kind];
  const fields = editing.fields[model];
  const here = nodeOf(chosen?.dataset.spot)?.[0] === "Paragraph" ? chosen.dataset.spot : null;
  const rows = fields.map((each) => labelled(each, each[2] === "node" ? here : null));
  const save = made("button", "Add", { type: "submit", className: "main" });
  drawForm(title, rows, [save, buttonOf("Leave it", closeForm)]);
  byId("ui-form").onsubmit = async (event) => {
    event.preventDefault();
    const after = Object.fromEntries(fields.map(([field, , how]) => [field, wayOf(how)[1](byId(`ui-field-${field}`).value)]));
    if (kind === "countries") {
      after.id = codeOfState(after.name ?? "");
      after.name = editing.states[after.id] ?? after.name;
    }
    if (!(await keepOne(kind, "add", null, after, null))) return;
    closeForm();
    settle();
  };
}

function startEditing() {
  byId("ui-who").value = recall("who") ?? "";
  byId("ui-who").addEventListener("change", () => remember("who", byId("ui-who").value));
  byId("ui-change").addEventListener("click", () => changeChosen());
  byId("ui-checked").addEventListener("click", () => toggleMark("checked"));
  byId("ui-wrong").addEventListener("click", () => toggleMark("wrong"));
  byId("ui-note").addEventListener("click", noteOnChosen);
  byId("ui-report-checked").addEventListener("click", () => toggleMark("checked", "report"));
  byId("ui-form").addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeForm();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) byId("ui-form").requestSubmit();
  });
  for (const button of all("[data-add]")) button.addEventListener("click", () => addEntity(button.dataset.add));
  recallKept();
  if (!served) kept.corrections.slice(before.corrections.length).forEach(showCorrection);
  startChanges();
}
