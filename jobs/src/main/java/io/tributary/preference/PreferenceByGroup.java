package io.tributary.preference;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The published table {@code preference_by_group}: how the customers of a lifecycle group spread
 * over the clusters.
 */
final class PreferenceByGroup {
  private record Key(String group, int cluster, String label) {}

  private PreferenceByGroup() {}

  /** Of customers as {@link DescribeClusters#people} counts them. */
  static List<Row> of(List<Row> people, LocalDate date) {
    Map<Key, Long> customers = new HashMap<>();
    Map<String, Long> ofGroup = new TreeMap<>();
    for (Row row : people) {
      long count = row.getAs("customers");
      String group = row.getAs("lifecycle_group");
      customers.merge(new Key(group, row.getAs("cluster"), row.getAs("label")), count, Long::sum);
      ofGroup.merge(group, count, Long::sum);
    }
    List<Row> rows = new ArrayList<>();
    customers.forEach(
        (key, count) ->
            rows.add(
                RowFactory.create(
                    key.group(),
                    key.cluster(),
                    key.label(),
                    count,
                    (double) count / ofGroup.get(key.group()),
                    Date.valueOf(date))));
    return rows;
  }
}
