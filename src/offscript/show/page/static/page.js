// Keys for those who read many findings: everything here can be done without them.
const items = () => [...document.querySelectorAll(".item")].filter((item) => item.offsetParent !== null);
let at = -1;

function show(place) {
  const all = items();
  if (!all.length) return;
  at = Math.max(0, Math.min(place, all.length - 1));
  all.forEach((item, number) => item.classList.toggle("current", number === at));
  const item = all[at];
  item.setAttribute("tabindex", "-1");
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
  mark(item.dataset.finding);
}

function mark(finding) {
  for (const span of document.querySelectorAll(".m")) {
    span.classList.toggle("shown", finding !== undefined && span.dataset.findings.split(" ").includes(finding));
  }
}

function answer(value) {
  const item = items()[at];
  const button = item && item.querySelector(`button[name="accept"][value="${value}"]`);
  if (!button) return;
  sessionStorage.setItem("place", `${location.pathname} ${at}`);
  button.form.requestSubmit(button);
}

const keys = {
  j: () => show(at + 1),
  k: () => show(at - 1),
  a: () => answer("yes"),
  r: () => answer("no"),
  u: () => document.getElementById("undo")?.requestSubmit(),
  "/": () => document.getElementById("find").focus(),
  "?": () => document.getElementById("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "Enter" && event.target.classList.contains("item")) {
    event.target.querySelector("a.open")?.click();
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

for (const item of document.querySelectorAll("[data-finding]")) {
  item.addEventListener("mouseenter", () => mark(item.dataset.finding));
}

const [path, place] = (sessionStorage.getItem("place") || "").split(" ");
if (path === location.pathname && place !== undefined) {
  sessionStorage.removeItem("place");
  show(Number(place));
} else {
  document.querySelector(".chosen")?.scrollIntoView({ block: "center" });
}
