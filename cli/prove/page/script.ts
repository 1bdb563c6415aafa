import { columns } from "./graph";

/**
 * Filters by text, account and verdict, and lays out what is left of the graph. It reads what the page shows and keeps
 * nothing of its own, so it needs no data beside the markup; without it everything is there, unfiltered.
 */
export const script = `
"use strict";
const columns = ${JSON.stringify(Object.values(columns))};
const form = document.querySelector("form"), count = form.querySelector("output");
const toggle = form.querySelector("button[type=button]");
const claims = [...document.querySelectorAll("details.claim")].map((element) => ({
  element,
  verdict: element.dataset.verdict,
  text: element.textContent.toLowerCase(),
  rows: [...element.querySelectorAll("tbody tr")].map((row) => ({ row, text: row.textContent.toLowerCase() })),
}));
const graph = document.getElementById("graph");
const paths = graph === null ? [] : [...graph.querySelectorAll("path")].map((element) => ({
  element,
  boxes: element.dataset.boxes.split(" ").map(Number),
  verdicts: element.dataset.verdicts.split(" "),
  text: element.textContent.toLowerCase(),
}));
const boxes = graph === null ? [] : ["who", "by", "on"].map((name) => [...graph.querySelectorAll(".box." + name)]);

function filter() {
  const text = form.elements.text.value.trim().toLowerCase();
  const { value: account } = form.elements.account, { value: verdict } = form.elements.verdict;
  const fits = (where) => where.includes(text) && where.includes(account);
  let shown = 0;
  for (const claim of claims) {
    const isShown = (verdict === "" || verdict === claim.verdict) && fits(claim.text);
    claim.element.hidden = !isShown;
    if (isShown) shown += 1;
    const isOwn = claim.element.querySelector("summary").textContent.toLowerCase().includes(text);
    for (const { row, text: ofRow } of claim.rows) row.hidden = !((isOwn || ofRow.includes(text)) && ofRow.includes(account));
  }
  for (const group of document.querySelectorAll("section.subject")) {
    group.hidden = group.querySelector("details.claim:not([hidden])") === null;
  }
  const lines = layOut(paths.filter((path) => (verdict === "" || path.verdicts.includes(verdict)) && fits(path.text)));
  count.value = shown + " of " + claims.length + " claims, " + lines + " of " + paths.length + " ways";
}

function layOut(shown) {
  if (graph === null) return 0;
  const row = Number(graph.dataset.row), head = Number(graph.dataset.head), middle = Number(graph.dataset.box) / 2;
  const used = boxes.map((_, column) => new Set(shown.map((path) => path.boxes[column])));
  const places = boxes.map((column, at) => {
    let next = 0;
    return column.map((box, index) => {
      const isShown = used[at].has(index);
      box.setAttribute("visibility", isShown ? "visible" : "hidden");
      const y = head + (isShown ? next++ : 0) * row;
      box.setAttribute("transform", "translate(" + columns[at][0] + " " + y + ")");
      return y + middle;
    });
  });
  const isShown = new Set(shown);
  for (const path of paths) {
    const [who, by, on] = path.boxes.map((index, column) => places[column][index]);
    path.element.setAttribute("d", isShown.has(path)
      ? curve(columns[0][0] + columns[0][1], who, columns[1][0], by) + curve(columns[1][0] + columns[1][1], by, columns[2][0], on)
      : "");
  }
  const height = head + Math.max(1, ...used.map((column) => column.size)) * row;
  graph.setAttribute("viewBox", "0 0 " + (columns[2][0] + columns[2][1]) + " " + height);
  graph.setAttribute("height", height);
  return shown.length;
}

function curve(x, y, toX, toY) {
  const middle = (x + toX) / 2;
  return "M" + x + " " + y + "C" + middle + " " + y + " " + middle + " " + toY + " " + toX + " " + toY;
}

/** The ways through what the pointer is on. */
function pick(event) {
  const box = event.target.closest(".box"), path = event.target.closest("path");
  const column = box === null ? -1 : boxes.findIndex((own) => own.includes(box));
  const picked = paths.filter((one) => one.element === path || (column >= 0 && one.boxes[column] === boxes[column].indexOf(box)));
  graph.classList.toggle("picked", picked.length > 0);
  for (const one of paths) one.element.classList.toggle("lit", picked.includes(one));
  boxes.forEach((own, at) => own.forEach((one, index) => one.classList.toggle("lit", picked.some((way) => way.boxes[at] === index))));
}

function only(event) {
  const box = event.target.closest(".box");
  if (box === null) return;
  const name = box.querySelector("title").textContent;
  form.elements.text.value = form.elements.text.value === name ? "" : name;
  filter();
}

/** A link to a claim shows the claim. */
function openNamed() {
  const named = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named !== null && named.matches("details")) named.open = true;
}

form.addEventListener("input", filter);
form.addEventListener("reset", () => setTimeout(filter));
form.addEventListener("submit", (event) => event.preventDefault());
if (graph !== null) {
  graph.addEventListener("pointerover", pick);
  graph.addEventListener("click", only);
}
addEventListener("hashchange", openNamed);
openNamed();
toggle.addEventListener("click", () => {
  const isOpening = toggle.textContent === "Open all";
  for (const { element } of claims) if (!element.hidden) element.open = isOpening;
  toggle.textContent = isOpening ? "Close all" : "Open all";
});
form.hidden = false;
filter();
`.trim();
