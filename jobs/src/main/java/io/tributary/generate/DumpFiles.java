package io.tributary.generate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Writes the files of one task: rows come sorted by file, and pass through one at a time, so that
 * memory does not grow with a file. Damages some rows on the way.
 */
final class DumpFiles {
  /** One row in 100 at most: well below the 2 % at which a source's dump is refused. */
  private static final long FIRST_DAMAGED = 100;

  private static final long ROWS_BETWEEN_DAMAGES = 250;
  private static final int BUFFER = 1 << 16;

  private final WorkspaceFolder folder;
  private final Nights nights;
  private final List<Row> written = new ArrayList<>();
  private WorkspaceFolder.Pending file;
  private Writer writer;
  private Dump dump;
  private int night;
  private int part;
  private long rows;
  private long damaged;

  private DumpFiles(WorkspaceFolder folder, Nights nights) {
    this.folder = folder;
    this.nights = nights;
  }

  /**
   * Writes all files of a task.
   *
   * @param lines in the columns of {@link RetailerGenerator#LINE}, sorted; a line without text only
   *     says that the file is there
   * @return per file: dump, dump date, path, data records, and how many of them are damaged
   */
  static List<Row> write(Iterator<Row> lines, WorkspaceFolder folder, Nights nights)
      throws IOException {
    DumpFiles files = new DumpFiles(folder, nights);
    while (lines.hasNext()) {
      Row line = lines.next();
      files.turnTo(Dump.values()[line.getInt(0)], line.getInt(1), line.getInt(2));
      if (!line.isNullAt(6)) {
        files.append(line.getString(6));
      }
    }
    files.finish();
    return files.written;
  }

  private void turnTo(Dump nextDump, int nextNight, int nextPart) throws IOException {
    if (file != null && dump == nextDump && night == nextNight && part == nextPart) {
      return;
    }
    finish();
    dump = nextDump;
    night = nextNight;
    part = nextPart;
    rows = 0;
    damaged = 0;
    file = folder.create(path());
    Layout layout = dump.layout();
    OutputStream bytes = layout.isGzipped() ? new GZIPOutputStream(file.out(), BUFFER) : file.out();
    writer = new java.io.BufferedWriter(new OutputStreamWriter(bytes, layout.charset()), BUFFER);
    writer.write(layout.opening());
  }

  private void append(String text) throws IOException {
    Layout layout = dump.layout();
    rows++;
    if (!layout.damages().isEmpty() && rows % ROWS_BETWEEN_DAMAGES == FIRST_DAMAGED) {
      Damage damage = layout.damages().get((int) (damaged % layout.damages().size()));
      writer.write(damage.apply(text, layout));
      writer.write(layout.lineEnd());
      rows++;
      damaged++;
    }
    writer.write(text);
    writer.write(layout.lineEnd());
  }

  private void finish() throws IOException {
    if (file == null) {
      return;
    }
    writer.close();
    file.finish();
    file = null;
    if (dump.isDelivered()) {
      written.add(
          RowFactory.create(dump.source(), nights.date(night).toString(), path(), rows, damaged));
    }
  }

  private String path() {
    return dump.path(nights.date(night), part);
  }
}
