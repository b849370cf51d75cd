// What a page can do beyond the theme: explorers become live and follow the chosen colours,
// animations can be stopped, and the keyboard reaches what scrolls and what opens a drawer.

const dark = matchMedia("(prefers-color-scheme: dark)");

/** Tell the explorers which colours are on: the reader's choice, else the system's. */
function colours() {
  const chosen = document.body.dataset.theme ?? "auto";
  document.documentElement.dataset.theme = chosen === "auto" ? (dark.matches ? "dark" : "light") : chosen;
}
colours();
dark.addEventListener("change", colours);
new MutationObserver(colours).observe(document.body, { attributeFilter: ["data-theme"] });

/** An explorer computes and draws once it comes near. */
const near = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      import(new URL(target.dataset.live, location.href)).then(({ mount }) => {
        target.dataset.explorer = target.dataset.module;
        return mount(target);
      });
    }
  },
  { rootMargin: "400px" },
);
for (const node of document.querySelectorAll(".explorer")) near.observe(node);

/** A button on each animation, which shows its first picture instead. */
for (const picture of document.querySelectorAll("picture.animation")) {
  const [source, image] = [picture.querySelector("source"), picture.querySelector("img")];
  const button = document.createElement("button");
  let moves = !matchMedia(source.media).matches;
  const show = () => {
    source.media = moves ? "not all" : "all";
    button.textContent = moves ? "Stop the animation" : "Play the animation";
  };
  button.type = "button";
  button.className = "stop";
  button.addEventListener("click", () => {
    moves = !moves;
    show();
  });
  show();
  image.closest("picture").after(button);
}

/** What scrolls sideways takes the focus, so that arrow keys move it. */
function reachable() {
  for (const node of document.querySelectorAll("pre, .table-wrapper, div.formula")) {
    if (node.scrollWidth > node.clientWidth) node.tabIndex = 0;
    else node.removeAttribute("tabindex");
  }
}
reachable();
addEventListener("resize", reachable);

/** The labels that open the drawers of a narrow page become buttons. */
for (const [kind, name] of Object.entries({ nav: "Chapters", toc: "On this page" }))
  for (const label of document.querySelectorAll(`label.${kind}-overlay-icon`)) {
    const box = document.getElementById(label.htmlFor), button = document.createElement("button");
    button.type = "button";
    button.className = label.className;
    button.ariaLabel = name;
    button.innerHTML = label.innerHTML;
    const say = () => (button.ariaExpanded = String(box.checked));
    button.addEventListener("click", () => {
      box.checked = !box.checked;
      box.dispatchEvent(new Event("change"));
    });
    box.addEventListener("change", say);
    say();
    label.replaceWith(button);
  }
