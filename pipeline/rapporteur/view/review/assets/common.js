"use strict";

/* What the review page and the index share: finding elements, remembering choices, colours. */

const byId = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/* A page opened as a file may be refused storage; a choice is then forgotten, no more. */
function recall(name) {
  try {
    return localStorage.getItem(`rapporteur.${name}`);
  } catch {
    return null;
  }
}

function remember(name, value) {
  try {
    localStorage.setItem(`rapporteur.${name}`, value);
  } catch {
    /* forgotten */
  }
}

/* An element with a text; nothing that is shown is ever read as markup. */
function made(name, text = "", values = {}) {
  const element = Object.assign(document.createElement(name), values);
  if (text) element.textContent = text;
  return element;
}

/* Give a person a file that was made here. */
function hand(name, content, type) {
  const link = made("a", "", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function later(wait, work) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), wait);
  };
}

const THEMES = ["auto", "light", "dark"];
const systemDark = matchMedia("(prefers-color-scheme: dark)");

function showTheme(theme) {
  const root = document.documentElement;
  const dark = theme === "dark" || (theme === "auto" && systemDark.matches);
  root.dataset.theme = theme;
  root.toggleAttribute("data-dark", dark);
  byId("ui-theme").textContent = `Colours: ${theme}`;
}

function currentTheme() {
  return THEMES.includes(recall("theme")) ? recall("theme") : "auto";
}

function nextTheme() {
  const shown = document.documentElement.dataset.theme;
  const theme = THEMES[(THEMES.indexOf(shown) + 1) % THEMES.length];
  remember("theme", theme);
  showTheme(theme);
  return theme;
}

function startTheme() {
  showTheme(currentTheme());
  byId("ui-theme").addEventListener("click", nextTheme);
  systemDark.addEventListener("change", () => showTheme(document.documentElement.dataset.theme));
}
