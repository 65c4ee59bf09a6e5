package io.tributary.ingest;

import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.vault.VaultKey;
import io.tributary.workspace.Settings.Namespace;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Looks for erased identifiers in rejected records. What a record could not be read as, nobody
 * knows; so each of its cells is tried as a value of each namespace. Its date is not known either:
 * the record counts as mentioning them whatever the day.
 */
final class RejectedText implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Between cells: quotes and punctuation of JSON, and the delimiters that dumps have. */
  private static final Pattern BETWEEN = Pattern.compile("[\",;|^\\t\\r\\n{}\\[\\]]+");

  private final Tombstones tombstones;
  private final Sealer sealer;
  private final ArrayList<IdentifierForm> forms = new ArrayList<>();

  RejectedText(Tombstones tombstones, Map<String, Namespace> namespaces, VaultKey key) {
    this.tombstones = tombstones;
    this.sealer = new Sealer(key);
    List<String> erased = tombstones.namespaces();
    namespaces.values().stream()
        .filter(namespace -> erased.contains(namespace.name()))
        .forEach(namespace -> forms.add(new IdentifierForm(namespace)));
  }

  /**
   * Whether a record mentions an erased identifier.
   *
   * @param text the record as JSON, or a line that could not be read
   */
  boolean mentions(String text) {
    for (String cell : BETWEEN.split(text)) {
      if (!cell.isBlank() && isErased(cell)) {
        return true;
      }
    }
    return false;
  }

  /** The same of a record as the vault has it. */
  boolean mentions(byte[] sealed) {
    return mentions(sealer.open(Secrets.RECORD, sealed));
  }

  private boolean isErased(String cell) {
    for (IdentifierForm form : forms) {
      String value = form.of(cell).value();
      if (value != null && tombstones.know(sealer.hash(form.namespace(), value))) {
        return true;
      }
    }
    return false;
  }
}
