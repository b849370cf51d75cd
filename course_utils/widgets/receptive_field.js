// A stack of layers along one axis: point at a unit to see what it sees, and what it takes part in.
import { assign, fit, follow, frame, reset, set, sheet, slider, svg } from "./shared.js";

/** Samples of the input and of every layer's result; layers are {name, kernel_size, stride, dilation_rate}. */
export const sizes = (size, layers) =>
  layers.reduce((all, { kernel_size: k, stride, dilation_rate: d }) => [...all, Math.floor((all.at(-1) - d * (k - 1) - 1) / stride) + 1], [size]);

const seen = ({ kernel_size: k, stride, dilation_rate: d }, unit) => Array.from({ length: k }, (_, tap) => unit * stride + tap * d);

/** The places of every level that one unit depends on or reaches, and the words for it. */
export function compute({ size, layers, level, unit }) {
  const counts = sizes(size, layers), places = counts.map(() => []);
  places[level] = [unit];
  for (let k = level; k > 0; k--) places[k - 1] = [...new Set(places[k].flatMap((i) => seen(layers[k - 1], i)))].sort((a, b) => a - b);
  for (let k = level; k < layers.length; k++) {
    const here = new Set(places[k]);
    places[k + 1] = [...Array(counts[k + 1]).keys()].filter((i) => seen(layers[k], i).some((place) => here.has(place)));
  }
  const ahead = `takes part in ${places.at(-1).length} of the ${counts.at(-1)} units of ${layers.at(-1).name}`;
  let sentence = `Sample ${unit} of the input ${ahead}.`;
  if (level > 0) {
    const below = `sees ${places[0].length} of the ${size} samples of the input, ${places[0][0]} to ${places[0].at(-1)}`;
    sentence = `Unit ${unit} of ${layers[level - 1].name} ${below}${level === layers.length ? "" : `; it ${ahead}`}.`;
  }
  return { counts, places, sentence };
}

const KEYS = ["size", "layers", "level", "unit"];
const MOVED = ["level", "unit"];

const CSS = `
.cw-receptive-field rect { fill: var(--paper); stroke: var(--muted); } .cw-receptive-field rect.cw-seen { fill: var(--input); stroke: var(--input); }
.cw-receptive-field rect.cw-unit { fill: var(--kernel); stroke: var(--kernel); } .cw-receptive-field rect.cw-reached { fill: var(--faint); stroke: var(--result); stroke-width: 3; }
.cw-receptive-field .cw-tie { stroke: var(--muted); } .cw-receptive-field svg { cursor: pointer; touch-action: pan-y; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "receptive-field", 860);
  root.querySelector("style").append(CSS);
  const size = model.get("size"), layers = model.get("layers"), counts = sizes(size, layers), names = ["input", ...layers.map(({ name }) => name)];
  const go = (level, unit) => {
    const to = { level, unit: Math.min(unit, counts[level] - 1) };
    if (to.level !== model.get("level") || to.unit !== model.get("unit")) assign(model, to);
  };
  const level = slider(controls, "layer", layers.length, (k) => go(k, Math.round((model.get("unit") / counts[model.get("level")]) * counts[k])));
  const unit = slider(controls, "unit", size - 1, (k) => go(model.get("level"), k));
  reset(controls, model, MOVED);

  let show = () => {};
  const build = (width) => {
    const narrow = width < 520, left = narrow ? 4 : 110, cell = Math.min(26, (width - left - 6) / size), gap = narrow ? 66 : 58;
    const { node, alt } = sheet(scene, width, 40 + gap * layers.length + 40);
    svg(node, "text", { class: "cw-title", x: 4, y: 18 }, narrow ? "Down: what it sees. Up: its part" : "Downwards what the unit sees, upwards what it takes part in");
    const centres = [Array.from({ length: size }, (_, i) => left + (i + 0.5) * cell)];
    layers.forEach(({ kernel_size: k, stride, dilation_rate: d }, at) =>
      centres.push(Array.from({ length: counts[at + 1] }, (_, i) => (centres[at][i * stride] + centres[at][i * stride + d * (k - 1)]) / 2)));
    const y = (k) => 52 + gap * (layers.length - k), side = Math.max(5, cell - 4);
    const ties = svg(node, "path", { class: "cw-tie" });
    const boxes = centres.map((row, k) => {
      const name = k ? `${names[k]}: ${counts[k]}` : `input: ${size}`;
      svg(node, "text", narrow ? { x: left, y: y(k) - side / 2 - 6 } : { x: left - 10, y: y(k) + 4.5, "text-anchor": "end" }, name);
      return row.map((x) => svg(node, "rect", { x: x - side / 2, y: y(k) - side / 2, width: side, height: side }));
    });
    show = () => {
      const state = Object.fromEntries(KEYS.map((key) => [key, model.get(key)]));
      state.unit = Math.min(state.unit, counts[state.level] - 1); // traits change one after the other
      const { places, sentence } = compute(state);
      boxes.forEach((row, k) => {
        const here = new Set(places[k]), look = k < state.level ? "cw-seen" : k > state.level ? "cw-reached" : "cw-unit";
        row.forEach((box, i) => set(box, { class: here.has(i) ? look : "" }));
      });
      set(ties, {
        d: layers.flatMap((layer, k) => {
          const below = new Set(places[k]);
          return places[k + 1].flatMap((i) => seen(layer, i).filter((at) => below.has(at)).map((at) =>
            `M${centres[k][at].toFixed(1)} ${y(k)}L${centres[k + 1][i].toFixed(1)} ${y(k + 1)}`));
        }).join(""),
      });
      level.show(state.level, names[state.level]);
      unit.input.max = counts[state.level] - 1;
      unit.show(state.unit, String(state.unit));
      alt(`A stack of layers along one axis. ${sentence}`);
      say(sentence);
    };
    node.onpointerdown = node.onpointermove = (event) => {
      const box = node.getBoundingClientRect(), scale = width / box.width;
      const x = (event.clientX - box.left) * scale, k = Math.round(layers.length - ((event.clientY - box.top) * scale - 52) / gap);
      if (k < 0 || k > layers.length) return;
      const nearest = centres[k].reduce((best, each, i) => (Math.abs(each - x) < Math.abs(centres[k][best] - x) ? i : best), 0);
      go(k, nearest);
    };
    show();
  };
  const ends = [fit(root, 860, build), follow(model, MOVED, () => show()), stop];
  return () => ends.forEach((end) => end());
}

export default { render };
