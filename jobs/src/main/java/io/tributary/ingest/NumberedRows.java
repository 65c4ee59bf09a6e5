package io.tributary.ingest;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.Option;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/**
 * A file format whose rows also say where they stand: {@code _block}, the first byte of the split
 * that they were read from, and {@code _seq}, their number in it from 1. Spark hands a format one
 * split at a time and takes its rows in order, so counting here is exact; above the scan it would
 * depend on how files are packed into tasks.
 *
 * <p>No filter is pushed down to the format inside, as rows dropped there would not be counted.
 */
final class NumberedRows implements FileFormat, Serializable {
  /** Column: the first byte of the split. */
  static final String BLOCK = "_block";

  /** Column: the row's number in its split, from 1. */
  static final String SEQ = "_seq";

  /** Column: the raw record, if it is not one of its format. */
  static final String MALFORMED = "_malformed";

  private static final Seq<Filter> NO_FILTERS =
      CollectionConverters.asScala(List.<Filter>of()).toSeq();

  private static final String[] ONLY_MALFORMED = {MALFORMED};

  private static final long serialVersionUID = 1L;

  /** Where _seq stands in block, seq, partition. */
  private static final int SEQ_AT = 1;

  private final FileFormat format;
  private final boolean whole;
  private final boolean skipFirst;

  /**
   * Numbers the rows of a format.
   *
   * @param whole read every file in one go, so that {@code _seq} is the row's number in its file
   * @param skipFirst drop the first record of every file, a header; Spark's own header option would
   *     also warn about every name with a stray space
   */
  NumberedRows(FileFormat format, boolean whole, boolean skipFirst) {
    this.format = format;
    this.whole = whole;
    this.skipFirst = skipFirst;
  }

  /** The columns of a file, and after them {@code _malformed, _block, _seq}. */
  static StructType schema(Iterable<String> columns) {
    StructType schema = new StructType();
    for (String column : columns) {
      schema = schema.add(column, DataTypes.StringType);
    }
    return schema
        .add(MALFORMED, DataTypes.StringType)
        .add(BLOCK, DataTypes.LongType)
        .add(SEQ, DataTypes.LongType);
  }

  @Override
  public boolean isSplitable(SparkSession session, Map<String, String> options, Path path) {
    return !whole && format.isSplitable(session, options, path);
  }

  @Override
  public Function1<PartitionedFile, Iterator<InternalRow>> buildReaderWithPartitionValues(
      SparkSession session,
      StructType dataSchema,
      StructType partitionSchema,
      StructType requiredSchema,
      Seq<Filter> filters,
      Map<String, String> options,
      Configuration hadoop) {
    StructType data = withoutPosition(dataSchema);
    StructType required = withoutPosition(requiredSchema);
    if (Arrays.equals(required.fieldNames(), ONLY_MALFORMED) && data.size() > 1) {
      // Spark's CSV reader refuses to read nothing but the malformed records.
      required = new StructType().add(data.fields()[0]).add(data.apply(MALFORMED));
    }
    Function1<PartitionedFile, Iterator<InternalRow>> read =
        format.buildReader(session, data, new StructType(), required, NO_FILTERS, options, hadoop);
    return new Reader(
        read, output(required, requiredSchema, partitionSchema), partitionSchema, skipFirst);
  }

  private static StructType withoutPosition(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(BLOCK) && !field.name().equals(SEQ))
            .toArray(StructField[]::new));
  }

  /** Where each wanted column stands in a row of the format, joined with block, seq, partition. */
  private static List<Expression> output(
      StructType read, StructType wanted, StructType partitionSchema) {
    List<Expression> output = new ArrayList<>();
    for (StructField field : wanted.fields()) {
      int at =
          switch (field.name()) {
            case BLOCK -> read.size();
            case SEQ -> read.size() + SEQ_AT;
            default -> read.fieldIndex(field.name());
          };
      output.add(new BoundReference(at, field.dataType(), true));
    }
    for (int i = 0; i < partitionSchema.size(); i++) {
      StructField field = partitionSchema.fields()[i];
      output.add(new BoundReference(read.size() + SEQ_AT + 1 + i, field.dataType(), true));
    }
    return output;
  }

  private static final class Reader
      extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Function1<PartitionedFile, Iterator<InternalRow>> read;
    private final ArrayList<Expression> output;
    private final StructType partitionSchema;
    private final boolean skipFirst;

    Reader(
        Function1<PartitionedFile, Iterator<InternalRow>> read,
        List<Expression> output,
        StructType partitionSchema,
        boolean skipFirst) {
      this.read = read;
      this.output = new ArrayList<>(output);
      this.partitionSchema = partitionSchema;
      this.skipFirst = skipFirst;
    }

    @Override
    public Iterator<InternalRow> apply(PartitionedFile file) {
      Iterator<InternalRow> rows = read.apply(file);
      if (skipFirst && file.start() == 0 && rows.hasNext()) {
        rows.next();
      }
      Object[] position = new Object[SEQ_AT + 1 + partitionSchema.size()];
      position[0] = file.start();
      for (int i = 0; i < partitionSchema.size(); i++) {
        position[SEQ_AT + 1 + i] =
            file.partitionValues().get(i, partitionSchema.fields()[i].dataType());
      }
      return new Numbered(
          rows,
          new GenericInternalRow(position),
          UnsafeProjection.create(CollectionConverters.asScala(output).toSeq()));
    }
  }

  private static final class Numbered extends AbstractIterator<InternalRow> {
    private final Iterator<InternalRow> rows;
    private final UnsafeProjection output;
    private final GenericInternalRow position;
    private final JoinedRow joined = new JoinedRow();
    private long seq;

    Numbered(Iterator<InternalRow> rows, GenericInternalRow position, UnsafeProjection output) {
      this.rows = rows;
      this.position = position;
      this.output = output;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public InternalRow next() {
      InternalRow row = rows.next();
      position.update(SEQ_AT, ++seq);
      return output.apply(joined.apply(row, position));
    }
  }

  @Override
  public Option<StructType> inferSchema(
      SparkSession session, Map<String, String> options, Seq<FileStatus> files) {
    return Option.empty();
  }

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession session, Job job, Map<String, String> options, StructType dataSchema) {
    throw new UnsupportedOperationException("Dumps are only read.");
  }

  @Override
  public String toString() {
    return "Numbered " + format;
  }
}
