package io.tributary.lake;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.execution.datasources.parquet.ParquetToSparkSchemaConverter;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;

/** The columns of one Parquet file, as its footer tells. */
public final class ParquetColumns {
  private ParquetColumns() {}

  /**
   * Reads the footer.
   *
   * @throws IOException if the file cannot be reached; any other exception if it is no Parquet file
   *     that Spark can read
   */
  public static StructType of(Path file, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      return new ParquetToSparkSchemaConverter(new SQLConf())
          .convert(reader.getFileMetaData().getSchema());
    }
  }
}
