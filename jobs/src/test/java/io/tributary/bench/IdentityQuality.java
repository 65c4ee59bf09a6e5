package io.tributary.bench;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;

import io.tributary.identity.Evidence;
import io.tributary.ingest.CleanTable;
import io.tributary.lake.Lake;
import io.tributary.pipeline.Sessions;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Workspace;
import io.tributary.workspace.WorkspaceReader;
import java.nio.file.Path;
import java.sql.Date;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How well OneID did on a generated workspace, against the truth beside it. An item is an
 * identifier in the hands of its owner; two items of one person are a true pair if that person's
 * records connect them at all, and a found pair if they are one customer. By namespace: pairs with
 * at least one item of it.
 *
 * <p>An over-merged customer has items of several people. An under-merged one is what the records
 * of a person connect, in several customers. By namespace: those with at least one item of it, so
 * that one of them may count in several rows.
 *
 * <p>Arguments: a generated workspace whose nights have run; the key comes from the environment.
 */
public final class IdentityQuality {
  private static final Set<String> OWNED = Set.of("own", "recycled");

  /** An identifier in the hands of its owner. */
  private record Item(
      String namespace, String key, String person, String use, Date from, Date to) {}

  /** Where an identifier was found: in which customer, in which tenure. */
  private record Found(String oneId, Date from, Date to) {}

  private final Map<String, List<Item>> items = new HashMap<>();
  private final Map<String, List<Found>> found = new HashMap<>();
  private final Map<Item, Item> heads = new HashMap<>();

  private IdentityQuality() {}

  /** Prints a table in Markdown. */
  public static void main(String[] arguments) {
    Workspace workspace = WorkspaceReader.read(Path.of(arguments[0]));
    SparkSession spark = Sessions.forWorkspace(Sessions.start("local[2]"), workspace.settings());
    Lake lake = new Lake(spark, workspace.lake());
    IdentityQuality quality = new IdentityQuality();
    quality.readTruth(
        spark, arguments[0] + "/truth/identifiers", VaultKey.fromEnvironment(System.getenv()));
    quality.readCustomers(lake);
    quality.connect(lake);
    quality.print(new ArrayList<>(workspace.settings().identity().namespaces().keySet()));
    spark.stop();
  }

  private void readTruth(SparkSession spark, String folder, VaultKey key) {
    Sealer sealer = new Sealer(key);
    for (Row row :
        spark.read().option("header", true).option("escape", "\"").csv(folder).collectAsList()) {
      String namespace = row.getAs("namespace");
      String hash =
          HexFormat.of().withUpperCase().formatHex(sealer.hash(namespace, row.getAs("value")));
      Item item =
          new Item(
              namespace,
              hash,
              row.getAs("person_id"),
              row.getAs("use"),
              Date.valueOf(row.<String>getAs("first_on")),
              Date.valueOf(row.<String>getAs("last_on")));
      items.computeIfAbsent(namespace + hash, k -> new ArrayList<>()).add(item);
    }
  }

  private void readCustomers(Lake lake) {
    for (Row row :
        lake.read("identifiers")
            .select(
                col("namespace"),
                hex(col("key")),
                col("one_id"),
                col("first_seen_on"),
                coalesce(col("last_seen_on"), lit(Evidence.FOR_EVER)))
            .where(col("one_id").isNotNull())
            .collectAsList()) {
      found
          .computeIfAbsent(row.getString(0) + row.getString(1), k -> new ArrayList<>())
          .add(new Found(row.getString(2), row.getDate(3), row.getDate(4)));
    }
  }

  /** Which items of a person its records connect. */
  private void connect(Lake lake) {
    for (String entity : Evidence.entities()) {
      if (!lake.has(CleanTable.name(entity))) {
        continue;
      }
      Dataset<Row> records =
          lake.read(CleanTable.name(entity))
              .where(col("identifiers").isNotNull())
              .select(col("identifiers"));
      for (Row row : records.collectAsList()) {
        Map<String, Item> first = new HashMap<>();
        for (Row identifier : row.<Row>getList(0)) {
          String hash = HexFormat.of().withUpperCase().formatHex(identifier.<byte[]>getAs("key"));
          for (Item item :
              items.getOrDefault(identifier.<String>getAs("namespace") + hash, List.of())) {
            if (OWNED.contains(item.use())) {
              Item head = first.putIfAbsent(item.person(), item);
              heads.put(head(item), head(head == null ? item : head));
            }
          }
        }
      }
    }
  }

