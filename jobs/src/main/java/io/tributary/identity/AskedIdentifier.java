package io.tributary.identity;

import io.tributary.pipeline.UserMistake;
import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Namespace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What somebody typed to ask about: a value of one namespace, or of whichever it fits. */
final class AskedIdentifier {
  /** The shape of {@link #values}. */
  static final StructType SHAPE =
      new StructType()
          .add("namespace", DataTypes.StringType, false)
          .add("key", DataTypes.BinaryType, false);

  private AskedIdentifier() {}

  /**
   * The identifiers that a text may mean: namespace and keyed hash.
   *
   * @param text {@code namespace:value} or a value, in any form that a dump may have
   * @throws UserMistake if it cannot be one; the message does not repeat it
   */
  static List<Row> values(String text, Identity identity, Sealer sealer) {
    int colon = text.indexOf(':');
    Namespace named = colon > 0 ? identity.namespaces().get(text.substring(0, colon)) : null;
    if (named != null) {
      String value = new IdentifierForm(named).of(text.substring(colon + 1)).value();
      if (value == null) {
        throw new UserMistake(
            "What follows `%s:` is no valid value of that namespace (normalise: %s): such values are dropped and never identify anybody."
                .formatted(named.name(), named.normalise().name().toLowerCase(Locale.ROOT)));
      }
      return List.of(row(named, value, sealer));
    }
    List<Row> values = new ArrayList<>();
    for (Namespace namespace : identity.namespaces().values()) {
      String value = new IdentifierForm(namespace).of(text).value();
      if (value != null) {
        values.add(row(namespace, value, sealer));
      }
    }
    if (values.isEmpty()) {
      throw new UserMistake(
          "That is no valid value of any namespace. Give namespace:value, a value, or a customer's id; the namespaces are: %s."
              .formatted(String.join(", ", identity.namespaces().keySet())));
    }
    return values;
  }

  private static Row row(Namespace namespace, String value, Sealer sealer) {
    return RowFactory.create(namespace.name(), sealer.hash(namespace.name(), value));
  }
}
