// Choose a picture and a kernel, and see what comes out with any stride, padding, dilation and pooling.
import {
  assign, cellText, checkbox, choice, field, fit, follow, frame, menu, numberText, reset, set, sheet, slider, svg,
  typedNumber,
} from "./shared.js";
import { blank, correlate, overDivisor, pool, rangeText, shown, sizeText, sumText, toGrey } from "./pictures.js";

const OWN = "the nine numbers";
const LONGEST = 480; // pixels of the longer side

/** The kernel that is laid on the picture, and what is to be said about it. */
export function chosenKernel({ kernel, kernels, numbers, normalise }) {
  const chosen = kernel === OWN ? numbers : kernels[kernel], sum = chosen.flat().reduce((all, value) => all + value, 0);
  if (!normalise) return { kernel: chosen, problem: "" };
  if (Math.abs(sum) < 1e-9) return { kernel: chosen, problem: "The kernel has the sum 0, so it cannot be divided by it." };
  return { kernel: chosen.map((row) => row.map((value) => value / sum)), problem: "" };
}

/** What `make` gave for this key, or gives now. */
function kept(memo, name, key, make) {
  if (memo[name]?.key !== key) memo[name] = { key, value: make() };
  return memo[name].value;
}

/** What comes out of a picture of shades from 0 to 255, and what the explorer says of it; `memo` is of this picture. */
export function compute(pixels, state, memo = {}) {
  const { kernel, problem } = chosenKernel(state), { colour, stride, padding, dilation } = state;
  const source = kept(memo, "source", colour, () => (colour ? pixels : toGrey(pixels)));
  try {
    const how = JSON.stringify([colour, kernel, stride, padding, dilation]);
    const filtered = kept(memo, "filtered", how, () => correlate(source, kernel, stride, padding, dilation));
    const result = state.pooling === "none" ? filtered : pool(filtered, state.pooling, state.pool_size, state.padding);
    const pooled = state.pooling === "none" ? "" : `, pooled ${sizeText(result)}`;
    const words = `The kernel has the sum ${sumText(kernel)}; values go from ${rangeText(result)}.`;
    const sentence = [problem, `Picture ${sizeText(source)}, filtered ${sizeText(filtered)}${pooled}. ${words}`];
    return { source, result, kernel, sentence: sentence.filter(Boolean).join(" ") };
  } catch (error) {
    return { source, result: null, kernel, sentence: [problem, `The picture stays as it was: ${error.message}.`].filter(Boolean).join(" ") };
  }
}

/** Red, green and blue of an encoded picture, shrunk if it is large. */
async function decoded(blob) {
  const bitmap = await createImageBitmap(blob), scale = Math.min(1, LONGEST / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height), pixels = blank(canvas.height, canvas.width, 3);
  for (let from = 0, to = 0; from < data.length; from++) if (from % 4 < 3) pixels.data[to++] = data[from];
  return pixels;
}

/** Put shades from 0 to `white` on a canvas, whose place in the page keeps its size. */
function paint(canvas, { rows, columns, channels }, shades, white = 1) {
  if (canvas.width !== columns || canvas.height !== rows) [canvas.width, canvas.height] = [columns, rows];
  const image = new ImageData(columns, rows), { data } = image;
  const [second, third] = channels === 3 ? [1, 2] : [0, 0], scale = 255 / white;
  for (let k = 0, from = 0; k < data.length; k += 4, from += channels) {
    data[k] = shades[from] * scale; // the array rounds
    data[k + 1] = shades[from + second] * scale;
    data[k + 2] = shades[from + third] * scale;
    data[k + 3] = 255;
  }
  canvas.getContext("2d").putImageData(image, 0, 0);
}

const SHOWN = ["colour", "kernel", "numbers", "normalise", "stride", "dilation", "padding", "pooling", "pool_size"];
const MOVED = ["picture", "path", ...SHOWN];

const CSS = `
.cw-filter-explorer .cw-entries { display: inline-grid; grid-template-columns: repeat(3, auto); gap: .2em; } .cw-filter-explorer .cw-entries input { width: 4.6em; padding: .1em .3em; text-align: right; }
.cw-filter-explorer .cw-panels { display: flex; flex-wrap: wrap; gap: .6em 1em; align-items: flex-start; } .cw-filter-explorer figure { margin: 0; flex: 1 1 260px; max-width: 420px; }
.cw-filter-explorer figcaption { min-height: 1.5em; font-variant-numeric: tabular-nums; } .cw-filter-explorer canvas { image-rendering: pixelated; width: 100%; height: auto; background: var(--faint); }
.cw-filter-explorer .cw-number { fill: var(--kernel-text); } .cw-filter-explorer rect { fill: var(--kernel); fill-opacity: .1; stroke: var(--kernel); stroke-width: 1.2; }
.cw-filter-explorer .cw-middle { flex: 0 1 170px; }`;

