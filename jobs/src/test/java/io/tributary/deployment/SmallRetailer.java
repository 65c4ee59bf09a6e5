package io.tributary.deployment;

import io.tributary.Pipeline;
import io.tributary.ingest.WorkspaceFixture;
import io.tributary.lake.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * A retailer of two sources, forty people and one night: gzipped text and a workbook in landing, a
 * tag from a list, and an audience with a file for a platform. Everything that a place other than
 * the local disk could do differently is in it.
 */
final class SmallRetailer {
  static final String NIGHT = "2025-06-02";

  private static final int PEOPLE = 40;

  private static final String SETTINGS =
      """
      brand: Demo Footwear
      quality: {max_reject_rate: 1, min_rows_vs_previous: 0}
      identity:
        namespaces:
          member_id: {priority: 1, per_customer: 1}
          phone: {priority: 3, normalise: phone, region: CN}
      contact_policy: {consent_default: allow, caps: []}
      """;

  private static final String ORDERS =
      """
      source: orders
      files: shop/{date}.csv.gz
      format: csv
      entities:
        - entity: order
          columns:
            order_id: "no"
            channel: "channel"
            ordered_at: "to_timestamp(at)"
            paid_amount: "cast(paid as decimal(18,2))"
          identifiers: {phone: "phone"}
        - entity: order_line
          columns: {order_id: "no", sku: "sku", quantity: "1", line_amount: "cast(paid as decimal(18,2))"}
      """;

  private static final String MEMBERS =
      """
      source: members
      files: crm/{date}.xlsx
      format: xlsx
      delivery: full
      entities:
        - entity: member
          columns: {member_id: "id", name: "name", city: "city"}
          identifiers: {phone: "phone"}
      """;

  private final Path folder;
  private final WorkspaceFixture files;

  private SmallRetailer(Path folder) {
    this.folder = folder;
    this.files = WorkspaceFixture.in(folder);
  }

  /**
   * Writes the workspace.
   *
   * @param places lines of {@code tributary.yaml} that say where landing, lake and exports are
   */
  static SmallRetailer in(Path folder, String... places) throws IOException {
    SmallRetailer retailer = new SmallRetailer(folder);
    retailer
        .files
        .with("tributary.yaml", SETTINGS + String.join("\n", places) + "\n")
        .source(ORDERS)
        .source(MEMBERS)
        .with(
            "tags/vip.yaml",
            "tag: vip\nkind: import\nfile: lists/vip.csv\nnamespace: phone\nidentifier: phone\n")
        .with("lists/vip.csv", "phone\n" + phone(3) + "\n" + phone(5) + "\n")
        .with("audiences/buyers.yaml", "audience: buyers\nwhere: orders > 0\ndeliver: [sms]\n");
    retailer.orders();
    retailer.members();
    return retailer;
  }

  Path folder() {
    return folder;
  }

  /** The command that runs the night. */
  List<String> night() {
    return List.of("nightly", "--date", NIGHT, "--workspace", folder.toString());
  }

  /** Runs the night in this process. */
  Results embedded() throws IOException {
    files.night(NIGHT, false, WorkspaceFixture.KEY, Pipeline.JOBS);
    return Results.of(files.lake().files(), files.read().exports(), NIGHT);
  }

  /** The tables that an embedded night has left rows in, and the places of files. */
  Set<String> whatThereIs() {
    Lake lake = files.lake();
    Set<String> places = new TreeSet<>(Set.of("landing", "exports"));
    lake.tables().stream().filter(table -> !lake.read(table).isEmpty()).forEach(places::add);
    return places;
  }

  private static String phone(int person) {
    return "138123400" + (10 + person);
  }

  private void orders() throws IOException {
    List<String> lines = new ArrayList<>(List.of("no,channel,at,sku,paid,phone"));
    LocalDate last = LocalDate.parse(NIGHT);
    for (int i = 0; i < 100; i++) {
      lines.add(
          "%d,%s,%s 10:00:00,%s,%d,%s"
              .formatted(
                  i,
                  i % 3 == 0 ? "web" : "shop",
                  last.minusDays((i * 37L) % 500 + 1),
                  i % 2 == 0 ? "shoe" : "sock",
                  50 + i,
                  phone(i * 7 % PEOPLE)));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    dump("shop/" + NIGHT + ".csv.gz", bytes.toByteArray());
  }

  private void members() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
      Worksheet sheet = workbook.newWorksheet("members");
      row(sheet, 0, "id", "name", "city", "phone");
      for (int person = 0; person < PEOPLE / 2; person++) {
        row(sheet, person + 1, "M" + person, "name " + person, "上海", phone(person));
      }
    }
    dump("crm/" + NIGHT + ".xlsx", bytes.toByteArray());
  }

  private static void row(Worksheet sheet, int row, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      sheet.value(row, i, cells[i]);
    }
  }

  private void dump(String path, byte[] content) throws IOException {
    Path file = folder.resolve("landing").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }
}
