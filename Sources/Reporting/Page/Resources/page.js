// Puts the parts together.

function showPage() {
  showSummary();
  showChanges();
  showFindings();
  const imports = chart(byId("imports-body"), data.charts.imports, "modules");
  const samples = chart(byId("samples-body"), data.charts.samples, "functions");
  const modules = showModules(byId("modules-body"), module => {
    imports?.show(module);
    byId("imports").scrollIntoView();
  });
  showTimeline();
  explainWords();
  const parts = [imports, samples, modules].filter(Boolean);
  const query = byId("query");
  let pending = 0;
  query.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(() => parts.forEach(part => part.search(query.value.trim().toLowerCase())), 120);
  });
  document.addEventListener("keydown", event => {
    const isTyping = event.target instanceof Element && event.target.matches("input, select, textarea");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    }
  });
  switchTheme(byId("theme"));
  printWhole();
}

/** Light or dark as the system has it, until the button says otherwise. */
function switchTheme(button) {
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");
  let chosen = null;
  const isDark = () => chosen ?? prefersDark.matches;
  const say = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    chosen = !isDark();
    document.documentElement.dataset.theme = chosen ? "dark" : "light";
    say();
  });
  prefersDark.addEventListener("change", say);
  say();
}

/** On paper nothing can be unfolded; what is shown elsewhere as well stays folded. */
function printWhole() {
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open], .again)")];
    closed.forEach(part => part.open = true);
  });
  addEventListener("afterprint", () => closed.forEach(part => part.open = false));
}

showPage();
