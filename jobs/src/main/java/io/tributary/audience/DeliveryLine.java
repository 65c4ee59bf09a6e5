package io.tributary.audience;

import io.tributary.vault.IdentifierForm;
import io.tributary.vault.Sealer;
import io.tributary.workspace.DeliveryCatalog;
import io.tributary.workspace.DeliveryProfile;
import io.tributary.workspace.DeliveryProfile.Address;
import io.tributary.workspace.DeliveryProfile.Column;
import io.tributary.workspace.DeliveryProfile.Writing;
import io.tributary.workspace.Settings;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * What a line of a delivery says. It opens addresses and names: what it gives goes into the file
 * and nowhere else.
 */
final class DeliveryLine implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String NAME = "name";
  private static final String PHONE = "phone";

  private final List<String> kinds;
  private final Map<String, IdentifierForm> forms = new HashMap<>();

  /** How the workspace has phone numbers written, by profile. */
  private final Map<String, Writing> phones = new HashMap<>();

  private final Sealer sealer;

  /**
   * Prepares the lines.
   *
   * @param kinds the addresses that rows have, as {@link DeliveryRows} names their columns
   * @param settings with what the workspace says about profiles, and its namespaces
   */
  DeliveryLine(List<Address> kinds, Settings settings, Sealer sealer) {
    this.kinds = kinds.stream().map(Address::name).toList();
    settings.identity().namespaces().forEach((n, of) -> forms.put(n, new IdentifierForm(of)));
    settings.deliveries().forEach((n, to) -> to.phones().ifPresent(w -> phones.put(n, w)));
    this.sealer = sealer;
  }

  /** The cells, in the order of the profile's columns, then the audience's variables. */
  List<String> cells(Row row) {
    DeliveryProfile profile = DeliveryCatalog.standard().get(row.getAs("delivery"));
    Iterator<String> texts = row.<String>getList(row.fieldIndex("texts")).iterator();
    List<String> cells = new ArrayList<>();
    for (Column column : profile.columns()) {
      cells.add(
          switch (column.value()) {
            case ADDRESS -> address(row, profile, column);
            case NAME -> opened(NAME, row.getAs(NAME));
            case ARM -> Objects.requireNonNullElse(row.<String>getAs("arm"), "");
            case AUDIENCE -> row.getAs("audience");
            case CUSTOMER -> texts.next();
          });
    }
    texts.forEachRemaining(cells::add);
    return cells;
  }

  private String address(Row row, DeliveryProfile profile, Column column) {
    int kind = kinds.indexOf(column.address().orElseThrow().name());
    byte[] sealed = row.getAs(DeliveryRows.sealed(kind));
    if (sealed == null) {
      return "";
    }
    String namespace = row.getAs(Addresses.namespace(kind));
    return AddressText.of(
        sealer.open(namespace, sealed),
        forms.get(namespace),
        writing(profile, column),
        column.hash());
  }

  private Writing writing(DeliveryProfile profile, Column column) {
    boolean isPhone = column.address().equals(Optional.of(new Address(PHONE)));
    return isPhone ? phones.getOrDefault(profile.name(), column.writing()) : column.writing();
  }

  private String opened(String namespace, byte[] sealed) {
    return sealed == null ? "" : sealer.open(namespace, sealed);
  }
}
