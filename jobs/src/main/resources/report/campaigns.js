'use strict';
/** Did it work: campaigns against their control groups, what they cost, and how people answer on each channel. */
(() => {
  const { t, format: f, rows, sum, isSmall, element, estimate, chip, range } = Report;
  const { look, charts, model } = Report;

  const events = ['sent', 'delivered', 'opened', 'clicked', 'redeemed', 'bought', 'unsubscribed'];
  const stages = ['none', 'new', 'normal', 'loyal', 'at_risk', 'lost'];
  const isNarrow = () => window.innerWidth < 760;

  const effects = (fits) => rows('campaign_effects').filter(fits);
  /** One row per campaign and arm: the result that decides. Newest campaigns first. */
  const primaries = () => effects((r) => r.role === 'primary');
  const isTold = (r) => r.status === 'final' || r.status === 'running';
  const told = () => primaries().filter((r) => isTold(r) && r.difference !== null);
  const statusOf = (campaign) => primaries().find((r) => r.campaign === campaign)?.status;
  const isOfTold = (r) => told().some((one) => one.campaign === r.campaign);
  const ofPrimary = (primary, fits) => effects((r) => r.campaign === primary.campaign && r.arm === primary.arm && r.window === primary.window
    && r.against === primary.against && r.dimension === 'all' && fits(r));

  /** Names of arms that everybody uses have words; others are as the file has them. */
  const armName = (arm) => (['control', 'baseline', 'treatment'].includes(arm) ? t(`arm.${arm}`) : arm);
  const isShare = (metric) => metric === 'conversion' || metric === 'unsubscribed';
  const amount = (metric, value) => (value === null ? '–' : isShare(metric) ? f.share(value) : metric === 'orders' ? f.number(value, 3) : `${model.currency} ${f.number(value, 2)}`);
  const signed = (text, value) => (value > 0 ? '+' : value < 0 ? '−' : '±') + text;
  /** A difference, and the ends of its interval, which need no unit once more. */
  const size = (metric, value) => (isShare(metric) ? f.number(value * 100, 2) : f.number(value, metric === 'orders' ? 3 : 2));
  const change = (metric, value) => (value === null ? '–'
    : signed(isShare(metric) ? `${size(metric, Math.abs(value))} ${t('points')}` : amount(metric, Math.abs(value)), value));
  const end = (metric, value) => (value === null ? '–' : signed(size(metric, Math.abs(value)), value));
  const nameOf = (r) => t(`metric.${r.metric}`) + (r.variant === 'plain' ? '' : ` (${t(`variant.${r.variant}`)})`);
  const percent = (value) => (value === null ? '–' : signed(f.share(Math.abs(value)), value));
  const chance = (p) => (p === null ? '–' : p < 0.0001 ? '< 0.0001' : f.number(p, 4));
  const named = (name, p) => (p < 0.0001 ? `${name} < 0.0001` : `${name} = ${f.number(p, 4)}`);
  const isSure = (r) => r.q !== null && r.q < 0.05;
  const mark = (r) => {
    if (!isTold(r)) {
      return chip(t(`campaign.${r.status}`), r.status === 'withheld' ? 'late' : 'quiet');
    }
    if (r.difference === null) {
      return chip(t('campaign.too.few'), 'quiet');
    }
    return isSure(r) ? chip(t(r.difference > 0 ? 'campaign.more' : 'campaign.less'), r.difference > 0 ? '' : 'late') : chip(t('campaign.no.difference'), 'quiet');
  };

  /** Why the arms may not be compared: the one check that failed, else the other. */
  const unequal = (r) => {
    const isAssigned = r.ratio_p_assigned !== null && r.ratio_p_assigned < 0.001;
    return t('verdict.withheld', armName(r.arm), f.share(isAssigned ? r.assigned_share : r.analysed_share), f.share(r.planned_share),
      t(isAssigned ? 'of.assigned' : 'of.analysed'), named('p', isAssigned ? r.ratio_p_assigned : r.ratio_p_analysed));
  };

  const result = (r) => {
    if (r.difference === null) {
      return t('verdict.too.few', model.smallBelow);
    }
    const lift = r.lift === null ? '' : t('verdict.lift', percent(r.lift), percent(r.lift_low), percent(r.lift_high));
    return t('verdict.told', nameOf(r), amount(r.metric, r.mean), amount(r.metric, r.mean_against),
      change(r.metric, r.difference), end(r.metric, r.difference_low), end(r.metric, r.difference_high))
      + lift + t(isSure(r) ? 'verdict.sure' : 'verdict.unsure', named('q', r.q)) + (r.status === 'running' ? t('verdict.running') : '');
  };

  /** What may be said of a campaign tonight, in words. */
  const verdict = (r) => {
    if (r.status === 'withheld') {
      return unequal(r);
    }
    return isTold(r) ? result(r) : r.final_on === null ? t('verdict.open') : t(`verdict.${r.status}`, f.date(r.final_on));
  };

  /** A share with its interval, in as little room as many columns leave. */
  const rate = (value, low, high) => {
    const box = element('span', 'estimate', f.share(value));
    box.append(element('small', '', `${f.number(low * 100, 1)}–${f.share(high)}`));
    return box;
  };
  const nameCell = (text) => element('span', 'name', text);
  const armCell = (campaign, arm) => nameCell(`${campaign} · ${armName(arm)}`);
  const people = (r) => `${f.number(r.people)} / ${f.number(r.people_against)}`;
  const isFew = (r) => isSmall(Math.min(r.people, r.people_against));

  /** Where there is little room, all of a campaign below each other: nobody scrolls sideways for what matters most. */
  const stacked = (r) => {
    const box = element('span', 'stack');
    box.append(armCell(r.campaign, r.arm), mark(r), element('span', '', verdict(r)), element('small', '', `${t('people.arms')} ${people(r)}`));
    return box;
  };
  const verdicts = () => (isNarrow()
    ? { heads: [[t('campaign')]], rows: primaries().map((r) => ({ isSmall: isTold(r) && isFew(r), cells: [stacked(r)] })) }
    : {
      heads: [[t('campaign')], [t('arm')], [t('outcome')], [t('in.words')], [t('people.arms'), true]],
      rows: primaries().map((r) => ({ isSmall: isTold(r) && isFew(r), cells: [nameCell(r.campaign), armName(r.arm), mark(r), element('span', 'words', verdict(r)), people(r)] })),
    });

  const effectTip = (r) => [[nameOf(r), `${amount(r.metric, r.mean)} / ${amount(r.metric, r.mean_against)}`],
    [t('difference'), `${change(r.metric, r.difference)} ${range(end(r.metric, r.difference_low), end(r.metric, r.difference_high))}`],
    [t('lift.control'), `${percent(r.lift)} ${range(percent(r.lift_low), percent(r.lift_high))}`],
    [t('people.arms'), people(r)], ...(r.q === null ? [] : [['q', chance(r.q)]])];

  /** A lift or a difference as a mark: hollow where it may be chance. */
  const markOf = (r, what, title, isChance) => ({
    value: r[what], low: r[`${what}_low`], high: r[`${what}_high`], isHollow: isChance, symbol: r.role === 'primary' ? 'diamond' : 'circle', title, tip: effectTip(r),
    warning: isChance ? t('chance.zero') : null, ...Report.ifSmall(Math.min(r.people, r.people_against)),
  });

  const forestRows = () => primaries().flatMap((primary) => {
    if (!isTold(primary)) {
      return [{ label: `${t(`campaign.${primary.status}`)}${t('colon')}${primary.campaign}`, isHead: true, marks: [] }];
    }
    const head = `${primary.campaign} · ${armName(primary.arm)}`;
    const shown = ofPrimary(primary, (r) => r.role === 'primary' || (r.role === 'secondary' && r.variant === 'plain')).filter((r) => r.lift !== null);
    return [{ label: shown.length ? head : `${t('campaign.too.few')}${t('colon')}${head}`, isHead: true, marks: [] }, ...shown.map((r) => ({
      label: nameOf(r) + (r.role === 'primary' ? ` ${t('primary.mark')}` : ''),
      marks: [markOf(r, 'lift', `${head} · ${nameOf(r)}`, r.role === 'primary' ? !isSure(r) : r.lift_low <= 0 && r.lift_high >= 0)],
    }))];
  });

  const lifts = () => charts.estimates(forestRows(), { formatter: (v) => f.share(v, 0), axisName: t('lift.axis'), room: isNarrow() ? 22 : 44, reference: 0 });
  /** Both arms of every campaign with a result; control is one, however many arms are compared with it. */
  const peopleTold = () => Report.distinct(told(), 'campaign').reduce((n, campaign) => {
    const own = told().filter((r) => r.campaign === campaign);
    return n + sum(own, 'people') + Math.max(...own.map((r) => r.people_against));
  }, 0);
  const assigned = () => sum(rows('campaign_funnel').filter((r) => r.event === 'assigned'), 'people');

  /** Of the newest campaign with a result: of more, the groups would fill pages. */
  const grouped = () => told().filter((r) => r.campaign === told()[0].campaign);
  const groupRows = () => grouped().flatMap((primary) => {
    const own = effects((r) => r.role === 'subgroup' && r.campaign === primary.campaign && r.arm === primary.arm);
    return [{ label: `${primary.campaign} · ${armName(primary.arm)}`, isHead: true, marks: [] }, ...own.map((r) => (r.difference === null ? { label: `${levelName(r)} · ${t('campaign.too.few')}`, isGrey: true, marks: [] } : {
      label: levelName(r), marks: [{ ...markOf(r, 'difference', levelName(r), !isSure(r)), tip: [...effectTip(r), [t('q.differs'), chance(r.q_differs)]] }] }))];
  });
  const groups = () => charts.estimates(groupRows(), { formatter: (v) => end(grouped()[0].metric, v), reference: 0, room: isNarrow() ? 22 : 44,
    axisName: `${nameOf(grouped()[0])}${t('colon')}${t(isShare(grouped()[0].metric) ? 'difference.points' : 'difference.axis')}` });
  const levelName = (r) => {
    const cluster = rows('clusters').find((one) => String(one.cluster) === r.level);
    const level = r.dimension === 'preference_cluster' ? cluster?.label ?? (r.level === 'none' ? t('no.cluster') : r.level) : r.dimension === 'days_since_last' ? (r.level === 'never' ? t('none') : `${r.level} ${t('days')}`) : t(r.level);
    return `${t(r.dimension)}${t('colon')}${level}`;
  };

  const funnelAt = (campaign, step, channel, arm) => rows('campaign_funnel').filter((r) => r.campaign === campaign && r.step === step && r.channel === channel && r.arm === arm);
  const armsOf = (view) => [...new Set(view.map((r) => r.arm))].sort((a, b) => (b === 'control') - (a === 'control'));
  const caution = (campaign) => (statusOf(campaign) === 'withheld' ? ` · ${t('campaign.withheld')}` : statusOf(campaign) === 'immature' ? ` · ${t('campaign.immature')}` : '');

  const funnelRows = () => Report.distinct(primaries(), 'campaign').slice(0, 4).flatMap((campaign) => {
    const arms = armsOf(rows('campaign_funnel').filter((r) => r.step === 'all'));
    return [{ label: campaign + caution(campaign), isHead: true, marks: [] }, ...events.map((event) => ({
      label: t(`event.${event}`),
      marks: arms.map((arm) => {
        const own = funnelAt(campaign, 'all', 'all', arm);
        const r = own.find((one) => one.event === event);
        return r && { value: r.rate, low: r.rate_low, high: r.rate_high, series: armName(arm), symbol: arm === 'control' ? 'rect' : 'circle', ...Report.ifSmall(r.assigned),
          title: `${campaign} · ${t(`event.${event}`)}`, tip: [[armName(arm), `${f.share(r.rate)} ${range(f.share(r.rate_low), f.share(r.rate_high))}`], [t('of.people'), `${f.number(r.people)} / ${f.number(r.assigned)}`]] };
      }),
    }))];
  });
  const funnel = () => charts.estimates(funnelRows(), { formatter: (v) => f.share(v, 0), axisName: t('funnel.axis'), room: isNarrow() ? 20 : 36 });

  const steps = () => {
    const places = new Map(rows('campaign_funnel').map((r) => [JSON.stringify([r.campaign, r.step, r.channel, r.arm]), r]));
    return {
      heads: [[t('campaign')], [t('step.channel')], [t('event.assigned'), true], ...events.map((event) => [t(`event.${event}`), true])],
      rows: [...places.values()].map((place) => {
        const own = funnelAt(place.campaign, place.step, place.channel, place.arm);
        return {
          isSmall: isSmall(place.assigned),
          cells: [nameCell(`${place.campaign} · ${armName(place.arm)}${caution(place.campaign)}`), nameCell(place.step === 'all' && place.channel === 'all' ? t('everything') : `${place.step === 'none' ? '–' : place.step} · ${place.channel}`),
            f.number(place.assigned), ...events.map((event) => {
              const r = own.find((one) => one.event === event);
              return r ? rate(r.rate, r.rate_low, r.rate_high) : '–';
            })],
        };
      }),
    };
  };

  const money = (value) => (value === null ? '–' : signed(`${model.currency} ${f.number(Math.abs(value))}`, value));
  const returns = () => ({
    heads: [[t('campaign')], [t('arm')], [t('outcome')], [t('margin.more'), true], [t('cost.more'), true], [t('roi'), true], [t('credited'), true]],
    rows: primaries().map((primary) => {
      const r = rows('campaign_roi').find((one) => one.campaign === primary.campaign && one.arm === primary.arm);
      const isIn = r && isTold(r) && r.incremental_margin !== null;
      return {
        isSmall: isIn && isSmall(r.people),
        cells: [nameCell(primary.campaign), armName(primary.arm), isIn ? chip(t(`campaign.${r.status}`)) : mark(r ? { ...primary, status: r.status, difference: null } : primary),
          isIn ? estimate(money(r.incremental_margin), money(r.incremental_margin_low), money(r.incremental_margin_high)) : '–',
          isIn ? money(r.incremental_cost) : '–',
          isIn && r.roi !== null ? estimate(percent(r.roi), percent(r.roi_low), percent(r.roi_high)) : '–',
          r ? `${model.currency} ${f.number(r.credited_net)}` : '–'],
      };
    }),
  });

  const checks = () => ({
    heads: [[t('campaign')], [t('arm')], [t('share.planned'), true], [t('share.assigned'), true], [t('share.analysed'), true], [t('ratio.p'), true], [t('outcome')], [t('known.orders'), true], [t('known.orders.control'), true]],
    rows: primaries().map((r) => {
      const orders = ofPrimary(r, (one) => one.metric === 'orders' && one.variant === 'plain')[0];
      const ps = [r.ratio_p_assigned, r.ratio_p_analysed].filter((p) => p !== null);
      return { cells: [nameCell(r.campaign), armName(r.arm), f.share(r.planned_share), f.share(r.assigned_share), f.share(r.analysed_share), ps.length ? chance(Math.min(...ps)) : '–',
        r.status === 'withheld' ? chip(t('ratio.broken'), 'late') : chip(t('ratio.fine')), f.share(orders?.known_orders_share ?? null), f.share(orders?.known_orders_share_against ?? null)] };
    }),
  });

  const guarded = () => told().flatMap((primary) => ofPrimary(primary, (r) => r.role === 'guardrail'));
  const guardrails = () => ({
    heads: [[t('campaign')], [t('arm')], [t('guardrail')], [t('mean'), true], [t('mean.control'), true], [t('difference'), true], [t('outcome')]],
    rows: guarded().map((r) => ({
      isSmall: isFew(r),
      cells: [nameCell(r.campaign), armName(r.arm), t(`metric.${r.metric}`), amount(r.metric, r.mean), amount(r.metric, r.mean_against),
        r.difference === null ? '–' : estimate(change(r.metric, r.difference), end(r.metric, r.difference_low), end(r.metric, r.difference_high)),
        r.note === 'harm' ? chip(t('guardrail.harm'), 'late') : r.difference === null ? chip(t('guardrail.alike'), 'quiet') : chip(t('guardrail.fine'))],
    })),
  });

  const moved = () => rows('campaign_stages').filter(isOfTold);
  const movements = () => {
    const starts = new Map(moved().map((r) => [JSON.stringify([r.campaign, stages.indexOf(r.stage_from), r.arm === 'control' ? 0 : 1, r.arm]), r]));
    const ends = stages.filter((stage) => moved().some((r) => r.stage_to === stage));
    return {
      heads: [[t('campaign')], [t('stage.from')], [t('people.count'), true], ...ends.map((stage) => [`→ ${t(stage)}`, true])],
      rows: [...starts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, start]) => {
        const own = moved().filter((r) => r.campaign === start.campaign && r.arm === start.arm && r.stage_from === start.stage_from);
        const n = sum(own, 'people');
        return { isSmall: isSmall(n), cells: [armCell(start.campaign, start.arm), t(start.stage_from), f.number(n), ...ends.map((stage) => {
          const r = own.find((one) => one.stage_to === stage);
          return r ? rate(r.share, r.share_low, r.share_high) : '–';
        })] };
      }),
    };
  };

  Report.sections.push({
    id: 'campaigns', headline: 'campaigns_told', movers: 'campaign_status',
    figures: [
      { id: 'campaign_verdicts', wide: true, n: assigned, unit: 'people', empty: 'no.campaigns', table: verdicts, maturity: 'maturity.campaigns' },
      { id: 'campaign_effects', wide: true, n: peopleTold, unit: 'people', empty: 'no.results', option: lifts, height: () => 80 + 25 * forestRows().length, maturity: 'maturity.campaigns' },
      { id: 'campaign_checks', wide: true, n: assigned, unit: 'people', empty: 'no.campaigns', table: checks },
      { id: 'campaign_returns', wide: true, n: peopleTold, unit: 'people', empty: 'no.results', table: returns, maturity: 'maturity.campaigns' },
      { id: 'campaign_groups', wide: true, n: () => (groupRows().some((r) => r.marks.length) ? sum(grouped(), 'people') + Math.max(...grouped().map((r) => r.people_against)) : 0), unit: 'people', empty: 'no.results', option: groups, height: () => 80 + 25 * groupRows().length, maturity: 'maturity.campaigns' },
      { id: 'campaign_guardrails', wide: true, n: () => (guarded().length ? peopleTold() : 0), unit: 'people', empty: 'no.results', table: guardrails, maturity: 'maturity.campaigns' },
      { id: 'campaign_stages', wide: true, n: () => sum(moved(), 'people'), unit: 'people', empty: 'no.results', table: movements, maturity: 'maturity.campaigns' },
      { id: 'campaign_funnel', wide: true, n: assigned, unit: 'people', empty: 'no.campaigns', option: funnel, height: () => 100 + 25 * funnelRows().length, maturity: 'maturity.funnel' },
      { id: 'campaign_steps', wide: true, n: assigned, unit: 'people', empty: 'no.campaigns', table: steps, maturity: 'maturity.funnel' },
    ],
  });
})();
