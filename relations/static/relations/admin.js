// Say what the boxes are in which one types to choose; their maker gives them no name.
"use strict";

(() => {
  const name = (box) => {
    const field = box.closest(".select2-container")?.previousElementSibling;
    const label = field?.getAttribute("aria-label") ?? field?.labels?.[0]?.textContent.trim();
    const open = document.querySelector(".select2-selection[aria-expanded=true]");
    const said = label ?? open?.closest(".select2-container").previousElementSibling?.labels?.[0]?.textContent.trim();
    if (said) {
      box.setAttribute("aria-label", said.replace(/:$/, ""));
    }
  };

  const all = () => document.querySelectorAll(".select2-search__field:not([aria-label])").forEach(name);

  // Boxes come with the page, with each row that is added, and with each list that opens.
  window.addEventListener("load", () => {
    all();
    new MutationObserver(all).observe(document.body, { childList: true, subtree: true });
  });
})();
