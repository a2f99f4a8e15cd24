import type { Sample } from './sampler.js';

const WIDTH = 900;
const BAND = 90;
const LEFT = 190;
const RIGHT = 20;

/** One curve below the other, each from 0 to its own largest value, as an SVG document. */
export function plot(samples: readonly Sample[]): string {
  const series = Object.keys(samples[0]!.figures);
  const length = samples.at(-1)!.at || 1;
  const bands = series.map((name, index) => {
    const values = samples.map(({ figures }) => figures[name] ?? 0);
    const most = Math.max(1, ...values);
    const bottom = (index + 1) * BAND;
    const points = samples.map(({ at }, number) => {
      const x = LEFT + (at / length) * (WIDTH - LEFT - RIGHT);
      const y = bottom - (values[number]! / most) * (BAND - 20);
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    });
    return `<text x="8" y="${bottom - 30}">${name}</text>
<text x="8" y="${bottom - 14}" fill="#777">most ${most.toFixed(0)}</text>
<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${bottom}" y2="${bottom}" stroke="#ccc"/>
<polyline points="${points.join(' ')}" fill="none" stroke="#26c" stroke-width="1.5"/>`;
  });
  const height = series.length * BAND + 30;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
${bands.join('\n')}
<text x="${LEFT}" y="${height - 8}">0</text>
<text x="${WIDTH - RIGHT}" y="${height - 8}" text-anchor="end">${(length / 60_000).toFixed(1)} min</text>
</svg>
`;
}
