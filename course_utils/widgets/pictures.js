// Filtering and pooling pictures, as course_utils.convolution and course_utils.filtering do it.
// Values of a picture are {rows, columns, channels, data}, row by row, the channels of a pixel side by side.
import { cellText, numberText } from "./shared.js";

export const blank = (rows, columns, channels) => ({ rows, columns, channels, data: new Float64Array(rows * columns * channels) });

/** Length of a convolution's or pooling's result along one axis; an Error says what does not fit. */
export function outputSize(size, kernelSize, stride, padding, dilation, noun) {
  if (padding === "same") return Math.ceil(size / stride);
  const span = dilation * (kernelSize - 1) + 1;
  if (span > size) {
    const detail = noun === "kernel" ? ` (kernel_size ${kernelSize}, dilation_rate ${dilation})` : "";
    throw new Error(`the ${noun} spans ${span} samples${detail} but the input has ${size}; use padding="same", a smaller ${noun} or a larger input`);
  }
  return Math.floor((size - span) / stride) + 1;
}

/** TensorFlow's zeros before the first sample: an odd one goes to the end. */
export function zerosBefore(size, kernelSize, stride, padding, dilation) {
  if (padding === "valid") return 0;
  const span = dilation * (kernelSize - 1) + 1;
  return Math.floor(Math.max((Math.ceil(size / stride) - 1) * stride + span - size, 0) / 2);
}

/** Which samples lie under a window: its first one, and those from `from` up to `to` that are inside. */
export function windowAt(size, kernelSize, stride, padding, place) {
  const first = place * stride - zerosBefore(size, kernelSize, stride, padding, 1);
  return { first, from: Math.max(first, 0), to: Math.min(first + kernelSize, size) };
}

/** Cross-correlation of every channel with one kernel, a list of rows. */
export function correlate(picture, kernel, stride, padding, dilation) {
  const { rows, columns, channels, data } = picture, height = kernel.length, width = kernel[0].length;
  const made = blank(
    outputSize(rows, height, stride, padding, dilation, "kernel"),
    outputSize(columns, width, stride, padding, dilation, "kernel"),
    channels,
  );
  const above = zerosBefore(rows, height, stride, padding, dilation), left = zerosBefore(columns, width, stride, padding, dilation);
  const tall = Math.max(above + rows, (made.rows - 1) * stride + dilation * (height - 1) + 1);
  const wide = Math.max(left + columns, (made.columns - 1) * stride + dilation * (width - 1) + 1);
  const padded = new Float64Array(tall * wide * channels), out = made.data;
  for (let r = 0; r < rows; r++) padded.set(data.slice(r * columns * channels, (r + 1) * columns * channels), ((r + above) * wide + left) * channels);
  const taps = kernel.flatMap((weights, m) => weights.map((weight, n) => [weight, (m * wide + n) * dilation * channels])).filter(([weight]) => weight);
  while (taps.length % 4) taps.push([0, 0]); // four products at a time are much faster than one
  const run = stride === 1 ? made.columns * channels : channels;
  for (let i = 0; i < made.rows; i++) for (let t = 0; t < taps.length; t += 4) {
    const [[a, A], [b, B], [c, C], [d, D]] = taps.slice(t, t + 4);
    for (let to = i * made.columns * channels, from = i * stride * wide * channels, end = to + made.columns * channels; to < end; from += stride * channels)
      for (let k = from; k < from + run; k++, to++) out[to] = out[to] + a * padded[k + A] + b * padded[k + B] + c * padded[k + C] + d * padded[k + D];
  }
  return made;
}

/** The largest value, or the mean, of every window; what lies outside of the picture does not count. */
export function pool(picture, kind, size, padding, stride = size) {
  const { rows, columns, channels, data } = picture;
  const made = blank(outputSize(rows, size, stride, padding, 1, "pooling window"), outputSize(columns, size, stride, padding, 1, "pooling window"), channels);
  const across = Array.from({ length: made.columns }, (_, j) => windowAt(columns, size, stride, padding, j));
  for (let i = 0; i < made.rows; i++) {
    const down = windowAt(rows, size, stride, padding, i);
    for (let j = 0; j < made.columns; j++) for (let c = 0; c < channels; c++) {
      let best = -Infinity, sum = 0;
      for (let r = down.from; r < down.to; r++) for (let k = across[j].from; k < across[j].to; k++) {
        const value = data[(r * columns + k) * channels + c];
        sum += value;
        if (value > best) best = value;
      }
      made.data[(i * made.columns + j) * channels + c] = kind === "max" ? best : sum / ((down.to - down.from) * (across[j].to - across[j].from));
    }
  }
  return made;
}

/** Whole shades of grey: 0.2989 R + 0.5870 G + 0.1140 B. */
export function toGrey({ rows, columns, data }) {
  const made = blank(rows, columns, 1);
  for (let k = 0, from = 0; k < made.data.length; k++, from += 3) {
    const value = 0.2989 * data[from] + 0.587 * data[from + 1] + 0.114 * data[from + 2];
    const rounded = Math.round(value);
    made.data[k] = rounded - value === 0.5 && rounded % 2 ? rounded - 1 : rounded;
  }
  return made;
}

/** The k-th smallest of the values, k counted from 0; the values are reordered. */
function select(values, k) {
  for (let low = 0, high = values.length - 1; low < high; ) {
    const pivot = values[(low + high) >> 1];
    let i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) [values[i], values[j]] = [values[j], values[i]], i++, j--;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k];
}

/** 98 magnitudes in 100 are no larger; the largest, if nearly all are 0. */
export function reach(data) {
  const sizes = data.map(Math.abs), place = 0.98 * (sizes.length - 1), k = Math.floor(place);
  const below = select(sizes, k);
  let above = Infinity, largest = 0;
  for (let i = k + 1; i < sizes.length; i++) if (sizes[i] < above) above = sizes[i];
  for (const size of sizes) if (size > largest) largest = size;
  return (above < Infinity ? below + (place - k) * (above - below) : below) || largest || 1;
}

const total = (kernel) => kernel.flat().reduce((sum, value) => sum + value, 0);

/** Shades from 0, black, to 1, white, for what a kernel made of pixels from 0 to 255. */
export function shown({ data }, kernel) {
  const differences = Math.abs(total(kernel)) <= 1e-9, scale = differences ? 2 * reach(data) : 255, shift = differences ? 0.5 : 0;
  const shades = new Float64Array(data.length);
  for (let k = 0; k < data.length; k++) shades[k] = Math.max(0, Math.min(1, data[k] / scale + shift));
  return shades;
}

export const sumText = (kernel) => numberText(Number(total(kernel).toFixed(6)));

export function rangeText({ data }) {
  let low = Infinity, high = -Infinity;
  for (let k = 0; k < data.length; k++) (low = Math.min(low, data[k])), (high = Math.max(high, data[k]));
  return `${cellText(low)} to ${cellText(high)}`;
}

export const sizeText = ({ rows, columns }) => `${rows}×${columns}`;

/** Whole numbers and the divisor that makes the kernel of them, if there is one up to 999; else the kernel and 1. */
export function overDivisor(kernel) {
  for (let divisor = 1; divisor < 1000; divisor++) {
    const numbers = kernel.map((row) => row.map((value) => value * divisor));
    if (numbers.flat().every((value) => Math.abs(value - Math.round(value)) < 1e-9 * divisor))
      return [numbers.map((row) => row.map((value) => Math.round(value) + 0)), divisor];
  }
  return [kernel, 1];
}
