// Gradient descent on a curve. Python hands over the function and its derivative as numbers, as `value` reads them.
import {
  assign, dragging, fit, fixed, follow, frame, line, numberText, panel, player, reset, set, sheet, slider, svg,
} from "./shared.js";

const FAR = 1e6; // a walk that comes this far has run away

/** A function at x: a Chebyshev series on [low, high], or straight lines through a table. NaN where it is not known. */
export function value({ low, high, series, table }, x) {
  const s = (2 * x - low - high) / (high - low);
  if (table) {
    const place = ((s + 1) / 2) * (table.length - 1), k = Math.min(Math.floor(place), table.length - 2);
    return place < 0 || place > table.length - 1 ? NaN : table[k] + (place - k) * (table[k + 1] - table[k]);
  }
  if (Math.abs(s) > 1 && series.length > 9) return NaN; // only a polynomial goes on outside
  let [next, after] = [0, 0];
  for (let k = series.length - 1; k > 0; k--) [next, after] = [series[k] + 2 * s * next - after, next];
  return series[0] + s * next - after;
}

/** Where gradient descent comes to, as course_utils.descent.descent_path, and what the explorer says of it. */
export function compute({ curve, derivative, low, high, start, rate, steps }) {
  const path = [start];
  while (path.length <= steps && Math.abs(path.at(-1)) < FAR) {
    const next = path.at(-1) - rate * value(derivative, path.at(-1));
    if (Number.isNaN(next)) break;
    path.push(next);
  }
  const x = path.at(-1), slope = value(derivative, x);
  let sentence = `After ${steps === 1 ? "1 step" : `${steps} steps`} of rate ${numberText(rate)} from x = ${numberText(start)}: `;
  if (path.length - 1 < steps) sentence += "x has run away.";
  else {
    const seen = low <= x && x <= high ? "" : ", out of the picture";
    sentence += `x = ${numberText(x)}${seen}, slope ${numberText(slope)}; the next step moves x by ${numberText(-rate * slope)}.`;
  }
  return { path, heights: path.map((each) => value(curve, each)), slope, sentence };
}

const KEYS = ["curve", "derivative", "low", "high", "start", "rate", "steps"];
const STARTS = 40, RATES = 24, LARGEST_RATE = 1.2, MOST_STEPS = 20;

const MOVED = ["start", "rate", "steps"];

