package io.tributary.ingest;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.TestSpark;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Workspace;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageDumpsTest {
  private static final String MEMBERS =
      """
      source: crm
      files: crm/{date}.csv
      format: csv
      entities:
        - entity: member
          columns: {member_id: "id", name: "nullif(name, '?')"}
          identifiers: {phone: "phone"}
      """;

  @TempDir Path folder;

  @Test
  void aMemberNumberWithoutItsNamespaceNamesTheRowAndNobody() {
    Dataset<Row> staged = staged("identity: {namespaces: {phone: {priority: 1}}}\n");

    assertThat(texts(staged, "m0_member_id"))
        .containsExactly(hash("member_id", "M1"), hash("member_id", "M2"));
    assertThat(
            texts(staged, "nvl(array_join(transform(m0_identifiers, i -> i.namespace), ','), '-')"))
        .containsExactly("phone", "-");
    assertThat(texts(staged, "array_join(transform(_secrets, s -> s.kind), ',')"))
        .containsExactly("name,identifier", "");
  }

  @Test
  void aNameThatComesOutNullIsUnread() {
    assertThat(texts(staged(""), "_notes")).containsExactly("", "unread:member.name");
  }

  private Dataset<Row> staged(String settings) {
    Workspace workspace =
        WorkspaceFixture.in(folder)
            .with("tributary.yaml", "brand: Demo\n" + settings)
            .source(MEMBERS)
            .read();
    Dataset<Row> dump =
        TestSpark.session()
            .sql(
                "select *, 'crm/x.csv' as _file, date'2025-06-01' as _dump_date, 0L as _block,"
                    + " monotonically_increasing_id() as _seq, cast(null as string) as _malformed"
                    + " from values ('M1', 'Ann', '13812345678'), ('M2', '?', null)"
                    + " as (id, name, phone)")
            .withColumn("_row", lit(1L));
    return new StageDumps(
            workspace.sources().get(0),
            WorkspaceFixture.KEY,
            workspace.settings().identity().namespaces(),
            new Tombstones(List.of()))
        .apply(dump);
  }

  private static String hash(String namespace, String value) {
    byte[] hash = new Sealer(WorkspaceFixture.KEY).hash(namespace, value);
    return HexFormat.of().withUpperCase().formatHex(hash);
  }

  private static List<String> texts(Dataset<Row> rows, String expression) {
    return rows.selectExpr("cast(" + expression + " as string)")
        .as(Encoders.STRING())
        .collectAsList();
  }
}
