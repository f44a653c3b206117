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
  byId("ui-theme").textContent = theme[0].toUpperCase() + theme.slice(1);
  byId("ui-theme").setAttribute("aria-label", `Colours: ${theme}`);
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
