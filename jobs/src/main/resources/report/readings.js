'use strict';
/** What changed: tonight's headline numbers against those of the last night and of a month ago. */
Report.measures = new Map(Report.model.measures.map((measure) => [measure.key, measure]));

Report.tiles = ['customers', 'reachable_share', 'buyers', 'net', 'repurchase_rate', 'refund_rate', 'rejected_share', 'selected'];

/** One sentence about a section. Its headline is a measure; its movers are a family of measures, such as lifecycle.*. */
Report.reading = ({ headline, movers }) => {
  const { t, format: f, model } = Report;
  const paragraph = Report.element('p', 'reading');
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
  const nameOf = (key) => (Object.hasOwn(Report.words, `measure.${key}`) ? t(`measure.${key}`, model.horizonDays) : t(key.slice(key.indexOf('.') + 1)));
  const change = (measure, since) => f.difference(measure.now - measure[since], measure.unit);
  const has = (measure, since) => measure[since] !== null && measure[since] !== undefined;

  const main = Report.measures.get(headline);
  if (!main) {
    paragraph.textContent = t('reading.nothing');
    return paragraph;
  }
  paragraph.append(`${capital(nameOf(headline))}${t('colon')}`, Report.element('strong', '', f.value(main.now, main.unit)));
  if (has(main, 'night')) {
    paragraph.append(t('comma'), Report.element('strong', '', change(main, 'night')), t('reading.night', f.date(model.lastNight)));
  }
  if (has(main, 'month')) {
    paragraph.append(t('comma'), Report.element('strong', '', change(main, 'month')), t('reading.month', f.date(main.monthOn)));
  }

  const since = has(main, 'night') ? 'night' : 'month';
  const family = [...Report.measures.values()].filter(({ key }) => movers && key.startsWith(`${movers}.`));
  const moved = family.filter((m) => has(m, since) && m.now !== m[since])
    .sort((a, b) => Math.abs(b.now - b[since]) - Math.abs(a.now - a[since]))[0];
  if (moved) {
    paragraph.append(t('semicolon'), t(`reading.most.${since}`), Report.element('strong', '', nameOf(moved.key)), ` (${change(moved, since)})`);
  } else if (family.length > 0 && family.some((m) => has(m, since))) {
    paragraph.append(t('semicolon'), t('reading.same'));
  }
  paragraph.append(t('stop'));
  if (!has(main, 'night')) {
    paragraph.append(' ', t(has(main, 'month') ? 'reading.first' : 'reading.first.all'));
  } else if (!has(main, 'month')) {
    paragraph.append(' ', t('reading.no.month'));
  }
  return paragraph;
};
