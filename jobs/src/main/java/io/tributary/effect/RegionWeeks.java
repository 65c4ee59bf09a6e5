package io.tributary.effect;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.tributary.workspace.Settings.SalesChannel;
import io.tributary.workspace.Settings.Side;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What was sold online and offline, and sent, to the people of each region in each of the last
 * weeks, per customer of the region. Regions are the provinces of customers; those with few
 * customers are left out.
 */
final class RegionWeeks {
  /** Half a year. */
  static final int WEEKS = 26;

  private static final long LEAST_CUSTOMERS = 30;

  /** What is counted. */
  enum Series {
    ONLINE_NET,
    OFFLINE_NET,
    TOUCHES;

    /** The name in tables. */
    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final List<String> regions = new ArrayList<>();
  private final Map<Series, double[][]> values = new TreeMap<>();

  /** Of regions by name, with the values of each week by series, the oldest week first. */
  RegionWeeks(Map<String, double[][]> byRegion) {
    regions.addAll(byRegion.keySet());
    for (Series series : Series.values()) {
      values.put(
          series,
          byRegion.values().stream()
              .map(weeks -> weeks[series.ordinal()])
              .toArray(double[][]::new));
    }
  }

  /** The names of the regions. */
  List<String> regions() {
    return regions;
  }

  /** A series, in the order of the regions. */
  RegionPanel panel(Series series) {
    return new RegionPanel(values.get(series));
  }

  /**
   * Counts the panel.
   *
   * @param customers {@code one_id, province}
   * @param orders rows of {@code orders}
   * @param touches {@code one_id, sent_on}
   */
  static RegionWeeks of(
      Dataset<Row> customers,
      Dataset<Row> orders,
      Dataset<Row> touches,
      Map<String, SalesChannel> channels,
      LocalDate date) {
    Dataset<Row> places = customers.where(col("province").isNotNull()).select("one_id", "province");
    Column cents = col("net").multiply(100).cast("bigint");
    Dataset<Row> facts =
        orders
            .where(col("is_valid"))
            .select(
                col("one_id"),
                col("ordered_on").as("on"),
                when(isOf(Side.ONLINE, channels), cents).otherwise(0L).as("online_net"),
                when(isOf(Side.OFFLINE, channels), cents).otherwise(0L).as("offline_net"),
                lit(0L).as("touches"))
            .unionByName(
                touches.select(
                    col("one_id"),
                    col("sent_on").as("on"),
                    lit(0L).as("online_net"),
                    lit(0L).as("offline_net"),
                    lit(1L).as("touches")));
    Column weeksAgo = floor(datediff(lit(Date.valueOf(date)), col("on")).divide(7)).cast("int");
    List<Row> sums =
        facts
            .withColumn("weeks_ago", weeksAgo)
            .where(col("weeks_ago").between(0, WEEKS - 1))
            .join(places, new String[] {"one_id"}, "inner")
            .groupBy("province", "weeks_ago")
            .agg(sum("online_net"), sum("offline_net"), sum("touches"))
            .collectAsList();
    Map<String, Long> people = new TreeMap<>();
    for (Row row : places.groupBy("province").agg(count_if(lit(true))).collectAsList()) {
      people.put(row.getString(0), row.getLong(1));
    }
    return new RegionWeeks(perCustomer(sums, people));
  }

  private static Map<String, double[][]> perCustomer(List<Row> sums, Map<String, Long> people) {
    Map<String, double[][]> regions = new TreeMap<>();
    people.forEach(
        (region, customers) -> {
          if (customers >= LEAST_CUSTOMERS) {
            regions.put(region, new double[Series.values().length][WEEKS]);
          }
        });
    for (Row row : sums) {
      double[][] weeks = regions.get(row.getString(0));
      if (weeks != null) {
        int week = WEEKS - 1 - row.getInt(1);
        double customers = people.get(row.getString(0));
        weeks[0][week] = row.getLong(2) / 100.0 / customers;
        weeks[1][week] = row.getLong(3) / 100.0 / customers;
        weeks[2][week] = row.getLong(4) / customers;
      }
    }
    return regions;
  }

  private static Column isOf(Side side, Map<String, SalesChannel> channels) {
    Object[] names = names(side, channels).toArray();
    return col("channel").isin(names);
  }

  /** The channels of a side. */
  static List<String> names(Side side, Map<String, SalesChannel> channels) {
    return channels.entrySet().stream()
        .filter(e -> e.getValue().side().filter(side::equals).isPresent())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
