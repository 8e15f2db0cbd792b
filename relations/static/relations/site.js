// Small comforts; every page works without them.
"use strict";

// "/" goes to the search box, as in most programs that have one.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.querySelector("#search");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
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

// Up and down go from row to row of a list; Enter opens the row, as on any link.
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
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
