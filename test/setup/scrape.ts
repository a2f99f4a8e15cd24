import type { Server } from 'node:http';
import { Metrics } from '../../src/metrics/metrics.js';
import { portOf, serveMetrics } from '../../src/metrics/metrics-server.js';
import type { RunningApp } from './app.js';

/** Where an app inside this process is scraped. */
export interface Scraped {
  readonly url: string;
  /** The text of `GET /metrics` now. */
  scrape(): Promise<string>;
  close(): void;
}

export async function serveScrapes({ app }: RunningApp): Promise<Scraped> {
  const server: Server = await serveMetrics(app.get(Metrics), 0, '127.0.0.1');
  const url = `http://127.0.0.1:${portOf(server)}`;
  return {
    url,
    scrape: async () => (await fetch(`${url}/metrics`)).text(),
    close: () => void server.close(),
  };
}

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^(\w+)(?:\{(.*)\})? (\S+)$/;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** The series of a scrape. */
export function readScrape(text: string): Series[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, labels = '', value] = LINE.exec(line) ?? [];
      if (name === undefined) throw new Error(`no series: ${line}`);
      const pairs = [...labels.matchAll(LABEL)].map(([, label, text]) => [label!, text!]);
      return { name, labels: Object.fromEntries(pairs), value: Number(value) };
    });
}

/** The value of one series; undefined when it is not there. */
export function valueOf(
  series: readonly Series[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels);
  return series.find(
    (one) => one.name === name && wanted.every(([label, text]) => one.labels[label] === text),
  )?.value;
}
