// Icicle and flame graph: boxes inside of boxes, drawn as SVG. Only what is wide enough to be seen has a box.

const rowHeight = 19;
const leastWidth = 2;
const fateNames = { needed: "needed", avoidable: "avoidable", "no-win": "no win" };

/** The fate of a module as a class name; what is no module of the start has none. */
function fateOf(module) {
  return module < 0 ? "outside" : data.modules.fates[data.modules.fate[module]];
}

/** A tree with what drawing needs: inclusive times, children, and where each node begins. */
function arranged(tree) {
  const size = tree.frames.length;
  const total = tree.times.slice();
  for (let node = size - 1; node >= 0; node--) {
    if (tree.parents[node] >= 0) total[tree.parents[node]] += total[node];
  }
  const children = Array.from({ length: size + 1 }, () => []);
  for (let node = 0; node < size; node++) children[tree.parents[node] < 0 ? size : tree.parents[node]].push(node);
  const begin = new Float64Array(size + 1);
  const next = new Float64Array(size + 1);
  const depth = new Int32Array(size + 1);
  for (let node = 0; node < size; node++) {
    const parent = tree.parents[node] < 0 ? size : tree.parents[node];
    begin[node] = begin[parent] + next[parent];
    next[parent] += total[node];
    depth[node] = parent === size ? 1 : depth[parent] + 1;
  }
  total.push(children[size].reduce((sum, node) => sum + total[node], 0));
  return { tree, size, total, children, begin, depth, root: size };
}

/** A module's body is shown by the module's name. */
function frameName(frame) {
  const { names, modules, files } = data.charts.frames;
  if (names[frame] !== "<module>") return names[frame];
  if (modules[frame] >= 0) return data.modules.names[modules[frame]];
  return files[frame] >= 0 ? data.charts.files[files[frame]] : names[frame];
}

/** The tree without the functions of Python's import system; their time is that of whoever imported. */
function withoutMachinery(tree) {
  const { files } = data.charts.frames;
  const isMachinery = frame => files[frame] >= 0 && data.charts.files[files[frame]].startsWith("<frozen importlib");
  const result = { title: tree.title, phase: tree.phase, frames: [], parents: [], times: [] };
  const numbers = [];
  tree.frames.forEach((frame, node) => {
    const parent = tree.parents[node] < 0 ? -1 : numbers[tree.parents[node]];
    if (parent >= 0 && isMachinery(frame)) {
      numbers.push(parent);
      result.times[parent] += tree.times[node];
      return;
    }
    numbers.push(result.frames.length);
    result.frames.push(frame);
    result.parents.push(parent);
    result.times.push(tree.times[node]);
  });
  return result;
}

