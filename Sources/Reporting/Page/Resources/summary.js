// The first part: what a start takes, what it is spent on, and what can go.

function showSummary() {
  const { average, starts, expenses } = data.summary;
  const events = starts.length;
  byId("program").textContent = data.title;
  document.title = data.title + " · libprof report";
  byId("recorded").append(
    count(data.modules.names.length, "module"), ", Python ", data.python, ", ",
    count(events, "recorded", "recorded"), space, events === 1 ? term("event") : term("event", "events"), ".");
  const saved = average.now - average.planned;
  const share = average.now > 0 ? saved / average.now : 0;
  const worth = data.plan.changes.length > 0 && saved > 0;
  const body = byId("summary-body");
  body.append(element("p", { class: "lead" },
    events === 1 ? "A " : "On average, a ", term("cold-start", "cold start"), " takes ",
    element("strong", {}, time(average.now)), ". ",
    worth
      ? [count(data.plan.changes.length, "import"), " written otherwise would save about ",
        element("strong", {}, time(saved)), ` (${percent(share)}): it would take `, element("strong", {}, time(average.planned)), ". "]
      : "No change of your own imports was found that would make it shorter. ",
    "No arrangement of your own imports can go below the ", term("floor"), " of ", element("strong", {}, time(average.floor)), "."));
  if (data.remark) body.append(element("p", { class: "note" }, data.remark));
  for (const remark of data.remarks) body.append(element("p", { class: "note" }, remark));
  body.append(startBars(average, average.now, events === 1 ? "This start" : "Average of " + count(events, "event")));
  body.append(expenseBar(expenses));
  if (events > 1) body.append(eventBars(starts));
}

/** Three bars of one start: now, with the changes, and the floor. */
function startBars(start, most, title) {
  // Blue is the floor in each of them, orange what is above it.
  const lines = [["now", "now", start.now, start.modulesNow], ["after", "with the changes", start.planned, start.modulesPlanned],
    ["floor", "floor", start.floor, start.modulesFloor]];
  return element("figure", { class: "bars" },
    element("figcaption", {}, title),
    lines.map(([kind, label, value, modules]) => element("div", { class: "line" },
      element("span", { class: "label" }, kind === "floor" ? term("floor") : label),
      element("span", { class: "frame" }, bar(value / most, kind, 0), bar(start.floor / most, "floor", 0)),
      element("span", { class: "value" }, time(value), element("small", {}, count(modules, "module"))))));
}

function eventBars(starts) {
  const most = Math.max(...starts.map(start => start.now));
  const isWeighted = starts.some(start => Math.abs(start.share - 1 / starts.length) > 0.001);
  const shown = starts.map(start => startBars(start, most,
    [name(start.event), isWeighted ? ` (${percent(start.share)} of all)` : ""]));
  return element("details", { open: starts.length <= 6 },
    element("summary", {}, "Event by event"), element("div", { class: "columns" }, shown));
}

/** What the average start is spent on, as one bar and as a list. */
function expenseBar(expenses) {
  const total = expenses.reduce((sum, expense) => sum + expense.time, 0);
  const parts = expenses.map(expense => {
    const part = bar(expense.time / total, "expense " + expense.kind);
    part.title = `${expense.name}: ${time(expense.time)}`;
    const avoidable = expense.time > 0 ? expense.avoidable / expense.time : 0;
    if (avoidable > 0) part.append(bar(avoidable, "avoidable"));
    return part;
  });
  const items = expenses.map(expense => element("li", {},
    element("span", { class: "swatch " + expense.kind, "aria-hidden": "true" }),
    element("span", { class: "what" }, expense.kind === "library" ? name(expense.name) : expense.name),
    element("span", { class: "value" }, `${time(expense.time)} (${percent(expense.time / total)})`),
    expense.avoidable > 0 && element("small", {}, time(expense.avoidable) + " avoidable")
      || ""));
  return element("figure", { class: "spent" },
    element("figcaption", {}, "What it is spent on; orange is ", term("avoidable"), ": loaded for events that can be answered without it"),
    element("div", { class: "frame stacked", "aria-hidden": "true" }, parts),
    element("ul", {}, items));
}
