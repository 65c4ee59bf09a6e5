'use strict';
/** Builds the page of the chosen language from the sections, and keeps the charts in the size of their cards. */
(() => {
  const { t, format: f, model, element } = Report;
  let charts = [];

  /** A button that shows a definition while the pointer or the focus is on it. */
  const info = (text) => {
    const button = element('button', 'info', 'i');
    button.type = 'button';
    button.setAttribute('aria-label', `${t('definition')}: ${text}`);
    return [button, element('div', 'definition', text)];
  };

  const changes = (measure) => {
    const known = Report.measures.get(measure);
    const line = element('div', 'change');
    if (known?.night === null || known?.night === undefined) {
      line.textContent = t('no.night');
      return line;
    }
    line.append(element('b', '', f.difference(known.now - known.night, known.unit)), ` ${t('since.night')}`);
    if (known.month !== null && known.month !== undefined) {
      line.append('  ·  ', element('b', '', f.difference(known.now - known.month, known.unit)), ` ${t('since.month')}`);
    }
    return line;
  };

  const tile = (measure) => {
    const known = Report.measures.get(measure);
    const box = element('div', 'tile');
    box.dataset.measure = measure;
    box.append(...info(t(`${measure}.definition`, model.horizonDays)), element('div', 'label', t(`measure.${measure}`, model.horizonDays)),
      element('div', 'value', known ? f.value(known.now, known.unit) : '–'), changes(measure));
    return box;
  };

  const figure = (spec) => {
    const box = element('figure', spec.wide ? 'wide' : '');
    box.id = spec.id;
    const caption = element('figcaption');
    caption.append(element('h3', '', t(`${spec.id}.title`)), ...info(t(`${spec.id}.definition`, ...(spec.values?.() ?? []))));
    box.append(caption);
    const n = spec.n();
    if (n === 0) {
      box.append(element('p', 'empty', t(spec.empty ?? 'nothing.yet')));
    } else if (spec.table) {
      const scroll = element('div', 'scroll');
      scroll.append(table(spec.table()));
      box.append(scroll);
    } else {
      const chart = element('div', 'chart');
      chart.style.height = `${typeof spec.height === 'function' ? spec.height() : spec.height ?? 300}px`;
      box.append(chart);
      charts.push({ chart, spec, n });
    }
    const facts = element('div', 'facts');
    facts.append(element('span', '', t('n.of', f.number(n), t(spec.unit ?? 'customers'))), element('span', '', t('as.of', f.date(model.asOf))),
      element('span', '', t(...[spec.maturity ?? 'complete'].flat())));
    box.append(facts);
    return box;
  };

  /** heads: [text, isNumber]; rows: {cells: text, number or element; isSmall}. */
  const table = ({ heads, rows }) => {
    const result = element('table');
    const head = result.createTHead().insertRow();
    heads.forEach(([text, isNumber]) => head.append(element('th', isNumber ? 'number' : '', text.charAt(0).toUpperCase() + text.slice(1))));
    const body = result.createTBody();
    rows.forEach((row) => {
      const line = body.insertRow();
      line.className = row.isSmall ? 'small' : '';
      row.cells.forEach((cell, i) => {
        const place = line.insertCell();
        place.className = heads[i][1] ? 'number' : cell instanceof Node ? 'own' : String(cell).length > 18 ? 'text long' : 'text';
        place.append(cell instanceof Node ? cell : String(cell ?? '–'));
      });
    });
    return result;
  };

  const section = (spec) => {
    const box = element('section');
    box.id = spec.id;
    const figures = element('div', 'figures');
    figures.append(...spec.figures.map(figure));
    box.append(element('h2', '', t(spec.id)), Report.reading(spec), figures);
    return box;
  };

  const aside = () => {
    const side = element('nav', 'side');
    side.setAttribute('aria-label', t('contents'));
    const tools = element('div', 'tools');
    const language = element('button', '', Report.language === 'zh' ? 'English' : '中文');
    language.id = 'language';
    language.addEventListener('click', () => choose(Report.language === 'zh' ? 'en' : 'zh'));
    const print = element('button', '', t('print'));
    print.addEventListener('click', () => window.print());
    tools.append(language, print);
    const list = element('ol');
    Report.sections.forEach(({ id }) => {
      const item = element('li');
      const link = element('a', '', t(id));
      link.href = `#${id}`;
      item.append(link);
      list.append(item);
    });
    side.append(element('span', 'brand', model.brand), element('span', 'date', t('night.of', f.date(model.asOf))), tools, list);
    return side;
  };

  const build = () => {
    sizes.disconnect();
    charts.forEach(({ instance }) => instance?.dispose());
    charts = [];
    document.documentElement.lang = Report.language === 'zh' ? 'zh-CN' : 'en';
    document.title = `${model.brand} · ${t('report')} · ${model.asOf}`;
    const main = element('main');
    const header = element('header');
    header.append(element('h1', '', `${t('report')} · ${f.date(model.asOf)}`), element('p', '', t('introduction', model.brand)));
    const tiles = element('div', 'tiles');
    tiles.append(...Report.tiles.map(tile));
    main.append(header, tiles, ...Report.sections.map(section), element('footer', 'about', t('about', model.smallBelow)));
    document.getElementById('page').replaceChildren(aside(), main);
    charts.forEach(draw);
    watch();
  };

  const draw = (one) => {
    one.instance = echarts.init(one.chart, null, { renderer: 'svg' });
    const title = t(`${one.spec.id}.title`);
    one.instance.setOption(Report.look.whole(one.spec.option(), `${title}. ${t('n.of', f.number(one.n), t(one.spec.unit ?? 'customers'))}`, one.chart.clientWidth));
    sizes.observe(one.chart);
  };

  /** Marks the section that is being read in the contents. */
  const watch = () => {
    const links = new Map([...document.querySelectorAll('.side a')].map((a) => [a.getAttribute('href').slice(1), a]));
    const observer = new IntersectionObserver((entries) => entries.forEach((entry) => {
      links.get(entry.target.id).classList.toggle('here', entry.isIntersecting);
    }), { rootMargin: '-10% 0px -80% 0px' });
    document.querySelectorAll('section').forEach((one) => observer.observe(one));
  };

  const choose = (language) => {
    const top = window.scrollY;
    Report.language = language;
    try {
      localStorage.setItem('tributary.language', language);
    } catch (refused) {
      // A page opened from a file may have no storage: then the choice lasts as long as the page.
    }
    build();
    window.scrollTo({ top, behavior: 'instant' });
  };

  const remembered = () => {
    try {
      return localStorage.getItem('tributary.language');
    } catch (refused) {
      return null;
    }
  };

  let isPrinting = false;
  const fit = ({ instance, chart }) => {
    if (!isPrinting && chart.clientWidth > 0 && chart.clientWidth !== instance.getWidth()) {
      instance.resize();
    }
  };
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => charts.filter(({ chart, instance }) => chart === target && instance).forEach(fit)));
  // Patterns take a printer minutes. The width is a sheet of A4 less its margins and the card's own.
  const dress = (isForPaper) => charts.forEach((one) => {
    one.instance.setOption({ aria: { decal: { show: !isForPaper } } });
    one.instance.resize(isForPaper ? { width: 660 } : undefined);
    one.instance.getZr().flush();
  });
  window.addEventListener('beforeprint', () => {
    isPrinting = true;
    dress(true);
  });
  window.addEventListener('afterprint', () => {
    isPrinting = false;
    dress(false);
  });

  Report.language = remembered() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
  build();
})();
