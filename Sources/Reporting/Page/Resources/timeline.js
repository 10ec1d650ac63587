// The recorded starts: one row per process, phases as bars on one scale.

const phaseNames = { interpreterStart: "Python starts", initialization: "initialization", invocation: "answer", exit: "exit" };

function showTimeline() {
  const ends = data.timeline.flatMap(run => run.processes.flatMap(process => process.phases.map(phase => phase.began + phase.length)));
  const end = Math.max(1, ...ends);
  const body = byId("timeline-body");
  body.append(element("p", { class: "legend" }, Object.entries(phaseNames).map(([kind, label]) =>
    element("span", {}, element("span", { class: "swatch " + kind, "aria-hidden": "true" }), label))));
  for (const run of data.timeline) {
    body.append(element("figure", { class: "run" },
      element("figcaption", {}, name(run.event)),
      run.processes.map(process => processLine(process, end)),
      run.omitted > 0 ? element("p", {}, `and ${count(run.omitted, "more process", "more processes")}`) : ""));
  }
  body.append(element("div", { class: "scale", "aria-hidden": "true" },
    ticks(end).map(tick => {
      const made = element("span", {}, time(tick));
      made.style.left = (100 * tick / end) + "%";
      return made;
    })));
}

/** Up to ten round instants before the end. */
function ticks(end) {
  const power = 10 ** Math.floor(Math.log10(end));
  const step = [0.1, 0.2, 0.5, 1].map(part => part * power).find(step => end / step <= 7) ?? power;
  return Array.from({ length: Math.ceil(end / step) }, (_, index) => index * step).filter(tick => tick < 0.96 * end);
}

function processLine(process, end) {
  const says = process.phases.map(phase => `${phaseNames[phase.kind]} ${time(phase.length)}`).join(", ");
  const who = process.depth > 0 ? `process ${process.identifier}, after ${time(process.phases[0]?.began ?? 0)}: ` : "";
  return element("div", { class: "process" + (process.depth > 0 ? " child" : "") },
    element("div", { class: "frame", "aria-hidden": "true" }, process.phases.map(phase => {
      const made = bar(phase.length / end, phase.kind, phase.began / end);
      made.title = `${phaseNames[phase.kind]} ${time(phase.length)}`;
      return made;
    })),
    element("p", {}, who + says + `, ${count(process.loads, "module load")}` + (process.isCut ? "; its record ends early" : "")));
}
