// Sort the table by a click on a column's name; find students by what stands in their row.
"use strict";
const table = document.getElementById("students");
const body = table.tBodies[0];
const rows = [...body.rows];

function value(row, column) {
  const cell = row.cells[column];
  const text = cell.firstChild.textContent;
  if (cell.classList.contains("words")) return text;
  const number = Number.parseFloat(text);
  return Number.isNaN(number) ? -1 : number;
}

function sort(heading, column) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = new Intl.Collator(undefined, { numeric: true }).compare;
  rows.sort((a, b) => {
    const [x, y] = [value(a, column), value(b, column)];
    const by = typeof x === "number" ? x - y : order(x, y);
    return down ? -by : by;
  });
  body.append(...rows);
}

[...table.tHead.rows[0].cells].forEach((heading, column) => {
  const button = document.createElement("button");
  button.textContent = heading.textContent;
  button.title = "Sort by this column";
  button.addEventListener("click", () => sort(heading, column));
  heading.replaceChildren(button);
});

const label = document.createElement("label");
label.className = "find";
const input = document.createElement("input");
input.type = "search";
const shown = document.createElement("output");
label.append("Find a student or a state: ", input, " ", shown);
table.parentElement.before(label);
input.addEventListener("input", () => {
  const wanted = input.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    const words = [...row.querySelectorAll(".words")].map((cell) => cell.textContent).join(" ");
    row.hidden = !words.toLowerCase().includes(wanted);
    count += row.hidden ? 0 : 1;
  }
  shown.textContent = wanted ? `${count} of ${rows.length}` : "";
});
