// What helps a reader who lets scripts run; every page works without it.
"use strict";

// A name as it stands in the address of a page (links.h).
const segment = (name) => (/^(\.|\.\.|.+\.(json|csv))~*$/.test(name) ? name + "~" : name);

// A large heat map has signs in a row instead of cells: a click on one leads to the report of its year.
for (const table of document.querySelectorAll("table.dense")) {
  const first = Number(table.dataset.firstYear);
  const signs = new Map([...document.querySelectorAll(".legend .state")].map(
    (state) => [state.querySelector("b").textContent, state.lastChild.textContent]));
  const place = (event) => {
    const cell = event.target.closest("td");
    if (!cell) return null;
    // Every year has its place, blanks included; the line end has none.
    const text = cell.textContent.replace(/\n$/, "");
    const box = document.createRange();
    box.selectNodeContents(cell);
    const area = box.getBoundingClientRect();
    const index = Math.floor((event.clientX - area.left) / (area.width / text.length));
    const sign = text[index];
    if (!sign || sign === " ") return null;
    return { year: first + index, sign, agency: cell.parentElement.querySelector("a").textContent };
  };
  // For who hears the page: "2008–2012 verified; 2013 not seen". Rows are many, so they are named when there is time.
  const spoken = (text) => {
    const runs = [];
    [...text].forEach((sign, index) => {
      const last = runs[runs.length - 1];
      if (last && last.sign === sign) last.to = first + index;
      else runs.push({ sign, from: first + index, to: first + index });
    });
    return runs.filter((run) => signs.has(run.sign)).map(
      (run) => `${run.from === run.to ? run.from : `${run.from}–${run.to}`} ${signs.get(run.sign)}`).join("; ");
  };
  const unnamed = [...table.querySelectorAll("tbody td")];
  const name = (deadline) => {
    while (unnamed.length && deadline.timeRemaining() > 1) {
      const cell = unnamed.shift();
      cell.setAttribute("aria-label", spoken(cell.textContent.replace(/\n$/, "")));
    }
    if (unnamed.length) requestIdleCallback(name);
  };
  if ("requestIdleCallback" in window) requestIdleCallback(name);
  table.addEventListener("mousemove", (event) => {
    const found = place(event);
    if (found) event.target.closest("td").title = `${found.year} ${signs.get(found.sign) || ""}`;
  });
  table.addEventListener("click", (event) => {
    const found = place(event);
    if (!found || found.sign === "o" || found.sign === ".") return;
    location.assign(table.dataset.reports + encodeURIComponent(segment(found.agency)) + "/" + found.year);
  });
}

// Lists: what is typed narrows the rows of this page to those that have all its parts. Escape shows all again, Enter goes to
// the first that is left.
const folded = (text) => text.normalize("NFKC").toLowerCase();
for (const narrow of document.querySelectorAll(".narrow")) {
  const input = narrow.querySelector("input"), told = narrow.querySelector("output");
  const rows = [...narrow.nextElementSibling.querySelectorAll("tbody tr")];
  // Of a map the agency counts, not the signs.
  let texts;
  const apply = () => {
    texts ??= rows.map((row) => folded((row.closest("table.map") ? row.cells[0] : row).textContent));
    const parts = folded(input.value).split(/\s+/).filter((part) => part);
    let shown = 0;
    rows.forEach((row, index) => {
      row.hidden = !parts.every((part) => texts[index].includes(part));
      shown += row.hidden ? 0 : 1;
    });
    told.textContent = parts.length ? told.dataset.shown.replace("{shown}", shown).replace("{all}", rows.length) : "";
  };
  // Letters from which characters are still being chosen are not looked for.
  input.addEventListener("input", (event) => event.isComposing || apply());
  input.addEventListener("compositionend", apply);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      input.value = "";
      apply();
    } else if (event.key === "Enter") {
      rows.find((row) => !row.hidden && row.querySelector("a"))?.querySelector("a").focus();
    }
  });
  narrow.hidden = false;
}

// What a browser that keeps nothing for sites answers with an exception is as if nothing was kept.
const localStore = () => localStorage, sessionStore = () => sessionStorage;
const memory = {
  read: (store, key) => { try { return store().getItem(key); } catch { return null; } },
  write: (store, key, value) => { try { store().setItem(key, value); } catch { /* It is not remembered. */ } },
};

// Changes: which entries are new since this browser last looked, with these filters. While a tab stays, so does what was new when it
// was opened. A further page is no whole look.
const look = document.getElementById("since-last-look");
const asked = new URLSearchParams(location.search);
if (look && !asked.get("after") && !asked.get("since")) {
  const filters = [...asked].filter(([, value]) => value).sort().map((one) => one.join("=")).join("&");
  const key = "ogid-last-look" + (filters && "?" + filters);
  const shown = [...document.querySelectorAll("[data-sequence]")];
  const newest = Math.max(0, ...shown.map((entry) => Number(entry.dataset.sequence)));
  const last = Number(memory.read(sessionStore, key) || memory.read(localStore, key) || 0);
  // A store that was put back has fewer entries than were seen: nothing can be said of what is new.
  const seen = last > newest ? 0 : last;
  const fresh = shown.filter((entry) => Number(entry.dataset.sequence) > seen);
  if (seen > 0) {
    const all = fresh.length === shown.length ? "+" : "";
    look.textContent = fresh.length ? `${look.dataset.some} ${fresh.length}${all}` : look.dataset.none;
    look.hidden = false;
    for (const entry of fresh) {
      entry.closest("tr").classList.add("new");
      entry.after(" ", Object.assign(document.createElement("small"), { textContent: look.dataset.new }));
    }
  }
  if (newest > 0) {
    memory.write(sessionStore, key, String(last || newest));
    memory.write(localStore, key, String(newest));
  }
}

// The other language is of the same place of the page, which a server is not told.
for (const link of document.querySelectorAll("footer a[hreflang]"))
  link.addEventListener("click", () => { link.hash = location.hash; });

// Paper has all that can be opened.
addEventListener("beforeprint", () => {
  for (const closed of document.querySelectorAll("main details:not([open])")) closed.open = true;
});
