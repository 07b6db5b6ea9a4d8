// What helps a reader who lets scripts run; every page works without it.
"use strict";

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
  table.addEventListener("mousemove", (event) => {
    const found = place(event);
    if (found) event.target.closest("td").title = `${found.year} ${signs.get(found.sign) || ""}`;
  });
  table.addEventListener("click", (event) => {
    const found = place(event);
    if (!found || found.sign === "o" || found.sign === ".") return;
    location.assign(table.dataset.reports + encodeURIComponent(found.agency) + "/" + found.year);
  });
}

// Changes: which entries are new since this browser last looked. Only at the whole list: what a filter or a further page
// leaves out has not been seen.
const look = document.getElementById("since-last-look");
if (look && location.search === "") {
  const key = "ogid-last-look";
  const shown = [...document.querySelectorAll("[data-sequence]")];
  const newest = Math.max(0, ...shown.map((entry) => Number(entry.dataset.sequence)));
  const last = Number(localStorage.getItem(key) || 0);
  // A store that was put back has fewer entries than were seen: nothing can be said of what is new.
  const seen = last > newest ? 0 : last;
  const fresh = shown.filter((entry) => Number(entry.dataset.sequence) > seen);
  if (seen > 0) {
    const all = fresh.length === shown.length ? "+" : "";
    look.textContent = fresh.length ? `${look.dataset.some} ${fresh.length}${all}` : look.dataset.none;
    look.hidden = false;
    for (const entry of fresh) entry.closest("tr").classList.add("new");
  }
  if (newest > 0) localStorage.setItem(key, String(newest));
}
