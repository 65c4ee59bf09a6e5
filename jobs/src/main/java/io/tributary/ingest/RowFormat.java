package io.tributary.ingest;

import java.nio.charset.Charset;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.HadoopFileLinesReader;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.execution.datasources.TextBasedFileFormat;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import scala.Function1;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** A format that Spark does not bring as we need it: its files are only read, to rows of text. */
abstract class RowFormat extends TextBasedFileFormat {
  private final boolean splitable;
  private final SplitReader reader;

  /**
   * A format.
   *
   * @param splitable whether a file can be read in splits, if its compression allows it
   */
  RowFormat(boolean splitable, SplitReader reader) {
    this.splitable = splitable;
    this.reader = reader;
  }

  /** Reads one split of a file; goes to Spark's tasks. */
  @FunctionalInterface
  interface SplitReader extends java.io.Serializable {
    /**
     * The rows of a split.
     *
     * @param columns the columns of a row, all of them text
     */
    java.util.Iterator<InternalRow> read(
        PartitionedFile split, Configuration hadoop, StructType columns) throws java.io.IOException;
  }

  @Override
  public final boolean isSplitable(SparkSession session, Map<String, String> options, Path path) {
    return splitable && super.isSplitable(session, options, path);
  }

  @Override
  public final Function1<PartitionedFile, Iterator<InternalRow>> buildReader(
      SparkSession session,
      StructType dataSchema,
      StructType partitionSchema,
      StructType requiredSchema,
      Seq<Filter> filters,
      Map<String, String> options,
      Configuration hadoop) {
    return new Splits(
        reader,
        requiredSchema,
        SerializableConfiguration.broadcast(session.sparkContext(), hadoop));
  }

  private static final class Splits
      extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>>
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    private final SplitReader reader;
    private final StructType columns;
    private final Broadcast<SerializableConfiguration> hadoop;

    Splits(SplitReader reader, StructType columns, Broadcast<SerializableConfiguration> hadoop) {
      this.reader = reader;
      this.columns = columns;
      this.hadoop = hadoop;
    }

    @Override
    public Iterator<InternalRow> apply(PartitionedFile split) {
      try {
        return CollectionConverters.asScala(reader.read(split, hadoop.value().value(), columns));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(split.toPath().toString(), e);
      }
    }
  }

  /**
   * The lines of a split of bytes: line breaks and the byte order mark of UTF-8 are not in them.
   */
  static Stream<String> splitLines(PartitionedFile split, Configuration hadoop, Charset charset) {
    HadoopFileLinesReader reader = new HadoopFileLinesReader(split, hadoop);
    closeWithTask(reader);
    java.util.Iterator<Text> lines = CollectionConverters.asJava(reader);
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(lines, 0), false)
        .map(line -> new String(line.getBytes(), 0, line.getLength(), charset));
  }

  /** Closes what a split is read from when its task ends, even if it was not read to its end. */
  static void closeWithTask(AutoCloseable resource) {
    TaskContext.get()
        .addTaskCompletionListener(
            task -> {
              try {
                resource.close();
              } catch (Exception e) {
                throw new IllegalStateException("Closing a dump file", e);
              }
            });
  }

  @Override
  public final Option<StructType> inferSchema(
      SparkSession session, Map<String, String> options, Seq<FileStatus> files) {
    return Option.empty();
  }

  @Override
  public final OutputWriterFactory prepareWrite(
      SparkSession session, Job job, Map<String, String> options, StructType dataSchema) {
    throw new UnsupportedOperationException("Dumps are only read.");
  }

  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