function render({ model, el }) {
  const { root, controls, scene, say, stop } = frame(el, "filter-explorer", 1060);
  root.querySelector("style").append(CSS);
  const files = model.get("files"), kernels = model.get("kernels"), alone = Object.keys(files).length > 0;
  const names = model.get("pictures").map((name) => [name, name]);
  const choose = menu(controls, "picture", names, (name) => assign(model, { picture: name, path: "" }));
  const path = field(controls, "your own picture", (text) => assign(model, { path: text.trim() }), { wide: true, hidden: true, placeholder: "or the path of your own picture" });
  if (alone) path.label.hidden = true; // there is no Python to open a path
  const colour = choice(controls, "colours", [[false, "grey"], [true, "colour"]], (on) => assign(model, { colour: on }));
  const options = [...Object.keys(kernels), OWN].map((name) => [name, name.replaceAll("_", " ")]);
  const kernel = menu(controls, "kernel", options, (name) => {
    problems.clear();
    assign(model, { kernel: name, ...(kernels[name]?.length === 3 && kernels[name][0].length === 3 ? { numbers: kernels[name] } : {}) });
  });
  const normalise = checkbox(controls, "divide by its sum", (on) => assign(model, { normalise: on }));
  const entries = controls.appendChild(document.createElement("span"));
  entries.className = "cw-entries";
  const problems = new Map();
  const type = (i, j, text) => {
    const { value, problem } = typedNumber(text), name = `Entry [${i}, ${j}]`;
    problem ? problems.set(name, `${name} keeps its last number: ${problem}.`) : problems.delete(name);
    if (!problem) assign(model, { kernel: OWN, numbers: model.get("numbers").map((row, m) => row.map((each, n) => (m === i && n === j ? value : each))) });
    show();
  };
  const fields = [0, 1, 2].map((i) => [0, 1, 2].map((j) => field(entries, `kernel[${i}, ${j}]`, (text) => type(i, j, text), { hidden: true })));
  const stride = slider(controls, "stride", 7, (k) => assign(model, { stride: k + 1 }));
  const dilation = slider(controls, "dilation", 7, (k) => assign(model, { dilation: k + 1 }));
  const padding = choice(controls, "padding", [["same", "padding same"], ["valid", "padding valid"]], (value) => assign(model, { padding: value }));
  const pooling = menu(controls, "pooling", ["none", "max", "average"].map((name) => [name, name]), (value) => assign(model, { pooling: value }));
  const size = slider(controls, "window", 15, (k) => assign(model, { pool_size: k + 1 }));
  reset(controls, model, MOVED).addEventListener("click", () => (problems.clear(), show()));

  const panels = scene.appendChild(document.createElement("div"));
  panels.className = "cw-panels";
  const panel = () => {
    const figure = panels.appendChild(document.createElement("figure")), caption = figure.appendChild(document.createElement("figcaption"));
    const canvas = document.createElement("canvas");
    canvas.setAttribute("role", "img");
    return { figure, caption, canvas };
  };
  const [left, middle, right] = [panel(), panel(), panel()];
  left.figure.append(left.canvas);
  right.figure.append(right.canvas);
  middle.figure.className = "cw-middle";
  const cells = middle.figure.appendChild(document.createElement("div"));
  let drawn = "", pixels = null, memo = {}, painted = null;
  const drawKernel = (now) => {
    const [numbers, divisor] = overDivisor(now), key = JSON.stringify([numbers, divisor]), side = 150 / Math.max(numbers.length, numbers[0].length);
    if (key === drawn) return;
    drawn = key;
    const { node, alt } = sheet(cells, 156, 180);
    numbers.forEach((row, i) => row.forEach((value, j) => {
      svg(node, "rect", { x: 3 + j * side, y: 2 + i * side, width: side, height: side });
      svg(node, "text", { class: "cw-number cw-mono", x: 3 + (j + 0.5) * side, y: 6 + (i + 0.5) * side, "text-anchor": "middle", style: `font-size: ${side < 32 ? 10 : 12}px` }, cellText(value));
    }));
    if (divisor > 1) svg(node, "text", { x: 78, y: 174, "text-anchor": "middle" }, `÷ ${divisor}`);
    alt(`The kernel, row by row: ${numbers.map((row) => row.map((value) => cellText(value)).join(", ")).join("; ")}${divisor > 1 ? `; all divided by ${divisor}` : ""}.`);
  };

  const state = () => ({ kernels, ...Object.fromEntries(SHOWN.map((key) => [key, model.get(key)])) });
  const show = () => {
    const now = state();
    choose.show(model.get("picture"));
    path.show(model.get("path"));
    colour.show(now.colour);
    kernel.show(now.kernel);
    normalise.show(now.normalise);
    fields.forEach((row, i) => row.forEach((each, j) => each.show(numberText(now.numbers[i][j]))));
    stride.show(now.stride - 1, String(now.stride));
    dilation.show(now.dilation - 1, String(now.dilation));
    padding.show(now.padding);
    pooling.show(now.pooling);
    size.show(now.pool_size - 1, String(now.pool_size));
    size.enable(now.pooling !== "none");
    if (!pixels) return;
    const { source, result, kernel: laid, sentence } = compute(pixels, now, memo);
    say([model.get("problem"), ...problems.values(), sentence].filter(Boolean).join(" "));
    if (!result) return;
    if (source !== painted) paint(left.canvas, (painted = source), source.data, 255);
    paint(right.canvas, result, shown(result, laid));
    drawKernel(laid);
    left.caption.textContent = `picture: ${sizeText(source)}`;
    middle.caption.textContent = `kernel ${laid.length}×${laid[0].length}, sum ${sumText(laid)}`;
    right.caption.textContent = `result: ${sizeText(result)}, values ${rangeText(result)}`;
    left.canvas.setAttribute("aria-label", `The picture ${model.get("path") || model.get("picture")}, ${now.colour ? "in colour" : "in grey"}`);
    right.canvas.setAttribute("aria-label", `What the kernel ${now.kernel.replaceAll("_", " ")} makes of it. ${sentence}`);
  };
  const load = async () => {
    const name = model.get("picture"), bytes = model.get("png");
    if (!alone && !bytes?.byteLength) return;
    const blob = alone ? await (await fetch(new URL(files[name], import.meta.url))).blob() : new Blob([bytes]);
    pixels = await decoded(blob);
    memo = {};
    show();
  };
  show();
  load();
  const ends = [follow(model, [...MOVED, "problem"], show), follow(model, alone ? ["picture"] : ["png"], load), stop];
  return () => ends.forEach((end) => end());
}

export default { render };