/** Puts a chart into a place; nil if there is nothing to draw. */
function chart(host, trees, what) {
  if (trees.length === 0) {
    host.append(element("p", {}, "No " + (what === "functions" ? "samples were taken" : "modules were loaded") + "."));
    return null;
  }
  const { frames, files } = data.charts;
  const first = Math.max(0, trees.findIndex(tree => tree.phase === "initialization"));
  let view = arranged(withoutMachinery(trees[first]));
  let zoomed = view.root;
  let selected = view.root;
  let showsMachinery = false;
  let query = "";
  let matches = null;
  let boxes = new Map();

  const picture = element("svg", { class: "chart", "aria-hidden": "true" });
  const place = element("div", { class: "canvas", tabindex: "0", role: "application", "aria-roledescription": "chart of " + what,
    "aria-label": "Chart of " + what, "aria-describedby": host.id + "-keys " + host.id + "-says" }, picture);
  const says = element("p", { class: "says", id: host.id + "-says", "aria-live": "polite" });
  const found = element("span", { class: "found", role: "status" });
  const choice = element("select", { id: host.id + "-tree", change: () => open(Number(choice.value)) },
    trees.map((tree, index) => element("option", { value: index, selected: index === first }, titleOf(tree))));
  const machinery = element("label", { class: "filter" }, element("input", { type: "checkbox", change: event => {
    showsMachinery = event.target.checked;
    open(Number(choice.value));
  } }), "with Python’s import system");
  const whole = element("button", { type: "button", click: () => zoom(view.root) }, "Show all");
  host.append(
    element("div", { class: "controls" }, element("label", { for: choice.id }, "Show"), choice, whole, what === "functions" ? machinery : "", found),
    legend(what), place, says,
    element("p", { class: "keys", id: host.id + "-keys" }, "Click a box to zoom in, one above it to zoom out. With the keyboard: arrow keys move, ",
      "Enter zooms in, Backspace zooms out, Escape shows all, N and P go to the next and previous match of the search."),
    data.charts.omitted.length > 0 && what === "functions"
      ? element("p", { class: "keys" }, `Left out to keep the page small: ${count(data.charts.omitted.length, "chart")}. `,
        element("code", {}, "libprof export"), " has them all.") : "");

  function titleOf(tree) {
    return tree.phase ? tree.title.replace(/: \w+$/, ": " + phaseNames[tree.phase]) : tree.title;
  }

  function open(index) {
    view = arranged(showsMachinery ? trees[index] : withoutMachinery(trees[index]));
    zoomed = selected = view.root;
    mark();
    draw();
    tell(view.root);
  }

  const frameOf = node => view.tree.frames[node];
  const label = node => node === view.root ? "all" : frameName(frameOf(node));
  const parentOf = node => node === view.root ? view.root : view.tree.parents[node] < 0 ? view.root : view.tree.parents[node];

  /** Which nodes the search has found; a found node inside of another one adds no time. */
  function mark() {
    matches = null;
    found.textContent = "";
    if (!query) return;
    const isFound = frames.names.map((_, frame) => frameName(frame).toLowerCase().includes(query)
      || what === "functions" && frames.files[frame] >= 0 && files[frames.files[frame]].toLowerCase().includes(query));
    matches = new Set();
    const isInside = new Uint8Array(view.size + 1);
    let sum = 0;
    for (let node = 0; node < view.size; node++) {
      const parent = parentOf(node);
      const own = isFound[frameOf(node)];
      if (own) matches.add(node);
      if (own && !isInside[parent]) sum += view.total[node];
      isInside[node] = own || isInside[parent] ? 1 : 0;
    }
    found.textContent = `${count(matches.size, "match", "matches")}, ${percent(view.total[view.root] > 0 ? sum / view.total[view.root] : 0)} of the time`;
  }

  function draw() {
    const width = Math.max(240, place.clientWidth || 960);
    const scale = width / Math.max(1, view.total[zoomed]);
    const top = view.depth[zoomed];
    boxes = new Map();
    const drawn = [];
    let deepest = top;
    const add = (node, x, boxWidth, row, isAbove) => {
      const kind = node === view.root ? "outside" : fateOf(frames.modules[frameOf(node)]);
      const rest = matches && !matches.has(node) ? " dim" : matches ? " hit" : "";
      const group = element("g", { "data-node": node, class: `box ${kind}${rest}${isAbove ? " above" : ""}${node === selected ? " selected" : ""}` },
        element("rect", { x: x.toFixed(2), y: row * rowHeight, width: Math.max(0.5, boxWidth - 0.5).toFixed(2), height: rowHeight - 1, rx: 1.5 }));
      const text = fitting(label(node), boxWidth - 8);
      if (text) group.append(element("text", { x: (x + 4).toFixed(2), y: row * rowHeight + 13 }, text));
      boxes.set(node, group);
      drawn.push(group);
    };
    const above = [];
    for (let node = zoomed; node !== view.root;) above.push(node = parentOf(node));
    above.reverse().forEach(node => add(node, 0, width, view.depth[node], true));
    const pending = [zoomed];
    while (pending.length > 0) {
      const node = pending.pop();
      const boxWidth = view.total[node] * scale;
      if (boxWidth < leastWidth && node !== zoomed) continue;
      deepest = Math.max(deepest, view.depth[node]);
      add(node, (view.begin[node] - view.begin[zoomed]) * scale, boxWidth, view.depth[node], false);
      pending.push(...view.children[node]);
    }
    const height = (deepest + 1) * rowHeight;
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("height", height);
    picture.replaceChildren(...drawn);
    whole.disabled = zoomed === view.root;
  }

  /** Everything that is known of a box, in one sentence. */
  function tell(node) {
    const share = percent(view.total[view.root] > 0 ? view.total[node] / view.total[view.root] : 0);
    if (node === view.root) {
      says.replaceChildren(`All: ${time(view.total[node])}.`);
      return;
    }
    const frame = frameOf(node);
    const module = frames.modules[frame];
    const file = frames.files[frame] >= 0 ? files[frames.files[frame]] + (frames.lines[frame] > 0 ? ":" + frames.lines[frame] : "") : "";
    const facts = [`${time(view.total[node])} (${share})`, `${time(view.tree.times[node])} of its own`];
    if (module >= 0) facts.push(fateNames[fateOf(module)]);
    if (what === "modules" && module >= 0 && data.modules.place[module]) facts.push("imported at " + data.modules.place[module]);
    says.replaceChildren(name(label(node)), " — " + facts.join(" · "), file ? element("small", {}, name(file)) : "");
  }

  function select(node) {
    boxes.get(selected)?.classList.remove("selected");
    selected = node;
    const box = boxes.get(node);
    box?.classList.add("selected");
    if (box) {
      const row = view.depth[node] * rowHeight;
      if (row < place.scrollTop) place.scrollTop = row;
      else if (row + rowHeight > place.scrollTop + place.clientHeight) place.scrollTop = row + rowHeight - place.clientHeight;
    }
    tell(node);
  }

  function zoom(node) {
    zoomed = node;
    draw();
    select(node);
  }

  /** Moves to a node, zooming as far out as it takes to see it. */
  function go(node) {
    if (node === undefined) return;
    while (zoomed !== view.root && !isWithin(node, zoomed)) zoomed = parentOf(zoomed);
    if (!boxes.has(node)) zoomed = parentOf(node);
    draw();
    select(node);
  }

  function isWithin(node, outer) {
    while (node !== outer && node !== view.root) node = parentOf(node);
    return node === outer;
  }

  function sibling(step) {
    const all = view.children[parentOf(selected)];
    return selected === view.root ? undefined : all[all.indexOf(selected) + step];
  }

  function match(step) {
    if (!matches || matches.size === 0) return undefined;
    const all = [...matches];
    const current = all.findIndex(node => node >= selected);
    if (selected === view.root || current < 0) return step > 0 ? all[0] : all[all.length - 1];
    const isOn = all[current] === selected;
    return all[(current + (step > 0 ? (isOn ? 1 : 0) : -1) + all.length) % all.length];
  }

  const keys = {
    ArrowUp: () => selected === view.root || go(parentOf(selected)),
    ArrowDown: () => go([...view.children[selected]].sort((left, right) => view.total[right] - view.total[left])[0]),
    ArrowLeft: () => go(sibling(-1)),
    ArrowRight: () => go(sibling(1)),
    Enter: () => zoom(selected),
    Backspace: () => zoom(parentOf(zoomed)),
    Escape: () => zoom(view.root),
    n: () => go(match(1)),
    p: () => go(match(-1)),
  };
  place.addEventListener("keydown", event => {
    const key = keys[event.key] || keys[event.key.toLowerCase()];
    if (!key || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    key();
  });
  const nodeAt = event => {
    const box = event.target instanceof Element && event.target.closest("[data-node]");
    return box ? Number(box.dataset.node) : null;
  };
  picture.addEventListener("click", event => {
    const node = nodeAt(event);
    if (node !== null) zoom(node);
  });
  picture.addEventListener("mousemove", event => {
    const node = nodeAt(event);
    if (node !== null) tell(node);
  });
  picture.addEventListener("mouseleave", () => tell(selected));
  let known = 0;
  new ResizeObserver(() => {
    if (place.clientWidth === known) return;
    known = place.clientWidth;
    draw();
  }).observe(place);
  tell(view.root);

  return {
    search(text) {
      query = text;
      mark();
      draw();
    },
    /** Shows where a module was imported. */
    show(module) {
      const find = () => view.tree.frames.findIndex(frame => frames.modules[frame] === module);
      let node = find();
      if (node < 0) {
        choice.value = first;
        open(first);
        node = find();
      }
      if (node < 0) return;
      zoom(view.children[node].length > 0 ? node : parentOf(node));
      select(node);
      place.focus({ preventScroll: true });
    },
  };
}

const pen = document.createElement("canvas").getContext("2d");
pen.font = "11px ui-monospace, monospace";
const characterWidth = pen.measureText("0123456789").width / 10 || 6.7;

/** As much of a text as fits; nothing where only a few letters would. */
function fitting(text, width) {
  const most = Math.floor(width / characterWidth);
  if (text.length <= most) return text;
  return most < 4 ? "" : text.slice(0, most - 1) + "…";
}

function legend(what) {
  return element("p", { class: "legend" },
    data.modules.fates.map(fate => element("span", {}, element("span", { class: "swatch " + fate, "aria-hidden": "true" }), term(fate, fateNames[fate]))),
    element("span", {}, element("span", { class: "swatch outside", "aria-hidden": "true" }),
      what === "functions" ? "not of a module that the answer waits for" : "not needed before the answer, or failed"));
}
