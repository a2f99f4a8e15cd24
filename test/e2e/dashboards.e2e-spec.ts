import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse as parseYaml } from 'yaml';
import { Metrics } from '../../src/metrics/metrics.js';
import { createSurroundings, type RunningApp, startApp, type Surroundings } from '../setup/app.js';
import { readScrape, type Scraped, serveScrapes } from '../setup/scrape.js';

const CHART = 'charts/flow-like';
const RUNBOOKS = 'docs/runbooks';
/** What Prometheus and its operator add to every series. */
const OF_TARGET = ['namespace', 'pod', 'job', 'instance'];

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}
interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly runbook: string };
}

const dashboards = readdirSync(`${CHART}/dashboards`).map((file) => {
  const read = JSON.parse(readFileSync(`${CHART}/dashboards/${file}`, 'utf8')) as {
    uid: string;
    panels: readonly Panel[];
  };
  return { file, ...read };
});
const alerts = readdirSync(`${CHART}/alerts`).flatMap((file) => {
  const { groups } = parseYaml(readFileSync(`${CHART}/alerts/${file}`, 'utf8')) as {
    groups: readonly { readonly rules: readonly Alert[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
});
const expressions = [
  ...dashboards.flatMap(({ file, panels }) =>
    panels.flatMap(({ title, targets }) =>
      targets.map(({ expr }): [string, string] => [`${file}: ${title}`, expr]),
    ),
  ),
  ...alerts.map(({ alert, expr }): [string, string] => [alert, expr]),
];

interface Selected {
  readonly metric: string;
  readonly labels: readonly string[];
}

/** The metrics an expression is about, with the labels it asks of each. Throws for what is no PromQL. */
function selectedBy(expr: string): { selected: Selected[]; grouped: string[] } {
  const selected: { metric: string; labels: string[] }[] = [];
  const grouped: string[] = [];
  let isGrouping = false;
  parser.parse(expr).iterate({
    enter: ({ name, from, to, type }) => {
      const text = expr.slice(from, to);
      if (type.isError) throw new Error(`no PromQL at ${from}: ${expr}`);
      if (name === 'VectorSelector') selected.push({ metric: '', labels: [] });
      if (name === 'Identifier') selected.at(-1)!.metric = text;
      if (name === 'GroupingLabels') isGrouping = true;
      if (name === 'LabelName') (isGrouping ? grouped : selected.at(-1)!.labels).push(text);
    },
    leave: ({ name }) => {
      if (name === 'GroupingLabels') isGrouping = false;
    },
  });
  return { selected, grouped };
}

describe('dashboards and alerts', () => {
  let surroundings: Surroundings;
  let api: RunningApp;
  let scraped: Scraped;
  /** Names of series, with the labels that each may have. */
  let known: ReadonlyMap<string, ReadonlySet<string>>;

  beforeAll(async () => {
    surroundings = await createSurroundings();
    api = await startApp('api', surroundings.env);
    scraped = await serveScrapes(api);
    const series = new Map<string, Set<string>>();
    const add = (name: string, labels: readonly string[]) =>
      series.set(name, new Set([...(series.get(name) ?? []), ...labels, ...OF_TARGET]));
    for (const { name, labels } of readScrape(await scraped.scrape()))
      add(name, Object.keys(labels));
    for (const { name, type, labels } of await api.app.get(Metrics).describe()) {
      if (type !== 'histogram') add(name, labels);
      else for (const part of ['bucket', 'sum', 'count']) add(`${name}_${part}`, [...labels, 'le']);
    }
    known = series;
  });
  afterAll(async () => {
    scraped.close();
    await api.close();
    await surroundings.database.drop();
  });

  it('are there', () => {
    expect(dashboards.map(({ file }) => file).toSorted()).toEqual(
      ['api', 'database', 'execution', 'overview', 'queue', 'redis'].map((name) => `${name}.json`),
    );
    expect(new Set(dashboards.map(({ uid }) => uid)).size).toBe(dashboards.length);
    expect(alerts.length).toBeGreaterThan(10);
  });

  it.each(expressions)('%s asks for what there is', (_where, expr) => {
    const { selected, grouped } = selectedBy(expr.replaceAll('$namespace', 'x'));
    expect(selected.length).toBeGreaterThan(0);
    for (const { metric, labels } of selected) {
      const has = known.get(metric);
      expect(has === undefined ? `no metric ${metric}` : metric).toBe(metric);
      expect(labels.filter((label) => !has!.has(label))).toEqual([]);
      // What all are grouped by, each must have.
      expect(grouped.filter((label) => !has!.has(label))).toEqual([]);
    }
  });

  it('find what is wrong', () => {
    expect(() => selectedBy('sum(rate(a[5m])')).toThrow('no PromQL');
    expect(selectedBy('max by (pod) (a{b="c"}) / d')).toEqual({
      selected: [
        { metric: 'a', labels: ['b'] },
        { metric: 'd', labels: [] },
      ],
      grouped: ['pod'],
    });
    expect(known.has('flow_like_made_up')).toBe(false);
  });

  it.each(alerts.map((alert): [string, Alert] => [alert.alert, alert]))(
    '%s has a page that says what to do',
    (name, { annotations: { runbook, summary } }) => {
      expect(summary).not.toBe('');
      expect(existsSync(runbook)).toBe(true);
      const page = readFileSync(runbook, 'utf8');
      for (const heading of [`# ${name}\n`, '## Look at\n', '## Do\n'])
        expect(page).toContain(heading);
      const file = runbook.replace(`${RUNBOOKS}/`, '');
      expect(readFileSync(`${RUNBOOKS}/README.md`, 'utf8')).toContain(`[${name}](${file})`);
    },
  );

  it('leave no page without its alert', () => {
    const pages = readdirSync(RUNBOOKS).filter((file) => file !== 'README.md');
    const linked = alerts.map(({ annotations: { runbook } }) => runbook);
    expect(pages.map((file) => `${RUNBOOKS}/${file}`).toSorted()).toEqual(linked.toSorted());
  });
});
