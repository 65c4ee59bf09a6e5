package io.tributary.identity;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.BlockedValue;
import io.tributary.workspace.Settings.Identity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The workspace's blocklist: values that never identify anybody. Literal ones are known by their
 * keyed hash; for regular expressions the values of their namespace are opened, inside the
 * executors. A phone number is blocked if an expression fits it with the country's code or without.
 */
final class Blocklist {
  private static final StructType VALUES =
      new StructType()
          .add("namespace", DataTypes.StringType, false)
          .add("key", DataTypes.BinaryType, false);

  private final Identity identity;
  private final VaultKey key;

  Blocklist(Identity identity, VaultKey key) {
    this.identity = identity;
    this.key = key;
  }

  /**
   * Those of some values that are blocked: {@code namespace, key}.
   *
   * @param values {@code namespace, key}, each once
   */
  Dataset<Row> among(Dataset<Row> values, VaultValues vault) {
    Dataset<Row> literals = values.sparkSession().createDataFrame(literals(), VALUES);
    Dataset<Row> blocked =
        values.join(broadcast(literals), new String[] {"namespace", "key"}, "left_semi");
    Map<String, List<String>> patterns = patterns();
    if (patterns.isEmpty()) {
      return blocked;
    }
    Dataset<Row> candidates = values.where(col("namespace").isin(patterns.keySet().toArray()));
    return blocked
        .unionByName(
            vault
                .withSealed(candidates)
                .where(isBlocked(patterns).apply(col("namespace"), col("value")))
                .select("namespace", "key"))
        .distinct();
  }

  private List<Row> literals() {
    Sealer sealer = new Sealer(key);
    List<Row> rows = new ArrayList<>();
    for (BlockedValue blocked : identity.blocklist()) {
      if (!blocked.regex()) {
        String namespace = blocked.namespace();
        String value =
            new IdentifierForm(identity.namespaces().get(namespace)).of(blocked.value()).value();
        rows.add(RowFactory.create(namespace, sealer.hash(namespace, value)));
      }
    }
    return rows;
  }

  private Map<String, List<String>> patterns() {
    Map<String, List<String>> patterns = new HashMap<>();
    for (BlockedValue blocked : identity.blocklist()) {
      if (blocked.regex()) {
        patterns.computeIfAbsent(blocked.namespace(), n -> new ArrayList<>()).add(blocked.value());
      }
    }
    return patterns;
  }

  private UserDefinedFunction isBlocked(Map<String, List<String>> patterns) {
    Sealer sealer = new Sealer(key);
    Map<String, List<Pattern>> compiled = new HashMap<>();
    Map<String, IdentifierForm> forms = new HashMap<>();
    patterns.forEach(
        (namespace, texts) -> {
          compiled.put(namespace, texts.stream().map(Pattern::compile).toList());
          forms.put(namespace, new IdentifierForm(identity.namespaces().get(namespace)));
        });
    UDF2<String, byte[], Boolean> test =
        (namespace, value) -> {
          List<String> spellings = forms.get(namespace).spellings(sealer.open(namespace, value));
          return compiled.get(namespace).stream()
              .anyMatch(p -> spellings.stream().anyMatch(text -> p.matcher(text).find()));
        };
    return udf(test, DataTypes.BooleanType);
  }
}
