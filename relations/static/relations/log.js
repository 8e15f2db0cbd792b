// The form of a meeting: read back while one types, kept until it is saved. Works without this file.
"use strict";

(() => {
  const form = document.querySelector("form.log");
  if (!form) {
    return;
  }
  const PAUSE = 700; // milliseconds
  const place = `muloqot-log-${form.dataset.draft}`;
  const box = form.querySelector(".log-reading");
  const lost = form.querySelector(".log-lost");
  let waiting = 0;
  let asking = null;
  let saving = false;

  // --- what was typed is kept in this browser until it is saved ---
  const typed = () =>
    Object.fromEntries(
      [...new FormData(form)].filter(
        ([name, value]) =>
          typeof value === "string" && !["csrfmiddlewaretoken", "read"].includes(name),
      ),
    );
  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(place));
    } catch {
      return null;
    }
  };
  const keep = () => {
    try {
      localStorage.setItem(place, JSON.stringify(typed()));
    } catch {
      // a full or closed store keeps nothing, and the form works on
    }
  };
  const forget = () => localStorage.removeItem(place);
  const restore = (values) => {
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field && "value" in field) {
        field.value = value;
      }
    }
    lost.hidden = true;
    ask();
  };

  const draft = stored();
  if (draft && document.cookie.includes(`muloqot-logged=${draft.once}`)) {
    forget();
  } else if (draft && form.hasAttribute("data-fresh")) {
    lost.hidden = false;
    lost.querySelector("[data-take]").addEventListener("click", () => {
      if (Number(draft.sides) > Number(form.elements.sides.value)) {
        // more blocks than are shown: the server draws them from what is sent
        for (const [name, value] of Object.entries(draft)) {
          if (!form.elements.namedItem(name)) {
            form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
          }
        }
        restore(draft);
        form.requestSubmit(form.querySelector("[value=read]"));
        return;
      }
      restore(draft);
    });
    lost.querySelector("[data-drop]").addEventListener("click", () => {
      forget();
      lost.hidden = true;
    });
  }

  // --- the reading, in place, once one pauses; the focus stays where it is ---
  const ask = async () => {
    clearTimeout(waiting);
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    const body = new FormData(form);
    body.set("do", "read");
    body.delete("added"); // they go with the save alone
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body,
        headers: { "X-Reading": "1" },
        signal: mine.signal,
      });
      if (!answer.ok || answer.redirected || asking !== mine) {
        return;
      }
      const text = await answer.text();
      if (asking !== mine || saving) {
        return;
      }
      const focused = box.contains(document.activeElement) ? document.activeElement : null;
      box.innerHTML = text;
      if (focused?.name) {
        box.querySelector(`[name="${focused.name}"][value="${focused.value}"]`)?.focus();
      }
    } catch {
      // called off, or no connection: the buttons still work
    }
  };

  form.addEventListener("input", (event) => {
    keep();
    clearTimeout(waiting);
    asking?.abort(); // a late answer would let what was typed since be saved unread
    if (!box.contains(event.target)) {
      box.querySelector(".log-save")?.setAttribute("disabled", "");
    }
    waiting = setTimeout(ask, box.contains(event.target) ? 0 : PAUSE);
  });

  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      clearTimeout(waiting);
      const save = box.querySelector(".log-save:not([disabled])");
      form.requestSubmit(save ?? form.querySelector("[value=read]"));
    }
  });

  form.addEventListener("submit", (event) => {
    if (saving) {
      event.preventDefault();
      return;
    }
    saving = true;
    asking?.abort();
    keep();
  });
  window.addEventListener("pageshow", () => {
    saving = false;
  });
})();
