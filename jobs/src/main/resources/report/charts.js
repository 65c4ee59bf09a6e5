'use strict';
/** How figures look: colours that colour-blind people can tell apart, axes, tips, and the parts that charts share. */
Report.look = (() => {
  // Okabe and Ito, "Color Universal Design", 2008; ordered so that neighbours differ in lightness, too.
  const palette = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#d55e00', '#7a6c00', '#5b6b7b', '#b0a8d8', '#1b2733'];
  const of = {
    visitor: '#cfd6dd', prospect: '#9aa7b3', new: '#56b4e9', active: '#0072b2', lapsing: '#e69f00', dormant: '#b04a00',
    none: '#cfd6dd', normal: '#009e73', loyal: '#0072b2', at_risk: '#e69f00', lost: '#b04a00', absent: '#e3e8ee',
  };
  const grey = '#b4bec8';
  const font = getComputedStyle(document.documentElement).fontFamily;
  const sequential = ['#f2f7fb', '#c5ddee', '#86b9da', '#3f8fc0', '#0b5c8a', '#073b59'];
  const diverging = ['#b04a00', '#e9a56f', '#f7f5f2', '#86b9da', '#0b5c8a'];

  /** The colour of a group by its name, else by its place; small groups are grey. */
  const colour = (name, place = 0, isSmall = false) => (isSmall ? grey : of[name] ?? palette[place % palette.length]);

  /** Fine patterns, so that series can be told apart without any colour. */
  const decals = [
    { dashArrayX: [1, 0], dashArrayY: [1, 9], rotation: Math.PI / 4 },
    { symbol: 'circle', symbolSize: 0.4, dashArrayX: [[9, 9], [0, 9, 9, 0]], dashArrayY: [9, 0] },
    { dashArrayX: [1, 0], dashArrayY: [1, 9], rotation: -Math.PI / 4 },
    { dashArrayX: [1, 0], dashArrayY: [1, 8] },
    { symbol: 'rect', symbolSize: 0.4, dashArrayX: [[12, 6], [0, 6, 12, 0]], dashArrayY: [10, 0] },
    { dashArrayX: [1, 8], dashArrayY: [1, 0] },
  ].map((decal) => ({ symbol: 'rect', symbolSize: 1, ...decal, color: 'rgba(255,255,255,.3)' }));
  /** For marks that have their name beside them, and for the first of several series. */
  const plain = { color: 'rgba(0,0,0,0)' };
  decals.unshift(plain);

  const axisText = { color: '#5b6b7b', fontSize: 11.5 };
  const line = { lineStyle: { color: '#d5dce3' } };
  const category = (data, more = {}) => ({
    type: 'category', data, axisTick: { show: false }, axisLine: line,
    ...more, axisLabel: { ...axisText, hideOverlap: true, ...more.axisLabel },
  });
  const value = (formatter = Report.format.compact, more = {}) => ({
    type: 'value', axisLine: { show: false }, splitLine: { lineStyle: { color: '#edf1f4' } }, nameTextStyle: axisText, splitNumber: 4,
    ...more, axisLabel: { ...axisText, formatter: (v) => formatter(v), hideOverlap: true, ...more.axisLabel },
  });

  /** Long names keep to their room; the tip has them whole. */
  const cut = (text, length) => (String(text).length > length ? `${String(text).slice(0, length - 1)}…` : String(text));

  const width = (text) => [...text].reduce((sum, sign) => sum + (sign > '⺀' ? 2 : 1), 0);
  /** A sentence in lines no longer than so many letters; a Chinese sign is as wide as two. */
  const inLines = (text, length) => text.split(/(?<=[ ，：])|(?=（)/).reduce((lines, part) => {
    const last = lines.at(-1) + part;
    return width(last) > length ? [...lines, part] : [...lines.slice(0, -1), last];
  }, ['']).join('\n').trim();

  /** What a chart shows under the pointer. Elements, not markup: text from dumps stays text. */
  const tip = (title, pairs, warning) => {
    const box = Report.element('div', 'tip');
    box.append(Report.element('b', '', title));
    pairs.forEach(([name, text]) => {
      const row = Report.element('div');
      row.append(Report.element('span', '', name), Report.element('span', '', text));
      box.append(row);
    });
    if (warning) {
      box.append(Report.element('p', '', warning));
    }
    return box;
  };

  /** How many lines the names of a legend take. */
  const legendLines = (option, width) => {
    const names = new Set(option.legend?.data ?? option.series.map(({ name }) => name));
    const widths = [...names].map((name) => 34 + [...name].reduce((sum, sign) => sum + (sign > '⺀' ? 12.5 : 7), 0));
    let lines = 1;
    let used = 0;
    widths.forEach((one) => {
      lines += used + one > width ? 1 : 0;
      used = used + one > width ? one : used + one;
    });
    return lines;
  };

  /** What every chart has, in a room of so many pixels. */
  const whole = (option, description, width) => ({
    animation: false,
    color: palette,
    textStyle: { fontFamily: font, color: '#1b2733' },
    aria: { enabled: true, label: { description }, decal: { show: true, decals } },
    ...option,
    grid: { left: 8, right: 18, bottom: 6, containLabel: true, ...(option.legend && { top: 14 + 20 * legendLines(option, width) }), ...option.grid },
    legend: option.legend && {
      type: 'plain', top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 9, itemGap: 14,
      textStyle: { color: '#5b6b7b', fontSize: 12 }, formatter: (name) => cut(name, Math.floor((width - 34) / 7)), ...option.legend,
    },
    tooltip: {
      confine: true, borderWidth: 1, borderColor: '#d5dce3', padding: [8, 11], appendToBody: false, transitionDuration: 0, ...option.tooltip,
    },
  });

  /** Colours of a heat map's values, drawn below it. */
  const heat = (min, max, formatter, more = {}) => ({
    type: 'continuous', min, max, calculable: false, orient: 'horizontal', left: 'center', bottom: 0, itemWidth: 10, itemHeight: 130,
    text: [formatter(max), formatter(min)], textStyle: { color: '#5b6b7b', fontSize: 11 }, inRange: { color: sequential }, ...more,
  });

  return { palette, colour, grey, diverging, plain, category, value, cut, inLines, tip, whole, heat };
})();