const CSS = `
.cw-descent-explorer .cw-curve { stroke: var(--input); stroke-width: 2; } .cw-descent-explorer .cw-tangent { stroke: var(--kernel); stroke-width: 2; stroke-dasharray: 7 4; }
.cw-descent-explorer .cw-path { stroke: var(--result); stroke-width: 1.5; } .cw-descent-explorer .cw-dot { fill: var(--result); } .cw-descent-explorer .cw-here { fill: var(--result); stroke: var(--ink); }
.cw-descent-explorer svg { touch-action: pan-y; cursor: ew-resize; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "descent-explorer", 840);
  root.querySelector("style").append(CSS);
  const state = () => Object.fromEntries(KEYS.map((key) => [key, model.get(key)]));
  const { low, high, curve } = state();
  const places = { start: [low, high, STARTS], rate: [0, LARGEST_RATE, RATES] };
  const at = (name, k) => Number((places[name][0] + (k * (places[name][1] - places[name][0])) / places[name][2]).toFixed(10));
  const nearest = (name) => Math.max(0, Math.min(places[name][2], Math.round(((model.get(name) - places[name][0]) / (places[name][1] - places[name][0])) * places[name][2])));
  const step = () => model.get("steps") < MOST_STEPS && (assign(model, { steps: model.get("steps") + 1 }), true);
  const play = player(controls, "the steps", step, () => assign(model, { steps: MOST_STEPS }), 250);
  play.node.addEventListener("click", () => model.get("steps") === MOST_STEPS && assign(model, { steps: 0 }), { capture: true });
  const start = slider(controls, "start", STARTS, (k) => assign(model, { start: at("start", k) }));
  const rate = slider(controls, "rate", RATES, (k) => assign(model, { rate: at("rate", k) }));
  const steps = slider(controls, "steps", MOST_STEPS, (k) => assign(model, { steps: k }));
  reset(controls, model, MOVED);
  const shape = Array.from({ length: 201 }, (_, k) => low + (k * (high - low)) / 200).map((x) => [x, value(curve, x)]);

  let show = () => {};
  const build = (width) => {
    const stacked = width < 600, height = 320, first = stacked ? width : Math.round(width * 0.64);
    const { node, alt } = sheet(scene, width, stacked ? 2 * height : height);
    const boxes = [
      { left: 62, right: first - 14, top: 34, bottom: height - 46 },
      stacked ? { left: 62, right: width - 14, top: height + 34, bottom: 2 * height - 46 } : { left: first + 58, right: width - 12, top: 34, bottom: height - 46 },
    ];
    const heights = shape.map(([, y]) => y), least = Math.min(...heights), range = Math.max(...heights) - least || 1;
    const names = [
      { title: "Each step goes against the slope", xlabel: "x", ylabel: "f(x)", across: 5, up: 5 },
      { title: "x after each step", xlabel: "step", ylabel: "x", across: 5, up: 5 },
    ];
    const left = panel(node, boxes[0], [low, high], [least - 0.12 * range, least + 1.12 * range], names[0]);
    const right = panel(node, boxes[1], [-0.5, MOST_STEPS + 0.5], [low, high], names[1]);
    const inside = boxes.map(({ left: x, right: to, top, bottom }, k) => {
      svg(svg(svg(node, "defs"), "clipPath", { id: `cw-descent-clip-${k}` }), "rect", { x, y: top, width: to - x, height: bottom - top });
      return svg(node, "g", { "clip-path": `url(#cw-descent-clip-${k})` });
    });
    svg(inside[0], "path", { class: "cw-curve", d: line(shape.map(([x, y]) => [left.X(x), left.Y(y)])) });
    const paths = inside.map((group) => svg(group, "path", { class: "cw-path" }));
    const dots = inside.map((group) => Array.from({ length: MOST_STEPS + 1 }, () => svg(group, "circle", { class: "cw-dot", r: 3.2 })));
    const tangent = svg(inside[0], "path", { class: "cw-tangent" }), here = svg(inside[0], "circle", { class: "cw-here", r: 6.5 });
    const bounded = (y) => Math.max(-1e4, Math.min(1e4, y));
    show = () => {
      const now = compute(state()), { path, slope } = now;
      const points = [path.map((x, k) => [left.X(x), bounded(left.Y(now.heights[k]))]), path.map((x, k) => [right.X(k), bounded(right.Y(x))])];
      points.forEach((each, side) => {
        set(paths[side], { d: line(each.map(([x, y]) => [bounded(x), y])) });
        dots[side].forEach((dot, k) => set(dot, k < each.length ? { cx: bounded(each[k][0]), cy: each[k][1], visibility: "visible" } : { visibility: "hidden" }));
      });
      const x = path.at(-1), y = now.heights.at(-1), reach = (high - low) / 5;
      set(tangent, { d: line([[x - reach, y - reach * slope], [x + reach, y + reach * slope]].map(([a, b]) => [bounded(left.X(a)), bounded(left.Y(b))])) });
      set(here, { cx: bounded(left.X(x)), cy: bounded(left.Y(y)) });
      start.show(nearest("start"), numberText(model.get("start")));
      rate.show(nearest("rate"), fixed(model.get("rate"), 2));
      steps.show(model.get("steps"), String(model.get("steps")));
      alt(`Gradient descent on a curve. ${now.sentence}`);
      say(now.sentence);
    };
    dragging(node, width, (x, y) => {
      if (x > boxes[0].right + 10 || y > boxes[0].bottom + 20) return;
      const share = (x - boxes[0].left) / (boxes[0].right - boxes[0].left);
      const to = at("start", Math.max(0, Math.min(STARTS, Math.round(share * STARTS))));
      if (to !== model.get("start")) assign(model, { start: to });
    });
    show();
  };
  const ends = [fit(root, 840, build), follow(model, MOVED, () => show()), play.stop, stop];
  return () => ends.forEach((end) => end());
}

export default { render };
