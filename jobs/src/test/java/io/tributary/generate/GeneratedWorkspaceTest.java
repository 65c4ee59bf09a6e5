package io.tributary.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.workspace.FilePattern;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generated workspace as its reader meets it: dumps through mappings, held against the truth. */
class GeneratedWorkspaceTest {
  private static final Map<String, String> KEYS =
      Map.of(
          "order", "order_id",
          "order_line", "order_id",
          "refund", "refund_id",
          "member", "member_id",
          "event", "event_id",
          "touch", "touch_id",
          "coupon", "coupon_id");

  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "order", List.of("order_id", "channel", "ordered_at"),
          "order_line", List.of("order_id", "sku", "quantity", "line_amount"),
          "refund", List.of("refund_id", "refunded_at", "refund_amount"),
          "member", List.of("member_id", "joined_at"),
          "product", List.of("sku"),
          "event", List.of("event_type", "occurred_at"),
          "touch", List.of("touch_id", "campaign", "channel", "sent_at", "status"),
          "coupon", List.of("coupon_id"),
          "consent", List.of("channel", "granted", "at"),
          "follow", List.of("platform", "kind"));

  @TempDir static Path temp;
  private static Path workspace;

  /** Rows by source and entity; a row lacks what its mapping does not fill. */
  private static final Map<String, List<Row>> ROWS = new TreeMap<>();

  @BeforeAll
  @SuppressWarnings("unchecked")
  static void generateAndRead() {
    workspace = temp.resolve("retailer");
    RetailerGenerator.generate(
        TestSpark.session(), new GenerateOptions(600, 3, 7, workspace.toString()));
    MappedDumps dumps = new MappedDumps(TestSpark.session(), workspace);
    dumps
        .sources()
        .forEach(
            (name, source) -> {
              if (!source.get("format").equals("xlsx")) {
                for (Object mapping : (List<Object>) source.get("entities")) {
                  Map<String, Object> entity = (Map<String, Object>) mapping;
                  ROWS.put(
                      name + "/" + entity.get("entity"),
                      dumps.entity(source, entity).collectAsList());
                }
              }
            });
  }

  @Test
  void everyMappingReadsItsDumpAndOnlyDamagedRowsLackRequiredColumns() throws IOException {
    Map<String, Integer> damaged = new HashMap<>();
    for (String[] file : truth("truth/files.csv")) {
      damaged.merge(file[0], Integer.parseInt(file[4]), Integer::sum);
    }
    ROWS.forEach(
        (name, rows) -> {
          List<Row> intact = intact(name);
          assertThat(intact).as(name).isNotEmpty();
          assertThat(rows.size() - intact.size())
              .as("unreadable rows of %s", name)
              .isLessThanOrEqualTo(damaged.get(name.split("/")[0]));
        });
    int unreadable = ROWS.values().stream().mapToInt(List::size).sum();
    for (String name : ROWS.keySet()) {
      unreadable -= intact(name).size();
    }
    assertThat(unreadable).as("damaged rows reach the reader").isPositive();
  }

  @Test
  void damageStaysWellBelowTheGateInEveryFile() throws IOException {
    for (String[] file : truth("truth/files.csv")) {
      assertThat(Integer.parseInt(file[4]))
          .as(file[2])
          .isLessThanOrEqualTo(Integer.parseInt(file[3]) / 100);
    }
  }

  @Test
  void truthNamesThePersonOfEveryRecord() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String[] record : truth("truth/records/part-0.csv")) {
      if (KEYS.containsKey(record[1])) {
        told.add(record[0] + "/" + record[1] + " " + record[2]);
      }
    }
    Set<String> found = new TreeSet<>();
    ROWS.forEach(
        (name, rows) -> {
          String entity = name.split("/")[1];
          // Lines that stand in the order's own dump are told by their order.
          boolean ofOrder = entity.equals("order_line") && !name.startsWith("oms_lines");
          if (KEYS.containsKey(entity) && !ofOrder) {
            intact(name).forEach(row -> found.add(name + " " + row.getAs(KEYS.get(entity))));
          }
        });
    assertThat(found).isEqualTo(told);
  }

  @Test
  void truthNamesThePersonOfEveryIdentifier() throws IOException {
    Set<String> told = new TreeSet<>();
    for (String[] identifier : truth("truth/identifiers/part-0.csv")) {
      told.add(identifier[0] + ":" + identifier[1]);
    }
    Set<String> found = new TreeSet<>();
    ROWS.keySet()
        .forEach(
            name ->
                intact(name).stream()
                    .flatMap(row -> row.<String>getList(row.fieldIndex("identifiers")).stream())
                    .filter(identifier -> !identifier.contains("*"))
                    .map(GeneratedWorkspaceTest::normalised)
                    .forEach(found::add));
    assertThat(found).isEqualTo(told);
  }

  @Test
  void ordersPayForTheirLinesAndFreight() throws IOException {
    Map<String, BigDecimal> paid = new HashMap<>();
    Map<String, Integer> lines = new HashMap<>();
    Map<String, String> truthStatus = new HashMap<>();
    for (String[] order : truth("truth/orders/part-0.csv")) {
      paid.put(order[0], new BigDecimal(order[5]));
      lines.put(order[0], Integer.parseInt(order[7]));
      truthStatus.put(order[0], order[4]);
    }
    Map<String, BigDecimal> goods = new HashMap<>();
    newestLines()
        .forEach((line, amount) -> goods.merge(line.split("#")[0], amount, BigDecimal::add));
    assertThat(goods.keySet()).isEqualTo(paid.keySet());
    goods.forEach(
        (order, amount) -> {
          BigDecimal freight = paid.get(order).subtract(amount);
          assertThat(freight)
              .as(order)
              .isIn(
                  order.startsWith("om-")
                      ? List.of(new BigDecimal("0.00"), new BigDecimal("10.00"))
                      : List.of(new BigDecimal("0.00")));
        });
    assertThat(truthStatus.values()).contains("paid", "unpaid", "cancelled");
    assertThat(lines.values()).contains(1, 2, 3);
  }

  @Test
  void refundsStayWithinTheirOrders() throws IOException {
    Map<String, BigDecimal> paid = new HashMap<>();
    Map<String, BigDecimal> refunded = new HashMap<>();
    for (String[] order : truth("truth/orders/part-0.csv")) {
      paid.put(order[0], new BigDecimal(order[5]));
      if (new BigDecimal(order[6]).signum() > 0) {
        refunded.put(order[0], new BigDecimal(order[6]));
      }
    }
    Map<String, BigDecimal> given = new HashMap<>();
    Set<String> seen = new HashSet<>();
    int withoutOrder = 0;
    for (String name : List.of("refunds/refund", "pos_sales/refund")) {
      for (Row refund : intact(name)) {
        if (!seen.add(refund.getAs("refund_id"))) {
          continue;
        }
        if (refund.getAs("order_id") == null) {
          withoutOrder++;
        } else {
          given.merge(refund.getAs("order_id"), refund.getAs("refund_amount"), BigDecimal::add);
        }
      }
    }
    assertThat(given).isEqualTo(refunded);
    given.forEach((order, amount) -> assertThat(amount).isLessThanOrEqualTo(paid.get(order)));
    assertThat(given.entrySet().stream().filter(e -> e.getValue().equals(paid.get(e.getKey()))))
        .as("whole refunds")
        .isNotEmpty();
    assertThat(withoutOrder).as("returns without a receipt").isPositive();
  }

  @Test
  void theMessOfRealDumpsOccurs() throws IOException {
    Set<String> kinds = new TreeSet<>();
    truth("truth/mess/part-0.csv").forEach(mess -> kinds.add(mess[0]));
    assertThat(kinds).contains("twice", "late", "corrected", "overtaken");
    Set<String> uses = new TreeSet<>();
    Map<String, Set<String>> phonesOf = new HashMap<>();
    Map<String, Set<String>> unionidsOf = new HashMap<>();
    Map<String, Set<String>> membersOfTablet = new HashMap<>();
    for (String[] identifier : truth("truth/identifiers/part-0.csv")) {
      uses.add(identifier[0] + " " + identifier[3]);
      if (identifier[3].equals("own")) {
        Map<String, Set<String>> of =
            identifier[0].equals("phone")
                ? phonesOf
                : identifier[0].equals("unionid") ? unionidsOf : new HashMap<>();
        of.computeIfAbsent(identifier[2], p -> new HashSet<>()).add(identifier[1]);
      }
      if (identifier[3].equals("tablet")) {
        membersOfTablet.computeIfAbsent(identifier[1], t -> new HashSet<>()).add(identifier[2]);
      }
    }
    assertThat(uses)
        .contains(
            "phone own",
            "phone family",
            "phone recycled",
            "phone tablet",
            "phone placeholder",
            "device_id family",
            "device_id placeholder");
    assertThat(phonesOf.values()).anyMatch(phones -> phones.size() > 1);
    assertThat(unionidsOf.values()).anyMatch(accounts -> accounts.size() > 1);
    assertThat(membersOfTablet.values()).anyMatch(people -> people.size() > 10);
    assertThat(intact("pos_sales/order"))
        .as("anonymous receipts")
        .anyMatch(row -> row.getList(row.fieldIndex("identifiers")).isEmpty());
    assertThat(intact("jd_orders/order"))
        .flatMap(row -> row.<String>getList(row.fieldIndex("identifiers")))
        .as("masked phones")
        .anyMatch(identifier -> identifier.matches("phone:1\\d{2}\\*{4}\\d{4}"));
  }

  @Test
  void recycledNumbersRestForMoreThanTwoYearsBetweenTheirOwners() throws IOException {
    Map<String, LocalDate> secondFrom = new HashMap<>();
    Map<String, LocalDate> firstUntil = new HashMap<>();
    for (String[] identifier : truth("truth/identifiers/part-0.csv")) {
      if (identifier[3].equals("recycled")) {
        secondFrom.put(identifier[1], LocalDate.parse(identifier[4]));
      } else if (identifier[3].equals("own")) {
        firstUntil.put(identifier[1], LocalDate.parse(identifier[5]));
      }
    }
    assertThat(secondFrom).isNotEmpty();
    secondFrom.forEach(
        (phone, from) -> assertThat(from).isAfter(firstUntil.get(phone).plusDays(730)));
  }

  @Test
  void aMemberWhoLeavesIsMissingFromTheLaterDumps() throws IOException {
    List<String> left = new ArrayList<>();
    for (String[] person : truth("truth/people/part-0.csv")) {
      if (!person[14].isEmpty()) {
        left.add(person[14]);
      }
    }
    assertThat(left).isNotEmpty().allMatch(date -> date.compareTo("2025-06-28") > 0);
    Map<Object, Long> nights =
        intact("members/member").stream()
            .collect(Collectors.groupingBy(row -> row.getAs("member_id"), Collectors.counting()));
    assertThat(nights.values()).contains(3L);
    assertThat(nights.values().stream().filter(n -> n < 3).count())
        .isGreaterThanOrEqualTo(left.size());
  }

  @Test
  void everyFileOfLandingBelongsToOneSourceAndEverySourceHasADumpEachNight() throws IOException {
    Map<String, FilePattern> patterns = new TreeMap<>();
    new MappedDumps(TestSpark.session(), workspace)
        .sources()
        .forEach(
            (name, source) -> patterns.put(name, FilePattern.of((String) source.get("files"))));
    Map<String, Set<LocalDate>> nights = new TreeMap<>();
    Path landing = workspace.resolve("landing");
    try (Stream<Path> files = Files.walk(landing)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String path = landing.relativize(file).toString();
        List<String> owners = new ArrayList<>();
        patterns.forEach(
            (source, pattern) ->
                pattern
                    .dumpDate(path)
                    .ifPresent(
                        date -> {
                          owners.add(source);
                          nights.computeIfAbsent(source, s -> new TreeSet<>()).add(date);
                        }));
        assertThat(owners).as(path).hasSize(1);
      }
    }
    assertThat(nights.keySet()).isEqualTo(patterns.keySet());
    LocalDate last = GenerateOptions.DEFAULT_LAST_NIGHT;
    assertThat(nights.values())
        .allSatisfy(
            dates -> assertThat(dates).containsExactly(last.minusDays(2), last.minusDays(1), last));
  }

  private static List<Row> intact(String name) {
    List<String> required = REQUIRED.getOrDefault(name.split("/")[1], List.of());
    return ROWS.get(name).stream()
        .filter(row -> required.stream().noneMatch(column -> row.getAs(column) == null))
        .toList();
  }

  /** Amount by order and line; of a line that came several times: the one of the newest dump. */
  private static Map<String, BigDecimal> newestLines() {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (String name : ROWS.keySet()) {
      if (name.endsWith("/order_line")) {
        for (Row line : intact(name)) {
          boolean numbered = List.of(line.schema().fieldNames()).contains("line_no");
          String key = line.getAs("order_id") + "#" + line.getAs(numbered ? "line_no" : "sku");
          // Corrections take a discount off what was booked at list price.
          amounts.merge(key, line.getAs("line_amount"), BigDecimal::min);
        }
      }
    }
    return amounts;
  }

  private static String normalised(String identifier) {
    if (!identifier.startsWith("phone:")) {
      return identifier;
    }
    String digits = identifier.replaceAll("\\D", "");
    return "phone:+86" + digits.substring(digits.length() - 11);
  }

  private static List<String[]> truth(String path) throws IOException {
    return Files.readAllLines(workspace.resolve(path)).stream()
        .skip(1)
        .map(line -> line.split(",", -1))
        .toList();
  }
}
