// Flip and slide: f stays, g is flipped and shifted by t, and the area of their product is (f*g)(t).
// A function is a polyline {x, y}: x never falls, a repeated x is a jump, and outside of it the function is 0.
// Curved functions come as many short chords; then Python hands over the areas of every place of the slider.
import {
  assign, dragging, equalsText, fit, fixed, follow, frame, line, numberText, panel, player, reset, room, set, sheet,
  slider, svg,
} from "./shared.js";

/** The place k of the slider. */
export const place = ({ first, last, steps }, k) => (k === steps ? last : first + (k * (last - first)) / steps);

/** Straight pieces [x0, x1, y0, y1] of a polyline. */
function pieces({ x, y }) {
  const result = [];
  for (let i = 0; i + 1 < x.length; i++) if (x[i + 1] > x[i]) result.push([x[i], x[i + 1], y[i], y[i + 1]]);
  return result;
}

const height = ([x0, x1, y0, y1], x) => y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);

/** Pieces [a0, a1, left, middle, right] of the product f(a) g(t − a); between straight lines each is a parabola. */
export function overlap(f, g, t) {
  const fs = pieces(f), gs = pieces(g).map(([x0, x1, y0, y1]) => [t - x1, t - x0, y1, y0]).reverse(), result = [];
  for (let i = 0, j = 0; i < fs.length && j < gs.length; fs[i][1] < gs[j][1] ? i++ : j++) {
    const a = Math.max(fs[i][0], gs[j][0]), b = Math.min(fs[i][1], gs[j][1]), p = fs[i], q = gs[j];
    if (b > a) result.push([a, b, ...[a, (a + b) / 2, b].map((x) => height(p, x) * height(q, x))]);
  }
  return result;
}

/** The area under the product: Simpson's rule is exact on every parabola. */
export const area = (f, g, t) => overlap(f, g, t).reduce((sum, [a, b, l, m, r]) => sum + ((b - a) * (l + 4 * m + r)) / 6, 0);

/** All that the picture shows at place k, as numbers and one sentence. */
export function compute(state, k) {
  const t = place(state, k), value = state.areas.length ? state.areas[k] : area(state.f, state.g, t);
  const sentence = `At t = ${numberText(t)} the shaded area is (f*g)(t) ${equalsText(value)}.`;
  return { t, area: value, product: overlap(state.f, state.g, t), sentence };
}

/** The whole curve: the slider's places, and between them where the areas can be computed here. */
export function curve(state) {
  const finer = state.areas.length ? 1 : 4;
  return Array.from({ length: state.steps * finer + 1 }, (_, i) => {
    const t = place({ ...state, steps: state.steps * finer }, i);
    return [t, state.areas.length ? state.areas[i] : area(state.f, state.g, t)];
  });
}

const KEYS = ["f", "g", "first", "last", "steps", "areas"];
const HEIGHT = 476;

const MOVED = ["t"];

const CSS = `
.cw-flip-and-slide .cw-f { stroke: var(--input); stroke-width: 2; } .cw-flip-and-slide .cw-g { stroke: var(--kernel); stroke-width: 2; stroke-dasharray: 7 4; }
.cw-flip-and-slide .cw-whole { stroke: var(--result); opacity: .6; } .cw-flip-and-slide .cw-grown { stroke: var(--result); stroke-width: 3; }
.cw-flip-and-slide .cw-product { fill: var(--product); fill-opacity: .45; } .cw-flip-and-slide .cw-hatch { fill: url(#cw-hatch); }
.cw-flip-and-slide .cw-hatch-line { stroke: var(--product-edge); stroke-width: 1; }
.cw-flip-and-slide .cw-mark { stroke: var(--ink); stroke-dasharray: 1.5 3; } .cw-flip-and-slide circle { fill: var(--result); stroke: var(--ink); }
.cw-flip-and-slide svg { touch-action: pan-y; cursor: ew-resize; }`;

