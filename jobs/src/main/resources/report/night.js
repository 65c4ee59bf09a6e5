'use strict';
/** What came in: sources, and what was rejected of them. */
(() => {
  const { t, format: f, rows, model, sum, charts } = Report;

  const sources = () => {
    const late = (date) => {
      const days = Math.round((new Date(model.asOf) - new Date(date)) / 86400000);
      return Report.element('span', days > 1 ? 'chip late' : 'chip', days <= 0 ? t('fresh.today') : t('fresh.days', f.number(days)));
    };
    const rejected = (row) => {
      const share = row.rejected / Math.max(row.rows, 1);
      const box = Report.element('span', '', f.share(share, 2));
      const meter = Report.element('span', 'meter');
      const bar = Report.element('i');
      bar.style.width = `${Math.min(share / model.maxRejectRate, 1) * 100}%`;
      meter.append(bar);
      box.append(meter);
      return box;
    };
    return {
      heads: [[t('source')], [t('newest.dump')], [t('files'), true], [t('rows.tonight'), true], [t('row.count'), true], [t('rejected.tonight'), true], [t('rejected.share'), true]],
      rows: rows('sources').map((row) => ({
        cells: [row.source, late(row.newest), f.number(row.files), f.number(row.rows_tonight), f.number(row.rows), f.number(row.rejected_tonight), rejected(row)],
      })),
    };
  };

  const rejects = () => {
    const shown = rows('rejects').slice(0, 12);
    return charts.bars(
      shown.map((r) => `${r.source}: ${r.column ?? r.entity ?? t('whole.record')}`),
      [{ name: t('record.count'), colour: '#d55e00', values: shown.map((r) => ({
        value: r.records, tip: [[t('reason'), t(r.reason)], [t('record.count'), f.number(r.records)], [t('newest.dump'), f.date(r.newest)]] })) }],
      { lying: true, labels: (d) => f.number(d.value), room: window.innerWidth < 760 ? 18 : 34 });
  };

  Report.sections.push({
    id: 'health', headline: 'rows', movers: 'rejected',
    figures: [
      { id: 'sources', wide: true, n: () => sum(rows('sources'), 'rows'), unit: 'rows', table: sources, values: () => [f.share(model.maxRejectRate, 0)] },
      { id: 'rejects', wide: true, n: () => sum(rows('rejects'), 'records'), unit: 'records', empty: 'no.rejects', option: rejects,
        height: () => 60 + 26 * Math.min(rows('rejects').length, 12) },
    ],
  });
})();
