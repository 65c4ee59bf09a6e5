package io.tributary.identity;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import io.tributary.lake.Lake;
import io.tributary.lake.TableSpec;
import io.tributary.lake.TableSpec.ColumnSpec;
import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Encoders;

/**
 * The table {@code erasures}: that people were erased, and what was done, for whoever has to answer
 * for it. It is not published. Ids in it are never issued again; identifiers are keyed hashes.
 */
public final class Erasures {
  /** The table's shape. */
  public static final TableSpec SPEC =
      new TableSpec(
          "erasures",
          "One person who was erased",
          List.of("begun_at"),
          List.of(
              ColumnSpec.required("begun_at", "timestamp", "When it was begun"),
              ColumnSpec.required("finished_at", "timestamp", "When it was finished"),
              ColumnSpec.required(
                  "erased_on", "date", "What is dated up to this date does not come back"),
              ColumnSpec.required("erased_by", "string", "The user of the operating system"),
              ColumnSpec.required(
                  "one_ids",
                  "array<string>",
                  "The customer's id, and ids that had become part of it"),
              ColumnSpec.required(
                  "identifiers",
                  "array<struct<namespace: string, key: binary>>",
                  "The person's identifiers as keyed hashes"),
              ColumnSpec.required(
                  "rows", "map<string, bigint>", "Rows and files that went or changed, by table")),
          false);

  private Erasures() {}

  /** When a customer was erased, if they were. */
  public static Optional<LocalDate> dateOf(Lake lake, String oneId) {
    Date newest =
        lake.readOrEmpty(SPEC)
            .where(array_contains(col("one_ids"), lit(oneId)))
            .select(max("erased_on"))
            .as(Encoders.DATE())
            .head();
    return Optional.ofNullable(newest).map(Date::toLocalDate);
  }
}
