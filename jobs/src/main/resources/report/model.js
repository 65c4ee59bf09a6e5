'use strict';
/** What the night wrote into the page, and how its numbers are put into words of the chosen language. */
const Report = { sections: [] };

Report.model = JSON.parse(document.getElementById('model').textContent);
Report.language = 'zh';

/** Rows of a view as objects; a view that the night could not fill has none. */
Report.rows = (() => {
  const made = new Map();
  return (view) => {
    if (!made.has(view)) {
      const { columns = [], rows = [] } = Report.model.views[view] || {};
      made.set(view, rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))));
    }
    return made.get(view);
  };
})();

/** The text of a key in the chosen language; a key without one stands for itself, as values from dumps do. */
Report.t = (key, ...values) => {
  const text = Object.hasOwn(Report.words, key) ? Report.words[key][Report.language === 'zh' ? 1 : 0] : String(key);
  return text.replace(/\{(\d)\}/g, (hole, i) => values[i] ?? '');
};

/** Numbers, shares and dates as people of the language write them. */
Report.format = (() => {
  const locale = () => (Report.language === 'zh' ? 'zh-CN' : 'en-GB');
  const known = (value) => value !== null && value !== undefined && Number.isFinite(Number(value));
  const number = (value, digits = 0) =>
    known(value) ? Number(value).toLocaleString(locale(), { minimumFractionDigits: digits, maximumFractionDigits: digits }) : '–';
  const share = (value, digits = 1) => (known(value) ? `${number(value * 100, digits)}%` : '–');
  const compact = (value) => {
    if (!known(value)) {
      return '–';
    }
    const [size, unit] = Report.language === 'zh'
      ? (Math.abs(value) >= 1e8 ? [1e8, '亿'] : Math.abs(value) >= 1e4 ? [1e4, '万'] : [1, ''])
      : (Math.abs(value) >= 1e6 ? [1e6, 'm'] : Math.abs(value) >= 1e4 ? [1e3, 'k'] : [1, '']);
    const scaled = value / size;
    return number(scaled, size > 1 && Math.abs(scaled) < 100 ? 1 : 0) + unit;
  };
  const money = (value) => `${Report.model.currency} ${compact(value)}`;
  const date = (text) =>
    text ? new Date(`${text}T00:00:00Z`).toLocaleDateString(locale(), { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' }) : '–';
  const month = (text) => String(text).slice(0, 7);
  const byUnit = { count: number, share, money, days: (v) => `${number(v)} ${Report.t('days')}`, seconds: (v) => `${number(v, 1)} s` };
  const value = (amount, unit) => byUnit[unit](amount);
  /** A difference with its sign; of shares in percentage points. */
  const difference = (amount, unit) => {
    const sign = amount > 0 ? '+' : amount < 0 ? '−' : '±';
    const size = Math.abs(amount);
    const text = unit === 'share' ? `${number(size * 100, 2)} ${Report.t('points')}` : value(size, unit);
    return sign + text;
  };
  return { number, share, compact, money, date, month, value, difference };
})();

/** Whether a group is so small that its numbers say little: such groups are greyed, never hidden. */
Report.isSmall = (n) => n < Report.model.smallBelow;

/** What a mark of so small a group has beside its values. */
Report.ifSmall = (n) => (Report.isSmall(n) ? { isGrey: true, warning: Report.t('small.group', Report.model.smallBelow) } : {});

Report.sum = (rows, column) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);

/** Sums of a column by the value of another, in the order in which the values appear. */
Report.sums = (rows, by, column) => {
  const sums = new Map();
  rows.forEach((row) => sums.set(row[by], (sums.get(row[by]) ?? 0) + Number(row[column] ?? 0)));
  return sums;
};

Report.distinct = (rows, column) => [...new Set(rows.map((row) => row[column]))];

/** An element with a class and a text; text is never markup. */
Report.element = (name, className = '', text) => {
  const element = document.createElement(name);
  if (className) {
    element.className = className;
  }
  if (text !== undefined && text !== null) {
    element.textContent = text;
  }
  return element;
};

/** An interval as text; nothing where there is none. */
Report.range = (low, high) => Report.t('range', low, high);

/** A number with its interval below it. */
Report.estimate = (value, low, high) => {
  const box = Report.element('span', 'estimate', value);
  box.append(Report.element('small', '', Report.range(low, high)));
  return box;
};

/** A short judgement: plain, quiet (nothing to act on) or late (look at it). */
Report.chip = (text, kind = '') => Report.element('span', `chip ${kind}`, text);
