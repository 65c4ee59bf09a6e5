'use strict';
/** When customers buy again: curves with their intervals, the days to speak to them, what goes with it, cohorts. */
(() => {
  const { t, format: f, rows, sum } = Report;
  const { look, charts, model } = Report;
  const settled = () => ['maturity.settled', f.date(model.settledOn), model.settleDays];

  const timing = (step, dimension) => rows('timing').filter((r) => r.step === step && r.dimension === dimension);
  const curve = (step, dimension, level) => rows('curves').filter((r) => r.step === step && r.dimension === dimension && r.level === level);

  const line = (points, name, { isSmall = false, colour, bandOpacity } = {}) => ({
    name, isSmall, colour, bandOpacity, showSymbol: true, symbolSize: 3,
    points: points.map((p) => [p.day, p.km_rate, [
      [t('day'), f.number(p.day)], [t('km'), f.share(p.km_rate)], [t('interval'), p.km_low === null ? '–' : `${f.share(p.km_low)} – ${f.share(p.km_high)}`],
      [t('mature'), p.mature_rate === null ? '–' : `${f.share(p.mature_rate)} (n ${f.number(p.mature_customers)})`], [t('at.risk'), f.number(p.at_risk)],
      ...(isSmall ? [[t('note'), t('small.short')]] : [])]]),
    band: points.map((p) => [p.day, p.km_low, p.km_high]),
  });
  const dayAxis = () => ({ ...look.value((day) => f.number(day)), min: 0, max: model.curveDays, interval: Math.ceil(model.curveDays / 4 / 30) * 30 || undefined, name: t('days.since'), nameLocation: 'middle', nameGap: 26, splitLine: { show: false } });

  const steps = () => {
    const series = [1, 2, 3, 0].flatMap((step, place) => {
      const points = curve(step, 'all', 'all');
      const isSmall = timing(step, 'all')[0]?.note != null;
      return points.length ? [line(points, t(`step.${step}`), { isSmall, colour: look.colour(null, place, isSmall) })] : [];
    });
    return charts.lines(series, { x: dayAxis(), xName: true, legend: { data: series.map((s) => s.name) } });
  };

  const levelName = (dimension, level) => (dimension === 'member_at_entry' ? t(String(level) === 'true' ? 'member' : 'not_member') : t(level));

  const byLevel = (dimension) => () => {
    const levels = timing(1, dimension).sort((a, b) => b.customers - a.customers).slice(0, 6);
    const series = levels.map((level, place) => line(curve(1, dimension, level.level), `${levelName(dimension, level.level)} (${f.compact(level.customers)})`,
      { isSmall: level.note !== null, colour: look.colour(null, place, level.note !== null), bandOpacity: levels.length > 3 ? 0.06 : 0.14 }));
    return charts.lines(series, { x: dayAxis(), xName: true, legend: { data: series.map((s) => s.name) } });
  };
  const n = (dimension) => () => sum(timing(1, dimension), 'customers');

  const dimensions = ['all', 'entry_category_l1', 'entry_channel', 'entry_aov_band', 'member_at_entry'];
  const windows = () => {
    const shown = dimensions.flatMap((dimension) => timing(1, dimension).sort((a, b) => b.customers - a.customers).slice(0, 9));
    return {
      heads: [[t('first.purchase')], [t('window')], [t('day.half'), true], [t('day.peak'), true], [t('customer.count'), true], [t('km.horizon', model.horizonDays), true]],
      rows: shown.map((r) => ({
        isSmall: r.note !== null,
        cells: [r.dimension === 'all' ? t('everybody') : `${t(r.dimension)}${t('colon')}${t(r.level)}`,
          r.day_25 === null ? t(r.note) : range(r), r.day_50 ?? '–', r.peak_day ?? '–', f.number(r.customers), f.share(r.km_rate_horizon)],
      })),
    };
  };

  /** The days from which to which to speak to them, as a bar over the horizon. */
  const range = (row) => {
    const box = Report.element('span', 'window');
    const track = Report.element('span', 'track');
    const bar = Report.element('i');
    bar.style.left = `${(row.day_25 / model.horizonDays) * 100}%`;
    bar.style.width = `${Math.max(((row.day_75 - row.day_25) / model.horizonDays) * 100, 2)}%`;
    track.append(bar);
    box.append(track, Report.element('span', '', t('day.range', row.day_25, row.day_75)));
    return box;
  };

  const effects = () => rows('factors').filter((r) => r.adjusted_effect !== null && r.factor !== 'entry_month')
    .sort((a, b) => Math.abs(b.adjusted_effect) - Math.abs(a.adjusted_effect)).slice(0, 18)
    .sort((a, b) => b.adjusted_effect - a.adjusted_effect);

  const factors = () => charts.estimates(effects().map((r) => {
    const label = `${t(r.factor)}${t('colon')}${t(r.level)}`;
    const isSure = r.q !== null && r.q < 0.05;
    return { label, marks: [{
      value: r.adjusted_effect, low: r.adjusted_low, high: r.adjusted_high, title: label, isGrey: !isSure, warning: isSure ? null : t('not.sure'),
      tip: [[t('adjusted'), `${f.number(r.adjusted_effect, 1)} ${t('points')}`], [t('interval'), `${f.number(r.adjusted_low, 1)} – ${f.number(r.adjusted_high, 1)}`],
        [t('km'), f.share(r.km_rate)], [t('customer.count'), f.number(r.customers)], ['q', f.number(r.q, 3)]],
    }] };
  }), { formatter: (value) => f.number(value, 0), axisName: t('adjusted.axis'), room: window.innerWidth < 760 ? 20 : 32, reference: 0 });

  Report.sections.push({
    id: 'repurchase', headline: 'repurchase_rate', movers: 'repurchase_step',
    figures: [
      { id: 'curve_steps', n: () => timing(1, 'all')[0]?.customers ?? 0, option: steps, height: 350, empty: 'no.purchases', maturity: settled },
      { id: 'curve_categories', n: n('entry_category_l1'), option: byLevel('entry_category_l1'), height: 350, empty: 'no.purchases', maturity: settled },
      { id: 'curve_channels', n: n('entry_channel'), option: byLevel('entry_channel'), height: 350, empty: 'no.purchases', maturity: settled },
      { id: 'curve_members', n: n('member_at_entry'), option: byLevel('member_at_entry'), height: 350, empty: 'no.purchases', maturity: settled },
      { id: 'timing', wide: true, n: () => timing(1, 'all')[0]?.customers ?? 0, table: windows, empty: 'no.purchases', maturity: settled, values: () => [model.horizonDays] },
      { id: 'factors', wide: true, n: () => effects().length && timing(1, 'all')[0]?.customers, option: factors, height: () => 70 + 25 * effects().length, empty: 'no.factors', maturity: settled },
    ].map((figure) => ({ ...figure, get maturity() { return settled(); } })),
  });

  const heatMap = () => {
    const narrow = window.innerWidth < 760;
    const all = rows('cohorts');
    const months = Report.distinct(all, 'cohort_month').slice(narrow ? -12 : -24);
    const last = Math.min(Math.max(...all.filter((r) => months.includes(r.cohort_month)).map((r) => r.month_offset)), narrow ? 8 : 18);
    const offsets = Array.from({ length: last }, (none, i) => i + 1);
    const shown = all.filter((r) => months.includes(r.cohort_month) && r.month_offset >= 1 && r.month_offset <= last);
    const most = Math.max(...shown.map((r) => r.retention), 0.01);
    return charts.cells(offsets.map((o) => `+${o}`), months.map((m) => `${f.month(m)}  (${f.compact(all.find((r) => r.cohort_month === m).customers)})`),
      shown.map((r) => ({
        x: r.month_offset - 1, y: months.indexOf(r.cohort_month), value: r.retention, text: f.number(r.retention * 100) + (r.is_complete ? '' : '*'),
        isGrey: Report.isSmall(r.customers) || !r.is_complete, title: `${f.month(r.cohort_month)} +${r.month_offset}`,
        tip: [[t('retention'), f.share(r.retention)], [t('active.of'), `${f.number(r.active)} / ${f.number(r.customers)}`]],
        warning: !r.is_complete ? t('month.open') : Report.isSmall(r.customers) ? t('small.group', model.smallBelow) : null,
      })), { range: [0, most], formatter: (v) => f.share(v, 0), fontSize: narrow ? 9.5 : 11, room: 18 });
  };

  Report.sections.push({
    id: 'cohorts', headline: 'retention_1', movers: 'retention',
    figures: [{ id: 'cohort_map', wide: true, n: () => sum(rows('cohorts').filter((r) => r.month_offset === 0), 'customers'), option: heatMap, empty: 'no.purchases',
      maturity: 'maturity.months', height: () => 90 + 23 * Math.min(Report.distinct(rows('cohorts'), 'cohort_month').length, window.innerWidth < 760 ? 12 : 24) }],
  });
})();
