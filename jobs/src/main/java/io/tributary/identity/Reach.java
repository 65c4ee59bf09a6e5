package io.tributary.identity;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The part of the evidence that a night computes anew: all of it, or whole components, namely those
 * that a change reaches. Components outside stay exactly as they are.
 *
 * <p>Why that is enough: a change of a record touches the values that it mentions or mentioned, and
 * only theirs can be the tenures and sharing that differ. A link differs only if one of its ends is
 * such a value. So what differs lies in the old components of these values and, where one of them
 * is usable now, in those of the identifiers that it meets.
 *
 * @param records the records with an identifier in that part, as {@link Evidence} gives them
 * @param identifiers every identifier that these records mention, as {@link Standing} gives them,
 *     with {@code inside}: whether it is part of it; if not, {@code one_id} is as before
 * @param before the rows of the table {@code identifiers} that this part replaces, as {@link
 *     Standing#known} gives them
 * @param changed the records that brought the night here: {@code entity, record_key}
 */
record Reach(
    Dataset<Row> records, Dataset<Row> identifiers, Dataset<Row> before, Dataset<Row> changed) {

  /** So often in a row it is not chance. */
  private static final int ATTEMPTS = 4;

  private static final String[] SHAPE = {
    "namespace",
    "key",
    "tenure",
    "node",
    "rank",
    "first_on",
    "last_on",
    "records",
    "status",
    "inside",
    "one_id"
  };

  /**
   * Everything.
   *
   * @param evidence all evidence
   * @param known all rows of the table, as {@link Standing#known} gives them
   */
  static Reach everything(
      Dataset<Row> evidence, Dataset<Row> known, Standing standing, Scratch scratch) {
    Dataset<Row> nothing = known.where(lit(false)).select("namespace", "key");
    Dataset<Row> identifiers =
        standing
            .of(Evidence.mentions(evidence), nothing)
            .withColumn("inside", isUsable())
            .withColumn("one_id", lit(null).cast("string"));
    return new Reach(
        evidence,
        scratch.keep(shaped(identifiers)),
        known,
        EvidenceChanges.none(evidence).select("entity", "record_key"));
  }

  /**
   * What changes reach.
   *
   * @param changes as {@link EvidenceChanges#of} gives them
   */
  static Reach of(
      Dataset<Row> changes,
      Dataset<Row> evidence,
      Dataset<Row> known,
      Standing standing,
      Scratch scratch) {
    Dataset<Row> touched = scratch.lookup(EvidenceChanges.values(changes));
    Dataset<Row> theirs = scratch.keep(Evidence.mentioning(evidence, touched));
    Dataset<Row> mentions =
        Evidence.mentions(theirs).join(touched, new String[] {"key", "namespace"}, "left_semi");
    Dataset<Row> blocked =
        known.where(col("status").equalTo(IdentityTables.BLOCKED)).select("namespace", "key");
    Dataset<Row> judged = scratch.keep(standing.of(mentions, blocked));

    Dataset<Row> old = scratch.keep(of(known, touched));
    Dataset<Row> components =
        scratch.lookup(
            old.where(isUsable())
                .select("component")
                .unionByName(met(theirs, touched, judged, known, scratch))
                .distinct());
    Dataset<Row> oldMembers =
        scratch.keep(known.join(components, new String[] {"component"}, "left_semi"));
    Dataset<Row> untouched = without(oldMembers, touched);
    Dataset<Row> more =
        Evidence.mentioning(
                evidence, scratch.lookup(untouched.select("namespace", "key").distinct()))
            .join(theirs, new String[] {"record_key", "entity"}, "left_anti");
    Dataset<Row> records = scratch.keep(theirs.unionByName(more));

    Dataset<Row> identifiers =
        shaped(
                judged
                    .withColumn("inside", isUsable())
                    .withColumn("one_id", lit(null).cast("string")))
            .unionByName(shaped(untouched.withColumn("inside", lit(true))))
            .unionByName(shaped(outside(records, touched, oldMembers, known, scratch)));
    Dataset<Row> before =
        oldMembers.unionByName(old.join(oldMembers, new String[] {"node"}, "left_anti"));
    return new Reach(
        records, scratch.keep(identifiers), before, changes.select("entity", "record_key"));
  }

  /**
   * A part in which every identifier has a number of its own.
   *
   * @param numbers by attempt, how identifiers are numbered; see {@link NodeNumbers}
   * @param reach the part with numbers given in that way
   * @throws IllegalStateException after {@value #ATTEMPTS} attempts
   */
  static Reach withoutTwins(IntFunction<Column> numbers, Function<Column, Reach> reach) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Reach found = reach.apply(numbers.apply(attempt));
      if (!found.hasTwins()) {
        return found;
      }
    }
    throw new IllegalStateException(
        "Two identifiers have the same number by each of " + ATTEMPTS + " hashes.");
  }

  /** Whether two identifiers have the same number, told by another hash of them. */
  private boolean hasTwins() {
    Column other = xxhash64(col("tenure"), col("key"), col("namespace")).as("other");
    return !identifiers
        .select(col("node"), other)
        .unionByName(before.select(col("node"), other))
        .groupBy("node")
        .agg(min("other").as("one"), max("other").as("another"))
        .where(col("one").notEqual(col("another")))
        .isEmpty();
  }

  private static Column isUsable() {
    return col("status").equalTo(IdentityTables.USABLE);
  }

  private static Dataset<Row> shaped(Dataset<Row> identifiers) {
    Column[] columns = new Column[SHAPE.length];
    for (int i = 0; i < SHAPE.length; i++) {
      columns[i] = col(SHAPE[i]);
    }
    return identifiers.select(columns);
  }

  private static Dataset<Row> of(Dataset<Row> identifiers, Dataset<Row> values) {
    return identifiers.join(values, new String[] {"key", "namespace"}, "left_semi");
  }

  private static Dataset<Row> without(Dataset<Row> identifiers, Dataset<Row> values) {
    return identifiers.join(values, new String[] {"key", "namespace"}, "left_anti");
  }

  /** The old components of identifiers that a touched one, if it is usable now, is linked to. */
  private static Dataset<Row> met(
      Dataset<Row> records,
      Dataset<Row> touched,
      Dataset<Row> judged,
      Dataset<Row> known,
      Scratch scratch) {
    String[] standing = {"namespace", "key", "first_on", "last_on", "component"};
    Dataset<Row> theirs =
        judged
            .where(isUsable())
            .withColumn("component", lit(null).cast("bigint"))
            .selectExpr(standing)
            .withColumn("is_touched", lit(true));
    Dataset<Row> others =
        without(of(known, scratch.lookup(Evidence.values(records))), touched)
            .where(isUsable())
            .selectExpr(standing)
            .withColumn("is_touched", lit(false));
    return Tenures.assign(Evidence.mentions(records), theirs.unionByName(others))
        .groupBy("record_key", "entity")
        .agg(max("is_touched").as("is_touched"), collect_set("component").as("components"))
        .where(col("is_touched"))
        .select(explode(col("components")).as("component"));
  }

  /** Identifiers that the records mention as well, and that stay as they are. */
  private static Dataset<Row> outside(
      Dataset<Row> records,
      Dataset<Row> touched,
      Dataset<Row> oldMembers,
      Dataset<Row> known,
      Scratch scratch) {
    return without(of(known, scratch.lookup(Evidence.values(records))), touched)
        .join(oldMembers.select("node"), new String[] {"node"}, "left_anti")
        .withColumn("inside", lit(false));
  }
}
