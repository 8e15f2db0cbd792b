// Answers under the search box while one types; without this file the box is a plain form.
"use strict";

(() => {
  const form = document.querySelector("form.search");
  if (!form) {
    return;
  }
  const box = form.querySelector("input");
  const sheet = form.querySelector(".typed");
  const told = form.querySelector("[role=status]");
  const PAUSE = 150; // milliseconds
  let waiting = 0;
  let asking = null;

  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "typed-rows");
  box.setAttribute("aria-expanded", "false");

  const rows = () => [...sheet.querySelectorAll("[role=option]")];
  const chosen = () => sheet.querySelector("[aria-selected=true]");

  const choose = (row) => {
    chosen()?.setAttribute("aria-selected", "false");
    if (row) {
      row.setAttribute("aria-selected", "true");
      row.scrollIntoView({ block: "nearest" });
      box.setAttribute("aria-activedescendant", row.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  };

  // Takes back what is under way, so that no late answer opens the sheet again.
  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    choose(null);
    sheet.hidden = true;
    told.textContent = "";
    box.setAttribute("aria-expanded", "false");
  };

  const open = () => {
    sheet.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };

  // One syllable or character is a name already; one letter is none.
  const enough = (text) =>
    [...text].length > 1 || /[\p{Script=Hangul}\p{Script=Han}]/u.test(text);

  // Where the head of the page leads: lists, pages and what one may do.
  const places = [...document.querySelectorAll(".nav a, .tools a")].map((link) => ({
    name: link.textContent.trim(),
    href: link.href,
  }));

  // Those with a word that begins so; all of them where nothing is typed.
  const fitting = (text) => {
    const asked = text.toLocaleLowerCase();
    return places.filter((one) => ` ${one.name.toLocaleLowerCase()}`.includes(` ${asked}`));
  };

  const add = (text) => {
    let list = sheet.querySelector("[role=listbox]");
    if (!list) {
      list = document.createElement("div");
      list.id = "typed-rows";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", box.placeholder);
      sheet.replaceChildren(list);
    }
    for (const [number, one] of fitting(text).entries()) {
      const row = document.createElement("a");
      row.className = "typed-row typed-go";
      row.id = `typed-go-${number}`;
      row.href = one.href;
      row.tabIndex = -1;
      row.textContent = one.name;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", "false");
      list.append(row);
    }
  };

  // Ctrl+K offers everything one can go to, before anything is typed.
  document.addEventListener("keydown", (event) => {
    if (event.code === "KeyK" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      document.querySelector("#keys")?.close();
      box.focus();
      box.select();
      if (!box.value.trim()) {
        sheet.replaceChildren();
        add("");
        open();
      }
    }
  });

  // The last question alone is answered: an older one is called off.
  const ask = async (text) => {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const address = `${form.dataset.rows}?${new URLSearchParams({ q: text })}`;
      const answer = await fetch(address, { signal: mine.signal });
      const page = answer.ok ? await answer.text() : "";
      if (asking !== mine || mine.signal.aborted) {
        return;
      }
      if (page) {
        sheet.innerHTML = page;
        add(text);
        told.textContent = sheet.querySelector(".typed-foot").textContent.trim();
        open();
      } else {
        close();
      }
    } catch {
      if (asking === mine && !mine.signal.aborted) {
        close();
      }
    }
  };

  box.addEventListener("input", () => {
    const text = box.value.trim();
    clearTimeout(waiting);
    choose(null);
    if (enough(text)) {
      waiting = setTimeout(() => ask(text), PAUSE);
    } else {
      close();
      sheet.replaceChildren();
    }
  });

  const step = (by) => {
    const all = rows();
    const places = [null, ...all];
    const at = places.indexOf(chosen());
    choose(places[(at + by + places.length) % places.length]);
  };

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) {
      return; // the keys choose a syllable or character
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (rows().length) {
        event.preventDefault();
        open();
        step(event.key === "ArrowDown" ? 1 : -1);
      }
    } else if (event.key === "Enter" && !sheet.hidden && chosen()) {
      event.preventDefault();
      chosen().click();
    } else if (event.key === "Enter") {
      close();
    } else if (event.key === "Escape" && !sheet.hidden) {
      event.preventDefault(); // what was typed stays
      close();
    }
  });

  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) {
      close();
    }
  });

  // A press on a row must not take the focus, and so close the sheet, before the click.
  sheet.addEventListener("mousedown", (event) => event.preventDefault());
})();