function render({ model, el }) {
  const state = Object.fromEntries(KEYS.map((key) => [key, model.get(key)]));
  const { f, g, first, last, steps } = state;
  const { root, controls, scene, say, stop } = frame(el, "flip-and-slide", 720);
  root.querySelector("style").append(CSS);
  const whole = curve(state);
  const at = () => Math.round(((model.get("t") - first) / (last - first)) * steps);
  const move = (k) => k !== at() && assign(model, { t: place(state, k) });
  const step = () => at() < steps && (move(at() + 1), true);
  const play = player(controls, "t", () => (at() === steps ? false : step()), () => move(Math.min(steps, at() + 10)));
  play.node.addEventListener("click", () => at() === steps && move(0), { capture: true });
  const t = slider(controls, "t", steps, move);
  reset(controls, model, MOVED);

  let show = () => {};
  const build = (width) => {
    const { node, alt } = sheet(scene, width, HEIGHT);
    const left = 62, right = width - 12;
    const reach = [Math.min(first, first - g.x.at(-1), f.x[0]), Math.max(last, last - g.x[0], f.x.at(-1))];
    const heights = [...f.y, ...g.y, ...f.y.flatMap((a) => [Math.min(...g.y) * a, Math.max(...g.y) * a])];
    const narrow = width < 480, across = narrow ? 5 : 8;
    const boxes = [{ left, right, top: 58, bottom: 216 }, { left, right, top: 302, bottom: 426 }];
    const title = narrow ? "The area is one value of f*g" : "At each t, multiply: the shaded area is one value of f*g";
    const names = { title, xlabel: "a", ylabel: "height", across };
    const top = panel(node, boxes[0], reach, room(heights), names);
    const below = { title: "Slide t: the area draws the curve", xlabel: "t", ylabel: "(f*g)(t)", across };
    const bottom = panel(node, boxes[1], reach, room(whole.map((point) => point[1])), below);
    const pattern = svg(svg(node, "defs"), "pattern", { id: "cw-hatch", width: 7, height: 7, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    svg(pattern, "line", { class: "cw-hatch-line", x1: 0, x2: 0, y1: 0, y2: 7 });
    const outline = ({ x, y }) => {
      const inside = x.map((each, i) => [each, y[i]]);
      return line([[reach[0], 0], [x[0], 0], ...inside, [x.at(-1), 0], [reach[1], 0]].map(([a, b]) => [top.X(a), top.Y(b)]));
    };
    const drawn = (points) => line(points.map(([a, b]) => [bottom.X(a), bottom.Y(b)]));
    const product = svg(node, "path", { class: "cw-product" }), hatch = svg(node, "path", { class: "cw-hatch" });
    svg(node, "path", { class: "cw-f", d: outline(f) });
    const kernel = svg(node, "path", { class: "cw-g" });
    svg(node, "path", { class: "cw-whole", d: drawn(whole) });
    const marks = boxes.map((box) => svg(node, "line", { class: "cw-mark", y1: box.top, y2: box.bottom }));
    const grown = svg(node, "path", { class: "cw-grown" }), point = svg(node, "circle", { r: 5.5 });
    const value = svg(node, "text", { x: right, y: boxes[1].top - 11, "text-anchor": "end" });
    const keys = [["cw-f", "f(a)", 46], ["cw-g", "g(t − a)", 72], ["cw-product", "their product", 0]];
    keys.reduce((x, [look, text, room]) => {
      svg(node, "path", { class: look, d: look === "cw-product" ? `M${x} 8h22v11h-22z` : `M${x} 13h22` });
      if (look === "cw-product") svg(node, "path", { class: "cw-hatch", d: `M${x} 8h22v11h-22z` });
      svg(node, "text", { x: x + 28, y: 18 }, text);
      return x + 28 + room;
    }, left);

    show = () => {
      const now = compute(state, at()), x = top.X(now.t), zero = top.Y(0);
      const shape = now.product.map(([a, b, l, m, r]) => {
        const control = `${top.X((a + b) / 2)} ${top.Y(2 * m - (l + r) / 2)}`;
        return `M${top.X(a)} ${zero}V${top.Y(l)}Q${control} ${top.X(b)} ${top.Y(r)}V${zero}Z`;
      });
      set(product, { d: shape.join("") });
      set(hatch, { d: shape.join("") });
      set(kernel, { d: outline({ x: g.x.map((each) => now.t - each).reverse(), y: [...g.y].reverse() }) });
      for (const mark of marks) set(mark, { x1: x, x2: x });
      set(grown, { d: drawn([...whole.filter(([each]) => each < now.t), [now.t, now.area]]) });
      set(point, { cx: x, cy: bottom.Y(now.area) });
      value.textContent = narrow ? "" : `t = ${numberText(now.t)},  (f*g)(t) ${equalsText(now.area)}`;
      alt(`Flip and slide. ${now.sentence}`);
      say(now.sentence);
      t.show(at(), fixed(now.t, 2));
    };
    dragging(node, width, (x) => {
      const a = reach[0] + ((x - left) / (right - left)) * (reach[1] - reach[0]);
      move(Math.max(0, Math.min(steps, Math.round(((a - first) / (last - first)) * steps))));
    });
    show();
  };
  const ends = [fit(root, 720, build), follow(model, MOVED, () => show()), play.stop, stop];
  return () => ends.forEach((end) => end());
}

export default { render };
