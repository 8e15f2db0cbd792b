// Small comforts; every page works without them.
"use strict";

const typing = (event) =>
  event.target.closest("input, select, textarea, [contenteditable]") ||
  event.ctrlKey || event.metaKey || event.altKey || event.isComposing;

// "/" goes to the search box, "?" tells the keys, "e" goes where the record is changed. Letters
// are told by their place, so that they work with a Cyrillic or Korean keyboard too.
document.addEventListener("keydown", (event) => {
  if (!typing(event)) {
    const box = document.querySelector("#search");
    const help = document.querySelector("#keys");
    const edit = document.querySelector("[data-edit]");
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "?" && help && !help.open) {
      help.showModal();
    } else if (event.code === "KeyE" && !event.shiftKey && edit && !help?.open) {
      edit.click();
    }
  }
  if (event.key === "Escape") {
    const open = document.querySelector("details.menu[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
});

// A menu closes when one goes elsewhere.
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    }
  });
}

// What only a script can do shows itself only where there is one.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// Up and down, or j and k, go from row to row of a list; Enter opens the row, as on any link.
const STEPS = { ArrowDown: 1, ArrowUp: -1, KeyJ: 1, KeyK: -1 };
document.addEventListener("keydown", (event) => {
  const step = typing(event) ? 0 : STEPS[event.code];
  const at = document.activeElement;
  const rows = [...document.querySelectorAll(".rows td.is-name a")];
  if (!step || !rows.length || (at !== document.body && at.id !== "content" && !rows.includes(at))) {
    return;
  }
  const next = rows[rows.includes(at) ? rows.indexOf(at) + step : step > 0 ? 0 : rows.length - 1];
  if (next) {
    event.preventDefault();
    next.focus();
  }
});
