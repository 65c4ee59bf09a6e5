package io.tributary.ingest;

import io.tributary.vault.Masking;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks at a json dump: that its bytes can be read, and which fields its first records have. Others
 * may have more.
 */
final class JsonInspector implements FileInspector {
  /** Records to look at: a field that none of them has is hardly there at all. */
  static final int SAMPLE = 1000;

  private static final long serialVersionUID = 1L;

  private final TextEncoding encoding;

  JsonInspector(TextEncoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public InspectedFile inspect(DumpFile file, DumpBytes bytes) throws IOException, UnreadableDump {
    String checksum = bytes.checksum(content -> {});
    return new InspectedFile(file, checksum, fields(bytes), !encoding.hasByteLines(), "");
  }

  private List<String> fields(DumpBytes bytes) throws IOException, UnreadableDump {
    Set<String> names = new TreeSet<>();
    try (BufferedInputStream content = new BufferedInputStream(bytes.open())) {
      ByteOrderMark.check(content, encoding.charset());
      BufferedReader lines = new BufferedReader(new InputStreamReader(content, encoding.charset()));
      ByteOrderMark.skipDecoded(lines);
      lines
          .lines()
          .filter(line -> !line.isBlank())
          .limit(SAMPLE)
          // A record that is keyed by a person's number has it for a name.
          .forEach(line -> JsonRecord.read(line, (name, value) -> names.add(Masking.scrub(name))));
    }
    return List.copyOf(names);
  }
}
