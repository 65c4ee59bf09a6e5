package io.tributary.preference;

import java.math.BigDecimal;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The published table {@code preference_cards}: what people want to know of a cluster, in a row.
 * The typical age band is the most frequent among the customers whose age is known; of equals, the
 * first as text.
 */
final class ClusterCards {
  private static final int CHANNELS = 3;

  private ClusterCards() {}

  /**
   * The cards.
   *
   * @param clusters rows of {@code preference_clusters}
   * @param people customers as {@link DescribeClusters#people} counts them
   */
  static List<Row> of(List<Row> clusters, List<Row> people, LocalDate date) {
    List<Row> cards = new ArrayList<>();
    for (Row cluster : clusters) {
      int id = cluster.getAs("cluster");
      cards.add(
          card(
              cluster,
              people.stream().filter(p -> p.<Integer>getAs("cluster") == id).toList(),
              date));
    }
    return cards;
  }

  private static Row card(Row cluster, List<Row> people, LocalDate date) {
    List<Map.Entry<String, Long>> ages = largestFirst(people, "age_band");
    Optional<Map.Entry<String, Long>> typical = ages.stream().findFirst();
    long ofKnownAge = ages.stream().mapToLong(Map.Entry::getValue).sum();
    List<Map.Entry<String, Long>> channels = largestFirst(people, "main_channel");
    long customers = sum(people, "customers");
    long orders = sum(people, "orders");
    BigDecimal net =
        people.stream()
            .map(p -> p.<BigDecimal>getAs("net"))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return RowFactory.create(
        cluster.getAs("cluster"),
        cluster.getAs("label"),
        cluster.getAs("label_zh"),
        customers,
        cluster.getAs("share"),
        cluster.getAs("top_categories"),
        typical.map(Map.Entry::getKey).orElse(null),
        typical.map(age -> (double) age.getValue() / ofKnownAge).orElse(null),
        orders == 0 ? null : net.doubleValue() / orders,
        channels.stream()
            .limit(CHANNELS)
            .map(c -> RowFactory.create(c.getKey(), (double) c.getValue() / customers))
            .toList(),
        Date.valueOf(date));
  }

  private static List<Map.Entry<String, Long>> largestFirst(List<Row> people, String column) {
    Map<String, Long> customers = new TreeMap<>();
    for (Row row : people) {
      String value = row.getAs(column);
      if (value != null) {
        customers.merge(value, row.getAs("customers"), Long::sum);
      }
    }
    return customers.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .toList();
  }

  private static long sum(List<Row> people, String column) {
    return people.stream().mapToLong(row -> row.getAs(column)).sum();
  }
}
