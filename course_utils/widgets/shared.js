// What the explorers share: how numbers are written, a picture with axes, and controls that a keyboard reaches.
import { TOKENS } from "./tokens.js";

// ---- How numbers are written: the same words as course_utils.style

/** `%.{digits}g` of C and Python: rounded half to even from the exact decimal digits of the number. */
function general(value, digits) {
  if (value === 0) return "0";
  const [mantissa, power] = Math.abs(value).toExponential(60).split("e");
  const exact = mantissa.replace(".", "");
  let kept = BigInt(exact.slice(0, digits)), exponent = Number(power);
  const rest = exact.slice(digits), half = "5".padEnd(rest.length, "0");
  if (rest > half || (rest === half && kept % 2n === 1n)) kept += 1n;
  let text = String(kept);
  if (text.length > digits) (text = text.slice(0, digits)), (exponent += 1);
  const sign = value < 0 ? "-" : "", trimmed = (whole, part) => (part.replace(/0+$/, "") ? `${whole}.${part.replace(/0+$/, "")}` : whole);
  if (exponent < -4 || exponent >= digits) {
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${trimmed(text[0], text.slice(1))}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return sign + trimmed("0", "0".repeat(-exponent - 1) + text);
  return sign + trimmed(text.slice(0, exponent + 1), text.slice(exponent + 1));
}

/** `%.{places}f` of C and Python, rounded half to even from the exact digits. */
export function fixed(value, places) {
  const [whole, part] = Math.abs(value).toFixed(60).split(".");
  let kept = BigInt(whole + part.slice(0, places));
  const rest = part.slice(places), half = "5".padEnd(rest.length, "0");
  if (rest > half || (rest === half && kept % 2n === 1n)) kept += 1n;
  const text = String(kept).padStart(places + 1, "0"), end = text.length - places;
  const sign = value < 0 && kept > 0n ? "−" : "";
  return sign + (places ? `${text.slice(0, end)}.${text.slice(end)}` : text);
}

export function numberText(value, digits = 4) {
  value = Number(value.toFixed(12)) + 0;
  const text = Number.isInteger(value) && Math.abs(value) < 1e6 ? String(value) : general(value, digits);
  return text.replaceAll("-", "−");
}

export function cellText(value) {
  const text = numberText(value), size = Math.abs(value);
  if (text.length <= 4 || Number.isInteger(value)) return text;
  return fixed(value, size < 10 ? 2 : size < 100 ? 1 : 0);
}

export function equalsText(value, ...parts) {
  const exact = [value, ...parts].every((part) => Math.abs(Number(numberText(part).replaceAll("−", "-")) - part) <= 1e-12);
  return `${exact ? "=" : "≈"} ${numberText(value)}`;
}

// ---- The frame: controls above, a picture, a sentence below

const colors = (theme) => Object.entries(TOKENS[theme]).map(([role, color]) => `--${role}: ${color};`).join(" ");

const BASE_CSS = `
.cw { ${colors("light")} color: var(--ink); background: var(--paper); font: 14px/1.4 system-ui, "DejaVu Sans", sans-serif;
  width: 100%; box-sizing: border-box; padding: 2px; }
[data-jp-theme-light="false"] .cw, [data-theme="dark"] .cw, .vscode-dark .cw { ${colors("dark")} }
@media (prefers-color-scheme: dark) { html:not([data-theme]) body:not([data-jp-theme-light], .vscode-light) .cw { ${colors("dark")} } }
.cw * { box-sizing: border-box; }
.cw svg, .cw canvas { display: block; max-width: 100%; }
.cw svg text { fill: var(--ink); font-size: 13px; }
.cw .cw-controls { display: flex; flex-wrap: wrap; gap: .35em 1.1em; align-items: center; padding: .2em 0 .4em; margin: 0; border: 0; }
.cw label, .cw .cw-slider { display: inline-flex; gap: .5em; align-items: center; max-width: 100%; color: inherit; font: inherit; margin: 0; }
.cw .cw-slider { flex: 1 1 17em; max-width: 30em; }
.cw .cw-slider input { flex: 1 1 6em; min-width: 5em; width: auto; margin: 0; accent-color: var(--input); touch-action: pan-y; }
.cw .cw-reading { min-width: 3.2em; font-variant-numeric: tabular-nums; font: inherit; padding: 0; }
.cw button, .cw select, .cw input[type="text"] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--muted);
  border-radius: 4px; padding: .15em .6em; min-height: 1.9em; width: auto; max-width: 100%; margin: 0; box-shadow: none; }
.cw input[type="text"] { width: 5em; } .cw input[type="text"].cw-wide { width: 20em; } .cw [hidden] { display: none; }
.cw button[aria-pressed="true"] { background: var(--input); border-color: var(--input); color: var(--paper); }
.cw .cw-group { display: inline-flex; flex-wrap: wrap; } .cw .cw-group button { border-radius: 0; margin-left: -1px; }
.cw :disabled, .cw .cw-off { opacity: .45; }
.cw :focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; }
.cw .cw-status { min-height: 1.4em; padding: .25em 0; }
.cw .cw-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.cw path, .cw line { fill: none; } .cw .cw-grid { stroke: var(--grid-line); } .cw .cw-axis { stroke: var(--ink); }
.cw svg .cw-title { font-size: 14px; font-weight: 600; } .cw svg .cw-muted { fill: var(--muted); }
.cw svg .cw-mono { font-family: ui-monospace, "DejaVu Sans Mono", monospace; }
`;

/** The explorer's root: `controls` to fill, a `scene` to draw in, and `say(sentence)`, spoken when the hand rests. */
export function frame(el, name, widest) {
  const root = el.appendChild(document.createElement("div"));
  root.className = `cw cw-${name}`;
  root.style.maxWidth = `${widest}px`;
  root.innerHTML = `<style>${BASE_CSS}</style><div class="cw-controls" role="group"></div><div class="cw-scene"></div>
    <div class="cw-status"></div><div class="cw-hidden" role="status" aria-live="polite"></div>`;
  const [, controls, scene, status, spoken] = root.children;
  controls.setAttribute("aria-label", `controls: ${name.replaceAll("-", " ")}`);
  let resting = 0, said = null;
  const say = (sentence) => {
    status.textContent = sentence;
    if (said !== null && sentence !== said) {
      clearTimeout(resting);
      resting = setTimeout(() => (spoken.textContent = sentence), 600);
    }
    said = sentence;
  };
  return { root, controls, scene, say, stop: () => clearTimeout(resting) };
}

/** A button that puts the explorer back to how it started. */
export function reset(parent, model, keys) {
  const start = Object.fromEntries(keys.map((key) => [key, model.get(key)]));
  return button(parent, "reset", () => assign(model, start));
}

/** Call `build(width)` at first and whenever the explorer has another width, at most `widest`; returns what ends that. */
export function fit(root, widest, build) {
  let width = 0;
  const measure = () => {
    const now = Math.max(280, Math.min(widest, Math.floor(root.clientWidth || widest)));
    if (now !== width) build((width = now));
  };
  const observer = new ResizeObserver(measure);
  observer.observe(root);
  measure();
  return () => observer.disconnect();
}

/** Follow the model's traits; returns what ends that. */
export function follow(model, keys, draw) {
  for (const key of keys) model.on(`change:${key}`, draw);
  return () => keys.forEach((key) => model.off(`change:${key}`, draw));
}

export function assign(model, values) {
  for (const [key, value] of Object.entries(values)) model.set(key, value);
  model.save_changes();
}

// ---- Controls. JupyterLab takes arrows and letters from what has the focus, unless that very element refuses.

const own = (node) => (node.setAttribute("data-lm-suppress-shortcuts", "true"), node);

function element(parent, name, attributes = {}, text = "") {
  const node = parent.appendChild(document.createElement(name));
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

/** A slider over places first + k·step, k = 0 … count; `show(k)` moves it and `text` is what it reads out. */
export function slider(parent, name, count, onMove) {
  const label = element(parent, "label", { class: "cw-slider" }, name);
  const input = own(element(label, "input", { type: "range", min: 0, max: count, step: 1 }));
  const output = element(label, "span", { class: "cw-reading", "aria-hidden": "true" });
  input.addEventListener("input", () => onMove(Number(input.value)));
  input.addEventListener("keydown", (event) => {
    const way = { PageUp: 1, PageDown: -1 }[event.key], most = Number(input.max);
    if (!way) return;
    event.preventDefault();
    onMove(Math.max(0, Math.min(most, Number(input.value) + way * Math.max(1, Math.round(most / 10)))));
  });
  return {
    label, input,
    show(k, text) {
      input.value = k;
      output.textContent = text;
      input.setAttribute("aria-valuetext", `${name} ${text}`);
    },
    enable(on) {
      input.disabled = !on;
      label.classList.toggle("cw-off", !on);
    },
  };
}

/** Buttons of which one is pressed. `options` are [value, text] pairs. */
export function choice(parent, name, options, onChoose) {
  const group = element(parent, "span", { class: "cw-group", role: "group", "aria-label": name });
  const buttons = options.map(([value, text]) => {
    const button = own(element(group, "button", { type: "button" }, text));
    button.addEventListener("click", () => onChoose(value));
    return [value, button];
  });
  return { group, show: (chosen) => buttons.forEach(([value, button]) => button.setAttribute("aria-pressed", String(value === chosen))) };
}

export function menu(parent, name, options, onChoose) {
  const label = element(parent, "label", {}, name);
  const select = own(element(label, "select"));
  for (const [value, text] of options) element(select, "option", { value }, text);
  select.addEventListener("change", () => onChoose(select.value));
  return { label, select, show: (value) => (select.value = value) };
}

export function checkbox(parent, name, onChange) {
  const label = element(parent, "label");
  const input = own(element(label, "input", { type: "checkbox" }));
  label.append(name);
  input.addEventListener("change", () => onChange(input.checked));
  return { label, input, show: (on) => (input.checked = on) };
}

/** A line of text, handed over when the reader is done with it. */
export function field(parent, name, onEnter, { hidden = false, placeholder = "", wide = false } = {}) {
  const label = element(parent, "label", {}, hidden ? "" : name);
  const input = own(element(label, "input", { type: "text", placeholder, class: wide ? "cw-wide" : "", autocomplete: "off" }));
  if (hidden) input.setAttribute("aria-label", name);
  input.addEventListener("change", () => onEnter(input.value));
  input.addEventListener("keydown", (event) => event.key === "Enter" && onEnter(input.value)); // JupyterLab keeps its change back
  return { label, input, show: (text) => document.activeElement !== input && (input.value = text) };
}

export function button(parent, text, onClick) {
  const node = own(element(parent, "button", { type: "button" }, text));
  node.addEventListener("click", onClick);
  return node;
}

/** Let a place run from where it is to the end: `step()` moves on by one and says whether it could. */
export function player(parent, what, step, jump, interval = 50) {
  let timer = 0;
  const node = button(parent, "▶", () => {
    if (timer) return stop();
    if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return jump();
    node.textContent = "⏸";
    node.setAttribute("aria-label", `pause: stop ${what}`);
    timer = setInterval(() => step() || stop(), interval);
  });
  const stop = () => {
    clearInterval(timer);
    timer = 0;
    node.textContent = "▶";
    node.setAttribute("aria-label", `play: let ${what} run`);
  };
  stop();
  return { node, stop };
}

/** The number that a reader typed, or a sentence on what is wrong with it. */
export function typedNumber(text, largest = 999) {
  const cleaned = text.trim().replaceAll("−", "-"), shown = text.slice(0, 20);
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cleaned) ? Number(cleaned) : NaN;
  if (!Number.isFinite(value)) return { problem: `"${shown}" is not a number; type one such as 0.5 or -1` };
  if (Math.abs(value) > largest) return { problem: `"${shown}" does not fit into a cell; type a number from -${largest} to ${largest}` };
  return { value };
}

// ---- Pictures

/** Call `drag(x, y)` with places of the picture while a finger or the mouse is down on it. */
export function dragging(node, width, drag) {
  const at = (event) => {
    const box = node.getBoundingClientRect(), scale = width / box.width;
    drag((event.clientX - box.left) * scale, (event.clientY - box.top) * scale);
  };
  node.onpointerdown = (event) => {
    node.setPointerCapture(event.pointerId);
    node.onpointermove = at;
    node.onpointerup = node.onpointercancel = () => (node.onpointermove = null);
    at(event);
  };
}

export function svg(parent, name, attributes = {}, text = "") {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return parent.appendChild(node);
}

/** An empty picture of so many pixels; `alt` gives it its name. */
export function sheet(scene, width, height) {
  scene.replaceChildren();
  const node = svg(scene, "svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img" });
  return { node, alt: (text) => node.setAttribute("aria-label", text) };
}

