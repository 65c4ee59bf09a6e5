package io.tributary.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.workspace.Source.Delivery;
import io.tributary.workspace.Source.Format;
import io.tributary.workspace.Source.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceReaderTest {
  @TempDir Path folder;

  @Test
  void theSourceOfTheContractIsReadAsItSays() {
    Workspace workspace =
        WorkspaceFolder.valid(folder)
            .with(
                "sources/tmall_orders.yaml",
                """
                source: tmall_orders
                files: tmall/dt={date}/*.csv
                format: csv
                options: {header: true, encoding: GBK, delimiter: "\\t"}
                delivery: full
                required: true
                min_rows: 10
                checks: ["count(*) filter (where `实付` is null) = 0"]
                entities:
                  - entity: order
                    where: "`订单状态` <> '交易关闭'"
                    columns:
                      ordered_at: "to_timestamp(`订单创建时间`, 'yyyy-MM-dd HH:mm:ss')"
                      order_id: "concat('tm-', `订单编号`)"
                      channel: "'tmall'"
                    identifiers: {ouid_flagship: "`ouid`", phone: ["`收货人手机`", "`备用手机`"]}
                """)
            .with(
                "tributary.yaml",
                """
                brand: Demo Footwear
                lake: s3a://bucket/lake
                identity: {namespaces: {phone: {priority: 1, normalise: phone}, ouid_flagship: {priority: 2}}}
                """)
            .read();

    Source source = workspace.sources().get(1);
    assertThat(source)
        .isEqualTo(
            new Source(
                "tmall_orders",
                "sources/tmall_orders.yaml",
                FilePattern.of("tmall/dt={date}/*.csv"),
                Format.CSV,
                new ReadOptions(true, "GBK", '\t', '"', Optional.empty()),
                Delivery.FULL,
                true,
                10,
                List.of("count(*) filter (where `实付` is null) = 0"),
                List.of(
                    new Source.EntityMapping(
                        EntityCatalog.standard().get("order"),
                        Optional.of("`订单状态` <> '交易关闭'"),
                        Map.of(
                            "order_id", "concat('tm-', `订单编号`)",
                            "channel", "'tmall'",
                            "ordered_at", "to_timestamp(`订单创建时间`, 'yyyy-MM-dd HH:mm:ss')"),
                        Map.of(
                            "ouid_flagship", List.of("`ouid`"),
                            "phone", List.of("`收货人手机`", "`备用手机`"))))));
    assertThat(source.entities().get(0).columns().keySet())
        .as("in the entity's order")
        .containsExactly("order_id", "channel", "ordered_at");
    assertThat(workspace.lake()).isEqualTo("s3a://bucket/lake");
    assertThat(workspace.landing()).isEqualTo(folder.toAbsolutePath() + "/landing");
    assertThat(workspace.warnings()).isEmpty();
  }

  @Test
  void anchorsAndTheByteOrderMarkOfAnEditorAreNoMistakes() {
    WorkspaceFolder workspace =
        WorkspaceFolder.valid(folder)
            .with("tributary.yaml", "\uFEFFbrand: Demo\naov_bands: &b [20, 30]\nage_bands: *b\n");

    assertThat(workspace.read().settings().ageBands()).containsExactly(20, 30);
  }

  @Test
  void linesStandInForOrdersWhereNoSourceMapsThem() {
    Source source =
        WorkspaceFolder.valid(folder)
            .with(
                "sources/pos.yaml",
                """
                source: pos
                files: pos/{date:yyyyMMdd}.json
                format: json
                entities:
                  - entity: order_line
                    columns: {order_id: a, sku: b, quantity: c, line_amount: d, channel: "'pos'", ordered_at: e}
                """)
            .read()
            .sources()
            .get(0);

    assertThat(source.entities().get(0).entity().column("channel").orElseThrow().required())
        .isTrue();
  }

  @Test
  void memberNumbersThatIdentifyNobodyAreAWarning() {
    Workspace workspace =
        WorkspaceFolder.valid(folder)
            .with(
                "tributary.yaml",
                "brand: A\nidentity: {namespaces: {phone: {priority: 1, normalise: phone}}}\n")
            .with(
                "sources/crm.yaml",
                WorkspaceFolder.POS
                    .replaceAll("(?s)source.*files", "source: crm\nfiles")
                    .replaceAll(
                        "(?s)entities:.*",
                        "entities: [{entity: member, columns: {member_id: id}}]\n"))
            .with("audiences/notes.txt", "later\n")
            .read();

    assertThat(workspace.warnings())
        .containsExactly(
            "sources/crm.yaml: `member_id` identifies nobody, because tributary.yaml has no"
                + " namespace `member_id`; add it under identity.namespaces");
  }

  @Test
  void numbersAndAddressesThatAreComparedAsTheyStandAreAWarning() {
    Workspace workspace =
        WorkspaceFolder.valid(folder)
            .with(
                "tributary.yaml",
                "brand: A\nidentity: {namespaces: {phone: {priority: 1}, email: {priority: 2,"
                    + " normalise: email}, mobile: {priority: 3}}}\n")
            .read();

    assertThat(workspace.warnings())
        .containsExactly(
            "tributary.yaml: values of namespace `phone` are compared as they stand, so that masked"
                + " ones identify people and one value in two spellings is two; add `normalise:"
                + " phone`");
  }
}
