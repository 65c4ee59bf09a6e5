package io.tributary.customer;

import io.tributary.ledger.LedgerRow;
import io.tributary.ledger.LedgerTable;
import io.tributary.ledger.RawRows;
import io.tributary.workspace.Settings.Lifecycle;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The one pass over people and their ledger rows that gives every column of {@code customers} that
 * a history decides.
 */
final class CustomerScan implements RawRows.Mapping {
  private static final long serialVersionUID = 1L;

  /** What the pass adds to a person's columns. */
  static final StructType MEASURES =
      StructType.fromDDL(
          "age int, age_band string, generation string, birth_decade string, zodiac string,"
              + " store_distance_km double, entry_on date, entry_known boolean, entry_in_promo"
              + " boolean, entry_channel string, entry_store_id string, entry_net decimal(18,2),"
              + " entry_aov_band string, entry_category_l1 string, entry_category_l2 string,"
              + " entry_category_l3 string, entry_sku string, purchases int, orders int, units"
              + " bigint, gross decimal(18,2), discount decimal(18,2), refund decimal(18,2), net"
              + " decimal(18,2), aov double, last_purchase_on date, last_channel string,"
              + " usual_store_id string, days_since_last int, purchases_90d int, purchases_180d"
              + " int, purchases_365d int, net_90d decimal(18,2), net_180d decimal(18,2), net_365d"
              + " decimal(18,2), discount_share double, refund_share double, purchase_cycle_days"
              + " double, lifecycle_group string, lifecycle_since date, stage string, stage_since"
              + " date, was_loyal boolean, rfm_recency int, rfm_frequency int, rfm_monetary"
              + " decimal(18,2), rfm_r int, rfm_f int, rfm_m int, rfm_segment string, "
              + PreferenceColumns.DDL
              + ", main_channel string, net_30d decimal(18,2), lifecycle_before"
              + " string, stage_before string, entry_discounted boolean, second_on date, third_on"
              + " date, fourth_on date");

  private final StructType input;
  private final int people;
  private final CustomerRules rules;
  private final Catalogue catalogue;
  private final CycleNorms norms;
  private final CycleNorms normsBefore;
  private final RfmCuts cuts;
  private final NearestStore stores;
  private final PreferenceColumns preferences;

  private CustomerScan(
      StructType input,
      int people,
      CustomerRules rules,
      Catalogue catalogue,
      CycleNorms norms,
      CycleNorms normsBefore,
      RfmCuts cuts,
      NearestStore stores,
      PreferenceColumns preferences) {
    this.input = input;
    this.people = people;
    this.rules = rules;
    this.catalogue = catalogue;
    this.norms = norms;
    this.normsBefore = normsBefore;
    this.cuts = cuts;
    this.stores = stores;
    this.preferences = preferences;
  }

  /**
   * Measures everybody.
   *
   * @param people as {@link People} gives them
   * @param ledger rows of the ledger
   * @param normsBefore the norms of {@link CustomerRules#DAYS_BEFORE} days ago
   */
  static Dataset<Row> of(
      Dataset<Row> people,
      Dataset<Row> ledger,
      CustomerRules rules,
      Catalogue catalogue,
      CycleNorms norms,
      CycleNorms normsBefore,
      RfmCuts cuts,
      NearestStore stores,
      PreferenceColumns preferences) {
    StructType known = people.schema();
    Dataset<Row> joined =
        people.join(LedgerTable.ofCustomers(ledger), new String[] {"one_id"}, "left_outer");
    StructField[] fields =
        IntStream.range(0, known.size() + MEASURES.size())
            .mapToObj(i -> i < known.size() ? known.apply(i) : MEASURES.apply(i - known.size()))
            .toArray(StructField[]::new);
    return RawRows.map(
        joined,
        new StructType(fields),
        new CustomerScan(
            joined.schema(),
            known.size(),
            rules,
            catalogue,
            norms,
            normsBefore,
            cuts,
            stores,
            preferences));
  }

  @Override
  public Iterator<InternalRow> map(Iterator<InternalRow> rows) {
    LedgerRow reader = new LedgerRow(input);
    DataType[] types =
        Arrays.stream(input.fields()).map(StructField::dataType).toArray(DataType[]::new);
    int knownFrom = input.fieldIndex("known_from");
    int contactFrom = input.fieldIndex("contact_from");
    int contactUntil = input.fieldIndex("contact_until");
    int birthday = input.fieldIndex("birthday");
    int latitude = input.fieldIndex("latitude");
    int longitude = input.fieldIndex("longitude");
    return RawRows.each(
        rows,
        row -> {
          Contact contact =
              new Contact(row.getInt(knownFrom), row.getInt(contactFrom), row.getInt(contactUntil));
          ResultRow result = new ResultRow(people + MEASURES.size());
          for (int i = 0; i < people; i++) {
            result.add(row.isNullAt(i) ? null : row.get(i, types[i]));
          }
          LedgerRow ledger = reader.at(row);
          boolean hasHistory = ledger.isPresent();
          History history = hasHistory ? History.of(ledger) : History.empty();
          Measures measures =
              hasHistory ? new Measures(ledger, catalogue, rules.unit, rules.date) : null;
          Profile.add(
              result,
              row.isNullAt(birthday) ? null : LocalDate.ofEpochDay(row.getInt(birthday)),
              rules);
          boolean isLocated = !row.isNullAt(latitude) && !row.isNullAt(longitude);
          result.add(
              isLocated
                  ? stores.kilometres(row.getDouble(latitude), row.getDouble(longitude))
                  : null);
          addEntry(result, measures);
          addMoney(result, measures);
          addStanding(result, measures, history, contact);
          addRfm(result, measures);
          preferences.add(result, buys(measures) ? measures : null);
          result.add(buys(measures) ? catalogue.channels().text(measures.mainChannel()) : null);
          addBefore(result, measures, ledger, history, contact);
          addFirstDays(result, measures, history);
          return result.row();
        });
  }

