// A line through points, and the place of this line on the surface of its loss.
import {
  assign, dragging, fit, fixed, follow, frame, line, numberText, panel, reset, set, sheet, slider, svg,
} from "./shared.js";

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The mean squared error of a line. */
export const loss = ({ x, y }, intercept, slope) => mean(x.map((each, i) => (intercept + slope * each - y[i]) ** 2));

/** The line of least squares [intercept, slope]. */
export function best({ x, y }) {
  const middle = [mean(x), mean(y)];
  const slope = mean(x.map((each, i) => (each - middle[0]) * (y[i] - middle[1]))) / mean(x.map((each) => (each - middle[0]) ** 2));
  return [middle[1] - slope * middle[0], slope];
}

/** Points of the lines on which the loss is `level`: an ellipse around the best line. */
export function contour(data, level, points = 120) {
  const [intercept, slope] = best(data), radius = Math.sqrt(level - loss(data, intercept, slope));
  const middle = mean(data.x), spread = Math.sqrt(mean(data.x.map((each) => (each - middle) ** 2)));
  return Array.from({ length: points + 1 }, (_, k) => {
    const angle = (2 * Math.PI * k) / points, steeper = (radius * Math.sin(angle)) / spread;
    return [intercept + radius * Math.cos(angle) - middle * steeper, slope + steeper];
  });
}

export function compute({ x, y, intercept, slope }) {
  const data = { x, y }, now = loss(data, intercept, slope), lowest = loss(data, ...best(data));
  const words = `Intercept ${numberText(intercept)} and slope ${numberText(slope)}`;
  return { loss: now, lowest, sentence: `${words} give a mean squared error of ${fixed(now, 2)}; the lowest possible is ${fixed(lowest, 2)}.` };
}

const RANGES = { intercept: { first: -10, last: 20, count: 300, places: 1 }, slope: { first: 4, last: 14, count: 200, places: 2 } };
const value = ({ first, last, count }, k) => Number((first + (k * (last - first)) / count).toFixed(10));
const nearest = ({ first, last, count }, wanted) => Math.max(0, Math.min(count, Math.round(((wanted - first) / (last - first)) * count)));

const MOVED = ["intercept", "slope"];

const CSS = `
.cw-line-explorer .cw-student { fill: var(--input); } .cw-line-explorer .cw-error { stroke: var(--kernel); stroke-width: 1.2; stroke-dasharray: 5 3; }
.cw-line-explorer .cw-line { stroke: var(--result); stroke-width: 3; } .cw-line-explorer .cw-level { stroke: var(--muted); }
.cw-line-explorer .cw-here { fill: var(--result); stroke: var(--ink); } .cw-line-explorer .cw-level-text { fill: var(--muted); font-size: 12px; }
.cw-line-explorer svg { touch-action: pan-y; cursor: crosshair; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "line-explorer", 860);
  root.querySelector("style").append(CSS);
  const data = { x: model.get("x"), y: model.get("y") };
  const sliders = Object.entries(RANGES).map(([name, range]) => [name, range, slider(controls, name, range.count, (k) => assign(model, { [name]: value(range, k) }))]);
  reset(controls, model, MOVED);

  let show = () => {};
  const build = (width) => {
    const stacked = width < 620, each = stacked ? width : width / 2, height = 320;
    const { node, alt } = sheet(scene, width, stacked ? 2 * height : height);
    const boxes = [0, 1].map((k) => {
      const x = stacked ? 0 : k * each, y = stacked ? k * height : 0;
      return { left: x + 58, right: x + each - 14, top: y + 34, bottom: y + height - 46 };
    });
    const left = panel(node, boxes[0], [0, 10], [-10, 130], { title: "Each error is a dashed line", xlabel: "hours of study", ylabel: "score in points", across: 5, up: 5 });
    const ends = ({ first, last }) => [first, last];
    const names = { title: "The line is one point here", xlabel: "intercept in points", ylabel: "slope in points an hour", across: 6, up: 5 };
    const right = panel(node, boxes[1], ends(RANGES.intercept), ends(RANGES.slope), names);
    boxes.forEach(({ left: x, right: to, top, bottom }, k) => {
      const clip = svg(svg(node, "defs"), "clipPath", { id: `cw-line-clip-${k}` });
      svg(clip, "rect", { x, y: top, width: to - x, height: bottom - top });
    });
    const inside = boxes.map((_, k) => svg(node, "g", { "clip-path": `url(#cw-line-clip-${k})` }));
    for (const level of model.get("levels")) {
      const points = contour(data, level), at = points.find(([, s], i) => i > 3 && s < 13.4 && s > 4.6 && points[i][0] > -8 && points[i][0] < 17);
      svg(inside[1], "path", { class: "cw-level", d: line(points.map(([a, b]) => [right.X(a), right.Y(b)])) });
      if (at && level >= model.get("levels")[2])
        svg(inside[1], "text", { class: "cw-level-text", x: right.X(at[0]) + 3, y: right.Y(at[1]) - 3 }, numberText(level));
    }
    const errors = data.x.map(() => svg(inside[0], "line", { class: "cw-error" }));
    data.x.forEach((x, i) => svg(inside[0], "circle", { class: "cw-student", cx: left.X(x), cy: left.Y(data.y[i]), r: 4 }));
    const drawn = svg(inside[0], "path", { class: "cw-line" }), here = svg(node, "circle", { class: "cw-here", r: 6 });
    const words = svg(node, "text", { x: boxes[0].left + 10, y: boxes[0].top + 20 });
    show = () => {
      const intercept = model.get("intercept"), slope = model.get("slope"), now = compute({ ...data, intercept, slope });
      data.x.forEach((x, i) => set(errors[i], { x1: left.X(x), x2: left.X(x), y1: left.Y(data.y[i]), y2: left.Y(intercept + slope * x) }));
      set(drawn, { d: line([[left.X(0), left.Y(intercept)], [left.X(10), left.Y(intercept + 10 * slope)]]) });
      set(here, { cx: right.X(intercept), cy: right.Y(slope) });
      words.textContent = `MSE ${fixed(now.loss, 2)} points²`;
      for (const [name, range, { show: put }] of sliders) put(nearest(range, model.get(name)), fixed(model.get(name), range.places));
      alt(`A line through the study hours, and its place on the loss surface. ${now.sentence}`);
      say(now.sentence);
    };
    dragging(node, width, (x, y) => {
      const { left: from, right: to, top, bottom } = boxes[1];
      if (x < from - 20 || y < top - 20) return;
      const place = { intercept: -10 + ((x - from) / (to - from)) * 30, slope: 4 + ((bottom - y) / (bottom - top)) * 10 };
      assign(model, Object.fromEntries(sliders.map(([name, range]) => [name, value(range, nearest(range, place[name]))])));
    });
    show();
  };
  const ends = [fit(root, 860, build), follow(model, MOVED, () => show()), stop];
  return () => ends.forEach((end) => end());
}

export default { render };
