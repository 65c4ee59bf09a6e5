package io.tributary.identity;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.octet_length;
import static org.apache.spark.sql.functions.sum;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * Pairs of 64-bit numbers by the ten thousands in one row: 16 bytes each, where a row of its own
 * would take 70 and its share of every step. A row is {@code number} (counted within its partition)
 * and {@code pairs}.
 */
final class PackedPairs {
  static final StructType SCHEMA =
      new StructType().add("number", DataTypes.LongType).add("pairs", DataTypes.BinaryType);

  private static final int BYTES_PER_PAIR = 2 * Long.BYTES;
  private static final int PAIRS_PER_ROW = 1 << 15;

  private PackedPairs() {}

  /** The pairs of a dataset's first two columns. */
  static Dataset<Row> pack(Dataset<Row> pairs) {
    return pairs.mapPartitions(
        (MapPartitionsFunction<Row, Row>) rows -> pack(PairCursor.over(rows)),
        Encoders.row(SCHEMA));
  }

  /** The pairs of a cursor, packed while the rows are asked for. */
  static Iterator<Row> pack(PairCursor pairs) {
    return new Packing(pairs);
  }

  /** One row for each pair, with two columns of the given names. */
  static Dataset<Row> unpack(Dataset<Row> packed, String first, String second) {
    StructType schema =
        new StructType()
            .add(first, DataTypes.LongType, false)
            .add(second, DataTypes.LongType, false);
    return packed.flatMap(
        (FlatMapFunction<Row, Row>) row -> new Unpacking(longs(row)), Encoders.row(schema));
  }

  /** The pairs of one row, the two numbers of each side by side. */
  static LongBuffer longs(Row row) {
    return ByteBuffer.wrap(row.<byte[]>getAs("pairs"))
        .order(ByteOrder.LITTLE_ENDIAN)
        .asLongBuffer();
  }

  /**
   * Computes the pairs now, once and for all: what they were made of may have changed by the time
   * that they would be made again. They lie on this machine's disk, or in the session's checkpoint
   * folder, if it has one: executors of a cluster come and go.
   */
  static Dataset<Row> keep(Dataset<Row> packed) {
    Dataset<Row> kept =
        packed.sparkSession().sparkContext().getCheckpointDir().isDefined()
            ? packed.checkpoint()
            : packed.localCheckpoint(true, StorageLevel.DISK_ONLY());
    // As an RDD it sheds its estimated size: each join multiplies those of its sides, and after ten
    // rounds of joins Spark would spend minutes on multiplying numbers of a million digits.
    return packed.sparkSession().createDataFrame(kept.javaRDD(), SCHEMA);
  }

  static long count(Dataset<Row> packed) {
    return packed
            .agg(coalesce(sum(octet_length(col("pairs")).cast("bigint")), lit(0L)))
            .head()
            .getLong(0)
        / BYTES_PER_PAIR;
  }

  private static final class Packing implements Iterator<Row> {
    private final PairCursor pairs;
    private boolean more;
    private long number;

    Packing(PairCursor pairs) {
      this.pairs = pairs;
      this.more = pairs.advance();
    }

    @Override
    public boolean hasNext() {
      return more;
    }

    @Override
    public Row next() {
      if (!more) {
        throw new NoSuchElementException();
      }
      ByteBuffer bytes =
          ByteBuffer.allocate(PAIRS_PER_ROW * BYTES_PER_PAIR).order(ByteOrder.LITTLE_ENDIAN);
      while (more && bytes.hasRemaining()) {
        bytes.putLong(pairs.first()).putLong(pairs.second());
        more = pairs.advance();
      }
      return RowFactory.create(number++, Arrays.copyOf(bytes.array(), bytes.position()));
    }
  }

  private static final class Unpacking implements Iterator<Row> {
    private final LongBuffer longs;

    Unpacking(LongBuffer longs) {
      this.longs = longs;
    }

    @Override
    public boolean hasNext() {
      return longs.hasRemaining();
    }

    @Override
    public Row next() {
      if (!longs.hasRemaining()) {
        throw new NoSuchElementException();
      }
      return RowFactory.create(longs.get(), longs.get());
    }
  }
}
