'use strict';
/** What is sold where: channels, products, refunds. */
(() => {
  const { t, format: f, rows, sum, isSmall } = Report;
  const { look, charts, model } = Report;
  const months = (view, most) => Report.distinct(rows(view), 'month').sort().slice(-most);
  const shownMonths = (view) => months(view, window.innerWidth < 760 ? 12 : 24);
  const isOpen = (month) => month.slice(0, 7) === model.asOf.slice(0, 7) && !model.monthHasEnded;
  const names = (view, column, weight) =>
    [...Report.sums(rows(view).filter((r) => r[column] !== 'all'), column, weight)].sort((a, b) => b[1] - a[1]).map(([name]) => name);

  const net = () => {
    const shown = shownMonths('channels');
    return charts.bars(shown.map((m) => f.month(m) + (isOpen(m) ? '*' : '')), names('channels', 'channel', 'net').map((channel, place) => ({
      name: t(channel), colour: look.colour(null, place),
      values: shown.map((month) => {
        const r = rows('channels').find((one) => one.month === month && one.channel === channel);
        return { value: r?.net ?? 0, tip: r ? [[t(channel), `${f.money(r.net)} (${f.number(r.orders)} ${t('orders.unit')})`]] : [] };
      }),
    })), { stacked: true, formatter: f.compact });
  };

  const monthLine = (view, value, tip, { smallBy, open } = {}) => {
    const shown = shownMonths(view);
    return { shown, points: (fits) => shown.map((month) => {
      const r = rows(view).find((one) => one.month === month && fits(one));
      const isOut = !r || value(r) === null || isSmall(r[smallBy]);
      return { r, month, point: [f.month(month) + (isOpen(month) ? '*' : ''), r ? value(r) : null, r ? tip(r) : []], isOut, isUnsettled: r && open?.(r) };
    }) };
  };

  const returning = () => {
    const { shown, points } = monthLine('channels', (r) => r.returning_share,
      (r) => [[f.month(r.month), f.share(r.returning_share)], [t('returning.of'), `${f.number(r.returning_buyers)} / ${f.number(r.buyers)}`]], { smallBy: 'buyers' });
    const { points: again } = monthLine('channels', (r) => r.repurchase_rate_90d, (r) => [[f.month(r.month), f.share(r.repurchase_rate_90d)], [t('buyers'), f.number(r.buyers)]], { smallBy: 'buyers' });
    const series = [['returning.share', points], ['repurchase.90d', again]].map(([name, of], place) => ({
      name: t(name), colour: look.palette[place], points: of((r) => r.channel === 'all').map(({ point, isOut }) => ({ value: point, itemStyle: isOut ? { color: look.grey } : undefined })) }));
    const option = charts.lines(series, { x: look.category(shown.map((m) => f.month(m) + (isOpen(m) ? '*' : ''))) });
    option.tooltip.formatter = ({ seriesName, data }) => look.tip(seriesName, data.value[2], data.itemStyle ? t('small.group', model.smallBelow) : null);
    return option;
  };

  const flow = (kind) => () => charts.flow(rows('flows').filter((r) => r.kind === kind).map((r) => ({ ...r, tip: [[t('share.of.from'), f.share(r.share)]] })),
    [...names('channels', 'channel', 'net'), 'none'], (name) => t(name === 'none' ? 'no.channel' : name));
  const flowing = (kind) => () => sum(rows('flows').filter((r) => r.kind === kind), 'customers');

  Report.sections.push({
    id: 'channels', headline: 'net', movers: 'channel_net',
    figures: [
      { id: 'channel_net', wide: true, n: () => sum(rows('channels').filter((r) => r.channel === 'all'), 'orders'), unit: 'orders.unit', option: net, height: 340, empty: 'no.purchases', maturity: 'maturity.months' },
      { id: 'returning', wide: true, n: () => sum(rows('channels').filter((r) => r.channel === 'all'), 'orders'), unit: 'orders.unit', option: returning, height: 280, empty: 'no.purchases', maturity: 'maturity.channels' },
      { id: 'second_purchase', n: flowing('second_purchase'), option: flow('second_purchase'), height: 380, empty: 'no.second' },
      { id: 'main_channel', n: flowing('main_channel_90d'), option: flow('main_channel_90d'), height: 380, empty: 'no.purchases' },
    ],
  });

  const products = () => rows('products').filter((r) => r.level === 'sku').sort((a, b) => a.rank - b.rank);
  const moved = (change) => (change === null ? t('product.new') : change > 0 ? `▲ ${f.number(change)}` : change < 0 ? `▼ ${f.number(-change)}` : '＝');
  const best = () => ({
    heads: [['#', true], [t('product')], [t('net'), true], [t('buyers'), true], [t('pull.new'), true], [t('km.horizon', model.horizonDays), true], [t('refund.rate'), true], [t('rank.change'), true]],
    rows: products().map((r) => ({
      isSmall: isSmall(r.buyers),
      cells: [r.rank, r.name ? `${r.name}  (${r.product})` : t(r.product), f.money(r.net), f.number(r.buyers), f.share(r.pull_new_share), f.share(r.km_rate_horizon), f.share(r.refund_rate), moved(r.rank_change)],
    })),
  });

  const categories = () => {
    const shown = rows('products').filter((r) => r.level === 'l2' && r.penetration !== null && r.pull_new_share !== null);
    const most = Math.max(...shown.map((r) => r.net), 1);
    return {
      grid: { left: 12, right: 34, top: 40, bottom: 28 },
      tooltip: { formatter: ({ data }) => look.tip(data.name, data.tip, data.isSmall ? t('small.group', model.smallBelow) : null) },
      xAxis: look.value((v) => f.share(v, 0), { name: t('penetration.axis'), nameLocation: 'middle', nameGap: 28 }),
      yAxis: look.value((v) => f.share(v, 0), { name: t('pull.new.axis'), nameTextStyle: { align: 'left', color: '#5b6b7b' }, scale: true }),
      series: [{
        type: 'scatter', data: shown.map((r) => ({
          name: t(r.product), value: [r.penetration, r.pull_new_share], isSmall: isSmall(r.buyers), symbolSize: 8 + 34 * Math.sqrt(Math.max(r.net, 0) / most),
          itemStyle: { color: isSmall(r.buyers) ? look.grey : '#0072b2', opacity: 0.55 },
          tip: [[t('net'), f.money(r.net)], [t('buyers'), f.number(r.buyers)], [t('penetration'), f.share(r.penetration)], [t('pull.new'), f.share(r.pull_new_share)], [t('km.horizon', model.horizonDays), f.share(r.km_rate_horizon)]] })),
        label: { show: true, position: 'top', formatter: ({ name }) => look.cut(name, 10), color: '#1b2733', fontSize: 11 }, labelLayout: { hideOverlap: true },
      }],
    };
  };

  Report.sections.push({
    id: 'products', headline: 'product_net', movers: 'category_net',
    figures: [
      { id: 'product_categories', wide: true, n: () => rows('products').filter((r) => r.level === 'l2').length, unit: 'categories', option: categories, height: 400, empty: 'no.purchases', get maturity() { return ['maturity.window', model.attachDays]; } },
      { id: 'best_products', wide: true, n: () => products().length, unit: 'products.unit', table: best, empty: 'no.purchases', get maturity() { return ['maturity.window', model.attachDays]; } },
    ],
  });

  const refundTip = (r) => [[t('refund.amount'), f.share(r.refund_amount_rate)], [t('refund.orders'), `${f.share(r.refund_order_rate)} (${f.number(r.refunded_orders)} / ${f.number(r.orders)})`], [t('refund.days'), f.number(r.median_days_to_refund)]];
  const refundWarning = (r) => (!r.settled ? t('month.unsettled') : isSmall(r.orders) ? t('small.group', model.smallBelow) : null);

  const refundMonths = () => {
    const shown = shownMonths('refunds');
    const find = (month) => rows('refunds').find((r) => r.month === month && r.channel === 'all' && r.category_l1 === 'all');
    const option = charts.lines(['refund_amount_rate', 'refund_order_rate'].map((measure, place) => ({
      name: t(measure === 'refund_amount_rate' ? 'refund.amount' : 'refund.orders'), colour: look.palette[place],
      points: shown.map((month) => {
        const r = find(month);
        return { value: [f.month(month) + (r?.settled ? '' : '*'), r?.[measure] ?? null], r, itemStyle: r && refundWarning(r) ? { color: look.grey } : undefined };
      }),
    })), { x: look.category(shown.map((m) => f.month(m) + (find(m)?.settled ? '' : '*'))) });
    option.tooltip.formatter = ({ data }) => look.tip(f.month(data.r.month), refundTip(data.r), refundWarning(data.r));
    return option;
  };

  const refundsBy = (column, other) => () => {
    const settled = rows('refunds').filter((r) => r.settled && r[other] === 'all' && r[column] !== 'all');
    const groups = Report.distinct(settled, column).map((name) => {
      const here = settled.filter((r) => r[column] === name);
      return { name, orders: sum(here, 'orders'), refunded: sum(here, 'refunded_orders'), rate: sum(here, 'refund') / Math.max(sum(here, 'sold'), 0.01) };
    }).sort((a, b) => b.rate - a.rate);
    return charts.bars(groups.map((g) => t(g.name)), [{ name: t('refund.amount'), colour: '#0072b2', values: groups.map((g) => ({
      value: g.rate, isSmall: isSmall(g.orders), tip: [[t('refund.amount'), f.share(g.rate)], [t('refund.orders'), `${f.number(g.refunded)} / ${f.number(g.orders)}`]] })) }],
    { lying: true, formatter: f.share, labels: (d) => f.share(d.value) });
  };
  const refundOrders = () => sum(rows('refunds').filter((r) => r.channel === 'all' && r.category_l1 === 'all'), 'orders');
  const lastDays = () => ['maturity.refunds', model.settleDays];

  Report.sections.push({
    id: 'refunds', headline: 'refund_rate', movers: 'refund_rate_channel',
    figures: [
      { id: 'refund_months', wide: true, n: refundOrders, unit: 'orders.unit', option: refundMonths, height: 280, empty: 'no.purchases', get maturity() { return lastDays(); } },
      { id: 'refund_channels', n: refundOrders, unit: 'orders.unit', option: refundsBy('channel', 'category_l1'), height: 280, empty: 'no.purchases', get maturity() { return lastDays(); } },
      { id: 'refund_categories', n: refundOrders, unit: 'orders.unit', option: refundsBy('category_l1', 'channel'), height: 280, empty: 'no.purchases', get maturity() { return lastDays(); } },
    ],
  });
})();