  private Item head(Item item) {
    Item head = item;
    while (heads.containsKey(head) && !heads.get(head).equals(head)) {
      head = heads.get(head);
    }
    return head;
  }

  private String customer(Item item) {
    List<Found> tenures = found.getOrDefault(item.namespace() + item.key(), List.of());
    return tenures.stream()
        .filter(f -> !f.from().after(item.to()) && !f.to().before(item.from()))
        .map(Found::oneId)
        .findFirst()
        // Shared or blocked: with nobody.
        .orElse("none " + item);
  }

  private void print(List<String> namespaces) {
    List<Item> owned =
        items.values().stream()
            .flatMap(List::stream)
            .filter(item -> OWNED.contains(item.use()))
            .toList();
    Map<String, List<Item>> actual =
        owned.stream().collect(Collectors.groupingBy(i -> "" + head(i)));
    Map<String, List<Item>> predicted =
        owned.stream().collect(Collectors.groupingBy(this::customer));
    Map<String, List<Item>> persons = owned.stream().collect(Collectors.groupingBy(Item::person));
    Map<String, List<Item>> both =
        owned.stream().collect(Collectors.groupingBy(i -> head(i) + " " + customer(i)));
    Map<String, List<Item>> ofPerson =
        owned.stream().collect(Collectors.groupingBy(i -> i.person() + " " + customer(i)));
    List<List<Item>> over = differing(predicted, Item::person);
    List<List<Item>> under = differing(actual, this::customer);
    System.out.println(
        "| namespace | identifiers | precision | recall | F1 | over-merged customers | under-merged customers |");
    System.out.println("|---|---|---|---|---|---|---|");
    List<String> rows = new ArrayList<>(namespaces);
    rows.add("all");
    for (String namespace : rows) {
      long n = owned.stream().filter(i -> isOf(i, namespace)).count();
      if (n == 0) {
        continue;
      }
      double precision = ratio(pairs(ofPerson, namespace), pairs(predicted, namespace));
      double recall = ratio(pairs(both, namespace), pairs(actual, namespace));
      System.out.printf(
          "| %s | %,d | %.4f | %.4f | %.4f | %,d | %,d |%n",
          namespace,
          n,
          precision,
          recall,
          2 * precision * recall / (precision + recall),
          having(over, namespace),
          having(under, namespace));
    }
    printCases(persons.size(), over, under);
  }

  /** The groups whose items are not all of one. */
  private static List<List<Item>> differing(
      Map<String, List<Item>> groups, Function<Item, String> of) {
    return groups.values().stream()
        .filter(group -> group.stream().map(of).distinct().count() > 1)
        .toList();
  }

  private static long having(List<List<Item>> groups, String namespace) {
    return groups.stream()
        .filter(group -> group.stream().anyMatch(item -> isOf(item, namespace)))
        .count();
  }

  private void printCases(int people, List<List<Item>> over, List<List<Item>> under) {
    Map<String, Integer> causes = new TreeMap<>();
    for (List<Item> connected : under) {
      Set<String> cause = new TreeSet<>();
      connected.stream()
          .filter(i -> customer(i).startsWith("none "))
          .forEach(i -> cause.add("shared or blocked " + i.namespace()));
      causes.merge(
          cause.isEmpty() ? "limits or tenures" : String.join(", ", cause), 1, Integer::sum);
    }
    System.out.printf(
        "%n%,d people; over-merged customers: %,d; under-merged customers: %,d %s%n",
        people, over.size(), under.size(), causes);
    Map<String, Integer> uses = new TreeMap<>();
    for (List<Item> customer : over) {
      uses.merge(
          customer.stream()
              .filter(i -> items.get(i.namespace() + i.key()).size() > 1)
              .flatMap(i -> items.get(i.namespace() + i.key()).stream())
              .map(i -> i.use() + " " + i.namespace())
              .distinct()
              .sorted()
              .collect(Collectors.joining(", ")),
          1,
          Integer::sum);
    }
    System.out.println("over-merged, by what they share: " + uses);
  }

  private static boolean isOf(Item item, String namespace) {
    return namespace.equals("all") || item.namespace().equals(namespace);
  }

  private static long pairs(Map<String, List<Item>> groups, String namespace) {
    long pairs = 0;
    for (List<Item> group : groups.values()) {
      long all = group.size();
      long others = group.stream().filter(i -> !isOf(i, namespace)).count();
      pairs += all * (all - 1) / 2 - others * (others - 1) / 2;
    }
    return pairs;
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 1 : (double) part / whole;
  }
}