export const set = (node, attributes) => {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
};

export const line = (points) => (points.length ? "M" + points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L") : "");

/** Round places between two numbers, about `count` of them. */
export function ticks(low, high, count) {
  const raw = (high - low) / count, ten = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((k) => k * ten).find((each) => each >= raw * (1 - 1e-9));
  const first = Math.ceil(low / step - 1e-9), last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, k) => (first + k) * step);
}

/** Axes with a grid, numbers, names and a title; returns the scales X and Y. */
export function panel(parent, box, xs, ys, { title, xlabel, ylabel, across = 7, up = 4 }) {
  const X = (x) => box.left + ((x - xs[0]) / (xs[1] - xs[0])) * (box.right - box.left);
  const Y = (y) => box.bottom - ((y - ys[0]) / (ys[1] - ys[0])) * (box.bottom - box.top);
  for (const v of ticks(...xs, across)) {
    svg(parent, "line", { class: "cw-grid", x1: X(v), x2: X(v), y1: box.top, y2: box.bottom });
    svg(parent, "text", { x: X(v), y: box.bottom + 17, "text-anchor": "middle" }, numberText(v));
  }
  for (const v of ticks(...ys, up)) {
    svg(parent, "line", { class: "cw-grid", x1: box.left, x2: box.right, y1: Y(v), y2: Y(v) });
    svg(parent, "text", { x: box.left - 6, y: Y(v) + 4.5, "text-anchor": "end" }, numberText(v));
  }
  svg(parent, "path", { class: "cw-axis", d: `M${box.left} ${box.top}V${box.bottom}H${box.right}` });
  svg(parent, "text", { class: "cw-title", x: box.left, y: box.top - 11 }, title);
  svg(parent, "text", { x: (box.left + box.right) / 2, y: box.bottom + 34, "text-anchor": "middle" }, xlabel);
  const middle = (box.top + box.bottom) / 2, side = box.left - 42;
  svg(parent, "text", { x: side, y: middle, "text-anchor": "middle", transform: `rotate(-90 ${side} ${middle})` }, ylabel);
  return { X, Y };
}

/** Limits of an axis on which all values and 0 are seen, with `above` of the range left free at the top. */
export function room(values, above = 0) {
  const low = Math.min(0, ...values), high = Math.max(0, ...values), range = high - low || 1;
  return [low - (low < 0 ? 0.06 * range : 0), high + (0.06 + above) * range];
}
