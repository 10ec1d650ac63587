// The findings with their evidence, and the plan with its diff.

function showFindings() {
  const body = byId("findings-body");
  if (data.findings.length === 0) {
    body.append(element("p", {}, data.remark || "Nothing costly is loaded that the recorded events do not need."));
  }
  data.findings.forEach((finding, index) => body.append(findingCard(finding, index < 3)));
}

function findingCard(finding, isOpen) {
  const whole = finding.pattern === "startup" ? "the start" : "initialization";
  const facts = [
    ["Evidence", finding.evidence + "."],
    finding.utilization !== undefined
      && [term("utilization"), percent(finding.utilization) + " of the time of the answers"],
    ["Usual repair", finding.suggestion + "."],
    finding.callPath.length > 0 && ["First imported by way of", path(finding.callPath)],
    finding.sites.length > 0 && ["Your lines that import it", list(finding.sites)],
  ].filter(Boolean);
  const parts = finding.parts.length > 0 && table(
    ["Costly part", { label: "time", number: true }, { label: "memory", number: true }, { label: "modules", number: true },
      { label: "needed by", number: true }, "loaded by"],
    finding.parts.map(part => [name(part.name), time(part.time), memory(part.memory), part.modules,
      `${part.events} of ${count(data.summary.starts.length, "event")}`, part.place ? name(part.place) : ""]));
  return element("details", { class: "card", open: isOpen },
    element("summary", {},
      element("h3", {}, name(finding.library), " ", element("span", { class: "pattern" }, finding.pattern)),
      element("span", { class: "cost" }, element("strong", {}, time(finding.time)),
        ` · ${percent(finding.share)} of ${whole} · ${memory(finding.memory)} · ${count(finding.modules, "module")}`
        + ` · needed by ${finding.events.length} of ${count(finding.eventCount, "event")}`)),
    element("p", {}, term(finding.pattern), finding.summary ? [" — describes itself as: “", element("bdi", {}, finding.summary), "”"] : ""),
    element("dl", { class: "facts" }, facts.map(([title, fact]) => [element("dt", {}, title), element("dd", {}, fact)])),
    parts || "",
    relatedChanges(finding));
}

function path(places) {
  return element("ol", { class: "path" }, places.map(place => element("li", {}, name(place))));
}

function list(places) {
  return element("ul", { class: "places" }, places.map(place => element("li", {}, name(place))));
}

/** The planned changes that concern a finding, with the diff of their files. */
function relatedChanges(finding) {
  const changes = finding.changes.map(index => data.plan.changes[index]);
  if (changes.length === 0) return element("p", { class: "note" }, "No change of your own files that keeps it out is planned.");
  const files = [...new Set(changes.map(change => change.file).filter(file => file !== undefined))];
  return element("details", { class: "again" },
    element("summary", {}, `The planned ${changes.length === 1 ? "change" : "changes"} on the way to it: `,
      changes.map((change, index) => [index > 0 ? ", " : "", name(change.place)])),
    files.map(file => diff(data.plan.files[file].diff)));
}

function showChanges() {
  const { plan } = data;
  const body = byId("changes-body");
  if (plan.changes.length === 0) body.append(element("p", {}, "Nothing: no import in your files can be deferred with a gain."));
  else {
    body.append(element("p", {}, "Not proven yet: ", element("code", {}, "libprof fix"),
      " writes these changes into a copy, runs every event before and after, and offers them only if the answers are the same and the start is faster."));
    body.append(changeTable(plan));
    for (const file of plan.files) {
      body.append(element("details", { open: plan.files.length <= 4 },
        element("summary", {}, name(file.path), file.package ? [" of ", name(file.package)] : ""), diff(file.diff)));
    }
  }
  if (plan.refusals.length > 0) body.append(element("details", {},
    element("summary", {}, "Imports that would pay but stay as they are: " + plan.refusals.length),
    table(["import statement", "name", { label: "gain", number: true }, "why it stays"], plan.refusals.map(refusal =>
      [name(refusal.place), name(refusal.name), time(refusal.gain), `${refusal.reason} [${refusal.hazard}]`]))));
  if (plan.noWins.length > 0) body.append(element("details", {},
    element("summary", {}, "Imports that look heavy, where deferring would gain nothing: " + plan.noWins.length),
    table(["import statement", "module", { label: "seems to cost", number: true }, "why nothing is gained"], plan.noWins.map(noWin =>
      [name(noWin.place), name(noWin.module), time(noWin.time), [noWin.reason, noWin.loadedBy ? [" by ", name(noWin.loadedBy)] : ""]]))));
  if (plan.problems.length > 0) body.append(element("details", {},
    element("summary", {}, "Files that are left alone: " + plan.problems.length),
    table(["file", "why"], plan.problems.map(problem => [name(problem.file), problem.reason]))));
}

/** The changes by what they are worth; those that only pay together follow one another. */
function changeTable(plan) {
  const groups = plan.groups.map((gain, group) => ({ gain, changes: plan.changes.filter(change => change.group === group) }))
    .sort((left, right) => right.gain - left.gain);
  const rows = groups.flatMap(group => group.changes.map((change, index) => [
    index === 0 ? time(group.gain) : "with it", name(change.place), name(change.name),
    [change.verb, change.caution ? element("p", { class: "note" }, change.caution) : ""]]));
  return table([{ label: "gain", number: true }, "import statement", "name", { label: "change", shown: ["change (", term("defer"), ")"] }], rows);
}
