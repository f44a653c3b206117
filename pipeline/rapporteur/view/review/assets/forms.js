/* The form in which a node is changed: a field for each value that can be corrected. */

const WIDE = new Set(["text", "lines", "members", "states"]);
const CODES = new Map(Object.entries(editing.states).map(([code, name]) => [name.toLowerCase(), code]));

const nameOfState = (code) => editing.states[code] ?? code ?? "";
const codeOfState = (name) => (name in editing.states ? name : CODES.get(name.toLowerCase()) ?? name);
const linesOf = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean);
const orNull = (text) => (text === "" ? null : text);

/* How a value is written for a person, and read again. An untouched text gives the same value. */
const WAYS = {
  line: [(value) => value ?? "", orNull],
  text: [(value) => value ?? "", orNull],
  number: [(value) => value ?? "", (text) => (text === "" ? null : Number(text))],
  state: [nameOfState, (text) => orNull(codeOfState(text.trim()))],
  lines: [(value) => (value ?? []).join("\n"), linesOf],
  states: [(value) => (value ?? []).map(nameOfState).join("\n"), (text) => linesOf(text).map(codeOfState)],
  members: [(value) => (value ?? []).map(memberLine).join("\n"), (text) => linesOf(text).map(memberOf)],
  person: [nameOfPerson, (text) => orNull(idOfPerson(text.trim()))],
  node: [(id) => byId(id)?.dataset.name ?? id ?? "", idOfText],
};

/* "Ana Roe = ana-roe for: Group of 77; Cuba": who it is, and for whom it spoke. */
function memberLine({ name, entity, on_behalf_of: others }) {
  return name + (entity ? ` = ${entity}` : "") + (others?.length ? ` for: ${others.join("; ")}` : "");
}

function memberOf(line) {
  const [, name, entity, others] = /^(.*?)(?:\s=\s(\S+))?(?:\sfor:\s*(.+))?$/.exec(line);
  const member = { name, entity: entity ? codeOfState(entity) : null };
  return others ? { ...member, on_behalf_of: others.split(";").map((each) => each.trim()).filter(Boolean) } : member;
}

const peopleIds = () => Object.keys(editing.nodes).filter((id) => editing.nodes[id][0] === "Person");

function nameOfPerson(id) {
  return editing.nodes[id]?.[1].name ?? id ?? "";
}

function idOfPerson(name) {
  return peopleIds().find((id) => editing.nodes[id][1].name.toLowerCase() === name.toLowerCase()) ?? name;
}

/* A paragraph by what the page calls it, by its number, or by its id. */
function idOfText(text) {
  const wanted = text.trim();
  const texts = all("#ui-panel-text .paragraph, #ui-panel-text .item");
  const found = texts.find((node) => [node.dataset.name, node.id].includes(wanted)) ?? texts.find((node) => node.dataset.name === `Paragraph ${wanted}`);
  return found?.id ?? wanted;
}

const wayOf = (how) => WAYS[how] ?? WAYS.line;

function shownValue(how, value) {
  if (value === null || value === undefined) return "";
  if (how === "states") return value.map(nameOfState).join(", ");
  if (how === "lines") return value.join("; ");
  if (how === "members") return value.map((member) => member.name).join(", ");
  if (how === "person" || how === "node") return wayOf(how)[0](value);
  return how === "state" ? nameOfState(value) : String(value).replace(/^\w+(_\w+)+$/, (word) => word.replaceAll("_", " "));
}

function controlOf([field, , how], value) {
  const name = WIDE.has(how) ? "textarea" : "input";
  const control = made(name, "", { name: field, id: `ui-field-${field}`, autocomplete: "off" });
  control.value = wayOf(how)[0](value);
  control.dataset.first = control.value;
  if (how === "number") control.type = "number";
  if (how === "text") control.rows = Math.min(12, 2 + Math.floor(control.value.length / 70));
  if (["lines", "states", "members"].includes(how)) control.rows = Math.min(8, Math.max(2, linesOf(control.value).length));
  const choices = { state: () => Object.values(editing.states), person: () => peopleIds().map(nameOfPerson) }[how]?.() ?? editing.choices[how];
  if (choices) control.setAttribute("list", listOf(how, choices));
  return control;
}

function listOf(how, choices) {
  const id = `ui-list-${how}`;
  if (!byId(id)) {
    const list = made("datalist", "", { id });
    list.append(...choices.map((value) => made("option", "", { value })));
    document.body.append(list);
  }
  return id;
}

function labelled(field, value) {
  const row = made("label", field[1], { className: "field" });
  row.append(controlOf(field, value));
  if (field[2] === "members") row.append(made("span", "One a line; “= CODE” behind a name says who it is, “for: A; B” for whom it spoke.", { className: "quiet" }));
  return row;
}

function buttonOf(text, work, className = "") {
  const button = made("button", text, { type: "button", className });
  button.addEventListener("click", work);
  return button;
}

/* Whoever has not said their name yet may say it here; it is remembered. */
function nameRow() {
  const row = made("label", "Your name", { className: "field" });
  const box = made("input", "", { id: "ui-form-who", maxLength: 80, autocomplete: "name" });
  box.addEventListener("input", () => {
    byId("ui-who").value = box.value;
    remember("who", box.value);
  });
  row.append(box);
  return row;
}

function drawForm(title, rows, buttons) {
  const form = byId("ui-form");
  const head = made("h2", title, { id: "ui-form-title" });
  const note = made("label", "Note", { className: "field" });
  note.append(made("input", "", { id: "ui-form-note", maxLength: 500, autocomplete: "off" }));
  const line = made("div", "", { className: "form-buttons" });
  line.append(...buttons);
  form.replaceChildren(head, ...rows, note, ...(who() ? [] : [nameRow()]), made("p", "", { id: "ui-form-error", className: "form-error" }), line);
  byId("ui-form-error").setAttribute("role", "alert");
  form.hidden = false;
  const first = form.querySelector("textarea, input") ?? form.querySelector("button");
  first.focus();
  if (first.localName === "textarea") first.setSelectionRange(0, 0);
}

function closeForm() {
  byId("ui-form").hidden = true;
  byId("ui-form").replaceChildren();
  (chosen ?? openPanel()).focus({ preventScroll: true });
}

function refuseInForm(message) {
  const place = byId("ui-form-error");
  const sentence = message[0].toUpperCase() + message.slice(1);
  if (place) place.textContent = sentence;
  else notice(sentence);
}
