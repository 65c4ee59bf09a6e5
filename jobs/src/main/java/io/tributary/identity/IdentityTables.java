package io.tributary.identity;

import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.util.List;

/** The tables of OneID that are not published: who an identifier is, and whose a record is. */
public final class IdentityTables {
  /** An identifier that points to one customer. */
  public static final String USABLE = "usable";

  /** An identifier of too many people, such as a shop's tablet: it belongs to nobody. */
  public static final String SHARED = "shared";

  /** An identifier that the workspace's blocklist names. */
  public static final String BLOCKED = "blocked";

  /**
   * The map of identifiers to customers. A value that was recycled has several rows, one per
   * tenure.
   */
  public static final TableSpec IDENTIFIERS =
      new TableSpec(
          "identifiers",
          "One identifier in one tenure: a value that was recycled has several",
          List.of("namespace", "key", "tenure"),
          List.of(
              new ColumnSpec("namespace", "string", false, "The kind of identifier"),
              new ColumnSpec("key", "binary", false, "Keyed hash of the value, as in the vault"),
              new ColumnSpec("tenure", "int", false, "From 1, by time"),
              new ColumnSpec("status", "string", false, "usable, shared or blocked"),
              new ColumnSpec(
                  "one_id", "string", true, "The customer; null unless the status is usable"),
              new ColumnSpec(
                  "component",
                  "bigint",
                  true,
                  "Which identifiers are connected at all, limits aside; no customer's number"),
              new ColumnSpec("first_seen_on", "date", false, "Date of the first record with it"),
              new ColumnSpec(
                  "last_seen_on",
                  "date",
                  true,
                  "Date of the last record with it; null while a member's record stands"),
              new ColumnSpec("records", "bigint", false, "Current records that mention it")),
          true);

  /** Whose a record is. Records without a customer have no row. */
  public static final TableSpec CUSTOMER_RECORDS =
      new TableSpec(
          "customer_records",
          "One current record of a clean table that has a customer",
          List.of("entity", "record_key"),
          List.of(
              new ColumnSpec("entity", "string", false, "The clean table, without clean_"),
              new ColumnSpec(
                  "record_key",
                  "string",
                  false,
                  "The record's key in its clean table; of an order line, its order and line key with # between"),
              new ColumnSpec("one_id", "string", false, "The customer")),
          true);

  private IdentityTables() {}
}
