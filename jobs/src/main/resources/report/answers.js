'use strict';
/** How people answer the messages of each channel, and what online and offline sales do to each other. */
(() => {
  const { t, format: f, rows, sum, estimate, chip, range } = Report;
  const { charts, model } = Report;

  const contact = (channel) => (Object.hasOwn(Report.words, `contact.${channel}`) ? t(`contact.${channel}`) : channel);

  const answered = () => charts.estimates([...rows('channel_answers')].sort((a, b) => b.response_share - a.response_share).map((r) => ({
    label: `${contact(r.channel)} (${f.compact(r.touches)})`,
    marks: ['response', 'conversion'].map((answer) => ({
      value: r[`${answer}_share`], low: r[`${answer}_low`] ?? r[`${answer}_share`], high: r[`${answer}_high`] ?? r[`${answer}_share`], series: t(`answer.${answer}`),
      symbol: answer === 'response' ? 'circle' : 'rect', ...Report.ifSmall(r.customers), title: contact(r.channel),
      tip: [[t(`answer.${answer}`), `${f.share(r[`${answer}_share`])} ${range(f.share(r[`${answer}_low`]), f.share(r[`${answer}_high`]))}`],
        [t('messages'), `${f.number(r[`${answer}s`])} / ${f.number(r.touches)}`], [t('customer.count'), f.number(r.customers)]],
    })),
  })), { formatter: (v) => f.share(v, 0), axisName: t('answer.axis'), room: window.innerWidth < 760 ? 18 : 30 });

  const isDifference = (r) => r.method === 'difference_in_differences';
  const value = (r, one) => (isDifference(r) ? `${model.currency} ${f.number(one, 2)}` : f.number(one, 2));
  const told = (r) => {
    const kind = r.low === null || (r.low <= 0 && r.high >= 0) ? 'none' : r.estimate > 0 ? 'more' : 'less';
    return t(`cross.${isDifference(r) ? 'difference' : 'correlation'}.${kind}`);
  };
  const crossed = () => ({
    heads: [[t('cross.driver')], [t('cross.outcome')], [t('cross.method')], [t('cross.estimate'), true], [t('regions'), true], [t('weeks'), true], [t('in.words')]],
    rows: rows('cross_effects').map((r) => ({
      cells: [isDifference(r) ? r.driver : t(`series.${r.driver}`), t(`series.${r.outcome}`), chip(t(`cross.${r.method}`), isDifference(r) ? '' : 'quiet'),
        estimate(value(r, r.estimate), value(r, r.low), value(r, r.high)), r.regions_against === null ? f.number(r.regions) : `${f.number(r.regions)} / ${f.number(r.regions_against)}`, f.number(r.weeks), told(r)],
    })),
  });

  Report.sections.push({
    id: 'answers', headline: 'response_share', movers: 'response_channel',
    figures: [
      { id: 'channel_answers', wide: true, n: () => sum(rows('channel_answers'), 'touches'), unit: 'messages.unit', empty: 'no.messages', option: answered, height: () => 110 + 34 * rows('channel_answers').length, maturity: 'maturity.answers' },
      { id: 'cross_effects', wide: true, n: () => Math.max(0, ...rows('cross_effects').map((r) => r.regions + (r.regions_against ?? 0))), unit: 'regions.unit', empty: 'no.regions', table: crossed, maturity: 'maturity.cross' },
    ],
  });
})();
