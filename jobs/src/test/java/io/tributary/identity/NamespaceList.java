package io.tributary.identity;

import io.tributary.workspace.Settings.BlockedValue;
import io.tributary.workspace.Settings.Identity;
import io.tributary.workspace.Settings.Namespace;
import io.tributary.workspace.Settings.Normalise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of identity that a test spells out, a line per namespace; null: no such limit. */
final class NamespaceList {
  private final Map<String, Namespace> namespaces = new LinkedHashMap<>();

  NamespaceList add(
      String name,
      int priority,
      Integer perCustomer,
      Integer sharedAbove,
      Integer recycledAfterDays) {
    namespaces.put(
        name,
        new Namespace(
            name,
            priority,
            Optional.ofNullable(perCustomer),
            Normalise.TRIM,
            Optional.empty(),
            Optional.ofNullable(sharedAbove),
            Optional.ofNullable(recycledAfterDays)));
    return this;
  }

  Identity blocking(BlockedValue blocked) {
    return new Identity(namespaces, List.of(blocked));
  }
}
