package io.tributary.workspace;

import io.tributary.config.ConfigMap;
import io.tributary.config.ConfigNode;
import io.tributary.config.Suggestion;
import io.tributary.workspace.Source.Format;
import io.tributary.workspace.Source.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a source's {@code options}: how its text is to be read. */
final class ReadOptionsReader {
  private static final Map<Format, List<String>> KNOWN =
      Map.of(
          Format.CSV, List.of("header", "encoding", "delimiter", "quote"),
          Format.JSON, List.of("encoding"),
          Format.PARQUET, List.of(),
          Format.XLSX, List.of("header", "sheet"));

  private ReadOptionsReader() {}

  /**
   * Reads the options.
   *
   * @param format empty if the file names none; then every option is taken
   */
  static ReadOptions read(ConfigMap map, Optional<Format> format) {
    ReadOptions options =
        new ReadOptions(
            option(map, format, "header", ConfigNode::bool).orElse(true),
            option(map, format, "encoding", ReadOptionsReader::encoding).orElse("UTF-8"),
            option(map, format, "delimiter", ConfigNode::character).orElse(','),
            option(map, format, "quote", ConfigNode::character).orElse('"'),
            option(map, format, "sheet", ConfigNode::text));
    map.rejectOtherKeys();
    if (map.isSound() && options.delimiter() == options.quote()) {
      map.wrong("delimiter and quote are the same character; give one of them another");
    }
    return options;
  }

  private static <T> Optional<T> option(
      ConfigMap map, Optional<Format> format, String name, Function<ConfigNode, Optional<T>> as) {
    if (format.isEmpty() || KNOWN.get(format.get()).contains(name)) {
      return map.read(name, as);
    }
    map.find(name)
        .ifPresent(
            node -> {
              List<String> known = KNOWN.get(format.get());
              node.wrong(
                  "format "
                      + format.get().name().toLowerCase(Locale.ROOT)
                      + " has no option `"
                      + name
                      + "`; "
                      + (known.isEmpty()
                          ? "it has none, leave it out"
                          : "it has " + String.join(", ", known)));
            });
    return Optional.empty();
  }

  private static Optional<String> encoding(ConfigNode node) {
    Optional<String> name = node.text();
    try {
      return name.map(given -> Charset.forName(given).name());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      String given = name.orElseThrow();
      String hint =
          Suggestion.closest(given, Charset.availableCharsets().keySet())
              .map(closest -> "did you mean `" + closest + "`?")
              .orElse("write one such as UTF-8 or GBK");
      node.wrong("unknown encoding `" + given + "`; " + hint);
      return Optional.empty();
    }
  }
}
