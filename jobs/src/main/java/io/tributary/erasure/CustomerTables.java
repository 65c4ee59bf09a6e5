package io.tributary.erasure;

import static org.apache.spark.sql.functions.col;

import io.tributary.lake.Lake;
import io.tributary.lake.RunLock;
import io.tributary.lake.TableHistory;
import io.tributary.pipeline.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of a lake that say something of single customers, known by their columns: a table that
 * is added some day is among them without being named here.
 */
final class CustomerTables {
  /** Columns with a customer's id. */
  private static final List<String> ONE_ID = List.of("one_id", "person");

  /** Columns by which a row leads to a person. */
  private static final Set<String> LEADS_TO_A_PERSON =
      Set.of("one_id", "person", "identifiers", "key", "key_a", "record_key");

  /** What must outlive the person. */
  private static final Set<String> KEPT = Set.of("erasures", "tombstones");

  /** Tables whose rows become others and are not just deleted: identity and ledger write them. */
  private static final Set<String> RESOLVED =
      Set.of("identifiers", "customer_records", "one_id_history", "customer_ledger", "orders");

  private final SparkSession spark;
  private final Lake lake;
  private final List<String> oneIds;

  CustomerTables(SparkSession spark, Lake lake, List<String> oneIds) {
    this.spark = spark;
    this.lake = lake;
    this.oneIds = oneIds;
  }

  /** How many rows name the customer, by table. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (String table : written(lake.tables().stream())) {
      names(table).ifPresent(is -> counts.put(table, lake.read(table).where(is).count()));
    }
    return counts;
  }

  /** Deletes the rows that name the customer. */
  void delete(RunLock lock) {
    TableHistory tables = new TableHistory(spark, lake);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (String table : written(lake.tables().stream().filter(t -> !RESOLVED.contains(t)))) {
      Optional<Column> names = names(table);
      if (names.isPresent() && !lake.read(table).where(names.get()).isEmpty()) {
        tasks.add(
            () -> {
              lock.verify();
              tables.delete(table, names.get());
              return true;
            });
      }
    }
    Parallel.all(spark, tasks);
  }

  private Optional<Column> names(String table) {
    List<String> columns = Arrays.asList(lake.read(table).columns());
    return ONE_ID.stream()
        .filter(columns::contains)
        .map(column -> col(column).isin(oneIds.toArray()))
        .findFirst();
  }

  /** The tables of which earlier versions and logs may lead to a person. */
  List<String> leadingToPeople() {
    return written(
        lake.tables().stream()
            .filter(
                table ->
                    Arrays.stream(lake.read(table).columns())
                        .anyMatch(LEADS_TO_A_PERSON::contains)));
  }

  /** Without those that have never had a row. */
  private List<String> written(Stream<String> tables) {
    return tables
        .filter(table -> !KEPT.contains(table))
        .filter(table -> lake.version(table) > 0 || lake.bytes(List.of(table)) > 0)
        .toList();
  }
}
