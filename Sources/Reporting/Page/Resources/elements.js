// Making elements, writing figures, and explaining words. Everything shown goes through text nodes: nothing is ever markup.

const data = JSON.parse(document.getElementById("data").textContent);

/** An element with attributes and children; a function as an attribute listens to the event of that name. */
function element(tag, attributes = {}, ...children) {
  const space = svgTags.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") made.addEventListener(name, value);
    else made.setAttribute(name, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== ""));
  return made;
}

const svgTags = new Set(["svg", "g", "rect", "text"]);

function byId(id) {
  return document.getElementById(id);
}

/** A name or a path from the recording: its direction stays its own, and its lines break between its parts. */
function name(text) {
  const parts = text.split(/(?<=[./])(?=[^\d\s])/);
  return element("bdi", { class: "name" }, parts.map((part, index) => index > 0 ? [element("wbr"), part] : part));
}

/** A word that the glossary explains on hover, focus or touch. */
function term(word, shown = word) {
  return element("button", { type: "button", class: "term", "data-term": word }, shown);
}

/** A bar's width as a share of its frame; set as a property, since the page allows no inline styles. */
function bar(share, kind, begin = null) {
  const made = element("span", { class: "bar " + kind });
  made.style.width = (100 * Math.max(0, Math.min(1, share))).toFixed(3) + "%";
  if (begin !== null) made.style.left = (100 * begin).toFixed(3) + "%";
  return made;
}

const space = "\u00a0";

/** Microseconds, with three digits at most. */
function time(microseconds) {
  const value = microseconds / 1000;
  if (value >= 10000) return (value / 1000).toFixed(1) + space + "s";
  if (value >= 10 || value === 0) return value.toFixed(0) + space + "ms";
  return value.toFixed(value < 1 ? 2 : 1) + space + "ms";
}

function memory(bytes) {
  return (bytes / 1048576).toFixed(1) + space + "MiB";
}

function percent(share) {
  const value = 100 * share;
  return (value > 0 && value < 1 ? "under" + space + "1" : value.toFixed(0)) + space + "%";
}

function count(number, one, many = one + "s") {
  return number.toLocaleString("en") + space + (number === 1 ? one : many);
}

/** A table from titles and rows of cells. */
function table(titles, rows, kind = "") {
  return element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": titles.map(each => each.label || each).join(", ") },
    element("table", { class: kind },
      element("thead", {}, element("tr", {}, titles.map(title =>
        element("th", { scope: "col", class: title.number && "number" }, title.shown || title.label || title)))),
      element("tbody", {}, rows.map(row => element("tr", {}, row.map((cell, column) =>
        element("td", { class: titles[column].number && "number" }, cell)))))));
}

/** The lines of a diff, each marked by what it does. */
function diff(text) {
  const kinds = { "+": "added", "-": "removed", "@": "place" };
  const lines = text.replace(/\n$/, "").split("\n").map(line => {
    const kind = line.startsWith("+++") || line.startsWith("---") ? "file" : kinds[line[0]];
    return element("span", { class: kind }, line + "\n");
  });
  return element("pre", { class: "diff", tabindex: "0", role: "group", "aria-label": "diff" }, element("code", {}, lines));
}

/** The explanations of words: one box that follows the word which is looked at. */
function explainWords() {
  const tip = byId("tip");
  let shown = null;
  const hide = () => {
    tip.hidden = true;
    shown = null;
  };
  const show = word => {
    const explanation = byId("word-" + word.dataset.term);
    if (!explanation || shown === word) return;
    shown = word;
    tip.textContent = explanation.textContent.replace(/\s+/g, " ");
    tip.hidden = false;
    const place = word.getBoundingClientRect();
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
    const below = place.bottom + 6;
    const fits = below + tip.offsetHeight < document.documentElement.clientHeight;
    tip.style.left = left + "px";
    tip.style.top = (fits ? below : Math.max(8, place.top - tip.offsetHeight - 6)) + "px";
  };
  const ofWord = action => event => {
    const word = event.target instanceof Element && event.target.closest(".term");
    if (word) action(word);
  };
  for (const word of document.querySelectorAll(".term")) word.setAttribute("aria-describedby", "word-" + word.dataset.term);
  document.addEventListener("mouseover", ofWord(show));
  document.addEventListener("mouseout", ofWord(word => word === document.activeElement || hide()));
  document.addEventListener("focusin", ofWord(show));
  document.addEventListener("focusout", ofWord(hide));
  document.addEventListener("click", ofWord(show));
  document.addEventListener("scroll", hide, { capture: true, passive: true });
  document.addEventListener("keydown", event => event.key === "Escape" && hide());
}
