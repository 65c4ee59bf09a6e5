'use strict';
/** What went out: audiences and why people are left out of them; and how long the night took. */
(() => {
  const { t, format: f, rows, sum, charts } = Report;

  const statuses = ['selected', 'control', 'excluded', 'no_identifier', 'no_consent', 'global_holdout', 'higher_priority', 'contact_cap', 'channel_fatigue', 'limit', 'platform_minimum'];

  const audiences = () => {
    const names = Report.distinct(rows('audiences'), 'audience');
    const key = (row) => (row.status === 'left_out' ? row.reason : row.status);
    const present = statuses.filter((status) => rows('audiences').some((row) => key(row) === status));
    return charts.bars(names,
      present.map((status, place) => ({
        name: t(status), colour: status === 'selected' ? '#0072b2' : status === 'control' ? '#56b4e9' : ['#e69f00', '#cc79a7', '#d55e00', '#9aa7b3', '#7a6c00', '#b0a8d8', '#cfd6dd', '#5b6b7b', '#e9a56f'][(place + 7) % 9],
        values: names.map((name) => {
          const n = sum(rows('audiences').filter((row) => row.audience === name && key(row) === status), 'people');
          return { value: n, tip: n > 0 ? [[t(status), f.number(n)]] : [] };
        }),
      })), { lying: true, stacked: true, room: window.innerWidth < 760 ? 14 : 30 });
  };

  const arms = () => ({
    heads: [[t('audience')], [t('outcome')], [t('reason')], [t('arm')], [t('people.count'), true]],
    rows: rows('audiences').map((r) => ({ cells: [r.audience, t(r.status), r.reason ? t(r.reason) : '–', r.arm ?? '–', f.number(r.people)], isSmall: Report.isSmall(r.people) })),
  });

  Report.sections.push({
    id: 'audiences', headline: 'selected', movers: 'audience',
    figures: [
      { id: 'audience_people', wide: true, n: () => sum(rows('audiences'), 'people'), unit: 'people', empty: 'no.audiences', option: audiences,
        height: () => 70 + 34 * Report.distinct(rows('audiences'), 'audience').length },
      { id: 'audience_reasons', wide: true, n: () => sum(rows('audiences'), 'people'), unit: 'people', empty: 'no.audiences', table: arms },
    ],
  });

  /** Tonight, and the night before it. */
  const lastNights = () => Report.distinct(rows('runs'), 'as_of').sort().reverse().slice(0, 2);

  const jobs = () => {
    const nights = lastNights();
    const names = Report.distinct(rows('runs').filter((row) => row.as_of === nights[0]), 'job');
    const of = (night) => names.map((job) => {
      const run = rows('runs').find((row) => row.job === job && row.as_of === night);
      return run
        ? { value: run.seconds, tip: [[f.date(night), `${f.number(run.seconds, 1)} s`], [t('rows.in.out'), `${f.number(run.rows_in)} → ${f.number(run.rows_out)}`], [t('status'), t(`status.${run.status}`)]] }
        : { value: null, tip: [] };
    });
    return charts.bars(names, nights.map((night, place) => ({ name: f.date(night), colour: ['#0072b2', '#b9cfdf'][place], values: of(night) })),
      { lying: true, formatter: (v) => `${f.number(v)} s`, labels: nights.length === 1 ? (d) => f.number(d.value, 1) : undefined });
  };

  Report.sections.push({
    id: 'run_times', headline: 'seconds', movers: 'job',
    figures: [{ id: 'job_times', wide: true, n: () => rows('runs').filter((row) => lastNights().includes(row.as_of)).length, unit: 'jobs', empty: 'no.runs', option: jobs,
      height: () => 60 + 34 * Report.distinct(rows('runs'), 'job').length }],
  });
})();
