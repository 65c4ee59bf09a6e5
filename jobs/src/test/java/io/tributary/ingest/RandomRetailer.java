package io.tributary.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A retailer whose systems deliver few keys again and again, in every order and state. Nearly all
 * of a night's time is its number of tables and files, not of rows: so it has few of those.
 */
final class RandomRetailer {
  static final int NIGHTS = 3;

  private static final int KEYS = 40;
  private static final LocalDate FIRST = LocalDate.of(2025, 6, 1);

  private static final String SHOP =
      """
      source: shop
      files: shop/{date}-*.csv
      format: csv
      entities:
        - entity: order
          columns:
            order_id: "no"
            channel: "'web'"
            ordered_at: "to_timestamp('2025-05-01')"
            paid_amount: "cast(paid as decimal(18,2))"
            updated_at: "to_timestamp(changed)"
          identifiers: {phone: "phone"}
      """;

  private static final String LINES =
      """
      source: lines
      files: lines/{date}-*.csv
      format: csv
      entities:
        - entity: order_line
          columns:
            order_id: "no"
            line_no: "line"
            sku: "sku"
            quantity: "1"
            line_amount: "cast(amount as decimal(18,2))"
      """;

  private static final String CRM =
      """
      source: crm
      files: crm/{date}.csv
      format: csv
      delivery: full
      entities:
        - entity: member
          columns: {member_id: "id", name: "name", updated_at: "to_timestamp(changed)"}
          identifiers: {phone: "phone"}
      """;

  private final WorkspaceFixture workspace;
  private final SplittableRandom random;
  private final Set<String> retracted = new HashSet<>();

  RandomRetailer(Path folder, long seed) {
    this.random = new SplittableRandom(seed);
    this.workspace =
        WorkspaceFixture.in(folder)
            .source(SHOP)
            .source(LINES)
            .source(CRM)
            // The app tells of members, too, but only what changed.
            .source(CRM.replace("crm", "app").replace("delivery: full\n", ""));
  }

  WorkspaceFixture workspace() {
    return workspace;
  }

  static String date(int night) {
    return FIRST.plusDays(night).toString();
  }

  /** Delivers and ingests one night, at times twice. */
  void run(int night) {
    deliver(night);
    workspace.ingest(date(night));
    if (chance(0.3)) {
      workspace.ingest(date(night));
    }
  }

  /** Puts one night's dumps into landing; later nights also mend what earlier ones brought. */
  private void deliver(int night) {
    String date = date(night);
    workspace.dump("shop/" + date + "-a.csv", orders());
    workspace.dump("lines/" + date + "-a.csv", lines());
    workspace.dump("crm/" + date + ".csv", chance(0.2) ? new String[0] : members(0.6));
    workspace.dump("app/" + date + ".csv", members(0.3));
    if (night > 0) {
      String earlier = date(random.nextInt(night));
      if (chance(0.5)) {
        workspace.dump("shop/" + earlier + "-late.csv", orders());
        workspace.dump("lines/" + earlier + "-late.csv", lines());
      }
      if (chance(0.3)) {
        workspace.dump("app/" + earlier + ".csv", members(0.3));
      }
      takeBack("lines/" + earlier + "-a.csv", 0.3);
      takeBack("shop/" + earlier + "-a.csv", 0.2);
      // A retracted file with other bytes is a new one: here, one or the other happens to a file.
      String list = "crm/" + earlier + ".csv";
      if (chance(0.2) && !retracted.contains(list)) {
        workspace.dump(list, members(0.6));
      } else {
        takeBack(list, 0.2);
      }
    }
  }

  private void takeBack(String path, double chance) {
    if (chance(chance) && retracted.add(path)) {
      workspace.retract(path);
    }
  }

  /** The dumps as they lie in landing now, but those that were taken back, without a lake. */
  WorkspaceFixture sameDumpsIn(Path folder) throws IOException {
    WorkspaceFixture copy = WorkspaceFixture.in(folder);
    try (Stream<Path> files = Files.walk(workspace.folder())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = workspace.folder().relativize(file).toString();
        boolean isDump =
            name.startsWith("landing/") && !retracted.contains(name.substring("landing/".length()));
        if (isDump || name.startsWith("sources/")) {
          copy.with(name, Files.readString(file));
        }
      }
    }
    return copy;
  }

  private String[] orders() {
    List<String> lines = new ArrayList<>(List.of("no,paid,changed,phone"));
    for (int i = 0; i < KEYS; i++) {
      lines.add("O%d,%d,%s,%s".formatted(key(), amount(), changed(), phone()));
    }
    return lines.toArray(String[]::new);
  }

  /** Even orders number their lines. */
  private String[] lines() {
    List<String> lines = new ArrayList<>(List.of("no,line,sku,amount"));
    for (int i = 0; i < KEYS; i++) {
      int order = key();
      String line = order % 2 == 0 ? String.valueOf(random.nextInt(3)) : "";
      lines.add("O%d,%s,sku%d,%d".formatted(order, line, random.nextInt(2), amount()));
    }
    return lines.toArray(String[]::new);
  }

  private String[] members(double share) {
    List<String> lines = new ArrayList<>(List.of("id,name,changed,phone"));
    for (int i = 0; i < KEYS; i++) {
      if (chance(share)) {
        lines.add("M%d,name%d,%s,%s".formatted(i, random.nextInt(3), changed(), phone()));
      }
    }
    return lines.toArray(String[]::new);
  }

  private int key() {
    return random.nextInt(KEYS);
  }

  /** Now and then negative, which is rejected. */
  private int amount() {
    return chance(0.1) ? -1 : random.nextInt(1, 4);
  }

  private String changed() {
    return chance(0.5) ? "" : date(random.nextInt(NIGHTS)) + " 00:00:00";
  }

  private String phone() {
    return chance(0.5) ? "" : "1381234567" + random.nextInt(3);
  }

  private boolean chance(double share) {
    return random.nextDouble() < share;
  }
}
