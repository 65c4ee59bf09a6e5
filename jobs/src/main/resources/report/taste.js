'use strict';
/** What customers like, and what they buy together. */
(() => {
  const { t, format: f, rows, sum, isSmall } = Report;
  const { look, charts, model } = Report;
  const inClusters = () => sum(rows('clusters'), 'customers');
  const label = (cluster) => (Report.language === 'zh' ? cluster.label_zh : cluster.label);

  const clusters = () => {
    const shown = rows('clusters');
    const weights = new Map();
    shown.forEach((c) => c.top_categories.slice(0, 4).forEach((top) => weights.set(top.category, (weights.get(top.category) ?? 0) + top.share * c.customers)));
    const named = [...weights].sort((a, b) => b[1] - a[1]).slice(0, look.palette.length).map(([name]) => name);
    const series = named.map((category) => [category, (top) => top.category === category]);
    if (weights.size > named.length) {
      series.push([t('other.categories'), (top) => !named.includes(top.category)]);
    }
    return charts.bars(shown.map((c) => `${c.cluster}  ${label(c)}`), series.map(([name, fits], place) => ({
      name, colour: place < named.length ? look.palette[place] : look.grey,
      values: shown.map((c) => {
        const tops = c.top_categories.filter(fits);
        return { value: sum(tops, 'share'), isSmall: isSmall(c.customers), tip: tops.map((top) => [top.category, `${f.share(top.share)} (${t('lift')} ${f.number(top.lift, 1)})`]) };
      }),
    })), { lying: true, stacked: true, formatter: f.share, room: window.innerWidth < 760 ? 12 : 26 });
  };

  const cards = () => ({
    heads: [['#', true], [t('cluster')], [t('customer.count'), true], [t('share'), true], [t('aov'), true], [t('age.typical')], [t('channels.main')]],
    rows: rows('clusters').map((c) => ({
      isSmall: isSmall(c.customers),
      cells: [c.cluster, label(c), f.number(c.customers), f.share(c.share), f.number(c.aov, 0), c.age_band ? `${c.age_band} (${f.share(c.age_band_share, 0)})` : '–',
        c.channels.map((one) => `${t(one.channel)} ${f.share(one.share, 0)}`).join(', ')],
    })),
  });

  const byGroup = () => {
    const groups = ['new', 'active', 'lapsing', 'dormant'];
    const shown = rows('clusters');
    const cells = groups.flatMap((group, y) => shown.map((c, x) => {
      const here = rows('cluster_groups').find((r) => r.lifecycle_group === group && r.cluster === c.cluster) ?? { share: 0, customers: 0 };
      return { x, y, value: here.share, text: f.share(here.share, 0), isGrey: isSmall(here.customers), title: `${t(group)} · ${label(c)}`,
        tip: [[t('share'), f.share(here.share)], [t('customer.count'), f.number(here.customers)]], warning: isSmall(here.customers) ? t('small.group', model.smallBelow) : null };
    }));
    return charts.cells(shown.map((c) => `${c.cluster} ${label(c)}`), groups.map((g) => t(g)), cells,
      { range: [0, Math.max(...cells.map((c) => c.value), 0.01)], formatter: (v) => f.share(v, 0), room: 14, xLabel: { width: Math.min(window.innerWidth - 140, 360) / shown.length - 8, overflow: 'break', fontSize: 10.5, lineHeight: 13 } });
  };

  Report.sections.push({
    id: 'preference', headline: 'clustered', movers: 'cluster',
    figures: [
      { id: 'cluster_categories', n: inClusters, option: clusters, height: () => 70 + 40 * rows('clusters').length, empty: 'no.clusters', maturity: 'maturity.trained' },
      { id: 'cluster_groups', n: inClusters, option: byGroup, height: () => 70 + 40 * rows('clusters').length, empty: 'no.clusters', maturity: 'maturity.trained' },
      { id: 'cluster_cards', wide: true, n: inClusters, table: cards, empty: 'no.clusters', maturity: 'maturity.trained' },
    ],
  });

  const categories = () => [...rows('attach')].sort((a, b) => b.buyers - a.buyers);

  const attach = () => charts.bars(categories().map((c) => c.category), [{ name: t('attach.share'), values: categories().map((c) => ({
    value: c.attach_share, isSmall: isSmall(c.buyers), n: c.buyers,
    tip: [[t('attach.share'), f.share(c.attach_share)], [t('attach.buyers'), f.number(c.attach_buyers)], [t('buyers'), f.number(c.buyers)]] })) }],
  { lying: true, formatter: f.share, labels: (d) => f.share(d.value, 0) });

  const matrix = () => {
    const names = categories().slice(0, window.innerWidth < 760 ? 8 : 14).map((c) => c.category);
    const cells = rows('pairs').flatMap((p) => [[p.category_a, p.category_b, p.confidence_ab], [p.category_b, p.category_a, p.confidence_ba]].map(([a, b, confidence]) => ({ ...p, a, b, confidence })))
      .filter((p) => names.includes(p.a) && names.includes(p.b) && p.lift !== null)
      .map((p) => {
        const isUnsure = p.q === null || p.q >= 0.05;
        return { x: names.indexOf(p.b), y: names.indexOf(p.a), value: Math.log2(Math.min(Math.max(p.lift, 0.25), 4)), text: f.number(p.lift, 1),
          isGrey: isUnsure || isSmall(p.both), title: `${p.a} → ${p.b}`,
          tip: [[t('lift'), f.number(p.lift, 2)], [t('both.expected'), `${f.number(p.both)} / ${f.number(p.expected, 1)}`], [t('confidence'), f.share(p.confidence)], ['q', f.number(p.q, 3)]],
          warning: isSmall(p.both) ? t('small.group', model.smallBelow) : isUnsure ? t('not.sure') : null };
      });
    return charts.cells(names, names, cells, { range: [-2, 2], formatter: (v) => `× ${f.number(2 ** v, v < 0 ? 2 : 0)}`, colours: look.diverging, fontSize: window.innerWidth < 760 ? 8.5 : 10.5, room: 5, xLabel: { rotate: 45 } });
  };

  Report.sections.push({
    id: 'attach', headline: 'attach_share', movers: 'attach',
    figures: [
      { id: 'attach_share', n: () => sum(rows('attach'), 'buyers'), unit: 'category.buyers', option: attach, height: () => 60 + 25 * rows('attach').length, empty: 'no.purchases', values: () => [model.attachDays], get maturity() { return ['maturity.window', model.attachDays]; } },
      { id: 'attach_matrix', n: () => rows('pairs').length, unit: 'pairs', option: matrix, height: () => 60 + 25 * Math.max(rows('attach').length, 12), empty: 'no.pairs', get maturity() { return ['maturity.window', model.attachDays]; } },
    ],
  });
})();
