package io.tributary.ledger;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;

import io.tributary.pipeline.Sessions;
import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.NamedMembers;
import io.tributary.workspace.Settings;
import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The members whom {@code exclude.customers} leaves out. Where it names member numbers, the rows
 * that have the keyed hash of one are given the number as the condition writes it; every other
 * number stays hashed and equals none.
 *
 * @param numbers keyed hash, as the clean table has it, to the number
 */
record ExcludedMembers(String condition, Map<String, String> numbers) {
  private static final String NUMBER = "member_id";

  static ExcludedMembers of(String condition, Settings settings, VaultKey key) {
    Sealer sealer = new Sealer(key);
    Namespace namespace = settings.identity().namespaces().get(NUMBER);
    Map<String, String> numbers = new TreeMap<>();
    for (String named : NamedMembers.of(condition)) {
      String number =
          namespace == null ? named.strip() : new IdentifierForm(namespace).of(named).value();
      if (number != null) {
        byte[] hash = sealer.hash(NUMBER, number);
        numbers.put(HexFormat.of().withUpperCase().formatHex(hash), named);
      }
    }
    return new ExcludedMembers(condition, numbers);
  }

  /**
   * Their {@code record_key}. A cast of the user's that fails is no reason to leave somebody out,
   * nor to stop the night.
   *
   * @param members the clean table
   */
  Dataset<Row> among(Dataset<Row> members) {
    Dataset<Row> named = members.withColumn("record_key", col(NUMBER)).withColumn(NUMBER, number());
    return Sessions.lenient(
        members.sparkSession(),
        () -> named.where(expr(condition).cast("boolean")).select("record_key"));
  }

  private Column number() {
    if (numbers.isEmpty()) {
      return col(NUMBER);
    }
    List<Column> known = new ArrayList<>();
    numbers.forEach(
        (hash, number) -> {
          known.add(lit(hash));
          known.add(lit(number));
        });
    return coalesce(element_at(map(known.toArray(Column[]::new)), col(NUMBER)), col(NUMBER));
  }
}
