'use strict';
/** Who the customers are and where they stand: identity, lifecycle, stage and RFM. */
(() => {
  const { t, format: f, rows, sum, sums, isSmall } = Report;
  const { look, charts } = Report;
  const groups = ['visitor', 'prospect', 'new', 'active', 'lapsing', 'dormant'];
  const stages = ['none', 'new', 'normal', 'loyal', 'at_risk', 'lost'];
  const people = () => sum(rows('people'), 'customers');

  const known = () => {
    const kinds = [['buyer', (r) => r.lifecycle_group !== 'visitor' && r.lifecycle_group !== 'prospect'], ['not_buyer', (r) => r.lifecycle_group === 'visitor' || r.lifecycle_group === 'prospect']];
    return charts.bars([t('member'), t('not_member')], kinds.map(([name, fits], place) => ({
      name: t(name), colour: ['#0072b2', '#b9cfdf'][place],
      values: [true, false].map((isMember) => {
        const n = sum(rows('people').filter((r) => r.is_member === isMember && fits(r)), 'customers');
        return { value: n, tip: [[t(name), `${f.number(n)} (${f.share(n / people())})`]] };
      }),
    })), { lying: true, stacked: true });
  };

  const reach = () => {
    const all = rows('reach').filter((r) => r.kind === 'lifecycle_group');
    const names = groups.filter((group) => all.some((r) => r.segment === group));
    return charts.bars(names.map((name) => t(name)), ['any', 'phone', 'wechat', 'email'].map((channel, place) => ({
      name: t(`reach.${channel}`), colour: look.palette[place],
      values: names.map((name) => {
        const r = all.find((one) => one.segment === name && one.channel === channel) ?? { share: 0, reachable: 0, customers: 0 };
        return { value: r.share, isSmall: isSmall(r.customers), tip: [[t(`reach.${channel}`), `${f.share(r.share)} (${f.number(r.reachable)} / ${f.number(r.customers)})`]] };
      }),
    })), { formatter: f.share });
  };

  const identity = () => {
    const nights = rows('identity');
    const [before, now] = nights.length > 1 ? nights.slice(-2) : [null, nights.at(-1)];
    const names = ['records', 'identifiers', 'customers', 'merged', 'split', 'refused_links', 'shared_identifiers', 'blocked_identifiers', 'largest_customer'];
    return {
      heads: [[''], [f.date(now.as_of), true], ...(before ? [[f.date(before.as_of), true], [t('difference'), true]] : [])],
      rows: names.map((name) => ({ cells: [t(`identity.${name}`), f.number(now[name]),
        ...(before ? [f.number(before[name]), (before[name] ?? null) === null ? '–' : f.difference(now[name] - before[name], 'count')] : [])] })),
    };
  };

  Report.sections.push({
    id: 'customers_identity', headline: 'customers', movers: 'known',
    figures: [
      { id: 'known', n: people, option: known, height: 190 },
      { id: 'reach_groups', n: () => sum(rows('reach').filter((r) => r.kind === 'all' && r.channel === 'any'), 'customers'), option: reach, height: 300 },
      { id: 'identity', wide: true, n: () => rows('identity').at(-1)?.records ?? 0, unit: 'records', table: identity, maturity: 'identity.maturity' },
    ],
  });

  const standing = (kind, column, names) => () => {
    const now = sums(rows('people'), column, 'customers');
    const before = sums(rows('transitions').filter((r) => r.kind === kind), 'from', 'customers');
    const series = (name, counts, colour) => {
      const total = names.reduce((all, group) => all + (counts.get(group) ?? 0), 0);
      return { name, colour, values: names.map((group) => {
        const n = counts.get(group) ?? 0;
        return { value: n, isSmall: n > 0 && isSmall(n), tip: [[name, `${f.number(n)} (${f.share(total ? n / total : 0)})`]] };
      }) };
    };
    return charts.bars(names.map((name) => t(name)), [series(t('tonight'), now, '#0072b2'), series(t('days.before', 30), before, '#b9cfdf')]);
  };

  const flows = (kind, names) => () => charts.flow(rows('transitions').filter((r) => r.kind === kind && r.from !== 'absent')
    .map((r) => ({ ...r, tip: [[t('net.30d'), f.money(r.net_30d)]] })), names);
  const moved = (kind) => () => sum(rows('transitions').filter((r) => r.kind === kind && r.from !== 'absent'), 'customers');

  const trend = (kind, names) => () => {
    const days = Report.distinct(rows('standings'), 'date');
    const total = sums(rows('standings').filter((r) => r.kind === kind), 'date', 'customers');
    const option = charts.lines(names.map((name) => ({
      name: t(name), colour: look.colour(name),
      points: days.map((day) => {
        const n = rows('standings').find((r) => r.kind === kind && r.date === day && r.group === name)?.customers ?? 0;
        return [day, n, [[f.date(day), f.number(n)], [t('share'), f.share(n / total.get(day))]]];
      }),
    })), { x: look.category(days, { boundaryGap: false, axisLabel: { formatter: (day) => day.slice(5) } }), y: f.compact });
    option.series.forEach((series) => Object.assign(series, { stack: 'all', areaStyle: { opacity: 0.72, color: series.itemStyle.color }, lineStyle: { width: 1, color: '#fff' } }));
    return option;
  };
  const buyersNow = () => sum(rows('standings').filter((r) => r.kind === 'lifecycle' && r.date === Report.model.asOf), 'customers');

  Report.sections.push({
    id: 'lifecycle', headline: 'active_customers', movers: 'lifecycle',
    figures: [
      { id: 'lifecycle_now', n: people, option: standing('lifecycle', 'lifecycle_group', groups), height: 270 },
      { id: 'stage_now', n: people, option: standing('stage', 'stage', stages), height: 270 },
      { id: 'lifecycle_flow', n: moved('lifecycle'), option: flows('lifecycle', groups), height: 330 },
      { id: 'stage_flow', n: moved('stage'), option: flows('stage', stages), height: 330 },
      { id: 'lifecycle_trend', n: buyersNow, option: trend('lifecycle', groups.slice(2)), height: 290, empty: 'no.purchases' },
      { id: 'stage_trend', n: buyersNow, option: trend('stage', ['new', 'normal', 'loyal', 'at_risk', 'lost']), height: 290, empty: 'no.purchases' },
    ],
  });

  const segments = ['champions', 'potential', 'vip_lapsing', 'win_back', 'regulars', 'occasional', 'fading', 'low'];
  const scored = () => rows('people').filter((r) => r.rfm_segment !== null);
  const inWindow = () => sum(scored(), 'customers');

  const grid = () => {
    const k = Math.max(...scored().map((r) => Math.max(r.rfm_r, r.rfm_f)));
    const scores = Array.from({ length: k }, (none, i) => i + 1);
    const cells = scores.flatMap((r) => scores.map((fq) => {
      const here = scored().filter((row) => row.rfm_r === r && row.rfm_f === fq);
      const n = sum(here, 'customers');
      return { x: r - 1, y: k - fq, value: n, text: n ? f.compact(n) : '', isGrey: isSmall(n), title: `R ${r} · F ${fq}`,
        tip: [[t('customer.count'), `${f.number(n)} (${f.share(n / inWindow())})`], [t('net.per.customer'), n ? f.money(sum(here, 'rfm_net') / n) : '–']],
        warning: n > 0 && isSmall(n) ? t('small.group', Report.model.smallBelow) : null };
    }));
    return charts.cells(scores.map((s) => `R ${s}`), [...scores].reverse().map((s) => `F ${s}`), cells,
      { range: [0, Math.max(...cells.map((c) => c.value), 1)], formatter: f.compact, fontSize: 12 });
  };

  const segmentBars = () => {
    const total = inWindow();
    const net = sum(scored(), 'rfm_net');
    const series = (name, value, colour) => ({ name, colour, values: segments.map((segment) => {
      const here = scored().filter((r) => r.rfm_segment === segment);
      const n = sum(here, 'customers');
      const v = value(here);
      return { value: v, isSmall: isSmall(n), tip: [[name, f.share(v)], ...(colour === '#0072b2' ? [[t('customer.count'), f.number(n)]] : [])] };
    }) });
    return charts.bars(segments.map((s) => t(s)), [
      series(t('share.customers'), (here) => sum(here, 'customers') / total, '#0072b2'),
      series(t('share.net'), (here) => sum(here, 'rfm_net') / net, '#e69f00'),
    ], { lying: true, formatter: f.share });
  };

  Report.sections.push({
    id: 'rfm', headline: 'champions_share', movers: 'rfm',
    figures: [
      { id: 'rfm_grid', n: inWindow, option: grid, height: 360, empty: 'no.purchases', values: () => [Report.model.rfmWindow] },
      { id: 'rfm_segments', n: inWindow, option: segmentBars, height: 360, empty: 'no.purchases' },
    ],
  });
})();