/** Charts that several figures are made of; each gives an option of Apache ECharts. */
Report.charts = (() => {
  const { t, format: f } = Report;
  const look = Report.look;

  /**
   * Bars side by side, one group per name.
   * series: {name, colour, values: [{value, n, tip}]}; lying: names on the left.
   */
  const bars = (names, series, { lying = false, stacked = false, formatter, labels, room = 16 } = {}) => {
    const nameAxis = look.category(names, {
      inverse: lying,
      axisLabel: lying ? { formatter: (text) => look.cut(text, room), hideOverlap: false, interval: 0 } : names.length <= 8 ? { hideOverlap: false, interval: 0, ...wrapped(names.length) } : {},
    });
    return {
      legend: series.length > 1 ? {} : undefined,
      grid: series.length > 1 ? {} : { right: lying && labels ? 52 : 18, top: 14 },
      tooltip: {
        trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(11,92,138,.06)' } },
        formatter: (items) =>
          look.tip(names[items[0].dataIndex], items.flatMap((item) => item.data.tip ?? [[item.seriesName, (formatter ?? f.number)(item.data.value)]]),
            items.some((item) => item.data.isSmall) ? t('small.group', Report.model.smallBelow) : null),
      },
      [lying ? 'yAxis' : 'xAxis']: nameAxis,
      [lying ? 'xAxis' : 'yAxis']: look.value(formatter === f.share ? (v) => f.share(v, 0) : formatter ?? f.compact),
      series: series.map((one, place) => ({
        type: 'bar', name: one.name, stack: stacked ? 'all' : undefined, barMaxWidth: lying && names.length > 3 ? 18 : 34, barGap: '12%',
        itemStyle: { color: one.colour ?? look.colour(null, place), decal: series.length > 1 ? undefined : look.plain, borderRadius: stacked ? 0 : lying ? [0, 3, 3, 0] : [3, 3, 0, 0] },
        data: one.values.map((v) => ({ ...v, itemStyle: v.isSmall ? { color: look.grey } : v.colour ? { color: v.colour } : undefined })),
        label: labels ? { show: true, position: lying ? 'right' : 'top', color: '#5b6b7b', fontSize: 11.5, formatter: (p) => labels(p.data) } : undefined,
      })),
    };
  };

  /** A few names below a chart, each in its own room. */
  const wrapped = (count) => ({ width: Math.max((Math.min(window.innerWidth, 760) - 90) / (count * (window.innerWidth < 760 ? 1 : 1.55)), 40), overflow: 'break', fontSize: 11 });

  /** Who went from where to where. flows: {from, to, customers, tip}; both sides are in the given order of names. */
  const flow = (flows, order, nameOf = t) => {
    const sides = ['from', 'to'];
    const total = Report.sum(flows, 'customers');
    const nodes = sides.flatMap((side) =>
      [...Report.sums(flows, side, 'customers')].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)).map(([name, n]) => ({
        name: `${side}:${name}`, title: nameOf(name), n, isSmall: Report.isSmall(n),
        itemStyle: { color: look.colour(name, order.indexOf(name)), borderWidth: 0, decal: look.plain },
        label: { position: side === 'from' ? 'right' : 'left' },
      })));
    const narrow = window.innerWidth < 760;
    return {
      tooltip: {
        formatter: ({ dataType, data }) =>
          dataType === 'node'
            ? look.tip(data.title, [[t('customer.count'), f.number(data.n)], [t('share'), f.share(data.n / total)]])
            : look.tip(`${nameOf(data.from)} → ${nameOf(data.to)}`, [[t('customer.count'), f.number(data.value)], ...data.tip],
              Report.isSmall(data.value) ? t('small.group', Report.model.smallBelow) : null),
      },
      series: [{
        type: 'sankey', left: 4, right: 4, top: 12, bottom: 8, nodeWidth: 12, nodeGap: 13, draggable: false, layoutIterations: 0,
        emphasis: { focus: 'adjacency' },
        label: { color: '#1b2733', fontSize: narrow ? 10.5 : 12, formatter: ({ data }) => `${look.cut(data.title, 14)}  ${f.compact(data.n)}` },
        lineStyle: { color: 'source', opacity: 0.3, curveness: 0.5 },
        data: nodes,
        links: flows.map((flow) => ({
          source: `from:${flow.from}`, target: `to:${flow.to}`, value: flow.customers, from: flow.from, to: flow.to, tip: flow.tip ?? [],
          lineStyle: Report.isSmall(flow.customers) ? { color: look.grey, opacity: 0.22 } : undefined,
        })),
      }],
    };
  };

  /** Lines over days or months. lines: {name, points: [[x, y, tip]], band: [[x, low, high]], isSmall, dashed}. */
  const lines = (series, { x, y = f.share, legend = {}, xName }) => ({
    legend,
    grid: { right: 22, bottom: xName ? 24 : 6 },
    tooltip: { trigger: 'item', formatter: ({ seriesName, data }) => look.tip(seriesName, data[2] ?? [[String(data[0]), y(data[1])]]) },
    xAxis: x,
    yAxis: look.value(y === f.share ? (v) => f.share(v, 0) : y),
    series: series.flatMap((one, place) => {
      const colour = one.colour ?? look.colour(null, place, one.isSmall);
      const shown = { type: 'line', name: one.name, data: one.points, symbol: 'circle', symbolSize: one.symbolSize ?? 4, showSymbol: one.showSymbol ?? true,
        lineStyle: { width: one.isSmall ? 1.2 : 2, type: one.dashed ? [5, 4] : ['solid', [9, 3], [3, 3], [9, 3, 3, 3]][place % 4] },
        itemStyle: { color: colour }, connectNulls: false, step: one.step, z: one.isSmall ? 2 : 3 };
      return one.band ? [shown, band(one, colour)] : [shown];
    }),
  });

  /** An interval around a line, as one shape. */
  const band = (one, colour) => {
    const known = one.band.filter(([, low]) => low !== null);
    return {
      type: 'custom', name: one.name, silent: true, z: 1, clip: true, tooltip: { show: false }, itemStyle: { color: colour },
      data: known.flatMap(([x, low, high]) => [[x, low], [x, high]]),
      renderItem: ({ dataIndex }, api) => {
        if (dataIndex > 0) {
          return null;
        }
        const points = [...known.map(([x, low]) => api.coord([x, low])), ...known.map(([x, , high]) => api.coord([x, high])).reverse()];
        return { type: 'polygon', shape: { points }, style: { fill: colour, opacity: one.bandOpacity ?? 0.14 } };
      },
    };
  };

  /** Coloured cells. cells: {x, y, value, text, tip, isGrey, warning}. */
  const cells = (columns, rows, values, { range, formatter, fontSize = 11, colours, xLabel = {}, room = 14, xName, yName }) => ({
    grid: { left: 8, right: 12, top: 8, bottom: 44, containLabel: true },
    tooltip: { formatter: ({ data }) => look.tip(data.title, data.tip, data.warning) },
    xAxis: look.category(columns, { name: xName, nameLocation: 'middle', axisLabel: { hideOverlap: false, interval: 0, formatter: (text) => look.cut(text, room), ...xLabel } }),
    yAxis: look.category(rows, { name: yName, inverse: true, axisLabel: { hideOverlap: false, interval: 0, formatter: (text) => look.cut(text, room) } }),
    visualMap: look.heat(range[0], range[1], formatter, colours ? { inRange: { color: colours } } : {}),
    series: [{
      type: 'heatmap',
      itemStyle: { borderColor: '#fff', borderWidth: 1.5, borderRadius: 2, decal: look.plain },
      label: { show: fontSize > 0, fontSize, formatter: ({ data }) => data.text },
      data: values.map((cell) => ({
        ...cell, value: [cell.x, cell.y, cell.value],
        visualMap: cell.isGrey ? false : undefined,
        itemStyle: cell.isGrey ? { color: '#e6eaee' } : undefined,
        label: { color: cell.isGrey ? '#8b98a5' : undefined },
      })),
    }],
  });

  /**
   * A mark and its interval in each row; several marks of a row lie one below the other, and a row without any is a heading, or grey.
   * rows: {label, isHead, isGrey, marks: [{value, low, high, series, symbol, isHollow, isGrey, title, tip, warning}]}.
   */
  const estimates = (rows, { formatter, axisName, room, reference }) => {
    const isNarrow = room < 30;
    const most = Math.max(...rows.map((row) => row.marks.length), 1);
    const colourOf = (mark, place) => (mark.isGrey ? look.grey : look.palette[place]);
    const down = (place) => (place - (most - 1) / 2) * 8;
    const at = (place) => rows.flatMap((row, i) => (row.marks[place] ? [{ i, mark: row.marks[place] }] : []));
    const series = Array.from({ length: most }, (none, place) => {
      const shown = at(place);
      const name = shown.find(({ mark }) => mark.series)?.mark.series ?? '';
      return [
        { type: 'custom', name, z: 2, encode: { x: [1, 2], y: 0 }, itemStyle: { color: look.palette[place] }, data: shown.map(({ i, mark }) => ({ ...mark, value: [i, mark.low, mark.high] })),
          renderItem: (params, api) => {
            const [x1, y] = api.coord([api.value(1), api.value(0)]);
            const [x2] = api.coord([api.value(2), api.value(0)]);
            const y1 = y + down(place);
            return { type: 'line', shape: { x1, y1, x2, y2: y1 }, style: { stroke: colourOf(shown[params.dataIndex].mark, place), lineWidth: 2 } };
          } },
        { type: 'scatter', name, z: 3, symbolOffset: [0, down(place)], data: shown.map(({ i, mark }) => ({
          ...mark, value: [mark.value, i], symbol: mark.symbol ?? 'circle', symbolSize: mark.symbol === 'diamond' ? 12 : 8,
          itemStyle: { color: mark.isHollow ? '#fff' : colourOf(mark, place), borderColor: colourOf(mark, place), borderWidth: 2, decal: look.plain } })),
        markLine: reference === undefined || place > 0 ? undefined : { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: '#8b98a5', type: 'dashed' }, data: [{ xAxis: reference }] } },
      ];
    }).flat();
    return {
      legend: most > 1 ? { data: [...new Set(series.map(({ name }) => name))] } : undefined,
      grid: { left: 8, right: 26, bottom: isNarrow ? 56 : 26, containLabel: true, ...(most === 1 && { top: 8 }) },
      tooltip: { formatter: ({ data }) => look.tip(data.title, data.tip, data.warning) },
      yAxis: look.category(rows.map((row, i) => i), { inverse: true, splitLine: { show: true, interval: (i) => rows[i]?.isHead, lineStyle: { color: '#e3e8ee' } },
        axisLabel: { hideOverlap: false, interval: 0, formatter: (i) => look.cut(rows[i].label, room), fontSize: isNarrow ? 10.5 : 11.5, color: (i) => (rows[i].isHead ? '#1b2733' : rows[i].isGrey ? '#8b98a5' : '#5b6b7b') } }),
      xAxis: look.value(formatter, { name: isNarrow ? look.inLines(axisName, 26) : axisName, nameLocation: 'middle', nameGap: 26 }),
      series,
    };
  };

  return { bars, flow, lines, cells, estimates };
})();
