package io.tributary.customer;

import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.List;

/**
 * The columns of {@code customers} that are not published. Where people stood some days ago is what
 * {@code group_transitions} counts; their first purchase days are what the repurchase curves count;
 * where they are reached is what audiences ask.
 */
public final class InternalColumns {
  /** All of them. No tag may have such a name. */
  public static final List<ColumnSpec> ALL =
      List.of(
          new ColumnSpec("main_channel", "string", true, "Sales channel of the largest net"),
          new ColumnSpec("net_30d", "decimal(18,2)", false, "Net of the last 30 days"),
          new ColumnSpec("lifecycle_before", "string", true, "Lifecycle group 30 days ago"),
          new ColumnSpec("stage_before", "string", true, "Stage 30 days ago"),
          new ColumnSpec("entry_discounted", "boolean", true, "Whether the entry had a discount"),
          new ColumnSpec("second_on", "date", true, "Second purchase day"),
          new ColumnSpec("third_on", "date", true, "Third purchase day"),
          new ColumnSpec("fourth_on", "date", true, "Fourth purchase day"),
          new ColumnSpec(
              "reached_at",
              "array<string>",
              false,
              "Namespaces of which they have a usable identifier that is theirs to this day"));

  private InternalColumns() {}
}
