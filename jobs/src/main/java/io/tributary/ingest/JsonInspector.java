package io.tributary.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.List;

/** Looks at a json dump: that its bytes can be read. Its records name their fields themselves. */
final class JsonInspector implements FileInspector {
  private static final long serialVersionUID = 1L;

  private final TextEncoding encoding;

  JsonInspector(TextEncoding encoding) {
    this.encoding = encoding;
  }

  @Override
  public InspectedFile inspect(DumpFile file, DumpBytes bytes) throws IOException, UnreadableDump {
    String checksum = bytes.checksum(content -> {});
    try (BufferedInputStream content = new BufferedInputStream(bytes.open())) {
      ByteOrderMark.check(content, encoding.charset());
    }
    return new InspectedFile(file, checksum, List.of(), !encoding.hasByteLines(), "");
  }
}