  private static boolean buys(Measures measures) {
    return measures != null && measures.hasPurchase();
  }

  private void addEntry(ResultRow result, Measures m) {
    if (!buys(m)) {
      result.addNulls(11);
      return;
    }
    int day = m.entryDay();
    result.add(day);
    result.add(rules.isEntryKnown(day));
    result.add(rules.isInPromotion(day));
    result.add(catalogue.channels().text(m.entryChannel()));
    result.add(storeName(m.entryStore()));
    result.addCents(m.entryNet());
    result.addText(rules.entryBands.of(m.entryNet()));
    for (int level = 0; level < 3; level++) {
      int category = m.entryCategory(level);
      result.add(
          category == Catalogue.NO_CATEGORY ? null : catalogue.categories(level).text(category));
    }
    int product = m.entryProduct();
    result.add(product < 0 ? null : catalogue.products().text(product));
  }

  private UTF8String storeName(int store) {
    return store == LedgerTable.NO_STORE ? null : catalogue.stores().text(store);
  }

  private void addMoney(ResultRow result, Measures m) {
    boolean isKnown = m != null;
    boolean buys = buys(m);
    result.add(isKnown ? m.purchases(Integer.MAX_VALUE) : 0);
    result.add(isKnown ? m.orders() : 0);
    result.add(isKnown ? m.units() : 0L);
    result.addCents(isKnown ? m.gross() : 0);
    result.addCents(isKnown ? m.discount() : 0);
    result.addCents(isKnown ? m.refund() : 0);
    result.addCents(isKnown ? m.net() : 0);
    result.add(buys ? m.averageOrder() : null);
    result.add(buys ? m.lastDay() : null);
    result.add(buys ? catalogue.channels().text(m.lastChannel()) : null);
    result.add(buys ? storeName(m.usualStore()) : null);
    result.add(buys ? rules.date - m.lastDay() : null);
    for (int window : new int[] {90, 180, 365}) {
      result.add(isKnown ? m.purchases(window) : 0);
    }
    for (int window : new int[] {90, 180, 365}) {
      result.addCents(isKnown ? m.net(window) : 0);
    }
    result.add(isKnown ? m.discountShare() : null);
    result.add(isKnown ? m.refundShare() : null);
  }

  private void addStanding(ResultRow result, Measures m, History history, Contact contact) {
    Stays stays = new Stays(history, rules.date);
    PurchaseDays days = stays.now();
    int category = buys(m) ? m.entryCategory(0) : Catalogue.NO_CATEGORY;
    double cycle = norms.cycle(days, category);
    Lifecycle bounds = rules.lifecycle;
    LifecycleGroup group = LifecycleGroup.at(rules.date, days, contact, rules.unit, bounds);
    Stage stage = Stage.at(rules.date, days, cycle);
    result.add(days.isEmpty() ? null : cycle);
    result.addText(group.text());
    result.add(
        stays.since(
            (day, then) -> LifecycleGroup.at(day, then, contact, rules.unit, bounds),
            new int[] {bounds.newDays(), bounds.activeDays(), bounds.dormantDays()},
            new int[] {contact.from(), contact.until()},
            contact.knownFrom()));
    result.addText(stage.text());
    result.add(
        stays.since(
            (day, then) -> Stage.at(day, then, cycle),
            new int[] {(int) Math.floor(2 * cycle) + 1, (int) Math.floor(3 * cycle) + 1},
            new int[0],
            contact.knownFrom()));
    result.add(Stage.wasLoyal(stage, days, cycle));
  }

  private void addRfm(ResultRow result, Measures m) {
    int frequency = buys(m) ? m.purchases(rules.rfmWindow) : 0;
    if (frequency == 0) {
      result.addNulls(7);
      return;
    }
    int recency = rules.date - m.lastDay();
    long monetary = m.net(rules.rfmWindow);
    result.add(recency);
    result.add(frequency);
    result.addCents(monetary);
    result.add(cuts.recencyScore(recency));
    result.add(cuts.frequencyScore(frequency));
    result.add(cuts.monetaryScore(monetary));
    result.addText(cuts.segment(recency, frequency, monetary));
  }

  /** Where they stood some days ago, from what was known then; null for people unknown then. */
  private void addBefore(
      ResultRow result, Measures now, LedgerRow ledger, History history, Contact contact) {
    int before = rules.date - CustomerRules.DAYS_BEFORE;
    PurchaseDays days = history.asOf(before);
    result.addCents(now == null ? 0 : now.net(CustomerRules.DAYS_BEFORE));
    if (days.isEmpty() && !contact.isKnown(before)) {
      result.addNulls(2);
      return;
    }
    int category =
        days.isEmpty()
            ? Catalogue.NO_CATEGORY
            : new Measures(ledger, catalogue, rules.unit, before).entryCategory(0);
    result.addText(LifecycleGroup.at(before, days, contact, rules.unit, rules.lifecycle).text());
    result.addText(Stage.at(before, days, normsBefore.cycle(days, category)).text());
  }

  /** What the repurchase curves ask for: the purchase days after the entry, as known today. */
  private void addFirstDays(ResultRow result, Measures m, History history) {
    result.add(buys(m) ? m.isEntryDiscounted() : null);
    PurchaseDays days = history.asOf(rules.date);
    for (int place = 1; place < 4; place++) {
      result.add(place < days.count() ? days.day(place) : null);
    }
  }
}
