// The table of all modules: sorted by a column, filtered by the search and by what a module is to the events.

const rowsAtFirst = 50;

/** Puts the table into a place; `locate` shows a module in the chart. */
function showModules(host, locate) {
  const { modules } = data;
  const events = data.summary.starts.length;
  const all = modules.names.map((_, module) => module);
  const text = (left, right) => left < right ? -1 : left > right ? 1 : 0;
  const columns = [
    { title: "module", word: null, order: (a, b) => text(modules.names[a], modules.names[b]),
      cell: module => element("button", { type: "button", class: "link", title: "Show it in the chart of imports", click: () => locate(module) }, name(modules.names[module])) },
    { title: "came with", order: (a, b) => text(modules.libraries[modules.library[a]], modules.libraries[modules.library[b]]),
      cell: module => name(modules.libraries[modules.library[module]]) },
    { title: "own time", word: "own", number: true, order: (a, b) => modules.time[a] - modules.time[b], cell: module => time(modules.time[module]) },
    { title: "time with imports", word: "total", number: true, order: (a, b) => modules.total[a] - modules.total[b], cell: module => time(modules.total[module]) },
    { title: "memory", word: "memory", number: true, order: (a, b) => modules.memory[a] - modules.memory[b], cell: module => memory(modules.memory[module]) },
    modules.utilization && { title: "utilization", word: "utilization", number: true, order: (a, b) => modules.utilization[a] - modules.utilization[b],
      cell: module => percent(modules.utilization[module] / 1000) },
    { title: "what it is", order: (a, b) => modules.fate[a] - modules.fate[b] || modules.time[b] - modules.time[a],
      cell: module => element("span", { class: "fate " + fateOf(module) }, fateNames[fateOf(module)]) },
    events > 1 && { title: "needed by", number: true, order: (a, b) => modules.eventsFloor[a] - modules.eventsFloor[b],
      cell: module => `${modules.eventsFloor[module]} of ${count(events, "event")}` },
    { title: "first imported by", order: (a, b) => text(modules.place[a] ?? "", modules.place[b] ?? ""),
      cell: module => name(modules.place[module] ?? (modules.importer[module] >= 0 ? modules.names[modules.importer[module]] : "the start of the program")) },
  ].filter(Boolean);

  let sorted = columns.findIndex(column => column.word === "own");
  let isDescending = true;
  let query = "";
  let most = rowsAtFirst;
  const wanted = new Set(modules.fates);

  const heads = columns.map((column, index) => {
    const button = element("button", { type: "button", class: "sort", click: () => sort(index) }, column.title);
    return element("th", { scope: "col", class: column.number && "number" }, button,
      column.word ? element("button", { type: "button", class: "term sign", "data-term": column.word, "aria-label": "What is " + column.title + "?" }, "?") : "");
  });
  const body = element("tbody");
  const status = element("p", { role: "status" });
  const more = element("button", { type: "button", click: () => {
    most = Infinity;
    draw();
  } });
  const filters = modules.fates.map((fate, index) => element("label", { class: "filter" },
    element("input", { type: "checkbox", checked: true, change: event => {
      if (event.target.checked) wanted.add(fate);
      else wanted.delete(fate);
      draw();
    } }),
    element("span", { class: "swatch " + fate, "aria-hidden": "true" }),
    `${fateNames[fate]} (${modules.fate.filter(each => each === index).length})`));
  host.append(
    element("fieldset", { class: "controls" }, element("legend", {}, "Show modules that are"), filters), status,
    element("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": "Table of modules" },
      element("table", { class: "modules" }, element("caption", {}, "Click a title to sort by it, a module to see it in the chart of imports."),
        element("thead", {}, element("tr", {}, heads)), body)),
    more);

  function sort(index) {
    isDescending = index === sorted ? !isDescending : Boolean(columns[index].number);
    sorted = index;
    draw();
  }

  function draw() {
    const { order } = columns[sorted];
    const shown = all.filter(module => wanted.has(fateOf(module)) && (!query
      || modules.names[module].toLowerCase().includes(query) || modules.libraries[modules.library[module]].toLowerCase().includes(query)))
      .sort((a, b) => (isDescending ? order(b, a) : order(a, b)) || a - b);
    heads.forEach((head, index) => {
      if (index === sorted) head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    body.replaceChildren(...shown.slice(0, most).map(module => element("tr", {}, columns.map((column, index) =>
      element(index === 0 ? "th" : "td", { scope: index === 0 && "row", class: column.number && "number" }, column.cell(module))))));
    const sum = shown.reduce((total, module) => total + modules.time[module], 0);
    status.textContent = `${count(shown.length, "module")}, ${time(sum)} of their own`
      + (shown.length > most ? `; the first ${most} are shown.` : ".");
    more.hidden = shown.length <= most;
    more.textContent = `Show all ${shown.length.toLocaleString("en")}`;
  }

  draw();
  return {
    search(text) {
      query = text;
      draw();
    },
  };
}
