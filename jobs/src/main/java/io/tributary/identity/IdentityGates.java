package io.tributary.identity;

import io.tributary.workspace.Settings.Quality;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What a night would do to the customers, and the gates that hold it against bounds before anything
 * is written: a mapping that takes a shop's number for a person's ties everybody together in one
 * night.
 *
 * @param customersBefore customers of the night before
 * @param changedCustomers of these, how many would lose their id or an identifier to another one
 * @param merges of these, how many would be merged into another one
 * @param largestCustomer identifiers of the largest customer that the night touches
 */
record IdentityGates(
    long customersBefore, long changedCustomers, long merges, long largestCustomer) {

  /** A share of few customers says nothing: so many may always change. */
  static final long ALWAYS_ALLOWED = 100;

  /** The sentences that stop the night; none: it may go on. */
  List<String> stops(Quality quality) {
    List<String> stops = new ArrayList<>();
    if (largestCustomer > quality.maxCustomerIdentifiers()) {
      stops.add(
          "identity: one customer would have %d identifiers, more than quality.max_customer_identifiers %d allows. Find the value that ties them together (a mapping that takes something else for an identifier, or a default value for the blocklist), or raise the bound; last night's customers stay."
              .formatted(largestCustomer, quality.maxCustomerIdentifiers()));
    }
    stops.addAll(
        share(
            changedCustomers,
            quality.maxIdChanges(),
            "max_id_changes",
            "would lose their id or an identifier to another customer"));
    stops.addAll(
        share(merges, quality.maxMerges(), "max_merges", "would be merged into another one"));
    return stops;
  }

  private List<String> share(long changed, BigDecimal allowed, String bound, String what) {
    boolean passes =
        changed <= ALWAYS_ALLOWED
            || BigDecimal.valueOf(changed)
                    .compareTo(allowed.multiply(BigDecimal.valueOf(customersBefore)))
                <= 0;
    return passes
        ? List.of()
        : List.of(
            "identity: %d of %d customers %s, more than quality.%s %s allows. Look at tonight's new sources and mappings, or raise the bound for tonight; last night's customers stay."
                .formatted(changed, customersBefore, what, bound, allowed));
  }
}
