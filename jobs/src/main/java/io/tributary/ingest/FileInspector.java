package io.tributary.ingest;

import io.tributary.workspace.Source;
import java.io.IOException;
import java.io.Serializable;

/** How the files of one source are inspected; goes to Spark's tasks. */
interface FileInspector extends Serializable {

  /**
   * Looks at one file.
   *
   * @throws UnreadableDump if the file is not of the source's format
   * @throws IOException if the file system fails
   */
  InspectedFile inspect(DumpFile file, DumpBytes bytes) throws IOException, UnreadableDump;

  /** The inspector for a source's format. */
  static FileInspector of(Source source) {
    return switch (source.format()) {
      case CSV -> new CsvInspector(CsvDialect.of(source.options()));
      case JSON -> new JsonInspector(new TextEncoding(source.options().encoding()));
      case PARQUET -> new ParquetInspector();
      case XLSX ->
          new XlsxInspector(source.options().sheet().orElse(""), source.options().header());
    };
  }
}
